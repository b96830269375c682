"""A Chromium for each file of tests, and pages that fail on any console error, request or dialog."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = os.environ.get("TAWATUR_CHROMIUM", "/usr/bin/chromium")
_QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
WIDE, PHONE = (1440, 1000), (390, 844)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A browser drives every test here, and starts slowly on a busy machine."""
    here = Path(__file__).parent
    for item in items:
        if here in Path(item.path).parents:
            item.add_marker(pytest.mark.timeout(180))


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """Debian's Chromium, driven by Playwright. Skips where there is none; with CI set its absence fails."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        missing("Playwright is not installed")
    if not Path(CHROMIUM).exists():
        missing(f"there is no Chromium at {CHROMIUM}; set TAWATUR_CHROMIUM")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(_QUIET))
        yield browser
        browser.close()


def missing(what: str) -> None:
    """Skips, and says what is missing; fails where CI is set, which always has it."""
    if os.environ.get("CI", "").lower() in ("1", "true", "yes"):
        pytest.fail(f"browser tests: {what}")
    pytest.skip(f"browser tests: {what}")


class Watch:
    """What a page did that no report may do: errors, requests, dialogs."""

    def __init__(self, page: Any) -> None:
        self.bad: list[str] = []
        page.on("console", lambda m: self.bad.append(f"console: {m.text}") if m.type == "error" else None)
        page.on("pageerror", lambda e: self.bad.append(f"error: {e}"))
        page.on("dialog", self._dialog)
        page.on("request", self._request)

    def _dialog(self, dialog: Any) -> None:
        self.bad.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def _request(self, request: Any) -> None:
        if not request.url.startswith(("file:", "data:", "blob:")):
            self.bad.append(f"request: {request.url}")


@pytest.fixture
def opened(chromium: Any) -> Iterator[Callable[..., Any]]:
    """Opens a file: `opened(path, "#c1", size=WIDE, dark=False, script=True)`. Checks it at the end."""
    contexts, watches = [], []

    def open_file(path: Path, place: str = "", size: tuple[int, int] = WIDE, **how: Any) -> Any:
        context = chromium.new_context(
            viewport={"width": size[0], "height": size[1]},
            color_scheme="dark" if how.get("dark") else "light",
            java_script_enabled=how.get("script", True),
            reduced_motion=how.get("motion", "reduce"),
            forced_colors=how.get("forced", "none"),
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(8000)
        watches.append(Watch(page))
        page.goto(path.as_uri() + place)
        return page

    yield open_file
    found = [told for watch in watches for told in watch.bad]
    for context in contexts:
        context.close()
    assert found == []


def overflow(page: Any) -> int:
    """By how many pixels a page is wider than its window: it scrolls sideways if there are any."""
    root = "document.documentElement"
    return int(page.evaluate(f"Math.max({root}.scrollWidth, document.body.scrollWidth) - {root}.clientWidth"))
