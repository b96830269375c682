"""Tags for the words around whatever may be a date or a time; the rest of the text is skipped."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from compare.details.date_lexicon import NOTHING, OTHER, TOKEN, Lexicon, Phrases, Word, single
from compare.details.reading import Folded

_KEPT = "/(),.|-"
_QUOTES = '"“”„«»'
# How far a reading looks around a telling word, in characters.
_BACK, _AHEAD = 40, 44


class Tag(NamedTuple):
    """One tagged token, in folded offsets. A named tuple, for there are very many."""

    start: int
    end: int
    word: Word


_WORDS = re.compile(r"[^\W\d_]+")
_DIGIT = re.compile("[0-9]")
_DIGITS = re.compile(r"\d+(?: ?[-/:] ?\d|\.\d\d?\.\d|(?:[aps]|st|nd|rd|th)\b| ?h(?:\d|\b)|-[а-я])?")


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of a line around telling words, in folded offsets."""

    line: int
    opened: bool
    start: int
    end: int


def windows(folded: Folded, spans: Sequence[tuple[int, int]], known: Lexicon) -> Iterator[Window]:
    """The stretches of the lines that hold telling words, cut at spaces.

    Cost: the words of the text are looked up as one set; then only the places of telling words are visited.
    """
    text = folded.text
    row, first, last = 0, -1, -1
    for at, end in _telling(text, known):
        if last >= 0 and (at - _BACK > last or at >= spans[row][1]):
            yield Window(row, first == spans[row][0], first, last)
            last = -1
        while at >= spans[row][1]:
            row += 1
        if last < 0:
            first = _edge(text, at - _BACK, spans[row][0])
        last = max(last, _edge_after(text, end + _AHEAD, spans[row][1]))
    if last >= 0:
        yield Window(row, first == spans[row][0], first, last)


def _telling(text: str, known: Lexicon) -> list[tuple[int, int]]:
    """Where words and digits stand that a date or a time cannot do without, in order."""
    weak, company = known.weak, known.company
    places = [match.span() for match in _DIGITS.finditer(text) if _tells(match.group())]
    for word in known.telling.intersection(_WORDS.findall(text)):
        size, alone = len(word), word in weak
        at = text.find(word)
        while at >= 0:
            end = at + size
            if not (at and text[at - 1].isalpha()) and not text[end : end + 1].isalpha():
                places += [(at, end)] if not alone or _accompanied(text, at, end, company) else []
            at = text.find(word, end)
    places.sort()
    return places


def _accompanied(text: str, at: int, end: int, company: frozenset[str]) -> bool:
    """True where a word of a date or a digit stands within a few words of a place."""
    around = text[max(0, at - 24) : at] + " " + text[end : end + 24]
    return _DIGIT.search(around) is not None or not company.isdisjoint(_WORDS.findall(around))


def _tells(form: str) -> bool:
    """True where digits may be a year, a date or a time, or end as only such do."""
    return len(form) in (4, 8) and "1000" <= form < "22" if form.isdecimal() else True


def _edge(text: str, at: int, start: int) -> int:
    if at <= start:
        return start
    space = text.find(" ", at)
    return at if space < 0 or space > at + 40 else space + 1


def _edge_after(text: str, at: int, end: int) -> int:
    if at >= end:
        return end
    space = text.find(" ", at, end)
    return end if space < 0 else space if space < at + 40 else at


def tag_line(folded: Folded, start: int, end: int, known: Lexicon) -> list[Tag]:
    """The tags of a stretch in order; a conjunction or preposition stuck to a date word is a tag apart."""
    matches = list(TOKEN.finditer(folded.text, start, end))
    tags: list[Tag] = []
    skip = 0
    remembered, append = known.cache.get, tags.append
    for at, match in enumerate(matches):
        if at < skip:
            continue
        (first, last), form = match.span(), match.group()
        if match.lastgroup != "w":
            append(Tag(first, last, _plain(match.lastgroup, form)))
            continue
        reading = remembered(form) or known.reading(form)
        if last - first == 1 and not (reading.phrases and _phrase(matches, at, reading.phrases)):
            letter = _alone(form, matches, at, known)
            if letter is not OTHER:
                append(Tag(first, last, letter))
                continue
        if reading is NOTHING:
            append(Tag(first, last, OTHER))
            continue
        for word in reading.prefixes:
            tags.append(Tag(first, first + 1, word))
            first += 1
        if reading.phrases and (hit := _phrase(matches, at, reading.phrases)):
            length, word = hit
            skip = at + length
            last = matches[skip - 1].end()
        else:
            word = reading.word
        tags.append(Tag(first, last, _cased(word, folded, first, form, known)))
    return tags


def _cased(word: Word, folded: Folded, first: int, form: str, known: Lexicon) -> Word:
    """The word, if its first letter is as it must be; a month in small letters may be another word."""
    if not word.capital and not word.initial:
        return word
    letter = folded.source[folded.span(first, first + 1)[0]]
    if word.initial:
        return word if letter in (word.initial, "ا") else OTHER
    if letter.isupper():
        return word
    if word.tag not in "Mm":
        return OTHER
    return _small("m" if form in known.doubtful_small else "M", word.value, word.language)


@lru_cache(maxsize=64)
def _small(tag: str, value: int, language: str) -> Word:
    return Word(tag, value, language, initial=" " if tag == "m" else "")


def _alone(form: str, matches: list[re.Match[str]], at: int, known: Lexicon) -> Word:
    """An unknown word, or a letter that sticks to a number: a preposition, "q1", "9a", "1990s"."""
    if len(form) != 1:
        return OTHER
    if at + 1 < len(matches) and matches[at + 1].start() == matches[at].end():
        after = matches[at + 1]
        if form in known.clitics and after.lastgroup in ("N", "I", "T"):
            return single(known.clitics[form])
        if form in "qht" and after.group() in "1234":
            return single("z" if form == "h" else "Q")
    if at and matches[at - 1].end() == matches[at].start() and matches[at - 1].lastgroup in ("N", "T"):
        if form in "ap":
            return single("A", 7 if form == "a" else 8)
        if form == "s" and matches[at - 1].group()[-1] == "0":
            return single("9")
    return OTHER


def _phrase(matches: list[re.Match[str]], at: int, listed: Phrases) -> tuple[int, Word] | None:
    for key, word in listed:
        if all(at + n < len(matches) and matches[at + n].group() == form for n, form in enumerate(key) if n):
            return len(key), word
    return None


@lru_cache(maxsize=8192)
def _plain(group: str | None, form: str) -> Word:
    """The tag of a number or a punctuation mark."""
    if group == "N":
        if not form.isdecimal() or len(form) > 6:
            return single("N")
        value = int(form)
        if len(form) <= 2 and 1 <= value <= 31:
            return single("D", value)
        return single("Y" if len(form) == 4 and 1000 <= value <= 2199 else "N", value)
    if group is not None:
        return single(group)
    return single(form if form in _KEPT else '"' if form in _QUOTES else ";")
