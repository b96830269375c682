"""Arithmetic of units of time: so long ago, the last three months, quarters, seasons, decades, weeks."""

from __future__ import annotations

import calendar as months
import datetime as dt

from compare.details.calendar import UNKNOWN, Told, Value
from compare.details.date_lexicon import UNITS
from compare.model.claim import Precision

_DAY, _WEEK, _MONTH, _YEAR = (UNITS[name] for name in ("day", "week", "month", "year"))
_SECONDS = {1: 1, 2: 60, 3: 3600}
COUNTED = "counted from the publication date"


def shifted(day: dt.date, unit: int, count: int) -> dt.date | None:
    """A day so many days, weeks, months, years or decades later; the last day of a shorter month."""
    try:
        if unit == _DAY:
            return day + dt.timedelta(days=count)
        if unit == _WEEK:
            return day + dt.timedelta(days=7 * count)
        if unit not in (_MONTH, _YEAR, UNITS["decade"]):
            return None
        number = day.year * 12 + day.month - 1 + count * {_MONTH: 1, _YEAR: 12}.get(unit, 120)
        year, month = divmod(number, 12)
        return dt.date(year, month + 1, min(day.day, months.monthrange(year, month + 1)[1]))
    except (ValueError, OverflowError):
        return None


def away(count: int, unit: int, told: Told, anchor: dt.date | None = None) -> Value | None:
    """So many units before (negative) or after publication, or the day told before, as sharp as the unit."""
    if unit in _SECONDS:
        if told.moment is None or abs(count) > 1_000_000:
            return None
        moment = told.moment + dt.timedelta(seconds=count * _SECONDS[unit])
        return Value(moment.isoformat()[:16], "minute", COUNTED)
    base = anchor or told.published
    if base is None:
        return Value(None, "vague", UNKNOWN)
    day = shifted(base, unit, count)
    if day is None:
        return None
    because = "counted from the date told before" if anchor else COUNTED
    iso = day.isoformat()
    sharp: dict[int, tuple[int, Precision]] = {_DAY: (10, "day"), _WEEK: (10, "about"), _MONTH: (7, "month")}
    cut, precision = sharp.get(unit, (4, "year" if unit == _YEAR else "about"))
    return Value(iso[:cut], precision, because)


def stretch(count: int, unit: int, when: str, told: Told) -> Value | None:
    """The last or next so many days, weeks, months, years: a range that touches publication."""
    if told.published is None:
        return Value(None, "vague", UNKNOWN)
    far = shifted(told.published, unit, -count if when == "P" else count)
    if far is None:
        return None
    day = dt.timedelta(days=1)
    begins, ends = (far, told.published - day) if when == "P" else (told.published + day, far)
    return Value(f"{begins}/{ends}", "day" if unit == _DAY else "about", COUNTED)


def part_of_year(year: int, number: int, parts: int) -> str | None:
    """The months of a quarter (parts 4) or half (parts 2) of a year."""
    if not 1 <= number <= parts:
        return None
    size = 12 // parts
    return f"{year:04}-{(number - 1) * size + 1:02}/{year:04}-{number * size:02}"


def quarter(when: str, told: Told) -> Value:
    """Last, this or next quarter."""
    if told.published is None:
        return Value(None, "vague", UNKNOWN)
    number = told.published.year * 4 + (told.published.month - 1) // 3 + {"P": -1, "F": 1}.get(when, 0)
    return Value(part_of_year(number // 4, number % 4 + 1, 4), "month", COUNTED)


def season(number: int, year: int) -> str:
    """The three months of a season of the northern year (1 spring); winter begins in the year named."""
    first = 3 * number
    ends = f"{year:04}-{first + 2:02}" if number < 4 else f"{year + 1:04}-02"
    return f"{year:04}-{first:02}/{ends}"


def season_by(number: int, when: str, told: Told) -> Value:
    """Last, this or next summer."""
    if told.published is None:
        return Value(None, "vague", UNKNOWN)
    year, now = told.published.year, told.published.isoformat()[:7]
    spans = [season(number, year + step) for step in (-2, -1, 0, 1)]
    if when == "P":
        found = [span for span in spans if span[8:] < now][-1]
    elif when == "F":
        found = [*(span for span in spans if span[:7] > now), season(number, year + 1)][0]
    else:
        found = next((span for span in spans if span[:7] <= now <= span[8:]), season(number, year))
    return Value(found, "month", COUNTED)


def century(number: int) -> str:
    """The years of a century."""
    return f"{number * 100 - 99:04}/{number * 100:04}"


def week_of(first: dt.date, last: dt.date, number: int) -> str | None:
    """The n-th week (-1 the last) of a month or year: weeks from Monday, counted by their Thursday."""
    thursday = first + dt.timedelta(days=(3 - first.weekday()) % 7)
    if number < 0:
        thursday = last - dt.timedelta(days=(last.weekday() - 3) % 7)
    else:
        thursday += dt.timedelta(days=7 * (number - 1))
    if not first <= thursday <= last:
        return None
    return f"{thursday - dt.timedelta(days=3)}/{thursday + dt.timedelta(days=3)}"


def bounds(iso: str) -> tuple[dt.date, dt.date] | None:
    """The first and last day of a year or month as ISO."""
    if len(iso) == 4:
        return dt.date(int(iso), 1, 1), dt.date(int(iso), 12, 31)
    if len(iso) == 7:
        year, month = int(iso[:4]), int(iso[5:])
        return dt.date(year, month, 1), dt.date(year, month, months.monthrange(year, month)[1])
    return None


def day_near(number: int, weekday: int | None, told: Told) -> Value | None:
    """The day of the month (that falls on a weekday) next to publication, on the side that the text tells."""
    if told.published is None:
        return Value(None, "day", UNKNOWN)
    step = 1 if told.future else -1
    year, month = told.published.year, told.published.month
    for tried in range(14 if weekday is not None else 3):
        try:
            day = dt.date(year, month, number)
        except ValueError:
            day = None
        fits = day is not None and (weekday is None or day.weekday() == weekday)
        if day is not None and fits and tried == 0 and weekday is not None:
            return Value(day.isoformat(), "day", "month not told: that of publication")
        if day is not None and fits and (day >= told.published if told.future else day <= told.published):
            return Value(day.isoformat(), "day", "month not told: the nearest such day")
        year, month = (year + (month - 1 + step) // 12, (month - 1 + step) % 12 + 1)
    return None
