"""Every picture by its name: what the reports write, and what a notebook asks for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import get_args

from compare.errors import UsageError
from compare.languages import table
from compare.model.result import Matrix, PairMatrix, Result
from compare.report import heatmap
from compare.report.pictures.canvas import Format
from compare.report.pictures.coverage import render_coverage
from compare.report.pictures.documents import render_documents
from compare.report.pictures.matrix import render_matrix
from compare.report.pictures.origins import render_origins
from compare.report.pictures.paragraphs import render_paragraphs
from compare.report.pictures.timeline import render_timeline
from compare.report.wording import siglum

Render = Callable[[Result, str, Format], bytes | None]

OVERVIEWS: Mapping[str, Render] = {
    "documents": render_documents,
    "paragraphs": render_paragraphs,
    "claims": render_matrix,
    "origins": render_origins,
    "timeline": render_timeline,
    "coverage": render_coverage,
}
"""The pictures over all accounts; each gives None where it would show nothing."""
KINDS = ("heatmap", *OVERVIEWS)
_FILES = {"documents": "heatmap_documents", "paragraphs": "heatmap_paragraphs", "claims": "claims_matrix"}


def drawn(
    result: Result, kind: str, lang: str, fmt: Format, a: str | None = None, b: str | None = None
) -> bytes:
    """One picture as a file.

    Of the pair `a` and `b` for a heatmap: ids or sigla; with one of them, or none, the pair that shares the
    most. Raises `UsageError` for a kind, format, language or account that is not known, and where the
    picture would show nothing.
    """
    _check(kind, lang, fmt)
    if kind == "heatmap":
        return heatmap.render(_of_pair(result, a, b), lang, fmt)
    if a is not None or b is not None:
        raise UsageError(
            f"The picture {kind!r} is of all accounts; only 'heatmap' is of two.", slug="picture"
        )
    made = OVERVIEWS[kind](result, lang, fmt)
    if made is None:
        raise UsageError(f"The picture {kind!r} would show nothing for these accounts.", slug="empty-picture")
    return made


def all_of(result: Result, lang: str, fmt: Format) -> dict[str, bytes]:
    """The pictures of all accounts by the names of their files, without those that would show nothing."""
    made = {name: render(result, lang, fmt) for name, render in OVERVIEWS.items()}
    return {f"{_FILES.get(name, name)}.{fmt}": data for name, data in made.items() if data is not None}


def _check(kind: str, lang: str, fmt: str) -> None:
    if kind not in KINDS:
        raise UsageError(f"Unknown picture {kind!r}; known: {', '.join(KINDS)}.", slug="picture")
    if fmt not in get_args(Format):
        raise UsageError(f"Unknown format {fmt!r}; known: {', '.join(get_args(Format))}.", slug="format")
    if not table(lang, "pictures"):
        raise UsageError(f"There are no pictures in the language {lang!r}.", slug="language")


def _of_pair(result: Result, a: str | None, b: str | None) -> Result:
    """The result with one pair of accounts left, `a` in the rows."""
    wanted = [_account(result, name) for name in (a, b) if name is not None]
    if len(wanted) == 2 and wanted[0] == wanted[1]:
        raise UsageError("A heatmap is of two different accounts.", slug="pair")
    found = [pair for pair in result.matrix.paragraphs if set(wanted) <= {pair.a, pair.b}]
    if not found:
        raise UsageError("These accounts were not aligned with each other.", slug="pair")
    pair = found[heatmap.busiest(replace(result, matrix=Matrix((), tuple(found))))]
    turned = (a is not None and pair.a != wanted[0]) or (a is None and b is not None and pair.b != wanted[0])
    return replace(result, matrix=Matrix((), (_turned(pair) if turned else pair,)))


def _account(result: Result, name: str) -> str:
    """The id of the account that is meant by its id or siglum."""
    for w in result.witnesses:
        if name == w.id:
            return w.id
    for w in result.witnesses:
        if name in (w.siglum, siglum("ar", w.siglum)):
            return w.id
    known = ", ".join(f"{w.siglum} ({w.id})" for w in result.witnesses[:8])
    more = ", …" if len(result.witnesses) > 8 else ""
    raise UsageError(f"No account {name!r}; known: {known}{more}.", slug="account")


def _turned(pair: PairMatrix) -> PairMatrix:
    """The pair with rows and columns changed."""
    values = tuple(tuple(row[n] for row in pair.values) for n in range(len(pair.columns)))
    linked = tuple(sorted((j, i) for i, j in pair.linked))
    return PairMatrix(pair.b, pair.a, pair.columns, pair.rows, values, linked)
