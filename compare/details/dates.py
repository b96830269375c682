"""Dates: where they stand, their ISO value with true precision, and what the value was worked out from."""

from __future__ import annotations

import re

from compare.details.calendar import Value
from compare.details.date_line import DateLine, Memory
from compare.details.date_rules import RULES
from compare.details.reading import fold_text, lines, one_latin
from compare.details.tagging import lexicon, tag_line
from compare.languages import LANGUAGES
from compare.model.claim import Detail, DetailKind
from compare.model.text import UNKNOWN_DATE, Published


def find_dates(
    text: str,
    published: Published = UNKNOWN_DATE,
    languages: tuple[str, ...] = LANGUAGES,
    start: int = 0,
    end: int | None = None,
) -> tuple[Detail, ...]:
    """The dates of text[start:end] in text order, never overlapping.

    Relative dates count from `published`; where that is unknown their value is None. A date without a year
    goes on from the date told just before it, otherwise it is the last one not after publication.
    Cost: one pass over the words, plus a few short patterns a line.

    >>> [(d.text, d.value) for d in find_dates("في 9 نوفمبر/تشرين الثاني 2020 وقع")]
    [('9 نوفمبر/تشرين الثاني 2020', '2020-11-09')]
    """
    chosen = one_latin(text, languages)
    known = lexicon(chosen)
    folded = fold_text(text, start, len(text) if end is None else end)
    memory = Memory(published)
    details: list[Detail] = []
    for number, (first, last) in enumerate(lines(folded.text)):
        tags = tag_line(folded, first, last, known)
        code = "".join([tag.word.tag for tag in tags])
        if _NOTHING.fullmatch(code):
            continue
        details += _read(DateLine(folded, number, tags, code, chosen, memory))
    return tuple(details)


_NOTHING = re.compile(r"[^MmHIWvRrYyghkSDO]*")


def _read(line: DateLine) -> list[Detail]:
    """The dates of the line: of overlapping readings the one that starts first, then the longest."""
    found: list[tuple[int, int, int, re.Match[str]]] = []
    for rank, (pattern, _) in enumerate(RULES):
        found += [(m.start(), -m.end(), rank, m) for m in pattern.finditer(line.code) if m.group()]
    found.sort(key=lambda row: row[:3])
    at = 0
    details: list[Detail] = []
    for first, _, rank, match in found:
        if first < at:
            continue
        value = RULES[rank][1](line, match)
        if value is None:
            continue
        at = match.end()
        details.append(_detail(line, match, value))
    return details


def _detail(line: DateLine, match: re.Match[str], value: Value) -> Detail:
    """The detail of a match, remembered as the date told last."""
    first, last = match.start(), match.end()
    while line.code[first] == "q":  # the part of the day is no part of the date
        first += 1
    while line.code[last - 1] in "(,-|.pf":
        last -= 1
    opened = line.code.count("(", first, last) > line.code.count(")", first, last)
    if opened and line.code[last : last + 1] == ")":
        last += 1
    start, end = line.folded.span(line.tags[first].start, line.tags[last - 1].end)
    because = "; ".join(filter(None, ("the night of" if line.code[first] == "G" else "", value.because)))
    if value.iso:
        line.memory.iso, line.memory.line = value.iso, line.number
    return Detail(
        DetailKind.DATE,
        start,
        end,
        line.folded.source[start:end],
        value.iso,
        precision=value.precision,
        basis="inferred" if value.inferred else "stated",
        because=because,
    )
