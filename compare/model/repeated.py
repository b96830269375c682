"""Values of repeated paragraphs: where each stands, what is told more than once, what was changed in it."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field
from enum import StrEnum

from compare.model.claim import Difference
from compare.model.result import Note

SCHEMA_VERSION = "1.0"
COPY = 0.6
"""The share of the longer text's words from which a wording is a copy with changes; below, a part of it."""
UNDATED = -(1 << 62)
"""The code of a date that is not known."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something of one kind that was left out or mended in one input: how often, and the first rows.

    `message` is what stands before the count and the rows, in English; of a file that is cut off, a
    sentence.
    """

    slug: str
    where: str
    message: str
    count: int = 1
    rows: tuple[int, ...] = ()

    def as_note(self) -> Note:
        """The fault as one sentence.

        >>> Fault("rows-empty", "a.csv", "rows without text left out", 12, (3, 8)).as_note().message
        'a.csv: rows without text left out: 12 (3, 8 and 10 more).'
        """
        if self.slug == "file-cut-off":
            return Note(self.slug, self.message)
        if not self.rows:
            return Note(self.slug, f"{self.where}: {self.message}: {self.count}.")
        rows = ", ".join(map(str, self.rows))
        more = f" and {self.count - len(self.rows)} more" if self.count > len(self.rows) else ""
        return Note(self.slug, f"{self.where}: {self.message}: {self.count} ({rows}{more}).")


@dataclass(frozen=True, slots=True)
class Places:
    """Where each paragraph stands, in 36 bytes each; text n has entry n of every array.

    `file` and `outlet` are indices into the lists of names; `row` counts from 1 and is 0 for a file that is
    one text; `start` and `end` are code points of the row's text; `date` is twice the minutes since 1970,
    plus one where the hour is told, or `UNDATED`.
    """

    file: array[int] = field(default_factory=lambda: array("i"))
    row: array[int] = field(default_factory=lambda: array("q"))
    start: array[int] = field(default_factory=lambda: array("i"))
    end: array[int] = field(default_factory=lambda: array("i"))
    outlet: array[int] = field(default_factory=lambda: array("i"))
    date: array[int] = field(default_factory=lambda: array("q"))

    def __len__(self) -> int:
        return len(self.file)


@dataclass(frozen=True, slots=True)
class Place:
    """Where one paragraph stands, as a reader is told. `row` is None for a file that is one text."""

    file: str
    row: int | None
    start: int
    end: int
    id: str
    outlet: str | None
    published: str | None


class ClusterKind(StrEnum):
    """What a cluster is: told by several outlets, told again by one, or printed by one over and over."""

    REPRINT = "reprint"
    REPEAT = "repeat"
    BOILERPLATE = "boilerplate"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text beside the representative: `same`, `gone` (only there), `new`, `cut` (left out)."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Variant:
    """One wording of a cluster: the paragraphs whose folded words are equal.

    `text` is that of the first one as it stands. `count` counts them, `spellings` says how many ways they
    are spelled; `score` is the similarity to the representative, None where it was not measured. `pieces`
    and `differences` hold it against the representative and are empty for the representative itself;
    `alike` is the share of the longer text's words that are the same. `compared` says that the details were
    compared.
    """

    text: str
    count: int
    spellings: int
    score: float | None
    places: tuple[Place, ...]
    pieces: tuple[Piece, ...] = ()
    alike: float = 1.0
    differences: tuple[Difference, ...] = ()
    compared: bool = False


@dataclass(frozen=True, slots=True)
class Cluster:
    """Paragraphs that say the same in nearly the same words. The representative's wording comes first.

    `number` counts clusters from 1, the largest first; `outlets` counts the members of each named outlet.
    `exact` counts members whose words are those of an earlier member. `first` is where it was printed first,
    as far as dates are told; `tied` says that several share that moment. `wordings` is the number of
    variants, of which the first are kept.
    """

    number: int
    kind: ClusterKind
    size: int
    outlets: tuple[tuple[str, int], ...]
    exact: int
    wordings: int
    variants: tuple[Variant, ...]
    first: Place | None = None
    tied: bool = False


@dataclass(frozen=True, slots=True)
class OutletCount:
    """What an outlet has: paragraphs, those that stand in another outlet too, and how often it was first."""

    name: str
    paragraphs: int
    shared: int
    first: int
    later: int


@dataclass(frozen=True, slots=True)
class Totals:
    """What was read and what was found, in paragraphs unless it says otherwise.

    `copies` counts the members of clusters beyond the first of each; `exact` those of them whose words are
    all the same, `near` the rest. `reprints`, `repeats` and `boilerplate` count clusters.
    """

    files: int
    rows: int
    paragraphs: int
    short: int
    pairs: int
    clusters: int
    in_clusters: int
    copies: int
    exact: int
    near: int
    outlets: int
    reprints: int
    repeats: int
    boilerplate: int


@dataclass(frozen=True, slots=True)
class Repeats:
    """What is said more than once: counts, outlets against outlets, and the clusters that are shown.

    `grid[a][b]` counts the paragraphs of outlet a that stand in outlet b too. `clusters` are chosen from all:
    see `Totals.clusters`. `seen` is the earliest and the latest date told.
    """

    totals: Totals
    outlets: tuple[OutletCount, ...]
    more_outlets: int
    grid: tuple[tuple[int, ...], ...]
    clusters: tuple[Cluster, ...]
    seen: tuple[str, str] | None
    inputs: tuple[str, ...]
    language: str
    threshold: float
    settings: tuple[tuple[str, object], ...]
    digest: str
    tool_version: str
    faults: tuple[Fault, ...] = ()
    notes: tuple[Note, ...] = ()
