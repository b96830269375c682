"""Markdown of hostile accounts, as a reader of Markdown with tables and HTML understands it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from compare.model.result import Result
from compare.report.markdown import to_markdown
from compare.report.markdown_writer import folded
from tests.unit.report.exports.conftest import TRAPS, hostile_result
from tests.unit.report.pages import build

markdown_it = pytest.importorskip("markdown_it")

OURS = re.compile(
    r'<a id="(?:differences|claims|only|excluded|method|claim-\d+)">|</a>|<br>'
    r'|<div dir="rtl">|</div>|</?details>|<summary>[^<>]*</summary>|\s'
)


def tokens(result: Result, lang: str) -> Iterator[Any]:
    reader = markdown_it.MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    for token in reader.parse(to_markdown(result, lang)):
        yield token
        yield from token.children or ()


def check(result: Result, lang: str) -> None:
    """Only our own tags, only links within the page, no picture, and every row as long as its head."""
    cells: list[int] = []
    for token in tokens(result, lang):
        if token.type in ("html_block", "html_inline"):
            assert OURS.sub("", token.content) == "", token.content
        assert token.type not in ("image", "code_block", "fence", "s_open"), token.content
        if token.type == "link_open":
            assert token.attrs["href"].startswith("#")
        if token.type == "tr_open":
            cells.append(0)
        if token.type in ("th_open", "td_open"):
            cells[-1] += 1
    assert len(set(cells)) <= 3


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_all_traps_at_once(hostile: Result, lang: str) -> None:
    check(hostile, lang)


@pytest.mark.parametrize("trap", TRAPS)
def test_each_trap_alone(trap: str) -> None:
    check(hostile_result((trap,)), "en")


@pytest.mark.parametrize("trap", TRAPS)
def test_each_trap_among_many_accounts(trap: str) -> None:
    check(build([f"{trap} {n}" for n in range(6)], title=trap), "ar")


def test_the_check_would_tell(monkeypatch: pytest.MonkeyPatch) -> None:
    from compare.report import markdown_writer

    monkeypatch.setattr(markdown_writer, "escaped", str)
    with pytest.raises(AssertionError):
        check(build(["<script>x</script> a", "c d"]), "en")


def test_a_fold_keeps_its_lines_apart() -> None:
    lines = folded("a <b> & `c`", ["- x"])
    assert lines == [
        "<details>",
        "<summary>a &lt;b&gt; &amp; `c`</summary>",
        "",
        "- x",
        "",
        "</details>",
    ]
