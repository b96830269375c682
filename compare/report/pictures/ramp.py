"""The similarity ramp: its legend, and how a cell's value is written."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from compare.report.lettering import wrapped
from compare.report.pictures.canvas import CARD, INK, MARGIN, RAMP, RULE, SOFT, Sheet
from compare.report.view import CLASSES, similarity_class

LEGEND = 66.0
"""How high the legend is, its names included."""


def on(value: float) -> str:
    """The colour of letters on a cell of a value."""
    return CARD if similarity_class(value) >= 3 else INK


def levels(values: npt.NDArray[np.float64]) -> npt.NDArray[np.intp]:
    """The class of every value. Cost: linear; each different value is classified once."""
    different, places = np.unique(values, return_inverse=True)
    classes = np.array([similarity_class(float(value)) for value in different], dtype=np.intp)
    found: npt.NDArray[np.intp] = classes[places].reshape(values.shape)
    return found


def legend(sheet: Sheet, top: float, names: Sequence[str]) -> None:
    """The six classes with their bounds and names."""
    bounds = ["0", *(f"{c:.2f}" for c in CLASSES), "1"]
    width = 112.0
    boxes = [(MARGIN + n * width, top, width, 22.0) for n in range(len(names))]
    sheet.boxes(boxes, RAMP, RULE)
    for n, name in enumerate(names):
        said = f"\u2066{bounds[n]}–{bounds[n + 1]}\u2069"
        colour = CARD if n >= 3 else INK
        sheet.text(MARGIN + (n + 0.5) * width, top + 11, said, 7.5, colour, align="center")
        for line, said in enumerate(wrapped(name, 8.5, width - 8, 2)):
            sheet.text(MARGIN + (n + 0.5) * width, top + 38 + 16 * line, said, 8.5, SOFT, align="center")
