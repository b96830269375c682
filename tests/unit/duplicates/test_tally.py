"""Counts over clusters: kinds, outlets, who was first."""

from __future__ import annotations

import numpy as np
import pytest

from compare.duplicates.tally import (
    chosen_clusters,
    firsts,
    grid_of,
    groups_of,
    kind_of,
    members_of,
    shared_by,
)
from compare.model.repeated import UNDATED, ClusterKind, Places

HOUR = 2 * 60
DAY = 24 * HOUR
NO_PAIRS = (np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0))


def places(*spots: tuple[int, int]) -> Places:
    """Paragraphs by (outlet, date)."""
    made = Places()
    for n, (outlet, date) in enumerate(spots):
        made.file.append(0)
        made.row.append(n + 1)
        made.start.append(0)
        made.end.append(9)
        made.outlet.append(outlet)
        made.date.append(date)
    return made


def test_members_carry_their_score_to_the_representative() -> None:
    pairs = (np.array([0, 0, 1]), np.array([1, 2, 2]), np.array([0.9, 0.8, 0.7]))
    members = members_of([[0, 1, 2], [3, 4]], [1, 3], pairs, 5)
    assert members.order.tolist() == [0, 1, 2, 3, 4]
    assert members.bounds.tolist() == [0, 3, 5]
    assert members.score[:4].tolist() == [0.9, 1.0, 0.7, 1.0]
    assert np.isnan(members.score[4])


@pytest.mark.parametrize(
    ("outlets", "kind"),
    [
        ([0, 1], ClusterKind.REPRINT),
        ([0] * 9 + [1], ClusterKind.REPRINT),
        ([0] * 19 + [1], ClusterKind.BOILERPLATE),
        ([0] * 4, ClusterKind.REPEAT),
        ([0] * 5, ClusterKind.BOILERPLATE),
        (list(range(30)), ClusterKind.REPRINT),
    ],
)
def test_kinds_go_by_outlets_and_times(outlets: list[int], kind: ClusterKind) -> None:
    spots = places(*((outlet, UNDATED) for outlet in outlets))
    members = members_of([list(range(len(outlets)))], [0], NO_PAIRS, len(outlets))
    assert kind_of(groups_of(members, spots), 0) is kind


@pytest.mark.parametrize(
    ("dates", "first"),
    [
        ([10 * HOUR + 1, 9 * HOUR + 1], [0, 1]),
        ([10 * HOUR + 1, 10 * HOUR + 1], [0, 0]),  # the same minute
        ([0, 9 * HOUR + 1], [0, 0]),  # a day, and an hour of it
        ([0, DAY + 9 * HOUR + 1], [1, 0]),
        ([UNDATED, DAY], [0, 1]),
        ([UNDATED, UNDATED], [0, 0]),
    ],
)
def test_the_first_is_told_only_where_the_dates_decide(dates: list[int], first: list[int]) -> None:
    spots = places(*enumerate(dates))
    groups = groups_of(members_of([[0, 1]], [0], NO_PAIRS, 2), spots)
    led, followed = firsts(groups)
    assert led.tolist() == first
    assert followed.sum() <= 1
    assert not (led & followed).any()


def test_the_grid_counts_paragraphs_that_stand_elsewhere_too() -> None:
    # One cluster of two in outlet 0 and one in 1, one of outlets 1 and 2, one inside outlet 2.
    spots = places((0, 0), (0, 0), (1, 0), (1, 0), (2, 0), (2, 0), (2, 0))
    groups = groups_of(members_of([[0, 1, 2], [3, 4], [5, 6]], [0, 3, 5], NO_PAIRS, 7), spots)
    assert grid_of(groups, [0, 1, 2]) == ((0, 2, 0), (1, 0, 1), (0, 1, 0))
    assert grid_of(groups, [2, 1]) == ((0, 1), (1, 0))
    assert shared_by(groups, 3).tolist() == [2, 2, 1]


def test_of_each_kind_so_many_are_chosen_the_changed_among_them() -> None:
    spots = places(*((n % 2, 0) for n in range(20)))
    clusters = [[n, n + 1] for n in range(0, 20, 2)]
    pairs = (np.arange(0, 20, 2), np.arange(1, 20, 2), np.array([1.0] * 8 + [0.8] * 2))
    members = members_of(clusters, [c[0] for c in clusters], pairs, 20)
    groups = groups_of(members, spots)
    assert chosen_clusters(members, groups, (4, 1, 1)) == [0, 1, 8, 9]
    assert chosen_clusters(members, groups, (0, 1, 1)) == []


def test_nothing_makes_nothing() -> None:
    members = members_of([], [], NO_PAIRS, 0)
    groups = groups_of(members, places())
    assert len(members) == 0
    assert grid_of(groups, [0]) == ((0,),)
    assert [part.tolist() for part in firsts(groups)] == [[], []]
