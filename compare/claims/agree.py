"""Agreement of two details of one kind: equal, more precise, contradictory, or not comparable."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from compare.model.claim import Detail

Verdict = Literal["equal", "precision", "contradict", "apart"]

# Two days this close, in sentences that tell the same event, contradict; farther ones tell two events.
_SAME_EVENT_DAYS = 7


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


def numbers_agree(a: Detail, b: Detail) -> Verdict:
    """How two numbers of the same unit stand, approximators respected ("about 40" and 41 are compatible)."""
    x, y = a.value, b.value
    if not isinstance(x, int | float) or not isinstance(y, int | float):
        return "equal" if x == y else "apart"
    if x == y:
        return "equal" if a.precision == b.precision else "precision"
    for one, other, limit in ((x, y, a.precision), (y, x, b.precision)):
        if limit == "about" and abs(one - other) <= 0.1 * max(abs(one), abs(other)):
            return "precision"
        if (limit == "at_least" and one <= other <= 2 * one) or (limit == "at_most" and other <= one):
            return "precision"
    return "contradict"
