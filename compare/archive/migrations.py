"""From nothing to the newest tables: each step leads from one version of the schema to the next."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Callable, Iterator
from importlib.resources import files

from compare.errors import InputError

VERSION = 2
"""The version that this program writes."""


def _create(connection: sqlite3.Connection) -> None:
    schema = files(__package__).joinpath("schema.sql").read_text(encoding="utf-8")
    for statement in statements(schema):
        connection.execute(statement)


def _sum_texts(connection: sqlite3.Connection) -> None:
    """A checksum beside each text: the database itself does not notice another letter in one."""
    connection.execute("ALTER TABLE contents ADD COLUMN checksum INTEGER")
    for number, text in connection.execute("SELECT number, text FROM contents").fetchall():
        connection.execute("UPDATE contents SET checksum = ? WHERE number = ?", (text_sum(text), number))


def text_sum(text: str) -> int:
    """The CRC-32 of a stored text."""
    return zlib.crc32(text.encode())


STEPS: dict[int, Callable[[sqlite3.Connection], None]] = {0: _create, 1: _sum_texts}
"""What leads from a version to the one after it."""


def statements(script: str) -> Iterator[str]:
    """The statements of a script one at a time: run together they would end the open transaction."""
    gathered = ""
    for line in script.splitlines(keepends=True):
        gathered += line
        if sqlite3.complete_statement(gathered):
            yield gathered
            gathered = ""


def version_of(connection: sqlite3.Connection) -> int:
    """The version of the tables; 0 for an empty database."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def check(connection: sqlite3.Connection, name: str) -> None:
    """Raises InputError where the tables are of a newer program, or of an older one that has to go first."""
    version = version_of(connection)
    if version > VERSION:
        raise InputError(
            f"{name} was written by a newer tawatur (tables {version}, this one reads up to {VERSION}); "
            "install the newer one to use it.",
            slug="archive-newer",
        )


def migrate(connection: sqlite3.Connection) -> None:
    """Brings the tables to the newest version, inside the transaction that is open."""
    for version in range(version_of(connection), VERSION):
        STEPS[version](connection)
        connection.execute(f"PRAGMA user_version = {version + 1}")
