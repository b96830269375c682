"""The archive itself: one folder, one writer at a time, many readers."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from itertools import chain, islice
from pathlib import Path
from types import TracebackType

import numpy as np

from compare.archive import care, entry, finding, gathering, search, segments
from compare.archive import events as event
from compare.archive.database import SEGMENTS, Database
from compare.archive.finding import find
from compare.archive.index import Index, enlist, grow, name_for, remove, state, sweep
from compare.archive.reading import Account, clean, paragraphs_of, read_account
from compare.archive.segments import Postings
from compare.errors import CompareError, InputError
from compare.ingest.readers import safe_name
from compare.model.archived import Added, Arrival, Hit, Info, Repeat
from compare.model.text import Span, Witness
from compare.settings import Settings

_BATCH_PASSAGES, _BATCH_LETTERS = 50_000, 40_000_000
"""A transaction ends when its accounts have so many paragraphs, or letters."""
_FEW = 20
"""Accounts of one call up to which their events are asked without being told to."""
_CHUNK = 2000
"""Paragraphs that are looked up at once."""


class Archive:
    """Witnesses in a folder, with their paragraphs, full text and comparisons.

    What `add` has returned survives the end of the process at any moment. Each transaction is also brought to
    the disk (fsync); how far that outlives a loss of power is up to the disk and its system. One process
    writes at a time, others wait for it up to `timeout` seconds; readers never wait, and see what was stored
    when they ask. One object belongs to one thread.
    """

    def __init__(
        self,
        path: str | os.PathLike[str],
        create: bool = True,
        settings: Settings | None = None,
        *,
        timeout: float = 60.0,
    ) -> None:
        """Opens the archive in a folder, or makes one where the folder is new or empty and `create` is true.

        Raises `InputError` with one sentence for a folder or file that is no archive, and for an archive of a
        newer program.
        """
        self.path = Path(path)
        self.settings = settings or Settings()
        self._database = Database(self.path, create=create, timeout=timeout)
        self._index = Index(self.path / SEGMENTS)
        self._swept = False

    def __enter__(self) -> Archive:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Closes the files. Nothing waits to be written."""
        self._database.close()

    def when_waiting(self, tell: Callable[[], None] | None) -> None:
        """`tell` is called once whenever another process has been writing for a second."""
        self._database.waiting = tell

    # ------------------------------------------------------------------------------------------- adding

    def add(self, witnesses: Witness | Iterable[Witness], *, events: bool | None = None) -> list[Added]:
        """Stores witnesses; what each met there, in order.

        One that is there already (same content, outlet and date) is told and not stored again; one without a
        word is not stored. An id that is taken gets a number behind it. All are on the disk when this
        returns; in between, transactions of some 50,000 paragraphs are. `events` asks for the story and the
        agencies of each, at some 100 ms; left open, it is done for up to 20 accounts, and `stories` does the
        others at once.
        """
        return list(
            self.add_each([witnesses] if isinstance(witnesses, Witness) else witnesses, events=events)
        )

    def add_each(self, witnesses: Iterable[Witness], *, events: bool | None = None) -> Iterator[Added]:
        """As `add`, for any number of witnesses: each is given back when it is on the disk."""
        waiting = iter(witnesses)
        first = list(islice(waiting, _FEW + 1))
        placed = len(first) <= _FEW if events is None else events
        least = self.settings.reuse_words
        accounts = (read_account(witness, least) for witness in chain(first, waiting))
        while batch := list(_batch(accounts)):
            yield from self._add_batch(batch, placed)

    def _add_batch(self, accounts: Sequence[Account], placed: bool) -> list[Added]:
        try:
            with self._database.writing() as connection:
                self._ready(connection)
                results: list[Added] = []
                fresh: list[Postings] = []
                for chunk in _chunks(accounts):
                    results += self._add_chunk(connection, chunk, fresh, placed)
                if fresh:
                    self._index.store(connection, fresh)
        except BaseException:
            self._index.forget()
            raise
        # All is stored: what keeps segments from being merged can wait for the next addition.
        with suppress(CompareError):
            self._merge()
        return results

    def _ready(self, connection: sqlite3.Connection) -> None:
        """The writer's view of the segments; files that a stopped writer left are removed, once."""
        self._index.refresh(connection)
        if not self._swept:
            sweep(self._index.folder, self._index.listed)
            self._swept = True

    def _add_chunk(
        self, connection: sqlite3.Connection, accounts: Sequence[Account], fresh: list[Postings], placed: bool
    ) -> list[Added]:
        results: list[Added | None] = []
        new: list[Account] = []
        stored: list[tuple[int, str]] = []
        first = connection.execute(entry.NEXT.format("passages")).fetchone()[0]
        before: list[int] = []
        number = first
        for account in accounts:
            known = entry.known(connection, account)
            if known is not None or not account.body:
                empty = Added(account.witness.id, Arrival.EMPTY)
                results.append(self._told_again(connection, *known) if known else empty)
                continue
            stored.append(entry.insert(connection, account))
            new.append(account)
            before += [number] * len(account.spans)
            number += len(account.spans)
            results.append(None)
        if not new:
            return [result for result in results if result is not None]
        asked = paragraphs_of(new)
        entry.insert_passages(connection, new, [number for number, _ in stored], asked, first)
        postings = asked.postings(first)
        self._index.take(postings)
        fresh.append(postings)
        met = find(connection, self._index, asked, np.array(before, dtype=np.int64))
        entry.insert_comparisons(connection, met, first)
        rows = zip(new, stored, finding.told(connection, new, met), strict=True)
        entered: list[Added] = []
        for account, (stored_as, id), (earlier, origins) in rows:
            agencies = event.place(connection, self._index.counts, stored_as) if placed else ()
            entered.append(
                Added(id, Arrival.ADDED, len(account.spans), earlier, origins, agencies, (id,) * placed)
            )
        if placed:
            entered = [
                replace(one, story=event.told(connection, n)[0])
                for one, (n, _) in zip(entered, stored, strict=True)
            ]
        newcomers = iter(entered)
        return [result or next(newcomers) for result in results]

    def _told_again(self, connection: sqlite3.Connection, number: int, id: str) -> Added:
        spans = connection.execute("SELECT start, stop FROM passages WHERE witness = ?", (number,))
        paragraphs = [Span(*row) for row in spans]
        earlier = finding.stored(connection, number)
        origins = finding.origins(earlier, paragraphs)
        story, agencies = event.told(connection, number)
        return Added(id, Arrival.KNOWN, len(paragraphs), earlier, origins, agencies, story)

    def _merge(self) -> None:
        """Merges segments while eight of one size are there; the old files go when the new one counts."""
        while segments.to_merge(self._index.listed):
            with self._database.writing() as connection:
                self._index.refresh(connection)
                old = segments.to_merge(self._index.listed)
                if old:
                    new = segments.merge(self._index.folder, name_for(connection), old)
                    names = [(one.name,) for one in old]
                    connection.executemany("DELETE FROM segments WHERE name = ?", names)
                    enlist(connection, new)
                    grow(connection, "revision")
            # By name, not by a sweep: another process may be writing the next segment already.
            remove([self._index.folder / one.name for one in old])
            with self._seeing():
                pass

    # ---------------------------------------------------------------------------------------- looking up

    @contextmanager
    def _seeing(self) -> Iterator[sqlite3.Connection]:
        """A transaction that reads, with the index as it is in it.

        A writer may merge and remove segments between the two; then the newer ones are looked at.
        """
        seen = -1
        while True:
            with self._database.reading() as connection:
                revision = state(connection, "revision")
                try:
                    self._index.refresh(connection)
                except InputError:
                    if revision == seen:
                        raise
                    seen = revision
                    continue
                yield connection
                return

    def look_up(self, text: str | Witness) -> Added:
        """What an account would meet: earlier paragraphs and origins. Nothing is stored."""
        witness = text if isinstance(text, Witness) else Witness.from_text(text)
        account = read_account(witness, self.settings.reuse_words, full=False)
        asked = paragraphs_of([account])
        with self._seeing() as connection:
            last = connection.execute(entry.NEXT.format("passages")).fetchone()[0]
            met = find(connection, self._index, asked, np.full(len(asked), last))
            earlier, origins = finding.told(connection, [account], met)[0]
        return Added(
            account.witness.id,
            Arrival.LOOKED_UP,
            paragraphs=len(account.spans),
            earlier=earlier,
            origins=origins,
        )

    def search(self, query: str, limit: int = 20) -> list[Hit]:
        """The accounts that hold every word of the query, the most relevant first (BM25).

        Words meet whatever their spelling that folding drops; "several words" in quotation marks meet in that
        order, and word* meets every word that begins so. Nothing else has a meaning; a query without a word
        finds nothing.
        """
        with self._database.reading() as connection:
            return search.search(connection, query, limit)

    def newest(self, limit: int = 20, skip: int = 0) -> list[Hit]:
        """The accounts that were stored last, without the first `skip` of them; each with how it begins."""
        with self._database.reading() as connection:
            return search.newest(connection, limit, skip)

    # -------------------------------------------------------------------------------------- the whole of it

    def duplicates(self, threshold: float = 0.7) -> Iterator[Repeat]:
        """The pairs of paragraphs of the archive that are nearly the same, in the order of the earlier one.

        Cost: that of `find_duplicates` over all stored paragraphs. Of many identical ones not all pairs are
        there, but a chain through all of them.
        """
        from compare.engine.local import find_duplicates

        numbers: list[int] = []

        def texts(connection: sqlite3.Connection) -> Iterator[str]:
            numbers.clear()
            for number, text in care.passages(connection):
                numbers.append(number)
                yield text

        with self._database.reading() as connection:
            first, second, scores = find_duplicates(texts(connection), threshold, self.settings).pairs
        for at in range(0, len(first), _CHUNK):
            some = slice(at, at + _CHUNK)
            earlier = [numbers[i] for i in first[some].tolist()]
            later = [numbers[i] for i in second[some].tolist()]
            # Stored paragraphs never change: nothing is held open between two lots.
            with self._database.reading() as connection:
                pairs = finding.pairs(connection, earlier, later, scores[some].tolist())
            yield from pairs

    def stories(self, progress: Callable[[int, int], None] | None = None) -> list[list[str]]:
        """The ids of the accounts of each event, every account once; events by their first account.

        Accounts that no call has placed yet are grouped now (some 5 ms each), with the candidates beside
        them. That is stored as it goes: a call that is stopped has not worked in vain.
        """
        with self._seeing() as connection:
            groups = gathering.groups_to_place(connection, self._index.counts)
        done, total = 0, sum(map(len, groups))
        for lot in gathering.lots(groups):
            with self._database.reading() as connection:
                found = gathering.placed(connection, lot)
            with self._database.writing() as connection:
                gathering.keep(connection, found)
            done += len(found)
            if progress is not None:
                progress(done, total)
        with self._database.reading() as connection:
            return gathering.listed(connection)

    def witnesses(self, ids: Sequence[str]) -> list[Witness]:
        """Stored witnesses by id: texts as they were handed in, and what was known, without marks and notes.

        Raises InputError for an id that is not there.
        """
        with self._database.reading() as connection:
            numbers: list[int] = []
            for id in ids:
                row = connection.execute("SELECT number FROM witnesses WHERE id = ?", (clean(id),)).fetchone()
                if row is None:
                    raise InputError(f"The archive holds no account {safe_name(id)}.", slug="missing")
                numbers.append(row[0])
            return event.load(connection, numbers)

    def info(self, *, thorough: bool = False) -> Info:
        """Counts, sizes, and what is damaged; `thorough` reads the whole database for that as well."""
        with self._database.reading() as connection:
            return care.info(connection, self.path, self._index.folder, thorough=thorough)

    def repair(self) -> Info:
        """Builds the postings anew from the stored texts, whatever state their files are in."""
        self._index.forget()
        with self._database.writing() as connection:
            care.rebuild(connection, self._index.folder)
        self._index.forget()
        with self._database.writing() as connection:
            self._index.refresh(connection)
            sweep(self._index.folder, self._index.listed)
        self._merge()
        return self.info()


def _batch(accounts: Iterator[Account]) -> Iterator[Account]:
    """The accounts of the next transaction."""
    passages = letters = 0
    for account in accounts:
        yield account
        passages += len(account.spans)
        letters += len(account.body)
        if passages >= _BATCH_PASSAGES or letters >= _BATCH_LETTERS:
            return


def _chunks(accounts: Sequence[Account]) -> Iterator[list[Account]]:
    waiting = iter(accounts)
    while chunk := list(islice(waiting, 1)):
        held = len(chunk[0].spans)
        while held < _CHUNK and (more := next(waiting, None)) is not None:
            chunk.append(more)
            held += len(more.spans)
        yield chunk
