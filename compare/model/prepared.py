"""What the pairwise stages need of one witness, computed once."""

from __future__ import annotations

from dataclasses import dataclass

from compare.model.claim import Detail
from compare.model.text import Passage, PassageKind, Token, Witness


@dataclass(frozen=True, slots=True)
class Unit:
    """One sentence (or title line) ready for comparison.

    `block` is the kind of the block it stands in. `context_dates` are the ISO dates it is about: its own,
    or, where it states none, those of the sentence just before in the running text. `folded` is its normal
    text; `language` the one its lemmas were looked up in. `is_background` says that it tells no news of the
    days around publication.
    """

    passage: Passage
    block: PassageKind
    language: str
    tokens: tuple[Token, ...]
    folded: str
    details: tuple[Detail, ...]
    context_dates: tuple[str, ...] = ()
    is_background: bool = False

    @property
    def is_title(self) -> bool:
        """True for headlines, headings and captions: lines that announce instead of telling."""
        return self.block in (PassageKind.HEADLINE, PassageKind.HEADING, PassageKind.CAPTION)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A witness with its passages (blocks and sentences, in text order) and its comparable units."""

    witness: Witness
    passages: tuple[Passage, ...]
    units: tuple[Unit, ...]
