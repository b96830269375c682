"""Values of the archive: what an account meets when it comes in, what a search finds, how the archive is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from compare.model.text import Span


class Arrival(StrEnum):
    """What became of an account: stored, there before, without a word to store, or only looked up."""

    ADDED = "added"
    KNOWN = "known"
    EMPTY = "empty"
    LOOKED_UP = "looked up"


@dataclass(frozen=True, slots=True)
class Earlier:
    """A paragraph that an earlier account of the archive has too: where it stands in both, how alike it is.

    `score` is the cosine of the weighted words, 0 to 1; 1 is the same words.
    """

    span: Span
    witness: str
    there: Span
    score: float
    outlet: str | None = None
    published: str | None = None


@dataclass(frozen=True, slots=True)
class Forerunner:
    """An earlier account with a share (0 to 1) of an account's paragraphs, measured in letters."""

    witness: str
    share: float
    outlet: str | None = None
    published: str | None = None


@dataclass(frozen=True, slots=True)
class Added:
    """What an account met when it came in.

    `earlier` is in the order of its paragraphs, the most alike first. `origins` are the earlier accounts that
    its paragraphs stand in, the largest share first, `agencies` those that it credits. `story` holds the ids
    of the accounts of the same event, itself among them; both are empty where they were not asked for.
    """

    id: str
    arrival: Arrival
    paragraphs: int = 0
    earlier: tuple[Earlier, ...] = ()
    origins: tuple[Forerunner, ...] = ()
    agencies: tuple[str, ...] = ()
    story: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """An account that a search found.

    `span` is the stretch of its text that holds most of what was searched, `snippet` that stretch on one
    line; `marks` are the words found in the snippet, in code points of it. `score` grows with relevance.
    """

    witness: str
    score: float
    span: Span
    snippet: str
    marks: tuple[Span, ...] = ()
    title: str | None = None
    outlet: str | None = None
    published: str | None = None


@dataclass(frozen=True, slots=True)
class Repeat:
    """Two paragraphs of the archive that are nearly the same, the earlier one first."""

    earlier: str
    there: Span
    witness: str
    span: Span
    score: float


@dataclass(frozen=True, slots=True)
class Info:
    """How an archive is: counts, bytes on the disk, and what is damaged (sentences; empty where nothing is).

    `waiting` counts the postings that stand in the database until they are enough for a segment.
    """

    path: str
    schema_version: int
    witnesses: int
    passages: int
    postings: int
    waiting: int
    segments: tuple[tuple[str, int], ...]
    bytes_database: int
    bytes_segments: int
    comparisons: int
    first_published: str | None
    last_published: str | None
    damage: tuple[str, ...] = ()

    @property
    def bytes_per_posting(self) -> float:
        """The bytes that one posting of a segment takes; 0.0 where there is none."""
        held = sum(count for _, count in self.segments)
        return round(self.bytes_segments / held, 2) if held else 0.0
