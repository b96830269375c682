"""The events of a whole archive: accounts that may belong together first, then only these compared."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence

import numpy as np

from compare.archive.candidates import weights
from compare.archive.events import DAYS, FEW, OPENING, opening
from compare.model.hashed import Hashes, Integers
from compare.model.text import Published
from compare.normalise.words import word_spans
from compare.pipeline import stories_of

_SIGNS = 20
"""The heaviest words of title and opening."""
_SHARED = 2
"""So many of them make two accounts of the days around candidates for one event."""
_COMMON = 200
"""A word that so many accounts carry as a sign says little."""
_LARGEST = 1500
"""More candidates than this are parted by their dates."""
_LOT = 1000
"""Accounts whose events are found between two transactions."""
_UNDATED = -(10**6)
_HALF = np.uint64(32)
_LOW = np.uint64(0xFFFFFFFF)


def groups_to_place(connection: sqlite3.Connection, counts: Integers) -> list[list[int]]:
    """Accounts that may tell one event, in groups: those with one whose event has not been asked."""
    placed = {row[0] for row in connection.execute("SELECT number FROM events")}
    numbers, days, signs, holders = _signs(connection, counts)
    return [
        part
        for group in _linked(connection, numbers, days, signs, holders)
        if not placed.issuperset(group.tolist())
        for part in _parted(group, numbers, days)
    ]


def lots(groups: Sequence[list[int]]) -> Iterator[list[list[int]]]:
    """The groups in lots of some accounts, each small enough to be stored before the next."""
    lot: list[list[int]] = []
    for group in groups:
        lot.append(group)
        if sum(map(len, lot)) >= _LOT:
            yield lot
            lot = []
    if lot:
        yield lot


def placed(connection: sqlite3.Connection, groups: Sequence[list[int]]) -> list[tuple[int, int]]:
    """(number, story) for the accounts of some groups."""
    found: list[tuple[int, int]] = []
    for group in groups:
        stories = stories_of(opening(connection, group)) if len(group) > 1 else [[0]]
        found += [(group[at], group[story[0]]) for story in stories for at in story]
    return found


def _signs(connection: sqlite3.Connection, counts: Integers) -> tuple[Integers, Integers, Hashes, Integers]:
    """All accounts in order with their days; and the signs, with the place of the account of each."""
    numbers: list[int] = []
    days: list[int] = []
    words: list[Hashes] = [np.empty(0, np.uint64)]
    query = """SELECT number, published, title, substr(text, 1, ?)
               FROM witnesses JOIN contents USING (number) ORDER BY number"""
    for number, published, title, text in connection.execute(query, (OPENING,)):
        day = Published(published).date
        words.append(np.unique(word_spans(f"{title or ''}\n{text}")[0]))
        numbers.append(number)
        days.append(_UNDATED if day is None else day.toordinal())
    holders = np.repeat(np.arange(len(numbers)), [len(found) for found in words[1:]])
    signs, holders = _heaviest(np.concatenate(words), holders, counts)
    return np.array(numbers, dtype=np.int64), np.array(days, dtype=np.int64), signs, holders


def _heaviest(words: Hashes, holders: Integers, counts: Integers) -> tuple[Hashes, Integers]:
    """For each account the words that tell most among those that other accounts open with too."""
    _, which, spread = np.unique(words, return_inverse=True, return_counts=True)
    told = (spread[which] > 1) & (spread[which] <= _COMMON)
    words, holders = words[told], holders[told]
    order = np.lexsort((words, -weights(counts, (words & _LOW).astype(np.uint32)), holders))
    words, holders = words[order], holders[order]
    starts = np.searchsorted(holders, holders)  # where the account of each word begins
    first = np.arange(len(words)) - starts < _SIGNS
    return words[first], holders[first]


def _linked(
    connection: sqlite3.Connection, numbers: Integers, days: Integers, signs: Hashes, holders: Integers
) -> list[Integers]:
    """The numbers of accounts that are candidates for one event, directly or through others."""
    import scipy.sparse
    import scipy.sparse.csgraph

    if len(numbers) <= FEW:
        return [numbers] if len(numbers) else []
    first, second = _alike(days, signs, holders)
    more = np.array(
        connection.execute("""
        SELECT DISTINCT mine.witness, theirs.witness FROM comparisons
        JOIN passages AS mine ON mine.number = passage
        JOIN passages AS theirs ON theirs.number = earlier""").fetchall(),
        dtype=np.int64,
    ).reshape(-1, 2)
    copies = np.searchsorted(numbers, more)
    apart = np.abs(days[copies[:, 0]] - days[copies[:, 1]]) if len(copies) else np.empty(0, np.int64)
    copies = copies[apart <= DAYS]
    rows, columns = np.concatenate((first, copies[:, 0])), np.concatenate((second, copies[:, 1]))
    size = len(numbers)
    table = scipy.sparse.csr_matrix((np.ones(len(rows), np.int8), (rows, columns)), shape=(size, size))
    _, labels = scipy.sparse.csgraph.connected_components(table, directed=False)
    order = np.argsort(labels, kind="stable")
    groups = np.split(numbers[order], np.flatnonzero(np.diff(labels[order])) + 1)
    return sorted(groups, key=lambda group: int(group[0]))


def _alike(days: Integers, signs: Hashes, holders: Integers) -> tuple[Integers, Integers]:
    """Pairs of accounts of the days around that share signs enough."""
    order = np.lexsort((holders, days[holders], signs))
    signs, holders = signs[order], holders[order]
    starts = np.flatnonzero(np.concatenate(([True], signs[1:] != signs[:-1]))) if len(signs) else signs[:0]
    sizes = np.diff(np.append(starts, len(signs)))
    rare = np.repeat(sizes <= _COMMON, sizes)
    signs, holders = signs[rare], holders[rare]
    found: list[Hashes] = [np.empty(0, np.uint64)]
    for step in range(1, _COMMON):
        near = (signs[step:] == signs[:-step]) & (
            np.abs(days[holders[step:]] - days[holders[:-step]]) <= DAYS
        )
        if not near.any():
            break
        one, other = holders[:-step][near], holders[step:][near]
        low, high = np.minimum(one, other).astype(np.uint64), np.maximum(one, other).astype(np.uint64)
        found.append((low << _HALF) | high)
    pairs, times = np.unique(np.concatenate(found), return_counts=True)
    pairs = pairs[times >= _SHARED]
    return (pairs >> _HALF).astype(np.int64), (pairs & _LOW).astype(np.int64)


def _parted(group: Integers, numbers: Integers, days: Integers) -> list[list[int]]:
    """A group as it is, or in pieces of neighbouring days where it is too large to compare at once."""
    if len(group) <= _LARGEST:
        return [group.tolist()]
    theirs = days[np.searchsorted(numbers, group)]
    ordered = group[np.lexsort((group, theirs))]
    return [ordered[at : at + _LARGEST].tolist() for at in range(0, len(ordered), _LARGEST)]


def listed(connection: sqlite3.Connection) -> list[list[str]]:
    """The ids of the accounts of each event, in the order in which they came in."""
    groups: dict[int, list[str]] = {}
    query = "SELECT story, id FROM events JOIN witnesses USING (number) ORDER BY number"
    for story, id in connection.execute(query):
        groups.setdefault(story, []).append(id)
    return list(groups.values())


def keep(connection: sqlite3.Connection, found: Sequence[tuple[int, int]]) -> None:
    """Stores what `placed` found; accounts that came in meanwhile wait for the next time."""
    connection.executemany(
        """INSERT INTO events VALUES (?, ?, NULL)
           ON CONFLICT (number) DO UPDATE SET story = excluded.story""",
        found,
    )
