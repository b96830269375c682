"""One small Spark session for the whole suite; without Spark it is skipped, and in CI it fails."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest

from compare.engine.spark import needs

OPTIONS = {
    "spark.sql.shuffle.partitions": "4",
    "spark.default.parallelism": "4",
    "spark.driver.memory": "600m",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
}


@pytest.fixture(scope="session")
def spark() -> Iterator[Any]:
    lacking = needs.lacking()
    if lacking and os.environ.get("CI", "").lower() in ("1", "true", "yes"):
        pytest.fail(f"the engines cannot be compared: no {lacking}")
    if lacking:
        pytest.skip(f"the engines are not compared: no {lacking} (make setup-spark)")
    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    from compare.engine.spark.session import session

    with session("local[2]", OPTIONS) as opened:
        yield opened
