"""A Spark session for the search, and what it tells while it works."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeAlias

from compare.engine.spark.needs import NoSparkError, check_spark
from compare.errors import CompareError, UsageError

Progress: TypeAlias = Callable[[str, int, int], None]

MASTER = "local[*]"
_OPTIONS = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.execution.arrow.pyspark.enabled": "true",
    "spark.sql.execution.arrow.maxBytesPerBatch": "32m",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.autoBroadcastJoinThreshold": "32m",
    "spark.driver.maxResultSize": "0",
}
_HERE = {
    "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
    "spark.shuffle.compress": "false",
    "spark.shuffle.spill.compress": "false",
}
"""On one machine: Java moves bytes and computes little; its second compiler and collectors cost more. Hashes
do not get smaller by being packed, and go over no wire."""
_EVERY = 0.5


@contextmanager
def session(master: str | None = None, options: dict[str, str] | None = None) -> Iterator[Any]:
    """The session that is open already, which stays open, or one at `master`, which is closed again.

    Without a `master` it is this machine; under spark-submit the one that was told there. Raises `InputError`
    without pyspark or Java, `UsageError` where no session can be had there.
    """
    check_spark()
    from pyspark.sql import SparkSession

    running = SparkSession.getActiveSession()
    if running is not None:
        with _failures_told():
            yield running
        return
    builder = SparkSession.builder.appName("tawatur").config(map=dict(_OPTIONS))
    # The workers run this Python, unless they are told of another one that stands where they are.
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    if master or "SPARK_ENV_LOADED" not in os.environ:  # spark-submit has set its own
        builder = builder.master(master or MASTER)
        if (master or MASTER).startswith("local"):
            builder = builder.config(map=dict(_HERE))
    if options:
        builder = builder.config(map=dict(options))
    try:
        opened = builder.getOrCreate()
    except Exception as error:  # noqa: BLE001  of many classes, some of them made by the bridge to Java
        reason = str(error).splitlines()[0][:200] if str(error) else type(error).__name__
        if type(error).__name__ == "PySparkRuntimeError":
            raise NoSparkError("Java cannot be started") from None
        raise UsageError(f"Spark cannot be started there: {reason}", slug="spark-master") from None
    opened.sparkContext.setLogLevel("ERROR")
    try:
        with _failures_told():
            yield opened
    finally:
        opened.stop()


@contextmanager
def _failures_told() -> Iterator[None]:
    """A job that Spark has given up becomes an error of ours, in one line; the steps before it stand."""
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException

    try:
        yield
    except (PySparkException, Py4JError) as error:
        lines = [line.strip() for line in str(error).splitlines() if line.strip()]
        causes = [line.removeprefix("Caused by: ") for line in lines if line.startswith("Caused by: ")]
        reason = (causes or lines or [type(error).__name__])[-1 if causes else 0][:300].rstrip(".")
        raise CompareError(
            f"Spark could not finish the search: {reason}. Finished steps are kept where --work says.",
            slug="spark-failed",
        ) from error


@contextmanager
def told(spark: Any, stage: str, progress: Progress | None) -> Iterator[None]:
    """Tells the tasks that are done, by Spark's own account, while a step runs."""
    if progress is None:
        yield
        return
    over = threading.Event()
    thread = threading.Thread(target=_watch, args=(spark, stage, progress, over), daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
    progress(stage, 1, 1)


def _watch(spark: Any, stage: str, progress: Progress, over: threading.Event) -> None:
    tracker = spark.sparkContext.statusTracker()
    while not over.wait(_EVERY):
        running = [tracker.getStageInfo(number) for number in tracker.getActiveStageIds()]
        known = [one for one in running if one is not None]
        if known:
            progress(stage, sum(one.numCompletedTasks for one in known), sum(one.numTasks for one in known))


class Store:
    """Where the steps stand: a folder that every machine of the cluster reaches, by path or address."""

    def __init__(self, spark: Any, place: str, fingerprint: str) -> None:
        self._spark = spark
        # As it is: Hadoop takes "%20" for three letters.
        root = place if "://" in place else f"file://{Path(place).resolve()}"
        self.root = f"{root.rstrip('/')}/{fingerprint}"

    def below(self, name: str) -> Store:
        """The same place, one folder deeper."""
        return Store(self._spark, self.root, name)

    def path(self, step: str) -> str:
        return f"{self.root}/{step}"

    def done(self, step: str) -> bool:
        """True where an earlier run brought the step to its end."""
        return self.exists(f"{step}/_SUCCESS")

    def exists(self, name: str) -> bool:
        path = self._jvm_path(name)
        return bool(path.getFileSystem(self._conf()).exists(path))

    def _jvm_path(self, name: str) -> Any:
        return self._spark._jvm.org.apache.hadoop.fs.Path(f"{self.root}/{name}")

    def _conf(self) -> Any:
        return self._spark._jsc.hadoopConfiguration()

    def step(
        self, stage: str, make: Callable[[], Any], progress: Progress | None, name: str | None = None
    ) -> Any:
        """The table of a step, made unless an earlier run has; always read from where it stands."""
        name = name or stage
        if not self.done(name):
            with told(self._spark, stage, progress):
                make().write.mode("overwrite").parquet(self.path(name))
        return self.read(name)

    def read(self, name: str) -> Any:
        """A table; brackets in the folder's name are no pattern."""
        return self._spark.read.option("__globPaths__", "false").parquet(self.path(name))
