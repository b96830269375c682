"""Ours from the list of folded texts that the peers get, for those who have their texts in memory."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from compare import find_duplicates


def find(texts: Sequence[str]) -> tuple[Any, Any, Any]:
    pairs = find_duplicates(texts).pairs
    return pairs[0], pairs[1], pairs[2]
