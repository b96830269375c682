"""Claims from links: units that are linked with one another become one claim."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from compare.model.prepared import Unit
from compare.model.reuse import Link

# Two groups become one claim when this share of the pairs across them is linked: one chance link must not
# chain two claims together.
_TOGETHER = 0.5


def group(units: Mapping[str, Unit], links: Sequence[Link]) -> list[tuple[str, ...]]:
    """Groups of unit ids that tell one claim, strongest link first.

    Agglomeration with average agreement instead of bare transitive chaining. A link between two groups
    that do not belong together makes a claim of its own where one side has no other. Members stand in the
    order of `units`. Cost: links times group size.
    """
    linked = {frozenset((link.a, link.b)) for link in links}
    groups: dict[str, set[str]] = {}
    apart: list[tuple[str, ...]] = []
    for link in sorted(links, key=lambda found: (-found.score, found.a, found.b)):
        one = groups.setdefault(link.a, {link.a})
        two = groups.setdefault(link.b, {link.b})
        if one is two:
            continue
        if _belong_together(one, two, linked, units):
            one |= two
            for member in two:
                groups[member] = one
        else:
            apart.append((link.a, link.b))
    order = {unit: at for at, unit in enumerate(units)}
    whole = {id(members): tuple(sorted(members, key=order.__getitem__)) for members in groups.values()}
    kept = [members for members in whole.values() if len(members) > 1]
    grouped = {member for members in kept for member in members}
    return [*kept, *(tuple(sorted(p, key=order.__getitem__)) for p in apart if not set(p) <= grouped)]


def _belong_together(
    one: Iterable[str], two: Iterable[str], linked: set[frozenset[str]], units: Mapping[str, Unit]
) -> bool:
    pairs = [(x, y) for x in one for y in two if units[x].passage.witness != units[y].passage.witness]
    return sum(frozenset(pair) in linked for pair in pairs) >= _TOGETHER * len(pairs)
