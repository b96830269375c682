"""Poles of opposite outcomes: forms, entries of two words, and words that must not fire."""

import pytest

from compare.normalise.chain import fold
from compare.normalise.lemmas import lemma
from compare.normalise.poles import poles_of


def _poles(text: str, language: str) -> list[frozenset[str]]:
    words = text.split()
    return poles_of([fold(w) for w in words], [lemma(w, language) for w in words], language)


@pytest.mark.parametrize(
    ("up", "down", "language", "axis"),
    [
        ("ارتفع", "انخفض", "ar", "level"),
        ("ارتفعت", "تهبط", "ar", "level"),
        ("والارتفاع", "بالهبوط", "ar", "level"),
        ("rises", "fell", "en", "level"),
        ("выросли", "упали", "ru", "level"),
        ("hausse", "baisse", "fr", "level"),
        ("accepted", "rejected", "en", "accept_reject"),
        ("اعتقال", "الإفراج", "ar", "arrest_release"),
    ],
)
def test_opposites_stand_at_two_ends(up: str, down: str, language: str, axis: str) -> None:
    assert f"+{axis}" in _poles(up, language)[0]
    assert f"-{axis}" in _poles(down, language)[0]


def test_an_entry_of_two_words_goes_first_and_stands_on_the_first() -> None:
    first, second = _poles("غير قانوني", "ar")
    assert "-legal_illegal" in first
    assert second == frozenset()


@pytest.mark.parametrize(
    ("word", "language"), [("باكو", "ar"), ("الرئيس", "ar"), ("Baku", "en"), ("ء", "ar"), ("", "ar")]
)
def test_other_words_stand_on_none(word: str, language: str) -> None:
    assert poles_of([fold(word)], [fold(word)], language) == [frozenset()]


def test_a_language_without_a_table_has_none() -> None:
    assert _poles("sube baja", "es") == [frozenset(), frozenset()]
