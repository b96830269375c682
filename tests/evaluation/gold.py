"""Reads pair gold and says which of it a comparison found."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import compare
from compare.model.claim import Difference
from compare.model.result import Result

_TYPES = {"name": {"person", "place", "organisation"}}


@dataclass(frozen=True)
class Score:
    """Which gold pairs and details one comparison met; pairs as (relation, text of a, text of b, found)."""

    pairs: tuple[tuple[str, str, str, bool], ...]
    details: tuple[tuple[dict[str, Any], bool], ...]

    def found(self, relation: str) -> tuple[int, int]:
        rows = [found for kind, _, _, found in self.pairs if kind == relation]
        return sum(rows), len(rows)


def score(result: Result, gold: list[dict[str, Any]]) -> Score:
    """Gold pairs found as a claim mentioning both sentences; details reported with the right quotes."""
    a, b = (w.id for w in result.witnesses)
    pairs, details = [], []
    for row in gold:
        together = any(
            _mentions(claim.mentions, a, row["a"]) and _mentions(claim.mentions, b, row["b"])
            for claim in result.claims
        )
        pairs.append((row["relation"], row["a"]["text"], row["b"]["text"], together))
        details += [
            (detail, any(_meets(d, detail, a, b, row) for d in result.differences))
            for detail in row["details"]
            if row["relation"] in ("shared", "conflict")
        ]
    return Score(tuple(pairs), tuple(details))


def _mentions(mentions: Any, witness: str, side: dict[str, Any]) -> bool:
    """True where a mention of the witness covers at least half of the gold span, or lies in it."""
    for m in mentions:
        shared = min(m.end, side["end"]) - max(m.start, side["start"])
        if m.witness == witness and shared * 2 >= min(m.end - m.start, side["end"] - side["start"]):
            return True
    return False


def _meets(found: Difference, detail: dict[str, Any], a: str, b: str, row: dict[str, Any]) -> bool:
    wanted = _TYPES.get(detail["type"], {detail["type"]})
    if found.type.value not in wanted:
        return False
    quotes = {value.witness: value for value in found.values}
    return all(
        _quoted(quotes.get(witness), detail[side], row[side]) for side, witness in (("a", a), ("b", b))
    )


def _quoted(value: Any, quote: str | None, side: dict[str, Any]) -> bool:
    if quote is None:
        return value is None or value.quote is None
    if value is None or value.quote is None:
        return False
    inside = side["start"] <= value.start < side["end"]
    return inside and (value.quote in quote or quote in value.quote)


def compare_files(folder: Path, a: str, b: str, published: dict[str, str] | None = None) -> Result:
    """The comparison of two files of a folder."""
    del published
    return compare.compare([compare.read(folder / a), compare.read(folder / b)])


def read_gold(path: Path, a: str, b: str) -> list[dict[str, Any]]:
    """The gold rows of one pair of documents."""
    rows = json.loads(path.read_text(encoding="utf-8"))
    return [r for r in rows if r["a"]["doc"] == a and r["b"]["doc"] == b]
