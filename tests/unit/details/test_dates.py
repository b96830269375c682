"""Dates: exact spans and values, true precision, and what must not be read as a date."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest

from compare.details.dates import find_dates
from compare.model.claim import Detail, DetailKind
from compare.model.text import Published

SUNDAY = Published("2024-08-18", "stated")


def dates(text: str, published: Published = SUNDAY) -> list[tuple[str, object]]:
    found = find_dates(text, published)
    assert all(text[d.start : d.end] == d.text for d in found)
    return [(d.text, d.value) for d in found]


def one(text: str, published: Published = SUNDAY) -> Detail:
    (found,) = find_dates(text, published)
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("18-8-2024 | 22:14", ("18-8-2024 | 22:14", "2024-08-18T22:14")),
        ("في ٢١ سبتمبر ٢٠٢٣", ("٢١ سبتمبر ٢٠٢٣", "2023-09-21")),
        ("في 20 سبتمبر (أيلول) 2023", ("20 سبتمبر (أيلول) 2023", "2023-09-20")),
        ("قبل 9 تشرين الثاني/نوفمبر 2020", ("9 تشرين الثاني/نوفمبر 2020", "2020-11-09")),
        ("في الـعـام الماضي", ("الـعـام الماضي", "2023")),
        ("بين عامي 2020 و2022", ("بين عامي 2020 و2022", "2020/2022")),
        ("جرى المعرض من 15 إلى 24 يوليو الماضي", ("من 15 إلى 24 يوليو الماضي", "2024-07-15/2024-07-24")),
        ("من 27 سبتمبر إلى 10 نوفمبر 2020", ("من 27 سبتمبر إلى 10 نوفمبر 2020", "2020-09-27/2020-11-10")),
        ("في السادس من أغسطس", ("السادس من أغسطس", "2024-08-06")),
        ("سيلتقي غدًا علييف", ("غدًا", "2024-08-19")),
        ("مساء أمس الأول", ("أمس الأول", "2024-08-16")),
        ("مؤتمر في نوفمبر المقبل", ("نوفمبر المقبل", "2024-11")),
        ("منذ 5 يوليو (تموز) الحالي", ("5 يوليو (تموز) الحالي", "2024-07-05")),
        ("في النصف الثاني من مايو الماضي", ("مايو الماضي", "2024-05")),
        ("في عام (1948) وقعت", ("عام (1948)", "1948")),
        ("on August 18, 2024, he", ("August 18, 2024", "2024-08-18")),
        ("since last May he", ("last May", "2024-05")),
        ("will host it in November", ("November", "2024-11")),
        ("В мае прошлого года он", ("мае прошлого года", "2023-05")),
        ("18 августа 2024 года, 22:05", ("18 августа 2024 года, 22:05", "2024-08-18T22:05")),
        ("руководил с 1993 по 2003 год", ("с 1993 по 2003 год", "1993/2003")),
        ("намечены на понедельник", ("понедельник", "2024-08-19")),
        ("il est arrivé lundi dernier à Bakou", ("lundi dernier", "2024-08-12")),
        ("du 15 au 24 juillet 2024, la ville est", ("du 15 au 24 juillet 2024", "2024-07-15/2024-07-24")),
    ],
)
def test_span_and_value(text: str, expected: tuple[str, str]) -> None:
    assert dates(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "رجب طيب أردوغان",
        "ما لم يعلن أحد الطرفين",
        "بعد أحد عشر",
        "اشترى سيارة نيسان",
        "فتحت باب الحجرة",
        "موقع روسيا اليوم",
        'موقع "روسيا اليوم"',
        "في وقت سابق، منذ قرون، قبل أيام",
        "وحدة من 1960 فرداً عسكرياً و1150 كيلومترًا",
        "العربية الآن",
        "مجلة «الاثنين» الأسبوعية",
        "they may march in silence",
    ],
)
def test_no_date(text: str) -> None:
    assert dates(text) == []


def test_a_stale_weekday_is_flagged() -> None:
    found = one("قالت زاخاروفا اليوم الخميس إن الغرب")
    assert (found.value, found.basis) == ("2024-08-15", "inferred")
    assert found.because.startswith("weekday-clash:")


def test_unknown_publication_leaves_relative_dates_open() -> None:
    found = one("وصل اليوم الأحد إلى باكو", Published())
    assert (found.text, found.value, found.basis) == ("اليوم الأحد", None, "inferred")
    assert "not known" in found.because


def test_a_date_without_year_goes_on_from_the_date_before() -> None:
    published = Published("2023-09-21", "stated")
    text = "في سبتمبر 2020، اندلع قتال. في 9 نوفمبر/تشرين الثاني، وقع"
    assert [value for _, value in dates(text, published)] == ["2020-09", "2020-11-09"]
    back = "استعادت المنطقة في سبتمبر 2023.\nشنته القوات في 6 أغسطس"
    assert [value for _, value in dates(back)] == ["2023-09", "2024-08-06"]


def test_night_of() -> None:
    found = one("تم التوصل إليه ليلة 10 نوفمبر", Published("2021-01-13", "stated"))
    assert (found.text, found.value) == ("ليلة 10 نوفمبر", "2020-11-10")
    assert "night" in found.because


def test_precision() -> None:
    text = "في 1991 وفي سبتمبر 2018 وفي 27 سبتمبر 2020"
    assert [d.precision for d in find_dates(text, SUNDAY)] == ["year", "month", "day"]


def test_a_window_of_the_text() -> None:
    text = "في سبتمبر 2018 وفي مارس 2023"
    (found,) = find_dates(text, SUNDAY, start=15)
    assert text[found.start : found.end] == found.text == "مارس 2023"


def _cases(folder: Path, gold: dict[str, Any]) -> dict[str, set[tuple[int, int, str]]]:
    found: dict[str, set[tuple[int, int, str]]] = {p.name: set() for p in sorted(folder.glob("*.txt"))}
    for row in gold["dates"]:
        found[row["file"]].add((row["start"], row["end"], row["value"]))
    return found


def test_gold_of_the_source_texts(shared: Path) -> None:
    gold = json.loads((shared / "gold" / "seeds_dates.json").read_text(encoding="utf-8"))
    for name, wanted in _cases(shared / "seeds", gold).items():
        if not wanted:
            continue
        text = (shared / "seeds" / name).read_text(encoding="utf-8")
        found = find_dates(text, Published(gold["publication"][name[:3]], "stated"))
        assert {(d.start, d.end, d.value) for d in found if d.kind is DetailKind.DATE} == wanted


def test_gold_of_the_seeds(root: Path) -> None:
    gold = json.loads((root / "seeds" / "gold" / "dates.json").read_text(encoding="utf-8"))
    for name, wanted in _cases(root / "seeds" / "texts", gold).items():
        if not wanted:
            continue
        text = (root / "seeds" / "texts" / name).read_text(encoding="utf-8")
        found = find_dates(text, Published(gold["publication"][name.partition(".")[0]], "stated"))
        assert {(d.start, d.end, d.value) for d in found if d.kind is DetailKind.DATE} == wanted


def test_long_runs_stay_linear() -> None:
    for piece in ("20 ", "في ", "سبتمبر ", "2020 - ", "من 15 إلى ", "(", "اليوم ", "،"):
        began = time.perf_counter()
        find_dates(piece * 20_000, SUNDAY)
        assert time.perf_counter() - began < 10, piece
