"""Every paragraph of a few accounts against every paragraph of the others, grouped by account."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from compare.languages import table
from compare.model.result import Result
from compare.model.text import PassageKind
from compare.report.lettering import directed, drawable, wrapped
from compare.report.pictures.canvas import (
    FAINT,
    HEADER,
    INK,
    LINKED,
    MARGIN,
    RAMP,
    RULE,
    SELF,
    SOFT,
    WIDTH,
    Format,
    Sheet,
    name_of,
    render_sheet,
    whole,
)
from compare.report.pictures.order import stories_of
from compare.report.pictures.ramp import LEGEND, legend, levels
from compare.report.view import block_labels
from compare.report.wording import plural, siglum

MOST = 240
"""So many paragraphs have cells that can be seen."""
_NAMES, _NUMBERS = 300.0, 34.0
_STEP = 5


@dataclass(frozen=True, slots=True)
class Group:
    """One account: siglum, name, day, where its paragraphs begin in the grid, and their numbers."""

    siglum: str
    name: str
    day: str
    first: int
    numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """What is drawn: the class of every cell (-1 inside one account), and the cells that hold a link."""

    groups: tuple[Group, ...]
    classes: npt.NDArray[np.intp]
    linked: tuple[tuple[int, int], ...]
    cell: float

    @property
    def left(self) -> float:
        return MARGIN + _NAMES + _NUMBERS

    @property
    def top(self) -> float:
        return HEADER + 30 + (22 if self.linked else 0) + 46

    @property
    def side(self) -> float:
        return self.cell * len(self.classes)

    @property
    def height(self) -> float:
        return self.top + self.side + 28 + LEGEND + 12


def render_paragraphs(result: Result, lang: str, fmt: Format) -> bytes | None:
    """All paragraphs against all; None for two accounts, or where they are too many or were not compared.

    Cost: the square of the paragraphs.
    """
    grid = grid_of(result, lang)
    if grid is None:
        return None
    words = (table(lang, "grids") or table("en", "grids"))["paragraphs"]
    return render_sheet(lang, grid.height, fmt, lambda sheet: _draw(sheet, grid, words, lang))


def grid_of(result: Result, lang: str) -> Grid | None:
    """What is drawn: the accounts by story, each with its paragraphs in the order of its text."""
    labels = block_labels(result)
    own: dict[str, list[str]] = {w.id: [] for w in result.witnesses}
    for p in result.passages:
        if p.kind not in (PassageKind.SENTENCE, PassageKind.BOILERPLATE) and p.witness in own:
            own[p.witness].append(p.id)
    shown = [result.witnesses[n] for group in stories_of(result) for n in group]
    shown = [w for w in shown if own[w.id]]
    size = sum(len(own[w.id]) for w in shown)
    if len(shown) < 3 or size > MOST or not result.matrix.paragraphs:
        return None
    groups: list[Group] = []
    place: dict[str, int] = {}
    for w in shown:
        day, numbers = drawable(w.published.value or "")[:10], tuple(labels.get(p, "") for p in own[w.id])
        first = len(place)
        groups.append(Group(siglum(lang, w.siglum), name_of(w), day, first, numbers))
        place.update({p: first + n for n, p in enumerate(own[w.id])})
    classes, linked = _filled(result, place)
    for group in groups:
        part = slice(group.first, group.first + len(group.numbers))
        classes[part, part] = -1
    cell = whole(min(28.0, (WIDTH - 2 * MARGIN - _NAMES - _NUMBERS) / size))
    return Grid(tuple(groups), classes, linked, cell)


def _filled(
    result: Result, place: Mapping[str, int]
) -> tuple[npt.NDArray[np.intp], tuple[tuple[int, int], ...]]:
    """The classes of all cells out of the pairs that were compared, on both sides of the diagonal."""
    values = np.zeros((len(place), len(place)))
    linked: set[tuple[int, int]] = set()
    for pair in result.matrix.paragraphs:
        rows, columns = ([place.get(p, -1) for p in side] for side in (pair.rows, pair.columns))
        for i, row in zip(rows, pair.values, strict=True):
            for j, value in zip(columns, row, strict=True):
                if i >= 0 and j >= 0:
                    values[i, j] = values[j, i] = value
        for at, beside in pair.linked:
            i, j = rows[at], columns[beside]
            linked |= {(i, j), (j, i)} if i >= 0 and j >= 0 else set()
    return levels(values), tuple(sorted(linked))


# ------------------------------------------------------------------------------------------------ drawing


def _draw(sheet: Sheet, grid: Grid, words: Mapping[str, Any], lang: str) -> None:
    sheet.text(MARGIN, 34, words["title"], 15, INK, bold=True)
    said = words["about"].replace("{accounts}", plural(lang, "accounts", len(grid.groups)))
    sheet.note(64, said)
    if grid.linked:
        sheet.note(86, words["frame"])
    classes = np.where(grid.classes < 0, len(RAMP), grid.classes)
    sheet.image(classes, (*RAMP, SELF), grid.left, grid.top, grid.side, grid.side)
    boxes = [
        (grid.left + j * grid.cell, grid.top + i * grid.cell, grid.cell, grid.cell) for i, j in grid.linked
    ]
    sheet.boxes(boxes, edge=LINKED, width=0.5 if grid.cell < 8 else 0.9, order=2.5)
    _rules(sheet, grid)
    for n, group in enumerate(grid.groups):
        _group(sheet, grid, group, last=n + 1 == len(grid.groups))
    legend(sheet, grid.height - LEGEND - 12, table(lang, "heatmap")["classes"])


def _rules(sheet: Sheet, grid: Grid) -> None:
    """Fine lines between paragraphs where cells are wide, strong ones between accounts."""
    end, bottom = grid.left + grid.side, grid.top + grid.side
    fine = range(len(grid.classes) + 1) if grid.cell >= 8 else ()
    strong = [group.first for group in grid.groups] + [len(grid.classes)]
    for marks, colour, width, order in ((fine, RULE, 0.5, 1.5), (strong, SOFT, 0.9, 2.6)):
        far = [grid.cell * n for n in marks]
        sheet.strokes(
            [[(grid.left, grid.top + y), (end, grid.top + y)] for y in far], colour, width, order=order
        )
        sheet.strokes(
            [[(grid.left + x, grid.top), (grid.left + x, bottom)] for x in far], colour, width, order=order
        )


def _group(sheet: Sheet, grid: Grid, group: Group, *, last: bool) -> None:
    """The account's siglum, name and day, as far as there is room, and every fifth number of paragraphs."""
    size = len(group.numbers)
    top, high = grid.top + group.first * grid.cell, size * grid.cell
    middle = top + high / 2
    room = int((high - 6) // 19)
    if room >= 1:
        sheet.text(MARGIN, middle, group.siglum, 9.5, INK, bold=True)
        lines = wrapped(group.name, 9, _NAMES - 52, min(room, 3))
        dated = bool(group.day) and room > len(lines)
        sheet.lines(MARGIN + 40, middle - (9 if dated else 0), lines, 9, SOFT, 18)
        if dated:
            sheet.text(
                MARGIN + 40, middle + 9 * len(lines), f"\u2066{directed(group.day, '')}\u2069", 8, FAINT
            )
    sign = grid.left + (group.first + size / 2) * grid.cell
    if high >= 16:
        sheet.text(sign, grid.top - 34, group.siglum, 9.5, INK, align="center", bold=True)
    for n, number in enumerate(group.numbers):
        # The first number and every fifth from there; none that would touch that of the next account.
        if n % _STEP or (grid.cell * (size - n) < 16 and not last):
            continue
        at = (group.first + n + 0.5) * grid.cell
        if grid.cell * _STEP >= 22:
            sheet.text(grid.left + at, grid.top - 14, number, 7.5, FAINT, align="center")
        if grid.cell * _STEP >= 13:
            sheet.text(grid.left - 10, grid.top + at, number, 7.5, FAINT, align="end")
