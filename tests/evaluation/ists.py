"""Interpretable similarity of headlines (SemEval 2016): are the words that differ the ones we point at?

Gold positives are the words of every chunk that is linked otherwise than as equivalent, or not at all;
predicted are the words inside a quote of a difference, those of spelling left out. Punctuation counts on
neither side. The baseline points at what difflib replaces, deletes or inserts.
"""

from __future__ import annotations

import difflib
import json
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.evaluation.differing import between

Row = dict[str, Any]
Marked = tuple[set[int], set[int]]


@dataclass(frozen=True)
class Figures:
    """Precision, recall and F1 over words of both sides."""

    precision: float
    recall: float
    f1: float


def rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def run(found: Sequence[Row], mark: Callable[[Row], Marked] | None = None) -> Figures:
    """Micro-averaged figures; a crash counts as nothing marked."""
    hit = marked = wanted = 0
    for row in found:
        gold = differing(row)
        own: Marked = (set(), set())
        with suppress(Exception):  # a crash is a miss, whatever it is
            own = (mark or ours)(row)
        for side in (0, 1):
            hit += len(gold[side] & own[side])
            marked += len(own[side])
            wanted += len(gold[side])
    precision, recall = hit / max(marked, 1), hit / max(wanted, 1)
    return Figures(precision, recall, 2 * precision * recall / max(precision + recall, 1e-9))


def differing(row: Row) -> Marked:
    """Indices of the words of either side that stand in a chunk that is not equivalent."""
    sides: Marked = (set(), set())
    for link in row["links"]:
        if link["type"].startswith("EQUI"):
            continue
        for side, name in enumerate("ab"):
            sides[side].update(_locate(link[name], row[name].split()))
    return tuple(
        {i for i in side if _is_word(row[n].split()[i])} for side, n in zip(sides, "ab", strict=True)
    )  # type: ignore[return-value]


def _locate(chunk: str, words: list[str]) -> list[int]:
    """Where the words of a chunk stand: together if they do anywhere, else in order."""
    wanted = chunk.split()
    if chunk == "-not aligned-":
        return []
    for at in range(len(words) - len(wanted) + 1):
        if words[at : at + len(wanted)] == wanted:
            return list(range(at, at + len(wanted)))
    found: list[int] = []
    for word in wanted:
        place = next((i for i, w in enumerate(words) if w == word and i not in found), None)
        if place is not None:
            found.append(place)
    return found


def _is_word(word: str) -> bool:
    return any(c.isalnum() for c in word) or word == "%"


def baseline(row: Row) -> Marked:
    """What difflib does not match, letter case ignored."""
    a, b = (row[name].lower().split() for name in "ab")
    sides: Marked = (set(), set())
    for tag, i, j, k, m in difflib.SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if tag != "equal":
            sides[0].update(n for n in range(i, j) if _is_word(a[n]))
            sides[1].update(n for n in range(k, m) if _is_word(b[n]))
    return sides


def ours(row: Row) -> Marked:
    """The words that quotes of differences cover."""
    spans = between(row["a"], row["b"])
    sides: Marked = (set(), set())
    for side, name in enumerate("ab"):
        places = [
            (v.start, v.end)
            for d in spans
            if d.status != "spelling"
            for v in (d.values[side],)
            if v.quote is not None
        ]
        sides[side].update(_covered(row[name], places))
    return sides


def _covered(text: str, places: Iterable[tuple[int | None, int | None]]) -> Iterable[int]:
    at = 0
    spans = [(s, e) for s, e in places if s is not None and e is not None]
    for index, word in enumerate(text.split()):
        start = text.index(word, at)
        at = start + len(word)
        if _is_word(word) and any(s < at and start < e for s, e in spans):
            yield index
