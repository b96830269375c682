"""Dates and times: where they stand, their ISO value with true precision, and what it was worked out from."""

from __future__ import annotations

import re
from bisect import insort
from functools import lru_cache

from compare.details import date_numeric, date_periods, date_rules, times
from compare.details.date_joins import Found, join
from compare.details.date_lexicon import lexicon
from compare.details.date_line import DateLine, Memory
from compare.details.reading import fold_text, lines, one_latin
from compare.details.tagging import tag_line, windows
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
    """The dates and times of day of text[start:end] in text order, never overlapping.

    Relative dates count from `published`; where that is unknown their value is None. A date without a year
    goes on from the date told just before it, otherwise it is the last one not after publication. A time
    beside a date is part of it; alone it is a detail of kind TIME.
    Cost: one look at every word, and a few short patterns around the words that tell of time.

    >>> [(d.text, d.value) for d in find_dates("في 9 نوفمبر/تشرين الثاني 2020 وقع")]
    [('9 نوفمبر/تشرين الثاني 2020', '2020-11-09')]
    """
    chosen = one_latin(text, _written_in(text, languages))
    known = lexicon(chosen)
    folded = fold_text(text, start, len(text) if end is None else end)
    memory = Memory(published)
    details: list[Detail] = []
    for window in windows(folded, tuple(lines(folded.text)), known):
        tags = tag_line(folded, window.start, window.end, known)
        code = "".join([tag.word.tag for tag in tags])
        line = DateLine(folded, window.line, tags, code, chosen, memory, window.opened)
        if found := _read(line):
            details += [_detail(line, one) for one in join(line, found)]
    return tuple(details)


_SCRIPTS = {"ar": re.compile("[\u0600-\u06ff]"), "ru": re.compile("[\u0400-\u04ff]")}


def _written_in(text: str, languages: tuple[str, ...]) -> tuple[str, ...]:
    """The languages without those whose letters the text does not hold."""
    return tuple(code for code in languages if code not in _SCRIPTS or _SCRIPTS[code].search(text))


_RULES = tuple(
    (pattern, handler, is_time)
    for rules, is_time in (
        (date_rules.RULES, False),
        (date_numeric.RULES, False),
        (date_periods.RULES, False),
        (times.RULES, True),
    )
    for pattern, handler in rules
)


_RUN = re.compile(r"[^x]+x?")
_TELLING = re.compile("[MmHWvRrAazo09ZVwuIT1qQUYn82yghkD]")


def _places(code: str) -> list[tuple[int, int, int]]:
    """(start, -end, rule) of every match of every rule in the tags of a line, the first and longest first."""
    found: list[tuple[int, int, int]] = []
    for run in _RUN.finditer(code):
        at = run.start()
        found += [(at + first, end - at, rank) for first, end, rank in _matches(run.group())]
    found.sort()
    return found


@lru_cache(maxsize=16_384)
def _matches(run: str) -> tuple[tuple[int, int, int], ...]:
    """The same for a run of tags without an unknown word, with the one behind it; few runs make up a text."""
    if not _TELLING.search(run):
        return ()
    return tuple(
        (m.start(), -m.end(), rank)
        for rank, (pattern, _, _) in enumerate(_RULES)
        for m in pattern.finditer(run)
        if m.group()
    )


def _read(line: DateLine) -> list[Found]:
    """The dates and times of the line: of overlapping readings the first to start, then the longest."""
    at = 0
    found: list[Found] = []
    places = _places(line.code)
    for first, end, rank in places:
        pattern, handler, is_time = _RULES[rank]
        if first < at:
            if at < -end and (rest := pattern.match(line.code, at)) and rest.group():
                insort(places, (at, -rest.end(), rank))
            continue
        match = pattern.match(line.code, first)
        value = handler(line, match) if match else None
        if match is None or value is None:
            continue
        if value.weak and _better(line, first, -end):
            continue
        at = match.end()
        found.append(Found(first, at, value, is_time and "T" not in str(value.iso), is_time))
        if value.iso and not is_time:
            line.memory.iso, line.memory.line = value.iso, line.number
    return found


def _better(line: DateLine, first: int, last: int) -> bool:
    """True where a date begins inside the tokens of a weak reading."""
    for start, _, rank in _places(line.code):
        pattern, handler, is_time = _RULES[rank]
        if is_time or not first < start < last:
            continue
        match = pattern.match(line.code, start)
        if match and handler(line, match):
            return True
    return False


def _detail(line: DateLine, found: Found) -> Detail:
    """The detail of what was found, without the words around it that are no part of a date."""
    first, last, value = found.first, found.last, found.value
    moment = found.is_time or "T" in str(value.iso)
    while not moment and first < last - 1 and line.code[first] == "q":
        first += 1  # the part of the day is no part of the date
    while (
        first < last - 1
        and line.code[first] in "p,"
        and (found.is_time or line.code[first + 1] not in "DJKNV7")
    ):
        first += 1
    while line.code[last - 1] in "(,-|.pf" and last > first + 1:
        last -= 1
    opened = line.code.count("(", first, last) > line.code.count(")", first, last)
    if opened and line.code[last : last + 1] == ")":
        last += 1
    start, end = line.folded.span(line.tags[first].start, line.tags[last - 1].end)
    because = "; ".join(filter(None, ("the night of" if line.code[first] == "G" else "", value.because)))
    return Detail(
        DetailKind.TIME if found.is_time or found.clock else DetailKind.DATE,
        start,
        end,
        line.folded.source[start:end],
        value.iso,
        precision=value.precision,
        basis="inferred" if value.inferred else "stated",
        because=because,
    )
