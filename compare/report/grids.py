"""Similarity grids: blocks of two accounts, and all accounts with one another, ordered by their stories."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from compare.model.result import PairMatrix, Result
from compare.report.view import block_labels, shown_score, similarity_class


@dataclass(frozen=True, slots=True)
class Cell:
    value: str
    level: int
    linked: bool


# Beyond so many rows or columns a grid is drawn, not written: a page of 40,000 cells takes a second.
WRITTEN = 50
_LINKED = 128


@dataclass(frozen=True, slots=True)
class Heat:
    """A grid of block similarities between two witnesses. A large one has no cells but `packed`: a byte for
    each, row by row, in Base64: the value in hundredths, and 128 more where the blocks are linked.
    """

    a: str
    b: str
    rows: tuple[tuple[str, str], ...]
    columns: tuple[tuple[str, str], ...]
    cells: tuple[tuple[Cell, ...], ...]
    packed: str = ""


@dataclass(frozen=True, slots=True)
class DocumentGrid:
    """All accounts with one another. `order` are indices of accounts, those of one story side by side;
    `opens` are the positions in that order where a story begins.
    """

    order: tuple[int, ...]
    opens: frozenset[int]
    cells: tuple[tuple[Cell, ...], ...]


def document_grid(result: Result) -> DocumentGrid:
    """The grid of all accounts, clustered by stories: the largest story first, then as they were given."""
    at = {w.id: n for n, w in enumerate(result.witnesses)}
    groups = sorted((sorted(at[w] for w in story if w in at) for story in result.stories), key=_rank)
    told = {n for group in groups for n in group}
    groups.append([n for n in at.values() if n not in told])
    order = tuple(n for group in groups for n in group)
    # A line between two single accounts would part nothing.
    opens = (sum(map(len, groups[:n])) for n in range(1, len(groups)) if groups[n] and len(groups[n - 1]) > 1)
    values = result.matrix.documents
    return DocumentGrid(
        order,
        frozenset(opens),
        tuple(tuple(_cell(values[i][j], linked=False) for j in order) for i in order) if values else (),
    )


def _rank(group: Sequence[int]) -> tuple[int, int]:
    return (-len(group), group[0] if group else 0)


def _cell(value: float, *, linked: bool) -> Cell:
    return Cell(shown_score(value), similarity_class(value), linked)


def heats(result: Result, *, most: int, most_cells: int) -> tuple[Heat, ...]:
    """The grids of as many pairs as fit: those with the most links, in the order of the accounts."""
    labels = block_labels(result)
    return tuple(_heat(result, pair, labels) for pair in _fitting(result, most, most_cells))


def _fitting(result: Result, most: int, most_cells: int) -> list[PairMatrix]:
    """The pairs whose grids are shown: those with the most links; one always, unless none is asked for."""
    ranked = sorted(result.matrix.paragraphs, key=lambda pair: -len(pair.linked))
    chosen: list[PairMatrix] = []
    cells = 0
    for pair in ranked[:most]:
        cells += len(pair.rows) * len(pair.columns)
        if chosen and cells > most_cells:
            break
        chosen.append(pair)
    return [pair for pair in result.matrix.paragraphs if pair in chosen]


def _heat(result: Result, pair: PairMatrix, labels: Mapping[str, str]) -> Heat:
    texts = {w.id: w.text for w in result.witnesses}
    blocks = {p.id: p for p in result.passages}
    linked = set(pair.linked)

    def named(ids: Sequence[str], witness: str) -> tuple[tuple[str, str], ...]:
        spans = (blocks[i] for i in ids)
        return tuple((labels[p.id], texts[witness][p.start : p.end]) for p in spans)

    large = max(len(pair.rows), len(pair.columns)) > WRITTEN
    return Heat(
        a=pair.a,
        b=pair.b,
        rows=named(pair.rows, pair.a),
        columns=named(pair.columns, pair.b),
        cells=()
        if large
        else tuple(
            tuple(Cell(shown_score(v), similarity_class(v), (i, j) in linked) for j, v in enumerate(row))
            for i, row in enumerate(pair.values)
        ),
        packed=_packed(pair) if large else "",
    )


def _packed(pair: PairMatrix) -> str:
    """Every value as it would be written, in a byte."""
    linked = set(pair.linked)
    values = (
        round(float(shown_score(v)) * 100) + _LINKED * ((i, j) in linked)
        for i, row in enumerate(pair.values)
        for j, v in enumerate(row)
    )
    return base64.b64encode(bytes(values)).decode()
