"""Words: where each one stands, in any script, never cut at a vowel mark."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from itertools import starmap

from compare.model.text import Span

_MARK_BLOCKS = ((0x0300, 0x3100), (0xA600, 0xAC00), (0xFB00, 0xFF00), (0x10000, 0x1F000), (0xE0100, 0xE01F0))
"""Where Unicode keeps its combining marks; the rest is letters or unassigned."""
_SINGLE = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003fffd"
"""Kana and Han: written without spaces, so that each character is a word."""
_CASED = "A-Za-z\u00c0-\u024f\u0370-\u03ff\u0400-\u052f\u1e00-\u1fff"
"""Latin, Greek, Cyrillic: an apostrophe or hyphen inside a word belongs to it."""
_PLAIN = "\u0621-\u063a\u0641-\u064aA-Za-z"
"""Letters of the two commonest scripts."""
_JOINERS = "\u200c\u200d\u00ad\u2060\u200e\u200f"
"""Invisible characters that stand inside words without dividing them."""


@cache
def _marks() -> str:
    """All combining marks as the inside of a character class."""
    ranges: list[str] = []
    for first, end in _MARK_BLOCKS:
        start: int | None = None
        for code in range(first, end + 1):
            inside = code < end and unicodedata.category(chr(code))[0] == "M"
            if inside and start is None:
                start = code
            elif not inside and start is not None:
                ranges.append(f"{chr(start)}-{chr(code - 1)}")
                start = None
    return "".join(ranges)


@cache
def _pattern() -> re.Pattern[str]:
    marks = _marks()
    letter = rf"[^\W_{_SINGLE}]"
    run = rf"(?:[{_PLAIN}]++|{letter})"
    inner = (
        rf"[{marks}]+",
        r"(?<=\d)[.,:\u066b\u066c](?=\d)",
        rf"(?<=[{_CASED}])['\u2019\u02bc\u2010\u2011-](?=[{_CASED}])",
        rf"[{_JOINERS}]+(?={letter}|[{marks}])",
    )
    common = rf"[{_PLAIN}]++(?=[ \n\u060c.])"  # most words, found without the rest
    return re.compile(rf"{common}|{run}++(?:(?:{'|'.join(inner)}){run}*+)*+|[{_SINGLE}][{marks}]*")


def words(text: str, start: int = 0, end: int | None = None) -> tuple[Span, ...]:
    """The words of text[start:end], in order.

    Letters, marks, tatweel and digits stay together; so do separators inside numbers, and apostrophes and
    hyphens inside words of scripts that have them.

    >>> [ "مُحَمَّد 3.5 l'accord"[w.start : w.end] for w in words("مُحَمَّد 3.5 l'accord")]
    ['مُحَمَّد', '3.5', "l'accord"]
    """
    found = _pattern().finditer(text, start, len(text) if end is None else end)
    return tuple(starmap(Span, map(re.Match.span, found)))
