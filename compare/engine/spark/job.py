"""The search as a Spark job: each step a table that stands, so that a rerun goes on from what is there.

texts    number, text                    as they were given
words    number, print, size, words      hashed words; a fault where a text could not be worked on
copies   number, original                texts with the words of an earlier one, which alone goes on
weights  slot, times                     how often words stand anywhere
pairs    bucket, pairs, times            texts that share shingles, in cells
edges    i, j, score                     pairs that score enough
lots     number, label                   texts that hang together
found    kind, i, j, score, size, main   pairs and groups, with the identical texts put back in
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
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
from compare.engine.outcome import told_text
from compare.engine.spark import kernels, lots, notes, scores
from compare.engine.spark.session import Progress, Store, session
from compare.errors import UsageError
from compare.match.duplicates import BRIEF, CAP, LEAST, SHARED, SLOTS, Weights, weights_of
from compare.match.shingles import SIZE
from compare.model.duplicates import Duplicates
from compare.model.result import Note

METHOD = f"{kernels.BITS} {CAP} {SHARED} {LEAST} {BRIEF} {SLOTS} {SIZE} {unidata_version} {VERSION}"
"""What the tables of a search depend on beside its texts."""
_ROWS, _ROWS_A_FILE = 1 << 13, 1 << 18
_ENTRIES_A_TEXT, _WORDS_A_TEXT = 50, 50
_BUCKET, _PARTITION, _SIZES = 1 << 21, 1 << 24, 1 << 27
"""Entries that a worker sorts at once, and that a partition holds: 16 MB and 128 MB. Texts up to which every
worker is told how long each is: 128 MB."""
_FINEST, _MOST = 12, 1 << 32
_TEXTS_A_RANGE, _RANGES = 1 << 15, 1 << 12
"""Texts whose pairs are counted together: as many as in the local engine, more where that gives too many."""


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
    `fingerprint` goes on from them. Raises `UsageError` for a threshold that is not from 0 to 1 and for a
    cluster without a folder, `InputError` where Spark or Java are not installed.
    """
    with session(master, dict(options or {})) as spark, _place(folder) as place:
        if folder is None and not spark.sparkContext.master.startswith("local"):
            raise UsageError("A cluster wants --work: a folder that every machine reaches.", slug="work")
        store = Store(spark, place, hashlib.sha256(f"{fingerprint} {METHOD}".encode()).hexdigest()[:16])
        if not folder or not store.done("texts"):
            _write_texts(texts, Path(place) / store.root.rpartition("/")[2] / "texts")
        found, told = search(spark, store.read("texts"), store, threshold, progress)
        return lots.collected(found, told)


@contextmanager
def _place(folder: Path | None) -> Iterator[str]:
    if folder is not None:
        yield str(folder)
        return
    with tempfile.TemporaryDirectory(prefix="tawatur-") as made:
        yield made


def _write_texts(texts: Iterable[str], folder: Path) -> None:
    """The texts with their numbers, in files of a few hundred thousand."""
    shutil.rmtree(folder, ignore_errors=True)  # of a run that was cut short
    folder.mkdir(parents=True)
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
    spark: Any,
    texts: Any,
    store: Store,
    threshold: float = 0.7,
    progress: Progress | None = None,
    name: Callable[[Sequence[int]], list[str]] | None = None,
) -> tuple[Any, tuple[Note, ...]]:
    """The near-duplicates in a table (number long, text string): the table `found`. The steps go to `store`.

    Every number is there once; `name` says how texts are named in the notes. Cost: the texts are read twice;
    the largest shuffle, that of the shingles, moves some 400 bytes a paragraph.
    """
    if not 0 <= threshold <= 1:
        raise UsageError("The threshold is a number from 0 to 1.", slug="threshold")
    words, copies = prepared(texts, store, progress)
    weights = _weights(words, store, progress)
    count = int(words.selectExpr("max(number) as last").first()["last"] or 0) + 1
    if count > _MOST:
        raise UsageError(f"A search takes texts numbered below {_MOST:,}.", slug="too-many")
    pairs = store.step("pairs", partial(_pairs, spark, texts, words, copies, count), progress)
    at = repr(float(threshold))
    scored = partial(_edges, pairs, words, count, weights, threshold)
    edges = store.step("scores", scored, progress, f"edges-{at}")
    nested = store.below(f"at-{at}")
    together = lots.lots_of(edges, nested, progress)

    def found() -> Any:
        tables = together, edges, words, copies
        return lots.groups_of(tables, weights, threshold, lots.last_small(together))

    table = nested.step("found", found, progress)
    return table, notes.notes_of(words, name)


def prepared(texts: Any, store: Store, progress: Progress | None) -> tuple[Any, Any]:
    """The tables of words and of copies."""
    words = store.step("words", lambda: texts.mapInArrow(kernels.hashed, kernels.WORDS), progress)

    def copies() -> Any:
        told = words.where("size > 0").select("number", "print").mapInArrow(kernels.printed, kernels.CELLS)
        return _dealt(told, _cores(words)).mapInArrow(kernels.copied, kernels.COPIES)

    return words, store.step("copies", copies, progress)


def _pairs(spark: Any, texts: Any, words: Any, copies: Any, count: int) -> Any:
    """The pairs of texts that share shingles often enough, with how often.

    Two shuffles of cells: the shingles by the first bits of their keys, the pairs by their first texts. Of
    each, a worker holds what it sorts at once; the rest is Spark's, which spills.
    """
    finer = 0
    while finer < _FINEST and count * _ENTRIES_A_TEXT >> (kernels.BITS + finer) > _BUCKET:
        finer += 1
    copied = kernels.marks(np.asarray(copies.select("number").toArrow()["number"]))
    told = spark.sparkContext.broadcast(copied), _sizes(spark, words, count)
    entries = texts.select("number", "text").mapInArrow(kernels.entries(told[0], finer), kernels.CELL)
    spread = max(_cores(texts), min(1 << (kernels.BITS + finer), count * _ENTRIES_A_TEXT // _PARTITION))
    width = _width(count)
    pairs = _dealt(entries, spread).mapInArrow(kernels.paired(width), kernels.CELL)
    spread = min(spread, count // width + 1)
    return _dealt(pairs, spread).mapInArrow(kernels.repeated(told[1]), kernels.CELLS)


def _sizes(spark: Any, words: Any, count: int) -> Any:
    """A broadcast of how many words each text has, up to 255; None where there are too many texts."""
    if count > _SIZES:
        return None
    table = words.select("number", "size").toArrow()
    sizes = np.zeros(count, dtype=np.uint8)
    sizes[np.asarray(table["number"])] = np.minimum(255, np.asarray(table["size"]))
    return spark.sparkContext.broadcast(sizes)


def _edges(pairs: Any, words: Any, count: int, weights: Weights, threshold: float) -> Any:
    """The pairs that score at least the threshold, with their scores."""
    width = _width(count)
    spread = max(_cores(words), min(count // width + 1, count * _WORDS_A_TEXT // _PARTITION))
    texts = words.where("size > 0").select("number", "words").mapInArrow(scores.in_ranges(width), scores.ROWS)
    asking = pairs.mapInArrow(scores.asking(width), scores.ROWS)
    answers = _dealt(texts.union(asking), spread, "kind").mapInArrow(scores.answering(width), scores.ROWS)
    both = _dealt(texts.union(answers), spread, "kind")
    return both.mapInArrow(scores.scored(weights, threshold), kernels.EDGES)


def _width(count: int) -> int:
    """How many texts make a range."""
    return max(_TEXTS_A_RANGE, count // _RANGES)


def _cores(table: Any) -> int:
    """Tasks that keep every core busy."""
    return 2 * int(table.sparkSession.sparkContext.defaultParallelism)


def _dealt(table: Any, spread: int, *order: str) -> Any:
    """Cells with those of one bucket side by side; the buckets in turn, so that no machine has many more."""
    from pyspark.sql import functions as f

    return table.repartitionById(spread, f.col("bucket") % spread).sortWithinPartitions("bucket", *order)


def _weights(words: Any, store: Store, progress: Progress | None) -> Weights:
    def counts() -> Any:
        found = words.select("words").mapInArrow(kernels.counted, kernels.CELL)
        return _dealt(found, 2).mapInArrow(kernels.summed, kernels.CELL)

    table = store.step("weights", counts, progress).sort("bucket").toArrow()
    return weights_of(np.frombuffer(b"".join(table["cell0"].to_pylist()), dtype=np.int64))
