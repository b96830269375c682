"""The local pages in a real browser: pasted, uploaded, shown in the frame, taken away again."""

from __future__ import annotations

import json
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

pytest.importorskip("starlette", reason="needs tawatur[web]")
pytest.importorskip("playwright", reason="needs Playwright")
from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = (
    shutil.which("chromium", path="/usr/bin")
    or shutil.which("chromium")
    or shutil.which("chromium-browser")
    or shutil.which("google-chrome")
)
pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium"),
    pytest.mark.timeout(180),
    pytest.mark.filterwarnings("ignore"),
]
FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update"),
]
COMPARED = 90_000
"""Milliseconds within which a comparison is there on a machine that runs other tests beside it."""
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Iterator[str]:
    """A server with an archive of the samples, started from the command line."""
    from compare.archive.store import Archive
    from compare.inputs import read

    folder = tmp_path_factory.mktemp("served")
    with Archive(folder / "archive") as archive:
        archive.add([read(path) for path in sorted((root / "seeds" / "texts").glob("*.txt"))], events=False)
    command = [sys.executable, "-m", "compare", "serve", "--port", "0", "--data", str(folder / "data")]
    command += ["--archive", str(folder / "archive")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8") as server:
        assert server.stdout is not None
        found = re.search(r"http://127\.0\.0\.1:\d+", server.stdout.readline())
        assert found
        yield found[0]
        server.send_signal(signal.SIGINT)
        server.wait(20)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def baku(root: Path) -> list[Path]:
    return [root / "seeds" / "texts" / f"baku-2024-{letter}.ar.txt" for letter in "ab"]


class Watched:
    """A page of which every message, error and request is noted."""

    def __init__(self, browser: Browser, address: str, **context: Any) -> None:
        self.context = browser.new_context(accept_downloads=True, **context)
        self.page: Page = self.context.new_page()
        self.address, self.said, self.elsewhere = address, [], []
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("request", self._note)

    def _note(self, request: Any) -> None:
        if urlsplit(request.url).scheme != "data" and not request.url.startswith(f"{self.address}/"):
            self.elsewhere.append(request.url)

    def __enter__(self) -> Watched:
        return self

    def __exit__(self, kind: object, *rest: object) -> None:
        self.context.close()
        if kind is None:
            assert self.said == []
            assert self.elsewhere == []


def fits(page: Page) -> None:
    """Nothing sticks out to the side."""
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0


def accessible(page: Page) -> None:
    """No rule of WCAG 2.2 AA that can be checked by a program is broken."""
    from axe_playwright_python.sync_playwright import Axe

    # The page as it is: its own policy lets no script in that is not its own.
    script = Path(sys.modules[Axe.__module__].__file__ or "").parent / "axe.min.js"
    page.evaluate(script.read_text(encoding="utf-8"))
    options = {"runOnly": {"type": "tag", "values": RULES}, "iframes": False}
    found = page.evaluate("options => axe.run(document, options)", options)
    told = [(one["id"], [node["html"][:150] for node in one["nodes"]]) for one in found["violations"]]
    assert told == []


@pytest.mark.parametrize(
    ("lang", "scheme", "width"),
    [("ar", "light", 1280), ("en", "dark", 390), ("ar", "dark", 390), ("ru", "light", 390)],
)
def test_every_page_fits_and_is_accessible(
    browser: Browser, address: str, lang: str, scheme: Any, width: int, baku: list[Path]
) -> None:
    size: Any = {"width": width, "height": 800}
    with Watched(browser, address, locale=lang, color_scheme=scheme, viewport=size) as seen:
        page = seen.page
        page.goto(f"{address}/")
        page.set_input_files("#file", [str(path) for path in baku])
        page.locator(".more-boxes summary").click()
        fits(page)
        accessible(page)
        page.click(".go-on")
        page.wait_for_selector("iframe", timeout=COMPARED)
        fits(page)
        accessible(page)
        report = urlsplit(page.url).path
        for path in (
            f"{report}/delete",
            "/comparisons",
            "/repeats",
            "/api",
            "/archive?q=باكو",
            "/comparisons?q=zzz",
        ):
            page.goto(address + path)
            assert page.locator("html").get_attribute("lang") == lang
            fits(page)
            accessible(page)


def test_pasted_then_compared_then_downloaded(browser: Browser, address: str, baku: list[Path]) -> None:
    with Watched(browser, address, locale="ar", viewport={"width": 1280, "height": 900}) as seen:
        page = seen.page
        page.goto(f"{address}/")
        for number, path in enumerate(baku):
            page.fill(f"#text{number}", path.read_text(encoding="utf-8"))
        page.click(".go-on")
        page.wait_for_selector("iframe", timeout=COMPARED)
        report = page.frame_locator("iframe")
        report.locator(".lede").wait_for()
        assert "تشترك الروايتان" in report.locator(".lede").inner_text()
        # The report works in its sandbox: its own script runs, and reaches nothing outside.
        report.locator("#q").fill("الثلاثاء")
        assert report.locator("#hits").inner_text()
        frame = page.frames[1]
        assert frame.evaluate("self.origin") == "null"
        page.locator(".acts summary").click()
        with page.expect_download() as waiting:
            page.locator('.acts a[href$="/as/json"]').click()
        got = json.loads(Path(waiting.value.path()).read_text(encoding="utf-8"))
        assert len(got["witnesses"]) == 2
        page.goto(f"{address}/comparisons?q=باكو")
        assert page.locator(".kept li").count() >= 1


def test_uploaded_with_a_day_and_deleted(browser: Browser, address: str, baku: list[Path]) -> None:
    with Watched(browser, address, locale="en", viewport={"width": 390, "height": 800}) as seen:
        page = seen.page
        page.goto(f"{address}/")
        page.set_input_files("#file", [str(path) for path in baku])
        assert page.locator("#chosen li bdi").all_inner_texts() == [path.name for path in baku]
        page.locator("#chosen input").nth(1).fill("2024-08-19")
        page.click(".go-on")
        page.wait_for_selector("iframe", timeout=COMPARED)
        report = page.url
        result = page.evaluate("async at => (await fetch(at)).json()", f"{urlsplit(report).path}/as/json")
        assert result["witnesses"][1]["published"]["value"] == "2024-08-19"
        page.locator(".acts .del").click()
        page.locator(".danger").click()
        page.wait_for_url(f"{address}/comparisons")
        assert page.evaluate("async at => (await fetch(at)).status", "/assets/web.js") == 200
        assert urlsplit(report).path not in page.content()


def test_progress_and_cancel(browser: Browser, address: str, tmp_path: Path) -> None:
    words = [f"{a}{b}ing" for a in ("build", "walk", "sail", "mend", "read") for b in "abcdefghij"]
    text = " ".join(f"The {words[n % 50]} of {words[n * 7 % 50]} cost {n} pounds." for n in range(6000))
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(text, encoding="utf-8")
    with Watched(browser, address, locale="en") as seen:
        page = seen.page
        page.goto(f"{address}/")
        page.set_input_files("#file", [str(tmp_path / "a.txt"), str(tmp_path / "b.txt")])
        page.click(".go-on")
        page.wait_for_selector("#progress")
        page.wait_for_selector("#told:not(:has-text('Waiting'))")
        accessible(page)
        page.click(".plain")
        page.wait_for_selector("text=The comparison was cancelled.")


def test_without_javascript(browser: Browser, address: str, baku: list[Path]) -> None:
    with Watched(browser, address, locale="en", java_script_enabled=False) as seen:
        page = seen.page
        page.goto(f"{address}/archive")
        page.fill("#q", "باكو")
        page.keyboard.press("Enter")
        boxes = page.locator(".hits input")
        for number in range(2):
            boxes.nth(number).check()
        page.locator(".plain").last.click()
        page.locator(".go-on").click()
        page.wait_for_selector("iframe", timeout=COMPARED)
        assert page.frame_locator("iframe").locator(".lede").inner_text()


def test_by_keyboard_alone(browser: Browser, address: str) -> None:
    with Watched(browser, address, locale="en") as seen:
        page = seen.page
        page.goto(f"{address}/")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        for _ in range(40):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.id") == "file":
                break
        assert page.evaluate("document.activeElement.id") == "file"
        assert page.evaluate("getComputedStyle(document.querySelector('.drop')).outlineStyle") == "solid"
        page.locator(".menu summary").focus()
        page.keyboard.press("Enter")
        assert page.locator(".menu ul").is_visible()
        page.keyboard.press("Escape")
        assert not page.locator(".menu ul").is_visible()


def test_hostile_texts_do_nothing(browser: Browser, address: str, tmp_path: Path) -> None:
    text = (
        "The mayor <script>document.title='taken'</script> said on Monday that the old bridge would stay "
        "closed until April.\n\nSome 12 people <img src=x onerror=\"document.title='taken'\"> were there, "
        "\u202eturned\u2066 and heard it. \x1b[31m =1+1"
    )
    for name in ("a <b>'\".txt", "b.txt"):
        (tmp_path / name).write_text(text, encoding="utf-8")
    with Watched(browser, address, locale="en") as seen:
        page = seen.page
        page.goto(f"{address}/")
        page.set_input_files("#file", [str(path) for path in sorted(tmp_path.iterdir())])
        page.click(".go-on")
        page.wait_for_selector("iframe", timeout=COMPARED)
        page.frame_locator("iframe").locator("main").wait_for()
        for path in ("", "/comparisons"):
            if path:
                page.goto(address + path)
            assert "taken" not in page.title().split()
            assert page.locator("img, main b, main script").count() == 0
