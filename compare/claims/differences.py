"""Differences of one claim between two witnesses: typed, located, with the reason."""

from __future__ import annotations

from collections.abc import Sequence

from compare.claims.ages import is_age, of_one_age
from compare.claims.agree import Verdict, both_ahead, dates_agree, numbers_agree, one_past_day, times_agree
from compare.claims.calendar_words import calendar_conflicts
from compare.claims.fates import fate_of, is_series
from compare.claims.heads import Alignment, align_words
from compare.claims.names_agree import name_differences
from compare.claims.pairing import (
    Counting,
    of_others,
    one_count,
    pair_up,
    place_of,
    same_company,
    sole_counts,
    unlike,
)
from compare.claims.phrases import left_over, quoted
from compare.claims.polarity import negated_on_one_side, opposed, planned_and_done
from compare.claims.sides import SURE_ENOUGH, Found, Sides, added, base, distinct, key_of, make, told_by_pairs
from compare.claims.sources import both_people, compare_sources
from compare.claims.wording import spelling_differences
from compare.model.claim import Detail, DetailKind, DifferenceType, Status
from compare.model.prepared import Unit

K = DetailKind
_NUMBERS = {
    K.NUMBER: DifferenceType.NUMBER,
    K.PERCENT: DifferenceType.NUMBER,
    K.MONEY: DifferenceType.NUMBER,
    K.ORDINAL: DifferenceType.NUMBER,
    K.DURATION: DifferenceType.DURATION,
}
# Details whose value says what their wording may say otherwise.
_VALUED = frozenset((*_NUMBERS, K.DATE, K.TIME))
# Share of content from which two sentences are one statement with two sources, or one event planned and done.
_SAME_STATEMENT, _SAME_EVENT = 0.2, 0.45
# Share of the telling words that meet from which bare numbers with one common neighbour are of one thing.
_NEAR_COPY = 0.6
# A phrase that only one account tells, and how many phrases a reader wants of one pair of sentences.
_PHRASE, _MOST = 0.04, 4
# In a report only so few words that changed places are other words for one thing.
_FEW_WORDS = 3
# Numbers of a kind from which a sentence lists them: then only the same slot is of the same thing.
_LISTED, _BOTH = 4, 2
# Score of a link from which days without a number that no neighbour holds are of one thing.
_ALIKE = 0.45
# Share of the telling words that meet from which what each sentence counts once is the same.
_SAME_WORDS = 0.5
# Share of the telling words that meet from which a report takes a negation on one side for a denial.
_MOST_WORDS = 0.7


def differences_between(sides: Sides) -> list[Found]:
    """Every typed difference between two linked units, most serious first.

    Dates and numbers clash only where they are values of the same thing; else each is "added" and the
    other witness silent. Cost: the product of the numbers of details, and one alignment of the words.
    """
    words = align_words(sides.a, sides.b)
    found = [
        *_dates(sides, words),
        *_numbers(sides, words),
        *_bare_numbers(sides, words),
        *_names(sides, words),
        *_attributions(sides, words),
        *_polarity(sides, words),
    ]
    if sides.whole or not sides.across:
        found += _spelled(sides)
        found += _phrases(sides, words, found)
    found = [f for f in found if not _told_on_both_sides(f, sides)]
    if sides.a.is_title or sides.b.is_title:
        # A title leaves out what its text tells: that is no silence.
        found = [f for f in found if f.status is not Status.ADDED]
    return sorted(found, key=lambda f: (-f.severity, f.type.value, _at(f)))


def _told_on_both_sides(found: Found, sides: Sides) -> bool:
    """True for a clash with a value that the other account tells too: nobody gainsays himself."""
    if found.status is not Status.CONFLICT:
        return False
    if found.a is None or found.b is None:
        told, elsewhere = (found.a, sides.elsewhere_b) if found.a else (found.b, sides.elsewhere_a)
        return told is not None and key_of(told) in elsewhere
    told_a, told_b = ({key_of(d) for d in _details(unit, found.a.kind)} for unit in (sides.a, sides.b))
    if len(told_a & told_b) >= _LISTED and {key_of(found.a), key_of(found.b)} <= told_a & told_b:
        return True  # lists of another order
    # A day may be told of two things; a number of one unit seldom is.
    repeated = (key_of(found.a) in sides.elsewhere_b, key_of(found.b) in sides.elsewhere_a)
    return all(repeated) if found.type is DifferenceType.DATE else any(repeated)


def _at(found: Found) -> tuple[int, ...]:
    return tuple(d.start if d else 1 << 40 for d in (found.a, found.b))


def _details(unit: Unit, *kinds: DetailKind) -> list[Detail]:
    return [d for d in unit.details if d.kind in kinds]


def _dates(sides: Sides, words: Alignment) -> list[Found]:
    across = sides.across and sides.score >= _ALIKE

    def weigh(x: Detail, y: Detail, rims: int) -> Verdict:
        close = sides.close or (rims == 2 and words.share >= _NEAR_COPY)
        verdict = dates_agree(x, y, close=close, undated=sides.undated)
        apart = one_past_day(x, y, sides.days) or both_ahead(x, y, sides.told_on)
        loose = not (sides.whole or rims or same_company(words, x, y) or apart)
        return "apart" if verdict == "contradict" and loose and not across else verdict

    pairs = pair_up(_details(sides.a, K.DATE), _details(sides.b, K.DATE), words, weigh)
    found = told_by_pairs(pairs, DifferenceType.DATE, sides)
    times = pair_up(
        _details(sides.a, K.TIME), _details(sides.b, K.TIME), words, lambda x, y, _: times_agree(x, y)
    )
    found += told_by_pairs(times, DifferenceType.TIME, sides)
    if sides.close and not any(f.status is Status.CONFLICT for f in found):
        found += [make(DifferenceType.DATE, Status.CONFLICT, *told) for told in calendar_conflicts(words)]
    return found


def _numbers(sides: Sides, words: Alignment) -> list[Found]:
    found: list[Found] = []
    counting = Counting(sides.a), Counting(sides.b)
    series = is_series(sides.a, sides.b, sides.days)
    loose, common = not (sides.whole or sides.across), len(_shared_values(sides))
    for kind, type_ in _NUMBERS.items():
        left, right = _details(sides.a, kind), _details(sides.b, kind)
        listed = min(len(left), len(right)) >= _LISTED
        sole = sole_counts(left, right)

        def weigh(
            x: Detail, y: Detail, rims: int, listed: bool = listed, sole: Sequence[str] = sole
        ) -> Verdict:
            verdict = numbers_agree(x, y, sides.canonical)
            if verdict == "contradict" and of_one_age(sides.a, x, sides.b, y):
                return verdict
            fates = fate_of(sides.a, x), fate_of(sides.b, y)
            others = None not in fates and fates[0] != fates[1]
            apart = others or series or (listed and rims < _BOTH) or unlike(words, x, y, close=sides.close)
            if verdict != "equal" and (apart or of_others(counting[0], x, counting[1], y)):
                return "apart"
            if (
                verdict == "contradict"
                and loose
                and not (
                    (x.unit == y.unit and x.unit in sole and _one_thing(sides, words, x, y))
                    or one_count(words, x, y, rims, common, fates)
                )
            ):
                return "apart"
            if _one_unit(sides, words, x, y):
                named = x.unit is not None or y.unit is not None or (fates[0] is not None and not others)
                comparable = named or _comparable(sides, words, rims)
                return verdict if comparable or verdict == "equal" else "apart"
            return "equal" if x.value == y.value and None in (x.unit, y.unit) else "apart"

        if left or right:
            found += told_by_pairs(pair_up(left, right, words, weigh), type_, sides)
    return found


def _one_thing(sides: Sides, words: Alignment, x: Detail, y: Detail) -> bool:
    """True for what either sentence tells once: things in alike sentences, a time beside the same words.

    Of metres and money a sentence may tell any number.
    """
    if x.kind is K.DURATION:
        aged = is_age(sides.a, x) or is_age(sides.b, y)  # of two people as a rule
        beside = words.beside(place_of(sides.a, x), place_of(sides.b, y))
        return beside >= _BOTH and sides.score >= SURE_ENOUGH and not aged
    measured = x.unit is None or (sides.canonical is not None and sides.canonical(1.0, x.unit) is not None)
    alike = sides.score >= _ALIKE and words.share >= _SAME_WORDS
    return x.kind is K.NUMBER and alike and not measured


def _shared_values(sides: Sides) -> frozenset[object]:
    """The numbers and days that both sentences tell."""
    left, right = (frozenset(base(d, sides) for d in _details(unit, *_VALUED)) for unit in (sides.a, sides.b))
    return left & right


def _comparable(sides: Sides, words: Alignment, rims: int) -> bool:
    """Numbers without a unit are of one thing only between the same words."""
    return sides.close and (rims == 2 or (rims == 1 and words.share >= _NEAR_COPY))


def _one_unit(sides: Sides, words: Alignment, x: Detail, y: Detail) -> bool:
    """True where both count the same: the same unit, one base unit, or the same word beside the number."""
    if x.unit == y.unit:
        return True
    if x.unit is None or y.unit is None:
        return False
    if sides.canonical is not None:
        bases = [sides.canonical(1.0, unit) for unit in (x.unit, y.unit)]
        if bases[0] and bases[1]:
            return bases[0][1] == bases[1][1]
    # The last word is what is counted; "thousand" is no such word.
    left, right = place_of(sides.a, x), place_of(sides.b, y)
    return bool(left and right) and words.telling_a[left[-1]] and words.left[left[-1]] == right[-1]


def _bare_numbers(sides: Sides, words: Alignment) -> list[Found]:
    """Digits that no detail holds, in the same slot of near copies."""
    found: list[Found] = []
    if not sides.close:
        return found
    left, right = (_loose_digits(sides.a, words.left), _loose_digits(sides.b, words.right))
    for i in left:
        x = range(i, i + 1)
        j = next((j for j in right if words.rims(x, range(j, j + 1)) == 2), None)
        if j is not None:
            right.remove(j)
            a, b = quoted(sides.a, x), quoted(sides.b, range(j, j + 1))
            if a.text.isdecimal() and b.text.isdecimal() and int(a.text) == int(b.text):
                continue  # "1" and "01"
            because = f"values-differ: {a.text} against {b.text}"
            found.append(make(DifferenceType.NUMBER, Status.CONFLICT, a, b, because))
    return found


def _loose_digits(unit: Unit, counterpart: Sequence[int | None]) -> list[int]:
    digits = [i for i in range(len(unit.tokens)) if _is_digits(unit, i) and counterpart[i] is None]
    # Groups of digits side by side are a telephone number or a code.
    return [i for i in digits if not (_held(unit, i) or _goes_on(unit, i - 1) or _goes_on(unit, i))]


def _goes_on(unit: Unit, at: int) -> bool:
    """True where digits follow digits behind a single sign."""
    if not (_is_digits(unit, at) and _is_digits(unit, at + 1)):
        return False
    return unit.tokens[at + 1].start - unit.tokens[at].end == 1


def _is_digits(unit: Unit, at: int) -> bool:
    return 0 <= at < len(unit.tokens) and unit.tokens[at].folded[:1].isdigit()


def _held(unit: Unit, at: int) -> bool:
    token = unit.tokens[at]
    held = (*_NUMBERS, K.DATE, K.TIME)
    return any(d.start < token.end and token.start < d.end for d in unit.details if d.kind in held)


def _names(sides: Sides, words: Alignment) -> list[Found]:
    return [
        added(type_, a, b, sides) if status is Status.ADDED else make(type_, status, a, b, because)
        for type_, status, a, b, because in name_differences(words, near=sides.close, whole=sides.whole)
    ]


def _attributions(sides: Sides, words: Alignment) -> list[Found]:
    """Who says it: another source on each side, sources that fit, or a source on one side only."""
    left, right = (distinct(_details(unit, K.ATTRIBUTION)) for unit in (sides.a, sides.b))
    pairs = [(x, y, compare_sources(words, x, y)) for x in left for y in right]
    if any(stand == "same" for _, _, stand in pairs):
        return []
    type_ = DifferenceType.ATTRIBUTION
    if pairs and sides.content >= _SAME_STATEMENT:
        x, y, stand = next((pair for pair in pairs if pair[2] == "fit"), pairs[0])
        if stand == "fit":
            return [make(type_, Status.PRECISION, x, y, f"source-relayed: {x.text} and {y.text}")]
        if sides.close or sides.across or not both_people(words, x, y):
            return [make(type_, Status.CONFLICT, x, y, f"source-differs: {x.text} against {y.text}")]
    return [*(added(type_, x, None, sides) for x in left), *(added(type_, None, y, sides) for y in right)]


def _polarity(sides: Sides, words: Alignment) -> list[Found]:
    """Negated or opposite here and not there; planned here and happened there; only in shared wording."""
    found: list[Found] = []
    if sides.close:
        opposites = opposed(words, whole=sides.whole)
        taken = {d.start for a, b, _ in opposites for d in (a, b) if d is not None}
        # "Confirmed" against "denied" is told once.
        likely = sides.whole or words.share >= _MOST_WORDS
        told = negated_on_one_side(words, whole=sides.whole) if likely else []
        negated = [t for t in told if not any(d and d.start in taken for d in t[:2])]
        found += [make(DifferenceType.NEGATION, Status.CONFLICT, *told) for told in (*opposites, *negated)]
    plan = planned_and_done(sides.a, sides.b) if sides.close or sides.content >= _SAME_EVENT else None
    if plan:
        found.append(make(DifferenceType.MODALITY, Status.PRECISION, *plan))
    return found


def _spelled(sides: Sides) -> list[Found]:
    return [
        make(DifferenceType.WORDING, status, a, b, because)
        for status, a, b, because in spelling_differences(sides.a, sides.b)
    ]


def _phrases(sides: Sides, words: Alignment, found: Sequence[Found]) -> list[Found]:
    """What no other difference covers: phrases put otherwise, or told by one side; near copies only."""
    if not (sides.close or sides.whole):
        return []
    told_a, told_b = [f.a for f in found if f.a], [f.b for f in found if f.b]
    valued_a, valued_b = _details(sides.a, *_VALUED), _details(sides.b, *_VALUED)
    both = {base(d, sides) for d in valued_a} & {base(d, sides) for d in valued_b}
    told_a += [d for d in valued_a if base(d, sides) in both]
    told_b += [d for d in valued_b if base(d, sides) in both]
    rest = left_over(words, told_a, told_b, widen=sides.whole)
    a, b = sides.a, sides.b
    swapped = [
        (x, y)
        for x, y in rest.replaced
        if sides.whole or (words.rims(x, y) == 2 and max(len(x), len(y)) <= _FEW_WORDS)
    ]
    worded = [
        make(DifferenceType.WORDING, Status.WORDING, x, y, f"wording: {x.text} against {y.text}")
        for x, y in ((quoted(a, one), quoted(b, two)) for one, two in swapped)
    ]
    alone: list[tuple[Detail | None, Detail | None]]
    alone = [(quoted(a, run), None) for run in rest.only_a if sides.whole or len(run) > 1]
    alone += [(None, quoted(b, run)) for run in rest.only_b if sides.whole or len(run) > 1]
    added = [
        Found(DifferenceType.WORDING, Status.ADDED, _PHRASE, x, y, f"one-silent: {told.text}")
        for x, y in alone
        if (told := x or y) is not None
    ]
    return [*worded, *added] if sides.whole else [*worded[:_MOST], *added[:_MOST]]
