"""The search as a Spark job: each step a table that stands, so that a rerun goes on from what is there.

    texts    number, text                    as they were given
    words    number, print, size, words      hashed words; a fault where a text could not be worked on
    copies   number, original                texts with the words of an earlier one, which alone goes on
    weights  slot, times                     how often words stand anywhere
    pairs    pair, times                     texts that share shingles
    edges    i, j, score                     pairs that score enough

The clusters are made at the driver out of the edges and the words of their texts, by the function that the
local engine calls.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any
from unicodedata import unidata_version

import numpy as np
import pyarrow as pa
import pyarrow.parquet

from compare.assemble import VERSION
from compare.cluster.components import Clustered, clusters_of
from compare.engine.outcome import outcome_of, told_text
from compare.engine.spark import kernels
from compare.engine.spark.session import Progress, Store, session
from compare.errors import UsageError
from compare.match.duplicates import BRIEF, CAP, LEAST, SHARED, SLOTS, Weights, resemblance, weights_of
from compare.match.shingles import SIZE
from compare.model.duplicates import Duplicates
from compare.model.hashed import Integers, Reals
from compare.model.result import Note

METHOD = f"{kernels.BITS} {CAP} {SHARED} {LEAST} {BRIEF} {SLOTS} {SIZE} {unidata_version} {VERSION}"
"""What the tables of a search depend on beside its texts."""
_ROWS, _ROWS_A_FILE = 1 << 13, 1 << 18
_NAMED = 5


def find_duplicates(
    texts: Iterable[str],
    threshold: float = 0.7,
    *,
    folder: Path | None = None,
    fingerprint: str = "",
    progress: Progress | None = None,
    master: str | None = None,
    options: Mapping[str, str] | None = None,
) -> Duplicates:
    """The near-duplicates among texts, as the local engine finds them: the same pairs, scores and clusters.

    `folder` has to be within reach of every machine; its tables stay there, and a call with the same
    `fingerprint` goes on from them. Raises `UsageError` for a threshold that is not from 0 to 1, `InputError`
    where Spark or Java are not installed.
    """
    with session(master, dict(options or {})) as spark, _place(folder) as place:
        store = Store(spark, place, hashlib.sha256(f"{fingerprint} {METHOD}".encode()).hexdigest()[:16])
        if not folder or not store.done("texts"):
            _write_texts(texts, Path(place) / store.root.rpartition("/")[2] / "texts")
        return search(spark, spark.read.parquet(store.path("texts")), store, threshold, progress)


@contextmanager
def _place(folder: Path | None) -> Iterator[str]:
    if folder is not None:
        yield str(folder)
        return
    with tempfile.TemporaryDirectory(prefix="tawatur-") as made:
        yield made


def _write_texts(texts: Iterable[str], folder: Path) -> None:
    """The texts with their numbers, in files of a few hundred thousand."""
    folder.mkdir(parents=True, exist_ok=True)
    schema = pa.schema([("number", pa.int64()), ("text", pa.string())])
    source, number = iter(texts), 0
    while number % _ROWS_A_FILE == 0:
        with pyarrow.parquet.ParquetWriter(folder / f"{number:012d}.parquet", schema) as writer:
            while batch := [_written(text) for text in islice(source, _ROWS)]:
                numbers = np.arange(number, number + len(batch))
                writer.write_table(pa.table([pa.array(numbers), pa.array(batch, pa.string())], schema=schema))
                number += len(batch)
                if number % _ROWS_A_FILE == 0:
                    break
            else:
                break
    (folder / "_SUCCESS").touch()


def _written(text: Any) -> str:
    """The text as UTF-8 can hold it: half a surrogate is no word and parts words, as this mark does."""
    whole = told_text(text)
    return whole if whole.isascii() else whole.encode("utf-8", "replace").decode()


def search(
    spark: Any, texts: Any, store: Store, threshold: float = 0.7, progress: Progress | None = None
) -> Duplicates:
    """The near-duplicates in a table (number long, text string); the steps go to `store`.

    Every number is there once. Cost: the texts are read twice; the largest shuffle, that of the shingles,
    moves some 600 bytes a paragraph before compression.
    """
    if not 0 <= threshold <= 1:
        raise UsageError("The threshold is a number from 0 to 1.", slug="threshold")
    words, copies = prepared(spark, texts, store, progress)
    weights = _weights(words, store, progress)
    pairs = store.step("pairs", partial(_pairs, spark, texts, copies), progress)
    edges = edges_of(pairs, words, weights, store, threshold, progress)
    return _finished(words, copies, edges, weights, threshold)


def prepared(spark: Any, texts: Any, store: Store, progress: Progress | None) -> tuple[Any, Any]:
    """The tables of words and of copies."""
    from pyspark.sql import functions as f

    words = store.step("words", lambda: texts.mapInArrow(kernels.hashed, kernels.WORDS), progress)

    def copies() -> Any:
        told = words.where("size > 0").select("number", "print")
        firsts = told.groupBy("print").agg(f.min("number").alias("original"), f.count("*").alias("times"))
        several = firsts.where("times > 1").select("print", "original")
        return told.join(several, "print").where("number != original").select("number", "original")

    return words, store.step("copies", copies, progress)


def edges_of(
    pairs: Any, words: Any, weights: Weights, store: Store, threshold: float, progress: Progress | None
) -> Any:
    """The pairs that score at least the threshold, with their scores."""

    def edges() -> Any:
        from pyspark.sql import functions as f

        told = pairs.select(
            f.shiftrightunsigned("pair", 32).alias("i"), f.expr("pair & 4294967295").alias("j"), "times"
        )
        for side in ("i", "j"):
            own = words.select(f.col("number").alias(side), f.col("words").alias(f"words_{side}"))
            told = told.join(own, side)
        columns = told.select("i", "j", "times", "words_i", "words_j")
        return columns.mapInArrow(kernels.scored(weights, threshold), kernels.EDGES)

    return store.step("scores", edges, progress, f"edges-{float(threshold)!r}")


def _pairs(spark: Any, texts: Any, copies: Any) -> Any:
    """The pairs of texts that share shingles often enough, with how often.

    The entries are spread by their part and the first bits of their key, so that no machine waits for one
    that was dealt several parts, and sorted where they lie, by Spark, which spills.
    """
    from pyspark.sql import functions as f

    spread = int(spark.conf.get("spark.sql.shuffle.partitions"))
    entries = texts.join(copies, "number", "left_anti").select("number", "text")
    entries = entries.mapInArrow(kernels.entries, kernels.ENTRIES)
    dealt = entries.repartition(spread, "part", f.shiftright("entry", 56))
    found = dealt.sortWithinPartitions("part", "entry").mapInArrow(kernels.paired, kernels.PAIRS)
    counted = found.groupBy("pair").agg(f.count("*").alias("times"))
    return counted.where(f.col("times") >= SHARED)


def _weights(words: Any, store: Store, progress: Progress | None) -> Weights:
    from pyspark.sql import functions as f

    def counts() -> Any:
        found = words.select("words").mapInArrow(kernels.counted, kernels.COUNTS)
        return found.groupBy("slot").agg(f.sum("times").alias("times")).coalesce(1)

    table = store.step("weights", counts, progress).toArrow()
    found = np.zeros(SLOTS, dtype=np.int64)
    found[np.asarray(table["slot"])] = np.asarray(table["times"])
    return weights_of(found)


# ------------------------------------------------------------------------------------------------ the driver


def _finished(words: Any, copies: Any, edges: Any, weights: Weights, threshold: float) -> Duplicates:
    """Clusters and pairs at the driver: memory is that of the edges and of the words of their texts."""
    clustered = _clustered(words, edges, weights, threshold)
    table = copies.toArrow()
    numbers, originals = (np.asarray(table[name]) for name in ("number", "original"))
    sets: dict[int, list[int]] = {}
    order = np.argsort(numbers, kind="stable")
    for number, original in zip(numbers[order].tolist(), originals[order].tolist(), strict=True):
        sets.setdefault(original, [original]).append(number)
    empty = np.sort(np.asarray(words.where("size = 0").select("number").toArrow()["number"]))
    return outcome_of(clustered, sets, empty.astype(np.int64), _faults(words))


def _clustered(words: Any, edges: Any, weights: Weights, threshold: float) -> Clustered:
    """The clusters, worked out on numbers without gaps, in the order of the real ones."""
    found = edges.toArrow()
    first, second, scores = (np.asarray(found[name]) for name in ("i", "j", "score"))
    order = np.lexsort((second, first))
    texts, places = np.unique(np.concatenate((first, second)), return_inverse=True)
    one, two = places[: len(first)][order], places[len(first) :][order]
    ends = edges.selectExpr("i as number").union(edges.selectExpr("j as number")).distinct()
    table = words.join(ends, "number", "left_semi").select("number", "words").sort("number").toArrow()
    own, bounds = kernels.cells(table["words"].chunks)

    def score(some: Integers, others: Integers) -> Reals:
        return resemblance(own, bounds, (some, others), weights)

    clustered = clusters_of((one, two, scores[order]), threshold, score, np.diff(bounds))
    groups = [(texts[members].tolist(), int(texts[stands])) for members, stands in clustered.groups]
    one, two, scores = clustered.pairs
    return Clustered(groups, (texts[one], texts[two], scores))


def _faults(words: Any) -> tuple[Note, ...]:
    """Which texts could not be worked on, and why."""
    faulty = words.where("fault is not null").select("number", "fault")
    count = faulty.count()
    if not count:
        return ()
    first = faulty.sort("number").limit(_NAMED).collect()
    named = "; ".join(f"{row.number} ({row.fault})" for row in first)
    more = f" and {count - _NAMED} more" if count > _NAMED else ""
    return (Note("texts-failed", f"Texts that could not be worked on were passed over: {named}{more}."),)
