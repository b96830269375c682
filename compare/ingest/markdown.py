"""Markdown: headings, paragraphs, lists and tables as they read, without the signs that mark them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from compare.ingest.document import Document, Line, Means, facts, tidy
from compare.model.text import PassageKind

_FRONT = re.compile(r"\A\ufeff?---[ \t]*\r?\n(.{0,5000}?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.S)
_ENTRY = re.compile(
    r"^(title|author|date|publisher|outlet)\s*:\s*[\"']?([^\r\n]{1,500}?)[\"']?\s*$", re.M | re.I
)
_FIELDS = {"author": "byline", "date": "published", "publisher": "outlet"}
_NOTE = ("document-extracted", "the signs of Markdown were taken out; places count in the text without them.")

_AS_IT_IS = ("markdown-kept", "A paragraph is too long to be Markdown; the signs were left in.")
_LONGEST_BLOCK = 50_000
"""Characters of a block; those of books have a tenth."""


def read_markdown(text: str, means: Means) -> Document:
    """The text of a Markdown file; what its front matter states are its facts."""
    if any(len(block) > _LONGEST_BLOCK for block in re.split(r"\n[ \t]*\r?\n", text)):
        # The parser takes the square of a block's length for some that are nothing but signs.
        plain = tidy(((line, None) for line in text.splitlines()), means.settings.max_input_bytes)
        return Document(plain, (), (_AS_IT_IS,))
    front = _FRONT.match(text)
    told = [(key.lower(), value) for key, value in _ENTRY.findall(front[1])] if front else []
    body = text[front.end() :] if front else text
    return Document(
        tidy(_lines(body), means.settings.max_input_bytes),
        facts(*((_FIELDS.get(key, key), value.replace("\\", ""), "front matter") for key, value in told)),
        (_NOTE,),
    )


@cache
def _parser() -> Any:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark").enable("table")


def _lines(text: str) -> Iterator[Line]:
    kind: PassageKind | None = None
    cells: list[str] = []
    row = False
    for token in _parser().parse(text):
        if token.type == "heading_open":
            kind = PassageKind.HEADLINE if token.tag == "h1" else PassageKind.HEADING
        elif token.type == "tr_open":
            row, cells = True, []
        elif token.type == "tr_close":
            row = False
            yield " | ".join(cells), None
        elif token.type == "inline":
            shown = _shown(token.children or [])
            if row:
                cells.append(" ".join(shown.split()))
            else:
                yield from ((line, kind) for line in shown.split("\n"))
            kind = None
        elif token.type in ("fence", "code_block"):
            yield from ((line, None) for line in token.content.splitlines())
        elif token.type == "html_block":
            yield from _markup(token.content)


def _markup(block: str) -> Iterator[Line]:
    from compare.ingest.markup import html_lines

    yield from html_lines(block)


def _shown(children: list[Any]) -> str:
    parts: list[str] = []
    for child in children:
        if child.type in ("text", "code_inline", "image"):
            parts.append(child.content)
        elif child.type == "softbreak":
            parts.append(" ")
        elif child.type == "hardbreak":
            parts.append("\n")
    return "".join(parts)
