"""What an account tells, as weighted words, phrases, names and figures: news before background."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from compare.languages import table
from compare.model.claim import Detail, DetailKind
from compare.model.names import name_key
from compare.model.prepared import Prepared, Unit
from compare.model.text import Published

# A title weighs like two opening sentences. What a sentence weighs above the floor is halved every two.
_TITLE, _FLOOR, _HALVED = 2.0, 0.15, 2.0
# Background of a dated account weighs so much of what its place in the text gives it.
_BACKGROUND = 0.6
_LETTERS = str.maketrans({"ى": "ي", "ة": "ه", "ء": None})
_NAMES = frozenset({DetailKind.PERSON, DetailKind.PLACE, DetailKind.ORGANISATION})
# A weekday is looked for in so many opening sentences; a date so many days from publication is one of news.
_OPENING, _WEEK = 6, 7
_FIGURES = frozenset({DetailKind.NUMBER, DetailKind.PERCENT, DetailKind.MONEY, DetailKind.DATE})


@dataclass(frozen=True, slots=True)
class Profile:
    """One account as weighted features.

    `words` and `phrases` (two words in a row) are those of its language. `names` by their consonants and
    `figures` (numbers and dates by value) are alike in every language. `day` is that of publication,
    `weekday` (Monday is 0) the first that the opening tells.
    """

    language: str
    words: dict[str, float]
    phrases: dict[str, float]
    names: dict[str, float]
    figures: dict[str, float]
    day: dt.date | None
    weekday: int | None


def profile(account: Prepared) -> Profile:
    """The profile of one account. Linear in its text."""
    words: defaultdict[str, float] = defaultdict(float)
    phrases: defaultdict[str, float] = defaultdict(float)
    names: defaultdict[str, float] = defaultdict(float)
    figures: defaultdict[str, float] = defaultdict(float)
    for unit, weight in _weighed(account):
        before = ""
        for token in unit.tokens:
            lemma = token.lemma if any(map(str.isalnum, token.lemma)) else ""
            if lemma:
                words[lemma] += weight
            if lemma and before:
                phrases[f"{before} {lemma}"] += weight
            before = lemma
        for detail in unit.details:
            if detail.kind in _NAMES and detail.value and (name := _name(detail)):
                names[name] += weight
            elif detail.kind in _FIGURES and detail.value is not None:
                date = detail.kind is DetailKind.DATE
                figures[str(detail.value)[:10] if date else f"number {detail.value}"] += weight
    return Profile(
        language=account.witness.language or "und",
        words=words,
        phrases=phrases,
        names=names,
        figures=figures,
        day=account.witness.published.date,
        weekday=next(_weekdays(account), None),
    )


def _weighed(account: Prepared) -> Iterator[tuple[Unit, float]]:
    """Each unit with its weight: by its place in the text, and by whether it is news where dates tell."""
    dated = account.witness.published.date is not None
    told = 0
    for unit in account.units:
        if unit.is_title:
            yield unit, _TITLE
            continue
        weight = _FLOOR + (1 - _FLOOR) * 0.5 ** (told / _HALVED)
        told += 1
        stale = dated and unit.is_background and bool(unit.context_dates)
        yield unit, weight * _BACKGROUND if stale else weight


def _name(detail: Detail) -> str:
    """What a name is called in every script; people by their family name, as often told as the full one."""
    key = name_key(str(detail.value)).strip()
    return key.split()[-1] if key and detail.kind is DetailKind.PERSON else key


def _weekdays(account: Prepared) -> Iterator[int]:
    """The weekdays that the opening names, and those of its dates near publication, in text order."""
    published = account.witness.published.date
    opening = [unit for unit in account.units if not unit.is_title][:_OPENING]
    for unit in opening:
        for detail in unit.details:
            if detail.kind is not DetailKind.DATE:
                continue
            if detail.value is None:
                names = _weekday_names(unit.language)
                yield from (names[word] for word in _folded(unit, detail) if word in names)
            elif published is not None:
                day = Published(str(detail.value)).date
                if day is not None and abs((published - day).days) <= _WEEK:
                    yield day.weekday()


def _folded(unit: Unit, detail: Detail) -> list[str]:
    return [token.folded for token in unit.tokens if detail.start <= token.start < detail.end]


@lru_cache(maxsize=8)
def _weekday_names(language: str) -> Mapping[str, int]:
    """The names of weekdays, folded as tokens are."""
    rows = table(language, "dates").get("weekdays", ())
    return {_plain(name): at for at, names in enumerate(rows) for name in names}


def _plain(word: str) -> str:
    """A word of a table as tokens have it folded."""
    wide = unicodedata.normalize("NFKD", word.casefold())
    return "".join(c for c in wide if unicodedata.category(c) != "Mn").translate(_LETTERS)
