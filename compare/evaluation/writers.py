"""The scorecard as files."""

from __future__ import annotations

from pathlib import Path

from compare.errors import OutputError
from compare.evaluation.render import json_text, markdown, reliability_png
from compare.evaluation.scorecard import Card


def write(card: Card, folder: str) -> list[Path]:
    """Writes the card as Markdown, JSON and a picture of the reliability curves, and returns the paths.

    Each file is written under a temporary name and renamed. Raises `OutputError` where that fails.
    """
    files = {"scorecard.md": markdown(card).encode(), "scorecard.json": json_text(card).encode()}
    if card.curves:
        files["reliability.png"] = reliability_png(card.curves)
    root = Path(folder)
    try:
        root.mkdir(parents=True, exist_ok=True)
        for name, data in files.items():
            fresh = root / f".{name}.part"
            fresh.write_bytes(data)
            fresh.replace(root / name)
    except OSError as error:
        reason = error.strerror or "the folder cannot be written"
        raise OutputError(f"The scorecard cannot be written: {reason}.", slug="unwritable") from None
    return [root / name for name in files]
