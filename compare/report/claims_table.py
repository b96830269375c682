"""The matrix of claims and sources: who agrees, differs, is more exact, or does not tell."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from compare.model.claim import Cell, Claim, Difference, DifferenceType, State, Status
from compare.model.result import Result

# The classes of the page's cells; an icon and a word stand in every one beside its colour.
CLASSES = {
    State.AGREES: "agree",
    State.DIFFERS: "differ",
    State.MORE_PRECISE: "sharper",
    State.SILENT: "quiet",
}


@dataclass(frozen=True, slots=True)
class Square:
    """One cell as the page draws it; `difference` is the id of the row it leads to, "" for none."""

    witness: str
    state: State
    kind: str
    difference: str


@dataclass(frozen=True, slots=True)
class Row:
    """One claim with its cells, or, where there are too many columns, with the counts of its states."""

    number: int
    claim: Claim
    squares: tuple[Square, ...]
    counts: tuple[tuple[State, int], ...]
    clash: bool


@dataclass(frozen=True, slots=True)
class ClaimsTable:
    """The rows that are shown, and how many shared claims are not."""

    rows: tuple[Row, ...]
    hidden: int
    counted: bool


def states(claim: Claim, witnesses: Iterable[str]) -> dict[str, Cell]:
    """The cell of every witness; where the result holds none, telling agrees and not telling is silence."""
    given = {cell.witness: cell for cell in claim.cells}
    telling = {m.witness for m in claim.mentions}
    return {w: given.get(w, Cell(w, State.AGREES if w in telling else State.SILENT)) for w in witnesses}


def claims_table(
    result: Result, numbers: Mapping[str, int], *, shown: Collection[str], most: int, most_columns: int
) -> ClaimsTable:
    """The matrix in the order of the claims: conflicts first, then what most accounts tell.

    `shown` are the ids of the differences that stand on the page, which alone are linked to. Where not all
    rows fit, every conflict goes before any other claim.
    """
    shared = [c for c in result.claims if c.id in numbers]
    clashes = {d.id: d.claim for d in result.differences if is_clash(d)}
    clashing = set(clashes.values())
    chosen = sorted(shared, key=lambda c: c.id not in clashing)[:most]
    kept = {c.id for c in chosen}
    counted = len(result.witnesses) > most_columns
    ids = [w.id for w in result.witnesses]
    rows = []
    for claim in (c for c in shared if c.id in kept):
        cells = states(claim, ids).values()
        rows.append(
            Row(
                numbers[claim.id],
                claim,
                () if counted else tuple(_square(cell, shown, clashes) for cell in cells),
                tuple((state, sum(cell.state is state for cell in cells)) for state in State),
                claim.id in clashing,
            )
        )
    return ClaimsTable(tuple(rows), len(shared) - len(rows), counted)


def is_clash(difference: Difference) -> bool:
    """True for a conflict of facts; another source named is none, and is not drawn as one."""
    return difference.status is Status.CONFLICT and difference.type is not DifferenceType.ATTRIBUTION


def _square(cell: Cell, shown: Collection[str], clashes: Collection[str]) -> Square:
    leads = next((d for d in cell.differences if d in shown), "")
    source = cell.state is State.DIFFERS and cell.differences and not set(cell.differences) & set(clashes)
    return Square(cell.witness, cell.state, "source" if source else CLASSES[cell.state], leads)
