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

    files = {"differences.csv": to_csv(result), "claims.csv": claims_csv(result)}
    if result.decisions:
        from compare.report.decisions_csv import decisions_csv

        files["decisions.csv"] = decisions_csv(result)
    return files


def _png(result: Result, lang: str) -> Files:
    return _pictures(result, lang, "png")


def _svg(result: Result, lang: str) -> Files:
    return _pictures(result, lang, "svg")


def _xlsx(result: Result, lang: str) -> Files:
    from compare.report.exports.xlsx import to_xlsx

    return {"comparison.xlsx": to_xlsx(result, lang)}


def _docx(result: Result, lang: str) -> Files:
    from compare.report import heatmap
    from compare.report.exports.docx_ import to_docx

    return {"comparison.docx": to_docx(result, lang, lambda: heatmap.render(result, lang, "png", "pair"))}


def _annotations(result: Result, lang: str) -> Files:
    from compare.report.exports.annotations import to_annotations

    return {"annotations.jsonld": encoded(to_annotations(result, lang))}


def _tei(result: Result, lang: str) -> Files:
    from compare.report.exports.tei import to_tei

    return {"comparison.tei.xml": encoded(to_tei(result, lang))}


def _pictures(result: Result, lang: str, fmt: Literal["png", "svg"]) -> Files:
    """The paragraphs of the pair that shares most; of three accounts and more all pictures of all."""
    from compare.report import heatmap
    from compare.report.drawing import all_of

    files = {f"heatmap.{fmt}": heatmap.render(result, lang, fmt)}
    return files | all_of(result, lang, fmt) if len(result.witnesses) >= _MANY else files


# PDF is not here: a browser prints it, which only the shell around the report may start.
WRITERS: dict[str, Callable[[Result, str], Files]] = {
    "html": _html,
    "md": _markdown,
    "json": _json,
    "csv": _csv,
    "png": _png,
    "svg": _svg,
    "xlsx": _xlsx,
    "docx": _docx,
    "annotations": _annotations,
    "tei": _tei,
}
