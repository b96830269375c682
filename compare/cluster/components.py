"""Clusters of near-duplicates: texts that agree with one another on average, not only by way of others."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

import numpy as np

from compare.model.hashed import Integers, Reals

Scores: TypeAlias = Callable[[Integers, Integers], Reals]
Choice: TypeAlias = Callable[[list[Integers]], list[Integers]]
Pairs: TypeAlias = tuple[Integers, Integers, Reals]

ALL_PAIRS = 1000
"""Texts hanging together up to which every pair is scored …"""
MOST_PAIRS = 5_000_000
"""… the smallest lots first, up to so many pairs in all."""
_UNEVEN = 0.2
_SAMPLE = 100
_HAIR = 1e-9
"""What sums of scores may be off by."""
_MOST_LEADERS = 200
"""In a larger lot, so many texts are compared with all the others that are left."""


@dataclass(frozen=True, slots=True, eq=False)
class Clustered:
    """Groups of two or more texts, each with the one that stands for it, by their first member.

    `pairs` are those given and the further ones of small lots that score enough, sorted.
    """

    groups: list[tuple[list[int], int]]
    pairs: Pairs


def clusters_of(
    pairs: Pairs, threshold: float, score: Scores, sizes: Integers, choose: Choice | None = None
) -> Clustered:
    """Parts texts that hang together into groups whose members agree; no text is in two.

    `pairs` are texts i < j that score at least `threshold`; `score` tells the score of any pairs, `sizes` how
    many words each text has: a few words that stand in a text many times as long make a pair, but no group.
    A lot of texts is parted by average linkage (Sokal and Michener 1958) at the threshold; the text with the
    highest mean score stands for its group, the earliest of equals. In a lot of more than a thousand texts,
    which boilerplate makes, each group is looked for among those near a well connected text instead. Where
    only some of all lots are given, `choose` tells which of them have every pair scored.
    Cost: linear in the pairs, and the square of each lot up to a thousand.
    """
    first, second, scores = pairs
    texts, places = np.unique(np.concatenate((first, second)), return_inverse=True)
    one, two = places[: len(first)], places[len(first) :]
    degrees = np.bincount(places, minlength=len(texts))
    lone = (degrees[one] == 1) & (degrees[two] == 1)
    agree = _agreement(score, sizes)
    even = lone & (scores * _evenness(sizes, first, second) >= threshold)
    found = [([i, j], i) for i, j in zip(first[even].tolist(), second[even].tolist(), strict=True)]
    lots = [] if lone.all() else _lots(len(texts), one[~lone], two[~lone])
    small = (choose or _small)([texts[lot] for lot in lots])
    all_of_them = _scored(small, score)
    matrices = _matrices(small, all_of_them[2] * _evenness(sizes, *all_of_them[:2]))
    for lot, matrix in zip(small, matrices, strict=True):
        found += _grouped(lot, matrix, threshold)
    parted = {int(lot[0]) for lot in small}
    for lot in lots:
        if int(texts[lot[0]]) not in parted:
            order = texts[lot[np.argsort(-degrees[lot], kind="stable")]]
            found += _led(order, threshold, agree)
    return Clustered(sorted(found), _merged(pairs, all_of_them, threshold))


def _evenness(sizes: Integers, first: Integers, second: Integers) -> Reals:
    """What is left of a score where one text is longer than the other: at a fifth of the length 0.72."""
    one, other = sizes[first], sizes[second]
    return (np.minimum(one, other) / np.maximum(1, np.maximum(one, other))) ** _UNEVEN


def _agreement(score: Scores, sizes: Integers) -> Scores:
    def agreement(first: Integers, second: Integers) -> Reals:
        return score(first, second) * _evenness(sizes, first, second)

    return agreement


def _merged(pairs: Pairs, others: Pairs, threshold: float) -> Pairs:
    """The pairs of both, each once, sorted; of the others those that score enough."""
    enough = others[2] >= threshold
    first, second, scores = (
        np.concatenate((column, other[enough])) for column, other in zip(pairs, others, strict=True)
    )
    _, kept = np.unique((first << 32) | second, return_index=True)
    return first[kept], second[kept], scores[kept]


def _lots(count: int, one: Integers, two: Integers) -> list[Integers]:
    """The texts that hang together, each lot in order."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    graph = coo_array((np.ones(len(one), dtype=np.int8), (one, two)), shape=(count, count))
    number, labels = connected_components(graph, directed=False)
    order = np.argsort(labels, kind="stable")
    sizes = np.bincount(labels, minlength=number)
    kept = np.repeat(sizes > 1, sizes)
    return np.split(order[kept], np.cumsum(sizes[sizes > 1])[:-1])


def _small(lots: list[Integers]) -> list[Integers]:
    """The lots whose pairs are all scored."""
    by_size = sorted(lots, key=len)
    pairs = np.cumsum([len(lot) * (len(lot) - 1) // 2 for lot in by_size])
    return [
        lot
        for lot, so_far in zip(by_size, pairs, strict=True)
        if len(lot) <= ALL_PAIRS and so_far <= MOST_PAIRS
    ]


def _scored(lots: list[Integers], score: Scores) -> Pairs:
    """All pairs within each lot, one lot after another, row by row, with their scores."""
    corners = [_corner(len(lot)) for lot in lots]
    nothing = np.empty(0, dtype=np.int64)
    first = np.concatenate([nothing, *(lot[rows] for lot, (rows, _) in zip(lots, corners, strict=True))])
    second = np.concatenate([nothing, *(lot[cols] for lot, (_, cols) in zip(lots, corners, strict=True))])
    return first, second, score(first, second)


@lru_cache(maxsize=2)
def _corner(size: int) -> tuple[Integers, Integers]:
    """The places above the diagonal of a square, row by row; lots come by size."""
    return np.triu_indices(size, 1)


def _matrices(lots: list[Integers], scores: Reals) -> list[Reals]:
    matrices: list[Reals] = []
    at = 0
    for lot in lots:
        rows, columns = _corner(len(lot))
        matrix = np.eye(len(lot))
        matrix[rows, columns] = matrix[columns, rows] = scores[at : at + len(rows)]
        matrices.append(matrix)
        at += len(rows)
    return matrices


def average_linkage(matrix: Reals, threshold: float) -> list[list[int]]:
    """Groups of two or more rows whose mean score is at the threshold, the two nearest groups joined first.

    >>> average_linkage(np.array([[1, 0.9, 0.9], [0.9, 1, 0.1], [0.9, 0.1, 1]]), 0.7)
    [[0, 1]]
    """
    if len(matrix) == 3:  # as most lots are; a library call for each would take longer than all the rest
        scores = [float(matrix[1, 2]), float(matrix[0, 2]), float(matrix[0, 1])]
        third = max(range(3), key=lambda row: (scores[row], row))  # of equal pairs the earliest stays
        if scores[third] < threshold - _HAIR:
            return []
        whole = sum(scores) - scores[third] >= 2 * (threshold - _HAIR)
        return [[0, 1, 2] if whole else [row for row in range(3) if row != third]]
    from scipy.cluster.hierarchy import fcluster, linkage

    distances = 1 - matrix[_corner(len(matrix))]
    labels = fcluster(linkage(distances, "average"), 1 - threshold + _HAIR, "distance")
    members = np.split(np.argsort(labels, kind="stable"), np.cumsum(np.bincount(labels)[1:])[:-1])
    return sorted(group.tolist() for group in members if len(group) > 1)


def _led(order: Integers, threshold: float, score: Scores) -> list[tuple[list[int], int]]:
    """Groups of a large lot: each text in turn gathers those left that score enough with it.

    What is gathered may only share a formula with that text: it is parted as a small lot is, or where it is
    large itself, those stay that agree with a hundred of the others on average.
    """
    found: list[tuple[list[int], int]] = []
    left = order
    for _ in range(_MOST_LEADERS):
        if len(left) < 2:
            break
        leader, left = left[0], left[1:]
        gathered = left[score(np.repeat(leader, len(left)), left) >= threshold]
        if not len(gathered):
            continue
        lot = np.sort(np.append(gathered, leader))
        groups = _parted(lot, threshold, score) if len(lot) <= ALL_PAIRS else _agreeing(lot, threshold, score)
        found += groups
        taken = [text for members, _ in groups for text in members]
        left = left[~np.isin(left, taken)]
    return found


def _parted(lot: Integers, threshold: float, score: Scores) -> list[tuple[list[int], int]]:
    """The groups of a lot whose pairs are all scored."""
    (matrix,) = _matrices([lot], _scored([lot], score)[2])
    return _grouped(lot, matrix, threshold)


def _grouped(lot: Integers, matrix: Reals, threshold: float) -> list[tuple[list[int], int]]:
    """The groups of a lot, each with the text that has the highest mean score, the earliest of equals."""
    found: list[tuple[list[int], int]] = []
    for group in average_linkage(matrix, threshold):
        agreement = matrix if len(group) == len(matrix) else matrix[np.ix_(group, group)]
        means = np.round(agreement.sum(axis=0), 9)
        found.append((lot[group].tolist(), int(lot[group[int(np.argmax(means))]])))
    return found


def _agreeing(lot: Integers, threshold: float, score: Scores) -> list[tuple[list[int], int]]:
    """The texts of a large lot that agree with a hundred of them on average, if two or more do."""
    sample = lot[np.linspace(0, len(lot) - 1, _SAMPLE).astype(np.int64)]
    scores = score(np.repeat(sample, len(lot)), np.tile(lot, _SAMPLE)).reshape(_SAMPLE, len(lot))
    means = np.round(scores.mean(axis=0), 9)
    kept = lot[means >= threshold]
    return [(kept.tolist(), int(lot[int(np.argmax(means))]))] if len(kept) > 1 else []
