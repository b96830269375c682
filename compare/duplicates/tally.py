"""Counts over clusters of paragraphs: outlets, kinds, who was first. Arrays in, arrays out; pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from compare.model.hashed import Integers, Reals
from compare.model.repeated import UNDATED, ClusterKind, Places

_OVER_AND_OVER = 5
"""Times in one outlet, with no other, from which a text is boilerplate."""
_EACH_OUTLET = 10
"""Times in each of several outlets, on average, from which it is."""
_NEVER = np.int64(1 << 62)
_KINDS = (ClusterKind.REPRINT, ClusterKind.REPEAT, ClusterKind.BOILERPLATE)
_DENSE = 1 << 22
_EXACT = 0.9995


@dataclass(frozen=True, slots=True, eq=False)
class Members:
    """The paragraphs of all clusters, cluster by cluster.

    Entry n of `order` is a paragraph, `cluster` its cluster, `score` its similarity to the representative
    (NaN where it was not measured). `bounds` says where each cluster begins and ends.
    """

    order: Integers
    cluster: Integers
    score: Reals
    bounds: Integers

    def __len__(self) -> int:
        return len(self.bounds) - 1


@dataclass(frozen=True, slots=True, eq=False)
class Groups:
    """What each outlet has in each cluster: how many members, and the earliest date (`_NEVER` without).

    Sorted by cluster, then by outlet. `kinds` are indices of (reprint, repeat, boilerplate), one a cluster;
    `outlets` counts the outlets of each cluster; `changed` is true where a member
    is measured to be no plain copy.
    """

    cluster: Integers
    outlet: Integers
    count: Integers
    date: Integers
    kinds: Integers
    outlets: Integers
    changed: npt.NDArray[np.bool_]


def members_of(
    clusters: Sequence[Sequence[int]],
    representatives: Sequence[int],
    pairs: tuple[Integers, Integers, Reals],
    count: int,
) -> Members:
    """The members in one array, each with its score to its representative. O(n log n) in members."""
    sizes = np.fromiter((len(c) for c in clusters), np.int64, len(clusters))
    bounds = np.concatenate(([0], np.cumsum(sizes))).astype(np.int64)
    order = np.fromiter((i for c in clusters for i in c), np.int64, int(bounds[-1]))
    cluster = np.repeat(np.arange(len(sizes)), sizes)
    main = np.asarray(representatives, dtype=np.int64)[cluster] if len(sizes) else order
    keys = pairs[0].astype(np.int64) * count + pairs[1]
    wanted = np.minimum(order, main) * count + np.maximum(order, main)
    score = np.full(len(order), np.nan)
    if len(keys):
        at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
        score = np.where(keys[at] == wanted, pairs[2][at], np.nan)
    score[order == main] = 1.0
    return Members(order, cluster, score, bounds)


def groups_of(members: Members, places: Places) -> Groups:
    """The members of each cluster by outlet. O(n log n)."""
    outlet = np.asarray(places.outlet)[members.order].astype(np.int64)
    date = np.asarray(places.date)[members.order]
    date = np.where(date == UNDATED, _NEVER, date)
    sort = np.lexsort((date, outlet, members.cluster))
    cluster, outlet, date = members.cluster[sort], outlet[sort], date[sort]
    opens = np.ones(len(cluster), dtype=bool)
    opens[1:] = (cluster[1:] != cluster[:-1]) | (outlet[1:] != outlet[:-1])
    starts = np.flatnonzero(opens)
    count = np.diff(np.append(starts, len(cluster)))
    sizes = np.diff(members.bounds)
    outlets = np.bincount(cluster[starts], minlength=len(sizes))
    boilerplate = np.where(outlets == 1, sizes >= _OVER_AND_OVER, sizes >= _EACH_OUTLET * outlets)
    kinds = np.where(boilerplate, 2, np.where(outlets == 1, 1, 0))
    loose = members.score < _EXACT
    changed = np.bincount(members.cluster, weights=loose, minlength=len(sizes)) > 0
    return Groups(cluster[starts], outlet[starts], count, date[starts], kinds, outlets, changed)


def kind_of(groups: Groups, cluster: int) -> ClusterKind:
    return _KINDS[int(groups.kinds[cluster])]


def firsts(groups: Groups) -> tuple[Integers, Integers]:
    """For each entry of the groups of reprints: 1 where that outlet was first, 1 where it was later.

    Neither where the date is not told, or where several share the first moment: a day against an hour of
    that day decides nothing.
    """
    count = len(groups.cluster)
    if not count:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    starts = np.flatnonzero(np.diff(groups.cluster, prepend=-1))
    lengths = np.diff(np.append(starts, count))
    earliest = np.repeat(np.minimum.reduceat(groups.date, starts), lengths)
    to_the_hour = (earliest & 1) == 1
    # Half of an entry counts minutes; a day has 1,440 of them.
    same_day = (groups.date >> 1) // 1440 == (earliest >> 1) // 1440
    known = groups.date != _NEVER
    hours = to_the_hour & ((groups.date & 1) == 1)
    leads = known & np.where(hours, groups.date == earliest, same_day)
    alone = np.repeat(np.add.reduceat(leads.astype(np.int64), starts), lengths) == 1
    reprint = groups.kinds[groups.cluster] == 0
    first = leads & alone & reprint
    return first.astype(np.int64), (known & ~leads & alone & reprint).astype(np.int64)


def shared_by(groups: Groups, outlets: int) -> Integers:
    """How many paragraphs of each outlet stand in another outlet too."""
    several = groups.outlets[groups.cluster] > 1
    return np.bincount(groups.outlet[several], weights=groups.count[several], minlength=outlets).astype(
        np.int64
    )


def grid_of(groups: Groups, chosen: Sequence[int]) -> tuple[tuple[int, ...], ...]:
    """How many paragraphs of each chosen outlet (rows) stand in each other one (columns) too."""
    width = len(chosen)
    place = np.full(int(groups.outlet.max(initial=-1)) + 1, -1)
    known = [outlet for outlet in chosen if outlet < len(place)]
    place[known] = [chosen.index(outlet) for outlet in known]
    taken = np.flatnonzero((groups.outlets[groups.cluster] > 1) & (place[groups.outlet] >= 0))
    total = np.zeros((width, width), dtype=np.int64)
    _, numbered = np.unique(groups.cluster[taken], return_inverse=True)
    at_once = max(_DENSE // max(width, 1), 1)
    for low in range(0, int(numbered.max(initial=-1)) + 1, at_once):
        inside = (numbered >= low) & (numbered < low + at_once)
        dense = np.zeros((at_once, width), dtype=np.int64)
        dense[numbered[inside] - low, place[groups.outlet[taken][inside]]] = groups.count[taken][inside]
        total += dense.T @ (dense > 0)
    np.fill_diagonal(total, 0)
    return tuple(tuple(int(x) for x in row) for row in total)


def chosen_clusters(members: Members, groups: Groups, most: Sequence[int]) -> list[int]:
    """The clusters that a reader is shown: of each kind so many (`most`), in their order.

    Reprints by the number of outlets, half of the room for those with changes; the others by size.
    """
    sizes = np.diff(members.bounds)
    numbers = np.arange(len(sizes))
    chosen: set[int] = set()
    for kind, limit in enumerate(most):
        own = numbers[groups.kinds == kind]
        outlets = groups.outlets[own] if kind == 0 else np.ones(len(own))
        ranked = own[np.lexsort((own, -sizes[own], -outlets))]
        lively = ranked[groups.changed[ranked]][: limit // 2]
        chosen.update(int(n) for n in lively)
        chosen.update(int(n) for n in ranked[: limit - len(lively)])
    return sorted(chosen)
