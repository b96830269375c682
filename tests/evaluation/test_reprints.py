"""Two months of fourteen papers: every exact copy and every reprint in another paper is found."""

from __future__ import annotations

import gzip
import json
from collections import Counter, defaultdict
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

from compare.engine.local import find_duplicates
from compare.model.duplicates import Duplicates
from compare.normalise.chain import fold
from compare.segment.tokens import words

_RUN = 8
_MOST = 60
"""A run of words in more articles than this is boilerplate."""


@pytest.fixture(scope="module")
def articles(shared: Path) -> list[dict[str, str]]:
    with gzip.open(shared / "data" / "saudinewsnet.jsonl.gz", "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


@pytest.fixture(scope="module")
def duplicates(articles: list[dict[str, str]]) -> Duplicates:
    return find_duplicates(article["text"] for article in articles)


def reprinted(articles: list[dict[str, str]]) -> set[tuple[int, int]]:
    """Pairs of different papers that share 0.9 of the shorter one's runs of eight words, counted plainly."""
    runs: list[set[int]] = []
    holders: dict[int, list[int]] = defaultdict(list)
    for number, article in enumerate(articles):
        text = article["text"]
        folded = fold(" ".join(text[span.start : span.end] for span in words(text))).split()
        runs.append({hash(tuple(folded[at : at + _RUN])) for at in range(len(folded) - _RUN + 1)})
        for run in runs[-1]:
            holders[run].append(number)
    shared: Counter[tuple[int, int]] = Counter()
    for group in holders.values():
        if 1 < len(group) <= _MOST:
            shared.update(pair for pair in combinations(group, 2) if _papers_differ(articles, *pair))
    return {(i, j) for (i, j), times in shared.items() if times >= 0.9 * min(len(runs[i]), len(runs[j]))}


def _papers_differ(articles: list[dict[str, str]], i: int, j: int) -> bool:
    return articles[i]["outlet"] != articles[j]["outlet"]


@pytest.mark.timeout(240)
def test_every_reprint_in_another_paper_is_a_pair(
    articles: list[dict[str, str]], duplicates: Duplicates
) -> None:
    expected = reprinted(articles)
    assert len(expected) > 2000
    found = set(zip(duplicates.pairs[0].tolist(), duplicates.pairs[1].tolist(), strict=True))
    assert sorted(expected - found) == []


@pytest.mark.timeout(240)
def test_every_exact_copy_is_in_the_cluster_of_the_first(
    articles: list[dict[str, str]], duplicates: Duplicates
) -> None:
    cluster = {text: n for n, members in enumerate(duplicates.clusters) for text in members}
    first: dict[str, int] = {}
    copies = [(first.setdefault(article["text"], n), n) for n, article in enumerate(articles)]
    told = [(i, j) for i, j in copies if i != j and any(map(str.isalnum, articles[i]["text"]))]
    assert len(told) > 500
    assert [(i, j) for i, j in told if cluster.get(i, -1) != cluster.get(j, -2)] == []
    assert all(np.diff(members).min() > 0 for members in duplicates.clusters)
