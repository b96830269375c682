"""Outlets against outlets: how many paragraphs of the one stand in the other too."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from compare.languages import table
from compare.model.repeated import Repeats
from compare.report.duplicates import shaded, steps
from compare.report.duplicates_words import figure
from compare.report.lettering import cut, directed, drawable, isolated
from compare.report.pictures.canvas import (
    CARD,
    FAINT,
    HEADER,
    INK,
    MARGIN,
    RAMP,
    RULE,
    SELF,
    SOFT,
    WIDTH,
    Format,
    Sheet,
    render_sheet,
)
from compare.report.pictures.ramp import LEGEND
from compare.report.wording import percent, texts

_NAMES, _COUNT, _HEADS = 330.0, 92.0, 30.0
_LINE = 24.0
_DARK = 3
"""From this class on a cell is dark: its count is written in light letters."""


@dataclass(frozen=True, slots=True)
class Grid:
    """What is drawn: names and paragraphs of the outlets, each cell's count and class; how many are not."""

    outlets: tuple[tuple[str, int], ...]
    cells: tuple[tuple[tuple[int, int], ...], ...]
    bounds: tuple[float, ...]
    hidden: int

    @property
    def left(self) -> float:
        return MARGIN + _NAMES + _COUNT

    @property
    def side(self) -> float:
        return min(96.0, (WIDTH - MARGIN - self.left) / len(self.outlets) // 2 * 2)

    @property
    def high(self) -> float:
        return min(40.0, max(self.side, 22.0))

    @property
    def top(self) -> float:
        return HEADER + 54 + _HEADS

    @property
    def bottom(self) -> float:
        return self.top + self.high * len(self.outlets)

    @property
    def height(self) -> float:
        return self.bottom + (_LINE if self.hidden else 0) + 26 + LEGEND + 12


def render_outlets(repeats: Repeats, lang: str, fmt: Format) -> bytes | None:
    """The grid of outlets; None where there are fewer than two or none share a paragraph.

    Cost: the square of the outlets, which are at most thirty.
    """
    grid = grid_of(repeats)
    if grid is None:
        return None
    words = (table(lang, "grids") or table("en", "grids"))["outlets"]
    return render_sheet(lang, grid.height, fmt, lambda sheet: _draw(sheet, grid, words, lang))


def grid_of(repeats: Repeats) -> Grid | None:
    """What is drawn, in the order of the report."""
    if repeats.totals.outlets < 2 or not any(map(any, repeats.grid)):
        return None
    shown = repeats.outlets[: len(repeats.grid)]
    return Grid(
        outlets=tuple((drawable(outlet.name), outlet.paragraphs) for outlet in shown),
        cells=shaded(repeats),
        bounds=steps(repeats),
        hidden=repeats.more_outlets,
    )


def _draw(sheet: Sheet, grid: Grid, words: Mapping[str, Any], lang: str) -> None:
    sheet.text(MARGIN, 34, words["title"], 15, INK, bold=True)
    for n, line in enumerate((words["about"], words["shade"])):
        sheet.note(64 + 22 * n, line)
    _cells(sheet, grid, lang)
    _rows(sheet, grid, words, lang)
    if grid.hidden:
        said = words["more"].replace("{n}", isolated(figure(grid.hidden, lang)))
        sheet.text(MARGIN, grid.bottom + 20, said, 9, FAINT)
    _legend(sheet, grid, words, lang)


def _cells(sheet: Sheet, grid: Grid, lang: str) -> None:
    size = 9.5 if grid.side >= 40 else 8.0 if grid.side >= 28 else 6.5
    boxes, fills = [], []
    for i, row in enumerate(grid.cells):
        for j, (n, level) in enumerate(row):
            start, top = grid.left + j * grid.side, grid.top + i * grid.high
            boxes.append((start, top, grid.side, grid.high))
            fills.append(SELF if i == j else RAMP[level])
            said, colour = (
                ("—", FAINT) if i == j else (_short(n, grid.side, lang), CARD if level >= _DARK else INK)
            )
            if n or i == j:
                middle = start + grid.side / 2, top + grid.high / 2
                sheet.text(*middle, isolated(said), size, colour, align="center")
    sheet.boxes(boxes, fills, RULE)


def _short(n: int, room: float, lang: str = "en") -> str:
    """A count that fits its cell: with its thousands parted, in thousands, or in millions.

    >>> _short(12345, 60), _short(12345, 22), _short(999999, 22), _short(3_000_000, 22)
    ('12,345', '12k', '1M', '3M')
    """
    whole = figure(n, lang)
    if len(whole) <= (7 if room >= 40 else 3):
        return whole
    thousands = round(n / 1000)
    return f"{thousands}k" if thousands < 1000 else f"{round(n / 1_000_000)}M"


def _rows(sheet: Sheet, grid: Grid, words: Mapping[str, Any], lang: str) -> None:
    """Beside every row its number, name and paragraphs; above every column the number of its outlet."""
    head = grid.top - 16
    sheet.text(MARGIN + 34, head, words["outlets"], 8.5, FAINT)
    # Units stand below units: figures end at the right, whichever way the page is read.
    side: Literal["start", "end"] = "start" if sheet.rtl else "end"
    column = grid.left - (_COUNT - 16 if sheet.rtl else 14)
    sheet.text(column, head, words["all"], 8.5, FAINT, align=side)
    size = 9.5 if grid.high >= 28 else 8.5
    for n, (name, paragraphs) in enumerate(grid.outlets):
        y, number = grid.top + (n + 0.5) * grid.high, isolated(str(n + 1))
        sheet.text(MARGIN, y, number, size, INK, bold=True)
        shown = cut(name, size, _NAMES - 50) if name else "—"
        sheet.text(MARGIN + 34, y, directed(shown, name), size, SOFT)
        sheet.text(column, y, isolated(figure(paragraphs, lang)), size, FAINT, align=side)
        sheet.text(grid.left + (n + 0.5) * grid.side, head, number, size, INK, align="center", bold=True)


def _legend(sheet: Sheet, grid: Grid, words: Mapping[str, Any], lang: str) -> None:
    """The six classes with the shares from which they begin, and their names."""
    top, width = grid.height - LEGEND - 12, 136.0
    shares = [_share(bound, lang) for bound in grid.bounds]
    said = [isolated(percent(0, lang)), words["under"].replace("{share}", isolated(shares[0]))]
    said += [words["from"].replace("{share}", isolated(share)) for share in shares]
    sheet.boxes([(MARGIN + n * width, top, width, 22.0) for n in range(len(RAMP))], RAMP, RULE)
    for n, (bound, name) in enumerate(zip(said, words["classes"], strict=True)):
        colour, middle = CARD if n >= _DARK else INK, MARGIN + (n + 0.5) * width
        sheet.text(middle, top + 11, bound, 7.5, colour, align="center")
        sheet.text(middle, top + 38, cut(name, 8.5, width - 8), 8.5, SOFT, align="center")


def _share(share: float, lang: str = "en") -> str:
    """A bound with one place where it is small.

    >>> _share(0.035), _share(0.2)
    ('3.5%', '20%')
    """
    if share >= 0.1 or round(1000 * share) % 10 == 0:
        return percent(share, lang)
    return str(texts(lang)["percent"]).replace("{n}", f"{100 * share:.1f}")
