"""scikit-learn's tf-idf of words and word pairs, the nearest texts by sparse-dot-topn or by itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.neighbors import NearestNeighbors
from sparse_dot_topn import sp_matmul_topn

NEAREST, LEAST = 5, 0.2


def find(texts: Sequence[str], option: str = "topn") -> tuple[Any, Any, Any]:
    table = TfidfVectorizer(ngram_range=(1, 2), dtype=np.float32).fit_transform(texts)
    if option == "topn":
        found = sp_matmul_topn(table, table.T.tocsr(), top_n=NEAREST + 1, threshold=LEAST).tocoo()
        first, second, scores = found.row, found.col, found.data
    else:
        distances, places = NearestNeighbors(n_neighbors=NEAREST + 1, metric="cosine").fit(table).kneighbors()
        first = np.repeat(np.arange(len(texts)), places.shape[1])
        second, scores = places.ravel(), 1 - distances.ravel()
    low, high = np.minimum(first, second).astype(np.int64), np.maximum(first, second)
    _, once = np.unique(low * len(texts) + high, return_index=True)
    once = once[(low < high)[once] & (scores[once] >= LEAST)]
    return low[once], high[once], scores[once]
