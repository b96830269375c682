"""Modality cues: how a clause presents what it tells, from planned over claimed to happened."""

from __future__ import annotations

import re
from collections.abc import Sequence

from compare.details.cues import Fold, Sentence, cue_detail, folded
from compare.details.modality_rules import FINDERS, is_future, listed_only
from compare.model.claim import Detail, DetailKind

_BREAK = re.compile(r"[،,;؛:.!?؟()\[\]\n–—]|(?:^|\s)-(?:\s|$)")
_JOINS = frozenset(("and", "et", "и", "but", "mais", "а", "но"))


def modalities(sentence: Sentence, fold: Fold, places: Sequence[int]) -> tuple[Detail, ...]:
    """The first cue of each clause of one sentence, with what it makes of the clause as `value`.

    "planned" (will, is to, intends), "expected" (is expected, is supposed to), "possible" (may, perhaps,
    does not rule out), "claimed" (allegedly, is accused of), "called_for" (demanded, ordered, must),
    "attempted" (tried to) or "happened" (told as a fact of the past). A clause ends at punctuation, at
    "that", and at an "and" that brings a new cue. `head` is the folded verb or noun the cue is about. Verbs
    of saying are attribution, not events, and give none. Linear in the sentence.

    `places` are those of the words where a cue can begin.
    """
    cue_at = FINDERS.get(sentence.language, listed_only)
    openers = folded(fold, sentence.language, "attribution", "that")
    found: list[Detail] = []
    open_clause = True
    after = 0
    for at in places:
        if at < after:
            continue
        length, value = cue_at(sentence, at, fold)
        if not value:
            if length > 1:
                open_clause = open_clause or _opens(sentence, after, at, openers)
                after = at + length
            continue
        open_clause = open_clause or _opens(sentence, after, at, openers)
        if open_clause or _joined(sentence, at):
            head = _head(sentence, at, length, value, fold)
            found.append(cue_detail(DetailKind.MODALITY, sentence, (at, length), value, head))
            open_clause = False
        after = at + length
    return tuple(found)


def _opens(sentence: Sentence, after: int, at: int, openers: frozenset[str]) -> bool:
    """True where a new clause opens at one of the words from `after` to `at`."""
    first = max(after, 1)
    if not openers.isdisjoint(sentence.forms[first - 1 : at + 1]):
        return True
    return any(_BREAK.search(sentence.gap(place)) for place in range(first, at + 1))


def _head(sentence: Sentence, at: int, length: int, value: str, fold: Fold) -> str | None:
    """The verb or noun that the cue is about: its own last word, or the next word of substance."""
    own = sentence.forms[at + length - 1]
    idle = folded(fold, sentence.language, "negation", "particles")
    if value == "happened" and own not in idle:
        return own
    that = folded(fold, sentence.language, "attribution", "that")
    if sentence.language == "ar":
        verb = own[1:] if own[:1] in ("و", "ف") else own
        if value in ("called_for", "attempted") and length == 1 and verb[:1] not in ("ي", "ت", "ن"):
            return own  # a past: its subject follows, not what it demands
        inside = is_future(sentence.surface(at + length - 1))
        if inside or (length > 1 and own[:1] in ("ي", "ت")):
            return own
    for place in range(at + length, min(at + length + 4, len(sentence.forms))):
        if _BREAK.search(sentence.gap(place)):
            return None
        if sentence.forms[place] not in idle and sentence.forms[place] not in that:
            return sentence.forms[place]
    return None


def _joined(sentence: Sentence, at: int) -> bool:
    """True where "and" brings the cue: in Arabic as its first letter, elsewhere as the word before."""
    if sentence.language == "ar":
        return sentence.forms[at].startswith("و")
    return at > 0 and sentence.forms[at - 1] in _JOINS
