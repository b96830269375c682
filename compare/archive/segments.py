"""Segments: files of sorted postings, written once, read through the memory map, merged when many.

A posting is a shingle's key and the number of a passage that holds it, 8 + 4 bytes. A file is a head of 64
bytes, all keys in order, their passages, and how often words stand in the passages (by slot of their hash).
It is written under a temporary name, brought to the disk, and renamed: a name that exists is a whole file.
The numbers are little-endian.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, TypeAlias

import numpy as np
import numpy.typing as npt

from compare.errors import InputError
from compare.model.hashed import Hashes, Integers

Bytes: TypeAlias = npt.NDArray[np.uint8]
Numbers: TypeAlias = npt.NDArray[np.uint32]

SLOTS = 1 << 15
"""Slots of the table that counts words."""
_MAGIC = b"tawatur postings 1\n"
_HEAD = struct.Struct("<24sQQ")
_HEAD_BYTES = 64
_PIECE = 1 << 21
"""Postings of a merge that are in memory at once."""
_FANOUT = 8
"""So many segments of one size become one of the next."""
_SMALLEST = 1 << 16
_STEPS_FROM, _IN_STEP = 1 << 20, 64
"""Postings from which there are steps, and postings in a step."""
_BLOCK = 1 << 16
_STEP = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True, slots=True, eq=False)
class Postings:
    """Postings in the order of their keys, then of their passages; `counts` has their words by slot.

    `steps` has the places where keys with each beginning begin; None where the postings are few.
    """

    keys: Hashes
    passages: Numbers
    counts: Numbers
    steps: Integers | None = None

    def __len__(self) -> int:
        return len(self.keys)

    def places(self, keys: Hashes) -> Integers:
        """Where each key stands first, or would stand: a binary search among keys that begin alike."""
        if self.steps is None:
            return np.searchsorted(self.keys, keys)
        heads = (keys >> _shift(self.steps)).astype(np.int64)
        low, high = self.steps[heads], self.steps[heads + 1]
        while (searched := low < high).any():
            middle = (low + high) >> 1
            before = searched & (self.keys[np.minimum(middle, len(self) - 1)] < keys)
            low = np.where(before, middle + 1, low)
            high = np.where(before, high, middle)
        return low


def with_steps(postings: Postings) -> Postings:
    """The postings with their steps, where they are many: 20 ms for ten million, a third of each search."""
    if len(postings) < _STEPS_FROM:
        return postings
    bits = int(np.log2(len(postings) / _IN_STEP))
    heads = np.arange(1 << bits, dtype=np.uint64) << np.uint64(64 - bits)
    steps = np.append(np.searchsorted(postings.keys, heads), len(postings)).astype(np.int64)
    return replace(postings, steps=steps)


def _shift(steps: Integers) -> np.uint64:
    return np.uint64(64 - (len(steps) - 1).bit_length() + 1)


@dataclass(frozen=True, slots=True)
class Listed:
    """A segment as the database names it."""

    name: str
    postings: int
    checksum: str


def no_postings() -> Postings:
    """None at all."""
    return Postings(np.empty(0, np.uint64), np.empty(0, np.uint32), np.zeros(SLOTS, np.uint32))


def in_order(keys: Hashes, passages: Numbers, counts: Numbers) -> Postings:
    """Postings in any order, sorted."""
    order = np.lexsort((passages, keys))
    return Postings(keys[order], passages[order], counts)


def joined(old: Postings, new: Postings) -> Postings:
    """Both in one, where the passages of `new` come after those of `old`. Linear."""
    if not len(old):
        return Postings(new.keys, new.passages, old.counts + new.counts)
    places = np.searchsorted(old.keys, new.keys, side="right")
    keys = np.insert(old.keys, places, new.keys)
    return Postings(keys, np.insert(old.passages, places, new.passages), old.counts + new.counts)


def packed(postings: Postings) -> bytes:
    """Postings as bytes for the table of waiting ones: the keys, then the passages."""
    return postings.keys.astype("<u8").tobytes() + postings.passages.astype("<u4").tobytes()


def unpacked(content: bytes) -> tuple[Hashes, Numbers]:
    """The keys and passages that `packed` made to bytes."""
    count = len(content) // 12
    return np.frombuffer(content, "<u8", count), np.frombuffer(content, "<u4", count, 8 * count)


# ----------------------------------------------------------------------------------------------- one file


def write(folder: Path, name: str, postings: Postings) -> Listed:
    """A new segment of these postings, on the disk when this returns."""
    return _written(folder, name, len(postings), postings.counts, iter([postings]))


def _written(folder: Path, name: str, count: int, counts: Numbers, pieces: Iterator[Postings]) -> Listed:
    """Writes pieces that follow one another; a failure leaves nothing behind."""
    fresh = folder / f"{name}.new"
    try:
        with fresh.open("w+b") as file:
            _fill(file, count, counts, pieces)
            file.flush()
            os.fsync(file.fileno())
        checksum = checksum_of(_mapped(fresh))
        fresh.replace(folder / name)
        _settle(folder)
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise
    return Listed(name, count, checksum)


def _fill(file: IO[bytes], count: int, counts: Numbers, pieces: Iterator[Postings]) -> None:
    file.write(_HEAD.pack(_MAGIC, count, SLOTS).ljust(_HEAD_BYTES, b"\0"))
    done = 0
    for piece in pieces:
        file.seek(_HEAD_BYTES + 8 * done)
        file.write(piece.keys.astype("<u8", copy=False).tobytes())
        file.seek(_HEAD_BYTES + 8 * count + 4 * done)
        file.write(piece.passages.astype("<u4", copy=False).tobytes())
        done += len(piece)
    file.seek(_HEAD_BYTES + 12 * count)
    file.write(counts.astype("<u4", copy=False).tobytes())


def _settle(folder: Path) -> None:
    """Brings the folder's list of names to the disk, where the system knows how."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def size_of(count: int) -> int:
    """The bytes of a segment of so many postings."""
    return _HEAD_BYTES + 12 * count + 4 * SLOTS


def read(folder: Path, listed: Listed, *, check: bool = True) -> Postings:
    """A segment through the memory map. Raises InputError ("damaged") where the file is not what was written.

    With `check`, all of it is read once to compare its checksum: about 30 ms for a million paragraphs.
    """
    data, fault = _looked_at(folder, listed, check=check)
    if fault is not None:
        raise InputError(
            f"{fault} “tawatur archive repair” builds them anew from the stored texts.", slug="damaged"
        )
    ends = np.cumsum([_HEAD_BYTES, 8 * listed.postings, 4 * listed.postings]).tolist()
    keys, passages = data[ends[0] : ends[1]].view("<u8"), data[ends[1] : ends[2]].view("<u4")
    return with_steps(Postings(keys, passages, data[ends[2] :].view("<u4").copy()))


def fault_of(folder: Path, listed: Listed, *, check: bool = True) -> str | None:
    """What is wrong with a segment, in one sentence; None where nothing is."""
    return _looked_at(folder, listed, check=check)[1]


def _looked_at(folder: Path, listed: Listed, *, check: bool) -> tuple[Bytes, str | None]:
    path, nothing = folder / listed.name, np.empty(0, np.uint8)
    try:
        size = path.stat().st_size
        if size != size_of(listed.postings):
            wanted = size_of(listed.postings)
            return (
                nothing,
                f"The postings in {listed.name} are damaged: {size:,} bytes instead of {wanted:,}.",
            )
        data = _mapped(path)
        if check and checksum_of(data) != listed.checksum:
            return nothing, f"The postings in {listed.name} are damaged: the checksum is another."
    except FileNotFoundError:
        return nothing, f"The postings in {listed.name} are damaged: the file is missing."
    except OSError as error:
        reason = error.strerror or "the system refused"
        return nothing, f"The postings in {listed.name} cannot be read: {reason}."
    return data, None


def _mapped(path: Path) -> Bytes:
    """The bytes of a file through the memory map; as a plain array, of which a slice costs less."""
    return np.memmap(path, np.uint8, "r").view(np.ndarray)


def checksum_of(data: Bytes) -> str:
    """A sum that flipped and lost bytes change, and blocks in another place; no help against malice.

    The sums of blocks of 64-bit words, as digits of a number in an odd base modulo 2^64.
    """
    total = np.zeros(1, dtype=np.uint64)
    for at in range(0, len(data), 8 * _BLOCK):
        block = data[at : at + 8 * _BLOCK]
        size = len(block)
        if size % 8:
            block = np.append(block, np.zeros(-size % 8, np.uint8))
        total *= _STEP
        total += block.view("<u8").sum(dtype=np.uint64) + np.uint64(size)
        total ^= total >> np.uint64(29)
    return f"{int(total[0]):016x}"


# ----------------------------------------------------------------------------------------------- merging


def tier(count: int) -> int:
    """The size class of a segment: each is eight times the one below.

    >>> [tier(count) for count in (10, 65536, 600_000, 5_000_000)]
    [0, 0, 1, 2]
    """
    found = 0
    while count >= _SMALLEST * _FANOUT:
        count //= _FANOUT
        found += 1
    return found


def to_merge(listed: Sequence[Listed]) -> tuple[Listed, ...]:
    """The eight oldest segments of the smallest size class that has so many; empty where none has."""
    for size in sorted({tier(segment.postings) for segment in listed}):
        same = sorted((s for s in listed if tier(s.postings) == size), key=lambda segment: segment.name)
        if len(same) >= _FANOUT:
            return tuple(same[:_FANOUT])
    return ()


def merge(folder: Path, name: str, listed: Sequence[Listed]) -> Listed:
    """One new segment with the postings of several; the old files stay. Memory: some 60 MB at any size.

    The inputs are checked: damage is not carried on.
    """
    parts = [read(folder, segment) for segment in listed]
    total = sum(len(part) for part in parts)
    counts: Numbers = np.stack([part.counts for part in parts]).sum(axis=0, dtype=np.uint32)
    return _written(folder, name, total, counts, _ranges(parts, total))


def _ranges(parts: Sequence[Postings], total: int) -> Iterator[Postings]:
    """All postings in order, one range of keys after the other: keys are hashes, spread evenly."""
    pieces = max(1, total // _PIECE)
    edges = [(at << 64) // pieces for at in range(1, pieces)]
    limits = np.array(edges, dtype=np.uint64)
    cuts: list[Integers] = [
        np.concatenate(([0], np.searchsorted(part.keys, limits), [len(part)])) for part in parts
    ]
    for at in range(pieces):
        slices = [slice(int(cut[at]), int(cut[at + 1])) for cut in cuts]
        keys = np.concatenate([part.keys[s] for part, s in zip(parts, slices, strict=True)])
        passages = np.concatenate([part.passages[s] for part, s in zip(parts, slices, strict=True)])
        # Stable: it finds the runs that are in order already.
        order = np.argsort(keys, kind="stable")
        in_turn, theirs = keys[order], passages[order]
        if ((in_turn[1:] == in_turn[:-1]) & (theirs[1:] < theirs[:-1])).any():
            order = np.lexsort((passages, keys))
        yield Postings(keys[order], passages[order], parts[0].counts)
