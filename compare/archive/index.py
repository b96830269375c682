"""The postings as one process sees them: segments through the memory map, waiting ones in memory."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import numpy as np

from compare.archive import segments
from compare.archive.segments import SLOTS, Listed, Postings
from compare.model.hashed import Integers

WAITING = 1 << 16
"""Postings that wait in the database until they become a segment: 786 kB."""


class Index:
    """What the database says about postings, read again when its revision has grown."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._opened: dict[Listed, Postings] = {}
        self.forget()

    def forget(self) -> None:
        """Reads anew on the next use; what was taken in but not stored is gone."""
        self.revision = -1
        self.waiting = segments.no_postings()
        self.listed: tuple[Listed, ...] = ()

    @property
    def parts(self) -> list[Postings]:
        return [*(self._opened[listed] for listed in self.listed), self.waiting]

    @property
    def counts(self) -> Integers:
        """How often words stand in all paragraphs, by slot."""
        counts: Integers = self.waiting.counts.astype(np.int64)
        for listed in self.listed:
            counts += self._opened[listed].counts
        return counts

    def refresh(self, connection: sqlite3.Connection) -> None:
        """Takes in what has changed. Raises InputError ("damaged") for a segment that is not as written."""
        revision = state(connection, "revision")
        if revision == self.revision:
            return
        listed = listed_in(connection)
        opened = {
            segment: self._opened.get(segment) or segments.read(self.folder, segment) for segment in listed
        }
        self._opened, self.listed = opened, listed
        self.waiting = _waiting_in(connection)
        self.revision = revision

    def take(self, postings: Postings) -> None:
        """Adds postings in memory, of passages with higher numbers than any before."""
        self.waiting = segments.joined(self.waiting, postings)

    def store(self, connection: sqlite3.Connection, fresh: list[Postings]) -> None:
        """Puts what was taken into the transaction: as a row, or as a segment where enough are waiting."""
        if len(self.waiting) < WAITING:
            if fresh:
                new = segments.in_order(
                    np.concatenate([part.keys for part in fresh]),
                    np.concatenate([part.passages for part in fresh]),
                    fresh[0].counts,
                )
                row = (len(new), segments.packed(new))
                connection.execute("INSERT INTO waiting (postings, content) VALUES (?, ?)", row)
        else:
            self._flush(connection)
        self.revision = grow(connection, "revision")

    def _flush(self, connection: sqlite3.Connection) -> None:
        self.folder.mkdir(exist_ok=True)
        listed = segments.write(self.folder, name_for(connection), self.waiting)
        enlist(connection, listed)
        connection.execute("DELETE FROM waiting")
        last = connection.execute("SELECT coalesce(max(number), 0) FROM passages").fetchone()[0]
        connection.execute("UPDATE state SET value = ? WHERE name = 'counted'", (last,))
        self._opened[listed] = segments.read(self.folder, listed, check=False)
        self.listed = (*self.listed, listed)
        self.waiting = segments.no_postings()


def state(connection: sqlite3.Connection, name: str) -> int:
    return int(connection.execute("SELECT value FROM state WHERE name = ?", (name,)).fetchone()[0])


def grow(connection: sqlite3.Connection, name: str) -> int:
    """One more, and the new value."""
    connection.execute("UPDATE state SET value = value + 1 WHERE name = ?", (name,))
    return state(connection, name)


def name_for(connection: sqlite3.Connection) -> str:
    """The name of a new segment; none is given twice."""
    number = state(connection, "next")
    grow(connection, "next")
    return f"{number:08d}.postings"


def listed_in(connection: sqlite3.Connection) -> tuple[Listed, ...]:
    rows = connection.execute("SELECT name, postings, checksum FROM segments ORDER BY name")
    return tuple(Listed(*row) for row in rows)


def enlist(connection: sqlite3.Connection, listed: Listed) -> None:
    row = (listed.name, listed.postings, listed.checksum)
    connection.execute("INSERT INTO segments VALUES (?, ?, ?)", row)


def _waiting_in(connection: sqlite3.Connection) -> Postings:
    rows = [row[0] for row in connection.execute("SELECT content FROM waiting ORDER BY number")]
    both = [segments.unpacked(row) for row in rows]
    counted = state(connection, "counted")
    words = b"".join(
        row[0] for row in connection.execute("SELECT words FROM passages WHERE number > ?", (counted,))
    )
    slots = np.frombuffer(words, "<u4") & np.uint32(SLOTS - 1)
    counts = np.bincount(slots, minlength=SLOTS).astype(np.uint32)
    return segments.in_order(
        np.concatenate([np.empty(0, np.uint64), *(keys for keys, _ in both)]),
        np.concatenate([np.empty(0, np.uint32), *(passages for _, passages in both)]),
        counts,
    )


def sweep(folder: Path, listed: tuple[Listed, ...]) -> None:
    """Removes files that the database does not name: a writer was stopped before it was done.

    For the one writer only: another one's new file would not be named yet.
    """
    if folder.is_dir():
        known = {segment.name for segment in listed}
        remove([path for path in sorted(folder.iterdir()) if _is_ours(path) and path.name not in known])


def _is_ours(path: Path) -> bool:
    return path.name.endswith((".postings", ".postings.new")) and path.is_file()


def remove(paths: Iterable[Path]) -> None:
    """Removes files; those that a reader still maps, on a system that minds, wait for the next sweep."""
    for path in paths:
        with suppress(OSError):
            path.unlink(missing_ok=True)
