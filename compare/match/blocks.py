"""Block by block similarity: what the heatmaps of pairs draw."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from compare.match.score import Corpus
from compare.model.prepared import Prepared
from compare.model.result import PairMatrix
from compare.model.reuse import Link


def block_matrix(corpus: Corpus, left: int, right: int, links: Sequence[Link]) -> PairMatrix:
    """Similarity of every compared block of two witnesses, 0..1, with the cells that hold one of their links.

    The value is the highest of its sentences' wording scores: a long paragraph with one shared sentence
    shows it.
    """
    a, b = corpus.witnesses[left], corpus.witnesses[right]
    rows, columns = _blocks(a), _blocks(b)
    words, content, chars = corpus.lexical(left, right)
    wording = 0.35 * words + 0.35 * chars + 0.3 * content
    values = np.zeros((len(rows), len(columns)))
    row_of, column_of = (_places(side, blocks) for side, blocks in ((a, rows), (b, columns)))
    np.maximum.at(values, (row_of[:, None], column_of[None, :]), wording)
    parent = {u.passage.id: u.passage.parent for w in (a, b) for u in w.units}
    row_at, column_at = ({block: n for n, block in enumerate(side)} for side in (rows, columns))
    linked = sorted({(row_at[parent[link.a] or ""], column_at[parent[link.b] or ""]) for link in links})
    return PairMatrix(
        a=a.witness.id,
        b=b.witness.id,
        rows=rows,
        columns=columns,
        values=tuple(map(tuple, np.round(values, 4).tolist())),
        linked=tuple(linked),
    )


def _blocks(witness: Prepared) -> tuple[str, ...]:
    return tuple(dict.fromkeys(u.passage.parent or u.passage.id for u in witness.units))


def _places(witness: Prepared, blocks: Sequence[str]) -> np.ndarray[tuple[int], np.dtype[np.intp]]:
    index: Mapping[str, int] = {block: n for n, block in enumerate(blocks)}
    return np.array([index[u.passage.parent or u.passage.id] for u in witness.units], dtype=np.intp)
