"""Dates in digits, and dates of the Hijri calendar."""

from __future__ import annotations

import re

from compare.details import calendar
from compare.details.calendar import Parts, Value
from compare.details.date_line import DateLine, listed
from compare.details.date_parts import DAY, HEAD, Rule, checked_weekday, joined, part_day
from compare.languages import hijri
from compare.model.claim import Precision


def _numeric(line: DateLine, match: re.Match[str]) -> Value | None:
    form = line.form(match, "num")
    iso = calendar.numeric(form, _month_before_day(line))
    if iso is None:
        return _hijri_digits(form)
    return checked_weekday(line, match, Value(iso, "minute" if "T" in iso else "day"))


def _month_before_day(line: DateLine) -> bool:
    """True where the language of the text writes 5/3 for the third of May."""
    return "en" in line.languages and "ar" not in line.languages


def _hijri_digits(form: str) -> Value | None:
    numbers = [int(n) for n in re.findall(r"\d+", form)]
    if len(numbers) != 3:
        return None
    year, month, day = numbers if numbers[0] > 31 else numbers[::-1]
    iso = hijri.gregorian(year, month, day) if 1 <= month <= 12 else None
    return Value(iso, "day", _HIJRI) if iso else None


_UNCONVERTED = "Hijri calendar, not converted"
_HIJRI = "converted from the Hijri calendar (Umm al-Qura)"


def _slash(line: DateLine, match: re.Match[str]) -> Value | None:
    day, month = line.value(match, "day") or 0, line.value(match, "mo") or 0
    if month > 12 or (_month_before_day(line) and day <= 12):
        day, month = month, day
    if month > 12:
        return None
    if match["cue"] == "p" and line.before(match.start("day")) not in listed(line.languages, "slash_after"):
        return None
    return calendar.resolve(Parts(month=month, day=day), line.told(match))


def _slash_range(line: DateLine, match: re.Match[str]) -> Value | None:
    """ "From 10/1 to 11/7", in the order of the language where both may be months."""
    pairs = [[line.value(match, name + end) or 0 for name in ("day", "mo")] for end in ("", "2")]
    swapped = any(month > 12 for _, month in pairs)
    if swapped or (_month_before_day(line) and all(day <= 12 for day, _ in pairs)):
        pairs = [[month, day] for day, month in pairs]
    (day, month), (day2, month2) = pairs
    if month > 12 or month2 > 12:
        return None
    told = line.told(match)
    ends = calendar.resolve(Parts(year=line.value(match, "year"), month=month2, day=day2), told)
    if ends is None or ends.iso is None:
        return ends
    year = int(ends.iso[:4]) - ((month, day) > (month2, day2))
    return joined(line, calendar.resolve(Parts(year, month, day), told), ends)


def _hijri(line: DateLine, match: re.Match[str]) -> Value | None:
    """A Hijri day, month or year as Gregorian days."""
    month, day, when = line.value(match, "mo"), part_day(line, match), match["when"] or ""
    year = line.value(match, "year")
    precision: Precision = "day" if day else "month"
    if day is None and not (match["lead"] is not None or year or when):
        return None
    if year is not None:
        iso = hijri.gregorian(year, month, day)
        return Value(iso, precision, _HIJRI if iso else _UNCONVERTED)
    return _hijri_near(line, match, month, day, precision)


def _hijri_near(
    line: DateLine, match: re.Match[str], month: int | None, day: int | None, precision: Precision
) -> Value | None:
    """A Hijri day or month without a year: the last one not after publication, or one that comes soon."""
    when, published = match["when"] or "", line.memory.published.date
    now = hijri.year_of(published) if published else None
    if published is None or now is None:
        return Value(None, precision, calendar.UNKNOWN)
    if when == "c" and (iso := hijri.gregorian(now, month, day)):
        return Value(iso, precision, f"{_HIJRI}; the current year")
    ahead = when == "F" or (not when and line.told(match).future)
    if ahead and not when and (past := hijri.gregorian(now, month, day)):
        ahead = not (published - calendar.LATELY).isoformat() <= past[-10:] < published.isoformat()
    today = published.isoformat() if when or ahead else (published + calendar.SOON).isoformat()
    spans = [hijri.gregorian(now + step, month, day) or "" for step in ((0, 1) if ahead else (0, -1))]
    fits = [s for s in spans if s and ((s[-10:] >= today) if ahead else (s[:10] <= today))]
    return Value(fits[0], precision, f"{_HIJRI}; year not told") if fits else None


def _hijri_year(line: DateLine, match: re.Match[str]) -> Value | None:
    year = line.value(match, "year") or line.value(match, "year2") or 0
    last = line.value(match, "last")
    begins, ends = hijri.gregorian(year), hijri.gregorian(last or year)
    if not begins or not ends:
        return Value(None, "year", _UNCONVERTED) if 1 <= year <= 1600 else None
    return Value(f"{begins[:10]}/{ends[11:]}", "year", _HIJRI)


RULES: tuple[Rule, ...] = tuple(
    (re.compile(pattern), handler)
    for pattern, handler in (
        (rf"(?:d;?\(?|[Mm]\(|{HEAD})?(?P<num>I)[eg]?", _numeric),
        (
            r"(?P<cue>[fb])(?P<day>D)/(?P<mo>D)[t&-]p?(?P<day2>D)/(?P<mo2>D)(?:[,/](?P<year>Y))?",
            _slash_range,
        ),
        (r"(?P<cue>d|[pf](?=D)|(?:(?P<wd>[Wv])[,p]?))(?P<day>D)[/](?P<mo>D)(?!/)", _slash),
        (
            rf"(?:{HEAD})?(?:{DAY}[f/]?)?(?P<lead>h|(?<=p))?(?P<mo>H)"
            r"(?:[,f/]{0,2}y?(?P<year>[YN])e?|(?P<when>[PFc]))?e?",
            _hijri,
        ),
        (r"(?:y\(?)?(?P<year>[YN])(?:[/-](?P<last>Y))?\)?e", _hijri_year),
    )
)
