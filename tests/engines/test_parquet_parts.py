"""Parquet read by Spark: numbers by file and row, damaged parts and rows named, the job finishes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from compare.engine import local

pa = pytest.importorskip("pyarrow")
pytestmark = [pytest.mark.timeout(600), pytest.mark.filterwarnings("ignore")]

TEXT = "أعلنت وزارة الدفاع أن قوات حفظ السلام بدأت مغادرة الإقليم بعد اتفاق بين الجانبين"
OTHER = "another text that has nothing to do with it"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    import pyarrow.parquet as pq

    folder = tmp_path / "in"
    folder.mkdir()
    first = [f"{TEXT} {n}".encode() for n in range(4)] + [b"\xff\xfe\xff"]
    second = [TEXT.encode(), OTHER.encode(), None]
    for name, texts in (("a.parquet", first), ("b.parquet", second)):
        pq.write_table(pa.table({"text": pa.array(texts, pa.binary())}), folder / name)
    (folder / "c.parquet").write_bytes((folder / "a.parquet").read_bytes()[:300])
    return folder


def test_damaged_parts_and_rows_are_named_and_the_rest_is_found(
    spark: Any, folder: Path, tmp_path: Path
) -> None:
    from compare.engine.spark.session import Store
    from compare.engine.spark.tables import find_in_parquet

    store = Store(spark, str(tmp_path / "steps"), "x")
    out = (tmp_path / "out").as_uri()
    told = find_in_parquet(spark, [folder.as_uri()], store, out)
    expected = local.find_duplicates([*(f"{TEXT} {n}" for n in range(4)), "", TEXT, OTHER])
    assert expected.clusters == [[0, 1, 2, 3, 5]]
    pairs = [(row.i, row.j, row.score) for row in spark.read.parquet(f"{out}/pairs").collect()]
    columns = (column.tolist() for column in expected.pairs)
    assert sorted(pairs) == [(i, j, round(score, 4)) for i, j, score in zip(*columns, strict=True)]
    assert (told.rows, told.pairs, told.clusters) == (8, len(pairs), 1)
    (damaged,) = [note.message for note in told.notes if note.slug == "parts-damaged"]
    assert "c.parquet" in damaged
    assert "a.parquet" not in damaged
    (failed,) = [note.message for note in told.notes if note.slug == "texts-failed"]
    assert "a.parquet, row 5 (" in failed
    (empty,) = [note.message for note in told.notes if note.slug == "no-words"]
    assert "b.parquet, row 3" in empty
    members = spark.read.parquet(f"{out}/clusters").collect()
    places = {(row.paragraph, row.file.rpartition("/")[2], row.row) for row in members}
    assert places == {(n, "a.parquet", n + 1) for n in range(4)} | {(5, "b.parquet", 1)}
    assert {(row.cluster, row.size) for row in members} == {(1, 5)}
    assert [row.paragraph for row in members if row.representative] == expected.representatives


def test_the_command_reads_and_writes_addresses(
    spark: Any, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from compare.cli.main import main

    out = (tmp_path / "out").as_uri()
    told = ["duplicates", folder.as_uri(), "--engine", "spark", "-o", out]
    assert main(told) == 2
    assert "--whole" in capsys.readouterr().err
    assert main([*told, "--whole", "--min-words", "9"]) == 0
    said = capsys.readouterr()
    assert said.out.splitlines() == ["Rows: 8; pairs: 10; clusters: 1.", out]
    assert "c.parquet" in said.err
    assert spark.read.parquet(f"{out}/clusters").count() == 5
    assert main([*told, "--whole", "--min-words", "50"]) == 0
    assert capsys.readouterr().out.splitlines()[0] == "Rows: 8; pairs: 0; clusters: 0."


def test_a_table_that_is_not_there_is_an_input_that_cannot_be_read(
    spark: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from compare.cli.main import main

    told = ["duplicates", (tmp_path / "none").as_uri(), "--engine", "spark", "--whole", "-o", "file:///tmp/x"]
    assert main(told) == 3
    assert "cannot be read" in capsys.readouterr().err
