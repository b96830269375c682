"""Gold for pairs of documents: which sentences tell the same thing, and in which details they differ."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import compare
from compare.evaluation.gold import Folder, Row
from compare.evaluation.scores import Attempts, Measured, Score

NAME = "seeds_pairs"
_TYPES = {"name": {"person", "place", "organisation"}}
_TOLD = ("shared", "conflict")


@dataclass(frozen=True, slots=True)
class Found:
    """Which gold pairs and details one comparison met; pairs as (relation, text of a, text of b, found)."""

    pairs: tuple[tuple[str, str, str, bool], ...]
    details: tuple[tuple[Row, bool], ...]

    def found(self, relation: str) -> tuple[int, int]:
        """How many pairs of a relation were found, and how many there are."""
        rows = [found for kind, _, _, found in self.pairs if kind == relation]
        return sum(rows), len(rows)


def met(result: compare.Comparison | None, gold: Sequence[Row]) -> Found:
    """Gold pairs found as a claim mentioning both sentences; details reported with the right quotes.

    Without a result (it ended in an error) nothing is met, and every trap is walked into.
    """
    pairs, details = [], []
    for row in gold:
        together = row["relation"] not in _TOLD if result is None else _together(result, row)
        pairs.append((row["relation"], row["a"]["text"], row["b"]["text"], together))
        details += [
            (detail, result is not None and _reported(result, detail, row))
            for detail in row["details"]
            if row["relation"] in _TOLD
        ]
    return Found(tuple(pairs), tuple(details))


def _together(result: compare.Comparison, row: Row) -> bool:
    a, b = (w.id for w in result.witnesses)
    return any(
        _mentions(claim.mentions, a, row["a"]) and _mentions(claim.mentions, b, row["b"])
        for claim in result.claims
    )


def _mentions(mentions: Iterable[Any], witness: str, side: Row) -> bool:
    """True where a mention of the witness covers at least half of the gold span, or lies in it."""
    for m in mentions:
        shared = min(m.end, side["end"]) - max(m.start, side["start"])
        if m.witness == witness and shared * 2 >= min(m.end - m.start, side["end"] - side["start"]):
            return True
    return False


def _reported(result: compare.Comparison, detail: Row, row: Row) -> bool:
    a, b = (w.id for w in result.witnesses)
    wanted = _TYPES.get(detail["type"], {detail["type"]})
    for found in result.differences:
        quotes = {value.witness: value for value in found.values}
        if found.type.value in wanted and all(
            _quoted(quotes.get(witness), detail[side], row[side]) for side, witness in (("a", a), ("b", b))
        ):
            return True
    return False


def _quoted(value: Any, quote: str | None, side: Row) -> bool:
    if quote is None:
        return value is None or value.quote is None
    if value is None or value.quote is None:
        return False
    inside = side["start"] <= value.start < side["end"]
    return inside and (value.quote in quote or quote in value.quote)


def of_documents(rows: Iterable[Row], a: str, b: str) -> list[Row]:
    """The gold rows of one pair of documents."""
    return [row for row in rows if row["a"]["doc"] == a and row["b"]["doc"] == b]


def collation(folder: Folder, quick: bool) -> Measured:
    """Sentence pairs told by both documents, details that differ, and traps, over all pairs of documents."""
    del quick  # a few comparisons
    rows = folder.document(NAME)
    compared = Attempts(compare.compare)
    found = []
    for a, b in dict.fromkeys((row["a"]["doc"], row["b"]["doc"]) for row in rows):
        # Read as a user would: the day of publication is what the text itself tells.
        witnesses = [compare.read(folder.text_path(file)) for file in (a, b)]
        found.append(met(compared(witnesses), of_documents(rows, a, b)))
    told = _summed(f.found(relation) for f in found for relation in _TOLD)
    traps = _summed(f.found(relation) for f in found for relation in ("trap", "boilerplate"))
    details = [right for f in found for _, right in f.details]
    return Measured(
        tuple(
            Score(
                f"{NAME}/{key}",
                "comparison",
                NAME,
                measure,
                right / max(many, 1),
                many,
                "looked at while building",
                (),
                compared.crashes,
                lower=key == "traps",
            )
            for key, measure, (right, many) in (
                ("pairs", "share of shared and conflicting pairs linked", told),
                ("traps", "share of traps and boilerplate linked", traps),
                ("details", "share of differing details reported", (sum(details), len(details))),
            )
        )
    )


def _summed(shares: Iterable[tuple[int, int]]) -> tuple[int, int]:
    right, many = zip(*shares, strict=True)
    return sum(right), sum(many)
