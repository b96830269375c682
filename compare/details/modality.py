"""Modality cues: whether a clause tells what is planned, what is possible or what happened."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from compare.details.cues import (
    Fold,
    Phrases,
    Sentence,
    cue_detail,
    folded,
    listed,
    match,
    past_forms,
    phrases,
    read,
    saying,
)
from compare.languages import LANGUAGES
from compare.model.claim import Detail, DetailKind
from compare.model.text import Span

Cue = tuple[int, str]
"""How many words a cue takes, and its value; no value where there is none."""

_BREAK = re.compile(r"[،,;؛:.!?؟()\[\]\n–—]|(?:^|\s)-(?:\s|$)")
_NONE: Cue = (1, "")
_SHORTEST_FUTURE = 5


def find_modalities(
    text: str,
    words: Sequence[Span],
    fold: Fold,
    start: int = 0,
    end: int | None = None,
    languages: Sequence[str] = LANGUAGES,
) -> tuple[Detail, ...]:
    """The first cue of each clause: "planned", "possible" or "happened".

    A clause ends at punctuation, at "that", and at an "and" that brings a new cue. Verbs of saying are
    attribution, not events, and give none. Linear in the sentence.
    """
    sentence = read(text, words, fold, start, end, languages)
    if sentence is None:
        return ()
    cue_at = _FINDERS.get(sentence.language, _listed_only)
    openers = folded(fold, sentence.language, "attribution", "that")
    found: list[Detail] = []
    open_clause = True
    at = 0
    while at < len(sentence.forms):
        form = sentence.forms[at]
        if at and (form in openers or _BREAK.search(sentence.gap(at))):
            open_clause = True
        length, value = cue_at(sentence, at, fold)
        if value and (open_clause or _joined(sentence, at)):
            found.append(
                cue_detail(
                    DetailKind.MODALITY,
                    sentence,
                    (at, length),
                    value,
                    _head(sentence, at, length, value, fold),
                )
            )
            open_clause = False
        at += length
        open_clause = open_clause or sentence.forms[at - 1] in openers
    return tuple(found)


def _head(sentence: Sentence, at: int, length: int, value: str, fold: Fold) -> str | None:
    """The verb or noun that the cue is about: its own last word, or the next word of substance."""
    own = sentence.forms[at + length - 1]
    if value == "happened" and own not in folded(fold, sentence.language, "negation", "particles"):
        return own
    idle = folded(fold, sentence.language, "negation", "particles")
    idle |= folded(fold, sentence.language, "attribution", "that")
    inside = sentence.language == "ar" and _is_future(sentence.surface(at + length - 1))
    if inside or (length > 1 and own[0] in "يت" and sentence.language == "ar"):
        return own
    for place in range(at + length, min(at + length + 4, len(sentence.forms))):
        if _BREAK.search(sentence.gap(place)):
            return None
        if sentence.forms[place] not in idle:
            return sentence.forms[place]
    return None


def _joined(sentence: Sentence, at: int) -> bool:
    """True where "and" brings the cue: in Arabic as its first letter, elsewhere as the word before."""
    if sentence.language == "ar":
        return sentence.forms[at].startswith("و")
    return at > 0 and sentence.forms[at - 1] in ("and", "et", "и", "but", "mais", "а", "но")


@lru_cache(maxsize=16)
def _table(fold: Fold, language: str) -> Phrases:
    values = ("planned", "possible", "happened") if language != "ar" else ("planned", "possible")
    return phrases(fold, ((value, listed(language, "modality", value)) for value in values))


@lru_cache(maxsize=32)
def _endings(language: str, key: str) -> re.Pattern[str]:
    """The patterns of a table as one, for whole words."""
    return re.compile("|".join(listed(language, "modality", key)) or "(?!)")


def _listed_only(sentence: Sentence, at: int, fold: Fold) -> Cue:
    return match(sentence, at, _table(fold, sentence.language)) or _NONE


# ------------------------------------------------------------------------------------------------ Arabic


def _arabic(sentence: Sentence, at: int, fold: Fold) -> Cue:
    hit = match(sentence, at, _table(fold, "ar"))
    if hit is not None:
        return hit
    form = sentence.forms[at]
    if not form:
        return _NONE
    if form in folded(fold, "ar", "modality", "perhaps"):
        return _after_qad(sentence, at, fold, sure=False)
    if form in folded(fold, "ar", "modality", "surely"):
        return _after_qad(sentence, at, fold, sure=True)
    if _is_future(sentence.surface(at)):
        return 1, "planned"
    return (1, "happened") if _is_past(sentence, at, fold) else _NONE


def _after_qad(sentence: Sentence, at: int, fold: Fold, sure: bool) -> Cue:
    """The particle with its verb: past happened, present possible; nothing where the next word is no verb."""
    if at + 1 >= len(sentence.forms) or sentence.gap(at + 1):
        return _NONE
    verb = sentence.forms[at + 1]
    if len(verb) < 2 or verb in saying(fold, "ar"):
        return 2, ""
    strong, weak = _pasts(fold)
    if verb in strong or verb in weak or (verb[0] == "ت" and verb[-1] == "ت" and len(verb) > 4):
        return 2, "happened"
    if verb[0] in "يت" and len(verb) > 2:
        return 2, "happened" if sure else "possible"
    past = len(verb) > 2 and verb[0] != "ن" and not verb.startswith("ال") and (verb[-1] == "ت" or sure)
    return (2, "happened") if past else _NONE


@lru_cache(maxsize=65536)
def _is_future(surface: str) -> bool:
    """True for س before a verb, by shape and against the beginnings and endings of other words."""
    word = surface[1:] if surface[:2] in ("وس", "فس") else surface
    if word[:2] not in ("سي", "ست", "سن", "سأ"):
        return False
    if word in listed("ar", "modality", "future_short"):
        return True
    if word.endswith(tuple(listed("ar", "modality", "future_not_ending"))) or len(word) < _SHORTEST_FUTURE:
        return False
    if word.startswith("سأل") or word in listed("ar", "modality", "future_not"):
        return False
    return not word.startswith(tuple(listed("ar", "modality", "future_not_beginning")))


@lru_cache(maxsize=4)
def _pasts(fold: Fold) -> tuple[frozenset[str], frozenset[str]]:
    """Forms that are a past anywhere, and forms that are one only where a clause begins."""
    strong = {f for w in listed("ar", "modality", "happened") for f in past_forms(fold(w))}
    doubtful = [past_forms(fold(w)) for w in listed("ar", "modality", "happened_at_start")]
    strong |= {feminine for _, feminine, *_ in doubtful}
    return frozenset(strong), frozenset(form for forms in doubtful for form in (forms[0], forms[2]))


def _is_past(sentence: Sentence, at: int, fold: Fold) -> bool:
    """True for a past form: listed, or of a shape that only verbs have."""
    form = sentence.forms[at]
    strong, weak = _pasts(fold)
    joined = form[:1] in "وف" and form not in strong and form not in weak
    verb = form[1:] if joined else form
    if len(verb) < 2 or verb in saying(fold, "ar") or not _may_be_past(sentence.raw(at)[joined:]):
        return False
    if verb in folded(fold, "ar", "modality", "as_written"):
        return sentence.surface(at)[joined:] in listed("ar", "modality", "as_written")
    before = sentence.forms[at - 1] if at else ""
    if before == "ان" and verb[0] == "ت":
        return False
    if verb in strong:
        return True
    if verb not in weak:
        return _has_past_shape(verb)
    if joined:
        return at == 0
    opens = at == 0 or bool(_BREAK.search(sentence.gap(at)))
    from_where = before == "حيث" and at > 1 and sentence.forms[at - 2] == "من"
    return opens or (before in folded(fold, "ar", "modality", "before_verb") and not from_where)


def _may_be_past(raw: str) -> bool:
    """False for what only nouns look like: إنشاء, زيارة, سافرًا."""
    noun = raw.startswith(("إ", "آ")) or raw.endswith(("ة", "اء", "ئ"))
    return not noun and "\u064b" not in raw


@lru_cache(maxsize=65536)
def _has_past_shape(form: str) -> bool:
    if form.removesuffix("ت").removesuffix("وا") in listed("ar", "modality", "no_pattern"):
        return False
    return _endings("ar", "patterns").fullmatch(form) is not None


# ----------------------------------------------------------------------------------------------- English


def _english(sentence: Sentence, at: int, fold: Fold) -> Cue:
    hit = match(sentence, at, _table(fold, "en"))
    form = sentence.forms[at]
    if form in saying(fold, "en") or _is_name(sentence, at):
        return _NONE
    if hit is not None:
        length, value = hit
        if value == "happened" and _is_hypothetical(sentence, at, fold):
            return _NONE
        doubtful = length == 1 and form in folded(fold, "en", "modality", "happened_doubtful")
        return hit if not doubtful or _has_subject(sentence, at, fold) else _NONE
    shaped = form.endswith("ed") and len(form) > 4
    if not shaped or form in folded(fold, "en", "modality", "not_happened_ed"):
        return _NONE
    return (1, "happened") if _has_subject(sentence, at, fold) else _NONE


def _is_name(sentence: Sentence, at: int) -> bool:
    """True for a capital inside a sentence, or before a number or another capital: "May 5", "Will Smith"."""
    if not sentence.raw(at)[0].isupper():
        return False
    following = sentence.raw(at + 1) if at + 1 < len(sentence.forms) else "."
    return at > 0 or following[0].isdigit() or following[0].isupper()


def _is_hypothetical(sentence: Sentence, at: int, fold: Fold) -> bool:
    """True for "would … have been": told as what did not happen, or is not sure."""
    return not folded(fold, "en", "modality", "hypothetical").isdisjoint(sentence.forms[max(0, at - 3) : at])


def _has_subject(sentence: Sentence, at: int, fold: Fold) -> bool:
    """True where the word before can be a verb's subject or auxiliary and the word after a verb's object."""
    if not at or sentence.gap(at):
        return False
    before = sentence.forms[at - 1]
    if before in folded(fold, "en", "modality", "auxiliaries"):
        return True
    following = sentence.forms[at + 1] if at + 1 < len(sentence.forms) else ""
    if following not in folded(fold, "en", "modality", "after_verb"):
        return False
    doubtful = sentence.forms[at] in folded(fold, "en", "modality", "happened_doubtful")
    capital = sentence.raw(at - 1)[0].isupper() and not (at == 1 and doubtful)
    return capital or before in folded(fold, "en", "modality", "subjects")


# ----------------------------------------------------------------------------------------------- Russian


def _russian(sentence: Sentence, at: int, fold: Fold) -> Cue:
    hit = match(sentence, at, _table(fold, "ru"))
    form = sentence.forms[at]
    if hit is not None or form in saying(fold, "ru"):
        return hit or _NONE
    if form in folded(fold, "ru", "modality", "passive") and at + 1 < len(sentence.forms):
        passive = _endings("ru", "participle_endings").fullmatch(sentence.forms[at + 1])
        return (2, "happened") if passive and not sentence.gap(at + 1) else _NONE
    if at and sentence.raw(at)[0].isupper():
        return _NONE
    return (1, "happened") if _is_russian_past(form, fold) else _NONE


@lru_cache(maxsize=65536)
def _is_russian_past(form: str, fold: Fold) -> bool:
    stem = form.rstrip("аои")
    if stem in folded(fold, "ru", "modality", "not_past") or len(form) < 4:
        return False
    return _endings("ru", "past_endings").search(form) is not None


# ------------------------------------------------------------------------------------------------ French


def _french(sentence: Sentence, at: int, fold: Fold) -> Cue:
    hit = match(sentence, at, _table(fold, "fr"))
    if hit is not None:
        return hit
    form = sentence.forms[at]
    for key, value in (("before_infinitive", "planned"), ("possible_before_infinitive", "possible")):
        if form in folded(fold, "fr", "modality", key):
            return _before_infinitive(sentence, at, value, fold)
    if form in folded(fold, "fr", "modality", "auxiliaries") | folded(fold, "fr", "modality", "to_be"):
        return _participle(sentence, at, fold)
    future = _endings("fr", "future_endings").fullmatch(form)
    return (1, "planned") if future and form not in folded(fold, "fr", "modality", "no_future") else _NONE


def _next(sentence: Sentence, at: int, fold: Fold) -> int | None:
    """The place of the verb after an auxiliary, over adverbs, or None."""
    between = folded(fold, "fr", "modality", "between")
    for place in range(at + 1, min(at + 4, len(sentence.forms))):
        if sentence.gap(place):
            return None
        if sentence.forms[place] not in between:
            return place
    return None


def _before_infinitive(sentence: Sentence, at: int, value: str, fold: Fold) -> Cue:
    verb = _next(sentence, at, fold)
    if verb is not None and sentence.forms[verb] in ("se", "s'", "y", "en", "le", "la", "les"):
        verb = verb + 1 if verb + 1 < len(sentence.forms) else None
    if verb is None or not _endings("fr", "infinitive_endings").fullmatch(sentence.forms[verb]):
        return _NONE
    return verb - at + 1, value


def _participle(sentence: Sentence, at: int, fold: Fold) -> Cue:
    """An auxiliary with its participle: "a signé", "est arrivé", "ont été tués"."""
    verb = _next(sentence, at, fold)
    if verb is None or sentence.forms[verb] in saying(fold, "fr"):
        return (1, "") if verb is None else (verb - at + 1, "")
    form = sentence.forms[verb]
    if sentence.forms[at] in folded(fold, "fr", "modality", "to_be"):
        return (verb - at + 1, "happened") if form in folded(fold, "fr", "modality", "with_to_be") else _NONE
    shaped = _endings("fr", "participle_endings").fullmatch(sentence.raw(verb))
    known = form in folded(fold, "fr", "modality", "participles")
    return (verb - at + 1, "happened") if shaped or known else _NONE


_FINDERS: dict[str, Callable[[Sentence, int, Fold], Cue]] = {
    "ar": _arabic,
    "en": _english,
    "ru": _russian,
    "fr": _french,
}
