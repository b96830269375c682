"""Credits: where an account names the news agency that it comes from, or that a sentence comes from.

A credit in a fixed place of a news text (source line, dateline, byline, the opening or closing words) says
that the account is the agency's. An agency named inside a sentence vouches for that sentence only.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from operator import itemgetter
from typing import Literal

from compare.model.claim import DetailKind
from compare.model.prepared import Prepared, Unit
from compare.model.text import Passage, PassageKind
from compare.origins.names import (
    Named,
    Word,
    after,
    is_cited,
    names_in,
    tables,
    without_prefix,
    words_of,
)

Role = Literal["source_line", "dateline", "byline", "opening", "attribution"]

_OPENING_WORDS = 16
"""An opening credit stands among so many first words."""
_LINE_WORDS = 8
"""A line of its own that holds a city and an agency is no longer than this."""
_HEAD_WORDS = 4
"""A line that begins with an agency, a dash and a city is no longer than this."""
_EDGE = 4
"""So many blocks at the head and at the foot can be such lines."""
_LINES_ABOVE = ("repeated", "site-slogan")
"""Boilerplate that may be a line of a city and an agency: it was left out for where it stands."""
_DASH = "-–—―ـ"
_DASHES = _DASH + ":/|\n"
_ENDS = '.!?؟…*([)»"'
_SENTENCE_ENDS = ".!?؟…؛;"
_ABBREVIATION = 5
"""A full stop after a word this short may close an abbreviation: "18 авг.", "Aug."."""


@dataclass(frozen=True, slots=True)
class Credit:
    """An agency named as a source: by its canonical name, or None for "agencies" without a name."""

    witness: str
    agency: str | None
    start: int
    end: int
    role: Role


def credits_of(witness: Prepared) -> tuple[Credit, ...]:
    """Every agency that an account names as its source or as that of a sentence, in text order.

    Roles "source_line", "dateline", "byline" and "opening" are places of credit; "attribution" is a sentence
    that cites the agency. Linear in the text.
    """
    found: dict[int, Credit] = {}
    for credit in (*_in_places(witness), *_in_sentences(witness)):
        found.setdefault(credit.start, credit)
    return tuple(found[start] for start in sorted(found))


def cited_in(unit: Unit) -> tuple[str, ...]:
    """The agencies that a sentence cites, each once, in order."""
    words = words_of(unit.folded)
    tail = unit.folded[words[-1].end :] if words else ""
    cited = [n.agency for n in names_in(words) if n.agency and is_cited(words, n, tail)]
    return tuple(dict.fromkeys(cited))


def _in_places(witness: Prepared) -> Iterator[Credit]:
    blocks = [p for p in witness.passages if p.kind is not PassageKind.SENTENCE]
    running = [n for n, p in enumerate(blocks) if p.kind is PassageKind.PARAGRAPH]
    for n, block in enumerate(blocks):
        words = words_of(witness.witness.text, block.start, block.end)
        if not words:
            continue
        tail = witness.witness.text[words[-1].end : block.end]
        near_edge = n < _EDGE or n >= len(blocks) - _EDGE
        for role, named in _credited(block, words, tail, n in running[:2], n in running[-1:], near_edge):
            start, end = words[named.first].start, words[named.last].end
            if _as_written(named, witness.witness.text[start:end]):
                yield Credit(witness.witness.id, named.agency, start, end, role)


def _as_written(named: Named, surface: str) -> bool:
    """A Latin name that is a common word too counts as the agency writes itself: "MAP", "Petra"."""
    if not named.short or not named.agency or not surface.isascii():
        return True
    return surface.isupper() or (not named.agency.isupper() and surface[0].isupper())


def _credited(
    block: Passage, words: Sequence[Word], tail: str, first: bool, last: bool, near_edge: bool
) -> Iterator[tuple[Role, Named]]:
    """The credits of one block."""
    kind = block.kind
    label = _label(words)
    if (kind is PassageKind.BOILERPLATE and block.why == "source-line") or (label and near_edge):
        yield from (("source_line", _shift(named, label)) for named in names_in(words[label:]))
    elif kind in (PassageKind.DATELINE, PassageKind.BYLINE):
        role: Role = "dateline" if kind is PassageKind.DATELINE else "byline"
        found = names_in(words)
        yield from (
            (role, n) for n in found if not n.short or kind is PassageKind.DATELINE or _apart(words, n, tail)
        )
    elif kind is PassageKind.BOILERPLATE and block.why in _LINES_ABOVE:
        yield from (("byline", named) for named in _line(words, tail))
    elif kind in (PassageKind.HEADING, PassageKind.HEADLINE, PassageKind.PARAGRAPH):
        if near_edge and len(words) <= _LINE_WORDS:
            yield from (("byline", named) for named in _line(words, tail))
        if last:
            yield from (("source_line", named) for named in _closing(words, tail))
        if first:
            yield from _opening(words, tail + "\n")


def _shift(named: Named, by: int) -> Named:
    return Named(named.agency, named.first + by, named.last + by, named.short, named.headed, named.joined)


def _label(words: Sequence[Word]) -> int:
    """How many words make the label of a source line: "المصدر:"; 0 where there is none."""
    for label in tables().labels:
        size = len(label)
        if tuple(word.folded for word in words[:size]) != label or len(words) <= size:
            continue
        if ":" in words[size].before and len(words) <= size + _LINE_WORDS:
            return size
    return 0


def _line(words: Sequence[Word], tail: str) -> Iterator[Named]:
    """Names in a line of its own that ends with them, or begins so: "موسكو - تاس", "وكالات", "واس - جدة"."""
    found = names_in(words)
    for at, named in enumerate(found):
        rest = found[at:]
        ends = sum(n.last - n.first + 1 for n in rest) == len(words) - named.first
        dashed = any(c in _DASH for c in after(words, named, tail))
        heads = named.first == 0 and len(words) <= _HEAD_WORDS and dashed
        if (ends and (named.first == 0 or _apart(words, named, tail))) or heads:
            yield named


def _apart(words: Sequence[Word], named: Named, tail: str) -> bool:
    """True where a mark or the edge of the line stands on both sides of a name."""
    left, right = words[named.first].before, after(words, named, tail)
    begins = named.first == 0 or any(c in _DASHES + "([،," for c in left)
    ends = named.last == len(words) - 1 or any(c in _DASHES + ")]،," for c in right)
    return begins and ends and not any(c in _SENTENCE_ENDS for c in left)


def _opening(words: Sequence[Word], tail: str) -> Iterator[tuple[Role, Named]]:
    """Names before the first sentence: "القاهرة - أ ف ب:", "LONDON (Reuters) -", "МОСКВА, 18 авг — ТАСС."."""
    head = words[:_OPENING_WORDS]
    names = names_in(head)
    accepted: list[Named] = []
    for at, named in enumerate(names):
        if not _before_any_sentence(head, named.first):
            break
        right = after(words, named, tail)
        follows = bool(accepted) and accepted[-1].last == named.first - 1
        another = at + 1 < len(names) and names[at + 1].first == named.last + 1
        leads = another and right.strip() in ("،", ",", "")
        left_ok = follows or _left_open(head, named)
        if left_ok and (leads or _closes_credit(head, named, right)):
            accepted.append(named)
    ends = accepted and _closes_credit(head, accepted[-1], after(words, accepted[-1], tail))
    for named in accepted if ends else ():
        yield ("opening" if named.first == 0 else "dateline"), named


def _before_any_sentence(words: Sequence[Word], first: int) -> bool:
    """True where no sentence has ended, and no word of saying stands, before a word."""
    for n in range(1, first + 1):
        before, word = words[n].before, words[n - 1].folded
        short = len(word) <= _ABBREVIATION or word.isdecimal()
        stopped = "." in before and not short and "/" not in before
        if stopped or any(c in "!?؟…؛;" for c in before):
            return False
    return not any(without_prefix(word.folded) in tables().cues for word in words[:first])


def _left_open(words: Sequence[Word], named: Named) -> bool:
    """True where a name begins the text, or a mark, a date or one city stands before it."""
    first, left = named.first, words[named.first].before
    dated = first > 1 and (words[first - 1].folded.isdecimal() or words[first - 2].folded.isdecimal())
    return first <= 2 or dated or any(c in _DASHES + "([،," for c in left)


def _closes_credit(words: Sequence[Word], named: Named, right: str) -> bool:
    """True where a mark divides a name from the news: a dash, a colon, a bracket, a new line."""
    left = words[named.first].before
    if named.first == 0 and words[0].folded in tables().plain:
        return any(c in _DASH + ")]" for c in right)
    marked = named.first == 0 or any(c in _DASHES + "([" for c in left)
    return any(c in _DASHES + ")]" for c in right) or ("." in right and marked and named.first > 0)


def _closing(words: Sequence[Word], tail: str) -> Iterator[Named]:
    """Names behind the last sentence: "(رويترز)", "… المقبل. أ ف ب"."""
    offset = max(0, len(words) - _LINE_WORDS)
    names = names_in(words[offset:])
    last = len(words) - 1
    for named in reversed(names):
        moved = _shift(named, offset)
        left = words[moved.first].before
        if moved.last != last or not (moved.first == 0 or any(c in _ENDS + _DASHES + "،," for c in left)):
            return
        if moved.first and not any(c in ".!?؟…*([:-–—\n" for c in left):
            last = moved.first - 1
            continue
        yield moved
        last = moved.first - 1


def _in_sentences(witness: Prepared) -> Iterator[Credit]:
    """Agencies that sentences cite."""
    text = witness.witness.text
    for unit in witness.units:
        if unit.is_title:
            continue
        words = words_of(text, unit.passage.start, unit.passage.end)
        tail = text[words[-1].end : unit.passage.end] if words else ""
        sources = sorted((d.start, d.end) for d in unit.details if d.kind is DetailKind.ATTRIBUTION)
        reached = list(accumulate((end for _, end in sources), max))
        for named in names_in(words):
            start, end = words[named.first].start, words[named.last].end
            at = bisect_right(sources, start, key=itemgetter(0)) - 1
            # The sentence attributes what it says to who stands here.
            sourced = named.agency and not named.short and at >= 0 and start < reached[at]
            if sourced or is_cited(words, named, tail):
                yield Credit(witness.witness.id, named.agency, start, end, "attribution")
