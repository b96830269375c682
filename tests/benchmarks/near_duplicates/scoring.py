"""How well a method's scored pairs agree with the known ones, at the best threshold there is (an oracle).

Pasted passages stand apart: they count neither for nor against a method's precision, and have a recall of
their own at the threshold that is best for the other kinds.
"""

from __future__ import annotations

import json
from array import array
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from generate import Pair
from numpy.typing import NDArray

PASSAGE = "passage"
PRECISIONS = (0.95, 0.99)


@dataclass(frozen=True)
class At:
    """What a method finds when only pairs scored `threshold` or more count."""

    precision: float
    recall: float
    passages: float
    threshold: float
    kinds: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Found:
    """A method's pairs with what they took, as `child.py` wrote them."""

    took: dict[str, float]
    i: NDArray[np.int64]
    j: NDArray[np.int64]
    score: NDArray[np.float64]


@dataclass(frozen=True)
class Known:
    """The known pairs of a set as sorted codes with their kinds."""

    rows: int
    codes: NDArray[np.int64]
    kinds: NDArray[np.str_]

    @classmethod
    def of(cls, pairs: Sequence[Pair], rows: int) -> Known:
        codes = np.array([pair.i * rows + pair.j for pair in pairs], dtype=np.int64)
        order = np.argsort(codes)
        return cls(rows, codes[order], np.array([pair.kind for pair in pairs])[order])


def read_found(path: Path) -> Found:
    with path.open("rb") as file:
        took = json.loads(file.readline())
        columns = []
        for code in "qqd":
            column = array(code)
            column.fromfile(file, int(took["pairs"]))
            columns.append(np.frombuffer(column, dtype="int64" if code == "q" else "float64"))
    return Found(took, *columns)


def at_best(found: Found, known: Known, precision: float) -> At:
    """At the threshold with the best recall whose precision is `precision` or more; none: recall 0."""
    order, kinds, right = ranked(found, known)
    if not len(order):
        return At(0.0, 0.0, 0.0, 1.0)
    score = found.score[order]
    counts = kinds != PASSAGE
    hits, tries = np.cumsum(right & counts), np.cumsum(counts)
    ends = np.append(score[1:] != score[:-1], True) & (tries > 0)
    enough = ends & (hits >= precision * tries)
    if not enough.any():
        return At(0.0, 0.0, 0.0, float("inf"))
    last = int(np.flatnonzero(enough)[-1])
    return _at(kinds[: last + 1], right[: last + 1], known, float(score[last]))


def as_given(found: Found, known: Known) -> At:
    """With every pair that the method gave."""
    _, kinds, right = ranked(found, known)
    return _at(kinds, right, known, float(found.score.min(initial=1.0)))


def ranked(found: Found, known: Known) -> tuple[NDArray[np.int64], NDArray[np.str_], NDArray[np.bool_]]:
    """The pairs by falling score: their numbers, kinds ("" where unknown), and whether they are known."""
    order = np.argsort(-found.score, kind="stable")
    codes = found.i[order] * known.rows + found.j[order]
    places = np.minimum(np.searchsorted(known.codes, codes), len(known.codes) - 1)
    right = known.codes[places] == codes
    return order, np.where(right, known.kinds[places], ""), right


def _at(kinds: NDArray[np.str_], right: NDArray[np.bool_], known: Known, threshold: float) -> At:
    counts = kinds != PASSAGE
    there = Counter(known.kinds.tolist())
    hit = Counter(kinds[right].tolist())
    recalls = {kind: hit[kind] / count for kind, count in sorted(there.items())}
    others = sum(count for kind, count in there.items() if kind != PASSAGE)
    found = sum(count for kind, count in hit.items() if kind != PASSAGE)
    tries = int(counts.sum())
    precision = float((right & counts).sum()) / tries if tries else 1.0
    return At(precision, found / others, recalls.get(PASSAGE, 0.0), threshold, recalls)
