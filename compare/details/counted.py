"""What stands around a number: what it counts, and how sharp it is meant."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from compare.details.reading import fold_word, split_words
from compare.languages import table
from compare.model.claim import DetailKind, Precision

DURATIONS = frozenset(("second", "minute", "hour", "day", "week", "month", "year", "decade", "century"))
_PRECISIONS: tuple[Precision, ...] = ("about", "at_least", "at_most")
_SECTIONS = ("units", "units_duration_year", "units_money")
Phrases = Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]


@dataclass(frozen=True, slots=True)
class Unit:
    """What is counted: its English name (or the folded noun), the first token after it, its kind."""

    name: str | None
    end: int
    kind: DetailKind = DetailKind.NUMBER
    listed: bool = True


@dataclass(frozen=True, slots=True)
class Nouns:
    """Unit phrases by first token (longest first), the duals, and the forms that count one."""

    phrases: dict[str, tuple[tuple[tuple[str, ...], str, DetailKind], ...]]
    duals: dict[str, str]
    singulars: frozenset[str]
    money: frozenset[str]


@lru_cache(maxsize=16)
def nouns(languages: tuple[str, ...]) -> Nouns:
    """The counted nouns of some languages, folded: those of news, then those of CLDR's units."""
    entries: dict[tuple[str, ...], tuple[str, DetailKind]] = {}
    duals: dict[str, str] = {}
    singulars: set[str] = set()
    for language, unit, kind, names in _rows(languages):
        keys = [split_words(name) for name in names]
        for key in keys:
            entries.setdefault(key, (unit, kind))
        if language == "ar":
            duals.update((dual, unit) for dual in _duals([key[0] for key in keys if len(key) == 1]))
    for language in languages:
        data = table(language, "units")
        for noun in map(fold_word, data.get("dual_nouns", ())):
            name = entries.get((noun,), (noun, DetailKind.NUMBER))[0]
            duals.update((dual, name) for dual in (noun[:-1] + "تين", noun[:-1] + "تان"))
        for unit, names in table(language, "numbers").get("duals", {}).items():
            duals.update((fold_word(name), unit) for name in names)
        for word in table(language, "numbers").get("never_duals", ()):
            duals.pop(fold_word(word), None)
        singulars.update(map(fold_word, table(language, "numbers").get("singulars", ())))
    money = frozenset(unit for unit, kind in entries.values() if kind is DetailKind.MONEY)
    phrases: dict[str, list[tuple[tuple[str, ...], str, DetailKind]]] = {}
    for key in sorted(entries, key=len, reverse=True):
        if key:
            phrases.setdefault(key[0], []).append((key, *entries[key]))
    return Nouns({first: tuple(rows) for first, rows in phrases.items()}, duals, frozenset(singulars), money)


def _rows(languages: tuple[str, ...]) -> Iterator[tuple[str, str, DetailKind, list[str]]]:
    """(language, unit, kind, its forms) of all tables."""
    for language in languages:
        for data in (table(language, "numbers"), table(language, "units")):
            for section in _SECTIONS:
                for unit, names in data.get(section, {}).items():
                    kind = DetailKind.DURATION if unit in DURATIONS else DetailKind.NUMBER
                    yield language, unit, DetailKind.MONEY if section == "units_money" else kind, names


def _duals(forms: Sequence[str]) -> list[str]:
    """The Arabic duals of a noun, from its listed forms: the first one is the singular.

    A noun with a sound masculine plural (مسؤولين) has none here: its dual is written alike.
    """
    if not forms or len(forms[0]) < 3 or any(form.endswith(("ين", "ون")) for form in forms):
        return []
    found = [form[:-1] + end for form in forms if form.endswith("ه") for end in ("تين", "تان")]
    singular = forms[0]
    if not singular.endswith("ه") and len(forms) > 1:
        found += [singular + "ين", singular + "ان"]
    return found


def unit_at(forms: Sequence[str], at: int, languages: tuple[str, ...]) -> Unit | None:
    """The listed unit whose words start at a token."""
    if at >= len(forms):
        return None
    for key, name, kind in nouns(languages).phrases.get(forms[at], ()):
        if len(key) == 1 or tuple(forms[at : at + len(key)]) == key:
            return Unit(name, at + len(key), kind)
        tied = forms[at : at + 2 * len(key) - 1]
        if tuple(tied[::2]) == key and set(tied[1::2]) == {"-"}:  # a 500-square-foot hall
            return Unit(name, at + len(tied), kind)
    return None


@lru_cache(maxsize=64)
def phrases_by(languages: tuple[str, ...], section: str, last: bool = False) -> Phrases:
    """The phrases of a table section by their first (or last) token, longest first, as (tokens, key)."""
    found: list[tuple[tuple[str, ...], str]] = []
    for code in languages:
        for key, names in table(code, "numbers").get(section, {}).items():
            found += [(split_words(phrase), key) for phrase in names]
    rows: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for row in sorted(found, key=lambda row: -len(row[0])):
        rows.setdefault(row[0][-1 if last else 0], []).append(row)
    return {token: tuple(rows) for token, rows in rows.items()}


def phrase_at(forms: Sequence[str], at: int, phrases: Phrases) -> tuple[str, int] | None:
    """(key, first token after) of the phrase that starts at a token."""
    if at >= len(forms):
        return None
    for key, name in phrases.get(forms[at], ()):
        if len(key) == 1 or tuple(forms[at : at + len(key)]) == key:
            return name, at + len(key)
    return None


def cue_before(forms: Sequence[str], at: int, phrases: Phrases) -> tuple[str, int, int] | None:
    """(key, first token, letters of a clitic) of the phrase that ends before a token.

    `phrases` are those by last token. An Arabic one-letter conjunction or preposition may stick to its
    first word: بأكثر من.
    """
    if not at:
        return None
    last = forms[at - 1]
    stuck = len(last) > 3 and last[0] in "وفبلك"
    for token, width in ((last, 0), (last[1:], 1)) if stuck else ((last, 0),):
        for key, name in phrases.get(token, ()):
            first = at - len(key)
            if first < 0 or tuple(forms[first + 1 : at - 1]) != key[1:-1]:
                continue
            if len(key) == 1:
                return name, first, width
            head = forms[first]
            if not width and head == key[0]:
                return name, first, 0
            if not width and len(head) > 3 and head[0] in "وفبلك" and head[1:] == key[0]:
                return name, first, 1
    return None


def precision_of(name: str) -> Precision:
    """The precision a table section names."""
    return next(p for p in _PRECISIONS if p == name)
