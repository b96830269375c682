"""Pages for many accounts: matrix, origins, timeline, stories, pages of pairs, and a budget that holds."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from compare.model.claim import Cell, DifferenceType, Moment, State, Stated, TimelineEvent
from compare.model.result import Copied, Evidence, Matrix, Origin, Place, Result
from compare.report.axis import axis
from compare.report.claims_table import claims_table
from compare.report.grids import document_grid
from compare.report.html import STYLE, to_html
from compare.report.limits import BUDGET, ONE_PAGE
from compare.report.origin_cards import origins_of
from compare.report.pairs import Pairs, linked_pairs
from compare.report.site import INDEX_NAME, size, to_files
from compare.report.view import numbered
from tests.unit.report.pages import HOSTILE, build, read

WORDS = ("18", "19", "20", "18", "18", "21")


def told(count: int, title: str | None = None, text: str = "أغسطس وصل الوفد إلى المدينة") -> Result:
    """Accounts of one claim, whose dates differ, with cells, origins, stories and a timeline."""
    plain = build([f"{WORDS[n % len(WORDS)]} {text}" for n in range(count)], title)
    ids = [w.id for w in plain.witnesses]
    states = (State.AGREES, State.DIFFERS, State.MORE_PRECISE)
    cells = [Cell(w, states[n % 3], ("d1",) if n % 3 else ()) for n, w in enumerate(ids[:-1])]
    claim = replace(
        plain.claims[0],
        mentions=plain.claims[0].mentions[:-1],
        silent=(ids[-1],),
        cells=(*cells, Cell(ids[-1], State.SILENT)),
        independent_origins=count - 2,
    )
    places = (Place(ids[0], 0, 20), Place(ids[1], 0, 20))
    evidence = (
        Evidence("verbatim", (ids[0], ids[1]), 0.93, "verbatim: 0.93 of the shorter text", places),
        Evidence("time", (ids[0], ids[1]), 0.5, "time: 2 hours"),
    )
    copied = (Copied(ids[1], ids[0], "published-later: 2 hours"),)
    moments = (
        Moment(ids[0], f"{ids[0]}.1.1", "18 أغسطس", 0, 8, "2024-08-18", "stated"),
        Moment(ids[1], f"{ids[1]}.1.1", "أمس", 0, 3, "2024-08-19", "inferred"),
    )
    return replace(
        plain,
        claims=(claim,),
        origins=(
            Origin("o1", (ids[0], ids[1]), title or "TASS", evidence, copied),
            *(Origin(f"o{n}", (w,), None, ()) for n, w in enumerate(ids[2:], start=2)),
        ),
        stories=((ids[0], ids[-1]), *((w,) for w in ids[1:-1])),
        timeline=(
            TimelineEvent("e1", "2023", "قمة سابقة", moments[1:], None, superseded_by="e3"),
            TimelineEvent("e2", "2024-08-18", "وصول الوفد", moments, "c1", clash=True),
            TimelineEvent("e3", "2024-08-20/2024-08-21", title or "قمة", moments[:1], None, planned=True),
        ),
    )


def ids_and_links(page: str) -> tuple[set[str], list[str]]:
    reader = read(page)
    ids = [attrs["id"] or "" for _, attrs in reader.tags if "id" in attrs]
    assert len(ids) == len(set(ids))
    links = [a.get("href") or "" for tag, a in reader.tags if tag in ("a", "use")]
    assert not [a for _, a in reader.tags if a.get("src") or ":" in (a.get("href") or "")]
    return set(ids), links


def shown(page: str) -> str:
    return " ".join(read(page).shown)


# One page


@pytest.mark.parametrize("lang", ["ar", "en"])
@pytest.mark.parametrize("count", [3, 7])
def test_every_link_of_one_page_has_its_place(count: int, lang: str) -> None:
    ids, links = ids_and_links(to_html(told(count), lang))
    assert {link for link in links if link.removeprefix("#") not in ids} == set()
    assert {"matrix", "origins", "timeline", "stories"} <= ids


def test_cells_have_an_icon_and_a_word_and_lead_to_the_difference() -> None:
    page = to_html(told(4), "en")
    cells = re.findall(r'<td class="(agree|differ|sharper|quiet)">(.*?)</td>', page)
    assert [kind for kind, _ in cells] == ["agree", "differ", "sharper", "quiet"]
    words = ["agrees", "differs", "more exact", "not told"]
    for (kind, inside), word in zip(cells, words, strict=True):
        assert f'<span class="vh">{word}</span>' in inside
        assert ("<svg" in inside) == (kind != "quiet")
        assert ('<a href="#d1">' in inside) == (kind in ("differ", "sharper"))
    assert "3 accounts, 2 independent origins" in shown(page)


def test_another_source_named_is_not_drawn_as_a_clash() -> None:
    named = told(4)
    source = replace(named.differences[0], type=DifferenceType.ATTRIBUTION)
    page = to_html(replace(named, differences=(source,)), "en")
    assert '<td class="source">' in page
    assert '<td class="differ">' not in page
    assert 'class="clash"' not in page


def test_origins_show_the_graph_the_reasons_and_the_quotes() -> None:
    page = to_html(told(4), "en")
    text = shown(page)
    assert page.count('marker-end="url(#arrow)"') == 1
    assert "word for word the same:" in text
    assert "B may have taken it from A, or both from a third" in text
    assert page.count('<q dir="auto" lang="ar">18 أغسطس وصل الوفد') == 1
    assert "Accounts that share no origin with another" in text


def test_dates_are_drawn_as_stated_or_inferred_and_say_so() -> None:
    page = to_html(told(4), "en")
    events = re.findall(r'<li id="t\d" class="([^"]*)"', page)
    assert events == ["inf", "st-in clash", "st-in plan"]
    text = shown(page)
    for words in ("dates clash", "planned", "stated", "inferred", "told later in its place:"):
        assert words in text
    assert '<a href="#t3"><bdi>' in page
    assert "20 August 2024 to 21 August 2024" in text


def test_stories_are_told_where_there_are_several() -> None:
    several = told(4)
    assert "Event 1" in shown(to_html(several, "en"))
    one = replace(several, stories=(tuple(w.id for w in several.witnesses),))
    assert 'id="stories"' not in to_html(one, "en")


@pytest.mark.parametrize("count", [2, 3, ONE_PAGE])
def test_every_part_may_be_empty(count: int) -> None:
    page = to_html(build(["خبر واحد"] * count), "ar")
    assert 'id="timeline"' not in page
    assert 'id="stories"' not in page
    bare = replace(build(["خبر واحد"] * count), claims=(), differences=(), links=(), matrix=Matrix((), ()))
    read(to_html(bare, "ar"))


@pytest.mark.parametrize("lang", ["ar", "en"])
@pytest.mark.parametrize("count", [3, ONE_PAGE + 1])
def test_hostile_text_stays_text_everywhere(count: int, lang: str) -> None:
    files = to_files(told(count, HOSTILE, HOSTILE), lang)
    for name, page in files.items():
        assert re.fullmatch(r"(pairs/)?[A-Za-z.-]+|assets/report\.css", name)
        if name.endswith(".html"):
            reader = read(page)
            tags = [tag for tag, _ in reader.tags]
            assert [attrs for tag, attrs in reader.tags if tag == "script" and "type" not in attrs] == [{}]
            assert "img" not in tags
            assert not [key for _, attrs in reader.tags for key in attrs if key.startswith("on")]
            assert not set(page) & set("\u202e\x00\ud800")


# Parts


def test_conflicts_go_first_where_not_all_rows_fit() -> None:
    result = told(4)
    claims = tuple(replace(result.claims[0], id=f"c{n}") for n in range(1, 6))
    clash = tuple(replace(result.differences[0], claim=c) for c in ("c4",))
    result = replace(result, claims=claims, differences=clash)
    table = claims_table(result, numbered(result), shown=(), most=2, most_columns=40)
    assert [(row.claim.id, row.number, row.clash) for row in table.rows] == [
        ("c1", 1, False),
        ("c4", 4, True),
    ]
    assert table.hidden == 3
    assert all(square.difference == "" for row in table.rows for square in row.squares)


def test_too_many_columns_become_counts() -> None:
    result = told(5)
    table = claims_table(result, numbered(result), shown=(), most=9, most_columns=4)
    assert table.counted
    assert dict(table.rows[0].counts) == {
        State.AGREES: 2,
        State.DIFFERS: 1,
        State.MORE_PRECISE: 1,
        State.SILENT: 1,
    }


def test_accounts_of_one_story_stand_side_by_side() -> None:
    grid = document_grid(told(4))
    assert grid.order == (0, 3, 1, 2)
    assert grid.opens == {2}
    assert [row[n].value for n, row in enumerate(grid.cells)] == ["1.00"] * 4
    assert document_grid(replace(told(3), stories=())).order == (0, 1, 2)


def test_the_graph_is_drawn_from_where_reading_begins() -> None:
    result = told(3)
    at = {lang: re.findall(r'cx="(\d+)"', origins_of(result, lang).cards[0].graph) for lang in ("ar", "en")}
    assert at["en"] == at["ar"][::-1]
    assert [int(x) for x in at["en"]] == sorted(int(x) for x in at["en"])


def test_an_axis_keeps_clashes_and_counts_what_it_leaves_out() -> None:
    result = told(3)
    found = axis(result, numbered(result), 1)
    assert [e.event.id for _, events in found.years for e in events] == ["e2"]
    assert (found.hidden, found.total) == (2, 3)
    full = axis(result, numbered(result), 9)
    assert [year for year, _ in full.years] == ["2023", "2024"]
    assert full.years[0][1][0].later == ("t3", "قمة")


# Pairs


def test_a_pair_is_cut_out_with_what_differs_between_the_two() -> None:
    result = told(4)
    part = Pairs(result).of("w0", "w1")
    assert [w.id for w in part.witnesses] == ["w0", "w1"]
    assert {p.witness for p in part.passages} == {"w0", "w1"}
    assert [d.id for d in part.differences] == ["d1", "d2"]
    assert part.claims[0].relation == "differ"
    assert [m.witness for m in part.claims[0].mentions] == ["w0", "w1"]
    assert len(part.links) == 1
    # The first and the fourth tell the same date: nothing clashes between them, though it does with others.
    same = Pairs(build([f"{WORDS[n]} أغسطس وصل الوفد" for n in range(4)])).of("w0", "w3")
    assert [d.id for d in same.differences] == []
    assert same.claims[0].relation == "agree"


def test_silence_is_no_side_of_a_conflict_of_others() -> None:
    result = told(4)
    d = result.differences[0]
    quiet = replace(d, values=(d.values[0], Stated("w1"), *d.values[2:]))
    part = Pairs(replace(result, differences=(quiet,))).of("w0", "w1")
    assert part.differences == ()


def test_pairs_are_ranked_by_links_and_named_by_sigla() -> None:
    result = told(4)
    rows = linked_pairs(replace(result, links=(*result.links[2:], result.links[3])))
    assert rows[0].name == "B-C"
    assert "A-B" not in [row.name for row in rows]
    assert all(row.links for row in rows)


def test_more_accounts_become_an_index_with_pages() -> None:
    files = to_files(told(ONE_PAGE + 3), "en")
    assert INDEX_NAME in files
    assert STYLE in files
    pages = {name for name in files if name.startswith("pairs/")}
    assert "pairs/A-B.html" in pages
    ids, links = ids_and_links(files[INDEX_NAME])
    inside = {link for link in links if link.startswith("#")}
    assert {link for link in inside if link[1:] not in ids} == set()
    outside = {link for link in links if not link.startswith("#")}
    assert {link.partition("#")[0] for link in outside} == pages
    # A claim leads to a pair that tells it, one of which differs.
    assert "pairs/A-B.html#c1" in outside
    assert 'id="c1"' in files["pairs/A-B.html"]
    for name in sorted(pages)[:3]:
        ids, links = ids_and_links(files[name])
        assert {link for link in links if link.removeprefix("#") not in ids} == {f"../{INDEX_NAME}"}
        assert f'<link rel="stylesheet" href="../{STYLE}">' in files[name]
        assert "style-src 'self' file: 'unsafe-inline'" in files[name]
    assert "@font-face" in files[STYLE]
    assert not any("@font-face" in page for name, page in files.items() if name != STYLE)
    unpaged = len(linked_pairs(told(ONE_PAGE + 3))) - len(pages)
    assert unpaged > 0
    assert (
        f'Further linked pairs without a page here: <span class="num">{unpaged}</span>' in files[INDEX_NAME]
    )


def test_one_page_needs_nothing_beside_it() -> None:
    assert list(to_files(told(ONE_PAGE), "ar")) == [INDEX_NAME]


def test_no_report_is_heavier_than_its_budget_and_a_cut_one_says_so() -> None:
    large = told(ONE_PAGE + 3)
    assert sum(map(size, to_files(large, "en").values())) < BUDGET
    small = to_files(large, "en", budget=900_000)
    assert sum(map(size, small.values())) <= 900_000
    assert 3 < len(small) < len(to_files(large, "en"))
    assert "This report was cut" in shown(small[INDEX_NAME])
    page = to_html(told(12), "en")
    cut = to_files(told(12), "en", budget=size(page) - 1)
    assert list(cut) == [INDEX_NAME]
    assert size(cut[INDEX_NAME]) < size(page)
    assert "This report was cut" in shown(cut[INDEX_NAME])
    assert "This report was cut" not in shown(page)


def test_a_page_that_no_cut_makes_light_gives_way_to_the_index() -> None:
    long = told(3, text="أغسطس وصل الوفد إلى المدينة " + "كلمة " * 100_000)
    short = replace(long, claims=(replace(long.claims[0], label="وصول الوفد"),), notes=())
    files = to_files(short, "ar", budget=1_000_000)
    assert STYLE in files
    assert sum(map(size, files.values())) <= 1_000_000


def test_the_same_result_gives_the_same_files() -> None:
    assert to_files(told(ONE_PAGE + 1), "ar") == to_files(told(ONE_PAGE + 1), "ar")
