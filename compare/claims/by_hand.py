"""A person's decisions set on the accounts that are there: where each stands, what it ties or parts.

A stretch is found by its offsets while its input is the same; in a changed text by its words, and where these
stand there more than once by the words around them (the idea of the TextQuoteSelector of the W3C Web
Annotation Data Model). What cannot be placed for sure is not placed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from compare.model.claim import Mention
from compare.model.decision import Decision, DecisionKind, Decisions, Stretch
from compare.model.prepared import Prepared

# What pages show as U+FFFD, so that a quote taken from a page is compared as it was shown there.
_HIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
# More places with the same words than anybody can tell apart.
_MOST_PLACES = 200
# Of the characters around a quote at least this share must fit, and more than at any other place.
_FITS = 0.5

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Placed:
    """A decision with where it stands now. `lost` is the slug that says why it stands nowhere, else "".

    `about` is the witness or the words that the reason names. `units` are the sentences of every place.
    """

    decision: Decision
    places: tuple[Mention, ...] = ()
    units: tuple[tuple[str, ...], ...] = ()
    moved: bool = False
    lost: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True)
class Clash:
    """Stretches that contradict one another in a kind of detail, as a person says, and their sentences."""

    type: str
    places: tuple[Mention, ...]
    units: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hand:
    """All decisions as placed, in their order, and what they ask of the alignment, in ids of sentences.

    `tied` are the pairs of sentences of different witnesses that tell the same, in the order of the file;
    `parted` those that do not. No pair stands in both: the later decision holds.
    """

    placed: tuple[Placed, ...] = ()
    tied: tuple[Pair, ...] = ()
    parted: frozenset[frozenset[str]] = frozenset()
    clashes: tuple[Clash, ...] = ()

    def ties(self, members: Sequence[str]) -> bool:
        """True where a person tied two of these sentences."""
        return bool(self.tied) and any(a in members and b in members for a, b in self.tied)


@dataclass(slots=True)
class _Accounts:
    """The accounts, with what finds a place in them."""

    prepared: Sequence[Prepared]
    first: Mapping[str, str]
    by_id: dict[str, Prepared] = field(default_factory=dict)
    by_sha: dict[str, list[Prepared]] = field(default_factory=dict)
    shown: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for one in self.prepared:
            self.by_id[one.witness.id] = one
            self.by_sha.setdefault(one.witness.sha256, []).append(one)

    def account(self, stretch: Stretch) -> Prepared | None:
        """The account that is meant: by name and hash, else by its hash alone, else by its name alone."""
        named = self.by_id.get(stretch.witness)
        if named is None or (stretch.sha256 and named.witness.sha256 != stretch.sha256):
            same = self.by_sha.get(stretch.sha256, []) if stretch.sha256 else []
            return same[0] if len(same) == 1 else named
        return named

    def text(self, account: Prepared) -> str:
        id = account.witness.id
        if id not in self.shown:
            self.shown[id] = _HIDDEN.sub("\ufffd", account.witness.text)
        return self.shown[id]

    def units(self, account: Prepared, start: int, end: int) -> tuple[str, ...]:
        """The sentences that a stretch means: those it covers by half, or that hold half of it.

        What is told twice word for word counts by its first telling.
        """
        found: list[str] = []
        for unit in account.units:
            passage = unit.passage
            common = min(end, passage.end) - max(start, passage.start)
            if common > 0 and 2 * common >= min(end - start, passage.end - passage.start):
                found.append(self.first.get(passage.id, passage.id))
        return tuple(dict.fromkeys(found))


def set_by_hand(decisions: Decisions, prepared: Sequence[Prepared], first: Mapping[str, str]) -> Hand:
    """The decisions on these accounts. `first` names for each sentence the first that tells it word for word.

    Cost: linear in the decisions, and in the text for each that has to be looked for.
    """
    accounts = _Accounts(prepared, first)
    placed = [_place(decision, accounts) for decision in decisions.decisions]
    last = {one.decision.subject: n for n, one in enumerate(placed)}
    for n, one in enumerate(placed):
        if last[one.decision.subject] != n and not one.lost:
            placed[n] = Placed(one.decision, one.places, one.units, one.moved, "overruled")
    verdicts: dict[frozenset[str], tuple[int, DecisionKind]] = {}
    for n, one in enumerate(placed):
        for pair in _pairs(one):
            verdicts[frozenset(pair)] = (n, one.decision.kind)
    told = {n for n, _ in verdicts.values()}
    for n, one in enumerate(placed):
        if _pairs(one) and n not in told:
            placed[n] = Placed(one.decision, one.places, one.units, one.moved, "overruled")
    tied = [
        pair
        for one in placed
        for pair in _pairs(one)
        if one.decision.kind is DecisionKind.LINK and verdicts[frozenset(pair)][1] is DecisionKind.LINK
    ]
    parted = frozenset(pair for pair, (_, kind) in verdicts.items() if kind is DecisionKind.UNLINK)
    clashes = tuple(
        Clash(one.decision.type, one.places, tuple(unit for row in one.units for unit in row))
        for one in placed
        if one.decision.kind is DecisionKind.LINK and one.decision.type and not one.lost
    )
    return Hand(tuple(placed), tuple(dict.fromkeys(tied)), parted, clashes)


def _place(decision: Decision, accounts: _Accounts) -> Placed:
    places: list[Mention] = []
    units: list[tuple[str, ...]] = []
    moved = False
    for stretch in decision.stretches:
        account = accounts.account(stretch)
        if account is None:
            return Placed(decision, lost="unknown-account", about=stretch.witness)
        id = account.witness.id
        start, lost = _start(stretch, accounts.text(account), same=account.witness.sha256 == stretch.sha256)
        if lost:
            return Placed(decision, lost=lost, about=stretch.quote)
        end = start + len(stretch.quote)
        meant = accounts.units(account, start, end)
        places.append(Mention(id, start, end, meant[0] if meant else ""))
        units.append(meant)
        moved = moved or (id, start, end) != (stretch.witness, stretch.start, stretch.end)
    found = Placed(decision, tuple(places), tuple(units), moved)
    lost = _hindrance(found)
    return Placed(decision, found.places, found.units, moved, lost) if lost else found


def _hindrance(placed: Placed) -> str:
    """Why a link or its undoing that was placed can do nothing; "" where it can."""
    if placed.decision.kind not in (DecisionKind.LINK, DecisionKind.UNLINK):
        return ""
    if not all(placed.units):
        return "no-sentence"
    return "" if _pairs(placed) else "one-account"


def _pairs(placed: Placed) -> list[Pair]:
    """The pairs of sentences that a link ties or that its undoing parts; none for other decisions."""
    if placed.lost:
        return []
    told = zip(placed.places, placed.units, strict=True)
    owners = {unit: place.witness for place, units in told for unit in units}
    if placed.decision.kind is DecisionKind.LINK:
        return [(a, b) for a, b in combinations(owners, 2) if owners[a] != owners[b]]
    if placed.decision.kind is DecisionKind.UNLINK:
        first = placed.units[0]
        others = dict.fromkeys(unit for row in placed.units[1:] for unit in row)
        return [(a, b) for a in first for b in others if a != b and b not in first]
    return []


def _start(stretch: Stretch, text: str, *, same: bool) -> tuple[int, str]:
    """Where a stretch begins now, and "" or the slug that says why nobody can tell."""
    quote = _HIDDEN.sub("\ufffd", stretch.quote)
    stands = text.startswith(quote, stretch.start)
    if stands and (same or not stretch.sha256):
        return stretch.start, ""
    places = _places(text, quote)
    if not places:
        return 0, "quote-gone"
    if len(places) == 1:
        return places[0], ""
    ranked = sorted(((_fit(stretch, text, at), -at) for at in places), reverse=True)
    whole = len(stretch.prefix) + len(stretch.suffix)
    best, second = ranked[0], ranked[1]
    if len(places) < _MOST_PLACES and whole and best[0] >= _FITS * whole and best[0] > second[0]:
        return -best[1], ""
    return 0, "quote-twice"


def _places(text: str, quote: str) -> list[int]:
    places: list[int] = []
    at = text.find(quote)
    while at >= 0 and len(places) < _MOST_PLACES:
        places.append(at)
        at = text.find(quote, at + 1)
    return places


def _fit(stretch: Stretch, text: str, at: int) -> int:
    """How many characters around a place are those that stood around the quote."""
    before, after = (_HIDDEN.sub("\ufffd", side) for side in (stretch.prefix, stretch.suffix))
    end = at + len(stretch.quote)
    fit = 0
    for one, two in zip(reversed(before), reversed(text[max(0, at - len(before)) : at]), strict=False):
        if one != two:
            break
        fit += 1
    for one, two in zip(after, text[end : end + len(after)], strict=False):
        if one != two:
            break
        fit += 1
    return fit
