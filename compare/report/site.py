"""The HTML report as files: one page, or an index with pages of pairs; never heavier than its budget."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from compare.model.result import Note, Result
from compare.report.html import STYLE, to_html, to_index, to_pair
from compare.report.limits import BUDGET, CUTS, ONE_PAGE
from compare.report.pairs import PairRow, Pairs, linked_pairs
from compare.report.style import letters_of, stylesheet
from compare.report.view import numbered

INDEX_NAME = "comparison.html"
# Even where there is room for more, nobody reads so many pairs.
_MOST_PAGES = 150
_CUT = Note("report-cut", "This report was cut so that it stays light; the rest stands in comparison.json.")


def to_files(result: Result, lang: str, budget: int = BUDGET) -> dict[str, str]:
    """The pages by relative name, together no heavier than the budget (in bytes).

    Up to `ONE_PAGE` accounts stand on one page that needs nothing beside it; a page too heavy is cut, and
    says so. More accounts, or a page that no cut makes light, become an index and pages of pairs. Names are
    made of sigla alone.
    """
    if len(result.witnesses) <= ONE_PAGE:
        page = to_html(result, lang)
        if size(page) <= budget:
            return {INDEX_NAME: page}
        marked = _noted(result)
        for limits in CUTS:
            page = to_html(marked, lang, limits)
            if size(page) <= budget:
                return {INDEX_NAME: page}
    return _folder(result, lang, budget)


def size(text: str) -> int:
    """The bytes that a text takes in its file."""
    return len(text.encode("utf-8", "replace"))


def _folder(result: Result, lang: str, budget: int) -> dict[str, str]:
    pairs = linked_pairs(result)
    style = stylesheet(letters_of(result, lang))
    # The index is measured as if every pair had its page, so that it can only become lighter.
    room = budget - size(style) - size(to_index(_noted(result), lang, pairs, _names(pairs)))
    cutter, numbers = Pairs(result), numbered(result)
    files: dict[str, str] = {}
    pages: dict[tuple[str, str], str] = {}
    for pair in pairs[:_MOST_PAGES]:
        page = to_pair(cutter.of(pair.a, pair.b), lang, numbers, INDEX_NAME)
        if size(page) <= room:
            room -= size(page)
            name = f"pairs/{pair.name}.html"
            files[name] = page
            pages[pair.a, pair.b] = name
    shown = result if len(pages) == len(pairs) else _noted(result)
    return {INDEX_NAME: to_index(shown, lang, pairs, pages), STYLE: style, **files}


def _noted(result: Result) -> Result:
    return replace(result, notes=(_CUT, *result.notes))


def _names(pairs: tuple[PairRow, ...]) -> Mapping[tuple[str, str], str]:
    return {(pair.a, pair.b): f"pairs/{pair.name}.html" for pair in pairs}
