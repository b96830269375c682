"""Folding: one pass over the text, counting every fold and keeping break points back to the source."""

from __future__ import annotations

import unicodedata
from collections import Counter
from functools import lru_cache

from compare.model.text import NormalText

# Folds that change spelling only, never substance. The keys are the names that reports show.
_LETTERS: dict[str, tuple[str, str]] = {
    **dict.fromkeys("أإآٱ", ("alef", "ا")),
    "ى": ("ya", "ي"),
    "ی": ("ya", "ي"),
    "ې": ("ya", "ي"),
    "ک": ("kaf", "ك"),
    "ة": ("ta marbuta", "ه"),
    "ۀ": ("ta marbuta", "ه"),
    "ہ": ("ta marbuta", "ه"),
    "ؤ": ("hamza", "و"),
    "ئ": ("hamza", "ي"),
    "ء": ("hamza", ""),
    "ё": ("yo", "е"),
    "Ё": ("yo", "е"),
    **dict.fromkeys("“”„‟«»″〝〞＂", ("quotes", '"')),
    **dict.fromkeys("‘’‚‛‹›′`´", ("quotes", "'")),
    **dict.fromkeys("‐‑‒–—―−", ("dashes", "-")),
}
_INVISIBLE = frozenset("\u200b\u200c\u200d\u200e\u200f\u061c\u2060\ufeff\u00ad") | {
    chr(c) for c in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))
}
_TATWEEL = "\u0640"
_HAMZA_MARKS = frozenset("\u0654\u0655")


@lru_cache(maxsize=65536)
def _fold_char(char: str) -> tuple[str, str]:
    """The folded form of one character and the name of the fold ("" where nothing changed)."""
    if char.isascii():
        return (char.lower(), "case") if char.isupper() else (char, "")
    if char in _LETTERS:
        name, folded = _LETTERS[char]
        return folded, name
    if char == _TATWEEL:
        return "", "tatweel"
    if char in _INVISIBLE:
        return "", "invisible"
    category = unicodedata.category(char)
    if category == "Mn":
        return "", "hamza" if char in _HAMZA_MARKS else "marks"
    if category == "Nd":
        return str(unicodedata.digit(char)), "digits"
    wide = unicodedata.normalize("NFKD", char)
    if wide != char:
        folded = "".join(_fold_char(c)[0] if c != char else c for c in wide)
        return folded, "marks" if unicodedata.normalize("NFKC", char) == char else "compatibility"
    lower = char.lower()
    return (lower, "case") if lower != char else (char, "")


class _Folded(dict[int, str]):
    """For `str.translate`: every character that it was asked about, folded."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _fold_char(chr(code))[0]
        return folded


_FOLDED = _Folded()


def normalise(text: str, start: int = 0, end: int | None = None) -> NormalText:
    """The folded text of `text[start:end]` with break points into `text` and a count per fold.

    Folds: letter case, marks (tashkeel, accents), tatweel, alef, ya, ta marbuta, hamza, kaf, digits of
    every script, quotes, dashes, compatibility forms (NFKC), invisible characters. Linear time.

    >>> normalise("أَحمد").text
    'احمد'
    """
    stop = len(text) if end is None else end
    pieces: list[str] = []
    breaks: list[tuple[int, int]] = [(0, start)]
    folds: Counter[str] = Counter()
    normal = 0
    for source in range(start, stop):
        folded, name = _fold_char(text[source])
        if name:
            folds[name] += 1
        width = len(folded)
        pieces.append(folded)
        normal += width
        if width != 1:
            breaks.append((normal, source + 1))
    return NormalText("".join(pieces), tuple(breaks), tuple(sorted(folds.items())))


@lru_cache(maxsize=200_000)
def fold(word: str) -> str:
    """The folded form of a short string, for table look-ups and comparison.

    >>> fold("الأذربيجانيّة")
    'الاذربيجانيه'
    """
    return word.translate(_FOLDED)
