"""Poles: which words stand at an end of an axis of opposite outcomes, by the tables `opposites.toml`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType

from compare.languages import table
from compare.normalise.chain import fold

_NONE: frozenset[str] = frozenset()
_SIGNS = {"up": "+", "down": "-"}
_ARTICLES = ("وال", "بال", "فال", "كال", "لل", "ال")
_LETTERS = ("و", "ف", "ب", "ل", "س")
_SUFFIXES = ("وا", "ها", "هم", "ات", "ين", "ون", "ت", "ه")
Words = tuple[str, ...]


def poles_of(folded: Sequence[str], lemmas: Sequence[str], language: str) -> list[frozenset[str]]:
    """For each word of a text the poles it stands on ("+level", "-arrest_release"), most often none.

    Entries of two words ("رفع الحظر", "غير قانوني") go before the single words; their poles stand on the
    first, and the second has none of its own. Cost: a few dictionary look-ups per word.
    """
    known = _table(language)
    if not known:
        return [_NONE] * len(folded)
    firsts = _firsts(language)
    found: list[frozenset[str]] = []
    for at, word in enumerate(folded):
        if len(found) > at:
            continue
        pair = _NONE
        if at + 1 < len(folded) and (word in firsts or _bare(word) in firsts):
            follow = folded[at + 1]
            pair = known.get((word, follow), _NONE) or known.get((_bare(word), _bare(follow)), _NONE)
        found.append(pair or _single(word, lemmas[at], language))
        if pair:
            found.append(_NONE)
    return found


@lru_cache(maxsize=100_000)
def _single(word: str, found: str, language: str) -> frozenset[str]:
    """The poles of one word: as it stands, by its lemma, and in Arabic without its clitics."""
    known = _table(language)
    whole = known.get((word,), _NONE) | known.get((found,), _NONE)
    if whole:
        return frozenset(pole for pole in whole if _against(pole) not in whole)
    keys: list[str] = []
    if language == "ar":
        keys.append(_without(word, _ARTICLES))
        if found == word:  # no dictionary knows it: it may be an inflected verb
            keys += _verb_forms(word)
    return next((known[(key,)] for key in keys if (key,) in known), _NONE)


def _verb_forms(word: str) -> list[str]:
    """The he-forms that an unknown Arabic word may be a form of ("وتهبط", "ارتفعت"); one change at a time."""
    bare = _without(word, _LETTERS)
    ends = [word[: -len(end)] for end in _SUFFIXES if word.endswith(end) and len(word) - len(end) >= 4]
    return [bare, *ends, *("ي" + stem[1:] for stem in (word, bare) if len(stem) >= 4 and stem[0] in "تن")]


@lru_cache(maxsize=100_000)
def _bare(word: str) -> str:
    """A word of a two-word entry, without its article or proclitic letter."""
    found = _without(word, _ARTICLES)
    return found if found != word else _without(word, _LETTERS)


def _without(word: str, prefixes: Sequence[str]) -> str:
    for prefix in prefixes:
        if word.startswith(prefix) and len(word) - len(prefix) >= 3:
            return word[len(prefix) :]
    return word


@lru_cache(maxsize=8)
def _table(language: str) -> Mapping[Words, frozenset[str]]:
    """Folded words, and pairs of words, to their poles."""
    entries: dict[Words, set[str]] = {}
    for axis, ends in table(language, "opposites").items():
        for end, words in ends.items():
            pole = f"{_SIGNS[end]}{axis}"
            for entry in fold("\n".join(words)).split("\n"):
                parts = entry.split()
                key = tuple(_bare(part) for part in parts) if len(parts) > 1 else tuple(parts)
                entries.setdefault(key, set()).add(pole)
    return MappingProxyType({key: frozenset(poles) for key, poles in entries.items()})


def _against(pole: str) -> str:
    return ("-" if pole[0] == "+" else "+") + pole[1:]


@lru_cache(maxsize=8)
def _firsts(language: str) -> frozenset[str]:
    """The words that begin an entry of two words."""
    return frozenset(key[0] for key in _table(language) if len(key) > 1)
