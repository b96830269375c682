"""Who speaks, by a verb of saying: after the verb (Arabic) or before it (English, Russian, French)."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from compare.details.cues import saying, verb_forms
from compare.details.sources import View, begins_speech, can_speak, phrase_end, source, speaker
from compare.model.claim import Detail, DetailKind

_DAMMA = "\u064f"
_OPENS = re.compile('["«“(]')
_QUOTE_END = re.compile('["»”’]')
_FAR = 18
"""How far before "قد" its "كان" may stand."""
_IN_QUOTES = 3
"""Words that a name in quotes may have."""
_UNKNOWN = 5
"""Words that a subject may have of which nothing says that it can speak."""
_NEAR = 8
"""How far after a refusal the accusation may stand; how far back a subject may begin."""


@dataclass(frozen=True, slots=True)
class Said:
    """An attribution and where its cue stands: `cue` is the verb's or preposition's word."""

    cue: int
    first: int
    last: int
    details: tuple[Detail, ...]


def _said(look: View, cue: int, first: int, last: int, unit: str) -> Said:
    return Said(cue, first, last, tuple(source(look, first, last, unit)))


# ------------------------------------------------------------------------------------------------ Arabic


def arabic_verb(look: View, at: int) -> list[Said]:
    """The sources that an Arabic verb of saying at word `at` has, outer first."""
    form = look.form(at)
    verbs = saying(look.fold, "ar")
    if look.form(at - 1) == "ما" and form not in verbs:
        form = form.removesuffix("ها").removesuffix("ه")  # "وفق ما أوردته": the object pronoun comes off
    if form in verb_forms(look.fold, "refused") or form[1:] in verb_forms(look.fold, "refused"):
        return _refusal(look, at)
    verb = form if form in verbs else form[1:] if form[:1] in ("و", "ف") else ""
    meaning = verbs.get(verb)
    if meaning is None or _is_no_verb(look, at, verb, joined=verb != form):
        return []
    if verb in verb_forms(look.fold, "relayed"):
        return _relayed(look, at, verb, meaning)
    found = _spoken(look, at, verb, meaning)
    return [found] if found else []


def _relayed(look: View, at: int, verb: str, meaning: str) -> list[Said]:
    """The sources of a verb that passes on another's words, outer first: "نقلت رويترز عن مسؤول"."""
    if look.form(at + 1) == "عن":
        return _reported_of(look, at, at + 2)
    outer = _spoken(look, at, verb, meaning)
    if outer is None:
        return []
    if look.form(outer.last) == "عن" and look.form(outer.last + 1) not in look.words_of("not_relayed"):
        return [outer, *_reported_of(look, at, outer.last + 1)]
    return [outer] if look.form(outer.last) in look.words_of("that") else []


def _spoken(look: View, at: int, verb: str, meaning: str) -> Said | None:
    """The subject of an Arabic verb of saying: after it, before it behind "كان", or first in the clause."""
    first = _subject_start(look, at)
    if look.form(at - 1) == "قد" and not look.sentence.gap(at):
        found = _subject_of_kana(look, at, meaning)
        if found is not None:
            return found
    if first is None:
        return _subject_before(look, at, meaning) if begins_speech(look, at + 1) else None
    last = phrase_end(look, first)
    if last == first or not _is_subject(look, verb, first, last):
        return None
    return _said(look, at, first, last, "according_to" if _is_as_told(look, at) else meaning)


def _is_no_verb(look: View, at: int, verb: str, joined: bool) -> bool:
    """True for a passive ("ذُكر") and for a noun after a preposition ("في ذكر")."""
    raw = look.sentence.raw(at)[joined:]
    passive = raw[1:2] == _DAMMA and verb[:1] not in ("ي", "ت")
    article = look.sentence.surface(at).startswith("إ")
    noun = not joined and look.form(at - 1) in look.words_of("before_noun")
    return passive or article or noun or _is_unsaid(look, at)


def _is_unsaid(look: View, at: int) -> bool:
    """True for a verb of saying that is negated: nobody says it."""
    return look.form(at - 1) in look.words_of("unsaid") and not look.sentence.gap(at)


def _subject_start(look: View, at: int) -> int | None:
    """Where the subject after a verb begins, over adverbs and over "عن" with its object, or None."""
    sentence = look.sentence
    first = _after_addressee(look, at + 1)
    while look.form(first) in look.words_of("between") and not sentence.gap(first):
        first += 1
    if look.form(first) == "عن" and look.form(first + 1).endswith(("ها", "هم", "هما")):
        first += 2
    if first >= len(sentence.forms) or look.form(first) in look.words_of("that"):
        return None
    gap = "" if first > at + 2 else sentence.gap(first)
    if gap and not (_OPENS.fullmatch(gap) and (look.name_at(first) or _quotes_a_name(look, first))):
        return None
    stopped = look.form(first) in look.words_of("stops") and look.name_at(first) is None
    return None if stopped else first


def _quotes_a_name(look: View, first: int) -> bool:
    """True for a few words in quotes with "that" or "of" after them: an outlet, not what is said."""
    for place in range(first + 1, min(first + 5, len(look.sentence.forms))):
        if _QUOTE_END.fullmatch(look.sentence.gap(place)):
            return look.form(place) in look.words_of("that") or look.form(place) == "عن"
        if look.sentence.gap(place):
            return False
    return False


def _after_addressee(look: View, first: int) -> int:
    """The place after "لـ«الجزيرة»" or "للصحفيين", to whom it is said; `first` where no such thing stands."""
    if look.form(first) in look.words_of("told_to") and not look.sentence.gap(first):
        return first + 1
    if look.form(first) != "ل" or look.sentence.gap(first):
        return first
    for place in range(first + 2, min(first + 6, len(look.sentence.forms))):
        if _QUOTE_END.search(look.sentence.gap(place)) and not look.sentence.gap(place).strip('"»”’)'):
            return place
    return first


def _is_subject(look: View, verb: str, first: int, last: int) -> bool:
    """True where words first..last-1 can be the subject of an Arabic verb."""
    closed = begins_speech(look, last)
    if look.form(first - 1) in look.words_of("careful_forms") and not closed:
        return False
    if not look.words_of("objects").isdisjoint(look.sentence.forms[first : last + 1]):
        return False
    plain = verb in verb_forms(look.fold, "plain")
    if verb in verb_forms(look.fold, "careful") and not closed:
        return False
    if look.name_at(first) is not None or can_speak(look, first):
        return True
    named = speaker(look, first, last)
    if named is not None and named.kind is DetailKind.PERSON and plain:
        return True
    if closed and _OPENS.search(look.sentence.gap(first)):
        return True
    if plain and any(can_speak(look, place) for place in range(first + 1, min(first + 5, last))):
        return True
    unknown = last - first <= _UNKNOWN and not look.form(first).endswith(("ها", "هم", "هما"))
    return closed and unknown and (plain or look.form(first).startswith("ال"))


def _is_as_told(look: View, at: int) -> bool:
    """True for "حسبما ذكرت": the verb only says whose account it is."""
    before, earlier = look.form(at - 1), look.form(at - 2)
    return before in look.words_of("as_told") or (before == "ما" and earlier in look.words_of("as"))


def _reported_of(look: View, at: int, first: int) -> list[Said]:
    """The one whose words are passed on: "نقلت رويترز عن مسؤول"."""
    if first >= len(look.sentence.forms):
        return []
    last = phrase_end(look, first)
    if last == first or not (look.name_at(first) or can_speak(look, first)):
        return []
    return [_said(look, at, first, last, "said")]


def _refusal(look: View, at: int) -> list[Said]:
    """A refusal of accusations is a denial: "يرفض الكرملين تلك الاتهامات"."""
    first = at + 1
    if first >= len(look.sentence.forms) or look.sentence.gap(first):
        return []
    last = phrase_end(look, first)
    after = look.sentence.forms[last : at + 1 + _NEAR]
    if last == first or look.words_of("accusations").isdisjoint(after):
        return []
    known = look.name_at(first) or can_speak(look, first)
    return [_said(look, at, first, last, "denied")] if known else []


def _subject_of_kana(look: View, at: int, unit: str) -> Said | None:
    """The subject between "كان" and "قد" with a verb: "وكانت قيادة القوات قد أعلنت"."""
    if look.form(at - 1) != "قد":
        return None
    for place in range(at - 2, max(-1, at - _FAR), -1):
        if look.form(place) in look.words_of("kana"):
            last = min(phrase_end(look, place + 1), at - 1)
            known = last > place + 1 and (look.name_at(place + 1) or can_speak(look, place + 1))
            return _said(look, at, place + 1, last, unit) if known else None
        if look.sentence.gap(place + 1).strip("\"'«»“”()"):
            return None
    return None


def _subject_before(look: View, at: int, unit: str) -> Said | None:
    """A subject that stands before its Arabic verb: after "كان", after "أن", or first in the clause."""
    last = at if look.form(at - 1) != "قد" else at - 1
    first = last
    while first > 0 and last - first < _NEAR and not look.sentence.gap(first):
        if look.form(first - 1) in look.words_of("stops") | look.words_of("that") | look.words_of("kana"):
            break
        first -= 1
    if first == last or look.sentence.gap(last):
        return None
    border = look.form(first - 1) if first else ""
    opens = first == 0 or border in look.words_of("kana") | look.words_of("that")
    if not opens and not look.sentence.gap(first):
        return None
    if look.form(first) in look.words_of("kana"):
        first += 1
    known = look.name_at(first) or can_speak(look, first) if first < last else None
    return _said(look, at, first, last, unit) if known else None


# ----------------------------------------------------------------------- English, Russian, French


def other_verb(look: View, at: int) -> list[Said]:
    """The source of a verb of saying in a language that puts its subject before it, or after a quotation."""
    meaning = saying(look.fold, look.sentence.language).get(look.form(at))
    if meaning is None or _is_unsaid(look, at):
        return []
    found = _inverted(look, at, meaning)
    loose = look.form(at) in look.words_of("loose")
    if not loose or _introduces(look, at):
        found = found or _preceding(look, at, meaning)
    elif found is None and look.form(at) in look.words_of("to_someone"):
        found = _preceding(look, at, meaning)
        found = found if found and _ends_told(look, found.first) else None
    elif not _introduces(look, at):
        found = None
    return [found] if found else []


def _ends_told(look: View, first: int) -> bool:
    """True where the clause that is told has just ended before the subject: '…," Peskov told reporters'."""
    gap = look.sentence.gap(first)
    return first > 2 and ("," in gap or bool(_QUOTE_END.search(gap)))


def _introduces(look: View, at: int) -> bool:
    """True where "that", a colon or a quotation follows, or the clause that is told has just ended.

    A few words of time or the one who is told may stand between.
    """
    sentence = look.sentence
    ends = sentence.gap(at + 1)[:1] in (",", ".") and look.form(at) not in look.words_of("nouns")
    if begins_speech(look, at + 1) or ends or _starts_aside(look, at):
        return True
    if look.form(at + 1) in look.words_of("about") and not sentence.gap(at + 1):
        return True
    for place in range(at + 1, min(at + 5, len(sentence.forms))):
        if sentence.gap(place):
            return False
        if sentence.gap(place + 1)[:1] == ":" or look.form(place + 1) in look.words_of("that"):
            timed = look.form(at + 1) in look.words_of("between") | look.words_of("before_that")
            return timed or look.form(at) in look.words_of("to_whom")
    return False


def _starts_aside(look: View, at: int) -> bool:
    """True for a verb right after a comma or a closing quote, auxiliaries aside."""
    while at > 0 and not look.sentence.gap(at) and look.form(at - 1) in look.words_of("between"):
        at -= 1
    gap = look.sentence.gap(at)
    aside = gap in (",", "-", "–", "—") or look.form(at - 1) in look.words_of("as")
    return aside or (bool(_QUOTE_END.search(gap)) and not _closes_a_name(look, at))


def _closes_a_name(look: View, at: int) -> bool:
    """True where the quote before word `at` closes a name of a few words: '"Salam" named the day'."""
    if not _QUOTE_END.fullmatch(look.sentence.gap(at)):
        return False
    return any(_OPENS.search(look.sentence.gap(place)) for place in range(max(0, at - _IN_QUOTES), at))


def _inverted(look: View, at: int, unit: str) -> Said | None:
    """A subject after its verb: '", said Peskov', "сообщает ТАСС"."""
    russian = look.sentence.language == "ru"
    if not _starts_aside(look, at) and not (russian and at == 0):
        return None
    if look.form(at) in look.words_of("to_someone"):
        return None
    first = at + 1
    if first >= len(look.sentence.forms) or look.sentence.gap(first).strip('"«“'):
        return None
    last = phrase_end(look, first)
    return _said(look, at, first, last, unit) if is_source(look, first, last) else None


def _preceding(look: View, at: int, unit: str) -> Said | None:
    """A subject before its verb, over adverbs, auxiliaries and an apposition between commas."""
    sentence = look.sentence
    last = at
    while last > 0 and not sentence.gap(last) and look.form(last - 1) in look.words_of("between"):
        last -= 1
    if sentence.gap(last) == ",":
        place = _before_apposition(look, last)
        inside = look.name_at(place) if place else None
        if inside is not None and inside.kind is DetailKind.PERSON:
            return _said(look, at, place, last, unit)
        last = place
    if last <= 0 or sentence.gap(last).strip(","):
        return None
    if look.form(last - 1) in look.words_of("pronouns"):
        return None
    first = _subject_back(look, last)
    named = _explained(look, first)
    if named is not None:
        return _said(look, at, named, first, unit)
    return _said(look, at, first, last, unit) if first < last and is_subject(look, first, last) else None


def _subject_back(look: View, last: int) -> int:
    """Where the subject that ends before word `last` begins."""
    sentence = look.sentence
    first = last
    clause = look.words_of("clause") | look.words_of("that")
    while first > 0 and last - first < _NEAR + 4:
        if look.form(first - 1) in clause or (first < last and sentence.gap(first).strip("'\"«»“”")):
            break
        first -= 1
    return first


def _explained(look: View, first: int) -> int | None:
    """Where the person begins whom a title without a closing comma explains: "Peskov, the spokesman said"."""
    if look.form(first) not in look.words_of("articles") or look.sentence.gap(first) != ",":
        return None
    name = look.name_to(first - 1)
    if name is None or name.kind is not DetailKind.PERSON:
        return None
    place = bisect_right(look.sentence.words, name.start, key=lambda w: w.end)
    opens = place == 0 or look.sentence.gap(place) or look.form(place - 1) in look.words_of("that")
    return place if opens else None


def _before_apposition(look: View, last: int) -> int:
    """The place after the name that an apposition explains: "Peskov, the spokesman, said"; 0 where none."""
    for place in range(last - 1, max(0, last - _NEAR - 4), -1):
        if look.sentence.gap(place) == ",":
            titled = look.name_to(place - 1) or look.name_at(place) or _is_capital(look, place - 1)
            return place if titled else 0
    return 0


def is_subject(look: View, first: int, last: int) -> bool:
    """True where words first..last-1 can be a subject: a name last, or a speaker and no preposition first."""
    ends_in_name = look.name_to(last - 1)
    if ends_in_name is not None and ends_in_name.kind is not DetailKind.PLACE:
        return True
    if look.form(first) in look.words_of("stops"):
        return False
    if any(can_speak(look, place) for place in range(first, last)):
        return True
    if ends_in_name is not None:
        return look.name_at(first) is ends_in_name
    short = last == 1 or (last - first <= 3 and _is_capital(look, last - 1))
    return look.sentence.language in ("en", "fr") and short and look.sentence.raw(last - 1)[0].isupper()


def is_source(look: View, first: int, last: int) -> bool:
    """True where words first..last-1, after a verb or preposition, can be a source."""
    if first >= last or look.form(first) in look.words_of("pronouns") | look.words_of("no_source"):
        return False
    if look.name_at(first) is not None or speaker(look, first, last) is not None:
        return True
    places = range(first, min(last, first + 5))
    if any(can_speak(look, place, prefixed=place == first) for place in places):
        return True
    head = first + (look.form(first) in look.words_of("articles"))
    return look.sentence.language in ("en", "fr") and _is_capital(look, head)


def _is_capital(look: View, at: int) -> bool:
    return 0 < at < len(look.sentence.words) and look.sentence.raw(at)[0].isupper()
