"""The names of the rules and those of the tagger as one list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from compare.details.names_text import Found, NameText
from compare.model.claim import DetailKind

_PROCLITICS = frozenset("وفبلك")
_SHORTEST = 3


def joined(scan: NameText, rules: Sequence[Found], tagged: Sequence[Found]) -> list[Found]:
    """The names of the tagger, with the value and the proclitics that the rules know, in text order.

    Where the two differ the tagger is right more often: it has weighed what the rules say. Names of several
    words that the tables have, and names without Arabic letters, stand against it; other names of the tables
    and ministries ("الخارجية الروسية") stand where it found none.
    """
    kept = [one for one in rules if not scan.looks[one.first].arabic or _certain(scan, one)]
    taken = {at for one in kept for at in range(one.first, one.stop)}
    told = {(one.first, one.stop): one for one in rules}
    for one in tagged:
        if scan.looks[one.first].arabic and taken.isdisjoint(range(one.first, one.stop)):
            if one.kind is DetailKind.PLACE and _common(scan, one):
                continue
            if one.kind is DetailKind.PLACE and _family(scan, one.stop - 1, told):
                kept.append(told[one.stop - 1, one.stop])
                continue
            rule = told.get((one.first, one.stop))
            cut = rule.cut if rule else _cut(scan, one)
            kept.append(one._replace(cut=cut, value=_value(scan, one, rule)))
    taken |= {at for one in kept for at in range(one.first, one.stop)}
    kept += [
        one
        for one in rules
        if taken.isdisjoint(range(one.first, one.stop)) and (_of_tables(scan, one) or _ministry(scan, one))
    ]
    return sorted(kept, key=lambda one: one.first)


def _family(scan: NameText, last: int, told: Mapping[tuple[int, int], Found]) -> bool:
    """Whether the rules know a word as a family name by its ending: no place ends so."""
    rule = told.get((last, last + 1))
    return rule is not None and rule.kind is DetailKind.PERSON and scan.looks[last].surname >= 0


def _common(scan: NameText, one: Found) -> bool:
    """Whether a word is no name, but stands for one: "the Kingdom", "the capital"."""
    word = scan.looks[one.first].folded
    rest = word.lstrip("وفبك") if "ال" in word[:4] else f"ا{word.lstrip('وف')[1:]}"  # للمملكة
    common = scan.lexicon.arabic["common_places"]
    return one.stop - one.first == 1 and not common.isdisjoint((word, rest))


def _of_tables(scan: NameText, one: Found) -> bool:
    """Whether the tables have exactly these words as a name."""
    known = scan.known_at(one.first)
    return known is not None and known[0] == one.stop and one.value == known[2].value


def _certain(scan: NameText, one: Found) -> bool:
    if one.stop - one.first > 1 and _of_tables(scan, one):
        return True
    if one.kind is DetailKind.PLACE:  # "مطار كلبجار": the tagger may see the town alone
        return scan.looks[one.first].place >= 0 and one.stop - one.first > 1
    # "جامعة الملك عبدالعزيز": a body that bears a person's name is not that person.
    called = scan.looks[one.first].body >= 0 and scan.looks[one.stop - 1].name == 2
    return one.kind is DetailKind.ORGANISATION and called and one.stop - one.first > 2


def _ministry(scan: NameText, one: Found) -> bool:
    last = scan.looks[one.stop - 1]
    return one.kind is DetailKind.ORGANISATION and one.stop - one.first > 1 and last.demonym and last.definite


def _value(scan: NameText, one: Found, rule: Found | None) -> str | None:
    """The canonical name that the tables have for exactly these words."""
    if rule is not None and rule.kind is one.kind:
        return rule.value
    known = scan.known_at(one.first)
    if known is not None and known[0] == one.stop and known[2].kind is one.kind:
        return known[2].value
    return None


def _cut(scan: NameText, one: Found) -> int:
    """How many letters before a name that no rule found are proclitics."""
    look, lexicon = scan.looks[one.first], scan.lexicon
    known = scan.known_at(one.first)
    if known is not None and known[0] == one.stop:
        return known[1]
    told = {DetailKind.PERSON: (look.given, look.surname), DetailKind.ORGANISATION: (look.body, look.media)}
    for cut in told.get(one.kind, (look.place,)):
        if cut >= 0:
            return cut
    word = look.folded
    for cut in (1, 2):
        rest = word[cut:]
        if word[cut - 1] not in _PROCLITICS or len(rest) < _SHORTEST or look.name == 2:
            return 0
        if (
            rest in scan.folded_words
            or rest.startswith("ال")
            or rest in lexicon.single
            or rest in lexicon.given
        ):
            return cut
        if rest in lexicon.family:
            return cut
    return 0
