"""rapidfuzz: every text against every other, by edit distance. Its time grows with the square."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from rapidfuzz import fuzz, process

BLOCK = 500


def find(texts: Sequence[str], option: str = "ratio") -> tuple[Any, Any, Any]:
    parts = []
    for start in range(0, len(texts), BLOCK):
        table = process.cdist(
            texts[start : start + BLOCK], texts, scorer=getattr(fuzz, option), score_cutoff=60, workers=2
        )
        first, second = np.nonzero(table)
        later = second > first + start
        first, second = first[later], second[later]
        parts.append((first + start, second, table[first, second]))
    return tuple(np.concatenate(column) for column in zip(*parts, strict=True))
