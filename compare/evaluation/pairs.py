"""Sets of text pairs: what `judge` and `similarity` say of them, and how far its probabilities hold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import compare
from compare.evaluation.baselines import SIMILARITIES, Pair, containment
from compare.evaluation.gold import Folder, Row, spread
from compare.evaluation.metrics import (
    Counts,
    accuracy_of,
    best_threshold,
    cross_validated,
    cut_in_three,
    f1_of,
    macro_f1,
    measured,
    reliability,
    spearman,
    two_cuts,
)
from compare.evaluation.scores import Attempts, Baseline, Curve, Measured, Score

QUICK = 250
_TRAIN = "cut on train"
_FOLDS = "cut by 5-fold"
_SAID = {"score": "P(agree)", "related": "P(related)"}
_STANCES = ("other", "disagree", "agree")
_RELATIONS = {"unrelated": "other", "differ": "disagree", "agree": "agree"}


def stance(folder: Folder, quick: bool, name: str = "ans_stance.dev") -> Measured:
    """Agree, disagree or other: the relation that `judge` gives, and the calibration of its probabilities."""
    rows = spread(folder.rows(name), QUICK if quick else None)
    pairs, truth = _pairs(rows), [row["label"] for row in rows]
    judge = Attempts(compare.judge)
    verdicts = judge.over(pairs)
    said = [_RELATIONS.get(v.relation) if v is not None else None for v in verdicts]
    split = "dev; trained on train" if name.endswith("dev") else "trained on it"
    relation = Score(
        f"{name}/relation",
        "judge",
        name,
        "macro F1 of agree, differ, unrelated",
        macro_f1(truth, said, _STANCES),
        len(rows),
        split,
        _in_three(folder, pairs, truth, name),
        judge.crashes,
    )
    facts = {"score": [t == "agree" for t in truth], "related": [t != "other" for t in truth]}
    return _with_calibration(relation, verdicts, facts, pairs)


def _in_three(folder: Folder, pairs: list[Pair], truth: list[str], name: str) -> tuple[Baseline, ...]:
    """The baselines of three classes: two cuts, set on the training rows, or here where there are none."""
    train = (
        folder.rows("ans_stance.train") if name.endswith("dev") and folder.path("ans_stance.train") else []
    )
    lines, own = [], [row["label"] for row in train]
    for method, score in SIMILARITIES.items():
        # One fit for both: the methods learn nothing but word counts.
        values = score([*pairs, *_pairs(train)])
        here, there = values[: len(pairs)], values[len(pairs) :]
        cuts = two_cuts(own, there, _STANCES) if train else two_cuts(truth, here, _STANCES)
        said = cut_in_three(here, cuts, _STANCES)
        lines.append(
            Baseline(method, macro_f1(truth, said, _STANCES), _TRAIN if train else "", optimistic=not train)
        )
    return tuple(lines)


def entailment(folder: Folder, quick: bool) -> Measured:
    """Does the lead entail the headline: read as "judge finds that they agree".

    The verdict has no entailment of its own. A lead that entails a headline states all of it, which is what
    agreeing means where the second text is the shorter one. Measured twice: by the relation alone, and by
    the probability with its cut set on the training rows.
    """
    del quick  # few rows
    name, rows = "arbte.valid", folder.rows("arbte.valid")
    pairs, truth = _arbte(rows), [row["label"] == "1" for row in rows]
    train = folder.rows("arbte.train") if folder.path("arbte.train") else []
    known, facts = _arbte(train), [row["label"] == "1" for row in train]
    judge = Attempts(compare.judge)
    verdicts = judge.over(pairs)
    said = [v.relation == "agree" if v else not t for v, t in zip(verdicts, truth, strict=True)]
    methods = {**SIMILARITIES, "containment": containment}
    lines = []
    for method, score in methods.items():
        values = score([*pairs, *known])
        lines.append(_cut(method, accuracy_of, truth, values[: len(pairs)], facts, values[len(pairs) :]))
    scores = [
        Score(
            f"{name}/agree",
            "judge",
            name,
            "accuracy of entailment: relation is agree",
            measured(accuracy_of, truth, said),
            len(rows),
            "valid; trained on train",
            tuple(lines),
            judge.crashes,
        )
    ]
    if train:
        ours, theirs = _probabilities(verdicts, truth, "score"), Attempts(compare.judge).over(known)
        cut = _cut("", accuracy_of, truth, ours, facts, _probabilities(theirs, facts, "score"))
        measure = "accuracy of entailment: P(agree)"
        split = "valid; trained and cut on train"
        scores.append(
            Score(
                f"{name}/score",
                "judge",
                name,
                measure,
                cut.value,
                len(rows),
                split,
                tuple(lines),
                judge.crashes,
            )
        )
    return Measured(tuple(scores))


def _arbte(rows: Iterable[Row]) -> list[Pair]:
    return [(row["premise"], row["hypothesis"]) for row in rows]


def paraphrase(folder: Folder, quick: bool) -> Measured:
    """Paraphrase or not, a loose one counting as one: `judge` says related, and `similarity` above a cut."""
    name = "paraphraser_ru"
    rows = spread(folder.rows(name), 2 * QUICK if quick else None)
    pairs, truth = _pairs(rows), [row["label"] != -1 for row in rows]
    judge, similarity = Attempts(compare.judge), Attempts(compare.similarity)
    verdicts = judge.over(pairs)
    related = _probabilities(verdicts, truth, "related")
    alike = [_missed(value, t) for value, t in zip(similarity.over(pairs), truth, strict=True)]
    lines = tuple(
        Baseline(method, cross_validated(f1_of, truth, score(pairs)), _FOLDS)
        for method, score in SIMILARITIES.items()
    )
    by_judge = Score(
        f"{name}/related",
        "judge",
        name,
        "F1 of paraphrase: P(related) at least .5",
        measured(f1_of, truth, [value >= 0.5 for value in related]),
        len(rows),
        "trained on it (5-fold: tools/train_judge.py)",
        lines,
        judge.crashes,
    )
    by_cut = Score(
        f"{name}/similarity",
        "similarity",
        name,
        "F1 of paraphrase: similarity",
        cross_validated(f1_of, truth, alike),
        len(rows),
        "cut by 5-fold",
        lines,
        similarity.crashes,
    )
    facts = {"score": [row["label"] == 1 for row in rows], "related": truth}
    calibrated = _with_calibration(by_judge, verdicts, facts, pairs)
    return Measured((by_cut, *calibrated.scores), calibrated.curves)


def sentence_similarity(folder: Folder, quick: bool, name: str) -> Measured:
    """Spearman of `similarity` with the scores that people gave."""
    del quick  # few rows
    rows = folder.rows(name)
    pairs, truth = _pairs(rows), [float(row["score"]) for row in rows]
    similarity = Attempts(compare.similarity)
    middle = sorted(truth)[len(truth) // 2]
    values = [_missed(value, t >= middle) for value, t in zip(similarity.over(pairs), truth, strict=True)]
    lines = tuple(Baseline(m, spearman(truth, score(pairs))) for m, score in SIMILARITIES.items())
    value = spearman(truth, values)
    return Measured(
        (
            Score(
                f"{name}/similarity",
                "similarity",
                name,
                "Spearman with people's scores",
                value,
                len(rows),
                "all rows",
                lines,
                similarity.crashes,
            ),
        )
    )


def _pairs(rows: Iterable[Row]) -> list[Pair]:
    return [(row["a"], row["b"]) for row in rows]


def _missed(value: float | None, truth: bool) -> float:
    """The value; where there is none the worst one, so that a crash counts as a miss."""
    return value if value is not None else float(not truth)


def _probabilities(verdicts: Sequence[Any], truth: Sequence[bool], which: str) -> list[float]:
    return [_missed(v and getattr(v, which), t) for v, t in zip(verdicts, truth, strict=True)]


def _cut(
    method: str,
    measure: Counts,
    truth: list[bool],
    values: list[float],
    known: list[bool],
    their_values: list[float],
) -> Baseline:
    """A baseline whose cut is set on the training rows, or on the measured ones where there are none."""
    cut = best_threshold(measure, known, their_values) if known else best_threshold(measure, truth, values)
    value = measured(measure, truth, [score >= cut for score in values])
    return Baseline(method, value, _TRAIN if known else "", optimistic=not known)


def _with_calibration(
    first: Score, verdicts: Sequence[Any], facts: Mapping[str, list[bool]], pairs: list[Pair]
) -> Measured:
    """A score and, of the same verdicts, the calibration of both probabilities."""
    scores, curves = [first], []
    cosines = SIMILARITIES["tf-idf"](pairs)
    for which, truth in facts.items():
        error, bins = reliability(truth, _probabilities(verdicts, truth, which))
        curves.append(Curve(f"{first.set}: {_SAID[which]}", error, bins))
        scores.append(
            Score(
                f"{first.set}/calibration of {which}",
                "judge",
                first.set,
                f"calibration error of {_SAID[which]}, 10 bins",
                error,
                first.n,
                first.split,
                (Baseline("tf-idf", reliability(truth, cosines)[0], "the cosine taken for a probability"),),
                first.crashes,
                lower=True,
            )
        )
    return Measured(tuple(scores), tuple(curves))
