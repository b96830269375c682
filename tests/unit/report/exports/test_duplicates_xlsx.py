"""Repeated paragraphs as a workbook: the same rows as the tables, none of them a formula."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from compare.duplicates.search import CLUSTERS, PAIRS, Asked, cluster_rows, pair_rows, search, write
from compare.errors import UsageError
from compare.report.exports import words, xlsx

openpyxl = pytest.importorskip("openpyxl")

TRAP = '=HYPERLINK("http://x.test","y") the old bridge stays closed until the first week of April next year.'
PLAIN = "The old ferry stays in the harbour until the first week of April, the mayor of the town told us."


@pytest.fixture
def news(tmp_path: Path) -> str:
    rows = [(TRAP, "=1+1"), (TRAP, "@outlet"), (PLAIN, "one"), (PLAIN, "two"), (TRAP + " Soon.", "one")]
    lines = (
        json.dumps({"id": f"={n}", "text": text, "outlet": outlet}) for n, (text, outlet) in enumerate(rows)
    )
    path = tmp_path / "news.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    return str(path)


def test_it_holds_the_rows_of_both_tables(news: str, tmp_path: Path) -> None:
    found = search([news], Asked())
    (path,) = write(found, tmp_path / "out", ("xlsx",), "ar")
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["المجموعات", "الأزواج", "ملاحظات"]
    for sheet, head, rows in (
        (book.worksheets[0], CLUSTERS, cluster_rows(found)),
        (book.worksheets[1], PAIRS, pair_rows(found)),
    ):
        cells = [list(row) for row in sheet.iter_rows(values_only=True)]
        assert cells[0] == list(head)
        assert [[c if c != "" else None for c in row] for row in rows] == cells[1:]
        assert sheet.sheet_view.rightToLeft
        assert {c.data_type for row in sheet.iter_rows() for c in row} <= {"s", "n", "inlineStr"}
        assert len(cells) > 2


def test_rows_that_do_not_fit_are_told(news: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "MOST_ROWS", 3)
    (path,) = write(search([news], Asked()), tmp_path / "out", ("xlsx",), "en")
    book = openpyxl.load_workbook(path)
    assert book["Clusters"].max_row == 3
    assert "Only 2 of 5 rows fit" in str(book["Notes"]["B2"].value)


def test_the_same_bytes_each_time(news: str, tmp_path: Path) -> None:
    found = search([news], Asked())
    one, two = (write(found, tmp_path / name, ("xlsx",), "en")[0].read_bytes() for name in "ab")
    assert one == two


def test_without_the_extra_nothing_is_searched(monkeypatch: pytest.MonkeyPatch) -> None:
    from compare.duplicates.search import check_formats

    monkeypatch.setattr(words, "find_spec", lambda module: None)
    with pytest.raises(UsageError, match="XLSX needs the extra"):
        check_formats(["xlsx"])
    check_formats(["csv"])
