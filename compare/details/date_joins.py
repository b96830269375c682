"""What neighbouring dates and times come to together: a moment, a range of days, a range of hours."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from compare.details.calendar import Value
from compare.details.date_line import DateLine
from compare.details.times import halved


@dataclass(frozen=True, slots=True)
class Found:
    """A date or time read at some tokens of a line."""

    first: int
    last: int
    value: Value
    is_time: bool
    clock: bool = False


# What may stand between a day and its time, and between a time and its day.
_TO_TIME = re.compile(r"[,|pat(;)-]{0,3}")
_TO_DAY = re.compile(r"[,(]?[pf]{0,2}d?q?[,(]?")
_TIE = re.compile(r"\)?(?:t|-|&)[pt]?|\)?,?&")


def join(line: DateLine, found: list[Found]) -> list[Found]:
    """Moments and ranges made of neighbours; what is weak and joins nothing is left out."""
    joined = _pairs(line, found, _moment)
    joined = _pairs(line, joined, _moment)
    joined = _pairs(line, [_week(line, one) for one in joined], _span)
    return [one for one in joined if not one.value.weak]


def _week(line: DateLine, one: Found) -> Found:
    """ "The week of April 10": the week from Monday that holds the day."""
    before = re.search(r"k[fp]{1,2}$", line.code[: one.first])
    if before is None or one.is_time or len(one.value.iso or "") != 10:
        return one
    day = dt.date.fromisoformat(str(one.value.iso))
    monday = day - dt.timedelta(days=day.weekday())
    iso = f"{monday}/{monday + dt.timedelta(days=6)}"
    return replace(one, first=before.start(), value=replace(one.value, iso=iso, precision="about"))


def _pairs(
    line: DateLine, found: list[Found], rule: Callable[[DateLine, Found, Found], Found | None]
) -> list[Found]:
    done: list[Found] = []
    for one in found:
        both = rule(line, done[-1], one) if done else None
        if both is None:
            done.append(one)
        else:
            done[-1] = both
    return done


def _moment(line: DateLine, a: Found, b: Found) -> Found | None:
    """A day and a time that stand side by side."""
    if a.is_time == b.is_time:
        return _hours_in_part(line, a, b)
    gap = line.code[a.last : b.first]
    if not (_TO_DAY if a.is_time else _TO_TIME).fullmatch(gap):
        return None
    time, day = (a, b) if a.is_time else (b, a)
    fits = _leads(line, time, gap) if a.is_time else _trails(line, time, gap)
    if not fits:
        return None
    iso = _at(day.value, time.value)
    if iso is None:
        return None
    first = a.first
    part = time.value.part or day.value.part
    value = replace(day.value, iso=iso, precision=time.value.precision, weak=False, part=part)
    return Found(first, b.last, value, False)


def _leads(line: DateLine, time: Found, gap: str) -> bool:
    """False for a part of the day and for a bare number right before a date: "the 5 Monday", مساء أمس."""
    tag = line.code[time.first]
    if gap:
        return True
    return tag != "q" and not (time.value.weak and tag in "DJNO" and "/" not in str(time.value.iso))


def _trails(line: DateLine, time: Found, gap: str) -> bool:
    """False for a bare number behind a date that may count something: "on Monday 5 people"."""
    tag, after = line.code[time.first], line.code[time.last : time.last + 1]
    if not time.value.weak:
        return True
    if tag != "T" and ("p" in gap or (tag in "DNJ" and "/" not in str(time.value.iso))):
        return False
    return after in ("", ",", ".", ";", ")", "&", "p") or (after == "x" and line.code[time.last - 1] == "T")


def _hours_in_part(line: DateLine, a: Found, b: Found) -> Found | None:
    """A part of the day and an hour in it, in either order: "in the morning, at 7"."""
    gap = line.code[a.last : b.first]
    if not (a.is_time and b.is_time and re.fullmatch(r"[,patX]{0,2}", gap)):
        return None
    hour, part = (b, a) if a.value.precision == "vague" and "/" in str(a.value.iso) else (a, b)
    if "/" not in str(part.value.iso) or part.value.precision != "vague" or not part.value.part:
        return None
    iso = _in_part(str(hour.value.iso), part.value.part, hour.value.part)
    weak = hour.value.weak and part.value.weak
    return Found(a.first, b.last, replace(hour.value, iso=iso, weak=weak, part=part.value.part), True)


def _in_part(iso: str, part: int, own: int) -> str:
    if own or not part:
        return iso
    moved = []
    for clock in iso.split("/"):
        minutes = halved(int(clock[:2]) * 60 + int(clock[3:]), part)
        moved.append(f"{minutes // 60:02}:{minutes % 60:02}")
    return "/".join(moved) if moved == sorted(moved) else iso


def _at(day: Value, time: Value) -> str | None:
    """The ISO moment or range of moments of a time on a day, None where the day is no single one."""
    iso, clock = day.iso, time.iso
    if iso is None or clock is None:
        return None
    if "T" in iso and time.precision == "vague" and "/" in clock and day.precision != "vague":
        days = iso.split("/")  # "10 to 12 on Monday morning"
        moved = _in_part("/".join(d[11:] for d in days), time.part, day.part)
        return "/".join(f"{iso[:10]}T{part}" for part in moved.split("/"))
    if day.part and ("T" not in iso or "/" in iso):  # "this evening from 7 to 8"
        clock, iso = _in_part(clock, day.part, time.part), iso[:10]
    if len(iso) != 10:
        return None
    return "/".join(f"{iso}T{part}" for part in clock.split("/"))


def _span(line: DateLine, a: Found, b: Found) -> Found | None:
    """ "From A to B", "between A and B", "A - B" of two dates."""
    gap = line.code[a.last : b.first]
    x, y = a.value.iso, b.value.iso
    if x is None or y is None or a.is_time or b.is_time or not _TIE.fullmatch(gap) or "/" in x + y:
        return None
    if any(one.value.weak and one.value.iso != _today(line) for one in (a, b)):
        return None
    cue = line.code[a.first - 1] if a.first else ""
    if line.code[a.first] in "bf":
        cue = line.code[a.first]
    if ("&" in gap and cue != "b") or ("&" not in gap and cue not in ("b", "f") and len(x) != len(y)):
        return None
    first = a.first - 1 if cue and cue in "bf" and line.code[a.first] != cue else a.first
    begins = _with_year(a.value, b.value)
    ends = _with_year(b.value, replace(a.value, iso=begins)) if a.value.worked_out is False else y
    if begins is None or ends is None or begins[:10] > ends[:10]:
        return None
    because = b.value.because or (a.value.because if begins == x else "")
    return Found(first, b.last, replace(b.value, iso=f"{begins}/{ends}", because=because, weak=False), False)


def _today(line: DateLine) -> str:
    published = line.memory.published.date
    return published.isoformat() if published else ""


def _with_year(one: Value, other: Value) -> str | None:
    """The value in the year of the other end, where its own year was only worked out."""
    iso, end = one.iso, other.iso
    if iso is None or end is None or not one.inferred or "year" not in one.because:
        return iso
    for year in (int(end[:4]), int(end[:4]) - 1):
        moved = f"{year:04}{iso[4:]}"
        if moved[: len(end)] <= end:
            return moved
    return iso
