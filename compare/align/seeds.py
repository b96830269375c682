"""Seeds: runs of equal words that stand in two texts, found by rare shingles.

Seed and extend after Hoad and Zobel (2003), Methods for identifying versioned and plagiarised documents.
Linear in the words of both texts: a shingle that stands often on both sides is met in turn, first with first
and second with second, and not each with each, so that a refrain cannot blow up and does not disappear.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from compare.model.hashed import Hashes, Integers

_MOST_PAIRS = 16
"""A shingle with more pairs of places than this is met in turn."""
_STEP, _MIX = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xFF51AFD7ED558CCD)


@dataclass(frozen=True, slots=True, eq=False)
class Runs:
    """Runs of equal words: `size[n]` words from word `a[n]` of one text and word `b[n]` of the other.

    In order of `a`, then `b`; none can be made longer by another shingle.
    """

    a: Integers
    b: Integers
    size: Integers

    def __len__(self) -> int:
        return len(self.a)


def runs_of(a: Hashes, b: Hashes, size: int) -> Runs:
    """The runs of at least `size` equal words. A few sorts over the words of both sides.

    >>> words = np.arange(9, dtype=np.uint64)
    >>> found = runs_of(words, np.roll(words, 4), 3)
    >>> list(zip(found.a.tolist(), found.b.tolist(), found.size.tolist()))
    [(0, 4, 5), (5, 0, 4)]
    """
    places_a, places_b = _places(_shingles(a, size), _shingles(b, size))
    order = np.lexsort((places_a, places_b - places_a))
    places_a, places_b = places_a[order], places_b[order]
    begins = np.ones(len(places_a), dtype=np.bool_)
    begins[1:] = (np.diff(places_a) != 1) | (np.diff(places_b) != 1)
    first = np.flatnonzero(begins)
    sizes = np.diff(np.append(first, len(places_a))) + size - 1
    found = np.lexsort((places_b[first], places_a[first]))
    return Runs(places_a[first][found], places_b[first][found], sizes[found])


def _shingles(words: Hashes, size: int) -> Hashes:
    """One key for every `size` words in a row."""
    count = max(0, len(words) - size + 1)
    keys = np.zeros(count, dtype=np.uint64)
    for at in range(size):
        keys = (keys ^ words[at : at + count]) * _STEP
        keys ^= keys >> np.uint64(29)
    keys *= _MIX
    return keys ^ (keys >> np.uint64(32))


def _places(a: Hashes, b: Hashes) -> tuple[Integers, Integers]:
    """The pairs of places with one key; where a key has many, the nth place with the nth place."""
    order = np.argsort(b, kind="stable")
    keys = b[order]
    left = np.searchsorted(keys, a, side="left")
    counts_b = np.searchsorted(keys, a, side="right") - left
    there = np.flatnonzero(counts_b)
    counts_b, left = counts_b[there], left[there]
    _, of, counts_a = np.unique(a[there], return_inverse=True, return_counts=True)
    in_turn = counts_a[of] * counts_b > _MOST_PAIRS
    rank = _ranks(of)
    takes = np.where(in_turn, rank < counts_b, counts_b).astype(np.int64)
    begins = np.where(in_turn, left + rank, left)
    first = np.cumsum(takes) - takes
    steps = np.arange(int(takes.sum())) - np.repeat(first, takes)
    return np.repeat(there, takes), order[np.repeat(begins, takes) + steps]


def _ranks(groups: Integers) -> Integers:
    """For each place how many before it are of the same group."""
    order = np.argsort(groups, kind="stable")
    ordered = groups[order]
    begins = np.flatnonzero(np.diff(ordered, prepend=-1))
    ranks = np.empty(len(groups), dtype=np.int64)
    ranks[order] = np.arange(len(groups)) - np.repeat(begins, np.diff(np.append(begins, len(groups))))
    return ranks
