"""What must not be called a conflict, and its counterpart that must."""

import pytest

from compare import Witness, compare, judge
from compare.model.claim import Status


def _clashes(a: str, b: str, day: str | None = "2024-08-18") -> list[str]:
    return [d.type for d in judge(a, b, day, day).differences if d.status is Status.CONFLICT]


def test_numbers_that_both_accounts_tell_in_twin_sentences_do_not_clash() -> None:
    banks = "بلغ عدد أجهزة الصرف في مايو الماضي 1312 جهازا بزيادة 113 جهازا مقارنة بشهر أبريل الماضي."
    shops = "وبلغ عدد أجهزة البيع في مايو الماضي 6745 جهازا بزيادة 257 جهازا مقارنة بشهر أبريل الماضي."
    one = Witness.from_text(f"{banks}\n{shops}", id="a", published="2024-08-18", language="ar")
    two = Witness.from_text(f"{shops}\n{banks}", id="b", published="2024-08-18", language="ar")
    told = compare([one, two]).to_dict()["differences"]
    assert [d for d in told if d["status"] == "conflict"] == []
    other = banks.replace("113", "131")
    three = Witness.from_text(f"{shops}\n{other}", id="c", published="2024-08-18", language="ar")
    told = compare([one, three]).to_dict()["differences"]
    assert [d["type"] for d in told if d["status"] == "conflict"] == ["number"]


@pytest.mark.parametrize(
    ("a", "b", "clash"),
    [
        ("بيعت 16 ألف تذكرة للمباراة", "بيعت 16312 تذكرة للمباراة", False),
        ("بيعت 5000 تذكرة للمباراة", "بيعت 5200 تذكرة للمباراة", True),
        ("The firm sold 16,000 tickets.", "The firm sold 16,312 tickets.", False),
        ("The firm sold 40 tickets.", "The firm sold 41 tickets.", True),
    ],
)
def test_a_rounded_number_fits_the_exact_one(a: str, b: str, clash: bool) -> None:
    assert ("number" in _clashes(a, b)) is clash


@pytest.mark.parametrize(
    ("a", "b", "clash"),
    [
        (
            "قالت الشرطة إن التحقيق مستمر في المدينة، ولم تكشف الوزارة أسماء أحد من الموقوفين",
            "قالت الشرطة إن التحقيق مستمر في المدينة",
            False,
        ),
        ("قالت الشرطة إن التحقيق انتهى في المدينة", "قالت الشرطة إن التحقيق لم ينته في المدينة", True),
        ("مواجهة أي طارئ قد يحدث لا قدر الله في المدينة", "مواجهة أي طارئ قد يحدث في المدينة", False),
    ],
)
def test_a_clause_more_denies_nothing(a: str, b: str, clash: bool) -> None:
    assert ("negation" in _clashes(a, b)) is clash


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("وصلت طائرة من بلجراد إلى باكو مساء أمس", "وصلت طائرة من بلغراد إلى باكو مساء أمس"),
        ("حضر الملك سلمان بن عبد العزيز الحفل في جدة", "حضر الملك سلمان بن عبدالعزيز آل سعود الحفل في جدة"),
        (
            "أوضح وكيل الوزارة عبدالله أبوثنين أن العمل مستمر",
            "أوضح وكيل الوزارة عبدالله أبو ثنين أن العمل مستمر",
        ),
    ],
)
def test_another_spelling_is_no_other_name(a: str, b: str) -> None:
    assert _clashes(a, b) == []


def test_another_name_is() -> None:
    assert _clashes("وصلت طائرة من بلغراد إلى باكو مساء أمس", "وصلت طائرة من برلين إلى باكو مساء أمس") == [
        "place"
    ]


def test_days_without_a_date_of_publication_are_compared() -> None:
    assert _clashes("ستعقد المحادثات يوم 18 أغسطس", "ستعقد المحادثات يوم 19 أغسطس", None) == ["date"]
    assert _clashes("ستعقد المحادثات يوم 18 أغسطس", "ستعقد المحادثات يوم 18 أغسطس 2024", None) == []
    told = judge("ستعقد المحادثات يوم 18 أغسطس", "ستعقد المحادثات يوم 19 أغسطس").differences
    assert [v.normalised for d in told for v in d.values if d.type == "date"] == [None, None]


def test_one_person_in_three_scripts_is_one() -> None:
    arabic = "وصل فلاديمير بوتين إلى باكو في زيارة دولة"
    for other in (
        "Vladimir Putin arrived in Baku on a state visit",
        "Владимир Путин прибыл в Баку с визитом",
    ):
        people = [d for d in judge(arabic, other).differences if d.type == "person"]
        assert people == []


def test_a_weekday_that_clashes_with_its_date_is_a_note() -> None:
    text = "وصل الوفد إلى باكو يوم الاثنين 18 أغسطس 2024 في زيارة دولة تستمر يومين."
    one = Witness.from_text(text, id="a", published="2024-08-18", language="ar")
    two = Witness.from_text(text.replace("الاثنين", "الأحد"), id="b", published="2024-08-18", language="ar")
    notes = [n for n in compare([one, two]).to_dict()["notes"] if n["slug"] == "weekday-clash"]
    assert len(notes) == 1
    assert "الاثنين 18" in notes[0]["message"]


@pytest.mark.parametrize(
    ("a", "b", "clash"),
    [
        (
            "خرجت عن الخدمة 55 بالمئة في السعودية و52 بالمئة في مصر",
            "خرجت عن الخدمة 39 بالمئة في تايوان و52 بالمئة في مصر",
            False,
        ),
        ("خرجت عن الخدمة 55 بالمئة من خطوط السعودية", "خرجت عن الخدمة 39 بالمئة من خطوط السعودية", True),
        (
            "The cut hit 52 percent in Egypt and 82 percent in India.",
            "The cut hit 52 percent in Egypt and 39 percent in Taiwan.",
            False,
        ),
        ("The cut hit 52 percent in Egypt.", "The cut hit 44 percent in Egypt.", True),
        (
            "Без связи остались 52 процента в Турции и 82 процента в Индии.",
            "Без связи остались 52 процента в Турции и 39 процентов в Китае.",
            False,
        ),
    ],
)
def test_numbers_of_other_places_in_a_list_do_not_clash(a: str, b: str, clash: bool) -> None:
    assert bool({"number", "percent"} & set(_clashes(a, b))) is clash


@pytest.mark.parametrize(
    ("a", "b", "clash"),
    [
        (
            "The line will not be fully restored before Monday.",
            "The line will be fully restored by Monday.",
            False,
        ),
        ("The line will not be fully restored.", "The line will be fully restored.", True),
        ("لن تعود الخدمة بالكامل إلى المدينة قبل الاثنين", "تعود الخدمة بالكامل إلى المدينة الاثنين", False),
        ("لن تعود الخدمة بالكامل إلى المدينة", "تعود الخدمة بالكامل إلى المدينة", True),
        (
            "Связь не восстановят полностью до понедельника.",
            "Связь восстановят полностью в понедельник.",
            False,
        ),
        ("Связь не восстановят полностью.", "Связь восстановят полностью.", True),
    ],
)
def test_an_event_denied_until_a_day_is_told_for_that_day(a: str, b: str, clash: bool) -> None:
    assert ("negation" in _clashes(a, b)) is clash
