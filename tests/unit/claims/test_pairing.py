"""The tokens that a detail covers."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from compare.claims import pairing
from compare.claims.pairing import place_of
from compare.claims.sides import Found
from compare.model.claim import Detail, DetailKind, Status
from compare.model.prepared import Unit


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("أعلن الوزير مقتل 12 شخصا في بيروت يوم الاثنين.", "ar"),
        ("The minister said 12 people died in Beirut on Monday.", "en"),
        ("Министр сообщил, что в Бейруте погибли 12 человек.", "ru"),
    ],
)
def test_a_detail_covers_every_word_that_it_touches(
    unit: Callable[..., Unit], text: str, language: str
) -> None:
    told = unit(text, language)
    for start in range(len(text)):
        for end in (start + 1, start + 4, start + 15):
            place = place_of(told, Detail(DetailKind.PLACE, start, end, text[start:end], None))
            touched = [at for at, t in enumerate(told.tokens) if t.start < end and start < t.end]
            assert list(place) == touched


NATIONS = ("Egypt", "India", "Japan", "France", "Spain", "Italy", "Kenya", "Peru", "Chile", "Norway")


def test_each_number_of_a_long_list_is_looked_at_once(
    found: Callable[..., list[Found]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The name that each number counts is looked for once a number, not once for every two numbers."""
    looked: list[int] = []
    place = pairing.place_of
    monkeypatch.setattr(pairing, "place_of", lambda unit, detail: looked.append(1) or place(unit, detail))
    one, two = (
        "They counted " + ", ".join(f"{first + n} people in {NATIONS[n % 10]}" for n in range(30)) + "."
        for first in (3, 503)
    )
    assert found(one, two, "en")
    assert len(looked) < 30 * 30


def test_numbers_of_two_countries_of_one_list_do_not_clash(found: Callable[..., list[Found]]) -> None:
    rows = found(
        "52 percent in Egypt and 82 in India agreed.", "82 percent in India and 52 in Egypt agreed.", "en"
    )
    assert not [row for row in rows if row.status is Status.CONFLICT]
