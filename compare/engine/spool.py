"""Numbers that pile up in parts: in memory while they are few, in files from then on."""

from __future__ import annotations

import ctypes
import mmap
import os
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]


class Folder:
    """Where files go: a given folder, or one that is made when it is first needed and goes when closed."""

    def __init__(self, given: Path | None = None) -> None:
        self.given = given
        self._made: tempfile.TemporaryDirectory[str] | None = None

    def __truediv__(self, name: str) -> Path:
        if self.given is not None:
            self.given.mkdir(parents=True, exist_ok=True)
            return self.given / name
        if self._made is None:
            self._made = tempfile.TemporaryDirectory(prefix="tawatur-")
        return Path(self._made.name) / name

    def close(self) -> None:
        if self._made is not None:
            self._made.cleanup()


class Spool:
    """Parts of one kind of number, each appended to in any order; above `limit` bytes they go to files."""

    def __init__(self, folder: Folder, name: str, kind: type[np.generic], parts: int, limit: int) -> None:
        self.kind = np.dtype(kind)
        self._folder, self._name = folder, name
        self._held: list[list[Array]] = [[] for _ in range(parts)]
        self._limit, self._bytes = limit, 0
        self._written = False

    def _path(self, part: int) -> Path:
        return self._folder / f"{self._name}-{part:04d}"

    def add(self, part: int, array: Array) -> None:
        """Appends to a part. The array is kept: give a copy of what is going to change."""
        self._held[part].append(array)
        self._bytes += array.nbytes
        if self._bytes > self._limit:
            self.flush()

    def flush(self, lasting: bool = False) -> None:
        """Writes all that is held to the files, and sees it on the disk where it is to last."""
        for part, held in enumerate(self._held):
            with self._path(part).open("ab" if self._written else "wb") as file:
                for array in held:
                    file.write(np.ascontiguousarray(array).data)
                if lasting:
                    file.flush()
                    os.fsync(file.fileno())
            held.clear()
        self._bytes, self._written = 0, True

    def reopen(self) -> None:
        """Goes on from the files of an earlier run, which had been flushed."""
        self._written = True

    def stored(self) -> int:
        """The bytes in the files; -1 where one of them is not there."""
        try:
            return sum(self._path(part).stat().st_size for part in range(len(self._held)))
        except OSError:
            return -1

    def part(self, part: int) -> Array:
        """All of a part, in the order of appending; what was in memory is let go of."""
        held = self._held[part]
        stored = [np.fromfile(self._path(part), dtype=self.kind)] if self._written else []
        arrays = [*stored, *held] or [np.empty(0, dtype=self.kind)]
        whole = arrays[0] if len(arrays) == 1 else np.concatenate(arrays)
        if not self._written:
            held.clear()
            self._bytes -= whole.nbytes
        return whole

    def remove(self, parts: Iterable[int] | None = None) -> None:
        """Removes the files, or those of some parts, which are not asked for again."""
        for part in range(len(self._held)) if parts is None else parts:
            if self._written:
                self._path(part).unlink(missing_ok=True)

    def mapped(self, part: int = 0) -> Array:
        """A part to read here and there; `let_go` from time to time."""
        if not self._written:
            whole = self.part(part)
            self.add(part, whole)
            return whole
        if self._bytes:
            self.flush()
        if not self._path(part).stat().st_size:
            return np.empty(0, dtype=self.kind)
        return np.memmap(self._path(part), dtype=self.kind, mode="r")


def let_go(array: Array) -> None:
    """Frees the pages of a mapped file that were read; they come back when they are asked for."""
    if isinstance(array, np.memmap) and hasattr(mmap, "MADV_DONTNEED"):
        array._mmap.madvise(mmap.MADV_DONTNEED)  # type: ignore[attr-defined]


def give_back() -> None:
    """Hands freed memory back to the system; glibc keeps what was freed in small pieces."""
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim is not None:
            trim(0)


def write_whole(path: Path, **arrays: Array) -> None:
    """Writes arrays to a file that is there whole or not at all."""
    partial = path.with_name(path.name + ".partial")
    with partial.open("wb") as file:
        np.savez(file, allow_pickle=False, **arrays)
        file.flush()
        os.fsync(file.fileno())
    partial.replace(path)
    settle(path.parent)


def write_text(path: Path, text: str) -> None:
    """Writes a text to a file that is there whole or not at all."""
    partial = path.with_name(path.name + ".partial")
    with partial.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    partial.replace(path)
    settle(path.parent)


def settle(folder: Path) -> None:
    """Brings the folder's list of names to the disk, where the system knows how."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
