"""The phrase that names a source: how far it runs, whether it can speak, which name in it counts."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from compare.details.cues import Fold, Sentence, bare, folded, saying
from compare.languages import table
from compare.model.claim import Detail, DetailKind, Precision

_LONGEST = 16
"""Words in a source phrase."""
_QUOTES = re.compile("[\"'«»“”„‹›‘’]")
_OPENED = re.compile('["«“„]([^"»”“„«]+)$')
_OPENS_SPEECH = re.compile('[:"«“„]')
_SOFT = re.compile(r"[\s\"'«»“”„‹›()\-–—ـ]*")
_VERBAL_NOUN = re.compile(r"ت\w\wي\w|ا(?:ن|ست)?\w\wا\w?|ا\wت\wا\w|م\wا\w\wه")
"""Folded shapes of the verbal nouns of derived verbs: taf'il, if'al, infi'al, ifti'al, istif'al, mufa'ala."""
_SQUEEZE = re.compile(r"[\s.\u0640\"'«»]+")
_ARTICLES = ("وال", "لل", "ال", "ول", "ل")
_AGENTS = (DetailKind.PERSON, DetailKind.ORGANISATION)


@dataclass(frozen=True, slots=True)
class View:
    """A sentence with the names in it and how to fold."""

    sentence: Sentence
    names: tuple[Detail, ...]
    starts: tuple[int, ...]
    fold: Fold

    def words_of(self, key: str) -> frozenset[str]:
        """One folded list of the language's attribution table."""
        return folded(self.fold, self.sentence.language, "attribution", key)

    def form(self, at: int) -> str:
        """The folded word at a place; nothing outside the sentence."""
        return self.sentence.forms[at] if 0 <= at < len(self.sentence.forms) else ""

    def name_at(self, at: int) -> Detail | None:
        """The known name that begins inside word `at`."""
        if not 0 <= at < len(self.sentence.words):
            return None
        word = self.sentence.words[at]
        place = bisect_left(self.starts, word.start)
        found = self.names[place] if place < len(self.names) else None
        return found if found is not None and found.start < word.end else None

    def name_to(self, at: int) -> Detail | None:
        """The known name that ends with word `at`."""
        if not 0 <= at < len(self.sentence.words):
            return None
        word = self.sentence.words[at]
        return next((n for n in self._around(word.start, word.end) if word.start < n.end <= word.end), None)

    def in_name(self, at: int) -> bool:
        """True where word `at` is part of a known name."""
        word = self.sentence.words[at]
        return any(word.start < n.end for n in self._around(word.start, word.end))

    def joins(self, at: int) -> bool:
        """True where a known name runs over from the word before into word `at`."""
        before, word = self.sentence.words[at - 1], self.sentence.words[at]
        return any(n.start < before.end and word.start < n.end for n in self._around(before.start, word.end))

    def names_in(self, first: int, last: int) -> list[Detail]:
        """The known names inside words first..last-1."""
        start, end = self.sentence.words[first].start, self.sentence.words[last - 1].end
        return [n for n in self._around(start, end) if start <= n.start and n.end <= end]

    def _around(self, start: int, end: int) -> tuple[Detail, ...]:
        """The known names that begin before `end`, from the last one before `start` on."""
        return self.names[max(0, bisect_left(self.starts, start) - 1) : bisect_left(self.starts, end)]


def view(sentence: Sentence, names: Sequence[Detail], fold: Fold) -> View:
    """The view of a sentence; names outside it, and bare nouns taken for names, are dropped."""
    plain = folded(fold, sentence.language, "attribution", "speakers")
    inside = [n for n in names if sentence.start <= n.start and n.end <= sentence.end]
    kept = [
        n
        for n in inside
        if n.kind in (*_AGENTS, DetailKind.PLACE)
        and (fold(n.text) not in plain or n.value != fold(n.text))  # a canonical name is no bare noun
    ]
    kept.sort(key=lambda n: n.start)
    return View(sentence, tuple(kept), tuple(n.start for n in kept), fold)


# ------------------------------------------------------------------------------------------------- extent


def phrase_end(look: View, first: int) -> int:
    """Where the phrase that begins at word `first` ends (the place after its last word).

    It runs over adjectives, names, short quotations and dashes, up to a preposition, a conjunction, a verb
    of saying or other punctuation. A name after a comma still belongs to a title that has none yet.
    """
    sentence = look.sentence
    barred = look.words_of("stops") | look.words_of("that")
    verbs = saying(look.fold, sentence.language)
    at = first
    while at < min(first + _LONGEST, len(sentence.forms)):
        form = sentence.forms[at]
        if at > first and not _goes_on(look, first, at):
            break
        if form in barred and form not in look.words_of("goes_on") and not look.in_name(at):
            break
        if at > first and (form in verbs or _is_addressee(look, at)):
            break
        at += 1
    while at < len(sentence.forms) and at > first and look.joins(at):
        at += 1
    while at > first + 1 and sentence.forms[at - 1] in look.words_of("goes_on") and not look.name_to(at - 1):
        at -= 1
    return at


def _is_addressee(look: View, at: int) -> bool:
    """True for Arabic "to" before the one who is told: "لـ«سبق»", "لصحيفة"."""
    form = look.form(at)
    if look.sentence.language != "ar" or form[:1] != "ل":
        return False
    return form == "ل" or not look.words_of("addressees").isdisjoint(_cores(form, True))


def _goes_on(look: View, first: int, at: int) -> bool:
    """True where what stands before word `at` does not end a phrase."""
    gap = look.sentence.gap(at)
    if not gap:
        return look.sentence.language != "ar" or not _is_object(look, at)
    if _SOFT.fullmatch(gap):
        if not _QUOTES.search(gap):
            return "(" not in gap or look.name_at(at) is not None
        return _is_short_quote(look.sentence, first, at)
    if look.sentence.language != "ar" or gap not in (",", "،") or look.name_at(first):
        return False
    return _is_late_name(look, first, at) or _is_apposition(look, first, at)


def _is_object(look: View, at: int) -> bool:
    """True for an indefinite verbal noun after a definite word: what is told, not who tells it.

    "أعلنت الحكومة تحرير المدينة": such nouns have shapes of their own.
    """
    form, before = look.form(at), look.form(at - 1)
    if (
        form.startswith("ال")
        or _VERBAL_NOUN.fullmatch(form) is None
        or look.in_name(at)
        or can_speak(look, at)
    ):
        return False
    return (before.startswith("ال") and not can_speak(look, at - 1)) or look.in_name(at - 1)


def _is_late_name(look: View, first: int, at: int) -> bool:
    """True for a person's name after the comma that closes a title which has no name yet."""
    name = look.name_at(at)
    if name is None:
        return False
    closed = look.sentence.text[name.end : name.end + 2].lstrip()[:1] in (",", "،", ":", "")
    persons = [n for n in look.names_in(first, at) if n.kind is DetailKind.PERSON]
    return closed and name.kind is DetailKind.PERSON and not persons


def _is_apposition(look: View, first: int, at: int) -> bool:
    """True for a second title between commas, with the name after it: "رئيس الشركة، كبير إدارييها، فلان"."""
    if not can_speak(look, at):
        return False
    barred = look.words_of("stops") | look.words_of("that")
    for place in range(at + 1, min(at + 9, len(look.sentence.forms))):
        if look.sentence.gap(place) in (",", "،"):
            return _is_late_name(look, first, place)
        if look.sentence.gap(place) or look.form(place) in barred:
            return False
    return False


def _is_short_quote(sentence: Sentence, first: int, at: int) -> bool:
    """True where the quotes before word `at` close a quotation of the phrase, or open one of few words."""
    opened = sum(len(_QUOTES.findall(sentence.gap(place))) for place in range(first, at))
    if opened % 2:
        return True
    ends = range(at + 1, min(at + 4, len(sentence.forms) + 1))
    return at - first <= 3 and any(_QUOTES.search(sentence.gap(place)) for place in ends)


def begins_speech(look: View, at: int) -> bool:
    """True where the clause that is told follows: "that", a colon, an opening quote."""
    that = look.words_of("that")
    if look.form(at) in that:
        return True
    if look.form(at + 1) in that and look.form(at) in look.words_of("leads_to_that"):
        return not look.sentence.gap(at + 1)
    return at <= len(look.sentence.forms) and bool(_OPENS_SPEECH.search(look.sentence.gap(at)))


# ------------------------------------------------------------------------------------------------- who


def can_speak(look: View, at: int, prefixed: bool = False) -> bool:
    """True for a word that heads a source: "spokesman", "وكالة", "للوكالة" (`prefixed`)."""
    form = look.form(at)
    speakers = look.words_of("speakers")
    if form in speakers:
        return True
    if look.sentence.language != "ar":
        return False
    return any(core in speakers for core in _cores(form, prefixed))


@lru_cache(maxsize=65536)
def _cores(form: str, prefixed: bool) -> tuple[str, ...]:
    """An Arabic noun without its article (and preposition, where asked) and without a possessive ending."""
    found = [form]
    for article in _ARTICLES if prefixed else ("ال",):
        if form.startswith(article) and len(form) > len(article) + 2:
            found.append(form[len(article) :])
    for core in tuple(found):
        for ending in ("ها", "هم", "ه", "نا", "تها", "ته"):
            if core.endswith(ending) and len(core) > len(ending) + 2:
                stem = core.removesuffix(ending)
                found += [stem, stem + "ه"]
    return tuple(found)


def speaker(look: View, first: int, last: int) -> Detail | None:
    """The name that counts in words first..last-1.

    The one that the phrase begins with ("Kyiv says"; outside Arabic only where it stands alone, as in
    "NYPD spokesman Paul Browne" it does not), else a person before an organisation.
    """
    inside = look.names_in(first, last)
    head = look.name_at(first)
    if head is not None and head in inside and (look.sentence.language == "ar" or len(inside) == 1):
        return head
    for kind in _AGENTS:
        found = next((n for n in inside if n.kind is kind and not _is_eponym(look, n)), None)
        if found is not None:
            return found
    return head if head is not None and head in inside else None


def _is_eponym(look: View, name: Detail) -> bool:
    """True for a person whose name a thing bears: "مطار الملك عبدالعزيز"."""
    at = bisect_right(look.sentence.words, name.start, key=lambda w: w.end)
    heads = look.words_of("named_after")
    before = look.sentence.forms[max(0, at - 2) : at]
    return any(core in heads for form in before for core in (*_cores(form, True), form[1:]))


def also_speaking(look: View, named: Detail, first: int, last: int) -> list[Detail]:
    """Further persons joined to the first by "and"."""
    text = look.sentence.text
    found = [named]
    for name in look.names_in(first, last):
        between = text[found[-1].end : name.start].strip()
        if name.kind is named.kind is DetailKind.PERSON and between in ("و", "and", "et", "и"):
            found.append(name)
    return found


def source(look: View, first: int, last: int, unit: str) -> list[Detail]:
    """The source in words first..last-1: its name where one is known, else the phrase as written."""
    named = speaker(look, first, last)
    if named is not None and not _is_of_body(look, named, first):
        return [
            Detail(DetailKind.ATTRIBUTION, n.start, n.end, n.text, n.value, unit)
            for n in also_speaking(look, named, first, last)
        ]
    sentence = look.sentence
    if sentence.language != "ar":
        while first < last - 1 and look.form(first) in look.words_of("articles"):
            first += 1
    elif unit != "credit":
        last = _with_place(look, first, last)
    start, end = sentence.words[first].start, sentence.words[last - 1].end
    start += _opened(sentence.text[start:end])
    text = sentence.text[start:end]
    precision: Precision = "vague" if _is_nameless(look, first, last) else "exact"
    return [
        Detail(DetailKind.ATTRIBUTION, start, end, text, canonical(look, text), unit, precision=precision)
    ]


def _opened(phrase: str) -> int:
    """Where the outlet begins in 'صحيفة "الرياض', after a quote that the phrase does not close; else 0."""
    found = _OPENED.search(phrase)
    closed = found is None or (found.group().startswith('"') and phrase.count('"') % 2 == 0)
    return 0 if found is None or closed else found.start(1)


def _is_of_body(look: View, named: Detail, first: int) -> bool:
    """True where the phrase names a person of a body by his office: "نائب رئيس الاتحاد" is not the body.

    A spokesman, a statement and the like do speak for the body itself.
    """
    if look.sentence.language != "ar" or named.kind is not DetailKind.ORGANISATION:
        return False
    if look.name_at(first) is named:
        return False
    return look.words_of("voices").isdisjoint(_cores(look.form(first), True))


def _with_place(look: View, first: int, last: int) -> int:
    """Where "مصدر في وزارة الداخلية" ends: a source without article or name goes on to where it belongs."""
    if look.form(last) not in look.words_of("belongs") or look.sentence.gap(last):
        return last
    if look.words_of("nameless").isdisjoint(_cores(look.form(first), True)) or last - first > 3:
        return last
    known = look.name_at(last + 1) is not None or can_speak(look, last + 1)
    if look.sentence.gap(last + 1).strip('"«“') or look.form(last + 1) in look.words_of("occasions"):
        return last
    end = phrase_end(look, last + 1) if known else last
    return end if end > last + 1 or known else last


def _is_nameless(look: View, first: int, last: int) -> bool:
    """True for a source of whom the text tells no name and no body that could be asked."""
    nameless = look.words_of("nameless")
    if look.names_in(first, last):
        return False
    language = look.sentence.language
    if language != "ar":
        return look.form(first if language in ("ru", "fr") else last - 1) in nameless
    form = look.form(first)
    if form.startswith(("ال", "لل")):
        nameless = look.words_of("always_nameless")
    return not nameless.isdisjoint(_cores(form, True))


def canonical(look: View, text: str) -> str:
    """The value of a source that is no known name: an outlet's usual name, or the phrase folded.

    Arabic words lose the article and the preposition that is written with them, so that "للوكالة الروسية" and
    "الوكالة الروسية" are one source.
    """
    phrase = look.fold(bare(" ".join(text.split())))
    language = look.sentence.language
    known = _outlets(look.fold, language).get(_SQUEEZE.sub("", phrase))
    if known is not None or language != "ar":
        return known or phrase
    first, *rest = _QUOTES.sub("", phrase).split() or [phrase]
    if first[:1] == "ل":
        first = first[2:] if first.startswith("لل") else _without_lam(look, first)
    return " ".join(word[2:] if word.startswith("ال") and len(word) > 4 else word for word in (first, *rest))


def _without_lam(look: View, word: str) -> str:
    return word[1:] if word[1:] in look.words_of("speakers") else word


@lru_cache(maxsize=16)
def _outlets(fold: Fold, language: str) -> dict[str, str]:
    """Agencies and papers in any writing, without spaces and dots, with their canonical names."""
    organisations = table(language, "names").get("organisations", {})
    own = table(language, "attribution").get("canonical", {})
    return {
        _SQUEEZE.sub("", fold(form)): name
        for names in (organisations, own)
        for name, forms in names.items()
        for form in forms
    }
