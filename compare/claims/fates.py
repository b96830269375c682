"""What a number counts: people by what became of them (killed, injured), and the figures of which day."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

from compare.claims.frames import folded, joins_clauses, words_of_today
from compare.claims.heads import bare
from compare.claims.pairing import place_of
from compare.languages import LANGUAGES, table
from compare.model.claim import Detail
from compare.model.prepared import Unit

# Words before and after a number among which the one stands that tells it.
_BEFORE, _AFTER = 5, 4
# Arabic "and" and "then", written onto the word.
_JOINED = ("و", "ف")


def fate_of(unit: Unit, number: Detail) -> str | None:
    """What is told of those counted ("killed", "injured", "arrested"), by the nearest word of its clause.

    The noun that is counted goes first ("11 dead"), then the nearest word on either side, the one before at
    equal distance; a sign, another number or an "and" ends the clause. Cost: ten words.
    """
    place = place_of(unit, number)
    if not place:
        return None
    inside = next((fate for at in place if (fate := _fate(unit, at))), None)
    if inside:
        return inside
    found = [near for side in (-1, 1) if (near := _nearest(unit, place, side))]
    return min(found)[2] if found else None


def is_series(a: Unit, b: Unit, days: tuple[dt.date | None, dt.date | None]) -> bool:
    """True where both tell the figures of "today", each of another day: each day has its own.

    `days` are those of publication, where they are stated.
    """
    told = all(any(t.folded in words_of_today(unit.language) for t in unit.tokens) for unit in (a, b))
    return told and None not in days and days[0] != days[1]


def _nearest(unit: Unit, place: range, step: int) -> tuple[int, int, str] | None:
    """How far off the nearest word stands before (-1) or after (1) a number, the side, and what it tells."""
    first, reach = (place.start - 1, _BEFORE) if step < 0 else (place.stop, _AFTER)
    for far in range(reach):
        at = first + far * step
        if not 0 <= at < len(unit.tokens) or _is_apart(unit, at, step):
            return None
        fate = _fate(unit, at)
        if fate:
            return far, step, fate
        if _opens_clause(unit, at):
            return None
    return None


def _is_apart(unit: Unit, at: int, step: int) -> bool:
    """True behind a sign or a joined "and", seen from the number, and for another number."""
    token = unit.tokens[at]
    first, last = sorted((at, at - step))
    if unit.tokens[last].start - unit.tokens[first].end > 1 or token.folded[:1].isdigit():
        return True
    joined = token.folded[:1] in _JOINED and token.folded not in _fates(unit.language)
    return step > 0 and unit.language == "ar" and joined


def _opens_clause(unit: Unit, at: int) -> bool:
    token = unit.tokens[at]
    joined = unit.language == "ar" and token.folded[:1] in _JOINED and bare(token.folded) != token.folded
    return joined or joins_clauses(token.folded, unit.language)


def _fate(unit: Unit, at: int) -> str | None:
    known = _fates(unit.language)
    folded_word = unit.tokens[at].folded
    return known.get(folded_word) or known.get(bare(folded_word))


@lru_cache(maxsize=16)
def _fates(language: str) -> dict[str, str]:
    names = (language,) if language in LANGUAGES else LANGUAGES
    return {
        folded(word): fate
        for name in names
        for fate, row in table(name, "fates").items()
        for word in row.split()
    }
