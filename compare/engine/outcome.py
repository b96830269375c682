"""From clusters and sets of identical texts to what a search comes to: the last step of every engine."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, pairwise
from typing import Any

import numpy as np

from compare.cluster.components import Clustered
from compare.model.duplicates import Duplicates
from compare.model.hashed import Integers, Reals
from compare.model.result import Note

_ALL_PAIRS = 64
"""Identical texts of which all pairs are told; of more, a chain through them."""


def outcome_of(
    clustered: Clustered, copies: dict[int, list[int]], empty: Integers, notes: tuple[Note, ...] = ()
) -> Duplicates:
    """Pairs and clusters with the identical texts put back in.

    `copies` are the sets of identical texts by their first, of which alone `clustered` tells; `empty` are the
    texts without words.
    """
    clusters = [
        (members if copies.keys().isdisjoint(members) else _with_copies(members, copies), stands)
        for members, stands in clustered.groups
    ]
    taken = set(chain.from_iterable(copies.keys() & members for members, _ in clustered.groups))
    clusters += [(members, first) for first, members in copies.items() if first not in taken]
    firsts = np.fromiter((members[0] for members, _ in clusters), np.int64, len(clusters))
    lengths = np.fromiter((len(members) for members, _ in clusters), np.int64, len(clusters))
    ordered = [clusters[n] for n in np.lexsort((firsts, -lengths)).tolist()]
    return Duplicates(
        _told(clustered.pairs, copies),
        [members for members, _ in ordered],
        [stands for _, stands in ordered],
        (*((note_of_empty(empty[:5].tolist(), len(empty)),) if len(empty) else ()), *notes),
    )


def told_text(text: Any) -> str:
    """The text; "" for the None and NaN that tables hold where there is none."""
    if isinstance(text, str):
        return text
    if text is None or text != text:
        return ""
    raise TypeError(f"a text is a str, not {type(text).__name__}")


def _with_copies(members: list[int], copies: dict[int, list[int]]) -> list[int]:
    return sorted(chain.from_iterable(copies.get(text, [text]) for text in members))


def copies_of(originals: Integers) -> dict[int, list[int]]:
    """The sets of identical texts by their first."""
    copied = np.flatnonzero(originals != np.arange(len(originals)))
    sets: dict[int, list[int]] = {}
    for text, original in zip(copied.tolist(), originals[copied].tolist(), strict=True):
        sets.setdefault(original, [original]).append(text)
    return sets


def _told(
    pairs: tuple[Integers, Integers, Reals], copies: dict[int, list[int]]
) -> tuple[Integers, Integers, Reals]:
    """All pairs: those given, the same between identical texts, and the identical texts themselves."""
    first, second, scores = pairs
    more: list[tuple[int, int, float]] = []
    for members in copies.values():
        more += [(i, j, 1.0) for i, j in _within(members)]
    sets = np.array(sorted(copies), dtype=np.int64)
    for n in np.flatnonzero(np.isin(first, sets) | np.isin(second, sets)).tolist():
        i, j = int(first[n]), int(second[n])
        crossed = _between(copies.get(i, [i]), copies.get(j, [j]))
        more += [(min(a, b), max(a, b), float(scores[n])) for a, b in crossed if (a, b) != (i, j)]
    if more:
        columns = np.array([row[:2] for row in more], dtype=np.int64)
        first, second = np.append(first, columns[:, 0]), np.append(second, columns[:, 1])
        scores = np.append(scores, [row[2] for row in more])
    order = np.lexsort((second, first))
    return first[order], second[order], scores[order]


def _within(members: list[int]) -> Iterator[tuple[int, int]]:
    if len(members) <= _ALL_PAIRS:
        return ((i, j) for n, i in enumerate(members) for j in members[n + 1 :])
    return pairwise(members)


def _between(some: list[int], others: list[int]) -> Iterator[tuple[int, int]]:
    if len(some) * len(others) <= _ALL_PAIRS * _ALL_PAIRS:
        return ((i, j) for i in some for j in others)
    return chain(((some[0], j) for j in others), ((i, others[0]) for i in some[1:]))


def note_of_empty(first: list[int], count: int) -> Note:
    """That texts have no words: how many, and the first five of them."""
    named = ", ".join(str(text) for text in first[:5])
    more = f" and {count - 5} more" if count > 5 else ""
    return Note("no-words", f"Texts without words were passed over: {named}{more} (counted from 0).")
