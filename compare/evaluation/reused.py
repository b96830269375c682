"""Reuse: copied passages by plagdet, and answers by how much of their source they hold.

Plagdet after Potthast, Stein, Barrón-Cedeño and Rosso (2010), An evaluation framework for plagiarism
detection: the harmonic mean of the precision and recall of characters over the logarithm of granularity, the
number of findings for a case. Micro averages: characters count alike, whatever the length of their passage.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import TypeAlias

import compare
from compare.evaluation.gold import Folder, Row
from compare.evaluation.scores import Attempts, Baseline, Measured, Score
from compare.normalise.words import word_spans

Case: TypeAlias = tuple[int, int, int, int]
"""Where a passage starts and ends in both texts."""
Cases: TypeAlias = Sequence[Case]

_COPIED = 8
"""Words in a row that are a copy, labelled or not."""
_PAN = 50
_CLASSES = ("non", "heavy", "light", "cut")
_ORIGINAL = "orig"


def passages(folder: Folder, quick: bool) -> Measured:
    """Plagdet of all findings of `find_reuse` with its defaults, whatever their kind and length.

    The labels leave out many long copies: `completed` counts a character as rightly found also where eight or
    more words in a row around it are the same in both texts. Recall and granularity go by the labels alone.
    """
    del quick  # seconds
    name = "kau_copied_passages"
    rows = folder.rows(name)
    gold = [[(*case["a"], *case["b"]) for case in row["cases"]] for row in rows]
    attempts = Attempts(
        lambda a, b: [(r.a_start, r.a_end, r.b_start, r.b_end) for r in compare.find_reuse(a, b)]
    )
    found = [attempts(row["a"], row["b"]) or [] for row in rows]
    plain = [_long_copies(row["a"], row["b"]) for row in rows]
    complete = [[*labels, *_copies(row["a"], row["b"])] for labels, row in zip(gold, rows, strict=True)]
    count = sum(len(labels) for labels in gold)
    scores = [
        Score(
            f"{name}/{id}",
            "reuse",
            name,
            measure,
            plagdet(gold, found, right),
            count,
            "cuts set on the first half",
            (
                Baseline(
                    "copies of 50 letters", plagdet(gold, plain, right), "after the baseline of PAN 2012"
                ),
            ),
            attempts.crashes,
        )
        for id, measure, right in (
            ("plagdet", "plagdet, micro, all findings", gold),
            ("completed", "plagdet, micro, unlabelled copies of 8 words count as right", complete),
        )
    ]
    return Measured(tuple(scores))


def plagdet(gold: Sequence[Cases], found: Sequence[Cases], right: Sequence[Cases] | None = None) -> float:
    """Plagdet, micro-averaged, of the findings of some pairs of texts.

    `right` is what a finding has to cover to be right, where that is more than the labels.

    >>> round(plagdet([[(0, 10, 0, 10)]], [[(0, 5, 0, 5), (5, 10, 5, 10)]]), 3)
    0.631
    """
    recall, precision = _covered(gold, found), _covered(found, right or gold)
    if not precision + recall:
        return 0.0
    times = [
        n for cases, hits in zip(gold, found, strict=True) for case in cases if (n := _detections(case, hits))
    ]
    granularity = sum(times) / len(times) if times else 1.0
    return 2 * precision * recall / (precision + recall) / math.log2(1 + granularity)


def _meets(one: Case, other: Case) -> bool:
    """Whether two passages touch on both sides."""
    return max(one[0], other[0]) < min(one[1], other[1]) and max(one[2], other[2]) < min(one[3], other[3])


def _detections(case: Case, found: Cases) -> int:
    return sum(_meets(case, hit) for hit in found)


def _covered(cases: Sequence[Cases], by: Sequence[Cases]) -> float:
    """The share of the characters of all cases, on both sides, that lie in what meets their case."""
    inside = whole = 0
    for here, others in zip(cases, by, strict=True):
        met = [(case, other) for case in here for other in others if _meets(case, other)]
        for start, end in ((0, 1), (2, 3)):
            whole += _length([(case[start], case[end]) for case in here])
            inside += _length([(max(x[start], y[start]), min(x[end], y[end])) for x, y in met])
    return inside / whole if whole else 0.0


def _length(stretches: Sequence[tuple[int, int]]) -> int:
    """How many characters lie in some stretch."""
    total, reached = 0, -1
    for start, end in sorted(stretches):
        if end > reached:
            total += end - max(start, reached)
            reached = end
    return total


# --------------------------------------------------------------------------------------------------- copies


def _copies(a: str, b: str) -> list[Case]:
    """Every run of eight or more equal words, at every place, by comparing each with each."""
    (words_a, starts_a, ends_a), (words_b, starts_b, ends_b) = word_spans(a), word_spans(b)
    found = _runs(words_a.tolist(), words_b.tolist(), _COPIED, every=True)
    return [
        (int(starts_a[i]), int(ends_a[i + n - 1]), int(starts_b[j]), int(ends_b[j + n - 1]))
        for i, j, n in found
    ]


def _long_copies(a: str, b: str) -> list[Case]:
    """Runs of fifty or more letters and digits, the first place of each: the baseline."""
    places_a, places_b = ([at for at, char in enumerate(text) if char.isalnum()] for text in (a, b))
    letters_a, letters_b = [a[at].lower() for at in places_a], [b[at].lower() for at in places_b]
    found = _runs(letters_a, letters_b, _PAN, every=False)
    return [(places_a[i], places_a[i + n - 1] + 1, places_b[j], places_b[j + n - 1] + 1) for i, j, n in found]


def _runs(a: Sequence[object], b: Sequence[object], least: int, *, every: bool) -> list[tuple[int, int, int]]:
    """Runs of equal items (place, place, length): all of them, or those met first from left to right."""
    places: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for j in range(len(b) - least + 1):
        places[tuple(b[j : j + least])].append(j)
    found: list[tuple[int, int, int]] = []
    i = 0
    while i <= len(a) - least:
        starts = places.get(tuple(a[i : i + least]), [])
        taken = [j for j in starts if not (i and j and a[i - 1] == b[j - 1])] if every else starts[:1]
        for j in taken:
            size = least
            while i + size < len(a) and j + size < len(b) and a[i + size] == b[j + size]:
                size += 1
            found.append((i, j, size))
        i += found[-1][2] if taken and not every else 1
    return found


# -------------------------------------------------------------------------------------------------- answers


def answers(folder: Folder, quick: bool) -> Measured:
    """`reused_share` of answers that were copied, rewritten lightly or heavily, or written independently.

    Two answers that were to be copied share next to no three words with their source; they count as misses.
    """
    del quick  # few rows
    name = "clough_stevenson"
    rows = folder.rows(name)
    sources = {row["task"]: row["text"] for row in rows if row["category"] == _ORIGINAL}
    given = [row for row in rows if row["category"] in _CLASSES]
    attempts = Attempts(compare.reused_share)
    shares = [attempts(row["text"], sources[row["task"]]) for row in given]
    values = [0.0 if share is None else share for share in shares]
    plain = [_trigrams(row["text"], sources[row["task"]]) for row in given]
    scores = [
        Score(
            f"{name}/{id}",
            "reuse",
            name,
            measure,
            of(given, values),
            len(given),
            "looked at while building",
            (Baseline("3-gram containment", of(given, plain)),),
            attempts.crashes,
        )
        for id, measure, of in (
            ("auc", "AUC of copied or rewritten against independent: reused_share", _auc),
            ("order", "pairs of the four classes whose means are in order", _ordered),
        )
    ]
    return Measured(tuple(scores))


_Measure: TypeAlias = Callable[[Sequence[Row], Sequence[float]], float]


def _auc(rows: Sequence[Row], values: Sequence[float]) -> float:
    """How often an answer with its source at hand has the higher value than an independent one."""
    pairs = list(zip(rows, values, strict=True))
    with_source = [value for row, value in pairs if row["category"] != _CLASSES[0]]
    without = [value for row, value in pairs if row["category"] == _CLASSES[0]]
    wins = sum((x > y) + (x == y) / 2 for x in with_source for y in without)
    return wins / (len(with_source) * len(without))


def _ordered(rows: Sequence[Row], values: Sequence[float]) -> float:
    means = []
    for category in _CLASSES:
        here = [value for row, value in zip(rows, values, strict=True) if row["category"] == category]
        means.append(sum(here) / len(here))
    pairs = [x < y for at, x in enumerate(means) for y in means[at + 1 :]]
    return sum(pairs) / len(pairs)


def _trigrams(a: str, b: str) -> float:
    """The share of a text's runs of three words that stand in the other."""
    x, y = (
        {tuple(w[i : i + 3]) for i in range(len(w) - 2)} for w in (word_spans(t)[0].tolist() for t in (a, b))
    )
    return len(x & y) / max(1, len(x))
