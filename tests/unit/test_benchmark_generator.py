"""The sets that the near-duplicate benchmark measures on: the same each time, and what they say they are."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pytest

MODULES = ("edits", "folding", "generate", "paragraphs", "scoring", "walk")
ARABIC = (
    "أعلنت الهيئة العامة للموانئ يوم الأحد افتتاح الرصيف الجديد في ميناء المدينة الشمالية، وقالت إن 14 سفينة"
    " رست فيه خلال الأسبوع الأول، وإن العمل على المرحلة الثانية يبدأ مطلع عام 2027 بكلفة تبلغ 350 مليون دينار"
    " تدفعها الخزانة على 3 دفعات."
)
ENGLISH = (
    "The harbour board opened its new northern quay on Sunday, said 14 ships had moored there within a week,"
    " and put the second stage, due to start early in 2027, at 350 million paid by the treasury in 3 parts."
)
HOST = "وفي خبر آخر لا صلة له بما سبق تفتح الحدائق أبوابها للزوار مساء كل خميس حتى نهاية فصل الصيف."


@pytest.fixture
def made(root: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """The generator; its folder is on the path for one test only."""
    monkeypatch.syspath_prepend(str(root / "tests" / "benchmarks" / "near_duplicates"))
    before = {name: sys.modules.pop(name, None) for name in MODULES}
    import generate

    yield generate
    for name, module in before.items():
        sys.modules.pop(name, None)
        if module is not None:
            sys.modules[name] = module


def background(count: int) -> list[tuple[str, str]]:
    """Paragraphs of words that no two of them share, with a number here and there."""
    letters = str.maketrans("0123456789", "بتجحدرسصطع")
    return [
        ("ar", " ".join(str(place) if place % 7 == 0 else str(place).translate(letters) for place in places))
        for places in (range(number * 40, number * 40 + 40) for number in range(count))
    ]


@pytest.mark.parametrize("text", [ARABIC, ENGLISH], ids=["arabic", "english"])
def test_every_kind_edits_and_repeats_itself(made: Any, text: str) -> None:
    supply = made.Supply(["مطر", "rain", "نهر"], partner=ENGLISH[::-1], host=HOST)
    for kind in made.KINDS:
        copy = made.edited(kind, text, supply, Random(5))
        assert copy == made.edited(kind, text, supply, Random(5)), kind
        assert (copy.text == text) == (kind == "exact"), kind
    assert len(made.KINDS) == 15


def test_spelling_and_marks_leave_the_words(made: Any) -> None:
    words = made.paragraphs._WORD
    for kind, text in (("ortho", ARABIC), ("ortho", ENGLISH), ("punct", ARABIC), ("punct", ENGLISH)):
        copy = made.edited(kind, text, made.Supply(["مطر"], "", ""), Random(7)).text
        assert words.findall(made.folded(copy)) == words.findall(made.folded(text)), kind


def test_numbers_change_and_nothing_else(made: Any) -> None:
    copy = made.edited("num", ARABIC, made.Supply(["مطر"], "", ""), Random(7)).text
    changed = [(a, b) for a, b in zip(ARABIC.split(), copy.split(), strict=True) if a != b]
    assert [a for a, _ in changed] == ["14", "2027", "350", "3"]
    assert not made.fits("num", HOST)


def test_pairs_of_a_set_are_what_they_say(made: Any) -> None:
    base = background(200)
    rows, pairs = made.compose(base, 150)
    assert (rows, pairs) == made.compose(base, 150)
    assert len(rows) == 150
    assert len(pairs) == 30 + 2  # two of the thirty copies are of the kind `merge`: they have two sources
    assert {pair.kind for pair in pairs} == set(made.KINDS)
    for pair in pairs:
        assert pair.i < pair.j
        if pair.kind == "exact":
            assert rows[pair.i] == rows[pair.j]
        if pair.spans:
            a, b, c, d = pair.spans
            assert rows[pair.i][a:b] == rows[pair.j][c:d]
            assert 12 <= len(rows[pair.i][a:b].split()) <= 25
    assert sum(pair.spans is not None for pair in pairs) == 2


def test_natural_near_duplicates_are_dropped(made: Any) -> None:
    base = background(30)
    near = ("ar", base[4][1] + " وزيادة")
    apart = ("ar", base[4][1].split()[0] + " " + HOST)
    assert made.paragraphs.cleaned([*base, near, apart]) == [*base, apart]


def test_the_walk_goes_on_real_pairs_of_words_and_repeats_itself(made: Any) -> None:
    text = "ا ب ج ا د ب ه ا ج ب د ه ج د ا ه ب ا"
    walk = made.Walk([text])
    said = list(walk.paragraphs(50, np.random.default_rng(3)))
    assert said == list(walk.paragraphs(50, np.random.default_rng(3)))
    assert len(set(said)) > 40
    around = f"{text} {text}"  # a walker that comes to the end goes on at the beginning
    assert all(f"{one} {two}" in around for line in said for one, two in pairwise(line.split()))
    assert any(line not in around for line in said)


def test_a_disguise_keeps_copies_alike_and_repetitions_apart(made: Any) -> None:
    plain, other = made.Disguise(0, frozenset()), made.Disguise(1, frozenset({"يوم"}))
    assert plain.of(ARABIC) == ARABIC
    assert other.of(ARABIC) != ARABIC
    assert "يوم" in other.of(ARABIC).split()
    careless = ARABIC.replace("أ", "ا")
    assert made.folded(other.of(careless)) == made.folded(other.of(ARABIC))


def test_files_tell_the_set_again(made: Any, tmp_path: Path) -> None:
    rows, pairs = made.compose(background(200), 150)
    made.write_rows(tmp_path / "rows", rows)
    made.write_pairs(tmp_path / "pairs", pairs)
    assert list(made.read_rows(tmp_path / "rows")) == rows
    assert made.read_pairs(tmp_path / "pairs") == pairs
    assert sorted(path.name for path in tmp_path.iterdir()) == ["pairs", "rows"]


def test_recall_is_that_of_the_best_threshold_precise_enough(made: Any) -> None:
    import scoring

    pairs = [made.Pair(0, 1, "exact"), made.Pair(2, 3, "sub05"), made.Pair(4, 5, "passage")]
    known = scoring.Known.of(pairs, 10)

    def found(*scored: tuple[int, int, float]) -> Any:
        i, j, score = (np.array(column) for column in zip(*scored, strict=True))
        return scoring.Found({}, i, j, score)

    clean = scoring.at_best(found((0, 1, 0.9), (4, 5, 0.8), (2, 3, 0.5), (7, 8, 0.4)), known, 0.99)
    assert (clean.recall, clean.precision, clean.passages, clean.threshold) == (1.0, 1.0, 1.0, 0.5)
    mixed = scoring.at_best(found((0, 1, 0.9), (7, 8, 0.8), (2, 3, 0.5)), known, 0.99)
    assert (mixed.recall, mixed.passages, mixed.kinds["sub05"]) == (0.5, 0.0, 0.0)
    tied = scoring.at_best(found((0, 1, 0.9), (7, 8, 0.9)), known, 0.99)
    assert tied.recall == 0.0
    assert scoring.as_given(found((0, 1, 0.9), (7, 8, 0.8)), known).precision == 0.5
