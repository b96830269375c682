"""Word vectors: words of several languages in one space, near where they mean something near."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from compare.trained import resource

LANGUAGES = frozenset({"ar", "en", "ru", "fr", "es"})
Vector = npt.NDArray[np.float32]
_ARABIC_CLITICS = ("وبال", "وال", "بال", "فال", "كال", "ولل", "لل", "ال", "و", "ف", "ب", "ل", "ك", "س")


@dataclass(frozen=True, slots=True)
class WordVector:
    """One word: its vector (128 axes, length about 1), the same at length 1, and its weight.

    The weight is near 0 for "of" and 1 for rare words; telling words have longer vectors.
    """

    vector: Vector
    unit: Vector
    weight: float


@dataclass(frozen=True, slots=True)
class _Table:
    rows: Mapping[str, int]
    codes: npt.NDArray[np.uint8]
    weights: npt.NDArray[np.uint8]


@lru_cache(maxsize=1)
def _centres() -> Vector:
    with np.load(io.BytesIO(resource("vectors.codebook.npz"))) as data:
        return np.asarray(data["centres"], dtype=np.float32)


@lru_cache(maxsize=8)
def _table(language: str) -> _Table:
    with np.load(io.BytesIO(resource(f"vectors.{language}.npz"))) as data:
        words = data["words"].tobytes().decode().split("\n")
        return _Table({word: row for row, word in enumerate(words)}, data["codes"], data["weights"])


@lru_cache(maxsize=100_000)
def word_vector(folded: str, lemma: str, language: str) -> WordVector | None:
    """The vector of a folded word, else of its lemma, else (Arabic) of the word with the article or without
    its proclitics.

    None where no table knows it. Cost: the first word of a language loads its table (some 20 ms).
    """
    if language not in LANGUAGES:
        return None
    table = _table(language)
    row = table.rows.get(folded, table.rows.get(lemma))
    if row is None and language == "ar":
        row = _bare_row(folded, table.rows)
    if row is None:
        return None
    groups = _centres()
    vector = groups[np.arange(len(groups)), table.codes[row]].ravel()
    return WordVector(vector, vector / np.linalg.norm(vector), int(table.weights[row]) / 255)


def _bare_row(folded: str, rows: Mapping[str, int]) -> int | None:
    if "ال" + folded in rows:
        return rows["ال" + folded]
    for clitic in _ARABIC_CLITICS:
        if folded.startswith(clitic) and len(folded) - len(clitic) >= 3:
            row = rows.get(folded[len(clitic) :])
            if row is not None:
                return row
    return None
