"""Folding and the way back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.normalise.chain import fold, normalise

any_text = st.text(st.characters(), max_size=80)


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("الإستراتيجية", "الاستراتيجيه"),
        ("الكريملِن", "الكريملن"),
        ("عمــر", "عمر"),
        ("١٨", "18"),
        ("۱۸", "18"),
        ("مئة", "ميه"),
        ("على", "علي"),
        ("“نص”", '"نص"'),
        ("Ünïon", "union"),
        ("Ёлка", "елка"),
        ("ﻻ", "لا"),
        ("a\u200fb", "ab"),
    ],
)
def test_fold_makes_spellings_equal(written: str, folded: str) -> None:
    assert fold(written) == folded


@pytest.mark.parametrize(("a", "b"), [("علم", "عالم"), ("18", "19"), ("باكو", "باكي"), ("not", "now")])
def test_fold_keeps_substance_apart(a: str, b: str) -> None:
    assert fold(a) != fold(b)


def test_folds_are_counted() -> None:
    assert dict(normalise("إلهامُ ١٢").folds) == {"alef": 1, "digits": 2, "marks": 1}


@given(any_text, st.integers(0, 5))
def test_every_normal_offset_leads_into_the_source(text: str, start: int) -> None:
    start = min(start, len(text))
    normal = normalise(text, start)
    places = [normal.source(at) for at in range(len(normal.text))]
    assert places == sorted(places)
    assert all(start <= place < len(text) for place in places)
    for at, place in enumerate(places):
        assert normal.text[at] in fold(text[place])


@given(any_text)
def test_folding_is_idempotent(text: str) -> None:
    once = normalise(text).text
    assert normalise(once).text == once
