"""The Umm al-Qura calendar: days, months and years of the Hijra as Gregorian ISO values.

Month lengths are facts published by the King Abdulaziz City for Science and Technology for 1343 to 1500 AH;
they were taken from hijridate 2.6 (MIT). A sighting of the moon elsewhere may differ by a day.
"""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

FIRST, LAST = 1343, 1500
_BEGINS = dt.date(1924, 8, 1)
# Six hexadecimal digits a year; two bits a month, Muharram lowest: its length less 28.
_LENGTHS = (
    "a8a9a66666659a27666969a55a69a535a666b2a6669a65999a56666666669699a66669999a666665a665a6666669659a"
    "65966aa66666666666666666a666666a2666a66666666666666666a6666669a666666666a99966a65999999999a5a666"
    "696666666a59a699966666669999996666666659a69969a66666996666666a65a6a6665aa66665666669a6666659a666"
    "a66666a66665a665666966666659a69966a666669999a666699999a6659a66599999666a6599a9966a696669a59a6666"
    "9999999966666599a69666a659a69966a696a69a599a99659a6599996666599a66666a669a69999aa6599aa5659a9596"
    "9996666659a66699a69a699969a665a6a596a696599999699666695999a96669a65a69999a66669999999665a66596a6"
    "9666a6599a99669a66669999a666669996999659a95969a96666a699a69969a66569996666659a99966a6665a99999a9"
    "6699a59a9996a696599a596669659aa5999a6666999a666669a659a99966a965999996666659a69999a65a69a56a6696"
    "69a6596996666659a699669a659a99969a995a9a659a69969a6659999969659a699669a659a9a569a696a99a59a66665"
    "a659999966696599a99669a6a669999a66659a599699965a66599a99666a665a69999a66699999a9965a"
)


@lru_cache(maxsize=1)
def _starts() -> tuple[int, ...]:
    """The first day of every month as a count of days from 1 Muharram 1343, one more behind the last."""
    starts = [0]
    for at in range(0, len(_LENGTHS), 6):
        year = int(_LENGTHS[at : at + 6], 16)
        starts += [starts[-1] + sum(28 + (year >> 2 * m & 3) for m in range(n + 1)) for n in range(12)]
    return tuple(starts)


def gregorian(year: int, month: int | None = None, day: int | None = None) -> str | None:
    """The ISO day of a Hijri day, or the range of days of a Hijri month or year.

    None outside 1343 to 1500 AH and where the month has no such day.

    >>> gregorian(1446, 2, 14)
    '2024-08-18'
    >>> gregorian(1446, 2)
    '2024-08-05/2024-09-03'
    """
    if not FIRST <= year <= LAST:
        return None
    first = (year - FIRST) * 12 + (month - 1 if month else 0)
    last = first + (1 if month else 12)
    begins, ends = _starts()[first], _starts()[last]
    if day is None:
        return f"{_day(begins)}/{_day(ends - 1)}"
    return _day(begins + day - 1) if 1 <= day <= ends - begins else None


def year_of(day: dt.date) -> int | None:
    """The Hijri year that a day falls in, None outside the table."""
    for year in range(max(FIRST, day.year - 580), LAST + 1):
        span = gregorian(year)
        if span and span[:10] <= day.isoformat() <= span[11:]:
            return year
    return None


def _day(count: int) -> str:
    return (_BEGINS + dt.timedelta(days=count)).isoformat()
