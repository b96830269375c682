"""Words: never cut at a mark, in step with the text, in any script."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.segment import words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("مُحَمَّدٌ وَصَلَ", ["مُحَمَّدٌ", "وَصَلَ"]),
        ("عمــر أحمــد", ["عمــر", "أحمــد"]),
        ("الـ 50 و90 و1150", ["الـ", "50", "و90", "و1150"]),
        ("3.5 1,150 ٣٫٥ 22:14", ["3.5", "1,150", "٣٫٥", "22:14"]),
        ("18-8-2024.", ["18", "8", "2024"]),
        ("الأرمني-الأذري", ["الأرمني", "الأذري"]),
        ("l'accord Haut-Karabakh кто-то", ["l'accord", "Haut-Karabakh", "кто-то"]),
        ("rock 'n' roll - end-", ["rock", "n", "roll", "end"]),
        ("می\u200cشود", ["می\u200cشود"]),
        ("e\u0301te\u0301", ["e\u0301te\u0301"]),
        ("他来了 ABC", ["他", "来", "了", "ABC"]),
        ("हिन्दी में", ["हिन्दी", "में"]),
        ("snake_case", ["snake", "case"]),
        ("", []),
        ("\ud800 \udfff … «»", []),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert [text[word.start : word.end] for word in words(text, 0, len(text))] == expected


def test_only_the_stretch_asked_for() -> None:
    text = "واحد اثنان ثلاثة"
    assert [text[word.start : word.end] for word in words(text, 5, 10)] == ["اثنان"]


@given(st.text(st.characters(), max_size=300))
def test_words_are_in_order_and_hold_every_letter(text: str) -> None:
    found = words(text, 0, len(text))
    assert all(0 <= word.start < word.end <= len(text) for word in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
    covered = {at for word in found for at in range(word.start, word.end)}
    assert all(at in covered for at, c in enumerate(text) if c.isalnum())
    assert not any(text[at].isspace() for at in covered)


@pytest.mark.parametrize(
    "unit", ["a-", "1.", "\u064b", "\u200c", "a\u200c", "'a", "ا\u064b", "a'", "1:", "_"]
)
def test_long_runs_take_linear_time(unit: str) -> None:
    text = unit * 200_000
    assert len(words(text, 0, len(text))) <= len(text)
