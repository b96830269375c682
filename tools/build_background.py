"""Builds compare/trained/background.<language>.tsv.gz: how common each lemma is in a large corpus.

Source: the word lists of wordfreq 3.1.1 (Exquisite Corpus: news, Wikipedia, web, subtitles, books;
CC BY-SA 4.0). Run: python tools/build_background.py
"""

from __future__ import annotations

import gzip
import math
from collections import Counter
from pathlib import Path

import wordfreq

from compare.normalise.lemmas import lemma

KEPT = 30_000
TARGET = Path(__file__).parents[1] / "compare" / "trained"


def build(language: str) -> bytes:
    """The table of one language: lines "lemma<TAB>zipf x 100", most common first, gzip without a clock."""
    sums: Counter[str] = Counter()
    for word, frequency in wordfreq.get_frequency_dict(language, "large").items():
        found = lemma(word, language)
        if found.isalpha():
            sums[found] += frequency
    rows = sorted(sums.items(), key=lambda row: (-row[1], row[0]))[:KEPT]
    text = "".join(f"{word}\t{round(100 * math.log10(value * 1e9))}\n" for word, value in rows)
    return gzip.compress(text.encode(), mtime=0)


if __name__ == "__main__":
    for code in ("ar", "en", "ru", "fr"):
        data = build(code)
        (TARGET / f"background.{code}.tsv.gz").write_bytes(data)
        print(code, len(data))
