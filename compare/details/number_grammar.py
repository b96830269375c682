"""The tables of some languages, made ready for reading numbers, and the words a number may start with."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from compare.details.counted import Nouns, Phrases, nouns, phrases_by
from compare.details.number_words import Item, Words, number_words
from compare.details.reading import fold_word
from compare.languages import table

# Tokens with the blanks behind them, so that their lengths add up to offsets.
TOKEN = re.compile(
    r"(?:[^\W\d_]+"
    r"|[0-9]{1,3}(?:\ [0-9]{3})+(?:[.,][0-9]{1,2})?(?![.,]?[0-9])"
    r"|[0-9]+(?:[.,٫٬][0-9]+)*(?:e[+-]?[0-9]{1,2}(?!\w)|\^[+-]{0,2}[0-9]+(?:[.,][0-9]+)?)?"
    r"|(?<![\w.])\.[0-9]+"
    r"|\S)\s*"
)


@dataclass(frozen=True, slots=True)
class Dual:
    """Two of something in one word, with the letters of a clitic before it."""

    unit: str
    width: int


Hints = dict[str, Item | Dual]


def _hints(words: Words, duals: dict[str, str]) -> Hints:
    """The words that a number may start with, each with its Arabic one-letter clitics."""
    bases = {*words.single, *words.phrases, *duals}
    forms = {prefix + base for base in bases for prefix in ("", *words.clitics)}
    forms |= {"ال" + word for word, item in words.single.items() if item.kind == "one"}
    found = ((form, _hint(form, words, duals)) for form in forms)
    return {form: hint for form, hint in found if hint is not None}


def _hint(form: str, words: Words, duals: dict[str, str]) -> Item | Dual | None:
    if form in duals:
        return Dual(duals[form], 0)
    stuck = form[0] in words.clitics
    if stuck and form[1:] in duals:
        return Dual(duals[form[1:]], 1)
    if form.startswith("ال") and form not in words.single:
        item = words.single.get(form[2:])
        counts = item is not None and item.kind == "one" and 3 <= item.value <= 10
        return replace(item, definite=True) if item and counts else None
    item = words.read(form)
    if item is not None:
        return None if item.definite else item
    for bare in (form, form[1:]) if stuck else (form,):
        if bare in words.phrases:
            return words.phrases[bare][0][1]
    return None


@dataclass(frozen=True, slots=True)
class Grammar:
    """Everything the tables of some languages say about numbers."""

    languages: tuple[str, ...]
    words: Words
    nouns: Nouns
    hints: Hints
    precision: Phrases
    precision_after: Phrases
    percent: Phrases
    percent_before: Phrases
    over: Phrases
    part_of: Phrases
    fifths: frozenset[str]
    ranks: frozenset[str]
    hamzas: frozenset[str]
    abbreviations: frozenset[str]
    dual_scales: frozenset[str]
    symbols: dict[str, str]
    labels: frozenset[str]
    numbering: frozenset[str]
    stop: frozenset[str]
    endings: frozenset[str]
    plural_nouns: frozenset[str]
    adjectives: frozenset[str]
    not_halves: frozenset[str]
    suffixes: dict[str, float]


@lru_cache(maxsize=16)
def grammar(languages: tuple[str, ...]) -> Grammar:
    """The grammar of some languages."""
    words, counted = number_words(languages), nouns(languages)
    symbols: dict[str, str] = {}
    suffixes: dict[str, float] = {}
    for code in languages:
        data = table(code, "numbers")
        for unit, names in data.get("money_before", {}).items():
            symbols.update((fold_word(name), unit) for name in names)
        for value, names in data.get("suffixes", {}).items():
            suffixes.update((name, float(value)) for name in names)
    return Grammar(
        languages,
        words,
        counted,
        _hints(words, counted.duals),
        phrases_by(languages, "precision", last=True),
        phrases_by(languages, "precision_after"),
        phrases_by(languages, "percent"),
        phrases_by(languages, "percent_before", last=True),
        phrases_by(languages, "over"),
        phrases_by(languages, "part_of", last=True),
        _words(languages, "definite_fractions"),
        _words(languages, "ranks"),
        _words(languages, "hamzas"),
        _words(languages, "abbreviations"),
        _words(languages, "dual_scales"),
        symbols,
        _words(languages, "labels"),
        _words(languages, "numbering"),
        _words(languages, "stop"),
        _words(languages, "ordinal_endings"),
        _words(languages, "plural_nouns"),
        _words(languages, "money_adjectives"),
        _words(languages, "not_halves"),
        suffixes,
    )


def _words(languages: tuple[str, ...], name: str) -> frozenset[str]:
    found = (table(code, "numbers").get(name, {}).get("words", ()) for code in languages)
    return frozenset(fold_word(word) for names in found for word in names)


@lru_cache(maxsize=8)
def ties(language: str) -> dict[str, frozenset[str]]:
    """The words that hold a range together, folded."""
    ranges = table(language, "numbers").get("ranges", {})
    return {name: frozenset(map(fold_word, words)) for name, words in ranges.items()}


@lru_cache(maxsize=8)
def links(language: str) -> Phrases:
    """What may stand between a large number and its unit: "3,5 millions d'euros"."""
    return phrases_by((language,), "links")


@lru_cache(maxsize=8)
def skipped_adjectives(language: str) -> int:
    """How many adjectives may stand before the counted noun."""
    return int(table(language, "numbers").get("adjectives", 0))


@lru_cache(maxsize=8)
def plural_endings(language: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(endings of counted nouns, endings of words that are none); an empty ending fits every word."""
    data = table(language, "numbers").get("plurals", {})
    return tuple(data.get("nouns", ("",))), tuple(data.get("others", ())) or ("\0",)


def line_language(line: str, languages: tuple[str, ...]) -> str:
    """The language whose separators and word order a line follows, by its letters."""
    for code, letters in _SCRIPTS:
        if code in languages and letters.search(line):
            return code
    return next((code for code in languages if code in ("en", "fr")), languages[0] if languages else "en")


_SCRIPTS = (("ar", re.compile("[\u0620-\u064a]{2}")), ("ru", re.compile("[а-я]{2}")))
