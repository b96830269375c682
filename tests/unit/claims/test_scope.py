"""What belongs to what: values are compared by the words they stand with, not by their order."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Told = Callable[..., set[tuple[str, str, str | None, str | None]]]


def conflicts(rows: set[Any]) -> set[Any]:
    return {row for row in rows if row[1] == "conflict"}


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        (
            "أدى انفجار المستودع إلى مقتل 12 عاملا وإصابة 30 عاملا في ضاحية المدينة.",
            "أدى انفجار المستودع إلى إصابة 30 عاملا ومقتل 13 عاملا في ضاحية المدينة.",
            {("number", "conflict", "12 عاملا", "13 عاملا")},
        ),
        (
            "أدى انفجار المستودع إلى مقتل 12 عاملا وإصابة 13 عاملا في ضاحية المدينة.",
            "أدى انفجار المستودع إلى إصابة 13 عاملا ومقتل 12 عاملا في ضاحية المدينة.",
            set(),
        ),
        (
            "أدى انفجار المستودع إلى مقتل 12 عاملا وإصابة 13 عاملا في ضاحية المدينة.",
            "أدى انفجار المستودع إلى مقتل 13 عاملا وإصابة 12 عاملا في ضاحية المدينة.",
            {("number", "conflict", "12 عاملا", "13 عاملا"), ("number", "conflict", "13 عاملا", "12 عاملا")},
        ),
    ],
)
def test_numbers_are_those_of_their_own_words(told: Told, a: str, b: str, expected: set[Any]) -> None:
    assert conflicts(told(a, b)) == expected


def test_a_moved_number_of_an_english_sentence_is_not_crossed(told: Told) -> None:
    a = "The blast at the warehouse killed 12 workers and wounded 30 workers on the edge of the city."
    b = "The blast at the warehouse wounded 30 workers and killed 13 workers on the edge of the city."
    assert conflicts(told(a, b, "en")) == {("number", "conflict", "12 workers", "13 workers")}


def test_a_weekday_beside_the_same_date_is_a_conflict_of_dates(told: Told) -> None:
    a = "تبدأ اللجنة أعمالها يوم الخميس (22 أغسطس) في مقر البلدية القديم."
    b = "تبدأ اللجنة أعمالها يوم الاثنين (22 أغسطس) في مقر البلدية القديم."
    assert {row[0] for row in conflicts(told(a, b))} == {"date"}


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("يوم الخميس (22 أغسطس)", "الخميس 22 آب"),
        ("يوم الأربعاء", "يوم الاربعاء"),
    ],
)
def test_one_day_in_other_words_is_no_conflict(told: Told, a: str, b: str) -> None:
    frame = "تبدأ اللجنة أعمالها {} في مقر البلدية القديم."
    assert not conflicts(told(frame.format(a), frame.format(b)))
