"""Parquet of any size, read by Spark where it lies: numbers that no run changes, faults told."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from compare.engine.spark.job import search
from compare.engine.spark.session import Progress, Store
from compare.errors import InputError
from compare.model.duplicates import Duplicates
from compare.model.result import Note

_NAMED = 5


def find_in_parquet(
    spark: Any,
    paths: Sequence[str],
    store: Store,
    *,
    column: str = "text",
    threshold: float = 0.7,
    progress: Progress | None = None,
) -> Duplicates:
    """The near-duplicates among the rows of Parquet files; what is found also stands in `store`.

    Files count in the order of their addresses, rows in that of each file. A damaged file is named in the
    notes; what could be read of it takes part. `pairs` and `clusters` of the store tell the file and the row,
    counted from 1.
    """
    rows, notes = numbered(spark, paths, column)
    places = store.step("places", lambda: rows.select("number", "file", "row"), progress)
    found = search(spark, rows.select("number", "text"), store, threshold, progress)
    _write(spark, found, places, store)
    return Duplicates(found.pairs, found.clusters, found.representatives, (*found.notes, *notes))


def numbered(spark: Any, paths: Sequence[str], column: str) -> tuple[Any, tuple[Note, ...]]:
    """A table (number, file, row, text) of all rows, and which files are damaged."""
    from pyspark.sql import functions as f

    source = spark.read.option("ignoreCorruptFiles", "true").parquet(*paths)
    if column not in source.columns:
        raise InputError(f"No column {column!r} in these tables.", slug="no-column")
    told = source.select(f.col("_metadata.file_path").alias("file"), f.col("_metadata.row_index").alias("at"))
    kept = {
        row.file: int(row.last) + 1 for row in told.groupBy("file").agg(f.max("at").alias("last")).collect()
    }
    texts = source.select(
        f.col("_metadata.file_path").alias("file"),
        f.col("_metadata.row_index").alias("at"),
        f.col(column).cast("string").alias("text"),
    )
    read = {
        row.file: int(row.n)
        for row in texts.groupBy("file").agg(f.count("text").alias("n"), f.count("*").alias("rows")).collect()
    }
    damaged = sorted(name for name in source.inputFiles() if name not in kept or name not in read)
    offsets, at = [], 0
    for name in sorted(kept):
        offsets.append((name, at))
        at += kept[name]
    firsts = spark.createDataFrame(offsets, "file string, first long")
    rows = texts.join(f.broadcast(firsts), "file").selectExpr(
        "first + at as number", "file", "at + 1 as row", "text"
    )
    return rows, _note(damaged)


def _note(damaged: list[str]) -> tuple[Note, ...]:
    if not damaged:
        return ()
    named = ", ".join(name.rpartition("/")[2] for name in damaged[:_NAMED])
    more = f" and {len(damaged) - _NAMED} more" if len(damaged) > _NAMED else ""
    return (Note("parts-damaged", f"Files that are damaged were left out from there on: {named}{more}."),)


def _write(spark: Any, found: Duplicates, places: Any, store: Store) -> None:
    """The tables `pairs` and `clusters`, with where each text stands."""
    import pyarrow as pa

    first, second, scores = found.pairs
    pairs = spark.createDataFrame(pa.table({"i": first, "j": second, "score": scores.round(4)}))
    for side in ("i", "j"):
        named = places.selectExpr(f"number as {side}", f"file as {side}_file", f"row as {side}_row")
        pairs = pairs.join(named, side)
    pairs.select("i", "j", "score", "i_file", "i_row", "j_file", "j_row").sort("i", "j").write.mode(
        "overwrite"
    ).parquet(store.path("found-pairs"))
    members = [
        (n + 1, len(own), text == found.representatives[n], text)
        for n, own in enumerate(found.clusters)
        for text in own
    ]
    names = ("cluster", "size", "representative", "paragraph")
    kinds = (pa.int64(), pa.int64(), pa.bool_(), pa.int64())
    columns = list(zip(*members, strict=True)) or [()] * len(names)
    table = pa.table({n: pa.array(c, k) for n, c, k in zip(names, columns, kinds, strict=True)})
    own = spark.createDataFrame(table).join(places.withColumnRenamed("number", "paragraph"), "paragraph")
    own.select(*names, "file", "row").sort("cluster", "paragraph").write.mode("overwrite").parquet(
        store.path("found-clusters")
    )
