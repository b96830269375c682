"""The values of the scorecard: a figure with its baselines, a reliability curve, what one measuring gave."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

Given = TypeVar("Given")


@dataclass(frozen=True, slots=True)
class Baseline:
    """What a plain method reaches on the same rows. `how` says how its threshold was set, where it has one.

    An `optimistic` baseline had its threshold set on the very rows it is measured on.
    """

    name: str
    value: float
    how: str = ""
    optimistic: bool = False


@dataclass(frozen=True, slots=True)
class Score:
    """One figure. `id` names it for ever (set/measure); `split` says what the rows are to the trained parts.

    `n` is what was counted (pairs, spans, specifications), `crashes` how many of them ended in an error;
    each counts as a miss. `lower` is true where less is better.
    """

    id: str
    stage: str
    set: str
    measure: str
    value: float
    n: int
    split: str
    baselines: tuple[Baseline, ...] = ()
    crashes: int = 0
    lower: bool = False


@dataclass(frozen=True, slots=True)
class Bin:
    """A tenth of the probabilities: how many rows, their mean probability, and how many of them are true."""

    rows: int
    said: float
    true: float


@dataclass(frozen=True, slots=True)
class Curve:
    """A reliability curve: of what was called .8 probable, eight in ten should be true."""

    name: str
    error: float
    bins: tuple[Bin, ...]


@dataclass(frozen=True, slots=True)
class Measured:
    """What measuring one set gave."""

    scores: tuple[Score, ...]
    curves: tuple[Curve, ...] = ()


@dataclass(slots=True)
class Attempts(Generic[Given]):
    """Calls that may fail: a call that raises gives None and is counted.

    >>> calls = Attempts(lambda text: int(text))
    >>> calls("4"), calls("four"), calls.crashes
    (4, None, 1)
    """

    function: Callable[..., Given]
    crashes: int = field(default=0, init=False)

    def __call__(self, *values: object) -> Given | None:
        try:
            return self.function(*values)
        except Exception:  # noqa: BLE001  (any error of what is measured is a miss, and is counted)
            self.crashes += 1
            return None

    def over(self, rows: Iterable[tuple[object, ...]]) -> list[Given | None]:
        """The results of one call a row, in order."""
        return [self(*row) for row in rows]
