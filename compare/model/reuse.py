"""Values about alignment: candidates, scores, links, reuse and the words it is found by."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from compare.model.hashed import Hashes, Integers, Reals
from compare.model.text import Span


class LinkKind(StrEnum):
    VERBATIM = "verbatim"
    NEAR = "near"
    REWORDED = "reworded"


@dataclass(frozen=True, slots=True)
class Channels:
    """What each channel saw for one pair of passages, each from 0 to 1.

    `tfidf` blends word-lemma and character cosines; `fuzzy` is rapidfuzz token_set_ratio rescaled so
    that unrelated text is near 0; `content` is the share of informative lemmas the shorter passage finds
    in the other, names down-weighted; `details` is agreement of dates, numbers and names. `meaning` is how
    far two sentences in different languages tell the same, 0 within one language; there `content` is how far
    the better covered sentence does, and the channels of letters are 0.
    """

    tfidf: float
    fuzzy: float
    content: float
    details: float
    chars: float
    meaning: float = 0.0


@dataclass(frozen=True, slots=True)
class Agreement:
    """What the details say about a pair of units.

    `same_date` a date that is not the day of publication stands in both or was told just before (to the
    day or month); `near_date` two such dates lie within three days; `dated_alike` both sentences tell such
    dates themselves; `far_date` both tell dates of one precision and none fit;
    `numbers` equal numbers of the same unit; `names` share of the rarer side's names found in the other;
    `clash` persons on both sides of which none is shared beyond the common one.
    """

    same_date: bool
    near_date: bool
    dated_alike: bool
    far_date: bool
    numbers: int
    names: float
    clash: bool

    @property
    def score(self) -> float:
        """The details channel, 0..1; one half where the details say nothing."""
        value = 0.5 + 0.15 * (self.names - 0.5)
        value += (
            0.3 * self.same_date + 0.2 * (self.near_date and not self.same_date) + 0.2 * min(self.numbers, 1)
        )
        value -= 0.3 * self.far_date + 0.25 * self.clash
        return max(0.0, min(1.0, value))


@dataclass(frozen=True, slots=True)
class Candidate:
    """Unit `a` of one witness and unit `b` of another (indices), with the channels and the total score."""

    a: int
    b: int
    score: float
    channels: Channels
    agreement: Agreement


@dataclass(frozen=True, slots=True)
class Link:
    """Two passages of different witnesses that tell the same thing. `because` names the evidence."""

    a: str
    b: str
    score: float
    channels: Channels
    kind: LinkKind
    because: str


@dataclass(frozen=True, slots=True)
class Reuse:
    """A passage that stands in two witnesses, exactly located on both sides.

    `kind` is verbatim where every word is the same but for its spelling, near where words were changed, put
    in or left out, reworded where the sentences were told anew. `score` is the share of the longer side's
    words that stand in both, counted by how much they say; 1 for verbatim.
    """

    witness_a: str
    a: Span
    witness_b: str
    b: Span
    kind: LinkKind
    score: float

    @property
    def a_start(self) -> int:
        return self.a.start

    @property
    def a_end(self) -> int:
        return self.a.end

    @property
    def b_start(self) -> int:
        return self.b.start

    @property
    def b_end(self) -> int:
        return self.b.end


@dataclass(frozen=True, slots=True, eq=False)
class Located:
    """The words of one text as arrays of one length, and where its sentences begin.

    `hashes` stand for folded words, `lemmas` for their dictionary forms; `starts` and `ends` are code points
    of the text; `weights` say how much a word tells, from 0 (a title, a set phrase) to 1 (rare).
    `sentences` are the words with which sentences begin, with the number of words at the end.
    """

    id: str
    hashes: Hashes
    lemmas: Hashes
    starts: Integers
    ends: Integers
    weights: Reals
    sentences: Integers

    def span(self, first: int, end: int) -> Span:
        """The text from word `first` up to, not including, word `end`."""
        return Span(int(self.starts[first]), int(self.ends[end - 1]))


@dataclass(frozen=True, slots=True, eq=False)
class Meaning:
    """How two short texts meet word by word; every share is 0..1 and counts words by their weight.

    `cosine` compares the weighted sums of their word vectors. `covered_a` is the share of a's words that
    b tells, in the same word or one near in meaning, `covered_b` the reverse; `shared_a` and `shared_b` ask
    for the same lemma. `characters` is the Dice coefficient of character trigrams. `left_a` and `left_b` are
    the indices of the words that the other side does not tell by lemma; `swapped` pairs such words that stand
    for one another, with their nearness; `rest_a` and `rest_b` are the weighted sums of their word vectors.
    """

    cosine: float
    covered_a: float
    covered_b: float
    shared_a: float
    shared_b: float
    characters: float
    left_a: tuple[int, ...]
    left_b: tuple[int, ...]
    swapped: tuple[tuple[int, int, float], ...]
    rest_a: npt.NDArray[np.float32]
    rest_b: npt.NDArray[np.float32]
