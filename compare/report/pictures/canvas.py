"""The sheet that every picture is drawn on: its measures, colours, shapes and lettering.

Matplotlib (3.11 on) shapes and orders Arabic itself; a label's direction is set by its first letter, so
Arabic ones begin with U+200F and what is inserted into them is isolated. All measures are CSS pixels; x
counts from the side where reading starts, so that one drawing serves both directions, y from the top. The
same calls give the same bytes.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from threading import Lock
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import numpy.typing as npt

from compare.model.result import WitnessSummary
from compare.report.lettering import FAMILIES, cut, directed, drawable, fitted, known_to_matplotlib, width

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Format = Literal["png", "svg"]
Points = Sequence[tuple[float, float]]

RAMP = ("#faf8f3", "#cfe3df", "#7fb6b5", "#2f7f8c", "#0f4c63", "#0a2540")
CARD, PAPER, INK, SOFT, FAINT, RULE = "#fffefb", "#faf8f3", "#18202c", "#444e5c", "#66707d", "#e3ddd0"
LINKED, SELF, CLASH = "#b4470a", "#e8e4d8", "#a3161f"
WIDTH, MARGIN, HEADER, BAND = 1120.0, 28.0, 46.0, 22.0
DPI = 144
_ALONE = Lock()
"""Matplotlib's settings are those of the whole process: one picture is drawn at a time."""
_RTL = frozenset({"ar", "fa", "ur", "he"})


def is_rtl(lang: str) -> bool:
    """Whether pictures in the language are read from the right."""
    return lang in _RTL


def name_of(witness: WitnessSummary) -> str:
    """What the witness is called; of its path only the last part, which is the same on every machine."""
    last = (witness.path or "").replace("\\", "/").rpartition("/")[2]
    return next(
        (t for t in map(drawable, (witness.title or "", witness.outlet or "", last)) if t), witness.id
    )


def whole(side: float) -> float:
    """The most of a cell's side whose edges fall on whole pixels of the picture; all of it below one."""
    pixels = side * DPI // 96
    return pixels * 96 / DPI if pixels >= 1 else side


def render_sheet(lang: str, height: float, fmt: Format, draw: Callable[[Sheet], None]) -> bytes:
    """The picture that `draw` makes on an empty sheet, as a file. The caller's settings are left alone."""
    import matplotlib
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    with _ALONE, matplotlib.rc_context():
        known_to_matplotlib()
        matplotlib.rcdefaults()
        matplotlib.rcParams["svg.hashsalt"] = "tawatur"
        matplotlib.rcParams["svg.fonttype"] = "path"
        figure = Figure(figsize=(WIDTH / 96, height / 96), dpi=DPI, facecolor=CARD)
        FigureCanvasAgg(figure)
        axes = figure.add_axes((0, 0, 1, 1), frameon=False)
        axes.set(xlim=(0, WIDTH), ylim=(height, 0), xticks=(), yticks=())
        axes.set_axis_off()
        draw(Sheet(axes, is_rtl(lang), height))
        out = io.BytesIO()
        clear: dict[str, Any] = {"Software": None} if fmt == "png" else {"Date": None, "Creator": None}
        figure.savefig(out, format=fmt, dpi=DPI, metadata=clear)
    return out.getvalue()


class Sheet:
    """Draws on the axes of one picture."""

    def __init__(self, axes: Axes, rtl: bool, height: float) -> None:
        self.axes, self.rtl, self.height = axes, rtl, height

    def x(self, start: float) -> float:
        """The place on the axes of a distance from the side where reading starts."""
        return WIDTH - start if self.rtl else start

    # ------------------------------------------------------------------------------------------ lettering

    def text(
        self,
        start: float,
        y: float,
        text: str,
        size: float,
        colour: str = SOFT,
        *,
        align: Literal["start", "center", "end"] = "start",
        bold: bool = False,
    ) -> None:
        """Words of ours with their middle at `y`; what stands inside them of others is isolated already."""
        from matplotlib.font_manager import FontProperties

        drawn = fitted(("\u200f" if self.rtl else "") + text)
        side = "right" if self.rtl == (align == "start") else "left"
        self.axes.text(
            self.x(start),
            y + size * 0.46,
            drawn,
            color=colour,
            fontproperties=FontProperties(family=FAMILIES, size=size, weight=700 if bold else 400),
            ha="center" if align == "center" else side,
            va="baseline",
            parse_math=False,
        )

    def note(self, y: float, text: str) -> None:
        """A line beneath the title, as large as the room allows."""
        room = WIDTH - 2 * MARGIN
        size = next((size for size in (9.5, 9.0, 8.5, 8.0) if width(text, size) <= room), 7.5)
        self.text(MARGIN, y, cut(text, size, room), size, FAINT)

    def lines(
        self, start: float, y: float, lines: Sequence[str], size: float, colour: str = SOFT, step: float = 0
    ) -> None:
        """Lines of one document text, centred on `y`, all in the direction of the whole."""
        step = step or size * 1.95
        whole = " ".join(lines)
        for n, line in enumerate(lines):
            self.text(start, y + (n - (len(lines) - 1) / 2) * step, directed(line, whole), size, colour)

    # -------------------------------------------------------------------------------------------- shapes

    def boxes(
        self,
        boxes: Sequence[tuple[float, float, float, float]],
        fill: str | Sequence[str] = "none",
        edge: str = "none",
        width: float = 0.6,
        order: float = 1,
    ) -> None:
        """Rectangles by start, top, width and height."""
        corners = [
            [(self.x(s), t), (self.x(s + w), t), (self.x(s + w), t + h), (self.x(s), t + h)]
            for s, t, w, h in boxes
        ]
        self._polygons(corners, fill, edge, width, order, smooth=edge != "none")

    def image(
        self,
        levels: npt.NDArray[np.intp],
        palette: Sequence[str],
        start: float,
        top: float,
        width: float,
        height: float,
    ) -> None:
        """Equal cells as one image: of each the number of its colour. Lighter than a shape for each."""
        from matplotlib.colors import to_rgb

        rgb = [[round(255 * part) for part in to_rgb(colour)] for colour in palette]
        pixels = np.array(rgb, dtype=np.uint8)[levels]
        low, high = sorted((self.x(start), self.x(start + width)))
        self.axes.imshow(
            pixels[:, ::-1] if self.rtl else pixels,
            extent=(low, high, top + height, top),
            interpolation="nearest",
            aspect="auto",
            zorder=1,
        )

    def shapes(
        self, shapes: Sequence[Points], fill: str | Sequence[str], edge: str = "none", width: float = 1.0
    ) -> None:
        """Polygons by their points."""
        corners = [[(self.x(s), y) for s, y in points] for points in shapes]
        self._polygons(corners, fill, edge, width, 2, smooth=True)

    def _polygons(
        self,
        corners: Sequence[Points],
        fill: str | Sequence[str],
        edge: str,
        width: float,
        order: float,
        *,
        smooth: bool,
    ) -> None:
        from matplotlib.collections import PolyCollection

        if corners:
            self.axes.add_collection(
                PolyCollection(
                    corners,
                    facecolors=fill if isinstance(fill, str) else list(fill),
                    edgecolors=edge,
                    linewidths=width,
                    antialiaseds=smooth,
                    zorder=order,
                )
            )

    def strokes(
        self,
        strokes: Sequence[Points],
        colour: str = RULE,
        width: float = 0.6,
        *,
        dashed: bool = False,
        order: float = 1.5,
    ) -> None:
        """Lines through points."""
        from matplotlib.collections import LineCollection

        if strokes:
            self.axes.add_collection(
                LineCollection(
                    [[(self.x(s), y) for s, y in points] for points in strokes],
                    colors=colour,
                    linewidths=width,
                    linestyles="dashed" if dashed else "solid",
                    zorder=order,
                )
            )

    def round_box(self, start: float, top: float, width: float, height: float, fill: str, edge: str) -> None:
        """One rectangle with round corners."""
        from matplotlib.patches import FancyBboxPatch

        left = WIDTH - start - width if self.rtl else start
        style = "round,pad=0,rounding_size=10"
        self.axes.add_patch(
            FancyBboxPatch((left, top), width, height, boxstyle=style, fc=fill, ec=edge, lw=1.0, zorder=0.8)
        )


def disc(start: float, y: float, radius: float, corners: int = 28) -> Points:
    """The points of a circle."""
    from math import cos, pi, sin

    turns = [2 * pi * n / corners for n in range(corners)]
    return [(start + radius * cos(t), y + radius * sin(t)) for t in turns]


def diamond(start: float, y: float, radius: float) -> Points:
    """The points of a square that stands on its corner."""
    far = radius * 1.25
    return [(start, y - far), (start + far, y), (start, y + far), (start - far, y)]


def square(start: float, y: float, radius: float) -> Points:
    """The points of a square around a middle."""
    far = radius * 0.92
    return [(start - far, y - far), (start + far, y - far), (start + far, y + far), (start - far, y + far)]
