"""What every part of the Markdown report is written with: escaping, quotes, sigla, rows of tables."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from compare.model.result import Result, WitnessSummary
from compare.report import wording

SENTENCE = 400
_SPECIAL = re.compile(r"([\\`*_\[\]{}|~#$!])")
_LINKED = re.compile(r"(?i)(https?|ftp|mailto|xmpp)(:)|(www)(\.)")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "@": "&#64;"}


def escaped(text: str) -> str:
    """Document text that Markdown and HTML show as it stands: no markup, tag, entity, link or mention.

    >>> escaped("<b>*a*</b>")
    '&lt;b&gt;\\\\*a\\\\*&lt;/b&gt;'
    """
    line = wording.plain(text)
    # Backslashes first; the entities bring in "#" of their own.
    line = _LINKED.sub(lambda m: f"{m[1] or m[3]}\\{m[2] or m[4]}", _SPECIAL.sub(r"\\\1", line))
    return "".join(_ENTITIES.get(c, c) for c in line)


@dataclass(frozen=True, slots=True)
class Writer:
    """The result with the words of the report's language."""

    result: Result
    lang: str
    page: Mapping[str, Any]
    words: Mapping[str, Any]
    witnesses: Mapping[str, WitnessSummary]

    def siglum(self, witness: str) -> str:
        found = self.witnesses.get(witness)
        return escaped(wording.siglum(self.lang, found.siglum) if found else witness)

    def quote(self, text: str, length: int = SENTENCE) -> str:
        body = wording.isolated(escaped(wording.shorten(text, length)), self.lang)
        return f"{self.words['open']}{body}{self.words['close']}"

    def stretch(self, witness: str, start: int, end: int, length: int = SENTENCE) -> str:
        return self.quote(self.witnesses[witness].text[start:end], length)


def escaped_finding(sentence: str) -> str:
    """A sentence of ours with quotes in it: escaped, its isolates kept."""
    return re.sub("[^\u2068\u2069]+", lambda run: _kept_spaces(run[0]), sentence)


def _kept_spaces(run: str) -> str:
    """Escaped, with the spaces at both ends that `plain` would drop."""
    body = run.strip()
    if not body:
        return " " if run else ""
    return f"{' ' * run.startswith(' ')}{escaped(body)}{' ' * run.endswith(' ')}"


def row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def limited(writer: Writer, shown: int, total: int) -> list[str]:
    if shown >= total:
        return []
    line = writer.words["report"]["shortened"].format(shown=shown, total=total)
    return ["", f"*{line}*"]


def folded(summary: str, lines: Sequence[str]) -> list[str]:
    """Lines that a forge shows on demand: Markdown between empty lines, under a summary that is none."""
    return ["<details>", f"<summary>{escape(wording.plain(summary))}</summary>", "", *lines, "", "</details>"]
