"""How far the details of two units support that both tell the same thing: the details channel."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from compare.model.claim import Detail, DetailKind
from compare.model.names import same_name
from compare.model.prepared import Unit
from compare.model.reuse import Agreement

_NAMES = (DetailKind.PERSON, DetailKind.PLACE, DetailKind.ORGANISATION)
_NEAR_DAYS = 3
# Accounts published farther apart do not share their news: there every date tells.
_ONE_NEWS = 4
_NUMBERS = (DetailKind.NUMBER, DetailKind.PERCENT, DetailKind.MONEY, DetailKind.DURATION)


@dataclass(frozen=True, slots=True)
class Facts:
    """What agreement asks of a unit: its own dates and those it is about, numbers, names, people."""

    language: str
    dates: tuple[str, ...]
    context: tuple[str, ...]
    numbers: frozenset[tuple[object, str | None]]
    names: frozenset[str]
    people: frozenset[str]


def facts_of(unit: Unit) -> Facts:
    """The facts of a unit, for all the units that it is set against."""
    return Facts(
        language=unit.language,
        dates=dates_of(unit.details),
        context=unit.context_dates,
        numbers=_numbers(unit),
        names=_values(unit, _NAMES),
        people=_values(unit, (DetailKind.PERSON,)),
    )


def agreement(a: Facts, b: Facts, published: tuple[str | None, str | None]) -> Agreement:
    """What dates, numbers and names of two units say about each other. Cost: product of their details."""
    days = tuple(dt.date.fromisoformat(p[:10]) for p in published if p and len(p) >= 10)
    shared = _shared_days(days)
    own = _fits(a.dates, b.dates, shared, _NEAR_DAYS)
    fits = [*_fits(a.dates, b.dates, shared, 0), *_fits(a.context, b.context, days, _NEAR_DAYS)]
    names_b, people_b = b.names, b.people
    if a.language != b.language:
        names_b, people_b = _in_words_of(a.names, b.names), _in_words_of(a.people, b.people)
    smaller = min(len(a.names), len(names_b))
    return Agreement(
        same_date="same" in fits,
        near_date="near" in fits,
        dated_alike="same" in own or "near" in own,
        far_date="far" in own and not ("same" in fits or "near" in fits),
        numbers=len(a.numbers & b.numbers),
        names=len(a.names & names_b) / smaller if smaller else 0.5,
        clash=not a.people <= people_b and not people_b <= a.people,
    )


def _shared_days(days: tuple[dt.date, ...]) -> tuple[dt.date, ...]:
    """The days of publication, which both accounts tell of anyway; none where they lie far apart."""
    return days if not days or (max(days) - min(days)).days <= _ONE_NEWS else ()


def _in_words_of(ours: frozenset[str], theirs: frozenset[str]) -> frozenset[str]:
    """Their names, each that is one of ours in another script ("Путин", "بوتين") as we write it."""
    return frozenset(next((x for x in sorted(ours) if same_name(x, y)), y) for y in theirs)


def _values(unit: Unit, kinds: tuple[DetailKind, ...]) -> frozenset[str]:
    """The names of a unit that are not its source; people by their last name, which every account uses."""
    sources = [d for d in unit.details if d.kind is DetailKind.ATTRIBUTION]
    return frozenset(
        str(d.value).rsplit(" ", 1)[-1] if d.kind is DetailKind.PERSON else str(d.value)
        for d in unit.details
        if d.kind in kinds
        and d.unit != "demonym"
        and not any(s.start < d.end and d.start < s.end for s in sources)
    )


def _numbers(unit: Unit) -> frozenset[tuple[object, str | None]]:
    return frozenset((d.value, d.unit) for d in unit.details if d.kind in _NUMBERS)


def _fits(
    dates_a: Sequence[str], dates_b: Sequence[str], days: tuple[dt.date, ...], around: int
) -> list[str]:
    """How every two dates fit, but for those within `around` days of publication: every story has them."""
    if not dates_a or not dates_b:
        return []
    telling_a, telling_b = (
        [v for v in dates if not _of_the_day(v, days, around)] for dates in (dates_a, dates_b)
    )
    return [_fit(x, y) for x in telling_a for y in telling_b]


@lru_cache(maxsize=65536)
def _of_the_day(value: str, days: tuple[dt.date, ...], around: int) -> bool:
    if "/" in value or len(value) < 10:
        return False
    told = dt.date.fromisoformat(value[:10])
    return any(abs((told - day).days) <= around for day in days)


@lru_cache(maxsize=65536)
def _fit(x: str, y: str) -> str:
    """ "same" (equal, or one holds the other, to the month at least), "near" (in 3 days), "far", or ""."""
    if "/" in x or "/" in y:
        if x == y or _within(x, y) or _within(y, x):
            return "same"
        return "near" if _holds(x, y) or _holds(y, x) else ""
    short, long = sorted((x[:10], y[:10]), key=len)
    if long.startswith(short):
        return "same" if len(short) >= 7 else ""
    if len(short) == 10:
        apart = abs((dt.date.fromisoformat(x[:10]) - dt.date.fromisoformat(y[:10])).days)
        return "near" if apart <= _NEAR_DAYS else "far"
    return "far" if len(short) >= 7 else ""


def _within(span: str, month: str) -> bool:
    """True for a range of days inside a month that the other side tells."""
    return len(month) == 7 and "/" in span and all(day.startswith(month) for day in span.split("/"))


def _holds(span: str, day: str) -> bool:
    """True for a few days that hold a day of the other side."""
    if "/" not in span or len(day) != 10:
        return False
    first, last = span.split("/", 1)
    if not len(first) == len(last) == 10 or not first <= day <= last:
        return False
    return (dt.date.fromisoformat(last) - dt.date.fromisoformat(first)).days <= _NEAR_DAYS


def dates_of(details: tuple[Detail, ...]) -> tuple[str, ...]:
    """The ISO values of the date details, in text order."""
    return tuple(d.value for d in details if d.kind is DetailKind.DATE and isinstance(d.value, str))
