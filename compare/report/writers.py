"""Formats by name: each gives its files as bytes, so that all are rendered before the first is written."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal

from compare.model.result import Result

Files = dict[str, bytes]
# From so many accounts on there are pictures of all of them.
_MANY = 3
_SURROGATE = re.compile(r"[\ud800-\udfff]")


def encoded(text: str) -> bytes:
    """UTF-8 bytes ending with a line break; a lone surrogate, which no file can hold, becomes U+FFFD."""
    return (_SURROGATE.sub("\ufffd", text).rstrip("\n") + "\n").encode()


def _html(result: Result, lang: str) -> Files:
    from compare.report.site import to_files

    return {name: encoded(text) for name, text in to_files(result, lang).items()}


def _markdown(result: Result, lang: str) -> Files:
    from compare.report.markdown import to_markdown

    return {"comparison.md": encoded(to_markdown(result, lang))}


def _json(result: Result, lang: str) -> Files:
    from compare.report.json_ import to_json

    return {"comparison.json": encoded(to_json(result))}


def _csv(result: Result, lang: str) -> Files:
    from compare.report.csv_ import claims_csv, to_csv

    return {"differences.csv": to_csv(result), "claims.csv": claims_csv(result)}


def _png(result: Result, lang: str) -> Files:
    return _pictures(result, lang, "png")


def _svg(result: Result, lang: str) -> Files:
    return _pictures(result, lang, "svg")


def _pictures(result: Result, lang: str, fmt: Literal["png", "svg"]) -> Files:
    """The paragraphs of the first pair; for three accounts and more all pictures that show something."""
    from compare.report import heatmap
    from compare.report.pictures.coverage import render_coverage
    from compare.report.pictures.documents import render_documents
    from compare.report.pictures.matrix import render_matrix
    from compare.report.pictures.origins import render_origins
    from compare.report.pictures.timeline import render_timeline

    files = {f"heatmap.{fmt}": heatmap.render(result, lang, fmt, "pair")}
    if len(result.witnesses) < _MANY:
        return files
    made = {
        "heatmap_documents": render_documents(result, lang, fmt),
        "claims_matrix": render_matrix(result, lang, fmt),
        "origins": render_origins(result, lang, fmt),
        "timeline": render_timeline(result, lang, fmt),
        "coverage": render_coverage(result, lang, fmt),
    }
    return files | {f"{name}.{fmt}": picture for name, picture in made.items() if picture is not None}


WRITERS: dict[str, Callable[[Result, str], Files]] = {
    "html": _html,
    "md": _markdown,
    "json": _json,
    "csv": _csv,
    "png": _png,
    "svg": _svg,
}
