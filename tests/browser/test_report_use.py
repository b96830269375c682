"""Every way to use a report, driven in a browser: claims, keys, search, filters, maps, addresses, theme."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("playwright", reason="needs Playwright")

from tests.browser.conftest import PHONE
from tests.browser.made import FIVE, sample, written

pytestmark = pytest.mark.filterwarnings("ignore")
Opened = Callable[..., Any]


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return {lang: written(sample(), lang, tmp_path_factory.mktemp(lang)) for lang in ("ar", "en")}


@pytest.fixture(scope="module")
def five(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(sample(FIVE), "ar", tmp_path_factory.mktemp("five"))


def chosen(page: Any) -> str | None:
    found = page.locator(".ci.sel")
    return found.get_attribute("data-c") if found.count() else None


def test_choosing_a_claim_moves_both_texts_and_dims_the_rest(opened: Opened, pair: dict[str, Path]) -> None:
    page = opened(pair["ar"])
    claims = page.locator(".ci")
    page.locator(".ci").nth(claims.count() - 1).click()
    number = chosen(page)
    assert number is not None
    assert page.evaluate("location.hash") == f"#c{number}"
    inside = """() => [...document.querySelectorAll('.pane')].map(p => { const b = p.getBoundingClientRect(),
        m = p.querySelector('mark.sel').getBoundingClientRect(); return m.top >= b.top && m.top < b.bottom; })"""
    page.wait_for_function(f"({inside})().every(x => x)")
    ink = "e => getComputedStyle(e).color"
    assert page.locator(".p:not(.has) p").first.evaluate(ink) != page.locator(".p.has p").first.evaluate(ink)
    page.keyboard.press("Escape")
    assert chosen(page) is None
    assert page.locator("mark.sel").count() == 0


def test_j_and_k_go_round_the_claims(opened: Opened, pair: dict[str, Path]) -> None:
    page = opened(pair["en"])
    page.keyboard.press("j")
    assert chosen(page) == "1"
    page.keyboard.press("j")
    assert chosen(page) == "2"
    page.keyboard.press("k")
    page.keyboard.press("k")
    assert chosen(page) == str(page.locator(".ci").count())


def test_conflicts_stand_first_and_what_one_tells_waits(opened: Opened, pair: dict[str, Path]) -> None:
    page = opened(pair["ar"])
    assert [g.split()[-1] for g in page.locator(".dg").evaluate_all("l => l.map(x => x.className)")] == [
        "clash",
        "other",
        "alone",
    ]
    assert page.locator("h1 a.red").is_visible()
    assert page.locator(".dr.late:visible").count() == 0
    page.locator("#minor").check()
    assert page.locator(".dr.late:visible").count() == page.locator(".dr.late").count() > 0


def test_filters_combine_and_count(opened: Opened, pair: dict[str, Path]) -> None:
    page = opened(pair["en"])
    page.locator('.filters .chip[data-v="conflict"]').click()
    shown = page.locator(".dr[data-t]:visible")
    assert shown.count() == int(page.locator('.filters .chip[data-v="conflict"] .num').inner_text()) > 0
    page.locator('.filters .chip[data-t="date"]').click()
    both = shown.count()
    assert both == page.locator('.dr[data-v="conflict"][data-t="date"]').count()
    assert str(both) in page.locator("#told").inner_text()
    assert page.locator('.filters .chip[data-t="attribution"]').is_disabled()
    page.locator('.filters .chip[data-t=""]').click()
    assert page.locator('.filters .chip[data-v="conflict"]').get_attribute("aria-pressed") == "false"
    page.locator('.filters .chip[data-v="added"]').click()
    assert shown.count() == page.locator('.dr[data-v="added"]').count()


def test_search_folds_and_steps(opened: Opened, pair: dict[str, Path]) -> None:
    page = opened(pair["ar"])
    page.keyboard.press("/")
    page.keyboard.type("اذربيجان")
    total = int(page.locator("#hits").inner_text())
    assert total > 3
    page.keyboard.press("Enter")
    assert page.locator("#hits").inner_text().startswith("1 ")
    page.keyboard.press("Shift+Enter")
    assert page.locator("#hits").inner_text().startswith(f"{total} ")
    page.locator("#next").click()
    assert page.locator("#hits").inner_text().startswith("1 ")
    page.locator("#q").fill("قرطبةغغ")
    assert page.locator("#hits").inner_text() == "لا نتيجة"
    assert page.locator("#nohits").is_visible()
    page.keyboard.press("Escape")
    assert page.locator("#q").input_value() == ""
    assert page.locator("#hits").inner_text() == ""


def test_a_hit_crosses_the_border_of_a_mark(opened: Opened, pair: dict[str, Path]) -> None:
    page = opened(pair["ar"])
    words = page.locator(".pane .p p:has(.dt)").evaluate_all(
        "l => l.map(p => { const c = p.cloneNode(true); c.querySelectorAll('.cn').forEach(x => x.remove()); "
        "const d = c.querySelector('.dt').textContent, t = c.textContent, i = t.indexOf(d); "
        "return t.slice(Math.max(0, i - 4), i + d.length).trim(); }).filter(t => t.length > 6)"
    )
    page.locator("#q").fill(words[0])
    assert int(page.locator("#hits").inner_text()) >= 1


@pytest.mark.parametrize(("lang", "key"), [("ar", "ArrowLeft"), ("en", "ArrowRight")])
def test_arrows_follow_the_reading_direction(
    opened: Opened, pair: dict[str, Path], lang: str, key: str
) -> None:
    page = opened(pair[lang])
    place = "() => { const c = document.querySelector('.gc.sel'); return [c.parentElement.rowIndex, c.cellIndex]; }"
    page.locator("table[data-heat] tr:nth-child(3) td.gc").nth(2).click()
    page.keyboard.press("h")
    row, column = page.evaluate(place)
    page.keyboard.press(key)
    assert page.evaluate(place) == [row, column + 1]
    page.keyboard.press("ArrowDown")
    assert page.evaluate(place) == [row + 1, column + 1]
    assert page.locator(".pp blockquote").first.inner_text()
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == f"#h1-{row + 1}-{column + 1}"
    assert page.locator(".p.at").count() == 2


def test_every_kind_of_address_leads_to_its_place(opened: Opened, pair: dict[str, Path]) -> None:
    held = opened(pair["ar"])
    late = held.locator(".dr.late").first.get_attribute("id")
    page = opened(pair["ar"], f"#{late}")
    assert page.locator(f"#{late}").is_visible()
    assert chosen(opened(pair["ar"], "#c3")) == "3"
    assert opened(pair["ar"], "#pB-4").locator("#pB-4.at").is_visible()
    assert opened(pair["ar"], "#h1-2-3").locator(".p.at").count() == 2
    assert chosen(opened(pair["ar"], "#c9999")) is None


def test_the_grid_of_accounts_opens_a_pair(opened: Opened, five: Path) -> None:
    page = opened(five)
    page.locator('.gc[data-pair="1 3"] a').click()
    shown = page.locator(".pane:not([data-off])").evaluate_all("l => l.map(p => p.dataset.n)")
    assert sorted(shown) == ["1", "3"]


def test_the_theme_changes_and_is_told(opened: Opened, pair: dict[str, Path]) -> None:
    page = opened(pair["ar"])
    paper = "getComputedStyle(document.body).backgroundColor"
    before = page.evaluate(paper)
    page.locator("#theme").click()
    assert page.evaluate(paper) != before
    assert page.locator("#theme").get_attribute("aria-pressed") == "true"


def test_help_opens_by_key_and_closes(opened: Opened, pair: dict[str, Path]) -> None:
    page = opened(pair["ar"])
    page.keyboard.press("?")
    assert page.locator("#help").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator("#help").is_visible()


def test_on_a_phone_quotes_stand_together(opened: Opened, pair: dict[str, Path]) -> None:
    page = opened(pair["ar"], "#c2", size=PHONE)
    assert page.locator(".cc blockquote").count() == 2
    page.locator('.tabs button[data-n="1"]').click()
    assert page.locator("#pane1").is_visible()
    assert not page.locator("#pane0").is_visible()


def test_the_first_tab_skips_and_focus_is_seen(opened: Opened, pair: dict[str, Path]) -> None:
    page = opened(pair["ar"])
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Tab")
    assert page.evaluate("parseFloat(getComputedStyle(document.activeElement).outlineWidth)") >= 2


def test_without_a_script_all_text_is_there(opened: Opened, pair: dict[str, Path]) -> None:
    page = opened(pair["ar"], script=False)
    assert page.locator(".dr.late").first.is_visible()
    assert page.locator(".pane").count() == page.locator(".pane:visible").count() == 2
    assert not page.locator("#q").is_visible()
