"""Word vectors: near in meaning is near in the space, within and across languages."""

import pytest

from compare.trained.vectors import LANGUAGES, word_vector


def _near(a: tuple[str, str], b: tuple[str, str]) -> float:
    one, two = (word_vector(word, word, language) for word, language in (a, b))
    assert one is not None
    assert two is not None
    return float(one.unit @ two.unit)


@pytest.mark.parametrize(
    ("a", "near", "far"),
    [
        (("talks", "en"), ("negotiations", "en"), ("wheat", "en")),
        (("محادثات", "ar"), ("مفاوضات", "ar"), ("قمح", "ar")),
        (("переговоры", "ru"), ("negotiations", "en"), ("wheat", "en")),
        (("رييس", "ar"), ("президент", "ru"), ("пшеница", "ru")),
        (("guerra", "es"), ("guerre", "fr"), ("fromage", "fr")),
    ],
)
def test_near_in_meaning_is_near(a: tuple[str, str], near: tuple[str, str], far: tuple[str, str]) -> None:
    assert _near(a, near) > _near(a, far) + 0.2


def test_rare_words_weigh_more() -> None:
    common, rare = word_vector("the", "the", "en"), word_vector("ceasefire", "ceasefire", "en")
    assert common is not None
    assert rare is not None
    assert common.weight < 0.1 < 0.9 < rare.weight


def test_arabic_clitics_come_off_and_unknown_words_have_none() -> None:
    assert word_vector("وبالمحادثات", "محادثه", "ar") is not None
    assert word_vector("xqzptv", "xqzptv", "en") is None
    assert word_vector("wort", "wort", "de") is None
    assert {"ar", "en", "ru", "fr", "es"} == LANGUAGES
