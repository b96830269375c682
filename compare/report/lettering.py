"""Lettering for pictures: what can be drawn, in which font, how wide, cut to what room."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from pathlib import Path

FONTS = Path(__file__).parent / "assets" / "fonts"
_JOINERS = "\u200c\u200d"
_DROPPED = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_CONTROLS = frozenset({0x200C, 0x200D, 0x200E, 0x200F, 0x2066, 0x2068, 0x2069})
_RIGHT_TO_LEFT = frozenset({"R", "AL"})
FAMILIES = ("tawatur", "tawatur beside", "tawatur last")
_MARKS = 3  # more signs than so many on one letter would run into the lines around


def drawable(text: str) -> str:
    """Text on one line without controls, bidi overrides, lone surrogates, heaps of signs; joiners stay."""
    kept: list[str] = []
    marks = 0
    for c in text:
        marks = marks + 1 if unicodedata.combining(c) else 0
        if marks <= _MARKS:
            kept.append(c if c in _JOINERS or unicodedata.category(c) not in _DROPPED else " ")
    return " ".join("".join(kept).split())


def isolated(text: str) -> str:
    """The text between isolates, so that its direction stays its own."""
    return f"\u2068{text}\u2069"


def directed(text: str, whole: str) -> str:
    """A part of a text between isolates, in the direction of the whole: that of its first strong letter."""
    kinds = (unicodedata.bidirectional(c) for c in whole)
    first = next((kind for kind in kinds if kind in ("L", "R", "AL")), "L")
    return isolated(("\u200f" if first in _RIGHT_TO_LEFT else "\u200e") + text)


@lru_cache(maxsize=4)
def _letters(path: str) -> frozenset[int]:
    from matplotlib.font_manager import get_font

    return frozenset(get_font(path).get_charmap()) | _CONTROLS


@lru_cache(maxsize=2)
def chain(bold: bool) -> tuple[str, ...]:
    """The fonts in which a letter is looked for: Arabic and Latin, then Cyrillic, then matplotlib's own."""
    import matplotlib

    weight = "Bold" if bold else "Regular"
    last = "DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf"
    return (
        str(FONTS / f"NotoSansArabic-{weight}.ttf"),
        str(FONTS / f"NotoSans-{weight}.ttf"),
        str(Path(matplotlib.get_data_path()) / "fonts" / "ttf" / last),
    )


def known_to_matplotlib() -> None:
    """Gives the fonts names of our own, which no font of the machine has: every machine draws the same."""
    from matplotlib.font_manager import FontEntry, fontManager

    there = {(entry.name, entry.weight) for entry in fontManager.ttflist}
    for weight in (400, 700):
        for name, path in zip(FAMILIES, chain(weight == 700), strict=True):
            if (name, weight) not in there:
                fontManager.ttflist.append(FontEntry(fname=path, name=name, weight=weight, size="scalable"))


def fitted(text: str) -> str:
    """The text as it can be drawn: U+FFFD for each letter that none of the fonts has."""
    known = frozenset[int]().union(*map(_letters, chain(False)))
    return (
        text
        if known.issuperset(map(ord, text))
        else "".join(c if ord(c) in known else "\ufffd" for c in text)
    )


@lru_cache(maxsize=4096)
def _advance(letter: str) -> float:
    """The width of a letter between its like, in its own size: for Arabic that of the joined form.

    Shaping a whole label costs 2 ms, and cutting it to width would need many tries.
    """
    if unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return 0.0
    from matplotlib.font_manager import get_font
    from matplotlib.ft2font import LoadFlags

    drawn = fitted(letter)
    font = get_font(next((path for path in chain(False) if ord(drawn) in _letters(path)), chain(False)[-1]))
    font.set_size(48, 72)
    font.set_text(drawn * 6, flags=LoadFlags.NO_HINTING)
    return float(font.get_width_height()[0]) / 64 / 48 / 6


def width(text: str, size: float) -> float:
    """About how many pixels a text is wide at a size in points; rather too many than too few."""
    return sum(map(_advance, text)) * size * 96 / 72 * 1.06


@lru_cache(maxsize=4096)
def cut(text: str, size: float, room: float) -> str:
    """The text, or as many whole words of it as there is room for, and an ellipsis."""
    text = (
        text if len(text) <= 160 else text[:160].rpartition(" ")[0] + "…" if " " in text[:160] else text[:160]
    )
    if width(text, size) <= room:
        return text
    words = text.rstrip("…").split(" ")
    while len(words) > 1:
        words.pop()
        shorter = " ".join(words).rstrip(" ،,؛;:.-–—") + "…"
        if width(shorter, size) <= room:
            return shorter
    word = words[0]
    while len(word) > 1 and width(word + "…", size) > room:
        word = word[: len(word) * 4 // 5]
    return word + "…"


@lru_cache(maxsize=4096)
def wrapped(text: str, size: float, room: float, most: int) -> tuple[str, ...]:
    """The text in at most `most` lines that fit the room, broken between words; the last is cut."""
    words = text[: most * 200].split(" ")
    lines: list[str] = []
    while words and len(lines) < most - 1:
        taken = 1
        while taken < len(words) and width(" ".join(words[: taken + 1]), size) <= room:
            taken += 1
        lines.append(cut(" ".join(words[:taken]), size, room))
        words = words[taken:]
    return (*lines, cut(" ".join(words), size, room)) if words else tuple(lines)
