"""When the accounts say things happened: one column for each event, one lane for each account.

Most events of a story fall into one week and some lie years back, so the axis is ordinal: the columns follow
one another in time, and the headers above them tell year, month and day.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from itertools import groupby, pairwise

from compare.languages import table
from compare.model.claim import TimelineEvent
from compare.model.result import Result
from compare.report.html import period
from compare.report.lettering import cut, directed, drawable, isolated, width, wrapped
from compare.report.pictures.canvas import (
    CARD,
    CLASH,
    FAINT,
    INK,
    MARGIN,
    RAMP,
    RULE,
    SOFT,
    WIDTH,
    Format,
    Points,
    Sheet,
    diamond,
    disc,
    name_of,
    render_sheet,
    square,
)
from compare.report.pictures.order import stories_of
from compare.report.view import numbered
from compare.report.wording import siglum, texts

MOST_EVENTS, MOST_LANES = 30, 40
_DATE = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?")
_NAMES, _GAP, _TOP, _HEADS, _LINE = 230.0, 14.0, 128.0, 66.0, 20.0
_COLUMNS = 2
_STRIPE, _QUIET = "#f6f2e9", "#b9b3a4"


@dataclass(frozen=True, slots=True)
class Column:
    """One event: its parts of the date ("" where not told), where it stands, and its marks by lane."""

    event: TimelineEvent
    year: str
    month: str
    day: str
    start: float
    marks: tuple[tuple[int, bool], ...]


@dataclass(frozen=True, slots=True)
class Axis:
    """The columns and lanes that are drawn, and how many of each are not."""

    columns: tuple[Column, ...]
    wide: float
    lanes: tuple[tuple[str, str], ...]
    hidden_events: int
    hidden_lanes: int

    @property
    def lane(self) -> float:
        return 34.0 if len(self.lanes) <= 12 else 22.0

    @property
    def top(self) -> float:
        return _TOP + _HEADS

    @property
    def bottom(self) -> float:
        return self.top + self.lane * len(self.lanes)


def render_timeline(result: Result, lang: str, fmt: Format) -> bytes | None:
    """The events on one axis; None where the accounts date nothing. Cost: linear in events and lanes."""
    axis = axis_of(result, lang)
    if not axis.columns:
        return None
    listed = _listed(axis, lang)
    notes = _LINE * (bool(axis.hidden_events) + bool(axis.hidden_lanes))
    height = axis.bottom + 34 + notes + max(sum(h for _, h in part) for part in listed) + 26
    return render_sheet(lang, height, fmt, lambda sheet: _draw(sheet, axis, listed, lang))


def axis_of(result: Result, lang: str) -> Axis:
    """What is drawn: clashes and events of shared claims before others, lanes by story."""
    shared = numbered(result)
    ranked = sorted(range(len(result.timeline)), key=lambda n: _rank(result.timeline[n], n, shared.keys()))
    events = [result.timeline[n] for n in sorted(ranked[:MOST_EVENTS])]
    events.sort(key=lambda e: e.when[:10])
    telling: dict[str, int] = {}
    for event in events:
        for w in {m.witness for m in event.moments}:
            telling[w] = telling.get(w, 0) + 1
    order = [result.witnesses[n] for group in stories_of(result) for n in group]
    dating = [w for w in order if w.id in telling]
    kept = {w.id for w in sorted(dating, key=lambda w: -telling[w.id])[:MOST_LANES]}
    lanes = [w for w in dating if w.id in kept]
    place = {w.id: n for n, w in enumerate(lanes)}
    years = [_parts(e.when)[0] for e in events]
    gaps = sum(a != b for a, b in pairwise(years))
    room = WIDTH - 2 * MARGIN - _NAMES - gaps * _GAP
    wide = min(64.0, room / max(1, len(events)))
    columns, at = [], MARGIN + _NAMES
    for n, event in enumerate(events):
        at += _GAP if n and years[n] != years[n - 1] else 0
        columns.append(_column(event, at, place))
        at += wide
    return Axis(
        columns=tuple(columns),
        wide=wide,
        lanes=tuple((siglum(lang, w.siglum), name_of(w)) for w in lanes),
        hidden_events=len(result.timeline) - len(events),
        hidden_lanes=len(dating) - len(lanes),
    )


def _rank(event: TimelineEvent, place: int, shared: Collection[str]) -> tuple[bool, bool, int, int]:
    known = event.claim is not None and event.claim in shared
    return (not event.clash, not known, -len({m.witness for m in event.moments}), place)


def _parts(when: str) -> tuple[str, str, str]:
    found = _DATE.match(when)
    if not found:
        return "", "", ""
    return found["year"], found["month"] or "", found["day"] or ""


def _column(event: TimelineEvent, start: float, place: dict[str, int]) -> Column:
    marks: dict[int, bool] = {}
    for moment in event.moments:
        if moment.witness in place:
            lane = place[moment.witness]
            marks[lane] = marks.get(lane, False) or moment.basis == "stated"
    return Column(event, *_parts(event.when), start, tuple(sorted(marks.items())))


# ------------------------------------------------------------------------------------------------ drawing

_Listed = list[tuple[tuple[int, Column, tuple[str, ...], str], float]]


def _listed(axis: Axis, lang: str) -> list[_Listed]:
    """The list beneath in two parts: number, wrapped label and date of every event, with its height."""
    room = (WIDTH - 2 * MARGIN) / _COLUMNS - 60
    rows: _Listed = []
    for n, column in enumerate(axis.columns, start=1):
        lines = wrapped(drawable(column.event.label), 8.5, room, 2)
        rows.append(((n, column, lines, _said(column.event, lang, room)), 30.0 + 17.0 * len(lines)))
    half = sum(h for _, h in rows) / 2
    first: _Listed = []
    while rows and sum(h for _, h in first) < half:
        first.append(rows.pop(0))
    return [first, rows]


def _said(event: TimelineEvent, lang: str, room: float) -> str:
    """The date of an event; where accounts clash each value, as many as fit; if it is planned, superseded."""
    words = texts(lang)["timeline"]
    values = [event.when]
    if event.clash:
        values = list(dict.fromkeys(m.value for m in event.moments))[:4]
    dates = [isolated(drawable(period(v, lang))) for v in values]
    notes = [words["clash"]] if event.clash else []
    notes += [words["planned"]] if event.planned else []
    notes += [table(lang, "pictures")["timeline"]["superseded"]] if event.superseded_by else []
    while True:
        more = " …" if len(dates) < len(values) else ""
        said = " · ".join([texts(lang)["comma"].join(dates) + more, *notes])
        if len(dates) == 1 or width(said, 8.5) <= room:
            return said if width(said, 8.5) <= room else cut(said, 8.5, room)
        dates.pop()


def _draw(sheet: Sheet, axis: Axis, listed: list[_Listed], lang: str) -> None:
    words = table(lang, "pictures")["timeline"]
    sheet.text(MARGIN, 34, words["title"], 15, INK, bold=True)
    sheet.note(64, words["about"])
    _legend(sheet, lang)
    _lanes(sheet, axis)
    _heads(sheet, axis, lang)
    _marks(sheet, axis)
    y = axis.bottom + 26
    for key, count in (("more", axis.hidden_events), ("more_sources", axis.hidden_lanes)):
        if count:
            sheet.text(MARGIN, y, words[key].replace("{n}", isolated(str(count))), 9, FAINT)
            y += _LINE
    for part, rows in enumerate(listed):
        start, at = MARGIN + part * (WIDTH - 2 * MARGIN) / _COLUMNS, y + 14
        for (n, column, lines, said), high in rows:
            colour = CLASH if column.event.clash else INK
            sheet.text(start, at, isolated(str(n)), 9, colour, bold=True)
            sheet.text(start + 30, at, said, 8.5, colour if column.event.clash else FAINT)
            sheet.lines(start + 30, at + 10 + 8.5 * len(lines), lines, 8.5, SOFT, 17)
            at += high


def _legend(sheet: Sheet, lang: str) -> None:
    words, start = texts(lang)["timeline"], MARGIN + 8
    marks = (("stated", True, False, False), ("inferred", False, False, False))
    for key, stated, clash, planned in (
        *marks,
        ("clash", True, True, False),
        ("planned", True, False, True),
    ):
        _mark(sheet, start, 96, 7, stated=stated, clash=clash, planned=planned)
        sheet.text(start + 16, 96, words[key], 9, SOFT)
        start += width(words[key], 9) + 50
    _mark(sheet, start, 96, 7, stated=True, clash=False, planned=False)
    sheet.strokes([[(start - 10, 96.0), (start + 10, 96.0)]], INK, 1.4, order=3)
    sheet.text(start + 16, 96, table(lang, "pictures")["timeline"]["superseded"], 9, SOFT)


def _mark(
    sheet: Sheet, start: float, y: float, radius: float, *, stated: bool, clash: bool, planned: bool
) -> None:
    """A square where accounts clash, a diamond for what is to come, else a circle; hollow if inferred."""
    form = square if clash else diamond if planned else disc
    points: Points = form(start, y, radius * (0.85 if planned and not clash else 1))
    colour = CLASH if clash else RAMP[4]
    sheet.shapes([points], colour if stated else CARD, colour, 1.5)


def _lanes(sheet: Sheet, axis: Axis) -> None:
    stripes = [
        (MARGIN, axis.top + n * axis.lane, WIDTH - 2 * MARGIN, axis.lane)
        for n in range(0, len(axis.lanes), 2)
    ]
    sheet.boxes(stripes, _STRIPE)
    size = 9 if axis.lane >= 30 else 8
    for n, (sign, name) in enumerate(axis.lanes):
        y = axis.top + (n + 0.5) * axis.lane
        sheet.text(MARGIN, y, sign, size, INK, bold=True)
        sheet.text(MARGIN + 34, y, directed(cut(name, size, _NAMES - 52), name), size, SOFT)


def _heads(sheet: Sheet, axis: Axis, lang: str) -> None:
    """Year over month over day over the number of the event; a dashed line where years lie between."""
    months = table(lang, "page")["months"]
    undated = table(lang, "pictures")["timeline"]["undated"]
    end = 0.0
    for year, of_year in groupby(axis.columns, key=lambda c: c.year):
        columns = list(of_year)
        start = columns[0].start
        if end:
            middle = (start + end) / 2
            sheet.strokes([[(middle, _TOP - 4), (middle, axis.bottom)]], _QUIET, 0.9, dashed=True)
        end = columns[-1].start + axis.wide
        said, room = isolated(year) if year else undated, end - start + _GAP - 4
        size = 9.5 if width(said, 9.5) <= room else 7
        _head(sheet, start, end, _TOP + 4, said, size, bold=True)
        sheet.strokes([[(start + 2, _TOP + 15), (end - 2, _TOP + 15)]], FAINT, 0.8)
        for month, of_month in groupby(columns, key=lambda c: c.month):
            found = list(of_month)
            low, high = found[0].start, found[-1].start + axis.wide
            if month and 1 <= int(month) <= 12:
                name = months[int(month) - 1]
                fits = width(name, 8) <= high - low - 2
                _head(sheet, low, high, _TOP + 25, name if fits else isolated(str(int(month))), 8)
                sheet.strokes([[(low + 3, _TOP + 35), (high - 3, _TOP + 35)]], RULE, 0.8)
            for day, of_day in groupby(found, key=lambda c: c.day):
                same = list(of_day)
                if day:
                    first, last = same[0].start, same[-1].start + axis.wide
                    _head(sheet, first, last, _TOP + 43, isolated(str(int(day))), 8)
    for n, column in enumerate(axis.columns, start=1):
        colour = CLASH if column.event.clash else INK
        x = column.start + axis.wide / 2
        sheet.text(x, _TOP + 58, isolated(str(n)), 7.5, colour, align="center", bold=True)


def _head(
    sheet: Sheet, low: float, high: float, y: float, said: str, size: float, *, bold: bool = False
) -> None:
    sheet.text((low + high) / 2, y, said, size, INK if bold else SOFT, align="center", bold=bold)


def _marks(sheet: Sheet, axis: Axis) -> None:
    radius = min(7.5, axis.wide * 0.3, axis.lane * 0.32)
    for column in axis.columns:
        x, event = column.start + axis.wide / 2, column.event
        places = [(x, axis.top + (lane + 0.5) * axis.lane) for lane, _ in column.marks]
        if len(places) > 1:
            colour = CLASH if event.clash else RAMP[2]
            sheet.strokes([[places[0], places[-1]]], colour, 1.0)
        for (_, stated), (_, y) in zip(column.marks, places, strict=True):
            _mark(sheet, x, y, radius, stated=stated, clash=event.clash, planned=event.planned)
            if event.superseded_by:
                sheet.strokes([[(x - radius - 4, y), (x + radius + 4, y)]], INK, 1.4, order=3)
