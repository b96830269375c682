"""Number spans of the Wojood sample (Jarrar et al. 2022, MIT): CARDINAL, ORDINAL, MONEY, PERCENT.

Their spans are compared token by token with ours after our convention is turned into theirs: the noun that is
counted comes off (money and percentages keep it), measures are their QUANTITY and durations their DATE, and
neither is scored; duals in one word are not tagged there. Where they differ in kind it stays a miss: list
markers ("2 - ...") and footnotes are their ORDINAL, and left out here; a "one" behind its noun and vague
words such as "hundreds" are their CARDINAL.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import compare
from compare.details.number_grammar import TOKEN, grammar
from compare.details.number_units import is_measure
from compare.details.number_words import item_at
from compare.details.reading import fold_word
from compare.model.claim import Detail, DetailKind

_KINDS = {
    DetailKind.NUMBER: "CARDINAL",
    DetailKind.ORDINAL: "ORDINAL",
    DetailKind.MONEY: "MONEY",
    DetailKind.PERCENT: "PERCENT",
}
_BREAK = "$#$"  # their sign for the end of a paragraph
Tagged = tuple[str, int, int]


class Counts(NamedTuple):
    """Spans found rightly, wrongly, and not."""

    right: int
    wrong: int
    missed: int

    @property
    def f1(self) -> float:
        return 2 * self.right / max(1, 2 * self.right + self.wrong + self.missed)


def number_spans(path: Path, typed: bool = True, markers: bool = True) -> Counts:
    """The counts over a file; `typed`: the kind must be right too; `markers`: list markers are asked for."""
    right = wrong = missed = 0
    for wanted, found, _ in rows(path, markers):
        gold, ours = (wanted, found) if typed else ({w[1:] for w in wanted}, {f[1:] for f in found})
        right, wrong, missed = right + len(gold & ours), wrong + len(ours - gold), missed + len(gold - ours)
    return Counts(right, wrong, missed)


def rows(path: Path, markers: bool = True) -> list[tuple[set[Any], set[Any], Sequence[str]]]:
    """(their spans, our spans, tokens) of every sentence; spans as (kind, first token, last token + 1)."""
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        gold = _gold(row)
        if not markers:
            gold = {span for span in gold if not _marker(span, row["tokens"])}
        found.append((gold, _ours(row["tokens"]), row["tokens"]))
    return found


def _gold(row: Mapping[str, Any]) -> set[Tagged]:
    tokens, tags = row["tokens"], row["tags"]
    found = set()
    for at, names in enumerate(tags):
        for name in names:
            kind = name[2:]
            if name[:2] == "B-" and kind in _KINDS.values():
                end = at + 1
                while end < len(tokens) and f"I-{kind}" in tags[end]:
                    end += 1
                found.add((kind, at, end))
    return found


def _marker(span: Tagged, tokens: Sequence[str]) -> bool:
    kind, first, last = span
    alone = last - first == 1 and tokens[first].isdecimal() and kind == "ORDINAL"
    behind = tokens[last] if last < len(tokens) else ""
    return alone and ((first == 0 and behind in ("-", ".", ")")) or (first > 0 and tokens[first - 1] == "["))


def _ours(tokens: Sequence[str]) -> set[Tagged]:
    tokens = ["" if token == _BREAK else token for token in tokens]
    text = " ".join(tokens)
    starts, at = [], 0
    for token in tokens:
        starts.append(at)
        at += len(token) + 1
    found = set()
    for detail in compare.extract_details(text, language="ar"):
        kind = _KINDS.get(detail.kind)
        if kind is None or is_measure(detail.unit):
            continue
        start, end = _number_part(detail)
        if start < end:
            inside = [n for n, s in enumerate(starts) if s < end and start < s + len(tokens[n])]
            found.add((kind, inside[0], inside[-1] + 1))
    return found


def _number_part(detail: Detail) -> tuple[int, int]:
    """A detail's span without the noun; empty for a dual."""
    if detail.kind in (DetailKind.MONEY, DetailKind.PERCENT):
        return detail.start, detail.end
    words = grammar(("ar",)).words
    text = fold_word(detail.text)
    if len(text) != len(detail.text):
        text = detail.text
    matches = list(TOKEN.finditer(text))
    forms = [m.group().rstrip() for m in matches]
    bare = [form.removeprefix("ال") for form in forms]
    places = [
        n
        for n, form in enumerate(forms)
        if item_at(words, forms, n) is not None or item_at(words, bare, n) is not None or form == "عشر"
    ]
    if not places:
        return 0, 0
    last = matches[places[-1]]
    return detail.start + matches[places[0]].start(), detail.start + last.start() + len(forms[places[-1]])
