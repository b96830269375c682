"""Quotations and who says them."""

from __future__ import annotations

import pytest

from compare.details.quoted import with_speakers
from compare.model.claim import Detail, DetailKind
from compare.model.text import Span
from compare.normalise.chain import fold
from compare.segment.quotations import find_quotations
from compare.segment.sentences import split_sentences
from compare.segment.tokens import words
from tests.unit.details.alone import find_attributions


def speakers(text: str) -> list[str | None]:
    sentences = [Span(*span) for span in split_sentences(text)]
    cues: list[Detail] = []
    for span in sentences:
        cues += find_attributions(text, words(text), (), fold, span.start, span.end)
    quotations = [
        Detail(DetailKind.QUOTATION, q.start, q.end, text[q.start : q.end], text[q.start : q.end])
        for q in find_quotations(text)
    ]
    found = with_speakers(text, quotations, cues, sentences)
    assert [(q.start, q.end) for q in found] == [(q.start, q.end) for q in quotations]
    assert all(bool(q.head) == q.because.startswith("said by ") for q in found)
    return [q.head for q in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("وقال المتحدث الرسمي: «الطريق مفتوح».", "متحدث رسمي"),
        ("وقالت الشركة إن «الطريق الجديد سيفتح قريبا أمام الجميع».", "شركه"),
        ("وقالت الشركة إن العمل في الطريق انتهى قبل موعده قائلة «سيفتح الطريق قريبا أمام الجميع».", "شركه"),
        ('"The road will open soon," police said.', "police"),
        ('Police said: "The road is open."', "police"),
        ("« La route est ouverte », a affirmé le ministre.", "ministre"),
    ],
)
def test_the_speaker_beside(text: str, expected: str) -> None:
    assert speakers(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "صدر كتاب «الطريق الطويل إلى الشمال» أمس.",
        "وقال المتحدث إن العرض الأول أقيم مساء أمس تحت شعار «المدينة بيت الجميع اليوم».",
        "وقال المتحدث إن فيلم «الطريق» جيد.",
        "قرأ «الطريق الطويل إلى الشمال» فيما أكد الوزير أن الطقس جيد.",
        "وقال الوزير إن الطريق مفتوح. «هذه كلمة طويلة لا يعرف قائلها».",
        'Police said the film "Roads" is good.',
    ],
)
def test_no_speaker_beside(text: str) -> None:
    assert speakers(text) == [None]
