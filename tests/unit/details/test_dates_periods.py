"""Periods, distances, the Hijri calendar: values in four languages, and what must not be read as one."""

from __future__ import annotations

import datetime as dt

import pytest

from compare.details.dates import find_dates
from compare.languages.hijri import gregorian, year_of
from compare.model.claim import Detail
from compare.model.text import Published

SUNDAY = Published("2024-08-18", "stated")


def read(text: str, language: str) -> list[Detail]:
    found = find_dates(text, SUNDAY, (language,))
    assert all(text[d.start : d.end] == d.text for d in found)
    return list(found)


@pytest.mark.parametrize(
    ("language", "text", "span", "value"),
    [
        ("ar", "وصل قبل ثلاثة أيام", "قبل ثلاثة أيام", "2024-08-15"),
        ("ar", "وصل قبل يومين", "قبل يومين", "2024-08-16"),
        ("ar", "سيعود بعد أسبوعين", "بعد أسبوعين", "2024-09-01"),
        ("ar", "خلال السنوات الثلاث الأخيرة", "السنوات الثلاث الأخيرة", "2021-08-18/2024-08-17"),
        ("ar", "خلال اليومين الماضيين", "اليومين الماضيين", "2024-08-16/2024-08-17"),
        ("ar", "خسر الفريق يوم الجمعة قبل الماضي", "يوم الجمعة قبل الماضي", "2024-08-09"),
        ("ar", "في العام قبل الماضي", "العام قبل الماضي", "2022"),
        ("ar", "أرباح الربع الثاني من العام الماضي", "الربع الثاني من العام الماضي", "2023-04/2023-06"),
        ("ar", "خلال النصف الأول من عام 2015", "النصف الأول من عام 2015", "2015-01/2015-06"),
        ("ar", "نهاية العام الحالي", "نهاية العام الحالي", "2024-07/2024-12"),
        ("ar", "سيعلن مع نهاية العام، كما قال", "نهاية العام", "2024-07/2024-12"),
        ("en", "by the end of the year.", "the end of the year", "2024-07/2024-12"),
        ("ar", "رحل في صيف 2022", "صيف 2022", "2022-06/2022-08"),
        ("ar", "في ثمانينيات القرن الماضي", "ثمانينيات القرن الماضي", "1980/1989"),
        ("ar", "أواخر القرن التاسع عشر", "أواخر القرن التاسع عشر", "1801/1900"),
        ("ar", "في الأسبوع الأخير من شهر يوليو", "الأسبوع الأخير من شهر يوليو", "2024-07-22/2024-07-28"),
        ("ar", "اللقاء الأسبوع المقبل يوم الثلاثاء", "الأسبوع المقبل يوم الثلاثاء", "2024-08-20"),
        ("ar", "عاد في 5 مايو 2024. وفي اليوم التالي سافر", "اليوم التالي", "2024-05-06"),
        ("ar", "وقع في عام 1436هـ", "عام 1436هـ", "2014-10-25/2015-10-13"),
        ("ar", "بتاريخ 14/2/1446هـ", "بتاريخ 14/2/1446هـ", "2024-08-18"),
        ("ar", "في 10 شوال 1436هـ", "10 شوال 1436هـ", "2015-07-26"),
        ("ar", "في شهر رمضان الماضي", "شهر رمضان الماضي", "2024-03-11/2024-04-09"),
        ("ar", "بعد حرب 1967 تغير", "1967", "1967"),
        ("en", "he left two weeks ago", "two weeks ago", "2024-08-04"),
        ("en", "he left 2 weeks and 2 days ago", "2 weeks and 2 days ago", "2024-08-02"),
        ("en", "she will return in two days", "in two days", "2024-08-20"),
        ("en", "over the last 3 months", "last 3 months", "2024-05-18/2024-08-17"),
        ("en", "sales in the third quarter of 2019", "third quarter of 2019", "2019-07/2019-09"),
        ("en", "sales in Q3 2019", "Q3 2019", "2019-07/2019-09"),
        ("en", "the 2019-H2 figures", "2019-H2", "2019-07/2019-12"),
        ("en", "music of the mid-1980s", "mid-1980s", "1980/1989"),
        ("en", "the last week of July", "last week of July", "2024-07-22/2024-07-28"),
        ("en", "on Monday of next week", "Monday of next week", "2024-08-19"),
        ("en", "the week of April 10th, 2018", "week of April 10th, 2018", "2018-04-09/2018-04-15"),
        ("en", "earlier this month", "earlier this month", "2024-08-01/2024-08-15"),
        ("en", "from May 5th to June 7th 2020", "from May 5th to June 7th 2020", "2020-05-05/2020-06-07"),
        ("en", "between May 5 and now", "between May 5 and now", "2024-05-05/2024-08-18"),
        ("en", "Nov-Feb 2017", "Nov-Feb 2017", "2016-11/2017-02"),
        ("en", "dated 05-Aug-2016", "05-Aug-2016", "2016-08-05"),
        ("en", "dated 3/5/18", "3/5/18", "2018-03-05"),
        ("en", "May twenty nine", "May twenty nine", "2024-05-29"),
        ("en", "the twenty-second of April", "twenty-second of April", "2024-04-22"),
        ("ru", "он уехал три дня назад", "три дня назад", "2024-08-15"),
        ("ru", "он вернется через две недели", "через две недели", "2024-09-01"),
        ("ru", "летом прошлого года", "летом прошлого года", "2023-06/2023-08"),
        ("ru", "в первом полугодии 2023 года", "первом полугодии 2023 года", "2023-01/2023-06"),
        ("ru", "в 1 квартале 2013 г. рост", "1 квартале 2013 г", "2013-01/2013-03"),
        ("ru", "в 1990-е годы", "1990-е годы", "1990/1999"),
        ("ru", "в XIX веке", "XIX веке", "1801/1900"),
        ("fr", "il est parti il y a trois jours", "il y a trois jours", "2024-08-15"),
        ("fr", "dans trois semaines", "dans trois semaines", "2024-09-08"),
        ("fr", "dans les années 90", "les années 90", "1990/1999"),
        ("fr", "au deuxième trimestre 2023", "deuxième trimestre 2023", "2023-04/2023-06"),
        ("fr", "au XIXe siècle", "XIXe siècle", "1801/1900"),
    ],
)
def test_periods(language: str, text: str, span: str, value: str) -> None:
    assert (span, value) in [(d.text, d.value) for d in read(text, language)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ar", "قبل ثلاثة أيام من الانتخابات"),
        ("ar", "هو في الثلاثينيات من عمره"),
        ("ar", "بعد ثورة 25 يناير"),
        ("ar", "قوى 14 آذار"),
        ("ar", "المدير العام للهيئة"),
        ("ar", "أهل السنة والجماعة"),
        ("ar", "العقد مع اللاعب"),
        ("ar", "بنسبة 4.4 في المئة"),
        ("ar", "ستة أشهر من العمل"),
        ("ar", "المادة 3/14 من النظام"),
        ("en", "the third attack in two days"),
        ("en", "in the first quarter they led"),
        ("en", "every Monday"),
        ("en", "they may march in silence"),
        ("en", "version 2.10.4 and 555-12-34"),
        ("en", "they won 3-1"),
        ("ar", "سجل رمضان صبحي هدفا"),
        ("ar", "الفنان شعبان عبد الرحيم"),
        ("ar", "عطلة نهاية الأسبوع"),
        ("ar", "هاتف 01-234-5678"),
        ("en", "met Theresa May in Paris"),
        ("en", "The Sunday Times and The Sun and moon"),
        ("en", "April Smith won the 5/3 vote"),
        ("en", "may 10 people"),
        ("ru", "рост на 12-15%"),
        ("fr", "Mars a annoncé un chocolat"),
    ],
)
def test_no_period(language: str, text: str) -> None:
    assert read(text, language) == []


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("ru", "Переговоры начнутся 19 августа. На следующий день он уедет.", "2024-08-20"),
        # Of the day of the news, or of the day told in the paragraph before: one or the other.
        (
            "ru",
            "Переговоры — 19 августа.\n\nВ день прилёта был ужин. На следующий день он уедет.",
            "2024-08-19/2024-08-20",
        ),
        ("ar", "وصل في 18 أغسطس.\n\nوتعشّى الوفد. وفي اليوم التالي سافر.", "2024-08-19"),
        ("ar", "تبدأ المحادثات في 29 أغسطس.\n\nوتعشّى الوفد يوم وصوله. وفي اليوم التالي سافر.", None),
        ("ar", "تبدأ المحادثات في 19 أغسطس.\n\nوتعشّى الوفد.\n\nوفي اليوم التالي سافر.", None),
    ],
)
def test_the_next_day_counts_from_a_day_that_may_be_meant(
    language: str, text: str, value: str | None
) -> None:
    told = [detail.value for detail in read(text, language)][1:]
    assert told == ([value] if value else [])


def test_precision_of_a_distance_is_that_of_its_unit() -> None:
    found = [
        read(f"he left {count} ago", "en")[0] for count in ("two days", "two weeks", "two months", "2 years")
    ]
    assert [d.precision for d in found] == ["day", "about", "month", "year"]
    assert [d.value for d in found] == ["2024-08-16", "2024-08-04", "2024-06", "2022"]
    assert {d.basis for d in found} == {"inferred"}


def test_a_weekday_that_clashes_with_its_date_is_told() -> None:
    (found,) = read("يوم الاثنين 18 أغسطس 2024", "ar")
    assert (found.value, found.basis) == ("2024-08-18", "stated")
    assert found.because.startswith("weekday-clash:")
    assert "Sunday" in found.because
    (right,) = read("يوم الأحد 18 أغسطس 2024", "ar")
    assert right.because == ""


def test_tomorrow_with_the_weekday_of_publication_is_a_stale_copy_of_today() -> None:
    (found,) = read("تنطلق غدا الأحد", "ar")
    assert found.value == "2024-08-18"
    assert found.because.startswith("weekday-clash:")


def test_a_date_without_year_soon_after_publication_is_that_one() -> None:
    (soon,) = read("تبدأ البطولة في 25 أغسطس", "ar")
    (past,) = read("بدأت البطولة في 25 نوفمبر", "ar")
    assert (soon.value, past.value) == ("2024-08-25", "2023-11-25")


def test_the_hijri_table() -> None:
    assert gregorian(1343, 1, 1) == "1924-08-01"
    assert gregorian(1500, 12, 29) == "2077-11-15"
    assert gregorian(1446, 2, 14) == "2024-08-18"
    assert gregorian(1300) is None
    assert gregorian(1446, 2, 31) is None
    assert year_of(dt.date(2024, 8, 18)) == 1446
