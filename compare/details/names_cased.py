"""Names in scripts with capitals: runs of capitals, titles, heads of bodies, the gazetteer."""

from __future__ import annotations

import re

from compare.details.names_text import Found, NameText
from compare.model.claim import DetailKind

_LONGEST_RUN = 6
_LONGEST_PERSON = 4
_CROWDED = 0.7
_AGE_REACH = 18
_AGE_BEHIND = re.compile(r"(?:, | \()\d{1,2}(?: (?:years?(?: old)?|лет|года?|ans))?[,)]")
_AGE_BEFORE = re.compile(r"\b\d{1,3}(?:[- ]years?[- ]old|-летн\w{2,3}) $")
# Endings of adjectives that are family names only in the nominative ("Зеленский заявил").
_OBLIQUE = ("скои", "скую", "ском", "ских", "скими", "ское", "ские", "цкои", "цкую", "цком", "цких", "цкое")


def find_cased(scan: NameText) -> list[Found]:
    """Every name of the words in cased scripts, left to right."""
    cased = [look for look in scan.looks if not look.arabic]
    if all(look.folded[:1].isdigit() for look in cased):
        return []
    lower = {look.folded for look in cased if not look.capital}
    titled_lines = _title_case(scan)
    found: list[Found] = []
    stop = 0
    for at, look in enumerate(scan.looks):
        if look.arabic or look.dull or at < stop:
            continue
        best = _best(scan, at, lower, at in titled_lines)
        if best is not None:
            found.append(best)
            stop = best.stop
    return found


def _best(scan: NameText, at: int, lower: set[str], crowded: bool) -> Found | None:
    look = scan.looks[at]
    known = scan.known_at(at)
    body = _body(scan, at)
    person = _person(scan, at, lower, crowded) if look.capital else None
    if known is not None:
        stop, _, entry = known
        beaten = (body is not None and body.stop > stop) or (
            person is not None and person.stop > stop and look.given == 0
        )
        if not beaten:
            return Found(at, stop, 0, entry.kind, entry.value)
    if body is not None:
        return body
    return person or _acronym(scan, at, crowded)


# -- persons ---------------------------------------------------------------------------------------


def _person(scan: NameText, at: int, lower: set[str], crowded: bool) -> Found | None:
    """Capitals behind a title, a given name with what follows, or two unknown capitals in a row."""
    look = scan.looks[at]
    sets = scan.lexicon.cased
    if stop := _initialled(scan, at):
        return Found(at, stop, 0, DetailKind.PERSON)
    if look.folded in sets["not_names"] or look.title or look.body == 0 or (look.demonym and look.given < 0):
        return None
    stop = _run(scan, at)
    count = stop - at
    titled = at > 0 and scan.looks[at - 1].title and scan.leads(at - 1) and "\n" not in scan.gap(at - 1)
    opening = scan.line_start(at)
    if titled and not (count == 1 and look.surface.isupper() and len(look.surface) < 5):
        return Found(at, stop, 0, DetailKind.PERSON)
    if look.given == 0 and count > 1:
        return Found(at, stop, 0, DetailKind.PERSON)
    if _aged(scan, at, stop):
        return Found(at, stop, 0, DetailKind.PERSON)
    if look.folded in lower or crowded:
        return None
    if opening and count > 1 and _everyday(scan, look.bases):
        return None
    if count == 1:
        sure = look.name == 2 and look.given < 0
        sure = sure or (look.surname == 0 and not opening and len(look.surface) > 3)
        sure = sure and not look.surface.isupper() and not _adjective(scan, at)
        return Found(at, stop, 0, DetailKind.PERSON) if sure else None
    words = scan.looks[at:stop]
    plain = all(
        w.folded not in lower and not w.surface.isupper() and not _everyday(scan, w.bases) for w in words
    )
    if not plain or count > 3 or (opening and words[-1].surname < 0):
        return None
    return Found(at, stop, 0, DetailKind.PERSON)


def _aged(scan: NameText, at: int, stop: int) -> bool:
    """True for capitals beside an age: "Robert Pitman, 24, of", "the 24-year-old Robert Pitman"."""
    start, end = scan.words[at].start, scan.words[stop - 1].end
    before, behind = scan.text[max(0, start - _AGE_REACH) : start], scan.text[end : end + _AGE_REACH]
    return bool(_AGE_BEHIND.match(behind) or _AGE_BEFORE.search(before))


def _initialled(scan: NameText, at: int) -> int:
    """Where a family name behind initials stops ("А.Навального", "J. K. Rowling"), 0 where there is none."""
    index = at
    while (
        index - at < 3
        and index + 1 < len(scan)
        and len(scan.looks[index].surface) == 1
        and scan.looks[index].capital
        and scan.gap(index) in (".", ". ")
    ):
        index += 1
    look = scan.looks[index]
    plain = (
        not look.capital or len(look.surface) < 3 or look.surface.isupper() or look.title or look.body == 0
    )
    if index == at or plain or look.folded in scan.lexicon.cased["not_names"]:
        return 0
    common = _everyday(scan, look.bases) and look.surname < 0 and look.name < 2
    return 0 if common else index + 1


def _adjective(scan: NameText, at: int) -> bool:
    """Whether a Russian word in an oblique case describes the noun behind it ("Павелецком вокзале")."""
    look = scan.looks[at]
    if not look.folded.endswith(_OBLIQUE) or at + 1 >= len(scan) or not scan.spaced(at):
        return False
    after = scan.looks[at + 1]
    famous = any(base in scan.lexicon.cased["surnames"] for base in look.bases)
    return not famous and not after.capital and not after.arabic and len(after.folded) > 3


def _everyday(scan: NameText, bases: tuple[str, ...]) -> bool:
    return any(base in scan.lexicon.everyday for base in bases)


def _run(scan: NameText, at: int) -> int:
    """Where the capitals that begin at a word stop being one person's name."""
    sets, looks = scan.lexicon.cased, scan.looks
    stop = index = at + 1
    while index < len(scan) and index - at < _LONGEST_PERSON and scan.joined(index - 1):
        look = looks[index]
        if look.arabic or look.folded in sets["not_names"] or look.title:
            break
        if look.folded in sets["connectors"] and not look.capital and index + 1 < len(scan):
            index += 1
            continue
        if not look.capital or (look.demonym and index > at + 1) or look.body == 0:
            break
        known = scan.known_at(index)
        if known is not None and look.given < 0 and (known[0] > index + 1 or known[2].shout):
            break
        index += 1
        stop = index
    return stop


def _title_case(scan: NameText) -> frozenset[int]:
    """Words in lines where nearly every word has a capital: headlines, whose capitals tell nothing."""
    crowded: list[int] = []
    first = 0
    for index, gap in enumerate(scan.gaps):
        if "\n" not in gap:
            continue
        line = range(first, index + 1)
        capitals = sum(scan.looks[i].capital for i in line)
        if len(line) >= 5 and capitals >= _CROWDED * len(line):
            crowded += line
        first = index + 1
    return frozenset(crowded)


# -- bodies ----------------------------------------------------------------------------------------


def _body(scan: NameText, at: int) -> Found | None:
    """An institution: a run of capitals that holds a head, or a head and what it governs."""
    look = scan.looks[at]
    cyrillic = "\u0400" <= look.folded[:1] <= "\u04ff"
    if look.body == 0 and (cyrillic or _romance(scan, at)):
        stop = _governed(scan, at)
    elif look.capital:
        stop = _headed(scan, at)
    else:
        return None
    if stop == 0:
        return None
    return Found(at, stop, 0, DetailKind.ORGANISATION, scan.folded(at, stop, 0))


def _romance(scan: NameText, at: int) -> bool:
    """Whether a head stands before what it governs ("ministère de", "University of")."""
    if at + 1 >= len(scan) or not scan.joined(at):
        return False
    after = scan.looks[at + 1]
    return after.folded in scan.lexicon.cased["connectors"] or (after.demonym and not after.capital)


def _headed(scan: NameText, at: int) -> int:
    """English order: capitals up to a head, with "of ..." behind it; 0 where there is no head."""
    sets, looks = scan.lexicon.cased, scan.looks
    if (looks[at].folded in sets["not_names"] - sets["offices"]) or looks[at].title:
        return 0
    index = at
    while index < len(scan) and index - at < _LONGEST_RUN and looks[index].capital:
        if looks[index].body == 0 and (index > at or looks[index].surface.isupper()):
            more = index + 1 < len(scan) and scan.joined(index) and looks[index + 1]
            if more and more.body == 0 and more.capital:
                index += 1
            return _governed(scan, index) or index + 1
        if not scan.joined(index):
            return 0
        index += 1
    return 0


def _governed(scan: NameText, at: int) -> int:
    """Where the words that a head governs stop, 0 where no capital is among them."""
    sets, looks = scan.lexicon.cased, scan.looks
    index, stop = at, 0
    while index + 1 < len(scan) and index - at < _LONGEST_RUN and scan.joined(index):
        index += 1
        look = looks[index]
        links = look.folded in sets["connectors"] or look.demonym
        office = look.folded in sets["offices"]
        if look.arabic or look.title or (look.folded in sets["not_names"] and not links and not office):
            break
        known = scan.known_at(index)
        if known is not None and known[2].kind is DetailKind.PLACE:
            return known[0]
        if (look.capital and look.given < 0) or (stop == index and look.folded in sets["inner"]):
            stop = index + 1
        elif look.capital or not (links or _inner(look.folded, at, index)):
            break
    return stop


def _inner(word: str, at: int, index: int) -> bool:
    """A lower-case Russian word inside the name of a body ("министерство обороны России")."""
    return "\u0400" <= word[0] <= "\u04ff" and len(word) > 4 and index - at < 4


def _acronym(scan: NameText, at: int, crowded: bool) -> Found | None:
    look = scan.looks[at]
    if crowded or not look.surface.isupper() or not 2 <= len(look.surface) <= 6 or not look.surface.isalpha():
        return None
    sets = scan.lexicon.cased
    if look.folded in sets["not_acronyms"] or look.folded in sets["not_names"] or _shouted(scan, at):
        return None
    return Found(at, at + 1, 0, DetailKind.ORGANISATION, look.folded.upper())


def _shouted(scan: NameText, at: int) -> bool:
    """Whether a neighbour is all capitals too: then the line shouts, and this is no acronym."""
    near = [i for i in (at - 1, at + 1) if 0 <= i < len(scan)]
    return any(scan.looks[i].surface.isupper() and len(scan.looks[i].surface) > 3 for i in near)
