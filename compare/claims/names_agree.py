"""Names of one sentence against the other's: the same, written or called otherwise, replaced, or added."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from compare.claims.frames import is_function_word
from compare.claims.heads import Alignment, bare, compounded
from compare.claims.naming import capital_of, is_role, is_short_for, stands_for_name
from compare.claims.pairing import place_of
from compare.claims.phrases import quoted
from compare.model.claim import Detail, DetailKind, DifferenceType, Status
from compare.model.names import same_name
from compare.model.prepared import Unit
from compare.model.text import Token

K = DetailKind
TYPES = {
    K.PERSON: DifferenceType.PERSON,
    K.PLACE: DifferenceType.PLACE,
    K.ORGANISATION: DifferenceType.ORGANISATION,
}
Told = tuple[DifferenceType, Status, Detail | None, Detail | None, str]

# Gender, number and case of nationality adjectives in Arabic, Russian, English and French.
_ENDINGS = re.compile(
    r"(?:يين|يون|يات|يان|يه|ي|ский|ская|ские|ских|ского|скую|ской|ians?|ese|ish|iens?|iennes?)$"
)
# rapidfuzz ratio from which two writings of one name are spellings of it.
_SAME_SPELLING = 75
# Share of the telling words that meet from which one shared neighbour is enough for the same slot.
_NEAR_COPY = 0.6
# … and from which a report takes a word that is no known name for one.
_COPY = 0.8
# Details that fill a slot with something else than a name.
_VALUED = frozenset((K.NUMBER, K.PERCENT, K.MONEY, K.ORDINAL, K.DURATION, K.DATE, K.TIME, K.MODALITY))
# … and from which the end of a sentence is as good as a neighbour.
_ONE_STATEMENT = 0.75
# Words that may fill the slot of a name without being found as a name.
_LONGEST_UNKNOWN = 4
# Letters from which a name written without its spaces is found inside a longer one.
_WHOLE_NAME = 5
# Letters of an Arabic word from which it may be a name without the article ("دار" is a house).
_TOLD = 4
# Words on either side of a name that may belong to it.
_MISSED = 2


@dataclass(frozen=True, slots=True)
class _Known:
    """What a side tells: canonical names, its folded words and lemmas, people; in another language or not."""

    values: frozenset[str]
    words: frozenset[str]
    people: tuple[str, ...] = ()
    foreign: bool = False

    def tells(self, detail: Detail, value: str) -> bool:
        """True where this side names it too, by canonical value or by its last word."""
        last = value.rsplit(" ", 1)[-1]
        if value in self.values or last in self.words or detail.text.rsplit(" ", 1)[-1] in self.words:
            return True
        if detail.kind is not K.PERSON:
            return False
        own = frozenset(value.split())
        return any(
            same_name(value, other) if self.foreign else _is_longer(own, frozenset(other.split()))
            for other in self.people
        )


def _is_longer(one: frozenset[str], two: frozenset[str]) -> bool:
    """True where two names are one under a longer and a shorter form of two words or more."""
    shorter, longer = sorted((one, two), key=len)
    return len(shorter) > 1 and shorter <= longer


def name_differences(words: Alignment, *, near: bool, whole: bool = True) -> list[Told]:
    """Every difference of names between two sentences.

    A name that fills the slot of another one of its kind in a near copy (`near`) is a conflict; a name that
    only one side tells is added. What was not found as a name may stand for one too: where the two sentences
    are all there is to compare (`whole`), else only in copies that differ in little more.
    Cost: product of the numbers of names.
    """
    told = _one_told(words, near=near, strict=not whole)
    if not whole:
        told = (row for row in told if row[1] is not Status.CONFLICT or _both_surely_names(words, row))
    return [*_both_told(words), *told, *_demonyms(words.a, words.b)]


def _both_surely_names(words: Alignment, told: Told) -> bool:
    return all(
        d is None or _is_surely_name(unit, d) for unit, d in zip((words.a, words.b), told[2:4], strict=True)
    )


def _is_surely_name(unit: Unit, name: Detail) -> bool:
    """False for a single Arabic word that no table and no other mention knows: it may be any word.

    Where there are capital letters they tell; here a name of two words, or one whose full or usual form is
    known, does.
    """
    if unit.language != "ar":
        return True
    value = str(name.value if name.value is not None else name.text)
    if name.kind not in TYPES:  # no known name: whatever fills the slot
        return any(word.startswith("ال") for word in value.split())
    return len(value.split()) > 1 or value.isascii()


def _both_told(words: Alignment) -> Iterator[Told]:
    for kind, type_ in TYPES.items():
        left, right = (_named(unit, (kind,)) for unit in (words.a, words.b))
        for value in sorted(left.keys() & right.keys()):
            status = _written_otherwise(words, left[value], right[value])
            if status:
                yield type_, status, left[value], right[value], f"{status}: {value}"


def _one_told(words: Alignment, *, near: bool, strict: bool) -> Iterator[Told]:
    """Names that one side does not tell: replaced in their slot, or added."""
    named_a, named_b = (_named(unit, tuple(TYPES)) for unit in (words.a, words.b))
    foreign = words.a.language != words.b.language
    known_a, known_b = (_mentioned(unit, foreign=foreign) for unit in (words.a, words.b))
    left = [x for value, x in named_a.items() if not known_b.tells(x, value)]
    right = [y for value, y in named_b.items() if not known_a.tells(y, value)]
    for x in list(left):
        y = next((y for y in right if _same_slot(words, x, y, near, strict) and x.kind is y.kind), None)
        if not strict:
            likely = (y for y in right if not _odd_pair(x, y) and _same_slot(words, x, y, near, strict))
            y = y or next(likely, None)
        if y is not None and _one_thing(words, x, y) is None:
            left.remove(x)
            right.remove(y)
            yield TYPES[x.kind], Status.CONFLICT, x, y, f"names-differ: {x.text} against {y.text}"
        elif y is not None:
            left.remove(x)
            right.remove(y)
            status = _one_thing(words, x, y)
            assert status is not None
            yield TYPES[x.kind], status, x, y, f"{status}: {x.text} and {y.text}"
    for x in left:
        stranger = _stranger(words, x, words.left) if near and (not strict or words.share >= _COPY) else None
        if stranger is None or _one_thing(words, x, stranger) is None:
            yield _told_alone(x, None, stranger)
    for y in right:
        stranger = _stranger(words, y, words.right) if near and (not strict or words.share >= _COPY) else None
        if stranger is None or _one_thing(words, stranger, y) is None:
            yield _told_alone(None, y, stranger)


def _told_alone(x: Detail | None, y: Detail | None, stranger: Detail | None) -> Told:
    """A name of one side: a conflict with the stranger in its slot on the other, or added."""
    told = x or y
    assert told is not None
    if stranger is None:
        return TYPES[told.kind], Status.ADDED, x, y, ""
    a, b = x or stranger, y or stranger
    return TYPES[told.kind], Status.CONFLICT, a, b, f"names-differ: {a.text} against {b.text}"


def _odd_pair(x: Detail, y: Detail) -> bool:
    """A person and a place or body: neither stands for the other."""
    return (x.kind is K.PERSON) != (y.kind is K.PERSON)


def _same_slot(words: Alignment, x: Detail, y: Detail, near: bool, strict: bool) -> bool:
    """True where two names stand between the same words; one neighbour is enough unless it is strict."""
    if not near:
        return False
    one, two = place_of(words.a, x), place_of(words.b, y)
    rims = max(words.rims(one, two), words.rims(_whole(words.left, one), _whole(words.right, two)))
    return rims == 2 or (rims == 1 and not strict and words.share >= _NEAR_COPY)


def _whole(counterpart: Sequence[int | None], place: range) -> range:
    """The words of a name that stand for nothing on the other side, with such words around them.

    What both names share ("Ministry of") is part of the frame; what was not found as part of the name belongs
    to it where it differs too.
    """
    start, stop = place.start, place.stop
    while start < stop and counterpart[start] is not None:
        start += 1
    while stop > start and counterpart[stop - 1] is not None:
        stop -= 1
    if start == stop:
        return place
    first, last = max(0, start - _MISSED), min(len(counterpart), stop + _MISSED)
    while start > first and counterpart[start - 1] is None:
        start -= 1
    while stop < last and counterpart[stop] is None:
        stop += 1
    return range(start, stop)


def _one_thing(words: Alignment, x: Detail, y: Detail) -> Status | None:
    """NAMING or SPELLING where two names can mean one thing: short and long form, capital and country."""
    from rapidfuzz.fuzz import ratio

    if capital_of(str(x.value)) == str(y.value) or capital_of(str(y.value)) == str(x.value):
        return Status.NAMING
    one, two = (_written(unit, d) for unit, d in ((words.a, x), (words.b, y)))
    if set(one) <= set(two) or set(two) <= set(one) or _is_plural_of(x.text, y.text):
        return Status.NAMING
    if is_short_for(x.text, y.text, words.a.language):
        return Status.NAMING
    if words.a.language != words.b.language:
        return Status.NAMING  # no one can tell a translation from another name by its letters
    joined_one, joined_two = sorted(("".join(one), "".join(two)), key=len)
    if (len(joined_one) >= _WHOLE_NAME and joined_one in joined_two) or _broken(words, x, y):
        return Status.NAMING
    if ratio(joined_one, joined_two) >= 85 or same_name(" ".join(one), " ".join(two)):
        return Status.SPELLING
    return None


def _is_plural_of(one: str, two: str) -> bool:
    """True for capitals and the same with the ending of the plural: "KO", "KOs"."""
    short, long = sorted((one, two), key=len)
    return short.isupper() and long == f"{short}s"


def _broken(words: Alignment, x: Detail, y: Detail) -> bool:
    """True for one name written as one word and as two, the second of which was not found as part of it."""
    sides = [(unit.tokens, place_of(unit, d)) for unit, d in ((words.a, x), (words.b, y))]
    exact, wide = ([_joined(tokens[p.start : p.stop + more]) for tokens, p in sides] for more in (0, 1))
    return exact[0] == wide[1] or exact[1] == wide[0]


def _joined(tokens: Sequence[Token]) -> str:
    return "".join(t.folded for t in tokens)


def _written(unit: Unit, detail: Detail) -> list[str]:
    """The folded words of a name without clitics, of a person without titles."""
    words = compounded([bare(unit.tokens[at].folded) for at in place_of(unit, detail)])
    if detail.kind is not K.PERSON:
        return words
    return [w for w in words if not is_role(w, unit.language)] or words


def _stranger(words: Alignment, name: Detail, counterpart: Sequence[int | None]) -> Detail | None:
    """What fills the slot of a name on the other side, where that was not found as a name.

    Only few words that stand for nothing else, between the same neighbours on both sides, and no role: "the
    president" and his name are one person.
    """
    own, other = (words.a, words.b) if counterpart is words.left else (words.b, words.a)
    back = words.right if counterpart is words.left else words.left
    place = _whole(counterpart, place_of(own, name))
    if words.share < _NEAR_COPY or any(counterpart[at] is not None for at in place):
        return None
    at_the_rim = place.start == 0 or place.stop == len(own.tokens)
    if at_the_rim and words.share < _ONE_STATEMENT:
        return None
    before = counterpart[place.start - 1] if place.start else -1
    after = counterpart[place.stop] if place.stop < len(own.tokens) else len(other.tokens)
    if before is None or after is None or not 0 < after - before - 1 <= _LONGEST_UNKNOWN:
        return None
    gap = range(before + 1, after)
    tokens = [other.tokens[at] for at in gap]
    if any(back[at] is not None for at in gap):
        return None
    words_there = {word for t in tokens for word in (t.folded, bare(t.folded))}
    if any(is_role(w, other.language) or stands_for_name(w, other.language) for w in words_there):
        return None
    valued = [d for d in other.details if d.kind in _VALUED or d.unit == "demonym"]
    if any(d.start < t.end and t.start < d.end for d in valued for t in tokens):
        return None
    return quoted(other, gap) if _looks_like_name(other, gap) else None


def _looks_like_name(unit: Unit, gap: range) -> bool:
    """A capital letter where the script has any; in Arabic the article, or a word that is not inflected."""
    tokens = unit.tokens[gap.start : gap.stop]
    if any(is_function_word(t.folded, unit.language) or t.surface[:1].islower() for t in tokens):
        return False
    if unit.language != "ar":
        return True
    return any("ال" in t.folded[:4] or (len(t.folded) >= _TOLD and t.lemma in t.folded) for t in tokens)


def _named(unit: Unit, kinds: Sequence[DetailKind]) -> dict[str, Detail]:
    """Names by canonical value, first mention; a name that is the source belongs to attribution."""
    sources = [d for d in unit.details if d.kind is K.ATTRIBUTION]
    named: dict[str, Detail] = {}
    for detail in unit.details:
        if detail.kind not in kinds or detail.unit == "demonym":
            continue
        if not any(s.start < detail.end and detail.start < s.end for s in sources):
            named.setdefault(str(detail.value), detail)
    return named


def _written_otherwise(words: Alignment, x: Detail, y: Detail) -> Status | None:
    """How one name differs in writing: spelling ("ناغورنو", "ناغورني"), another name, or not at all."""
    if words.a.language != words.b.language:
        return None  # a translation, no other name
    from rapidfuzz.fuzz import ratio

    one, two = (
        " ".join(unit.tokens[at].folded for at in place_of(unit, d))
        for unit, d in ((words.a, x), (words.b, y))
    )
    if set(one.split()) <= set(two.split()) or set(two.split()) <= set(one.split()):
        return None
    # A proclitic that stands on the word on one side only is no other spelling.
    if one.endswith(two) or two.endswith(one):
        return None
    return Status.SPELLING if ratio(one, two) >= _SAME_SPELLING else Status.NAMING


def _mentioned(unit: Unit, *, foreign: bool) -> _Known:
    values = frozenset(str(d.value) for d in unit.details if d.kind in TYPES or d.kind is K.ATTRIBUTION)
    people = tuple(str(d.value) for d in unit.details if d.kind is K.PERSON)
    words = frozenset(w for t in unit.tokens for w in (t.folded, t.lemma))
    return _Known(values, words, people, foreign)


def _demonyms(a: Unit, b: Unit) -> Iterator[Told]:
    """The same country under two adjectives ("الأذرية", "الأذربيجانية"): naming, not substance."""
    if a.language != b.language:
        return
    left, right = _stems(a), _stems(b)
    for value in sorted(left.keys() & right.keys()):
        stems_a, stems_b = left[value], right[value]
        if not stems_a.keys() & stems_b.keys():
            x, y = next(iter(stems_a.values())), next(iter(stems_b.values()))
            yield DifferenceType.PLACE, Status.NAMING, x, y, f"naming: {value}"


def _stems(unit: Unit) -> Mapping[str, dict[str, Detail]]:
    """Nationality adjectives by country and by stem: the lemma of the word they stand on, bare of endings."""
    stems: dict[str, dict[str, Detail]] = {}
    lemmas = {t.end: t.lemma for t in unit.tokens}
    for detail in unit.details:
        if detail.unit == "demonym":
            stem = _ENDINGS.sub("", lemmas.get(detail.end, detail.text).removeprefix("ال"))
            stems.setdefault(str(detail.value), {}).setdefault(stem, detail)
    return stems
