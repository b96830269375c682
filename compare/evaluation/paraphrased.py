"""Details changed in one of two accounts that tell an event in their own words: are they told as conflicts?

The articles are those of one event; what both tell alike (a number with its unit, a weekday) is changed in
one of them. The count of conflicts between the unchanged articles stands beside it: who tells more of the one
and no more of the other tells more that is true.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import compare
from compare.evaluation.clusters import QUICK, article
from compare.evaluation.gold import Folder
from compare.evaluation.scores import Attempts, Measured, Score
from compare.model.claim import Detail, DetailKind
from compare.model.text import Witness

NAME = "paraphrases"
_ARTICLES = 4
"""Articles of an event, each compared with the next."""
_LETTERS = 400
"""Of an article: a shorter one is a title with a line."""
_LINKED = 0.4
"""Score of a link from which its sentences tell one thing."""
_COUNTED = (DetailKind.NUMBER, DetailKind.MONEY, DetailKind.PERCENT, DetailKind.DURATION)
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_LATER = 3
# The set holds words and signs apart.
_JOINS = (
    (re.compile(r" ([,.;:!?%)\]])"), r"\1"),
    (re.compile(r"([(\[$£€]) "), r"\1"),
    (re.compile(r"(\w) ('(?:s|re|ve|ll|d|m|t)|n't)\b"), r"\1\2"),
    (re.compile(r"(\d, ?)(?=\d{3}\b)"), r"\1"),
    (re.compile(r"(\d)([:.]) (?=\d)"), r"\1\2"),
    (re.compile(r"(\w) - (?=\w)"), r"\1-"),
    (re.compile(r"(\d) / (?=\d)"), r"\1/"),
)


@dataclass(frozen=True, slots=True)
class Change:
    """A detail of the second article, where it stands and what is put there."""

    start: int
    end: int
    text: str


def paraphrases(folder: Folder, quick: bool) -> Measured:
    """The share of changed details told as conflicts, and conflicts told in a hundred unchanged pairs."""
    attempts = Attempts(_compared)
    hits: list[bool] = []
    conflicts = compared = 0
    for one, two in _pairs(folder, quick):
        whole = attempts(one, two)
        if whole is None:
            continue
        compared += 1
        conflicts += sum(d.status == "conflict" for d in whole.differences)
        for change in changes(whole):
            other = two[: change.start] + change.text + two[change.end :]
            again = attempts(one, other)
            hits.append(again is not None and is_told(again, change))
    return Measured(
        (
            _score("changed", "share of changed details told as conflicts", sum(hits), len(hits), attempts),
            _score(
                "unchanged", "conflicts told in an unchanged pair", conflicts, compared, attempts, lower=True
            ),
        )
    )


def _score(
    key: str,
    measure: str,
    told: int,
    many: int,
    attempts: Attempts[compare.Comparison],
    *,
    lower: bool = False,
) -> Score:
    value, split = told / max(many, 1), "looked at while building"
    return Score(
        f"{NAME}/{key}", "comparison", NAME, measure, value, many, split, (), attempts.crashes, lower
    )


def _pairs(folder: Folder, quick: bool) -> Iterator[tuple[str, str]]:
    events = defaultdict[tuple[int, str], list[str]](list)
    for row in folder.rows(NAME):
        text = joined(article(row))
        if len(text) > _LETTERS and not (quick and row["topic"] % QUICK):
            events[row["topic"], row["event"]].append(text)
    for _, texts in sorted(events.items()):
        yield from pairwise(texts[:_ARTICLES])


def joined(text: str) -> str:
    """A text whose words and signs stand apart, as it would be printed.

    >>> joined("The 15 , 800 - square - metre hall ( burnt ) cost $ 5 million .")
    'The 15, 800-square-metre hall (burnt) cost $5 million.'
    """
    for pattern, put in _JOINS:
        text = pattern.sub(put, text)
    return text


def _compared(one: str, two: str) -> compare.Comparison:
    return compare.compare([Witness.from_text(one, id="a"), Witness.from_text(two, id="b")])


def changes(found: compare.Comparison) -> list[Change]:
    """What two linked sentences tell alike, once in the second article, changed there."""
    passages, texts = {p.id: p for p in found.passages}, {w.id: w.text for w in found.witnesses}
    made: dict[int, Change] = {}
    for link in found.links:
        a, b = sorted((passages[link.a], passages[link.b]), key=lambda p: p.witness)
        if link.score < _LINKED:
            continue
        known = compare.extract_details(texts["a"][a.start : a.end])
        for detail in compare.extract_details(texts["b"][b.start : b.end]):
            put = _changed(detail, known)
            if put is not None and texts["b"].count(detail.text) == 1:
                start = b.start + detail.start
                made.setdefault(start, Change(start, start + len(detail.text), put))
    return [made[start] for start in sorted(made)]


def _changed(detail: Detail, known: Sequence[Detail]) -> str | None:
    """Another number or weekday for one that the other sentence tells too; None where it does not."""
    if detail.kind is DetailKind.DATE:
        day = next((day for day in _DAYS if day in detail.text), None)
        if day is None or not any(d.kind is detail.kind and d.text == detail.text for d in known):
            return None
        return detail.text.replace(day, _DAYS[(_DAYS.index(day) + _LATER) % len(_DAYS)])
    digits = re.search(r"\d+", detail.text) if detail.kind in _COUNTED else None
    alike = any((d.kind, d.value, d.unit) == (detail.kind, detail.value, detail.unit) for d in known)
    if digits is None or not alike:
        return None
    return f"{detail.text[: digits.start()]}{2 * int(digits[0]) + 3}{detail.text[digits.end() :]}"


def is_told(found: compare.Comparison, change: Change) -> bool:
    """True where a conflict stands at the changed detail."""
    end = change.start + len(change.text)
    return any(
        value.witness == "b"
        and value.start is not None
        and value.start < end
        and change.start < (value.end or 0)
        for difference in found.differences
        if difference.status == "conflict"
        for value in difference.values
    )
