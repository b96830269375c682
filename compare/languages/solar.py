"""The solar calendar of Iran and Afghanistan: its days as Gregorian ISO days."""

from __future__ import annotations

import datetime as dt

FIRST, LAST = 1210, 1500
_BEGINS = dt.date(1600, 3, 20)
_EPOCH = 979
_LONG_MONTHS = 6
"""The first six months have 31 days, the others 30, the last one 29 but for leap years."""


def gregorian(year: int, month: int, day: int) -> str | None:
    """The ISO day of a day of the solar calendar; None outside 1210 to 1500 and where there is no such day.

    Leap years come eight times in 33 years, by the arithmetic of Roozbeh Pournader and Mohammad Toossi
    (jalali.c, 2000); in these years it agrees with the equinoxes that K. M. Borkowski computed (The Persian
    calendar for 3000 years, Earth, Moon, and Planets 74, 1996).

    >>> gregorian(1403, 5, 28), gregorian(1403, 12, 30), gregorian(1402, 12, 30)
    ('2024-08-18', '2025-03-20', None)
    """
    if not FIRST <= year <= LAST or not 1 <= month <= 12 or not 1 <= day <= 31:
        return None
    begins, ends = _days_before(year), _days_before(year + 1)
    at = begins + 30 * (month - 1) + min(month - 1, _LONG_MONTHS) + day - 1
    if at >= ends or (month > _LONG_MONTHS and day > 30):
        return None
    return (_BEGINS + dt.timedelta(days=at)).isoformat()


def _days_before(year: int) -> int:
    """Days from the first day of 979 to that of a year."""
    cycles, rest = divmod(year - _EPOCH, 33)
    return 365 * (year - _EPOCH) + 8 * cycles + (rest + 3) // 4
