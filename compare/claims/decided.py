"""What became of every decision of a person: what it is about, and the notes on those that did nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from compare.claims.by_hand import Hand, Placed
from compare.model.claim import Claim, Difference, DifferenceType, Stated, Status
from compare.model.decision import Decided, DecisionKind
from compare.model.result import Note, Result

_MOST_NOTES = 20
# As grave as a conflict that is sure.
_SEVERITY = 0.9
PERSON_SAYS = "person-says"
"""The reason of a conflict that a person found."""
_QUOTE = 60
_REASONS = {
    "unknown-account": "{about} is not among the accounts.",
    "quote-gone": "the text has changed, and “{about}” does not stand there any more.",
    "quote-twice": "the text has changed, and “{about}” stands there more than once.",
    "no-sentence": "there is no sentence that is compared where it was made.",
    "one-account": "it needs sentences of two accounts.",
    "overruled": "a later one says otherwise.",
    "no-difference": "the difference it was made on is not found any more.",
    "no-claim": "the claim it was made on is not found any more.",
}


def with_decisions(result: Result, hand: Hand) -> Result:
    """The result with its decisions, and a note on each that could not be applied.

    Cost: decisions times the differences or claims that they may be about.
    """
    if not hand.placed:
        return result
    claims = _claims_by_unit(result.claims)
    decided: list[Decided] = []
    notes: list[Note] = []
    for number, placed in enumerate(hand.placed, start=1):
        one = _decide(placed, result, claims)
        decided.append(one)
        if one.outcome == "kept":
            notes.append(_note(number, one.because, placed.about))
    further = len(notes) - _MOST_NOTES
    if further > 0:
        more = Note("decisions-kept", f"Further decisions that are kept but not applied: {further}.")
        notes = [*notes[:_MOST_NOTES], more]
    moved = sum(one.outcome == "moved" for one in decided)
    if moved:
        told = f"Decisions found again by their words in a changed or renamed text: {moved}."
        notes.append(Note("decisions-moved", told))
    return replace(result, decisions=tuple(decided), notes=(*result.notes, *notes))


def conflicts_by_hand(
    members: Sequence[str], found: Sequence[Difference], hand: Hand, texts: Mapping[str, str]
) -> list[Difference]:
    """The conflicts that a person found between the sentences of one claim, without ids.

    One that was found without the person stands already. `texts` are those of the witnesses.
    """
    known = {(d.type.value, _telling(d)) for d in found if d.status is Status.CONFLICT}
    told: list[Difference] = []
    for clash in hand.clashes:
        values = tuple(
            Stated(p.witness, texts[p.witness][p.start : p.end], p.start, p.end, None, "stated")
            for p in clash.places
        )
        new = Difference("", "", DifferenceType(clash.type), Status.CONFLICT, _SEVERITY, values, PERSON_SAYS)
        if set(clash.units) <= set(members) and (clash.type, _telling(new)) not in known:
            told.append(new)
    return told


def rejected_by_hand(found: Sequence[Difference], hand: Hand) -> frozenset[Difference]:
    """The differences of which a person says that they are none. They are shown, and count for nothing."""
    rejecting = [
        one
        for one in hand.placed
        if not one.lost and one.decision.kind is DecisionKind.CHECKED and one.decision.verdict == "rejected"
    ]
    meant = [_difference(one, found) for one in rejecting]
    return frozenset(difference for difference in meant if difference is not None)


def _telling(difference: Difference) -> frozenset[str]:
    return frozenset(v.witness for v in difference.values if v.quote is not None)


def _note(number: int, slug: str, about: str) -> Note:
    line = " ".join(about.split())
    short = line if len(line) <= _QUOTE else f"{line[: _QUOTE - 1]}…"
    reason = _REASONS[slug].replace("{about}", short)
    return Note(f"decision-{slug}", f"Decision {number} is kept but not applied: {reason}")


def _decide(placed: Placed, result: Result, claims: Mapping[str, Sequence[int]]) -> Decided:
    decision = placed.decision
    if placed.lost:
        return Decided(decision, "kept", placed.lost, placed.places)
    found = Decided(decision, "moved" if placed.moved else "applied", "as-marked", placed.places)
    if placed.moved:
        found = replace(found, because="found-by-words")
    if decision.kind is DecisionKind.UNLINK or decision.on == "passage":
        return found
    if decision.kind is DecisionKind.CHECKED or decision.on == "difference":
        difference = _difference(placed, result.differences)
        if difference is None:
            return replace(found, outcome="kept", because="no-difference")
        return replace(found, claim=difference.claim, difference=difference.id)
    claim = _claim(placed, result.claims, claims)
    if claim is None:
        return replace(found, outcome="kept", because="no-claim")
    return replace(found, claim=claim.id)


def _difference(placed: Placed, differences: Sequence[Difference]) -> Difference | None:
    """The difference of the told type with just these values; else the one that also has others' values."""
    places = {(place.witness, place.start, place.end) for place in placed.places}
    best: tuple[int, Difference] | None = None
    for difference in differences:
        if difference.type.value != placed.decision.type:
            continue
        told = {(v.witness, v.start, v.end) for v in difference.values if v.quote is not None}
        if told >= places and (best is None or len(told) < best[0]):
            best = (len(told), difference)
    return best[1] if best else None


def _claims_by_unit(claims: Sequence[Claim]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for n, claim in enumerate(claims):
        for mention in claim.mentions:
            found.setdefault(mention.passage, []).append(n)
    return found


def _claim(placed: Placed, claims: Sequence[Claim], by_unit: Mapping[str, Sequence[int]]) -> Claim | None:
    """The claim that tells most of the sentences, more than half of them; the smallest of equals."""
    units = {unit for row in placed.units for unit in row}
    counts: dict[int, int] = {}
    for unit in sorted(units):
        for n in sorted(set(by_unit.get(unit, ()))):
            counts[n] = counts.get(n, 0) + 1
    ranked = sorted(counts, key=lambda n: (-counts[n], len(claims[n].mentions), n))
    return claims[ranked[0]] if ranked and 2 * counts[ranked[0]] > len(units) else None
