"""Days and months as words: "on Thursday (the 23rd)" against "on Monday (the 23rd)" tell two days.

The value of such a date is its number, so the words are compared beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from compare.claims.frames import folded
from compare.claims.heads import Alignment, bare
from compare.claims.phrases import quoted
from compare.languages import table
from compare.model.claim import Detail
from compare.model.prepared import Unit

# Words that say which of several periods is meant count after such a period only.
_PERIODS = ("year", "month", "week")
Meaning = tuple[str, int]


def calendar_conflicts(words: Alignment) -> Iterator[tuple[Detail, Detail, str]]:
    """Two days of the week, two months, "last" and "next", between the same words on both sides.

    Cost: one look-up per left-over word, then the product of what was found.
    """
    left = _left_over(words.a, words.left)
    right = _left_over(words.b, words.right) if left else []
    for i, one in left:
        for j, two in right:
            if one[0] != two[0] or one[1] == two[1] or words.rims(range(i, i + 1), range(j, j + 1)) < 2:
                continue
            if one[0] == "turn" and not (_after_period(words.a, i) and _after_period(words.b, j)):
                continue
            a, b = (quoted(unit, range(at, at + 1)) for unit, at in ((words.a, i), (words.b, j)))
            yield a, b, f"values-differ: {a.text} against {b.text}"


def _left_over(unit: Unit, counterpart: tuple[int | None, ...]) -> list[tuple[int, Meaning]]:
    known = _meanings(unit.language)
    found = [
        (at, known.get(token.folded) or known.get(bare(token.folded)))
        for at, token in enumerate(unit.tokens)
        if counterpart[at] is None
    ]
    return [(at, meaning) for at, meaning in found if meaning]


def _after_period(unit: Unit, at: int) -> bool:
    """True after "year", "month", "week" or a day of the week; before it in languages that say it there."""
    near = [unit.tokens[i].folded for i in (at - 1, at + 1) if 0 <= i < len(unit.tokens)]
    periods, known = _periods(unit.language), _meanings(unit.language)
    return any(w in periods or bare(w) in periods or known.get(w, ("",))[0] == "weekday" for w in near)


@lru_cache(maxsize=8)
def _meanings(language: str) -> Mapping[str, Meaning]:
    """Folded single words to what they name; words of several meanings are left out."""
    dates = table(language, "dates")
    doubtful = {folded(w) for w in dates.get("doubtful_months", ())}
    groups: dict[str, Any] = {
        "weekday": dates.get("weekdays", ()),
        "month": dates.get("months", ()),
        "turn": [dates.get("words", {}).get(key, ()) for key in ("past", "future")],
    }
    found: dict[str, Meaning] = {}
    for kind, rows in groups.items():
        for at, names in enumerate(rows):
            for name in names:
                word = folded(name)
                if " " not in word and word not in doubtful:
                    found.setdefault(word, (kind, at))
                    found.setdefault(bare(word), (kind, at))
    return found


@lru_cache(maxsize=8)
def _periods(language: str) -> frozenset[str]:
    words = table(language, "dates").get("words", {})
    return frozenset(
        form for key in _PERIODS for w in words.get(key, ()) for form in (folded(w), bare(folded(w)))
    )
