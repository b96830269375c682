"""What each account says happened when, on one axis."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from compare.claims.agree import includes
from compare.claims.superseded import last_kinds, supersedes
from compare.model.claim import (
    Claim,
    Detail,
    DetailKind,
    Difference,
    DifferenceType,
    Moment,
    Status,
    TimelineEvent,
)
from compare.model.prepared import Prepared, Unit
from compare.model.text import Published

_LABEL, _SHORTEST = 90, 25
_AHEAD = frozenset({"planned", "expected"})
# Where a clause ends.
_CLAUSE = re.compile(r"[,،;؛:.!?؟\n]+")
_DAY = 10


@dataclass(frozen=True, slots=True)
class _Told:
    """A moment with the sentence that tells it."""

    moment: Moment
    unit: Unit
    planned: bool


def timeline(
    witnesses: Sequence[Prepared], claims: Sequence[Claim], differences: Sequence[Difference]
) -> tuple[TimelineEvent, ...]:
    """The events that the accounts date, in time order.

    Dates of the sentences of one shared claim are one event where they fit one another, or clash as a
    difference of the claim says. Any other date is an event by itself: that two accounts tell of one day in
    sentences that nothing links does not make it one event. Headlines and dates without a value are left
    out. Cost: the dates of each claim squared.
    """
    told = {passage: moments for witness in witnesses for passage, moments in _told_by(witness)}
    texts = {witness.witness.id: witness.witness.text for witness in witnesses}
    clashes = _clashes(differences)
    events: list[tuple[TimelineEvent, list[_Told]]] = []
    placed: set[str] = set()
    for claim in claims:
        if claim.relation == "one_source":
            continue
        here = [one for m in claim.mentions if m.passage not in placed for one in told.get(m.passage, ())]
        placed.update(m.passage for m in claim.mentions)
        for group in _fitting(here, clashes.get(claim.id, ())):
            events.append((_event(group, texts, claim.id, clashes.get(claim.id, ())), group))
    for passage, moments in told.items():
        if passage not in placed:
            events += [(_event([one], texts, None, ()), [one]) for one in moments]
    ordered = sorted(events, key=lambda row: (_place(row[0].when), row[0].moments[0].passage))
    numbered = [(replace(event, id=f"t{n}"), group) for n, (event, group) in enumerate(ordered, start=1)]
    published = {witness.witness.id: witness.witness.published for witness in witnesses}
    return _superseded(numbered, published)


def _told_by(witness: Prepared) -> Iterator[tuple[str, list[_Told]]]:
    """The passages of a witness with their dates; what it tells again word for word is told once."""
    seen: set[tuple[str, tuple[str, ...]]] = set()
    for unit in witness.units:
        moments = [] if unit.is_title else _moments(witness, unit)
        told = unit.folded, tuple(one.moment.value for one in moments)
        if moments and told not in seen:
            seen.add(told)
            yield unit.passage.id, moments


def _moments(witness: Prepared, unit: Unit) -> list[_Told]:
    """The dates of a sentence, each value once; a time of day joins the only day told."""
    dates = [d for d in unit.details if d.kind is DetailKind.DATE and isinstance(d.value, str)]
    times = [d for d in unit.details if d.kind is DetailKind.TIME and isinstance(d.value, str)]
    found: dict[str, _Told] = {}
    for date in dates:
        value = str(date.value)
        if len(dates) == len(times) == 1 and len(value) == _DAY and "/" not in str(times[0].value):
            value = f"{value}T{times[0].value}"
        moment = Moment(
            witness=witness.witness.id,
            passage=unit.passage.id,
            quote=witness.witness.text[date.start : date.end],
            start=date.start,
            end=date.end,
            value=value,
            basis=date.basis,
        )
        found.setdefault(value, _Told(moment, unit, _is_planned(unit, date, value, witness)))
    return list(found.values())


def _is_planned(unit: Unit, date: Detail, value: str, witness: Prepared) -> bool:
    """True where the nearest verb tells something still to come, on a day not before publication."""
    day = witness.witness.published.date
    if day is not None and value[:_DAY] < str(day)[: len(value)]:
        return False
    verbs = [d for d in unit.details if d.kind is DetailKind.MODALITY]
    nearest = min(verbs, key=lambda d: (abs(d.start - date.start), d.start), default=None)
    return nearest is not None and nearest.value in _AHEAD


def _clashes(differences: Iterable[Difference]) -> dict[str, list[frozenset[tuple[str, int]]]]:
    """For each claim the places of the dates that cannot all be true."""
    found: dict[str, list[frozenset[tuple[str, int]]]] = {}
    for one in differences:
        if one.status is Status.CONFLICT and one.type in (DifferenceType.DATE, DifferenceType.TIME):
            places = frozenset((v.witness, v.start) for v in one.values if v.start is not None)
            found.setdefault(one.claim, []).append(places)
    return found


def _fitting(told: Sequence[_Told], clashes: Sequence[frozenset[tuple[str, int]]]) -> list[list[_Told]]:
    """Moments of one claim in groups that are one event, sharpest first."""
    groups: list[list[_Told]] = []
    for one in sorted(told, key=lambda t: -len(t.moment.value.split("/")[0])):
        homes = [group for group in groups if _is_one_event(one, group, clashes)]
        same = [group for group in homes if any(t.moment.value == one.moment.value for t in group)]
        # A month that holds two days of the claim does not say which of them it means.
        if same or len(homes) == 1:
            (same or homes)[0].append(one)
        else:
            groups.append([one])
    return [sorted(group, key=lambda t: (t.moment.passage, t.moment.start)) for group in groups]


def _is_one_event(one: _Told, group: Sequence[_Told], clashes: Sequence[frozenset[tuple[str, int]]]) -> bool:
    """True where a moment fits all others of a group, or is told to clash with one of them."""
    place = (one.moment.witness, one.moment.start)
    others = {(t.moment.witness, t.moment.start) for t in group}
    if any(place in clash and clash & others for clash in clashes):
        return True
    return all(_fit(one.moment, t.moment) for t in group)


def _fit(a: Moment, b: Moment) -> bool:
    """Equal values, or one holds the other; of one account only equal ones, for it tells two things else."""
    if a.witness == b.witness:
        return a.value == b.value
    return a.value == b.value or includes(a.value, b.value) or includes(b.value, a.value)


def _event(
    group: Sequence[_Told],
    texts: Mapping[str, str],
    claim: str | None,
    clashes: Sequence[frozenset[tuple[str, int]]],
) -> TimelineEvent:
    moments = tuple(t.moment for t in group)
    places = {(m.witness, m.start) for m in moments}
    shortest = min(group, key=lambda t: t.unit.passage.end - t.unit.passage.start)
    return TimelineEvent(
        id="",
        when=_when(moments),
        label=_label(texts[shortest.moment.witness], shortest),
        moments=moments,
        claim=claim,
        planned=all(t.planned for t in group),
        clash=any(len(clash & places) > 1 for clash in clashes),
    )


def _when(moments: Sequence[Moment]) -> str:
    """The sharpest value; of several that of most accounts, then the earliest."""
    tellers = {m.value: len({o.witness for o in moments if o.value == m.value}) for m in moments}
    sharpest = max(len(value.split("/")[0]) for value in tellers)
    told = [value for value in tellers if len(value.split("/")[0]) == sharpest]
    return min(told, key=lambda value: (-tellers[value], value))


def _label(text: str, told: _Told) -> str:
    """The sentence, or the clause that tells the date: at most ninety characters, cut between words."""
    start, end = told.unit.passage.start, told.unit.passage.end
    if end - start > _LABEL:
        start, end = _clause(text, start, end, told.moment)
    return shortened(text[start:end])


def shortened(text: str) -> str:
    """At most ninety characters on one line, cut between words: the label of an event or a claim."""
    line = " ".join(text.split())
    return line if len(line) <= _LABEL else line[:_LABEL].rsplit(" ", 1)[0] + "…"


def _clause(text: str, start: int, end: int, moment: Moment) -> tuple[int, int]:
    """From the start of the clause around a date to the end of the sentence; short clauses with the next."""
    cuts = [start, *(m.end() for m in _CLAUSE.finditer(text, start, end)), end]
    inside = [
        (a, b)
        for a, b in pairwise(cuts)
        if a <= moment.start and moment.end - a <= _LABEL and b - a > _SHORTEST
    ]
    first = inside[-1][0] if inside else max(start, moment.start - _LABEL // 2)
    if first not in cuts:
        first = text.find(" ", first, moment.start) + 1 or moment.start
    return first, end


def _place(when: str) -> tuple[str, int]:
    """The start of a value for sorting; a year before its months, a month before its days."""
    return when.split("/")[0], len(when)


def _superseded(
    events: Sequence[tuple[TimelineEvent, list[_Told]]], published: Mapping[str, Published]
) -> tuple[TimelineEvent, ...]:
    """The events, each that a later account tells the successor of with that one's id.

    Cost: for each event told to be the last of its kind, those of that kind up to its successor.
    """
    of_kind: dict[str, list[tuple[TimelineEvent, Unit]]] = {}
    for event, group in events:
        for one in group:
            for kind in last_kinds(one.unit):
                of_kind.setdefault(kind, []).append((event, one.unit))
    later: dict[str, int] = {}
    place = {event.id: at for at, (event, _) in enumerate(events)}
    for telling in of_kind.values():
        for at, (old, a) in enumerate(telling):
            found = next((new for new, b in telling[at + 1 :] if _replaced(old, a, new, b, published)), None)
            if found is not None:
                later[old.id] = min(place[found.id], later.get(old.id, place[found.id]))
    ids = [event.id for event, _ in events]
    return tuple(
        replace(event, superseded_by=ids[later[event.id]] if event.id in later else None)
        for event, _ in events
    )


def _replaced(
    old: TimelineEvent, a: Unit, new: TimelineEvent, b: Unit, published: Mapping[str, Published]
) -> bool:
    """True where the later of two events takes the place of the earlier: its account was published later."""
    one, two = a.passage.witness, b.passage.witness
    if one == two or _place(old.when) >= _place(new.when):
        return False
    return supersedes(a, b, published[one], published[two]) == "b"
