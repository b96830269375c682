"""Short texts in old encodings, cut from the sample corpus: whole, by paragraph, 40 and 15 characters."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

_PLAIN = str.maketrans({"«": '"', "»": '"', "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " ", "…": "."})
_SIZES = {"40": 40, "15": 15}
_EACH = 40
KINDS = (
    ("ar", "windows-1256", 12),
    ("ar", "iso-8859-6", 12),
    ("ar", "utf-8", 16),
    ("ru", "windows-1251", 7),
)
"""Language, encoding, and how many paragraphs are taken."""


def snippets(
    seeds: Path, kinds: tuple[tuple[str, str, int], ...] = KINDS
) -> Iterator[tuple[str, str, str, bytes]]:
    """Encoding, size, text and bytes of every snippet: 383 with the usual kinds."""
    for language, encoding, paragraphs in kinds:
        texts = [_kept(path.read_text("utf-8"), encoding) for path in sorted(seeds.glob(f"*.{language}.txt"))]
        for text in texts:
            yield encoding, "whole", text, text.encode(encoding)
        blocks = [line for text in texts for line in text.splitlines() if len(line) > 50]
        for line in _spread(blocks, paragraphs):
            yield encoding, "paragraph", line, line.encode(encoding)
        for size, length in _SIZES.items():
            for piece in _pieces(blocks, length):
                yield encoding, size, piece, piece.encode(encoding)


def _kept(text: str, encoding: str) -> str:
    """The text without what the encoding has no sign for."""
    return text.translate(_PLAIN).encode(encoding, "ignore").decode(encoding)


def _spread(entries: list[str], count: int) -> list[str]:
    return [entries[n * len(entries) // count] for n in range(min(count, len(entries)))]


def _pieces(blocks: list[str], length: int) -> list[str]:
    """Pieces that begin at a word, from all over the blocks."""
    found = []
    for n in range(_EACH):
        block = blocks[n * len(blocks) // _EACH]
        words = [0, *(at + 1 for at, c in enumerate(block) if c == " ")]
        starts = [at for at in words if at + length <= len(block)]
        found.append(block[starts[(7 * n) % len(starts)] :][:length])
    return found
