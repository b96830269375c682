"""Sentences in two languages meet by names, numbers and word vectors."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

import compare
from compare.match.crossing import nearness, words_of
from compare.match.score import Corpus, candidates
from compare.model.prepared import Prepared
from compare.prepare import prepare

ARABIC = (
    "اندلعت الحرب في قره باغ في 27 سبتمبر 2020 واستمرت 44 يوما.",
    "وتستعد البلاد لاستضافة مؤتمر المناخ في نوفمبر.",
)
TOLD = {
    "en": (
        "The country will host the climate conference in November.",
        "The war over Karabakh broke out on 27 September 2020 and lasted 44 days.",
    ),
    "ru": (
        "Страна примет в ноябре конференцию по климату.",
        "Война за Карабах началась 27 сентября 2020 года и длилась 44 дня.",
    ),
    "fr": (
        "Le pays accueillera en novembre la conférence sur le climat.",
        "La guerre du Karabakh a éclaté le 27 septembre 2020 et a duré 44 jours.",
    ),
}


def _prepared(name: str, language: str, *sentences: str) -> Prepared:
    text = "\n\n".join(sentences)
    return prepare(compare.Witness.from_text(text, id=name, published="2024-08-18", language=language))


@pytest.mark.parametrize("language", sorted(TOLD))
def test_each_sentence_is_nearest_to_its_own_telling(language: str) -> None:
    corpus = Corpus([_prepared("a", "ar", *ARABIC), _prepared("b", language, *TOLD[language])])
    mean, best = corpus.nearness(0, 1)
    assert mean.argmax(axis=1).tolist() == [1, 0]
    assert mean.argmax(axis=0).tolist() == [1, 0]
    assert (best >= mean - 1e-6).all()
    assert mean.min() >= 0
    assert best.max() <= 1 + 1e-6


def test_nearness_is_the_same_from_either_side() -> None:
    corpus = Corpus([_prepared("a", "ar", *ARABIC), _prepared("b", "ru", *TOLD["ru"])])
    for there, back in zip(corpus.nearness(0, 1), corpus.nearness(1, 0), strict=True):
        assert np.allclose(there, back.T, atol=1e-6)


def test_another_subject_stays_far() -> None:
    football = _prepared(
        "b", "en", "The striker scored twice in the cup final.", "Rain fell on the northern hills overnight."
    )
    told = Corpus([_prepared("a", "ar", *ARABIC), _prepared("c", "en", *TOLD["en"])]).nearness(0, 1)[0]
    other = Corpus([_prepared("a", "ar", *ARABIC), football]).nearness(0, 1)[0]
    assert other.max() < told.max(axis=1).min()


def test_a_witness_without_units_meets_nothing() -> None:
    arabic = _prepared("a", "ar", *ARABIC)
    full = words_of(arabic, Corpus([arabic]).weights[0])
    empty = words_of(replace(arabic, units=()), [])
    mean, best = nearness(full, empty)
    assert mean.shape == best.shape == (2, 0)


def test_one_language_loads_no_words_and_has_no_meaning_channel() -> None:
    corpus = Corpus([_prepared("a", "ar", *ARABIC), _prepared("b", "ar", *ARABIC)], "sentences")
    assert corpus.aligned_by is None
    assert corpus.words == []
    assert corpus.sentences == []
    assert {c.channels.meaning for c in candidates(corpus, 0, 1)} == {0.0}


def test_a_third_account_in_another_language_changes_no_pair_in_one() -> None:
    arabic = [_prepared("a", "ar", *ARABIC), _prepared("b", "ar", *reversed(ARABIC))]
    alone = candidates(Corpus(arabic), 0, 1)
    mixed = candidates(Corpus([*arabic, _prepared("c", "en", *TOLD["en"])]), 0, 1)
    assert alone
    assert alone == mixed
