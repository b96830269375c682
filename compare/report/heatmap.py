"""The heatmap of one pair as a picture: block against block. The accounts with one another: `pictures`.

All measures are CSS pixels from the top and from the side where reading starts; the same result gives the
same bytes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from compare.languages import table
from compare.model.result import Result
from compare.model.text import PassageKind
from compare.report.lettering import cut, directed, drawable, isolated, wrapped
from compare.report.pictures.canvas import (
    BAND,
    FAINT,
    HEADER,
    INK,
    LINKED,
    MARGIN,
    RAMP,
    SOFT,
    WIDTH,
    Format,
    Sheet,
    name_of,
    render_sheet,
    whole,
)
from compare.report.pictures.documents import render_documents
from compare.report.pictures.ramp import LEGEND, legend, levels, on
from compare.report.view import shown_score, similarity_class
from compare.report.wording import siglum

# Up to this many rows and columns every cell has room for its value and every row for a label.
SMALL = 24
POLYGONS = 1600  # cells up to which each is a shape of its own; beyond, one image


@dataclass(frozen=True, slots=True)
class Grid:
    """What is drawn: codes and labels of rows and columns, the values, the framed cells, and where it stands.

    `left` (from the side where reading starts) and `top` are the corner of the first cell.
    """

    title: str
    lines: tuple[str, ...]
    foot: str
    rows: tuple[tuple[str, str], ...]
    columns: tuple[tuple[str, str], ...]
    values: tuple[tuple[float, ...], ...]
    linked: frozenset[tuple[int, int]]
    left: float
    top: float
    cell: tuple[float, float]

    @property
    def small(self) -> bool:
        return max(len(self.rows), len(self.columns)) <= SMALL

    @property
    def bottom(self) -> float:
        return self.top + self.cell[1] * len(self.rows)

    @property
    def end(self) -> float:
        return self.left + self.cell[0] * len(self.columns)

    @property
    def listed(self) -> int:
        """Lines of the list of columns beneath, in three columns."""
        return -(-len(self.columns) // 3) if self.small else 0

    @property
    def height(self) -> float:
        return self.bottom + (self.listed * 24 + 52 if self.listed else 0) + 106

    def corner(self, row: int, column: int) -> tuple[float, float]:
        """The corner of a cell where reading starts, at its top."""
        return self.left + column * self.cell[0], self.top + row * self.cell[1]

    def colour(self, row: int, column: int) -> str:
        return RAMP[similarity_class(self.values[row][column])]


def render(
    result: Result,
    lang: str,
    fmt: Format,
    which: Literal["pair", "documents"] = "pair",
    pair: int | None = None,
) -> bytes:
    """The picture of the pair numbered `pair`, or of all documents. Cost: linear in cells and labels.

    Without a number it is the pair that shares most, the first of equals.

    Raises IndexError where the result has no such pair, or no two documents.
    """
    if which == "documents":
        made = render_documents(result, lang, fmt)
        if made is None:
            raise IndexError("the result has no similarities of documents")
        return made
    grid, texts = grid_of(result, lang, busiest(result) if pair is None else pair), table(lang, "heatmap")
    return render_sheet(lang, grid.height, fmt, lambda sheet: _draw(sheet, grid, texts))


def busiest(result: Result) -> int:
    """The number of the pair that shares most: the sum of its linked cells, then how many they are.

    0 where no pair is linked. Across languages the values are low, and a pair in one language goes first.
    """
    ranks = [
        (round(sum(pair.values[i][j] for i, j in pair.linked if pair.values), 6), len(pair.linked))
        for pair in result.matrix.paragraphs
    ]
    return ranks.index(max(ranks)) if ranks else 0


# ------------------------------------------------------------------------------------------ what is drawn


def grid_of(result: Result, lang: str, number: int) -> Grid:
    """The grid of the pair of that number."""
    matrix = result.matrix.paragraphs[number]
    witnesses = {w.id: w for w in result.witnesses}
    labels, texts = _blocks(result), table(lang, "heatmap")
    a, b = witnesses[matrix.a], witnesses[matrix.b]
    signs = siglum(lang, a.siglum), siglum(lang, b.siglum)

    def named(ids: Iterable[str], sign: str) -> tuple[tuple[str, str], ...]:
        return tuple((f"{sign}{labels[i][0]}", labels[i][1]) for i in ids)

    names = [f"{s} = {isolated(cut(name_of(w), 9.5, 900))}" for s, w in zip(signs, (a, b), strict=True)]
    lines = [texts["rows"].format(name=names[0]), texts["columns"].format(name=names[1])]
    lines += [texts["frame"]] if matrix.linked else []
    rows, columns = named(matrix.rows, signs[0]), named(matrix.columns, signs[1])
    small = max(len(rows), len(columns)) <= SMALL
    gutter = 380.0 if small else 64.0
    room = WIDTH - 2 * MARGIN - gutter
    return Grid(
        title=texts["pair"],
        lines=tuple(lines),
        foot=texts["list"].format(siglum=signs[1]),
        rows=rows,
        columns=columns,
        values=matrix.values,
        linked=frozenset(matrix.linked),
        left=MARGIN + gutter,
        top=HEADER + BAND * len(lines) + 46,
        cell=(_even(room, len(columns), 64), 40.0 if small else _even(1000, len(rows), 28)),
    )


def _blocks(result: Result) -> Mapping[str, tuple[str, str]]:
    """Number (as on the page: among the blocks that are no boilerplate) and text of every block."""
    sources = {w.id: w.text for w in result.witnesses}
    counts: dict[str, int] = defaultdict(int)
    found: dict[str, tuple[str, str]] = {}
    for p in result.passages:
        if p.kind not in (PassageKind.SENTENCE, PassageKind.BOILERPLATE):
            counts[p.witness] += 1
            found[p.id] = (
                str(counts[p.witness]),
                drawable(sources[p.witness][p.start : min(p.end, p.start + 400)]),
            )
    return found


def _even(room: float, cells: int, most: float) -> float:
    """A cell's side where so many share the room."""
    return whole(min(most, room / max(cells, 1)))


# ------------------------------------------------------------------------------------------------ drawing


def _draw(sheet: Sheet, grid: Grid, texts: Mapping[str, Any]) -> None:
    sheet.text(MARGIN, 34, grid.title, 15, INK, bold=True)
    for n, line in enumerate(grid.lines):
        sheet.note(64 + n * BAND, line)
    if not grid.rows or not grid.columns:
        sheet.text(MARGIN, grid.top, texts["empty"], 11, SOFT)
        return
    _cells(sheet, grid)
    _rules(sheet, grid)
    if grid.small:
        _scores(sheet, grid)
    _frames(sheet, grid)
    _codes(sheet, grid)
    if grid.listed:
        _list(sheet, grid)
    legend(sheet, grid.height - LEGEND - 12, texts["classes"])


def _cells(sheet: Sheet, grid: Grid) -> None:
    ids = [(i, j) for i in range(len(grid.rows)) for j in range(len(grid.columns))]
    if len(ids) <= POLYGONS:
        sheet.boxes([(*grid.corner(i, j), *grid.cell) for i, j in ids], [grid.colour(i, j) for i, j in ids])
        return
    classes = levels(np.array(grid.values))
    sheet.image(classes, RAMP, grid.left, grid.top, grid.end - grid.left, grid.bottom - grid.top)


def _rules(sheet: Sheet, grid: Grid) -> None:
    """The lines between cells: all of them where cells are wide, else every fifth, else the border."""
    least = min(grid.cell)
    step = 1 if least >= 10 else 5 if least >= 4 else 0
    high, wide = grid.cell[1], grid.cell[0]
    sheet.strokes(
        [
            [(grid.left, grid.top + n * high), (grid.end, grid.top + n * high)]
            for n in _marks(len(grid.rows), step)
        ]
    )
    sheet.strokes(
        [
            [(grid.left + n * wide, grid.top), (grid.left + n * wide, grid.bottom)]
            for n in _marks(len(grid.columns), step)
        ]
    )


def _marks(count: int, step: int) -> Iterator[int]:
    yield from (n for n in range(count + 1) if n in (0, count) or (step and n % step == 0))


def _scores(sheet: Sheet, grid: Grid) -> None:
    """The values from the threshold up and those of linked cells."""
    room = grid.cell[0] >= 26
    for i, row in enumerate(grid.values if room else ()):
        for j, value in enumerate(row):
            x, y = grid.corner(i, j)
            level = similarity_class(value)
            # A link across languages may share no word: its frame is all there is to tell.
            if level or ((i, j) in grid.linked and round(value, 2) > 0):
                colour = on(value) if level else FAINT
                x, y = x + grid.cell[0] / 2, y + grid.cell[1] / 2
                sheet.text(x, y, shown_score(value), 9, colour, align="center")


def _frames(sheet: Sheet, grid: Grid) -> None:
    width = min(1.8, max(0.6, min(grid.cell) / 10))
    boxes = [(*grid.corner(i, j), *grid.cell) for i, j in sorted(grid.linked)]
    sheet.boxes(boxes, edge=LINKED, width=width, order=2.5)


def _codes(sheet: Sheet, grid: Grid) -> None:
    """Codes of rows and columns, all or every fifth; beside the rows, where there is room, their text."""
    gutter = grid.left - MARGIN
    worded = gutter > 100
    for i in _labelled(len(grid.rows), grid.cell[1], 18 if worded else 90):
        code, text = grid.rows[i]
        y = grid.top + (i + 0.5) * grid.cell[1]
        sheet.text(MARGIN, y, code, 9, SOFT, bold=worded)
        if worded:
            sheet.lines(MARGIN + 44, y, wrapped(text, 8.5, gutter - 60, 2), 8.5, SOFT, 16)
    for j in _labelled(len(grid.columns), grid.cell[0], 28):
        x = grid.corner(0, j)[0] + grid.cell[0] / 2
        sheet.text(x, grid.top - 16, grid.columns[j][0], 9, SOFT, align="center")


def _labelled(count: int, side: float, least: float) -> list[int]:
    """Every one where a label has room (`least` pixels); else the first and every fifth, tenth, 20th …"""
    if side >= least:
        return list(range(count))
    step = 5
    while side * step < 28:
        step *= 2
    return [n for n in range(count) if n == 0 or (n + 1) % step == 0]


def _list(sheet: Sheet, grid: Grid) -> None:
    y = grid.bottom + 38
    sheet.text(MARGIN, y, grid.foot, 10.5, INK, bold=True)
    room = (WIDTH - 2 * MARGIN) / 3
    for j, (code, text) in enumerate(grid.columns):
        column, line = divmod(j, grid.listed)
        x, below = MARGIN + column * room, y + 28 + line * 24
        sheet.text(x, below, code, 9, SOFT, bold=True)
        sheet.text(x + 44, below, directed(cut(text, 9, room - 64), text), 9, SOFT)
