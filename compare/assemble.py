"""From links to the one result: claims, differences, matrices, what was left out, notes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from compare.claims.build import group
from compare.claims.differences import Found, Sides, differences_between, key_of
from compare.details.number_units import canonical_quantity
from compare.match.blocks import block_matrix, document_matrix
from compare.match.neighbours import pairs_to_align
from compare.match.score import Corpus
from compare.model.claim import Claim, Detail, Difference, Mention, Stated, Status
from compare.model.prepared import Prepared, Unit
from compare.model.result import (
    Excluded,
    Matrix,
    Note,
    Result,
    WitnessSummary,
)
from compare.model.reuse import Link, Reuse
from compare.model.text import PassageKind, Witness
from compare.settings import Settings

VERSION = "0.1.0"
_RTL = frozenset({"ar", "fa", "ur", "he", "ps", "sd", "ug", "ckb", "yi"})
_LABEL = 90


def assemble(
    corpus: Corpus,
    links: tuple[Link, ...],
    reuse: tuple[Reuse, ...],
    settings: Settings,
    notes: tuple[Note, ...],
) -> Result:
    """The result of a comparison whose links are known. Cost: claims times pairs of their witnesses."""
    witnesses = corpus.witnesses
    units = {u.passage.id: u for w in witnesses for u in w.units}
    claims, differences = _claims(witnesses, units, links)
    return Result(
        tool_version=VERSION,
        settings=settings.as_items(),
        digest=settings.digest,
        witnesses=tuple(_summary(p.witness, at) for at, p in enumerate(witnesses)),
        passages=tuple(p for w in witnesses for p in w.passages),
        links=links,
        claims=claims,
        differences=differences,
        reuse=reuse,
        matrix=_matrix(corpus, links, settings),
        origins=(),
        excluded=tuple(
            Excluded(p.witness, p.start, p.end, p.why or "boilerplate")
            for w in witnesses
            for p in w.passages
            if p.kind is PassageKind.BOILERPLATE
        ),
        notes=(*_notes(witnesses), *notes),
    )


def _summary(witness: Witness, at: int) -> WitnessSummary:
    language = witness.language or "und"
    return WitnessSummary(
        id=witness.id,
        siglum=siglum(at),
        path=witness.path,
        sha256=witness.sha256,
        language=language,
        direction="rtl" if language in _RTL else "ltr",
        title=witness.title,
        outlet=witness.outlet,
        published=witness.published,
        length=len(witness.text),
        text=witness.text,
    )


def siglum(at: int) -> str:
    """A, B … Z, AA, AB … for the witness at a position.

    >>> siglum(0), siglum(26)
    ('A', 'AA')
    """
    letters = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _notes(witnesses: Sequence[Prepared]) -> tuple[Note, ...]:
    notes = [Note(slug, message) for w in witnesses for slug, message in w.witness.notes]
    undated = [w.witness.id for w in witnesses if w.witness.published.value is None]
    if undated:
        said = ", ".join(undated)
        notes.append(
            Note("undated", f"{said}: no date of publication is stated, so “today” has no date there.")
        )
    seen: dict[str, str] = {}
    for w in witnesses:
        twin = seen.setdefault(w.witness.sha256, w.witness.id)
        if twin != w.witness.id:
            notes.append(Note("same-text", f"{w.witness.id} is byte for byte the same as {twin}."))
    notes.append(Note("origins-not-counted", "Independent origins are not counted in this version."))
    return tuple(notes)


def _claims(
    witnesses: Sequence[Prepared], units: Mapping[str, Unit], links: Sequence[Link]
) -> tuple[tuple[Claim, ...], tuple[Difference, ...]]:
    """Shared claims in the order of the first account, then what only one tells; all differences."""
    order = {w.witness.id: at for at, w in enumerate(witnesses)}
    between = {frozenset((link.a, link.b)): link for link in links}

    def place(members: Sequence[str]) -> tuple[int, int]:
        return min((order[units[m].passage.witness], units[m].passage.start) for m in members)

    shared = sorted(group(units, links), key=place)
    told = {member for members in shared for member in members}
    alone = [
        (u.passage.id,) for w in witnesses for u in w.units if u.passage.id not in told and not u.is_title
    ]
    claims: list[Claim] = []
    differences: list[Difference] = []
    for at, members in enumerate([*shared, *alone], start=1):
        found = _differences(f"c{at}", members, witnesses, units, between) if len(members) > 1 else []
        claims.append(_claim(f"c{at}", members, witnesses, units, found))
        differences.extend(found)
    ranked = sorted(differences, key=lambda d: (-d.severity, int(d.claim[1:])))
    numbered = tuple(
        Difference(f"d{n}", d.claim, d.type, d.status, d.severity, d.values, d.because)
        for n, d in enumerate(ranked, start=1)
    )
    return tuple(claims), numbered


def _claim(
    id: str,
    members: Sequence[str],
    witnesses: Sequence[Prepared],
    units: Mapping[str, Unit],
    found: Sequence[Difference],
) -> Claim:
    mentions = tuple(
        Mention(units[m].passage.witness, units[m].passage.start, units[m].passage.end, m) for m in members
    )
    telling = {m.witness for m in mentions}
    texts = {w.witness.id: w.witness.text for w in witnesses}
    label = min((texts[m.witness][m.start : m.end] for m in mentions), key=len)
    clash = any(d.status is Status.CONFLICT for d in found)
    return Claim(
        id=id,
        label=_shorten(label),
        mentions=mentions,
        silent=tuple(w.witness.id for w in witnesses if w.witness.id not in telling),
        relation="one_source" if len(telling) == 1 else "differ" if clash else "agree",
    )


def _shorten(text: str) -> str:
    """At most ninety characters on one line, cut between words."""
    line = " ".join(text.split())
    return line if len(line) <= _LABEL else line[:_LABEL].rsplit(" ", 1)[0] + "…"


def _differences(
    claim: str,
    members: Sequence[str],
    witnesses: Sequence[Prepared],
    units: Mapping[str, Unit],
    between: Mapping[frozenset[str], Link],
) -> list[Difference]:
    """The differences of a claim over every link in it; the same values are told once."""
    texts = {w.witness.id: w.witness.text for w in witnesses}
    told = {w.witness.id: _told(w) for w in witnesses}
    merged: list[_Row] = []
    for one, two in combinations(members, 2):
        link = between.get(frozenset((one, two)))
        if link is None:
            continue
        x, y = units[link.a], units[link.b]
        a, b = x.passage.witness, y.passage.witness
        channels = link.channels
        sides = Sides(
            x,
            y,
            channels.content,
            channels.chars,
            told_by_a=frozenset(told[a]),
            told_by_b=frozenset(told[b]),
            elsewhere_a=_elsewhere(told[a], x),
            elsewhere_b=_elsewhere(told[b], y),
            canonical=canonical_quantity,
        )
        for found in differences_between(sides):
            _merge(merged, found, {a: found.a, b: found.b})
    order = {w.witness.id: at for at, w in enumerate(witnesses)}
    return _settled([row.difference(claim, texts, order) for row in merged])


@dataclass(slots=True)
class _Row:
    """A difference while it is widened over the witnesses of a claim: what each of them says."""

    found: Found
    said: dict[str, Detail | None]

    def joins(self, found: Found, said: Mapping[str, Detail | None]) -> bool:
        """True where both rows are one difference: they share a value and gainsay each other nowhere."""
        if (self.found.type, self.found.status) != (found.type, found.status):
            return False
        own, new = ({w: key_of(d) for w, d in side.items() if d is not None} for side in (self.said, said))
        if found.status is Status.ADDED:
            return set(own.values()) == set(new.values())
        shared = own.keys() & new.keys()
        return bool(shared) and all(own[w] == new[w] for w in shared)

    def difference(self, claim: str, texts: Mapping[str, str], order: Mapping[str, int]) -> Difference:
        """The row as it stands in the result, values in the order of the witnesses."""
        found, because = self.found, self.found.because
        tellers = sum(d is not None for d in self.said.values())
        if found.status is Status.ADDED and tellers > 1:
            because = because.replace("one-silent", "some-silent")
        values = tuple(stated(w, self.said[w], texts[w]) for w in sorted(self.said, key=order.__getitem__))
        return Difference("", claim, found.type, found.status, found.severity, values, because)


def _merge(rows: list[_Row], found: Found, said: Mapping[str, Detail | None]) -> None:
    """Adds a difference, or widens the row that it belongs to by the witnesses that the row lacks."""
    for row in rows:
        if row.joins(found, said):
            for witness, detail in said.items():
                if row.said.get(witness) is None:
                    row.said[witness] = detail
            return
    rows.append(_Row(found, dict(said)))


def _told(witness: Prepared) -> Counter[str]:
    return Counter(key_of(detail) for unit in witness.units for detail in unit.details)


def _elsewhere(told: Counter[str], unit: Unit) -> frozenset[str]:
    """What the other sentences of a witness tell."""
    own = Counter(key_of(detail) for detail in unit.details)
    return frozenset(key for key, count in told.items() if count > own[key])


def _settled(found: Sequence[Difference]) -> list[Difference]:
    """Without the "added" details that another link of the claim shows to clash or to be told."""
    clashing = {
        (v.witness, v.start, v.end)
        for d in found
        if d.status in (Status.CONFLICT, Status.PRECISION)
        for v in d.values
        if v.quote is not None
    }
    return [
        d
        for d in found
        if d.status is not Status.ADDED or not any((v.witness, v.start, v.end) in clashing for v in d.values)
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


def _matrix(corpus: Corpus, links: Sequence[Link], settings: Settings) -> Matrix:
    pairs = tuple(block_matrix(corpus, i, j, links) for i, j in pairs_to_align(corpus.witnesses, settings))
    return Matrix(document_matrix(corpus), pairs)
