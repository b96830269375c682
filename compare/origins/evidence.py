"""Reasons in words and places: shared text, rare words in it, order, time, and who may have copied whom."""

from __future__ import annotations

import datetime as dt
import gzip
from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache

from compare.model.prepared import Prepared
from compare.model.result import Copied, Evidence, Place
from compare.model.text import Published, Token
from compare.origins.accounts import Account
from compare.origins.copies import Run, Shared
from compare.trained import resource
from compare.trained.vectors import word_vector

_TABLES = frozenset({"ar", "en", "ru", "fr"})
_RARE_LETTERS = 5
_FEWEST_RARE, _MOST_RARE = 2, 5
_MOST_PLACES = 12
_RUNS_IN_ORDER = 3
_NEAR_DAYS = 7
_HOURS = 24


def text_evidence(a: Account, b: Account, shared: Shared) -> list[Evidence]:
    """The evidence that two accounts have one text: what is shared, rare words in it, its order."""
    pair = (a.witness, b.witness)
    if shared.identical:
        slug, score = "same-text", 1.0
    else:
        slug, score = f"verbatim: {_share(shared.shorter)} of the shorter text", shared.shorter
    found = [Evidence("verbatim", pair, score, slug, _places(a, b, shared.runs))]
    rare = _rare_words(a, shared.runs)
    if rare:
        told = ", ".join(a.tokens[n].surface for n in rare)
        score = min(1.0, len(rare) / _MOST_RARE)
        found.append(Evidence("rare", pair, score, f"rare: {told}", _words(a, rare)))
    if len(shared.runs) >= _RUNS_IN_ORDER:
        kept, count = in_order(shared.runs), len(shared.runs)
        found.append(Evidence("order", pair, kept / count, f"order: {kept} of {count} passages"))
    return found


def part_evidence(a: Account, b: Account, shared: Shared) -> Evidence:
    """A shared part that does not make one origin, or a form that each account fills with its own names."""
    slug = "filled-form" if shared.is_form else "part-shared"
    because = f"{slug}: {_share(shared.shorter)} of the shorter text"
    pair = (a.witness, b.witness)
    return Evidence("verbatim", pair, shared.shorter / 2, because, _places(a, b, shared.runs))


def _share(value: float) -> str:
    """Two digits, and 1.00 or 0.00 only where it is exactly so.

    >>> _share(0.999), _share(1.0)
    ('0.99', '1.00')
    """
    return f"{value if value in (0.0, 1.0) else min(0.99, max(0.01, value)):.2f}"


def _places(a: Account, b: Account, runs: Sequence[Run]) -> tuple[Place, ...]:
    """The longest shared runs on both sides, in text order."""
    longest = sorted(sorted(runs, key=lambda run: (-run.length, run.a))[:_MOST_PLACES], key=lambda run: run.a)
    return tuple(
        Place(account.witness, account.tokens[at].start, account.tokens[at + run.length - 1].end)
        for run in longest
        for account, at in ((a, run.a), (b, run.b))
    )


def _words(a: Account, places: Sequence[int]) -> tuple[Place, ...]:
    return tuple(Place(a.witness, a.tokens[n].start, a.tokens[n].end) for n in places)


def _rare_words(a: Account, runs: Sequence[Run]) -> list[int]:
    """Shared words, no names, that the language at large hardly knows: odd words are copied along."""
    if a.language not in _TABLES:
        return []
    known, seen, found = _known(a.language), set[str](), list[int]()
    for run in runs:
        for n in range(run.a, run.a + run.length):
            token = a.tokens[n]
            if not a.own[n] or token.folded in seen:
                continue
            seen.add(token.folded)
            listed = not {token.folded, token.lemma, token.family}.isdisjoint(known)
            if not listed and _odd(token, a.language):
                found.append(n)
    return found[:_MOST_RARE] if len(found) >= _FEWEST_RARE else []


def _odd(token: Token, language: str) -> bool:
    """True for a long word, no name by its capital, that the word vectors do not know either."""
    long = len(token.folded) >= _RARE_LETTERS and token.folded.isalpha() and not token.surface[0].isupper()
    return long and word_vector(token.folded, token.lemma, language) is None


@lru_cache(maxsize=4)
def _known(language: str) -> frozenset[str]:
    """The lemmas of the background table of a language."""
    rows = gzip.decompress(resource(f"background.{language}.tsv.gz")).decode().splitlines()
    return frozenset(row.split("\t")[0] for row in rows)


def in_order(runs: Sequence[Run]) -> int:
    """How many runs stand in the same order on both sides: the longest rising row. O(n log n)."""
    ends: list[int] = []
    for run in runs:
        at = bisect_left(ends, run.b)
        ends[at : at + 1] = [run.b]
    return len(ends)


def time_evidence(a: Prepared, b: Prepared) -> Evidence | None:
    """How near in time two accounts were published, where both dates are known and lie within a week."""
    one, two = a.witness.published, b.witness.published
    if one.date is None or two.date is None:
        return None
    days = abs((one.date - two.date).days)
    if days > _NEAR_DAYS:
        return None
    apart = _apart(one, two) or "same day"
    score = 1.0 - days / (_NEAR_DAYS + 1)
    return Evidence("time", (a.witness.id, b.witness.id), round(score, 3), f"time: {apart}")


def copied_between(a: Prepared, b: Prepared) -> Copied | None:
    """Who of two accounts with one text may have copied the other; None unless stated dates differ."""
    one, two = a.witness.published, b.witness.published
    if one.basis != "stated" or two.basis != "stated" or one.date is None or two.date is None:
        return None
    apart = _apart(one, two)
    if apart is None:
        return None
    moments = [(p.date, _moment(p) or dt.datetime.min) for p in (one, two)]
    earlier, later = (a, b) if moments[0] < moments[1] else (b, a)
    return Copied(later.witness.id, earlier.witness.id, f"published-later: {apart}")


def _moment(published: Published) -> dt.datetime | None:
    """Day and time, where a time is told; the offset of a time zone is left out."""
    value = (published.value or "").replace(" ", "T")[:16]
    try:
        return dt.datetime.fromisoformat(value) if len(value) == 16 else None
    except ValueError:
        return None


def _apart(one: Published, two: Published) -> str | None:
    """The time between two publications: "3 hours", "2 days"; None where it is none or not known."""
    if one.date is None or two.date is None:
        return None
    first, second = _moment(one), _moment(two)
    days = abs((one.date - two.date).days)
    if first and second:
        minutes = int(abs((first - second).total_seconds()) // 60)
        if not minutes:
            return None
        if minutes < 60:
            return _counted(minutes, "minute")
        hours = minutes // 60
        return _counted(hours, "hour") if hours < 2 * _HOURS else _counted(hours // _HOURS, "day")
    return _counted(days, "day") if days else None


def _counted(count: int, unit: str) -> str:
    return f"{count} {unit}" if count == 1 else f"{count} {unit}s"
