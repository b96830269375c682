"""The differences inside a claim, over all of its witnesses."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import combinations

from compare.claims.ages import of_one_age
from compare.claims.agree import both_ahead
from compare.claims.differences import differences_between
from compare.claims.rows import Row, absorb, merge, settled
from compare.claims.sides import SURE_ENOUGH, Found, Sides, key_of
from compare.claims.superseded import supersedes
from compare.details.number_units import canonical_quantity
from compare.model.claim import Detail, Difference, DifferenceType, Status
from compare.model.prepared import Prepared, Unit
from compare.model.reuse import Link
from compare.model.text import Published

# Share of content from which two sentences tell one event, so that two days of one week clash.
_ONE_EVENT, _NEAR_COPY = 0.2, 0.5
_NEWS_DAYS = 7
_SAME_DETAILS = "same-details"
_WIDENED = (Status.CONFLICT, Status.PRECISION)


class Differing:
    """Finds the typed differences of claims; holds what each witness tells anywhere, counted once."""

    def __init__(
        self, witnesses: Sequence[Prepared], units: Mapping[str, Unit], links: Sequence[Link]
    ) -> None:
        self._units = units
        self._between = {frozenset((link.a, link.b)): link for link in links}
        self._texts = {w.witness.id: w.witness.text for w in witnesses}
        self._order = {w.witness.id: at for at, w in enumerate(witnesses)}
        self._published = {w.witness.id: w.witness.published for w in witnesses}
        self._told = {w.witness.id: _told(w) for w in witnesses}
        self._anywhere = {id: frozenset(told) for id, told in self._told.items()}
        self._elsewhere: dict[str, frozenset[str]] = {}

    def of(self, members: Sequence[str]) -> list[tuple[Difference, tuple[str, ...]]]:
        """The differences over every link between the members, each with who tells its sharpest value.

        The same values are told once; every witness of the claim stands in a conflict or a difference in
        precision, silent where it does not tell the detail. Cost: the links among the members.
        """
        pairs = [self._between.get(frozenset(pair)) for pair in combinations(members, 2)]
        links = [link for link in pairs if link is not None]
        rows: list[Row] = []
        for link in links:
            self._merge(rows, link)
        rows = absorb([row for row in rows if self._is_borne_out(row, links)])
        tellers = self._tellers(members)
        for row in rows:
            if row.found.status in _WIDENED:
                row.widen(tellers)
        found = [(row.difference(self._texts, self._order), row.sharper()) for row in rows]
        kept = {id(d) for d in settled([d for d, _ in found])}
        return [(d, sharper) for d, sharper in found if id(d) in kept]

    def _merge(self, rows: list[Row], link: Link) -> None:
        x, y = self._units[link.a], self._units[link.b]
        a, b = x.passage.witness, y.passage.witness
        days = self._published[a], self._published[b]
        sides = Sides(
            x,
            y,
            link.channels.content,
            link.channels.chars,
            told_by_a=self._anywhere[a],
            told_by_b=self._anywhere[b],
            elsewhere_a=self._told_elsewhere(x),
            elsewhere_b=self._told_elsewhere(y),
            canonical=canonical_quantity,
            days=(_stated(days[0]), _stated(days[1])),
            told_on=(days[0].date, days[1].date),
            score=link.score,
        )
        superseded = supersedes(x, y, *days) is not None
        for found in differences_between(sides):
            dated = found.type is DifferenceType.DATE and found.status is Status.CONFLICT
            if not _is_doubtful(found, sides, link) and not (
                dated and (superseded or _two_events(found, link, days))
            ):
                merge(rows, found, {a: found.a, b: found.b})

    def _told_elsewhere(self, unit: Unit) -> frozenset[str]:
        """What the other sentences of its witness tell; found once for each sentence."""
        id = unit.passage.id
        if id not in self._elsewhere:
            own = Counter(key_of(detail) for detail in unit.details)
            told = self._told[unit.passage.witness]
            self._elsewhere[id] = frozenset(key for key, count in told.items() if count > own[key])
        return self._elsewhere[id]

    def _is_borne_out(self, row: Row, links: Sequence[Link]) -> bool:
        """False for a denial that clashes with few of the accounts it is linked to: of something else."""
        if row.found.type is not DifferenceType.NEGATION or row.found.status is not Status.CONFLICT:
            return True
        denying = {w for w, detail in row.said.items() if detail is not None}
        sides = [[self._units[side].passage.witness in denying for side in (x.a, x.b)] for x in links]
        return 2 * row.links >= sum(one != two for one, two in sides)

    def _tellers(self, members: Sequence[str]) -> dict[str, list[Detail]]:
        tellers: dict[str, list[Detail]] = {}
        for member in members:
            unit = self._units[member]
            tellers.setdefault(unit.passage.witness, []).extend(unit.details)
        return tellers


def _stated(published: Published) -> dt.date | None:
    return published.date if published.basis == "stated" else None


def _is_doubtful(found: Found, sides: Sides, link: Link) -> bool:
    """True for a clash in sentences that share little beside their topic: they may well tell two things.

    Days of the calendar and days to come clash in sentences that share the same details too, however few
    words they share: but every report has its "yesterday" and its "Tuesday".
    """
    if found.status is not Status.CONFLICT or link.score >= SURE_ENOUGH:
        return False
    if found.type is DifferenceType.ATTRIBUTION:
        return False  # another source of a like statement gainsays nobody
    told = [d for d in (found.a, found.b) if d is not None]
    if found.a and found.b and of_one_age(sides.a, found.a, sides.b, found.b):
        return False
    if found.type is not DifferenceType.DATE or _SAME_DETAILS not in link.because or len(told) < len("ab"):
        return True
    numbered = all(any(map(str.isdecimal, d.text)) for d in told)
    return not (numbered or both_ahead(told[0], told[1], sides.told_on))


def _two_events(found: Found, link: Link, published: tuple[Published, Published]) -> bool:
    """True for two days around publication in sentences of little common wording: each its own news.

    Every report of a week tells such days; only of one event do they clash.
    """
    if link.channels.content >= _ONE_EVENT or link.channels.chars >= _NEAR_COPY:
        return False
    told = ((found.a, published[0].date), (found.b, published[1].date))
    for detail, day in told:
        value = Published(str(detail.value)).date if detail is not None else None
        if value is None or day is None or abs((value - day).days) > _NEWS_DAYS:
            return False
    return True


def _told(witness: Prepared) -> Counter[str]:
    return Counter(key_of(detail) for unit in witness.units for detail in unit.details)
