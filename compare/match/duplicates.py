"""Near-duplicate texts: which pairs share rare shingles, and how alike the two texts of a pair are.

Shingles are looked up in sorted order (no index is kept); a group of equal shingles gives all its pairs while
it is small, and a chain through its texts where it is large, so that a boilerplate that stands fifty thousand
times costs fifty thousand pairs and is still found. Each function takes and gives arrays only.
"""

from __future__ import annotations

import math
from ctypes import CDLL
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from compare.kernels import library, pointer
from compare.match.shingles import MIX, SIZE, STEPS, mixed, shingles_of
from compare.model.hashed import Hashes, Integers, Reals, Words

Short: TypeAlias = npt.NDArray[np.uint32]
Weights: TypeAlias = npt.NDArray[np.uint16]

CAP = 8
"""Texts that hold a shingle, up to which each is paired with each; above, with the next one only."""
SHARED = 2
"""Shingles that a pair has to share to be looked at."""
LEAST = 0.05
"""Of the shorter text's shingles, the part that a pair has to share."""
BRIEF = 20
"""Words up to which a text is looked up by every two words in a row besides."""
SLOTS = 1 << 18
"""Places in the table of weights; words that fall in one place share a weight."""
_FINE = 128
"""Parts of a squared nat in which weights are counted."""
_SIZE_COUNTS = 0.05
"""What a text that is wholly contained in a much longer one falls short of a copy."""
_RISE = 0.45
_LOW = np.uint64(0xFFFFFFFF)
_HALF = np.uint64(32)
_AT_ONCE = 1 << 13
_STEP = np.uint64(0x9E3779B97F4A7C15)
_ROW = np.uint64(48)
_KEY = np.uint64((1 << 48) - 1)


def entries_of(words: Words, first: int, bits: int) -> tuple[Hashes, Integers]:
    """The shingles of some texts, numbered from `first` on, sorted into 2^`bits` buckets by their keys.

    Returns the entries, each 32 bits of the key and then the text's number, and where each bucket begins.
    Texts of few words give every two words in a row besides: an edit may have touched every three of them.
    """
    compiled = library()
    if compiled is None:
        return _entries_by_numpy(words, first, bits)
    room = 2 * len(words.hashes)
    keys, entries = np.empty(2 * room, dtype=np.uint64), np.empty(room, dtype=np.uint64)
    edges = np.empty((1 << bits) + 1, dtype=np.int64)
    count = compiled.tawatur_entries(
        *(pointer(words.hashes), pointer(words.bounds), len(words), first, SIZE, BRIEF),
        *(pointer(STEPS), int(MIX), bits, pointer(keys), pointer(entries), pointer(edges)),
    )
    if count < 0:
        raise MemoryError
    return entries[:count], edges


def _entries_by_numpy(words: Words, first: int, bits: int) -> tuple[Hashes, Integers]:
    shingles = shingles_of(words)
    owners = np.repeat(np.arange(first, first + len(words), dtype=np.uint64), np.diff(shingles.bounds))
    more, theirs = twos(words)
    theirs += np.uint64(first)
    keys, owners = np.concatenate((shingles.keys, more)), np.concatenate((owners, theirs))
    if not bits:
        return (keys >> _HALF << _HALF) | owners, np.array([0, len(owners)])
    buckets = (keys >> np.uint64(64 - bits)).astype(np.uint16)
    order = np.argsort(buckets, kind="stable")
    entries = ((keys << np.uint64(bits)) >> _HALF << _HALF) | owners
    counts = np.bincount(buckets, minlength=1 << bits)
    return entries[order], np.concatenate(([0], np.cumsum(counts)))


def twos(words: Words) -> tuple[Hashes, Hashes]:
    """The keys of every two words in a row in texts of few words, and the number of each one's text."""
    counts = np.diff(words.bounds)
    brief = (counts >= SIZE) & (counts <= BRIEF)
    inside = np.repeat(brief, counts)
    inside[words.bounds[1:][brief] - 1] = False  # no second word
    places = np.flatnonzero(inside)
    owners = np.searchsorted(words.bounds, places, side="right") - 1
    return mixed(words.hashes[places] * STEPS[0] + words.hashes[places + 1] * STEPS[1]), owners.astype(
        np.uint64
    )


def pairs_in(entries: Hashes, cap: int = CAP) -> Hashes:
    """The pairs of texts that hold equal keys, as i << 32 | j with i < j; one for each key that they share.

    `entries` are those of one bucket, in any order; they are sorted in place.
    """
    entries.sort()
    if len(entries) < 2:
        return np.empty(0, dtype=np.uint64)
    fresh = np.concatenate(([True], entries[1:] != entries[:-1]))
    entries = entries if fresh.all() else entries[fresh]
    equal = (entries[1:] ^ entries[:-1]) <= _LOW
    shared = np.zeros(len(entries), dtype=np.bool_)
    shared[1:] = equal
    shared[:-1] |= equal
    return _paired(entries[shared], cap)


def _paired(entries: Hashes, cap: int) -> Hashes:
    """The pairs of texts in each run of equal keys, of sorted entries that all have an equal."""
    found = [np.empty(0, dtype=np.uint64)]
    if not len(entries):
        return found[0]
    texts = entries & _LOW
    equal = (entries[1:] ^ entries[:-1]) <= _LOW
    starts = np.concatenate(([0], np.flatnonzero(~equal) + 1))
    sizes = np.diff(np.append(starts, len(entries)))
    for size in range(2, cap + 1):
        members = texts[starts[sizes == size][:, None] + np.arange(size)]
        found += [
            ((members[:, first, None] << _HALF) | members[:, first + 1 :]).ravel()
            for first in range(size - 1)
        ]
    if sizes.max() > cap:
        chained = np.flatnonzero(np.repeat(sizes > cap, sizes)[1:] & equal)
        found.append((texts[chained] << _HALF) | texts[chained + 1])
    return np.concatenate(found)


def prints_of(words: Words) -> Hashes:
    """A fingerprint of each text's words in their order; 0 for a text without words."""
    sizes = np.diff(words.bounds)
    places = np.arange(len(words.hashes), dtype=np.uint64)
    places -= np.repeat(words.bounds[:-1], sizes).astype(np.uint64)
    sums = np.concatenate((np.zeros(1, dtype=np.uint64), np.cumsum(words.hashes * (2 * places + 1) * _STEP)))
    prints: Hashes = (sums[words.bounds[1:]] - sums[words.bounds[:-1]]) * _STEP
    return np.where(sizes > 0, np.maximum(prints, 1), 0).astype(np.uint64)


def repeated(pairs: Hashes, sizes: Integers) -> tuple[Integers, Integers]:
    """The pairs of texts that are there often enough to be looked at: i and j, sorted; sorts in place.

    Twice, and once for every twenty shingles of the shorter text; `sizes` are the texts' words.
    """
    first, second, times = several(pairs)
    enough = often_enough(times, sizes[first], sizes[second])
    return first[enough], second[enough]


def several(pairs: Hashes) -> tuple[Integers, Integers, Integers]:
    """The pairs of texts that are there twice or more: i, j and how often, sorted; sorts in place."""
    pairs.sort()
    starts = np.flatnonzero(np.concatenate(([True], pairs[1:] != pairs[:-1]))[: len(pairs)])
    times = np.diff(np.append(starts, len(pairs)))
    enough = times >= SHARED
    return *unpacked(pairs[starts[enough]]), times[enough]


def often_enough(times: Integers, one: Integers, other: Integers) -> npt.NDArray[np.bool_]:
    """Whether pairs of texts of so many words share enough of the shorter text's shingles."""
    enough: npt.NDArray[np.bool_] = times >= LEAST * np.minimum(one, other)
    return enough


def unpacked(pairs: Hashes) -> tuple[Integers, Integers]:
    """The texts i and j of packed pairs."""
    return (pairs >> _HALF).astype(np.int64), (pairs & _LOW).astype(np.int64)


# --------------------------------------------------------------------------------------------- how alike


def frequencies(words: Short) -> Integers:
    """How many of the words fall in each slot of the table of weights."""
    return np.bincount(words & np.uint32(SLOTS - 1), minlength=SLOTS).astype(np.int64)


def weights_of(found: Integers) -> Weights:
    """How much a word of each slot tells, by how often it stands anywhere: its surprisal in nats, squared.

    Squared as in a TF-IDF cosine: the titles of a minister, shared, weigh little beside one rare word that is
    not. In whole parts, so that sums come out alike in any order.
    """
    told: Reals = np.rint(np.log((found.sum() + 2) / (found + 1)) ** 2 * _FINE)
    return np.clip(told, 1, 65535).astype(np.uint16, copy=False)


def resemblance(
    words: Short, bounds: Integers, pairs: tuple[Integers, Integers], weights: Weights, least: float = 0.0
) -> Reals:
    """How alike two texts are, for each pair; 0 to 1, 1 only for the same words in the same order.

    The weight of the words that the lighter text finds in the other, and the shingles that the shorter one
    finds there, each as a share: the mean of the first and of their geometric mean, raised so that 0.7 parts
    edited copies from other texts, and a little less where the other text tells much more. The words of text
    n are `words[bounds[n] : bounds[n + 1]]`.
    Pairs that cannot reach `least` may score less than they would.
    Cost: about a microsecond a pair, compiled; some fifteen without.
    """
    first, second = pairs
    bound = ((math.sqrt(1 + 8 * least ** (1 / _RISE)) - 1) / 2) ** 2  # of the words, were all shingles shared
    shared, one, other, runs = _shared(words, bounds, pairs, weights, bound)
    lengths = np.minimum(bounds[first + 1] - bounds[first], bounds[second + 1] - bounds[second])
    windows = np.where(lengths >= SIZE, lengths - SIZE + 1, 1)
    told = shared / np.maximum(1, np.minimum(one, other))
    in_order = np.minimum(1.0, runs / windows)
    size = shared / np.maximum(1, np.maximum(one, other))
    alike = ((told + np.sqrt(told * in_order)) / 2) ** _RISE
    scores: Reals = alike * (1 - _SIZE_COUNTS + _SIZE_COUNTS * size)
    return scores


def _shared(
    words: Short, bounds: Integers, pairs: tuple[Integers, Integers], weights: Weights, bound: float
) -> Integers:
    """Four rows: the weight of shared words, of all words of each text, and the number of shared shingles."""
    compiled = library()
    if compiled is not None:
        return _shared_by_machine(compiled, words, bounds, pairs, weights, bound)
    first, second = pairs
    parts = [np.empty((4, 0), dtype=np.int64)]
    for at in range(0, len(first), _AT_ONCE):
        some = first[at : at + _AT_ONCE], second[at : at + _AT_ONCE]
        parts.append(_shared_by_numpy(words, bounds, some, weights, bound))
    return np.concatenate(parts, axis=1)


def _shared_by_machine(
    compiled: CDLL,
    words: Short,
    bounds: Integers,
    pairs: tuple[Integers, Integers],
    weights: Weights,
    bound: float,
) -> Integers:
    first, second = (np.ascontiguousarray(side, dtype=np.int64) for side in pairs)
    found = np.empty((4, len(first)), dtype=np.int64)
    bounds = np.ascontiguousarray(bounds)
    failed = compiled.tawatur_shared(
        *(pointer(words), pointer(bounds), pointer(bounds) + bounds.itemsize),
        *(pointer(first), pointer(second), len(first), pointer(weights), SLOTS),
        *(SIZE, pointer(STEPS), int(MIX), bound, pointer(found)),
    )
    if failed:
        raise MemoryError
    return found


def _shared_by_numpy(
    words: Short, bounds: Integers, pairs: tuple[Integers, Integers], weights: Weights, bound: float
) -> Integers:
    texts, places = np.unique(np.concatenate(pairs), return_inverse=True)
    one, other = places[: len(pairs[0])], places[len(pairs[0]) :]
    own, rows, sizes = gathered(words, bounds, texts)
    totals = np.bincount(rows, weights[own & np.uint32(SLOTS - 1)], minlength=len(texts)).astype(np.int64)
    met = _met(rows, own.astype(np.uint64), one, other, weights)
    enough = np.flatnonzero(met >= bound * np.minimum(totals[one], totals[other]))
    shingles = shingles_of(Words(own.astype(np.uint64), np.concatenate(([0], np.cumsum(sizes)))))
    holders = np.repeat(np.arange(len(texts)), np.diff(shingles.bounds))
    runs = np.zeros(len(one), dtype=np.int64)
    runs[enough] = _met(holders, shingles.keys >> np.uint64(16), one[enough], other[enough])
    return np.stack([met, totals[one], totals[other], runs])


def gathered(words: Short, bounds: Integers, texts: Integers) -> tuple[Short, Integers, Integers]:
    """The words of some texts, one after another, which text of them each belongs to, and how many it has."""
    sizes = bounds[texts + 1] - bounds[texts]
    begins = np.cumsum(sizes) - sizes
    places = np.arange(sizes.sum()) + np.repeat(bounds[texts] - begins, sizes)
    return words[places], np.repeat(np.arange(len(texts)), sizes), sizes


def _met(
    rows: Integers, keys: Hashes, one: Integers, other: Integers, weights: Weights | None = None
) -> Integers:
    """For each pair of rows the weight of the keys that both have, each as often as both have it.

    There are fewer than 2^16 rows, and keys are below 2^48: a row and a key are sorted as one number.
    """
    import scipy.sparse

    entries = (rows.astype(np.uint64) << _ROW) | keys
    entries.sort()
    starts = np.flatnonzero(np.concatenate(([True], entries[1:] != entries[:-1]))[: len(entries)])
    times = np.diff(np.append(starts, len(entries)))
    held = (entries[starts] >> _ROW).astype(np.int64)
    columns = (entries[starts] & _KEY).astype(np.int64)
    count = int(max(one.max(initial=0), other.max(initial=0), held.max(initial=0))) + 1
    pointers = np.concatenate(([0], np.cumsum(np.bincount(held, minlength=count))))
    table = scipy.sparse.csr_array((times, columns, pointers), shape=(count, 1 << 48))
    both = scipy.sparse.csr_array(table[one].minimum(table[other]))
    values = both.data if weights is None else both.data * weights[both.indices & (SLOTS - 1)]
    owners = np.repeat(np.arange(len(one)), np.diff(both.indptr))
    return np.bincount(owners, values, minlength=len(one)).astype(np.int64)
