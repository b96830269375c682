"""Differences of one claim between two witnesses: typed, located, with the reason."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from compare.claims.agree import Verdict, dates_agree, numbers_agree
from compare.claims.wording import wording_differences
from compare.model.claim import Detail, DetailKind, DifferenceType, Status
from compare.model.prepared import Unit

K = DetailKind
_NAMES = {
    K.PERSON: DifferenceType.PERSON,
    K.PLACE: DifferenceType.PLACE,
    K.ORGANISATION: DifferenceType.ORGANISATION,
}
_NUMBERS = {
    K.NUMBER: DifferenceType.NUMBER,
    K.PERCENT: DifferenceType.NUMBER,
    K.MONEY: DifferenceType.NUMBER,
    K.ORDINAL: DifferenceType.NUMBER,
    K.DURATION: DifferenceType.DURATION,
}
# How serious a difference is by status, 0..1; the type moves it a little.
_SEVERITY = {
    Status.CONFLICT: 0.9,
    Status.PRECISION: 0.3,
    Status.ADDED: 0.2,
    Status.WORDING: 0.15,
    Status.NAMING: 0.1,
    Status.SPELLING: 0.05,
}
# Gender, number and case of nationality adjectives in Arabic, Russian, English and French.
_ENDINGS = re.compile(
    r"(?:يين|يون|يات|يان|يه|ي|ский|ская|ские|ских|ского|скую|ской|ians?|ese|ish|iens?|iennes?)$"
)
_TOLD_ELSEWHERE = 0.1
# Share of content from which two sentences are one statement with two sources, or one event planned and done.
_SAME_STATEMENT, _SAME_EVENT = 0.2, 0.45
# rapidfuzz ratio from which two writings of one name are spellings of it.
_SAME_SPELLING = 75
_HARD = (DifferenceType.DATE, DifferenceType.NUMBER, DifferenceType.DURATION)


@dataclass(frozen=True, slots=True)
class Found:
    """A difference between two witnesses before it gets its id. A side is None where it is silent."""

    type: DifferenceType
    status: Status
    severity: float
    a: Detail | None
    b: Detail | None
    because: str


@dataclass(frozen=True, slots=True)
class Sides:
    """Two linked units, how strongly they are linked, and the names each witness tells anywhere."""

    a: Unit
    b: Unit
    content: float
    chars: float
    told_by_a: frozenset[str] = frozenset()
    told_by_b: frozenset[str] = frozenset()

    @property
    def close(self) -> bool:
        """True for near copies: then what stands at the same place is meant to be the same."""
        return not (self.a.is_title or self.b.is_title) and (self.chars >= 0.5 or self.content >= 0.7)


def differences_between(sides: Sides) -> list[Found]:
    """Every typed difference between two linked units, most serious first.

    Dates and numbers clash only where they are values of the same thing; else each is "added" and the
    other witness silent.
    """
    found = [
        *_dates(sides),
        *_numbers(sides),
        *_names(sides),
        *_attributions(sides),
        *_polarity(sides),
        *wording_found(sides),
    ]
    if sides.a.is_title or sides.b.is_title:
        # A title leaves out what its text tells: that is no silence.
        found = [f for f in found if f.status is not Status.ADDED]
    return sorted(found, key=lambda f: (-f.severity, f.type.value, _at(f)))


def _at(found: Found) -> tuple[int, int]:
    return (found.a.start if found.a else 1 << 40, found.b.start if found.b else 1 << 40)


def _details(unit: Unit, kinds: Iterable[DetailKind]) -> list[Detail]:
    wanted = frozenset(kinds)
    return [d for d in unit.details if d.kind in wanted]


def _make(type_: DifferenceType, status: Status, a: Detail | None, b: Detail | None, because: str) -> Found:
    severity = _SEVERITY[status]
    if status is Status.CONFLICT and type_ not in _HARD:
        severity = 0.5 if type_ is DifferenceType.ATTRIBUTION else 0.8
    if status is Status.ADDED and type_ in _HARD:
        severity = 0.25
    return Found(type_, status, severity, a, b, because)


def _added(type_: DifferenceType, a: Detail | None, b: Detail | None, sides: Sides) -> Found:
    """A detail that one side tells; less serious where the other tells it in another place."""
    told = a or b
    assert told is not None
    elsewhere = key_of(told) in (sides.told_by_b if a else sides.told_by_a)
    found = _make(
        type_, Status.ADDED, a, b, f"{'told-elsewhere' if elsewhere else 'one-silent'}: {told.text}"
    )
    return replace(found, severity=_TOLD_ELSEWHERE) if elsewhere else found


def key_of(detail: Detail) -> str:
    """What makes two details the same statement wherever they stand: kind, value and unit."""
    value = detail.text if detail.value is None else str(detail.value)
    if detail.kind is K.PERSON:
        value = value.rsplit(" ", 1)[-1]
    return f"{detail.kind}:{value}:{detail.unit or ''}"


def _pair_up(
    left: Sequence[Detail],
    right: Sequence[Detail],
    verdict: Callable[[Detail, Detail], Verdict],
    type_: DifferenceType,
    sides: Sides,
) -> list[Found]:
    """Equal values cancel, compatible ones differ in precision, a lone clash is a conflict."""
    a, b = _distinct(left), _distinct(right)
    found: list[Found] = []
    for wanted in ("equal", "precision"):
        for x in list(a):
            match = next((y for y in b if verdict(x, y) == wanted), None)
            if match is not None:
                a.remove(x)
                b.remove(match)
                if wanted == "precision":
                    found.append(
                        _make(type_, Status.PRECISION, x, match, f"precision: {x.value} and {match.value}")
                    )
    for x in list(a):
        clashing = [y for y in b if verdict(x, y) == "contradict"]
        if len(clashing) == 1 and sum(verdict(other, clashing[0]) == "contradict" for other in a) == 1:
            because = f"values-differ: {x.value} against {clashing[0].value}"
            found.append(_make(type_, Status.CONFLICT, x, clashing[0], because))
            a.remove(x)
            b.remove(clashing[0])
    alone = [*((x, None) for x in a), *((None, y) for y in b)]
    return [*found, *(_added(type_, x, y, sides) for x, y in alone)]


def _distinct(details: Sequence[Detail]) -> list[Detail]:
    seen: dict[tuple[object, str | None], Detail] = {}
    for detail in details:
        seen.setdefault((detail.value if detail.value is not None else detail.text, detail.unit), detail)
    return list(seen.values())


def _dates(sides: Sides) -> list[Found]:
    left, right = (_details(unit, (K.DATE,)) for unit in (sides.a, sides.b))
    return _pair_up(
        left, right, lambda x, y: dates_agree(x, y, close=sides.close), DifferenceType.DATE, sides
    )


def _numbers(sides: Sides) -> list[Found]:
    found: list[Found] = []
    for kind, type_ in _NUMBERS.items():
        left, right = (_details(unit, (kind,)) for unit in (sides.a, sides.b))

        def verdict(x: Detail, y: Detail) -> Verdict:
            if x.unit == y.unit and (x.unit or sides.close):
                return numbers_agree(x, y)
            return "equal" if x.value == y.value and None in (x.unit, y.unit) else "apart"

        found += _pair_up(left, right, verdict, type_, sides)
    return found


def _names(sides: Sides) -> list[Found]:
    sources = [*_details(sides.a, (K.ATTRIBUTION,)), *_details(sides.b, (K.ATTRIBUTION,))]
    found: list[Found] = []
    for kind, type_ in _NAMES.items():
        left, right = (_named(unit, kind, sources) for unit in (sides.a, sides.b))
        known_a, known_b = _mentioned(sides.a), _mentioned(sides.b)
        found += [
            _make(type_, status, left[value], right[value], f"{status}: {value}")
            for value in left.keys() & right.keys()
            if (status := _written_otherwise(sides, left[value], right[value]))
        ]
        found += [_added(type_, x, None, sides) for value, x in left.items() if not _known(x, value, known_b)]
        found += [
            _added(type_, None, y, sides) for value, y in right.items() if not _known(y, value, known_a)
        ]
    return [*found, *_demonyms(sides)]


def _named(unit: Unit, kind: DetailKind, sources: Sequence[Detail]) -> dict[str, Detail]:
    """Names by canonical value, first mention; a name that is the source belongs to attribution."""
    named: dict[str, Detail] = {}
    for detail in _details(unit, (kind,)):
        inside = any(s.start < detail.end and detail.start < s.end for s in sources)
        if detail.unit != "demonym" and not inside:
            named.setdefault(str(detail.value), detail)
    return named


def _written_otherwise(sides: Sides, x: Detail, y: Detail) -> Status | None:
    """How one name differs in writing: spelling ("ناغورنو", "ناغورني"), another name, or not at all."""
    if sides.a.language != sides.b.language:
        return None  # a translation, no other name
    from rapidfuzz.fuzz import ratio

    one, two = (
        " ".join(t.folded for t in unit.tokens if d.start < t.end and t.start < d.end)
        for unit, d in ((sides.a, x), (sides.b, y))
    )
    if set(one.split()) <= set(two.split()) or set(two.split()) <= set(one.split()):
        return None
    # A proclitic that stands on the word on one side only is no other spelling.
    if one.endswith(two) or two.endswith(one):
        return None
    return Status.SPELLING if ratio(one, two) >= _SAME_SPELLING else Status.NAMING


def _mentioned(unit: Unit) -> tuple[frozenset[str], frozenset[str]]:
    """The canonical names of a side, and all its folded words and lemmas."""
    values = frozenset(str(d.value) for d in _details(unit, (*_NAMES, K.ATTRIBUTION)))
    words = frozenset(w for t in unit.tokens for w in (t.folded, t.lemma))
    return values, words


def _known(detail: Detail, value: str, known: tuple[frozenset[str], frozenset[str]]) -> bool:
    """True where the other side names it too, by canonical value or by its last word."""
    values, words = known
    return value in values or value.rsplit(" ", 1)[-1] in words or detail.text.rsplit(" ", 1)[-1] in words


def _demonyms(sides: Sides) -> list[Found]:
    """The same country under two adjectives ("الأذرية", "الأذربيجانية"): naming, not substance."""
    found: list[Found] = []
    if sides.a.language != sides.b.language:
        return found
    left, right = (_stems(unit) for unit in (sides.a, sides.b))
    for value in left.keys() & right.keys():
        stems_a, stems_b = left[value], right[value]
        if not stems_a.keys() & stems_b.keys():
            x, y = next(iter(stems_a.values())), next(iter(stems_b.values()))
            found.append(_make(DifferenceType.PLACE, Status.NAMING, x, y, f"naming: {value}"))
    return found


def _stems(unit: Unit) -> dict[str, dict[str, Detail]]:
    """Nationality adjectives by country and by stem: the lemma of the word they stand on, bare of endings."""
    stems: dict[str, dict[str, Detail]] = {}
    lemmas = {t.end: t.lemma for t in unit.tokens}
    for detail in unit.details:
        if detail.unit == "demonym":
            stem = _ENDINGS.sub("", lemmas.get(detail.end, detail.text).removeprefix("ال"))
            stems.setdefault(str(detail.value), {}).setdefault(stem, detail)
    return stems


def _attributions(sides: Sides) -> list[Found]:
    """Who says it: another source on each side, or a source on one side only."""
    left, right = (_distinct(_details(unit, (K.ATTRIBUTION,))) for unit in (sides.a, sides.b))
    if any(_same_source(x, y) for x in left for y in right):
        return []
    type_ = DifferenceType.ATTRIBUTION
    if left and right and sides.content >= _SAME_STATEMENT:
        because = f"source-differs: {left[0].text} against {right[0].text}"
        return [_make(type_, Status.CONFLICT, left[0], right[0], because)]
    return [*(_added(type_, x, None, sides) for x in left), *(_added(type_, None, y, sides) for y in right)]


def _same_source(a: Detail, b: Detail) -> bool:
    """True for one source under a longer and a shorter name ("المرصد", "المرصد السوري …"; last names)."""
    x, y = (str(d.value).casefold().split() for d in (a, b))
    shorter, longer = sorted((x, y), key=len)
    return bool(shorter) and (set(shorter) <= set(longer) or x[-1] == y[-1] or a.text == b.text)


def _polarity(sides: Sides) -> list[Found]:
    """Negated here and not there; planned here and happened there. Only where the wording is shared."""
    if not sides.close:
        return _modality(sides) if sides.content >= _SAME_EVENT else []
    found: list[Found] = []
    left, right = (_negated(unit) for unit in (sides.a, sides.b))
    words_a, words_b = (frozenset(t.lemma for t in unit.tokens) for unit in (sides.a, sides.b))
    for heads, other, words, swap in ((left, right, words_b, False), (right, left, words_a, True)):
        for head, cue in heads.items():
            if head not in other and head in words and not other:
                a, b = (None, cue) if swap else (cue, None)
                found.append(_make(DifferenceType.NEGATION, Status.CONFLICT, a, b, f"negated: {cue.text}"))
    return [*found, *_modality(sides)]


def _negated(unit: Unit) -> dict[str, Detail]:
    """Negation cues by the lemma of what they negate."""
    lemma = {t.folded: t.lemma for t in unit.tokens}
    cues = [d for d in _details(unit, (K.NEGATION,)) if d.value in ("not", "denied")]
    cues = [
        cue for cue in cues if cue.text.removeprefix("و") != "غير"
    ]  # "غير الطبي" names, it denies nothing
    return {lemma.get(cue.head, cue.head): cue for cue in reversed(cues) if cue.head is not None}


def _modality(sides: Sides) -> list[Found]:
    left, right = (_details(unit, (K.MODALITY,)) for unit in (sides.a, sides.b))
    kinds_a, kinds_b = ({d.value for d in side} for side in (left, right))
    for cues, others, kinds, other in (
        (left, right, kinds_a, kinds_b),
        (right, left, kinds_b, kinds_a),
    ):
        if kinds == {"planned"} and other == {"happened"}:
            a, b = (cues[0], others[0]) if cues is left else (others[0], cues[0])
            because = f"planned-happened: {a.text} against {b.text}"
            return [_make(DifferenceType.MODALITY, Status.PRECISION, a, b, because)]
    return []


def wording_found(sides: Sides) -> list[Found]:
    """Spelling and wording differences of the best pair of units."""
    return [
        _make(DifferenceType.WORDING, status, a, b, because)
        for status, a, b, because in wording_differences(sides.a, sides.b, close=sides.close)
    ]
