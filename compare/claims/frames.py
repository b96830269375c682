"""The small words of a sentence: what opens a phrase and what tells nothing by itself."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from compare.languages import LANGUAGES, table

_LETTERS = str.maketrans({"ى": "ي", "ة": "ه", "ء": None, "’": "'"})


@lru_cache(maxsize=65536)
def folded(word: str) -> str:
    """A word of a table as tokens have it folded: letter case, marks, alif, ya and hamza dropped.

    >>> folded("أُخرى")
    'اخري'
    """
    wide = unicodedata.normalize("NFKD", word.casefold())
    return "".join(c for c in wide if unicodedata.category(c) != "Mn").translate(_LETTERS)


@lru_cache(maxsize=16)
def _words(language: str) -> tuple[frozenset[str], frozenset[str]]:
    """The opening and all function words of a language, folded; of every language where it has no table."""
    opening: set[str] = set()
    light: set[str] = set()
    for name in (language,) if language in LANGUAGES else LANGUAGES:
        words = table(name, "function_words")
        opening.update(folded(w) for key in ("prepositions", "conjunctions") for w in words[key].split())
        light.update(folded(w) for w in words["light"].split())
    return frozenset(opening), frozenset(opening | light)


def opens_phrase(word: str, language: str) -> bool:
    """True for a folded preposition or conjunction of the language."""
    return word in _words(language)[0]


def is_function_word(word: str, language: str) -> bool:
    """True for a folded word of the language that tells nothing by itself."""
    return word in _words(language)[1] or (len(word) == 1 and not word.isdigit())


@lru_cache(maxsize=16)
def _conjunctions(language: str) -> frozenset[str]:
    names = (language,) if language in LANGUAGES else LANGUAGES
    return frozenset(
        folded(w) for name in names for w in table(name, "function_words")["conjunctions"].split()
    )


def joins_clauses(word: str, language: str) -> bool:
    """True for a folded conjunction of the language."""
    return word in _conjunctions(language)


@lru_cache(maxsize=64)
def negation_words(language: str, key: str) -> frozenset[str]:
    """The folded words of one row of the table of negations.

    "limits" tell until when an event is denied ("before"), "nominal" negate but the noun after them,
    "forbids" negate what follows without a negator ("warned of").
    """
    names = (language,) if language in LANGUAGES else LANGUAGES
    return frozenset(folded(word) for name in names for word in table(name, "negation")[key])


@lru_cache(maxsize=16)
def words_of_today(language: str) -> frozenset[str]:
    """The folded words for the day of publication."""
    names = (language,) if language in LANGUAGES else LANGUAGES
    return frozenset(folded(word) for name in names for word in table(name, "dates")["days"]["today"])


@lru_cache(maxsize=1)
def outcomes() -> frozenset[str]:
    """The axes of opposites whose ends cannot both be the outcome of one event."""
    return frozenset(map(str, table("en", "negation")["outcomes"]))
