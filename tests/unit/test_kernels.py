"""The compiled loops and their twins in numpy: equal, bit for bit."""

from __future__ import annotations

import os
import shutil
import sysconfig
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest import mock

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare import kernels
from compare.match import duplicates
from compare.model.hashed import Words
from compare.normalise import words as hashed
from compare.normalise.words import word_spans, words_of

needed = pytest.mark.skipif(
    kernels.library() is None, reason="installed without a compiler, or TAWATUR_PLAIN is set"
)


def test_a_compiler_at_hand_was_used() -> None:
    headers = Path(sysconfig.get_path("include"), "Python.h")
    if shutil.which("cc") and headers.exists() and not os.environ.get("TAWATUR_PLAIN"):
        assert kernels.library() is not None


@contextmanager
def plain() -> Iterator[None]:
    with (
        mock.patch.object(hashed, "library", return_value=None),
        mock.patch.object(duplicates, "library", return_value=None),
    ):
        yield


LETTERS = st.text(alphabet="ابةى ءٌabB1٣漢ไﷺ½…\u200c\ud800 \n.", max_size=60) | st.text(max_size=60)
TEXTS = st.lists(st.lists(st.integers(0, 9), max_size=24), min_size=1, max_size=7)


def words(texts: list[list[int]]) -> Words:
    bounds = np.cumsum([0, *map(len, texts)]).astype(np.int64)
    flat = np.array([word for text in texts for word in text], dtype=np.uint64)
    return Words(flat * np.uint64(0x9E3779B97F4A7C15), bounds)


@needed
@given(LETTERS)
def test_words_are_the_same(text: str) -> None:
    found = word_spans(text)
    with plain():
        expected = word_spans(text)
    assert [array.tolist() for array in found] == [array.tolist() for array in expected]


@needed
@given(TEXTS, st.integers(0, 5), st.integers(0, 1 << 31))
def test_entries_are_the_same(texts: list[list[int]], bits: int, first: int) -> None:
    entries, edges = duplicates.entries_of(words(texts), first, bits)
    with plain():
        twins, borders = duplicates.entries_of(words(texts), first, bits)
    assert edges.tolist() == borders.tolist()
    for part in range(1 << bits):
        bucket = slice(edges[part], edges[part + 1])
        assert sorted(entries[bucket].tolist()) == sorted(twins[bucket].tolist())


@needed
@given(TEXTS, st.sampled_from([0.0, 0.3, 0.7, 1.0]))
def test_what_pairs_share_is_the_same(texts: list[list[int]], least: float) -> None:
    of = words(texts)
    short = (of.hashes >> np.uint64(32)).astype(np.uint32)
    weights = duplicates.weights_of(duplicates.frequencies(short))
    first, second = np.divmod(np.arange(len(texts) ** 2), len(texts))
    found = duplicates.resemblance(short, of.bounds, (first, second), weights, least)
    with plain():
        expected = duplicates.resemblance(short, of.bounds, (first, second), weights, least)
    assert found.tolist() == expected.tolist()
    assert found.reshape(len(texts), -1).tolist() == found.reshape(len(texts), -1).T.tolist()


@needed
def test_words_of_a_page_that_the_table_has_not_seen() -> None:
    text = "Ωμέγα ꙮ אבג ﷺ"
    with mock.patch.object(hashed, "_folding", return_value=hashed._Folding()):
        fresh = words_of([text])
    assert fresh.hashes.tolist() == words_of([text]).hashes.tolist()


@needed
@pytest.mark.parametrize("text", ["ﷺ" * 500, "㍍" * 500, "a㍍b" * 99])
def test_characters_that_are_written_out_as_several_words(text: str) -> None:
    found = word_spans(text)
    with plain():
        expected = word_spans(text)
    assert [array.tolist() for array in found] == [array.tolist() for array in expected]
    assert len(found[0]) > len(text)
