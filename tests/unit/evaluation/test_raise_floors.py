"""Floors are written anew upwards only."""

from __future__ import annotations

import datetime as dt

import pytest

from compare.evaluation import floors as pinned
from compare.evaluation.floors import Floor, Floors
from compare.evaluation.scorecard import Card
from compare.evaluation.scores import Score
from tests.evaluation.raise_floors import raised, rounded, written

DAY = dt.date(2024, 1, 1)


def card(value: float, *, quick: bool, lower: bool = False) -> Card:
    score = Score("seeds_pairs/m", "judge", "seeds_pairs", "m", value, 9, "dev", lower=lower)
    return Card(quick, (score,), (), (), {"seeds_pairs": "1"})


@pytest.mark.parametrize(
    ("reached", "lower"),
    [(0.876, False), (0.5, False), (0.4, False), (0.5, True), (0.954, True), (0.871, True)],
)
def test_floors_go_one_way(reached: float, lower: bool) -> None:
    before = Floor(0.9 if lower else 0.5, 0.9 if lower else 0.5, DAY, "once")
    old = Floors({"seeds_pairs/m": before}, {"seeds_pairs": "1"})
    cards = card(reached, quick=False, lower=lower), card(before.quick, quick=True, lower=lower)
    now = raised(old, *cards, "better").scores["seeds_pairs/m"]
    better = reached < before.all if lower else reached > before.all
    assert now.all == (rounded(cards[0].scores[0]) if better else before.all)
    assert now.quick == before.quick
    assert (now.why, now.set_on == DAY) == (("better", False) if better else ("once", True))


def test_what_is_written_is_read_again(tmp_path) -> None:
    floors = Floors({"seeds_pairs/m": Floor(0.5, 0.75, DAY, 'a "why" \\')}, {"seeds_pairs": "1"})
    file = tmp_path / "floors.toml"
    file.write_text(written(floors), encoding="utf-8")
    assert pinned.read(str(file)) == floors
