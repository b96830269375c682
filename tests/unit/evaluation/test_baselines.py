"""The plain methods: alike is 1, nothing in common is 0, and nothing crashes."""

from __future__ import annotations

import pytest

from compare.evaluation.baselines import SIMILARITIES, containment, dateparser_search, digits

PAIRS = [
    ("وصل الوفد إلى باكو", "وصل الوفد إلى باكو"),
    ("وصل الوفد إلى باكو", "Prices rose again"),
    ("Prices rose again today", "Prices rose again"),
]


@pytest.mark.parametrize("method", SIMILARITIES)
def test_similarities_run_from_nothing_to_the_same(method: str) -> None:
    same, other, near = SIMILARITIES[method](PAIRS)
    assert same == pytest.approx(1)
    assert other < 0.35
    assert other < near <= 1


@pytest.mark.parametrize("method", SIMILARITIES)
def test_empty_texts_are_no_crash(method: str) -> None:
    assert len(SIMILARITIES[method]([("", ""), ("؟", "")])) == 2


def test_containment_is_one_sided() -> None:
    assert containment([("a b c d", "b c"), ("b c", "a b c d"), ("a", "")]) == [1.0, 0.5, 0.0]


def test_digits_of_all_scripts() -> None:
    assert digits("قتل ١٢ شخصا، و3.5 مليون") == {(4, 6): 12.0, (14, 17): 3.5}
    assert digits("192.168.1.2") == {}
    assert digits("خمسة") == {}


def test_dateparser_counts_from_the_given_day() -> None:
    pytest.importorskip("dateparser")
    text = "The talks began on 9 March 2021 in Geneva."
    ((start, end, moment),) = dateparser_search(text, "en", "2022-01-01")
    assert "9 March 2021" in text[start:end]
    assert moment.date().isoformat() == "2021-03-09"
