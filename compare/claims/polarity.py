"""Denied here and affirmed there, opposite outcomes, planned and done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from compare.claims.frames import folded, is_function_word, negation_words, outcomes
from compare.claims.heads import Alignment, bare, forms
from compare.claims.pairing import place_of
from compare.claims.phrases import quoted
from compare.model.claim import Detail, DetailKind
from compare.model.prepared import Unit

Told = tuple[Detail | None, Detail | None, str]

# Share of the telling words that meet from which a negation on one side denies the whole statement.
_ONE_STATEMENT = 0.75
# Words between a negator and the word that it negates.
_REACH = 3
# Opposites clash where the sentences meet in this share of their other words.
_SAME_REST = 0.5
_NEGATES = ("not", "denied")
_SUBJECTS = (DetailKind.PERSON, DetailKind.ORGANISATION, DetailKind.PLACE)
# Words after a denied event in which its limit stands: "will not be fully restored before Monday".
_LIMIT_REACH = 6
# Words after a warning or a ban in which its object stands.
_FORBID_REACH = 8


@dataclass(frozen=True, slots=True)
class _Cue:
    detail: Detail
    place: range
    heads: frozenset[int]


def negated_on_one_side(words: Alignment, *, whole: bool = True) -> list[Told]:
    """Negations of one side whose verb or noun the other side affirms, with the reason.

    The other side must tell the negated word without a negation of its own; where the sentences are all there
    is to compare (`whole`) it is enough that it tells nearly all the rest, and the negated side adds no
    clause. Else the other tells of him too of whom the word is denied: "unlike them, Ross has not signed".
    """
    left, right = _cues(words.a), _cues(words.b)
    if len(left) == len(right):
        return []
    more, fewer = (left, right) if len(left) > len(right) else (right, left)
    counterpart = words.left if more is left else words.right
    met = {head for cue in fewer for head in cue.heads}
    found: list[Told] = []
    for cue in more:
        if any(counterpart[at] is not None for at in cue.place):
            continue  # the other side has the same word, in a writing that was not taken for a negation
        partners = {counterpart[head] for head in cue.heads if _same_word(words, counterpart, head)}
        if partners & met or not (partners or (whole and _bare_denial(words, counterpart, cue))):
            continue
        if not (whole or _is_of_the_same(words, counterpart, cue)):
            continue
        if any(at is not None and _is_forbidden(words, counterpart, at) for at in partners):
            continue
        because = f"negated: {cue.detail.text}"
        found.append((cue.detail, None, because) if more is left else (None, cue.detail, because))
    return found[: len(more) - len(fewer)]


def _same_word(words: Alignment, counterpart: Sequence[int | None], head: int) -> bool:
    """True where the other side tells the very word, in whatever form: one of its family may be another."""
    at = counterpart[head]
    if at is None:
        return False
    own, other = (words.a, words.b) if counterpart is words.left else (words.b, words.a)
    one, two = own.tokens[head], other.tokens[at]
    return own.language != other.language or not forms(one).isdisjoint(forms(two))


def _is_of_the_same(words: Alignment, counterpart: Sequence[int | None], cue: _Cue) -> bool:
    """False where a name stands right before the denied word, of whom the other side does not tell."""
    unit = words.a if counterpart is words.left else words.b
    names = [place_of(unit, d) for d in unit.details if d.kind in _SUBJECTS]
    for at in range(cue.place.start - 1, max(0, cue.place.start - _REACH), -1):
        # A capital letter inside of a sentence is that of a name.
        known = next((place for place in names if at in place), range(at, at + 1))
        if len(known) > 1 or unit.tokens[at].surface[:1].isupper():
            return any(counterpart[word] is not None for word in known)
    return True


def _is_forbidden(words: Alignment, counterpart: Sequence[int | None], at: int) -> bool:
    """True where the other side warns of the very thing or forbids it: the same, without a negator."""
    other = words.b if counterpart is words.left else words.a
    known = negation_words(other.language, "forbids")
    return any(
        not known.isdisjoint((t.folded, bare(t.folded)))
        for t in other.tokens[max(0, at - _FORBID_REACH) : at]
    )


def _bare_denial(words: Alignment, counterpart: Sequence[int | None], cue: _Cue) -> bool:
    """True where the side with the negation adds hardly a word to a near copy: no clause of its own."""
    language = (words.a if counterpart is words.left else words.b).language
    if bare(folded(cue.detail.text)) in negation_words(language, "nominal"):
        return False
    telling = words.telling_a if counterpart is words.left else words.telling_b
    added = sum(told and at is None for told, at in zip(telling, counterpart, strict=True))
    return words.share >= _ONE_STATEMENT and added <= _REACH


def _cues(unit: Unit) -> list[_Cue]:
    """The negations of an event; "غير الطبي" names a thing and denies nothing."""
    told = [
        d
        for d in unit.details
        if d.kind is DetailKind.NEGATION
        and d.value in _NEGATES
        and d.text.removeprefix("و") != "غير"
        and not _is_limited(unit, d)
    ]
    # "Neither he nor his sons": the second goes on with the first.
    goes_on = negation_words(unit.language, "goes_on")
    first = [d for n, d in enumerate(told) if not (n and folded(d.text) in goes_on)]
    return [_Cue(d, place_of(unit, d), _heads(unit, d)) for d in first]


def _is_limited(unit: Unit, cue: Detail) -> bool:
    """True for "not ready before Monday": it says when the event comes to be, which affirms it."""
    after = place_of(unit, cue).stop
    limits = negation_words(unit.language, "limits")
    return any(t.folded in limits for t in unit.tokens[after : after + _LIMIT_REACH])


def _heads(unit: Unit, cue: Detail) -> frozenset[int]:
    """The tokens a cue negates: those of its head, else the next telling word."""
    after = place_of(unit, cue).stop
    near = range(after, min(after + _REACH, len(unit.tokens)))
    telling = [at for at in near if not is_function_word(unit.tokens[at].folded, unit.language)]
    named = [at for at in telling if cue.head in (unit.tokens[at].folded, unit.tokens[at].lemma)]
    return frozenset(named[:1] or telling[:1])


def opposed(words: Alignment, *, whole: bool = True) -> list[Told]:
    """Words at one place that stand at opposite ends of an axis (a rise, a fall), with the reason.

    Nothing clashes where either is negated, or where the same sentence tells both ends. Unless the sentences
    are all there is to compare (`whole`) only the axes of outcomes count.
    """
    if words.share < _SAME_REST:
        return []
    negated = [{head for cue in _cues(unit) for head in cue.heads} for unit in (words.a, words.b)]
    poles = [frozenset(p for t in unit.tokens for p in t.poles) for unit in (words.a, words.b)]
    found: list[Told] = []
    for i, j in _opposite_pairs(words):
        x, y = words.a.tokens[i].poles, words.b.tokens[j].poles
        if not (whole or any(p[1:] in outcomes() and _turned(p) in y for p in x)):
            continue
        both_told = any(_turned(p) in poles[0] for p in x) or any(_turned(p) in poles[1] for p in y)
        if i in negated[0] or j in negated[1] or both_told:
            continue
        if words.rims(range(i, i + 1), range(j, j + 1)):
            a, b = (quoted(unit, range(at, at + 1)) for unit, at in ((words.a, i), (words.b, j)))
            found.append((a, b, f"opposites: {a.text} against {b.text}"))
    return found


def _opposite_pairs(words: Alignment) -> Iterator[tuple[int, int]]:
    """Left-over words that stand at opposite ends of one axis."""
    rest = [j for j, found in enumerate(words.right) if found is None and words.b.tokens[j].poles]
    for i, found in enumerate(words.left):
        if found is None and words.a.tokens[i].poles:
            for j in rest:
                if any(_turned(p) in words.b.tokens[j].poles for p in words.a.tokens[i].poles):
                    yield i, j


def _turned(pole: str) -> str:
    return ("-" if pole[0] == "+" else "+") + pole[1:]


def planned_and_done(a: Unit, b: Unit) -> Told | None:
    """One side only plans what the other tells as done."""
    left, right = ([d for d in unit.details if d.kind is DetailKind.MODALITY] for unit in (a, b))
    kinds = [{d.value for d in side} for side in (left, right)]
    ahead = any(kind and kind <= {"planned", "expected"} for kind in kinds)
    if ahead and {"happened"} in kinds:
        return left[0], right[0], f"planned-happened: {left[0].text} against {right[0].text}"
    return None
