"""Summaries against their documents: does the summary contradict what it sums up?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

import compare
from compare.evaluation.baselines import SIMILARITIES, containment
from compare.evaluation.gold import Folder, spread
from compare.evaluation.metrics import balanced_of, best_threshold, measured
from compare.evaluation.scores import Attempts, Baseline, Measured, Score

NAME = "summedits_news.dev"
QUICK = 45
_NEAREST = 3


def summaries(folder: Folder, quick: bool) -> Measured:
    """Balanced accuracy of "this summary contradicts the document", read in the two ways a user has.

    By sentences: each sentence of the summary is judged against the sentences of the document that are
    nearest to it, and one that differs is a contradiction. By comparison: the two texts are compared as
    two accounts, and a conflict among the differences is a contradiction.
    """
    rows = spread(folder.rows(NAME), QUICK if quick else None)
    pairs = [(row["doc"], row["b"]) for row in rows]
    # The methods see likeness; that the less alike ones contradict is read into them.
    truth = [str(row["consistent"]) != "1" for row in rows]
    lines = tuple(
        _cut(method, truth, [-value for value in score(pairs)])
        for method, score in {**SIMILARITIES, "containment": containment}.items()
    )
    readings: dict[str, tuple[str, Callable[[str, str], bool]]] = {
        "sentences": ("judge by sentences", contradicted_sentence),
        "comparison": ("conflicts of compare", conflict),
    }
    scores = []
    for key, (measure, reading) in readings.items():
        attempts = Attempts(reading)
        said = [s if s is not None else not t for s, t in zip(attempts.over(pairs), truth, strict=True)]
        value = measured(balanced_of, truth, said)
        label = f"balanced accuracy: {measure}"
        scores.append(
            Score(f"{NAME}/{key}", "judge", NAME, label, value, len(rows), "dev", lines, attempts.crashes)
        )
    return Measured(tuple(scores))


def _cut(method: str, truth: Sequence[bool], values: Sequence[float]) -> Baseline:
    cut = best_threshold(balanced_of, truth, values)
    said = [value >= cut for value in values]
    return Baseline(method, measured(balanced_of, truth, said), "", optimistic=True)


def contradicted_sentence(document: str, summary: str) -> bool:
    """True where a sentence of the summary differs from the most related of its nearest sentences."""
    known = _sentences(document)
    for start, end in compare.split_sentences(summary):
        sentence = summary[start:end]
        # Sharing words is enough to find the few that are worth judging.
        shares = containment([(other, sentence) for other in known])
        nearest = sorted(range(len(known)), key=lambda at: (-shares[at], at))[:_NEAREST]
        verdicts = [compare.judge(known[at], sentence) for at in nearest]
        best = max(verdicts, key=lambda verdict: verdict.related, default=None)
        if best is not None and best.relation == "differ":
            return True
    return False


@lru_cache(maxsize=8)
def _sentences(document: str) -> tuple[str, ...]:
    return tuple(document[start:end] for start, end in compare.split_sentences(document))


def conflict(document: str, summary: str) -> bool:
    """True where comparing the two as accounts of one event finds a conflict."""
    texts = {"document": document, "summary": summary}
    accounts = [compare.Witness.from_text(text, id=name) for name, text in texts.items()]
    return any(difference.status == "conflict" for difference in compare.compare(accounts).differences)
