"""Looks at a picture's labels where they stand: which leave the sheet, and which run into one another."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from matplotlib.figure import Figure
from matplotlib.text import Text

BLANK = dict.fromkeys(map(ord, "\u200e\u200f\u2066\u2067\u2068\u2069 "))
EDGE = 6.0
"""Pixels of the picture that stay empty at every side."""


def figure_of(render: Callable[[], bytes | None]) -> Figure:
    """The figure behind the picture that `render` draws."""
    seen: list[Figure] = []
    save = Figure.savefig

    def spy(figure: Figure, *args: object, **options: object) -> None:
        seen.append(figure)
        save(figure, *args, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Figure, "savefig", spy)
        assert render() is not None
    return seen[-1]


def faults(figure: Figure) -> list[str]:
    """The labels that leave the sheet, and the pairs of labels that overlap."""
    renderer = figure.canvas.get_renderer()  # type: ignore[attr-defined]
    wide, high = figure.bbox.width, figure.bbox.height
    boxes: list[tuple[float, float, float, float, str]] = []
    found: list[str] = []
    for label in figure.findobj(Text):
        text = label.get_text()
        if not label.get_visible() or not text.translate(BLANK):
            continue
        box = label.get_window_extent(renderer)
        if not (box.x0 >= EDGE and box.x1 <= wide - EDGE and box.y0 >= 0 and box.y1 <= high):
            found.append(f"off the sheet: {text[:40]!r}")
        # The box is as high as the highest letters of the font: a quarter at each end is air.
        air = (box.y1 - box.y0) * 0.24
        boxes.append((box.x0 + 1, box.y0 + air, box.x1 - 1, box.y1 - air, text))
    boxes.sort()
    for n, (_, low, end, top, text) in enumerate(boxes):
        for left, bottom, _, upper, other in boxes[n + 1 :]:
            if left >= end:
                break
            if low < upper and bottom < top:
                found.append(f"one over the other: {text[:30]!r}, {other[:30]!r}")
    return found
