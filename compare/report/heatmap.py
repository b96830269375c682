"""The heatmaps as pictures: block against block of one pair, or every account against every other.

Matplotlib (3.11 on) shapes and orders Arabic itself; a label's direction is set by its first letter, so
Arabic ones begin with U+200F and what is inserted into them is isolated. All measures are CSS pixels from
the top left; the same result gives the same bytes.
"""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from compare.languages import table
from compare.model.result import Result, WitnessSummary
from compare.model.text import PassageKind
from compare.report.lettering import cut, drawable, fitted, isolated
from compare.report.view import CLASSES, shown_score, similarity_class
from compare.report.wording import siglum

if TYPE_CHECKING:
    from matplotlib.axes import Axes

RAMP = ("#faf8f3", "#cfe3df", "#7fb6b5", "#2f7f8c", "#0f4c63", "#0a2540")
CARD, INK, SOFT, FAINT, RULE = "#fffefb", "#18202c", "#444e5c", "#66707d", "#e3ddd0"
LINKED, SELF = "#b4470a", "#e8e4d8"
# Up to this many rows and columns every cell has room for its value and every row for a label.
SMALL = 24
POLYGONS = 1600  # cells up to which each is a shape of its own; beyond, one image
DPI = 144
WIDTH, MARGIN, HEADER, BAND = 1120.0, 28.0, 46.0, 22.0
_RTL = frozenset({"ar", "fa", "ur", "he"})


@dataclass(frozen=True, slots=True)
class Grid:
    """What is drawn: codes and labels of rows and columns, the values, the framed cells, and where it stands.

    `left` and `top` are the grid's corner; in a right-to-left picture column 0 is the rightmost.
    """

    rtl: bool
    title: str
    lines: tuple[str, ...]
    foot: str
    rows: tuple[tuple[str, str], ...]
    columns: tuple[tuple[str, str], ...]
    values: tuple[tuple[float, ...], ...]
    linked: frozenset[tuple[int, int]]
    square: bool
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
    def right(self) -> float:
        return self.left + self.cell[0] * len(self.columns)

    @property
    def listed(self) -> int:
        """Lines of the list of columns beneath, in three columns."""
        return -(-len(self.columns) // 3) if self.small and not self.square else 0

    @property
    def height(self) -> float:
        return self.bottom + (self.listed * 24 + 52 if self.listed else 0) + 92

    def corner(self, row: int, column: int) -> tuple[float, float]:
        """The left top corner of a cell."""
        at = len(self.columns) - 1 - column if self.rtl else column
        return self.left + at * self.cell[0], self.top + row * self.cell[1]

    def colour(self, row: int, column: int) -> str:
        if self.square and row == column:
            return SELF
        return RAMP[similarity_class(self.values[row][column])]


def render(
    result: Result,
    lang: str,
    fmt: Literal["png", "svg"],
    which: Literal["pair", "documents"] = "pair",
    pair: int = 0,
) -> bytes:
    """The picture of the pair numbered `pair`, or of all documents. Cost: linear in cells and labels.

    Raises IndexError where the result has no such pair.
    """
    import matplotlib
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    grid = _documents(result, lang) if which == "documents" else _pair(result, lang, pair)
    with matplotlib.rc_context():
        matplotlib.rcdefaults()
        matplotlib.rcParams["svg.hashsalt"] = "tawatur"
        matplotlib.rcParams["svg.fonttype"] = "path"
        figure = Figure(figsize=(WIDTH / 96, grid.height / 96), dpi=DPI, facecolor=CARD)
        FigureCanvasAgg(figure)
        axes = figure.add_axes((0, 0, 1, 1), frameon=False)
        axes.set(xlim=(0, WIDTH), ylim=(grid.height, 0), xticks=(), yticks=())
        axes.set_axis_off()
        _draw(axes, grid, table(lang, "heatmap"))
        out = io.BytesIO()
        clear: dict[str, Any] = {"Software": None} if fmt == "png" else {"Date": None, "Creator": None}
        figure.savefig(out, format=fmt, dpi=DPI, metadata=clear)
    return out.getvalue()


# ------------------------------------------------------------------------------------------ what is drawn


def _pair(result: Result, lang: str, number: int) -> Grid:
    matrix = result.matrix.paragraphs[number]
    witnesses = {w.id: w for w in result.witnesses}
    labels, texts = _blocks(result), table(lang, "heatmap")
    a, b = witnesses[matrix.a], witnesses[matrix.b]
    signs = siglum(lang, a.siglum), siglum(lang, b.siglum)
    rtl = lang in _RTL

    def named(ids: Iterable[str], sign: str) -> tuple[tuple[str, str], ...]:
        return tuple((f"{sign}{labels[i][0]}", labels[i][1]) for i in ids)

    names = [f"{s} = {isolated(cut(_name(w), 9.5, 900))}" for s, w in zip(signs, (a, b), strict=True)]
    lines = [texts["rows"].format(name=names[0]), texts["columns"].format(name=names[1])]
    lines += [texts["frame"]] if matrix.linked else []
    rows, columns = named(matrix.rows, signs[0]), named(matrix.columns, signs[1])
    small = max(len(rows), len(columns)) <= SMALL
    gutter = 380.0 if small else 64.0
    room = WIDTH - 2 * MARGIN - gutter
    cell = (_even(room, len(columns), 64), 40.0 if small else _even(1000, len(rows), 28))
    return Grid(
        rtl=rtl,
        title=texts["pair"],
        lines=tuple(lines),
        foot=texts["list"].format(siglum=signs[1]),
        rows=rows,
        columns=columns,
        values=matrix.values,
        linked=frozenset(matrix.linked),
        square=False,
        left=_left(rtl, gutter, cell[0] * len(columns)),
        top=HEADER + BAND * len(lines) + 46,
        cell=cell,
    )


def _documents(result: Result, lang: str) -> Grid:
    texts, rtl = table(lang, "heatmap"), lang in _RTL
    names = tuple((siglum(lang, w.siglum), _name(w)) for w in result.witnesses)
    size = len(names)
    gutter = 380.0 if size <= 40 else 64.0
    side = _even(WIDTH - 2 * MARGIN - gutter, size, 96)
    cell = (side, min(side, 64.0))
    return Grid(
        rtl=rtl,
        title=texts["documents"],
        lines=(),
        foot="",
        rows=names,
        columns=names,
        values=result.matrix.documents,
        linked=frozenset(),
        square=True,
        left=_left(rtl, gutter, side * size),
        top=HEADER + 46,
        cell=cell,
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


def _name(witness: WitnessSummary) -> str:
    """What the witness is called; of its path only the last part, which is the same on every machine."""
    last = (witness.path or "").replace("\\", "/").rpartition("/")[2]
    return next(
        (t for t in map(drawable, (witness.title or "", witness.outlet or "", last)) if t), witness.id
    )


def _even(room: float, cells: int, most: float) -> float:
    """A cell's side: even, so that its edges fall on whole pixels of the picture."""
    side = min(most, room / max(cells, 1))
    return side // 2 * 2 if side >= 2 else side


def _left(rtl: bool, gutter: float, width: float) -> float:
    return WIDTH - MARGIN - gutter - width if rtl else MARGIN + gutter


# ------------------------------------------------------------------------------------------------ drawing


@dataclass(frozen=True, slots=True)
class _Pen:
    """Writes into the axes; `start` counts from the side where reading starts."""

    axes: Axes
    rtl: bool

    def write(
        self,
        x: float,
        y: float,
        text: str,
        size: float,
        colour: str,
        *,
        align: str = "center",
        bold: bool = False,
    ) -> None:
        from matplotlib.font_manager import FontProperties

        drawn, path = fitted(("\u200f" if self.rtl else "") + text, bold)
        font = FontProperties(fname=path, size=size)
        self.axes.text(
            *(x, y + size * 0.46, drawn),
            color=colour,
            fontproperties=font,
            ha=align,
            va="baseline",
            parse_math=False,
        )

    def quoted(self, text: str) -> str:
        """A text that keeps its own direction inside an Arabic picture."""
        return isolated(text) if self.rtl else text

    def start(self, x: float, y: float, text: str, size: float, colour: str, bold: bool = False) -> None:
        where, align = (WIDTH - x, "right") if self.rtl else (x, "left")
        self.write(where, y, text, size, colour, align=align, bold=bold)


def _draw(axes: Axes, grid: Grid, texts: Mapping[str, Any]) -> None:
    pen = _Pen(axes, grid.rtl)
    pen.start(MARGIN, 34, grid.title, 15, INK, bold=True)
    for n, line in enumerate(grid.lines):
        pen.start(MARGIN, 34 + 30 + n * BAND, line, 9.5, FAINT)
    if not grid.rows or not grid.columns:
        pen.start(MARGIN, grid.top, texts["empty"], 11, SOFT)
        return
    _cells(axes, grid)
    _rules(axes, grid)
    if grid.small:
        _scores(pen, grid)
    _frames(axes, grid)
    _codes(pen, grid)
    if grid.listed:
        _list(pen, grid)
    _legend(axes, pen, grid, texts["classes"])


def _cells(axes: Axes, grid: Grid) -> None:
    from matplotlib.collections import PolyCollection
    from matplotlib.colors import to_rgb

    ids = [(i, j) for i in range(len(grid.rows)) for j in range(len(grid.columns))]
    if len(ids) <= POLYGONS:
        boxes = [_box(*grid.corner(i, j), *grid.cell) for i, j in ids]
        colours = [grid.colour(i, j) for i, j in ids]
        axes.add_collection(PolyCollection(boxes, facecolors=colours, edgecolors="none", antialiaseds=False))
        return
    rgb = {name: tuple(round(255 * c) for c in to_rgb(name)) for name in (*RAMP, SELF)}
    image = [[rgb[grid.colour(i, j)] for j in range(len(grid.columns))] for i in range(len(grid.rows))]
    if grid.rtl:
        image = [row[::-1] for row in image]
    import numpy as np

    axes.imshow(
        np.asarray(image, dtype=np.uint8),
        extent=(grid.left, grid.right, grid.bottom, grid.top),
        interpolation="nearest",
        aspect="auto",
    )


def _box(x: float, y: float, width: float, height: float) -> list[tuple[float, float]]:
    return [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]


def _rules(axes: Axes, grid: Grid) -> None:
    """The lines between cells: all of them where cells are wide, else every fifth, else the border."""
    from matplotlib.collections import LineCollection

    least = min(grid.cell)
    step = 1 if least >= 10 else 5 if least >= 4 else 0
    lines = [
        [(grid.left, grid.top + n * grid.cell[1]), (grid.right, grid.top + n * grid.cell[1])]
        for n in _marks(len(grid.rows), step)
    ]
    for n in _marks(len(grid.columns), step):
        x = grid.right - n * grid.cell[0] if grid.rtl else grid.left + n * grid.cell[0]
        lines.append([(x, grid.top), (x, grid.bottom)])
    axes.add_collection(LineCollection(lines, colors=RULE, linewidths=0.6))


def _marks(count: int, step: int) -> Iterator[int]:
    yield from (n for n in range(count + 1) if n in (0, count) or (step and n % step == 0))


def _scores(pen: _Pen, grid: Grid) -> None:
    """The values from the threshold up and those of linked cells; of whole documents all of them."""
    room = grid.cell[0] >= 26
    for i, row in enumerate(grid.values if room else ()):
        for j, value in enumerate(row):
            x, y = grid.corner(i, j)
            x, y = x + grid.cell[0] / 2, y + grid.cell[1] / 2
            level = similarity_class(value)
            if grid.square and i == j:
                pen.write(x, y, "—", 9, FAINT)
            elif grid.square or level or (i, j) in grid.linked:
                pen.write(x, y, shown_score(value), 9, CARD if level >= 3 else INK if level else FAINT)


def _frames(axes: Axes, grid: Grid) -> None:
    from matplotlib.collections import PolyCollection

    if not grid.linked:
        return
    width = min(1.8, max(0.6, min(grid.cell) / 10))
    boxes = [_box(*grid.corner(i, j), *grid.cell) for i, j in sorted(grid.linked)]
    axes.add_collection(
        PolyCollection(boxes, facecolors="none", edgecolors=LINKED, linewidths=width, zorder=2.5)
    )


def _codes(pen: _Pen, grid: Grid) -> None:
    """Codes of rows and columns, all or every fifth; beside the rows, where there is room, their text."""
    gutter = WIDTH - MARGIN - grid.right if grid.rtl else grid.left - MARGIN
    worded = gutter > 100
    for i in _labelled(len(grid.rows), grid.cell[1], 18 if worded else 90):
        code, text = grid.rows[i]
        y = grid.top + (i + 0.5) * grid.cell[1]
        pen.start(MARGIN, y, code, 9, SOFT, bold=worded)
        if worded:
            size = 9 if grid.cell[1] >= 20 else 7.5
            pen.start(MARGIN + 44, y, pen.quoted(cut(text, size, gutter - 56)), size, SOFT)
    for j in _labelled(len(grid.columns), grid.cell[0], 28):
        x = grid.corner(0, j)[0] + grid.cell[0] / 2
        pen.write(x, grid.top - 16, grid.columns[j][0], 9, SOFT)


def _labelled(count: int, side: float, least: float) -> list[int]:
    """Every one where a label has room (`least` pixels); else the first and every fifth, tenth, 20th …"""
    if side >= least:
        return list(range(count))
    step = 5
    while side * step < 28:
        step *= 2
    return [n for n in range(count) if n == 0 or (n + 1) % step == 0]


def _list(pen: _Pen, grid: Grid) -> None:
    y = grid.bottom + 38
    pen.start(MARGIN, y, grid.foot, 10.5, INK, bold=True)
    room = (WIDTH - 2 * MARGIN) / 3
    for j, (code, text) in enumerate(grid.columns):
        column, line = divmod(j, grid.listed)
        x, below = MARGIN + column * room, y + 28 + line * 24
        pen.start(x, below, code, 9, SOFT, bold=True)
        pen.start(x + 44, below, pen.quoted(cut(text, 9, room - 64)), 9, SOFT)


def _legend(axes: Axes, pen: _Pen, grid: Grid, names: Sequence[str]) -> None:
    from matplotlib.collections import PolyCollection

    bounds = ["0", *(f"{c:.2f}" for c in CLASSES), "1"]
    width, top = 112.0, grid.height - 66
    boxes = []
    for n, name in enumerate(names):
        x = WIDTH - MARGIN - (n + 1) * width if grid.rtl else MARGIN + n * width
        boxes.append(_box(x, top, width, 22))
        said = f"\u2066{bounds[n]}–{bounds[n + 1]}\u2069"
        pen.write(x + width / 2, top + 11, said, 7.5, CARD if n >= 3 else INK)
        pen.write(x + width / 2, top + 38, name, 8.5, SOFT)
    axes.add_collection(PolyCollection(boxes, facecolors=RAMP, edgecolors=RULE, linewidths=0.6))
