"""Which detail of one sentence is about the same thing as which of the other."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from compare.claims.agree import Verdict
from compare.claims.heads import Alignment
from compare.model.claim import Detail, DetailKind
from compare.model.names import same_name
from compare.model.prepared import Unit

# Words after a number within which the name stands that it counts: "52 percent in Egypt".
_NAME_REACH = 4
_NAMES = (DetailKind.PLACE, DetailKind.ORGANISATION, DetailKind.PERSON)
_RANK = {"equal": 0, "precision": 1, "contradict": 2}

Weigh = Callable[[Detail, Detail, int], Verdict]


@dataclass(frozen=True, slots=True)
class Pairs:
    """Details that are about one thing, with how they stand, and those that only one side tells."""

    paired: tuple[tuple[Detail, Detail, Verdict], ...]
    only_a: tuple[Detail, ...]
    only_b: tuple[Detail, ...]


def place_of(unit: Unit, detail: Detail) -> range:
    """The indices of the tokens that a detail covers."""
    first = bisect_right(unit.tokens, detail.start, key=lambda t: t.end)
    last = bisect_left(unit.tokens, detail.end, key=lambda t: t.start)
    return range(first, last) if first < last else range(0)


def of_others(a: Unit, x: Detail, b: Unit, y: Detail) -> bool:
    """True where two numbers stand beside different names of one list: 52 in Egypt is not 82 in India.

    Each must have a name of its own; and one of the two names stands on the other side as well, or both
    sides count the same third name, as lists do.
    """
    one, two = _beside(a, x), _beside(b, y)
    if one is None or two is None or same_name(one, two):
        return False
    return _tells(b, one) or _tells(a, two) or bool(_counted(a, x.kind) & _counted(b, y.kind))


def _counted(unit: Unit, kind: DetailKind) -> set[str]:
    """The names that stand beside the numbers of a unit."""
    return {name for d in unit.details if d.kind is kind and (name := _beside(unit, d))}


def _beside(unit: Unit, number: Detail) -> str | None:
    """The name that begins within a few words after a number, in the same clause."""
    after = place_of(unit, number).stop
    near = unit.tokens[after : after + _NAME_REACH]
    for token in near:
        for detail in unit.details:
            if detail.kind in _NAMES and detail.start <= token.start < detail.end:
                return str(detail.value)
        if token.folded[:1].isdigit():
            return None
    return None


def _tells(unit: Unit, name: str) -> bool:
    return any(d.kind in _NAMES and same_name(str(d.value), name) for d in unit.details)


def pair_up(left: Sequence[Detail], right: Sequence[Detail], words: Alignment, weigh: Weigh) -> Pairs:
    """Pairs details by the slot they fill, then by value; never by their order.

    What stands between the same words on both sides is the same thing, so it is paired first, equal or not.
    Then equal and compatible values meet wherever they stand; then what shares one neighbour clashes; last a
    clash that is the only possible one. `weigh` gets both details and how many neighbours they share (0-2).
    Cost: product of the two numbers of details.
    """
    if not left or not right:
        return Pairs((), tuple(left), tuple(right))
    rows = []
    for i, x in enumerate(left):
        for j, y in enumerate(right):
            rims = words.rims(place_of(words.a, x), place_of(words.b, y))
            verdict = weigh(x, y, rims)
            if verdict != "apart":
                rows.append((rims, verdict, i, j))
    taken: dict[int, tuple[int, Verdict]] = {}
    used: set[int] = set()

    def take(chosen: Sequence[tuple[int, Verdict, int, int]]) -> None:
        for _, verdict, i, j in sorted(chosen, key=lambda r: (-r[0], _RANK[r[1]], abs(r[2] - r[3]), r[2])):
            if i not in taken and j not in used:
                taken[i] = (j, verdict)
                used.add(j)

    take([row for row in rows if row[0] == 2])
    take([row for row in rows if row[1] != "contradict"])
    take([row for row in rows if row[0] == 1])
    free = [row for row in rows if row[2] not in taken and row[3] not in used]
    take([r for r in free if sum(o[2] == r[2] for o in free) == 1 == sum(o[3] == r[3] for o in free)])
    return Pairs(
        tuple((left[i], right[j], verdict) for i, (j, verdict) in sorted(taken.items())),
        tuple(x for i, x in enumerate(left) if i not in taken),
        tuple(y for j, y in enumerate(right) if j not in used),
    )
