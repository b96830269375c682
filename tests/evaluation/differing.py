"""The differences that `judge` finds between two short texts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import compare
from compare.model.claim import Stated


@dataclass(frozen=True)
class Row:
    """One difference: type, status, what either text says, and why."""

    type: str
    status: str
    values: tuple[Stated, Stated]
    because: str


def between(a: str, b: str, published: str | None = None) -> Sequence[Row]:
    """What `judge` reports, the side of `a` first."""
    verdict = compare.judge(a, b, published_a=published, published_b=published)
    return [_row(d.type.value, d.status.value, d.values, d.because) for d in verdict.differences]


def _row(type_: str, status: str, values: Sequence[Stated], because: str) -> Row:
    sides = {value.witness: value for value in values}
    return Row(type_, status, (sides["a"], sides["b"]), because)
