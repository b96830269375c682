"""Values about text: witnesses, passages, tokens, normal text.

Every offset is a Unicode code point offset into `Witness.text`, half open, before any normalisation.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import unicodedata
from bisect import bisect_right
from calendar import monthrange
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from compare.errors import UsageError

# What a result may hold: the schema of results asks for the same.
_UNDASHED = re.compile(r"\d{8}(?!\d)")
_PUBLISHED = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2})(?:[T ].*)?)?)?")
_SHOWN = 6_000
"""Characters that show which way a text runs."""
Basis = Literal["stated", "inferred", "unknown"]
Direction = Literal["rtl", "ltr"]


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open stretch of one witness's text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Published:
    """When a witness was published: an ISO date (with time where it is told), and how we know.

    `span` is where the text says so, if it does.
    """

    value: str | None = None
    basis: Basis = "unknown"
    span: Span | None = None

    @property
    def date(self) -> dt.date | None:
        """The day, or None where it is unknown, told only to the month, or no year that a text may have."""
        try:
            day = dt.date.fromisoformat((self.value or "")[:10])
        except ValueError:
            return None
        return day if 1000 <= day.year < 3000 else None


UNKNOWN_DATE = Published()


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where one thing that is known about a witness was found.

    `source` names the place: "og:title", "Subject", "docProps/core.xml", "text", "row"; `span` is where the
    text says so, if it does.
    """

    field: str
    value: str
    basis: Basis
    source: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Witness:
    """One account as decoded, with what is known about it. `None` means not known (yet).

    `marks` are kinds that a reader of a structured format knows for sure (a heading tag, a caption tag);
    segmentation takes them over. `evidence` says where title, outlet, byline, dateline, date and agency were
    found; `languages` are the stretches in another language than the witness itself. Both are empty where
    nobody asked for them.
    """

    id: str
    text: str
    title: str | None = None
    outlet: str | None = None
    published: Published = UNKNOWN_DATE
    language: str | None = None
    path: str | None = None
    sha256: str = ""
    encoding: str | None = None
    marks: tuple[tuple[int, int, PassageKind], ...] = ()
    notes: tuple[tuple[str, str], ...] = ()
    format: str | None = None
    byline: str | None = None
    agency: str | None = None
    evidence: tuple[Evidence, ...] = ()
    languages: tuple[tuple[int, int, str], ...] = ()

    @property
    def direction(self) -> Direction:
        """Which way most letters of the text run.

        >>> Witness.from_text("وصل الوفد إلى Baku.").direction
        'rtl'
        """
        return direction_of(self.text)

    @classmethod
    def from_text(
        cls,
        text: str,
        id: str = "a",
        title: str | None = None,
        outlet: str | None = None,
        published: dt.date | str | None = None,
        language: str | None = None,
    ) -> Witness:
        """A witness from a string. `published` is a date or an ISO string, to the day, month or year.

        Raises `UsageError` for any other string.

        >>> Witness.from_text("وصل الوفد.", id="a", published="2024-08-18").published.basis
        'stated'
        """
        value = published.isoformat() if isinstance(published, dt.date) else published
        if value and _UNDASHED.match(value):
            value = f"{value[:4]}-{value[4:6]}-{value[6:]}"
        if value and not is_published(value):
            raise UsageError(
                f"“{value[:40]}” is no date of publication; write 2024-08-18, 2024-08 or 2024.",
                slug="published",
            )
        return cls(
            id=id,
            text=text,
            title=title,
            outlet=outlet,
            published=Published(value, "stated") if value else UNKNOWN_DATE,
            language=language,
            sha256=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
        )


def direction_of(text: str) -> Direction:
    """Which way most letters of the first pages run; left to right where there are none.

    >>> direction_of("Baku, باكو")
    'ltr'
    """
    kinds = [unicodedata.bidirectional(char) for char in text[:_SHOWN]]
    right = sum(kind in ("R", "AL") for kind in kinds)
    return "rtl" if right > kinds.count("L") else "ltr"


def is_published(value: str) -> bool:
    """True for an ISO day, with a time or without, and for a month or a year of the calendar.

    >>> is_published("2024-08-18T22:14"), is_published("2024-08"), is_published("2024-13")
    (True, True, False)
    """
    told = _PUBLISHED.fullmatch(value)
    if told is None:
        return False
    year, month, day = (int(part or 1) for part in told.groups())
    return 1 <= month <= 12 and 1 <= day <= monthrange(max(year, 1), month)[1] and year > 0


class PassageKind(StrEnum):
    """What a passage is. Sentences lie inside the other kinds; the other kinds never overlap."""

    HEADLINE = "headline"
    DATELINE = "dateline"
    BYLINE = "byline"
    HEADING = "heading"
    CAPTION = "caption"
    PARAGRAPH = "paragraph"
    SENTENCE = "sentence"
    BOILERPLATE = "boilerplate"


@dataclass(frozen=True, slots=True)
class Passage:
    """A block of a witness, or a sentence inside a block (`parent` is the block's id).

    `why` tells for boilerplate which rule left it out. `id` is "<witness>.<n>" for blocks and
    "<witness>.<n>.<m>" for sentences, counted from 1.
    """

    id: str
    witness: str
    kind: PassageKind
    start: int
    end: int
    parent: str | None = None
    why: str | None = None

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class NormalText:
    """Text after folding, with the way back.

    `breaks` are sorted (normal offset, source offset) points between which both run in step: few per
    passage instead of one integer per character. `folds` counts what each fold changed, so that spelling
    can be told from substance.
    """

    text: str
    breaks: tuple[tuple[int, int], ...]
    folds: tuple[tuple[str, int], ...] = ()

    def source(self, offset: int) -> int:
        """The source offset of a normal offset, the start of the character it came from. O(log breaks)."""
        at = bisect_right(self.breaks, (offset, 1 << 60)) - 1
        normal, source = self.breaks[at]
        found = source + (offset - normal)
        # Inside the several characters that one source character became.
        last = self.breaks[at + 1][1] - 1 if at + 1 < len(self.breaks) else found
        return min(found, last)


@dataclass(frozen=True, slots=True)
class Token:
    """One word: where it stands, what it looks like folded, its lemma and its word family (folded).

    `poles` are the ends of the axes of opposite outcomes it stands on ("+level" for a rise, "-level" for a
    fall), by the tables of its language.
    """

    start: int
    end: int
    surface: str
    folded: str
    lemma: str
    family: str = ""
    poles: frozenset[str] = frozenset()
