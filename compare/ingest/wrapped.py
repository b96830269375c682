"""Lines broken for the width of a page, put together again; page furniture left out. Both are noted."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from compare.ingest.document import Found

_ENDS = frozenset(".!?؟…:۔。»”\"'’)]")
_FULL, _VERY_FULL = 0.72, 0.93
"""Shares of the usual longest line from which a line was broken for width: without and with a full stop."""
_FEWEST_PAGES = 3
_DIGITS = re.compile(r"\d+")


def unwrap(pages: Sequence[str]) -> tuple[list[str], list[Found]]:
    """The paragraphs of pages of broken lines, and a note for each thing that was done to them.

    A line is joined to the next where it is about as long as lines get in this text.
    """
    notes: list[Found] = []
    lines_of = [[line.strip() for line in page.splitlines()] for page in pages]
    lines_of, dropped = _without_furniture(lines_of)
    if dropped:
        notes.append(
            ("page-furniture", f"lines at the edges of pages, the same on most, left out: {dropped}.")
        )
    lines = [line for page in lines_of for line in page]
    widths = sorted(len(line) for line in lines if line)
    if not widths:
        return [], notes
    width = widths[int(0.9 * (len(widths) - 1))]
    known = Counter(word for line in lines for word in line.split())
    paragraphs: list[str] = []
    open_ = False
    count = 0
    for line in lines:
        if line and open_:
            paragraphs[-1] = _joined(paragraphs[-1], line, known)
            count += 1
        elif line:
            paragraphs.append(line)
        ended = line[-1:] in _ENDS
        open_ = width >= 40 and len(line) >= (_VERY_FULL if ended else _FULL) * width
    if count:
        notes.append(
            ("lines-joined", f"lines that were broken for the width of the page were joined: {count}.")
        )
    return paragraphs, notes


def _joined(first: str, second: str, known: Counter[str]) -> str:
    if first.endswith("\u00ad"):
        return first[:-1] + second
    if len(first) > 1 and first[-1] in "-\u2010" and first[-2].isalpha() and second[:1].islower():
        left, right = first.split()[-1][:-1], second.split()[0]
        return (first[:-1] if known[left + right.rstrip(".,;:")] or not known[left] else first) + second
    return f"{first} {second}"


def _without_furniture(pages: list[list[str]]) -> tuple[list[list[str]], int]:
    """Pages without the first and last lines that most of them share, page numbers aside."""
    filled = [[line for line in page if line] for page in pages]
    if sum(bool(page) for page in filled) < _FEWEST_PAGES:
        return pages, 0
    seen: Counter[str] = Counter()
    for page in filled:
        seen.update({_DIGITS.sub("0", line) for line in page[:2] + page[-2:]})
    shared = {line for line, count in seen.items() if count > 0.6 * len(filled) and len(line) < 120}
    kept: list[list[str]] = []
    dropped = 0
    for page in filled:
        edges = {*range(min(2, len(page))), *range(max(0, len(page) - 2), len(page))}
        rest = [line for n, line in enumerate(page) if n not in edges or _DIGITS.sub("0", line) not in shared]
        dropped += len(page) - len(rest)
        kept.append(rest)
    return kept, dropped
