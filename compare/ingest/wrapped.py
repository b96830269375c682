"""Lines broken for the width of a page, put together again; page furniture left out. Both are noted."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from compare.ingest.document import Found
from compare.ingest.hyphens import is_cut, language_of_lines

_ENDS = frozenset(".!?؟…:۔。»”\"'’)]")
_FULL, _VERY_FULL = 0.72, 0.93
"""Shares of the usual longest line from which a line was broken for width: without and with a full stop."""
_FEWEST_PAGES = 3
_LONGEST = 60
"""Letters of a piece of a word that are looked at."""
_INNER_STOP = re.compile(r"[.!?؟۔…][»”\"’)\]]?\s")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LAST, _FIRST = re.compile(r"[^\W\d_]+(?=[-\u2010]$)"), re.compile(r"[^\W\d_]+")
_DIGITS = re.compile(r"\d+")


def unwrap(pages: Sequence[str]) -> tuple[list[str], list[Found]]:
    """The paragraphs of pages of broken lines, and a note for each thing that was done to them.

    A line is joined to the next where it is about as long as lines get in this text. After a full stop it is
    joined only in a text of longer paragraphs: in others it ends one more often than not.
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
    full = width * _VERY_FULL if _long_paragraphs(lines, width) else float("inf")
    known = Counter(word for line in lines for word in _WORD.findall(line.rstrip("-")))
    language = language_of_lines(lines)
    paragraphs: list[list[str]] = []
    open_ = False
    count = 0
    for line in lines:
        if line and open_:
            before = paragraphs[-1].pop()
            paragraphs[-1] += _joined(before, line, known, language)
            count += 1
        elif line:
            paragraphs.append([line])
        ended = line[-1:] in _ENDS
        open_ = width >= 40 and len(line) >= (full if ended else _FULL * width)
    if count:
        notes.append(
            ("lines-joined", f"lines that were broken for the width of the page were joined: {count}.")
        )
    return ["".join(parts) for parts in paragraphs], notes


def _long_paragraphs(lines: Sequence[str], width: int) -> bool:
    """True where more sentences end within lines than paragraphs end in lines that are plainly short."""
    inner = sum(len(_INNER_STOP.findall(line)) for line in lines)
    return inner > sum(line[-1:] in _ENDS and len(line) < _FULL * width for line in lines)


def _joined(first: str, second: str, known: Counter[str], language: str | None) -> tuple[str, str]:
    """The end of a paragraph and the line that goes on with it, as they follow one another."""
    if first.endswith("\u00ad"):
        return first[:-1], second
    left, right = _LAST.search(first[-_LONGEST:]), _FIRST.match(second[:_LONGEST])
    if left and right and right[0][0].islower():
        return first[:-1] if _is_cut(left[0], right[0], known, language) else first, second
    return f"{first} ", second


def _is_cut(left: str, right: str, known: Counter[str], language: str | None) -> bool:
    """Whether two pieces are one word, by the other lines of the text first, then by its language."""
    if known[left + right]:
        return True
    if known[f"{left}-{right}"]:
        return False
    return is_cut(left, right, language) if language else not known[left]


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
