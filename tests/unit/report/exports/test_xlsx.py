"""The workbook, read back by openpyxl and by LibreOffice."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import replace

import pytest

from compare.languages import LANGUAGES
from compare.model.claim import Stated
from compare.model.result import Note, Result
from compare.report.exports import xlsx
from compare.report.exports.words import texts
from compare.report.exports.xlsx import to_xlsx
from compare.report.wording import plain
from tests.unit.report.exports.conftest import TRAPS, hostile_result
from tests.unit.report.pages import build

openpyxl = pytest.importorskip("openpyxl")


def opened(data: bytes) -> dict[str, list[list[object]]]:
    """The cells of every sheet by its English key."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    return {sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_language_has_its_sheets_in_its_direction(sample, lang: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(sample, lang)))
    names = texts(lang)["sheets"]
    assert book.sheetnames == list(names.values())
    assert all(bool(sheet.sheet_view.rightToLeft) == (lang == "ar") for sheet in book)
    shown = book[names["differences"]]
    assert shown.freeze_panes == "E2"
    assert shown.auto_filter.ref == f"A1:P{1 + len(sample.differences)}"
    assert shown.print_title_rows == "$1:$1"


def test_differences_stand_with_both_quotes_and_their_places(sample) -> None:
    head, *rows = opened(to_xlsx(sample, "en"))["Differences"]
    assert len(rows) == len(sample.differences)
    by_id = {d.id: d for d in sample.differences}
    for row in rows:
        cells = dict(zip(head, row, strict=True))
        difference = by_id[cells["Id"]]
        assert cells["Severity (0 to 1)"] == pytest.approx(difference.severity)
        for w in sample.witnesses:
            stated = [v for v in difference.values if v.witness == w.id and v.quote is not None]
            start, end = cells[f"{w.siglum}: from"], cells[f"{w.siglum}: to"]
            if len(stated) == 1:
                assert plain(w.text[start:end]) == cells[f"{w.siglum}: quote"]
            elif not stated:
                assert start is end is cells[f"{w.siglum}: quote"] is None
    severities = [row[head.index("Severity (0 to 1)")] for row in rows]
    assert severities == sorted(severities, reverse=True)


def test_claims_stand_against_sources_with_their_states(sample) -> None:
    head, *rows = opened(to_xlsx(sample, "en"))["Claims"]
    assert head[-2:] == ["A", "B"]
    assert len(rows) == len(sample.claims)
    assert {cell for row in rows for cell in row[-2:]} <= {"agrees", "differs", "more exact", "not told"}
    shared = [row for row in rows if row[0] is not None]
    assert [row[0] for row in shared] == list(range(1, len(shared) + 1))


def test_no_cell_is_a_formula_or_a_link(hostile) -> None:
    data = to_xlsx(hostile, "en")
    book = openpyxl.load_workbook(io.BytesIO(data))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert [cell for cell in cells if cell.hyperlink] == []
    values = [cell.value for cell in cells if isinstance(cell.value, str)]
    assert any(value.startswith("=HYPERLINK") for value in values)
    assert any("_x0041_" in value for value in values)
    assert not any(set(value) & set("\x00\x1b\x07\u202e\ufffe") for value in values)


def test_libreoffice_shows_the_quotes_and_runs_nothing(
    sample, office: Callable[[bytes, str, str], bytes]
) -> None:
    # Commas, quotation marks, UTF-8, cells as shown, the second sheet.
    second = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true,false,false,2"
    value = Stated(sample.witnesses[0].id, "=1+1", 0, 4)
    first = replace(sample.differences[0], values=(value, *sample.differences[0].values[1:]), severity=1.0)
    marked = replace(sample, differences=(first, *sample.differences[1:]))
    text = office(to_xlsx(marked, "ar"), "xlsx", second).decode("utf-8-sig")
    table = list(csv.reader(io.StringIO(text)))
    assert table[0][0] == "الرقم"
    quotes = [row[5] for row in table]
    assert "=1+1" in quotes
    assert "2" not in quotes
    assert "غدًا الاثنين" in [row[9] for row in table]


def test_a_cell_that_is_too_long_is_cut_openly() -> None:
    long = build(["ا" * 40_000 + " x", "😀" * 20_000 + " y"])
    sheets = opened(to_xlsx(long, "en"))
    cells = [c for rows in sheets.values() for row in rows for c in row if isinstance(c, str)]
    assert max(len(c.encode("utf-16-le")) // 2 for c in cells) == xlsx.MOST_UNITS
    assert any(c.startswith("😀") and c.endswith("…") for c in cells)
    assert any("were cut" in row[1] and "32,767" in row[1] for row in sheets["Notes"])
    assert not any("were cut" in str(row[1]) for row in opened(to_xlsx(build(["a b", "c d"]), "en"))["Notes"])


def test_rows_that_do_not_fit_are_counted(sample, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "MOST_ROWS", 11)
    sheets = opened(to_xlsx(sample, "en"))
    assert len(sheets["Differences"]) == 11
    told = [row[1] for row in sheets["Notes"]]
    assert any(f"Only 10 of {len(sample.differences)} rows" in note for note in told)


def test_many_accounts_stand_one_below_the_other() -> None:
    many = build([f"w{n} told" for n in range(12)])
    head, *rows = opened(to_xlsx(many, "en"))["Differences"]
    assert head[5:7] == ["Account", "Quote"]
    assert len(rows) == sum(len(d.values) for d in many.differences)
    assert len(opened(to_xlsx(many, "en"))["Claims"][0]) == 5 + 12


def test_notes_and_excluded_are_there(sample: Result) -> None:
    sheets = opened(to_xlsx(replace(sample, notes=(Note("x", "a doubt"),)), "en"))
    assert ["x", "a doubt"] in sheets["Notes"]
    assert len(sheets["Left out"]) == 1 + len(sample.excluded)
    assert [row[8] for row in sheets["Sources"][1:]] == [w.sha256 for w in sample.witnesses]


@pytest.mark.parametrize("trap", TRAPS)
def test_no_trap_breaks_the_workbook(trap: str) -> None:
    assert len(opened(to_xlsx(hostile_result((trap,)), "ar"))) == 8
