"""The line that tells when a text was published: a short line that is nothing but a date."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from compare.ingest.other_calendars import beside, other_date, solar_day
from compare.languages import LANGUAGES, table
from compare.model.text import UNKNOWN_DATE, Published, Span

_HEAD_LINES, _TAIL_LINES = 20, 6
_LONGEST = 120
_LINE = re.compile("[^\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
_PARTS = re.compile(r"(?:(?!\s[-–—]\s)[^|•·])+")
_HAMZA = str.maketrans("أإآٱىیک", "ااااييك", "\u0640\u200c\u200e\u200f\u200b\ufeff")
_NUMERIC = re.compile(r"(?<!\d)(\d{1,4})\s?([-/.])\s?(\d{1,2})\s?\2\s?(\d{1,4})(?!\d)")
_TIME = re.compile(
    r"(?<!\d)(\d{1,2})(?::|h|\s:\s)(\d{2})(?::\d{2})?(?!\d)\s*(ص|صباحا|م|مساء|am|pm|a\.m|p\.m)?(?![^\W\d_])"
)
_ISO = re.compile(
    r"(?<!\d)(\d{4})-(\d{2})-(\d{2})t(\d{2}):(\d{2})(?::\d{2})?(?:\.\d+)?(?:z|[+-]\d{2}:?\d{2})?(?!\d)"
)
_AFTERNOON = ("م", "مساء", "pm", "p.m")
_MORNING = ("ص", "صباحا", "am", "a.m")
_SOLAR = ("fa",)
"""Languages in which a date in digits may be one of the solar calendar."""
_MONTH_FIRST = ("en",)
"""Languages in which 8/9/2024 may be the ninth of August as well as the eighth of September."""


@dataclass(frozen=True, slots=True)
class _Names:
    months: dict[str, int]
    fillers: frozenset[str]
    updated: frozenset[str]
    spelled: re.Pattern[str]


def find_dateline(text: str, language: str | None = None) -> Published:
    """The publication date that a line of the text states, or the unknown date.

    A line that tells of an update counts only where no other line tells a date.

    >>> find_dateline("عنوان\\n18-8-2024 | 22:14\\nوصل الوفد.").value
    '2024-08-18T22:14'
    """
    updated = UNKNOWN_DATE
    for start, end in _candidates(text):
        found = _read(text, start, end, language)
        if found.value is None:
            continue
        if not any(word in _names().updated for word in re.findall(r"[^\W_]+", _fold(text[start:end]))):
            return found
        if updated.value is None:
            updated = found
    return updated


def _candidates(text: str) -> Iterator[tuple[int, int]]:
    """Short lines with digits at the head of the text, then at its foot."""
    head = [match.span() for _, match in zip(range(3 * _HEAD_LINES), _LINE.finditer(text), strict=False)]
    filled = [span for span in head if text[slice(*span)].strip()][:_HEAD_LINES]
    after = filled[-1][1] if filled else 0
    foot = max(after, len(text) - 2000)
    tail = [match.span() for match in _LINE.finditer(text, foot) if match.group().strip()][-_TAIL_LINES:]
    for start, end in filled + tail:
        line = text[start:end]
        if len(line) <= _LONGEST and any(c.isdecimal() for c in line):
            yield start, end


def _read(text: str, start: int, end: int, language: str | None) -> Published:
    """The date of one line, where the line is only that (or a part of it between bars is)."""
    spans = [(start, end)] + [(start + p.start(), start + p.end()) for p in _PARTS.finditer(text[start:end])]
    for first, last in spans:
        line, places = _fold_with_places(text, first, last)
        value, covered, calendar = _parse(line, language)
        if value is None or not covered:
            continue
        rest = "".join(" " if any(a <= n < b for a, b in covered) else c for n, c in enumerate(line))
        rest = beside(rest, _fold)
        words = [word for word in re.findall(r"[^\W_]+", rest) if word not in _names().fillers]
        # A day of another calendar with a name beside it may be what the account is about.
        allowed = 1 if len(line.split()) > 3 and not calendar else 0
        if len(words) > allowed or any(word[0].isdecimal() for word in words):
            continue
        span = Span(places[min(a for a, _ in covered)], places[max(b for _, b in covered) - 1] + 1)
        return Published(value, "inferred" if calendar == "hijri" else "stated", span)
    return UNKNOWN_DATE


def _parse(line: str, language: str | None) -> tuple[str | None, list[tuple[int, int]], str]:
    """The ISO value in a folded line, the places it was read from, and the other calendar that names it."""
    if iso := _ISO.search(line):
        day = _day(int(iso[1]), int(iso[2]), int(iso[3]), language)
        return (f"{day}T{iso[4]}:{iso[5]}" if day else None), [iso.span()], ""
    calendar = ""
    day, span = _spelled(line)
    if day is None:
        day, span = _numeric(line, language)
    if day is None:
        day, span, calendar = other_date(line, _fold)
    if day is None or span is None:
        return None, [], ""
    rest = line[: span[0]] + " " * (span[1] - span[0]) + line[span[1] :]
    time = _TIME.search(rest)
    clock = _clock(time) if time else None
    if time and clock:
        return f"{day}T{clock}", [span, time.span()], calendar
    return day, [span], calendar


def _spelled(line: str) -> tuple[str | None, tuple[int, int] | None]:
    for match in _names().spelled.finditer(line):
        month = _names().months[match["month"] or match["month2"]]
        day, year = match["day"] or match["day2"], match["year"] or match["year2"]
        if day and year and (value := _day(int(year), month, int(day), None)):
            return value, match.span()
    return None, None


def _numeric(line: str, language: str | None) -> tuple[str | None, tuple[int, int] | None]:
    match = _NUMERIC.search(line)
    if not match:
        return None, None
    first, middle, last = int(match[1]), int(match[3]), int(match[4])
    if len(match[1]) == 4:
        return _day(first, middle, last, language), match.span()
    if len(match[4]) != 4:
        return None, None
    if middle > 12:
        return _day(last, first, middle, None), match.span()
    if language in _MONTH_FIRST and match[2] == "/" and first <= 12 and first != middle:
        return None, None
    return _day(last, middle, first, language), match.span()


def _day(year: int, month: int, day: int, language: str | None) -> str | None:
    """The ISO day; where dates are written in the solar calendar, a year of that."""
    if language in _SOLAR and (found := solar_day(year, month, day)):
        return found
    try:
        return dt.date(year, month, day).isoformat() if 1800 <= year <= 2199 else None
    except ValueError:
        return None


def _clock(time: re.Match[str]) -> str | None:
    hour, minute, half = int(time[1]), int(time[2]), time[3] or ""
    if half in _AFTERNOON and hour < 12:
        hour += 12
    elif half in _MORNING and hour == 12:
        hour = 0
    return f"{hour:02}:{minute:02}" if hour < 24 and minute < 60 else None


@cache
def _names() -> _Names:
    """Month names and filler words of all languages, folded."""
    months: dict[str, int] = {}
    fillers: set[str] = set()
    updated: set[str] = set()
    for language in LANGUAGES:
        words = table(language, "boilerplate").get("dateline", {})
        for number, spellings in enumerate(words.get("months", ()), 1):
            months.update((_fold(name), number) for name in spellings.split("|"))
        fillers.update(part for name in words.get("weekdays", ()) for part in _fold(name).split())
        fillers.update(
            part for name in words.get("words", ()) for part in re.findall(r"[^\W_]+", _fold(name))
        )
        updated.update(_fold(name) for name in words.get("updated", ()))
    month = "|".join(sorted(map(re.escape, months), key=len, reverse=True))
    dual = rf"(?P<month>{month})\.?(?:\s?[/(]\s?(?:{month})\s?\)?)?"
    ordinal = r"(?:st|nd|rd|th|er)?"
    spelled = re.compile(
        rf"(?<!\w)(?:(?P<day>\d{{1,2}}){ordinal}\.?(?:\s+de)?(?:\s+of)?[\s-]+{dual}"
        rf"[\s,،-]+(?:de\s+)?(?P<year>\d{{4}})|{dual.replace('P<month>', 'P<month2>')}"
        rf"\s+(?P<day2>\d{{1,2}}){ordinal}[,،]?\s+(?P<year2>\d{{4}}))(?!\d)"
    )
    return _Names(months, frozenset(fillers), frozenset(updated), spelled)


def _fold(text: str) -> str:
    """Text without marks, tatweel, hamza forms and case, with ASCII digits."""
    return _fold_with_places(text, 0, len(text))[0]


def _fold_with_places(text: str, start: int, end: int) -> tuple[str, list[int]]:
    """A folded stretch, and for each of its characters the place it came from."""
    folded: list[str] = []
    places: list[int] = []
    for at in range(start, end):
        digit = unicodedata.decimal(text[at], None)
        plain = str(digit) if digit is not None else text[at].translate(_HAMZA).casefold()
        if plain and not unicodedata.combining(plain[0]):
            folded.append(plain)
            places.extend([at] * len(plain))
    return "".join(folded), places
