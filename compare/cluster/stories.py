"""Accounts in groups that tell one event: joined by average linkage, parted where two events show."""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence

import numpy as np

from compare.cluster.parting import parts
from compare.cluster.similarity import Channels, channels_of, likeness, nearness
from compare.model.prepared import Prepared

# Two accounts tell one event from the first similarity on; the mean over many pairs is surer than one pair,
# and may be lower the more pairs there are, down to the second.
_PAIR, _MANY = 0.32, 0.1
# Similarities below this are not kept; the similarities of so many accounts are looked at in one go.
_FLOOR, _ROWS = 0.04, 512


def group_stories(witnesses: Sequence[Prepared]) -> list[list[int]]:
    """The accounts in groups that tell one event, every index exactly once.

    Groups in order of their first member, members in order. One setting for every corpus. Cost: the product
    of sparse tables, some rows at a time, then n log n for the pairs of accounts that have something in
    common; only these pairs are held in memory.
    """
    if not witnesses:
        return []
    channels = channels_of(witnesses)
    groups = [part for group in _joined(channels) for part in parts(channels, group)]
    return sorted(groups)


def _joined(channels: Channels) -> list[list[int]]:
    """Groups by average linkage (Sokal and Michener 1958), the most alike first."""
    joining = _Joining(channels)
    while joining.step():
        pass
    return [sorted(group) for group in joining.members if group]


class _Joining:
    """Groups on their way: the members of each, and what each has in common with others.

    Between two groups: the sum of similarities, the sum of what the days between dated accounts leave of
    them, and the number of pairs of dated accounts. An undated account takes part in the dates of its group.
    """

    def __init__(self, channels: Channels) -> None:
        size = len(channels.days)
        self.members: list[list[int]] = [[at] for at in range(size)]
        self.between: list[dict[int, tuple[float, float, int]]] = [{} for _ in range(size)]
        self.queue: list[tuple[float, int, int, int, int]] = []
        for a, b, value, near, known in _pairs(channels):
            self.between[a][b] = self.between[b][a] = (value, near * known, known)
            self._offer(a, b)

    def step(self) -> bool:
        """Join the two groups that are most alike; false where none are left to join."""
        while self.queue:
            _, a, b, of_a, of_b = heapq.heappop(self.queue)
            if len(self.members[a]) == of_a and len(self.members[b]) == of_b:
                self._join(a, b)
                return True
        return False

    def _join(self, a: int, b: int) -> None:
        self.members[a] += self.members[b]
        self.members[b] = []
        del self.between[a][b], self.between[b][a]
        for other, (value, near, known) in self.between[b].items():
            more = self.between[a].get(other, (0.0, 0.0, 0))
            self.between[a][other] = (value + more[0], near + more[1], known + more[2])
            del self.between[other][b]
        self.between[b] = {}
        for other, sums in self.between[a].items():
            self.between[other][a] = sums
            self._offer(min(a, other), max(a, other))

    def _offer(self, a: int, b: int) -> None:
        """Queue two groups where they are alike enough to become one."""
        of_a, of_b = len(self.members[a]), len(self.members[b])
        value, near, known = self.between[a][b]
        mean = value / (of_a * of_b) * (near / known if known else 1.0)
        if mean >= _MANY + (_PAIR - _MANY) / (of_a * of_b) ** 0.5:
            heapq.heappush(self.queue, (-mean, a, b, of_a, of_b))


def _pairs(channels: Channels) -> Iterator[tuple[int, int, float, float, int]]:
    """The pairs of accounts with something in common, a < b: similarity, nearness in time, both dated."""
    size = len(channels.days)
    everyone = np.arange(size)
    for start in range(0, size, _ROWS):
        rows = everyone[start : start + _ROWS]
        columns = everyone[start:]
        values = likeness(channels, rows, columns)
        near, known = nearness(channels, rows, columns)
        for row, column in zip(*np.nonzero(np.triu(values, 1) > _FLOOR), strict=True):
            value, factor = float(values[row, column]), float(near[row, column])
            yield int(rows[row]), int(columns[column]), value, factor, int(known[row, column])
