"""Runs of equal words: maximal, in order, and few where a shingle stands everywhere."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from compare.align.seeds import runs_of

WORDS = st.lists(st.integers(0, 5), max_size=40)


def found(a: list[int], b: list[int], size: int) -> list[tuple[int, int, int]]:
    runs = runs_of(np.array(a, dtype=np.uint64), np.array(b, dtype=np.uint64), size)
    return list(zip(runs.a.tolist(), runs.b.tolist(), runs.size.tolist(), strict=True))


def plain(a: list[int], b: list[int], size: int) -> list[tuple[int, int, int]]:
    rows = []
    for i in range(len(a)):
        for j in range(len(b)):
            if a[i] != b[j] or (i and j and a[i - 1] == b[j - 1]):
                continue
            length = 0
            while i + length < len(a) and j + length < len(b) and a[i + length] == b[j + length]:
                length += 1
            if length >= size:
                rows.append((i, j, length))
    return rows


@given(st.permutations(range(30)), st.permutations(range(30)))
def test_rare_words_give_every_run(a: list[int], b: list[int]) -> None:
    for one, two in ((a, b), (a + b[:7], b + a[:9])):
        assert found(one, two, 2) == plain(one, two, 2)


@given(WORDS, WORDS)
def test_runs_are_equal_on_both_sides(a: list[int], b: list[int]) -> None:
    for i, j, size in found(a, b, 3):
        assert size >= 3
        assert a[i : i + size] == b[j : j + size]


def test_a_refrain_is_met_in_turn() -> None:
    assert found([7] * 500, [7] * 300, 3) == [(0, 0, 300)]
    refrain = [1, 2, 3, 4]
    a = [word for at in range(20) for word in [*refrain, 100 + at]]
    b = [word for at in range(20) for word in [*refrain, 200 + at]]
    assert found(a, b, 3) == [(5 * at, 5 * at, 4) for at in range(20)]


def test_nothing_in_common() -> None:
    assert found([], [], 3) == found([1, 2], [1, 2], 3) == found([1, 2, 3], [4, 5, 6], 3) == []
