"""The event of an account: which accounts of the archive tell the same one, and whom it credits."""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np

from compare.archive.candidates import weights
from compare.archive.migrations import text_sum
from compare.archive.segments import SLOTS, Numbers
from compare.cluster.stories import group_stories
from compare.errors import InputError
from compare.ingest.metadata import complete
from compare.ingest.readers import safe_name
from compare.model.hashed import Hashes, Integers
from compare.model.text import Published, Witness
from compare.normalise.chain import fold
from compare.normalise.words import word_spans
from compare.origins.credited import sources_of
from compare.prepare import prepare

DAYS = 3
"""So many days apart accounts may be candidates for one event."""
_READ = 20_000
"""Letters of a text that are read for its event."""
FEW = 24
"""Up to so many accounts of the days around are all candidates, in whatever language."""
OPENING = 600
"""Letters of a text that tell, with the title, what it is about."""
_TOLD_BY_WORDS, _TOLD_BY_TEXT = 8, 4
_ASKED = 8
"""The heaviest words of title and opening that candidates are searched by."""


def place(connection: sqlite3.Connection, counts: Integers, number: int) -> tuple[str, ...]:
    """Finds the event of a stored witness among accounts of the days around, and stores it; whom it credits.

    Cost: some 5 ms for each of up to 24 accounts, most of it for reading their details.
    """
    near = _near(connection, counts, number)
    accounts = [prepare(complete(witness)) for witness in opening(connection, [number, *near])]
    group = next(group for group in group_stories(accounts) if 0 in group)
    members = sorted([number, *near][at] for at in group)
    agencies = sources_of(accounts[0]).credited
    known = _stories(connection, members)
    story = min(known.values(), default=members[0])
    rows = [(member, story) for member in members if member not in known and member != number]
    connection.executemany("INSERT INTO events VALUES (?, ?, NULL)", rows)
    row = (number, story, "\n".join(agencies))
    connection.execute("INSERT OR REPLACE INTO events VALUES (?, ?, ?)", row)
    return agencies


def told(connection: sqlite3.Connection, number: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The ids of the accounts of a witness's event, and whom it credits; both empty where not asked."""
    row = connection.execute("SELECT story, agencies FROM events WHERE number = ?", (number,)).fetchone()
    if row is None:
        return (), ()
    query = "SELECT id FROM events JOIN witnesses USING (number) WHERE story = ? ORDER BY number"
    ids = tuple(id for (id,) in connection.execute(query, (row[0],)))
    return ids, tuple(name for name in (row[1] or "").split("\n") if name)


def load(connection: sqlite3.Connection, numbers: Sequence[int]) -> list[Witness]:
    """Stored witnesses, in the order asked. Raises InputError where a text is not the one that was stored."""
    query = """
        SELECT number, checksum, id, text, title, outlet, published, basis, language, path, sha256
        FROM witnesses JOIN contents USING (number)
        WHERE number IN (SELECT value FROM json_each(?))"""
    found: dict[int, Witness] = {}
    for number, checksum, *row in connection.execute(query, (json.dumps(list(numbers)),)):
        found[number] = _witness(*row)
        if checksum != text_sum(found[number].text):
            told = f"The archive's text of {safe_name(found[number].id)} is damaged; restore it from a copy."
            raise InputError(told, slug="damaged")
    return [found[number] for number in numbers]


def opening(connection: sqlite3.Connection, numbers: Sequence[int]) -> list[Witness]:
    """Stored witnesses with as much of their texts as tells their event."""
    return [replace(one, text=one.text[:_READ]) for one in load(connection, numbers)]


def _witness(
    id: str,
    text: str,
    title: str | None,
    outlet: str | None,
    published: str | None,
    basis: str,
    language: str | None,
    path: str | None,
    sha256: str,
) -> Witness:
    told = Published(published, "inferred" if basis == "inferred" else "stated" if published else "unknown")
    return Witness(id, text, title, outlet, told, language, path, sha256)


def _stories(connection: sqlite3.Connection, numbers: Iterable[int]) -> dict[int, int]:
    query = "SELECT number, story FROM events WHERE number IN (SELECT value FROM json_each(?))"
    return dict(connection.execute(query, (json.dumps(list(numbers)),)).fetchall())


# ------------------------------------------------------------------------------------------ candidates


def _near(connection: sqlite3.Connection, counts: Integers, number: int) -> list[int]:
    """Accounts that may tell the same event: they share paragraphs or telling words, in the days around."""
    published, title, text = connection.execute(
        "SELECT published, title, text FROM witnesses JOIN contents USING (number) WHERE number = ?",
        (number,),
    ).fetchone()
    first, last = _window(published)
    around = connection.execute(
        """SELECT number FROM witnesses WHERE number <> ? AND (published BETWEEN ? AND ? OR published IS NULL)
           ORDER BY number LIMIT ?""",
        (number, first, last, FEW + 1),
    ).fetchall()
    if len(around) <= FEW:
        return [row[0] for row in around]
    shared = connection.execute(
        """
        SELECT theirs.witness FROM passages AS mine
        JOIN comparisons ON comparisons.passage = mine.number
        JOIN passages AS theirs ON theirs.number = comparisons.earlier
        JOIN witnesses ON witnesses.number = theirs.witness
        WHERE mine.witness = ? AND (witnesses.published BETWEEN ? AND ? OR witnesses.published IS NULL)
        GROUP BY theirs.witness ORDER BY sum(score) DESC, theirs.witness LIMIT ?""",
        (number, first, last, _TOLD_BY_TEXT),
    )
    found = dict.fromkeys(row[0] for row in shared)
    asked = telling_words(f"{title or ''}\n{text[:OPENING]}", text, counts, _ASKED)
    if asked:
        by_words = connection.execute(
            """
            SELECT number FROM (SELECT rowid AS number, bm25(texts, 2.0, 1.0) AS score FROM texts
                                WHERE texts MATCH ?)
            JOIN witnesses USING (number)
            WHERE number <> ? AND (published BETWEEN ? AND ? OR published IS NULL)
            ORDER BY score, number LIMIT ?""",
            (" OR ".join(f'"{word}"' for word in asked), number, first, last, _TOLD_BY_WORDS),
        )
        found |= dict.fromkeys(row[0] for row in by_words)
    return list(found)


def _window(published: str | None) -> tuple[str, str]:
    """The first and last moment of the days around, as text; all times where the day is not known."""
    day = Published(published).date
    if day is None:
        return "", "\U0010ffff"
    around = dt.timedelta(days=DAYS)
    return (day - around).isoformat(), f"{(day + around).isoformat()}~"


def telling_words(opening: str, text: str, counts: Integers, most: int) -> list[str]:
    """The folded words of an account's opening that are rarest in the archive, the rarest first.

    `counts` hold those of the account itself; words that stand nowhere else find nothing.
    """
    hashes, starts, ends = word_spans(opening)
    short = _short(hashes)
    mask = np.uint32(SLOTS - 1)
    own = np.bincount(_short(word_spans(text)[0]) & mask, minlength=SLOTS)
    elsewhere = counts[short & mask] > own[short & mask]
    heavy = weights(counts, short)
    words: dict[str, float] = {}
    for n in np.flatnonzero(elsewhere).tolist():
        word = fold(opening[starts[n] : ends[n]])
        if len(word) > 2 and not word.isdigit():
            words.setdefault(word, float(heavy[n]))
    return sorted(words, key=lambda word: (-round(words[word], 6), word))[:most]


def _short(hashes: Hashes) -> Numbers:
    return (hashes & np.uint64(0xFFFFFFFF)).astype(np.uint32)
