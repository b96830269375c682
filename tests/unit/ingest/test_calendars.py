"""Datelines and cells in the solar calendar and in that of the Hijra; what only looks like one stays."""

from __future__ import annotations

import datetime as dt

import pytest

from compare.ingest.columns import stated_date
from compare.ingest.dateline import find_dateline
from compare.inputs import read_data
from compare.languages import solar
from compare.settings import Settings

TITLE = "رئیس‌جمهور روسیه برای دیداری رسمی وارد باکو شد"
BODY = (
    "رئیس‌جمهور روسیه یکشنبه شب برای سفری دوروزه وارد باکو شد و شام را در اقامتگاه همتای خود صرف کرد. "
    "کرملین اعلام کرد که گفت‌وگوهای رسمی روز دوشنبه برگزار می‌شود."
)
_BREAKS = (
    *(-61, 9, 38, 199, 426, 686, 756, 818, 1111, 1181),
    *(1210, 1635, 2060, 2097, 2192, 2262, 2324, 2394, 2456, 3178),
)


def new_year(year: int) -> dt.date:
    """The first day of a solar year by Borkowski's table of breaks."""
    leaps, at, jump = -14, _BREAKS[0], 0
    for following in _BREAKS[1:]:
        jump = following - at
        if year < following:
            break
        leaps += jump // 33 * 8 + jump % 33 // 4
        at = following
    n = year - at
    leaps += n // 33 * 8 + (n % 33 + 3) // 4
    if jump % 33 == 4 and jump - n == 4:
        leaps += 1
    civil = year + 621
    return dt.date(civil, 3, 1) + dt.timedelta(19 + leaps - (civil // 4 - (civil // 100 + 1) * 3 // 4 - 150))


def test_every_year_begins_where_the_equinox_says() -> None:
    for year in range(solar.FIRST, solar.LAST + 1):
        assert solar.gregorian(year, 1, 1) == new_year(year).isoformat()
        last = new_year(year + 1) - dt.timedelta(1)
        leap = (new_year(year + 1) - new_year(year)).days == 366
        assert solar.gregorian(year, 12, 30 if leap else 29) == last.isoformat()
        assert (solar.gregorian(year, 12, 30) is None) != leap


@pytest.mark.parametrize(
    ("told", "iso"),
    [
        ((1357, 11, 22), "1979-02-11"),
        ((1399, 12, 30), "2021-03-20"),
        ((1403, 1, 1), "2024-03-20"),
        ((1403, 6, 31), "2024-09-21"),
        ((1403, 7, 1), "2024-09-22"),
        ((1403, 7, 31), None),
        ((1403, 13, 1), None),
        ((1403, 0, 1), None),
        ((1403, 1, 0), None),
        ((1209, 1, 1), None),
        ((1501, 1, 1), None),
    ],
)
def test_days_that_history_tells(told: tuple[int, int, int], iso: str | None) -> None:
    assert solar.gregorian(*told) == iso


@pytest.mark.parametrize(
    ("line", "iso"),
    [
        ("یکشنبه ۲۸ مرداد ۱۴۰۳ - ۲۲:۱۴", "2024-08-18T22:14"),
        ("۲۸ مرداد ماه ۱۴۰۳", "2024-08-18"),
        ("تاریخ انتشار: ۲۸ مرداد ۱۴۰۳", "2024-08-18"),
        ("پنج‌شنبه ۱ شهریور ۱۴۰۳", "2024-08-22"),
        ("سه‌شنبه ۳۰ مرداد ۱۴۰۳ ساعت ۱۰:۱۵", "2024-08-20T10:15"),
        ("۱۴۰۳/۰۵/۲۸ ۲۲:۱۴", "2024-08-18T22:14"),
        ("1403-05-28", "2024-08-18"),
        ("۲۸/۵/۱۴۰۳", "2024-08-18"),
        ("۲۸ اسد ۱۴۰۳", "2024-08-18"),
        ("28 Mordad 1403", "2024-08-18"),
        ("28 мордада 1403", "2024-08-18"),
        ("۱۸ اوت ۲۰۲۴", "2024-08-18"),
        ("یکشنبه ۲۸ مرداد ۱۴۰۳ | ۱۸ اوت ۲۰۲۴", "2024-08-18"),
        ("2024/08/18", "2024-08-18"),
    ],
)
def test_solar_dates_of_datelines_and_cells(line: str, iso: str) -> None:
    text = f"{TITLE}\n{line}\n{BODY}"
    found = find_dateline(text, "fa")
    assert (found.value, found.basis) == (iso, "stated")
    assert found.span is not None
    assert any(c.isdecimal() for c in text[found.span.start : found.span.end])
    assert stated_date(line, "fa").value == iso


@pytest.mark.parametrize(
    ("line", "language"),
    [
        ("کودتای ۲۸ مرداد ۱۳۳۲", "fa"),  # the coup that the account is about
        ("انقلاب ۲۲ بهمن ۱۳۵۷", "fa"),
        ("در ۲۸ مرداد ۱۴۰۳ توافقنامه امضا شد و جنگ پایان یافت.", "fa"),
        ("۳۱ مهر ۱۴۰۳", "fa"),
        ("۳۰ اسفند ۱۴۰۲", "fa"),
        ("۱۴۰۳/۱۳/۰۱", "fa"),
        ("1446/02/14", "fa"),  # a year of the Hijra
        ("1403/05/28", "ar"),  # it may be one
        ("1403/05/28", "en"),
        ("کد خبر: ۱۴۰۳۰۵۲۸", "fa"),
        ("حرب 10 رمضان 1393", "ar"),
        ("عام 1446 هـ", "ar"),
        ("31 صفر 1446 هـ", "ar"),
    ],
)
def test_what_only_looks_like_a_date_of_publication(line: str, language: str) -> None:
    assert find_dateline(f"{TITLE}\n{line}\n{BODY}", language).value is None
    assert stated_date(line, language).value is None


def test_a_day_of_the_hijra_alone_is_inferred_and_one_beside_another_is_not_read() -> None:
    alone = find_dateline("وصول الرئيس إلى باكو\n14 صفر 1446 هـ\nوصل الرئيس.", "ar")
    assert (alone.value, alone.basis) == ("2024-08-18", "inferred")
    assert stated_date("14 صفر 1446هـ", "ar").basis == "inferred"
    both = find_dateline(
        "وصول الرئيس إلى باكو\nالأحد 14 صفر 1446هـ الموافق 18 أغسطس 2024م\nوصل الرئيس.", "ar"
    )
    assert (both.value, both.basis) == ("2024-08-18", "stated")


def test_a_persian_account_is_dated_with_its_evidence_and_keeps_its_headline() -> None:
    text = f"{TITLE}\nیکشنبه ۲۸ مرداد ۱۴۰۳ - ۲۲:۱۴\n{BODY}\n"
    (witness,) = read_data(text.encode(), id="a", path="a.txt", settings=Settings()).witnesses
    assert (witness.language, witness.title) == ("fa", TITLE)
    assert (witness.published.value, witness.published.basis) == ("2024-08-18T22:14", "stated")
    (told,) = [entry for entry in witness.evidence if entry.field == "published"]
    assert told.span is not None
    assert "مرداد" in text[told.span.start : told.span.end]


def test_solar_dates_in_a_column(tmp_path) -> None:
    rows = f"title,text,date\nA,{BODY},۱۴۰۳/۰۵/۲۸\nB,{BODY},۲۸ مرداد ۱۴۰۳\nC,{BODY},۳۱ مهر ۱۴۰۳\n"
    found = read_data(rows.encode(), id="t", path="t.csv", settings=Settings())
    assert [w.published.value for w in found.witnesses] == ["2024-08-18", "2024-08-18", None]
    assert any(slug == "table-dates-unread" for slug, _ in found.notes)


def test_the_digits_of_persian_tell_whose_calendar_it_is_where_nothing_else_does() -> None:
    assert stated_date("۱۴۰۳/۰۵/۲۸", None).value == "2024-08-18"
    assert stated_date("۲۰۲۴/۰۸/۱۸", None).value == "2024-08-18"
    assert stated_date("۱۴۴۶/۰۲/۱۴", None).value is None
    assert stated_date("1403/05/28", None).value is None
    assert stated_date("١٤٠٣/٠٥/٢٨", None).value is None
