"""Claims from links: units that are linked with one another become one claim."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from compare.model.prepared import Unit
from compare.model.reuse import Link

# Two groups become one claim when this share of the pairs of witnesses across them is linked, and more than
# that share of the pairs of sentences. With all of them asked for, one missed link of nine accounts would
# tear a claim apart; with fewer, near-alike events begin to chain.
_WITNESSES, _SENTENCES = 2 / 3, 1 / 2
# A link that most members of a claim speak against must be this strong to make a claim of its own.
_STRONG = 0.4
# A headline joins the claim of which at least this share of the other witnesses tell what it announces.
_ANNOUNCED = 2 / 3
_Pair = tuple[int, int]
Apart = Callable[[Unit, Unit], bool]


@dataclass(slots=True)
class _Groups:
    """The groups while they grow, by number: members, and the pairs of witnesses linked across two groups.

    `aligned` are the pairs of witnesses that were looked at; only they can speak for or against a claim.
    """

    units: Sequence[Unit]
    aligned: Collection[frozenset[str]] | None = None
    members: dict[int, list[int]] = field(default_factory=dict)
    of: dict[int, int] = field(default_factory=dict)
    across: dict[int, dict[int, set[frozenset[str]]]] = field(default_factory=dict)
    parted: Collection[frozenset[int]] = frozenset()

    def are_parted(self, one: Sequence[int], two: Sequence[int]) -> bool:
        """True where a person parted a unit of the one from a unit of the other."""
        return bool(self.parted) and any(frozenset((x, y)) in self.parted for x in one for y in two)

    def link(self, one: int, two: int) -> None:
        """Takes up a link; a unit that is new is a group by itself."""
        for unit in (one, two):
            self.of.setdefault(unit, unit)
            self.members.setdefault(unit, [unit])
        pair = frozenset((self.witness(one), self.witness(two)))
        self.across.setdefault(one, {}).setdefault(two, set()).add(pair)
        self.across.setdefault(two, {}).setdefault(one, set()).add(pair)

    def witness(self, unit: int) -> str:
        return self.units[unit].passage.witness

    def meet(self, one: str, two: str) -> bool:
        """True for two witnesses that were aligned with one another."""
        return one != two and (self.aligned is None or frozenset((one, two)) in self.aligned)

    def witnessed(self, one: int, two: int) -> float:
        """Share of the aligned pairs of witnesses across two groups that a link joins, 0..1."""
        left, right = ({self.witness(unit) for unit in self.members[group]} for group in (one, two))
        possible = {frozenset((x, y)) for x in left for y in right if self.meet(x, y)}
        return len(self.across[one][two]) / len(possible) if possible else 0.0

    def join(self, one: int, two: int) -> None:
        """Moves all of the second group into the first."""
        for unit in self.members[two]:
            self.of[unit] = one
        self.members[one] += self.members.pop(two)
        for other, pairs in self.across.pop(two).items():
            del self.across[other][two]
            if other != one:
                self.across[one].setdefault(other, set()).update(pairs)
                self.across[other].setdefault(one, set()).update(pairs)


def group(
    units: Mapping[str, Unit],
    links: Sequence[Link],
    apart: Apart,
    aligned: Collection[frozenset[str]] | None = None,
    *,
    tied: Sequence[tuple[str, str]] = (),
    parted: Collection[frozenset[str]] = frozenset(),
) -> list[tuple[str, ...]]:
    """Groups of unit ids that tell one claim, strongest link first.

    Agglomeration with near-complete agreement instead of bare transitive chaining: most pairs of sentences,
    and of witnesses, across two groups must be linked, and no two sentences may be `apart`, which says that
    they cannot tell one thing, their dates or people being others. A headline joins the claim that it
    announces and brings none together. A sentence that finds no group makes a claim with its best partner.
    `aligned` are the pairs of witnesses that were compared, None for all of them: that two accounts which
    nobody compared share no link says nothing. What a person `tied` goes together before all else, and what
    one `parted` never stands in one claim, not by way of a third account either: where both meet, the tie
    makes a claim of its own. Members stand in the order of `units`. Cost: links, and for every two groups
    that meet the product of their sizes.
    """
    order = {unit: at for at, unit in enumerate(units)}
    ranked = sorted(links, key=lambda found: (-found.score, found.a, found.b))
    pairs = list(dict.fromkeys(_numbered(link, order) for link in ranked))
    numbered = list(units.values())
    told = [pair for pair in pairs if not any(numbered[unit].is_title for unit in pair)]
    by_number = frozenset(frozenset(order[unit] for unit in pair) for pair in parted)
    groups = _Groups(numbered, aligned, parted=by_number)
    by_person = [(order[one], order[two]) for one, two in tied]
    for one, two in (*told, *by_person):
        groups.link(one, two)
    by_hand = _tie(groups, by_person)
    linked = frozenset(told)
    loose: list[_Pair] = []
    for one, two in told:
        left, right = groups.of[one], groups.of[two]
        if left == right:
            continue
        if groups.are_parted(groups.members[left], groups.members[right]):
            loose.append((one, two))
        elif _belong_together(groups, left, right, linked, apart):
            groups.join(min(left, right), max(left, right))
        else:
            loose.append((one, two))
    kept = [members for members in groups.members.values() if len(members) > 1]
    strength = {_numbered(link, order): link.score for link in reversed(ranked)}
    found = [*kept, *by_hand, *_own(groups, loose, strength, [*kept, *by_hand])]
    for title, partners in _titles(numbered, pairs).items():
        _announce(groups, title, partners, found)
    ids = list(units)
    return [tuple(ids[unit] for unit in sorted(members)) for members in found]


def _tie(groups: _Groups, tied: Sequence[_Pair]) -> list[list[int]]:
    """Joins what a person tied; returns the pairs that cannot be joined without what a person parted."""
    apart: list[list[int]] = []
    for one, two in tied:
        left, right = groups.of[one], groups.of[two]
        if left == right:
            continue
        if groups.are_parted(groups.members[left], groups.members[right]):
            apart.append(sorted((one, two)))
        else:
            groups.join(min(left, right), max(left, right))
    return apart


def _numbered(link: Link, order: Mapping[str, int]) -> _Pair:
    one, two = order[link.a], order[link.b]
    return min(one, two), max(one, two)


def _belong_together(groups: _Groups, one: int, two: int, linked: frozenset[_Pair], apart: Apart) -> bool:
    if groups.witnessed(one, two) < _WITNESSES:
        return False
    across = [
        (min(x, y), max(x, y))
        for x in groups.members[one]
        for y in groups.members[two]
        if groups.witness(x) != groups.witness(y)
    ]
    free = [pair for pair in across if pair not in linked]
    joined = len(across) - len(free)
    missed = sum(groups.meet(groups.witness(x), groups.witness(y)) for x, y in free)
    return missed < (1 - _SENTENCES) * (joined + missed) and not any(
        apart(groups.units[x], groups.units[y]) for x, y in free
    )


def _own(
    groups: _Groups, loose: Iterable[_Pair], strength: Mapping[_Pair, float], kept: Sequence[Sequence[int]]
) -> list[list[int]]:
    """For each sentence that stands in no claim, its strongest link.

    Where its partner is told by several others that have nothing to do with it, only a strong link counts.
    """
    told = {unit for members in kept for unit in members}
    wide = {unit for members in kept if len({groups.witness(m) for m in members}) > 2 for unit in members}
    own: list[list[int]] = []
    for pair in loose:
        if told.issuperset(pair) or (wide.intersection(pair) and strength[pair] < _STRONG):
            continue
        own.append(list(pair))
        told.update(pair)
    return own


def _titles(units: Sequence[Unit], pairs: Iterable[_Pair]) -> dict[int, list[int]]:
    """Each headline, heading and caption with what it is linked to."""
    titles: dict[int, list[int]] = {}
    for one, two in pairs:
        for title, other in ((one, two), (two, one)):
            if units[title].is_title:
                titles.setdefault(title, []).append(other)
    return titles


def _announce(groups: _Groups, title: int, partners: Sequence[int], found: list[list[int]]) -> None:
    """Adds a headline to the claim of which most witnesses are linked to it.

    Where its partners stand in no claim, it makes one with the strongest of them.
    """
    own = groups.witness(title)
    tellers = [{groups.witness(unit) for unit in members} for members in found]
    linked = [{groups.witness(unit) for unit in members if unit in partners} for members in found]

    def share(at: int) -> float:
        if groups.are_parted([title], found[at]):
            return 0.0
        others = sum(groups.meet(own, witness) for witness in tellers[at])
        return len(linked[at] - {own}) / others if others else 0.0

    if any(title in members for members in found):
        return
    best = max(range(len(found)), key=share, default=0)
    if found and share(best) >= _ANNOUNCED:
        found[best].append(title)
    elif not any(set(partners) & set(members) for members in found):
        found.append([title, partners[0]])
