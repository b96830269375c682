"""Fuzzy scores by rapidfuzz, rescaled so that unrelated text is near 0."""

from __future__ import annotations

from collections.abc import Sequence


def fuzzy(a: Sequence[str], b: Sequence[str]) -> float:
    """How well the lemmas of two units match as sets, 0..1.

    rapidfuzz `token_set_ratio` gives any two news sentences about .5, so that half is taken off. A set ratio
    is 1 when one side contains the other; two lemmas cannot contain a sentence, so short sides count less.
    """
    from rapidfuzz.fuzz import token_set_ratio

    raw = token_set_ratio(" ".join(a), " ".join(b)) / 100
    shorter = min(len(set(a)), len(set(b)))
    return max(0.0, (raw - 0.5) / 0.5) * min(1.0, shorter / 5)
