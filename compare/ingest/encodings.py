"""Which old encoding some bytes are in: the one in which they spell letters as a language does.

Each candidate is scored by how likely its pairs of letters are in the words of a language that is written in
it; where none is likely, the library is asked.
"""

from __future__ import annotations

import gzip
import re
import unicodedata
from functools import cache

from compare.trained import resource

_CYRILLIC = ("windows-1251", "koi8-r", "iso-8859-5", "cp866", "mac-cyrillic")
_CENTRAL = ("windows-1250", "iso-8859-2")
_WESTERN = ("windows-1252", "mac-roman", "cp850")
_CANDIDATES = {
    "ar": ("windows-1256", "iso-8859-6", "cp720"),
    "fa": ("windows-1256",),
    "ru": _CYRILLIC,
    "uk": ("windows-1251", "koi8-u"),
    "bg": ("windows-1251",),
    **dict.fromkeys(("fr", "en", "es", "de", "pt", "it", "sv"), _WESTERN),
    "tr": ("windows-1254",),
    **dict.fromkeys(("pl", "cs", "hu"), _CENTRAL),
    "el": ("windows-1253",),
    "he": ("windows-1255",),
}
"""Encodings by language, the most usual first: it wins a draw."""
_BLOCKS = {"ar": (0x600, 0x6FF), "ru": (0x400, 0x4FF), "el": (0x370, 0x3FF), "he": (0x590, 0x5FF)}
_BLOCKS |= {"fa": _BLOCKS["ar"], "uk": _BLOCKS["ru"], "bg": _BLOCKS["ru"]}
_LATIN = (0, 0x24F)
_UNSEEN = -11.0
"""Natural logarithm for a pair that no word has."""
_SELDOM = {
    "iso-8859-6": 4.0,
    "koi8-r": 1.0,
    "koi8-u": 1.0,
    "iso-8859-5": 1.5,
    "iso-8859-2": 1.0,
    "cp866": 3.0,
}
_SELDOM |= {"cp720": 4.0, "cp850": 4.0, "mac-roman": 8.0, "mac-cyrillic": 9.0}
"""How much seldomer files are in an encoding than in the others of its language, as a logarithm."""
_FARTHER = {
    "he": 10.0,
    "el": 6.0,
    "tr": 3.0,
    "pl": 3.0,
    "cs": 3.0,
    "hu": 3.0,
    "sv": 1.0,
    "uk": 1.0,
    "bg": 1.0,
    "fa": 0.5,
}
"""The same for languages."""
_KNOWN = 3.0
"""How much likelier one of the most common words makes a reading."""
_WORD = re.compile(r"[^\W\d_]{2,30}")
_WORDS_IN = 600
_CLOSE = 4.0
"""How much less likely than the best, in all, those are that a second opinion decides between."""
_FOREIGN = 4.0
"""How much less likely a text in another script is that is all ASCII letters but for a few bytes."""
_WRONG_CASE, _NOT_TEXT = -9.0, -14.0
"""For a capital after a small letter, and for a sign that texts do not hold."""
_SURE, _SURE_LATIN = -7.3, -10.5
"""Means above which the best candidate is taken: text scores -4 to -6.5, other bytes -9 and less; Latin text
has few letters that tell."""
_SAMPLE = 4_000
_SIGNS = frozenset(
    " \t\r\n.,;:!?()[]\"'-–—«»“”‘’„…%/،؛؟ـ№°§©®€£$•·*&@#_=+|<>~\u200c\u200d\u200e\u200f\u00a0\u00ad"
)


def likely_encodings(data: bytes) -> tuple[str, ...]:
    """The encodings in which the bytes read well as a known language, the best first and those close to it.

    >>> likely_encodings("وصل الوفد إلى العاصمة".encode("iso-8859-6"))
    ('iso-8859-6',)
    """
    sample = data[:_SAMPLE]
    scores: dict[str, float] = {}
    sure = False
    best = -1e9
    size = 1
    for language, names in _CANDIDATES.items():
        for name in names:
            told = _score(sample, name, language)
            if told is None:
                continue
            mean, count = told
            if mean > best + 1e-9:
                best, size = mean, count
                sure = mean > (_SURE if language in _BLOCKS else _SURE_LATIN)
            scores[name] = max(mean, scores.get(name, mean))
    if not sure:
        return ()
    close = [name for name, score in scores.items() if score > best - _CLOSE / size]
    return tuple(sorted(close, key=lambda name: -scores[name]))


def _score(data: bytes, name: str, language: str) -> tuple[float, int] | None:
    """The mean likelihood of the pairs around letters that are not ASCII, and their number; None for none."""
    text = data.decode(name, "replace")
    first, last = _BLOCKS.get(language, _LATIN)
    pairs = _pairs()[language]
    total, count = 0.0, 0
    before = " "
    for char in text:
        if char > "\x7f" or before > "\x7f":
            count += 1
            total += _pair(before, char, pairs, first, last)
        before = char
    if not count:
        return None
    spelled = (word for word in _WORD.findall(text[:_WORDS_IN].lower()) if not word.isascii())
    total += min(0.3 * -total, _KNOWN * sum(word in _words()[language] for word in spelled))
    plain = sum(char.isalpha() for char in text if char < "\x80")
    foreign = plain / max(1, sum(map(str.isalpha, text))) if language in _BLOCKS else 0.0
    seldom = _SELDOM.get(name, 0.0) + _FARTHER.get(language, 0.0)
    return (total - seldom) / count - _FOREIGN * foreign, count


def _pair(before: str, char: str, pairs: dict[str, float], first: int, last: int) -> float:
    if char == "\ufffd" or (char > "\x7f" and char not in _SIGNS and not _expected(char, first, last)):
        return _NOT_TEXT
    if before.islower() and char.isupper():
        return _WRONG_CASE
    if before.isalpha() and char.isalpha() and first and (before < "\x80" or char < "\x80"):
        return _NOT_TEXT
    left, right = _plain(before), _plain(char)
    if left == right == " ":
        return _UNSEEN / 2
    return pairs.get(left + right, _UNSEEN)


def _expected(char: str, first: int, last: int) -> bool:
    return first <= ord(char) <= last and (char.isalpha() or unicodedata.category(char) in ("Mn", "Nd"))


def _plain(char: str) -> str:
    """A letter in small, anything else as a blank."""
    return char.lower()[:1] if char.isalpha() else " "


@cache
def _pairs() -> dict[str, dict[str, float]]:
    """The likelihood of each pair of letters of each language's words, blanks at their ends."""
    found: dict[str, dict[str, float]] = {}
    for line in gzip.decompress(resource("letters.tsv.gz")).decode().splitlines():
        language, pair, value = line.split("\t")
        if value != "0":
            found.setdefault(language, {})[pair] = -int(value) / 100
    return found


@cache
def _words() -> dict[str, frozenset[str]]:
    """The most common words of each language."""
    found: dict[str, set[str]] = {}
    for line in gzip.decompress(resource("letters.tsv.gz")).decode().splitlines():
        language, word, value = line.split("\t")
        if value == "0":
            found.setdefault(language, set()).add(word)
    return {language: frozenset(words) for language, words in found.items()}
