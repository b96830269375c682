"""Agreement of two details of one kind: equal, more precise, contradictory, or not comparable."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from compare.claims.frames import folded
from compare.languages import LANGUAGES, table
from compare.model.claim import Detail

Verdict = Literal["equal", "precision", "contradict", "apart"]

# Two days this close, in sentences that tell the same event, contradict; farther ones tell two events.
_SAME_EVENT_DAYS = 7
# Minutes by which a time may lie outside of a part of the day: nobody knows where a morning ends.
_EDGE, _NOON = 60, 720
# Days around publication of which a report tells many things.
_FRESH_DAYS = 30
# "About": within a tenth. "Dozens", told as 10: up to ten times that. Converted units are rounded.
_ABOUT, _VAGUE, _ROUNDED = 0.1, 10, 0.02
# A rounded number ends in so many zeros; the exact one in so many fewer.
_FEWEST_ZEROS, _MUCH_FINER = 3, 2
# A number that was cut off and not rounded tells so many digits.
_CUT_DIGITS = 2
# Digits up to which a point in a number parts its decimals for sure.
_LONGEST_PLAIN = 6
_HAMZA = str.maketrans("أإآ", "ااا")
_DAY = re.compile(r"\d{1,2}")
_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_CLOCK = re.compile(r"(?:(\d{4}-\d\d-\d\d)T)?(\d\d)(?::(\d\d))?")
_COUNT = re.compile(r"\d+")
Canonical = Callable[[float, str], tuple[float, str] | None]


def dates_agree(a: Detail, b: Detail, *, close: bool, undated: bool = False) -> Verdict:
    """How two dates stand. `close` says that the sentences are near copies, so that any two dates clash.

    `undated` says that no day of publication is known and both were counted from one that was assumed: then a
    counted date says nothing about the year of a stated one.
    """
    if a.value is None or b.value is None:
        other = (close and _years_apart(a.text, b.text)) or _other_weekday(a, b)
        return "equal" if a.text == b.text else "contradict" if other else "apart"
    x, y = str(a.value), str(b.value)
    if undated and a.basis != b.basis:
        return "equal" if x[4:] == y[4:] else "apart"
    if x == y:
        return "equal" if _is_part(a) == _is_part(b) else "precision"
    if _of_the_other_calendar(a, b) or _of_the_other_calendar(b, a):
        return "equal"
    if a.basis == b.basis == "inferred" and (_written(a) == _written(b) or x[4:] == y[4:] != ""):
        return "equal"  # the same words, told on two days; or one month, its year inferred on both sides
    if includes(x, y) or includes(y, x):
        return "precision"
    if "/" in x or "/" in y:
        return "contradict" if close and "/" in x and "/" in y else "apart"
    if len(x) >= 10 and len(y) >= 10:
        return _days_agree(a, b, close=close)
    return "contradict" if close and len(x) == len(y) else "apart"


def _years_apart(one: str, two: str) -> bool:
    """True for "35 years ago" and "20 years ago": whenever the accounts were published, one of them errs."""
    first, second = _COUNT.search(one), _COUNT.search(two)
    if first is None or second is None or _COUNT.sub("", one) != _COUNT.sub("", two):
        return False
    known = _years().isdisjoint(folded(word) for word in one.split())
    return not known and abs(int(first[0]) - int(second[0])) > 1


def _other_weekday(a: Detail, b: Detail) -> bool:
    """True for two days of the week, where for one at least it is not known of which week."""
    one, two = _weekday(a), _weekday(b)
    return one is not None and two is not None and one != two


def _weekday(date: Detail) -> int | None:
    """The weekday that a date names, or that its day of the calendar is; None where it names two or none."""
    named = {
        _weekdays()[word] for word in map(folded, re.findall(r"[^\W\d_]+", date.text)) if word in _weekdays()
    }
    if named:
        return named.pop() if len(named) == 1 else None
    day = _ISO_DAY.fullmatch(str(date.value))
    return dt.date.fromisoformat(day[0]).weekday() if day is not None else None


@lru_cache(maxsize=1)
def _weekdays() -> dict[str, int]:
    """The folded names of the days of the week in every language, Monday being 0."""
    rows = [table(language, "dates")["weekdays"] for language in LANGUAGES]
    return {
        folded(word): day
        for days in rows
        for day, names in enumerate(days)
        for name in names
        for word in [name]
    }


@lru_cache(maxsize=1)
def _years() -> frozenset[str]:
    """The folded words for years, in every language."""
    tables = [table(language, "dates") for language in LANGUAGES]
    words = [word for rows in tables for key in ("words", "units") for word in rows[key].get("year", ())]
    return frozenset(map(folded, words))


def _days_agree(a: Detail, b: Detail, *, close: bool) -> Verdict:
    """How two different days stand; "two weeks ago" may be any day of that week."""
    one, two = (dt.date.fromisoformat(str(d.value)[:10]) for d in (a, b))
    days = abs((one - two).days)
    if "about" in (a.precision, b.precision):
        return "precision" if days <= _SAME_EVENT_DAYS else "apart"
    if days % 7 == 0 and any("such weekday" in d.because for d in (a, b)):
        return "equal"  # "on Monday" may be the one before or after publication
    return "contradict" if close or days <= _SAME_EVENT_DAYS else "apart"


def one_past_day(a: Detail, b: Detail, published: Sequence[dt.date | None]) -> bool:
    """True for neighbouring days of the calendar that are long past: history tells its dates of one event.

    Days around publication, and days counted from it, may be of anything: every report has its "yesterday".
    """
    told = [_ISO_DAY.fullmatch(str(d.value)) for d in (a, b) if any(map(str.isdecimal, d.text))]
    days = [dt.date.fromisoformat(day[0]) for day in told if day is not None]
    if len(days) != len((a, b)):
        return False
    fresh = any(abs((day - known).days) <= _FRESH_DAYS for day in days for known in published if known)
    return abs((days[0] - days[1]).days) == 1 and not fresh


def both_ahead(a: Detail, b: Detail, published: Sequence[dt.date | None]) -> bool:
    """True for two days to come, one of them of the calendar: accounts of one event announce its one date.

    What is past happened on many days; an account announces few.
    """
    numbered = any(map(str.isdecimal, a.text + b.text))
    told = [_ISO_DAY.match(str(d.value)) for d in (a, b)]
    return numbered and all(
        day is not None and known is not None and dt.date.fromisoformat(day[0]) > known
        for day, known in zip(told, published, strict=True)
    )


def _of_the_other_calendar(counted: Detail, hijri: Detail) -> bool:
    """True for "the 28th of this month" beside 28 Shawwal: the unnamed month may be the Hijri one."""
    if not (counted.because.startswith("month counted") and "Hijri" in hijri.because):
        return False
    one, other = (_DAY.search(date.text) for date in (counted, hijri))
    return one is not None and other is not None and int(one[0]) == int(other[0])


def _written(date: Detail) -> str:
    return date.text.translate(_HAMZA)


def _is_part(date: Detail) -> bool:
    """True for "the end of September": sharper than the month it is given with."""
    return date.because.startswith("only a part")


def includes(coarse: str, fine: str) -> bool:
    """True where the coarser date holds the finer: 2020-09 and 2020-09-27, a range and a day inside it."""
    if "/" in coarse:
        start, end = coarse.split("/", 1)
        first, last = fine.split("/", 1) if "/" in fine else (fine, fine)
        size = min(map(len, (start, end, first, last)))
        return coarse != fine and start[:size] <= first[:size] and last[:size] <= end[:size]
    return len(fine) > len(coarse) and fine.startswith(coarse)


def numbers_agree(a: Detail, b: Detail, canonical: Canonical | None = None) -> Verdict:
    """How two numbers of the same thing stand, approximators respected ("about 40" and 41 are compatible).

    `canonical` brings a value and its unit to a base unit (square metres for hectares), where it can.
    """
    one, two = _bounds(a, canonical), _bounds(b, canonical)
    if one is None or two is None:
        return "equal" if a.value == b.value else "apart"
    if a.unit == b.unit and _same_digits(a.text, b.text):
        return "equal"  # "542.963,440" and "542.963.440": the signs between are anybody's guess
    (low, high), (start, end) = one, two
    if (low, high) == (start, end):
        return "equal" if a.precision == b.precision else "precision"
    if low != high or start != end:
        inside = low <= start <= end <= high or start <= low <= high <= end
        one_end = low != high and start != end and (low == start or high == end)
        return "precision" if inside and not one_end else "contradict"
    if a.precision != b.precision or a.precision not in ("at_least", "at_most"):
        for told, other, limit in ((low, start, a.precision), (start, low, b.precision)):
            if _allows(told, other, limit):
                return "precision"
    if _rounds_to(low, start) or _rounds_to(start, low) or _cut_to(low, start) or _cut_to(start, low):
        return "precision"
    if a.unit != b.unit and abs(low - start) <= _ROUNDED * max(abs(low), abs(start)):
        return "precision"  # converted from one unit into the other, then rounded
    return "contradict"


def _rounds_to(round_value: float, exact: float) -> bool:
    """True where the one is the other rounded: 16,000 for 16,312, not 5,000 for 5,200.

    The exact value must have two digits more, or differ by less than a hundredth.
    """
    if not (round_value and exact) or round_value != int(round_value):
        return False
    zeros = _zeros(round_value)
    if zeros < _FEWEST_ZEROS or round(exact / 10**zeros) * 10**zeros != round_value:
        return False
    finer = zeros - (_zeros(exact) if exact == int(exact) else 0)
    return finer >= _MUCH_FINER or abs(round_value - exact) <= 0.01 * abs(exact)


def _same_digits(a: str, b: str) -> bool:
    """True for two writings of one long number; the sign of a decimal in a short one tells."""
    one, two = ("".join(c for c in text if c.isdecimal()) for text in (a, b))
    return len(one) > _LONGEST_PLAIN and one == two


def _cut_to(short: float, exact: float) -> bool:
    """True where the one is the other with fewer digits behind the point: 13 and 13.1, 19.5 and 19.589.

    Rounded, or cut off where two digits are told: papers do both.
    """
    if short == int(short) and exact == int(exact):
        # "19.5 million" for 19,589,137: the point stands before the zeros.
        zeros = _zeros(short)
        if zeros < _FEWEST_ZEROS or len(str(int(short))) - zeros < _CUT_DIGITS or _zeros(exact) > zeros - 1:
            return False
        scale = 10.0**zeros
        return int(exact / scale) * scale == short
    one, two = (_digits(value) for value in (short, exact))
    if two[1] <= one[1]:
        return False
    step = 10.0 ** -one[1]
    if abs(short - exact) <= step / 2 + 1e-9:
        return True
    return sum(one) >= _CUT_DIGITS and 0 <= abs(exact) - abs(short) < step


def _digits(value: float) -> tuple[int, int]:
    """How many digits stand before and behind the point."""
    whole, _, fraction = f"{abs(value):.9f}".rstrip("0").partition(".")
    return len(whole.lstrip("0")), len(fraction)


def _zeros(value: float) -> int:
    digits = str(int(value))
    return len(digits) - len(digits.rstrip("0"))


def _bounds(detail: Detail, canonical: Canonical | None) -> tuple[float, float] | None:
    """The ends of a number or of a range "A/B", in the base unit where one is known."""
    ends: list[float] = []
    for part in str(detail.value).split("/"):
        try:
            value = float(part)
        except ValueError:
            return None
        base = canonical(value, detail.unit) if canonical and detail.unit else None
        ends.append(base[0] if base else value)
    return min(ends), max(ends)


def _allows(told: float, other: float, limit: str) -> bool:
    """True where a number told as "about", "at least", "at most" or vaguely leaves room for the other."""
    if limit == "about":
        return abs(told - other) <= _ABOUT * max(abs(told), abs(other))
    if limit == "vague":
        return told <= other <= _VAGUE * told
    return (limit == "at_least" and told <= other <= 2 * told) or (limit == "at_most" and other <= told)


def times_agree(a: Detail, b: Detail) -> Verdict:
    """How two times of day stand: "22" and "22:14" are compatible, "22:14" and "21:14" are not.

    Parts of the day have soft edges: a time up to an hour outside of one fits it, and parts that touch say
    nothing against one another.
    """
    x, y = (str(d.value if d.value is not None else d.text) for d in (a, b))
    if x == y:
        return "equal"
    if a.value is None or b.value is None:
        return "apart"
    if a.basis == b.basis == "inferred" and _written(a) == _written(b):
        return "equal"  # the same words, told on two days
    if x.startswith(y) or y.startswith(x):
        return "precision"
    one, two = _minutes(x), _minutes(y)
    if one is None or two is None or (one.day and two.day and one.day != two.day) or "/" not in x + y:
        return "contradict"
    met = one.first <= two.last + _EDGE and two.first <= one.last + _EDGE
    return "contradict" if not met else "apart" if "/" in x and "/" in y else "precision"


class _Time(NamedTuple):
    """The first and last minute of a time of day or of a part of the day, and the day where it has one."""

    first: int
    last: int
    day: str | None


def _minutes(value: str) -> _Time | None:
    found = [_CLOCK.fullmatch(part) for part in value.split("/")]
    told = [(int(clock[2]) * 60 + int(clock[3] or 0), clock[1]) for clock in found if clock is not None]
    if len(told) < len(found):
        return None
    (first, day), (last, _) = told[0], told[-1]
    # For some a morning begins at midnight.
    return _Time(0 if first < last <= _NOON else first, last, day)
