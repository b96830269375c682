"""What the grammars of dates share: fragments of patterns, and the parts that a match took."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

from compare.details import calendar
from compare.details.calendar import Parts, Value, When
from compare.details.date_line import DateLine

DAY = r"(?:l?(?P<day>D)(?:-?s(?:U(?=f))?)?|l?(?:(?P<pre>K)-?)?(?P<ord>O)(?:&?(?P<tens>E))?)"
NTH = r"p?(?:(?P<day>D)s?|(?P<count>K(?:-?[JO])?|J&K|J(?![JKU])|O))"
DAY2 = (
    DAY.replace("P<day>", "P<day2>")
    .replace("P<ord>", "P<ord2>")
    .replace("P<tens>", "P<tens2>")
    .replace("P<pre>", "P<pre2>")
)
MO = r"(?P<mo>[Mm])(?:(?P<open>\()(?P<mo2b>[Mm])\)|\.?[/-]?(?P<mo2>[Mm])|\.(?=[DY,]))?"
YEAR = r"(?:[,f/]{0,2}p?y?\(?(?P<year>Y)(?!/?[N%])(?:g\.?)?)"
REL = r"(?:[fp]{0,2}(?:(?P<yrel2>[PFC])[yg]|(?P<rel>[PFc])(?!M)|[yg](?P<yrel>[PFCSc])))"
HEAD = r"(?:G|(?:q?)(?:d?(?P<r>[Rr])\(?(?:[,(]?d?(?P<wd0>[Wv])\)?)?|d?(?P<wd>[Wv])\.?)[,p(]{0,2}d?[p(]?)"
TAIL = rf"(?P<tail>{YEAR}|{REL})?"

Rule = tuple[re.Pattern[str], Callable[[DateLine, re.Match[str]], Value | None]]


def parts_of(line: DateLine, match: re.Match[str], day: int | None = None, month: int | None = None) -> Parts:
    """The parts that the groups of a pattern took."""
    groups = match.groupdict()
    when = groups.get("rel") or groups.get("rel0") or ""
    year_when = groups.get("yrel") or groups.get("yrel2") or ""
    return Parts(
        year=line.value(match, "year"),
        month=month if month is not None else line.value(match, "mo"),
        day=day,
        when=when_of(when),
        year_when=when_of(year_when),
        weekday=line.value(match, "wd"),
    )


def when_of(tag: str) -> When:
    return _WHENS.get(tag, "")


_WHENS: dict[str, When] = {"P": "P", "F": "F", "C": "C", "c": "C", "S": "S"}


def part_day(line: DateLine, match: re.Match[str], suffix: str = "") -> int | None:
    if (count := line.count(match, "count")) is not None:
        return count if count <= 31 else None
    ordinal = line.value(match, "ord" + suffix)
    if ordinal is None:
        return line.value(match, "day" + suffix)
    day = ordinal + (line.value(match, "tens" + suffix) or line.value(match, "pre" + suffix) or 0)
    return day if day <= 31 else None


def joined(line: DateLine, a: Value | None, b: Value | None) -> Value | None:
    """A range of two values."""
    if a is None or b is None:
        return None
    if a.iso is None or b.iso is None:
        return Value(None, a.precision, calendar.UNKNOWN)
    if a.iso > b.iso:
        return None
    return Value(f"{a.iso}/{b.iso}", b.precision, b.because or a.because)


def single_month(line: DateLine, match: re.Match[str]) -> bool:
    """True where the two names of a dual month are one month."""
    second = line.value(match, "mo2")
    return second is None or second == line.value(match, "mo")


def checked_weekday(line: DateLine, match: re.Match[str], value: Value) -> Value:
    """The value with a word about the weekday beside it, where that is not the weekday of the date."""
    number = line.value(match, "wd")
    number = line.value(match, "wd0") if number is None else number
    if number is None or not value.iso or len(value.iso) < 10 or "weekday" in value.because:
        return value
    real = dt.date.fromisoformat(value.iso[:10]).weekday()
    if real == number:
        return value
    clash = (
        f"weekday-clash: the date is a {calendar.WEEKDAYS[real]}, the text says {calendar.WEEKDAYS[number]}"
    )
    return Value(value.iso, value.precision, "; ".join(filter(None, (value.because, clash))), value.inferred)
