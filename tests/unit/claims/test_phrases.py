"""What is left over when two sentences are aligned word by word."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from compare.claims.heads import align_words
from compare.model.prepared import Unit

Told = Callable[..., set[tuple[str, str, str | None, str | None]]]


def test_forms_of_one_word_are_no_difference(told: Told) -> None:
    a = "Delegates meet in Vienna to discuss the treaty"
    b = "Delegate meeting in Vienna to discuss treaties"
    assert not told(a, b, "en")


def test_a_phrase_of_one_side_is_added_whole(told: Told) -> None:
    a = "The committee approved the plan"
    b = "The committee approved the plan after a heated debate"
    assert told(a, b, "en") == {("wording", "added", None, "after a heated debate")}


def test_a_phrase_in_the_same_slot_is_other_words(told: Told) -> None:
    a = "The committee approved the plan for the harbour"
    b = "The committee approved the plan for the airport"
    assert ("wording", "wording", "for the harbour", "for the airport") in told(a, b, "en")


def test_a_moved_phrase_is_no_difference(told: Told) -> None:
    a = "In Vienna, the committee approved the plan"
    b = "The committee approved the plan in Vienna"
    assert not told(a, b, "en")


@pytest.mark.parametrize(
    ("a", "b", "x", "y", "rims"),
    [
        ("قتل خمسة رجال في الحادث", "قتل ستة رجال في الحادث", 1, 1, 2),
        ("قتل خمسة رجال في الحادث", "جرح ستة رجال في الحادث", 1, 1, 1),
        ("قتل خمسة رجال", "جرح ستة نساء", 1, 1, 0),
    ],
)
def test_a_slot_is_held_by_its_neighbours(
    unit: Callable[..., Unit], a: str, b: str, x: int, y: int, rims: int
) -> None:
    words = align_words(unit(a), unit(b))
    assert words.rims(range(x, x + 1), range(y, y + 1)) == rims
