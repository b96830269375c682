"""Ages: a number that stands beside the name of a person, in two accounts that call him by one name."""

from __future__ import annotations

from functools import lru_cache

from compare.claims.frames import folded, is_function_word
from compare.claims.pairing import place_of
from compare.languages import LANGUAGES, table
from compare.model.claim import Detail, DetailKind
from compare.model.names import same_name
from compare.model.prepared import Unit

# Words between a name and an age, and characters of a comma or an opening bracket with its space.
_REACH, _PARTED = 4, 2


def of_one_age(a: Unit, x: Detail, b: Unit, y: Detail) -> bool:
    """True for two ages of one person: "Robert Pitman, 24," and "the 27-year-old Robert Pitman"."""
    one, two = _aged(a, x), _aged(b, y)
    return one is not None and two is not None and same_name(one, two)


def is_age(unit: Unit, duration: Detail) -> bool:
    """True for "16-year-old" and for a number of years with a word for an age behind it."""
    place = place_of(unit, duration)
    behind = unit.tokens[place.stop : place.stop + 1]
    known = _age_words(unit.language)
    return _written_in_one(unit, place) or any(token.folded in known for token in behind)


def _aged(unit: Unit, age: Detail) -> str | None:
    """The name that a number stands beside, parted by a comma, a bracket or words for an age alone."""
    if age.unit not in (None, "year"):
        return None
    place = place_of(unit, age)
    for name in unit.details:
        if name.kind is DetailKind.PERSON and name.end <= age.start:
            between = range(place_of(unit, name).stop, place.start)
            parted = age.start - name.end == _PARTED and _closed(unit, place.stop, age)
        elif name.kind is DetailKind.PERSON and name.start >= age.end:
            between = range(place.stop, place_of(unit, name).start)
            parted = _written_in_one(unit, place)
        else:
            continue
        if _tells_age(unit, between) or (parted and not between):
            return str(name.value)
    return None


def _closed(unit: Unit, after: int, age: Detail) -> bool:
    """True where a sign follows the number before the next word, or nothing does: "Pitman, 24, of"."""
    return after >= len(unit.tokens) or unit.tokens[after].start - age.end >= _PARTED


def _written_in_one(unit: Unit, place: range) -> bool:
    """True for "16-year-old" as one word."""
    parts = unit.tokens[place[-1]].folded.split("-") if place else []
    return len(parts) > 1 and not _age_words(unit.language).isdisjoint(parts)


def _tells_age(unit: Unit, between: range) -> bool:
    words = [unit.tokens[at].folded for at in between]
    known = _age_words(unit.language)
    return (
        0 < len(words) <= _REACH
        and not known.isdisjoint(words)
        and all(word in known or is_function_word(word, unit.language) for word in words)
    )


@lru_cache(maxsize=16)
def _age_words(language: str) -> frozenset[str]:
    names = (language,) if language in LANGUAGES else LANGUAGES
    return frozenset(folded(word) for name in names for word in table(name, "numbers")["ages"]["words"])
