"""The measures, in their standard definitions, and thresholds chosen on rows that are not measured."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Any

import numpy as np

from compare.evaluation.scores import Bin

FOLDS = 5
BINS = 10
_STEPS = 60

Counts = Callable[[Any, Any, Any, Any], Any]
"""A measure of (true positives, false positives, false negatives, true negatives), numbers or arrays."""


def f1_of(tp: Any, fp: Any, fn: Any, tn: Any = 0) -> Any:
    """The harmonic mean of precision and recall; 0 where nothing was right.

    >>> float(f1_of(2, 1, 1))
    0.666...
    """
    del tn
    return 2 * tp / np.maximum(2 * tp + fp + fn, 1)


def accuracy_of(tp: Any, fp: Any, fn: Any, tn: Any) -> Any:
    """The share of rows that are right."""
    return (tp + tn) / np.maximum(tp + fp + fn + tn, 1)


def balanced_of(tp: Any, fp: Any, fn: Any, tn: Any) -> Any:
    """The mean of the recalls of both answers: .5 for any constant answer."""
    return (tp / np.maximum(tp + fn, 1) + tn / np.maximum(tn + fp, 1)) / 2


def counts(truth: Iterable[bool], said: Iterable[bool]) -> tuple[int, int, int, int]:
    """True positives, false positives, false negatives, true negatives."""
    pairs = list(zip(truth, said, strict=True))
    return (
        pairs.count((True, True)),
        pairs.count((False, True)),
        pairs.count((True, False)),
        pairs.count((False, False)),
    )


def measured(measure: Counts, truth: Iterable[bool], said: Iterable[bool]) -> float:
    """A measure of yes-or-no answers."""
    return float(measure(*counts(truth, said)))


def macro_f1(truth: Sequence[str], said: Sequence[str | None], labels: Sequence[str]) -> float:
    """The mean F1 of the labels. An answer that is none of them is a miss of its row.

    >>> macro_f1(["a", "b", "b"], ["a", "b", None], ["a", "b"])
    0.833...
    """
    return sum(
        measured(f1_of, (t == label for t in truth), (s == label for s in said)) for label in labels
    ) / len(labels)


def span_f1(gold: Iterable[Iterable[Hashable]], found: Iterable[Iterable[Hashable]]) -> tuple[float, int]:
    """F1 over the spans of all texts (each a set, so that a span counts once), and how many gold spans.

    >>> span_f1([[(0, 3), (5, 9)], []], [[(0, 3)], [(1, 2)]])
    (0.5, 2)
    """
    tp = fp = fn = 0
    for wanted, got in zip(map(set, gold), map(set, found), strict=True):
        tp, fp, fn = tp + len(wanted & got), fp + len(got - wanted), fn + len(wanted - got)
    return float(f1_of(tp, fp, fn)), tp + fn


def spearman(xs: Sequence[float], ys: Sequence[float]) -> float:
    """Spearman's rank correlation, ties at their mean rank; 0 where one side is constant."""
    a, b = (_ranks(np.asarray(values, dtype=float)) for values in (xs, ys))
    a, b = a - a.mean(), b - b.mean()
    scale = float(np.sqrt((a @ a) * (b @ b)))
    return float(a @ b) / scale if scale else 0.0


def _ranks(values: Any) -> Any:
    _, where, many = np.unique(values, return_inverse=True, return_counts=True)
    return (np.cumsum(many) - (many - 1) / 2)[where]


def best_threshold(measure: Counts, truth: Sequence[bool], scores: Sequence[float]) -> float:
    """The cut for which "score >= cut" measures best; of several the highest. Cost: n log n."""
    order = np.argsort(-np.asarray(scores, dtype=float), kind="stable")
    ranked = np.asarray(scores, dtype=float)[order]
    true = np.asarray(truth, dtype=bool)[order]
    tp, fp = np.cumsum(true), np.cumsum(~true)
    values = measure(tp, fp, tp[-1] - tp, fp[-1] - fp)
    # A cut lies only where the next score is another one.
    values = np.where(np.append(ranked[1:] != ranked[:-1], True), values, -1.0)
    return float(ranked[int(np.argmax(values))])


def cross_validated(measure: Counts, truth: Sequence[bool], scores: Sequence[float]) -> float:
    """The measure over all rows, each cut by the best threshold of the four folds that it is not in."""
    said = [False] * len(scores)
    for fold in range(FOLDS):
        rest = [at for at in range(len(scores)) if at % FOLDS != fold]
        cut = best_threshold(measure, [truth[at] for at in rest], [scores[at] for at in rest])
        for at in range(fold, len(scores), FOLDS):
            said[at] = scores[at] >= cut
    return measured(measure, truth, said)


def two_cuts(truth: Sequence[str], scores: Sequence[float], labels: Sequence[str]) -> tuple[float, float]:
    """The two cuts for which low, middle and high scores fit the three labels best (macro F1).

    Tried are the pairs of 60 quantiles. Cost: 1800 passes over the rows.
    """
    values = np.asarray(scores, dtype=float)
    ids = np.asarray([labels.index(label) for label in truth])
    steps = np.unique(np.quantile(values, np.linspace(0, 1, _STEPS)))
    best, cuts = -1.0, (0.0, 0.0)
    for at, low in enumerate(steps):
        for high in steps[at:]:
            said = (values >= low).astype(int) + (values >= high)
            mean = float(np.mean([_label_f1(ids == label, said == label) for label in range(3)]))
            if mean > best:
                best, cuts = mean, (float(low), float(high))
    return cuts


def _label_f1(truth: Any, said: Any) -> Any:
    return f1_of((truth & said).sum(), (~truth & said).sum(), (truth & ~said).sum())


def cut_in_three(scores: Iterable[float], cuts: tuple[float, float], labels: Sequence[str]) -> list[str]:
    """The label of every score: the first below both cuts, the last above both."""
    return [labels[(score >= cuts[0]) + (score >= cuts[1])] for score in scores]


def reliability(truth: Sequence[bool], said: Sequence[float]) -> tuple[float, tuple[Bin, ...]]:
    """The expected calibration error and its ten bins of equal width (Naeini, Cooper & Hauskrecht 2015).

    The error is the mean distance between a bin's probability and its share of truth, by rows.
    """
    rows: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    for probability, true in zip(said, truth, strict=True):
        rows[min(int(probability * BINS), BINS - 1)].append((probability, true))
    bins = tuple(
        Bin(len(row), sum(p for p, _ in row) / len(row), sum(t for _, t in row) / len(row))
        if row
        else Bin(0, 0, 0)
        for row in rows
    )
    return sum(b.rows * abs(b.said - b.true) for b in bins) / max(len(truth), 1), bins
