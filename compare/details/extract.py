"""All details of a text, overlaps settled: dates before names before numbers."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from typing import TypeVar

from compare.details.attribution import find_attributions
from compare.details.dates import find_dates
from compare.details.modality import find_modalities
from compare.details.names import find_demonyms, find_names
from compare.details.negation import find_negations
from compare.details.numbers import find_numbers
from compare.languages import LANGUAGES
from compare.model.claim import Detail, DetailKind
from compare.model.text import Published, Span

Fold = Callable[[str], str]
Placed = TypeVar("Placed", Span, Detail)


def extract(
    text: str,
    *,
    published: Published,
    language: str | None,
    words: Sequence[Span],
    sentences: Sequence[Span],
    quotations: Sequence[Span],
    fold: Fold,
) -> tuple[Detail, ...]:
    """Every detail of a text in text order, nationality adjectives (`unit="demonym"`) among them.

    Cost: one pass per kind over the text; attribution, negation and modality look at one sentence each.
    """
    languages = languages_of(text, language)
    dates = find_dates(text, published, languages)
    taken = [Span(d.start, d.end) for d in dates]
    names = _clear(find_names(text, words, fold, languages=languages), taken)
    demonyms = _clear(find_demonyms(text, words, fold, languages=languages), taken)
    named = (*taken, *(Span(d.start, d.end) for d in names))
    numbers = find_numbers(text, named, languages)
    found = [*dates, *names, *demonyms, *numbers, *(_quotation(text, span) for span in quotations)]
    for sentence in sentences:
        inside = [d for d in _between(names, sentence) if d.end <= sentence.end]
        near = [w for w in _between(words, sentence) if w.end <= sentence.end]
        bounds = (sentence.start, sentence.end, languages)
        found += find_attributions(text, near, inside, fold, *bounds)
        found += find_negations(text, near, fold, *bounds)
        found += find_modalities(text, near, fold, *bounds)
    return tuple(sorted(found, key=lambda d: (d.start, d.end, d.kind.value)))


def languages_of(text: str, language: str | None) -> tuple[str, ...]:
    """The languages whose tables apply: the witness's own, and those of any other script in the text."""
    own = (language,) if language in LANGUAGES else ()
    scripts = {"ar": ("\u0600", "\u06ff"), "ru": ("\u0400", "\u04ff"), "en": ("A", "Z")}
    others = tuple(
        code
        for code, (low, high) in scripts.items()
        if code not in own and any(low <= c <= high for c in text)
    )
    if language in ("fr", "en"):
        others = tuple(code for code in others if code != "en")
    return (*own, *others) or LANGUAGES


def _between(placed: Sequence[Placed], span: Span) -> Sequence[Placed]:
    """What begins inside the span, of things in text order."""
    first = bisect_left(placed, span.start, key=lambda one: one.start)
    return placed[first : bisect_left(placed, span.end, key=lambda one: one.start)]


def _clear(details: Sequence[Detail], taken: Sequence[Span]) -> list[Detail]:
    return [d for d in details if not any(s.start < d.end and d.start < s.end for s in taken)]


def _quotation(text: str, span: Span) -> Detail:
    quote = text[span.start : span.end]
    return Detail(DetailKind.QUOTATION, span.start, span.end, quote, quote.strip("\"'“”„«»‘’ "))
