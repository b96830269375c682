"""How two short texts meet word by word: by lemma, by word vector, by letters."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from compare.model.prepared import Unit
from compare.model.reuse import Meaning
from compare.model.text import Token
from compare.trained.vectors import WordVector, word_vector

Matrix = npt.NDArray[np.float32]
_AXES = 128
# Nearness of two words of one family (same root or stem), and of two unknown words of the same letters.
_FAMILY, _LETTERS = 0.8, 0.9
# Words nearer than this stand for one another.
_SWAPPED = 0.25
_NOTHING = Meaning(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, (), (), ())


def meet(a: Unit, b: Unit) -> Meaning:
    """How far two texts tell the same, word by word. Symmetric but for the sides' names.

    Soft alignment of word vectors: each word meets the nearest of the other side (greedy matching after
    Corley and Mihalcea 2005). Cost: the product of the two lengths, some 0.1 ms for two headlines.
    """
    left, right = a.tokens, b.tokens
    if not left or not right:
        return _NOTHING
    known_a, known_b = _vectors(a), _vectors(b)
    weights_a, weights_b = _weights(left, known_a), _weights(right, known_b)
    rows_a, rows_b = _rows(known_a), _rows(known_b)
    near = np.maximum(rows_a @ rows_b.T, 0.0)
    same = _same(left, right, near, known_a, known_b)
    best_a, best_b = near.max(axis=1), near.max(axis=0)
    told_a, told_b = (np.zeros(len(side), dtype=bool) for side in (left, right))
    for i, j in same:
        told_a[i] = told_b[j] = True
    return Meaning(
        cosine=_cosine(_sums(left, known_a, weights_a), _sums(right, known_b, weights_b)),
        covered_a=_share(best_a, weights_a),
        covered_b=_share(best_b, weights_b),
        shared_a=_share(told_a, weights_a),
        shared_b=_share(told_b, weights_b),
        characters=_characters(a.folded, b.folded),
        left_a=tuple(np.flatnonzero(~told_a).tolist()),
        left_b=tuple(np.flatnonzero(~told_b).tolist()),
        swapped=_swapped(near, told_a, told_b),
    )


def similarity(meaning: Meaning) -> float:
    """How far two texts say the same thing, 0..1, symmetric: the channels blended, the weaker side told twice.

    The blend was set by hand on the English and Spanish pairs of STS 2017 and Russian headlines.
    """
    covered = (meaning.covered_a + meaning.covered_b) / 2 + min(meaning.covered_a, meaning.covered_b)
    letters = (meaning.shared_a + meaning.shared_b) / 2 + meaning.characters
    value = (max(meaning.cosine, 0.0) + covered + 0.3 * letters) / 3.6
    return min(1.0, max(0.0, value))


def _vectors(unit: Unit) -> list[WordVector | None]:
    return [word_vector(t.folded, t.lemma, unit.language) for t in unit.tokens]


def _weights(tokens: Sequence[Token], known: Sequence[WordVector | None]) -> Matrix:
    return np.array(
        [v.weight if v else _unknown_weight(t) for t, v in zip(tokens, known, strict=True)], np.float32
    )


def _unknown_weight(token: Token) -> float:
    """A word that no table holds is a name or a number; one letter is neither."""
    return 1.0 if len(token.folded) > 1 or token.folded.isdigit() else 0.1


def _rows(known: Sequence[WordVector | None]) -> Matrix:
    rows = np.zeros((len(known), _AXES), np.float32)
    for at, vector in enumerate(known):
        if vector is not None:
            rows[at] = vector.unit
    return rows


def _same(
    left: Sequence[Token],
    right: Sequence[Token],
    near: Matrix,
    known_a: Sequence[WordVector | None],
    known_b: Sequence[WordVector | None],
) -> list[tuple[int, int]]:
    """Pairs of equal words, each word once; raises `near` for them, for families and for unknown words."""
    lemmas: dict[str, list[int]] = {}
    families: dict[str, list[int]] = {}
    for j, token in enumerate(right):
        for key in {token.folded, token.lemma}:
            lemmas.setdefault(key, []).append(j)
        if token.family:
            families.setdefault(token.family, []).append(j)
    free = set(range(len(right)))
    same: list[tuple[int, int]] = []
    for i, token in enumerate(left):
        for j in families.get(token.family, ()):
            near[i, j] = max(near[i, j], _FAMILY)
        equal = [*lemmas.get(token.folded, ()), *lemmas.get(token.lemma, ())]
        for j in equal:
            near[i, j] = 1.0
        taken = next((j for j in equal if j in free), None)
        if taken is not None:
            free.discard(taken)
            same.append((i, taken))
        elif not equal and known_a[i] is None:
            _by_letters(i, token, right, near, known_b)
    return same


def _by_letters(
    i: int, token: Token, right: Sequence[Token], near: Matrix, known_b: Sequence[WordVector | None]
) -> None:
    from rapidfuzz.fuzz import ratio

    if len(token.folded) < 4:
        return
    for j, other in enumerate(right):
        if len(other.folded) >= 4:
            alike = ratio(token.folded, other.folded, score_cutoff=70) / 100
            near[i, j] = max(near[i, j], _LETTERS * alike)


def _share(told: npt.NDArray[np.generic], weights: Matrix) -> float:
    total = float(weights.sum())
    return float((told * weights).sum()) / total if total else 0.0


def _sums(
    tokens: Sequence[Token], known: Sequence[WordVector | None], weights: Matrix
) -> tuple[Matrix, Mapping[str, float]]:
    """The weighted sum of the word vectors; each word without a vector is an axis of its own."""
    total = np.zeros(_AXES, np.float32)
    unknown: dict[str, float] = {}
    for token, vector, weight in zip(tokens, known, weights.tolist(), strict=True):
        if vector is not None:
            total += weight * vector.vector
        else:
            unknown[token.lemma] = unknown.get(token.lemma, 0.0) + weight
    return total, unknown


def _cosine(a: tuple[Matrix, Mapping[str, float]], b: tuple[Matrix, Mapping[str, float]]) -> float:
    dot, size_a, size_b = (
        float(x[0] @ y[0]) + sum(w * y[1].get(lemma, 0.0) for lemma, w in x[1].items())
        for x, y in ((a, b), (a, a), (b, b))
    )
    return dot / math.sqrt(size_a * size_b) if size_a and size_b else 0.0


def _characters(a: str, b: str) -> float:
    """Dice coefficient of the character trigrams of two folded texts."""
    one, two = (Counter(text[at : at + 3] for at in range(len(text) - 2)) for text in (f" {a} ", f" {b} "))
    total = one.total() + two.total()
    return 2 * (one & two).total() / total if total else 0.0


def _swapped(
    near: Matrix, told_a: npt.NDArray[np.bool_], told_b: npt.NDArray[np.bool_]
) -> tuple[tuple[int, int, float], ...]:
    """Left-over words of both sides that are each other's nearest left-over word."""
    left, right = np.flatnonzero(~told_a), np.flatnonzero(~told_b)
    if not len(left) or not len(right):
        return ()
    rest = near[np.ix_(left, right)]
    to_b, to_a = rest.argmax(axis=1), rest.argmax(axis=0)
    return tuple(
        (int(left[i]), int(right[j]), float(rest[i, j]))
        for i, j in enumerate(to_b)
        if to_a[j] == i and rest[i, j] >= _SWAPPED
    )
