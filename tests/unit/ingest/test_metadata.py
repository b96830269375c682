"""What a witness tells about itself; and that nothing is told that it does not state."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.ingest import complete, read_bytes
from compare.ingest.dateline import find_dateline
from compare.ingest.language import detect_language
from compare.model.text import Witness
from compare.settings import Settings

BODY = "وصل الوفد إلى العاصمة اليوم، وقال الوزير إن الزيارة مهمة لجميع الأطراف المشاركة فيها."


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("18-8-2024 | 22:14", "2024-08-18T22:14"),
        ("٢١ سبتمبر ٢٠٢٣", "2023-09-21"),
        ("۲۱ سبتمبر ۲۰۲۳", "2023-09-21"),
        ("الأحد 18 أغسطس/آب 2024 - 10:30 م", "2024-08-18T22:30"),
        ("نشر في: 5 كانون الثاني 2024", "2024-01-05"),
        ("الرياض 25 شوال 1436 هـ الموافق 10 اغسطس 2015 م واس", "2015-08-10"),
        ("2024-08-18T22:14:05+03:00", "2024-08-18T22:14"),
        ("2024/08/18", "2024-08-18"),
        ("18.08.2024, 22:14", "2024-08-18T22:14"),
        ("Published: August 18, 2024 at 9:05 PM", "2024-08-18T21:05"),
        ("Sunday, 18th August 2024", "2024-08-18"),
        ("By Jane Doe | Aug. 18, 2024", "2024-08-18"),
        ("18 августа 2024 г., 22:14", "2024-08-18T22:14"),
        ("Москва, 18 августа 2024", "2024-08-18"),
        ("Publié le 18 août 2024 à 22h14", "2024-08-18T22:14"),
        ("1er janvier 2024", "2024-01-01"),
    ],
)
def test_dateline_forms(line: str, value: str) -> None:
    text = f"عنوان الخبر هنا\n{line}\n{BODY}"
    found = find_dateline(text)
    assert (found.value, found.basis) == (value, "stated")
    assert found.span is not None
    assert text[found.span.start : found.span.end] in line
    assert found.date is not None


@pytest.mark.parametrize(
    "line",
    [
        "اندلعت الحرب في 27 سبتمبر 2020",
        "قمة 18 أغسطس 2024 في باكو بمشاركة الرئيسين",
        "32-8-2024",
        "18-8-24",
        "2024",
        "22:14",
        "سبتمبر 2023",
        "8-13 مارس",
        "١٢٣٤٥٦٧٨٩٠",
    ],
)
def test_what_is_no_dateline(line: str) -> None:
    assert find_dateline(f"عنوان\n{line}\n{BODY}").basis == "unknown"


def test_day_and_month_that_cannot_be_told_apart_stay_unknown_in_english() -> None:
    assert find_dateline("08/09/2024", "en").value is None
    assert find_dateline("08/18/2024", "en").value == "2024-08-18"
    assert find_dateline("08/09/2024", "fr").value == "2024-09-08"


def test_publication_goes_before_update() -> None:
    text = f"Updated: 20 August 2024\nPublished: 18 August 2024\n{BODY}"
    assert find_dateline(text).value == "2024-08-18"
    assert find_dateline(f"Updated: 20 August 2024\n{BODY}").value == "2024-08-20"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("وصل الرئيس إلى العاصمة", "ar"),
        ("رئیس جمهور ایران وارد پایتخت شد و با همتای خود دیدار کرد", "fa"),
        ("صدر مملکت نے دارالحکومت کا دورہ کیا ہے اور وزیر سے ملاقات کی ہے", "ur"),
        ("Президент прибыл в столицу с визитом, чтобы обсудить вопросы", "ru"),
        ("Президент прибув до столиці з візитом і зустрівся з її міністром", "uk"),
        ("The president arrived in the capital on Sunday for a state visit", "en"),
        ("Le président est arrivé dimanche dans la capitale pour une visite", "fr"),
        ("El presidente llegó el domingo a la capital para una visita de Estado", "es"),
        ("Der Präsident ist am Sonntag in der Hauptstadt eingetroffen", "de"),
        ("总统抵达首都进行国事访问", "zh"),
        ("大統領は日曜日に首都に到着した", "ja"),
        ("הנשיא הגיע לבירה", "he"),
        ("وصل رئيس شركة Google إلى باكو", "ar"),
        ("وصل پوتين إلى العاصمة واستقبله رئيس الوزراء في المطار وعقدا مباحثات مطولة حول العلاقات", "ar"),
        ("123 456", None),
        ("", None),
        ("\ud800", None),
    ],
)
def test_language(text: str, language: str | None) -> None:
    assert detect_language(text) == language


@pytest.mark.parametrize(
    ("byline", "outlet"),
    [
        ("By العربية الآن", "العربية الآن"),
        ("By Jane Doe", None),
        ("By Gulf News Staff", "Gulf News Staff"),
        ("بقلم سامي أحمد", None),
        ("بقلم: وكالة الأنباء", "وكالة الأنباء"),
        ("© 2024 Daily Planet", "Daily Planet"),
    ],
)
def test_outlet(byline: str, outlet: str | None) -> None:
    assert complete(Witness.from_text(f"عنوان الخبر هنا\n{byline}\n{BODY}")).outlet == outlet


def test_what_is_known_is_not_overwritten() -> None:
    text = f"عنوان\n1-1-2020\n{BODY}"
    known = Witness.from_text(text, title="T", outlet="O", published="2024-08-18", language="en")
    assert complete(known) == known


def test_a_text_without_headline_has_no_title() -> None:
    assert complete(Witness.from_text(BODY)).title is None
    assert complete(Witness.from_text("كلمة")).title is None


@given(st.text(max_size=500))
def test_any_text_can_be_completed(text: str) -> None:
    witness = complete(Witness.from_text(text))
    assert witness.text == text
    span = witness.published.span
    assert span is None or 0 <= span.start < span.end <= len(text)


def test_the_source_articles(shared: Path) -> None:
    gold = json.loads((shared / "gold" / "seeds_dates.json").read_text(encoding="utf-8"))
    for path in sorted((shared / "seeds").glob("*.txt")):
        witness = read_bytes(path.read_bytes(), id=path.stem, path=path.name, settings=Settings())
        expected = None if path.name.startswith("003") else gold["publication"][path.name[:3]]
        assert witness.language == "ar"
        assert witness.title
        assert (witness.published.value or "")[:10] == (expected or "")
        rows = [row for row in gold["dates"] if row["file"] == path.name and row.get("role") == "dateline"]
        found = witness.published.span
        assert not rows or (
            found is not None and (found.start, found.end) == (rows[0]["start"], rows[0]["end"])
        )
