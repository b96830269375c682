"""The words of a text as arrays: hashes with offsets, lemmas, and how much each word says."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from compare.languages import LANGUAGES, table
from compare.model.hashed import Hashes, Integers
from compare.model.reuse import Located
from compare.normalise.chain import fold
from compare.normalise.lemmas import lemma
from compare.normalise.words import word_spans, words_of

_LONGEST = 64
"""A longer word has no dictionary form."""
_NAMING = ("titles", "descriptors", "connectors", "regnal")
"""Words of titles and offices say nothing: a name with its title stands in all accounts in the same words."""
_LEAST = 0.08
"""What any other word says: that so many of them stand in one order says something too."""
_LETTER = 0.15
"""What one character of a script without spaces says."""


def located(
    id: str,
    text: str,
    language: str,
    sentences: Sequence[tuple[int, int]],
    informativeness: Callable[[str, str], float],
) -> Located:
    """The words of a text with their lemmas and weights; `informativeness` tells the weight of a lemma.

    Dictionaries are asked once for each unlike word. Cost: under a second for 100,000 words.
    """
    hashes, starts, ends = word_spans(text)
    _, firsts, of = np.unique(hashes, return_index=True, return_inverse=True)
    lemmas: list[str] = []
    weights: list[float] = []
    naming = _naming(language)
    for start, end in zip(starts[firsts].tolist(), ends[firsts].tolist(), strict=True):
        word = fold(text[start:end]) if end - start <= _LONGEST else ""
        found = lemma(text[start:end], language) or word if word else ""
        weight = informativeness(found, language) if found else 1.0
        if end - start == 1:
            weight = min(weight, _LETTER)
        lemmas.append(found)
        weights.append(0.0 if word in naming else max(_LEAST, weight))
    joined = words_of([found or "-" for found in lemmas])
    ids = hashes[firsts].copy()
    single = np.flatnonzero(np.diff(joined.bounds) == 1)
    ids[single] = joined.hashes[joined.bounds[:-1][single]]
    return Located(
        id=id,
        hashes=hashes,
        lemmas=ids[of],
        starts=starts,
        ends=ends,
        weights=np.where(_in_formulas(hashes, language), 0.0, np.array(weights, dtype=np.float64)[of]),
        sentences=_begins(sentences, starts),
    )


@cache
def _naming(language: str) -> frozenset[str]:
    """The folded words of titles and offices of a language."""
    if language not in LANGUAGES:
        return frozenset()
    rows = table(language, "names")
    return frozenset(word for key in _NAMING for word in fold(str(rows.get(key, ""))).split())


def _in_formulas(hashes: Hashes, language: str) -> npt.NDArray[np.bool_]:
    """True for the words of phrases that all accounts write in the same words."""
    inside = np.zeros(len(hashes), dtype=np.bool_)
    formulas = _formulas(language)
    for at in np.flatnonzero(np.isin(hashes, np.array(list(formulas), dtype=np.uint64))).tolist():
        for phrase in formulas[int(hashes[at])]:
            if np.array_equal(hashes[at : at + len(phrase)], phrase):
                inside[at : at + len(phrase)] = True
    return inside


@cache
def _formulas(language: str) -> Mapping[int, list[Hashes]]:
    """The phrases of a language as hashed words, by their first word."""
    lines = str(table(language, "formulas").get("phrases", "")).split("\n")
    words = words_of([line for line in lines if line])
    found: dict[int, list[Hashes]] = {}
    for begin, end in pairwise(words.bounds.tolist()):
        found.setdefault(int(words.hashes[begin]), []).append(words.hashes[begin:end])
    return found


def _begins(sentences: Sequence[tuple[int, int]], starts: Integers) -> Integers:
    """The words with which sentences begin; a sentence without words is none."""
    begins = np.searchsorted(starts, np.array([start for start, _ in sentences], dtype=np.int64))
    found: Integers = np.unique(np.concatenate(([0], begins, [len(starts)])))
    return found
