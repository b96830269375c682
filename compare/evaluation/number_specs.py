"""When a specification of a number counts as met (the sets of Microsoft's Recognizers-Text, MIT).

Our convention differs in three points, said at each rule: a number takes what it counts into its span
("16 apples"), an approximator is a precision and stays outside the span ("more than 30" is 30, at least), and
a number inside a date is a date.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping

from compare.evaluation.gold import Row
from compare.model.claim import Detail

_NUMERIC = frozenset({"number", "money", "duration", "percent", "ordinal"})
_DATED = frozenset({"date", "time"})
_BARE = {"Ordinal": "ordinal", "Percent": "percent"}


def is_met(row: Row, found: Iterable[Detail]) -> bool:
    """Every expected result is found; where none is expected, no detail of the kind stands without a unit."""
    details = list(found)
    if row["results"]:
        rule = RULES[row["kind"]]
        return all(any(rule(one, detail) for detail in details) for one in row["results"])
    kind = _BARE.get(row["kind"], "number")
    return not any(d.kind == kind and d.unit is None for d in details)


def is_relative(row: Row) -> bool:
    """True for "last", "next", "the one before": ordinals there; here no details, for they hold no number."""
    return any(one["type"] == "ordinal.relative" for one in row["results"])


def _number_met(wanted: Row, found: Detail) -> bool:
    """The same span and value; a wider span where it holds a unit, money, a percentage or a date."""
    start, end = _span(wanted)
    if found.kind in _DATED:
        return found.start <= start and end <= found.end
    if found.kind not in _NUMERIC or not _equal(found.value, wanted["resolution"]["value"]):
        return False
    wider = found.unit is not None and found.start <= start and end <= found.end
    return wider or (found.start, found.end) == (start, end)


def _percent_met(wanted: Row, found: Detail) -> bool:
    """The same span and number."""
    same = (found.start, found.end) == _span(wanted)
    value = str(wanted["resolution"]["value"]).removesuffix("%")
    return same and found.kind == "percent" and _equal(found.value, value)


def _ordinal_met(wanted: Row, found: Detail) -> bool:
    """The same span and number."""
    same = (found.start, found.end) == _span(wanted)
    return same and found.kind == "ordinal" and _equal(found.value, wanted["resolution"]["value"])


def _range_met(wanted: Row, found: Detail) -> bool:
    """Closed ranges: both ends and the span. Open ones: the end, inside the span, with its precision.

    "Equal to 20", a range of one number there, is the number 20 here, exact.
    """
    low, high = wanted["resolution"]["value"][1:-1].split(",")
    start, end = _span(wanted)
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


def _span(wanted: Row) -> tuple[int, int]:
    """The expected span, half open; the set gives inclusive ends."""
    return int(wanted["start"]), int(wanted["end"]) + 1


def _equal(value: object, wanted: str) -> bool:
    try:
        return math.isclose(float(str(value)), float(wanted), rel_tol=1e-6)
    except ValueError:
        return False


RULES: Mapping[str, Callable[[Row, Detail], bool]] = {
    "Number": _number_met,
    "Percent": _percent_met,
    "Ordinal": _ordinal_met,
    "NumberRange": _range_met,
}
"""The rule of every kind of number specification."""
