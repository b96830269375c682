"""Names of persons, places and bodies, each with a value that does not depend on the spelling."""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter

from compare.details.demonyms import Fold, find_demonyms
from compare.details.names_arabic import find_arabic, unknown_place
from compare.details.names_cased import find_cased
from compare.details.names_joined import joined
from compare.details.names_lexicon import lexicon
from compare.details.names_people import add_repeated, person_values
from compare.details.names_tagger import tagger
from compare.details.names_text import Found, NameText, pieces
from compare.languages import LANGUAGES
from compare.model.claim import Detail, DetailKind
from compare.model.text import Span

__all__ = ["find_demonyms", "find_names"]

_FIRST = attrgetter("first")


def find_names(
    text: str,
    words: Sequence[Span],
    fold: Fold,
    start: int = 0,
    end: int | None = None,
    languages: Sequence[str] = LANGUAGES,
) -> tuple[Detail, ...]:
    """Every name of `text[start:end]`, in text order and without overlaps.

    A place or a well-known body is valued with its English name, so that "باكو", "Баку" and "Baku" agree.
    A person is valued with the fullest folded form that the text has ("بوتين" -> "فلاديمير بوتين"). Arabic
    proclitics stay outside the span. Linear time.
    """
    stop = len(text) if end is None else end
    scan = NameText(text, pieces(text, words, start, stop), lexicon(fold, tuple(languages)))
    found = by_rules(scan)
    tags = tagger(scan.lexicon) if any(look.arabic for look in scan.looks) else None
    if tags is not None:
        found = joined(scan, found, tags.find(scan, found))
    found = add_repeated(scan, found)
    people = person_values(scan, found)
    return tuple(_detail(scan, one, people.get(one)) for one in found)


def by_rules(scan: NameText) -> list[Found]:
    """The names that titles, given names, heads of bodies and the tables tell, in text order."""
    found = find_arabic(scan) + find_cased(scan)
    return _free(found, _heads(scan))


def _heads(scan: NameText) -> list[Found]:
    last = len(scan) - 1
    heads = [at for at, look in enumerate(scan.looks) if look.place >= 0 and at < last]
    return [found for at in heads for found in unknown_place(scan, at)]


def _free(found: list[Found], more: list[Found]) -> list[Found]:
    """All of `found`, and of `more` what it leaves free, in text order."""
    if not more:
        return sorted(found, key=_FIRST)
    taken = {i for f in found for i in range(f.first, f.stop)}
    kept = [f for f in more if taken.isdisjoint(range(f.first, f.stop))]
    return sorted((*found, *kept), key=_FIRST)


def _detail(scan: NameText, one: Found, person: str | None) -> Detail:
    start = scan.begin(one.first, one.cut)
    end = scan.words[one.stop - 1].end
    value = person if one.kind is DetailKind.PERSON else one.value
    return Detail(
        one.kind, start, end, scan.text[start:end], value or scan.folded(one.first, one.stop, one.cut)
    )
