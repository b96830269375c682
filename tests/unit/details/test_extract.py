"""All kinds together: one look at every word, and each stage alone finds the same."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from compare.details.extract import extract, languages_of
from compare.model.claim import Detail, DetailKind
from compare.model.text import UNKNOWN_DATE, Span
from compare.normalise.chain import fold
from compare.segment.quotations import find_quotations
from compare.segment.sentences import split_sentences
from compare.segment.tokens import words
from tests.unit.details.alone import find_attributions, find_modalities, find_negations

TEXTS = (
    "وذكرت وكالة رويترز أن الوفد لم يصل، ومن المقرر أن يصل غدا. «سنعود قريبا إلى بيوتنا»، قال المتحدث.",
    "ونفى الوزير صحة الخبر (أ ف ب). وقد أوردته صحيفة محلية: لا يستبعد عقد قمة.",
    'The Kremlin didn\'t deny it. Police said: "They were not here." He allegedly left the town.',
    "Песков заявил, что встреча не состоится. Он мог прийти. Завод закрыт, сообщает ТАСС.",
    "L'accord n'a pas été signé, a déclaré le ministre. Il viendra demain, d'après la présidence.",
)


def details(text: str, language: str | None = None) -> tuple[Detail, ...]:
    return extract(
        text,
        published=UNKNOWN_DATE,
        language=language,
        words=words(text),
        sentences=[Span(*span) for span in split_sentences(text)],
        quotations=find_quotations(text),
        fold=fold,
    )


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize(
    ("kind", "find"),
    [(DetailKind.NEGATION, find_negations), (DetailKind.MODALITY, find_modalities)],
)
def test_the_shared_look_loses_no_cue(
    text: str, kind: DetailKind, find: Callable[..., tuple[Detail, ...]]
) -> None:
    languages = languages_of(text, None)
    alone = [
        detail
        for start, end in split_sentences(text)
        for detail in find(text, words(text), fold, start, end, languages)
    ]
    assert [d for d in details(text) if d.kind is kind] == sorted(alone, key=lambda d: (d.start, d.end))


@pytest.mark.parametrize("text", TEXTS)
def test_the_shared_look_loses_no_source(text: str) -> None:
    names = [
        d
        for d in details(text)
        if d.kind in (DetailKind.PERSON, DetailKind.PLACE, DetailKind.ORGANISATION) and d.unit != "demonym"
    ]
    alone = [
        detail
        for start, end in split_sentences(text)
        for detail in find_attributions(text, words(text), names, fold, start, end, languages_of(text, None))
    ]
    assert [d for d in details(text) if d.kind is DetailKind.ATTRIBUTION] == alone


def test_every_detail_quotes_its_place() -> None:
    for text in TEXTS:
        assert all(text[d.start : d.end] == d.text for d in details(text))


def test_the_quotation_knows_its_speaker() -> None:
    (quotation,) = [d for d in details(TEXTS[0]) if d.kind is DetailKind.QUOTATION]
    assert (quotation.head, quotation.because) == ("متحدث", "said by المتحدث")


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("وصل الوفد", "ar", ("ar",)),
        ("وصل الوفد", None, ("ar",)),
        ("وصل Reuters", "ar", ("ar", "en")),
        ("Le Monde", "fr", ("fr",)),
        ("Баку и Baku", "ru", ("ru", "en")),
        ("12 34", None, ("ar", "en", "ru", "fr")),
    ],
)
def test_languages_of_a_text(text: str, language: str | None, expected: tuple[str, ...]) -> None:
    assert languages_of(text, language) == expected
