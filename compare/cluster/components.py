"""Clusters of near-duplicates: texts that agree with one another on average, not only by way of others."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from compare.model.hashed import Integers, Reals

Scores: TypeAlias = Callable[[Integers, Integers], Reals]
Pairs: TypeAlias = tuple[Integers, Integers, Reals]

_ALL_PAIRS = 1000
"""Texts hanging together up to which every pair is scored …"""
_MOST_PAIRS = 20_000_000
"""… the smallest lots first, up to so many pairs in all."""
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


def clusters_of(pairs: Pairs, threshold: float, score: Scores) -> Clustered:
    """Parts texts that hang together into groups whose members agree; no text is in two.

    `pairs` are texts i < j that score at least `threshold`; `score` tells the score of any pairs. A lot of
    texts is parted by average linkage (Sokal and Michener 1958) at the threshold; the text with the highest
    mean score stands for its group, the earliest of equals. In a lot of more than a thousand texts, which
    boilerplate makes, each group gathers those near its best connected text instead.
    Cost: linear in the pairs, and the square of each lot up to a thousand.
    """
    first, second, _ = pairs
    texts, places = np.unique(np.concatenate((first, second)), return_inverse=True)
    one, two = places[: len(first)], places[len(first) :]
    degrees = np.bincount(places, minlength=len(texts))
    lone = (degrees[one] == 1) & (degrees[two] == 1)
    found = [([i, j], i) for i, j in zip(first[lone].tolist(), second[lone].tolist(), strict=True)]
    lots = [] if lone.all() else _lots(len(texts), one[~lone], two[~lone])
    small = _small([texts[lot] for lot in lots])
    all_of_them = _scored(small, score)
    matrices = _matrices(small, all_of_them[2])
    for members, matrix in zip(small, matrices, strict=True):
        for group in average_linkage(matrix, threshold):
            means = np.round(matrix[np.ix_(group, group)].sum(axis=0), 9)
            found.append((members[group].tolist(), int(members[group[int(np.argmax(means))]])))
    parted = {int(lot[0]) for lot in small}
    for lot in lots:
        if int(texts[lot[0]]) not in parted:
            order = texts[lot[np.argsort(-degrees[lot], kind="stable")]]
            found += _led(order, threshold, score)
    return Clustered(sorted(found), _merged(pairs, all_of_them, threshold))


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
        if len(lot) <= _ALL_PAIRS and so_far <= _MOST_PAIRS
    ]


def _scored(lots: list[Integers], score: Scores) -> Pairs:
    """All pairs within each lot, one lot after another, row by row, with their scores."""
    corners = [np.triu_indices(len(lot), 1) for lot in lots]
    nothing = np.empty(0, dtype=np.int64)
    first = np.concatenate([nothing, *(lot[rows] for lot, (rows, _) in zip(lots, corners, strict=True))])
    second = np.concatenate([nothing, *(lot[cols] for lot, (_, cols) in zip(lots, corners, strict=True))])
    return first, second, score(first, second)


def _matrices(lots: list[Integers], scores: Reals) -> list[Reals]:
    matrices: list[Reals] = []
    at = 0
    for lot in lots:
        rows, columns = np.triu_indices(len(lot), 1)
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
        third = scores.index(max(scores))
        if scores[third] < threshold - _HAIR:
            return []
        whole = sum(scores) - scores[third] >= 2 * (threshold - _HAIR)
        return [[0, 1, 2] if whole else [row for row in range(3) if row != third]]
    from scipy.cluster.hierarchy import fcluster, linkage

    distances = 1 - matrix[np.triu_indices(len(matrix), 1)]
    labels = fcluster(linkage(distances, "average"), 1 - threshold + _HAIR, "distance")
    members = np.split(np.argsort(labels, kind="stable"), np.cumsum(np.bincount(labels)[1:])[:-1])
    return sorted(group.tolist() for group in members if len(group) > 1)


def _led(order: Integers, threshold: float, score: Scores) -> list[tuple[list[int], int]]:
    """Groups of a large lot: each text in turn gathers those left that score enough with it."""
    found: list[tuple[list[int], int]] = []
    left = order
    for _ in range(_MOST_LEADERS):
        if len(left) < 2:
            break
        leader, rest = left[0], left[1:]
        near = score(np.repeat(leader, len(rest)), rest) >= threshold
        if near.any():
            found.append((sorted([int(leader), *rest[near].tolist()]), int(leader)))
        left = rest[~near]
    return found
