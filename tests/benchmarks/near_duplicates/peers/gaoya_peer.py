"""gaoya: banded MinHash in Rust, over word 3-shingles."""

from __future__ import annotations

from collections.abc import Sequence

from gaoya.minhash import MinHashStringIndex


def find(texts: Sequence[str]) -> tuple[list[int], list[int], list[float]]:
    index = MinHashStringIndex(
        hash_size=32,
        jaccard_threshold=0.3,
        num_bands=32,
        band_size=4,
        num_hashes=128,
        analyzer="word",
        ngram_range=(3, 3),
        id_container="smallvec",
    )
    index.par_bulk_insert_docs(list(range(len(texts))), texts)
    first, second, scores = [], [], []
    for i, found in enumerate(index.par_bulk_query(texts, return_similarity=True)):
        for j, score in found:
            if i < j:
                first.append(i)
                second.append(j)
                scores.append(score)
    return first, second, scores
