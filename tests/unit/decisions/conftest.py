"""Two accounts of our own with a shared claim, a conflict and sentences that no machine links."""

from __future__ import annotations

from collections.abc import Callable

import pytest

import compare
from compare.model.decision import Stretch

A = (
    "Мэр открыл мост.\n\n"
    "The mayor opened the new bridge on 12 May 2024 in front of 300 guests.\n\n"
    "A spokesman denied that the ferry would stop running.\n\n"
    "Work on the bridge took four years and was paid for by the county.\n\n"
    "The weather was fine."
)
B = (
    "New bridge open\n\n"
    "The new bridge was opened by the mayor on 12 May 2024 before 500 guests.\n\n"
    "Passengers must look for another way across the river from June.\n\n"
    "The county paid for the bridge, on which work took four years.\n\n"
    "The weather was fine."
)
Cut = Callable[[compare.Witness, str], Stretch]


def cut(witness: compare.Witness, words: str, around: int = 16) -> Stretch:
    """The stretch of a witness where the words stand first."""
    start = witness.text.index(words)
    end = start + len(words)
    text = witness.text
    return Stretch(
        witness.id,
        start,
        end,
        words,
        text[max(0, start - around) : start],
        text[end : end + around],
        witness.sha256,
    )


@pytest.fixture(name="cut")
def _cut() -> Cut:
    return cut


@pytest.fixture
def pair() -> list[compare.Witness]:
    return [
        compare.Witness.from_text(A, id="a", language="en", published="2024-05-13"),
        compare.Witness.from_text(B, id="b", language="en", published="2024-05-13"),
    ]
