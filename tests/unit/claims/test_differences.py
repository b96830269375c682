"""What two sentences differ in, through the whole comparison: what must be found, and what must not."""

from __future__ import annotations

import pytest

import compare

FILLER = "وعقد الوفد لقاءات مع ممثلي الشركات في المدينة القديمة."
OTHER = "وتشهد الأسواق المحلية إقبالا كبيرا مع بداية الموسم الجديد."


def differences(
    a: str, b: str, published: str | None = "2024-08-18"
) -> set[tuple[str, str, tuple[str | None, ...]]]:
    result = compare.compare(
        [
            compare.Witness.from_text(f"{a}\n\n{FILLER}", id="a", published=published),
            compare.Witness.from_text(f"{b}\n\n{OTHER}", id="b", published=published),
        ]
    )
    return {(d.type.value, d.status.value, tuple(v.quote for v in d.values)) for d in result.differences}


ARRIVAL = "وصل الرئيس الروسي فلاديمير بوتين إلى باكو يوم 18 أغسطس في زيارة تستمر يومين."


@pytest.mark.parametrize(
    ("b", "expected"),
    [
        (
            "وصل الرئيس الروسي فلاديمير بوتين إلى باكو يوم 19 أغسطس في زيارة تستمر ثلاثة أيام.",
            {
                ("date", "conflict", ("18 أغسطس", "19 أغسطس")),
                ("duration", "conflict", ("يومين", "ثلاثة أيام")),
            },
        ),
        (
            "وصل الرئيس الروسي فلاديمير بوتين إلى باكو في أغسطس 2024 في زيارة تستمر يومين.",
            {("date", "precision", ("18 أغسطس", "أغسطس 2024"))},
        ),
        (
            "وصل الرئيس الروسي فلاديمير بوتين إلى باكو في زيارة تستمر يومين.",
            {("date", "added", ("18 أغسطس", None))},
        ),
        (
            "لم يصل الرئيس الروسي فلاديمير بوتين إلى باكو يوم 18 أغسطس في زيارة تستمر يومين.",
            {("negation", "conflict", (None, "لم"))},
        ),
        (
            "وصل الرئيس الروسي فلاديمير بوتين إلى يريفان يوم 18 أغسطس في زيارة تستمر يومين.",
            {("place", "conflict", ("باكو", "يريفان"))},
        ),
    ],
)
def test_what_differs_is_typed_and_quoted(b: str, expected: set[object]) -> None:
    assert expected <= differences(ARRIVAL, b)


@pytest.mark.parametrize(
    "b",
    [
        ARRIVAL,
        "وَصَلَ الرئيس الروسي فلاديمير بوتين إلى باكو يوم ١٨ أغسطس في زيارة تستمر يومين.",
        "وصل الرئيس الروسي فلاديمير بوتين الى باكو يوم 18 آب في زيارة تستمر يومين.",
        "وصل الرئيس الروسي فلاديمير بوتين إلى باكو يوم 18 أغسطس/آب 2024 في زيارة تستمر 2 يوم.",
    ],
)
def test_another_spelling_is_no_difference_of_substance(b: str) -> None:
    statuses = {status for _, status, _ in differences(ARRIVAL, b)}
    assert statuses <= {"spelling", "naming"}


def test_two_sources_of_one_statement_differ_in_their_source() -> None:
    a = "أعلن الكرملين أن الرئيسين سيوقعان حزمة من الوثائق بعد المحادثات الثنائية."
    b = "أعلن البنتاغون أن الرئيسين سيوقعان حزمة من الوثائق بعد المحادثات الثنائية."
    assert ("attribution", "conflict", ("الكرملين", "البنتاغون")) in differences(a, b)


def test_an_agency_and_whom_it_may_quote_are_no_conflict() -> None:
    a = "أعلن الكرملين أن الرئيسين سيوقعان حزمة من الوثائق بعد المحادثات الثنائية."
    b = "وذكرت وكالة رويترز أن الرئيسين سيوقعان حزمة من الوثائق بعد المحادثات الثنائية."
    assert ("attribution", "precision", ("الكرملين", "رويترز")) in differences(a, b)


def test_a_short_and_a_long_name_are_one_source() -> None:
    a = "وقال المرصد إن الاشتباكات أوقعت عشرات الجرحى في ريف المدينة الجنوبي."
    b = "وقال المرصد السوري لحقوق الإنسان إن الاشتباكات أوقعت عشرات الجرحى في ريف المدينة الجنوبي."
    assert not [d for d in differences(a, b) if d[0] == "attribution"]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        # Other events of the same people and the same place.
        (ARRIVAL, "وكان بوتين قد زار باكو آخر مرة في سبتمبر 2018."),
        # Approximation holds the number.
        (
            "شارك نحو 40 نائبا في جلسة التصويت على القانون الجديد.",
            "شارك 41 نائبا في جلسة التصويت على القانون الجديد.",
        ),
        # Numbers of different things.
        (
            "سيطرت القوات على 82 بلدة في المقاطعة الحدودية منذ بداية الهجوم.",
            "سيطرت القوات على 1150 كيلومترا مربعا في المقاطعة الحدودية منذ بداية الهجوم.",
        ),
    ],
)
def test_what_is_no_conflict(a: str, b: str) -> None:
    assert not [d for d in differences(a, b) if d[1] == "conflict"]


def test_english_russian_and_arabic_of_one_day() -> None:
    a = "Putin arrived in Baku on 18 August 2024 for a two-day state visit, the Kremlin said."
    b = "Putin arrived in Baku on 19 August 2024 for a three-day state visit, the Kremlin said."
    assert ("date", "conflict", ("18 August 2024", "19 August 2024")) in differences(a, b)
    a = "Путин прибыл в Баку 18 августа 2024 года с двухдневным визитом."
    b = "Путин прибыл в Баку 19 августа 2024 года с двухдневным визитом."
    assert ("date", "conflict", ("18 августа 2024 года", "19 августа 2024 года")) in differences(a, b)


def test_two_conflicts_with_the_same_numbers_are_both_told() -> None:
    a = "ضم الوفد الروسي إلى باكو 5 وزراء و3 صحفيين وغادر العاصمة مساء الأحد."
    b = "ضم الوفد الروسي إلى باكو 3 وزراء و5 صحفيين وغادر العاصمة مساء الأحد."
    conflicts = {
        quotes for kind, status, quotes in differences(a, b) if (kind, status) == ("number", "conflict")
    }
    assert conflicts == {("5 وزراء", "3 وزراء"), ("3 صحفيين", "5 صحفيين")}


def test_three_values_of_one_detail_are_one_difference() -> None:
    texts = [f"أعلنت كييف أن قواتها تسيطر على {n} بلدة في المقاطعة الحدودية الروسية." for n in (82, 74, 90)]
    result = compare.compare([compare.Witness.from_text(t, id=i) for i, t in zip("abc", texts, strict=True)])
    rows = [d for d in result.differences if d.type.value == "number"]
    assert [[v.quote for v in d.values] for d in rows] == [["82 بلدة", "74 بلدة", "90 بلدة"]]


def test_what_two_tell_and_one_does_not_is_one_row() -> None:
    told = "أعلنت كييف أن قواتها تسيطر على 82 بلدة في المقاطعة الحدودية الروسية."
    silent = "أعلنت كييف أن قواتها تسيطر على بلدات في المقاطعة الحدودية الروسية."
    result = compare.compare(
        [compare.Witness.from_text(t, id=i) for i, t in zip("abc", (told, told, silent), strict=True)]
    )
    rows = [d for d in result.differences if d.type.value == "number"]
    assert [[v.quote for v in d.values] for d in rows] == [["82 بلدة", "82 بلدة", None]]
    assert rows[0].because.startswith("some-silent")
