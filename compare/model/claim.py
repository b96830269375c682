"""Values about what is said: details, claims, differences."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

Precision = Literal["exact", "about", "at_least", "at_most", "year", "month", "day", "minute", "vague"]


class DetailKind(StrEnum):
    """The kinds of detail that `extract_details` reports."""

    NUMBER = "number"
    PERCENT = "percent"
    MONEY = "money"
    ORDINAL = "ordinal"
    DURATION = "duration"
    DATE = "date"
    TIME = "time"
    PERSON = "person"
    PLACE = "place"
    ORGANISATION = "organisation"
    QUOTATION = "quotation"
    ATTRIBUTION = "attribution"
    NEGATION = "negation"
    MODALITY = "modality"


@dataclass(frozen=True, slots=True)
class Detail:
    """One checkable detail and where it stands.

    `value` is a number, an ISO date ("2023-09", "2020-11-09", "2024-08-18T22:14", ranges "A/B"), or a
    canonical name. `unit` is what is counted ("day", "town", "square kilometre"). `precision` says how
    sharp the value is. `basis` says whether the text states the value or it was inferred, and `because`
    from what. `head` is the folded lemma the detail belongs to (the event or noun), where it is known; of a
    quotation it is the speaker. A source without a name has the precision "vague".
    """

    kind: DetailKind
    start: int
    end: int
    text: str
    value: str | float | int | None
    unit: str | None = None
    precision: Precision = "exact"
    basis: Literal["stated", "inferred"] = "stated"
    because: str = ""
    head: str | None = None


class DifferenceType(StrEnum):
    NUMBER = "number"
    DATE = "date"
    TIME = "time"
    DURATION = "duration"
    PERSON = "person"
    PLACE = "place"
    ORGANISATION = "organisation"
    ATTRIBUTION = "attribution"
    QUOTATION = "quotation"
    NEGATION = "negation"
    MODALITY = "modality"
    WORDING = "wording"


class Status(StrEnum):
    """How two witnesses stand to one another in a detail, most serious first."""

    CONFLICT = "conflict"
    PRECISION = "precision"
    ADDED = "added"
    WORDING = "wording"
    NAMING = "naming"
    SPELLING = "spelling"


@dataclass(frozen=True, slots=True)
class Stated:
    """What one witness says in a difference. `quote` is None where it is silent: no contradiction."""

    witness: str
    quote: str | None = None
    start: int | None = None
    end: int | None = None
    normalised: str | None = None
    basis: str | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """One typed, located difference inside a claim. `severity` runs from 0 (none) to 1 (they contradict)."""

    id: str
    claim: str
    type: DifferenceType
    status: Status
    severity: float
    values: tuple[Stated, ...]
    because: str


@dataclass(frozen=True, slots=True)
class Mention:
    """Where a witness makes a claim."""

    witness: str
    start: int
    end: int
    passage: str


class State(StrEnum):
    """How a witness stands to a claim: one cell of the matrix of claims and witnesses."""

    AGREES = "agrees"
    DIFFERS = "differs"
    MORE_PRECISE = "more_precise"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class Cell:
    """What one witness says of a claim.

    `differences` are the ids of the differences that put it there: conflicts for "differs", finer values for
    "more precise". Where two readings clash, the one that fewer independent origins give differs; where as
    many give each, all of them differ.
    """

    witness: str
    state: State
    differences: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """Something told by one or more witnesses, with every place where it is told.

    `silent` are the witnesses that do not tell it; `cells` has one entry for every witness, in their order.
    `independent_origins` counts the telling witnesses, those that share an origin once.
    """

    id: str
    label: str
    mentions: tuple[Mention, ...]
    silent: tuple[str, ...]
    relation: Literal["agree", "differ", "one_source"]
    independent_origins: int | None = None
    origin: Literal["machine", "person"] = "machine"
    cells: tuple[Cell, ...] = ()


@dataclass(frozen=True, slots=True)
class Moment:
    """One account's words for when something was, is, or will be. `passage` is the sentence it stands in."""

    witness: str
    passage: str
    quote: str
    start: int
    end: int
    value: str
    basis: Literal["stated", "inferred"]


@dataclass(frozen=True, slots=True)
class TimelineEvent:
    """Something that the accounts place in time, on the one axis of all of them.

    `when` is the sharpest ISO value that is told of it (a day, a month, a year, or "A/B"); `moments` hold
    every account's words, and `planned` says that all of them tell it as still to come. `clash` is true where
    the values cannot all be true. `superseded_by` is the id of the event that a later account tells in its
    place ("the last meeting"), which is no contradiction. `claim` is the claim it belongs to, where two or
    more accounts make it.
    """

    id: str
    when: str
    label: str
    moments: tuple[Moment, ...]
    claim: str | None = None
    planned: bool = False
    clash: bool = False
    superseded_by: str | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """How two short texts stand to one another.

    `score` is the probability that they agree, `related` that they tell the same event; both calibrated.
    `relation` reads the two: "unrelated" where they tell different things, else "agree" or "differ".
    `differences` are typed and located, witnesses "a" and "b". `channels` are the figures that the verdict
    rests on, by name.
    """

    relation: Literal["agree", "differ", "unrelated"]
    score: float
    related: float
    differences: tuple[Difference, ...]
    channels: tuple[tuple[str, float], ...] = ()
