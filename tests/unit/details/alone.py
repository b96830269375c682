"""One kind of cue alone: every word of a stretch is asked, whatever the shared look would skip."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence

from compare.details.attribution import attributions
from compare.details.cues import Sentence, sentence_of
from compare.details.modality import modalities
from compare.details.negation import negations
from compare.languages import LANGUAGES
from compare.model.claim import Detail
from compare.model.text import Span

Fold = Callable[[str], str]


def _read(
    text: str, words: Sequence[Span], fold: Fold, start: int, end: int | None, languages: Sequence[str]
) -> Sentence | None:
    stop = len(text) if end is None else end
    first, last = (bisect_left(words, at, key=lambda w: w.start) for at in (start, stop))
    spans = tuple(words[first:last])
    forms = tuple(fold(text[s.start : s.end]) for s in spans)
    return sentence_of(text, Span(start, stop), spans, forms, fold, tuple(languages))


def find_attributions(
    text: str,
    words: Sequence[Span],
    names: Sequence[Detail],
    fold: Fold,
    start: int = 0,
    end: int | None = None,
    languages: Sequence[str] = LANGUAGES,
) -> tuple[Detail, ...]:
    sentence = _read(text, words, fold, start, end, languages)
    return attributions(sentence, names, fold, range(len(sentence.forms))) if sentence else ()


def find_negations(
    text: str,
    words: Sequence[Span],
    fold: Fold,
    start: int = 0,
    end: int | None = None,
    languages: Sequence[str] = LANGUAGES,
) -> tuple[Detail, ...]:
    sentence = _read(text, words, fold, start, end, languages)
    return negations(sentence, fold, range(len(sentence.forms))) if sentence else ()


def find_modalities(
    text: str,
    words: Sequence[Span],
    fold: Fold,
    start: int = 0,
    end: int | None = None,
    languages: Sequence[str] = LANGUAGES,
) -> tuple[Detail, ...]:
    sentence = _read(text, words, fold, start, end, languages)
    return modalities(sentence, fold, range(len(sentence.forms))) if sentence else ()
