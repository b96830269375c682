"""Rewording: runs of sentences told anew, found by the informative words that both share.

Seeds are pairs of sentences alike by tf-isf cosine and by Dice; neighbouring seeds are joined, and what was
joined must be alike as a whole. After Sanchez-Perez, Sidorov and Gelbukh (2014), A winning approach to text
alignment for text reuse detection; their cuts were set for plagiarism, ours also keep apart two accounts of
one event that nobody copied.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from compare.model.hashed import Hashes, Integers, Reals
from compare.model.reuse import Located

# A sentence of fewer informative words is taken together with the next, a longer one is cut.
_INFORMATIVE = 0.2
_FEWEST, _LONGEST = 4, 60
# What a pair of sentences must reach to be a seed, and how many informative words it must share.
_COSINE, _DICE, _SHARED = 0.33, 0.33, 4
# How many sentences may lie between two seeds of one fragment.
_APART = 2
# What a fragment must reach: informative words on each side, share of what the longer side tells.
_WORDS, _SHARE = 15, 0.45
# The same for what is left of it beside the passages found word by word.
_WORDS_BESIDE, _SHARE_BESIDE = 6, 0.3
_MOST_PAIRS = 4_000_000
"""Pairs of places of one word that are looked at, the rarest words first."""


Mask: TypeAlias = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Fragment:
    """Words `a` up to `a_end` of one text that tell what words `b` up to `b_end` of the other tell."""

    a: int
    a_end: int
    b: int
    b_end: int
    share: float


@dataclass(frozen=True, slots=True, eq=False)
class _Table:
    """Sentences by their informative words: one row for each unlike word of a sentence."""

    bounds: Integers
    sentence: Integers
    lemma: Hashes
    count: Integers
    weight: Reals


def fragments_of(a: Located, b: Located, beside: tuple[Mask, Mask]) -> list[Fragment]:
    """The fragments of `a` that `b` tells in other words, in order of `a`.

    `beside` marks the words of both that are in no passage found word by word: a sentence into which such a
    passage was pasted is not reworded.
    """
    left, right = _table(a), _table(b)
    if not len(left.lemma) or not len(right.lemma):
        return []
    seeds = _seeds(left, right)
    told = _told(a, b, left, right)
    whole = (np.ones(len(a.lemmas), dtype=np.bool_), np.ones(len(b.lemmas), dtype=np.bool_))
    found: list[Fragment] = []
    for group in _groups(seeds):
        first_a, last_a = min(i for i, _ in group), max(i for i, _ in group)
        first_b, last_b = min(j for _, j in group), max(j for _, j in group)
        fragment = Fragment(
            a=int(left.bounds[first_a]),
            a_end=int(left.bounds[last_a + 1]),
            b=int(right.bounds[first_b]),
            b_end=int(right.bounds[last_b + 1]),
            share=0.0,
        )
        share, words = _told_alike(fragment, a, b, told, whole)
        share_beside, words_beside = _told_alike(fragment, a, b, told, beside)
        fits = share >= _SHARE and words >= _WORDS
        if fits and share_beside >= _SHARE_BESIDE and words_beside >= _WORDS_BESIDE:
            found.append(Fragment(fragment.a, fragment.a_end, fragment.b, fragment.b_end, share))
    return sorted(found, key=lambda f: (f.a, f.b))


def _told(a: Located, b: Located, left: _Table, right: _Table) -> tuple[Reals, Reals]:
    """What each word of both sides tells: its weight, less for what many sentences of the two texts name."""
    rows = np.concatenate((left.lemma, right.lemma))
    keys, at = np.unique(rows, return_index=True)
    most = np.log(1.0 + (len(left.bounds) + len(right.bounds) - 2) / 2)
    rarity = np.minimum(np.concatenate(_rarity(left, right))[at] / most, 1.0)

    def of(side: Located) -> Reals:
        place = np.minimum(np.searchsorted(keys, side.lemmas), len(keys) - 1)
        found: Reals = side.weights * np.where(keys[place] == side.lemmas, rarity[place], 1.0)
        return found

    return of(a), of(b)


def _told_alike(
    f: Fragment, a: Located, b: Located, told: tuple[Reals, Reals], of: tuple[Mask, Mask]
) -> tuple[float, int]:
    """The share of what the longer side tells that both tell; the informative words of the shorter.

    Only the words that `of` marks are looked at.
    """
    in_a, in_b = np.flatnonzero(of[0][f.a : f.a_end]) + f.a, np.flatnonzero(of[1][f.b : f.b_end]) + f.b
    x, at_x, counts_x = np.unique(a.lemmas[in_a], return_index=True, return_counts=True)
    y, counts_y = np.unique(b.lemmas[in_b], return_counts=True)
    _, in_x, in_y = np.intersect1d(x, y, assume_unique=True, return_indices=True)
    both = float((np.minimum(counts_x[in_x], counts_y[in_y]) * told[0][in_a][at_x[in_x]]).sum())
    longer = max(float(told[0][in_a].sum()), float(told[1][in_b].sum()), 1e-9)
    informative = (a.weights[in_a], b.weights[in_b])
    return min(1.0, both / longer), min(int((side >= _INFORMATIVE).sum()) for side in informative)


def _table(side: Located) -> _Table:
    bounds = _bounds(side)
    sentence = np.searchsorted(bounds, np.arange(len(side.lemmas)), side="right") - 1
    telling = side.weights >= _INFORMATIVE
    sentence, lemmas, weights = sentence[telling], side.lemmas[telling], side.weights[telling]
    order = np.lexsort((lemmas, sentence))
    sentence, lemmas, weights = sentence[order], lemmas[order], weights[order]
    begins = np.ones(len(order), dtype=np.bool_)
    begins[1:] = (np.diff(sentence) != 0) | (lemmas[1:] != lemmas[:-1])
    first = np.flatnonzero(begins)
    counts = np.diff(np.append(first, len(order)))
    return _Table(bounds, sentence[first], lemmas[first], counts, weights[first])


def _bounds(side: Located) -> Integers:
    """Where sentences begin, the end last: short ones joined with the next, long ones cut."""
    informative = np.concatenate(([0], np.cumsum(side.weights >= _INFORMATIVE))).tolist()
    bounds = [0]
    begins = side.sentences.tolist()
    for end in begins[1:]:
        begin = bounds[-1]
        if informative[end] - informative[begin] < _FEWEST and end != begins[-1]:
            continue
        pieces = -(-(end - begin) // _LONGEST)
        bounds += [begin + (end - begin) * piece // pieces for piece in range(1, pieces + 1)]
    return np.array(bounds, dtype=np.int64)


def _seeds(a: _Table, b: _Table) -> list[tuple[int, int]]:
    """The pairs of sentences that are alike, in order."""
    rarity = _rarity(a, b)
    value_a, value_b = rarity[0] * a.weight * a.count, rarity[1] * b.weight * b.count
    norm_a, norm_b = _norms(a, value_a), _norms(b, value_b)
    of_a, of_b = _meetings(a.lemma, b.lemma)
    width = len(b.bounds) - 1
    keys, of = np.unique(a.sentence[of_a] * width + b.sentence[of_b], return_inverse=True)
    dots = np.bincount(of, weights=value_a[of_a] * value_b[of_b], minlength=len(keys))
    shared = np.bincount(of, minlength=len(keys))
    i, j = keys // max(width, 1), keys % max(width, 1)
    unlike_a = np.bincount(a.sentence, minlength=len(a.bounds) - 1)
    unlike_b = np.bincount(b.sentence, minlength=len(b.bounds) - 1)
    alike = dots >= _COSINE * norm_a[i] * norm_b[j]
    alike &= (2 * shared >= _DICE * (unlike_a[i] + unlike_b[j])) & (shared >= _SHARED)
    return list(zip(i[alike].tolist(), j[alike].tolist(), strict=True))


def _rarity(a: _Table, b: _Table) -> tuple[Reals, Reals]:
    """How rare each word is among the sentences of both sides."""
    _, of, counts = np.unique(np.concatenate((a.lemma, b.lemma)), return_inverse=True, return_counts=True)
    sentences = len(a.bounds) + len(b.bounds) - 2
    rarity: Reals = np.log(1.0 + sentences / counts)[of]
    return rarity[: len(a.lemma)], rarity[len(a.lemma) :]


def _norms(side: _Table, value: Reals) -> npt.NDArray[np.float64]:
    return np.sqrt(np.bincount(side.sentence, weights=value**2, minlength=len(side.bounds) - 1))


def _meetings(a: Hashes, b: Hashes) -> tuple[Integers, Integers]:
    """The rows of one side with the rows of the other that have the same word; the rarest words first."""
    order = np.argsort(b, kind="stable")
    keys = b[order]
    left = np.searchsorted(keys, a, side="left")
    counts = np.searchsorted(keys, a, side="right") - left
    _, of, times = np.unique(a, return_inverse=True, return_counts=True)
    pairs = times[of] * counts
    rank = np.argsort(pairs, kind="stable")
    few = np.cumsum(counts[rank]) <= _MOST_PAIRS
    taken = np.sort(rank[few])
    counts, left = counts[taken], left[taken]
    first = np.cumsum(counts) - counts
    steps = np.arange(int(counts.sum())) - np.repeat(first, counts)
    return np.repeat(taken, counts), order[np.repeat(left, counts) + steps]


def _groups(seeds: Sequence[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """The seeds in groups of neighbours on both sides."""
    owner = {seed: at for at, seed in enumerate(seeds)}
    parent = list(range(len(seeds)))

    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    for at, (i, j) in enumerate(seeds):
        for p in range(i - _APART, i + 1):
            for q in range(j - _APART, j + _APART + 1):
                other = owner.get((p, q))
                if other is not None and other < at:
                    one, two = sorted((root(at), root(other)))
                    parent[two] = one
    groups: dict[int, list[tuple[int, int]]] = {}
    for at, seed in enumerate(seeds):
        groups.setdefault(root(at), []).append(seed)
    return list(groups.values())
