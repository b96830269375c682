"""Builds compare/trained/letters.tsv.gz: how likely pairs of letters are in a language, and its words.

Lines are "language<TAB>pair<TAB>-100 x logarithm" and, for the most common words, "language<TAB>word<TAB>0".

Source: the word lists of wordfreq 3.1.1 (Exquisite Corpus: news, Wikipedia, web, subtitles, books;
CC BY-SA 4.0). Run: python tools/build_letters.py
"""

from __future__ import annotations

import gzip
import math
from collections import Counter
from pathlib import Path

import wordfreq

LANGUAGES = (
    "ar",
    "fa",
    "ru",
    "uk",
    "bg",
    "fr",
    "en",
    "es",
    "de",
    "pt",
    "it",
    "sv",
    "tr",
    "pl",
    "cs",
    "hu",
    "el",
    "he",
)
TARGET = Path(__file__).parents[1] / "compare" / "trained" / "letters.tsv.gz"
LEAST = -11.0
WORDS = 400
PERSIAN = str.maketrans({"ی": "ي"})  # which the old encoding does not have


def pairs(language: str) -> dict[str, float]:
    """The natural logarithm of each pair's share, blanks at the ends of words; frequent words count by root."""
    counts: Counter[str] = Counter()
    for word, frequency in wordfreq.get_frequency_dict(language, "small").items():
        plain = word.translate(PERSIAN) if language == "fa" else word
        if plain.isalpha():
            spelled = f" {plain} "
            for at in range(len(spelled) - 1):
                counts[spelled[at : at + 2]] += math.sqrt(frequency)  # type: ignore[assignment]
    whole = sum(counts.values())
    return {
        pair: math.log(count / whole) for pair, count in counts.items() if math.log(count / whole) > LEAST
    }


def words(language: str) -> list[str]:
    """The most common words of two letters and more."""
    plain = (word for word in wordfreq.top_n_list(language, 2 * WORDS) if word.isalpha() and len(word) > 1)
    told = [word.translate(PERSIAN) if language == "fa" else word for word in plain]
    return sorted(dict.fromkeys(told[:WORDS]))


if __name__ == "__main__":
    lines = [
        f"{language}\t{pair}\t{round(-100 * value)}\n"
        for language in LANGUAGES
        for pair, value in sorted(pairs(language).items())
    ]
    lines += [f"{language}\t{word}\t0\n" for language in LANGUAGES for word in words(language)]
    data = gzip.compress("".join(lines).encode(), mtime=0)
    TARGET.write_bytes(data)
    print(len(lines), len(data))
