"""Ours, from the raw file to the pairs, by the program's own reader.

The option is the threshold; without one the default holds.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from compare import find_duplicates, streams

READS_FILE = True


def find(rows: Path, option: str = "") -> tuple[Any, Any, Any]:
    options = {"threshold": float(option)} if option else {}
    pairs = find_duplicates(texts(rows), **options).pairs
    return pairs[0], pairs[1], pairs[2]


def texts(rows: Path) -> Iterator[str]:
    faults = streams.Faults()
    for _, values in streams.rows(streams.open_table(str(rows), {}), faults):
        yield values["text"]
    if faults.all():
        raise ValueError(f"{rows}: {faults.all()}")
