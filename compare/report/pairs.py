"""Pairs out of many: which share most, and the result of two accounts alone."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Literal

from compare.model.claim import Claim, Difference, Status
from compare.model.result import Matrix, PairMatrix, Result
from compare.report.claims_table import is_clash
from compare.report.view import parted


@dataclass(frozen=True, slots=True)
class PairRow:
    """Two accounts (ids, in their order) with what they share."""

    a: str
    b: str
    name: str
    links: int
    claims: int
    conflicts: int
    similarity: float


def linked_pairs(result: Result) -> tuple[PairRow, ...]:
    """Every pair with a link, those with most links first. Cost: linear in links and mentions squared."""
    at = {w.id: n for n, w in enumerate(result.witnesses)}
    sigla = {w.id: w.siglum for w in result.witnesses}
    owner = {p.id: p.witness for p in result.passages}
    links = Counter(_pair(owner[k.a], owner[k.b], at) for k in result.links)
    claims: Counter[tuple[str, str]] = Counter()
    for claim in result.claims:
        telling = sorted({m.witness for m in claim.mentions}, key=at.__getitem__)
        claims.update(pair for pair in combinations(telling, 2) if pair in links)
    conflicts: Counter[tuple[str, str]] = Counter()
    for difference in result.differences:
        if difference.status is Status.CONFLICT and difference.id not in result.rejected:
            told = sorted((v for v in difference.values if v.quote is not None), key=lambda v: at[v.witness])
            apart = {
                (v.witness, w.witness) for i, v in enumerate(told) for w in told[i + 1 :] if parted(v, w)
            }
            conflicts.update(sorted(apart & set(links)))
    documents = result.matrix.documents
    rows = [
        PairRow(
            a,
            b,
            f"{sigla[a]}-{sigla[b]}",
            count,
            claims[a, b],
            conflicts[a, b],
            documents[at[a]][at[b]] if documents else 0.0,
        )
        for (a, b), count in links.items()
    ]
    return tuple(sorted(rows, key=lambda row: (-row.links, at[row.a], at[row.b])))


def _pair(a: str, b: str, at: Mapping[str, int]) -> tuple[str, str]:
    return (a, b) if at[a] <= at[b] else (b, a)


class Pairs:
    """Cuts the result of two accounts out of the whole; looks everything up by account once."""

    def __init__(self, result: Result) -> None:
        self._result = result
        self._owner = {p.id: p.witness for p in result.passages}
        self._grids = {(m.a, m.b): m for m in result.matrix.paragraphs}
        self._claims: dict[str, list[int]] = defaultdict(list)
        for n, claim in enumerate(result.claims):
            for witness in sorted({m.witness for m in claim.mentions}):
                self._claims[witness].append(n)
        self._differences: dict[str, list[int]] = defaultdict(list)
        for n, difference in enumerate(result.differences):
            self._differences[difference.claim].append(n)

    def of(self, a: str, b: str) -> Result:
        """The result with accounts `a` and `b` alone; ids, numbers and offsets stay those of the whole."""
        whole, both = self._result, (a, b)
        shared = set(self._claims[a]) & set(self._claims[b])
        differences = tuple(
            found
            for n in sorted(n for at in sorted(shared) for n in self._differences[whole.claims[at].id])
            if (found := _between(whole.differences[n], both)) is not None
        )
        clashing = {d.claim for d in differences if is_clash(d)}
        told = sorted({*self._claims[a], *self._claims[b]})
        return replace(
            whole,
            witnesses=tuple(w for w in whole.witnesses if w.id in both),
            passages=tuple(p for p in whole.passages if p.witness in both),
            links=tuple(k for k in whole.links if {self._owner[k.a], self._owner[k.b]} == {a, b}),
            claims=tuple(_claim(whole.claims[n], both, clashing) for n in told),
            differences=differences,
            reuse=tuple(r for r in whole.reuse if {r.witness_a, r.witness_b} == {a, b}),
            matrix=Matrix((), self._grid(a, b)),
            origins=(),
            excluded=tuple(e for e in whole.excluded if e.witness in both),
            notes=(),
            stories=(),
            timeline=(),
        )

    def _grid(self, a: str, b: str) -> tuple[PairMatrix, ...]:
        found = self._grids.get((a, b)) or self._grids.get((b, a))
        return (found,) if found else ()


def _between(difference: Difference, both: tuple[str, str]) -> Difference | None:
    """What a difference says of two accounts; None where they do not differ in it.

    Of a conflict among several, two that tell the same value have none, and silence is no side of it.
    """
    values = tuple(v for v in difference.values if v.witness in both)
    told = [v for v in values if v.quote is not None]
    if {v.witness for v in values} != set(both) or not told:
        return None
    one, two = ([v for v in told if v.witness == w] for w in both)
    if one and two:
        return replace(difference, values=values) if any(parted(v, w) for v in one for w in two) else None
    return replace(difference, values=values) if difference.status is Status.ADDED else None


def _claim(claim: Claim, both: tuple[str, str], clashing: Collection[str]) -> Claim:
    """The claim as two accounts tell it; what a third tells too is still theirs together."""
    mentions = tuple(m for m in claim.mentions if m.witness in both)
    telling = {m.witness for m in mentions}
    shared: Literal["agree", "differ"] = "differ" if claim.id in clashing else "agree"
    return replace(
        claim,
        mentions=mentions,
        silent=tuple(w for w in both if w not in telling),
        relation=shared if len(telling) == 2 else "one_source",
        cells=tuple(cell for cell in claim.cells if cell.witness in both),
    )
