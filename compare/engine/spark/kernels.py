"""What Spark's workers do to Arrow batches: unpack, call the functions of the local engine, pack again.

A text goes by its number, below 2^32 as in the local engine. Spark has no unsigned numbers: hashes and packed
pairs stand as signed ones with the same bits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, TypeAlias

import numpy as np
import pyarrow as pa

from compare.engine.outcome import told_text
from compare.match.duplicates import (
    SLOTS,
    Weights,
    entries_of,
    frequencies,
    often_enough,
    pairs_in,
    prints_of,
    resemblance,
)
from compare.model.hashed import Hashes, Integers, Words
from compare.normalise.words import words_of

Kernel: TypeAlias = Callable[[Iterable[pa.RecordBatch]], Iterator[pa.RecordBatch]]

WORDS = "number long, print long, size int, words binary, fault string"
ENTRIES = "part short, entry long"
PAIRS = "pair long"
COUNTS = "slot int, times long"
EDGES = "i long, j long, score double"

BITS = 7
"""As in the local engine: seven bits of a key name its part, 32 stand in the entry."""
_LOW = np.uint64(0xFFFFFFFF)
_LONG_GROUP = 1 << 16
"""Entries of one shingle that are held; of a longer group only the last goes on to the next batch."""
_FAULT = 200


def hashed(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """(number, text) to the words of each text, short, with a fingerprint; a fault is told, not raised."""
    for batch in batches:
        if not batch.num_rows:
            continue
        words, faults = _words(batch.column(1))
        short = (words.hashes >> np.uint64(32)).astype(np.uint32)
        sizes = np.diff(words.bounds).astype(np.int32)
        columns = [
            batch.column(0),
            pa.array(prints_of(words).view(np.int64)),
            pa.array(sizes),
            _packed(short, words.bounds),
            pa.array([faults.get(row) for row in range(batch.num_rows)], pa.string()),
        ]
        yield pa.RecordBatch.from_arrays(columns, names=["number", "print", "size", "words", "fault"])


def _words(column: Any) -> tuple[Words, dict[int, str]]:
    """The words of the texts; a text that cannot be read or worked on has none, and a fault."""
    try:
        return words_of([told_text(text) for text in column.to_pylist()]), {}
    except Exception:  # noqa: BLE001  any row's failure is told of that row, below
        return _one_by_one(column)


def _one_by_one(column: Any) -> tuple[Words, dict[int, str]]:
    texts: list[str] = []
    faults: dict[int, str] = {}
    for row in range(len(column)):
        try:
            text = told_text(column[row].as_py())
            words_of([text])
        except Exception as error:  # noqa: BLE001  whatever it is: it is told, and the rest goes on
            faults[row] = f"{type(error).__name__}: {error}"[:_FAULT]
            text = ""
        texts.append(text)
    return words_of(texts), faults


def counted(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """(words) to how often the words of a partition fall in each slot of the table of weights."""
    found = np.zeros(SLOTS, dtype=np.int64)
    for batch in batches:
        found += frequencies(_unpacked(batch.column(0), np.uint32)[0])
    slots = np.flatnonzero(found)
    yield pa.RecordBatch.from_arrays(
        [pa.array(slots.astype(np.int32)), pa.array(found[slots])], names=["slot", "times"]
    )


def entries(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """(number, text) to the shingles: the part that each is in, and its key with the text's number."""
    for batch in batches:
        if not batch.num_rows:
            continue
        words, _ = _words(batch.column(1))
        found, edges = entries_of(words, 0, BITS)
        numbers = np.asarray(batch.column(0)).astype(np.uint64)
        owned = (found & ~_LOW) | numbers[(found & _LOW).astype(np.int64)]
        parts = np.repeat(np.arange(1 << BITS, dtype=np.int16), np.diff(edges))
        yield pa.RecordBatch.from_arrays(
            [pa.array(parts), pa.array(owned.view(np.int64))], names=["part", "entry"]
        )


def paired(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """(part, entry), sorted, to the pairs of texts that share a shingle, once for each.

    A shingle's group may go over any number of batches: it is held until it ends, and a long one, which is
    chained, only by its last text, so that memory does not grow with it.
    """
    open_group = _Group()
    for batch in batches:
        parts = np.asarray(batch.column(0))
        own = np.asarray(batch.column(1)).view(np.uint64)
        found = [np.empty(0, dtype=np.uint64)]
        begins = np.flatnonzero(np.concatenate(([True], parts[1:] != parts[:-1]))[: len(parts)])
        for low, high in zip(begins, np.append(begins[1:], len(parts)), strict=True):
            found += open_group.more(int(parts[low]), own[low:high])
        yield _of_pairs(found)
    yield _of_pairs(open_group.end())


def _of_pairs(found: list[Hashes]) -> pa.RecordBatch:
    whole = np.concatenate([np.empty(0, dtype=np.uint64), *found])
    return pa.RecordBatch.from_arrays([pa.array(whole.view(np.int64))], names=["pair"])


class _Group:
    """The entries whose group may go on in the next batch."""

    def __init__(self) -> None:
        self._part = -1
        self._held = np.empty(0, dtype=np.uint64)
        self._chained = False

    def more(self, part: int, own: Hashes) -> list[Hashes]:
        """The pairs of the groups that have ended with further entries of one part."""
        found: list[Hashes] = []
        if part != self._part:
            found += self.end()
            self._part = part
        if self._chained:
            within = int(np.searchsorted((own ^ self._held[-1]) > _LOW, True))
            chain = np.concatenate((self._held, own[:within]))
            self._held = chain[-1:].copy()
            found.append(pairs_in(chain, cap=1))
            if within == len(own):
                return found
            own, self._held, self._chained = own[within:], self._held[:0], False
        own = np.concatenate((self._held, own))
        last = len(own) - int(np.searchsorted((own[::-1] ^ own[-1]) > _LOW, True))
        found.append(pairs_in(own[:last].copy()))
        self._held = own[last:]
        if len(self._held) > _LONG_GROUP:
            self._held = np.unique(self._held)  # a text may hold a shingle many times
            if len(self._held) > _LONG_GROUP // 2:
                found.append(pairs_in(self._held.copy(), cap=1))
                self._held, self._chained = self._held[-1:].copy(), True
        return found

    def end(self) -> list[Hashes]:
        """The pairs of the group that was open."""
        found = [] if self._chained else [pairs_in(self._held.copy())]
        self._held, self._chained = self._held[:0], False
        return found


def scored(weights: Weights, threshold: float) -> Kernel:
    """A kernel: (i, j, times, words of i, words of j) to the pairs that score at least the threshold."""

    def kernel(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            if batch.num_rows:
                yield _edges(batch, weights, threshold)

    return kernel


def _edges(batch: pa.RecordBatch, weights: Weights, threshold: float) -> pa.RecordBatch:
    count = batch.num_rows
    (one, ones), (other, others) = (_unpacked(batch.column(at), np.uint32) for at in (3, 4))
    bounds = np.concatenate((ones, ones[-1] + others[1:]))
    enough = np.flatnonzero(often_enough(np.asarray(batch.column(2)), np.diff(ones), np.diff(others)))
    found = resemblance(np.concatenate((one, other)), bounds, (enough, enough + count), weights, threshold)
    kept = enough[found >= threshold]
    columns = [np.asarray(batch.column(at))[kept] for at in (0, 1)]
    arrays = [pa.array(column) for column in (*columns, found[found >= threshold])]
    return pa.RecordBatch.from_arrays(arrays, names=["i", "j", "score"])


# ---------------------------------------------------------------------------------------- numbers as bytes


def _packed(numbers: Any, bounds: Integers) -> Any:
    """One cell of bytes for each text."""
    offsets = np.ascontiguousarray(bounds * numbers.itemsize, dtype=np.int32)
    buffers = [None, pa.py_buffer(offsets), pa.py_buffer(np.ascontiguousarray(numbers))]
    return pa.Array.from_buffers(pa.binary(), len(bounds) - 1, buffers)


def _unpacked(column: Any, kind: type[np.generic]) -> tuple[Any, Integers]:
    """The numbers of all cells in a row, and where each cell's begin."""
    width = np.int64 if pa.types.is_large_binary(column.type) else np.int32
    _, edges, data = column.buffers()
    offsets = np.frombuffer(edges, dtype=width)[column.offset : column.offset + len(column) + 1]
    bounds = offsets.astype(np.int64)
    if data is None:
        return np.empty(0, dtype=kind), bounds - bounds[0]
    raw = np.frombuffer(data, dtype=np.uint8)[bounds[0] : bounds[-1]]
    return raw.copy().view(kind), (bounds - bounds[0]) // np.dtype(kind).itemsize


def cells(columns: Sequence[Any]) -> tuple[Any, Integers]:
    """The words of the chunks of a column, one after another, and where each text's begin."""
    parts = [_unpacked(chunk, np.uint32) for chunk in columns]
    words = np.concatenate([np.empty(0, dtype=np.uint32), *(own for own, _ in parts)])
    sizes = np.concatenate([np.zeros(1, dtype=np.int64), *(np.diff(bounds) for _, bounds in parts)])
    return words, np.cumsum(sizes)
