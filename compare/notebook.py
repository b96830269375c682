"""What a notebook is given: pictures that show themselves and can be kept."""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from compare.errors import OutputError

_WIDTH = 1120
"""The width in CSS pixels that every picture is drawn for; a PNG holds more pixels, for sharp screens."""


@dataclass(frozen=True, slots=True, repr=False)
class Picture:
    """A drawn picture: its kind, its format, and the bytes of the file. A notebook shows it.

    >>> Picture("timeline", "svg", b"<svg/>")
    <Picture: timeline, svg, 6 bytes>
    """

    kind: str
    format: Literal["png", "svg"]
    data: bytes

    def __repr__(self) -> str:
        return f"<Picture: {self.kind}, {self.format}, {len(self.data):,} bytes>"

    def save(self, path: str | os.PathLike[str]) -> Path:
        """Writes the file, whole or not at all, and returns its path; folders that are missing are made.

        Raises `OutputError` where that cannot be.
        """
        target = Path(path)
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryDirectory(prefix=".tawatur-", dir=target.parent) as beside:
                fresh = Path(beside) / "picture"
                fresh.write_bytes(self.data)
                fresh.replace(target)
        except OSError as error:
            reason = error.strerror or "the file cannot be written"
            raise OutputError(f"The picture cannot be written: {reason}.", slug="unwritable") from None
        return target

    def _repr_png_(self) -> tuple[bytes, dict[str, int]] | None:
        return (self.data, {"width": _WIDTH}) if self.format == "png" else None

    def _repr_svg_(self) -> str | None:
        return self.data.decode() if self.format == "svg" else None
