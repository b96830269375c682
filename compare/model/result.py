"""The one result that every report renders from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from compare.model.claim import Claim, Difference, TimelineEvent
from compare.model.decision import Decided
from compare.model.reuse import Link, Reuse
from compare.model.text import Direction, Passage, Published
from compare.model.text import Evidence as Known

SCHEMA_VERSION = "1.0"


@dataclass(frozen=True, slots=True)
class Note:
    """Something the reader must know: a degradation, a skipped input, a doubt."""

    slug: str
    message: str


@dataclass(frozen=True, slots=True)
class WitnessSummary:
    """A witness as the report names it. `siglum` is A, B, C …; `text` is kept so that pages can quote it.

    `format` is what it was read from; `known` says where title, outlet, byline, date and the rest were found;
    `languages` are stretches in another language. All are empty for a text that was not read from a file.
    """

    id: str
    siglum: str
    path: str | None
    sha256: str
    language: str
    direction: Direction
    title: str | None
    outlet: str | None
    published: Published
    length: int
    text: str
    format: str | None = None
    byline: str | None = None
    agency: str | None = None
    known: tuple[Known, ...] = ()
    languages: tuple[tuple[int, int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Excluded:
    """A stretch that was left out of the comparison, and why."""

    witness: str
    start: int
    end: int
    why: str


@dataclass(frozen=True, slots=True)
class PairMatrix:
    """Similarity of every block of witness `a` (rows) with every block of witness `b` (columns).

    `rows` and `columns` are passage ids; `values` are 0..1; `linked` are the (row, column) indices that
    hold a link.
    """

    a: str
    b: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    values: tuple[tuple[float, ...], ...]
    linked: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """What the heatmaps draw: `documents` is square, in the order of the witnesses."""

    documents: tuple[tuple[float, ...], ...]
    paragraphs: tuple[PairMatrix, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of a witness's text that is evidence for something."""

    witness: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """One reason why accounts are taken to share an origin.

    `agency` a news agency is named as the source (or several, or none by name); `verbatim` runs of words
    beyond what quotation, titles and chance explain; `rare` misspellings and wordings that only they have;
    `order` the passages stand in the same order; `time` when they were published. `score` is its strength,
    0..1. `because` says it in a slug with its figures, "verbatim: 0.93 of the shorter text".
    """

    kind: Literal["agency", "verbatim", "rare", "order", "time"]
    witnesses: tuple[str, ...]
    score: float
    because: str
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Copied:
    """`later` may have taken its text from `earlier`, or both from a third: stated dates allow it."""

    later: str
    earlier: str
    because: str


@dataclass(frozen=True, slots=True)
class Origin:
    """Accounts that share one origin count once; an account that shares none is an origin by itself.

    `agency` is the news agency that is named as the source, by its usual name. `copied` tells who may have
    copied whom, only where dates of publication are known and differ.
    """

    id: str
    witnesses: tuple[str, ...]
    agency: str | None
    evidence: tuple[Evidence, ...]
    copied: tuple[Copied, ...] = ()


@dataclass(frozen=True, slots=True)
class Result:
    """Everything one comparison found, as plain values.

    `stories` are the groups of witnesses that tell one event, every witness in exactly one. `decisions` are
    those of a person that came in with the accounts, in the order of their file.
    """

    tool_version: str
    settings: tuple[tuple[str, object], ...]
    digest: str
    witnesses: tuple[WitnessSummary, ...]
    passages: tuple[Passage, ...]
    links: tuple[Link, ...]
    claims: tuple[Claim, ...]
    differences: tuple[Difference, ...]
    reuse: tuple[Reuse, ...]
    matrix: Matrix
    origins: tuple[Origin, ...]
    excluded: tuple[Excluded, ...]
    notes: tuple[Note, ...]
    stories: tuple[tuple[str, ...], ...] = ()
    timeline: tuple[TimelineEvent, ...] = ()
    decisions: tuple[Decided, ...] = ()

    @property
    def rejected(self) -> frozenset[str]:
        """The ids of the differences that a person says are none: shown, and counted nowhere."""
        told = (d.difference for d in self.decisions if d.decision.verdict == "rejected")
        return frozenset(id for id in told if id is not None)
