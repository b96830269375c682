"""Dates of the solar calendar of Iran and of the Hijri calendar in a folded line, as Gregorian days."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from compare.languages import LANGUAGES, hijri, solar, table

_DIGITS = range(1300, 1421)
"""Solar years that digits alone may tell, 1921 to 2041: years of the Hijra begin above them."""
_SPELLED = {"solar": r"1[23]\d\d|14[0-4]\d", "hijri": r"1[34]\d\d|1500"}
_Fold = Callable[[str], str]


def solar_day(year: int, month: int, day: int) -> str | None:
    """The ISO day of a solar date in digits, for years of a newspaper's life."""
    return solar.gregorian(year, month, day) if year in _DIGITS else None


def other_date(line: str, fold: _Fold) -> tuple[str | None, tuple[int, int] | None, str]:
    """The ISO day of the first such date in a folded line, where it stands, and the name of its calendar.

    The days of the Hijra are those of the table of Umm al-Qura: elsewhere the moon may be seen a day later.
    """
    for calendar, convert in (("solar", solar.gregorian), ("hijri", hijri.gregorian)):
        pattern, months = _calendar(calendar, fold)
        for match in pattern.finditer(line):
            day, month = match["day"] or match["day2"], months[match["month"] or match["month2"]]
            found = convert(int(match["year"] or match["year2"]), month, int(day))
            if found:
                return found, match.span(), calendar
    return None, None, ""


def beside(line: str, fold: _Fold) -> str:
    """A folded line without dates of these calendars, which stand beside the one that was read."""
    for calendar in _SPELLED:
        line = _calendar(calendar, fold)[0].sub(" ", line)
    return line


@cache
def _calendar(name: str, fold: _Fold) -> tuple[re.Pattern[str], dict[str, int]]:
    """How a day of a calendar is spelled in any language, and the numbers of its folded months."""
    months: dict[str, int] = {}
    for language in LANGUAGES:
        names = table(language, "boilerplate").get("dateline", {}).get(name, ())
        for number, spellings in enumerate(names, 1):
            months.update((fold(spelling), number) for spelling in spellings.split("|"))
    month = "|".join(sorted(map(re.escape, months), key=len, reverse=True))
    year = _SPELLED[name]
    return re.compile(
        rf"(?<!\w)(?:(?P<day>\d{{1,2}})\s+(?P<month>{month})(?:\s?ماه)?[\s,،]+(?:سال\s+)?(?P<year>{year})"
        rf"|(?P<month2>{month})\s+(?P<day2>\d{{1,2}}),?\s+(?P<year2>{year}))(?!\d)"
    ), months
