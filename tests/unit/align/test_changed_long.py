"""Wordings of any length: what was changed is found wherever it stands, long texts score as short ones."""

from __future__ import annotations

import random
import time

import pytest

from compare.align import changed as module
from compare.align.changed import changed
from compare.duplicates.changes import compared
from compare.model.repeated import Variant


def of(a: list[str], b: list[str]) -> tuple[list[tuple[str, str]], int]:
    pieces, same = changed(a, b, a, b)
    return [(piece.kind, piece.text) for piece in pieces], same


def text(count: int, seed: int = 5) -> list[str]:
    chance = random.Random(seed)
    return [f"كلمة{chance.randrange(5000)}" for _ in range(count)]


def test_a_change_far_into_a_long_text_is_told() -> None:
    a = text(9000)
    b = [*a[:8000], "ثلاثين", *a[8001:]]
    pieces, same = of(a, b)
    assert same == 8999
    assert [piece for piece in pieces if piece[0] in ("gone", "new")] == [
        ("gone", a[8000]),
        ("new", "ثلاثين"),
    ]


def test_a_long_text_and_its_copy_are_wholly_alike() -> None:
    for count in (1999, 2000, 2001, 3334, 12_345, 40_000, 90_000):
        words = text(count)
        _, same = of(words, words)
        assert same == count


def test_unlike_long_texts_are_not_alike() -> None:
    _, same = of([f"a{n}" for n in range(7000)], [f"b{n}" for n in range(9000)])
    assert same == 0


@pytest.mark.parametrize("seed", range(6))
def test_windows_lose_little_against_the_whole(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(seed)
    a = text(1800, seed)
    b = [word for word in a for word in ([word, "جديد"] if chance.random() < 0.05 else [word])]
    b = [word for word in b if chance.random() > 0.1]
    whole = of(a, b)[1]
    monkeypatch.setattr(module, "_WINDOW", 200)
    pieces, same = of(a, b)
    assert 0.98 * whole <= same <= whole
    assert pieces


def test_steps_cover_both_texts_without_a_gap() -> None:
    for a, b in (
        ([], text(5000)),
        (text(5000), []),
        (text(4000), text(2500, 9)),
        (["x"] * 9000, ["x"] * 3000),
    ):
        steps = module._steps(a, b)
        assert [step[1] for step in steps[1:]] == [step[2] for step in steps[:-1]]
        assert [step[3] for step in steps[1:]] == [step[4] for step in steps[:-1]]
        assert (steps[0][1], steps[0][3], steps[-1][2], steps[-1][4]) == (0, 0, len(a), len(b))
        assert all(a[s[1] : s[2]] == b[s[3] : s[4]] for s in steps if s[0])
    assert module._steps([], []) == []


def test_beyond_the_most_words_the_share_stays() -> None:
    a = text(100_000)
    b = [word if n % 10 else f"{word}x" for n, word in enumerate(a)]
    start = time.process_time()
    pieces, same = of(a, b)
    assert time.process_time() - start < 20
    assert same == pytest.approx(90_000, rel=0.02)
    assert pieces[-1] == ("cut", "")


def test_a_copy_of_a_long_paragraph_counts_as_alike() -> None:
    words = text(5000)
    base, copy = (Variant(" ".join(side), 1, 1, None, ()) for side in (words, words[:-50]))
    assert compared(base, copy).alike == pytest.approx(0.99)
