"""The near-duplicate search on the engine that the settings name."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from compare.errors import UsageError
from compare.model.duplicates import Duplicates
from compare.settings import Settings


def find_duplicates(
    texts: Iterable[str],
    threshold: float,
    settings: Settings,
    *,
    folder: Path | None = None,
    fingerprint: str = "",
    progress: Callable[[str, int, int], None] | None = None,
    master: str | None = None,
) -> Duplicates:
    """What `Settings.engine` finds; every engine finds the same.

    `folder` keeps the finished steps; `master` is Spark's. Raises `UsageError` for an unknown engine, and
    `InputError` where what the engine needs is not installed.
    """
    if settings.engine == "spark":
        from compare.engine.spark.needs import check_spark

        check_spark()
        from compare.engine.spark import job

        return job.find_duplicates(
            texts, threshold, folder=folder, fingerprint=fingerprint, progress=progress, master=master
        )
    if settings.engine != "local":
        raise UsageError(f"Unknown engine {settings.engine!r}; known: local, spark.", slug="engine")
    from compare.engine.local import find_duplicates as find

    return find(texts, threshold, settings, folder=folder, fingerprint=fingerprint, progress=progress)
