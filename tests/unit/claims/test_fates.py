"""Five killed are no five injured; figures of two days, digits cut off, spellings of a source."""

from __future__ import annotations

import pytest

import compare


def conflicts(told, a: str, b: str, language: str = "ar") -> set[tuple[str | None, str | None]]:
    return {(one, two) for type_, status, one, two in told(a, b, language) if status == "conflict"}


@pytest.mark.parametrize(
    ("language", "a", "b", "clash"),
    [
        (
            "ar",
            "قتل خمسة أشخاص وأصيب 37 آخرون بجروح في سقوط قذائف على العاصمة.",
            "أدى سقوط قذائف على العاصمة إلى مقتل 11 شخصا وإصابة 46 آخرين بجروح.",
            {("خمسة أشخاص", "11 شخصا"), ("37", "46")},
        ),
        ("ar", "قتل خمسة أشخاص في سقوط قذائف على العاصمة.", "أصيب 46 شخصا في سقوط قذائف على العاصمة.", set()),
        ("ar", "اعتقلت الشرطة 12 شخصا بعد المظاهرة.", "أصيب 30 شخصا بعد المظاهرة.", set()),
        (
            "en",
            "Five people were killed and 37 injured when shells hit the capital.",
            "Shells hit the capital, where 11 people were killed and 46 injured.",
            {("Five people", "11 people"), ("37 injured", "46 injured")},
        ),
        ("en", "Two people were killed in the blast.", "46 people were injured in the blast.", set()),
        (
            "ru",
            "При взрыве погибли пять человек, ранены 37 человек.",
            "При взрыве погибли 11 человек, 46 человек ранены.",
            {("пять человек", "11 человек"), ("37 человек", "46 человек")},
        ),
        ("ru", "При взрыве погибли пять человек.", "При взрыве пострадали 46 человек.", set()),
        (
            "fr",
            "L'explosion a fait cinq morts à Tunis.",
            "L'explosion a fait 46 blessés à Tunis.",
            set(),
        ),
        # Where nothing says what became of them, they are counted alike.
        ("ar", "حضر الاجتماع خمسة وزراء.", "حضر الاجتماع ستة وزراء.", {("خمسة وزراء", "ستة وزراء")}),
    ],
)
def test_people_are_compared_by_what_became_of_them(told, language: str, a: str, b: str, clash: set) -> None:
    assert conflicts(told, a, b, language) == clash


@pytest.mark.parametrize(
    ("a", "b", "status"),
    [
        (
            "فاز الحزب بنسبة 13 في المائة من الأصوات.",
            "فاز الحزب بنسبة 13.1 في المائة من الأصوات.",
            "precision",
        ),
        ("بلغت التكلفة 19.5 مليون ريال.", "بلغت التكلفة 19589137 ريالا.", "precision"),
        ("ارتفع المؤشر 44.5 نقطة.", "ارتفع المؤشر 44.58 نقطة.", "precision"),
        (
            "فاز الحزب بنسبة 13 في المائة من الأصوات.",
            "فاز الحزب بنسبة 13.9 في المائة من الأصوات.",
            "precision",
        ),
        ("فاز الحزب بنسبة 3% من الأصوات.", "فاز الحزب بنسبة 3.9% من الأصوات.", "conflict"),
        (
            "فاز الحزب بنسبة 13.1 في المائة من الأصوات.",
            "فاز الحزب بنسبة 13.2 في المائة من الأصوات.",
            "conflict",
        ),
        ("بلغت التكلفة 19.4 مليون ريال.", "بلغت التكلفة 19589137 ريالا.", "conflict"),
        ("بلغت التكلفة 4,3 ملايين ريال.", "بلغت التكلفة 4365980 ريالا.", "precision"),
        ("بلغت التكلفة 4 ملايين ريال.", "بلغت التكلفة 4965980 ريالا.", "conflict"),
    ],
)
def test_digits_cut_off_or_rounded_are_less_precise(told, a: str, b: str, status: str) -> None:
    assert [row[1] for row in told(a, b) if row[0] == "number"] == [status]


def report(day: str, points: str, word: str = "اليوم") -> compare.Witness:
    text = f"أغلق مؤشر سوق الأسهم {word} مرتفعا {points} نقطة بتداولات تجاوزت أربعة مليارات ريال."
    return compare.Witness.from_text(text, id=f"d{day[-2:]}-{points[:2]}", published=day)


def figures(*witnesses: compare.Witness) -> list[str]:
    result = compare.compare(witnesses)
    return [d.type.value for d in result.differences if d.status.value == "conflict"]


def test_the_figures_of_two_days_do_not_clash() -> None:
    assert figures(report("2015-08-09", "44.53"), report("2015-08-10", "135.65")) == []
    assert figures(report("2015-08-09", "44.53"), report("2015-08-09", "135.65")) == ["number"]
    assert figures(report("2015-08-09", "44.53", "الأحد"), report("2015-08-10", "135.65", "الأحد")) == [
        "number"
    ]


def sources(told, a: str, b: str) -> list[str]:
    return [status for type_, status, *_ in told(a, b) if type_ == "attribution"]


def test_a_source_written_with_another_letter_is_the_same(told) -> None:
    said = "وقال {} إن على الحكومة أن توقف العمليات الأمنية في الجنوب."
    one, two = said.format("صلاح الدين دمرطاش"), said.format("صلاح الدين دمرداش")
    assert sources(told, one, two) == []
    assert sources(told, one, said.format("أحمد داود أوغلو")) == ["conflict"]
    assert sources(told, said.format("حسن"), said.format("حسين")) == ["conflict"]


def test_whom_words_are_said_to_is_no_source() -> None:
    details = compare.extract_details("وأضاف مخاطبا رئيس الوزراء التركي أحمد داود أوغلو أن السلام مهم.")
    assert [d.text for d in details if d.kind == "attribution"] == []
    details = compare.extract_details("وقال الوزير مخاطبا الرئيس محمد مرسي إن البلاد في خطر.")
    assert [d.text for d in details if d.kind == "attribution"] == ["الوزير"]


def test_a_word_of_the_same_family_is_not_the_word_that_is_negated(told) -> None:
    calm = "حافظت الشركات على قوة أعمالها رغم عدم الاستقرار وبلغت أرباحها ثمانية مليارات دولار."
    report_ = "حافظت الشركات على قوة أعمالها بحسب تقرير وبلغت أرباحها ثمانية مليارات دولار."
    assert [row for row in told(calm, report_) if row[:2] == ("negation", "conflict")] == []
    steady = "حافظت الشركات على قوة أعمالها رغم الاستقرار وبلغت أرباحها ثمانية مليارات دولار."
    assert [row[2] for row in told(calm, steady) if row[:2] == ("negation", "conflict")] == ["عدم"]


def test_what_is_warned_of_is_not_told_to_be_done(told) -> None:
    warned = "حذر الدفاع المدني المواطنين من النزول إلى مجاري الأودية مساء أمس."
    urged = "دعا الدفاع المدني المواطنين إلى عدم النزول إلى مجاري الأودية مساء أمس."
    allowed = "دعا الدفاع المدني المواطنين إلى النزول إلى مجاري الأودية مساء أمس."
    assert [row for row in told(warned, urged) if row[:2] == ("negation", "conflict")] == []
    assert len([row for row in told(urged, allowed) if row[:2] == ("negation", "conflict")]) == 1


def test_numbers_of_a_list_clash_only_in_the_same_slot(told) -> None:
    one = "ارتفع قطاع الزراعة 1.85% والتأمين 1.79% والنقل 1.52% والفنادق 0.08%."
    other = "ارتفع قطاع الفنادق 2.47% والمصارف 1.79% والنقل 1.77% والطاقة 0.36%."
    assert ("1.52%", "0.36%") not in conflicts(told, one, other)
    assert ("1.85%", "2.47%") not in conflicts(told, one, other)
    same = one.replace("1.52", "1.77")
    assert conflicts(told, one, same) == {("1.52%", "1.77%")}


def test_shares_of_two_things_do_not_clash(told) -> None:
    people = "تشكل دول المجموعة 40 في المائة من سكان العالم."
    assert conflicts(told, people, "تحتل دول المجموعة 26 في المائة من مساحة العالم.") == set()
    assert len(conflicts(told, people, "تشكل دول المجموعة 42 في المائة من سكان العالم.")) == 1


def test_one_long_number_in_two_writings_is_one(told) -> None:
    one, two = "بلغت التكلفة 542.963,440 مليون ريال.", "بلغت التكلفة (542.963.440) مليون ريال."
    assert conflicts(told, one, two) == set()
    assert conflicts(told, "1. العريف أحمد موسى", "01 - العريف أحمد موسى") == set()
    assert len(conflicts(told, "بلغت التكلفة 1.5 مليون ريال.", "بلغت التكلفة 15 مليون ريال.")) == 1


def test_a_second_negator_goes_on_with_the_first(told) -> None:
    one, two = "لم يحضر الوزير أو نجلاه جلسة الحكم اليوم.", "لم يحضر الوزير ولا نجلاه جلسة الحكم اليوم."
    assert [row for row in told(one, two) if row[:2] == ("negation", "conflict")] == []
    came = "حضر الوزير ونجلاه جلسة الحكم اليوم."
    assert len([row for row in told(came, two) if row[:2] == ("negation", "conflict")]) == 1
