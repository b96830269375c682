"""The tokens that a detail covers."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from compare.claims.pairing import place_of
from compare.model.claim import Detail, DetailKind
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
