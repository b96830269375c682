"""Nationality adjectives: "أذري", "Russian", "российского", "française", with the country they name."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import compress
from typing import Any

from compare.details.gazetteer import gazetteer
from compare.languages import LANGUAGES, table
from compare.model.claim import Detail, DetailKind
from compare.model.text import Span

Fold = Callable[[str], str]

# Folded Arabic endings of a nisba: masculine, feminine, dual and plural of both.
_NISBA = ("ي", "يه", "يا", "يان", "يين", "يون", "يات", "يتان", "يتين")
_CLITICS = ("ال", "وال", "بال", "فال", "كال", "لل", "ولل", "فلل", "و", "ف", "ب", "ل", "ك", "ول", "وب")
_CLITICS_BY_LETTER = {
    letter: tuple((len(clitic), clitic) for clitic in _CLITICS if clitic[0] == letter) for letter in "اوفبلك"
}
# So many words are remembered; a text adds its own to them.
_MOST_WORDS = 200_000
_FRENCH = ("", "s", "e", "es", "ne", "nes", "le", "les")

Hit = tuple[str, int, bool]


def find_demonyms(
    text: str,
    words: Sequence[Span],
    fold: Fold,
    start: int = 0,
    end: int | None = None,
    languages: Sequence[str] = LANGUAGES,
) -> tuple[Detail, ...]:
    """Every nationality adjective or noun of `text[start:end]`, valued with its country.

    Proclitics and the article stay outside the span ("والروسية" gives "روسية"). Linear time.
    """
    stop = len(text) if end is None else end
    known, seen = demonyms(fold, tuple(languages)), _seen(fold, tuple(languages))
    if words and (words[0].start < start or words[-1].end > stop):
        words = [word for word in words if start <= word.start and word.end <= stop]
    surfaces = [text[word.start : word.end] for word in words]
    if len(seen) > _MOST_WORDS:
        seen.clear()
    distinct = set(surfaces)
    for surface in distinct.difference(seen):
        seen[surface] = "-" in surface or demonym(fold(surface), known) is not None
    telling = {surface for surface in distinct if seen[surface]}
    if not telling:
        return ()
    found: list[Detail] = []
    for word in compress(words, map(telling.__contains__, surfaces)):
        found += _of_word(text, word, fold, known)
    return tuple(found)


@lru_cache(maxsize=32)
def _seen(fold: Fold, languages: tuple[str, ...]) -> dict[str, bool]:
    """The words met, and whether each may be a nationality."""
    return {}


def _of_word(text: str, word: Span, fold: Fold, known: Mapping[str, Hit]) -> Iterator[Detail]:
    surface = text[word.start : word.end]
    if "-" in surface and fold(surface) not in known:
        yield from _halves(text, word, fold, known)
        return
    hit = demonym(fold(surface), known)
    if hit is not None:
        yield from _detail(text, word, fold, hit)


def _halves(text: str, word: Span, fold: Fold, known: Mapping[str, Hit]) -> Iterator[Detail]:
    """The nationalities in a hyphenated word: "Russian-Turkish"."""
    begin = word.start
    for half in text[word.start : word.end].split("-"):
        hit = demonym(fold(half), known)
        if hit is not None:
            yield from _detail(text, Span(begin, begin + len(half)), fold, hit)
        begin += len(half) + 1


def _detail(text: str, word: Span, fold: Fold, hit: Hit) -> Iterator[Detail]:
    country, length, capital = hit
    if not capital or text[word.start].isupper():
        begin = suffix_start(text, word, fold, length)
        yield Detail(DetailKind.PLACE, begin, word.end, text[begin : word.end], country, "demonym")


def suffix_start(text: str, word: Span, fold: Fold, length: int) -> int:
    """Where the last `length` folded letters of a word begin in the text."""
    at, left = word.end, length
    while at > word.start and left > 0:
        at -= 1
        left -= len(fold(text[at]))
    return at


def demonym(word: str, known: Mapping[str, Hit]) -> Hit | None:
    """The country of a folded word, also behind Arabic proclitics and the article."""
    hit = known.get(word)
    if hit is not None or not word or word[0] not in _CLITICS_BY_LETTER:
        return hit
    for size, clitic in _CLITICS_BY_LETTER[word[0]]:
        if word[:size] == clitic:
            hit = known.get(word[size:])
            if hit is not None and "\u0621" <= word[-1] <= "\u064a":
                return hit
    return None


@lru_cache(maxsize=32)
def demonyms(fold: Fold, languages: tuple[str, ...]) -> Mapping[str, Hit]:
    """Folded word -> country, how many letters of it the detail covers, whether it needs a capital."""
    found: dict[str, Hit] = {}
    for language in languages:
        names = table(language, "names")
        make = {"ar": _arabic, "ru": _russian, "fr": _french}.get(language, _english)
        for country, word, length in make(names, fold):
            found.setdefault(word, (country, length, language not in ("ar", "ru", "fr")))
    return found


def _arabic(names: Mapping[str, Any], fold: Fold) -> Iterator[tuple[str, str, int]]:
    told: dict[str, list[str]] = names.get("demonyms", {})
    stems = [(country, fold(form)) for country, forms in told.items() for form in forms]
    known = set(told)
    places = set(gazetteer().places) | {fold(f) for forms in names.get("places", {}).values() for f in forms}
    for country, forms in _country_names(names):
        if country not in known:
            stems += [(country, stem) for form in forms if (stem := _nisba(fold(form)))]
    for country, stem in stems:
        if " " in stem or not stem.endswith("ي"):
            continue
        for ending in _NISBA:
            form = stem[:-1] + ending
            if form not in places:
                yield country, form, len(form)
    for country, peoples in names.get("peoples", {}).items():
        for people in peoples:
            yield country, fold(people), len(fold(people))


def _country_names(names: Mapping[str, Any]) -> Iterator[tuple[str, Sequence[str]]]:
    """Countries with one-word Arabic names, of the gazetteer and of the table."""
    base = gazetteer()
    for name, country in base.places.items():
        if country in base.countries and "\u0621" <= name[0] <= "\u064a":
            yield country, (name,)
    for country, forms in names.get("places", {}).items():
        if country in base.countries:
            yield country, forms


def _nisba(name: str) -> str:
    """The adjective of a folded country name by rule: "روسيا" -> "روسي", "" where none can be told."""
    stem = name.removeprefix("ال") if len(name) > 5 else name
    for ending in ("يا", "يه", "ا", "ه"):
        if stem.endswith(ending) and len(stem) - len(ending) >= 2:
            stem = stem[: -len(ending)]
            break
    return "" if " " in stem or len(stem) < 2 or stem.endswith("ي") else stem + "ي"


def _english(names: Mapping[str, Any], fold: Fold) -> Iterator[tuple[str, str, int]]:
    for country, forms in names.get("demonyms", {}).items():
        for form in forms:
            for ending in ("", "s"):
                yield country, fold(form) + ending, len(form) + len(ending)


def _french(names: Mapping[str, Any], fold: Fold) -> Iterator[tuple[str, str, int]]:
    for country, forms in names.get("demonyms", {}).items():
        for form in forms:
            for ending in _FRENCH:
                yield country, fold(form) + ending, len(fold(form)) + len(ending)


def _russian(names: Mapping[str, Any], fold: Fold) -> Iterator[tuple[str, str, int]]:
    endings = {key: value.split() for key, value in names.get("inflection", {}).items()}
    for rows, key in (("demonyms", "adjective_endings"), ("peoples", "noun_endings")):
        for country, stems in names.get(rows, {}).items():
            for stem in stems:
                for ending in endings.get(key, ()):
                    yield country, fold(stem + ending), len(fold(stem + ending))
