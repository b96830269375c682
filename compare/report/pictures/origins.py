"""Accounts that share an origin, one frame for each, with who may have copied whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from compare.languages import table
from compare.model.result import Origin, Result
from compare.report.lettering import cut, directed, drawable, isolated
from compare.report.pictures.canvas import (
    CARD,
    FAINT,
    INK,
    LINKED,
    MARGIN,
    RAMP,
    SOFT,
    WIDTH,
    Format,
    Sheet,
    disc,
    name_of,
    render_sheet,
)
from compare.report.wording import evidence, plural, siglum

MOST_ORIGINS, MOST_MEMBERS, MOST_ROWS, MOST_SINGLE = 12, 40, 90, 60
_TOP, _HEAD, _ROW, _PAD, _GAP, _LINE = 92.0, 60.0, 34.0, 14.0, 22.0, 23.0
_ARCS, _RADIUS, _COLUMNS = 280.0, 12.0, 3
_LANE = 22.0
_STEPS = 14


@dataclass(frozen=True, slots=True)
class Member:
    """An account as it stands in a frame: siglum, name, and the day it was published."""

    siglum: str
    name: str
    day: str


@dataclass(frozen=True, slots=True)
class Frame:
    """One shared origin. `arrows` are (row of the later, row of the earlier, lane): lanes keep them apart."""

    agency: str
    reasons: tuple[str, ...]
    members: tuple[Member, ...]
    arrows: tuple[tuple[int, int, int], ...]
    hidden: int

    @property
    def height(self) -> float:
        return _HEAD + _ROW * len(self.members) + (_LINE if self.hidden else 0) + _PAD


@dataclass(frozen=True, slots=True)
class Drawing:
    """The frames, the accounts that share nothing, and how much is not drawn."""

    frames: tuple[Frame, ...]
    single: tuple[Member, ...]
    hidden_frames: int
    hidden_single: int

    @property
    def listed(self) -> int:
        return -(-len(self.single) // _COLUMNS)

    @property
    def height(self) -> float:
        frames = sum(frame.height + _GAP for frame in self.frames)
        hidden = _LINE * (bool(self.hidden_frames) + bool(self.hidden_single))
        return _TOP + frames + hidden + (self.listed * _LINE + 44 if self.single else 0) + 20


def render_origins(result: Result, lang: str, fmt: Format) -> bytes | None:
    """The origins that several accounts share; None where there are none. Cost: linear in the accounts."""
    drawn = drawing_of(result, lang)
    if not drawn.frames:
        return None
    return render_sheet(lang, drawn.height, fmt, lambda sheet: _draw(sheet, drawn, lang))


def drawing_of(result: Result, lang: str) -> Drawing:
    """What is drawn: the origins of most accounts first."""
    members = {
        w.id: Member(siglum(lang, w.siglum), name_of(w), drawable(w.published.value or "")[:16])
        for w in result.witnesses
    }
    shared = [o for o in result.origins if len(o.witnesses) > 1]
    shared.sort(key=lambda o: -len(o.witnesses))
    told = {w for o in shared for w in o.witnesses}
    shown = _fitting(shared)
    single = [member for w, member in members.items() if w not in told]
    return Drawing(
        frames=tuple(_frame(o, members, lang) for o in shown),
        single=tuple(single[:MOST_SINGLE]),
        hidden_frames=len(shared) - len(shown),
        hidden_single=max(0, len(single) - MOST_SINGLE),
    )


def _fitting(shared: Sequence[Origin]) -> list[Origin]:
    """As many origins as there is room for, always one."""
    shown: list[Origin] = []
    rows = 0
    for origin in shared[:MOST_ORIGINS]:
        rows += min(len(origin.witnesses), MOST_MEMBERS)
        if shown and rows > MOST_ROWS:
            break
        shown.append(origin)
    return shown


def _frame(origin: Origin, members: Mapping[str, Member], lang: str) -> Frame:
    """The accounts of an origin from the earliest on; those without a day keep their place at the end."""
    known = [w for w in origin.witnesses if w in members]
    copies = {w: sum(c.later == w for c in origin.copied) for w in known}
    order = sorted(known, key=lambda w: (not members[w].day, members[w].day, copies[w]))
    shown = order[:MOST_MEMBERS]
    place = {w: n for n, w in enumerate(shown)}
    pairs = [(place[c.later], place[c.earlier]) for c in origin.copied if {c.later, c.earlier} <= set(place)]
    strongest = sorted(origin.evidence, key=lambda e: -e.score)
    reasons = dict.fromkeys(evidence(e.because, lang) for e in strongest if e.because)
    return Frame(
        agency=drawable(origin.agency or ""),
        reasons=tuple(reasons)[:2],
        members=tuple(members[w] for w in shown),
        arrows=_lanes(pairs),
        hidden=len(order) - len(shown),
    )


def _lanes(pairs: Sequence[tuple[int, int]]) -> tuple[tuple[int, int, int], ...]:
    """Each arrow with its lane: the shortest first, those that overlap in different lanes."""
    taken: list[list[tuple[int, int]]] = []
    found: list[tuple[int, int, int]] = []
    for later, earlier in sorted(set(pairs), key=lambda pair: (abs(pair[0] - pair[1]), pair)):
        low, high = sorted((later, earlier))
        lane = next(
            (n for n, spans in enumerate(taken) if all(high <= a or b <= low for a, b in spans)), len(taken)
        )
        if lane == len(taken):
            taken.append([])
        taken[lane].append((low, high))
        found.append((later, earlier, lane))
    return tuple(found)


# ------------------------------------------------------------------------------------------------ drawing


def _draw(sheet: Sheet, drawn: Drawing, lang: str) -> None:
    words = table(lang, "pictures")["origins"]
    sheet.text(MARGIN, 34, words["title"], 15, INK, bold=True)
    sheet.note(64, words["about"])
    y = _TOP
    for frame in drawn.frames:
        _draw_frame(sheet, frame, y, lang)
        y += frame.height + _GAP
    if drawn.hidden_frames:
        sheet.text(MARGIN, y, _counted(words["more_origins"], drawn.hidden_frames), 9, FAINT)
        y += _LINE
    if drawn.single:
        y += 8
        sheet.text(MARGIN, y, words["single"], 10.5, INK, bold=True)
        y += 28
    room = (WIDTH - 2 * MARGIN) / _COLUMNS
    for n, member in enumerate(drawn.single):
        column, line = divmod(n, drawn.listed)
        start, at = MARGIN + column * room, y + line * _LINE
        sheet.text(start, at, member.siglum, 8.5, INK, bold=True)
        sheet.text(start + 38, at, directed(cut(member.name, 8.5, room - 56), member.name), 8.5, SOFT)
    if drawn.hidden_single:
        at = y + drawn.listed * _LINE
        sheet.text(MARGIN, at, _counted(words["more"], drawn.hidden_single), 9, FAINT)


def _counted(said: str, count: int) -> str:
    return said.replace("{n}", isolated(str(count)))


def _draw_frame(sheet: Sheet, frame: Frame, top: float, lang: str) -> None:
    words = table(lang, "pictures")["origins"]
    wide = WIDTH - 2 * MARGIN
    sheet.round_box(MARGIN, top, wide, frame.height, "#f7f3ea", "#d8d0bd")
    start = MARGIN + 18
    name = cut(frame.agency, 11, 420)
    title = words["agency"].replace("{name}", isolated(name)) if name else words["shared"]
    sheet.text(start, top + 22, title, 11, INK, bold=True)
    said = plural(lang, "accounts", len(frame.members) + frame.hidden)
    sheet.text(WIDTH - MARGIN - 18, top + 22, said, 10, SOFT, align="end")
    sheet.text(start, top + 44, cut(" · ".join(frame.reasons), 8.5, wide - 40), 8.5, FAINT)
    first = top + _HEAD + _ROW / 2
    nodes = WIDTH - MARGIN - 18 - _ARCS - _RADIUS
    for n, member in enumerate(frame.members):
        y = first + n * _ROW
        day = member.day[:10]
        sheet.text(start, y, directed(cut(member.name, 9.5, 520), member.name), 9.5, SOFT)
        if day:
            sheet.text(nodes - 34, y, f"\u2066{day}\u2069", 8.5, FAINT, align="end")
    sheet.shapes([disc(nodes, first + n * _ROW, _RADIUS) for n in range(len(frame.members))], CARD, RAMP[4])
    for n, member in enumerate(frame.members):
        size = 8.5 if len(member.siglum) < 3 else 6.5
        sheet.text(nodes, first + n * _ROW, member.siglum, size, INK, align="center", bold=True)
    _arrows(sheet, frame, nodes + _RADIUS, first)
    if frame.hidden:
        y = first + len(frame.members) * _ROW - 4
        sheet.text(start, y, _counted(words["more"], frame.hidden), 9, FAINT)


def _arrows(sheet: Sheet, frame: Frame, base: float, first: float) -> None:
    """Dashed half ovals beside the accounts, each from the later account to the one it may have copied."""
    if not frame.arrows:
        return
    lanes = max(lane for _, _, lane in frame.arrows) + 1
    step = min(_LANE, (_ARCS - 30) / lanes)
    heads = []
    for later, earlier, lane in frame.arrows:
        # The tail starts below the middle and the head ends above it, so that what comes and goes is apart.
        down = 4.0 if later > earlier else -4.0
        y1, y2 = first + later * _ROW - down, first + earlier * _ROW + down
        sheet.strokes([_bow(base + 2, y1, y2, 26 + lane * step)], LINKED, 1.0, dashed=True)
        heads.append([(base + 1, y2), (base + 9, y2 - 3.6), (base + 9, y2 + 3.6)])
    sheet.shapes(heads, LINKED)


def _bow(base: float, y1: float, y2: float, far: float) -> list[tuple[float, float]]:
    """Out, along, and back: a line with round corners."""
    from math import cos, pi, sin

    high = (y2 - y1) / 2
    bend = min(abs(high), 10.0) * (1 if high > 0 else -1)
    turn = [pi / 2 * n / _STEPS for n in range(_STEPS + 1)]
    out = [(base + far - 10 + 10 * sin(t), y1 + bend * (1 - cos(t))) for t in turn]
    back = [(base + far - 10 + 10 * cos(t), y2 - bend * (1 - sin(t))) for t in turn]
    return [(base, y1), *out, *back, (base + 6, y2)]
