"""When a specification of a date, time or duration counts as met (the sets of Recognizers-Text, MIT).

Met is what is found with an overlapping span and one of the values offered. Theirs are exclusive ends, except
where the text names the end: ours are inclusive, so the end may be the day told or the day before. A bound
("after 2010") is ours by the date told in it. "Two months ago" is a month of ours: it may hold their day.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from compare.evaluation.gold import Row

POINTS = ("date", "daterange", "datetime", "datetimerange", "time", "timerange")
"""Kinds of specification that ask for a moment or a stretch of time; "duration" asks for a length."""

_SECONDS = {
    "second": 1,
    "minute": 60,
    "hour": 3600,
    "day": 86400,
    "week": 604800,
    "month": 2592000,
    "year": 31536000,
}


@dataclass(frozen=True, slots=True)
class Read:
    """One detail as a finder reports it: ours, or that of a baseline."""

    start: int
    end: int
    kind: str
    value: object
    unit: str | None = None


def kind_of(result: Row) -> str:
    """The last part of a result's type: "date", "daterange", "duration", "set" …"""
    return str(result["type"]).rpartition(".")[2]


def wanted_of(row: Row) -> list[Row] | None:
    """The results that are asked for; None for a row of recurring times alone, which are no dates."""
    wanted = [result for result in row["results"] if kind_of(result) in (*POINTS, "duration")]
    return None if row["results"] and not wanted else wanted


def is_met(row: Row, found: Sequence[Read]) -> bool:
    """Every expected result is found; where none is expected, no date or time is."""
    wanted = wanted_of(row)
    if wanted:
        return all(_hit(result, found, row["input"]) for result in wanted)
    return not any(one.kind in ("date", "time") for one in found)


def _hit(result: Row, found: Iterable[Read], text: str) -> bool:
    first, last = _span(result, text)
    return any(
        _same(kind_of(result), value, one)
        for one in found
        if first < 0 or (first < one.end and one.start < last)
        for value in _values(result) or [{}]
    )


def _values(result: Row) -> list[Row]:
    resolution = result["resolution"]
    values = resolution.get("values") or [] if isinstance(resolution, dict) else []
    return [value for value in values if isinstance(value, dict)]


def _span(result: Row, text: str) -> tuple[int, int]:
    """The expected span; the set gives inclusive ends and, for a few, no place at all."""
    if result["start"] >= 0 and result["end"] >= result["start"]:
        return result["start"], result["end"] + 1
    told = result["text"].strip()
    at = text.lower().find(told.lower()) if told else -1
    return (at, at + len(result["text"])) if at >= 0 else (-1, -1)


def _same(kind: str, value: Row, one: Read) -> bool:
    if kind == "duration":
        seconds = _SECONDS.get(one.unit or "")
        if one.kind != "duration" or seconds is None or not isinstance(one.value, int | float):
            return False
        return abs(float(value.get("value", "nan")) - one.value * seconds) < 1
    if one.kind not in ("date", "time"):
        return False
    if not value or value.get("value") == "not resolved":
        return True  # a specification of the span alone
    if one.value is None:
        return False
    if kind in ("date", "datetime", "time"):
        return _point(str(value.get("value", "")).replace(" ", "T"), str(one.value))
    return _range(value, str(one.value))


def _point(wanted: str, ours: str) -> bool:
    if len(wanted) in (8, 19) and ":" in wanted:
        wanted = wanted[:-3]
    return wanted == ours or (len(ours) in (4, 7) and ":" not in ours and wanted.startswith(ours))


def _range(value: Row, ours: str) -> bool:
    first, _, last = ours.partition("/")
    begins, ends = _first(first), _last(last or first)
    after = _next(ends)
    start, end = (_clipped(str(value[name])) if name in value else None for name in ("start", "end"))
    bound = str(value.get("Mod", "")).startswith(("since", "after", "before", "until", "more", "less"))
    if bound and (start is None) != (end is None):
        return (start or end) in {begins, ends, after}
    starts = start is None or start == begins
    return starts and (end is None or end in {ends, after} | ({_first(last)} if last else set()))


def _clipped(moment: str) -> str:
    """A moment to the minute."""
    moment = moment.replace(" ", "T")
    return moment[:-3] if moment.count(":") == 2 else moment


def _first(iso: str) -> str:
    return iso + {4: "-01-01", 7: "-01"}.get(len(iso), "") if ":" not in iso else iso


def _last(iso: str) -> str:
    if ":" in iso:
        return iso
    if len(iso) == 4:
        return f"{iso}-12-31"
    if len(iso) == 7:
        return f"{iso}-{calendar.monthrange(int(iso[:4]), int(iso[5:]))[1]:02}"
    return iso


def _next(iso: str) -> str:
    return (dt.date.fromisoformat(iso) + dt.timedelta(days=1)).isoformat() if len(iso) == 10 else iso
