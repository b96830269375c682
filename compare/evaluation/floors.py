"""Pinned floors: what a figure may not fall below, for one state of the set it is measured on."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from compare.errors import InputError
from compare.evaluation.scores import Score

PLACE = "tests/evaluation/floors.toml"
"""Where the floors of this project lie in a clone; read where no other file is named and it is there."""

SLACK = 0.03
"""How far a figure may stand above its floor before the floor has to follow."""

Verdict = Literal["ok", "below", "raise"]


@dataclass(frozen=True, slots=True)
class Floor:
    """What a figure may not fall below (for errors: not rise above), on all rows and on the quick card."""

    all: float
    quick: float
    set_on: dt.date
    why: str


@dataclass(frozen=True, slots=True)
class Floors:
    """The floors by the ids of scores, and the fingerprints of the sets they were set on."""

    scores: Mapping[str, Floor]
    sets: Mapping[str, str]

    def of(self, score: Score, quick: bool) -> float | None:
        """The floor of a score; None where there is none."""
        floor = self.scores.get(score.id)
        return None if floor is None else floor.quick if quick else floor.all

    def verdict(self, score: Score, quick: bool) -> Verdict | None:
        """Whether the score holds its floor, and whether the floor should be raised. None without floor.

        Figures are compared as they are printed, to three places: machines differ in the last bits.
        """
        floor = self.of(score, quick)
        if floor is None:
            return None
        above = round(floor - score.value if score.lower else score.value - floor, 3)
        return "below" if above < 0 else "raise" if above > SLACK else "ok"


NO_FLOORS = Floors({}, {})


def read(named: str | None) -> Floors:
    """The floors of a file; those of the clone when none is named; none where there is no clone.

    Raises `InputError` where the named file is missing or is not of this form.
    """
    place = Path(named or PLACE)
    if named is None and not place.is_file():
        return NO_FLOORS
    try:
        table = tomllib.loads(place.read_text(encoding="utf-8"))
        return Floors({id: _floor(row) for id, row in table["scores"].items()}, dict(table["sets"]))
    except OSError as error:
        raise InputError(f"The floors cannot be read: {error.strerror}.", slug="unreadable") from None
    except (ValueError, KeyError, TypeError, AttributeError):
        raise InputError(f"{place.name} is no file of floors.", slug="floors") from None


def _floor(row: Mapping[str, Any]) -> Floor:
    floor = float(row["floor"])
    day, why = row["set_on"], row["why"]
    if not (isinstance(day, dt.date) and isinstance(why, str) and why):
        raise ValueError("a floor says since when and why")
    return Floor(floor, float(row.get("quick", floor)), day, why)
