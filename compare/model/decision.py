"""Values about what a person decided: links made and undone by hand, differences checked, notes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from compare.model.claim import Mention

DECISIONS_VERSION = "1.0"


class DecisionKind(StrEnum):
    """What a person can decide."""

    LINK = "link"
    UNLINK = "unlink"
    CHECKED = "checked"
    NOTE = "note"


Verdict = Literal["confirmed", "rejected", "unsure"]
Subject = Literal["claim", "difference", "passage"]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Where a decision is anchored: a stretch of a witness and the words that stood there.

    `prefix` and `suffix` are the words around it, which tell two places with the same words apart once the
    text has changed. `sha256` is that of the input the decision was made on.
    """

    witness: str
    start: int
    end: int
    quote: str
    prefix: str = ""
    suffix: str = ""
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision of a person; nothing in it is ever changed by the program.

    `link`: all stretches tell the same thing; with a `type` they contradict one another in it. `unlink`: the
    first stretch does not tell what the others tell.
    `checked`: `verdict` on the difference of type `type` whose values stand in the stretches. `note`: `text`
    on the claim or difference that stands in the stretches, or on the passage. `author` and `day` are as the
    person told them.
    """

    kind: DecisionKind
    stretches: tuple[Stretch, ...]
    type: str | None = None
    verdict: Verdict | None = None
    on: Subject | None = None
    text: str | None = None
    author: str | None = None
    day: str | None = None

    @property
    def subject(self) -> tuple[object, ...]:
        """What is decided: of two decisions with one subject the later in the file holds."""
        places = tuple(sorted((s.witness, s.start, s.end, s.quote) for s in self.stretches))
        if self.kind in (DecisionKind.LINK, DecisionKind.UNLINK):
            return ("pair", places)
        return (self.kind.value, self.on or "", self.type or "", places)


@dataclass(frozen=True, slots=True)
class Decisions:
    """A file of decisions: the inputs (id, sha256) they were made on, and the decisions in their order."""

    inputs: tuple[tuple[str, str], ...] = ()
    decisions: tuple[Decision, ...] = ()


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision with what became of it.

    `outcome` is "applied"; "moved" where it was applied at another place than told, the text having changed;
    or "kept": it stands in the file and did nothing. `because` is a slug that says why. `places` are where
    its stretches stand now; `claim` and `difference` are the ids of what it is about.
    """

    decision: Decision
    outcome: Literal["applied", "moved", "kept"]
    because: str
    places: tuple[Mention, ...] = ()
    claim: str | None = None
    difference: str | None = None
