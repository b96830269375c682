"""The hostile corpus, compared as any account is, through every export and into what opens it."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import compare
from compare.model.result import Result
from compare.report.csv_ import claims_csv, to_csv
from compare.report.exports.annotations import to_annotations
from compare.report.exports.page import to_print
from compare.report.exports.tei import to_tei
from compare.report.writers import WRITERS, encoded
from tests.browser.hostile import witnesses
from tests.unit.report.exports.conftest import needed, words_of_pdf
from tests.unit.report.exports.test_hostile_markdown import check

COUNTS = (2, 7)


@pytest.fixture(scope="module", params=COUNTS)
def told(request: pytest.FixtureRequest) -> compare.Comparison:
    result = compare.compare(witnesses(request.param))
    assert result.differences
    assert any(c.relation != "one_source" for c in result.claims)
    return result


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_markdown_holds_no_markup_of_theirs(told: Result, lang: str) -> None:
    check(told, lang)


def test_tables_hold_no_formula(told: Result) -> None:
    for data in (to_csv(told), claims_csv(told)):
        assert data.startswith(b"\xef\xbb\xbf")
        rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
        assert len({len(row) for row in rows}) == 1
        assert not [c for row in rows for c in row if c.startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_the_workbook_holds_text_alone(told: Result) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    (data,) = WRITERS["xlsx"](told, "ar").values()
    book = openpyxl.load_workbook(io.BytesIO(data))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert not [cell for cell in cells if cell.hyperlink]
    text = "".join(cell.value for cell in cells if isinstance(cell.value, str))
    assert "pwned" in text
    assert not set(text) & set("\x00\x07\x08\x1b\u202e\u202d\u2066\u2067")


def test_libreoffice_opens_both_office_files(
    told: Result, office: Callable[[bytes, str, str], bytes], tmp_path: Path
) -> None:
    for name in ("docx", "xlsx"):
        (data,) = WRITERS[name](told, "ar").values()
        assert "pwned" in words_of_pdf(office(data, name, "pdf"), tmp_path)


def test_selectors_lead_to_the_words(told: Result) -> None:
    page = json.loads(encoded(to_annotations(told, "en")))
    ids = [source["id"] for source in page["dcterms:references"]]
    texts = {
        id: w.text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        for id, w in zip(ids, told.witnesses, strict=True)
    }
    places = [t for item in page["items"] for t in item["target"] if isinstance(t, dict)]
    assert places
    for target in places:
        quote, place = target["selector"]
        assert len(quote["exact"]) == place["end"] - place["start"]
        if "\ufffd" not in quote["exact"]:
            assert texts[target["source"]][place["start"] : place["end"]] == quote["exact"]


def test_tei_is_valid_and_holds_every_text(told: Result, schema: Any) -> None:
    etree = pytest.importorskip("lxml.etree")
    document = etree.fromstring(encoded(to_tei(told, "ar")))
    assert schema.validate(document), schema.error_log
    for w in told.witnesses:
        (body,) = document.xpath(f'//*[@xml:id="{w.siglum}"]//*[local-name()="ab"]')
        text = "".join(body.itertext())
        assert len(text) == len(w.text)
        assert all(a == b or b == "\ufffd" for a, b in zip(w.text, text, strict=True))


def test_the_page_is_printed_and_runs_nothing(told: Result, tmp_path: Path) -> None:
    from compare.printing import BROWSERS, printed

    needed(*BROWSERS)
    pages = {name: encoded(text) for name, text in to_print(told, "ar").items()}
    assert "pwned" in words_of_pdf(printed(pages), tmp_path)
