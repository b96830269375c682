"""A person's decisions, from the page to the file and back, in a real browser."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

import compare
from compare.model.claim import Status
from compare.report.decisions_json import to_text

HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(2)> \u202eمقلوب \x00 =cmd() \"'`"
A = (
    "The mayor opened the new bridge on 12 May 2024 in front of 300 guests.\r\n\r\n"
    f"A spokesman denied that\r\nthe ferry would stop running. {HOSTILE}\r\n\r\n"
    "Work on the bridge took four years and was paid for by the county. 𝟙𝟚 It is 𝟙𝟚 metres wide."
)
B = (
    "The new bridge was opened by the mayor on 12 May 2024 before 500 guests.\n\n"
    "Passengers must look for another way across the river from June.\n\n"
    "The county paid for the bridge, on which work took four years."
)
Opened = Callable[..., Any]


@pytest.fixture
def accounts() -> list[compare.Witness]:
    return [
        compare.Witness.from_text(A, id="a", language="en", published="2024-05-13"),
        compare.Witness.from_text(B, id="b", language="en", published="2024-05-13"),
    ]


def written(accounts: list[compare.Witness], folder: Path, decisions: Path | None = None) -> tuple[Any, Path]:
    told = compare.read_decisions(decisions) if decisions else None
    result = compare.compare(accounts, decisions=told)
    files = compare.write_report(result, folder, formats=("html",), lang="en")
    return result, files[0]


def saved(page: Any, place: Path) -> Path:
    with page.expect_download() as download:
        page.click("#hand-save")
    assert download.value.suggested_filename == "decisions.json"
    download.value.save_as(place)
    schema = json.loads(
        (Path(compare.__file__).parent / "report/decisions.schema.json").read_text(encoding="utf-8")
    )
    assert list(Draft202012Validator(schema).iter_errors(json.loads(place.read_text(encoding="utf-8")))) == []
    return place


def option(page: Any, words: str) -> str:
    """The number of the sentence that the lists offer with these words."""
    found = page.evaluate(
        "w => [...document.querySelectorAll('#hand-a option')].find(o => o.textContent.includes(w)).value",
        words,
    )
    return str(found)


def link(page: Any, one: str, two: str, clash: str = "") -> None:
    """Links two sentences by the keyboard's way, the lists."""
    page.focus("#hand-link")
    page.keyboard.press("Enter")
    page.select_option("#hand-a", option(page, one))
    page.select_option("#hand-b", option(page, two))
    page.select_option("#hand-clash", clash)
    page.focus("#hand-make")
    page.keyboard.press("Enter")


def click_words(page: Any, words: str) -> None:
    """Clicks into the middle of words in a pane."""
    x, y = page.evaluate(
        """words => { for (const p of document.querySelectorAll('.pane .p')) {
          const walk = document.createTreeWalker(p, 4);
          for (let n; (n = walk.nextNode());) {
            const at = n.data.indexOf(words); if (at < 0) continue;
            p.scrollIntoView({ block: 'center' });
            const r = new Range(); r.setStart(n, at); r.setEnd(n, at + words.length);
            const b = r.getClientRects()[0]; return [b.left + b.width / 2, b.top + b.height / 2];
          } } }""",
        words,
    )
    page.mouse.click(x, y)


def test_from_the_page_to_the_file_and_back(
    accounts: list[compare.Witness], opened: Opened, tmp_path: Path
) -> None:
    bare, first = written(accounts, tmp_path / "one")
    page = opened(first)
    assert page.inner_text("#hand-state").startswith("Everything is saved")
    page.fill("#hand-author", "<b>Mona</b>")
    page.fill("#hand-day", "2024-09-01")
    conflict = next(d for d in bare.differences if d.status is Status.CONFLICT)
    page.click(f"#{conflict.id} [data-by=confirmed]")
    page.click(f"#{conflict.id} [data-by=note]")
    page.fill(f"#hand-note-{conflict.id}", HOSTILE.replace("\x00", ""))
    page.click(f"#{conflict.id} .hnote button")
    assert "Confirm" in page.inner_text(f"#{conflict.id} [aria-pressed=true]")
    link(page, "spokesman denied", "Passengers must", "negation")
    assert page.locator(".hand-ribbons path").count() == 1
    assert "takes effect at the next run" in page.inner_text("#hand-list")
    assert page.inner_text("#hand-state").startswith("Not saved in a file: 3.")
    one = saved(page, tmp_path / "decisions.json")
    assert page.inner_text("#hand-state").startswith("Everything is saved")

    told = compare.read_decisions(one)
    assert to_text(told) == one.read_text(encoding="utf-8")
    texts = {"a": A, "b": B}
    shown = [(s.quote, texts[s.witness][s.start : s.end]) for d in told.decisions for s in d.stretches]
    assert all(len(quote) == len(true) and quote.split()[0] == true.split()[0] for quote, true in shown)

    result, second = written(accounts, tmp_path / "two", one)
    assert [d.outcome for d in result.decisions] == ["applied"] * 3
    (claim,) = [c for c in result.claims if c.origin == "person"]
    assert claim.relation == "differ"
    page = opened(second)
    assert page.inner_text("#hand-state").startswith("Everything is saved")
    assert page.inner_text("#hand-list").count("in this report") == 3
    meant = result.decisions[0].difference
    assert page.get_attribute(f"#{meant} [data-by=confirmed]", "aria-pressed") == "true"
    assert "checked by a person: confirmed · <b>Mona</b> · 2024-09-01" in page.inner_text(f"#{meant}")
    assert page.locator(".ci.person").count() == 1
    page.click(".ci.person")
    page.wait_for_selector(".gut path.person.sel", state="attached")
    # Nothing a person told is changed by a run.
    two = saved(page, tmp_path / "again.json")
    assert two.read_text(encoding="utf-8") == one.read_text(encoding="utf-8")
    third, _ = written(accounts, tmp_path / "three", two)
    assert third.to_json() == result.to_json()


def test_a_click_in_the_texts_chooses_the_sentence(
    accounts: list[compare.Witness], opened: Opened, tmp_path: Path
) -> None:
    _, path = written(accounts, tmp_path / "r")
    page = opened(path)
    page.click("#hand-link")
    click_words(page, "wide")
    click_words(page, "another way across")
    assert page.evaluate("CSS.highlights.get('hand-chosen').size") == 2
    page.click("#hand-make")
    (one,) = compare.read_decisions(saved(page, tmp_path / "d.json")).decisions
    assert [s.quote for s in one.stretches] == [
        "𝟙𝟚 It is 𝟙𝟚 metres wide.",
        "Passengers must look for another way across the river from June.",
    ]
    assert [A, B][0][one.stretches[0].start : one.stretches[0].end] == one.stretches[0].quote


def test_unlinking_and_taking_it_back(
    accounts: list[compare.Witness], opened: Opened, tmp_path: Path
) -> None:
    bare, path = written(accounts, tmp_path / "r")
    shared = [c for c in bare.claims if c.relation != "one_source"]
    page = opened(path)
    page.click(".ci[data-c='1']")
    page.click("#hand-claim li:first-child button")
    assert "unlinked: takes effect" in page.inner_text(".ci[data-c='1']")
    page.fill("#hand-claim-note", "Two different bridges?")
    page.click("#hand-claim .hnote button")
    assert page.input_value("#hand-claim-note") == "Two different bridges?"
    one = saved(page, tmp_path / "d.json")
    result, second = written(accounts, tmp_path / "r2", one)
    assert len([c for c in result.claims if c.relation != "one_source"]) == len(shared) - 1
    page = opened(second)
    page.click("#hand-list li.d-unlink button")
    assert "undone" in page.inner_text("#hand-list")
    back = compare.read_decisions(saved(page, tmp_path / "e.json"))
    assert [d.kind.value for d in back.decisions] == ["note"]
    again, _ = written(accounts, tmp_path / "r3", tmp_path / "e.json")
    assert len([c for c in again.claims if c.relation != "one_source"]) == len(shared)


def test_reading_a_file_merges_and_names_conflicts(
    accounts: list[compare.Witness], opened: Opened, tmp_path: Path
) -> None:
    _, path = written(accounts, tmp_path / "r")
    page = opened(path)
    page.click("#d1 [data-by=confirmed]")
    theirs = saved(page, tmp_path / "theirs.json")
    page.click("#d1 [data-by=rejected]")
    page.set_input_files("#hand-file", theirs)
    page.wait_for_selector("#hand-list .clashing")
    assert page.get_attribute("#d1 [data-by=rejected]", "aria-pressed") == "true"
    page.click("#hand-list .clashing > button")
    assert page.get_attribute("#d1 [data-by=confirmed]", "aria-pressed") == "true"
    bad = tmp_path / "bad.json"
    for text in ("", "[]", '{"schema_version":"1.0","inputs":[],"decisions":[{"kind":"link"}]}', HOSTILE):
        bad.write_text(text, encoding="utf-8")
        page.set_input_files("#hand-file", bad)
        page.wait_for_selector("#hand-news:has-text('This is no file')")
        page.evaluate("document.querySelector('#hand-news').textContent = ''")
    assert page.get_attribute("#d1 [data-by=confirmed]", "aria-pressed") == "true"


def test_what_is_not_saved_survives_a_reload(
    accounts: list[compare.Witness], opened: Opened, tmp_path: Path
) -> None:
    _, path = written(accounts, tmp_path / "r")
    page = opened(path)
    page.click("#d1 [data-by=unsure]")
    page.reload()
    assert page.get_attribute("#d1 [data-by=unsure]", "aria-pressed") == "true"
    assert page.inner_text("#hand-state").startswith("Not saved in a file: 1.")


@pytest.mark.parametrize("lang", ["ar", "en", "ru", "fr"])
def test_every_language_and_no_script(
    accounts: list[compare.Witness], opened: Opened, tmp_path: Path, lang: str
) -> None:
    _, path = written(accounts, tmp_path / "r")
    page = opened(path)
    page.click("#d1 [data-by=rejected]")
    link(page, "spokesman denied", "Passengers must")
    told = compare.read_decisions(saved(page, tmp_path / "d.json"))
    result = compare.compare(accounts, decisions=told)
    for size in ((1440, 900), (390, 844)):
        files = compare.write_report(result, tmp_path / lang, formats=("html",), lang=lang)
        page = opened(files[0], size=size)
        assert page.locator("#hand-list li").count() == 2
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
        bare = opened(files[0], size=size, script=False)
        assert bare.locator("#hand-list li").count() == 2
        assert bare.locator(".hs:visible").count() == 2


def test_no_rule_of_accessibility_is_broken(
    accounts: list[compare.Witness], opened: Opened, tmp_path: Path
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    _, path = written(accounts, tmp_path / "r")
    for dark in (False, True):
        page = opened(path, dark=dark)
        page.click("#d1 [data-by=rejected]")
        page.click("#d1 [data-by=note]")
        page.click("#hand-link")
        page.evaluate("document.querySelector('.ci').click()")
        rules = {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]}
        found = axe.run(page, context="#decisions, .hseat, #hand-claim, #diffs", options=rules).response[
            "violations"
        ]
        assert [(v["id"], [n["html"][:120] for n in v["nodes"]][:3]) for v in found] == []
