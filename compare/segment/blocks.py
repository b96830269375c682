"""Blocks: the lines or paragraphs a text is made of, before anything is known about them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

from compare.segment.sentences import trim

_LINE = re.compile("[^\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
_WRAP_SHORTEST, _WRAP_LONGEST = 50, 100
_TERMINAL = frozenset(".!?؟۔…।。！？:؛")
_CLOSING = "\"'”’»)]}›」』"


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of text between line breaks; `wrapped` where it is made of several hard-wrapped lines."""

    start: int
    end: int
    wrapped: bool = False


def find_blocks(text: str) -> list[Block]:
    """The blocks of a text: its lines, or the paragraphs between blank lines where lines are wrapped."""
    groups = _line_groups(text)
    if not _is_wrapped(text, groups):
        return [line for group in groups for line in group]
    return [_joined(group) for group in groups]


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
    near = sum(abs(length - middle) <= 15 for length in lengths)
    open_ended = sum(not ends_like_prose(text[line.start : line.end]) for line in inner)
    return near >= 0.8 * len(inner) and open_ended >= 0.7 * len(inner)


def _joined(group: Sequence[Block]) -> Block:
    return replace(group[0], end=group[-1].end, wrapped=len(group) > 1)
