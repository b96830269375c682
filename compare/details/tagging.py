"""Words of dates as one-letter tags, so that the grammar of dates is a set of short patterns over tags.

M month  m month that is also another word  H Hijri month  W weekday  v short weekday  R today, tomorrow ...
r the same only after "day"  D number 1..31  O ordinal day  E ordinal tens  Y year  N other number
I numeric date  T time  d day  y year word before  g year word after  h month word  k week  P last  F next
C this  c current  S same  b between  f from, of  t to  & and  p in, on  a at  X phase  G night of
s ordinal ending  l article  q part of the day  e Hijri mark  x any other word
Punctuation stands for itself or is ";".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from compare.details.reading import TOKEN, Folded, split_words
from compare.languages import table

_WORDS = {
    "day": "d",
    "year": "y",
    "year_after": "g",
    "month": "h",
    "week": "k",
    "past": "P",
    "future": "F",
    "this": "C",
    "current": "c",
    "same": "S",
    "between": "b",
    "from": "f",
    "to": "t",
    "and": "&",
    "in": "p",
    "in_future": "p",
    "at": "a",
    "phase": "X",
    "night": "G",
    "part": "q",
    "suffix": "s",
    "article": "l",
    "hijri_mark": "e",
}
_DAYS = {"today": 0, "tomorrow": 1, "yesterday": -1, "before_yesterday": -2, "after_tomorrow": 2}
_KEPT = "/(),.|-"
_QUOTES = '"“”„«»'


@dataclass(frozen=True, slots=True)
class Word:
    """One meaning of a word or phrase: its tag, its value, and what must hold for it."""

    tag: str
    value: int = 0
    language: str = ""
    capital: bool = False
    future: bool = False
    initial: str = ""


@dataclass(frozen=True, slots=True)
class Tag:
    """One tagged token, in folded offsets."""

    start: int
    end: int
    word: Word


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Single words, phrases by first token (longest first), and the letters that stick to words."""

    words: dict[str, Word]
    phrases: dict[str, tuple[tuple[tuple[str, ...], Word], ...]]
    clitics: dict[str, str]

    def sticks(self, form: str) -> tuple[str, str] | None:
        """(tag of the letter stuck to the front, the word behind it), None where the rest is no date word."""
        tag = self.clitics.get(form[0])
        if tag is None or len(form) < 3:
            return None
        rest = form[1:]
        if rest in self.words or rest in self.phrases:
            return tag, rest
        # "lil-" swallows the alef of the article.
        if form.startswith("لل") and "ا" + rest in self.words:
            return tag, "ا" + rest
        return None


_OTHER = Word("x")


@lru_cache(maxsize=16)
def lexicon(languages: tuple[str, ...]) -> Lexicon:
    """The date words of some languages, folded; where two languages share a word the first one wins."""
    entries: dict[tuple[str, ...], Word] = {}
    clitics: dict[str, str] = {}
    for language in languages:
        for phrase, word in _entries(language):
            entries.setdefault(split_words(phrase), word)
        for name, letters in table(language, "dates").get("clitics", {}).items():
            clitics.update(dict.fromkeys(letters, _WORDS[name]))
    phrases: dict[str, list[tuple[tuple[str, ...], Word]]] = {}
    for key in sorted(entries, key=len, reverse=True):
        if len(key) > 1:
            phrases.setdefault(key[0], []).append((key, entries[key]))
    words = {key[0]: word for key, word in entries.items() if len(key) == 1}
    return Lexicon(words, {k: tuple(v) for k, v in phrases.items()}, clitics)


def _entries(language: str) -> list[tuple[str, Word]]:
    data = table(language, "dates")
    capital = bool(data.get("capital", False))
    doubtful = set(data.get("doubtful_months", ()))
    found: list[tuple[str, Word]] = []
    for number, names in enumerate(data.get("months", ()), 1):
        found += [(n, _month(n, number, language, capital, n in doubtful)) for n in names]
    for key, tag in (("weekdays", "W"), ("short_weekdays", "v")):
        for number, names in enumerate(data.get(key, ())):
            found += [(name, Word(tag, number, language, capital)) for name in names]
    found += [(name, Word("H", n, language)) for n, name in enumerate(data.get("hijri", ()))]
    for key, names in data.get("days", {}).items():
        tag, name_of = ("r", key.removesuffix("_after_day")) if key.endswith("_after_day") else ("R", key)
        found += [(name, Word(tag, _DAYS[name_of], language)) for name in names]
    ordinals = table(language, "numbers").get("ordinals", {})
    for value, names in ordinals.items():
        if int(value) <= 31:
            found += [(name, Word("O", int(value), language)) for name in names]
    for value, names in table(language, "numbers").get("ordinal_tens", {}).items():
        found += [(name, Word("E", int(value), language)) for name in names if int(value) <= 30]
    for key, tag in _WORDS.items():
        names = data.get("words", {}).get(key, ())
        found += [(name, Word(tag, 0, language, future=key == "in_future")) for name in names]
    return found


def _month(name: str, number: int, language: str, capital: bool, doubtful: bool) -> Word:
    """A month; a doubtful one keeps its first letter, for "أب" (father) folds like "آب" (August)."""
    initial = name[0] if doubtful and name[0] in "آأإ" else ""
    return Word("m" if doubtful else "M", number, language, capital, initial=initial)


def tag_line(folded: Folded, start: int, end: int, known: Lexicon) -> list[Tag]:
    """The tags of one line in order; a conjunction or preposition stuck to a date word is a tag apart."""
    matches = list(TOKEN.finditer(folded.text, start, end))
    tags: list[Tag] = []
    skip = 0
    words, phrases = known.words, known.phrases
    for at, match in enumerate(matches):
        if at < skip:
            continue
        form = match.group()
        if match.lastgroup != "w":
            tags.append(Tag(match.start(), match.end(), _plain(match.lastgroup, form)))
            continue
        first = match.start()
        if form not in words and form not in phrases:
            stuck = known.sticks(form)
            if stuck is None:
                tags.append(Tag(first, match.end(), _alone(form, matches, at, known)))
                continue
            tags.append(Tag(first, first + 1, _single(stuck[0])))
            form, first = stuck[1], first + 1
        if form in phrases and (hit := _phrase(matches, at, form, phrases[form])):
            length, word = hit
            skip = at + length
            tags.append(Tag(first, matches[skip - 1].end(), word))
            continue
        found = words.get(form, _OTHER)
        if found.capital or found.initial:
            letter = folded.source[folded.span(first, first + 1)[0]]
            if (found.capital and not letter.isupper()) or (
                found.initial and letter not in (found.initial, "ا")
            ):
                found = _OTHER
        tags.append(Tag(first, match.end(), found))
    return tags


def _alone(form: str, matches: list[re.Match[str]], at: int, known: Lexicon) -> Word:
    """An unknown word, or a one-letter preposition that sticks to a number."""
    if len(form) == 1 and form in known.clitics and at + 1 < len(matches):
        after = matches[at + 1]
        if after.lastgroup in ("N", "I") and after.start() == matches[at].end():
            return _single(known.clitics[form])
    return _OTHER


def _phrase(
    matches: list[re.Match[str]], at: int, form: str, listed: tuple[tuple[tuple[str, ...], Word], ...]
) -> tuple[int, Word] | None:
    for key, word in listed:
        ahead = tuple(m.group() for m in matches[at + 1 : at + len(key)])
        if (form, *ahead) == key:
            return len(key), word
    return None


@lru_cache(maxsize=4096)
def _plain(group: str | None, form: str) -> Word:
    """The tag of a number or a punctuation mark."""
    if group == "N":
        if form.isdecimal():
            if len(form) <= 2 and 1 <= int(form) <= 31:
                return Word("D", int(form))
            if len(form) == 4 and 1000 <= int(form) <= 2199:
                return Word("Y", int(form))
        return Word("N")
    if group is not None:
        return Word(group)
    return Word(form if form in _KEPT else '"' if form in _QUOTES else ";")


@lru_cache(maxsize=32)
def _single(tag: str) -> Word:
    return Word(tag)
