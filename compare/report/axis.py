"""The timeline as the page shows it: events on one axis, by year, each account's words beside the date."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

from compare.model.claim import Moment, TimelineEvent
from compare.model.result import Result

_YEAR = re.compile(r"-?\d{4}")


@dataclass(frozen=True, slots=True)
class Event:
    """One event. `stated` says that some account's text states the date; `later` is what a later account
    tells in its place: its anchor ("" where it is not shown) and its label.
    """

    anchor: str
    event: TimelineEvent
    number: int | None
    stated: bool
    moments: tuple[Moment, ...]
    later: tuple[str, str] | None


@dataclass(frozen=True, slots=True)
class Axis:
    """The events by year, in order, and how many are not shown."""

    years: tuple[tuple[str, tuple[Event, ...]], ...]
    hidden: int
    total: int


def axis(result: Result, numbers: Mapping[str, int], most: int) -> Axis:
    """The axis of a result. Where not all events fit, clashes and those of shared claims stay first."""
    ranked = sorted(result.timeline, key=lambda e: (not e.clash, e.claim not in numbers, -len(e.moments)))
    kept = {e.id for e in ranked[:most]}
    chosen = [e for e in result.timeline if e.id in kept]
    anchors = {e.id: f"t{n}" for n, e in enumerate(chosen, start=1)}
    labels = {e.id: e.label for e in result.timeline}
    events = [
        Event(
            anchor=anchors[e.id],
            event=e,
            number=numbers.get(e.claim or ""),
            stated=any(m.basis == "stated" for m in e.moments),
            moments=e.moments,
            later=(anchors.get(e.superseded_by, ""), labels.get(e.superseded_by, e.superseded_by))
            if e.superseded_by
            else None,
        )
        for e in chosen
    ]
    years = tuple((year, tuple(found)) for year, found in groupby(events, key=lambda e: _year(e.event.when)))
    return Axis(years, len(result.timeline) - len(events), len(result.timeline))


def _year(when: str) -> str:
    found = _YEAR.match(when)
    return found[0] if found else ""
