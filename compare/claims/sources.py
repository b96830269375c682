"""Whether two accounts give one statement to the same source, to sources that fit, or to two."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

from compare.claims.frames import folded, is_function_word
from compare.claims.heads import Alignment, bare, compounded
from compare.claims.naming import capital_of, is_role, is_short_for
from compare.claims.pairing import place_of
from compare.languages import LANGUAGES, table
from compare.model.claim import Detail, DetailKind
from compare.model.names import same_name
from compare.model.prepared import Unit

Sources = Literal["same", "fit", "apart"]
# Share of the words of the shorter source that the longer one has too.
_SHARED = 0.5
# Letters from which one other letter makes no other name.
_LONG_WORD = 5
_NAMED = (DetailKind.PERSON, DetailKind.PLACE, DetailKind.ORGANISATION)


def compare_sources(words: Alignment, x: Detail, y: Detail) -> Sources:
    """How two sources stand.

    "same" under a longer and a shorter name, "fit" where one may quote the other or name him: an agency and
    the official it quotes, an office and its holder, "officials" and a minister.
    """
    if _same_name(x, y) or _shared(words, x, y) or is_short_for(x.text, y.text, words.a.language):
        return "same"
    offices = [_is_office(unit, d) or not _names_person(unit, d) for unit, d in ((words.a, x), (words.b, y))]
    stand = _stands(words.left, place_of(words.a, x)), _stands(words.right, place_of(words.b, y))
    if all(stand) or (stand[0] and offices[1]) or (stand[1] and offices[0]):
        return "same"  # both sentences hold both names, or the name of one and his office
    if capital_of(str(x.value)) == str(y.value) or capital_of(str(y.value)) == str(x.value):
        return "same"
    relays = [_relays(unit, d) for unit, d in ((words.a, x), (words.b, y))]
    if relays[0] != relays[1]:
        return "fit"
    kinds = {_kind(words.a, x), _kind(words.b, y)}
    if kinds in ({DetailKind.PERSON, DetailKind.PLACE}, {DetailKind.PERSON, DetailKind.ORGANISATION}):
        return "fit"  # who governs a country speaks for it, who has an office in a body for that
    nameless = [_is_nameless(unit, d) for unit, d in ((words.a, x), (words.b, y))]
    if nameless[0] != nameless[1]:
        return "fit"
    if None in (_kind(words.a, x), _kind(words.b, y)):
        return "fit"  # one of them was not found as a name: "His Excellency", "the report"
    offices = [_is_office(unit, d) for unit, d in ((words.a, x), (words.b, y))]
    return (
        "fit"
        if offices[0] != offices[1] and (_names_person(words.a, x) or _names_person(words.b, y))
        else "apart"
    )


def _same_name(a: Detail, b: Detail) -> bool:
    """True for one source under a longer and a shorter name ("المرصد", "المرصد السوري …"; last names)."""
    x, y = (compounded([bare(folded(w)) for w in str(d.value).split()]) for d in (a, b))
    shorter, longer = sorted((x, y), key=len)
    if not shorter:
        return False
    alike = set(shorter) <= set(longer) or x[-1] == y[-1] or a.text == b.text
    alone = len(shorter) == 1 and any(same_name(shorter[0], word) for word in longer)
    return alike or alone or same_name(str(a.value), str(b.value)) or _one_letter_apart(x, y)


def _one_letter_apart(x: Sequence[str], y: Sequence[str]) -> bool:
    """True for two spellings of one name: a word of it written otherwise, every other word the same.

    >>> _one_letter_apart(["صلاح", "دمرطاش"], ["صلاح", "دمرداش"]), _one_letter_apart(["حسن"], ["حسين"])
    (True, False)
    """
    from rapidfuzz.distance import OSA

    other = [(u, v) for u, v in zip(x, y, strict=False) if u != v]
    if len(x) != len(y) or len(other) != 1:
        return False
    u, v = other[0]
    return min(len(u), len(v)) >= _LONG_WORD and OSA.distance(u, v) == 1


def _shared(words: Alignment, x: Detail, y: Detail) -> bool:
    """True where half of the shorter source stands in the other, in whatever spelling."""
    one, two = place_of(words.a, x), place_of(words.b, y)
    own = [i for i in one if words.telling_a[i]]
    other = [j for j in two if words.telling_b[j]]
    met = sum(words.left[i] in two for i in own)
    return met > 0 and met >= _SHARED * min(len(own), len(other))


def _stands(counterpart: Sequence[int | None], place: range) -> bool:
    """True where every word of a source stands in the other sentence, wherever it is."""
    return bool(place) and all(counterpart[at] is not None for at in place)


def _relays(unit: Unit, source: Detail) -> bool:
    """True for an agency or another medium, by its name or the word before it: it tells what others say."""
    place = place_of(unit, source)
    before = [bare(t.folded) for t in unit.tokens[max(0, place.start - 1) : place.start]]
    names = {folded(str(source.value)), folded(source.text), *_words(source), *before}
    return bool(names & _media())


def _words(source: Detail) -> Sequence[str]:
    return [bare(folded(word)) for word in source.text.replace("-", " ").split()]


@lru_cache(maxsize=1)
def _media() -> frozenset[str]:
    agencies = [name for code in LANGUAGES for name in table(code, "attribution").get("agencies", ())]
    heads = [word for code in LANGUAGES for word in str(table(code, "names").get("media_heads", "")).split()]
    return frozenset(form for name in (*agencies, *heads) for form in (folded(name), bare(folded(name))))


def _is_nameless(unit: Unit, source: Detail) -> bool:
    """True for "officials", "a source in the ministry": someone whom the account does not name."""
    nameless = {folded(w) for w in table(unit.language, "attribution").get("nameless", ())}
    return any(word in nameless for word in _words(source)[:2])


def _is_office(unit: Unit, source: Detail) -> bool:
    """True for a source told by office alone ("the president"): every word is a role or tells nothing."""
    words = _words(source)
    return all(is_role(word, unit.language) or is_function_word(word, unit.language) for word in words)


def _kind(unit: Unit, source: Detail) -> DetailKind | None:
    """What the name of a source is: a person, a place (a country, its capital), a body."""
    inside = [d for d in unit.details if d.start < source.end and source.start < d.end]
    return next((d.kind for d in inside if d.kind in _NAMED), None)


def both_people(words: Alignment, x: Detail, y: Detail) -> bool:
    """True where both sources are people."""
    return _kind(words.a, x) is _kind(words.b, y) is DetailKind.PERSON


def _names_person(unit: Unit, source: Detail) -> bool:
    return any(
        d.kind is DetailKind.PERSON and d.start < source.end and source.start < d.end for d in unit.details
    )
