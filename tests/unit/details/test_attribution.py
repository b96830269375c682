"""Sources: who says it, in which words, and what looks like it and is not."""

from __future__ import annotations

import pytest

from compare.model.claim import Detail, DetailKind
from compare.normalise.chain import fold
from compare.segment.tokens import words
from tests.unit.details.alone import find_attributions

PERSON, PLACE, ORGANISATION = DetailKind.PERSON, DetailKind.PLACE, DetailKind.ORGANISATION
NAMES = {
    "تاس": ("TASS", ORGANISATION),
    "رويترز": ("Reuters", ORGANISATION),
    "ريا نوفوستي": ("RIA Novosti", ORGANISATION),
    "الكرملين": ("Kremlin", ORGANISATION),
    "كييف": ("Kyiv", PLACE),
    "روسيا": ("Russia", PLACE),
    "بوتين": ("putin", PERSON),
    "إلهام علييف": ("aliyev", PERSON),
    "بيسكوف": ("peskov", PERSON),
    "زاخاروفا": ("zakharova", PERSON),
    "TASS": ("TASS", ORGANISATION),
    "Kremlin": ("Kremlin", ORGANISATION),
    "Kyiv": ("Kyiv", PLACE),
    "Peskov": ("peskov", PERSON),
    "ТАСС": ("TASS", ORGANISATION),
    "Песков": ("peskov", PERSON),
    "Путин": ("putin", PERSON),
    "Macron": ("macron", PERSON),
}


def names(text: str) -> tuple[Detail, ...]:
    found = []
    for name, (value, kind) in NAMES.items():
        start = text.find(name)
        if start >= 0:
            found.append(Detail(kind, start, start + len(name), name, value))
    return tuple(found)


def sources(text: str, *languages: str) -> list[tuple[str, str | None]]:
    details = find_attributions(
        text, words(text), names(text), fold, **({"languages": languages} if languages else {})
    )
    for detail in details:
        assert text[detail.start : detail.end] == detail.text
        assert detail.kind is DetailKind.ATTRIBUTION
    return [(detail.text, detail.unit) for detail in details]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('وذكرت وكالة أنباء "تاس" الروسية أن الوفد سيعقد اجتماعا', [("تاس", "said")]),
        (
            "وأفادت وكالة الأنباء الأذربيجانية الرسمية أن الضيف غادر",
            [("وكالة الأنباء الأذربيجانية الرسمية", "said")],
        ),
        ("كما أعلن الكرملين أن الرئيس مسافر غدا", [("الكرملين", "said")]),
        ("وقد قال المتحدث باسم الكرملين - بيسكوف، إن اللقاء انتهى", [("بيسكوف", "said")]),
        ("وجاء ذلك في تصريحات للصحافة، وفقًا للوكالة الروسية.", [("للوكالة الروسية", "according_to")]),
        (
            "سيبحثان الملف، وفقًا لملفات الزيارة الخاصة بالرئيس.",
            [("لملفات الزيارة الخاصة بالرئيس", "according_to")],
        ),
        ("الوحدات التي، بحسب كييف، دخلت 82 بلدة", [("كييف", "according_to")]),
        ("عند النصب، حسبما ذكرت وكالة “ريا نوفوستي” الروسية.", [("ريا نوفوستي", "according_to")]),
        ("دحضت زاخاروفا المزاعم الأمريكية", [("زاخاروفا", "denied")]),
        ("ويرفض الكرملين تلك الاتهامات كلها", [("الكرملين", "denied")]),
        ("وأكد بوتين وإلهام علييف على أهمية السلام", [("بوتين", "said"), ("إلهام علييف", "said")]),
        ("وأكد وزير خارجية روسيا أن الموقف واضح", [("وزير خارجية روسيا", "said")]),
        ("وكان بوتين قد أعلن أن الجيش انسحب", [("بوتين", "said")]),
        ("وأوضح لـ«الجزيرة» المتحدث الرسمي أن العمل انتهى", [("المتحدث الرسمي", "said")]),
        ("المصدر: تاس", [("تاس", "credit")]),
        ("وأوردت وكالة أنباء (تاس) الروسية أن الوفد وصل", [("تاس", "said")]),
        ("وصل الوفد إلى العاصمة (رويترز)", [("رويترز", "credit")]),
        ("موسكو - رويترز: وصل الوفد مساء إلى العاصمة", [("رويترز", "credit")]),
        ("وكانت قيادة القوات المشتركة في الشرق قد أعلنت انتهاء العملية", [("قيادة القوات المشتركة", "said")]),
        ("وقال مصدر في وزارة الصحة إن العدد ارتفع", [("مصدر في وزارة الصحة", "said")]),
        ("وقال مصدر في تصريح إن العدد ارتفع", [("مصدر", "said")]),
        ("وأوضح للصحفيين المتحدث الرسمي أن العمل انتهى", [("المتحدث الرسمي", "said")]),
        ("أعلنت الحكومة اليمنية تحرير المدينة", [("الحكومة اليمنية", "said")]),
        ("وقال نائب رئيس الكرملين السابق إن اللقاء انتهى", [("نائب رئيس الكرملين السابق", "said")]),
        (
            "وقال سامر الحلواني المتحدث باسم الشركة إن العمل انتهى",
            [("سامر الحلواني المتحدث باسم الشركة", "said")],
        ),
        ("بحسب دراسة أعدتها لجنة من المدينة", [("دراسة", "according_to")]),
        ("وحذر خبير من أن الأسعار سترتفع", [("خبير", "said")]),
        ('حسب صحيفة "النهر الجديد" المحلية', [('صحيفة "النهر الجديد" المحلية', "according_to")]),
        ('حسب صحيفة "النهر"', [("النهر", "according_to")]),
        ('وذكرت "النهر الجديد" أن الطيور عادت', [("النهر الجديد", "said")]),
        ("وزير الصحة: لا إصابات جديدة في العاصمة اليوم", [("وزير الصحة", "said")]),
    ],
)
def test_arabic_sources(text: str, expected: list[tuple[str, str]]) -> None:
    assert sources(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "أعلن بناء المدرسة الجديدة",
        "في ذكرى الحرب اجتمع الناس",
        "يوفر إمكانية نقل الملفات عن طريق الشبكة",
        "نقلت السفينة البضائع إلى الميناء",
        "ذُكر أن الوفد وصل",
        "يُذكر أن الوفد وصل",
        "وأضاف أن الوفد وصل",
        "رفضت المشاركة في القمة",
        "سار العمل وفقا للخطة",
        "بحسب الحاجة",
        "وفي الدقيقة الأخيرة أضاف بوتين الهدف الثاني",
        "سوف تعلن الشركة عن الموعد",
        "ذكر للمحققين أنه دخل المنزل",
        "أعلن فوزه بالسباق",
        "سميت الحديقة بهذا الاسم نسبة إلى بوتين",
        'قال "نعم سنعود" ثم مضى',
        "لم يعلن الكرملين موعدا",
        "توقع الشركة اليوم عقدا كبيرا",
        "رئيس التحرير: سامي منصور",
        "من لا يذكر الجنرال بوجهه الصارم أن يبكي",
        "سار القطار بحسب الجدول",
        "ذكر النعام أكبر من أنثاه",
    ],
)
def test_no_arabic_source(text: str) -> None:
    assert sources(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Kremlin said that talks will continue.", [("Kremlin", "said")]),
        ('"We agreed," said Peskov.', [("Peskov", "said")]),
        ("According to Kyiv, 82 towns were taken.", [("Kyiv", "according_to")]),
        ("The Kremlin denied the accusations.", [("Kremlin", "denied")]),
        ("Three men were arrested, police said.", [("police", "said")]),
        ("Как сообщает ТАСС, Путин прибыл в Баку.", [("ТАСС", "said")]),
        ("Песков заявил, что встреча состоится.", [("Песков", "said")]),
        ("По данным министерства, погибли 5 человек.", [("министерства", "according_to")]),
        ("« Nous avons signé », a affirmé Macron.", [("Macron", "said")]),
        ("D'après la présidence, une rencontre est prévue.", [("présidence", "according_to")]),
        ("Source: TASS", [("TASS", "credit")]),
        ('"We will sign," Peskov told reporters.', [("Peskov", "said")]),
        ("A coroner ruled in 2017 that it was an accident.", [("coroner", "said")]),
        ("Peskov, the spokesman of the Kremlin said talks will continue.", [("Peskov", "said")]),
        ("Police: three men held after the robbery", [("Police", "said")]),
        ("СМИ: в Баку прошёл большой парад", [("СМИ", "said")]),
        ("Песков напомнил журналистам: встреча будет завтра", [("Песков", "said")]),
    ],
)
def test_other_sources(text: str, expected: list[tuple[str, str]]) -> None:
    assert sources(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Everything went according to plan.",
        "He said that it was over.",
        "His sister, who was there, told reporters nothing.",
        "The attorney may use police reports in court.",
        "Все идёт согласно плану.",
        "Il a déclaré que tout va bien.",
        "The meeting, which was announced yesterday, is over.",
        "The Kremlin did not say when talks will begin.",
        "The mayor told staff to leave the building.",
        "Report: the year in pictures",
        "Кремль не сообщил подробности",
        "«Салам» назвал дату постройки Кремля",
    ],
)
def test_no_other_source(text: str) -> None:
    assert sources(text) == []


@pytest.mark.parametrize(
    ("text", "outer", "inner"),
    [
        ("TASS reports that Peskov said the talks will begin.", "TASS", "Peskov"),
        ("وذكرت تاس أن بيسكوف قال إن اللقاء انتهى", "تاس", "بيسكوف"),
        ("ونقلت وكالة رويترز عن مسؤول أمني قوله إن القوات انسحبت", "رويترز", "مسؤول أمني"),
        ("وذكرت تاس، نقلا عن بيسكوف، أن اللقاء انتهى", "تاس", "بيسكوف"),
    ],
)
def test_a_source_inside_a_source_says_so(text: str, outer: str, inner: str) -> None:
    first, second = find_attributions(text, words(text), names(text), fold)
    assert (first.text, second.text) == (outer, inner)
    assert first.because == ""
    assert second.because == f"nested in {outer}"


def test_the_canonical_name_is_the_value() -> None:
    text = 'وذكرت وكالة "تاس" أن الوفد وصل'
    (found,) = find_attributions(text, words(text), names(text), fold)
    assert found.value == "TASS"


def test_only_the_given_stretch_is_read() -> None:
    text = "قال بوتين إن اللقاء انتهى. قال بيسكوف إن اللقاء بدأ."
    second = text.index("قال بيسكوف")
    (found,) = find_attributions(text, words(text), names(text), fold, second, len(text), ("ar",))
    assert found.text == "بيسكوف"


def test_a_language_without_tables_gives_nothing() -> None:
    assert sources("El presidente dijo que llegó.", "es") == []
    assert sources("", "ar") == []


def test_a_source_without_a_name_is_vague() -> None:
    for text in ("وقال مصدر أمني إن الطريق مغلق", "Officials said the road is closed."):
        (found,) = find_attributions(text, words(text), (), fold)
        assert found.precision == "vague"
    text = "وقال المتحدث الرسمي إن الطريق مغلق"
    (found,) = find_attributions(text, words(text), (), fold)
    assert found.precision == "exact"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("غادر الوفد، وفقًا للوكالة الروسية.", "وكاله روسيه"),
        ("وذكرت الوكالة الروسية أن الوفد وصل", "وكاله روسيه"),
        ("وصل الوفد إلى العاصمة (أ.ف.ب)", "AFP"),
        ("Source: Agence France-Presse", "AFP"),
    ],
)
def test_one_source_has_one_value(text: str, value: str) -> None:
    (found,) = find_attributions(text, words(text), (), fold)
    assert found.value == value
