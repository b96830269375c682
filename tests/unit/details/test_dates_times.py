"""Times of day: alone and beside a date, spans of hours, parts of the day, and numbers that are no times."""

from __future__ import annotations

import pytest

from compare.details.dates import find_dates
from compare.model.claim import DetailKind
from compare.model.text import Published

SUNDAY = Published("2024-08-18", "stated")


def read(text: str, language: str) -> list[tuple[str, object, str]]:
    found = find_dates(text, SUNDAY, (language,))
    assert all(text[d.start : d.end] == d.text for d in found)
    return [(d.text, d.value, d.kind.value) for d in found]


@pytest.mark.parametrize(
    ("language", "text", "span", "value"),
    [
        ("ar", "تبدأ المباراة الساعة 22:14", "الساعة 22:14", "22:14"),
        ("ar", "عند الساعة الثامنة والنصف مساء", "الساعة الثامنة والنصف مساء", "20:30"),
        ("ar", "الساعة 7 صباحا", "الساعة 7 صباحا", "07:00"),
        ("ar", "وصل 8 مساءً", "8 مساءً", "20:00"),
        (
            "ar",
            "من الخامسة عصرا حتى الحادية عشرة مساء",
            "من الخامسة عصرا حتى الحادية عشرة مساء",
            "17:00/23:00",
        ),
        (
            "ar",
            "من الثالثة عصرا حتى السابعة والنصف مساء",
            "من الثالثة عصرا حتى السابعة والنصف مساء",
            "15:00/19:30",
        ),
        ("ar", "الليلة الماضية", "الليلة الماضية", "2024-08-17T20:00/2024-08-17T23:59"),
        ("ar", "هذا المساء", "هذا المساء", "2024-08-18T16:00/2024-08-18T20:00"),
        ("en", "he spoke at 5pm", "at 5pm", "17:00"),
        ("en", "he spoke at 11:40 a.m.", "at 11:40 a.m", "11:40"),
        ("en", "it was half past seven", "half past seven", "07:30"),
        ("en", "from 9 to 5pm", "from 9 to 5pm", "09:00/17:00"),
        ("en", "open 19:00 - 21:00", "19:00 - 21:00", "19:00/21:00"),
        ("en", "he arrived in the evening", "evening", "16:00/20:00"),
        ("en", "they left at midnight", "midnight", "00:00"),
        ("ru", "в 14:30", "14:30", "14:30"),
        ("ru", "в 8 часов утра", "8 часов утра", "08:00"),
        ("fr", "il part à 18h30", "18h30", "18:30"),
        ("fr", "de 14h à 18h", "de 14h à 18h", "14:00/18:00"),
    ],
)
def test_times(language: str, text: str, span: str, value: str) -> None:
    ((found, iso, kind),) = read(text, language)
    assert (found.rstrip("."), iso, kind) == (span, value, DetailKind.TIME.value)


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("ar", "الساعة الثامنة من مساء أمس", "2024-08-17T20:00"),
        ("ar", "أمس الساعة الـ11.30", "2024-08-17T11:30"),
        ("ar", "اليوم الأحد الساعة 8 مساء", "2024-08-18T20:00"),
        ("en", "tomorrow at 8:00am", "2024-08-19T08:00"),
        ("en", "at 10 a.m. Monday", "2024-08-12T10:00"),
        ("en", "Thursday morning", "2024-08-15T08:00/2024-08-15T12:00"),
        ("en", "on Friday from 3 to 5 pm", "2024-08-16T15:00/2024-08-16T17:00"),
        ("ru", "5 марта 2024 года в 14:30", "2024-03-05T14:30"),
        ("fr", "lundi 5 août à 14h", "2024-08-05T14:00"),
    ],
)
def test_a_time_beside_a_date_is_part_of_it(language: str, text: str, value: str) -> None:
    ((_, iso, kind),) = read(text, language)
    assert (iso, kind) == (value, DetailKind.DATE.value)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ar", "فاز الفريق 3-1"),
        ("ar", "مقتل 5 في هجوم"),
        ("ar", "بسرعة 40 كم في الساعة"),
        ("ar", "الآية 2:14"),
        ("ar", "في العصر الحديث"),
        ("ar", "من 22 ساعة إلى 11 ساعة"),
        ("en", "a room for 1 night?"),
        ("en", "the screen has a 4:3 ratio"),
        ("en", "shares closed at 6.45 dollars"),
        ("en", "a 3h walk"),
        ("fr", "à 3h de route"),
        ("fr", "deux heures"),
    ],
)
def test_no_time(language: str, text: str) -> None:
    assert read(text, language) == []


def test_the_part_of_the_day_before_a_date_is_no_part_of_it() -> None:
    assert read("مساء أمس الأول", "ar") == [("أمس الأول", "2024-08-16", "date")]


def test_a_number_behind_a_date_may_count_something() -> None:
    assert read("On Monday 5 people died", "en") == [("Monday", "2024-08-12", "date")]
    assert read("с 1 июля на 12-15%", "ru") == [("1 июля", "2024-07-01", "date")]
