"""Shingles against a plain reference, and what winnowing promises."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.match.shingles import shingles_of, winnow
from compare.model.hashed import Shingles, Words
from compare.normalise.words import words_of

SENTENCES = (
    "وصل الرئيس الروسي فلاديمير بوتين إلى العاصمة الأذربيجانية باكو في زيارة تستمر يومين",
    "وصل الرئيس",
    "",
    "President Putin arrived in Baku on Sunday for a visit of two days",
    "وصل الرئيس الروسي فلاديمير بوتين إلى باكو",
)


def keys_of(shingles: Shingles, text: int) -> list[int]:
    found: list[int] = shingles.keys[shingles.bounds[text] : shingles.bounds[text + 1]].tolist()
    return found


def test_every_three_words_in_a_row_have_one_key_and_a_shorter_text_has_one() -> None:
    shingles = shingles_of(words_of(SENTENCES))
    assert np.diff(shingles.bounds).tolist() == [11, 1, 0, 11, 5]


def test_equal_windows_have_equal_keys_wherever_they_stand() -> None:
    shingles = shingles_of(words_of(SENTENCES))
    assert keys_of(shingles, 0)[:4] == keys_of(shingles, 4)[:4]
    assert not set(keys_of(shingles, 0)) & set(keys_of(shingles, 3))


def test_the_order_of_words_counts() -> None:
    one, two = (shingles_of(words_of([text])).keys[0] for text in ("باكو تستقبل بوتين", "بوتين تستقبل باكو"))
    assert one != two


@given(st.lists(st.lists(st.integers(0, 6), max_size=12), max_size=6))
def test_shingles_equal_the_plain_loop(texts: list[list[int]]) -> None:
    bounds = np.cumsum([0, *map(len, texts)]).astype(np.int64)
    flat = [word for text in texts for word in text]
    shingles = shingles_of(Words(np.array(flat, dtype=np.uint64), bounds))
    seen: dict[tuple[int, ...], int] = {}
    for n, text in enumerate(texts):
        windows = [tuple(text[at : at + 3]) for at in range(max(1, len(text) - 2))] if text else []
        found = keys_of(shingles, n)
        assert len(found) == len(windows)
        for window, key in zip(windows, found, strict=True):
            if len(window) == 3:
                assert seen.setdefault(window, key) == key
    assert len(set(seen.values())) == len(seen)


@given(
    st.lists(st.lists(st.integers(0, 40), max_size=30), min_size=1, max_size=4),
    st.integers(1, 5),
)
def test_winnowing_keeps_the_least_of_every_window(texts: list[list[int]], window: int) -> None:
    bounds = np.cumsum([0, *map(len, texts)]).astype(np.int64)
    flat = np.array([key for text in texts for key in text], dtype=np.uint64)
    kept = winnow(Shingles(flat, bounds), window)
    for n, text in enumerate(texts):
        expected = set()
        for at in range(len(text) - window + 1):
            least = min(text[at : at + window])
            expected.add(max(k for k in range(at, at + window) if text[k] == least))
        places = sorted(expected) if len(text) >= window else range(len(text))
        assert keys_of(kept, n) == [text[k] for k in places]


@pytest.mark.parametrize("window", [2, 4, 8])
def test_two_texts_that_share_enough_words_in_a_row_share_a_kept_key(window: int) -> None:
    shared = SENTENCES[0].split()[: window + 2]
    texts = [f"قال مصدر {' '.join(shared)} اليوم", f"{' '.join(shared)} بحسب الوكالة والمصادر المحلية"]
    kept = winnow(shingles_of(words_of(texts)), window)
    assert set(keys_of(kept, 0)) & set(keys_of(kept, 1))
