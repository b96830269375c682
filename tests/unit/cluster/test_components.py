"""Clusters of near-duplicates: agreement on average, and large lots led by their best connected text."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from compare.cluster.components import average_linkage, clusters_of
from compare.model.hashed import Integers, Reals


def clusters(
    scores: dict[tuple[int, int], float],
    lengths: Mapping[int, int] = MappingProxyType({}),
    threshold: float = 0.7,
) -> list[tuple[list[int], int]]:
    def score(first: Integers, second: Integers) -> Reals:
        ordered = zip(first.tolist(), second.tolist(), strict=True)
        return np.array(
            [scores.get((min(pair), max(pair)), float(pair[0] == pair[1])) for pair in ordered],
            dtype=np.float64,
        )

    told = sorted((i, j, s) for (i, j), s in scores.items() if s >= threshold)
    columns = [np.array(column) for column in zip(*told, strict=True)] or [np.empty(0, dtype=np.int64)] * 3
    sizes = np.array([lengths.get(n, 20) for n in range(2000)])
    return clusters_of((columns[0], columns[1], columns[2]), threshold, score, sizes).groups


def test_a_pair_is_a_cluster_and_its_first_text_stands_for_it() -> None:
    assert clusters({(3, 8): 0.9}) == [([3, 8], 3)]


def test_a_chain_is_parted() -> None:
    chain = {(0, 1): 0.95, (1, 2): 0.8, (2, 3): 0.95}
    assert clusters(chain) == [([0, 1], 0), ([2, 3], 2)]


def test_a_pair_below_the_threshold_does_not_part_texts_that_agree_on_average() -> None:
    assert clusters({(0, 1): 0.9, (0, 2): 0.9, (1, 2): 0.6}) == [([0, 1, 2], 0)]


def test_the_text_most_like_the_others_stands_for_them() -> None:
    assert clusters({(0, 1): 0.75, (0, 2): 0.75, (1, 2): 0.99, (1, 3): 0.9, (2, 3): 0.8, (0, 3): 0.7}) == [
        ([0, 1, 2, 3], 1)
    ]


@pytest.mark.parametrize("size", [900, 1200])
def test_a_large_lot_whose_members_agree_is_one_cluster(size: int) -> None:
    scores = {(i, j): 0.9 for i in range(size) for j in range(i + 1, size)}
    assert clusters(scores) == [(list(range(size)), 0)]


@pytest.mark.parametrize("size", [300, 1500])
def test_texts_that_share_one_formula_with_a_short_text_are_no_cluster(size: int) -> None:
    scores = {(0, n): 0.95 for n in range(1, size)} | {(7, 8): 0.9, (20, 30): 0.8}
    assert clusters(scores, {0: 4}) == [([7, 8], 7), ([20, 30], 20)]


def test_a_few_words_within_a_long_text_are_no_cluster() -> None:
    assert clusters({(0, 1): 0.95}, {0: 8, 1: 80}) == []
    assert clusters({(0, 1): 0.95}, {0: 40, 1: 80}) == [([0, 1], 0)]


def test_pairs_of_a_lot_that_were_not_looked_at_are_told_where_they_score() -> None:
    given = (np.array([0, 1, 2]), np.array([1, 2, 3]), np.array([0.9, 0.9, 0.9]))
    near = {(0, 1): 0.9, (1, 2): 0.9, (2, 3): 0.9, (0, 2): 0.8, (0, 3): 0.2, (1, 3): 0.75}

    def score(first: Integers, second: Integers) -> Reals:
        return np.array([near[pair] for pair in zip(first.tolist(), second.tolist(), strict=True)])

    first, second, scores = clusters_of(given, 0.7, score, np.full(4, 20)).pairs
    assert list(zip(first.tolist(), second.tolist(), scores.tolist(), strict=True)) == [
        (i, j, s) for (i, j), s in sorted(near.items()) if s >= 0.7
    ]


def test_nothing_gives_nothing() -> None:
    assert clusters({}) == []


@pytest.mark.parametrize("threshold", [0.3, 0.5, 0.7])
@given(
    matrix=arrays(np.float64, (7, 7), elements=st.integers(0, 64).map(lambda n: n / 64)),
    size=st.integers(2, 7),
)
def test_no_two_groups_are_left_that_agree_on_average(threshold: float, matrix: Reals, size: int) -> None:
    matrix = (np.triu(matrix, 1) + np.triu(matrix, 1).T + np.eye(7))[:size, :size]
    groups = average_linkage(matrix, threshold)
    grouped = {row for group in groups for row in group}
    assert len(grouped) == sum(map(len, groups))
    every = groups + [[row] for row in range(size) if row not in grouped]
    for group in groups:
        inside = matrix[np.ix_(group, group)][np.triu_indices(len(group), 1)]
        assert inside.max() >= threshold - 1e-6
    for n, one in enumerate(every):
        for two in every[n + 1 :]:
            assert matrix[np.ix_(one, two)].mean() < threshold + 1e-6
