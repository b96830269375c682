"""Same-event groups of news articles, against groups that people made: near-alike events on purpose."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import numpy as np

from compare.errors import InputError
from compare.evaluation.gold import Folder, Row
from compare.evaluation.scores import Attempts, Baseline, Measured, Score
from compare.model.text import Witness
from compare.pipeline import stories_of

NAME = "ecbplus_news.dev"
QUICK = 4
"""Every so manieth topic on the quick card: 8 of 33."""

# Web addresses, whose parts the set holds apart ("http : / / example . com"), stand in lines of their own.
_ADDRESS = re.compile(r"\s*(?:https?\s*:|www\s*\.)", re.IGNORECASE)
_CUTS = np.arange(0.02, 0.8, 0.01)


def stories(folder: Folder, quick: bool) -> Measured:
    """The adjusted Rand index of `group_stories`, all articles in one call.

    Events are near-alike by twos: two actresses go into rehab, one navy stops pirates in 2008 and in 2011.
    """
    rows = [row for row in folder.rows(NAME) if not quick or row["topic"] % QUICK == 0]
    if not rows:
        raise InputError(f"The set {NAME} has no topic for the quick card.", slug="empty")
    texts = [article(row) for row in rows]
    truth = [(row["topic"], row["event"]) for row in rows]
    attempts = Attempts(stories_of)
    groups = attempts([Witness.from_text(text, id=row["id"]) for text, row in zip(texts, rows, strict=True)])
    # A crash leaves one group of everything.
    value = rand_index(truth, groups or [list(range(len(rows)))])
    return Measured(
        (
            Score(
                f"{NAME}/groups",
                "stories",
                NAME,
                "adjusted Rand index",
                value,
                len(rows),
                "settings chosen on it",
                _average_link(rows, texts, truth),
                attempts.crashes,
            ),
        )
    )


def article(row: Row) -> str:
    """The text without its web address, as a reader sees it.

    >>> article({"text": "http : / / a . b / c\\nPirates seized\\nThe navy ..."})
    'Pirates seized\\nThe navy ...'
    """
    return "\n".join(line for line in row["text"].split("\n") if not _ADDRESS.match(line))


def rand_index(truth: Sequence[Any], groups: Sequence[Sequence[int]]) -> float:
    """The Rand index of groups of rows, 0 for chance and 1 for the groups of `truth` (Hubert, Arabie 1985).

    >>> rand_index(["a", "a", "b", "b"], [[0, 1], [2, 3]])
    1.0
    """
    from sklearn.metrics import adjusted_rand_score

    names = {label: at for at, label in enumerate(dict.fromkeys(truth))}
    found = np.zeros(len(truth), np.intp)
    for at, group in enumerate(groups):
        found[list(group)] = at
    return float(adjusted_rand_score([names[label] for label in truth], found))


def _average_link(rows: Sequence[Row], texts: Sequence[str], truth: Sequence[Any]) -> tuple[Baseline, ...]:
    """Average-link clustering of TF-IDF cosines, cut where it does best on these rows, and by halves."""
    odd = [at for at, row in enumerate(rows) if row["topic"] % 2]
    even = [at for at, row in enumerate(rows) if not row["topic"] % 2]
    best = max(_by_cut(texts, truth))
    lines = [Baseline("tf-idf, average link", best, "best cut", optimistic=True)]
    if odd and even:
        one, two = (_by_cut([texts[at] for at in half], [truth[at] for at in half]) for half in (odd, even))
        crossed = (one[int(np.argmax(two))] * len(odd) + two[int(np.argmax(one))] * len(even)) / len(rows)
        lines.append(Baseline("tf-idf, average link (halves)", crossed, "cut on the other half of topics"))
    return tuple(lines)


def _by_cut(texts: Sequence[str], truth: Sequence[Any]) -> list[float]:
    """The index at every cut."""
    from scipy.cluster.hierarchy import fcluster, linkage
    from sklearn.feature_extraction.text import TfidfVectorizer

    try:
        table = TfidfVectorizer(sublinear_tf=True).fit_transform(texts)
    except ValueError:  # not one word in all texts
        return [0.0] * len(_CUTS)
    if len(texts) < 2:
        return [1.0] * len(_CUTS)
    distances = np.clip(1 - (table @ table.T).toarray(), 0, 1)[np.triu_indices(len(texts), 1)]
    tree = linkage(distances, "average")
    values = []
    for cut in _CUTS:
        labels = fcluster(tree, 1 - cut, "distance")
        groups = [np.flatnonzero(labels == label).tolist() for label in sorted(set(labels.tolist()))]
        values.append(rand_index(truth, groups))
    return values
