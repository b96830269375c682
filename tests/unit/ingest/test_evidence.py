"""What is known about a witness has a place that says so; what is not stated is not made up."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from compare.ingest import complete, read_bytes
from compare.ingest.evidence import described
from compare.inputs import read
from compare.model.text import Witness
from compare.settings import Settings

TAIL = {
    "en": " the president arrived on Sunday evening for a two-day state visit, the Kremlin "
    "said, and he will meet his colleague for talks on Monday.",
    "ar": " وصل الرئيس الروسي مساء الأحد إلى العاصمة في زيارة دولة تستمر يومين، وقال "
    "الكرملين إنه سيجري محادثات مع نظيره يوم الاثنين المقبل.",
    "ru": " Президент России прибыл в воскресенье вечером в столицу Азербайджана с "
    "двухдневным государственным визитом, сообщил Кремль.",
    "fr": " le président russe est arrivé dimanche soir pour une visite d'État de deux "
    "jours, selon le Kremlin, et il rencontrera lundi son homologue.",
}


def known(text: str) -> dict[str, str]:
    witness = described(complete(Witness.from_text(text)))
    for entry in witness.evidence:
        if entry.span is not None and entry.field in ("title", "outlet", "byline", "dateline"):
            assert witness.text[entry.span.start : entry.span.end] == entry.value
    return {entry.field: entry.value for entry in witness.evidence}


@pytest.mark.parametrize(
    ("opening", "language", "place", "agency"),
    [
        ("BAKU, Aug 18 (Reuters) -", "en", "BAKU", "Reuters"),
        ("MOSCOW —", "en", "MOSCOW", None),
        ("باكو (رويترز) -", "ar", "باكو", "Reuters"),
        ("الدوحة - قنا:", "ar", "الدوحة", "QNA"),
        ("МОСКВА, 18 августа. /ТАСС/.", "ru", "МОСКВА", "TASS"),
        ("БАКУ, 18 авг - РИА Новости.", "ru", "БАКУ", "RIA Novosti"),
        ("BAKOU (AFP) –", "fr", "BAKOU", "AFP"),
    ],
)
def test_openings_of_agencies(opening: str, language: str, place: str, agency: str | None) -> None:
    told = known(f"A headline of three words\n\n{opening}{TAIL[language]}")
    assert told["dateline"] == place
    assert told.get("agency") == agency


@pytest.mark.parametrize(
    "opening",
    [
        "The visit - the first in six years - will last two days and",
        "وتعتبر الزيارة - وهي الأولى - مهمة، إذ",
        "Визит - первый за шесть лет - продлится два дня:",
        "La visite – la première en six ans – durera deux jours et",
    ],
)
def test_sentences_with_dashes_are_no_datelines(opening: str) -> None:
    told = known(f"A headline of three words\n\n{opening}{TAIL['en']}")
    assert "dateline" not in told
    assert "agency" not in told


def test_who_publishes_is_inferred_from_the_line_above_the_credits() -> None:
    text = f"عنوان الخبر هنا\n\n{TAIL['ar']}\n\nمنبر الضفتين للدراسات\n\nالصورة: الموقع الرسمي\n\nالمصدر: تاس"
    witness = described(complete(Witness.from_text(text)))
    (outlet,) = [entry for entry in witness.evidence if entry.field == "outlet"]
    assert (outlet.value, outlet.basis) == ("منبر الضفتين للدراسات", "inferred")
    assert witness.outlet is None  # inferred from its place alone: offered, not taken
    assert witness.agency == "TASS"
    without = known(f"عنوان الخبر هنا\n\n{TAIL['ar']}\n\nالمصدر: تاس")
    assert "outlet" not in without


def test_what_a_page_states_is_told_with_its_place() -> None:
    article = {
        "@type": "NewsArticle",
        "headline": "x",
        "datePublished": "2024-08-18T22:14:00+03:00",
        "author": [{"name": "Jane Doe"}],
        "publisher": {"name": "The Two Shores"},
    }
    page = (
        f"<html><head><script type='application/ld+json'>{json.dumps(article)}</script></head>"
        f"<body><h1>Putin visits Baku</h1><p>{TAIL['en'] * 3}</p></body></html>"
    )
    witness = read_bytes(page.encode(), id="a", path="a.html", settings=Settings())
    assert {(e.field, e.value, e.source) for e in witness.evidence} == {
        ("title", "Putin visits Baku", "h1"),
        ("outlet", "The Two Shores", "JSON-LD"),
        ("byline", "Jane Doe", "JSON-LD"),
        ("published", "2024-08-18T22:14", "JSON-LD"),
    }


def test_paragraphs_in_another_language_are_told() -> None:
    text = (
        f"عنوان الخبر هنا\n\n{TAIL['ar']}\n\nFor security, use of the form is required here.\n\n{TAIL['ar']}"
    )
    witness = described(complete(Witness.from_text(text)))
    assert [(text[a:b][:12], language) for a, b, language in witness.languages] == [("For security", "en")]
    assert witness.direction == "rtl"
    assert described(complete(Witness.from_text(TAIL["ru"] * 4))).languages == ()


def test_an_account_that_states_nothing_has_nothing_made_up() -> None:
    witness = described(complete(Witness.from_text(TAIL["en"].strip() * 3)))
    assert {e.field for e in witness.evidence} == {"language", "direction"}
    assert (witness.title, witness.outlet, witness.byline, witness.agency) == (None, None, None, None)


ORIGINALS = {
    "000": ("بوتين وعلييف يجريان مباحثات في موسكو", "2024-04-22", "TASS"),
    "001": ("الرئيس الروسي يصل إلى أذربيجان", "2024-08-18T22:14", None),
    "002": ("علييف يعتذر لمقتل عناصر من القوات الروسية لحفظ السلام في ناغورنو قره باغ", "2023-09-21", "TASS"),
    "003": ("زيارة بوتين إلى أذربيجان: تعزيز العلاقات والتعاون بين البلدين", None, None),
    "004": (
        "بوتين يبحث مع إردوغان نتائج اجتماع موسكو الأخير مع علييف وباشينيان",
        "2021-01-13",
        "RIA Novosti",
    ),
}


@pytest.mark.parametrize("number", ORIGINALS)
def test_the_five_originals(number: str, shared: Path) -> None:
    (path,) = (shared / "seeds").glob(f"{number}_*.txt")
    witness = read(path)
    told = {entry.field: (entry.value, entry.basis) for entry in witness.evidence}
    title, date, agency = ORIGINALS[number]
    assert (witness.title, witness.published.value, witness.agency) == (title, date, agency)
    if number == "003":
        assert witness.outlet == "العربية الآن"
        assert told["outlet"][1] == "stated"
        assert witness.published.basis == "unknown"
    else:
        assert witness.outlet is None
    if number in ("000", "002", "004"):
        assert told["outlet"] == (told["outlet"][0], "inferred")
        assert told["outlet"][0].startswith("مجموعة الرؤية")
