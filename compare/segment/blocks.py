"""Blocks: the lines or paragraphs a text is made of, before anything is known about them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from compare.segment.sentences import trim

_LINE = re.compile("[^\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
_WRAP_SHORTEST, _WRAP_LONGEST = 50, 100
_WRAPPED_LINES = 3
"""Lines that the next word would not have fit, from which a text without blank lines counts as wrapped."""
_RAGGED = 15
"""Characters by which lines of one width may differ."""
_LONG = 0.75
"""The share of the width from which a line that stops in mid-sentence was broken, and is no heading."""
_TERMINAL = frozenset(".!?؟۔…।。！？:؛")
_CLOSING = "\"'”’»)]}›」』"


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of text between line breaks; `wrapped` where it is made of several hard-wrapped lines."""

    start: int
    end: int
    wrapped: bool = False


def find_blocks(text: str) -> list[Block]:
    """The blocks of a text: its lines, or its paragraphs where lines are wrapped.

    Paragraphs of wrapped lines stand between blank lines, or end in a line that the next word would have fit.
    """
    groups = _line_groups(text)
    if len(groups) > 1 and _is_wrapped(text, groups):
        longest = max(line.end - line.start for group in groups for line in group)
        return [_joined(part) for group in groups for part in _ended(text, group, longest - _RAGGED)]
    width = _width(text, groups)
    if width is None:
        return [line for group in groups for line in group]
    return [_joined(part) for group in groups for part in _parts(text, group, width)]


def ends_like_prose(line: str) -> bool:
    """True where a line ends with a full stop, colon or the like, whatever quotation mark closes it."""
    return line.rstrip().rstrip(_CLOSING).rstrip()[-1:] in _TERMINAL


def _line_groups(text: str) -> list[list[Block]]:
    """Non-blank lines, trimmed; lines with no blank line between them stand in one group."""
    groups: list[list[Block]] = []
    previous = -1
    for match in _LINE.finditer(text):
        start, end = trim(text, match.start(), match.end())
        if start == end:
            previous = -1
            continue
        gap = text[previous : match.start()] if previous >= 0 else ""
        if previous >= 0 and gap in ("\n", "\r\n", "\r", "\x85", "\u2028", "\v"):
            groups[-1].append(Block(start, end))
        else:
            groups.append([Block(start, end)])
        previous = match.end()
    return groups


def _is_wrapped(text: str, groups: Sequence[Sequence[Block]]) -> bool:
    """Hard-wrapped text: in groups of lines, all but the last are of one length and stop in mid-sentence."""
    inner = [line for group in groups for line in group[:-1]]
    if len(inner) < 3:
        return False
    lengths = [line.end - line.start for line in inner]
    middle = median(lengths)
    if not _WRAP_SHORTEST <= middle <= _WRAP_LONGEST:
        return False
    near = sum(abs(length - middle) <= _RAGGED for length in lengths)
    open_ended = sum(not ends_like_prose(text[line.start : line.end]) for line in inner)
    return near >= 0.8 * len(inner) and open_ended >= 0.7 * len(inner)


def _width(text: str, groups: Sequence[Sequence[Block]]) -> int | None:
    """The width at which a text without blank lines was wrapped, or None where it was not.

    A line of running text that stops in mid-sentence stops there because the next word did not fit.
    """
    lengths = [
        line.end - line.start for group in groups for line in group if " " in text[line.start : line.end]
    ]
    width = max(lengths, default=0)
    if not _WRAP_SHORTEST <= width <= _WRAP_LONGEST:
        return None
    pairs = [pair for group in groups for pair in pairwise(group)]
    open_ended = [pair for pair in pairs if not ends_like_prose(text[pair[0].start : pair[0].end])]
    long = [pair for pair in open_ended if pair[0].end - pair[0].start >= _LONG * width]
    full = sum(_is_full(text, line, below, width) for line, below in long)
    # Short lines that stop in mid-sentence are headings, of which running text has few.
    enough = full >= max(_WRAPPED_LINES, 0.35 * len(pairs), 0.5 * len(open_ended), 0.9 * len(long))
    return width if enough else None


def _is_full(text: str, line: Block, below: Block, width: int) -> bool:
    word = text[below.start : below.end].partition(" ")[0]
    return line.end - line.start + 1 + len(word) > width


def _parts(text: str, group: Sequence[Block], width: int) -> Iterator[Sequence[Block]]:
    """The paragraphs of lines that follow one another: one ends with a sentence or short of the width."""
    return _cut(
        group,
        lambda line, below: (
            ends_like_prose(text[line.start : line.end]) or not _is_full(text, line, below, width)
        ),
    )


def _ended(text: str, group: Sequence[Block], width: int) -> Iterator[Sequence[Block]]:
    """The paragraphs of lines that follow one another: one ends with a sentence and short of the width."""
    return _cut(
        group,
        lambda line, below: (
            ends_like_prose(text[line.start : line.end]) and not _is_full(text, line, below, width)
        ),
    )


def _cut(group: Sequence[Block], ends: Callable[[Block, Block], bool]) -> Iterator[Sequence[Block]]:
    first = 0
    for n, (line, below) in enumerate(pairwise(group), 1):
        if ends(line, below):
            yield group[first:n]
            first = n
    yield group[first:]


def _joined(group: Sequence[Block]) -> Block:
    return replace(group[0], end=group[-1].end, wrapped=len(group) > 1)
