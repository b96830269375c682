"""Text made easy for grammars: folded letters, ASCII digits, tokens, and the way back to the source."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from compare.languages import table

_DROPPED = "\x00"
_SINGLE = {
    **dict.fromkeys("أإآٱ", "ا"),
    **dict.fromkeys("ىیې", "ي"),
    **dict.fromkeys("ةۀہ", "ه"),
    **dict.fromkeys("‐‑‒–—―−", "-"),
    **dict.fromkeys("‘’′ʼ`´", "'"),
    "ک": "ك",
    "ؤ": "و",
    "ئ": "ي",
    "ё": "е",
    "Ё": "е",
    "٪": "%",
    "％": "%",
    "⁄": "/",
    "،": ",",
    "؛": ";",
    "\u0640": _DROPPED,
}


class _Letters(dict[int, str]):
    """What each character becomes; filled as characters are met, so that translating runs at C speed."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _fold_char(chr(code))
        return folded


def _fold_char(char: str) -> str:
    if char in _SINGLE:
        return _SINGLE[char]
    category = unicodedata.category(char)
    if category in ("Mn", "Cf"):
        return _DROPPED
    if category == "Nd":
        return str(unicodedata.digit(char))
    if category == "Zs" or char == "\t":
        return " "
    base = unicodedata.normalize("NFD", char)[0] if "\u00c0" <= char <= "\u024f" else char
    lower = base.lower()
    return lower if len(lower) == 1 else base


_LETTERS = _Letters()


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded text with the places (counted in folded text) where source characters were left out."""

    source: str
    text: str
    gaps: tuple[int, ...]
    base: int

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The source span of a folded span, with the marks that sit on its last letter."""
        first = self.base + start + bisect_right(self.gaps, start)
        last = self.base + end + bisect_right(self.gaps, end - 1)
        while last < len(self.source) and (
            self.source[last] == "\u0640" or unicodedata.category(self.source[last]) == "Mn"
        ):
            last += 1
        return first, last


@lru_cache(maxsize=4)
def fold_text(source: str, start: int, end: int) -> Folded:
    """The folded text of `source[start:end]`: no marks and tatweel, one form per letter, ASCII digits."""
    plain = source[start:end].translate(_LETTERS)
    if _DROPPED not in plain:
        return Folded(source, plain, (), start)
    gaps = tuple(m.start() - n for n, m in enumerate(re.finditer(_DROPPED, plain)))
    return Folded(source, plain.replace(_DROPPED, ""), gaps, start)


def fold_word(word: str) -> str:
    """A word of the tables, folded as the text is."""
    return word.translate(_LETTERS).replace(_DROPPED, "")


TOKEN = re.compile(
    r"""
    (?P<I>\d{4}-\d\d-\d\dt\d\d:\d\d(?::\d\d)?(?:\.\d+)?(?:z|[+-]\d\d:?\d\d)?
        |(?:\d{4}(?P<a>\ ?[-/.]\ ?)\d\d?(?P=a)\d\d?|\d\d?(?P<b>\ ?[-/.]\ ?)\d\d?(?P=b)\d{4})(?![\d/]))
    |(?P<T>\d{1,2}:\d\d(?::\d\d)?(?!\d))
    |(?P<N>\d{1,3}(?:\ \d{3})+(?![\d.,]\d|\d)|\d+(?:[.,٫٬]\d+)*)
    |(?P<w>[^\W\d_]+)
    |\n|[^\w\s]
    """,
    re.VERBOSE,
)


def split_words(phrase: str) -> tuple[str, ...]:
    """A phrase of the tables as folded tokens."""
    return tuple(m.group() for m in TOKEN.finditer(fold_word(phrase)))


def lines(text: str) -> Iterator[tuple[int, int]]:
    """The filled lines of a text as spans: no date and no number runs over a line's end."""
    for match in _LINE.finditer(text):
        yield match.span()


_LINE = re.compile(r"[^\n\r\v\f\x85\u2028\u2029]*[^\s][^\n\r\v\f\x85\u2028\u2029]*")


def one_latin(text: str, languages: tuple[str, ...]) -> tuple[str, ...]:
    """The languages without the one of English and French that the text is not in: their words collide."""
    if "en" not in languages or "fr" not in languages:
        return languages
    words = Counter(_LATIN.findall(text[:20_000].lower()))
    counts = {code: sum(words[w] for w in _function_words(code)) for code in ("en", "fr")}
    loser = "en" if counts["fr"] > counts["en"] else "fr"
    return tuple(code for code in languages if code != loser)


_LATIN = re.compile(r"[a-zà-ÿ]+")


@lru_cache(maxsize=8)
def _function_words(language: str) -> tuple[str, ...]:
    return tuple(table(language, "numbers").get("function_words", ()))
