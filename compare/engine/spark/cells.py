"""Numbers in cells of bytes: a row of a table holds many of them, so that Spark moves few rows, and large ones.

Spark has no unsigned numbers, and a row of its own for each shingle would cost it more than all the rest.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np
import pyarrow as pa

from compare.model.hashed import Hashes, Integers

HELD = 1 << 22
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


def dealt(buckets: Integers, numbers: Hashes) -> pa.RecordBatch:
    """(bucket, cell): the numbers of each bucket in one cell. `buckets` are below 2^32, in any order."""
    small = buckets.astype(np.uint16 if buckets.max(initial=0) < 1 << 16 else np.uint32)
    order = np.argsort(small, kind="stable")
    ordered = small[order]
    starts = np.flatnonzero(np.concatenate(([True], ordered[1:] != ordered[:-1]))[: len(ordered)])
    bounds = np.append(starts, len(ordered))
    columns = [pa.array(ordered[starts].astype(np.int32)), packed(numbers[order], bounds)]
    return pa.RecordBatch.from_arrays(columns, names=["bucket", "cell"])


def gathered(batches: Iterable[pa.RecordBatch]) -> Iterator[Hashes]:
    """(bucket, cell), sorted by bucket, to all numbers of one bucket after those of another."""
    number, held = -1, [np.empty(0, dtype=np.uint64)]
    for batch in batches:
        numbers, bounds = unpacked(batch.column(1), np.uint64)
        for row, bucket in enumerate(np.asarray(batch.column(0)).tolist()):
            if bucket != number:
                if len(held) > 1:
                    yield np.concatenate(held)
                number, held = bucket, held[:1]
            held.append(numbers[bounds[row] : bounds[row + 1]])
    if len(held) > 1:
        yield np.concatenate(held)
