"""What holds for every page of a report: accessible, narrow enough, light, quick, printable, safe."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("playwright", reason="needs Playwright")

import compare
from compare.report.html import to_html
from tests.browser import hostile
from tests.browser.conftest import PHONE, WIDE, overflow
from tests.browser.made import FIVE, ROOT, long_page, sample, written

pytestmark = pytest.mark.filterwarnings("ignore")
Opened = Callable[..., Any]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LANGUAGES = ("ar", "en", "ru", "fr")
NARROW = (320, 700)
# What is reached, with little room. The aims are 450,000 and 150,000: script and style are half of what is
# not fonts.
HEAVY, HEAVY_WITHOUT_FONTS = 458_000, 194_000


class Pages(dict[str, Path]):
    """Every kind of page by name, made when it is first asked for."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder

    def __missing__(self, name: str) -> Path:
        self[name] = self._made(name)
        return self[name]

    def _made(self, name: str) -> Path:
        kind, _, lang = name.rpartition("-")
        if kind == "of-index":
            return min((self[f"index-{lang}"].parent / "pairs").glob("*.html"))
        if not kind:
            return ROOT / "reports" / "examples" / "duplicates" / "duplicates.html"
        if kind in ("pair", "five"):
            result = sample(FIVE) if kind == "five" else sample()
        else:
            count = {"index": 22, "hostile": 2, "hostile5": 5}[kind]
            result = compare.compare(hostile.witnesses(count))
        return written(result, lang, self._folder / name)


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Pages:
    return Pages(tmp_path_factory.mktemp("pages"))


NAMES = [f"pair-{lang}" for lang in LANGUAGES]
NAMES += ["five-ar", "index-en", "of-index-en", "hostile-en", "hostile5-ar", "duplicates"]


def axe(page: Any) -> list[str]:
    from axe_playwright_python.sync_playwright import Axe

    # Without preload: axe would read a style sheet beside the page by a request, which the page forbids.
    options = {"runOnly": RULES, "resultTypes": ["violations"], "preload": False}
    found = Axe().run(page, options=options).response["violations"]
    return [f"{v['id']}: {n['target']} {n['html'][:160]}" for v in found for n in v["nodes"][:3]]


@pytest.mark.parametrize(("size", "dark"), [(WIDE, False), (PHONE, True)], ids=["wide-light", "phone-dark"])
@pytest.mark.parametrize("name", NAMES)
def test_no_rule_of_access_is_broken(
    opened: Opened, pages: Pages, name: str, size: tuple[int, int], dark: bool
) -> None:
    page = opened(pages[name], size=size, dark=dark)
    assert axe(page) == []
    if page.locator(".ci").count():
        page.keyboard.press("j")
        assert axe(page) == []


@pytest.mark.parametrize("size", [WIDE, PHONE, NARROW], ids=["1440", "390", "320"])
@pytest.mark.parametrize("name", NAMES)
def test_no_page_is_wider_than_its_window_and_nothing_runs(
    opened: Opened, pages: Pages, name: str, size: tuple[int, int]
) -> None:
    page = opened(pages[name], size=size)
    assert overflow(page) <= 0
    assert page.evaluate("window.pwned") is None


def test_targets_are_large_enough(opened: Opened, pages: Pages) -> None:
    page = opened(pages["pair-ar"], size=PHONE)
    small = page.locator(
        "button:visible, .chip:visible, input:visible:not(.vh), .ib:visible, .sb:visible"
    ).evaluate_all(
        "l => l.map(e => [e.className || e.id, (e.closest('label') || e).getBoundingClientRect()])"
        ".filter(([, r]) => r.width && (r.width < 24 || r.height < 24)).map(([n, r]) => `${n} ${r.height}`)"
    )
    assert small == []


@pytest.mark.parametrize("how", [{"forced": "active"}, {"motion": "reduce"}], ids=["forced", "still"])
def test_forced_colours_and_stillness_leave_the_page_whole(
    opened: Opened, pages: Pages, how: dict[str, str]
) -> None:
    page = opened(pages["pair-ar"], "#c2", **how)
    assert page.locator(".ci.sel").is_visible()
    assert page.locator(".st.conflict").first.is_visible()


def test_a_printed_page_keeps_names_and_rows_whole(opened: Opened, pages: Pages, tmp_path: Path) -> None:
    if shutil.which("pdftotext") is None:
        pytest.skip("needs pdftotext, of poppler-utils")
    page = opened(pages["pair-ar"])
    page.emulate_media(media="print")
    assert not page.locator(".bar").is_visible()
    assert page.locator(".dr.late").first.is_visible()
    assert page.locator(".dr").nth(1).evaluate("e => getComputedStyle(e).breakInside") == "avoid"
    page.pdf(path=tmp_path / "x.pdf", prefer_css_page_size=True)
    run = subprocess.run(["pdftotext", tmp_path / "x.pdf", "-"], capture_output=True, text=True, check=True)
    told = re.findall("أذربيجان", page.locator("main").inner_text())
    assert len(told) > 5
    assert run.stdout.count("أذربيجان") >= 0.75 * len(told)
    for name in ("بوتين", "علييف", "أرمينيا", "الكرملين", "يريفان", "زيارة"):
        assert name in run.stdout
    assert re.findall("ير يفان|ز يارة", run.stdout) == []


def test_a_report_of_two_is_light() -> None:
    for lang in LANGUAGES:
        page = to_html(sample(), lang)
        bare = re.sub(r"@font-face\{.*?\}", "", page)
        size, without = len(page.encode()), len(bare.encode())
        print(f"{lang}: {size:,} bytes, {without:,} without fonts")
        assert size < HEAVY
        assert without < HEAVY_WITHOUT_FONTS


def test_fonts_are_those_that_the_letters_need() -> None:
    plain = [
        compare.Witness.from_text(f"The committee met in the old town hall on {day} August 2024.", id=day)
        for day in ("18", "19")
    ]
    result = compare.compare(plain)
    assert "@font-face" not in to_html(result, "en")
    assert to_html(result, "ru").count("@font-face") == 2
    assert to_html(result, "ar").count("@font-face") == 4


TIMES = """() => new Promise(done => requestAnimationFrame(() => setTimeout(() => {
  const n = performance.getEntriesByType('navigation')[0],
    p = performance.getEntriesByName('first-contentful-paint')[0];
  done([n.domInteractive, n.domContentLoadedEventEnd, n.loadEventEnd, p ? p.startTime : 0]); })))"""


@pytest.mark.parametrize(("paragraphs", "ceiling"), [(0, 600), (2000, 1000)], ids=["two accounts", "2,000"])
def test_pages_are_there_at_once(opened: Opened, tmp_path: Path, paragraphs: int, ceiling: float) -> None:
    """Twice the aims (0.3 and 0.5 s), for a busy machine; what was measured is printed."""
    path = written(long_page(paragraphs) if paragraphs else sample(), "ar", tmp_path)
    best = [1e9] * 4
    for _ in range(3):
        best = [min(pair) for pair in zip(best, opened(path).evaluate(TIMES), strict=True)]
    print(f"interactive {best[0]:.0f} ms, script {best[1]:.0f}, loaded {best[2]:.0f}, painted {best[3]:.0f}")
    assert max(best) < ceiling


def test_nothing_of_a_long_page_is_lost_by_coming_late(opened: Opened, tmp_path: Path) -> None:
    path = written(long_page(2000), "en", tmp_path)
    page = opened(path)
    rows = page.locator(".dr[id]").count()
    assert rows > 100
    page.locator(".dr[id] > .hv").nth(rows - 1).wait_for(state="attached")
    assert page.locator(".dr[id] > .hv").count() == rows
    assert page.locator(".ov a").count() == 0
    assert 1 <= page.locator(".ov path.rb").count() <= 3
    inside = "e => { const b = e.getBBox(); return b.y >= 0 && b.y + b.height <= 297; }"
    assert page.locator(".ov path.sg").evaluate(inside)
    page.emulate_media(media="print")
    hidden = "l => l.filter(e => getComputedStyle(e).contentVisibility === 'auto').length"
    assert page.locator(".dr, .p, .rail li").evaluate_all(hidden) == 0
    plain = opened(path, script=False)
    assert plain.locator(".dr[id]").count() == rows
    last = plain.locator(".rail .ci").last
    last.scroll_into_view_if_needed()
    plain.wait_for_timeout(300)  # what comes into view is laid out with the next picture
    assert "قال مراسل" in last.inner_text()
    assert 0 <= last.bounding_box()["y"] < WIDE[1]


def test_two_accounts_are_laid_out_whole_and_their_ribbons_are_links(opened: Opened, pages: Pages) -> None:
    page = opened(pages["pair-en"])
    assert page.locator(".big").count() == 0
    assert page.locator(".ov a path.rb").count() == page.locator(".ov path.rb").count() > 5


def test_a_map_answers_at_once_to_its_address_and_its_key(opened: Opened, pages: Pages) -> None:
    assert opened(pages["pair-en"], "#h1-3-5").locator(".p.at").count() == 2
    page = opened(pages["pair-en"])
    page.keyboard.press("h")
    cell = "document.activeElement.matches('td.gc.sel[tabindex=\"0\"]')"
    assert page.evaluate(cell)


def test_a_large_map_is_one_canvas_moved_through_by_keys(opened: Opened, tmp_path: Path) -> None:
    page = opened(written(long_page(240), "en", tmp_path))
    canvas = page.locator("canvas[data-heat]")
    assert canvas.count() == 1
    canvas.focus()
    before = canvas.get_attribute("aria-label")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert canvas.get_attribute("aria-label") != before
    assert page.locator(".pp blockquote").first.inner_text()
    page.keyboard.press("Enter")
    assert page.locator(".p.at").count() == 2
