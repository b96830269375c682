"""Negation cues, what they negate, and phrases that only look negative."""

from __future__ import annotations

import pytest

from compare.details.negation import find_negations
from compare.normalise.chain import fold
from compare.segment.tokens import words


def cues(text: str) -> list[tuple[str, object, str | None]]:
    details = find_negations(text, words(text), fold)
    assert all(text[d.start : d.end] == d.text for d in details)
    return [(d.text, d.value, d.head) for d in details]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("لم يصل الوفد", ("لم", "not", "يصل")),
        ("ولن يحضر", ("ولن", "not", "يحضر")),
        ("ليست المرة الأولى", ("ليست", "not", "المره")),
        ("بسبب عدم تقديم الدعم", ("عدم", "not", "تقديم")),
        ("لم يكن هناك تقارير", ("لم", "not", "تقارير")),
        ("توصلوا إليه من دون شروط", ("من دون", "without", "شروط")),
        ("نفى الكرملين ذلك", ("نفى", "denied", None)),
        ("دحضت المزاعم", ("دحضت", "denied", None)),
        ("ورفضت الحكومة العرض", ("ورفضت", "refused", None)),
        ("الجمهورية غير المعترف بها", ("غير المعترف بها", "lexical", "بها")),
        ("يجب ألا يحدث ذلك", ("ألا", "not", "يحدث")),
        ("He did not attend the talks", ("not", "not", "attend")),
        ("They didn't sign", ("didn't", "not", "sign")),
        ("They left without a deal", ("without", "without", "deal")),
        ("Moscow denied the report", ("denied", "denied", "report")),
        ("Путин не прибыл", ("не", "not", "прибыл")),
        ("Встреча без журналистов", ("без", "without", "журналистов")),
        ("Кремль опроверг эту информацию", ("опроверг", "denied", "информацию")),
        ("Il n'a pas signé", ("n'a pas", "not", "signe")),
        ("Ils ne viendront jamais", ("ne viendront jamais", "not", "viendront")),
        ("Un accord sans conditions dans la ville", ("sans", "without", "conditions")),
    ],
)
def test_cues(text: str, expected: tuple[str, str, str | None]) -> None:
    assert cues(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "ولا سيما في باكو",
        "لا يزال الوضع هادئا",
        "ما زالت المحادثات جارية",
        "غير أن الوفد وصل",
        "ليس فقط في باكو",
        "لا بد من الحل",
        "بلا شك",
        "إلا أن الوفد وصل",
        "ألا وهو السلام",
        "ما لا يقل عن عشرة",
        "اللاسلكي واللامركزية",
        "دون 18 عاما",
        "ليس هناك سوى بعض الأوكار",
        "الملاحة والسلام",
        "not only the president came",
        "no less than ten",
        "no doubt he came",
        "notable knot",
        "не только Путин",
        "не менее десяти",
        "Небо над Москвой",
        "non seulement le président",
        "sans doute demain le ministre",
        "plus de dix personnes dans la ville",
    ],
)
def test_what_negates_nothing(text: str) -> None:
    assert cues(text) == []


def test_every_cue_is_told() -> None:
    assert [value for _, value, _ in cues("لم يحضر ولا وقع، ونفى ذلك")] == ["not", "not", "denied"]


def test_only_the_given_stretch_is_read() -> None:
    text = "لم يصل. لن يحضر."
    (found,) = find_negations(text, words(text), fold, text.index("لن"), len(text), ("ar",))
    assert found.text == "لن"
