"""Which pairs of witnesses are worth aligning when there are too many to align them all."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from compare.model.prepared import Prepared
from compare.settings import Settings


def pairs_to_align(witnesses: Sequence[Prepared], settings: Settings) -> list[tuple[int, int]]:
    """Pairs (i, j), i < j: all of them for a few witnesses, else each one's nearest by word TF-IDF.

    From `settings.all_pairs_up_to` witnesses on, scikit-learn's sparse vectors find `settings.neighbours`
    witnesses for each; its import is too dear for a small comparison. Cost: one sparse product.
    """
    count = len(witnesses)
    if count <= settings.all_pairs_up_to:
        return list(combinations(range(count), 2))
    from sklearn.feature_extraction.text import TfidfVectorizer

    lemmas = [[t.lemma for unit in witness.units for t in unit.tokens] for witness in witnesses]
    vectors = TfidfVectorizer(analyzer=list, sublinear_tf=True).fit_transform(lemmas)
    alike = (vectors @ vectors.T).tocsr()
    pairs: set[tuple[int, int]] = set()
    for i in range(count):
        row = alike.getrow(i)
        ranked = sorted(zip(-row.data, row.indices, strict=True))
        nearest = [int(j) for _, j in ranked if j != i][: settings.neighbours]
        pairs.update((min(i, j), max(i, j)) for j in nearest)
    return sorted(pairs)
