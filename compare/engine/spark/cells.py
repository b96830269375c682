"""Numbers in cells of bytes: a row of a table holds many of them, so that Spark moves few and large rows.

Spark has no unsigned numbers, and a row of its own for each shingle would cost it more than all the rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

import numpy as np
import pyarrow as pa

from compare.model.hashed import Integers

HELD = 1 << 21
"""Numbers that a task holds before it hands them on."""


def packed(numbers: Any, bounds: Integers) -> Any:
    """One cell of bytes for each stretch of the numbers."""
    offsets = np.ascontiguousarray(bounds * numbers.itemsize, dtype=np.int32)
    buffers = [None, pa.py_buffer(offsets), pa.py_buffer(np.ascontiguousarray(numbers))]
    return pa.Array.from_buffers(pa.binary(), len(bounds) - 1, buffers)


def unpacked(column: Any, kind: type[np.generic]) -> tuple[Any, Integers]:
    """The numbers of all cells in a row, and where each cell's begin."""
    width = np.int64 if pa.types.is_large_binary(column.type) else np.int32
    _, edges, data = column.buffers()
    if edges is None:
        return np.empty(0, dtype=kind), np.zeros(1, dtype=np.int64)
    offsets = np.frombuffer(edges, dtype=width)[column.offset : column.offset + len(column) + 1]
    bounds = offsets.astype(np.int64)
    if data is None:
        return np.empty(0, dtype=kind), bounds - bounds[0]
    raw = np.frombuffer(data, dtype=np.uint8)[bounds[0] : bounds[-1]]
    return raw.copy().view(kind), (bounds - bounds[0]) // np.dtype(kind).itemsize


def cells(columns: Sequence[Any]) -> tuple[Any, Integers]:
    """The words of the chunks of a column, one after another, and where each text's begin."""
    parts = [unpacked(chunk, np.uint32) for chunk in columns]
    words = np.concatenate([np.empty(0, dtype=np.uint32), *(own for own, _ in parts)])
    sizes = np.concatenate([np.zeros(1, dtype=np.int64), *(np.diff(bounds) for _, bounds in parts)])
    return words, np.cumsum(sizes)


def dealt(buckets: Integers, *columns: Any) -> pa.RecordBatch:
    """(bucket, cell, cell …): the numbers of each bucket in one cell a column. `buckets` are in any order."""
    small = buckets.astype(np.uint16 if buckets.max(initial=0) < 1 << 16 else np.uint32)
    order = np.argsort(small, kind="stable")
    ordered = small[order]
    starts = np.flatnonzero(np.concatenate(([True], ordered[1:] != ordered[:-1]))[: len(ordered)])
    bounds = np.append(starts, len(ordered))
    arrays = [pa.array(ordered[starts].astype(np.int32)), *(packed(own[order], bounds) for own in columns)]
    return pa.RecordBatch.from_arrays(arrays, names=["bucket", *(f"cell{n}" for n in range(len(columns)))])


def held(parts: Iterable[tuple[Any, ...]]) -> Iterator[pa.RecordBatch]:
    """Buckets with their numbers, column by column, to cells: dealt whenever many have come together."""
    waiting: list[tuple[Any, ...]] = []
    for part in parts:
        waiting.append(part)
        if sum(len(one[0]) for one in waiting) > HELD:
            yield dealt(*map(np.concatenate, zip(*waiting, strict=True)))
            waiting = []
    if waiting:
        yield dealt(*map(np.concatenate, zip(*waiting, strict=True)))


def gathered(batches: Iterable[pa.RecordBatch], *kinds: Any) -> Iterator[tuple[int, tuple[Any, ...]]]:
    """(bucket, cell, cell …), sorted by bucket, to all numbers of one bucket after those of another."""
    for bucket, rows in grouped(batches, *kinds):
        yield bucket, tuple(map(np.concatenate, zip(*rows, strict=True)))


def grouped(batches: Iterable[pa.RecordBatch], *kinds: Any) -> Iterator[tuple[int, list[tuple[Any, ...]]]]:
    """(bucket, cell, cell …), sorted by bucket, to the rows of one bucket after those of another."""
    for bucket, rows in groupby(_rows(batches, kinds), key=itemgetter(0)):
        yield bucket, [cells for _, cells in rows]


def _rows(batches: Iterable[pa.RecordBatch], kinds: Sequence[Any]) -> Iterator[tuple[int, tuple[Any, ...]]]:
    for batch in batches:
        columns = [unpacked(batch.column(n), kind) for n, kind in enumerate(kinds, start=1)]
        for row, bucket in enumerate(batch.column(0).to_pylist()):
            yield bucket, tuple(own[bounds[row] : bounds[row + 1]] for own, bounds in columns)
