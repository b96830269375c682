"""The words of dates and times as one-letter tags, from the tables of the languages.

M month  m month that is also another word  H Hijri month  W weekday  v short weekday  R today, tomorrow ...
r the same only after "day"  D number 1..31  O ordinal  E ordinal tens  Y year  N other number  J number word
K number word of tens  7 "a", "an"  I numeric date  T time  d day  y year word before  g year word after
h month word  k week  U unit of time  V two of a unit  P last  F next  C this  c current  S same  8 final
b between  f from, of  t to  & and  p in, on  a at  X phase  G night of  s ordinal ending  l article
q part of the day  A before or after noon  o o'clock  0 noon, midnight  B ago  L from now  i ago (before)
j in (before)  Z season  Q quarter  z half  9 decade  w "decade"  u century  1 feast
2 the next day, the day before  n now  e Hijri mark  x any other word
Punctuation stands for itself or is ";".
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from compare.details.reading import fold_word
from compare.languages import table

WORDS = {
    "day": "d",
    "year": "y",
    "year_after": "g",
    "month": "h",
    "week": "k",
    "past": "P",
    "before_last": "P",
    "future": "F",
    "this": "C",
    "current": "c",
    "same": "S",
    "final": "8",
    "between": "b",
    "from": "f",
    "to": "t",
    "and": "&",
    "at": "a",
    "in": "p",
    "in_future": "p",
    "phase": "X",
    "night": "G",
    "suffix": "s",
    "article": "l",
    "hijri_mark": "e",
    "oclock": "o",
    "ago": "B",
    "from_now": "L",
    "ago_before": "i",
    "in_before": "j",
    "quarter": "Q",
    "half": "z",
    "decade": "w",
    "century": "u",
    "one": "7",
    "now": "n",
    "next_day": "2",
    "day_before": "2",
}
DAYS = {"today": 0, "tomorrow": 1, "yesterday": -1, "before_yesterday": -2, "after_tomorrow": 2}
UNITS = {
    "second": 1,
    "minute": 2,
    "hour": 3,
    "day": 4,
    "week": 5,
    "month": 6,
    "year": 7,
    "decade": 8,
    "weekend": 9,
    "century": 10,
}
_VALUES = {"before_last": 1, "next_day": 1, "day_before": -1}
# The hours of the parts of the day; the sixth is the small hours.
PARTS = {"morning": 1, "noon": 2, "afternoon": 3, "evening": 4, "night": 5, "dawn": 6}
# Tags that no date or time does without; a line without any of them is not read.
_TELLING = frozenset("MmHWvRrAo09ZVwuIT1qQ2")
_UNITS_TELL = frozenset("yghkU")
# Words that tell only in company: a year needs its number, "last" or "this"; so does a part of the day.
_WEAK = frozenset("yghkUVqQuwZ")
_COMPANY = frozenset("PFCcS8BLijpJKO7nQuzaX")

TOKEN = re.compile(
    r"""
    (?P<I>\d{4}-\d\d-\d\dt\d\d:\d\d(?::\d\d)?(?:\.\d+)?(?:z|[+-]\d\d:?\d\d)?
        |(?:\d{4}\ ?(?P<a>[-/.])\ ?\d\d?\ ?(?P=a)\ ?\d\d?
        |\d\d?\ ?(?P<b>[-/.])\ ?\d\d?\ ?(?P=b)\ ?\d{4})(?![\d/])
        |\d\d?(?P<c>[-/.])\d\d?(?P=c)\d\d(?![\d/-]|\.\d)
        |(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?!\d))
    |(?P<T>\d{1,2}:\d\d(?::\d\d)?(?!\d)|\d{1,2}\ ?h(?:\ ?\d\d(?!\d))?(?!\w))
    |(?P<N>\d{1,3}(?:\ \d{3})+(?![\d.,]\d|\d)|\d+(?:[.,٫٬]\d+)*)
    |(?P<w>[^\W\d_]+)
    |\n|[^\w\s]
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Word:
    """One meaning of a word or phrase: its tag, its value, and what must hold for it."""

    tag: str
    value: int = 0
    language: str = ""
    capital: bool = False
    future: bool = False
    initial: str = ""


OTHER = Word("x")
Phrases = tuple[tuple[tuple[str, ...], Word], ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """What one word form is: the prefixes that stick to it, its meaning, the phrases it may begin."""

    prefixes: tuple[Word, ...]
    word: Word
    phrases: Phrases


NOTHING = Reading((), OTHER, ())


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Single words, phrases by first token (longest first), and the letters that stick to words."""

    words: dict[str, Word]
    phrases: dict[str, Phrases]
    clitics: dict[str, str]
    telling: frozenset[str]
    weak: frozenset[str]
    company: frozenset[str]
    doubtful_small: frozenset[str]
    cache: dict[str, Reading] = field(default_factory=dict)

    def reading(self, form: str) -> Reading:
        """The reading of a form; remembered, so that a common word costs one look."""
        found = self.cache.get(form)
        if found is None:
            if len(self.cache) > 60_000:
                self.cache.clear()
            found = self.cache[form] = self._read(form)
        return found

    def _read(self, form: str) -> Reading:
        prefixes: list[Word] = []
        rest = form
        while rest not in self.words and rest not in self.phrases:
            tag = self.clitics.get(rest[0])
            if tag is None or len(rest) < 3 or len(prefixes) == 2:
                return NOTHING
            # "lil-" swallows the alef of the article.
            if rest.startswith("لل") and "ا" + rest[1:] in self.words:
                return Reading((*prefixes, single(tag)), self.words["ا" + rest[1:]], ())
            prefixes.append(single(tag))
            rest = rest[1:]
        return Reading(tuple(prefixes), self.words.get(rest, OTHER), self.phrases.get(rest, ()))


@lru_cache(maxsize=16)
def lexicon(languages: tuple[str, ...]) -> Lexicon:
    """The date words of some languages, folded; where two languages share a word the first one wins."""
    entries: dict[tuple[str, ...], Word] = {}
    clitics: dict[str, str] = {}
    small: set[str] = set()
    clocks: list[str] = []
    for language in languages:
        data = table(language, "dates")
        for phrase, word in _entries(language):
            entries.setdefault(tokens_of(phrase), word)
        for name, letters in data.get("clitics", {}).items():
            clitics.update(dict.fromkeys(letters, WORDS[name]))
        clocks += [fold_word(name) for name in data.get("words", {}).get("clock", ())]
        small.update(fold_word(name) for name in data.get("doubtful_small", ()))
    phrases: dict[str, list[tuple[tuple[str, ...], Word]]] = {}
    for key in sorted(entries, key=len, reverse=True):
        if len(key) > 1:
            phrases.setdefault(key[0], []).append((key, entries[key]))
    words = {key[0]: word for key, word in entries.items() if len(key) == 1}
    telling = _telling(entries) | set(clocks)
    weak = {form for form in telling if form in words and words[form].tag in _WEAK} - set(clocks)
    company = {form for key, word in entries.items() if word.tag in _COMPANY for form in key}
    return Lexicon(
        words,
        {k: tuple(v) for k, v in phrases.items()},
        clitics,
        _with_prefixes(telling, clitics),
        _with_prefixes(weak, clitics),
        _with_prefixes(company, clitics),
        frozenset(small),
    )


def _with_prefixes(forms: set[str], clitics: dict[str, str]) -> frozenset[str]:
    """The forms, and the forms with the letters that stick to words before them."""
    stuck = {c + form for c in clitics for form in forms}
    stuck |= {"و" + form for form in stuck}
    stuck |= {"لل" + form[2:] for form in forms if form.startswith("ال")}
    return frozenset(forms | stuck)


def _telling(entries: dict[tuple[str, ...], Word]) -> set[str]:
    """Words that dates and times need; of a phrase the first, unless another of its words tells by itself."""
    chosen = [key for key, word in entries.items() if word.tag in _TELLING | _UNITS_TELL]
    telling = {key[0] for key in chosen if len(key) == 1 and len(key[0]) > 1}
    return telling | {key[0] for key in chosen if len(key) > 1 and telling.isdisjoint(key)}


def tokens_of(phrase: str) -> tuple[str, ...]:
    """A phrase of the tables as folded tokens."""
    return tuple(m.group() for m in TOKEN.finditer(fold_word(phrase)))


def _entries(language: str) -> list[tuple[str, Word]]:
    data = table(language, "dates")
    capital = bool(data.get("capital", False))
    doubtful = set(data.get("doubtful_months", ()))
    found: list[tuple[str, Word]] = []
    for number, names in enumerate(data.get("months", ()), 1):
        found += [(n, _month(n, number, language, capital, n in doubtful)) for n in names]
    for number, names in enumerate(data.get("weekdays", ())):
        found += [(name, Word("W", number, language)) for name in names]
    for number, names in enumerate(data.get("short_weekdays", ())):
        found += [(name, Word("v", number, language, capital)) for name in names]
    for number, names in enumerate(data.get("hijri", ()), 1):
        found += [(name, Word("H", number, language)) for name in names]
    for key, names in data.get("days", {}).items():
        tag, name_of = ("r", key.removesuffix("_after_day")) if key.endswith("_after_day") else ("R", key)
        found += [(name, Word(tag, DAYS[name_of], language)) for name in names]
    for key, tag in WORDS.items():
        names = data.get("words", {}).get(key, ())
        found += [
            (name, Word(tag, _VALUES.get(key, 0), language, future=key == "in_future")) for name in names
        ]
    return found + _values(data, language) + _numerals(language)


def _values(data: Mapping[str, Any], language: str) -> list[tuple[str, Word]]:
    """The words that carry a value of their own: units, parts of the day, seasons, decades, feasts."""
    found: list[tuple[str, Word]] = []
    for section, tag, values in (
        ("units", "U", UNITS),
        ("duals", "V", UNITS),
        ("parts_of_day", "q", PARTS),
        ("half_days", "A", {**PARTS, "am": 7, "pm": 8}),
    ):
        for key, names in data.get(section, {}).items():
            found += [(name, Word(tag, values[key], language)) for name in names]
    for section, tag in (("moments", "0"), ("decades", "9"), ("feasts", "1"), ("quarters", "Q")):
        for key, names in data.get(section, {}).items():
            found += [(name, Word(tag, int(key), language)) for name in names]
    for number, names in enumerate(data.get("seasons", ()), 1):
        found += [(name, Word("Z", number, language)) for name in names]
    return found


def _numerals(language: str) -> list[tuple[str, Word]]:
    data = table(language, "numbers")
    found: list[tuple[str, Word]] = []
    for section, tag, limit in (("ordinals", "O", 31), ("ordinal_tens", "E", 30), ("ones", "J", 19)):
        for value, names in data.get(section, {}).items():
            if int(value) <= limit:
                found += [(name, Word(tag, int(value), language)) for name in names]
    for value, names in data.get("tens", {}).items():
        if int(value) <= 50:
            found += [(name, Word("K", int(value), language)) for name in names]
    article = data.get("article", "")
    if article:
        found += [(article + name, word) for name, word in found if word.tag in "JK"]
    extra = table(language, "dates").get("ordinals", {})
    return found + [
        (name, Word("O", int(value), language)) for value, names in extra.items() for name in names
    ]


def _month(name: str, number: int, language: str, capital: bool, doubtful: bool) -> Word:
    """A month; a doubtful one keeps its first letter, for "أب" (father) folds like "آب" (August)."""
    initial = name[0] if doubtful and name[0] in "آأإ" else ""
    return Word("m" if doubtful else "M", number, language, capital, initial=initial)


@lru_cache(maxsize=8192)
def single(tag: str, value: int = 0) -> Word:
    """The bare word of a tag."""
    return Word(tag, value)
