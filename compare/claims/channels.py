"""The channels of a verdict: what two short texts share, what they leave over, what their details say."""

from __future__ import annotations

import math
from bisect import bisect_right, insort
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from compare.claims.sides import Found
from compare.model.claim import DetailKind, DifferenceType, Status
from compare.model.prepared import Unit
from compare.model.reuse import Meaning

Vector = npt.NDArray[np.float32]
_HARD = (DifferenceType.NUMBER, DifferenceType.DATE, DifferenceType.TIME, DifferenceType.DURATION)
_NAMED = (DifferenceType.PERSON, DifferenceType.PLACE, DifferenceType.ORGANISATION)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a verdict is made of. None of it depends on which text is called a.

    `channels` are named figures a reader can follow. `marks` are what only one side tells: its lemmas, their
    word families ("~…"), and the axes on which the left-over words of both sides stand at opposite ends
    ("≠axis"), at the same end ("=axis"), or at ends of two axes ("+one -other"). `left_sum` is the sum of the
    weighted word vectors of all left-over words.
    """

    channels: Mapping[str, float]
    marks: Mapping[str, int]
    left_sum: Vector


def evidence(a: Unit, b: Unit, meaning: Meaning, found: Sequence[Found]) -> Evidence:
    """The evidence on two short texts, from their word alignment and their typed differences."""
    channels = {
        **_shares(a, b, meaning),
        **_opposites(a, b, meaning),
        **_polarity(a, b),
        **_names(a, b),
        **_details(found),
    }
    return Evidence(channels, _marks(a, b, meaning), meaning.rest_a + meaning.rest_b)


def _marks(a: Unit, b: Unit, meaning: Meaning) -> Mapping[str, int]:
    left_a, left_b = ([unit.tokens[i] for i in at] for unit, at in ((a, meaning.left_a), (b, meaning.left_b)))
    marks = Counter(token.lemma for token in (*left_a, *left_b))
    marks.update(f"~{token.family}" for token in (*left_a, *left_b) if token.family)
    poles_a, poles_b = _poles(a, meaning.left_a), _poles(b, meaning.left_b)
    marks.update({f"≠{pole[1:]}" for pole in poles_a & _turned(poles_b)})
    marks.update({f"={pole[1:]}" for pole in poles_a & poles_b})
    marks.update({" ".join(sorted((x, y))) for x in poles_a for y in poles_b if x[1:] != y[1:]})
    return marks


def _shares(a: Unit, b: Unit, meaning: Meaning) -> dict[str, float]:
    shorter, longer = sorted((len(a.tokens), len(b.tokens)))
    rest = sorted((len(meaning.left_a), len(meaning.left_b)))
    left = [math.sqrt(float(side @ side)) for side in (meaning.rest_a, meaning.rest_b)]
    size = left[0] * left[1]
    near = [how for _, _, how in meaning.swapped]
    # What the longer text leaves out of the shorter one is news; the reverse is only more detail.
    brief = 0 if len(a.tokens) <= len(b.tokens) else 1
    covered = (meaning.covered_a, meaning.covered_b)
    shared = (meaning.shared_a, meaning.shared_b)
    much_longer = longer >= 1.6 * shorter
    first_a, first_b = ({t.lemma for t in unit.tokens[:2]} for unit in (a, b))
    return {
        "covered_least": min(meaning.covered_a, meaning.covered_b),
        "covered_most": max(meaning.covered_a, meaning.covered_b),
        "shared_least": min(meaning.shared_a, meaning.shared_b),
        "shared_most": max(meaning.shared_a, meaning.shared_b),
        "covered_brief": covered[brief],
        "shared_brief": shared[brief],
        "left_brief": left[brief],
        "covered_brief_of_long": covered[brief] if much_longer else 0.0,
        "shared_brief_of_long": shared[brief] if much_longer else 0.0,
        "left_brief_of_long": left[brief] if much_longer else 0.0,
        "much_longer": float(much_longer),
        "cosine": meaning.cosine,
        "characters": meaning.characters,
        "words_shorter": math.log1p(shorter),
        "words_longer": math.log1p(longer),
        "length_ratio": shorter / longer if longer else 0.0,
        "left_least": math.log1p(rest[0]),
        "left_most": math.log1p(rest[1]),
        "left_light": min(left),
        "left_heavy": max(left),
        "left_cosine": float(meaning.rest_a @ meaning.rest_b) / size if size else 0.0,
        "nothing_left": float(rest[1] == 0),
        "one_side_left": float(rest[0] == 0 and rest[1] > 0),
        "one_word_swapped": float(rest == [1, 1]),
        "swapped": math.log1p(len(near)),
        "swapped_near": max(near, default=0.0),
        "same_opening": float(bool(first_a & first_b)),
        "moved": _moved(a, b),
    }


def _moved(a: Unit, b: Unit) -> float:
    """Share of the pairs of shared lemmas that stand in another order."""
    places = {t.lemma: at for at, t in enumerate(b.tokens)}
    order = [places[t.lemma] for t in a.tokens if t.lemma in places]
    pairs = len(order) * (len(order) - 1) // 2
    before: list[int] = []
    crossed = 0
    for place in order:
        crossed += len(before) - bisect_right(before, place)
        insort(before, place)
    return crossed / pairs if pairs else 0.0


def _opposites(a: Unit, b: Unit, meaning: Meaning) -> dict[str, float]:
    """Axes of opposite outcomes on which the two texts stand at different ends, or at the same one."""
    left_a, left_b = (_poles(unit, at) for unit, at in ((a, meaning.left_a), (b, meaning.left_b)))
    all_a, all_b = (_poles(unit, range(len(unit.tokens))) for unit in (a, b))
    against_a, against_b = _turned(left_a), _turned(left_b)
    return {
        "opposites": float(len(left_a & against_b)),
        "opposite_to_shared": float(len(against_a & (all_b - left_b)) + len(against_b & (all_a - left_a))),
        "same_pole": float(len(left_a & left_b)),
        "same_pole_any": float(len(all_a & all_b)),
        "opposites_clear": float(bool(left_a & against_b) and not left_a & all_b and not left_b & all_a),
    }


def _poles(unit: Unit, at: Sequence[int]) -> frozenset[str]:
    return frozenset(pole for i in at for pole in unit.tokens[i].poles)


def _turned(poles: frozenset[str]) -> frozenset[str]:
    return frozenset(("-" if pole[0] == "+" else "+") + pole[1:] for pole in poles)


def _polarity(a: Unit, b: Unit) -> dict[str, float]:
    negated = [sum(d.kind is DetailKind.NEGATION for d in unit.details) for unit in (a, b)]
    modal = [{d.value for d in unit.details if d.kind is DetailKind.MODALITY} for unit in (a, b)]
    asked = ["?" in unit.folded or "؟" in unit.folded for unit in (a, b)]
    return {
        "negated_one_side": float((negated[0] > 0) != (negated[1] > 0)),
        "negated_both": float(min(negated) > 0),
        "negated_unequal": float(abs(negated[0] - negated[1])),
        "modality_differs": float(bool(modal[0] ^ modal[1])),
        "planned_one_side": float(("planned" in modal[0]) != ("planned" in modal[1])),
        "asked_one_side": float(asked[0] != asked[1]),
    }


def _names(a: Unit, b: Unit) -> dict[str, float]:
    """Names of one kind that stand on one side only; on both sides, one may stand for the other."""
    rest: dict[str, float] = {}
    for kind in (DetailKind.PERSON, DetailKind.PLACE, DetailKind.ORGANISATION):
        values = [{str(d.value) for d in unit.details if d.kind is kind} for unit in (a, b)]
        only = sorted((len(values[0] - values[1]), len(values[1] - values[0])))
        rest[f"{kind}_swapped"] = float(min(only[0], 2))
        rest[f"{kind}_lone"] = float(min(only[1] - only[0], 3))
        rest[f"{kind}_shared"] = float(min(len(values[0] & values[1]), 3))
    return rest


def _details(found: Sequence[Found]) -> dict[str, float]:
    counted = Counter(
        f"{f.status}_{'hard' if f.type in _HARD else 'named' if f.type in _NAMED else f.type}"
        for f in found
        if f.status in (Status.CONFLICT, Status.PRECISION, Status.ADDED, Status.NAMING)
    )
    names = [
        *(f"{status}_{kind}" for status in ("conflict", "added") for kind in ("hard", "named")),
        "precision_hard", "naming_named", "conflict_negation", "conflict_attribution", "added_attribution",
        "conflict_modality", "precision_modality",
    ]  # fmt: skip
    return {name: float(min(counted[name], 3)) for name in names}
