"""Formats by name: each gives its files as bytes, so that all are rendered before the first is written."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal

from compare.model.result import Result

Files = dict[str, bytes]
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
    return _heatmaps(result, lang, "png")


def _svg(result: Result, lang: str) -> Files:
    return _heatmaps(result, lang, "svg")


def _heatmaps(result: Result, lang: str, fmt: Literal["png", "svg"]) -> Files:
    """The paragraphs of the first pair; from three accounts on also the accounts with one another."""
    from compare.report.heatmap import render

    files = {f"heatmap.{fmt}": render(result, lang, fmt, "pair")}
    if len(result.witnesses) > 2:
        files[f"heatmap_documents.{fmt}"] = render(result, lang, fmt, "documents")
    return files


WRITERS: dict[str, Callable[[Result, str], Files]] = {
    "html": _html,
    "md": _markdown,
    "json": _json,
    "csv": _csv,
    "png": _png,
    "svg": _svg,
}
