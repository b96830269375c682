"""The agency of an account, and of a group of accounts that share their text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from compare.model.prepared import Prepared
from compare.model.result import Evidence, Place
from compare.origins.agencies import Credit, credits_of
from compare.origins.names import names_in, words_of

_STRONG, _ALSO, _CITED, _UNNAMED = 1.0, 0.5, 0.3, 0.1


@dataclass(frozen=True, slots=True)
class Sources:
    """What one account says about where it comes from.

    `credited` are the agencies in places of credit, in order, the one that published it itself first;
    `credits` is every place.
    """

    witness: str
    credited: tuple[str, ...]
    credits: tuple[Credit, ...]


def sources_of(witness: Prepared) -> Sources:
    """The agencies that an account credits, and every place where it names one."""
    credits = credits_of(witness)
    credited = [c.agency for c in credits if c.agency and c.role != "attribution"]
    outlet = _outlet(witness.witness.outlet)
    names = dict.fromkeys([*([outlet] if outlet else ()), *credited])
    return Sources(witness.witness.id, tuple(names), credits)


def _outlet(name: str | None) -> str | None:
    """The agency whose own page an account is from: the outlet is named like it, and no more."""
    words = words_of(name or "")
    found = names_in(words)
    whole = len(found) == 1 and found[0].first == 0 and found[0].last == len(words) - 1
    return found[0].agency if whole else None


def agency_of(sources: Sequence[Sources]) -> str | None:
    """The agency of accounts that share one text: the one that most of them credit alone, else name first."""
    alone = Counter(s.credited[0] for s in sources if len(s.credited) == 1)
    several = Counter(name for s in sources for name in s.credited)
    order = list(dict.fromkeys(name for s in sources for name in s.credited))
    if not order:
        return None
    if len(sources) == 1:
        return order[0]
    return max(order, key=lambda name: (alone[name], several[name], -order.index(name)))


def agency_evidence(agency: str | None, sources: Sequence[Sources]) -> list[Evidence]:
    """What the accounts of one origin say about agencies: credited, credited too, cited, not named."""
    found: list[Evidence] = []
    crediting = [s for s in sources if agency in s.credited]
    if agency and crediting:
        found.append(_named("agency-credited", agency, crediting, _STRONG, cited=False))
    for source in sources:
        others = [name for name in source.credited if name != agency]
        if others:
            found.append(_of(source, "agency-also-credited", others, _ALSO, cited=False))
    cited: dict[str, list[Sources]] = {}
    for source in sources:
        for name in dict.fromkeys(c.agency for c in source.credits if c.agency and c.role == "attribution"):
            if name not in source.credited:
                cited.setdefault(name, []).append(source)
    found += [_named("agency-cited", name, named, _CITED, cited=True) for name, named in cited.items()]
    nameless = [s for s in sources if any(c.agency is None for c in s.credits)]
    if nameless:
        places = tuple(_place(c) for s in nameless for c in s.credits if c.agency is None)
        found.append(
            Evidence("agency", tuple(s.witness for s in nameless), _UNNAMED, "agency-unnamed", places)
        )
    return found


def _named(slug: str, agency: str, sources: Sequence[Sources], score: float, *, cited: bool) -> Evidence:
    places = tuple(p for s in sources for p in _places(s, (agency,), cited=cited))
    return Evidence("agency", tuple(s.witness for s in sources), score, f"{slug}: {agency}", places)


def _of(source: Sources, slug: str, agencies: Sequence[str], score: float, *, cited: bool) -> Evidence:
    places = tuple(_places(source, agencies, cited=cited))
    return Evidence("agency", (source.witness,), score, f"{slug}: {', '.join(agencies)}", places)


def _places(source: Sources, agencies: Sequence[str], *, cited: bool) -> list[Place]:
    return [_place(c) for c in source.credits if c.agency in agencies and (c.role == "attribution") is cited]


def _place(credit: Credit) -> Place:
    return Place(credit.witness, credit.start, credit.end)
