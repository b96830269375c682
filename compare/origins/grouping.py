"""Groups of accounts that share an origin: by average agreement, never by a chain of single links."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import product

_TOGETHER = 0.5
"""Two groups become one where this share of the pairs across them agrees …"""
_ASKED = 8
"""… asked of so many members of each, the first in order."""


def group_copies(
    count: int, links: Mapping[tuple[int, int], float], agree: Callable[[int, int], bool]
) -> list[tuple[int, ...]]:
    """Every index in exactly one group; groups and members in order. `links` are pairs with their strength.

    A compilation that shares text with two accounts which share none does not bring them together. Cost:
    links, times at most 64 questions.
    """
    groups = {n: [n] for n in range(count)}
    for i, j in sorted(links, key=lambda pair: (-links[pair], pair)):
        one, two = groups[i], groups[j]
        if one is two or not _belong_together(one, two, agree):
            continue
        merged = sorted((*one, *two))
        for member in merged:
            groups[member] = merged
    return [tuple(members) for n, members in groups.items() if members[0] == n]


def _belong_together(one: Sequence[int], two: Sequence[int], agree: Callable[[int, int], bool]) -> bool:
    pairs = list(product(one[:_ASKED], two[:_ASKED]))
    return sum(agree(i, j) for i, j in pairs) >= _TOGETHER * len(pairs)


def join_by_name(
    groups: Iterable[tuple[int, ...]], names: Mapping[int, str | None]
) -> list[tuple[tuple[int, ...], str | None]]:
    """Groups of one name become one; `names` gives the name of a group by its first member."""
    named: dict[str, list[int]] = {}
    found: list[tuple[tuple[int, ...], str | None]] = []
    for members in groups:
        name = names[members[0]]
        if name is None:
            found.append((members, None))
        else:
            named.setdefault(name, []).extend(members)
    found += [(tuple(sorted(members)), name) for name, members in named.items()]
    return sorted(found, key=lambda one: one[0])
