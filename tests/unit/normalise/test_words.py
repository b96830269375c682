"""Hashed words: where they stand, what folds together, and that blocks leave no trace."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.normalise import words as module
from compare.normalise.words import word_spans, words_of


def told(text: str) -> list[str]:
    _, starts, ends = word_spans(text)
    return [text[start:end] for start, end in zip(starts.tolist(), ends.tolist(), strict=True)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("وصل بوتين، أمس، إلى «باكو».", ["وصل", "بوتين", "أمس", "إلى", "باكو"]),
        ("مُحَمَّدٌ قَالَ", ["مُحَمَّدٌ", "قَالَ"]),
        ("می‌شود", ["می‌شود"]),
        ("Мурат Кумпилов, 2024", ["Мурат", "Кумпилов", "2024"]),
        ("l'accord du 18 août", ["l", "accord", "du", "18", "août"]),
        ("漢字abc", ["漢", "字", "abc"]),
        ("… — !", []),
        ("", []),
    ],
)
def test_words_are_located_in_the_text_as_given(text: str, expected: list[str]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("أذربيجان", "اذربيجان"),
        ("مُحَمَّد", "محمـــد"),
        ("١٨", "18"),
        ("مسؤول", "مسوول"),
        ("ЁЛКА", "елка"),
        ("ﬁn", "fin"),
        ("Août", "aout"),
    ],
)
def test_spellings_fold_together(one: str, two: str) -> None:
    assert word_spans(one)[0].tolist() == word_spans(two)[0].tolist()


@pytest.mark.parametrize(("one", "two"), [("باكو", "بابو"), ("18", "19"), ("ab", "ba"), ("a b", "ab")])
def test_other_words_stay_apart(one: str, two: str) -> None:
    assert word_spans(one)[0].tolist() != word_spans(two)[0].tolist()


def test_lone_surrogates_part_words_and_hurt_nothing() -> None:
    assert told("قال\ud800وزير") == ["قال", "وزير"]


@given(st.lists(st.text(max_size=12), max_size=8))
def test_many_texts_hash_as_each_alone(texts: list[str]) -> None:
    together = words_of(texts)
    assert len(together) == len(texts)
    for n, text in enumerate(texts):
        alone = together.hashes[together.bounds[n] : together.bounds[n + 1]]
        assert alone.tolist() == word_spans(text)[0].tolist()


def test_a_long_text_is_cut_where_words_end(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "وصل الرئيس الروسي فلاديمير بوتين إلى باكو " * 60
    whole = word_spans(text)
    monkeypatch.setattr(module, "_BLOCK", 64)
    cut = word_spans(text)
    assert all(np.array_equal(one, two) for one, two in zip(whole, cut, strict=True))
