"""Numbers in words and digits: what a run of tokens comes to."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from compare.details.reading import fold_word, split_words
from compare.languages import table

Kind = Literal[
    "one", "ten", "hundred", "scale", "pair", "fraction", "part", "ordinal", "ordinal_ten", "digits"
]
_SECTIONS: tuple[tuple[str, Kind], ...] = (
    ("ones", "one"),
    ("tens", "ten"),
    ("hundreds", "hundred"),
    ("scales", "scale"),
    ("pairs", "pair"),
    ("fractions", "fraction"),
    ("parts", "part"),
    ("ordinals", "ordinal"),
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


@dataclass(frozen=True, slots=True)
class Number:
    """A read number: its value, the first token after it, the largest scale word in it."""

    value: float
    end: int
    scale: float = 1
    digits: bool = False
    words: int = 1


@dataclass(frozen=True, slots=True)
class Words:
    """The number words of some languages."""

    single: dict[str, Item]
    phrases: dict[str, tuple[tuple[tuple[str, ...], Item], ...]]
    clitics: frozenset[str]
    ands: frozenset[str]
    never: frozenset[str]

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
        if item is None or item.kind == "ordinal_ten":
            return _stuck(item, joined, width) if item and width == 1 else None
        return _stuck(item, joined, width)


def _stuck(item: Item, joined: bool, width: int) -> Item:
    return Item(
        item.kind, item.value, item.tokens, joined, width, item.language, item.plural, definite=width > 1
    )


@lru_cache(maxsize=16)
def number_words(languages: tuple[str, ...]) -> Words:
    """The folded number words; where two languages share a word the first one wins."""
    entries: dict[tuple[str, ...], Item] = {}
    clitics: set[str] = set()
    ands: set[str] = set()
    never: set[str] = set()
    for language in languages:
        data = table(language, "numbers")
        plural = {fold_word(word) for word in data.get("plural_scales", {}).get("words", ())}
        for section, kind in _SECTIONS:
            for value, names in data.get(section, {}).items():
                for name in names:
                    key = split_words(name)
                    entries.setdefault(
                        key, Item(kind, float(value), len(key), language=language, plural=key[0] in plural)
                    )
        clitics.update(data.get("clitics", ()))
        ands.update(fold_word(word) for word in data.get("and", ()))
        never.update(fold_word(word) for word in data.get("never", ()))
    phrases: dict[str, list[tuple[tuple[str, ...], Item]]] = {}
    for key in sorted(entries, key=len, reverse=True):
        if len(key) > 1:
            phrases.setdefault(key[0], []).append((key, entries[key]))
    single = {key[0]: item for key, item in entries.items() if len(key) == 1}
    frozen = {first: tuple(rows) for first, rows in phrases.items()}
    return Words(single, frozen, frozenset(clitics), frozenset(ands), frozenset(never))


def item_at(words: Words, forms: list[str], kinds: list[str | None], at: int) -> Item | None:
    """The number word, phrase or digits at a token."""
    if at >= len(forms):
        return None
    form = forms[at]
    if kinds[at] == "N":
        return Item("digits", 0)
    if kinds[at] != "w":
        return None
    for bare, width in ((form, 0), (form[1:], 1)):
        if width and (form[0] not in words.clitics or len(form) < 3):
            break
        for key, item in words.phrases.get(bare, ()):
            if (bare, *forms[at + 1 : at + len(key)]) == key:
                return item if not width else _stuck(item, form[0] == "و", width)
    return words.read(form)


def read_number(
    words: Words, forms: list[str], kinds: list[str | None], at: int, language: str
) -> Number | None:
    """The longest cardinal number that starts at a token, None where there is none."""
    so_far = _Sum()
    place = at
    while True:
        item, step = _next(words, forms, kinds, place, so_far)
        if item is None or not _fits(item, so_far.taken, so_far.group):
            break
        scaled = followed_by_scale(words, forms, kinds, step + item.tokens - 1)
        if item.kind == "digits":
            ahead = item_at(words, forms, kinds, step + 1) if scaled else None
            fits = ahead is None or ahead.value < so_far.limit  # "100 مليار و150 مليار" are two numbers
            done = fits and so_far.add_digits(digits_value(forms[step], language, scaled))
        elif item.kind == "fraction":
            done = so_far.add_fraction(item, scaled)
        elif item.kind in ("scale", "pair"):
            done = so_far.add_scale(item)
        else:
            done = so_far.add_word(item)
        if not done:
            break
        so_far.taken += 1
        place = step + item.tokens
        if item.kind == "fraction" and so_far.closed:
            if place < len(forms) and forms[place].removeprefix("ال") in words.single:
                place += 1
            break
    if not so_far.taken:
        return None
    return Number(_plain(so_far.total + so_far.group), place, so_far.largest, so_far.digits, so_far.taken)


def _next(
    words: Words, forms: list[str], kinds: list[str | None], place: int, so_far: _Sum
) -> tuple[Item | None, int]:
    """The next number word and where it stands, over an "and" or a hyphen: "twenty-five", "ألف و 500"."""
    item = item_at(words, forms, kinds, place)
    if item is not None or not so_far.taken or place >= len(forms):
        return item, place
    link = forms[place]
    if link != "-" and link not in words.ands:
        return None, place
    item = item_at(words, forms, kinds, place + 1)
    if item is None or (link == "-" and (item.kind == "digits" or so_far.digits)):
        return None, place
    if item.kind in ("one", "scale") and item.language != "ar" and link != "-" and not so_far.roomy(item):
        return None, place
    return replace(item, joined=True), place + 1


class _Sum:
    """A number being added up: whole scales so far, and the group below the next scale word."""

    __slots__ = ("closed", "digits", "group", "largest", "limit", "taken", "total")

    def __init__(self) -> None:
        self.total: float = 0
        self.group: float = 0
        self.limit: float = 1e18
        self.largest: float = 1
        self.taken = 0
        self.digits = False
        self.closed = False

    def roomy(self, item: Item) -> bool:
        """True where "and" may lead on to a smaller word: "two hundred and five", not "one and two"."""
        return self.total > 0 or self.group >= (100 if item.language == "en" else 20)

    def add_digits(self, value: float | None) -> bool:
        if value is None or (self.taken and (self.limit >= 1e18 or value >= self.limit or value % 1)):
            return False
        self.group, self.digits = value, True
        return True

    def add_fraction(self, item: Item, scaled: bool) -> bool:
        """ "Half a million", and "a million and a half" in one."""
        if not self.taken:
            self.group = item.value
            return scaled
        if item.joined and not self.group and self.limit < 1e18:
            self.total += item.value * self.limit
            self.closed = True
            return True
        return False

    def add_scale(self, item: Item) -> bool:
        if item.kind == "scale" and self.group:
            if item.value == 100:
                self.group *= 100
                return self.group < 10_000
            if item.value >= self.limit or item.joined:
                return False
            self.total += self.group * item.value
        elif item.value >= self.limit or item.plural or (self.taken and not item.joined):
            return False
        elif item.value == 100:
            self.group = 100
            return True
        else:
            self.total += item.value
        self.limit = item.value if item.kind == "scale" else item.value / 2
        self.largest = max(self.largest, self.limit)
        self.group = 0
        return True

    def add_word(self, item: Item) -> bool:
        """A word below a thousand, where it may be added to what is read so far."""
        below = self.group % 100
        if item.value == 100 and not item.joined and 3 <= self.group <= 9:
            self.group *= 100
            return True
        if item.kind == "hundred":
            allowed = self.group == 0
        elif item.language == "ar":
            teen = item.value == 10 and not item.joined and 1 <= below <= 9
            allowed = teen or (below < 10 if item.kind == "ten" else below == 0)
        elif item.kind == "ten":
            allowed = below == 0
        else:
            allowed = below == 0 or (below % 10 == 0 and below >= 20 and 0 < item.value < 10)
        if not allowed or (self.digits and self.group):
            return False
        self.group += item.value
        return True


def followed_by_scale(words: Words, forms: list[str], kinds: list[str | None], at: int) -> bool:
    """True where the next token is a scale word such as "million"."""
    item = item_at(words, forms, kinds, at + 1)
    return item is not None and item.kind == "scale" and not item.joined


def _fits(item: Item, taken: int, group: float) -> bool:
    """True where a word may stand here: Arabic goes on with "and" only, except before a scale."""
    if item.kind in ("ordinal", "ordinal_ten", "part") or item.definite:
        return False
    if not taken:
        return True
    if item.clitic and not item.joined:
        return False
    if item.kind == "digits":
        return item.joined and not group
    if item.language != "ar" or item.joined:
        return True
    return item.kind in ("scale", "fraction") or item.value in (10, 100)


def _plain(value: float) -> float:
    value = float(f"{value:.12g}")  # 34.2 * 10**9 is not whole in binary
    return int(value) if value == int(value) else value


def digits_value(form: str, language: str, scaled: bool = False) -> float | None:
    """What digits with separators come to in a language, None where they are no number."""
    form = form.replace(" ", "").replace("٬", "")
    if "٫" in form:
        whole, _, part = form.partition("٫")
        whole = whole.replace(",", "").replace(".", "")
        return float(f"{whole}.{part}") if part.isdecimal() and whole.isdecimal() else None
    separators = {c for c in form if c in ".,"}
    if not separators:
        return int(form) if len(form) < 16 else None
    if len(separators) == 2:
        last = max(form.rfind("."), form.rfind(","))
        whole = form[:last].replace(",", "").replace(".", "")
        return float(f"{whole}.{form[last + 1 :]}") if form.count(form[last]) == 1 else None
    mark = separators.pop()
    first, *rest = form.split(mark)
    thousands = len(first) <= 3 and not first.startswith("0") and all(len(part) == 3 for part in rest)
    if len(rest) > 1:
        return int(form.replace(mark, "")) if thousands else None
    grouping = {"en": ",", "fr": ".", "ru": "."}.get(language)
    if thousands and (mark == grouping or (grouping is None and not (scaled and mark == "."))):
        return int(form.replace(mark, ""))
    return float(f"{first}.{rest[0]}")
