"""Scores of pairs: the words come to the pairs, those of the second texts first, then those of the first.

Words and pairs move in cells by ranges of text numbers. A worker that has the words of a range gives them to
the pairs that ask for them, once for all pairs of the same other range; there the pairs are scored.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby, pairwise
from operator import itemgetter
from typing import Any

import numpy as np
import pyarrow as pa

from compare.engine.spark.cells import HELD, grouped, packed, unpacked
from compare.engine.spark.kernels import Kernel
from compare.match.duplicates import Weights, gathered, often_enough, resemblance
from compare.model.hashed import Integers

ROWS = "bucket int, kind byte, texts binary, words binary, pairs binary, times binary"
"""A row of words (kind 0) or of pairs with the words of their second texts (kind 1). `texts` are the numbers
of the texts, then how many words each has."""
_NAMES = ("bucket", "kind", "texts", "words", "pairs", "times")
_WORDS, _PAIRS = 0, 1
_HALF, _LOW = np.uint64(32), np.uint64(0xFFFFFFFF)
_NONE = np.empty(0, dtype=np.uint32)
_KINDS: tuple[Any, ...] = (np.uint32, np.uint32, np.uint64, np.uint32)


def in_ranges(width: int) -> Kernel:
    """A kernel: (number, words) to rows of words, `width` texts a bucket."""

    def kernel(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        waiting: list[tuple[Integers, Any, Any]] = []
        for batch in batches:
            words, bounds = unpacked(batch.column(1), np.uint32)
            waiting.append((np.asarray(batch.column(0)), np.diff(bounds), words))
            if sum(len(own) for _, _, own in waiting) > HELD:
                yield _in_ranges(waiting, width)
                waiting = []
        if waiting:
            yield _in_ranges(waiting, width)

    return kernel


def _in_ranges(waiting: list[tuple[Integers, Any, Any]], width: int) -> pa.RecordBatch:
    numbers, sizes, words = map(np.concatenate, zip(*waiting, strict=True))
    bounds = np.concatenate(([0], np.cumsum(sizes)))
    return _batch(
        [
            (bucket, _WORDS, *_texts(words, bounds, own, numbers[own]), _NONE, _NONE)
            for bucket, own in _stretches(numbers // width)
        ]
    )


def _stretches(ranges: Integers) -> Iterator[tuple[int, Integers]]:
    """Each range with the places where it stands."""
    order = np.argsort(ranges, kind="stable")
    edges = [*np.flatnonzero(np.diff(ranges[order], prepend=-1)).tolist(), len(order)]
    for low, high in pairwise(edges):
        yield int(ranges[order[low]]), order[low:high]


def _texts(words: Any, bounds: Integers, rows: Integers, numbers: Integers) -> tuple[Any, Any]:
    """The cells of some texts: their numbers and sizes, and their words."""
    own, _, sizes = gathered(words, bounds, rows)
    return np.concatenate((numbers, sizes)).astype(np.uint32), own


def _batch(rows: list[tuple[Any, ...]]) -> pa.RecordBatch:
    columns = list(zip(*rows, strict=True)) or [()] * len(_NAMES)
    arrays = [pa.array(columns[0], pa.int32()), pa.array(columns[1], pa.int8())]
    for at, kind in zip(range(2, 6), _KINDS, strict=True):
        bounds = np.concatenate(([0], np.cumsum([len(cell) for cell in columns[at]]))).astype(np.int64)
        arrays.append(packed(np.concatenate([np.empty(0, dtype=kind), *columns[at]]).astype(kind), bounds))
    return pa.RecordBatch.from_arrays(arrays, names=list(_NAMES))


def asking(width: int) -> Kernel:
    """A kernel: pairs in cells to rows of pairs that ask for the words of their second texts."""

    def kernel(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for _, cells in grouped(batches, np.uint64, np.uint32):
            pairs, times = map(np.concatenate, zip(*cells, strict=True))
            yield _batch(
                [
                    (bucket, _PAIRS, _NONE, _NONE, pairs[own], times[own])
                    for bucket, own in _stretches((pairs & _LOW).astype(np.int64) // width)
                ]
            )

    return kernel


class _Words:
    """The words of the texts of some rows, one after another."""

    def __init__(self, rows: Iterable[tuple[Any, ...]]) -> None:
        cells = [(row[2].astype(np.int64).reshape(2, -1), row[3]) for row in rows]
        numbers, self.sizes = np.concatenate([head for head, _ in cells], axis=1)
        self.words = np.concatenate([own for _, own in cells])
        self.bounds = np.concatenate(([0], np.cumsum(self.sizes)))
        self._order = np.argsort(numbers, kind="stable")
        self._numbers = numbers[self._order]

    def rows_of(self, numbers: Integers) -> Integers:
        """Which text each of these numbers is."""
        return self._order[np.searchsorted(self._numbers, numbers)]


def _in_turn(batches: Iterable[pa.RecordBatch]) -> Iterator[tuple[_Words, Iterator[tuple[Any, ...]]]]:
    """The words of each range, and the rows of pairs that are in it; rows are sorted by bucket and kind."""
    for _, rows in groupby(_rows(batches), key=itemgetter(0)):
        words: _Words | None = None
        for kind, own in groupby(rows, key=itemgetter(1)):
            if kind == _WORDS:
                words = _Words(own)
            elif words is not None:
                yield words, own


def _rows(batches: Iterable[pa.RecordBatch]) -> Iterator[tuple[Any, ...]]:
    for batch in batches:
        columns = [unpacked(batch.column(at), kind) for at, kind in zip(range(2, 6), _KINDS, strict=True)]
        heads = zip(batch.column(0).to_pylist(), batch.column(1).to_pylist(), strict=True)
        for row, head in enumerate(heads):
            yield *head, *(own[bounds[row] : bounds[row + 1]] for own, bounds in columns)


def answering(width: int) -> Kernel:
    """A kernel: rows of words and of pairs that ask for them to rows of pairs that have them.

    Their bucket is that of their first texts: `width` texts a bucket.
    """

    def kernel(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        waiting: list[tuple[Any, ...]] = []
        held = 0
        for words, rows in _in_turn(batches):
            pairs, times = map(np.concatenate, zip(*(row[4:] for row in rows), strict=True))
            for bucket, own in _stretches((pairs >> _HALF).astype(np.int64) // width):
                asked = np.unique(pairs[own] & _LOW).astype(np.int64)
                texts = _texts(words.words, words.bounds, words.rows_of(asked), asked)
                waiting.append((bucket, _PAIRS, *texts, pairs[own], times[own]))
                held += len(texts[1])
                if held > HELD:
                    yield _batch(waiting)
                    waiting, held = [], 0
        if waiting:
            yield _batch(waiting)

    return kernel


def scored(weights: Weights, threshold: float) -> Kernel:
    """A kernel: rows of words and of pairs with those of their second texts to (i, j, score).

    Those pairs are told that share enough shingles and score at least the threshold.
    """

    def kernel(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for words, rows in _in_turn(batches):
            waiting: list[tuple[Any, ...]] = []
            held = 0
            for row in rows:
                waiting.append(row)
                held += len(row[3])
                if held > HELD:
                    yield _scored(words, waiting, weights, threshold)
                    waiting, held = [], 0
            if waiting:
                yield _scored(words, waiting, weights, threshold)

    return kernel


def _scored(words: _Words, rows: list[tuple[Any, ...]], weights: Weights, threshold: float) -> pa.RecordBatch:
    others = _Words(rows)
    # A text may have come in several rows: any of them will do.
    pairs, times = map(np.concatenate, zip(*(row[4:] for row in rows), strict=True))
    first, second = (pairs >> _HALF).astype(np.int64), (pairs & _LOW).astype(np.int64)
    one, other = words.rows_of(first), others.rows_of(second)
    enough = often_enough(times, words.sizes[one], others.sizes[other])
    one, other = one[enough], other[enough] + len(words.sizes)
    bounds = np.concatenate((words.bounds, words.bounds[-1] + others.bounds[1:]))
    found = resemblance(np.concatenate((words.words, others.words)), bounds, (one, other), weights, threshold)
    kept = found >= threshold
    columns = (first[enough][kept], second[enough][kept], found[kept])
    return pa.RecordBatch.from_arrays([pa.array(column) for column in columns], names=["i", "j", "score"])
