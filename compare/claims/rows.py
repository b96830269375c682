"""Differences of one claim, found pair by pair, brought together over all of its witnesses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from compare.claims.sides import Found, key_of
from compare.model.claim import Detail, Difference, Stated, Status

_GRADES = {"vague": 0, "about": 1, "at_least": 1, "at_most": 1, "year": 1, "month": 2, "minute": 4}
_EXACT = 3


@dataclass(slots=True)
class Row:
    """A difference while it is widened over the witnesses of a claim: what each of them says."""

    found: Found
    said: dict[str, Detail | None]
    links: int = 1

    def joins(self, found: Found, said: Mapping[str, Detail | None]) -> bool:
        """True where both rows are one difference: they share a value and gainsay each other nowhere."""
        if (self.found.type, self.found.status) != (found.type, found.status):
            return False
        own, new = ({w: key_of(d) for w, d in side.items() if d is not None} for side in (self.said, said))
        # What one side only tells, or denies, is the same difference against whomever it stands.
        if found.a is None or found.b is None:
            return set(own.values()) == set(new.values())
        shared = own.keys() & new.keys()
        return bool(shared) and all(own[w] == new[w] for w in shared)

    def difference(self, texts: Mapping[str, str], order: Mapping[str, int]) -> Difference:
        """The row as it stands in the result, without ids; values in the order of the witnesses."""
        found, because = self.found, self.found.because
        tellers = sum(d is not None for d in self.said.values())
        if found.status is Status.ADDED and tellers > 1:
            because = because.replace("one-silent", "some-silent")
        values = tuple(stated(w, self.said[w], texts[w]) for w in sorted(self.said, key=order.__getitem__))
        return Difference("", "", found.type, found.status, found.severity, values, because)

    def sharper(self) -> tuple[str, ...]:
        """Who tells the sharpest value of a difference in precision; nobody where all are as sharp."""
        grades = {w: fineness(d) for w, d in self.said.items() if d is not None}
        if self.found.status is not Status.PRECISION or len(set(grades.values())) < 2:
            return ()
        finest = max(grades.values())
        return tuple(w for w, grade in grades.items() if grade == finest)

    def widen(self, tellers: Mapping[str, Sequence[Detail]]) -> None:
        """Adds the other witnesses of the claim: with the value where they tell it too, else as silent."""
        keys = {key_of(d): d for d in self.said.values() if d is not None}
        for witness, details in tellers.items():
            if witness not in self.said:
                self.said[witness] = next((d for d in details if key_of(d) in keys), None)


def merge(rows: list[Row], found: Found, said: Mapping[str, Detail | None]) -> None:
    """Adds a difference, or widens the row that it belongs to by the witnesses that the row lacks."""
    for row in rows:
        if row.joins(found, said):
            for witness, detail in said.items():
                if row.said.get(witness) is None:
                    row.said[witness] = detail
            row.links += 1
            return
    rows.append(Row(found, dict(said)))


def absorb(rows: Sequence[Row]) -> list[Row]:
    """The rows with what is only less precise told beside the conflict that it belongs to.

    "November" beside "9 November" against "the night of 10 November" is one row of three values.
    """
    clashes = [row for row in rows if row.found.status is Status.CONFLICT]
    return [row for row in rows if not any(_absorbed(clash, row) for clash in clashes)]


def _absorbed(clash: Row, row: Row) -> bool:
    """Takes the values of a difference in precision into a conflict, where one of them stands there."""
    if row.found.status is not Status.PRECISION or row.found.type is not clash.found.type:
        return False
    own = {w: key_of(d) for w, d in clash.said.items() if d is not None}
    new = {w: d for w, d in row.said.items() if d is not None}
    known = own.keys() & new.keys()
    if not known or any(own[w] != key_of(new[w]) for w in known):
        return False
    clash.said.update(new)
    return True


def fineness(detail: Detail) -> tuple[float, int]:
    """How sharp a detail is: exact above "about", a day above a month; then digits but for closing zeros."""
    grade = float(_GRADES.get(detail.precision, _EXACT))
    value = str(detail.value)
    if "/" in value:
        grade -= 0.5
    elif detail.because.startswith("only a part"):
        grade += 0.5
    whole, _, fraction = value.partition(".")
    return grade, len(whole.rstrip("0")) + len(fraction.rstrip("0"))


def settled(found: Sequence[Difference]) -> list[Difference]:
    """Without the "added" details that another link of the claim shows to clash or to be told."""
    paired = [v for d in found if d.status in (Status.CONFLICT, Status.PRECISION) for v in d.values]
    places = {(v.witness, v.start, v.end) for v in paired if v.quote is not None}
    values = {(v.witness, v.normalised) for v in paired if v.normalised is not None}
    return [
        d
        for d in found
        if d.status is not Status.ADDED
        or not any(
            (v.witness, v.start, v.end) in places or (v.witness, v.normalised) in values for v in d.values
        )
    ]


def stated(witness: str, detail: Detail | None, text: str) -> Stated:
    """A detail as a result states it, with its exact words; silence where there is none."""
    if detail is None:
        return Stated(witness)
    value = None if detail.value is None else str(detail.value)
    counted = isinstance(detail.value, int | float) and detail.unit
    unit = f" {detail.unit}" if counted else ""
    return Stated(
        witness=witness,
        quote=text[detail.start : detail.end],
        start=detail.start,
        end=detail.end,
        normalised=f"{value}{unit}" if value is not None else None,
        basis=detail.basis,
    )
