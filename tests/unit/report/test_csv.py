"""The table of differences: opens in spreadsheets, and no cell of it runs."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest

import compare
from compare.model.claim import Difference, DifferenceType, Stated, Status
from compare.report.csv_ import to_csv

A = "وصل الوزير يوم 9 نوفمبر 2020 إلى باكو في زيارة تستمر يومين."
B = "وصل الوزير يوم 10 نوفمبر 2020 إلى باكو في زيارة تستمر يومين."


@pytest.fixture(scope="module")
def result() -> compare.Comparison:
    return compare.compare([compare.Witness.from_text(A, id="a"), compare.Witness.from_text(B, id="b")])


def rows(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_bytes_are_what_spreadsheets_want(result) -> None:
    data = to_csv(result)
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.endswith(b"\r\n")
    assert data.count(b"\n") == data.count(b"\r\n") == 1 + len(result.differences)
    assert all(line.startswith(b'"') for line in data[3:].splitlines())


def test_columns_and_quotes(result) -> None:
    head, *body = rows(to_csv(result))
    each = ["quote", "start", "end", "normalised"]
    assert head == [
        *["id", "claim", "label", "type", "status", "severity"],
        *[f"A_{name}" for name in each],
        *[f"B_{name}" for name in each],
        "because",
    ]
    row = dict(zip(head, next(r for r in body if r[3] == "date"), strict=True))
    assert (row["A_quote"], row["B_quote"]) == ("9 نوفمبر 2020", "10 نوفمبر 2020")
    assert A[int(row["A_start"]) : int(row["A_end"])] == row["A_quote"]
    assert row["B_normalised"] == "2020-11-10"


@pytest.mark.parametrize("first", [*"=+-@", "\t=", "\r=", "＝", "\x00=", " =", "\u202e=", "\u202e ="])
def test_no_cell_runs_as_a_formula(result, first: str) -> None:
    quote = f'{first}HYPERLINK("http://x","y")\x07\nz\ud800'
    values = (Stated("a", quote, 0, 1, quote, "stated"), Stated("b"))
    hostile = Difference("d1", "c1", DifferenceType.NUMBER, Status.ADDED, 0.2, values, quote)
    head, row = rows(to_csv(replace(result, differences=(hostile,))))
    assert len(row) == len(head)
    for cell in (row[6], row[9], row[-1]):
        assert cell.startswith("'")
        assert not set(cell) & set("\x07\n\r\t\x00\u202e\ud800")
    assert row[10:14] == ["", "", "", ""]


def test_no_differences_leave_the_head(result) -> None:
    assert len(rows(to_csv(replace(result, differences=())))) == 1
