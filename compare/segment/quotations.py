"""Quotations: what stands between quotation marks, nested ones too."""

from __future__ import annotations

import re

from compare.model.text import Span

_EVENT = re.compile(
    '["\u201c\u201d\u201e\u201f\u00ab\u00bb\u2039\u203a\u300c\u300d\u300e\u300f]|[\r\n\u2028\u2029\u0085]'
)
_CLOSERS = {
    "\u201c": "\u201d",
    "\u201e": "\u201c\u201d\u201f",
    "\u201f": "\u201d",
    "\u201d": "\u201c\u201d",
    "\u00ab": "\u00bb",
    "\u00bb": "\u00ab",
    "\u2039": "\u203a",
    "\u203a": "\u2039",
    "\u300c": "\u300d",
    "\u300e": "\u300f",
    '"': '"',
}
"""What may close each opening mark. Arabic texts swap the two halves often, so a closer may open too."""

_SWAPPED = "\u201d\u00bb\u203a"
"""Marks that open only where the two halves are swapped."""


def find_quotations(text: str, start: int = 0, end: int | None = None) -> tuple[Span, ...]:
    """The quotations of text[start:end] with their marks, by start. None reaches over a line break.

    >>> text = 'قال «إن "تاس" أعلنت» ذلك'
    >>> [text[q.start : q.end] for q in find_quotations(text)]
    ['«إن "تاس" أعلنت»', '"تاس"']
    """
    stop = len(text) if end is None else end
    found: list[Span] = []
    open_marks: list[int] = []
    for event in _EVENT.finditer(text, start, stop):
        at = event.start()
        if text[at].isspace():
            open_marks.clear()
            continue
        opener = _matching(text, at, open_marks, start, stop)
        if opener is None:
            if text[at] in _CLOSERS and (text[at] not in _SWAPPED or _surely_opens(text, at, start, stop)):
                open_marks.append(at)
            continue
        found.append(Span(open_marks[opener], at + 1))
        del open_marks[opener:]
    return tuple(sorted(found, key=lambda span: (span.start, -span.end)))


def _matching(text: str, at: int, open_marks: list[int], start: int, stop: int) -> int | None:
    """Which open mark the mark at `at` closes: the innermost that it can, if it stands like a closer."""
    mark = text[at]
    for level in range(len(open_marks) - 1, max(-1, len(open_marks) - 4), -1):
        if mark not in _CLOSERS[text[open_marks[level]]]:
            continue
        if mark == text[open_marks[level]] and _surely_opens(text, at, start, stop):
            del open_marks[level:]
            return None
        return level
    return None


def _surely_opens(text: str, at: int, start: int, stop: int) -> bool:
    """True for a mark with white space (or nothing) before it and a letter after it."""
    before = at == start or text[at - 1].isspace()
    return before and at + 1 < stop and text[at + 1].isalnum()
