"""Which pairs of witnesses are worth aligning when there are too many to align them all."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from compare.model.prepared import Prepared
from compare.settings import Settings


def pairs_to_align(witnesses: Sequence[Prepared], settings: Settings) -> list[tuple[int, int]]:
    """Pairs (i, j), i < j: all of them for a few witnesses, else `settings.neighbours` of each one's.

    Up to `settings.all_pairs_up_to` witnesses every pair; above, half of a witness's neighbours are its
    nearest by word TF-IDF and half stand ever farther off, at ranks in geometric steps, so that copies of
    one text, which are nearest to one another, are compared with the other accounts as well (as in a small
    world, Kleinberg 2000). scikit-learn weighs the words; its import is too dear for a small comparison.
    Cost: one sparse product, then n log n for each witness.
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
        ranked = [int(j) for _, j in sorted(zip(-row.data, row.indices, strict=True)) if j != i]
        chosen = [ranked[rank] for rank in _ranks(len(ranked), settings.neighbours)]
        pairs.update((min(i, j), max(i, j)) for j in chosen)
    return sorted(pairs)


def _ranks(count: int, wanted: int) -> list[int]:
    """So many of the ranks 0..count-1, ascending: the first half in a row, the others in geometric steps.

    >>> _ranks(100, 10)
    [0, 1, 2, 3, 4, 8, 15, 28, 53, 99]
    """
    if count <= wanted:
        return list(range(count))
    near = wanted - wanted // 2
    ranks = list(range(near))
    for left in range(wanted // 2, 0, -1):
        last = ranks[-1] + 1
        ranks.append(max(last, round(last * (count / last) ** (1 / left)) - 1))
    return ranks
