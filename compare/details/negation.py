"""Negation cues: what a sentence denies, leaves out, refuses."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import chain

from compare.details.cues import Fold, Phrases, Sentence, cue_detail, folded, listed, match, phrases, read
from compare.languages import LANGUAGES
from compare.model.claim import Detail, DetailKind
from compare.model.text import Span

_VALUES = ("skip", "lexical", "without", "denied", "refused", "not")
_OPENING, _CLOSING = tuple("\"'«“‘(‹"), tuple("\"'»”’)›")
_FAR = 4
"""How many words may stand between "ne" and its second half, and between a cue and what it negates."""


def find_negations(
    text: str,
    words: Sequence[Span],
    fold: Fold,
    start: int = 0,
    end: int | None = None,
    languages: Sequence[str] = LANGUAGES,
) -> tuple[Detail, ...]:
    """The negation cues of one sentence: "not", "without", "denied", "refused" or "lexical".

    `head` is the folded word that is negated. Phrases that only look negative ("not only", "لا يزال") give
    nothing. Linear in the sentence.
    """
    sentence = read(text, words, fold, start, end, languages)
    if sentence is None:
        return ()
    known = _table(fold, sentence.language)
    found: list[Detail] = []
    at = 0
    while at < len(sentence.forms):
        length, value = _cue(sentence, at, known, fold)
        if value:
            found.append(
                cue_detail(
                    DetailKind.NEGATION,
                    sentence,
                    (at, length),
                    value,
                    _head(sentence, at, length, value, fold),
                )
            )
        at += length
    return tuple(found)


def _cue(sentence: Sentence, at: int, known: Phrases, fold: Fold) -> tuple[int, str]:
    """(words to move on, the cue's value or "") at one word."""
    hit = match(sentence, at, known)
    if hit is None:
        return _unlisted(sentence, at, fold)
    length, value = hit
    if value == "skip" or (value == "without" and _is_below(sentence, at + length)):
        return length, ""
    if value == "not" and (_is_restricted(sentence, at + length, fold) or _stands_alone(sentence, at)):
        return length, ""
    return length, value


@lru_cache(maxsize=16)
def _table(fold: Fold, language: str) -> Phrases:
    return phrases(fold, ((value, listed(language, "negation", value)) for value in _VALUES))


def _unlisted(sentence: Sentence, at: int, fold: Fold) -> tuple[int, str]:
    """Cues that are not phrases: contractions, spellings that folding hides, halves that stand apart."""
    form, language = sentence.forms[at], sentence.language
    if form.endswith(tuple(folded(fold, language, "negation", "contraction"))):
        skipped = at + 1 < len(sentence.forms) and sentence.forms[at + 1] in _only(language, fold)
        return 1, "" if skipped else "not"
    if form in folded(fold, language, "negation", "as_written"):
        return 1, "not" if _is_written(sentence, at) else ""
    if form in folded(fold, language, "negation", "first"):
        return _second_half(sentence, at, fold)
    return 1, ""


def _only(language: str, fold: Fold) -> frozenset[str]:
    """Words after a negator that make it no negation: "only"."""
    return folded(fold, language, "negation", "only")


def _is_written(sentence: Sentence, at: int) -> bool:
    language = sentence.language
    if sentence.surface(at) not in listed(language, "negation", "as_written"):
        return False
    following = sentence.surface(at + 1) if at + 1 < len(sentence.forms) else ""
    return following not in listed(language, "negation", "not_before")


def _second_half(sentence: Sentence, at: int, fold: Fold) -> tuple[int, str]:
    """The stretch from "ne" to "pas", or nothing where no second half follows nearby."""
    halves, only = folded(fold, sentence.language, "negation", "second"), _only(sentence.language, fold)
    for other in range(at + 1, min(at + 2 + _FAR, len(sentence.forms))):
        if sentence.gap(other):
            break
        if sentence.forms[other] in halves:
            skipped = other + 1 < len(sentence.forms) and sentence.forms[other + 1] in only
            return other - at + 1, "" if skipped else "not"
    return 1, ""


def _is_below(sentence: Sentence, after: int) -> bool:
    """True where a number follows: "دون 18" is "below 18"."""
    return after < len(sentence.forms) and sentence.forms[after][:1].isdigit() and not sentence.gap(after)


def _is_restricted(sentence: Sentence, after: int, fold: Fold) -> bool:
    """True for "not … except": it says "only", which affirms."""
    exceptions = folded(fold, sentence.language, "negation", "except")
    for place in range(after, min(after + _FAR, len(sentence.forms))):
        if sentence.gap(place):
            return False
        if sentence.forms[place] in exceptions:
            return True
    return False


def _stands_alone(sentence: Sentence, at: int) -> bool:
    """True for a cue in quotes of its own: the word "no"."""
    return bool(sentence.gap(at)[-1:] in _OPENING and sentence.gap(at + 1)[:1] in _CLOSING)


def _head(sentence: Sentence, at: int, length: int, value: str, fold: Fold) -> str | None:
    """The first word of substance inside a two-part cue or after the cue, up to the next punctuation."""
    language = sentence.language
    idle = folded(fold, language, "negation", "particles")
    if value == "lexical":
        return sentence.forms[at + length - 1]
    if language == "ar" and value in ("denied", "refused"):
        return None  # the subject follows, not what is denied
    two_part = sentence.forms[at] in folded(fold, language, "negation", "first")
    inside = range(at + 1, at + length - 1) if two_part else range(0)
    for place in chain(inside, range(at + length, min(at + length + 1 + _FAR, len(sentence.forms)))):
        if place >= at + length and sentence.gap(place).strip("\"'«»“”(") != "":
            return None
        if sentence.forms[place] not in idle:
            return sentence.forms[place]
    return None
