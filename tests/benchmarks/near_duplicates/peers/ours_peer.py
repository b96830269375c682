"""Ours, from the raw file to the pairs. The option is the threshold; without one the default holds."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from compare import find_duplicates

READS_FILE = True


def find(rows: Path, option: str = "") -> tuple[Any, Any, Any]:
    options = {"threshold": float(option)} if option else {}
    pairs = find_duplicates(texts(rows), **options).pairs
    return pairs[0], pairs[1], pairs[2]


def texts(rows: Path) -> Iterator[str]:
    decode = json.JSONDecoder().raw_decode
    with rows.open(encoding="utf-8") as lines:
        for line in lines:
            yield decode(line)[0]["text"]
