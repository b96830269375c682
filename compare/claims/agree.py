"""Agreement of two details of one kind: equal, more precise, contradictory, or not comparable."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Literal

from compare.model.claim import Detail

Verdict = Literal["equal", "precision", "contradict", "apart"]

# Two days this close, in sentences that tell the same event, contradict; farther ones tell two events.
_SAME_EVENT_DAYS = 7
# "About": within a tenth. "Dozens", told as 10: up to ten times that. Converted units are rounded.
_ABOUT, _VAGUE, _ROUNDED = 0.1, 10, 0.02
Canonical = Callable[[float, str], tuple[float, str] | None]


def dates_agree(a: Detail, b: Detail, *, close: bool) -> Verdict:
    """How two dates stand. `close` says that the sentences are near copies, so that any two dates clash."""
    if a.value is None or b.value is None:
        return "equal" if a.text == b.text else "apart"
    x, y = str(a.value), str(b.value)
    if x == y:
        return "equal" if _is_part(a) == _is_part(b) else "precision"
    if a.basis == b.basis == "inferred" and (a.text == b.text or x[4:] == y[4:] != ""):
        return "equal"  # the same words, told on two days; or one month, its year inferred on both sides
    if _includes(x, y) or _includes(y, x):
        return "precision"
    if "/" in x or "/" in y:
        return "contradict" if close and "/" in x and "/" in y else "apart"
    if len(x) >= 10 and len(y) >= 10 and "precision" not in (a.precision, b.precision):
        days = abs((dt.date.fromisoformat(x[:10]) - dt.date.fromisoformat(y[:10])).days)
        if days % 7 == 0 and any("such weekday" in d.because for d in (a, b)):
            return "equal"  # "on Monday" may be the one before or after publication
        return "contradict" if close or days <= _SAME_EVENT_DAYS else "apart"
    return "contradict" if close and len(x) == len(y) else "apart"


def _is_part(date: Detail) -> bool:
    """True for "the end of September": sharper than the month it is given with."""
    return date.because.startswith("only a part")


def _includes(coarse: str, fine: str) -> bool:
    """True where the coarser date holds the finer: 2020-09 and 2020-09-27, a range and a day inside it."""
    if "/" in coarse and "/" not in fine:
        start, end = coarse.split("/", 1)
        size = min(len(start), len(end), len(fine))
        return start[:size] <= fine[:size] <= end[:size]
    return len(fine) > len(coarse) and fine.startswith(coarse)


def numbers_agree(a: Detail, b: Detail, canonical: Canonical | None = None) -> Verdict:
    """How two numbers of the same thing stand, approximators respected ("about 40" and 41 are compatible).

    `canonical` brings a value and its unit to a base unit (square metres for hectares), where it can.
    """
    one, two = _bounds(a, canonical), _bounds(b, canonical)
    if one is None or two is None:
        return "equal" if a.value == b.value else "apart"
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
    if a.unit != b.unit and abs(low - start) <= _ROUNDED * max(abs(low), abs(start)):
        return "precision"  # converted from one unit into the other, then rounded
    return "contradict"


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
    """How two times of day stand: "22" and "22:14" are compatible, "22:14" and "21:14" are not."""
    x, y = (str(d.value if d.value is not None else d.text) for d in (a, b))
    if x == y:
        return "equal"
    if a.value is None or b.value is None:
        return "apart"
    return "precision" if x.startswith(y) or y.startswith(x) else "contradict"
