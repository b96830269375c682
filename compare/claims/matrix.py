"""The matrix of claims and witnesses: how each witness stands to each claim."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from compare.model.claim import Cell, Claim, Difference, DifferenceType, Mention, State, Status


def cells_of(
    mentions: Sequence[Mention],
    witnesses: Sequence[str],
    found: Sequence[tuple[Difference, tuple[str, ...]]],
    origin_of: Mapping[str, str],
) -> tuple[Cell, ...]:
    """One cell for every witness, in their order, from the mentions and differences of one claim.

    `found` holds each difference with the witnesses who tell its sharpest value.
    In a conflict the reading that most independent origins give is not marked; the others differ, and where
    as many origins give each of the most told readings, all of them do. Whom a claim is ascribed to is no
    clash of facts and marks nobody.
    """
    telling = {mention.witness for mention in mentions}
    differing: dict[str, list[str]] = defaultdict(list)
    sharper: dict[str, list[str]] = defaultdict(list)
    for difference, sharpest in found:
        if is_clash(difference):
            for witness in _minority(difference, origin_of):
                differing[witness].append(difference.id)
        elif difference.status is Status.PRECISION and 2 * len(sharpest) <= _tellers(difference):
            for witness in sharpest:
                sharper[witness].append(difference.id)
    return tuple(_cell(w, telling, differing.get(w), sharper.get(w)) for w in witnesses)


def is_clash(difference: Difference) -> bool:
    """True for a conflict of facts: accounts that name two sources for one claim agree on the claim."""
    return difference.status is Status.CONFLICT and difference.type is not DifferenceType.ATTRIBUTION


def _cell(witness: str, telling: set[str], differing: list[str] | None, sharper: list[str] | None) -> Cell:
    if witness not in telling:
        return Cell(witness, State.SILENT)
    if differing:
        return Cell(witness, State.DIFFERS, tuple(differing))
    return Cell(witness, State.MORE_PRECISE, tuple(sharper)) if sharper else Cell(witness, State.AGREES)


def _tellers(difference: Difference) -> int:
    return sum(value.quote is not None for value in difference.values)


def _readings(difference: Difference) -> dict[str, list[str]]:
    """The witnesses of each value, in their order; what is the same by value is one reading.

    A date that only leaves open what the others tell ("November") is no reading of its own. Where one denies
    what the others affirm, these have no word to quote for it, and are a reading all the same.
    """
    readings: dict[str, list[str]] = defaultdict(list)
    for value in difference.values:
        if value.quote is not None:
            readings[value.normalised or value.quote].append(value.witness)
    if len(readings) == 1 and difference.type is DifferenceType.NEGATION:
        readings[""] = [value.witness for value in difference.values if value.quote is None]
    coarse = {short for short in readings if any(long.startswith(f"{short}-") for long in readings)}
    return {reading: witnesses for reading, witnesses in readings.items() if reading not in coarse}


def _minority(difference: Difference, origin_of: Mapping[str, str]) -> list[str]:
    """Those who do not give the reading that most origins give."""
    readings = _readings(difference)
    support = {
        reading: len({origin_of.get(w, w) for w in witnesses}) for reading, witnesses in readings.items()
    }
    most = max(support.values(), default=0)
    leading = [reading for reading, count in support.items() if count == most]
    agreed = leading[0] if len(leading) == 1 else None
    return [w for reading, witnesses in readings.items() if reading != agreed for w in witnesses]


def by_need(claims: Sequence[Claim], found: Mapping[str, Sequence[Difference]]) -> list[Claim]:
    """Claims as a reader needs them: conflicts first, then the widest told, then what only one tells.

    `found` holds the differences by claim id. Equals keep their order.
    """

    def need(claim: Claim) -> tuple[int, float, int]:
        width = len({mention.witness for mention in claim.mentions})
        clash = max((d.severity for d in found.get(claim.id, ()) if d.status is Status.CONFLICT), default=0.0)
        return (0 if clash else 1, -clash, -width) if width > 1 else (2, 0.0, 0)

    return sorted(claims, key=need)
