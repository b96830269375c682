"""Two linked sentences to be compared, and how a difference between them is put."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from compare.claims.agree import Canonical
from compare.claims.pairing import Pairs
from compare.model.claim import Detail, DetailKind, DifferenceType, Status
from compare.model.prepared import Unit

K = DetailKind
# How serious a difference is by status, 0..1; the type moves it a little.
_SEVERITY = {
    Status.CONFLICT: 0.9,
    Status.PRECISION: 0.3,
    Status.ADDED: 0.2,
    Status.WORDING: 0.15,
    Status.NAMING: 0.1,
    Status.SPELLING: 0.05,
}
_TOLD_ELSEWHERE = 0.1
SURE_ENOUGH = 0.35
"""Score of a link from which its sentences tell one thing for sure enough to clash."""
_HARD = (DifferenceType.DATE, DifferenceType.NUMBER, DifferenceType.DURATION)


@dataclass(frozen=True, slots=True)
class Found:
    """A difference between two witnesses before it gets its id. A side is None where it is silent."""

    type: DifferenceType
    status: Status
    severity: float
    a: Detail | None
    b: Detail | None
    because: str


@dataclass(frozen=True, slots=True)
class Sides:
    """Two linked units, how strongly they are linked, and the details each witness tells anywhere.

    `elsewhere_a` and `elsewhere_b` are the details that the other sentences of each witness tell.
    `whole` says that the two units are all there is to compare: then every phrase is told, however little
    they share. `canonical` brings a value and its unit to a base unit. `undated` says that the dates of both
    are counted from an assumed day; `days` are those of publication where they are stated, `told_on` those
    that are stated or inferred; `score` is that of the link.
    """

    a: Unit
    b: Unit
    content: float
    chars: float
    told_by_a: frozenset[str] = frozenset()
    told_by_b: frozenset[str] = frozenset()
    elsewhere_a: frozenset[str] = frozenset()
    elsewhere_b: frozenset[str] = frozenset()
    whole: bool = False
    canonical: Canonical | None = None
    undated: bool = False
    days: tuple[dt.date | None, dt.date | None] = (None, None)
    told_on: tuple[dt.date | None, dt.date | None] = (None, None)
    score: float = 1.0

    @property
    def close(self) -> bool:
        """True for near copies: then what stands at the same place is meant to be the same."""
        if self.across or self.a.is_title or self.b.is_title:
            return False
        return self.chars >= 0.5 or self.content >= 0.7

    @property
    def across(self) -> bool:
        """True for sentences in two languages: words that are not the same say nothing there."""
        return self.a.language != self.b.language


def make(type_: DifferenceType, status: Status, a: Detail | None, b: Detail | None, because: str) -> Found:
    severity = _SEVERITY[status]
    if status is Status.CONFLICT and type_ not in _HARD:
        severity = 0.5 if type_ is DifferenceType.ATTRIBUTION else 0.8
    if status is Status.ADDED and type_ in _HARD:
        severity = 0.25
    return Found(type_, status, severity, a, b, because)


def added(type_: DifferenceType, a: Detail | None, b: Detail | None, sides: Sides) -> Found:
    """A detail that one side tells; less serious where the other tells it in another place."""
    told = a or b
    assert told is not None
    elsewhere = key_of(told) in (sides.told_by_b if a else sides.told_by_a)
    found = make(type_, Status.ADDED, a, b, f"{'told-elsewhere' if elsewhere else 'one-silent'}: {told.text}")
    return replace(found, severity=_TOLD_ELSEWHERE) if elsewhere else found


def key_of(detail: Detail) -> str:
    """What makes two details the same statement wherever they stand: kind, value and unit."""
    value = detail.text if detail.value is None else str(detail.value)
    if detail.kind is K.PERSON:
        value = value.rsplit(" ", 1)[-1]
    if detail.kind is K.NEGATION:
        value = f"{value} {detail.head}"
    return f"{detail.kind}:{value}:{detail.unit or ''}"


def told_by_pairs(pairs: Pairs, type_: DifferenceType, sides: Sides) -> list[Found]:
    """Differences from paired details: equal ones are none; what one side tells is added, once."""
    found: list[Found] = []
    for x, y, verdict in pairs.paired:
        if verdict == "precision":
            found.append(make(type_, Status.PRECISION, x, y, f"precision: {x.value} and {y.value}"))
        elif verdict == "contradict":
            told = [d.text if d.value is None else d.value for d in (x, y)]
            because = f"values-differ: {told[0]} against {told[1]}"
            found.append(make(type_, Status.CONFLICT, x, y, because))
    told_a, told_b = {value_of(x) for x, _, _ in pairs.paired}, {value_of(y) for _, y, _ in pairs.paired}
    found += [added(type_, x, None, sides) for x in distinct(pairs.only_a) if value_of(x) not in told_b]
    found += [added(type_, None, y, sides) for y in distinct(pairs.only_b) if value_of(y) not in told_a]
    return found


def value_of(detail: Detail) -> tuple[object, str | None]:
    return (detail.value if detail.value is not None else detail.text, detail.unit)


def base(detail: Detail, sides: Sides) -> tuple[object, str | None]:
    """The value in its base unit where there is one: 48 hours and two days are the same."""
    if sides.canonical is None or detail.unit is None or not isinstance(detail.value, int | float):
        return value_of(detail)
    return sides.canonical(detail.value, detail.unit) or value_of(detail)


def distinct(details: Sequence[Detail]) -> list[Detail]:
    return list({value_of(detail): detail for detail in reversed(details)}.values())[::-1]
