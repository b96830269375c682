"""Sentence boundaries against hand-checked rows: recall and precision after the rows are joined by spaces."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from compare.segment.sentences import split_sentences

_ENDS = tuple(".!?؟…۔") + tuple(mark + quote for mark in ".!?؟…" for quote in "\"'»”)")
_BATCH = 50
"""Rows joined at a time: as long as an article, so that a wrong split has the usual surroundings."""


@dataclass(frozen=True, slots=True)
class Boundaries:
    """Boundaries between rows that were found, wrong splits, and boundaries that were missed."""

    found: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        return self.found / (self.found + self.wrong) if self.found + self.wrong else 1.0

    @property
    def recall(self) -> float:
        return self.found / (self.found + self.missed) if self.found + self.missed else 1.0

    @property
    def f1(self) -> float:
        total = 2 * self.found + self.wrong + self.missed
        return 2 * self.found / total if total else 1.0


def score(rows: Iterable[str], language: str | None = "ar", batch: int = _BATCH) -> Boundaries:
    """How the ends of the rows are found again after joining `batch` rows at a time by a space.

    The end of a batch is given and counts for nothing.
    """
    kept = [" ".join(row.split()) for row in rows if row.strip()]
    found = wrong = missed = 0
    for first in range(0, len(kept), batch):
        joined, ends = _joined(kept[first : first + batch])
        told = {end for _, end in split_sentences(joined, language)} - {len(joined)}
        found += len(told & ends)
        wrong += len(told - ends)
        missed += len(ends - told)
    return Boundaries(found, wrong, missed)


def ends_in_punctuation(row: str) -> bool:
    """True for a row whose end a reader of punctuation can find at all."""
    return row.rstrip().endswith(_ENDS)


def _joined(rows: Sequence[str]) -> tuple[str, set[int]]:
    """The rows as one text, with the offsets where all but the last end."""
    ends: set[int] = set()
    at = 0
    for row in rows[:-1]:
        at += len(row)
        ends.add(at)
        at += 1
    return " ".join(rows), ends
