"""Paragraphs that may be the same: found by shared shingles, told by their words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from compare.archive.reading import Paragraphs
from compare.archive.segments import SLOTS, Numbers, Postings
from compare.model.hashed import Hashes, Integers, Reals

BEST = 12
"""Candidates of a paragraph whose words are looked at: those that share the most telling keys."""
_MOST = 32
"""Passages of one key that are looked at, the earliest: a letterhead stands in thousands."""
_TELLS = 12
"""What a key of one passage tells; one less for every time that the passages which hold it are doubled."""
_RARE = 8
"""What a rare key tells at least: up to 31 passages hold it."""
_BITS, _HALF, _ABOVE = np.uint64(4), np.uint64(32), np.uint64(36)
_LAST = np.uint64(15)
_NONE = np.empty(0, np.int64)
_LOW = np.uint64(0xFFFFFFFF)


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """Paragraph `holders[n]` and earlier passage `passages[n]`; `rare` counts the rare keys they share."""

    holders: Integers
    passages: Integers
    rare: Integers

    def at(self, places: Integers) -> Pairs:
        return Pairs(self.holders[places], self.passages[places], self.rare[places])


def candidates(parts: Sequence[Postings], asked: Paragraphs, before: Integers, best: int = BEST) -> Pairs:
    """Pairs of a paragraph asked and an earlier passage, at most `best` a paragraph, in order.

    `before[n]` is the number that the passages for paragraph n have to be below. Cost: for each part a binary
    search for each key.
    """
    order = np.argsort(asked.keys, kind="stable")  # neighbours look at neighbouring pages
    keys, owners = asked.keys[order], asked.owners[order]
    found = [_found(part, keys) for part in parts if len(part)]
    if not found:
        return _heaviest(np.empty(0, np.uint64), best)
    places = np.concatenate([places for places, _ in found])
    passages = np.concatenate([passages for _, passages in found]).astype(np.int64)
    places, passages = _earliest(places, passages, len(keys))
    holders = owners[places]
    kept = passages < before[holders]
    places, holders, passages = places[kept], holders[kept], passages[kept]
    shared = np.bincount(places, minlength=len(keys))[places]
    told = (_TELLS - np.floor(np.log2(shared))).astype(np.uint64)
    return _heaviest(
        (holders.astype(np.uint64) << _ABOVE) | (passages.astype(np.uint64) << _BITS) | told, best
    )


def _found(part: Postings, keys: Hashes) -> tuple[Integers, Numbers]:
    """For every posting of one of the keys: which key, and the passage; the first `_MOST` of each."""
    left = part.places(keys)
    there = np.flatnonzero(part.keys[np.minimum(left, len(part) - 1)] == keys)
    there = there[left[there] < len(part)]
    left = left[there]
    sizes = np.minimum(np.searchsorted(part.keys, keys[there], side="right") - left, _MOST)
    ends = np.cumsum(sizes)
    places = np.arange(ends[-1] if len(ends) else 0) + np.repeat(left - ends + sizes, sizes)
    return np.repeat(there, sizes), part.passages[places]


def _earliest(places: Integers, passages: Integers, count: int) -> tuple[Integers, Integers]:
    """At most `_MOST` passages for each key, where several parts have some."""
    crowded = np.bincount(places, minlength=count)[places] > _MOST
    if not crowded.any():
        return places, passages
    some, theirs = places[crowded], passages[crowded]
    order = np.lexsort((theirs, some))
    some, theirs = some[order], theirs[order]
    kept = _ranks(some) < _MOST
    return (
        np.concatenate((places[~crowded], some[kept])),
        np.concatenate((passages[~crowded], theirs[kept])),
    )


def _ranks(groups: Integers) -> Integers:
    """The place of each entry within its group; groups stand together."""
    if not len(groups):
        return _NONE
    starts = np.flatnonzero(np.concatenate(([True], groups[1:] != groups[:-1])))
    return np.arange(len(groups)) - np.repeat(starts, np.diff(np.append(starts, len(groups))))


def _heaviest(found: Hashes, best: int) -> Pairs:
    """The pairs whose shared keys tell most, at most `best` for each paragraph."""
    found.sort()
    pairs = found >> _BITS
    starts = np.flatnonzero(np.concatenate(([True], pairs[1:] != pairs[:-1]))) if len(pairs) else _NONE
    told = (found & _LAST).astype(np.int64)
    edges = np.append(starts, len(pairs))
    heavy = np.diff(np.concatenate(([0], np.cumsum(told)))[edges])
    rare = np.diff(np.concatenate(([0], np.cumsum(told >= _RARE)))[edges])
    pairs = pairs[starts]
    every = Pairs((pairs >> _HALF).astype(np.int64), (pairs & _LOW).astype(np.int64), rare)
    order = np.lexsort((every.passages, -heavy, every.holders))
    return every.at(np.sort(order[_ranks(every.holders[order]) < best]))


# --------------------------------------------------------------------------------------------- how alike


def weights(counts: Integers, words: Numbers) -> Reals:
    """How much each word tells: the negative logarithm of its frequency, by the slot of its hash."""
    slots = words & np.uint32(SLOTS - 1)
    found: Reals = np.log((counts.sum() + 2.0) / (counts[slots] + 1.0))
    return found


def alike(
    asked: Paragraphs,
    holders: Integers,
    words: Numbers,
    bounds: Integers,
    counts: Integers,
) -> tuple[Reals, Reals]:
    """How alike paragraph `holders[n]` and the words between two `bounds` are: cosine and containment.

    Both are of weighted words, each counted once; containment is the share of the lighter side.
    """
    table = np.repeat(np.arange(len(asked), dtype=np.uint64), np.diff(asked.starts)) << _HALF
    table |= asked.words.astype(np.uint64)
    pair = np.repeat(np.arange(len(holders)), np.diff(bounds))
    probes = (holders.astype(np.uint64)[pair] << _HALF) | words.astype(np.uint64)
    places = np.minimum(np.searchsorted(table, probes), max(len(table) - 1, 0))
    shared = table[places] == probes if len(table) else np.zeros(len(probes), np.bool_)
    squares = weights(counts, words) ** 2
    common = np.bincount(pair[shared], squares[shared], minlength=len(holders))
    theirs = np.bincount(pair, squares, minlength=len(holders))
    owner = np.repeat(np.arange(len(asked)), np.diff(asked.starts))
    ours = np.bincount(owner, weights(counts, asked.words) ** 2, minlength=len(asked))[holders]
    cosine: Reals = np.minimum(common / np.sqrt(np.maximum(ours * theirs, 1e-300)), 1.0)
    contained: Reals = np.minimum(common / np.maximum(np.minimum(ours, theirs), 1e-300), 1.0)
    return cosine, contained
