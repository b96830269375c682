"""Parquet of any size, read by Spark where it lies: numbers that no run changes, faults told."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from compare.engine.spark.job import search
from compare.engine.spark.lots import MEMBER, PAIR
from compare.engine.spark.session import Progress, Store
from compare.errors import CompareError, InputError
from compare.model.result import Note

_NAMED = 5


@dataclass(frozen=True, slots=True)
class Told:
    """What was found in tables: how much, where it was written, and what was left out."""

    rows: int
    pairs: int
    clusters: int
    notes: tuple[Note, ...]


def find_in_parquet(
    spark: Any,
    paths: Sequence[str],
    store: Store,
    output: str,
    *,
    column: str = "text",
    threshold: float = 0.7,
    keep: Callable[[str], bool] | None = None,
    progress: Progress | None = None,
) -> Told:
    """Writes the near-duplicates among the rows of Parquet files as the tables `pairs` and `clusters`.

    Files count in the order of their addresses, rows in that of each file; the tables tell the file and the
    row, counted from 1, in columns named as the local engine names them. A row whose text `keep` refuses is
    left out. A damaged file is named in the notes; what could be read of it takes part. Nothing that grows
    with the rows is held at the driver, but for a bit a row.
    """
    rows, kept = _numbered(spark, paths, column)
    # The lengths are there so that the texts are read: what is damaged shows.
    told = rows.selectExpr("number", "file", "row", "length(text) as length")
    places = store.step("places", lambda: told, progress)
    texts = rows.select("number", "text")
    if keep is not None:
        texts = texts.where("text is not null").mapInArrow(_kept(keep), "number long, text string")

    def name(several: Sequence[int]) -> list[str]:
        found = places.where(places["number"].isin(list(several))).collect()
        told = {row.number: f"{_file(row.file)}, row {row.row}" for row in found}
        return [told[number] for number in several]

    found, notes = search(spark, texts, store, threshold, progress, name)
    tables = _pairs(found, places), _clusters(found, places)
    for table, at in zip(tables, ("pairs", "clusters"), strict=True):
        table.write.mode("overwrite").parquet(f"{output.rstrip('/')}/{at}")
    damaged = _damaged(spark, paths, kept, places)
    counts = {
        row.kind: row["count"] for row in found.where("kind = 0 or i = j").groupBy("kind").count().collect()
    }
    return Told(places.count(), counts.get(PAIR, 0), counts.get(MEMBER, 0), (*notes, *_note(damaged)))


def _numbered(spark: Any, paths: Sequence[str], column: str) -> tuple[Any, dict[str, int]]:
    """A table (number, file, row, text) of all rows, and how many rows each file tells that it has."""
    from pyspark.errors import PySparkException
    from pyspark.sql import functions as f

    try:
        source = spark.read.option("ignoreCorruptFiles", "true").parquet(*paths)
    except PySparkException as error:
        reason = str(error).splitlines()[0][:200]
        raise InputError(f"These tables cannot be read: {reason}", slug="unreadable") from None
    if column not in source.columns:
        raise InputError(f"No column {column!r} in these tables.", slug="no-column")
    file, at = f.col("_metadata.file_path").alias("file"), f.col("_metadata.row_index").alias("at")
    told = source.select(file, at).groupBy("file").agg(f.max("at").alias("last")).collect()
    kept = {row.file: int(row.last) + 1 for row in told}
    offsets, number = [], 0
    for name in sorted(kept):
        offsets.append((name, number))
        number += kept[name]
    if not number:
        raise InputError("No row could be read from these tables.", slug="empty")
    firsts = spark.createDataFrame(offsets, "file string, first long")
    texts = source.select(file, at, f.col(column).cast("string").alias("text"))
    numbers = texts.join(f.broadcast(firsts), "file")
    return numbers.selectExpr("first + at as number", "file", "at + 1 as row", "text"), kept


def _kept(keep: Callable[[str], bool]) -> Callable[[Iterator[pa.RecordBatch]], Iterator[pa.RecordBatch]]:
    def kernel(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            yield batch.filter(pa.array([_told(text, keep) for text in batch.column(1)], pa.bool_()))

    return kernel


def _told(text: Any, keep: Callable[[str], bool]) -> bool:
    """A row that is no text goes on: where it is worked on, it is named."""
    try:
        return keep(text.as_py())
    except (CompareError, ValueError, TypeError):
        return True


def _damaged(spark: Any, paths: Sequence[str], kept: dict[str, int], places: Any) -> list[str]:
    """The files that could not be read, or not to their end."""
    read = {row.file: row["count"] for row in places.groupBy("file").count().collect()}
    names = spark.read.option("ignoreCorruptFiles", "true").parquet(*paths).inputFiles()
    # A local file is told as file:/x in one place and as file:///x in the other.
    plain = [name.replace("file:///", "file:/") for name in names]
    return sorted(name for name in plain if read.get(name, -1) < kept.get(name, 0))


def _file(path: str) -> str:
    return path.rpartition("/")[2]


def _note(damaged: list[str]) -> tuple[Note, ...]:
    if not damaged:
        return ()
    named = ", ".join(_file(name) for name in damaged[:_NAMED])
    more = f" and {len(damaged) - _NAMED} more" if len(damaged) > _NAMED else ""
    return (Note("parts-damaged", f"Files that are damaged were left out from there on: {named}{more}."),)


def _pairs(found: Any, places: Any) -> Any:
    """Every pair with where both texts stand."""
    from pyspark.sql import functions as f

    pairs = found.where(f"kind = {PAIR}").select("i", "j", f.round("score", 4).alias("score"))
    for side in ("i", "j"):
        named = places.selectExpr(f"number as {side}", f"file as {side}_file", f"row as {side}_row")
        pairs = pairs.join(named, side)
    return pairs.select("i", "j", "score", "i_file", "i_row", "j_file", "j_row").sort("i", "j")


def _clusters(found: Any, places: Any) -> Any:
    """Every member of every cluster with where it stands; the largest cluster first."""
    from pyspark.sql import Window
    from pyspark.sql import functions as f

    members = found.where(f"kind = {MEMBER}")
    order = Window.orderBy(f.desc("size"), f.asc("i"))
    heads = members.where("i = j").select("i", "size").withColumn("cluster", f.row_number().over(order))
    told = members.join(heads.select("i", f.col("cluster").cast("long").alias("cluster")), "i")
    named = told.selectExpr(
        "cluster", "cast(size as long) as size", "main as representative", "j as paragraph"
    ).join(places.selectExpr("number as paragraph", "file", "row"), "paragraph")
    names = ("cluster", "size", "representative", "paragraph", "file", "row")
    return named.select(*names).sort("cluster", "paragraph")
