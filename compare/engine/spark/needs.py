"""Whether what the Spark engine needs is installed. Imports none of it."""

from __future__ import annotations

import os
import shutil
from importlib.util import find_spec

from compare.errors import InputError


class NoSparkError(InputError):
    """The extra that the engine needs is not installed, or Java is not."""

    def __init__(self, reason: str) -> None:
        super().__init__(
            f"The Spark engine needs the extra (pip install 'tawatur[spark]') and Java 17: {reason}.",
            slug="no-spark",
        )


def lacking() -> str:
    """What is not installed; "" where all of it is."""
    for name in ("pyspark", "pyarrow", "pandas"):
        if find_spec(name) is None:
            return name
    return "" if shutil.which("java") or os.environ.get("JAVA_HOME") else "Java"


def check_spark() -> None:
    """Raises `NoSparkError` where something is missing."""
    if name := lacking():
        raise NoSparkError(f"{name} is not installed")
