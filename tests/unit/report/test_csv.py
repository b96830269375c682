"""The table of differences: opens in spreadsheets, and no cell of it runs."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest

import compare
from compare.model.claim import Difference, DifferenceType, Stated, Status
from compare.report.csv_ import claims_csv, to_csv

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


def test_every_value_of_one_account_stands_in_its_cell(result) -> None:
    values = (Stated("a", "خمسة", 0, 4, "5"), Stated("a", "ستة", 6, 9, "6"), Stated("b", "سبعة", 0, 4, "7"))
    several = Difference("d1", "c1", DifferenceType.NUMBER, Status.CONFLICT, 0.9, values, "values-differ: x")
    row = rows(to_csv(replace(result, differences=(several,))))[1]
    assert row[6:10] == ["خمسة | ستة", "0 | 6", "4 | 9", "5 | 6"]
    assert row[10] == "سبعة"


def test_claims_have_a_column_for_each_account() -> None:
    texts = {"a": A, "b": B, "c": "الطقس معتدل في المدينة هذا الأسبوع كله."}
    found = compare.compare([compare.Witness.from_text(text, id=id) for id, text in texts.items()])
    data = claims_csv(found)
    assert data.startswith(b"\xef\xbb\xbf")
    head, *body = rows(data)
    assert head == ["id", "label", "relation", "A", "B", "C", "accounts", "independent_origins"]
    assert len(body) == len(found.claims)
    shared = next(row for row in body if row[6] == "2")
    assert shared[2:6] == ["differ", "differs", "differs", "silent"]
    alone = next(row for row in body if row[2] == "one_source")
    assert alone[3:6].count("agrees") == 1
    # Without cells the mentions tell who is silent.
    bare = replace(found, claims=tuple(replace(c, cells=(), label="=1+1") for c in found.claims))
    row = next(row for row in rows(claims_csv(bare))[1:] if row[0] == shared[0])
    assert row[1] == "'=1+1"
    assert row[3:6] == ["agrees", "agrees", "silent"]


def test_no_differences_leave_the_head(result) -> None:
    assert len(rows(to_csv(replace(result, differences=())))) == 1
