"""The measures against scikit-learn and SciPy, and by hand where these have none."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.evaluation.metrics import (
    accuracy_of,
    balanced_of,
    best_threshold,
    cross_validated,
    cut_in_three,
    f1_of,
    macro_f1,
    measured,
    reliability,
    span_f1,
    spearman,
    two_cuts,
)

answers = st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1, max_size=40)
scored = st.lists(
    st.tuples(st.booleans(), st.sampled_from([0.0, 0.2, 0.4, 0.6, 0.9])), min_size=2, max_size=40
)


@given(answers)
def test_yes_or_no_measures_are_those_of_scikit_learn(rows: list[tuple[bool, bool]]) -> None:
    from sklearn.metrics import accuracy_score, f1_score

    truth, said = zip(*rows, strict=True)
    assert measured(accuracy_of, truth, said) == pytest.approx(accuracy_score(truth, said))
    assert measured(f1_of, truth, said) == pytest.approx(f1_score(truth, said, zero_division=0.0))


def test_balanced_accuracy_of_a_constant_answer_is_a_half() -> None:
    truth = [True] * 9 + [False]
    assert measured(balanced_of, truth, [True] * 10) == 0.5
    assert measured(balanced_of, truth, truth) == 1.0


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), min_size=1, max_size=40))
def test_macro_f1_is_that_of_scikit_learn(rows: list[tuple[str, str]]) -> None:
    from sklearn.metrics import f1_score

    truth, said = zip(*rows, strict=True)
    wanted = f1_score(truth, said, labels=["a", "b", "c"], average="macro", zero_division=0.0)
    assert macro_f1(truth, said, "abc") == pytest.approx(wanted)


def test_no_answer_is_a_miss_and_no_false_alarm() -> None:
    assert macro_f1(["a", "a", "b"], ["a", None, "b"], "ab") == pytest.approx((2 / 3 + 1) / 2)


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=3, max_size=30))
def test_spearman_is_that_of_scipy(rows: list[tuple[int, int]]) -> None:
    from scipy.stats import spearmanr

    xs, ys = zip(*rows, strict=True)
    if len(set(xs)) == 1 or len(set(ys)) == 1:
        assert spearman(xs, ys) == 0
    else:
        assert spearman(xs, ys) == pytest.approx(spearmanr(xs, ys).statistic)


@given(scored, st.sampled_from([f1_of, accuracy_of, balanced_of]))
def test_no_cut_is_better_than_the_best(rows: list[tuple[bool, float]], measure) -> None:
    truth, scores = map(list, zip(*rows, strict=True))

    def at(cut: float) -> float:
        return measured(measure, truth, [score >= cut for score in scores])

    best = best_threshold(measure, truth, scores)
    assert at(best) == pytest.approx(max(map(at, scores)))


def test_cross_validation_does_not_see_the_row_it_cuts() -> None:
    # Every fold is separable, each at its own place: cuts from elsewhere must fail on some.
    truth = [False, True] * 10
    scores = [0.1, 0.9] * 10
    assert cross_validated(f1_of, truth, scores) == 1.0
    noise = [((at * 7) % 20) / 20 for at in range(20)]
    best = best_threshold(accuracy_of, truth, noise)
    assert cross_validated(accuracy_of, truth, noise) <= measured(
        accuracy_of, truth, [n >= best for n in noise]
    )


def test_two_cuts_part_three_labels() -> None:
    labels = ("low", "middle", "high")
    truth = ["low"] * 5 + ["middle"] * 5 + ["high"] * 5
    scores = [at / 15 for at in range(15)]
    assert cut_in_three(scores, two_cuts(truth, scores, labels), labels) == truth


def test_spans_count_once_and_kinds_count() -> None:
    gold = [[(0, 1, "place"), (2, 4, "person")], [(0, 1, "place")]]
    found = [[(0, 1, "place"), (0, 1, "place"), (2, 4, "place")], []]
    value, many = span_f1(gold, found)
    assert (value, many) == (pytest.approx(2 / 5), 3)
    assert span_f1([[]], [[]]) == (0.0, 0)


def test_reliability_bins_and_error() -> None:
    error, bins = reliability([True, False, True, True], [0.95, 0.95, 1.0, 0.25])
    assert [bin.rows for bin in bins] == [0, 0, 1, 0, 0, 0, 0, 0, 0, 3]
    assert bins[9].true == pytest.approx(2 / 3)
    assert error == pytest.approx((0.75 + 3 * abs(2.9 / 3 - 2 / 3)) / 4)
    assert reliability([], [])[0] == 0


def test_measures_take_arrays_of_counts() -> None:
    values = f1_of(np.array([0, 1]), np.array([0, 1]), np.array([0, 0]), np.array([5, 5]))
    assert values.tolist() == [0.0, pytest.approx(2 / 3)]
