"""How an archive is, and what makes it whole again."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from compare.archive import segments
from compare.archive.database import FILE
from compare.archive.finding import damaged
from compare.archive.index import enlist, grow, listed_in, name_for
from compare.archive.migrations import text_sum, version_of
from compare.archive.reading import paragraphs_in
from compare.ingest.readers import safe_name
from compare.model.archived import Info
from compare.normalise.words import words_of

_AT_ONCE = 50_000
"""Paragraphs of a segment that is built anew."""


def info(connection: sqlite3.Connection, path: Path, folder: Path, *, thorough: bool) -> Info:
    """Counts and sizes, and what is damaged: `thorough` reads all of the database too."""
    listed = listed_in(connection)
    damage = [fault for segment in listed if (fault := segments.fault_of(folder, segment)) is not None]
    if thorough:
        found = [row[0] for row in connection.execute("PRAGMA quick_check(5)")]
        damage += [f"The database {FILE} is damaged: {fault}." for fault in found if fault != "ok"]
        rows = connection.execute(
            "SELECT id, text, checksum FROM witnesses JOIN contents USING (number) ORDER BY number"
        )
        damage += [
            f"The text of {safe_name(id)} is damaged." for id, text, told in rows if told != text_sum(text)
        ]
    waiting = _one(connection, "SELECT coalesce(sum(postings), 0) FROM waiting")
    held = tuple((segment.name, segment.postings) for segment in listed)
    first, last = connection.execute("SELECT min(published), max(published) FROM witnesses").fetchone()
    return Info(
        path=str(path),
        schema_version=version_of(connection),
        witnesses=_one(connection, "SELECT count(*) FROM witnesses"),
        passages=_one(connection, "SELECT coalesce(max(number), 0) FROM passages"),
        postings=waiting + sum(count for _, count in held),
        waiting=waiting,
        segments=held,
        bytes_database=sum(_size(path / f"{FILE}{end}") for end in ("", "-wal")),
        bytes_segments=sum(_size(folder / name) for name, _ in held),
        comparisons=_one(connection, "SELECT count(*) FROM comparisons"),
        first_published=first,
        last_published=last,
        damage=tuple(damage),
    )


def _one(connection: sqlite3.Connection, query: str) -> int:
    return int(connection.execute(query).fetchone()[0])


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def rebuild(connection: sqlite3.Connection, folder: Path) -> int:
    """Builds all segments anew from the stored texts, inside the transaction that is open; how many postings.

    The old files stay until the new ones count.
    """
    folder.mkdir(exist_ok=True)
    connection.execute("DELETE FROM segments")
    connection.execute("DELETE FROM waiting")
    total = 0
    for first, texts in _texts(connection):
        found = paragraphs_in(words_of(texts)).postings(first)
        listed = segments.write(folder, name_for(connection), found)
        enlist(connection, listed)
        total += listed.postings
    last = _one(connection, "SELECT coalesce(max(number), 0) FROM passages")
    connection.execute("UPDATE state SET value = ? WHERE name = 'counted'", (last,))
    grow(connection, "revision")
    return total


def passages(connection: sqlite3.Connection) -> Iterator[tuple[int, str]]:
    """Every paragraph with its number, in order. One account is held at a time."""
    query = """SELECT passages.number, start, stop, witness FROM passages ORDER BY passages.number"""
    held, text = 0, ""
    for number, start, stop, witness in connection.execute(query):
        if witness != held:
            row = connection.execute("SELECT text FROM contents WHERE number = ?", (witness,)).fetchone()
            if row is None:
                raise damaged()
            held, text = witness, row[0]
        yield number, text[start:stop]


def _texts(connection: sqlite3.Connection) -> Iterator[tuple[int, list[str]]]:
    """The paragraphs in batches, each with the number of its first."""
    first, batch = 1, list[str]()
    for number, text in passages(connection):
        if not batch:
            first = number
        batch.append(text)
        if len(batch) == _AT_ONCE:
            yield first, batch
            batch = []
    if batch:
        yield first, batch
