"""News agencies by their names, in the spellings of every language: where they stand in a stretch of text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import product

from compare.languages import LANGUAGES, table

_WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0640\u064b-\u065f\u0670\u0300-\u036f\u200b-\u200f])*+")
_LETTERS = str.maketrans(
    {
        **dict.fromkeys("أإآٱ", "ا"),
        **dict.fromkeys("ىیېئ", "ي"),
        **dict.fromkeys("ةۀہ", "ه"),
        **dict.fromkeys("ءـ\u200b\u200c\u200d\u200e\u200f", None),
        "ک": "ك",
        "ؤ": "و",
        "ё": "е",
    }
)
_ARTICLE = "ال"
_CLOSED_ARTICLE = "لل"
_TO = ("ل", "ول")
_QUOTES = "\"'«»“”„‟‘’{}"
_OPENING, _CLOSING = "([/" + _QUOTES, ")]/" + _QUOTES


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a stretch: folded, where it stands, and what divides it from the word before."""

    folded: str
    start: int
    end: int
    before: str


@dataclass(frozen=True, slots=True)
class Named:
    """An agency at words[first] to words[last]; `agency` is None for agencies without a name.

    `short` says that the name is a common word too, `headed` that "agency" is part of it or stands before
    it, `joined` that a preposition is written together with it.
    """

    agency: str | None
    first: int
    last: int
    short: bool = False
    headed: bool = False
    joined: bool = False


@dataclass(frozen=True, slots=True)
class _Tables:
    """The tables of all languages in one: a text may name an agency in any script.

    `names` leads from the first word to (all words, agency, short, headed), longest first.
    """

    names: Mapping[str, tuple[tuple[tuple[str, ...], str | None, bool, bool], ...]]
    agency: frozenset[str]
    cues: frozenset[str]
    passing: frozenset[str]
    plain: frozenset[str]
    labels: tuple[tuple[str, ...], ...]
    prefixes: tuple[str, ...]


@lru_cache(maxsize=100_000)
def fold_word(word: str) -> str:
    """A word without marks, tatweel, hamza forms and case.

    >>> fold_word("وكالةُ"), fold_word("AFP")
    ('وكاله', 'afp')
    """
    plain = word.translate(_LETTERS).lower()
    if plain.isascii():
        return plain
    spread = unicodedata.normalize("NFKD", plain)
    return "".join(c for c in spread if not unicodedata.combining(c)).translate(_LETTERS)


def words_of(text: str, start: int = 0, end: int | None = None) -> tuple[Word, ...]:
    """The words of text[start:end]; apostrophes, hyphens and dots divide words. Linear."""
    found: list[Word] = []
    last = start
    for match in _WORD.finditer(text, start, len(text) if end is None else end):
        found.append(Word(fold_word(match.group()), match.start(), match.end(), text[last : match.start()]))
        last = match.end()
    return tuple(found)


@cache
def tables() -> _Tables:
    """The compiled tables."""
    names: dict[str, dict[tuple[str, ...], tuple[str | None, bool, bool]]] = {}

    def add(variant: str, agency: str | None, short: bool, headed: bool) -> None:
        folded = _split(variant)
        names.setdefault(folded[0], {}).setdefault(folded, (agency, short, headed))

    for language in LANGUAGES:
        known = table(language, "agencies")
        for section in ("names", "short"):
            for agency, variants in known.get(section, {}).items():
                for variant in variants:
                    add(variant, agency, section == "short", False)
        for variant, agency in _with_heads(known.get("of", {})):
            add(variant, agency, False, True)
        for variant in _column(language, "unnamed"):
            add(variant, None, True, False)
    return _Tables(
        names={
            first: tuple((form, *rest) for form, rest in sorted(found.items(), key=lambda f: -len(f[0])))
            for first, found in names.items()
        },
        agency=_words("agency"),
        cues=_words("cues"),
        passing=_words("passing"),
        plain=_words("plain"),
        labels=tuple(_split(label) for language in LANGUAGES for label in _column(language, "labels")),
        prefixes=tuple(prefix for language in LANGUAGES for prefix in _column(language, "prefixes")),
    )


def _with_heads(rules: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str]]:
    """ "وكالة الأنباء" + "السعودية", with and without a filler between."""
    for agency, variants in rules.items():
        if agency in ("heads", "fillers"):
            continue
        for head, filler, variant in product(rules["heads"], ("", *rules["fillers"]), variants):
            yield f"{head} {filler} {variant}", agency


def _column(language: str, key: str) -> Sequence[str]:
    found: Sequence[str] = table(language, "agencies").get("words", {}).get(key, ())
    return found


def _split(phrase: str) -> tuple[str, ...]:
    return tuple(word.folded for word in words_of(phrase))


def _words(key: str) -> frozenset[str]:
    """Every word of a column; of a phrase its last word."""
    return frozenset(_split(word)[-1] for language in LANGUAGES for word in _column(language, key))


def names_in(words: Sequence[Word]) -> tuple[Named, ...]:
    """The agencies named in a stretch, in order, the longest name first at each place. Linear."""
    found: list[Named] = []
    at = 0
    while at < len(words):
        named = _at(words, at)
        if named is None:
            at += 1
        else:
            found.append(named)
            at = named.last + 1
    return tuple(found)


def _at(words: Sequence[Word], at: int) -> Named | None:
    for form, joined in _readings(words[at].folded):
        for name, agency, short, headed in tables().names.get(form, ()):
            rest = (word.folded for word in words[at + 1 : at + len(name)])
            if tuple(rest) == name[1:]:
                if joined and short:
                    continue
                last = at + len(name) - 1
                after_head = at > 0 and without_prefix(words[at - 1].folded) in tables().agency
                return Named(agency, at, last, short, headed or after_head, joined)
    return None


@lru_cache(maxsize=50_000)
def _readings(word: str) -> tuple[tuple[str, bool], ...]:
    """A word as it stands, and without a preposition that is written together with it."""
    found = [(word, False)]
    if word.startswith(_CLOSED_ARTICLE):
        found.append((_ARTICLE + word[len(_CLOSED_ARTICLE) :], True))
    found += [
        (word[len(prefix) :], True)
        for prefix in tables().prefixes
        if word.startswith(prefix) and len(word) - len(prefix) > 2
    ]
    return tuple(found)


@lru_cache(maxsize=50_000)
def without_prefix(word: str) -> str:
    """A word without a joined preposition where the rest is a word for an agency or a cue."""
    known = tables().agency | tables().cues
    return next((form for form, _ in _readings(word) if form in known), word)


def enclosed(words: Sequence[Word], named: Named, tail: str) -> bool:
    """True where brackets, slashes or quotation marks stand on both sides of a name.

    `tail` is what stands after the last word.
    """
    left = words[named.first].before.rstrip()[-1:]
    right = after(words, named, tail).lstrip()[:1]
    return bool(left) and bool(right) and left in _OPENING and right in _CLOSING


def after(words: Sequence[Word], named: Named, tail: str) -> str:
    """What stands between a name and the next word."""
    return words[named.last + 1].before if named.last + 1 < len(words) else tail


def is_cited(words: Sequence[Word], named: Named, tail: str) -> bool:
    """True where a sentence names the agency as a source: a word of saying stands near, no poll or index.

    A name that is a common word too has to be in quotation marks or right after "agency".
    """
    if named.agency is None or (named.short and not named.headed and not enclosed(words, named, tail)):
        return False
    near = [without_prefix(word.folded) for word in words[max(0, named.first - 3) : named.first]]
    if any(word in tables().passing for word in near[-2:]):
        return False
    later = [word.folded for word in words[named.last + 1 : named.last + 3]]
    if later and later[0] in tables().passing:
        return False
    spoken = any(word in tables().cues for word in (*near, *later))
    return spoken or named.headed or _told_to(words, named) or _alone(words, named, tail)


def _told_to(words: Sequence[Word], named: Named) -> bool:
    """ "لرويترز" and "لـ«رويترز»": told to the agency."""
    joined = named.joined and words[named.first].folded.startswith(_TO)
    return joined or (named.first > 0 and words[named.first - 1].folded in _TO)


def _alone(words: Sequence[Word], named: Named, tail: str) -> bool:
    """ "(رويترز)" behind what it reported."""
    left = words[named.first].before.rstrip()[-1:]
    right = after(words, named, tail).lstrip()[:1]
    return left in ("(", "[", "/") and right in (")", "]", "/")
