"""What a person decided, as every export tells it: never mixed with what the machine found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from compare.model.decision import Decided
from compare.model.result import Result
from compare.report import wording
from compare.report.exports.words import sigla, texts
from compare.report.view import numbered


@dataclass(frozen=True, slots=True)
class Told:
    """One decision in words; document text and the person's own words are on one line each.

    `about` is the id of the difference or claim, "" for none; `claim` the number that readers see of it.
    `quotes` are the letters of the accounts and the words that the decision is anchored to.
    """

    it: Decided
    kind: str
    verdict: str
    outcome: str
    about: str
    claim: int | None
    quotes: tuple[tuple[str, str], ...]
    text: str
    author: str
    day: str

    @property
    def named(self) -> str:
        """Kind and verdict, "checked: confirmed"."""
        return f"{self.kind}: {self.verdict}" if self.verdict else self.kind

    @property
    def by(self) -> str:
        """Who decided and when, as far as it was told."""
        return " ".join(part for part in (self.author, self.day) if part)


def decisions(result: Result, lang: str) -> list[Told]:
    """The decisions of a result in the order of their file."""
    words, letters, numbers = texts(lang)["decisions"], sigla(result, lang), numbered(result)
    return [_told(decided, words, letters, numbers) for decided in result.decisions]


def _told(
    decided: Decided, words: Mapping[str, Any], letters: Mapping[str, str], numbers: Mapping[str, int]
) -> Told:
    made = decided.decision
    return Told(
        it=decided,
        kind=words[made.kind.value],
        verdict=words[made.verdict] if made.verdict else "",
        outcome=words[decided.outcome],
        about=decided.difference or decided.claim or "",
        claim=numbers.get(decided.claim or ""),
        quotes=tuple(
            (letters.get(s.witness, wording.plain(s.witness)), wording.plain(s.quote)) for s in made.stretches
        ),
        text=wording.plain(made.text or ""),
        author=wording.plain(made.author or ""),
        day=wording.plain(made.day or ""),
    )
