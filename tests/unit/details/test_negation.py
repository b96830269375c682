"""Negation cues, what they negate, and phrases that only look negative."""

from __future__ import annotations

import pytest

from compare.normalise.chain import fold
from compare.segment.tokens import words
from tests.unit.details.alone import find_negations


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
        ("دحضت المزاعم", ("دحضت", "denied", "المزاعم")),
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
        ("نفى المتحدث صحة التقارير", ("نفى", "denied", "التقارير")),
        ("ونفت الوزارة أن تكون قد وقعت العقد", ("ونفت", "denied", "وقعت")),
        ("استبعد الوزير حدوث مواجهة", ("استبعد", "denied", "مواجهه")),
        ("الأوضاع غير المستقرة في الجنوب", ("غير", "lexical", "المستقره")),
        ("وصف الخبر بأنه غير دقيق", ("غير", "not", "دقيق")),
        ("فشل المهاجم في تسجيل هدف", ("فشل", "failed", "تسجيل")),
        ("أحبطت الشرطة محاولة سرقة في المطار", ("أحبطت", "failed", None)),
        ("لم يحضر الوزير وحده أمس", ("لم", "not", "يحضر")),
        ("إلغاء الرحلة المسائية", ("إلغاء", "failed", "الرحله")),
        ("They chose talks instead of war", ("instead of", "without", "war")),
        ("The jury found him not guilty", ("not", "not", "guilty")),
        ("The mayor dismissed the allegations", ("dismissed", "denied", "allegations")),
        ("The premiere was cancelled yesterday", ("cancelled", "failed", None)),
        ("The club scrapped the tour", ("scrapped", "failed", "tour")),
        ("Никто не пришёл", ("не", "not", "пришел")),
        ("Завод отменил поставки", ("отменил", "failed", "поставки")),
        ("Le ministre exclut toute hausse", ("exclut", "denied", "hausse")),
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
        "لا يستبعد الوزير عقد قمة",
        "لم ينف المتحدث الخبر",
        "لا ينكر أحد فضله",
        "استبعد المدرب اللاعب من القائمة",
        "ما من شك في ذلك",
        "لم يحضر الوزير وحده فحسب، بل حضر الوفد كله",
        "He did not come for the money alone but for the work",
        "The minister did not deny the report",
        "It cannot be denied",
        "The judge dismissed the case",
        "The striker was ruled out for a month",
        "He lives at No 10",
        "not until Monday",
        "Он не мог не прийти",
        "Тренер исключил игрока из состава",
        "Il n'a pas nié les faits",
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
