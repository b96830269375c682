"""The Word document, read back by python-docx and turned into pages by LibreOffice."""

from __future__ import annotations

import base64
import io
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from compare.languages import LANGUAGES
from compare.report.exports.docx_ import to_docx
from compare.report.wording import plain
from tests.unit.report.exports.conftest import TRAPS, hostile_result, words_of_pdf
from tests.unit.report.pages import build

docx = pytest.importorskip("docx")

# A picture of one point.
DOT = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg=="
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ARABIC = re.compile(r"[\u0621-\u064a]")
# The order that the schema of Word wants inside the properties of a paragraph and of a run, where we write.
ORDERS = {
    "pPr": ["pStyle", "keepNext", "bidi", "spacing", "jc", "rPr"],
    "rPr": ["rStyle", "rFonts", "b", "bCs", "color", "sz", "szCs", "rtl", "lang"],
    "tblPr": ["tblStyle", "bidiVisual", "tblW", "jc", "tblLayout", "tblLook"],
    "trPr": ["cantSplit", "tblHeader"],
    "tcPr": ["tcW", "shd"],
}


def opened(data: bytes) -> Any:
    return docx.Document(io.BytesIO(data))


def everything(document: Any) -> str:
    return "".join(t.text or "" for t in document.element.iter(f"{W}t"))


@pytest.fixture(scope="module")
def arabic(sample) -> bytes:
    return to_docx(sample, "ar", lambda: base64.b64decode(DOT))


def test_arabic_runs_right_to_left_everywhere(arabic: bytes) -> None:
    body = opened(arabic).element
    paragraphs = [p for p in body.iter(f"{W}p") if p.find(f".//{W}t") is not None]
    assert len(paragraphs) > 100
    assert all(p.find(f"{W}pPr/{W}bidi") is not None for p in paragraphs)
    for run in body.iter(f"{W}r"):
        text = "".join(t.text or "" for t in run.iter(f"{W}t"))
        if ARABIC.search(text):
            assert run.find(f"{W}rPr/{W}rtl") is not None, text
    tables = list(body.iter(f"{W}tbl"))
    assert len(tables) == 2
    assert all(t.find(f"{W}tblPr/{W}bidiVisual") is not None for t in tables)
    assert body.find(f".//{W}sectPr/{W}bidi") is not None


def test_english_runs_left_to_right(sample) -> None:
    body = opened(to_docx(sample, "en")).element
    assert body.find(f".//{W}bidi") is None
    assert body.find(f".//{W}bidiVisual") is None
    quote = next(r for r in body.iter(f"{W}r") if "يوم الثلاثاء" in "".join(r.itertext()))
    assert quote.find(f"{W}rPr/{W}rtl") is not None


def test_fonts_for_complex_script_are_named(arabic: bytes) -> None:
    normal = opened(arabic).styles["Normal"].element
    assert normal.find(f"{W}rPr/{W}rFonts").get(f"{W}cs")
    assert normal.find(f"{W}rPr/{W}szCs") is not None
    assert normal.find(f"{W}rPr/{W}lang").get(f"{W}bidi") == "ar-SA"


def test_properties_stand_in_the_order_of_the_schema(arabic: bytes) -> None:
    for name, order in ORDERS.items():
        for properties in opened(arabic).element.iter(f"{W}{name}"):
            found = [child.tag.removeprefix(W) for child in properties]
            assert found == sorted(found, key=order.index)


def test_tables_repeat_their_heads_and_quote_both(sample, arabic: bytes) -> None:
    sources, differences = opened(arabic).tables
    assert len(sources.rows) == 1 + len(sample.witnesses)
    for table in (sources, differences):
        assert table.rows[0]._tr.find(f"{W}trPr/{W}tblHeader") is not None
        assert table.rows[1]._tr.find(f"{W}trPr/{W}tblHeader") is None
    assert len(differences.rows) == 1 + len(sample.differences)
    first = [cell.text for cell in differences.rows[1].cells]
    assert first[0] == "1"
    assert "يوم الثلاثاء 20 أغسطس" in first[2]
    assert "غدًا الاثنين" in first[3]
    assert any("لم يُذكر" in cell.text for cell in differences.rows[-1].cells)
    filled = [row.cells[1]._tc.find(f"{W}tcPr/{W}shd") is not None for row in differences.rows[1:]]
    clashes = [d for d in sample.differences if d.status == "conflict" and d.type != "attribution"]
    assert filled == [n < len(clashes) for n in range(len(filled))]


def test_the_map_has_words_for_those_who_do_not_see_it(arabic: bytes) -> None:
    pictures = opened(arabic).inline_shapes
    assert len(pictures) == 1
    assert "خلية" in pictures[0]._inline.docPr.get("descr")


def test_sources_method_and_notes_are_there(sample, arabic: bytes) -> None:
    text = everything(opened(arabic))
    assert all(w.sha256 in text for w in sample.witnesses)
    assert sample.digest in text
    heads = [p.text for p in opened(arabic).paragraphs if p.style.name == "Heading 1"]
    assert len(heads) == len(set(heads)) >= 7


def test_more_than_are_read_are_counted(sample) -> None:
    many = replace(sample, differences=tuple(replace(sample.differences[0], id=f"d{n}") for n in range(230)))
    document = opened(to_docx(many, "en"))
    assert len(document.tables[1].rows) == 201
    assert "200 of 230 are shown" in everything(document)


def test_many_accounts_share_a_column() -> None:
    table = opened(to_docx(build([f"w{n} told" for n in range(9)]), "en")).tables[1]
    cells = [cell.text for cell in table.rows[1].cells]
    assert len(cells) == 4
    assert cells[2].count("\n") == 8
    more = opened(to_docx(build([f"w{n} told" for n in range(30)]), "en"))
    assert "12 of 30 are shown" in more.tables[1].rows[1].cells[2].text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_libreoffice_makes_pages_of_it(
    sample, lang: str, office: Callable[[bytes, str, str], bytes], tmp_path: Path
) -> None:
    if lang not in ("ar", "en"):
        assert opened(to_docx(sample, lang)).paragraphs[0].text
        return
    text = words_of_pdf(office(to_docx(sample, lang), "docx", "pdf"), tmp_path)
    for name in ("أذربيجان", "علييف", "بوتين"):
        assert name in text
    assert ("20 August 2024" if lang == "en" else "أغسطس") in " ".join(text.split())


def test_libreoffice_opens_the_hostile_one(
    hostile, office: Callable[[bytes, str, str], bytes], tmp_path: Path
) -> None:
    text = words_of_pdf(office(to_docx(hostile, "ar"), "docx", "pdf"), tmp_path)
    assert "HYPERLINK" in text
    assert "javascript:alert" in text


@pytest.mark.parametrize("trap", TRAPS)
def test_no_trap_breaks_the_document(trap: str) -> None:
    text = everything(opened(to_docx(hostile_result((trap,)), "en")))
    assert not set(text) & set("\x00\x1b\x07\u202e\u2066\u2068\u2069\ufffe")
    assert plain(trap)[:3].strip("\u2066\u2069") in text or "\ufffd" in text
