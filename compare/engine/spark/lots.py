"""Texts that hang together, and the groups among them: each lot is parted where it lies.

Which texts hang together is found within each partition first; the trees that this leaves are joined at the
driver, or by stars in tables where they are too many for it. A lot then goes to one worker, with its edges,
the words of its texts and the identical texts of each, and comes back as pairs and groups.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
import pyarrow as pa

from compare.cluster.components import ALL_PAIRS, MOST_PAIRS, Clustered, clusters_of
from compare.engine.outcome import outcome_of
from compare.engine.spark import kernels
from compare.engine.spark.cells import cells
from compare.engine.spark.session import Progress, Store
from compare.engine.spark.stars import components
from compare.match.duplicates import Weights, resemblance
from compare.model.duplicates import Duplicates
from compare.model.hashed import Integers, Reals

AT_DRIVER = 20_000_000
"""Edges of the trees up to which the driver joins them: 16 bytes each, some times that while it works."""
TEXTS_AT_ONCE = 50_000
"""Texts that a worker is given together, unless one lot holds more."""
_FOUND = "kind byte, i long, j long, score double, size int, main boolean"
_SCHEMA = pa.schema(
    [
        ("kind", pa.int8()),
        ("i", pa.int64()),
        ("j", pa.int64()),
        ("score", pa.float64()),
        ("size", pa.int32()),
        ("main", pa.bool_()),
    ]
)
PAIR, MEMBER = 0, 1


def lots_of(edges: Any, store: Store, progress: Progress | None) -> Any:
    """The table (number, label) of all texts that have an edge: the label is the least text of the lot."""
    forest = partial(edges.select("i", "j").mapInArrow, kernels.forest, kernels.STARS)
    trees = store.step("trees", forest, progress)

    def labels() -> Any:
        # The least of a tree hangs to itself: it is no edge, and comes back as a label.
        branches = trees.where("number <> label").selectExpr("label as i", "number as j")
        if branches.count() > AT_DRIVER:
            return components(branches, store.path("stars"))
        table = branches.toArrow()
        numbers, labels = kernels.components_of(np.asarray(table["i"]), np.asarray(table["j"]))
        return edges.sparkSession.createDataFrame(pa.table({"number": numbers, "label": labels}))

    return store.step("lots", labels, progress)


def last_small(lots: Any) -> tuple[int, int]:
    """The size and the least text of the largest lot whose pairs are all scored, as the local engine has it.

    The smallest lots come first, up to a sum of pairs over them all; of equal size those with lesser texts.
    """
    from pyspark.sql import functions as f

    sizes = lots.groupBy("label").agg(f.count("*").alias("size")).where(f"size > 2 and size <= {ALL_PAIRS}")
    left = MOST_PAIRS
    rows = sizes.groupBy("size").agg(f.count("*").alias("times")).sort("size").collect()
    for row in rows:
        each = row["size"] * (row["size"] - 1) // 2
        if row["times"] * each > left:
            fit = left // each
            if not fit:
                return int(row["size"]), -1
            same = sizes.where(f"size = {row['size']}").sort("label").limit(fit)
            return int(row["size"]), int(same.agg(f.max("label").alias("last")).first()["last"])
        left -= row["times"] * each
    return ALL_PAIRS + 1, -1


def groups_of(
    tables: tuple[Any, Any, Any, Any], weights: Weights, threshold: float, last: tuple[int, int]
) -> Any:
    """Pairs and members of groups, told apart by `kind`, out of lots, edges, words and copies."""
    from pyspark.sql import functions as f

    lots, edges, words, copies = tables
    spark = lots.sparkSession
    buckets = max(2 * spark.sparkContext.defaultParallelism, lots.count() // TEXTS_AT_ONCE)
    bucket = f.pmod(f.hash("label"), f.lit(buckets)).alias("bucket")
    hung = lots.withColumnRenamed("number", "i")
    sides = edges.join(hung, "i").select(bucket, "i", "j", "score")
    texts = words.select("number", "words").join(lots, "number")
    told = texts.select(bucket, "number", f.col("number").alias("original"), "words")
    named = copies.join(lots.withColumnRenamed("number", "original"), "original", "left")
    known = named.withColumn("label", f.coalesce("label", "original"))
    same = known.select(bucket, "number", "original", f.lit(None).cast("binary").alias("words"))
    both = sides.groupby("bucket").cogroup(told.union(same).groupby("bucket"))
    return both.applyInArrow(_parted(weights, threshold, last), _FOUND)


def _parted(
    weights: Weights, threshold: float, last: tuple[int, int]
) -> Callable[[pa.Table, pa.Table], pa.Table]:
    def parted(edges: pa.Table, texts: pa.Table) -> pa.Table:
        copied = np.asarray(texts["number"]) != np.asarray(texts["original"])
        copies = texts.filter(pa.array(copied)).sort_by("number")
        sets: dict[int, list[int]] = {}
        for number, original in zip(
            copies["number"].to_pylist(), copies["original"].to_pylist(), strict=True
        ):
            sets.setdefault(original, [original]).append(number)
        single = texts.filter(pa.array(~copied)).sort_by("number")
        clustered = _clustered(edges, single, weights, threshold, last)
        return _table(outcome_of(clustered, sets, np.empty(0, dtype=np.int64)))

    return parted


def _clustered(
    edges: pa.Table, texts: pa.Table, weights: Weights, threshold: float, last: tuple[int, int]
) -> Clustered:
    """The groups of some lots, worked out on numbers without gaps, in the order of the real ones."""
    numbers = np.asarray(texts["number"])
    own, bounds = cells(texts["words"].chunks)
    first, second, scores = (np.asarray(edges[name]) for name in ("i", "j", "score"))
    order = np.lexsort((second, first))
    pairs = np.searchsorted(numbers, first[order]), np.searchsorted(numbers, second[order]), scores[order]

    def score(some: Integers, others: Integers) -> Reals:
        return resemblance(own, bounds, (some, others), weights)

    def choose(found: list[Integers]) -> list[Integers]:
        by_size = sorted(found, key=len)
        return [lot for lot in by_size if (len(lot), int(numbers[lot[0]])) <= last]

    clustered = clusters_of(pairs, threshold, score, np.diff(bounds), choose)
    groups = [(numbers[members].tolist(), int(numbers[stands])) for members, stands in clustered.groups]
    one, two, scores = clustered.pairs
    return Clustered(groups, (numbers[one], numbers[two], scores))


def _table(found: Duplicates) -> pa.Table:
    first, second, scores = found.pairs
    sizes = [len(own) for own in found.clusters]
    heads = np.repeat(np.array([own[0] for own in found.clusters], dtype=np.int64), sizes)
    members = np.array([text for own in found.clusters for text in own], dtype=np.int64)
    mains = np.repeat(np.array(found.representatives, dtype=np.int64), sizes) == members
    none, nothing = len(first), len(members)
    columns = [
        np.repeat(np.array([PAIR, MEMBER], dtype=np.int8), [none, nothing]),
        np.concatenate((first, heads)),
        np.concatenate((second, members)),
        pa.concat_arrays([pa.array(scores), pa.nulls(nothing, pa.float64())]),
        pa.concat_arrays([pa.nulls(none, pa.int32()), pa.array(np.repeat(sizes, sizes).astype(np.int32))]),
        pa.concat_arrays([pa.nulls(none, pa.bool_()), pa.array(mains)]),
    ]
    return pa.table(columns, schema=_SCHEMA)


def collected(found: Any, notes: tuple[Any, ...]) -> Duplicates:
    """All of it at the driver, in the order of the local engine."""
    pairs = found.where(f"kind = {PAIR}").select("i", "j", "score").toArrow()
    first, second, scores = (np.asarray(pairs[name]) for name in ("i", "j", "score"))
    order = np.lexsort((second, first))
    table = found.where(f"kind = {MEMBER}").select("i", "j", "size", "main").toArrow()
    heads, members, sizes = (np.asarray(table[name]) for name in ("i", "j", "size"))
    ordered = np.lexsort((members, heads, -sizes))
    heads, members = heads[ordered], members[ordered]
    starts = np.flatnonzero(np.concatenate(([True], heads[1:] != heads[:-1]))[: len(heads)])
    clusters = [own.tolist() for own in np.split(members, starts[1:])] if len(members) else []
    mains = members[np.asarray(table["main"].combine_chunks())[ordered]].tolist()
    return Duplicates((first[order], second[order], scores[order]), clusters, mains, notes)
