"""What a witness leaves in the tables when it is stored."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from compare.archive.finding import Met
from compare.archive.migrations import text_sum
from compare.archive.reading import Account, Paragraphs
from compare.model.text import Witness

NEXT = "SELECT coalesce(max(number), 0) + 1 FROM {}"
"""The next number of a table."""


def known(connection: sqlite3.Connection, account: Account) -> tuple[int, str] | None:
    """The number and the id under which an account is stored already; None where it is new."""
    query = "SELECT number, id FROM witnesses WHERE mark = ?"
    row = connection.execute(query, (account.mark,)).fetchone()
    return None if row is None else (row[0], row[1])


def insert(connection: sqlite3.Connection, account: Account) -> tuple[int, str]:
    """Stores a witness with its text; the number and the id that it has there."""
    witness = account.witness
    number = connection.execute(NEXT.format("witnesses")).fetchone()[0]
    id = witness.id
    while connection.execute("SELECT 1 FROM witnesses WHERE id = ?", (id,)).fetchone():
        id = f"{id}-{number}"
    connection.execute(
        "INSERT INTO witnesses VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (number, id, account.mark, *_columns(witness)),
    )
    connection.execute(
        "INSERT INTO contents VALUES (?, ?, ?)", (number, witness.text, text_sum(witness.text))
    )
    row = (number, account.title, account.body)
    connection.execute("INSERT INTO texts (rowid, title, body) VALUES (?, ?, ?)", row)
    return number, id


def _columns(witness: Witness) -> tuple[str | None, ...]:
    told = (witness.published.value, witness.published.basis, witness.language, witness.path)
    return (witness.sha256, witness.title, witness.outlet, *told)


def insert_passages(
    connection: sqlite3.Connection,
    accounts: Sequence[Account],
    numbers: Sequence[int],
    asked: Paragraphs,
    first: int,
) -> None:
    """Stores the paragraphs of some accounts: their places, and their words out of `asked`."""
    words = asked.words.astype("<u4").tobytes()
    edges = (4 * asked.starts).tolist()
    places = [(n, span) for n, account in zip(numbers, accounts, strict=True) for span in account.spans]
    connection.executemany(
        "INSERT INTO passages VALUES (?, ?, ?, ?, ?)",
        (
            (first + at, number, span.start, span.end, words[edges[at] : edges[at + 1]])
            for at, (number, span) in enumerate(places)
        ),
    )


def insert_comparisons(connection: sqlite3.Connection, met: Met, first: int) -> None:
    """Stores what the paragraphs numbered from `first` met."""
    rows = zip((met.holders + first).tolist(), met.passages.tolist(), met.scores.tolist(), strict=True)
    connection.executemany("INSERT INTO comparisons VALUES (?, ?, ?)", rows)
