"""The report on repeated paragraphs: its sentences, its page and its tables, on hostile documents too."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from compare.languages import table
from compare.model.claim import Difference, DifferenceType, Stated, Status
from compare.model.repeated import (
    Cluster,
    ClusterKind,
    Fault,
    OutletCount,
    Piece,
    Place,
    Repeats,
    Totals,
    Variant,
)
from compare.model.result import Note
from compare.report.csv_ import lines
from compare.report.duplicates import Room, chosen, to_html
from compare.report.duplicates_json import to_json
from compare.report.duplicates_markdown import to_markdown
from compare.report.duplicates_words import contradicts, count, finding, first, notes

HOSTILE = '<script>alert(1)</script><img src=x onerror=alert(2)>{{ 7*7 }}\u202egnp"&amp;\ud800'


def place(outlet: str, published: str | None = None, row: int = 1) -> Place:
    return Place("news.jsonl", row, 0, 20, f"id-{row}", outlet, published)


def difference(status: Status = Status.CONFLICT, kind: DifferenceType = DifferenceType.NUMBER) -> Difference:
    values = (Stated("a", "74 towns", 0, 8), Stated("b", "82 towns", 0, 8))
    return Difference("d1", "c1", kind, status, 0.9, values, "values-differ: 74 towns against 82 towns")


def cluster(number: int = 1, kind: ClusterKind = ClusterKind.REPRINT, **changes: Any) -> Cluster:
    pieces = (Piece("same", "They took"), Piece("gone", "74"), Piece("new", "82"), Piece("same", "towns."))
    variants = (
        Variant("They took 74 towns.", 2, 1, 1.0, (place("Harbour", "2024-05-01T09:00"),)),
        Variant(
            "They took 82 towns.",
            1,
            1,
            0.9,
            (place("Coast", "2024-05-02", 2),),
            pieces,
            0.8,
            (difference(),),
            True,
        ),
    )
    made = Cluster(
        number, kind, 3, (("Harbour", 2), ("Coast", 1)), 1, 2, variants, place("Harbour", "2024-05-01T09:00")
    )
    return replace(made, **changes)


def repeats(*clusters: Cluster, **changes: Any) -> Repeats:
    totals = Totals(1, 9, 12, 4, 3, len(clusters), 3 * len(clusters), 2, 1, 1, 2, len(clusters), 0, 0)
    made = Repeats(
        totals=totals,
        outlets=(OutletCount("Harbour", 8, 2, 1, 0), OutletCount("Coast", 4, 1, 0, 1)),
        more_outlets=0,
        grid=((0, 2), (1, 0)),
        clusters=clusters,
        seen=("2024-05-01", "2024-05-02"),
        inputs=("news.jsonl",),
        language="en",
        threshold=0.7,
        settings=(("memory", 1),),
        digest="0123456789abcdef",
        tool_version="0",
        faults=(Fault("rows-empty", "news.jsonl", "rows without text left out", 7, (2, 5)),),
        notes=(Note("files-skipped", "news: left out 3 files of kinds that are not read."),),
    )
    return replace(made, **changes)


class Page(HTMLParser):
    """What a browser would make of a page: its elements, their attributes and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def hostile() -> Repeats:
    """A report in which every text of a document is hostile."""
    spot = Place(HOSTILE, 1, 0, 9, HOSTILE, HOSTILE, "2024-05-01")
    values = (Stated("a", HOSTILE), Stated("b", HOSTILE))
    changed = replace(difference(), values=values, because=HOSTILE)
    pieces = tuple(Piece(kind, HOSTILE) for kind in ("same", "gone", "new"))
    variants = (
        Variant(HOSTILE, 2, 2, 1.0, (spot,)),
        Variant(HOSTILE, 1, 1, 0.9, (spot,), pieces, 0.9, (changed,), True),
    )
    bad = cluster(outlets=((HOSTILE, 2), ("b", 1)), variants=variants, first=spot)
    kinds = [replace(bad, number=n, kind=kind) for n, kind in enumerate(ClusterKind, start=1)]
    outlets = (OutletCount(HOSTILE, 8, 2, 1, 0), OutletCount("b", 4, 1, 0, 1))
    faults = (Fault("rows-empty", HOSTILE, "rows left out", 1, (2,)),)
    return repeats(*kinds, outlets=outlets, inputs=(HOSTILE,), faults=faults, notes=(Note("other", HOSTILE),))


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_hostile_documents_stay_text(lang: str) -> None:
    page = Page(to_html(hostile(), lang))
    assert [tag for tag, _ in page.tags if tag in ("img", "iframe", "object", "embed", "link", "form")] == []
    assert sum(tag == "script" for tag, _ in page.tags) == 1
    assert not any(name.startswith("on") for _, attributes in page.tags for name in attributes)
    assert "\u202e" not in page.text
    assert "49" not in re.findall(r"onerror=alert\(2\)>(\S+)", page.text)
    marked = to_markdown(hostile(), lang)
    assert "<script" not in marked
    assert "<img" not in marked
    assert "\u202e" not in marked


def test_the_page_asks_for_nothing_and_allows_its_script_by_hash() -> None:
    page = to_html(repeats(cluster()), "en")
    assert "default-src 'none'" in page
    assert re.search(r"script-src 'sha256-[A-Za-z0-9+/]{43}='", page)
    assert not re.search(r"(?:src|href)=[\"'](?!#|data:)", page)
    assert "http" not in re.sub(r"http-equiv|data:[^)]*", "", page)


def test_the_page_shows_what_was_changed_and_where() -> None:
    page = Page(to_html(repeats(cluster()), "en"))
    for told in (
        "They took 74 towns.",
        "82",
        "Harbour",
        "Coast",
        "1 May 2024, 09:00",
        "conflict",
        "id-2",
        "0.90",
    ):
        assert told in page.text
    assert [tag for tag, _ in page.tags].count("ins") == 2
    assert [tag for tag, _ in page.tags].count("del") == 2


def test_every_link_of_the_page_leads_somewhere() -> None:
    page = Page(to_html(repeats(cluster(), cluster(2, ClusterKind.BOILERPLATE)), "ar"))
    ids = {attributes["id"] for _, attributes in page.tags if attributes.get("id")}
    assert len([1 for _, attributes in page.tags if attributes.get("id")]) == len(ids)
    hrefs = {a["href"] for tag, a in page.tags if tag in ("a", "use") and a.get("href")}
    assert {href for href in hrefs if href and href.lstrip("#") not in ids} == set()


def test_kinds_stand_in_their_own_sections() -> None:
    kinds = {
        ClusterKind.REPRINT: "changed",
        ClusterKind.REPEAT: "repeats",
        ClusterKind.BOILERPLATE: "boilerplate",
    }
    for kind, section in kinds.items():
        page = to_html(repeats(cluster(kind=kind)), "en")
        words = table("en", "duplicates")
        place_of = page.index('id="k1"')
        heads = [words[name] for name in ("changed", "reprints", "first", "repeats", "boilerplate", "method")]
        above = [head for head in heads if f">{head}</h2>" in page[:place_of]]
        assert above[-1] == words[section]


def test_a_changed_copy_goes_before_a_form_that_is_filled_anew() -> None:
    whole, copy = cluster().variants
    copy = replace(copy, alike=0.9)
    form = replace(copy, differences=tuple(difference() for _ in range(5)))
    later = replace(copy, places=(place("Coast", "2024-06-02"),))
    source = replace(copy, differences=(difference(Status.ADDED),))
    made = [cluster(n, variants=(whole, v)) for n, v in enumerate((source, form, later, copy), start=1)]
    assert [c.number for c in chosen(repeats(*made), Room())["changed"]] == [4, 2, 3, 1]


def test_a_heavy_page_is_cut_to_its_budget() -> None:
    long = Variant("word " * 2000, 2, 1, 1.0, (place("Harbour"),))
    many = [cluster(n, variants=(long, replace(long, alike=0.9))) for n in range(1, 101)]
    whole, cut = to_html(repeats(*many), "en"), to_html(repeats(*many), "en", budget=400_000)
    assert len(cut) < len(whole)
    assert "Not shown here" in cut


def test_a_part_of_a_longer_text_contradicts_nothing() -> None:
    whole, copy = cluster().variants
    assert contradicts(cluster())
    assert not contradicts(cluster(variants=(whole, replace(copy, alike=0.3))))
    assert not contradicts(cluster(kind=ClusterKind.BOILERPLATE))
    source = difference(kind=DifferenceType.ATTRIBUTION)
    assert not contradicts(cluster(variants=(whole, replace(copy, differences=(source,)))))


def test_who_was_first_is_told_only_where_it_is_known() -> None:
    assert "Harbour" in first(cluster(), "en")
    assert first(cluster(tied=True), "en").endswith("in several outlets")
    assert first(cluster(first=None), "en") == ""
    assert first(cluster(outlets=(("Harbour", 3),)), "en") == ""


@pytest.mark.parametrize(
    ("lang", "told"),
    [
        ("en", "Of 12 paragraphs in 2 outlets, 3 stand more than once (25%)"),
        ("ar", "من أصل 12 فقرة في جهتين وردت 3 فقرات أكثر من مرة"),
    ],
)
def test_the_finding_counts(lang: str, told: str) -> None:
    assert finding(repeats(cluster()), lang).startswith(told)


def test_no_finding_is_a_finding() -> None:
    empty = repeats(grid=((0, 0), (0, 0)))
    assert finding(empty, "en") == "None of 12 paragraphs stands more than once."
    assert "<table" in to_html(repeats(cluster()), "en")
    assert 'id="outlets"' not in to_html(empty, "en")


def test_counts_follow_the_plural_of_the_language() -> None:
    assert [count("ar", "went", n) for n in (1, 2, 3, 11, 100)] == [
        "فقرة واحدة",
        "فقرتان",
        "3 فقرات",
        "11 فقرة",
        "100 فقرة",
    ]
    assert count("en", "exact", 0) == "none in the same words"


def test_notes_name_rows_and_what_was_left_out() -> None:
    told = notes(repeats(cluster()), "en")
    assert told[0] == "news.jsonl: rows without text, left out: 7 (2, 5 and 5 more)."
    assert any("3 files" in note for note in told)
    assert "Shorter lines, left out as no paragraphs: 4." in told
    assert "news.jsonl" in notes(repeats(cluster()), "ar")[0]


def test_both_languages_have_the_same_texts() -> None:
    def keys(part: Any, path: str = "") -> set[str]:
        if not isinstance(part, dict):
            return {path}
        if path.startswith(".plural."):
            return {path}
        return set().union(*(keys(value, f"{path}.{key}") for key, value in part.items()))

    arabic, english = (dict(table(lang, "duplicates")) for lang in ("ar", "en"))
    assert keys(arabic) == keys(english)
    for key, form in english.items():
        if isinstance(form, str):
            assert set(re.findall(r"\{\w+\}", form)) == set(re.findall(r"\{\w+\}", arabic[key]))


def test_every_text_is_used(root: Path) -> None:
    code = "".join(
        path.read_text(encoding="utf-8")
        for folder in ("compare/report", "compare/report/templates", "compare/cli")
        for path in sorted((root / folder).glob("*duplicates*"))
        if path.is_file()
    )
    names = [key for key, value in table("en", "duplicates").items() if isinstance(value, str)]
    assert [n for n in names if not n.endswith("_about") and not re.search(rf"\b{n}\b", code)] == []


def test_large_tables_are_given_in_parts_and_no_cell_runs() -> None:
    rows = [(n, "=1+1", "@x", "plain", "two\nlines", None, 0.5) for n in range(30_000)]
    parts = list(lines(("n", "a", "b", "c", "d", "e", "f"), rows))
    assert len(parts) > 1
    text = b"".join(parts).decode("utf-8-sig")
    read = list(csv.reader(io.StringIO(text, newline="")))
    assert len(read) == 30_001
    assert read[1] == ["0", "'=1+1", "'@x", "plain", "two lines", "", "0.5"]
    assert text.endswith("\r\n")


def test_half_a_letter_does_not_stop_the_report() -> None:
    assert "\ufffd" in to_json(hostile())
    to_json(hostile()).encode("utf-8")
