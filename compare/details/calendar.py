"""What the parts of a date come to: ISO values counted from the publication and from the date told before."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from compare.model.claim import Precision

When = Literal["", "P", "F", "C", "S"]
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
NIGHT = 5
# A date without a year that comes this soon after publication is that one, and not the one of last year.
SOON = dt.timedelta(days=45)
LATELY = dt.timedelta(days=62)
UNKNOWN = "counted from the publication date, which is not known"


@dataclass(frozen=True, slots=True)
class Value:
    """A resolved date or time, and whether the text states it or it was worked out.

    A weak one counts only beside another date. `part` is the part of the day that a time was read in.
    """

    iso: str | None
    precision: Precision
    because: str = ""
    worked_out: bool | None = None
    weak: bool = False
    part: int = 0

    @property
    def inferred(self) -> bool:
        """True where the value was worked out; a remark on a stated value does not make it inferred."""
        return bool(self.because) if self.worked_out is None else self.worked_out


@dataclass(frozen=True, slots=True)
class Told:
    """What the surroundings say: the publication day, the date told just before, a future verb before."""

    published: dt.date | None
    before: str | None = None
    future: bool = False
    moment: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of one date as read, before anything is worked out."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    when: When = ""
    year_when: When = ""
    weekday: int | None = None


def resolve(parts: Parts, told: Told) -> Value | None:
    """The value of a date with a month, or None where there is no such day."""
    precision: Precision = "day" if parts.day else "month"
    if parts.year is not None:
        return _checked(parts.year, parts, precision, "")
    if parts.year_when:
        if parts.year_when == "S":
            year = int(told.before[:4]) if told.before else None
        else:
            year = told.published.year + _STEP[parts.year_when] if told.published else None
        if year is None:
            return Value(None, precision, UNKNOWN)
        return _checked(year, parts, precision, "year counted from the publication date")
    if parts.when == "C" and told.published:
        return _checked(told.published.year, parts, precision, "year counted from the publication date")
    if parts.weekday is not None and told.published and (iso := _on_weekday(parts, told.published)):
        return Value(iso, precision, "year not told: the nearest with this weekday")
    if not parts.when and told.before and (carried := _carried(parts, told)):
        return Value(carried, precision, "year of the date told before")
    if told.published is None:
        return Value(None, precision, UNKNOWN)
    future = parts.when == "F" or (not parts.when and told.future)
    return _nearest(parts, told.published, future, precision)


_STEP = {"P": -1, "F": 1, "C": 0}


def _iso(year: int, parts: Parts) -> str | None:
    if not parts.day:
        return f"{year:04}-{parts.month:02}"
    try:
        return dt.date(year, parts.month or 1, parts.day).isoformat()
    except ValueError:
        return None


def _checked(year: int, parts: Parts, precision: Precision, because: str) -> Value | None:
    iso = _iso(year, parts)
    return Value(iso, precision, because) if iso else None


def _carried(parts: Parts, told: Told) -> str | None:
    """The date in the year told before, where telling goes on forward and not past publication."""
    before = told.before or ""
    iso = _iso(int(before[:4]), parts)
    if iso is None or iso < before[: len(iso)]:
        return None
    if told.published and iso > told.published.isoformat():
        return None
    return iso


def _nearest(parts: Parts, published: dt.date, future: bool, precision: Precision) -> Value | None:
    """The last such day (month) not after publication, or the next one from publication on.

    "Last March" told in March is the March before; so with "next".
    """
    today = published.isoformat() if parts.day else published.isoformat()[:7]
    soon = (published + SOON).isoformat()[: len(today)]
    for year in (published.year, published.year + 1):
        iso = _iso(year, parts)
        if iso and not parts.when and not future and today < iso <= soon:
            return Value(iso, precision, "year not told: the one nearest to publication")
    if future and not parts.when and (iso := _just_past(parts, published, today)):
        return Value(iso, precision, "year not told: the one nearest to publication")
    for step in range(9):  # a 29 February is at most eight years away
        iso = _iso(published.year + (step - 1 if future else 1 - step), parts)
        if iso is None:
            continue
        told_now = iso == today and parts.when not in ("P", "F")
        if told_now or (iso > today if future else iso < today):
            kind = "next one after" if future else "last one not after"
            return Value(iso, precision, f"year not told: the {kind} publication")
    return None


def _just_past(parts: Parts, published: dt.date, today: str) -> str | None:
    """A date that has passed lately: a word of the future then does not mean the one of next year."""
    lately = (published - LATELY).isoformat()[: len(today)]
    for year in (published.year, published.year - 1):
        iso = _iso(year, parts)
        if iso and lately <= iso < today:
            return iso
    return None


def _on_weekday(parts: Parts, published: dt.date) -> str | None:
    """The date that falls on its weekday in the year of publication or beside it, nearest first."""
    if not parts.day:
        return None
    days = [_iso(published.year + step, parts) for step in (0, -1, 1)]
    found = [day for iso in days if iso and (day := dt.date.fromisoformat(iso)).weekday() == parts.weekday]
    return min(found, key=lambda day: abs(day - published)).isoformat() if found else None


def weekday(number: int, when: str, told: Told, by_week: bool = False) -> Value:
    """The day of a weekday counted from publication: the last one, or the next one where the text says so.

    `by_week`: the language means by "next Friday" the Friday of next week, and by "last Friday" that of last.
    """
    if told.published is None:
        return Value(None, "day", UNKNOWN)
    if when == "C" or (by_week and when):
        return of_week(number, when, told)
    back = (told.published.weekday() - number) % 7
    ahead = when == "F" or (not when and told.future)
    if when == "P" and back == 0:
        back = 7
    shift = (7 - back if back or when == "F" else 0) if ahead else -back
    day = told.published + dt.timedelta(days=shift)
    return Value(day.isoformat(), "day", f"{'next' if shift > 0 else 'last'} such weekday from publication")


def of_week(number: int, when: str, told: Told) -> Value:
    """The weekday of last, this or next week; weeks begin on Monday."""
    if told.published is None or when == "S":
        return Value(None, "day", UNKNOWN)
    day = told.published + dt.timedelta(days=7 * _STEP[when] + number - told.published.weekday())
    return Value(day.isoformat(), "day", "day of a week counted from the publication date")


def relative(shift: int, number: int | None, told: Told) -> Value:
    """Today, tomorrow, yesterday, checked against the weekday that stands beside it."""
    if told.published is None:
        return Value(None, "day", UNKNOWN)
    day = told.published + dt.timedelta(days=shift)
    if number is not None and day.weekday() != number:
        near = [day + dt.timedelta(days=(number - day.weekday()) % 7 - back) for back in (0, 7)]
        told_side = [d for d in near if (d >= told.published if shift > 0 else d <= told.published)]
        expected = day
        day = min(told_side or near, key=lambda d: abs(d - expected))
        clash = f"weekday-clash: publication is a {WEEKDAYS[told.published.weekday()]}; a stale copy"
        return Value(day.isoformat(), "day", clash)
    return Value(day.isoformat(), "day", "counted from the publication date")


def earlier(value: Value, weeks: int) -> Value:
    """A day so many weeks before: "Friday before last"."""
    if not weeks or not value.iso:
        return value
    day = dt.date.fromisoformat(value.iso) - dt.timedelta(days=7 * weeks)
    return Value(day.isoformat(), value.precision, value.because)


def period(unit: str, when: str, told: Told, more: int = 0) -> Value:
    """Last year, this month, next week; `more` counts further back: the year before last."""
    precision: Precision = "year" if unit in "yg" else "month" if unit == "h" else "vague"
    if when == "S":
        cut = 4 if precision == "year" else 7
        before = (told.before or "")[:cut]
        return Value(before if len(before) == cut else None, precision, "the same as told before")
    if told.published is None:
        return Value(None, precision, UNKNOWN)
    day, step = told.published, _STEP[when] - more
    if precision == "year":
        return Value(f"{day.year + step:04}", precision, "counted from the publication date")
    if precision == "month":
        months = day.year * 12 + day.month - 1 + step
        return Value(
            f"{months // 12:04}-{months % 12 + 1:02}", precision, "counted from the publication date"
        )
    monday = day + dt.timedelta(days=7 * step - day.weekday())
    sunday = monday + dt.timedelta(days=6)
    return Value(f"{monday}/{sunday}", precision, "week counted from the publication date")


def half(value: Value, late: bool) -> Value:
    """The early or late half of a year, month or week: "earlier this month", "the end of this year"."""
    iso = value.iso or ""
    if len(iso) == 4:
        parts = (f"{iso}-01/{iso}-06", f"{iso}-07/{iso}-12")
    elif len(iso) == 7:
        last = (
            dt.date(int(iso[:4]) + int(iso[5:]) // 12, int(iso[5:]) % 12 + 1, 1) - dt.timedelta(days=1)
        ).day
        parts = (f"{iso}-01/{iso}-15", f"{iso}-16/{iso}-{last}")
    elif "/" in iso:
        monday = dt.date.fromisoformat(iso[:10])
        days = [(monday + dt.timedelta(days=n)).isoformat() for n in (0, 2, 3, 6)]
        parts = ("/".join(days[:2]), "/".join(days[2:]))
    else:
        return value
    return Value(parts[late], "vague", f"{'late' if late else 'early'} half; {value.because}")


def day_of_month(day: int, when: str, told: Told) -> Value | None:
    """The 25th of this, last or the same month."""
    month = period("h", when, told).iso
    if month is None:
        return Value(None, "day", UNKNOWN)
    iso = _iso(int(month[:4]), Parts(month=int(month[5:7]), day=day))
    return Value(iso, "day", "month counted from the publication date") if iso else None


def numeric(form: str, month_first: bool) -> str | None:
    """The ISO value of a date in digits, None where it is no date."""
    if "t" in form:
        return form[:16].replace("t", "T")
    if form.isdigit():
        form = f"{form[:4]}-{form[4:6]}-{form[6:]}"
    first, middle, last = (int(part) for part in "".join(c if c.isdigit() else " " for c in form).split())
    if last < 100 and first <= 31 and len(form) <= 8:
        last += 2000 if last < _CENTURY_TURN else 1900
    if first > 31:
        year, month, day = first, middle, last
    elif middle > 12 or (month_first and "." not in form and first <= 12):
        year, month, day = last, first, middle
    else:
        year, month, day = last, middle, first
    if not 1500 <= year <= 2199:
        return None
    return _iso(year, Parts(month=month, day=day)) if 1 <= month <= 12 else None


# Two digits below this are a year of the 2000s.
_CENTURY_TURN = 40


def clock(form: str) -> str | None:
    """HH:MM of a time of day, None where it is none."""
    hour, minute = (int(part or 0) for part in form.replace("h", ":").replace(".", ":").split(":")[:2])
    return f"{hour:02}:{minute:02}" if hour < 24 and minute < 60 else None
