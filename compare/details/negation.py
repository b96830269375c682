"""Negation cues: what a sentence denies, leaves out, refuses."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import chain

from compare.details.cues import (
    Fold,
    Phrases,
    Sentence,
    begins,
    cue_detail,
    folded,
    listed,
    match,
    phrases,
    written,
)
from compare.model.claim import Detail, DetailKind

_VALUES = ("skip", "lexical", "without", "denied", "doubtful", "refused", "failed", "not")
_OPENING, _CLOSING = tuple("\"'«“‘(‹"), tuple("\"'»”’)›")
_FAR = 4
"""How many words may stand between "ne" and its second half, and between a cue and what it negates."""
_ONLY = 14
"""How far after "not" its "only" may stand."""
_NEAR = 8
"""How far after a denial, over its subject, what is denied may begin."""


@lru_cache(maxsize=16)
def first_words(fold: Fold, language: str) -> frozenset[str]:
    """The words that a negation cue can begin with, contractions aside."""
    as_written, first = (folded(fold, language, "negation", key) for key in ("as_written", "first"))
    return frozenset(_table(fold, language)) | as_written | first


def is_shaped(form: str, language: str, fold: Fold) -> bool:
    """True for a contraction: "didn't"."""
    return form.endswith(_contractions(fold, language))


def negations(sentence: Sentence, fold: Fold, places: Sequence[int]) -> tuple[Detail, ...]:
    """The negation cues of one sentence: "not", "without", "denied", "refused", "failed" or "lexical".

    "failed" is what did not come about, was called off or prevented; "lexical" cues name a kind of thing
    ("غير المباشر", "illegal") and deny no event. `head` is the folded word that is negated, or what is denied
    or failed; None where the sentence does not show it nearby. Phrases that only look negative ("not only",
    "لا يزال") give nothing, and neither does a negated denial: "did not deny" negates nothing. Linear in the
    sentence.

    `places` are those of the words where a cue can begin.
    """
    known = _table(fold, sentence.language)
    found: list[Detail] = []
    after = 0
    for at in places:
        if at < after:
            continue
        length, value = _cue(sentence, at, known, fold)
        after = at + length
        if not value:
            continue
        if value in ("not", "without"):
            denial = _denial_after(sentence, after, known, fold)
            if denial:
                after = denial
                continue
        head = _head(sentence, at, length, value, fold)
        found.append(cue_detail(DetailKind.NEGATION, sentence, (at, length), value, head))
    return tuple(found)


def _cue(sentence: Sentence, at: int, known: Phrases, fold: Fold) -> tuple[int, str]:
    """(words to move on, the cue's value or "") at one word."""
    hit = match(sentence, at, known)
    if hit is None:
        return _unlisted(sentence, at, fold)
    length, value = hit
    if value == "doubtful":
        return length, "denied" if _has_object(sentence, at + length, fold) else ""
    if value == "not" and _means_else(sentence, at, at + length, fold):
        return length, ""
    if value == "not" and sentence.language == "ar" and _is_attribute(sentence, at, at + length):
        return length, "lexical"
    below = value == "without" and _is_below(sentence, at + length)
    return (length, "") if value == "skip" or below else (length, value)


def _means_else(sentence: Sentence, at: int, after: int, fold: Fold) -> bool:
    """True for a listed negator that negates nothing here: "not … except", "no" in quotes, "No. 10"."""
    if _is_restricted(sentence, after, fold) or _stands_alone(sentence, at):
        return True
    form, following = sentence.forms[at], sentence.forms[after : after + 1]
    if form in folded(fold, sentence.language, "negation", "number_sign"):
        return bool(following) and following[0][:1].isdigit()
    return _is_concord(sentence, at, after, fold)


def _is_concord(sentence: Sentence, at: int, after: int, fold: Fold) -> bool:
    """True for "nobody" beside a plain "not" in a language where the two say one negation."""
    if sentence.forms[at] not in folded(fold, sentence.language, "negation", "concord"):
        return False
    plain = folded(fold, sentence.language, "negation", "plain")
    for place in range(after, min(after + _FAR, len(sentence.forms))):
        if sentence.gap(place):
            break
        if sentence.forms[place] in plain:
            return True
    for place in range(at - 1, max(-1, at - 1 - _FAR), -1):
        if sentence.gap(place + 1):
            break
        if sentence.forms[place] in plain:
            return True
    return False


def _is_attribute(sentence: Sentence, at: int, after: int) -> bool:
    """True for "غير" before an adjective with the article: it names a kind of thing."""
    if not sentence.forms[at].endswith("غير") or after >= len(sentence.forms) or sentence.gap(after):
        return False
    return sentence.forms[after].startswith("ال")


def _has_object(sentence: Sentence, after: int, fold: Fold) -> bool:
    """True where what is denied follows a verb that also has other senses: "dismissed the claims"."""
    objects = folded(fold, sentence.language, "negation", "doubtful_objects")
    for place in range(after, min(after + _NEAR, len(sentence.forms))):
        if sentence.forms[place] in objects:
            return True
        if sentence.gap(place).strip("\"'«»“”()") and place > after:
            return False
    return False


def _denial_after(sentence: Sentence, after: int, known: Phrases, fold: Fold) -> int:
    """The place after the denial that is itself negated ("did not deny", "لم ينف"), 0 where there is none."""
    idle = folded(fold, sentence.language, "negation", "particles")
    before = folded(fold, sentence.language, "negation", "before_denial")
    for place in range(after, min(after + 3, len(sentence.forms))):
        if sentence.gap(place):
            return 0
        hit = match(sentence, place, known)
        if hit is not None and hit[1] in ("denied", "doubtful"):
            return place + hit[0]
        if sentence.forms[place] not in idle and sentence.forms[place] not in before:
            return 0
    return 0


@lru_cache(maxsize=16)
def _table(fold: Fold, language: str) -> Phrases:
    return phrases(fold, ((value, listed(language, "negation", value)) for value in _VALUES))


@lru_cache(maxsize=16)
def _contractions(fold: Fold, language: str) -> tuple[str, ...]:
    return tuple(fold(ending) for ending in listed(language, "negation", "contraction"))


def _unlisted(sentence: Sentence, at: int, fold: Fold) -> tuple[int, str]:
    """Cues that are not phrases: contractions, spellings that folding hides, halves that stand apart."""
    form, language = sentence.forms[at], sentence.language
    if form.endswith(_contractions(fold, language)):
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
    if sentence.surface(at) not in written(language, "negation", "as_written"):
        return False
    following = sentence.surface(at + 1) if at + 1 < len(sentence.forms) else ""
    return following not in written(language, "negation", "not_before")


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
    """True for "not … except", which says "only", and for "not … only, but"."""
    if _is_not_only(sentence, after, fold):
        return True
    exceptions = folded(fold, sentence.language, "negation", "except")
    for place in range(after, min(after + _FAR, len(sentence.forms))):
        if sentence.gap(place):
            return False
        if sentence.forms[place] in exceptions:
            return True
    return False


def _is_not_only(sentence: Sentence, after: int, fold: Fold) -> bool:
    """True where "only" and then "but" close what is negated: it is told, with more to come."""
    only = folded(fold, sentence.language, "negation", "only_before_but")
    but = folded(fold, sentence.language, "negation", "but")
    last = min(after + _ONLY, len(sentence.forms) - 1) if only else 0
    return any(
        sentence.forms[place] in only and sentence.forms[place + 1] in but for place in range(after, last)
    )


def _stands_alone(sentence: Sentence, at: int) -> bool:
    """True for a cue in quotes of its own: the word "no"."""
    return bool(sentence.gap(at)[-1:] in _OPENING and sentence.gap(at + 1)[:1] in _CLOSING)


def _head(sentence: Sentence, at: int, length: int, value: str, fold: Fold) -> str | None:
    """The first word of substance inside a two-part cue or after the cue, up to the next punctuation."""
    language = sentence.language
    idle = folded(fold, language, "negation", "particles")
    if value == "lexical":
        last = at + length - (not sentence.forms[at].endswith("غير") or length > 1)
        return sentence.forms[last]
    if value == "failed" and _has_subject_elsewhere(sentence, at, fold):
        return None
    if language == "ar" and value == "failed":
        return _failed_thing(sentence, at + length, fold)
    if language == "ar" and value in ("denied", "refused"):
        # The subject follows the verb, and then what is denied.
        return _denied_thing(sentence, at + length, fold) if value == "denied" else None
    two_part = sentence.forms[at] in folded(fold, language, "negation", "first")
    inside = range(at + 1, at + length - 1) if two_part else range(0)
    for place in chain(inside, range(at + length, min(at + length + 1 + _FAR, len(sentence.forms)))):
        if place >= at + length and sentence.gap(place).strip("\"'«»“”(") != "":
            return None
        if sentence.forms[place] not in idle:
            return sentence.forms[place]
    return None


def _has_subject_elsewhere(sentence: Sentence, at: int, fold: Fold) -> bool:
    """True where what failed does not follow: a passive, or a verb that its subject follows."""
    language = sentence.language
    if begins(sentence.forms[at], language, folded(fold, language, "negation", "failed_by")):
        return True
    return at > 0 and sentence.forms[at - 1] in folded(fold, language, "negation", "passive_before")


def _denied_thing(sentence: Sentence, after: int, fold: Fold) -> str | None:
    """What an Arabic denial is about: the verb after "that", or the first noun that can be denied."""
    idle = folded(fold, "ar", "negation", "particles")
    objects = folded(fold, "ar", "negation", "denied_things")
    handing_on = folded(fold, "ar", "negation", "denied_existence")
    that = folded(fold, "ar", "attribution", "that")
    last = min(after + _NEAR, len(sentence.forms))
    for place in range(after, last):
        form = sentence.forms[place]
        if form in that or form in handing_on:
            rest = range(place + 1, min(place + 1 + _FAR, len(sentence.forms)))
            wanted = (sentence.forms[n] for n in rest if sentence.forms[n] not in idle | handing_on)
            return next(wanted, None)
        if form in objects:
            return form
        if place > after and sentence.gap(place).strip("\"'«»“”()،,-–"):
            return None
    return None


def _failed_thing(sentence: Sentence, after: int, fold: Fold) -> str | None:
    """What an Arabic failure is about: the word after "in" or "of" behind the one who fails, or the next."""
    idle = folded(fold, "ar", "negation", "particles")
    leads = folded(fold, "ar", "negation", "failed_in")
    first: str | None = None
    for place in range(after, min(after + _NEAR, len(sentence.forms))):
        if sentence.gap(place).strip("\"'«»“”()"):
            break
        form = sentence.forms[place]
        if form in leads and place + 1 < len(sentence.forms):
            return sentence.forms[place + 1]
        if first is None and form not in idle:
            first = form
    return first
