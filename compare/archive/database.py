"""The database of an archive: opened, locked for one writer at a time, its failures put into one sentence."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from compare.archive import migrations
from compare.errors import CompareError, InputError, OutputError
from compare.ingest.readers import safe_name

FILE = "archive.sqlite"
SEGMENTS = "segments"
_APPLICATION = 0x54575452
"""Says in the head of the file whose it is."""
_CACHE_KIB = 64_000
_LOG_BYTES = 16_000_000
_MAPPED_BYTES = 2_000_000_000
"""As much of the database is read through the memory map: rows here and there cost a sixth."""
_BEFORE_TELLING = 1.0
"""Seconds of waiting for another writer before it is told."""


class Database:
    """The connection of one process to the database in an archive's folder."""

    def __init__(self, folder: Path, *, create: bool, timeout: float) -> None:
        self.folder = folder
        self.name = safe_name(str(folder))
        self.timeout = timeout
        self.waiting: Callable[[], None] | None = None
        with self.speaking():
            self.connection = self._opened(create)

    def close(self) -> None:
        self.connection.close()

    # ------------------------------------------------------------------------------------------ opening

    def _opened(self, create: bool) -> sqlite3.Connection:
        file = self.folder / FILE
        if not file.is_file():
            self._refuse_foreign(create)
            self.folder.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(self._address(), uri=True, timeout=self.timeout, isolation_level=None)
        try:
            connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
            connection.execute(f"PRAGMA journal_size_limit = {_LOG_BYTES}")
            connection.execute(f"PRAGMA mmap_size = {_MAPPED_BYTES}")
            # Each transaction is brought to the disk before it counts as done.
            connection.execute("PRAGMA synchronous = FULL")
            migrations.check(connection, self.name)
            if migrations.version_of(connection) < migrations.VERSION:
                self._prepare(connection, create)
            elif connection.execute("PRAGMA application_id").fetchone()[0] != _APPLICATION:
                raise self._foreign()
        except BaseException:
            connection.close()
            raise
        return connection

    def _refuse_foreign(self, create: bool) -> None:
        if self.folder.is_file():
            raise InputError(f"{self.name} is a file; an archive is a folder.", slug="not-an-archive")
        if not create:
            raise InputError(f"{self.name} holds no archive.", slug="no-archive")
        if self.folder.is_dir() and any(self.folder.iterdir()):
            raise InputError(
                f"{self.name} holds other files and no archive; name a new or an empty folder.",
                slug="not-an-archive",
            )

    def _foreign(self) -> InputError:
        return InputError(f"{self.name}: {FILE} is not the database of an archive.", slug="not-an-archive")

    def _damaged(self) -> InputError:
        message = f"{self.name}: the database {FILE} is damaged; restore it from a copy."
        return InputError(message, slug="damaged")

    def _address(self) -> str:
        """The file as SQLite is told; one on a read-only disk that nobody is writing to is read as it is."""
        file = self.folder / FILE
        address = file.resolve().as_uri()
        log = file.with_name(f"{FILE}-wal")
        if file.is_file() and not _writable(self.folder) and not log.exists():
            return f"{address}?mode=ro&immutable=1"
        return address

    def _prepare(self, connection: sqlite3.Connection, create: bool) -> None:
        """Makes the tables, or brings them to this version; of two processes at once one waits."""
        version = migrations.version_of(connection)
        held = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        if version == 0 and held:
            raise self._foreign()
        if version == 0 and not create:
            raise InputError(f"{self.name} holds no archive.", slug="no-archive")
        self._log_ahead(connection)
        connection.execute("BEGIN IMMEDIATE")
        try:
            migrations.migrate(connection)
            connection.execute(f"PRAGMA application_id = {_APPLICATION}")
            connection.execute("COMMIT")
        except BaseException:
            with suppress(sqlite3.Error):
                connection.execute("ROLLBACK")
            raise
        (self.folder / SEGMENTS).mkdir(exist_ok=True)

    def _log_ahead(self, connection: sqlite3.Connection) -> None:
        """Lets readers read while one process writes. SQLite does not wait by itself for this change."""
        until = time.monotonic() + self.timeout
        while True:
            try:
                connection.execute("PRAGMA journal_mode = WAL")
                return
            except sqlite3.OperationalError as error:
                if (
                    _code(error) not in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
                    or time.monotonic() > until
                ):
                    raise
                time.sleep(0.02)

    # ------------------------------------------------------------------------------------- transactions

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A transaction of the one writer; another process waits here, up to `timeout` seconds.

        All of it is on the disk when this returns, or none of it is there.
        """
        with self.speaking():
            self._begin()
            try:
                yield self.connection
                self.connection.execute("COMMIT")
            except BaseException:
                with suppress(sqlite3.Error):
                    if self.connection.in_transaction:
                        self.connection.execute("ROLLBACK")
                raise

    def _begin(self) -> None:
        first = min(_BEFORE_TELLING, self.timeout)
        self.connection.execute(f"PRAGMA busy_timeout = {round(1000 * first)}")
        try:
            self.connection.execute("BEGIN IMMEDIATE")
            return
        except sqlite3.OperationalError as error:
            if _code(error) != sqlite3.SQLITE_BUSY or first >= self.timeout:
                raise
        finally:
            self.connection.execute(f"PRAGMA busy_timeout = {round(1000 * self.timeout)}")
        if self.waiting is not None:
            self.waiting()
        self.connection.execute("BEGIN IMMEDIATE")

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A transaction that sees the archive as it is now, whatever others write meanwhile."""
        with self.speaking():
            self.connection.execute("BEGIN")
            try:
                yield self.connection
            finally:
                with suppress(sqlite3.Error):
                    if self.connection.in_transaction:
                        self.connection.execute("ROLLBACK")

    @contextmanager
    def speaking(self) -> Iterator[None]:
        """Failures of the database and of the disk as errors of one sentence."""
        try:
            yield
        except CompareError:
            raise
        except sqlite3.Error as error:
            raise self._told(error) from error
        except UnicodeDecodeError as error:
            # The driver cannot even tell its error where a name in the damaged tables is no text.
            raise self._damaged() from error
        except OSError as error:
            reason = error.strerror or "the system refused"
            raise OutputError(f"{self.name} cannot be written: {reason}.", slug="unwritable") from error

    def _told(self, error: sqlite3.Error) -> CompareError:
        code = _code(error)
        if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            message = f"{self.name}: another process is writing to it; waited {self.timeout:g} seconds."
            return OutputError(message, slug="archive-busy")
        if code == sqlite3.SQLITE_NOTADB:
            return self._foreign()
        # Bytes that are no text: the driver's own error, without a code.
        if code == sqlite3.SQLITE_CORRUPT or (not code and "decode" in str(error)):
            return self._damaged()
        if code in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM):
            return InputError(f"{self.name}: {FILE} cannot be opened.", slug="unreadable")
        reasons = {
            sqlite3.SQLITE_FULL: "the disk is full; what was stored before is kept",
            sqlite3.SQLITE_IOERR: "the disk refuses; what was stored before is kept",
            sqlite3.SQLITE_READONLY: "the folder is read-only",
            sqlite3.SQLITE_TOOBIG: "a text is too large",
        }
        reason = reasons.get(code, f"the database says “{error}”")
        return OutputError(f"{self.name} cannot be written: {reason}.", slug="unwritable")


def _code(error: sqlite3.Error) -> int:
    """The primary result code; 0 where the error is of another kind."""
    return int(getattr(error, "sqlite_errorcode", 0) or 0) & 0xFF


def _writable(folder: Path) -> bool:
    return os.access(folder, os.W_OK)
