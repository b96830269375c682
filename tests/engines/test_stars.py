"""Components in tables against those of scipy."""

from __future__ import annotations

import itertools
import random
from pathlib import Path
from typing import Any

import numpy as np
import pytest

pytestmark = [pytest.mark.timeout(600), pytest.mark.filterwarnings("ignore")]


def by_scipy(edges: list[tuple[int, int]]) -> dict[int, int]:
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    texts, places = np.unique(np.array(edges).ravel(), return_inverse=True)
    one, two = places.reshape(-1, 2).T
    graph = coo_array((np.ones(len(one)), (one, two)), shape=(len(texts), len(texts)))
    labels = connected_components(graph, directed=False)[1]
    return {int(text): int(texts[labels == label].min()) for text, label in zip(texts, labels, strict=True)}


def made(kind: str) -> list[tuple[int, int]]:
    chosen = random.Random(kind)
    if kind == "chain":
        order = chosen.sample(range(10**9, 10**9 + 200), 200)
        return list(itertools.pairwise(order))
    if kind == "star":
        return [(n, 77) for n in range(150) if n != 77]
    if kind == "triangles":
        return [(3 * n + a, 3 * n + b) for n in range(40) for a, b in ((0, 1), (1, 2), (0, 2))]
    found = {(chosen.randrange(400), chosen.randrange(400)) for _ in range(190)}
    return sorted((a, b) for a, b in found if a != b)


@pytest.mark.parametrize("kind", ["chain", "star", "triangles", "chance", "chance 2"])
def test_components_are_those_of_scipy(spark: Any, tmp_path: Path, kind: str) -> None:
    from compare.engine.spark.stars import components

    edges = made(kind)
    table = spark.createDataFrame(edges, "i long, j long")
    rows = components(table, tmp_path.as_uri()).collect()
    assert len(rows) == len({row.number for row in rows})
    assert {row.number: row.label for row in rows} == by_scipy(edges)
