"""What the cue finders share: a sentence as folded words, its language, and tables of phrases."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from compare.languages import table
from compare.model.claim import Detail, DetailKind
from compare.model.text import Span

Fold = Callable[[str], str]
Following = tuple[tuple[tuple[str, ...], str], ...]
"""The words that follow the first word of a phrase, with what the phrase means; longest first."""

_ELISION = re.compile(r"(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu)['’](?=\w)", re.IGNORECASE)
_MARKS = re.compile("[\u064b-\u0655\u0670\u0640\u200c-\u200f]+")
_SCRIPTS = ("arabic", "cyrillic", "latin")
_ARABIC = re.compile("[\u0600-\u06ff]+")
_RIVAL = re.compile("[A-\u024f\u0400-\u04ff]")
_RIVAL_SCRIPTS = (re.compile("[\u0400-\u04ff]+"), re.compile("[A-\u024f]+"))


@dataclass(frozen=True, slots=True)
class Group:
    """The phrases that begin with one word: itself alone, those with a known second word, and the rest."""

    alone: str | None
    seconds: dict[str, Following]
    beginnings: Following


Phrases = dict[str, Group]
"""Phrases by their first word."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: where its words stand, how they look folded, and the language that reads it."""

    text: str
    start: int
    end: int
    language: str
    words: tuple[Span, ...]
    forms: tuple[str, ...]

    def gap(self, at: int) -> str:
        """What stands between word `at` and the word before it, without spaces."""
        before = self.words[at - 1].end if at else self.start
        after = self.words[at].start if at < len(self.words) else self.end
        return self.text[before:after].strip()

    def surface(self, at: int) -> str:
        """Word `at` as written, without vowel marks and tatweel."""
        return bare(self.text[self.words[at].start : self.words[at].end])

    def raw(self, at: int) -> str:
        """Word `at` exactly as written."""
        return self.text[self.words[at].start : self.words[at].end]


def bare(word: str) -> str:
    """A word without vowel marks, tatweel and invisible characters; its letters stay as they are."""
    return _MARKS.sub("", word)


def sentence_of(
    text: str,
    span: Span,
    words: tuple[Span, ...],
    forms: tuple[str, ...],
    fold: Fold,
    languages: tuple[str, ...],
) -> Sentence | None:
    """A sentence with its words and their folded forms, or None where no table reads its language."""
    language = _language(text[span.start : span.end], languages) if words else None
    if language is None:
        return None
    if language == "fr":
        words = tuple(part for word in words for part in _elided(text, word))
        forms = tuple([fold(text[w.start : w.end]) for w in words])
    return Sentence(text, span.start, span.end, language, words, forms)


def _language(sentence: str, languages: tuple[str, ...]) -> str | None:
    """The language of a sentence: by its main script, among languages of one script by function words."""
    script = "arabic"
    if _RIVAL.search(sentence):
        counts = [sum(map(len, finder.findall(sentence))) for finder in (_ARABIC, *_RIVAL_SCRIPTS)]
        script = _SCRIPTS[counts.index(max(counts))]
    rivals = _rivals(script, languages)
    if len(rivals) < 2:
        return rivals[0] if rivals else None
    found = [len(_function_words(code).findall(sentence)) for code in rivals]
    return rivals[found.index(max(found))]


@lru_cache(maxsize=64)
def _rivals(script: str, languages: tuple[str, ...]) -> tuple[str, ...]:
    """The languages that are written in a script."""
    return tuple(code for code in languages if table(code, "attribution").get("script", "latin") == script)


@lru_cache(maxsize=16)
def _function_words(language: str) -> re.Pattern[str]:
    listed = table(language, "attribution").get("function_words", ())
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, listed)) or '(?!)'})(?!\w)", re.IGNORECASE)


def _elided(text: str, span: Span) -> Iterable[Span]:
    """French words apart: "d'après" is two."""
    cut = _ELISION.match(text, span.start, span.end)
    if cut is None:
        return (span,)
    return (Span(span.start, cut.end()), Span(cut.end(), span.end))


def phrases(fold: Fold, meanings: Iterable[tuple[str, Iterable[str]]]) -> Phrases:
    """A table to match with: each listed phrase folded, under its first word."""
    found: dict[str, dict[tuple[str, ...], str]] = {}
    for meaning, listed in meanings:
        for phrase in listed:
            first, *rest = [fold(word) for word in _split(phrase)]
            found.setdefault(first, {}).setdefault(tuple(rest), meaning)
    return {first: _group(followed) for first, followed in found.items()}


def _group(followed: dict[tuple[str, ...], str]) -> Group:
    ordered = sorted(followed.items(), key=lambda item: -len(item[0]))
    seconds: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for rest, meaning in ordered:
        if rest and rest[0][-1:] != "*":
            seconds.setdefault(rest[0], []).append((rest, meaning))
    beginnings = tuple((rest, meaning) for rest, meaning in ordered if rest and rest[0][-1:] == "*")
    return Group(followed.get(()), {k: tuple(v) for k, v in seconds.items()}, beginnings)


def _split(phrase: str) -> list[str]:
    """A phrase of the tables as words: an elided French article is a word of its own."""
    return _ELISION.sub(lambda m: m.group() + " ", phrase).split()


def begins(form: str, language: str, starts: Collection[str]) -> bool:
    """True for a folded word that is one of `starts`, in Arabic also after "and" and "so"."""
    return form in starts or (language == "ar" and form[:1] in ("و", "ف") and form[1:] in starts)


def match(sentence: Sentence, at: int, known: Phrases) -> tuple[int, str] | None:
    """(how many words, what it means) of the longest phrase at word `at`, or None.

    Arabic "and" and "so" come off the first word; a listed word that ends in "*" matches as a prefix. A
    phrase does not run over punctuation.
    """
    form = sentence.forms[at]
    group = known.get(form)
    if group is None and sentence.language == "ar" and len(form) > 2 and form[0] in "وف":
        group = known.get(form[1:])
    if group is None:
        return None
    best: tuple[int, str] | None = None
    following = sentence.forms[at + 1] if at + 1 < len(sentence.forms) else ""
    for phrases_on in (group.seconds.get(following, ()), group.beginnings):
        for rest, meaning in phrases_on:
            longer = best is None or 1 + len(rest) > best[0]
            if longer and _follows(sentence, at + 1, rest):
                best = 1 + len(rest), meaning
                break
    if best is None and group.alone is not None:
        return 1, group.alone
    return best


def _follows(sentence: Sentence, at: int, rest: tuple[str, ...]) -> bool:
    if at + len(rest) > len(sentence.forms):
        return False
    for offset, wanted in enumerate(rest, at):
        form = sentence.forms[offset]
        if not (form.startswith(wanted[:-1]) if wanted[-1:] == "*" else form == wanted):
            return False
        if sentence.gap(offset):
            return False
    return True


def listed(language: str, name: str, key: str) -> list[Any]:
    """One list of one table, empty where the language has none."""
    return list(table(language, name).get(key, ()))


@lru_cache(maxsize=256)
def written(language: str, name: str, key: str) -> tuple[str, ...]:
    """One list of words or word parts of one table, as written."""
    return tuple(listed(language, name, key))


@lru_cache(maxsize=256)
def folded(fold: Fold, language: str, name: str, key: str) -> frozenset[str]:
    """One list of words of one table, folded."""
    return frozenset(fold(word) for word in listed(language, name, key))


@lru_cache(maxsize=16)
def saying(fold: Fold, language: str) -> dict[str, str]:
    """Every form of the verbs of saying, folded, with what it makes of its source: "said" or "denied"."""
    forms: dict[str, str] = {}
    for meaning in ("said", "denied"):
        for entry in listed(language, "attribution", meaning):
            for form in _forms(entry, fold) if language == "ar" else [fold(entry)]:
                forms.setdefault(form, meaning)
    return forms


@lru_cache(maxsize=32)
def verb_forms(fold: Fold, key: str) -> frozenset[str]:
    """Every form of the Arabic verbs of one list, folded."""
    return frozenset(form for entry in listed("ar", "attribution", key) for form in _forms(entry, fold))


def _forms(entry: str, fold: Fold) -> list[str]:
    """The forms of an Arabic verb given as "past" or "past present"."""
    past, *present = [fold(word) for word in entry.split()]
    forms = past_forms(past)
    for form in present:
        stem = form[1:].removesuffix("ي")
        forms += [form, "ت" + form[1:], "ن" + form[1:], "ي" + stem + "ون", form + "ان", "ت" + form[1:] + "ان"]
    return forms


def past_forms(past: str) -> list[str]:
    """The third-person forms of a folded Arabic past, masculine singular first.

    >>> past_forms("نفي")
    ['نفي', 'نفت', 'نفوا', 'نفيا', 'نفتا']
    """
    stem = past[:-1] if past[-1] in "يا" else past
    return [past, stem + "ت", stem + "وا", past + "ا", stem + "تا"]


def cue_detail(
    kind: DetailKind, sentence: Sentence, place: tuple[int, int], value: str, head: str | None
) -> Detail:
    """A cue as a detail; `place` is its first word and how many words it has."""
    at, length = place
    start, end = sentence.words[at].start, sentence.words[at + length - 1].end
    return Detail(kind, start, end, sentence.text[start:end], value, head=head)
