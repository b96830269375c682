"""Every kind of page, light and dark, wide, on a phone and on the narrowest: no rule of access is broken."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("playwright", reason="needs Playwright")
pytest.importorskip("axe_playwright_python", reason="needs axe")

import compare
from compare.duplicates.search import Asked, search, write
from tests.browser.conftest import PHONE, WIDE, overflow
from tests.browser.made import FIVE, ROOT, TEXTS, sample, written

pytestmark = pytest.mark.filterwarnings("ignore")
Opened = Callable[..., Any]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
NARROW = (320, 700)
SIZES = {"wide": WIDE, "phone": PHONE, "narrow": NARROW}
# What a reader opens on each kind of page before it is looked at: rows, a claim, a place, a person's tools.
KINDS = {
    "two": ("#minor", ".ci"),
    "five": ("#minor", ".ci"),
    "index": ("#minor",),
    "pair": (".ci",),
    "duplicates": (".pls summary",),
    "decisions": ("#d1 [data-by=rejected]", "#d1 [data-by=note]", "#hand-link", ".ci"),
}


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, str], Path]:
    """The page of a kind in a language, made when it is first asked for."""
    folder, made = tmp_path_factory.mktemp("axe"), dict[tuple[str, str], Path]()

    def page(kind: str, lang: str) -> Path:
        if (kind, lang) not in made:
            made[kind, lang] = _page(kind, lang, folder / f"{kind}-{lang}")
        return made[kind, lang]

    def _page(kind: str, lang: str, place: Path) -> Path:
        if kind == "decisions":
            return page("two", lang)
        if kind == "pair":
            return min((page("index", lang).parent / "pairs").glob("*.html"))
        if kind == "duplicates":
            return write(search([str(ROOT / "seeds" / "reprints.jsonl")], Asked()), place, ("html",), lang)[0]
        return written(
            _crowd() if kind == "index" else sample(FIVE) if kind == "five" else sample(), lang, place
        )

    return page


def _crowd() -> Any:
    """Accounts enough for an index and pages of pairs: a text of the sample told over and over."""
    text = (TEXTS / FIVE[0]).read_text(encoding="utf-8")
    lines = [line for line in text.split("\n") if len(line) > 80]
    told = ["\n\n".join(lines[n % 3 : n % 3 + 2]) for n in range(21)]
    return compare.compare([compare.Witness.from_text(text, id=f"w{n}") for n, text in enumerate(told)])


def axe(page: Any, colours: bool = True) -> list[str]:
    """What breaks a rule; the contrast of colours takes most of the time.

    Without preload: axe would read a style sheet by a request, which pages forbid.
    """
    from axe_playwright_python.sync_playwright import Axe

    options = {"runOnly": RULES, "resultTypes": ["violations"], "preload": False}
    options["rules"] = {"color-contrast": {"enabled": colours}}
    found = Axe().run(page, options=options).response["violations"]
    return [f"{v['id']}: {n['target']} {n['html'][:160]}" for v in found for n in v["nodes"][:3]]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("lang", ["ar", "en"])
def test_no_page_breaks_a_rule_of_access(
    opened: Opened, pages: Callable[[str, str], Path], kind: str, lang: str
) -> None:
    page = opened(pages(kind, lang))
    for place in KINDS[kind]:
        page.evaluate("place => document.querySelector(place)?.click()", place)
    for name, (width, height) in SIZES.items():
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme="dark" if name == "narrow" else "light")
        assert overflow(page) <= 0, name
        # Every rule at every width; the colours, which change with light and dark alone, once in each.
        assert axe(page, colours=name != "phone") == [], name


def test_what_breaks_a_rule_is_seen(opened: Opened, pages: Callable[[str, str], Path]) -> None:
    page = opened(pages("duplicates", "en"))
    page.evaluate("document.querySelector('.lede, h1').style.color = '#ccc'")
    assert any(line.startswith("color-contrast") for line in axe(page))
    page.evaluate("document.querySelector('#theme').removeAttribute('aria-label')")
    page.evaluate("document.querySelector('#theme').removeAttribute('title')")
    assert any(line.startswith("button-name") for line in axe(page))


def test_the_page_of_repeated_paragraphs_is_searched_and_walked_by_keyboard(
    opened: Opened, pages: Callable[[str, str], Path]
) -> None:
    page = opened(pages("duplicates", "ar"))
    page.keyboard.press("j")
    first = page.locator(".dc.at").get_attribute("id")
    page.keyboard.press("j")
    assert page.locator(".dc.at").get_attribute("id") != first
    page.keyboard.press("k")
    assert page.locator(".dc.at").get_attribute("id") == first
    cards = page.locator(".dc").count()
    page.keyboard.press("/")
    page.keyboard.type("اعلنت")  # folded: the texts write a hamza
    assert 0 < page.locator(".dc:visible").count() < cards
    assert page.locator("#next").is_visible()
    page.keyboard.press("Enter")
    said = page.locator("#hits").text_content()
    page.keyboard.press("Shift+Enter")
    assert (
        page.locator("#hits").text_content() != said or page.evaluate("CSS.highlights.get('find').size") == 1
    )
    page.fill("#q", "zzzz")
    assert page.locator(".dc:visible").count() == 0
    assert page.locator("#next").is_hidden()
    page.keyboard.press("Escape")
    assert page.locator(".dc:visible").count() == cards
