"""Parquet read by Spark: numbers by file and row, damaged parts and rows named, the job finishes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from compare.engine import local

pa = pytest.importorskip("pyarrow")
pytestmark = [pytest.mark.timeout(600), pytest.mark.filterwarnings("ignore")]

TEXT = "أعلنت وزارة الدفاع أن قوات حفظ السلام بدأت مغادرة الإقليم بعد اتفاق بين الجانبين"


def test_damaged_parts_and_rows_are_named_and_the_rest_is_found(spark: Any, tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    from compare.engine.spark.session import Store
    from compare.engine.spark.tables import find_in_parquet

    folder = tmp_path / "in"
    folder.mkdir()
    first = [f"{TEXT} {n}".encode() for n in range(4)] + [b"\xff\xfe\xff"]
    second = [TEXT.encode(), b"another text that has nothing to do with it", None]
    for name, texts in (("a.parquet", first), ("b.parquet", second)):
        pq.write_table(pa.table({"text": pa.array(texts, pa.binary()).cast(pa.binary())}), folder / name)
    (folder / "c.parquet").write_bytes((folder / "a.parquet").read_bytes()[:300])
    store = Store(spark, str(tmp_path / "out"), "x")
    found = find_in_parquet(spark, [folder.as_uri()], store)
    expected = local.find_duplicates([*(f"{TEXT} {n}" for n in range(4)), "", TEXT, "another text that has"])
    assert found.clusters == expected.clusters == [[0, 1, 2, 3, 5]]
    assert [column.tolist() for column in found.pairs] == [column.tolist() for column in expected.pairs]
    (damaged,) = [note.message for note in found.notes if note.slug == "parts-damaged"]
    assert "c.parquet" in damaged
    assert "a.parquet" not in damaged
    (failed,) = [note.message for note in found.notes if note.slug == "texts-failed"]
    assert "4 (" in failed
    members = spark.read.parquet(store.path("found-clusters")).collect()
    places = {(row.paragraph, row.file.rpartition("/")[2], row.row) for row in members}
    assert places == {(n, "a.parquet", n + 1) for n in range(4)} | {(5, "b.parquet", 1)}
