"""Every account against every other: clustered, with a frame around each story."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from compare.languages import table
from compare.model.result import Result
from compare.report.lettering import cut, directed, drawable, isolated, wrapped
from compare.report.pictures.canvas import (
    FAINT,
    HEADER,
    INK,
    LINKED,
    MARGIN,
    RAMP,
    SELF,
    SOFT,
    WIDTH,
    Format,
    Sheet,
    name_of,
    render_sheet,
    whole,
)
from compare.report.pictures.order import by_likeness, stories_of
from compare.report.pictures.ramp import LEGEND, legend, levels, on
from compare.report.view import shown_score, similarity_class
from compare.report.wording import plural, siglum

# Up to so many accounts every cell has room for its value; up to so many every row has its name.
VALUES, NAMED = 24, 50
_GUTTER, _HEADS = 340.0, 30.0
_LABEL = 40.0


@dataclass(frozen=True, slots=True)
class Story:
    """Accounts of one event as they stand in the grid: first position, how many, and the name they go by."""

    first: int
    size: int
    name: str


@dataclass(frozen=True, slots=True)
class Grid:
    """The clustered grid. `order` are indices of accounts; `values` already stand in that order.

    `apart` accounts are left out, of which nothing would be seen.
    """

    order: tuple[int, ...]
    names: tuple[tuple[str, str, str], ...]
    stories: tuple[Story, ...]
    values: npt.NDArray[np.float64]
    cell: tuple[float, float]
    top: float
    apart: int = 0

    @property
    def left(self) -> float:
        return MARGIN + _GUTTER

    @property
    def height(self) -> float:
        return self.top + self.cell[1] * len(self.order) + (24 if self.apart else 0) + 28 + LEGEND + 12


def render_documents(result: Result, lang: str, fmt: Format) -> bytes | None:
    """The similarity of all accounts; None where there are fewer than two or none was measured.

    Cost: the square of the accounts.
    """
    if len(result.witnesses) < 2 or len(result.matrix.documents) != len(result.witnesses):
        return None
    grid = grid_of(result, lang)
    return render_sheet(lang, grid.height, fmt, lambda sheet: _draw(sheet, grid, lang))


def grid_of(result: Result, lang: str) -> Grid:
    """What is drawn: the accounts in their order, by story and then by likeness."""
    values = np.asarray(result.matrix.documents, dtype=np.float64)
    groups = [by_likeness(values, group) for group in _seen(values, stories_of(result))]
    order = [n for group in groups for n in group]
    names = [(siglum(lang, w.siglum), name_of(w), w.published.value or "") for w in result.witnesses]
    stories, first = [], 0
    for group in groups[:-1]:
        stories.append(Story(first, len(group), names[_middle(values, group)][1]))
        first += len(group)
    size = len(order)
    wide = min(140.0, whole((WIDTH - 2 * MARGIN - _GUTTER) / size))
    return Grid(
        order=tuple(order),
        names=tuple(names[n] for n in order),
        stories=tuple(stories),
        values=values[np.ix_(order, order)],
        cell=(wide, min(wide, 64.0)),
        top=HEADER + 30 + _HEADS,
        apart=len(result.witnesses) - size,
    )


def _seen(values: npt.NDArray[np.float64], groups: list[list[int]]) -> list[list[int]]:
    """The groups; of many accounts without those of no story whose every cell would be blank."""
    if len(values) <= NAMED:
        return groups
    classes = levels(values)
    np.fill_diagonal(classes, 0)
    told = classes.max(axis=1) > 0
    alone = [n for n in groups[-1] if told[n]]
    return [*groups[:-1], alone] if alone or len(groups) > 1 else groups


def _middle(values: npt.NDArray[np.float64], group: Sequence[int]) -> int:
    """The account that is most like the others of its group: it lends the group its name."""
    return group[int(np.argmax(values[np.ix_(group, group)].sum(axis=1)))]


def _draw(sheet: Sheet, grid: Grid, lang: str) -> None:
    words, count = table(lang, "pictures")["documents"], plural(lang, "accounts", len(grid.order))
    sheet.text(MARGIN, 34, words["title"], 15, INK, bold=True)
    about = words["about" if grid.stories else "about_apart"].replace("{accounts}", count)
    sheet.note(64, about)
    _cells(sheet, grid)
    _rules(sheet, grid)
    _frames(sheet, grid)
    if len(grid.order) <= VALUES:
        _scores(sheet, grid)
    if len(grid.order) <= NAMED:
        _names(sheet, grid)
    else:
        _groups(sheet, grid, lang)
    if grid.apart:
        said = (table(lang, "grids") or table("en", "grids"))["documents"]["apart"]
        below = grid.top + grid.cell[1] * len(grid.order) + 20
        sheet.text(MARGIN, below, said.replace("{n}", isolated(str(grid.apart))), 9, FAINT)
    legend(sheet, grid.height - LEGEND - 12, table(lang, "heatmap")["classes"])


def _cells(sheet: Sheet, grid: Grid) -> None:
    """One image of all cells: of the value as it is shown, so that no two equal values differ in colour."""
    classes = levels(grid.values)
    np.fill_diagonal(classes, len(RAMP))
    wide, high = (side * len(grid.order) for side in grid.cell)
    sheet.image(classes, (*RAMP, SELF), grid.left, grid.top, wide, high)


def _rules(sheet: Sheet, grid: Grid) -> None:
    size, (wide, high) = len(grid.order), grid.cell
    end, bottom = grid.left + wide * size, grid.top + high * size
    marks = range(size + 1) if high >= 8 else (0, size)
    sheet.strokes([[(grid.left, grid.top + n * high), (end, grid.top + n * high)] for n in marks])
    sheet.strokes([[(grid.left + n * wide, grid.top), (grid.left + n * wide, bottom)] for n in marks])


def _frames(sheet: Sheet, grid: Grid) -> None:
    wide, high = grid.cell
    boxes = [
        (grid.left + s.first * wide, grid.top + s.first * high, s.size * wide, s.size * high)
        for s in grid.stories
    ]
    sheet.boxes(boxes, edge=LINKED, width=1.6 if len(grid.order) <= NAMED else 1.0, order=2.5)


def _scores(sheet: Sheet, grid: Grid) -> None:
    size = 10.5 if grid.cell[0] >= 60 else 9 if grid.cell[0] >= 44 else 7.5
    for i, row in enumerate(grid.values):
        for j, value in enumerate(row):
            x, y = grid.left + (j + 0.5) * grid.cell[0], grid.top + (i + 0.5) * grid.cell[1]
            if i == j:
                sheet.text(x, y, "—", 9, FAINT, align="center")
            else:
                told = similarity_class(value) > 0
                colour = on(value) if told else FAINT
                sheet.text(x, y, shown_score(value), size, colour, align="center", bold=told)


def _names(sheet: Sheet, grid: Grid) -> None:
    """Beside every row its siglum, name and, where there is room, its day; above every column its siglum."""
    wide, high = grid.cell
    size = 9.5 if high >= 30 else 8.5 if high >= 18 else 7.0
    for n, (sign, name, day) in enumerate(grid.names):
        y = grid.top + (n + 0.5) * high
        sheet.text(MARGIN, y, sign, size, INK, bold=True)
        room = _GUTTER - _LABEL - 18
        lines = wrapped(name, size, room, 2 if high >= 40 else 1)
        dated = bool(day) and high >= 60
        sheet.lines(MARGIN + _LABEL, y - (9 if dated else 0), lines, size, SOFT, 18)
        if dated:
            below = y + 3 + 9 * len(lines)
            sheet.text(MARGIN + _LABEL, below, f"\u2066{drawable(day)[:10]}\u2069", 8, FAINT)
        small = 9.5 if wide >= 26 else 6.5
        sheet.text(
            grid.left + (n + 0.5) * wide, grid.top - 14, sign, small, INK, align="center", bold=wide >= 26
        )


def _groups(sheet: Sheet, grid: Grid, lang: str) -> None:
    """The names of the stories beside their frames, and how many have no room for theirs."""
    words = table(lang, "pictures")["documents"]
    bottom = grid.top + grid.cell[1] * len(grid.order)
    lower = grid.top + 8
    shown = list(_placed(grid, lower, bottom - 30))
    for story, y in shown:
        middle = grid.top + (story.first + story.size / 2) * grid.cell[1]
        name = cut(story.name, 9, _GUTTER - 44)
        sheet.text(MARGIN, y - 8, directed(name, story.name), 9, INK)
        sheet.text(MARGIN, y + 9, plural(lang, "accounts", story.size), 8, FAINT)
        bend = grid.left - 26
        edge = grid.left + story.first * grid.cell[0]
        sheet.strokes([[(bend, y), (bend + 14, middle), (grid.left, middle)]], FAINT, 0.7)
        sheet.strokes([[(grid.left, middle), (edge, middle)]], FAINT, 0.4, dashed=True)
    rest = sum(s.size for s in grid.stories) - sum(s.size for s, _ in shown)
    if rest:
        said = words["smaller"].replace("{n}", isolated(str(len(grid.stories) - len(shown))))
        sheet.text(MARGIN, bottom - 10, said, 8.5, FAINT)


def _placed(grid: Grid, upper: float, lower: float, room: float = 40.0) -> Iterator[tuple[Story, float]]:
    """The largest stories that have room for a name, from the top, each name near its frame."""
    most = int((lower - upper) // room)
    chosen = sorted(sorted(grid.stories, key=lambda s: -s.size)[:most], key=lambda s: s.first)
    wanted = [grid.top + (s.first + s.size / 2) * grid.cell[1] for s in chosen]
    places: list[float] = []
    for want in wanted:
        places.append(max(want, (places[-1] + room) if places else upper + room / 2))
    for n in range(len(places) - 1, -1, -1):
        limit = places[n + 1] - room if n + 1 < len(places) else lower - room / 2
        places[n] = min(places[n], limit)
    yield from zip(chosen, places, strict=True)
