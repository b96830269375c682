"""Which detail of one sentence is about the same thing as which of the other."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from compare.claims.agree import Verdict
from compare.claims.frames import is_function_word, opens_phrase
from compare.claims.heads import Alignment
from compare.model.claim import Detail, DetailKind
from compare.model.names import same_name
from compare.model.prepared import Unit

# Words after a number within which the name stands that it counts: "52 percent in Egypt".
_NAME_REACH = 4
# Values of which the one is so many times the other are of one thing only in near copies.
_FAR_APART = 20
_BOTH = 2
# Share of the telling words that meet from which one neighbour and two words beside a number are enough.
_MOST_WORDS = 0.6
# What comes in many groups: another count of them is another group.
_MANY_GROUPS = frozenset({"person", "time", "goal", "point", "match", "player", "team", "country", "company"})
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


class Counting:
    """What the numbers of a sentence count by name: "52 percent in Egypt". Found once for each sentence."""

    def __init__(self, unit: Unit) -> None:
        self._names = [d for d in unit.details if d.kind in _NAMES]
        self._told = sorted({str(d.value) for d in self._names})
        self._known: dict[str, bool] = {}
        self._beside = {
            (d.kind, d.start): _beside(unit, d, self._names) for d in unit.details if d.kind not in _NAMES
        }
        self.counted: dict[DetailKind, frozenset[str]] = {}
        for kind in {kind for kind, _ in self._beside}:
            beside = (name for (own, _), name in self._beside.items() if own is kind)
            self.counted[kind] = frozenset(name for name in beside if name)

    def beside(self, number: Detail) -> str | None:
        """The name that begins within a few words after a number, in the same clause."""
        return self._beside[number.kind, number.start]

    def tells(self, name: str) -> bool:
        """True where the sentence has a name, in whatever spelling."""
        if name not in self._known:
            self._known[name] = any(same_name(told, name) for told in self._told)
        return self._known[name]


def of_others(a: Counting, x: Detail, b: Counting, y: Detail) -> bool:
    """True where two numbers stand beside different names of one list: 52 in Egypt is not 82 in India.

    Each must have a name of its own; and one of the two names stands on the other side as well, or both
    sides count the same third name, as lists do.
    """
    one, two = a.beside(x), b.beside(y)
    if one is None or two is None or same_name(one, two):
        return False
    return b.tells(one) or a.tells(two) or not a.counted[x.kind].isdisjoint(b.counted[y.kind])


def _beside(unit: Unit, number: Detail, names: Sequence[Detail]) -> str | None:
    after = place_of(unit, number).stop
    for token in unit.tokens[after : after + _NAME_REACH]:
        for detail in names:
            if detail.start <= token.start < detail.end:
                return str(detail.value)
        if token.folded[:1].isdigit():
            return None
    return None


def unlike(words: Alignment, x: Detail, y: Detail, *, close: bool) -> bool:
    """True for shares of two things (of people, of land), and for values far apart in loose wording."""
    if x.kind is y.kind is DetailKind.PERCENT:
        i, j = _whole(words.a, x), _whole(words.b, y)
        if i is not None and j is not None and words.left[i] != j:
            return True
    values = [abs(d.value) for d in (x, y) if isinstance(d.value, int | float)]
    return not close and len(values) == len((x, y)) and max(values) > _FAR_APART * min(values) > 0


def one_count(
    words: Alignment, x: Detail, y: Detail, rims: int, common: int, fates: tuple[str | None, str | None]
) -> bool:
    """True where two numbers are of one thing: one slot, one fate, or enough beside them is the same.

    `rims` is how many neighbours they share, `common` how many other values their sentences do.
    """
    if rims == _BOTH or (fates[0] is not None and fates[0] == fates[1]):
        return True
    # A sentence tells one duration as a rule, and many numbers.
    wanted = 1 if x.kind is DetailKind.DURATION else _BOTH
    turned = words.beside(place_of(words.a, x), place_of(words.b, y))
    if rims and turned >= _BOTH and words.share >= _MOST_WORDS:
        return True
    return (rims or turned) > 0 and max(rims, turned >= wanted) + common >= _BOTH


def same_company(words: Alignment, x: Detail, y: Detail) -> bool:
    """True where words beside the one day stand beside the other; two of them unless it is told by number."""
    wanted = 1 if any(map(str.isdecimal, x.text + y.text)) else _BOTH
    return words.beside(place_of(words.a, x), place_of(words.b, y)) >= wanted


def sole_counts(left: Sequence[Detail], right: Sequence[Detail]) -> tuple[str, ...]:
    """The units that each of two lists of one kind has once: the tents of the one are those of the other."""
    counts = [Counter(d.unit for d in side if d.unit) for side in (left, right)]
    return tuple(
        unit
        for unit, times in counts[0].items()
        if times == counts[1][unit] == 1 and unit not in _MANY_GROUPS
    )


def _whole(unit: Unit, share: Detail) -> int | None:
    """Where the word stands that tells of what a percentage is: "40% of the population"."""
    at = place_of(unit, share).stop
    if at + 1 >= len(unit.tokens) or not opens_phrase(unit.tokens[at].folded, unit.language):
        return None
    near = range(at + 1, min(at + _NAME_REACH, len(unit.tokens)))
    return next((k for k in near if not is_function_word(unit.tokens[k].folded, unit.language)), None)


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
    places = [place_of(words.b, y) for y in right]
    for i, x in enumerate(left):
        place = place_of(words.a, x)
        for j, y in enumerate(right):
            rims = words.rims(place, places[j])
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
    rivals = Counter((side, row[side]) for row in free for side in (2, 3))
    take([row for row in free if rivals[2, row[2]] == 1 == rivals[3, row[3]]])
    return Pairs(
        tuple((left[i], right[j], verdict) for i, (j, verdict) in sorted(taken.items())),
        tuple(x for i, x in enumerate(left) if i not in taken),
        tuple(y for j, y in enumerate(right) if j not in used),
    )
