"""Earlier paragraphs of an account: found by shingles, checked by their words, told with their places."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from compare.archive.candidates import alike, candidates
from compare.archive.index import Index
from compare.archive.reading import Account, Paragraphs
from compare.archive.segments import Numbers
from compare.errors import InputError
from compare.model.archived import Earlier, Forerunner, Repeat
from compare.model.hashed import Integers, Reals
from compare.model.text import Span

_ALIKE = 0.5
"""Cosine from which a paragraph is an earlier one …"""
_CONTAINED = 0.65
"""… or so much of the lighter one stands in the other …"""
_RUN = 3
"""… or they share so many rare keys: a run of a dozen words. (A brief one has a key for every two words.)"""
_ORIGINS = 5


@dataclass(frozen=True, slots=True, eq=False)
class Met:
    """Paragraphs asked, each with an earlier passage and how alike the two are; in order, the best first."""

    holders: Integers
    passages: Integers
    scores: Reals


def find(connection: sqlite3.Connection, index: Index, asked: Paragraphs, before: Integers) -> Met:
    """The passages below `before[n]` that are alike paragraph n, hold most of it, or share a run of words."""
    pairs = candidates(index.parts, asked, before)
    words, bounds = _words(connection, pairs.passages)
    scores, contained = alike(asked, pairs.holders, words, bounds, index.counts)
    # A score that chance put a hair below another is the same score.
    scores = np.round(scores, 6)
    run = (pairs.rare >= _RUN) & ~asked.brief[pairs.holders]
    kept = np.flatnonzero((scores >= _ALIKE) | (contained >= _CONTAINED) | run)
    holders, passages = pairs.holders[kept], pairs.passages[kept]
    order = np.lexsort((passages, -scores[kept], holders))
    return Met(holders[order], passages[order], scores[kept][order])


def damaged() -> InputError:
    """The error of tables in which what one names is missing from another."""
    told = "The archive's tables of paragraphs are damaged; restore it from a copy."
    return InputError(told, slug="damaged")


def _words(connection: sqlite3.Connection, passages: Integers) -> tuple[Numbers, Integers]:
    """The distinct words of passages, one after the other as they are asked, and their bounds."""
    numbers, places = np.unique(passages, return_inverse=True)
    query = """SELECT words FROM passages WHERE number IN (SELECT value FROM json_each(?)) ORDER BY number"""
    rows = [row[0] for row in connection.execute(query, (json.dumps(numbers.tolist()),))]
    if len(rows) != len(numbers) or any(not isinstance(row, bytes) or len(row) % 4 for row in rows):
        raise damaged()
    held = np.frombuffer(b"".join(rows), "<u4")
    sizes = np.fromiter(map(len, rows), np.int64, len(rows)) // 4
    starts = np.cumsum(sizes) - sizes
    asked = sizes[places]
    bounds = np.concatenate(([0], np.cumsum(asked)))
    spots = np.arange(bounds[-1]) + np.repeat(starts[places] - bounds[:-1], asked)
    return held[spots], bounds


def told(
    connection: sqlite3.Connection, accounts: Sequence[Account], met: Met
) -> list[tuple[tuple[Earlier, ...], tuple[Forerunner, ...]]]:
    """What was met, for each account: the earlier paragraphs, and the accounts that they stand in."""
    spans = [(at, span) for at, account in enumerate(accounts) for span in account.spans]
    known = _places(connection, met.passages)
    found: list[list[Earlier]] = [[] for _ in accounts]
    for holder, passage, score in zip(
        met.holders.tolist(), met.passages.tolist(), met.scores.tolist(), strict=True
    ):
        at, span = spans[holder]
        start, stop, id, outlet, published = known[passage]
        found[at].append(Earlier(span, id, Span(start, stop), score, outlet, published))
    return [(tuple(entries), origins(entries, accounts[at].spans)) for at, entries in enumerate(found)]


def _places(
    connection: sqlite3.Connection, passages: Integers
) -> dict[int, tuple[int, int, str, str | None, str | None]]:
    query = """
        SELECT passages.number, start, stop, id, outlet, published
        FROM passages JOIN witnesses ON witnesses.number = witness
        WHERE passages.number IN (SELECT value FROM json_each(?))"""
    asked = sorted(set(passages.tolist()))
    rows = connection.execute(query, (json.dumps(asked),))
    found = {row[0]: (row[1], row[2], row[3], row[4], row[5]) for row in rows}
    if len(found) < len(asked):
        raise damaged()
    return found


def pairs(
    connection: sqlite3.Connection, first: Sequence[int], second: Sequence[int], scores: Sequence[float]
) -> list[Repeat]:
    """Pairs of passages with the places where they stand."""
    known = _places(connection, np.array([*first, *second], dtype=np.int64))
    found: list[Repeat] = []
    for one, other, score in zip(first, second, scores, strict=True):
        start, stop, id, *_ = known[one]
        begin, end, later, *_ = known[other]
        found.append(Repeat(id, Span(start, stop), later, Span(begin, end), round(score, 6)))
    return found


def origins(earlier: Sequence[Earlier], spans: Sequence[Span]) -> tuple[Forerunner, ...]:
    """The accounts that hold the largest shares of these paragraphs; of equals the one published first."""
    total = sum(span.end - span.start for span in spans) or 1
    shares: defaultdict[tuple[str, str | None, str | None], dict[Span, float]] = defaultdict(dict)
    for entry in earlier:
        spots = shares[entry.witness, entry.outlet, entry.published]
        spots[entry.span] = max(spots.get(entry.span, 0.0), entry.score)
    found = [
        Forerunner(id, round(sum((s.end - s.start) * score for s, score in spots.items()) / total, 4), *rest)
        for (id, *rest), spots in shares.items()
    ]
    found.sort(key=lambda one: (-one.share, one.published or "9", one.witness))
    return tuple(found[:_ORIGINS])


def stored(connection: sqlite3.Connection, number: int) -> tuple[Earlier, ...]:
    """The earlier paragraphs that were found when a witness of the archive came in."""
    query = """
        SELECT mine.start, mine.stop, id, theirs.start, theirs.stop, score, outlet, published
        FROM passages AS mine
        JOIN comparisons ON comparisons.passage = mine.number
        JOIN passages AS theirs ON theirs.number = comparisons.earlier
        JOIN witnesses ON witnesses.number = theirs.witness
        WHERE mine.witness = ?
        ORDER BY mine.number, score DESC, theirs.number"""
    return tuple(
        Earlier(Span(row[0], row[1]), row[2], Span(row[3], row[4]), *row[5:])
        for row in connection.execute(query, (number,))
    )
