"""Sentences: where they begin and end, by rules and per-language tables of abbreviations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain

from compare.languages import LANGUAGES, table

_BREAK = "\r\n\v\f\x1c-\x1e\x85\u2028\u2029"
_STOPS = ".!?\u2026\u061f\u06d4\u0964\u0965\u1362\u203c\u2047-\u2049"
_WIDE_STOPS = "\u3002\uff01\uff1f\uff61"
"""Full stops of scripts without spaces: they end a sentence whatever follows."""
_CLOSERS = "\"'\u201d\u2019\u00bb\u203a\u201c)\\]}\u300d\u300f\uff09"
_CANDIDATE = re.compile(
    rf"(?P<line>[{_BREAK}]+)"
    rf"|(?P<stop>[{_STOPS}{_WIDE_STOPS}](?:[ \u00a0]?[{_STOPS}{_WIDE_STOPS}])*)"
    rf"(?P<close>[{_CLOSERS}]*(?:[ \u00a0\u202f]\u00bb(?!\S))?(?:\[\d{{1,3}}\])*)"
)
_LETTER = re.compile(r"[^\W_]")
_WORD_BEFORE = re.compile(r"[^\s\"'\u201c\u201e\u00ab\u2018(\[{,;:\u060c\u061b/\u2013\u2014]+\Z")
_OPENING = "\"'\u201c\u201e\u00ab\u2018\u201d\u00bb([{-\u2013\u2014\u2022*\u00bf\u00a1"
_DATELINE = r"(?<=[^\W\d_]) (?=(?:%s)(?:[،/,] ?[^\W\d]+)? ?[\u0640\u2013\u2014-]{1,2} (?!(?:%s)\b))"
"""White space before a place and the dash of a dateline."""
_DASHED = re.compile("[\u0640\u2013\u2014-] ")
_UNLIKE_HEADLINE = re.compile('[\u060c,\u061b;:()\u00ab\u00bb"\u2013\u2014-]')
_HEADLINE_WORDS = range(2, 11)
_HEADLINE_LONGEST = 110
_LOOK = 40
"""How far, in characters, the rules look around a full stop: keeps the work linear."""


@dataclass(frozen=True, slots=True)
class _Rules:
    """Abbreviations of a language (folded, without the last full stop), by what may follow them."""

    before_name: frozenset[str]
    before_number: frozenset[str]
    inside: frozenset[str]
    units: frozenset[str]
    openers: frozenset[str]
    datelines: re.Pattern[str] | None
    before_place: frozenset[str]


@cache
def _rules(language: str | None) -> _Rules:
    """The tables of one language, or of all where it is unknown or has no table."""
    chosen = (language,) if language in LANGUAGES else tuple(LANGUAGES)
    rows = [table(one, "sentences") for one in chosen if one]

    def column(name: str) -> frozenset[str]:
        return frozenset(str(word).casefold().rstrip(".") for row in rows for word in row.get(name, ()))

    places = sorted(column("datelines"), key=lambda place: (-len(place), place))
    explains = "|".join(map(re.escape, sorted(column("explains_place")))) or "(?!)"
    dateline = re.compile(_DATELINE % ("|".join(map(re.escape, places)), explains)) if places else None
    return _Rules(
        before_name=column("before_name"),
        before_number=column("before_number"),
        inside=column("inside"),
        units=column("units"),
        openers=column("openers"),
        datelines=dateline,
        before_place=column("before_place"),
    )


def split_sentences(text: str, language: str | None = None) -> list[tuple[int, int]]:
    """The sentences of a text as (start, end), trimmed, in order. A line break ends a sentence.

    Marks without a letter (a stray quotation mark, dots) go with the sentence before them on their line.
    `language` picks the table of abbreviations; without it all tables count.

    >>> text = "وصل الوفد. قال د. سامي: نعم!"
    >>> [text[start:end] for start, end in split_sentences(text)]
    ['وصل الوفد.', 'قال د. سامي: نعم!']
    """
    return list(iter_sentences(text, 0, len(text), language))


def iter_sentences(
    text: str, start: int, end: int, language: str | None = None, *, wrapped: bool = False
) -> Iterator[tuple[int, int]]:
    """The sentences of text[start:end]. In hard-`wrapped` text a line break is only white space."""
    rules = _rules(language)
    begin, same_line = start, False
    waiting: tuple[int, int] | None = None
    for candidate in chain(_CANDIDATE.finditer(text, start, end), (None,)):
        breaks = candidate is not None and candidate["line"] is not None
        goes_on = wrapped if breaks else candidate and not _ends_sentence(text, candidate, begin, end, rules)
        if goes_on:
            continue
        stop = end if candidate is None else candidate.end()
        piece = trim(text, begin, stop)
        if piece[0] < piece[1]:
            if waiting and same_line and not _LETTER.search(text, *piece):
                waiting = (waiting[0], piece[1])
            else:
                if waiting:
                    yield waiting
                cut = _dateline(text, *piece, rules)
                if cut:
                    yield piece[0], cut
                    piece = cut + 1, piece[1]
                waiting = piece
        begin, same_line = stop, not breaks
    if waiting:
        yield waiting


def _dateline(text: str, start: int, end: int, rules: _Rules) -> int:
    """Where a headline without a full stop ends before its dateline ("... لندن ــ"), 0 where none stands.

    Only few words without punctuation make a headline, and what goes with the place ("in London", "the
    city of London") is no dateline.
    """
    stop = min(end, start + _HEADLINE_LONGEST)
    if rules.datelines is None or not _DASHED.search(text, start, stop):
        return 0
    found = rules.datelines.search(text, start, stop)
    if found is None or _UNLIKE_HEADLINE.search(text, start, found.start()):
        return 0
    words = text[start : found.start()].split()
    return found.start() if len(words) in _HEADLINE_WORDS and rules.before_place.isdisjoint(words[-1:]) else 0


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without white space (and invisible direction marks) at either end."""
    while start < end and (text[start].isspace() or text[start] in "\u200e\u200f\u200b\ufeff"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in "\u200e\u200f\u200b\ufeff"):
        end -= 1
    return start, end


def _ends_sentence(text: str, candidate: re.Match[str], begin: int, end: int, rules: _Rules) -> bool:
    """Does the full stop found here end the sentence that began at `begin`?"""
    stop, close, after = candidate["stop"], candidate["close"], candidate.end()
    if stop[-1] in _WIDE_STOPS:
        return True
    following = text[after : min(end, after + _LOOK)]
    if not following.strip():
        return True
    word = _word_before(text, begin, candidate.start("stop"))
    if not following[0].isspace():
        return _glued(word, stop, close, following)
    ahead = following.lstrip().lstrip(_OPENING + " ")
    if not ahead[:1]:
        return True
    if ahead[0].islower():
        return False
    if stop in ("...", "\u2026", "..") or len(stop) > 3:
        return ahead[0].isupper()
    if stop == "." and not close:
        return not _abbreviated(text, word, begin, candidate.start("stop"), ahead, rules)
    return True


def _word_before(text: str, begin: int, at: int) -> str:
    found = _WORD_BEFORE.search(text[max(begin, at - _LOOK) : at])
    return found.group() if found else ""


def _glued(word: str, stop: str, close: str, following: str) -> bool:
    """No space after the full stop: common in Arabic news, otherwise an address, a number or an acronym."""
    if stop[-1] in "?!\u061f" and close == "":
        return _arabic(following[0])
    letters = len(word.rsplit(".", 1)[-1])
    return (
        stop == "."
        and letters > 2
        and _arabic(word[-1])
        and _arabic(following[0])
        and _arabic(following[1:2])
    )


def _arabic(letter: str) -> bool:
    return "\u0620" <= letter <= "\u065f" or "\u066e" <= letter <= "\u06d3"


def _abbreviated(text: str, word: str, begin: int, at: int, ahead: str, rules: _Rules) -> bool:
    """Is the full stop after `word` part of an abbreviation, an initial or a list number?"""
    folded = word.casefold()
    first = at - len(word) <= begin or not text[max(begin, at - _LOOK) : at - len(word)].strip()
    if word.isdecimal() and len(word) <= 3 and first:
        return True
    if folded in rules.before_name:
        return True
    if folded in rules.before_number and ahead[0].isdecimal():
        return True
    if folded in rules.units and text[max(begin, at - _LOOK) : at - len(word)].rstrip()[-1:].isdecimal():
        return False
    next_word = re.split(r"[\s,.;:!?]", ahead, maxsplit=1)[0].casefold()
    if folded in rules.inside:
        return next_word not in rules.openers
    parts = [part for part in folded.split(".") if part]
    if len(parts) > 1 and all(len(part) == 1 for part in parts):
        return next_word not in rules.openers
    return _initial(text, word, begin, at)


def _initial(text: str, word: str, begin: int, at: int) -> bool:
    """A single letter that stands for a name; after a number an Arabic letter marks an era and may end."""
    if len(word) != 1 or not word.isalpha():
        return False
    if word.isupper():
        return True
    before = text[max(begin, at - 1 - _LOOK) : at - 1].rstrip()
    return _arabic(word) and not before[-1:].isdecimal()
