"""Attribution: who a sentence says it from, with the verbs, prepositions and bylines that tell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from compare.details.cues import (
    Fold,
    Phrases,
    Sentence,
    folded,
    listed,
    match,
    phrases,
    saying,
    verb_forms,
)
from compare.details.sources import View, can_speak, canonical, phrase_end, source, view
from compare.details.speech import Said, arabic_verb, is_source, other_verb
from compare.model.claim import Detail, DetailKind

_FRAME = re.compile(r"[(\[:]")
_BRACKETS = re.compile(r"[(\[]([^()\[\]\n]{2,60})[)\]]")
_APART = re.compile(r"[/\-–،,|]")
_APART_IN_LINE = re.compile(r"[/\-–—:،,|()]")
_DATELINE = 70
"""Characters at the head of a sentence that can hold a place, a reporter and an agency."""
_SQUEEZE = re.compile(r"[\s.\u0640]+")
_BESIDE = 3
"""Characters between a source and its abbreviation in brackets."""
_SPEAKER = 5
_TOLD = 4
"""Words that the speaker of a headline may have, and that must follow his colon."""
_NESTED = 6
"""Words between "that" and the cue of a statement inside a statement."""


@lru_cache(maxsize=16)
def first_words(fold: Fold, language: str) -> frozenset[str]:
    """The verbs of saying, and the words that "according to" can begin with."""
    refused = verb_forms(fold, "refused") if language == "ar" else frozenset()
    return frozenset(saying(fold, language)) | frozenset(_prepositions(fold, language)) | refused


def is_shaped(form: str, language: str, fold: Fold) -> bool:
    """True for an Arabic verb of saying with an object pronoun: "أوردته"."""
    if language != "ar" or form[-1:] not in ("ا", "ه"):
        return False
    return form.removesuffix("ها").removesuffix("ه") in saying(fold, language)


def attributions(
    sentence: Sentence, names: Sequence[Detail], fold: Fold, places: Sequence[int]
) -> tuple[Detail, ...]:
    """The sources that one sentence names: `unit` "said", "according_to", "credit" or "denied".

    The span is the known name inside the source phrase, or the phrase; `value` is the canonical name, or the
    folded phrase without articles. A source that the sentence leaves nameless ("a security source") has the
    precision "vague". A source quoted by another says so in `because`: "nested in " and the outer source.
    Linear in the sentence.

    `places` are those of the words where a cue can begin.
    """
    framed = _is_framed(sentence)
    if not places and not framed:
        return ()
    look = view(sentence, names, fold)
    credits = _credits(look) + _headline(look) if framed else []
    verb = arabic_verb if sentence.language == "ar" else other_verb
    prepositions = _prepositions(fold, sentence.language)
    found: list[Said] = []
    after = 0
    for at in places:
        if at < after:
            continue
        hit = match(sentence, at, prepositions)
        told = _according(look, at, hit[0]) if hit else None
        said = [told] if told else verb(look, at)
        found += said
        after = max([at + 1, *(one.first for one in said)])
    ends = [sentence.words[said.last - 1].end for said in found]
    own = [c for c in credits if not any(0 <= c.start - end <= _BESIDE for end in ends)]
    return _distinct([*_nested(look, found), *own])


def _is_framed(sentence: Sentence) -> bool:
    """True where the sentence has the marks that a credit, a dateline or a headline's speaker needs."""
    text, start = sentence.text, sentence.start
    if _FRAME.search(text, start, sentence.end):
        return True
    opens_line = not start or text[start - 1] in "\r\n"
    return opens_line and _APART_IN_LINE.search(text, start, min(sentence.end, start + _DATELINE)) is not None


@lru_cache(maxsize=16)
def _prepositions(fold: Fold, language: str) -> Phrases:
    return phrases(fold, (("", listed(language, "attribution", "according_to")),))


def _according(look: View, at: int, length: int) -> Said | None:
    """The source after "according to"; in Arabic it may begin with the preposition's own letter."""
    first = at + length
    if look.sentence.language == "ar" and look.form(first - 1).startswith("ل") and length > 1:
        first -= 1
    if first >= len(look.sentence.forms) or look.sentence.gap(first).strip('"«“(ـ'):
        return None
    if look.form(first) == "ل":
        first += 1
    last = phrase_end(look, first)
    if look.sentence.language == "ar":
        fits = last > first and bool(look.name_at(first) or can_speak(look, first, prefixed=True))
    else:
        fits = is_source(look, first, last)
    return Said(at, first, last, tuple(source(look, first, last, "according_to"))) if fits else None


# ------------------------------------------------------------------------------------------------ credits


def _credits(look: View) -> list[Detail]:
    """Agencies in brackets or in a dateline, and what follows "source:"."""
    sentence = look.sentence
    agencies = _agencies(look.fold, sentence.language)
    found = []
    for bracket in _BRACKETS.finditer(sentence.text, sentence.start, sentence.end):
        for part in _parts(bracket.group(1)):
            if _SQUEEZE.sub("", look.fold(part)) in agencies:
                at = sentence.text.index(part, bracket.start(1))
                found.append(_credit(look, at, at + len(part)))
    return found + _labelled(look) + _in_dateline(look, agencies)


def _in_dateline(look: View, agencies: frozenset[str]) -> list[Detail]:
    """The agency in "الرياض - واس:" or "MOSCOW (Reuters) –": between marks at the head of a sentence."""
    sentence = look.sentence
    stop = min(sentence.end, sentence.start + _DATELINE)
    at = sentence.start
    for mark in _APART_IN_LINE.finditer(sentence.text, sentence.start, stop):
        part = sentence.text[at : mark.start()]
        if part.strip() and _SQUEEZE.sub("", look.fold(part)) in agencies:
            start = at + len(part) - len(part.lstrip())
            return [_credit(look, start, start + len(part.strip()))]
        at = mark.end()
    return []


@lru_cache(maxsize=16)
def _agencies(fold: Fold, language: str) -> frozenset[str]:
    return frozenset(_SQUEEZE.sub("", name) for name in folded(fold, language, "attribution", "agencies"))


def _parts(inside: str) -> list[str]:
    return [part.strip() for part in _APART.split(inside) if part.strip()]


def _labelled(look: View) -> list[Detail]:
    """What follows "source:" at the head of a line ("المصدر: تاس"), up to the end of the line."""
    sentence = look.sentence
    for at in range(min(2, len(sentence.forms) - 1)):
        if sentence.forms[at] in look.words_of("credit") and sentence.gap(at + 1).startswith(":"):
            start = sentence.words[at + 1].start
            line = sentence.text[start : sentence.end].split("\n", 1)[0].rstrip(" .")
            return [_credit(look, start, start + len(line))] if 0 < len(line) <= 60 else []
    return []


def _credit(look: View, start: int, end: int) -> Detail:
    name = next((n for n in look.names if start <= n.start and n.end <= end), None)
    if name is not None:
        return Detail(DetailKind.ATTRIBUTION, name.start, name.end, name.text, name.value, "credit")
    text = look.sentence.text[start:end]
    return Detail(DetailKind.ATTRIBUTION, start, end, text, canonical(look, text), "credit")


def _headline(look: View) -> list[Detail]:
    """The speaker of a headline: a known person or body, or an office, then a colon and what is told."""
    sentence = look.sentence
    colon = next((at for at in range(1, min(_SPEAKER + 1, len(sentence.forms))) if sentence.gap(at)), None)
    if colon is None or sentence.gap(colon) != ":" or sentence.text[sentence.words[colon].start - 1] != " ":
        return []
    name = look.name_at(0)
    if name is not None and name.end == sentence.words[colon - 1].end:
        if name.kind is DetailKind.PLACE:
            return []
        return [Detail(DetailKind.ATTRIBUTION, name.start, name.end, name.text, name.value, "said")]
    told = len(sentence.forms) - colon
    credited = look.form(0) in look.words_of("credit")
    if told < _TOLD or credited or not can_speak(look, 0) or look.form(0) in look.words_of("labels"):
        return []
    return source(look, 0, colon, "said")


# ------------------------------------------------------------------------------------------------ nesting


def _nested(look: View, found: Sequence[Said]) -> list[Detail]:
    """The details of all statements, outer first; an inner one says inside whose words it stands."""
    details: list[Detail] = []
    for place, said in enumerate(found):
        outer = found[place - 1] if place else None
        because = f"nested in {outer.details[0].text}" if outer and _is_inside(look, outer, said) else ""
        details += [replace(d, because=because) for d in said.details]
    return details


def _is_inside(look: View, outer: Said, inner: Said) -> bool:
    """True where the inner statement is told by the outer one: after its "that", or cited by it."""
    if outer.cue == inner.cue:
        return True
    if outer.details[0].unit == "credit" or inner.cue < outer.last:
        return False
    before = look.sentence.forms[outer.cue + 1 : inner.cue + 1]
    start = min(inner.cue, inner.first)
    if look.form(inner.cue) in look.words_of("cites") and start - outer.last <= 2:
        return True
    openers = look.words_of("that")
    opened = next((n for n, form in enumerate(before) if form in openers), None)
    if opened is None or look.form(inner.cue)[:1] == "و":
        return False
    inside = range(outer.cue + 2 + opened, start)
    return len(inside) <= _NESTED and not any(look.sentence.gap(place) for place in inside)


def _distinct(details: Sequence[Detail]) -> tuple[Detail, ...]:
    """Each source once per place, verbs before credits and headlines, in text order."""
    seen: dict[tuple[int, int], Detail] = {}
    for detail in details:
        seen.setdefault((detail.start, detail.end), detail)
    return tuple(sorted(seen.values(), key=lambda d: d.start))
