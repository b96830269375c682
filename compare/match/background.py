"""How informative a lemma is in the language at large, from the shipped background table."""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from functools import lru_cache

from compare.trained import resource

TABLES = frozenset({"ar", "en", "ru", "fr"})
# Zipf frequency (log10 of occurrences per 10^9 words) from which a lemma says nothing about a sentence …
_EMPTY = 6.3
# … and below which every lemma counts as rare; the tables end about here.
_RARE = 3.3


@lru_cache(maxsize=8)
def _zipf(language: str) -> Mapping[str, float]:
    rows = gzip.decompress(resource(f"background.{language}.tsv.gz")).decode().splitlines()
    return {lemma: int(zipf) / 100 for lemma, zipf in (row.split("\t") for row in rows)}


@lru_cache(maxsize=100_000)
def informativeness(lemma: str, language: str) -> float:
    """How much a lemma says, 0 (a function word) to 1 (rare). Languages without a table judge by length."""
    if not any(c.isalnum() for c in lemma):
        return 0.0
    if language not in TABLES:
        return 0.3 if len(lemma) < 4 else 0.8
    zipf = _zipf(language).get(lemma, _RARE)
    return max(0.0, min(1.0, (_EMPTY - zipf) / (_EMPTY - _RARE)))
