"""What stands around a number: its unit, its approximator, and signs that it is a label instead."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from compare.details.reading import fold_word, split_words
from compare.languages import table
from compare.model.claim import DetailKind, Precision

DURATIONS = frozenset(("second", "minute", "hour", "day", "week", "month", "year", "decade", "century"))
_PRECISIONS: tuple[Precision, ...] = ("about", "at_least", "at_most")
Lists = Literal["labels", "stop", "intro", "percent", "ordinal_endings", "plural_nouns"]


@dataclass(frozen=True, slots=True)
class Unit:
    """What is counted: its English name (or the folded noun), the first token after it, its kind."""

    name: str | None
    end: int
    kind: DetailKind = DetailKind.NUMBER
    listed: bool = True


@dataclass(frozen=True, slots=True)
class Nouns:
    """Unit phrases by first token (longest first), and the duals."""

    phrases: dict[str, tuple[tuple[tuple[str, ...], str, DetailKind], ...]]
    duals: dict[str, str]


@lru_cache(maxsize=16)
def nouns(languages: tuple[str, ...]) -> Nouns:
    """The counted nouns of some languages, folded."""
    entries: dict[tuple[str, ...], tuple[str, DetailKind]] = {}
    duals: dict[str, str] = {}
    for language in languages:
        data = table(language, "numbers")
        for section in ("units", "units_duration_year", "units_money"):
            for unit, names in data.get(section, {}).items():
                kind = DetailKind.DURATION if unit in DURATIONS else DetailKind.NUMBER
                kind = DetailKind.MONEY if section == "units_money" else kind
                for name in names:
                    entries.setdefault(split_words(name), (unit, kind))
        for unit, names in data.get("duals", {}).items():
            duals.update((fold_word(name), unit) for name in names)
    phrases: dict[str, list[tuple[tuple[str, ...], str, DetailKind]]] = {}
    for key in sorted(entries, key=len, reverse=True):
        phrases.setdefault(key[0], []).append((key, *entries[key]))
    return Nouns({first: tuple(rows) for first, rows in phrases.items()}, duals)


@lru_cache(maxsize=128)
def listed(languages: tuple[str, ...], name: Lists) -> frozenset[str]:
    """One folded word list of some languages."""
    found = (table(code, "numbers").get(name, {}) for code in languages)
    return frozenset(
        fold_word(word)
        for node in found
        for word in (node if isinstance(node, list) else node.get("words", ()))
    )


@lru_cache(maxsize=16)
def phrase_lists(languages: tuple[str, ...], name: str) -> tuple[tuple[tuple[str, ...], str], ...]:
    """Phrases of a table section as (tokens, key), longest first."""
    found: list[tuple[tuple[str, ...], str]] = []
    for code in languages:
        for key, names in table(code, "numbers").get(name, {}).items():
            found += [(split_words(phrase), key) for phrase in names]
    return tuple(sorted(found, key=lambda row: -len(row[0])))


def unit_at(forms: list[str], at: int, languages: tuple[str, ...]) -> Unit | None:
    """The listed unit whose words start at a token."""
    if at >= len(forms):
        return None
    for key, name, kind in nouns(languages).phrases.get(forms[at], ()):
        if tuple(forms[at : at + len(key)]) == key:
            return Unit(name, at + len(key), kind)
    return None


def approximation(forms: list[str], at: int, languages: tuple[str, ...]) -> Precision | None:
    """The precision that the words just before a token tell."""
    if at and forms[at - 1] == "ال":  # نحو الـ80
        at -= 1
    for key, name in phrase_lists(languages, "precision"):
        first = at - len(key)
        if first < 0 or tuple(forms[first + 1 : at]) != key[1:]:
            continue
        head = forms[first]
        if head == key[0] or (len(head) > 3 and head[0] in "وفبلك" and head[1:] == key[0]):
            return next(p for p in _PRECISIONS if p == name)
    return None


def approximation_after(forms: list[str], at: int, languages: tuple[str, ...]) -> Precision | None:
    """The precision told behind a number: "at least", "تقريبا"."""
    for key, name in phrase_lists(languages, "precision"):
        if len(key) >= 1 and key[0] in _BEHIND and tuple(forms[at : at + len(key)]) == key:
            return next(p for p in _PRECISIONS if p == name)
    return None


_BEHIND = frozenset(fold_word(word) for word in ("على", "تقريبا", "كحد"))
