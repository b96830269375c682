"""The modality cue at one word, per language: listed phrases, tense by form, auxiliaries with their verb."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from compare.details.cues import (
    Fold,
    Phrases,
    Sentence,
    folded,
    listed,
    match,
    past_forms,
    phrases,
    saying,
    verb_forms,
    written,
)

Cue = tuple[int, str]
"""How many words a cue takes, and its value; no value where there is none."""

_VALUES = ("planned", "expected", "possible", "claimed", "called_for", "attempted")
_BREAK = re.compile(r"[،,;؛:.!?؟()\[\]\n–—]|(?:^|\s)-(?:\s|$)")
_NONE: Cue = (1, "")
_SHORTEST_FUTURE = 5
_PERHAPS, _SURELY, _FUTURE, _PAST = 1, 2, 4, 8


@lru_cache(maxsize=16)
def cue_phrases(fold: Fold, language: str) -> Phrases:
    """The phrases of a language's table with their values; Arabic pasts are made by rule instead."""
    values = _VALUES if language == "ar" else (*_VALUES, "happened")
    return phrases(fold, ((value, listed(language, "modality", value)) for value in values))


@lru_cache(maxsize=32)
def _endings(language: str, key: str) -> re.Pattern[str]:
    """The patterns of a table as one, for whole words."""
    return re.compile("|".join(listed(language, "modality", key)) or "(?!)")


def listed_only(sentence: Sentence, at: int, fold: Fold) -> Cue:
    """The cue of a language that has phrases only."""
    return match(sentence, at, cue_phrases(fold, sentence.language)) or _NONE


def _of_verb(form: str, language: str, fold: Fold) -> str:
    """What a verb in the past tells: "called_for", "attempted", or that something happened."""
    for value in ("called_for", "attempted"):
        if form in folded(fold, language, "modality", f"{value}_verbs"):
            return value
    return "happened"


# ------------------------------------------------------------------------------------------------ Arabic


def _arabic(sentence: Sentence, at: int, fold: Fold) -> Cue:
    hit = match(sentence, at, cue_phrases(fold, "ar"))
    if hit is not None:
        return hit
    tense = _tense(sentence.forms[at], fold)
    if tense in (_PERHAPS, _SURELY):
        return _after_qad(sentence, at, fold, sure=tense == _SURELY)
    if tense & _FUTURE and is_future(sentence.surface(at)):
        return 1, "planned"
    verb = _past_verb(sentence, at, fold) if tense & _PAST else ""
    return (1, _what_past_tells(verb, fold)) if verb else _NONE


@lru_cache(maxsize=65536)
def _tense(form: str, fold: Fold) -> int:
    """What a folded word can be: a particle of tense, or by its shape a future, a past or both; else 0."""
    if form in folded(fold, "ar", "modality", "perhaps"):
        return _PERHAPS
    if form in folded(fold, "ar", "modality", "surely"):
        return _SURELY
    strong, weak = _pasts(fold)
    tense = 0
    for core in (form, form[1:]) if form[:1] in ("و", "ف") else (form,):
        if core[:2] in ("سي", "ست", "سن", "سا"):
            tense |= _FUTURE
        if core in strong or core in weak or _has_past_shape(core):
            tense |= _PAST
    return tense


@lru_cache(maxsize=4)
def _past_values(fold: Fold) -> dict[str, str]:
    """Forms of the verbs of calling and trying, in the past, with what they tell."""
    return {
        form: value
        for value in ("called_for", "attempted")
        for verb in listed("ar", "modality", f"{value}_verbs")
        for form in past_forms(fold(verb))
    }


def _what_past_tells(verb: str, fold: Fold) -> str:
    return _past_values(fold).get(verb, "happened")


def _after_qad(sentence: Sentence, at: int, fold: Fold, sure: bool) -> Cue:
    """The particle with its verb: past happened, present possible; nothing where the next word is no verb."""
    if at + 1 >= len(sentence.forms) or sentence.gap(at + 1):
        return _NONE
    verb = sentence.forms[at + 1]
    if len(verb) < 2 or _only_says(verb, fold):
        return 2, ""
    strong, weak = _pasts(fold)
    if verb in strong or verb in weak or (verb[0] == "ت" and verb[-1] == "ت" and len(verb) > 4):
        return 2, _what_past_tells(verb, fold)
    if verb[0] in "يت" and len(verb) > 2:
        return 2, "happened" if sure else "possible"
    past = len(verb) > 2 and verb[0] != "ن" and not verb.startswith("ال") and (verb[-1] == "ت" or sure)
    return (2, "happened") if past else _NONE


@lru_cache(maxsize=65536)
def is_future(surface: str) -> bool:
    """True for س before a verb, by shape and against the beginnings and endings of other words."""
    word = surface[1:] if surface[:2] in ("وس", "فس") else surface
    if word[:2] not in ("سي", "ست", "سن", "سأ"):
        return False
    if word in written("ar", "modality", "future_short"):
        return True
    if word.endswith(written("ar", "modality", "future_not_ending")) or len(word) < _SHORTEST_FUTURE:
        return False
    if word.startswith("سأل") or word in written("ar", "modality", "future_not"):
        return False
    return not word.startswith(written("ar", "modality", "future_not_beginning"))


@lru_cache(maxsize=4)
def _pasts(fold: Fold) -> tuple[frozenset[str], frozenset[str]]:
    """Forms that are a past anywhere, and forms that are one only where a clause begins."""
    strong = {f for w in listed("ar", "modality", "happened") for f in past_forms(fold(w))}
    doubtful = [past_forms(fold(w)) for w in listed("ar", "modality", "happened_at_start")]
    strong |= {feminine for _, feminine, *_ in doubtful}
    return frozenset(strong), frozenset(form for forms in doubtful for form in (forms[0], forms[2]))


def _past_verb(sentence: Sentence, at: int, fold: Fold) -> str:
    """Word `at` without its conjunction where it is a past, listed or of a shape that only verbs have."""
    form = sentence.forms[at]
    strong, weak = _pasts(fold)
    joined = form[:1] in ("و", "ف") and (
        form[1:] in _past_values(fold) or (form not in strong and form not in weak)
    )
    verb = form[1:] if joined else form
    return verb if _is_past(sentence, at, verb, joined, fold) else ""


def _only_says(verb: str, fold: Fold) -> bool:
    """True for a verb of saying that has no other sense: "أقر" also passes a law."""
    return verb in saying(fold, "ar") and verb not in verb_forms(fold, "careful")


def _is_past(sentence: Sentence, at: int, verb: str, joined: bool, fold: Fold) -> bool:
    strong, weak = _pasts(fold)
    if len(verb) < 2 or _only_says(verb, fold) or not _may_be_past(sentence.raw(at)[joined:]):
        return False
    if verb in folded(fold, "ar", "modality", "as_written"):
        return sentence.surface(at)[joined:] in written("ar", "modality", "as_written")
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


def _has_past_shape(form: str) -> bool:
    """True for the shapes of derived pasts, which all begin with alif, and of the third person plural."""
    if form[:1] != "ا":
        return (
            form.endswith("وا")
            and len(form) > 4
            and form[0] not in "يتن"
            and form not in written("ar", "modality", "no_plural_past")
        )
    if _endings("ar", "patterns").fullmatch(form) is None:
        return False
    return form.removesuffix("ت").removesuffix("وا") not in written("ar", "modality", "no_pattern")


# ----------------------------------------------------------------------------------------------- English


def _english(sentence: Sentence, at: int, fold: Fold) -> Cue:
    hit = match(sentence, at, cue_phrases(fold, "en"))
    form = sentence.forms[at]
    told = form in saying(fold, "en") and (hit is None or hit[1] != "claimed")
    if told or _is_name(sentence, at):
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
    return (1, _of_verb(form, "en", fold)) if _has_subject(sentence, at, fold) else _NONE


def _english_shape(form: str) -> bool:
    return form.endswith("ed") and len(form) > 4


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
    hit = match(sentence, at, cue_phrases(fold, "ru"))
    form = sentence.forms[at]
    if hit is not None or form in saying(fold, "ru"):
        return hit or _NONE
    following = sentence.forms[at + 1] if at + 1 < len(sentence.forms) else ""
    if form in folded(fold, "ru", "modality", "passive") and following:
        passive = _endings("ru", "participle_endings").fullmatch(following)
        return (2, "happened") if passive and not sentence.gap(at + 1) else _NONE
    if form in folded(fold, "ru", "modality", "could"):
        could = _endings("ru", "infinitive_endings").search(following) and not sentence.gap(at + 1)
        return (1, "possible") if could else _NONE
    if _is_russian_participle(form, fold):
        return 1, "happened"
    if at and sentence.raw(at)[0].isupper():
        return _NONE
    return (1, _of_verb(form, "ru", fold)) if _is_russian_past(form, fold) else _NONE


def _is_russian_participle(form: str, fold: Fold) -> bool:
    """True for a listed short passive participle in any gender: "убит", "подписано"."""
    known = folded(fold, "ru", "modality", "participles")
    return form in known or (form[-1:] in ("а", "о", "ы") and form[:-1] in known)


@lru_cache(maxsize=65536)
def _is_russian_past(form: str, fold: Fold) -> bool:
    stem = form.rstrip("аои")
    if stem in folded(fold, "ru", "modality", "not_past") or len(form) < 4:
        return False
    return _endings("ru", "past_endings").search(form) is not None


# ------------------------------------------------------------------------------------------------ French


def _french(sentence: Sentence, at: int, fold: Fold) -> Cue:
    hit = match(sentence, at, cue_phrases(fold, "fr"))
    if hit is not None:
        return hit
    form = sentence.forms[at]
    for key, value in (("before_infinitive", "planned"), ("possible_before_infinitive", "possible")):
        if form in folded(fold, "fr", "modality", key):
            return _before_infinitive(sentence, at, value, fold)
    if form in folded(fold, "fr", "modality", "conditional"):
        length, value = _participle(sentence, at, fold)
        return (length, "claimed" if value else "")
    if form in folded(fold, "fr", "modality", "auxiliaries") | folded(fold, "fr", "modality", "to_be"):
        return _participle(sentence, at, fold)
    future = _endings("fr", "future_endings").fullmatch(sentence.raw(at).lower())
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


FINDERS: dict[str, Callable[[Sentence, int, Fold], Cue]] = {
    "ar": _arabic,
    "en": _english,
    "ru": _russian,
    "fr": _french,
}
"""The cue at a word, by language."""

_CUE_LISTS = {
    "ar": ("perhaps", "surely"),
    "en": (),
    "ru": ("passive", "could"),
    "fr": ("before_infinitive", "possible_before_infinitive", "conditional", "auxiliaries", "to_be"),
}
"""Lists of words, beside the phrases, at which a cue can begin."""


@lru_cache(maxsize=16)
def first_words(fold: Fold, language: str) -> frozenset[str]:
    """The words that a modality cue can begin with, those that only their shape tells aside."""
    found = set(cue_phrases(fold, language))
    for key in _CUE_LISTS.get(language, ()):
        found |= folded(fold, language, "modality", key)
    for pasts in _pasts(fold) if language == "ar" else ():
        found |= pasts
    return frozenset(found)


def is_shaped(form: str, language: str, fold: Fold) -> bool:
    """True for a word that can be a tense form by its shape; it may let through too many."""
    if language == "ar":
        return _tense(form, fold) != 0
    if language == "ru":
        return _is_russian_past(form, fold) or _is_russian_participle(form, fold)
    if language == "en":
        return _english_shape(form)
    return language == "fr" and _endings("fr", "future_endings").fullmatch(form) is not None
