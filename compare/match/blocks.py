"""Block by block and document by document similarity: what the heatmaps draw."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from compare.match.score import Corpus, containment, normed
from compare.match.tfidf import cosines
from compare.model.prepared import Prepared
from compare.model.result import PairMatrix
from compare.model.reuse import Link


def block_matrix(corpus: Corpus, left: int, right: int, links: Sequence[Link]) -> PairMatrix:
    """Similarity of every compared block of two witnesses, 0..1, with the cells that hold a link.

    The value is the highest of its sentences' wording scores: a long paragraph with one shared sentence
    shows it.
    """
    a, b = corpus.witnesses[left], corpus.witnesses[right]
    rows, columns = _blocks(a), _blocks(b)
    words = cosines(normed(corpus.weights[left]), normed(corpus.weights[right]))
    chars = cosines(corpus.chars[left], corpus.chars[right])
    content = containment(corpus.weights[left], corpus.weights[right])
    wording = 0.35 * words + 0.35 * chars + 0.3 * content
    values = np.zeros((len(rows), len(columns)))
    row_of, column_of = (_places(side, blocks) for side, blocks in ((a, rows), (b, columns)))
    np.maximum.at(values, (row_of[:, None], column_of[None, :]), wording)
    parent = {u.passage.id: u.passage.parent for w in (a, b) for u in w.units}
    row_at, column_at = ({block: n for n, block in enumerate(side)} for side in (rows, columns))
    linked = sorted(
        {
            (row_at[parent[link.a] or ""], column_at[parent[link.b] or ""])
            for link in links
            if parent.get(link.a) in row_at and parent.get(link.b) in column_at
        }
    )
    return PairMatrix(
        a=a.witness.id,
        b=b.witness.id,
        rows=rows,
        columns=columns,
        values=tuple(tuple(round(float(v), 4) for v in row) for row in values),
        linked=tuple(linked),
    )


def _blocks(witness: Prepared) -> tuple[str, ...]:
    return tuple(dict.fromkeys(u.passage.parent or u.passage.id for u in witness.units))


def _places(witness: Prepared, blocks: Sequence[str]) -> np.ndarray[tuple[int], np.dtype[np.intp]]:
    index: Mapping[str, int] = {block: n for n, block in enumerate(blocks)}
    return np.array([index[u.passage.parent or u.passage.id] for u in witness.units], dtype=np.intp)


def document_matrix(corpus: Corpus) -> tuple[tuple[float, ...], ...]:
    """Similarity of every two witnesses, 0..1: the mean, over both sides, of each sentence's best match,
    weighted by how much the sentence says. Boilerplate has no part in it."""
    size = len(corpus.witnesses)
    values = np.eye(size)
    for i in range(size):
        for j in range(i + 1, size):
            best = containment(corpus.weights[i], corpus.weights[j])
            values[i, j] = values[j, i] = _both_ways(best, _mass(corpus, i), _mass(corpus, j))
    return tuple(tuple(round(float(v), 4) for v in row) for row in values)


def _mass(corpus: Corpus, at: int) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    return np.array([sum(vector.values()) for vector in corpus.weights[at]])


def _both_ways(
    best: np.ndarray[tuple[int, int], np.dtype[np.float32]],
    rows: np.ndarray[tuple[int], np.dtype[np.float64]],
    columns: np.ndarray[tuple[int], np.dtype[np.float64]],
) -> float:
    if not best.size or not rows.sum() or not columns.sum():
        return 0.0
    forth = float((best.max(axis=1) * rows).sum() / rows.sum())
    back = float((best.max(axis=0) * columns).sum() / columns.sum())
    return (forth + back) / 2
