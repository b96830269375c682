"""Shingles of hashed words, and the few of them that stand for a text (winnowing)."""

from __future__ import annotations

import numpy as np

from compare.model.hashed import Hashes, Integers, Shingles, Words

SIZE = 3
"""Words in a shingle."""
WINDOW = 4
"""Of so many shingles in a row winnowing keeps at least one."""
MIX = np.uint64(0xFF51AFD7ED558CCD)
"""What a key is multiplied by while it is mixed."""
STEPS = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9], dtype=np.uint64)
"""What each word of a shingle is multiplied by: the order of the words counts."""


def shingles_of(words: Words) -> Shingles:
    """One key for every three words in a row; a shorter text has one key of all its words, or none.

    Linear; a few array operations over all words.
    """
    hashes, bounds = words.hashes, words.bounds
    keys = hashes * STEPS[0]
    for step in range(1, SIZE):
        keys[:-step] += hashes[step:] * STEPS[step] if len(hashes) > step else np.uint64(0)
    counts = np.diff(bounds)
    for size in range(1, SIZE):
        begins = bounds[:-1][counts == size]
        keys[begins] = sum(hashes[begins + step] * STEPS[step] for step in range(size))
    keys = mixed(keys)
    widths = np.where(counts >= SIZE, counts - SIZE + 1, np.minimum(counts, 1))
    return Shingles(*_heads(keys, bounds[:-1], counts, widths))


def mixed(keys: Hashes) -> Hashes:
    """Sums of words mixed so that all their bits are as good as chance; the array that is given is spent."""
    keys ^= keys >> np.uint64(33)
    keys *= MIX
    keys ^= keys >> np.uint64(29)
    return keys


def _heads(keys: Hashes, begins: Integers, counts: Integers, widths: Integers) -> tuple[Hashes, Integers]:
    """The first `widths` keys of each text, and where they begin."""
    kept = np.ones(len(keys), dtype=np.bool_)
    for short in range(1, SIZE):
        ends = begins + counts - short
        kept[ends[counts - widths >= short]] = False
    return keys[kept], np.concatenate(([0], np.cumsum(widths)))


def winnow(shingles: Shingles, window: int = WINDOW) -> Shingles:
    """The shingles that are the least of some `window` shingles in a row; all of a text with fewer.

    Two texts that share `window` + 2 words in a row share a kept key (Schleimer, Wilkerson and Aiken 2003,
    Winnowing: local algorithms for document fingerprinting).
    """
    keys, bounds = shingles.keys, shingles.bounds
    if not len(keys):
        return shingles
    owners = np.repeat(np.arange(len(shingles)), np.diff(bounds))
    chosen = np.zeros(len(keys), dtype=np.bool_)
    places = np.arange(len(keys))
    best = places.copy()
    for step in range(1, window):  # the rightmost least key of the window that begins at each place
        there = np.minimum(places + step, len(keys) - 1)
        inside = owners[there] == owners
        better = inside & (keys[there] <= keys[best])
        best[better] = there[better]
    whole = owners[np.minimum(places + window - 1, len(keys) - 1)] == owners
    whole &= places + window - 1 < len(keys)
    chosen[best[whole]] = True
    few = np.flatnonzero((np.diff(bounds) > 0) & (np.diff(bounds) < window))
    for text in few.tolist():
        chosen[bounds[text] : bounds[text + 1]] = True
    kept = np.concatenate(([0], np.cumsum(chosen)))[bounds]
    return Shingles(keys[chosen], kept)
