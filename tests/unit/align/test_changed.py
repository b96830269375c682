"""What was changed between two wordings, word by word."""

from __future__ import annotations

import pytest

from compare.align.changed import MOST_WORDS, changed
from compare.model.repeated import Piece


def told(a: str, b: str) -> tuple[list[tuple[str, str]], int]:
    words = a.split(), b.split()
    pieces, same = changed(*words, *([w.casefold().strip(".,") for w in side] for side in words))
    return [(piece.kind, piece.text) for piece in pieces], same


@pytest.mark.parametrize(
    ("a", "b", "pieces"),
    [
        (
            "They took 74 towns.",
            "They took 82 towns.",
            [("same", "They took"), ("gone", "74"), ("new", "82"), ("same", "towns.")],
        ),
        ("وصل الوفد أمس", "وصل الوفد", [("same", "وصل الوفد"), ("gone", "أمس")]),
        (
            "Переговоры завершены",
            "Вчера переговоры завершены",
            [("new", "Вчера"), ("same", "переговоры завершены")],
        ),
        ("La réunion est finie", "La réunion est finie.", [("same", "La réunion est finie.")]),
    ],
)
def test_pieces_say_what_is_gone_and_new(a: str, b: str, pieces: list[tuple[str, str]]) -> None:
    assert told(a, b)[0] == pieces


def test_the_same_words_are_counted() -> None:
    assert told("one two three", "One two, three.")[1] == 3
    assert told("one two three", "four five six")[1] == 0


def test_long_runs_keep_their_ends_beside_a_change() -> None:
    run = " ".join(f"w{n}" for n in range(60))
    pieces, same = told(f"old {run} end", f"new {run} end")
    assert [kind for kind, _ in pieces] == ["gone", "new", "same", "cut"]
    assert pieces[2][1].split() == [f"w{n}" for n in range(8)]
    assert same == 61
    inner, _ = told(f"a {run} b", f"x {run} y")
    assert [kind for kind, _ in inner] == ["gone", "new", "same", "cut", "same", "gone", "new"]
    assert inner[4][1].split() == [f"w{n}" for n in range(52, 60)]


def test_a_long_change_is_told_by_its_ends() -> None:
    pieces, _ = told("kept " + " ".join(f"g{n}" for n in range(100)), "kept")
    assert pieces[1][0] == "gone"
    assert pieces[1][1].startswith("g0 g1")
    assert "…" in pieces[1][1]
    assert pieces[1][1].endswith("g99")


def test_very_long_texts_are_looked_at_up_to_a_limit() -> None:
    words = [f"w{n}" for n in range(MOST_WORDS + 500)]
    pieces, same = changed(words, words, words, words)
    assert pieces == (Piece("same", " ".join(words[:8])), Piece("cut", ""))
    assert same == len(words)
