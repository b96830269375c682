"""The specifications of Microsoft's Recognizers-Text (MIT): which numbers are found as they ask for them.

What counts as met is said at each rule, because our convention differs in three points: a number takes what
it counts into its span ("16 apples"), an approximator is a precision and stays outside the span ("more than
30" is 30, at least), and a number inside a date is a date.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import compare
from compare.model.claim import Detail, DetailKind

LANGUAGES = {"arabic": "ar", "english": "en"}
_NUMERIC = (
    DetailKind.NUMBER,
    DetailKind.MONEY,
    DetailKind.DURATION,
    DetailKind.PERCENT,
    DetailKind.ORDINAL,
)
_DATED = (DetailKind.DATE, DetailKind.TIME)

Row = Mapping[str, Any]


def rows(path: Path, kind: str) -> list[Row]:
    """The supported specifications of one kind in a file."""
    with path.open(encoding="utf-8") as lines:
        found = [json.loads(line) for line in lines]
    return [row for row in found if row["kind"] == kind and row["not_supported"] is None]


def numbers(path: Path) -> tuple[int, int]:
    """(met, all) of the cardinal numbers."""
    return _share(rows(path, "Number"), _number_met)


def percents(path: Path) -> tuple[int, int]:
    """(met, all) of the percentages: same span, same number."""
    return _share(rows(path, "Percent"), _percent_met)


def ordinals(path: Path) -> tuple[int, int]:
    """(met, all) of the ordinals that have a number, and of the inputs without any."""
    return _share([row for row in rows(path, "Ordinal") if not _relative(row)], _ordinal_met)


def relative_ordinals(path: Path) -> tuple[int, int]:
    """(met, all) of "last", "next", "the one before": no details of ours, they hold no number."""
    return _share([row for row in rows(path, "Ordinal") if _relative(row)], _ordinal_met)


def ranges(path: Path) -> tuple[int, int]:
    """(met, all) of the ranges, closed and open."""
    return _share(rows(path, "NumberRange"), _range_met)


GROUPS = {
    "Number": numbers,
    "Percent": percents,
    "Ordinal": ordinals,
    "NumberRange": ranges,
    "Ordinal, relative": relative_ordinals,
}


def missed(path: Path, kind: str) -> Iterator[tuple[Row, tuple[Detail, ...]]]:
    """The specifications of one kind that are not met, with what was found instead."""
    rule = {"Number": _number_met, "Percent": _percent_met, "Ordinal": _ordinal_met}.get(kind, _range_met)
    for row in rows(path, kind):
        found = _details(row)
        if not _met(row, found, rule):
            yield row, found


def _share(wanted: Sequence[Row], rule: Any) -> tuple[int, int]:
    return sum(_met(row, _details(row), rule) for row in wanted), len(wanted)


def _details(row: Row) -> tuple[Detail, ...]:
    """What is found; a crash counts as nothing found, and as a miss where nothing is expected."""
    try:
        reference = row["reference"]
        return compare.extract_details(row["input"], published=reference[:10] if reference else None)
    except Exception:  # noqa: BLE001  (a crash is a miss, whatever it is)
        return (Detail(DetailKind.NUMBER, -1, -1, "", math.nan),)


def _met(row: Row, found: Iterable[Detail], rule: Any) -> bool:
    """Every expected result is found; where none is expected, no detail of the kind stands without a unit."""
    if row["results"]:
        return all(any(rule(one, detail) for detail in found) for one in row["results"])
    kind = {"Ordinal": DetailKind.ORDINAL, "Percent": DetailKind.PERCENT}.get(row["kind"], DetailKind.NUMBER)
    return not any(d.kind is kind and d.unit is None for d in found)


def _number_met(wanted: Row, found: Detail) -> bool:
    """The same span and value; a wider span where it holds a unit, money, a percentage or a date."""
    start, end = wanted["start"], wanted["end"] + 1
    if found.kind in _DATED:
        return found.start <= start and end <= found.end
    if found.kind not in _NUMERIC or not _equal(found.value, wanted["resolution"]["value"]):
        return False
    wider = found.unit is not None and found.start <= start and end <= found.end
    return wider or (found.start, found.end) == (start, end)


def _percent_met(wanted: Row, found: Detail) -> bool:
    same = (found.start, found.end) == (wanted["start"], wanted["end"] + 1)
    value = wanted["resolution"]["value"].removesuffix("%")
    return same and found.kind is DetailKind.PERCENT and _equal(found.value, value)


def _ordinal_met(wanted: Row, found: Detail) -> bool:
    same = (found.start, found.end) == (wanted["start"], wanted["end"] + 1)
    return same and found.kind is DetailKind.ORDINAL and _equal(found.value, wanted["resolution"]["value"])


def _relative(row: Row) -> bool:
    return any(one["type"] == "ordinal.relative" for one in row["results"])


def _range_met(wanted: Row, found: Detail) -> bool:
    """Closed ranges: both ends and the span. Open ones: the end, inside the span, with its precision.

    "Equal to 20", a range of one number there, is the number 20 here, exact.
    """
    low, high = wanted["resolution"]["value"][1:-1].split(",")
    start, end = wanted["start"], wanted["end"] + 1
    inside = start <= found.start and found.end <= end
    wider = found.unit is not None and found.start <= end and found.start >= start
    if found.kind not in _NUMERIC:
        return False
    if low == high:
        return (inside or wider) and found.precision == "exact" and _equal(found.value, low)
    if low and high:
        ends = str(found.value).split("/")
        same = found.start == start and (found.end == end or (found.unit is not None and found.end > end))
        return same and len(ends) == 2 and _equal(ends[0], low) and _equal(ends[1], high)
    precision = "at_least" if low else "at_most"
    return (inside or wider) and found.precision == precision and _equal(found.value, low or high)


def _equal(value: object, wanted: str) -> bool:
    try:
        return math.isclose(float(str(value)), float(wanted), rel_tol=1e-6)
    except ValueError:
        return False
