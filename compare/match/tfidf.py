"""TF-IDF cosines between the units of two witnesses, without scikit-learn's import time.

The values are those of scikit-learn's `TfidfVectorizer` (sublinear tf, smooth idf, l2 norm); the tests hold
them to it. Importing scikit-learn costs more than a whole comparison of two articles.
Source: Salton and Buckley (1988), Term-weighting approaches in automatic text retrieval.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float32]
CHAR_SIZES = (3, 4, 5)


def char_grams(text: str) -> list[str]:
    """The character 3- to 5-grams inside the words of a text, each word padded with one space.

    The same grams as scikit-learn's `char_wb` analyser: a word shorter than a size gives itself once.
    """
    grams: list[str] = []
    for word in text.split():
        padded = f" {word} "
        length = len(padded)
        for size in CHAR_SIZES:
            grams.append(padded[:size])
            if size >= length:
                break
            grams.extend(padded[at : at + size] for at in range(1, length - size + 1))
    return grams


def document_frequencies(documents: Iterable[Iterable[str]]) -> Counter[str]:
    """In how many documents each term stands."""
    return Counter(chain.from_iterable(set(document) for document in documents))


def weigh(terms: Iterable[str], frequencies: Mapping[str, int], documents: int) -> dict[str, float]:
    """Sublinear tf times smooth idf, l2-normed: one document's vector as {term: weight}."""
    weights = {
        term: (1.0 + math.log(count)) * (1.0 + math.log((1 + documents) / (1 + frequencies.get(term, 0))))
        for term, count in Counter(terms).items()
    }
    norm = math.sqrt(sum(w * w for w in weights.values()))
    return {term: w / norm for term, w in weights.items()} if norm else {}


def cosines(rows: Sequence[Mapping[str, float]], columns: Sequence[Mapping[str, float]]) -> Matrix:
    """Cosine of every normed row vector with every normed column vector, shape (rows, columns), 0..1."""
    return np.clip(products(rows, columns), 0.0, 1.0)


def products(rows: Sequence[Mapping[str, float]], columns: Sequence[Mapping[str, float]]) -> Matrix:
    """Dot product of every row vector with every column vector, shape (rows, columns).

    Cost: the terms of both sides plus one dense product over the terms that both sides share.
    """
    if not rows or not columns:
        return np.zeros((len(rows), len(columns)), dtype=np.float32)
    shared = set(chain.from_iterable(rows)) & set(chain.from_iterable(columns))
    index = {term: at for at, term in enumerate(sorted(shared))}
    left, right = (_dense(side, index) for side in (rows, columns))
    product: Matrix = left @ right.T
    return product


def _dense(vectors: Sequence[Mapping[str, float]], index: Mapping[str, int]) -> Matrix:
    matrix = np.zeros((len(vectors), len(index)), dtype=np.float32)
    for row, vector in enumerate(vectors):
        terms = vector.keys() & index.keys()
        matrix[row, [index[term] for term in terms]] = [vector[term] for term in terms]
    return matrix
