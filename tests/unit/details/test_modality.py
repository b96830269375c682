"""Planned, possible, happened: the first cue of each clause."""

from __future__ import annotations

import pytest

from compare.normalise.chain import fold
from compare.segment.tokens import words
from tests.unit.details.alone import find_modalities


def cues(text: str) -> list[tuple[str, object]]:
    details = find_modalities(text, words(text), fold)
    assert all(text[d.start : d.end] == d.text for d in details)
    return [(d.text, d.value) for d in details]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ومن المقرر أن يشارك بوتين", ("ومن المقرر", "planned")),
        ("بوتين سيلتقي علييف غدا", ("سيلتقي", "planned")),
        ("التي ستستضيف المؤتمر", ("ستستضيف", "planned")),
        ("سأعمل غدا", ("سأعمل", "planned")),
        ("يعتزم الرئيس السفر", ("يعتزم", "planned")),
        ("سوف يصل الوفد", ("سوف", "planned")),
        ("قد يلتقي بوتين علييف", ("قد يلتقي", "possible")),
        ("وقد تكون هذه النهاية", ("وقد تكون", "possible")),
        ("ربما يصل غدا", ("ربما", "possible")),
        ("وصل الرئيس إلى باكو", ("وصل", "happened")),
        ("وقد وصل الرئيس", ("وقد وصل", "happened")),
        ("وقد تعرضت المدينة لهجوم", ("وقد تعرضت", "happened")),
        ("تم التوقيع على مذكرة", ("تم", "happened")),
        ("وعُقدت محادثات في موسكو", ("وعُقدت", "happened")),
        ("والتي استعادت السيطرة", ("استعادت", "happened")),
        ("Putin will visit Baku", ("will", "planned")),
        ("He is expected to arrive", ("is expected", "expected")),
        ("Putin may visit Baku", ("may", "possible")),
        ("Putin arrived in Baku", ("arrived", "happened")),
        ("The president met his counterpart", None),
        ("Three men were arrested", ("arrested", "happened")),
        ("من المتوقع أن يصل الوفد", ("من المتوقع", "expected")),
        ("لا يستبعد الوزير عقد قمة", ("لا يستبعد", "possible")),
        ("يُزعم أنه سرق المال", ("يُزعم أنه", "claimed")),
        ("ودعت المنظمة إلى هدنة", ("ودعت", "called_for")),
        ("يجب وقف القتال", ("يجب", "called_for")),
        ("حاول اللص الهرب", ("حاول", "attempted")),
        ("وهرعوا إلى المكان", ("وهرعوا", "happened")),
        ("أظهرت الصور دمارا", ("أظهرت", "happened")),
        ("He allegedly took the money", ("allegedly", "claimed")),
        ("He urged them to wait", ("urged", "called_for")),
        ("They tried to enter the hall", ("tried to", "attempted")),
        ("Он якобы взял деньги", ("якобы", "claimed")),
        ("Профсоюз потребовал перерыва", ("потребовал", "called_for")),
        ("Он пытался уйти", ("пытался", "attempted")),
        ("Фильм мог собрать полный зал", ("мог", "possible")),
        ("Соглашение подписано в Минске", ("подписано", "happened")),
        ("Завод закроют летом", ("закроют", "planned")),
        ("Le ministre aurait signé le texte", ("aurait signé", "claimed")),
        ("Le syndicat a appelé à la grève", ("a appelé à", "called_for")),
        ("La fusée décollera demain", ("décollera", "planned")),
        ("Путин будет в Баку", ("будет", "planned")),
        ("Путин может приехать", ("может", "possible")),
        ("Путин прибыл в Баку", ("прибыл", "happened")),
        ("Лидеры встретились в Москве", ("встретились", "happened")),
        ("Le président va rencontrer le ministre", ("va rencontrer", "planned")),
        ("Le président pourrait venir", ("pourrait", "possible")),
        ("Le président a rencontré le ministre", ("a rencontré", "happened")),
        ("Le président est arrivé à Bakou", ("est arrivé", "happened")),
    ],
)
def test_cues(text: str, expected: tuple[str, str] | None) -> None:
    assert cues(text) == ([expected] if expected else [])


@pytest.mark.parametrize(
    "text",
    [
        "سيارة السيدة في سيناء",
        "سياسة السيادة والسيطرة",
        "ساحة سلام وسيل",
        "سنوات وسندات وستة",
        "سينما سيول وسيبيريا",
        "سيدات وسيدي",
        "إنشاء مدرسة جديدة",
        "وأنا هنا في العاصمة",
        "في ظل الحرب",
        "هذا أمر صعب",
        "تدخلا سافرًا",
        "قال بوتين إن اللقاء مهم",
        "In May 2024 the talks are long",
        "the United Nations",
        "Канал и генерал",
        "Президент сказал правду",
        "Le front et la ville",
        "وهذا طالب في الجامعة",
        "كانوا هنا",
        "في الوقت نفسه",
        "عدد من الأصوات والأوقات",
        "L'opéra et la caméra",
        "Он не мог",
        "Эта страна и её цены",
        "the alleged plan",
    ],
)
def test_what_is_no_cue(text: str) -> None:
    assert cues(text) == []


def test_clauses_are_told_apart() -> None:
    text = "أعلن الكرملين أن بوتين وصل أمس، وسيلتقي علييف غدا"
    assert cues(text) == [("وصل", "happened"), ("وسيلتقي", "planned")]


def test_the_head_is_the_verb() -> None:
    text = "ومن المقرر أن يشارك بوتين"
    (found,) = find_modalities(text, words(text), fold)
    assert found.head == "يشارك"


def test_only_the_given_stretch_is_read() -> None:
    text = "وصل بوتين. سيلتقي علييف."
    (found,) = find_modalities(text, words(text), fold, text.index("سيلتقي"), len(text), ("ar",))
    assert (found.text, found.value) == ("سيلتقي", "planned")
