"""Numbers: value, unit, span and precision; numbers that are names are left out."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from compare.details.dates import find_dates
from compare.details.numbers import find_numbers
from compare.model.claim import DetailKind
from compare.model.text import Published, Span

AR, EN, RU, FR = ("ar",), ("en",), ("ru",), ("fr",)


def numbers(text: str, languages: tuple[str, ...]) -> list[tuple[str, object, str | None]]:
    found = find_numbers(text, (), languages)
    assert all(text[d.start : d.end] == d.text for d in found)
    return [(d.text, d.value, d.unit) for d in found]


@pytest.mark.parametrize(
    ("text", "languages", "expected"),
    [
        ("استمرت 44 يوما", AR, ("44 يوما", 44, "day")),
        ("زيارة ليومين", AR, ("يومين", 2, "day")),
        ("على مدى ثلاثة عقود", AR, ("ثلاثة عقود", 3, "decade")),
        ("و1150 كيلومترًا مربعًا", AR, ("1150 كيلومترًا مربعًا", 1150, "square kilometre")),
        ("١٬٥٠٠ شخص", AR, ("١٬٥٠٠ شخص", 1500, "person")),
        ("خمسة وعشرون ألف جندي", AR, ("خمسة وعشرون ألف جندي", 25000, "soldier")),
        ("ألف وتسعمئة وستون جنديا", AR, ("ألف وتسعمئة وستون جنديا", 1960, "soldier")),
        ("ثلاثة ملايين ومئتي ألف نسمة", AR, ("ثلاثة ملايين ومئتي ألف نسمة", 3_200_000, "person")),
        ("نصف مليون دولار", AR, ("نصف مليون دولار", 500_000, "dollar")),
        ("34.2 مليار ريال", AR, ("34.2 مليار ريال", 34_200_000_000, "riyal")),
        ("مليوني شخص", AR, ("مليوني شخص", 2_000_000, "person")),
        ("مليون ونصف المليون", AR, ("مليون ونصف المليون", 1_500_000, None)),
        ("اثني عشر جنديا", AR, ("اثني عشر جنديا", 12, "soldier")),
        ("الدول الثلاث", AR, ("الدول الثلاث", 3, "state")),
        ("بين 10 و20 شخصا", AR, ("بين 10 و20 شخصا", "10/20", "person")),
        ("من 3 إلى 5 أيام", AR, ("من 3 إلى 5 أيام", "3/5", "day")),
        (
            "بين 100 مليار و150 مليار دولار",
            AR,
            ("بين 100 مليار و150 مليار دولار", "100000000000/150000000000", "dollar"),
        ),
        ("خلال السنوات الـ3 الأخيرة", AR, ("السنوات الـ3", 3, "year")),
        ("90 ناقلة جند مدرعة", AR, ("90 ناقلة جند مدرعة", 90, "armoured personnel carrier")),
        ("نسبة ٪12", AR, ("٪12", 12, "percent")),
        ("بنسبة 12 في المئة", AR, ("12 في المئة", 12, "percent")),
        ("a 44-day war", EN, ("44-day", 44, "day")),
        ("1,150 square kilometres", EN, ("1,150 square kilometres", 1150, "square kilometre")),
        ("two hundred and five soldiers", EN, ("two hundred and five soldiers", 205, "soldier")),
        ("$5.5 million", EN, ("$5.5 million", 5_500_000, "dollar")),
        ("half a million", EN, ("half a million", 500_000, None)),
        ("трёх дней", RU, ("трёх дней", 3, "day")),
        ("3,5 млн руб.", RU, ("3,5 млн руб", 3_500_000, "ruble")),
        ("двадцать пять тысяч человек", RU, ("двадцать пять тысяч человек", 25_000, "person")),
        ("quatre-vingt-douze soldats", FR, ("quatre-vingt-douze soldats", 92, "soldier")),
        ("3,5 millions d'euros", FR, ("3,5 millions d'euros", 3_500_000, "euro")),
    ],
)
def test_value_unit_and_span(text: str, languages: tuple[str, ...], expected: tuple[object, ...]) -> None:
    assert numbers(text, languages) == [expected]


@pytest.mark.parametrize(
    ("text", "languages"),
    [
        ("مؤتمر المناخ “كوب 29” في باكو", AR),
        ('تحت مسمى "إيغل بارتنر 2024".', AR),
        ("الاتفاقات الثلاثية", AR),
        ("مجموعة السبع", AR),
        ("ما لم يعلن أحد الطرفين", AR),
        ("رجل واحد", AR),
        ("مئات السنين وآلاف الناس", AR),
        ("كمية البروتين", AR),
        ("لست أدري", AR),
        ("one of them", EN),
        ("COP29, G20, F-16 and the 1990s", EN),
        ("won 3-1", EN),
        ("Су-35 над городом", RU),
        ("тысячи людей", RU),
        ("un homme et une femme", FR),
    ],
)
def test_no_number(text: str, languages: tuple[str, ...]) -> None:
    assert numbers(text, languages) == []


@pytest.mark.parametrize(
    ("text", "precision"),
    [
        ("نحو 44 يوما", "about"),
        ("بأكثر من 100 قتيل", "at_least"),
        ("أقل من 100 قتيل", "at_most"),
        ("قتل 100 شخص على الأقل", "at_least"),
        ("قتل 100 شخص", "exact"),
    ],
)
def test_precision_is_told_by_words_outside_the_span(text: str, precision: str) -> None:
    (found,) = find_numbers(text, (), AR)
    assert found.precision == precision
    assert found.text.startswith(("44", "100"))


def test_kinds() -> None:
    text = "5% و10 دولارات و3 أيام و82 بلدة والمرة الثالثة"
    kinds = [d.kind for d in find_numbers(text, (), AR)]
    assert kinds == [
        DetailKind.PERCENT,
        DetailKind.MONEY,
        DetailKind.DURATION,
        DetailKind.NUMBER,
        DetailKind.ORDINAL,
    ]


def test_taken_spans_are_left_alone() -> None:
    text = "في 27 سبتمبر 2020 قتل 12 شخصا"
    taken = tuple(Span(d.start, d.end) for d in find_dates(text, Published()))
    assert [d.text for d in find_numbers(text, taken, AR)] == ["12 شخصا"]


def test_gold_of_the_source_texts(shared: Path) -> None:
    gold = json.loads((shared / "gold" / "seeds_numbers.json").read_text(encoding="utf-8"))
    for name in sorted({row["file"] for row in gold["numbers"]}):
        text = (shared / "seeds" / name).read_text(encoding="utf-8")
        taken = tuple(Span(d.start, d.end) for d in find_dates(text, Published("2024-08-18", "stated")))
        found = {(d.start, d.end, d.value, d.unit) for d in find_numbers(text, taken)}
        rows = [row for row in gold["numbers"] if row["file"] == name]
        assert found == {(row["start"], row["end"], row["value"], row["unit"]) for row in rows}


def test_long_runs_stay_linear() -> None:
    for piece in ("20 ", "خمسة و", "ألف ", "من 3 إلى ", "12-", "واحد وعشرون ", "%", '"5" '):
        began = time.perf_counter()
        find_numbers(piece * 20_000, (), AR)
        assert time.perf_counter() - began < 10, piece
