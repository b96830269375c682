"""Repeated rows of tables at addresses that only the cluster reads: a search from end to end on Spark."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from compare.duplicates.paragraphs import long_enough
from compare.duplicates.search import Asked, Progress
from compare.errors import UsageError

if TYPE_CHECKING:
    from compare.engine.spark.tables import Told

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]{1,20}://")


def at_addresses(paths: Sequence[str]) -> bool:
    """True where an input is told by its address.

    >>> at_addresses(["hdfs://name/export/"]), at_addresses(["export/"])
    (True, False)
    """
    return any(_ADDRESS.match(path) for path in paths)


def search_at(paths: Sequence[str], asked: Asked, output: str, progress: Progress | None = None) -> Told:
    """Writes the near-duplicates among the rows of Parquet tables to `output`, as tables.

    The tables and steps stand where Spark reads and writes: HDFS, object stores, folders that all machines
    reach. Raises `UsageError` where something else than Spark, or than whole rows, is asked for.
    """
    if asked.settings.engine != "spark":
        raise UsageError("Tables at an address are read by Spark: add --engine spark.", slug="engine")
    if not asked.whole:
        raise UsageError("Rows at an address are compared as they are: add --whole.", slug="whole")
    from compare.engine.spark.needs import check_spark

    check_spark()
    from compare.engine.spark.session import Store, session
    from compare.engine.spark.tables import find_in_parquet

    told = "\n".join((*paths, repr(sorted(asked.columns.items())), str(asked.min_words)))
    fingerprint = hashlib.sha256(told.encode()).hexdigest()[:16]
    steps = asked.steps or f"{output.rstrip('/')}/steps"
    with session(asked.master) as spark:
        return find_in_parquet(
            spark,
            paths,
            Store(spark, steps, fingerprint),
            output,
            column=asked.columns.get("text", "text"),
            threshold=asked.threshold,
            keep=partial(long_enough, least=asked.min_words),
            progress=progress,
        )
