"""What Spark's workers do to Arrow batches: unpack, call the functions of the local engine, pack again.

A text goes by its number, below 2^32 as in the local engine.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeAlias

import numpy as np
import pyarrow as pa

from compare.engine.outcome import told_text
from compare.engine.spark.cells import dealt, gathered, grouped, held, packed, unpacked
from compare.match.duplicates import (
    SLOTS,
    entries_of,
    frequencies,
    often_enough,
    pairs_in,
    prints_of,
    several,
)
from compare.model.hashed import Hashes, Integers, Words
from compare.normalise.words import words_of

Kernel: TypeAlias = Callable[[Iterable[pa.RecordBatch]], Iterator[pa.RecordBatch]]

WORDS = "number long, print long, size int, words binary, fault string"
CELL, CELLS = "bucket int, cell0 binary", "bucket int, cell0 binary, cell1 binary"
COPIES = "number long, original long"
EDGES = "i long, j long, score double"
STARS = "number long, label long"

BITS = 7
"""As in the local engine: seven bits of a key name its part, 32 stand in the entry."""
_LOW, _HALF = np.uint64(0xFFFFFFFF), np.uint64(32)
_PRINTS, _SHARES = 1 << 12, 16
"""Buckets of fingerprints, and of counts."""
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
            packed(short, words.bounds),
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


def printed(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """(number, print) of texts with words, to cells: the bucket is told by bits of the print."""
    columns = ((np.asarray(batch.column(0)), np.asarray(batch.column(1))) for batch in batches)
    return held((prints & (_PRINTS - 1), numbers, prints) for numbers, prints in columns)


def copied(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Numbers and prints in cells to the texts that have the print of an earlier one, with the earliest."""
    for _, (numbers, prints) in gathered(batches, np.int64, np.int64):
        order = np.lexsort((numbers, prints))
        _, firsts, which = np.unique(prints[order], return_index=True, return_inverse=True)
        numbers = numbers[order]
        originals = numbers[firsts[which]]
        later = numbers != originals
        columns = [pa.array(numbers[later]), pa.array(originals[later])]
        yield pa.RecordBatch.from_arrays(columns, names=["number", "original"])


def counted(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """(words) to how often the words of a partition fall in each slot of the table of weights, in cells."""
    found = np.zeros(SLOTS, dtype=np.int64)
    for batch in batches:
        found += frequencies(unpacked(batch.column(0), np.uint32)[0])
    yield dealt(np.arange(SLOTS) // (SLOTS // _SHARES), found)


def summed(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Counts in cells to their sums over all partitions."""
    for bucket, rows in grouped(batches, np.int64):
        whole = sum(own for (own,) in rows)
        yield dealt(np.full(SLOTS // _SHARES, bucket), whole)


def marks(numbers: Integers) -> Any:
    """A bit for every number, set for those given; `marked` asks."""
    bits = np.zeros((int(numbers.max(initial=-1)) + 8) // 8, dtype=np.uint8)
    np.bitwise_or.at(bits, numbers >> 3, np.left_shift(1, numbers & 7).astype(np.uint8))
    return bits


def marked(bits: Any, numbers: Integers) -> Any:
    """Which numbers are among those that the bits were made of."""
    within = (numbers >> 3) < len(bits)
    found = np.zeros(len(numbers), dtype=np.bool_)
    found[within] = bits[numbers[within] >> 3] >> (numbers[within] & 7) & 1
    return found


def entries(copied: Any, finer: int) -> Kernel:
    """A kernel: (number, text) to the shingles of texts that are no copies, in cells.

    Each part of the local engine is cut into 2^`finer` buckets by the next bits of the keys, so that the
    entries of one key are in one bucket. `copied` is a broadcast of marks.
    """

    def kernel(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        return held(_entries(batch, copied.value, finer) for batch in batches if batch.num_rows)

    return kernel


def _entries(batch: pa.RecordBatch, copied: Any, finer: int) -> tuple[Integers, Hashes]:
    numbers = np.asarray(batch.column(0)).astype(np.int64)
    fresh = np.flatnonzero(~marked(copied, numbers))
    words, _ = _words(batch.column(1).take(pa.array(fresh)))
    found, edges = entries_of(words, 0, BITS)
    own = (found & ~_LOW) | numbers[fresh].astype(np.uint64)[(found & _LOW).astype(np.int64)]
    buckets = np.repeat(np.arange(1 << BITS, dtype=np.uint32) << finer, np.diff(edges))
    if finer:
        buckets |= (own >> np.uint64(64 - finer)).astype(np.uint32)
    return buckets, own


def paired(width: int) -> Kernel:
    """A kernel: entries in cells, sorted by bucket, to the pairs of texts that share a shingle, in cells.

    A pair is there once for each shingle that it shares; its bucket is that of its first text: `width` texts
    a bucket.
    """

    def kernel(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        found = (pairs_in(own) for _, (own,) in gathered(batches, np.uint64))
        return held(((pairs >> _HALF).astype(np.int64) // width, pairs) for pairs in found)

    return kernel


def repeated(sizes: Any) -> Kernel:
    """A kernel: pairs in cells, sorted by bucket, to those that are there often enough, with how often.

    `sizes` is a broadcast of how many words each text has, up to 255, or None; a pair that is let through for
    want of a size, or because 255 are too few, is looked at again where the words are at hand.
    """

    def kernel(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for bucket, (own,) in gathered(batches, np.uint64):
            first, second, times = several(own)
            if sizes is not None:
                enough = often_enough(times, sizes.value[first], sizes.value[second])
                first, second, times = first[enough], second[enough], times[enough]
            pairs = first.astype(np.uint64) << _HALF | second.astype(np.uint64)
            yield dealt(np.full(len(pairs), bucket), pairs, times.astype(np.uint32))

    return kernel


def forest(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """(i, j) to what hangs together within the partition: each text with the least one of its lot."""
    tables = [pa.Table.from_batches([batch]) for batch in batches]
    if not tables:
        return
    whole = pa.concat_tables(tables)
    numbers, labels = components_of(np.asarray(whole["i"]), np.asarray(whole["j"]))
    yield pa.RecordBatch.from_arrays([pa.array(numbers), pa.array(labels)], names=["number", "label"])


def components_of(first: Integers, second: Integers) -> tuple[Integers, Integers]:
    """All texts of these pairs in order, each with the least text that it hangs together with."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    texts, places = np.unique(np.concatenate((first, second)), return_inverse=True)
    one, two = places[: len(first)], places[len(first) :]
    graph = coo_array((np.ones(len(one), dtype=np.int8), (one, two)), shape=(len(texts), len(texts)))
    _, lots = connected_components(graph, directed=False)
    _, firsts = np.unique(lots, return_index=True)  # the first of a lot is its least, as texts are in order
    return texts, texts[firsts[lots]]
