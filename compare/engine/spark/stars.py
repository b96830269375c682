"""Connected components in tables: large stars and small stars in turn, until nothing moves.

Kiveris, Lattanzi, Mirrokni, Rastogi and Vassilvitskii 2014, Connected Components in MapReduce and Beyond. For
forests that outgrow the driver; the label of a text is the least number it hangs together with.
"""

from __future__ import annotations

from typing import Any

from compare.errors import CompareError

_ROUNDS = 60
"""Rounds after which it is given up; even a chain of 2^30 texts takes fewer."""


def components(edges: Any, checkpoint: str) -> Any:
    """The label of every text in a table of edges (i, j), as (number, label); i and j differ.

    Every round stands as a table below `checkpoint`, so that no plan grows with the rounds. Raises
    `CompareError` where it comes to no end, which the proof rules out.
    """
    spark = edges.sparkSession
    before = (-1, -1)
    table = edges.selectExpr("greatest(i, j) as v", "least(i, j) as u").distinct()
    for number in range(_ROUNDS):
        path = f"{checkpoint}/{number}"
        _small(_large(table)).write.mode("overwrite").parquet(path)
        table = spark.read.option("__globPaths__", "false").parquet(path)
        now = _state(table)
        if now == before:
            return _labels(table)
        before = now
    raise CompareError("The components of the pairs came to no end.", slug="components")


def _large(table: Any) -> Any:
    """Each text's greater neighbours are hung to its least neighbour, or to itself where it is less."""
    from pyspark.sql import functions as f

    both = table.select("v", "u").union(table.select("u", "v")).toDF("v", "u")
    least = both.groupBy("v").agg(f.least(f.min("u"), f.col("v")).alias("m"))
    return both.where("u > v").join(least, "v").selectExpr("u as v", "m as u").distinct()


def _small(table: Any) -> Any:
    """Each text and its lesser neighbours are hung to the least of them."""
    from pyspark.sql import functions as f

    least = table.groupBy("v").agg(f.min("u").alias("m"))
    moved = table.join(least, "v").where("u <> m").selectExpr("u as v", "m as u")
    return moved.union(least.selectExpr("v", "m as u")).distinct()


def _state(table: Any) -> tuple[int, int]:
    """What is alike in two rounds only where nothing moved: the edges, and a sum over them all."""
    row = table.selectExpr(
        "count(*) as edges", "sum(cast(xxhash64(v, u) as decimal(38, 0))) as whole"
    ).first()
    return int(row["edges"]), int(row["whole"] or 0)


def _labels(table: Any) -> Any:
    """Stars: every text hangs to its least; the least hang to themselves."""
    hubs = table.selectExpr("u as number", "u as label").distinct()
    return table.selectExpr("v as number", "u as label").union(hubs)
