"""What each block is: headline, dateline, byline, caption, heading, paragraph, or no part of the account."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from compare.model.text import Passage, PassageKind, Witness
from compare.segment.blocks import Block, ends_like_prose, find_blocks
from compare.segment.boilerplate import (
    fold_line,
    is_byline,
    is_credit,
    is_dateline,
    is_stamp,
    takes_next,
    why_boilerplate,
)
from compare.segment.sentences import iter_sentences

Kind = PassageKind
_PROSE_WORDS = 18
"""A line this long is prose even without a full stop at its end."""
_HEADLINE_WORDS = 30
_HEADING_WORDS = 12
_CAPTION_WORDS = 25
_NAME_WORDS = 5
_FOOTER_WORDS = 15
_FOOTER_LINES = 12
_FOOTER_SIGNS = ("photo-credit", "source-line", "copyright", "comment-form", "recaptcha")
_BULLETS = "-–—•*·▪◦‣"
_WITH_SENTENCES = (Kind.PARAGRAPH, Kind.HEADLINE, Kind.HEADING, Kind.CAPTION)


@dataclass(frozen=True, slots=True)
class _Line:
    """A block with what has been decided about it. `sure` where the reader of the format said so."""

    block: Block
    text: str
    words: int
    kind: Kind | None = None
    why: str | None = None
    sure: bool = False

    @property
    def prose(self) -> bool:
        """Undecided and long, or closed by a full stop."""
        return self.kind is None and (
            self.words >= _PROSE_WORDS or (self.words > 2 and ends_like_prose(self.text))
        )

    @property
    def loose(self) -> bool:
        """Undecided, short and without a full stop."""
        return self.kind is None and not self.prose

    def of(self, kind: Kind, why: str | None = None) -> _Line:
        return replace(self, kind=kind, why=why)


def segment(witness: Witness) -> tuple[Passage, ...]:
    """The blocks of a witness in text order, each followed by its sentences."""
    marks = sorted(witness.marks)
    lines = [_known(witness, block, marks) for block in find_blocks(witness.text)]
    lines = _below_labels(_first_line(lines))
    lead = next((n for n, line in enumerate(lines) if _is_lead(lines, n)), None)
    if lead is None:
        lines = [line if line.kind else line.of(Kind.PARAGRAPH) for line in lines]
    else:
        lines = _head(witness, lines, lead)
        lines = _footer(lines, lead)
        lines = _body(lines, lead)
    return tuple(_passages(witness, lines))


def headline(witness: Witness, passages: Sequence[Passage]) -> str | None:
    """The text of the headline, if there is one."""
    found = next((p for p in passages if p.kind is Kind.HEADLINE), None)
    return None if found is None else " ".join(witness.text[found.start : found.end].split())


def _known(witness: Witness, block: Block, marks: Sequence[tuple[int, int, Kind]]) -> _Line:
    """A block with what can be told from itself: marks of the format, the dateline, the tables."""
    text = witness.text[block.start : block.end]
    line = _Line(block, text, len(text.split()))
    at = bisect_left(marks, block.end, key=lambda mark: mark[0]) - 1
    if at >= 0 and block.start < marks[at][1]:
        return replace(line, kind=marks[at][2], sure=True)
    dated = witness.published.span
    if is_dateline(text) or (dated and block.start <= dated.start < block.end and line.words <= 12):
        return line.of(Kind.DATELINE)
    if is_byline(text):
        return line.of(Kind.BYLINE)
    why = why_boilerplate(text)
    return line.of(Kind.BOILERPLATE, why) if why else line


def _first_line(lines: list[_Line]) -> list[_Line]:
    """A credit stands below what it credits: "Source: talks to resume" as the first line is a headline."""
    if lines and lines[0].why in ("source-line", "photo-credit") and lines[0].words > 3:
        lines[0] = replace(lines[0], kind=None, why=None)
    return lines


def _below_labels(lines: list[_Line]) -> list[_Line]:
    """Takes the name below an office, and the title below "read also", along with the line above."""
    result = list(lines)
    last = max((n for n, line in enumerate(lines) if line.kind is None), default=0)
    for n in range(1, last):
        above, line = result[n - 1], result[n]
        if not line.loose or above.kind is not Kind.BOILERPLATE:
            continue
        why = takes_next(above.text)
        short = line.words <= (_NAME_WORDS if why == "masthead" else _FOOTER_WORDS)
        if why and short:
            result[n] = line.of(Kind.BOILERPLATE, why)
    return result


def _is_lead(lines: Sequence[_Line], n: int) -> bool:
    """The lead is the first prose; a first line that only asks or exclaims before prose is a headline."""
    line = lines[n]
    if not line.prose:
        return False
    asks = line.text.rstrip().endswith(("?", "!", "؟", "…", "..")) and line.words < _PROSE_WORDS
    first = all(other.kind is not None for other in lines[:n])
    return not (asks and first and any(later.prose for later in lines[n + 1 :]))


def _head(witness: Witness, lines: list[_Line], lead: int) -> list[_Line]:
    """Decides the lines before the lead: headline, deck, caption, section label."""
    result = list(lines)
    loose = [n for n in range(lead) if result[n].kind is None]
    given = [n for n in range(lead) if result[n].kind is Kind.HEADLINE]
    chosen = given[0] if given else _choose_headline(witness, result, loose)
    if chosen is None:
        return result
    result[chosen] = result[chosen].of(Kind.HEADLINE)
    after_credit = False
    for n in range(lead):
        line = result[n]
        after_credit = after_credit or (n > chosen and line.kind in (Kind.DATELINE, Kind.BYLINE))
        if line.kind is not None:
            continue
        if n > chosen and is_credit(line.text):
            result[n] = line.of(Kind.BYLINE)
        elif n < chosen:
            result[n] = line.of(Kind.BOILERPLATE, "section-label")
        elif after_credit and line.words <= _CAPTION_WORDS:
            result[n] = line.of(Kind.CAPTION)
        else:
            result[n] = line.of(Kind.HEADING if line.words <= _HEADLINE_WORDS else Kind.PARAGRAPH)
    return result


def _choose_headline(witness: Witness, lines: Sequence[_Line], loose: Sequence[int]) -> int | None:
    """The line equal to the known title; else the first that is longer than a section label."""
    title = fold_line(witness.title or "")
    fitting = [n for n in loose if lines[n].words <= _HEADLINE_WORDS]
    same = [n for n in fitting if title and fold_line(lines[n].text) == title]
    long = [n for n in fitting if lines[n].words > 2]
    return next(iter(same or long or fitting), None)


def _footer(lines: list[_Line], lead: int) -> list[_Line]:
    """Short lines after the last prose go out together once a credit or source line is among them."""
    last = max(n for n, line in enumerate(lines) if n == lead or line.prose)
    tail = range(last + 1, len(lines))
    signs = [n for n in tail if lines[n].why in _FOOTER_SIGNS]
    if not signs or len(tail) > _FOOTER_LINES:
        return lines
    result = list(lines)
    for n in tail:
        if result[n].loose and result[n].words <= _FOOTER_WORDS:
            result[n] = result[n].of(Kind.BOILERPLATE, "site-slogan")
    return result


def _body(lines: list[_Line], lead: int) -> list[_Line]:
    """Decides what is left from the lead on: a short line before prose is a heading, the rest paragraphs.

    Between prose and prose a line of a date or a name belongs to the account, unless it says when it was
    published.
    """
    result = list(lines)
    last = max((n for n, line in enumerate(lines) if line.prose), default=lead)
    for n in range(len(result)):
        line = result[n]
        between = lead < n < last and not is_stamp(line.text)
        if line.kind in (Kind.DATELINE, Kind.BYLINE) and not line.sure and between:
            result[n] = line.of(Kind.PARAGRAPH)
        if line.kind is None:
            result[n] = line.of(Kind.HEADING if n > lead and _is_heading(lines, n) else Kind.PARAGRAPH)
    return result


def _is_heading(lines: Sequence[_Line], n: int) -> bool:
    line = lines[n]
    text = line.text.rstrip()
    if not line.loose or line.words > _HEADING_WORDS or text[-1] in "،,:؛;" or text[0] in _BULLETS:
        return False
    if text[0].isdecimal() and not any(c.isalpha() for c in text):
        return False
    after = next((other for other in lines[n + 1 :] if other.kind is not Kind.BOILERPLATE), None)
    return after is not None and after.prose


def _passages(witness: Witness, lines: Sequence[_Line]) -> list[Passage]:
    """Numbers the blocks and adds the sentences of those that tell something."""
    result: list[Passage] = []
    for number, line in enumerate(lines, 1):
        block, kind = line.block, line.kind or Kind.PARAGRAPH
        name = f"{witness.id}.{number}"
        result.append(Passage(name, witness.id, kind, block.start, block.end, why=line.why))
        if kind not in _WITH_SENTENCES:
            continue
        spans = iter_sentences(witness.text, block.start, block.end, witness.language, wrapped=block.wrapped)
        for count, (start, end) in enumerate(spans, 1):
            result.append(Passage(f"{name}.{count}", witness.id, Kind.SENTENCE, start, end, parent=name))
    return result
