"""Number words of the tables: what one token, or a phrase of tokens, is worth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from compare.details.reading import fold_word, split_words
from compare.languages import table

Kind = Literal[
    "one",
    "ten",
    "hundred",
    "scale",
    "pair",
    "fraction",
    "part",
    "ordinal",
    "ordinal_one",
    "ordinal_ten",
    "digits",
]
_SECTIONS: tuple[tuple[str, Kind], ...] = (
    ("ones", "one"),
    ("tens", "ten"),
    ("hundreds", "hundred"),
    ("scales", "scale"),
    ("pairs", "pair"),
    ("fractions", "fraction"),
    ("parts", "part"),
    ("joined_parts", "part"),
    ("ordinals", "ordinal"),
    ("ordinal_ones", "ordinal_one"),
    ("ordinal_tens", "ordinal_ten"),
)


@dataclass(frozen=True, slots=True)
class Item:
    """One number word, or digits: what it is worth, how many tokens it takes, whether "and" sticks to it."""

    kind: Kind
    value: float
    tokens: int = 1
    joined: bool = False
    clitic: int = 0
    language: str = ""
    plural: bool = False
    definite: bool = False


DIGITS = Item("digits", 0)


@dataclass(frozen=True, slots=True)
class Words:
    """The number words of some languages."""

    single: dict[str, Item]
    phrases: dict[str, tuple[tuple[tuple[str, ...], Item], ...]]
    denominators: dict[str, tuple[int, bool]]
    clitics: frozenset[str]
    ands: frozenset[str]
    points: frozenset[str]
    articles: frozenset[str]
    negatives: frozenset[str]
    never: frozenset[str]
    links: frozenset[str]
    memo: dict[str, tuple[Item | None, bool]]

    def read(self, form: str) -> Item | None:
        """The number word that one token is, its "and" or preposition taken off."""
        item = self.single.get(form)
        if item is not None or len(form) < 3 or form[0] not in self.clitics or form in self.never:
            return item
        joined = form[0] == "و"
        rest, width = form[1:], 1
        if rest not in self.single and rest.startswith("ال"):
            rest, width = rest[2:], 3
        item = self.single.get(rest)
        if item is None or (item.kind == "ordinal_ten" and width > 1):
            return None
        return _stuck(item, joined, width)

    def denominator(self, form: str, numerator: float) -> int | None:
        """The 4 of "three quarters": plural behind a number, singular behind one."""
        value, plural = self.denominators.get(form, (0, False))
        return value if value and (plural or numerator == 1) else None


def _stuck(item: Item, joined: bool, width: int) -> Item:
    return Item(
        item.kind, item.value, item.tokens, joined, width, item.language, item.plural, definite=width > 1
    )


@lru_cache(maxsize=16)
def number_words(languages: tuple[str, ...]) -> Words:
    """The folded number words; where two languages share a word the first one wins."""
    entries: dict[tuple[str, ...], Item] = {}
    denominators: dict[str, tuple[int, bool]] = {}
    for language in languages:
        data = table(language, "numbers")
        plural = {fold_word(word) for word in data.get("plural_scales", {}).get("words", ())}
        for section, kind in _SECTIONS:
            for value, names in data.get(section, {}).items():
                for name in names:
                    key, joined = split_words(name), section == "joined_parts"
                    item = Item(kind, float(value), len(key), joined, 0, language, key[0] in plural)
                    entries.setdefault(key, item)
        for section, many in (("denominators", False), ("denominators_plural", True)):
            for value, names in data.get(section, {}).items():
                denominators.update((fold_word(name), (int(value), many)) for name in names)
    phrases: dict[str, list[tuple[tuple[str, ...], Item]]] = {}
    for key in sorted(entries, key=len, reverse=True):
        if len(key) > 1:
            phrases.setdefault(key[0], []).append((key, entries[key]))
    single = {key[0]: item for key, item in entries.items() if len(key) == 1}
    frozen = {first: tuple(rows) for first, rows in phrases.items()}
    ands, points, articles, negatives, never = (
        _folded(languages, name) for name in ("and", "point", "articles", "negative", "never")
    )
    clitics = frozenset(c for code in languages for c in table(code, "numbers").get("clitics", ()))
    links = ands | points | {*denominators}
    return Words(single, frozen, denominators, clitics, ands, points, articles, negatives, never, links, {})


def _folded(languages: tuple[str, ...], name: str) -> frozenset[str]:
    return frozenset(fold_word(w) for code in languages for w in table(code, "numbers").get(name, ()))


def is_digits(form: str) -> bool:
    """True for a token of digits: 25, 1,150, .5."""
    return form[0] in "0123456789" or (form[0] == "." and len(form) > 1)


def item_at(words: Words, forms: Sequence[str], at: int) -> Item | None:
    """The number word, phrase or digits at a token."""
    if at >= len(forms):
        return None
    form = forms[at]
    if is_digits(form):
        return DIGITS
    if not form[0].isalpha():
        return None
    if form not in words.memo:
        if len(words.memo) > 50_000:
            words.memo.clear()
        known = form in words.phrases or (form[0] in words.clitics and form[1:] in words.phrases)
        words.memo[form] = (words.read(form), known)
    item, phrasal = words.memo[form]
    if not phrasal:
        return item
    stuck = len(form) > 2 and form[0] in words.clitics
    for bare, width in ((form, 0), (form[1:], 1)) if stuck else ((form, 0),):
        for key, found in words.phrases.get(bare, ()):
            if (bare, *forms[at + 1 : at + len(key)]) == key:
                return found if not width else _stuck(found, form[0] == "و", width)
    return item
