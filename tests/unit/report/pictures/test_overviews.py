"""The pictures over all accounts: what they show, in which order, how much of it, and never a broken one."""

from __future__ import annotations

import io
import xml.etree.ElementTree as ET
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from matplotlib.image import imread

from compare.model.claim import Moment, State, TimelineEvent
from compare.model.result import Copied, Origin, Result, WitnessSummary
from compare.model.reuse import LinkKind
from compare.report.pictures.canvas import Format
from compare.report.pictures.coverage import MOST, bars_of, render_coverage
from compare.report.pictures.documents import grid_of, render_documents
from compare.report.pictures.matrix import MOST_CLAIMS, MOST_SOURCES, render_matrix, table_of
from compare.report.pictures.order import by_likeness, stories_of
from compare.report.pictures.origins import MOST_MEMBERS, drawing_of, render_origins
from compare.report.pictures.ramp import levels
from compare.report.pictures.timeline import MOST_EVENTS, MOST_LANES, axis_of, render_timeline
from compare.report.view import similarity_class
from tests.unit.report.pictures.accounts import HOSTILE, SEEDS, bare, many, origin

Render = Callable[[Result, str, Format], bytes | None]
RENDERS: dict[str, Render] = {
    "documents": render_documents,
    "matrix": render_matrix,
    "origins": render_origins,
    "timeline": render_timeline,
    "coverage": render_coverage,
}


# --------------------------------------------------------------------------------------------- every picture


@pytest.mark.parametrize("name", RENDERS)
@pytest.mark.parametrize("lang", ["ar", "en"])
def test_the_same_result_gives_the_same_picture(real: Result, name: str, lang: str) -> None:
    result = replace(real, origins=(origin("o1", [w.id for w in real.witnesses], "TASS"),))
    for fmt, start in (("png", b"\x89PNG\r\n"), ("svg", b"<?xml")):
        made = RENDERS[name](result, lang, fmt)  # type: ignore[arg-type]
        assert made is not None
        assert made.startswith(start)
        assert made == RENDERS[name](result, lang, fmt)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", RENDERS)
def test_where_there_is_nothing_there_is_no_picture(real: Result, name: str) -> None:
    assert RENDERS[name](bare(real), "ar", "png") is None


@pytest.mark.parametrize("name", ["documents", "matrix", "origins", "timeline"])
@pytest.mark.parametrize("lang", ["ar", "en"])
@pytest.mark.parametrize("count", [2, 9, 70])
def test_no_name_breaks_a_picture(real: Result, name: str, lang: str, count: int) -> None:
    made = RENDERS[name](many(real, count, HOSTILE), lang, "svg")
    assert made is not None
    assert not [e for e in ET.fromstring(made).iter() if e.tag.endswith(("}text", "}script"))]


@pytest.mark.parametrize("name", ["documents", "matrix", "origins", "timeline"])
@pytest.mark.parametrize("count", [2, 20, 60])
def test_nothing_is_drawn_over_the_edge(real: Result, name: str, count: int) -> None:
    """The margins stay empty: no label is cut by the edge of the picture."""
    for lang in ("ar", "en"):
        made = RENDERS[name](many(real, count, HOSTILE[:1]), lang, "png")
        assert made is not None
        picture = imread(io.BytesIO(made))[..., :3]
        paper = picture[0, 0]
        for edge in (picture[:12], picture[-12:], picture[:, :12], picture[:, -12:]):
            assert np.abs(edge - paper).max() < 0.02


# ------------------------------------------------------------------------------------------------- documents


def test_rows_follow_the_stories_the_largest_first(real: Result) -> None:
    ids = [w.id for w in real.witnesses]
    result = replace(real, stories=((ids[0],), (ids[1], ids[4], ids[2]), (ids[3],)))
    grid = grid_of(result, "en")
    assert set(grid.order[:3]) == {1, 2, 4}
    assert set(grid.order[3:]) == {0, 3}
    assert [(s.first, s.size) for s in grid.stories] == [(0, 3)]


def test_every_account_has_one_row_also_without_stories(real: Result) -> None:
    for stories in ((), real.stories, (("no such account",),)):
        groups = stories_of(replace(real, stories=stories))
        assert sorted(n for group in groups for n in group) == list(range(len(SEEDS)))


@pytest.mark.parametrize("count", [8, 40])
def test_the_like_stand_side_by_side(count: int) -> None:
    """Accounts on a line, handed in shuffled: the order found is the line, from one end or the other."""
    line = [(7 * n) % count if count % 7 else n for n in range(count)]
    values = 1.0 - np.abs(np.subtract.outer(line, line)) / count
    found = [line[n] for n in by_likeness(values, list(range(count)))]
    assert found in (sorted(found), sorted(found, reverse=True))
    assert sorted(found) == list(range(count))


def test_a_cell_has_the_class_of_the_value_that_is_printed() -> None:
    values = np.array([[0.295, 0.2949, 0.2951, 0.305, 0.645, 0.7951, 1.0, 0.0]])
    assert levels(values).tolist() == [[similarity_class(float(v)) for v in values[0]]]


def test_names_of_stories_do_not_run_into_one_another(real: Result) -> None:
    from compare.report.pictures.documents import _placed

    result = many(real, 300)
    pairs = tuple((f"w{n}", f"w{n + 1}") for n in range(0, 300, 2))
    grid = grid_of(replace(result, stories=pairs), "ar")
    heights = [y for _, y in _placed(grid, grid.top, grid.top + 700)]
    assert len(heights) > 5
    assert min(b - a for a, b in pairwise(heights)) >= 40 - 1e-6


# ---------------------------------------------------------------------------------------------------- matrix


def test_the_matrix_shows_conflicts_first_and_counts_the_rest(real: Result) -> None:
    drawn = table_of(many(real, 70), "ar")
    assert len(drawn.rows) == MOST_CLAIMS
    assert len(drawn.sources) == MOST_SOURCES
    assert (drawn.hidden_claims, drawn.hidden_sources) == (60 - MOST_CLAIMS, 70 - MOST_SOURCES)
    assert State.DIFFERS in drawn.rows[-1].states


def test_a_result_without_cells_is_read_from_the_mentions(real: Result) -> None:
    plain = replace(real, claims=tuple(replace(c, cells=()) for c in real.claims))
    told = [sum(s is not State.SILENT for s in row.states) for row in table_of(plain, "en").rows]
    assert told == [row.accounts for row in table_of(plain, "en").rows]
    assert min(told) >= 2


def test_every_state_has_its_own_shape() -> None:
    from compare.report.pictures.canvas import diamond, disc, square

    assert len({len(disc(0, 0, 5)), len(square(0, 0, 5))}) == 2
    # Both have four corners: one stands on a corner, one on a side.
    assert len({y for _, y in diamond(0, 0, 5)}) == 3
    assert len({y for _, y in square(0, 0, 5)}) == 2


# --------------------------------------------------------------------------------------------------- origins


def test_arrows_of_one_lane_never_overlap(real: Result) -> None:
    ids = [f"w{n}" for n in range(30)]
    copied = tuple(Copied(ids[n], ids[n // 3], "published-later: 1 hour") for n in range(1, 30))
    result = replace(many(real, 30), origins=(Origin("o1", tuple(ids), None, (), copied),))
    (frame,) = drawing_of(result, "ar").frames
    assert len(frame.arrows) == len(copied)
    spans = [(lane, *sorted((a, b))) for a, b, lane in frame.arrows]
    for n, (lane, low, high) in enumerate(spans):
        for other, start, end in spans[n + 1 :]:
            assert lane != other or high <= start or end <= low


def test_long_origins_are_cut_and_counted(real: Result) -> None:
    drawn = drawing_of(many(real, 200), "en")
    assert len(drawn.frames[0].members) == MOST_MEMBERS
    assert drawn.frames[0].hidden == 100 - MOST_MEMBERS
    assert len(drawn.single) + drawn.hidden_single == 100


def test_an_agency_of_one_account_shares_nothing(real: Result) -> None:
    alone = tuple(Origin(w.id, (w.id,), "TASS", ()) for w in real.witnesses)
    assert render_origins(replace(real, origins=alone), "ar", "png") is None


# -------------------------------------------------------------------------------------------------- timeline


def test_columns_run_with_time_and_keep_their_distance(real: Result) -> None:
    axis = axis_of(real, "ar")
    assert [c.event.when[:10] for c in axis.columns] == sorted(c.event.when[:10] for c in axis.columns)
    starts = [c.start for c in axis.columns]
    assert min(b - a for a, b in pairwise(starts)) >= axis.wide - 1e-6


def test_clashes_stay_where_not_all_events_fit(real: Result) -> None:
    axis = axis_of(many(real, 70), "en")
    assert len(axis.columns) == MOST_EVENTS
    assert axis.hidden_events == 60 - MOST_EVENTS
    assert "e3" in {c.event.id for c in axis.columns}
    assert (len(axis.lanes), axis.hidden_lanes) == (MOST_LANES, 60 - MOST_LANES)


def test_inferred_dates_are_hollow_and_stated_ones_solid(real: Result) -> None:
    axis = axis_of(many(real, 5), "ar")
    for column in axis.columns:
        assert {stated for _, stated in column.marks} == {m.basis == "stated" for m in column.event.moments}


def test_a_date_of_another_form_has_a_column_without_year(real: Result) -> None:
    event = TimelineEvent(
        "e1", "c. 1990", "نزاع", (Moment(real.witnesses[0].id, "", "", 0, 0, "", "stated"),)
    )
    result = replace(real, timeline=(event,))
    assert axis_of(result, "ar").columns[0].year == ""
    assert render_timeline(result, "ar", "png") is not None


# -------------------------------------------------------------------------------------------------- coverage


def test_shares_of_a_bar_are_a_whole(real: Result) -> None:
    bars = bars_of(real, "ar")
    assert len(bars) == len(SEEDS)
    assert all(abs(sum(bar.shares) - 1) < 1e-9 and min(bar.shares) >= 0 for bar in bars)
    assert any(bar.shares[1] > 0 for bar in bars)
    assert any(link.kind is LinkKind.REWORDED for link in real.links)


def test_the_accounts_without_a_bar_share_one(real: Result) -> None:
    bars = bars_of(many(real, MOST + 40), "en")
    assert len(bars) == MOST + 1
    assert bars[-1].code == ""
    assert "40 accounts" in bars[-1].name


def test_an_untitled_account_is_called_by_its_outlet() -> None:
    from compare.model.text import UNKNOWN_DATE
    from compare.report.pictures.canvas import name_of

    witness = WitnessSummary("a", "A", "/x/y.txt", "0", "ar", "rtl", " \u200f ", "سانا", UNKNOWN_DATE, 0, "")
    assert name_of(witness) == "سانا"
    assert name_of(replace(witness, outlet=None)) == "y.txt"
