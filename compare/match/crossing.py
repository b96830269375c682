"""How far sentences in two languages tell the same: names, numbers and word vectors in one space.

Soft alignment of words after Corley and Mihalcea (2005), "Measuring the semantic similarity of texts": each
word meets the nearest of the other sentence, weighted by how much it tells.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from compare.model.claim import DetailKind
from compare.model.names import same_name
from compare.model.prepared import Prepared, Unit
from compare.trained.vectors import word_vector

Matrix = npt.NDArray[np.float32]
_NAMES = (DetailKind.PERSON, DetailKind.PLACE, DetailKind.ORGANISATION)
_AXES = 128
# Two words of the shipped vectors that have nothing in common are this near by chance.
_CHANCE = 0.15
# A sentence lighter than this (one or two telling words) is covered by chance.
_LIGHT = 1.2


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """The words of one witness, in text order: vectors of length 1 (or 0), weights, where units begin.

    `names` holds the places of each name's words by its value, `forms` the places of each folded form.
    """

    vectors: Matrix
    weights: Matrix
    starts: npt.NDArray[np.intp]
    masses: Matrix
    names: Mapping[str, Sequence[int]]
    forms: Mapping[str, Sequence[int]]


def words_of(witness: Prepared, weights: Sequence[Mapping[str, float]]) -> Words:
    """The words of a witness, with the weight of each lemma in its unit. Cost: one look-up a word."""
    vectors: list[Matrix] = []
    found: list[float] = []
    starts: list[int] = []
    names: dict[str, list[int]] = defaultdict(list)
    forms: dict[str, list[int]] = defaultdict(list)
    nothing = np.zeros(_AXES, np.float32)
    for unit, weight in zip(witness.units, weights, strict=True):
        starts.append(len(found))
        named = _named(unit)
        for at, token in enumerate(unit.tokens):
            if at in named:
                names[named[at]].append(len(found))
            forms[token.folded].append(len(found))
            vector = word_vector(token.folded, token.lemma, unit.language)
            vectors.append(vector.unit if vector else nothing)
            found.append(weight.get(token.lemma, 0.0))
        if not unit.tokens:
            vectors.append(nothing)
            found.append(0.0)
    told = np.array(found, np.float32)
    first = np.array(starts, np.intp)
    masses = np.add.reduceat(told, first) if starts else np.zeros(0, np.float32)
    return Words(np.array(vectors, np.float32).reshape(-1, _AXES), told, first, masses, names, forms)


def _named(unit: Unit) -> dict[int, str]:
    """The tokens that stand in a name, with its value."""
    return {
        at: str(detail.value)
        for detail in unit.details
        if detail.kind in _NAMES and detail.unit != "demonym"
        for at, token in enumerate(unit.tokens)
        if detail.start < token.end and token.start < detail.end
    }


def nearness(a: Words, b: Words) -> tuple[Matrix, Matrix]:
    """For every unit of a with every unit of b, 0..1: how far each is covered by the other on the mean, and
    how far the better covered one is.

    Cost: the product of the numbers of words, times 128.
    """
    if not len(a.starts) or not len(b.starts):
        nothing = np.zeros((len(a.starts), len(b.starts)), np.float32)
        return nothing, nothing
    near = np.clip((a.vectors @ b.vectors.T - _CHANCE) / (1 - _CHANCE), 0.0, 1.0)
    for name, places in a.names.items():
        for other, others in b.names.items():
            if _one_name(name, other):
                near[np.ix_(places, others)] = 1.0
    for form, places in a.forms.items():
        if form in b.forms:
            near[np.ix_(places, b.forms[form])] = 1.0
    told_a = np.maximum.reduceat(near, b.starts, axis=1) * a.weights[:, None]
    told_b = np.maximum.reduceat(near, a.starts, axis=0) * b.weights[None, :]
    covered_a = np.add.reduceat(told_a, a.starts, axis=0) / np.maximum(a.masses, _LIGHT)[:, None]
    covered_b = np.add.reduceat(told_b, b.starts, axis=1) / np.maximum(b.masses, _LIGHT)[None, :]
    return np.sqrt(covered_a * covered_b), np.maximum(covered_a, covered_b)


@lru_cache(maxsize=65536)
def _one_name(a: str, b: str) -> bool:
    return a == b or same_name(a, b)
