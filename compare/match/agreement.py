"""How far the details of two units support that both tell the same thing: the details channel."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from compare.model.claim import Detail, DetailKind
from compare.model.names import same_name
from compare.model.prepared import Unit
from compare.model.reuse import Agreement

_NAMES = (DetailKind.PERSON, DetailKind.PLACE, DetailKind.ORGANISATION)
_NEAR_DAYS = 3
# Accounts published farther apart do not share their news: there every date tells.
_ONE_NEWS = 4
_NUMBERS = (DetailKind.NUMBER, DetailKind.PERCENT, DetailKind.MONEY, DetailKind.DURATION)


def agreement(a: Unit, b: Unit, published: tuple[str | None, str | None]) -> Agreement:
    """What dates, numbers and names of two units say about each other. Cost: product of their details."""
    days = [dt.date.fromisoformat(p[:10]) for p in published if p and len(p) >= 10]
    shared = _shared_days(days)
    dates_a, dates_b = dates_of(a.details), dates_of(b.details)
    own = _fits(dates_a, dates_b, shared, _NEAR_DAYS)
    fits = [
        *_fits(dates_a, dates_b, shared, 0),
        *_fits(a.context_dates, b.context_dates, days, _NEAR_DAYS),
    ]
    numbers_a, numbers_b = (_numbers(unit) for unit in (a, b))
    names_a, names_b = (_values(unit, _NAMES) for unit in (a, b))
    people_a, people_b = (_values(unit, (DetailKind.PERSON,)) for unit in (a, b))
    if a.language != b.language:
        names_b, people_b = _in_words_of(names_a, names_b), _in_words_of(people_a, people_b)
    smaller = min(len(names_a), len(names_b))
    return Agreement(
        same_date="same" in fits,
        near_date="near" in fits,
        dated_alike=bool({"same", "near"} & set(own)),
        far_date="far" in own and not {"same", "near"} & set(fits),
        numbers=len(numbers_a & numbers_b),
        names=len(names_a & names_b) / smaller if smaller else 0.5,
        clash=bool(people_a - people_b) and bool(people_b - people_a),
    )


def _shared_days(days: Sequence[dt.date]) -> Sequence[dt.date]:
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


def _fits(dates_a: Sequence[str], dates_b: Sequence[str], days: Sequence[dt.date], around: int) -> list[str]:
    """How every two dates fit, but for those within `around` days of publication: every story has them."""
    telling_a, telling_b = (
        [v for v in dates if not _of_the_day(v, days, around)] for dates in (dates_a, dates_b)
    )
    return [_fit(x, y) for x in telling_a for y in telling_b]


def _of_the_day(value: str, days: Sequence[dt.date], around: int) -> bool:
    if "/" in value or len(value) < 10:
        return False
    told = dt.date.fromisoformat(value[:10])
    return any(abs((told - day).days) <= around for day in days)


def _fit(x: str, y: str) -> str:
    """ "same" (equal, or one holds the other, to the month at least), "near" (3 days), "far", or ""."""
    if "/" in x or "/" in y:
        return "same" if x == y or _within(x, y) or _within(y, x) else ""
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


def dates_of(details: tuple[Detail, ...]) -> tuple[str, ...]:
    """The ISO values of the date details, in text order."""
    return tuple(d.value for d in details if d.kind is DetailKind.DATE and isinstance(d.value, str))
