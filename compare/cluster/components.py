"""Clusters of near-duplicates: texts that agree with one another on average, not only by way of others."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import numpy as np

from compare.model.hashed import Integers, Reals

Scores: TypeAlias = Callable[[Integers, Integers], Reals]

_ALL_PAIRS = 64
"""Texts hanging together up to which every pair is scored."""
_MOST_LEADERS = 200
"""In a larger group, so many texts are compared with all the others that are left."""


def clusters_of(
    pairs: tuple[Integers, Integers, Reals], threshold: float, score: Scores
) -> list[tuple[list[int], int]]:
    """Groups of two or more texts with the one that stands for each, by their first member; none is in two.

    `pairs` are texts i < j that score at least `threshold`; `score` tells the score of any pairs. Texts that
    hang together are parted by average linkage (Sokal and Michener 1958) at the threshold; the text with the
    highest mean score stands for the group, the earliest of equals. In a lot of more than 64 texts, which
    boilerplate makes, each group gathers those near its best connected text instead.
    Cost: linear in the pairs, and the cube of the largest lot up to 64.
    """
    first, second, _ = pairs
    texts, places = np.unique(np.concatenate((first, second)), return_inverse=True)
    one, two = places[: len(first)], places[len(first) :]
    degrees = np.bincount(places, minlength=len(texts))
    lone = (degrees[one] == 1) & (degrees[two] == 1)
    found = [([i, j], i) for i, j in zip(first[lone].tolist(), second[lone].tolist(), strict=True)]
    lots = [lot for lot in _lots(len(texts), one[~lone], two[~lone]) if len(lot) > 1]
    small = [texts[lot] for lot in lots if len(lot) <= _ALL_PAIRS]
    for members, matrix in zip(small, _matrices(small, score), strict=True):
        for group in average_linkage(matrix, threshold):
            means = np.round(matrix[np.ix_(group, group)].sum(axis=0), 9)
            found.append((members[group].tolist(), int(members[group[int(np.argmax(means))]])))
    for lot in lots:
        if len(lot) > _ALL_PAIRS:
            order = texts[lot[np.argsort(-degrees[lot], kind="stable")]]
            found += _led(order, threshold, score)
    return sorted(found)


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


def _matrices(groups: list[Integers], score: Scores) -> list[Reals]:
    """The scores of all pairs within each group."""
    if not groups:
        return []
    corners = [np.triu_indices(len(group), 1) for group in groups]
    first = np.concatenate([group[rows] for group, (rows, _) in zip(groups, corners, strict=True)])
    second = np.concatenate([group[columns] for group, (_, columns) in zip(groups, corners, strict=True)])
    scores = score(first, second)
    matrices: list[Reals] = []
    at = 0
    for group, (rows, columns) in zip(groups, corners, strict=True):
        matrix = np.eye(len(group))
        matrix[rows, columns] = matrix[columns, rows] = scores[at : at + len(rows)]
        matrices.append(matrix)
        at += len(rows)
    return matrices


def average_linkage(matrix: Reals, threshold: float) -> list[list[int]]:
    """Groups of two or more rows: the two nearest groups join while their mean score is at the threshold.

    Ties go to the earlier rows. The cube of the rows.

    >>> average_linkage(np.array([[1, 0.9, 0.9], [0.9, 1, 0.1], [0.9, 0.1, 1]]), 0.7)
    [[0, 1]]
    """
    groups = [[row] for row in range(len(matrix))]
    means = matrix.astype(np.float64, copy=True)
    sizes = np.ones(len(matrix))
    np.fill_diagonal(means, -1.0)
    while len(groups) > 1:
        one, two = sorted(divmod(int(np.argmax(means)), len(means)))
        if means[one, two] < threshold:
            break
        joined = (means[one] * sizes[one] + means[two] * sizes[two]) / (sizes[one] + sizes[two])
        means[one], means[:, one] = joined, joined
        means[one, one] = -1.0
        means, sizes[one] = np.delete(np.delete(means, two, 0), two, 1), sizes[one] + sizes[two]
        sizes = np.delete(sizes, two)
        groups[one] = sorted(groups[one] + groups.pop(two))
    return [group for group in groups if len(group) > 1]


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
