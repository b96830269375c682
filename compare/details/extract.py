"""All details of a text, overlaps settled: dates before names before numbers."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from operator import attrgetter

from compare.details import attribution, modality_rules, negation
from compare.details.attribution import attributions
from compare.details.cues import Sentence, sentence_of
from compare.details.dates import find_dates
from compare.details.modality import modalities
from compare.details.names import find_demonyms, find_names
from compare.details.negation import negations
from compare.details.numbers import find_numbers
from compare.details.quoted import with_speakers
from compare.languages import LANGUAGES
from compare.model.claim import Detail, DetailKind
from compare.model.text import Published, Span

Fold = Callable[[str], str]

_SCRIPTS = {
    "ar": re.compile("[\u0600-\u06ff]"),
    "ru": re.compile("[\u0400-\u04ff]"),
    "en": re.compile("[A-Z]"),
}
_ATTRIBUTION, _NEGATION, _MODALITY = 1, 2, 4
_PLACE = attrgetter("start", "end", "kind")


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

    A quotation whose speaker stands beside it has his value as `head` and "said by ..." in `because`.
    Cost: one pass per kind over the text; attribution, negation and modality share one look at every word and
    read on only where a cue can stand.
    """
    languages = languages_of(text, language)
    dates = find_dates(text, published, languages)
    taken = [Span(d.start, d.end) for d in dates]
    names = _clear(find_names(text, words, fold, languages=languages), taken)
    demonyms = _clear(find_demonyms(text, words, fold, languages=languages), taken)
    named = (*taken, *(Span(d.start, d.end) for d in names))
    numbers = find_numbers(text, named, languages)
    cues = _cues(text, words, sentences, names, fold, languages)
    quoted = with_speakers(text, [_quotation(text, span) for span in quotations], cues, sentences)
    found = [*dates, *names, *demonyms, *numbers, *quoted, *cues]
    return tuple(sorted(found, key=_PLACE))


def languages_of(text: str, language: str | None) -> tuple[str, ...]:
    """The languages whose tables apply: the witness's own, and those of any other script in the text."""
    own = (language,) if language in LANGUAGES else ()
    others = tuple(code for code, script in _SCRIPTS.items() if code not in own and script.search(text))
    if language in ("fr", "en"):
        others = tuple(code for code in others if code != "en")
    return (*own, *others) or LANGUAGES


def _cues(
    text: str,
    words: Sequence[Span],
    sentences: Sequence[Span],
    names: Sequence[Detail],
    fold: Fold,
    languages: tuple[str, ...],
) -> list[Detail]:
    """Attribution, negation and modality of all sentences."""
    surfaces = [text[word.start : word.end] for word in words]
    known = _forms(fold)
    folded = {surface: known[surface] for surface in set(surfaces)}
    forms = list(map(folded.__getitem__, surfaces))
    word_starts = [word.start for word in words]
    name_starts = [name.start for name in names]
    found: list[Detail] = []
    for span in sentences:
        first, last = bisect_left(word_starts, span.start), bisect_left(word_starts, span.end)
        while last > first and words[last - 1].end > span.end:
            last -= 1
        near, looks = tuple(words[first:last]), tuple(forms[first:last])
        sentence = sentence_of(text, span, near, looks, fold, languages)
        if sentence is None:
            continue
        begin, stop = bisect_left(name_starts, span.start), bisect_left(name_starts, span.end)
        found += _of_sentence(sentence, names[begin:stop], fold)
    return found


def _of_sentence(sentence: Sentence, names: Sequence[Detail], fold: Fold) -> Iterator[Detail]:
    kinds = _kinds(sentence.language, fold)
    marked = [(at, kind) for at, form in enumerate(sentence.forms) if (kind := kinds[form])]
    said, negated, modal = (
        [at for at, kinds in marked if kinds & kind] for kind in (_ATTRIBUTION, _NEGATION, _MODALITY)
    )
    yield from attributions(sentence, names, fold, said)
    yield from negations(sentence, fold, negated)
    yield from modalities(sentence, fold, modal)


_KEPT = 200_000
"""Distinct words of a language that are remembered at most."""
_STAGES = ((_ATTRIBUTION, attribution), (_NEGATION, negation), (_MODALITY, modality_rules))


class _Kinds(dict[str, int]):
    """Which cues a folded word of one language can begin, as a sum: every distinct word is asked once."""

    def __init__(self, language: str, fold: Fold) -> None:
        super().__init__()
        self._language, self._fold = language, fold
        self._starts = _starts(language, fold)

    def __missing__(self, form: str) -> int:
        if len(self) >= _KEPT:
            self.clear()
        found = self._starts.get(form, 0)
        if self._language == "ar" and form[:1] in ("و", "ف"):
            found |= self._starts.get(form[1:], 0)
        for kind, stage in _STAGES:
            if not found & kind and stage.is_shaped(form, self._language, self._fold):
                found |= kind
        self[form] = found
        return found


class _Forms(dict[str, str]):
    """Words as they are written -> folded; without the order of use that a cache of function calls keeps."""

    def __init__(self, fold: Fold) -> None:
        super().__init__()
        self._fold = fold

    def __missing__(self, surface: str) -> str:
        if len(self) >= _KEPT:
            self.clear()
        self[surface] = form = self._fold(surface)
        return form


@lru_cache(maxsize=4)
def _forms(fold: Fold) -> _Forms:
    return _Forms(fold)


@lru_cache(maxsize=16)
def _kinds(language: str, fold: Fold) -> _Kinds:
    return _Kinds(language, fold)


@lru_cache(maxsize=16)
def _starts(language: str, fold: Fold) -> dict[str, int]:
    """The words that cues can begin with, with the kinds of cue as a sum."""
    starts: dict[str, int] = {}
    for kind, stage in _STAGES:
        for word in stage.first_words(fold, language):
            starts[word] = starts.get(word, 0) | kind
    return starts


def _clear(details: Sequence[Detail], taken: Sequence[Span]) -> list[Detail]:
    """The details that overlap none of the spans, which are in text order and apart."""
    starts = [span.start for span in taken]
    kept = []
    for detail in details:
        before = bisect_left(starts, detail.end) - 1
        if before < 0 or taken[before].end <= detail.start:
            kept.append(detail)
    return kept


def _quotation(text: str, span: Span) -> Detail:
    quote = text[span.start : span.end]
    return Detail(DetailKind.QUOTATION, span.start, span.end, quote, quote.strip("\"'“”„«»‘’ "))
