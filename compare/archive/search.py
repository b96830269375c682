"""Full text search: what a reader types, asked of the folded full text, shown in the text as it stands."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, replace

from compare.archive.reading import clean, folded_words
from compare.model.archived import Hit
from compare.model.text import Span
from compare.normalise.chain import fold
from compare.normalise.words import word_spans
from compare.report.wording import plain, shorten

_PARTS = re.compile(r'"([^"]*)"?|([^\s"]+)')
_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»″＂", '"'))
_MOST_TERMS, _MOST_LETTERS = 64, 10_000
_BEFORE, _LONGEST = 40, 240
"""Letters of a snippet before the first word that was found, and in all."""
_TITLE_WEIGHT = 4.0


@dataclass(frozen=True, slots=True)
class Term:
    """One thing that has to be met: a word or several in a row; `prefix` says that the last one may go on."""

    words: tuple[str, ...]
    prefix: bool = False

    def asked(self) -> str:
        """As the full text index is asked. Words hold letters and digits only, and stand in quotes."""
        return '"' + " ".join(self.words) + '"' + ("*" if self.prefix else "")


def terms_of(query: str) -> tuple[Term, ...]:
    """What a query asks for.

    >>> [term.asked() for term in terms_of('"وزير الخارجية" أذرب* OR')]
    ['"وزير الخارجيه"', '"اذرب"*', '"or"']
    """
    terms: list[Term] = []
    for match in _PARTS.finditer(clean(query[:_MOST_LETTERS]).translate(_QUOTES)):
        quoted, bare = match.groups()
        words = tuple(folded_words(quoted if quoted is not None else bare))
        if words:
            terms.append(Term(words, prefix=quoted is None and bare.endswith("*")))
    return tuple(dict.fromkeys(terms))[:_MOST_TERMS]


def search(connection: sqlite3.Connection, query: str, limit: int) -> list[Hit]:
    """The accounts that hold every term, the most relevant first; of equals the one stored first."""
    terms = terms_of(query)
    if not terms or limit < 1:
        return []
    rows = connection.execute(
        """
        SELECT id, score, text, title, outlet, published
        FROM (SELECT rowid AS found, bm25(texts, ?, 1.0) AS score FROM texts WHERE texts MATCH ?
              ORDER BY score, rowid LIMIT ?)
        JOIN witnesses ON witnesses.number = found
        JOIN contents ON contents.number = found
        ORDER BY score, found""",
        (_TITLE_WEIGHT, " AND ".join(term.asked() for term in terms), limit),
    ).fetchall()
    return [_hit(terms, *row) for row in rows]


def newest(connection: sqlite3.Connection, limit: int, skip: int) -> list[Hit]:
    """The accounts that were stored last, without the first `skip` of them; each with how it begins."""
    rows = connection.execute(
        """
        SELECT id, 0.0, substr(text, 1, ?), title, outlet, published
        FROM (SELECT number FROM witnesses ORDER BY number DESC LIMIT ? OFFSET ?) AS last
        JOIN witnesses ON witnesses.number = last.number
        JOIN contents ON contents.number = last.number
        ORDER BY last.number DESC""",
        (4 * _LONGEST, max(limit, 0), max(skip, 0)),
    ).fetchall()
    found = [_hit((), *row) for row in rows]
    return [replace(hit, snippet=shorten(hit.snippet, _LONGEST - _BEFORE)) for hit in found]


def _hit(
    terms: Sequence[Term],
    id: str,
    score: float,
    text: str,
    title: str | None,
    outlet: str | None,
    published: str | None,
) -> Hit:
    found = _found(text, terms)
    span = _densest(text, found)
    snippet, marks = _snippet(text, span, [word for word, _ in found])
    return Hit(id, round(-score, 6), span, snippet, marks, title, outlet, published)


def _found(text: str, terms: Sequence[Term]) -> list[tuple[Span, int]]:
    """Where the terms stand in the text, each place with the number of its term, in order."""
    _, starts, ends = word_spans(text)
    spans = list(zip(starts.tolist(), ends.tolist(), strict=True))
    words = [fold(text[start:end]) for start, end in spans]
    heads: dict[str, list[int]] = {}
    open_heads = [(term.words[0], n) for n, term in enumerate(terms) if term.prefix and len(term.words) == 1]
    for n, term in enumerate(terms):
        heads.setdefault(term.words[0], []).append(n)
    found: list[tuple[Span, int]] = []
    for at, word in enumerate(words):
        for n in heads.get(word, ()):
            length = len(terms[n].words)
            if _follows(words, at, terms[n]):
                found.append((Span(spans[at][0], spans[at + length - 1][1]), n))
        for head, n in open_heads:
            if word != head and word.startswith(head):
                found.append((Span(*spans[at]), n))
    return found


def _follows(words: Sequence[str], at: int, term: Term) -> bool:
    length = len(term.words)
    there = words[at : at + length]
    if len(there) < length or tuple(there[:-1]) != term.words[:-1]:
        return False
    return there[-1].startswith(term.words[-1]) if term.prefix else there[-1] == term.words[-1]


def _densest(text: str, found: Sequence[tuple[Span, int]]) -> Span:
    """The stretch that a snippet shows: the one with most different terms, the first of equals."""
    if not found:
        return Span(0, min(len(text), _LONGEST))
    best, start = 0, found[0][0].start
    first = 0
    inside: dict[int, int] = {}
    for span, term in found:
        inside[term] = inside.get(term, 0) + 1
        while span.end - found[first][0].start > _LONGEST - 2 * _BEFORE and found[first][0] != span:
            left = found[first][1]
            inside[left] -= 1
            if not inside[left]:
                del inside[left]
            first += 1
        if len(inside) > best:
            best, start = len(inside), found[first][0].start
    return _widened(text, start)


def _widened(text: str, start: int) -> Span:
    """From a little before `start`, within its paragraph, cut between words."""
    opening = max(text.rfind("\n", 0, start) + 1, start - _BEFORE)
    if opening > 0 and text[opening - 1] != "\n":
        gap = text.find(" ", opening, start)
        opening = gap + 1 if gap >= 0 else start
    closing = text.find("\n", start)
    closing = len(text) if closing < 0 else closing
    if closing - opening > _LONGEST:
        gap = text.rfind(" ", start + 1, opening + _LONGEST)
        closing = gap if gap > start else opening + _LONGEST
    return Span(opening, closing)


def _snippet(text: str, span: Span, found: Sequence[Span]) -> tuple[str, tuple[Span, ...]]:
    """The stretch on one line, and where the words that were found stand in that line."""
    line = ""
    marks: list[Span] = []
    at = span.start
    for word in found:
        if word.start < at or word.end > span.end:
            continue
        line = _extended(line, text[at : word.start])
        begin = len(line)
        line = _extended(line, text[word.start : word.end])
        if len(line) > begin:
            marks.append(Span(begin, len(line)))
        at = word.end
    return _extended(line, text[at : span.end]).rstrip(), tuple(marks)


def _extended(line: str, more: str) -> str:
    """The line with more text behind it, cleaned; however much white space stays one space."""
    body = plain(more)
    spaced = any(char.isspace() for char in (more[:1] if body else more))
    gap = " " if spaced and line and not line.endswith(" ") else ""
    trail = " " if body and more[-1:].isspace() else ""
    return f"{line}{gap}{body}{trail}"
