"""Text that two accounts share: how much of each, whether the lead is among it, and is it a filled-in form.

Shared runs of words are found through shingles (Broder 1997), looked up in one inverted index over all
accounts. Runs that stand in many accounts which share little else are refrains and do not count.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
from rapidfuzz.distance import Levenshtein

from compare.origins.accounts import SHINGLE, Account, Flags, Integers, person_titles

COPIED = 0.55
"""Share of the shorter account's own words from which its text counts as the other's."""
_BOTH = 0.45
"""The longer account has to share so much too …"""
_LEAD = 0.5
"""… or so much of its lead stands in the other: who opens with words of its own only takes a part in."""
_REWORKED, _REWORKED_LEAD, _REWORKED_WORDS = 0.5, 0.75, 40
"""A text that was reworked shares less; then nearly all of the lead has to be there, and many words."""
PART = 0.15
"""From here on a shared part is told, without making one origin."""
_FEWEST_WORDS = 12
_REFRAIN_ACCOUNTS = 4
"""From so many accounts on, a run can be a refrain …"""
_CLOSE = 0.4
"""… unless at least half of the pairs of its accounts share this much of the shorter's runs."""
_MOST_HOLDERS = 40
"""A run in more accounts is looked up between neighbours in order only."""
_NEIGHBOURS = 3
_GAP = 16
"""Words between shared words that can fill one place of a form."""
_ANCHOR = 2
"""So many shared words in a row hold a place of a form on either side."""
_SAME_NAME = 0.6
_MOST_CELLS = 100_000_000
_WINDOW = 32


@dataclass(frozen=True, slots=True)
class Run:
    """A run of shared words: token indices in both accounts, half open."""

    a: int
    b: int
    length: int


@dataclass(frozen=True, slots=True)
class Shared:
    """What two accounts share, a before b: shares of their own words, and of the longer one's lead.

    `words` counts the shared own words of the shorter account. `forms` counts the places between shared
    runs where each tells another name: the same form, filled in for another person or place.
    """

    shorter: float
    longer: float
    lead: float
    words: int
    runs: tuple[Run, ...]
    forms: int
    identical: bool = False

    @property
    def copied(self) -> bool:
        """True where one account's text is the other's."""
        if self.identical:
            return True
        enough = self.shorter >= COPIED and self.words >= _FEWEST_WORDS
        whole = enough and (self.longer >= _BOTH or self.lead >= _LEAD)
        reworked = self.shorter >= _REWORKED and self.words >= _REWORKED_WORDS
        return (whole or (reworked and self.lead >= _REWORKED_LEAD)) and not self.is_form

    @property
    def is_form(self) -> bool:
        """True where the shared words are a form that each fills with names of its own."""
        return self.forms > 0


@dataclass(slots=True)
class Copies:
    """The pairs of accounts that share text; others are looked up when they are asked for."""

    accounts: Sequence[Account]
    refrains: Integers
    pairs: dict[tuple[int, int], Shared] = field(default_factory=dict)

    def between(self, i: int, j: int) -> Shared:
        """What accounts i and j share."""
        key = (min(i, j), max(i, j))
        if key not in self.pairs:
            self.pairs[key] = shared_text(self.accounts[key[0]], self.accounts[key[1]], self.refrains)
        return self.pairs[key]


def find_copies(accounts: Sequence[Account]) -> Copies:
    """All pairs that share a noteworthy part of their text.

    Cost: sorting all shingles, then a few array operations for each pair that shares some.
    """
    values, holders = _index(accounts)
    sizes = np.maximum(1, np.bincount(holders, minlength=len(accounts)))
    keys, counts = _pair_counts(values, holders, len(accounts))
    refrains = _refrains(values, holders, sizes, (keys, counts))
    if len(refrains):
        kept = ~np.isin(values, refrains)
        keys, counts = _pair_counts(values[kept], holders[kept], len(accounts))
    copies = Copies(accounts, refrains)
    firsts, seconds = keys // len(accounts), keys % len(accounts)
    worth = counts >= PART * np.minimum(sizes[firsts], sizes[seconds]) / 2
    for i, j in zip(firsts[worth].tolist(), seconds[worth].tolist(), strict=True):
        copies.between(i, j)
    for i, j in _twins(accounts):
        copies.between(i, j)
    return copies


def _twins(accounts: Sequence[Account]) -> list[tuple[int, int]]:
    """Accounts that are the same word for word as an earlier one."""
    first: dict[tuple[int, ...], int] = {}
    found = [(first.setdefault(account.whole, n), n) for n, account in enumerate(accounts) if account.whole]
    return [(i, j) for i, j in found if i != j]


def _index(accounts: Sequence[Account]) -> tuple[Integers, Integers]:
    """Every shingle with the accounts that hold it, sorted by both; each account once a shingle."""
    own = [np.unique(account.shingles[account.shingles >= 0]) for account in accounts]
    values = np.concatenate([*own, np.empty(0, dtype=np.int64)])
    holders = np.repeat(np.arange(len(own), dtype=np.int64), [len(found) for found in own])
    order = np.lexsort((holders, values))
    return values[order], holders[order]


def _groups(values: Integers) -> tuple[Integers, Integers]:
    """Where each value begins, and how many there are of it."""
    starts = np.flatnonzero(np.concatenate(([True], values[1:] != values[:-1]))) if len(values) else values
    return starts, np.diff(np.concatenate((starts, [len(values)])))


def _pairs_of(size: int) -> tuple[Integers, Integers]:
    """The pairs of holders to look at: all, or neighbours where there are many."""
    if size <= _MOST_HOLDERS:
        first, second = np.triu_indices(size, 1)
        return first.astype(np.int64), second.astype(np.int64)
    steps = range(1, _NEIGHBOURS + 1)
    first = np.concatenate([np.arange(size - step, dtype=np.int64) for step in steps])
    second = np.concatenate([np.arange(step, size, dtype=np.int64) for step in steps])
    return first, second


def _pair_counts(values: Integers, holders: Integers, count: int) -> tuple[Integers, Integers]:
    """Pairs of accounts (as i * count + j, i < j, sorted) and how many shingles each has in common."""
    starts, sizes = _groups(values)
    found = [np.empty(0, dtype=np.int64)]
    for size in np.unique(sizes[sizes > 1]).tolist():
        members = holders[starts[sizes == size][:, None] + np.arange(size)]
        first, second = _pairs_of(size)
        found.append((members[:, first] * count + members[:, second]).ravel())
    keys, counts = np.unique(np.concatenate(found), return_counts=True)
    return keys, counts.astype(np.int64)


def _refrains(
    values: Integers, holders: Integers, sizes: Integers, pairs: tuple[Integers, Integers]
) -> Integers:
    """The shingles that stand in many accounts which share little else."""
    keys, counts = pairs
    starts, spread = _groups(values)
    found = [np.empty(0, dtype=np.int64)]
    for size in np.unique(spread[spread >= _REFRAIN_ACCOUNTS]).tolist():
        begins = starts[spread == size]
        members = holders[begins[:, None] + np.arange(size)]
        first, second = _pairs_of(size)
        a, b = members[:, first], members[:, second]
        common = counts[np.searchsorted(keys, a * len(sizes) + b)]
        close = common >= _CLOSE * np.minimum(sizes[a], sizes[b])
        found.append(values[begins[close.mean(axis=1) < 0.5]])
    return np.sort(np.concatenate(found))


def shared_text(a: Account, b: Account, refrains: Integers) -> Shared:
    """What two accounts share. Linear in their words, apart from sorting."""
    common = np.intersect1d(a.shingles, b.shingles)
    common = common[(common >= 0) & ~np.isin(common, refrains)]
    covered = [_covered(account, common) for account in (a, b)]
    told = [int((cover & account.own).sum()) for cover, account in zip(covered, (a, b), strict=True)]
    shares = [told[n] / max(1, account.size) for n, account in enumerate((a, b))]
    low, high = (0, 1) if a.size <= b.size else (1, 0)
    runs = _runs(a, b, common) if told[low] else ()
    return Shared(
        shorter=shares[low],
        longer=shares[high],
        lead=_lead((a, b)[high], (a, b)[low]),
        words=told[low],
        runs=runs,
        forms=_forms(a, b, runs) if shares[low] >= _REWORKED else 0,
        identical=bool(a.whole) and a.whole == b.whole,
    )


def _covered(account: Account, common: Integers) -> Flags:
    """The words that lie in a shared shingle."""
    steps = np.zeros(len(account.codes) + 1, dtype=np.int64)
    starts = np.flatnonzero(np.isin(account.shingles, common))
    np.add.at(steps, starts, 1)
    np.add.at(steps, starts + SHINGLE, -1)
    covered: Flags = np.cumsum(steps)[:-1] > 0
    return covered


def _lead(longer: Account, shorter: Account) -> float:
    """Share of the longer account's lead whose words stand in the other."""
    return float(np.isin(longer.lead, shorter.codes).mean()) if len(longer.lead) else 0.0


def _runs(a: Account, b: Account, common: Integers) -> tuple[Run, ...]:
    """The shared runs in the order of a, each extended as far as the words agree; a word once a side."""
    known = set(common.tolist())
    places: dict[int, list[int]] = {}
    for at, value in enumerate(b.shingles.tolist()):
        if value in known:
            places.setdefault(value, []).append(at)
    found: list[Run] = []
    at, last = 0, 0
    shingles = a.shingles.tolist()
    while at < len(shingles):
        options = places.get(shingles[at], ()) if shingles[at] in known else ()
        if not options:
            at += 1
            continue
        # The first place behind the run before, else the first of all.
        behind = bisect_left(options, last)
        start = options[behind] if behind < len(options) else options[0]
        length = _extent(a.codes, b.codes, at, start)
        found.append(Run(at, start, length))
        at, last = at + length, start + length
    return tuple(found)


def _extent(a: Integers, b: Integers, i: int, j: int) -> int:
    """How many words agree from here on, looked at in windows that grow: linear in the answer."""
    room = min(len(a) - i, len(b) - j)
    done, window = 0, _WINDOW
    while done < room:
        size = min(window, room - done)
        differs = np.flatnonzero(a[i + done : i + done + size] != b[j + done : j + done + size])
        if len(differs):
            return done + int(differs[0])
        done, window = done + size, 2 * window
    return room


def _forms(a: Account, b: Account, runs: Sequence[Run]) -> int:
    """How many short gaps between shared words hold a name on each side, and not the same one."""
    count = 0
    known_to_a, known_to_b = ({token.folded for token in account.tokens} for account in (a, b))
    for here, there in _gaps(_same_words(a, b, runs)):
        one, two = _names(a, here, known_to_b), _names(b, there, known_to_a)
        count += bool(one and two) and not _akin(one, two)
    return count


def _same_words(a: Account, b: Account, runs: Sequence[Run]) -> list[Run]:
    """The words that stand in both in one order (Levenshtein 1966); of long texts the shared runs only."""
    if len(a.codes) * len(b.codes) > _MOST_CELLS:
        return list(runs)
    steps = Levenshtein.opcodes(a.codes.tolist(), b.codes.tolist())
    return [Run(s.src_start, s.dest_start, s.src_end - s.src_start) for s in steps if s.tag == "equal"]


def _gaps(same: Sequence[Run]) -> Iterator[tuple[range, range]]:
    """The short stretches between shared words. What stands before the first is a dateline or a lead."""
    anchors = [run for run in same if run.length >= _ANCHOR]
    for run, following in pairwise(anchors):
        here = range(run.a + run.length, following.a)
        there = range(run.b + run.length, following.b)
        if 0 < len(here) <= _GAP and 0 < len(there) <= _GAP:
            yield here, there


def _names(account: Account, gap: range, known: Set[str]) -> list[str]:
    """The names in a gap, word by word, that the other account has nowhere."""
    words = (account.tokens[n].folded for n in gap if account.named[n])
    return [word for word in words if word not in known and word not in person_titles()]


def _akin(one: Sequence[str], two: Sequence[str]) -> bool:
    """True where two names can be one: joined or divided, with a letter more, or with a word in common."""
    if Levenshtein.normalized_similarity("".join(one), "".join(two)) >= _SAME_NAME:
        return True
    return any(
        Levenshtein.normalized_similarity(x, y) >= _SAME_NAME or x.startswith(y) or y.startswith(x)
        for x in one
        for y in two
    )


def agreeing(copies: Copies) -> Mapping[tuple[int, int], Shared]:
    """The pairs whose text is one, by pair."""
    return {pair: shared for pair, shared in sorted(copies.pairs.items()) if shared.copied}
