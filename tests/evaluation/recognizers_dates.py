"""How many date and time specifications of a recognizers set are met, and how many a plain parser meets.

A specification is met if every expected date, time or duration is found with an overlapping span and with one
of the values that it offers, and if nothing is reported where nothing is expected. Recurring times ("every
Monday") are no dates and are counted apart. Theirs are exclusive ends, except where the text names the end:
ours are inclusive, so the end may be the day told or the day before. A bound ("after 2010") is ours by the
date told in it. "Two months ago" is a month of ours: it may hold their day.
"""

from __future__ import annotations

import calendar
import datetime as dt
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import compare

_SECONDS = {
    "second": 1,
    "minute": 60,
    "hour": 3600,
    "day": 86400,
    "week": 604800,
    "month": 2592000,
    "year": 31536000,
}
_POINTS = ("date", "daterange", "datetime", "datetimerange", "time", "timerange")


@dataclass(frozen=True)
class Read:
    """One detail as a finder reports it."""

    start: int
    end: int
    kind: str
    value: Any
    unit: str | None = None


@dataclass
class Score:
    """Met and total of a set, spans found exactly, and what was missed."""

    met: int = 0
    total: int = 0
    exact: int = 0
    results: int = 0
    without_durations: tuple[int, int] = (0, 0)
    recurring: int = 0
    misses: list[tuple[str, str, list[Any], list[Any]]] = field(default_factory=list)

    @property
    def share(self) -> float:
        return self.met / self.total if self.total else 0.0


def score(path: Path, find: Callable[[str, str | None], list[Read]] | None = None) -> Score:
    """The score of a finder over the supported DateTime specifications of a set; ours where none is given."""
    find = find or ours
    done = Score()
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["kind"] != "DateTime" or "python" in (row["not_supported"] or "").lower():
            continue
        _add(done, row, find)
    return done


def _add(done: Score, row: dict[str, Any], find: Callable[[str, str | None], list[Read]]) -> None:
    wanted = [r for r in row["results"] if kind_of(r) in (*_POINTS, "duration")]
    done.recurring += len(row["results"]) - len(wanted)
    if row["results"] and not wanted:
        return
    try:
        found = find(row["input"], row["reference"])
    except Exception as error:  # noqa: BLE001 - a crash counts as a miss
        found = [Read(0, 0, "crash", repr(error))]
    hits = [_hit(result, found, row["input"]) for result in wanted]
    met = all(hits) if wanted else not [r for r in found if r.kind in ("date", "time", "crash")]
    done.total += 1
    done.met += met
    done.results += len(wanted)
    done.exact += sum(hit == "exact" for hit in hits)
    if not any(kind_of(r) == "duration" for r in wanted):
        before = done.without_durations
        done.without_durations = (before[0] + met, before[1] + 1)
    if not met:
        missed = [(kind_of(r), r["text"], _values(r)) for r, hit in zip(wanted, hits, strict=True) if not hit]
        done.misses.append(
            (
                row["input"],
                row["reference"],
                missed,
                [(r.kind, row["input"][r.start : r.end], r.value) for r in found],
            )
        )


def kind_of(result: dict[str, Any]) -> str:
    return str(result["type"]).rpartition(".")[2]


def _values(result: dict[str, Any]) -> list[dict[str, str]]:
    resolution = result["resolution"]
    values = resolution.get("values") or [] if isinstance(resolution, dict) else []
    return [v for v in values if isinstance(v, dict)]


def _hit(result: dict[str, Any], found: list[Read], text: str) -> str:
    """ "exact" or "overlap" where a reading meets a result, "" where none does."""
    first, last = _span(result, text)
    for one in found:
        if first >= 0 and (one.end <= first or last <= one.start):
            continue
        if any(_same(kind_of(result), value, one) for value in _values(result) or [{}]):
            return (
                "exact"
                if text[one.start : one.end].strip().lower() == result["text"].strip().lower()
                else "overlap"
            )
    return ""


def _span(result: dict[str, Any], text: str) -> tuple[int, int]:
    """The expected span; the set gives inclusive ends and, for a few, no place at all."""
    if result["start"] >= 0 and result["end"] >= result["start"]:
        return result["start"], result["end"] + 1
    at = text.lower().find(result["text"].strip().lower()) if result["text"].strip() else -1
    return (at, at + len(result["text"])) if at >= 0 else (-1, -1)


def _same(kind: str, value: dict[str, str], one: Read) -> bool:
    if kind == "duration":
        seconds = _SECONDS.get(one.unit or "")
        if one.kind != "duration" or seconds is None or not isinstance(one.value, int | float):
            return False
        return abs(float(value.get("value", "nan")) - one.value * seconds) < 1
    if one.kind not in ("date", "time"):
        return False
    if not value or value.get("value") == "not resolved":
        return True  # a specification of the span alone
    if one.value is None:
        return False
    if kind in ("date", "datetime", "time"):
        wanted = value.get("value", "").replace(" ", "T")
        return _point(wanted, str(one.value))
    return _range(value, str(one.value))


def _point(wanted: str, ours: str) -> bool:
    if len(wanted) in (8, 19) and ":" in wanted:
        wanted = wanted[:-3]
    return wanted == ours or (len(ours) in (4, 7) and ":" not in ours and wanted.startswith(ours))


def _range(value: dict[str, str], ours: str) -> bool:
    first, _, last = ours.partition("/")
    begins, ends = _first(first), _lasts(last or first)
    after = {_next(end) for end in ends}
    mod = value.get("Mod", "")
    start, end = (_clip(value[name]) if name in value else None for name in ("start", "end"))
    if mod.startswith(("since", "after", "before", "until", "more", "less")) and (start is None) != (
        end is None
    ):
        told = start or end
        return told in {begins, *ends, *after}
    starts = start is None or start == begins
    return starts and (end is None or end in ends | after | ({_first(last)} if last else set()))


def _clip(moment: str) -> str:
    """A moment to the minute; the last minute of a day is the end of it."""
    moment = moment.replace(" ", "T")
    return moment[:-3] if moment.count(":") == 2 else moment


def _first(iso: str) -> str:
    return iso + {4: "-01-01", 7: "-01"}.get(len(iso), "") if ":" not in iso else iso


def _lasts(iso: str) -> set[str]:
    if ":" in iso:
        return {iso}
    if len(iso) == 4:
        return {f"{iso}-12-31"}
    if len(iso) == 7:
        days = calendar.monthrange(int(iso[:4]), int(iso[5:]))[1]
        return {f"{iso}-{days:02}"}
    return {iso}


def _next(iso: str) -> str:
    return (dt.date.fromisoformat(iso) + dt.timedelta(days=1)).isoformat() if len(iso) == 10 else iso


def ours(text: str, reference: str | None) -> list[Read]:
    """What this program reports."""
    details = compare.extract_details(text, published=reference)
    kinds = ("date", "time", "duration")
    return [Read(d.start, d.end, d.kind.value, d.value, d.unit) for d in details if d.kind.value in kinds]


def dateparser_finder(languages: list[str]) -> Callable[[str, str | None], list[Read]]:
    """`dateparser.search.search_dates` as a finder: days where it names no time, moments where it does."""
    from dateparser.search import search_dates

    def find(text: str, reference: str | None) -> list[Read]:
        base = dt.datetime.fromisoformat((reference or "2020-01-01T00:00:00")[:19])
        options = {"RELATIVE_BASE": base, "PREFER_DATES_FROM": "past"}
        at, reads = 0, []
        for quote, moment in search_dates(text, languages=languages, settings=options) or []:
            start = max(text.find(quote, at), 0)
            at = start + len(quote)
            named = moment.time() not in (dt.time(0), base.time())
            iso = moment.isoformat()[:16] if named else moment.date().isoformat()
            reads.append(Read(start, at, "date", iso))
            if named:
                reads.append(Read(start, at, "time", iso[11:]))
        return reads

    return find


def report(scores: Iterable[tuple[str, Score]]) -> str:
    """One line per set."""
    return "\n".join(
        f"{name}: {s.met}/{s.total} = {s.share:.3f} met; without durations {s.without_durations[0]}"
        f"/{s.without_durations[1]}; exact spans {s.exact}/{s.results}; recurring left out {s.recurring}"
        for name, s in scores
    )
