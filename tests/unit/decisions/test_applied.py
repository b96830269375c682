"""Decisions change what is aligned, and nothing else; what cannot be placed is kept and named."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import compare
from compare.model.claim import DifferenceType, State, Status
from compare.model.decision import Decision, DecisionKind, Decisions, Stretch
from compare.report.decisions_json import decisions_of, to_text
from compare.report.wording import finding
from compare.workflow import Comparison

FERRY = "A spokesman denied that the ferry would stop running."
RIVER = "Passengers must look for another way across the river from June."
OPEN_A = "The mayor opened the new bridge on 12 May 2024 in front of 300 guests."
OPEN_B = "The new bridge was opened by the mayor on 12 May 2024 before 500 guests."
Pair = list[compare.Witness]
Cut = Callable[[compare.Witness, str], Stretch]


def run(pair: Pair, *decisions: Decision) -> Comparison:
    return compare.compare(pair, decisions=Decisions((), decisions))


def together(result: Comparison, *quotes: str) -> bool:
    texts = {w.id: w.text for w in result.witnesses}
    told = [{texts[m.witness][m.start : m.end] for m in c.mentions} for c in result.claims]
    return any(set(quotes) <= claim for claim in told)


def test_without_decisions_nothing_changes(pair: Pair) -> None:
    bare = compare.compare(pair)
    assert bare.decisions == ()
    assert run(pair).to_json() == bare.to_json()
    assert not together(bare, FERRY, RIVER)
    assert together(bare, OPEN_A, OPEN_B)
    assert {c.origin for c in bare.claims} == {"machine"}


def test_a_link_by_hand_makes_a_claim_of_a_person(pair: Pair, cut: Cut) -> None:
    link = Decision(DecisionKind.LINK, (cut(pair[0], FERRY), cut(pair[1], RIVER)))
    result = run(pair, link)
    assert together(result, FERRY, RIVER)
    (claim,) = [c for c in result.claims if c.origin == "person"]
    assert result.decisions[0].claim == claim.id
    assert (result.decisions[0].outcome, claim.silent) == ("applied", ())
    (by_person,) = [k for k in result.links if k.because == "by-person"]
    assert {by_person.a, by_person.b} == {m.passage for m in claim.mentions}
    assert run(pair, link).to_json() == result.to_json()


def test_a_clash_that_a_person_sees_reaches_the_finding(pair: Pair, cut: Cut) -> None:
    stretches = (cut(pair[0], FERRY), cut(pair[1], RIVER))
    result = run(pair, Decision(DecisionKind.LINK, stretches, type="negation"))
    found = [d for d in result.differences if d.because == "person-says"]
    assert [(d.type, d.status) for d in found] == [(DifferenceType.NEGATION, Status.CONFLICT)]
    claim = next(c for c in result.claims if c.id == found[0].claim)
    assert claim.relation == "differ"
    assert State.DIFFERS in {cell.state for cell in claim.cells}
    before = finding(compare.compare(pair), "en")
    assert finding(result, "en") != before
    assert "person-says" not in finding(result, "en")


def test_an_unlink_parts_what_the_machine_linked(pair: Pair, cut: Cut) -> None:
    result = run(pair, Decision(DecisionKind.UNLINK, (cut(pair[0], OPEN_A), cut(pair[1], OPEN_B))))
    assert not together(result, OPEN_A, OPEN_B)
    assert result.decisions[0].outcome == "applied"
    ends = {p.id: result.witnesses[p.witness == "b"].text[p.start : p.end] for p in result.passages}
    assert not any({ends[k.a], ends[k.b]} == {OPEN_A, OPEN_B} for k in result.links)


def test_what_is_parted_never_meets_by_way_of_a_third(pair: Pair, cut: Cut) -> None:
    third = compare.Witness.from_text(pair[0].text.replace("300 guests", "400 guests"), id="c", language="en")
    accounts = [*pair, third]
    open_c = OPEN_A.replace("300", "400")
    assert together(compare.compare(accounts), OPEN_A, OPEN_B, open_c)
    unlink = Decision(DecisionKind.UNLINK, (cut(pair[0], OPEN_A), cut(pair[1], OPEN_B)))
    assert not together(run(accounts, unlink), OPEN_A, OPEN_B)
    # A person ties both to the third: both ties hold, as two claims, and the parting holds too.
    ties = [
        Decision(DecisionKind.LINK, (cut(side, quote), cut(third, open_c)))
        for side, quote in ((pair[0], OPEN_A), (pair[1], OPEN_B))
    ]
    held = run(accounts, unlink, *ties)
    assert together(held, OPEN_A, open_c)
    assert together(held, OPEN_B, open_c)
    assert not together(held, OPEN_A, OPEN_B)
    assert [d.outcome for d in held.decisions] == ["applied"] * 3


def test_the_later_of_two_decisions_holds(pair: Pair, cut: Cut) -> None:
    stretches = (cut(pair[0], OPEN_A), cut(pair[1], OPEN_B))
    link, unlink = Decision(DecisionKind.LINK, stretches), Decision(DecisionKind.UNLINK, stretches)
    for order, joined in (((link, unlink), False), ((unlink, link), True)):
        result = run(pair, *order)
        assert together(result, OPEN_A, OPEN_B) is joined
        assert [d.outcome for d in result.decisions] == ["kept", "applied"]
        assert [n.slug for n in result.notes if n.slug.startswith("decision")] == ["decision-overruled"]


def checked(result: Comparison, verdict: str) -> Decision:
    difference = next(d for d in result.differences if d.type is DifferenceType.NUMBER)
    texts = {w.id: w.text for w in result.witnesses}
    stretches = tuple(
        Stretch(v.witness, v.start, v.end, texts[v.witness][v.start : v.end], sha256="")
        for v in difference.values
        if v.start is not None and v.end is not None
    )
    return Decision(DecisionKind.CHECKED, stretches, type="number", verdict=verdict)  # type: ignore[arg-type]


def test_a_verdict_finds_its_difference_whatever_its_number(pair: Pair) -> None:
    bare = compare.compare(pair)
    result = run(pair, checked(bare, "confirmed"))
    assert result.decisions[0].difference is not None
    assert result.differences == bare.differences
    assert result.claims == bare.claims
    # The other way round the numbers are others.
    turned = compare.compare(pair[::-1], decisions=Decisions((), (checked(bare, "confirmed"),)))
    meant = next(d for d in turned.differences if d.id == turned.decisions[0].difference)
    assert meant.type is DifferenceType.NUMBER


def test_a_rejected_conflict_is_shown_and_counts_for_nothing(pair: Pair) -> None:
    bare = compare.compare(pair)
    conflict = next(d for d in bare.differences if d.status is Status.CONFLICT)
    result = run(pair, checked(bare, "rejected"))
    assert [d.type for d in result.differences if d.status is Status.CONFLICT] == [conflict.type]
    assert {c.relation for c in result.claims} == {"agree", "one_source"}
    assert not any(cell.state is State.DIFFERS for c in result.claims for cell in c.cells)
    assert finding(result, "en") != finding(bare, "en")


@pytest.mark.parametrize("on", ["claim", "passage"])
def test_notes_find_their_place(pair: Pair, cut: Cut, on: str) -> None:
    stretches = (cut(pair[0], OPEN_A), cut(pair[1], OPEN_B))[: 1 if on == "passage" else 2]
    result = run(pair, Decision(DecisionKind.NOTE, stretches, on=on, text="Ring the council."))  # type: ignore[arg-type]
    assert result.decisions[0].outcome == "applied"
    assert (result.decisions[0].claim is not None) is (on == "claim")


def test_a_changed_text_is_found_by_its_words(pair: Pair, cut: Cut) -> None:
    link = Decision(DecisionKind.LINK, (cut(pair[0], FERRY), cut(pair[1], RIVER)))
    moved = compare.Witness.from_text("A new first line.\n\n" + pair[0].text, id="a", language="en")
    result = run([moved, pair[1]], link)
    assert [(d.outcome, d.because) for d in result.decisions] == [("moved", "found-by-words")]
    assert together(result, FERRY, RIVER)
    assert "decisions-moved" in {n.slug for n in result.notes}
    # The person's own words stay as they were told.
    assert decisions_of(result).decisions == (link,)


def test_words_that_stand_twice_are_told_apart_by_what_is_around(pair: Pair, cut: Cut) -> None:
    link = Decision(DecisionKind.LINK, (cut(pair[0], FERRY), cut(pair[1], RIVER)))
    twice = compare.Witness.from_text(f"{FERRY} So it was said.\n\n{pair[0].text}", id="a", language="en")
    result = run([twice, pair[1]], link)
    assert result.decisions[0].outcome == "moved"
    start = result.decisions[0].places[0].start
    assert twice.text[:start].rstrip().endswith("300 guests.")
    bare = Decision(DecisionKind.LINK, tuple(replace(s, prefix="", suffix="") for s in link.stretches))
    lost = run([twice, pair[1]], bare)
    assert [(d.outcome, d.because) for d in lost.decisions] == [("kept", "quote-twice")]


def test_a_renamed_input_is_known_by_its_hash(pair: Pair, cut: Cut) -> None:
    link = Decision(DecisionKind.LINK, (cut(pair[0], FERRY), cut(pair[1], RIVER)))
    result = run([replace(pair[0], id="renamed"), pair[1]], link)
    assert result.decisions[0].outcome == "moved"
    assert together(result, FERRY, RIVER)


def _kept(result: Comparison) -> tuple[str, str, list[str]]:
    (one,) = result.decisions
    return one.outcome, one.because, [n.slug for n in result.notes if n.slug.startswith("decision")]


def test_what_cannot_be_placed_is_kept_and_named(pair: Pair, cut: Cut) -> None:
    a, b = cut(pair[0], FERRY), cut(pair[1], RIVER)
    gone = compare.Witness.from_text(pair[0].text.replace("ferry", "boat"), id="a", language="en")
    cases = [
        (pair, (replace(a, witness="x", sha256="1" * 64), b), "unknown-account"),
        ([gone, pair[1]], (a, b), "quote-gone"),
        (pair, (a, cut(pair[0], OPEN_A)), "one-account"),
    ]
    for accounts, stretches, why in cases:
        result = run(accounts, Decision(DecisionKind.LINK, stretches))
        assert _kept(result) == ("kept", why, [f"decision-{why}"])
        assert not together(result, FERRY, RIVER)
        assert decisions_of(result).decisions[0].stretches == stretches
    verdict = Decision(DecisionKind.CHECKED, (a,), type="number", verdict="confirmed")
    assert _kept(run(pair, verdict))[1] == "no-difference"
    many = [
        Decision(DecisionKind.CHECKED, (cut(pair[0], word),), type="time", verdict="unsure")
        for word in A_WORDS
    ]
    notes = [n.slug for n in run(pair, *many).notes if n.slug.startswith("decision")]
    assert len(notes) == 21
    assert notes[-1] == "decisions-kept"


A_WORDS = sorted({*OPEN_A.split(), *FERRY.split()})


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_no_decisions_are_lost_and_no_offset_breaks(pair: Pair, data: st.DataObject) -> None:
    def stretch(witness: compare.Witness) -> Stretch:
        start = data.draw(st.integers(0, len(witness.text) - 2))
        end = data.draw(st.integers(start + 1, len(witness.text)))
        shift = data.draw(st.sampled_from([0, 0, 0, 3]))
        return Stretch(witness.id, start + shift, end + shift, witness.text[start:end], sha256=witness.sha256)

    def decision() -> Decision:
        kind = data.draw(st.sampled_from(list(DecisionKind)))
        ends = tuple(stretch(w) for w in (*pair, *data.draw(st.sampled_from([(), pair[:1]]))))
        if kind is DecisionKind.CHECKED:
            return Decision(kind, ends[:1], type="number", verdict="rejected")
        if kind is DecisionKind.NOTE:
            return Decision(kind, ends, on="claim", text="x")
        clash = data.draw(st.sampled_from([None, "place"])) if kind is DecisionKind.LINK else None
        return Decision(kind, ends, type=clash)

    told = Decisions((), tuple(decision() for _ in range(data.draw(st.integers(1, 6)))))
    result = compare.compare(pair, decisions=told)
    assert decisions_of(result).decisions == told.decisions
    again = compare.compare(pair, decisions=told)
    assert to_text(decisions_of(again)) == to_text(decisions_of(result))
    assert again.to_json() == result.to_json()
    texts = {w.id: w.text for w in result.witnesses}
    for difference in result.differences:
        for v in difference.values:
            assert v.quote is None or texts[v.witness][v.start : v.end] == v.quote
    passages = {(p.witness, p.start, p.end) for p in result.passages}
    assert all((m.witness, m.start, m.end) in passages for c in result.claims for m in c.mentions)
    named = {n.slug for n in result.notes}
    assert all(d.outcome != "kept" or f"decision-{d.because}" in named for d in result.decisions)
    _parted_stay_apart(result)


def _parted_stay_apart(result: Comparison) -> None:
    """No claim holds two sentences of which the last word was that they do not belong together."""
    last: dict[frozenset[str], DecisionKind] = {}
    units = {
        w.id: [p for p in result.passages if p.witness == w.id and p.kind == "sentence"]
        for w in result.witnesses
    }
    for one in result.decisions:
        if one.outcome == "kept" or one.decision.kind not in (DecisionKind.LINK, DecisionKind.UNLINK):
            continue
        meant = [
            [
                p.id
                for p in units[place.witness]
                if 2 * (min(place.end, p.end) - max(place.start, p.start))
                >= min(place.end - place.start, p.end - p.start)
            ]
            for place in one.places
        ]
        first = set(meant[0])
        if one.decision.kind is DecisionKind.LINK:
            for row, other in combinations(meant, 2):
                last.update({frozenset((x, y)): one.decision.kind for x in row for y in other})
        else:
            rest = {y for row in meant[1:] for y in row} - first
            last.update({frozenset((x, y)): one.decision.kind for x in first for y in rest})
    parted = {pair for pair, kind in last.items() if kind is DecisionKind.UNLINK and len(pair) == 2}
    for claim in result.claims:
        told = {m.passage for m in claim.mentions}
        assert not any(pair <= told for pair in parted)
