"""The fast TF-IDF is held to scikit-learn's."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.feature_extraction.text import TfidfVectorizer

from compare.match.tfidf import char_grams, cosines, document_frequencies, weigh

TEXTS = [
    "وصل الرييس الي العاصمه باكو في زياره دوله",
    "الرييس يصل الي باكو اليوم في زياره تستمر يومين",
    "الوفد غادر موسكو",
    "a bb ccc dddd eeeee ffffff",
    "the delegation left a city",
]


def _ours(texts: list[str], analyse) -> np.ndarray:
    documents = [analyse(text) for text in texts]
    frequencies = document_frequencies(documents)
    vectors = [weigh(document, frequencies, len(documents)) for document in documents]
    return cosines(vectors, vectors)


@pytest.mark.parametrize(
    ("analyse", "options"),
    [
        (char_grams, {"analyzer": "char_wb", "ngram_range": (3, 5)}),
        (str.split, {"analyzer": str.split}),
    ],
)
def test_cosines_equal_those_of_scikit_learn(analyse, options) -> None:
    matrix = TfidfVectorizer(sublinear_tf=True, lowercase=False, **options).fit_transform(TEXTS)
    assert np.allclose(_ours(TEXTS, analyse), (matrix @ matrix.T).toarray(), atol=1e-6)


words = st.lists(st.text("ابتثabc", min_size=1, max_size=7), min_size=1, max_size=8).map(" ".join)


@settings(max_examples=40)
@given(st.lists(words, min_size=2, max_size=5))
def test_grams_are_those_of_char_wb(texts: list[str]) -> None:
    reference = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), lowercase=False).build_analyzer()
    for text in texts:
        assert sorted(char_grams(text)) == sorted(reference(text))


def test_nothing_shared_is_zero() -> None:
    assert _ours(["ab", "xy"], str.split)[0, 1] == 0


def test_no_rows_give_an_empty_matrix() -> None:
    assert cosines([], [{"a": 1.0}]).shape == (0, 1)
