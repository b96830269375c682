"""`--watch`: runs again whenever an input changes, until it is interrupted."""

from __future__ import annotations

import glob
from collections.abc import Generator, Sequence
from importlib.util import find_spec
from pathlib import Path

from compare.errors import UsageError

_SETTLED = 400
"""Milliseconds without a further change: editors save in several steps."""


def check_watching() -> None:
    """Raises UsageError where the package that watches is not installed."""
    if find_spec("watchfiles") is None:
        raise UsageError("--watch needs the extra: pip install 'tawatur[watch]'.", slug="no-watch")


def changes(inputs: Sequence[str], but: Path) -> Generator[list[str], None, None]:
    """The inputs' files that changed, each time some did. What stands in `but`, the report, does not count.

    Ends when the run is interrupted.
    """
    from watchfiles import watch

    whole = [place.resolve() for place in map(_beginning, inputs) if place.is_dir()]
    single = {place.resolve() for place in map(Path, inputs) if not place.is_dir()}
    # The folder of a file, not the file: an editor that saves puts another file in its place.
    folders = sorted({*whole, *(place.parent for place in single if place.parent.is_dir())})

    def counts(_change: object, path: str) -> bool:
        place = Path(path)
        if place.is_relative_to(but.resolve()) or place.name.startswith("."):
            return False
        return place in single or any(_is_below(place, folder) for folder in whole)

    recursive = bool(whole)
    for met in watch(
        *folders, watch_filter=counts, debounce=_SETTLED, recursive=recursive, raise_interrupt=False
    ):
        yield sorted({Path(path).name for _, path in met})


def _is_below(place: Path, folder: Path) -> bool:
    """True for a file that is read from a folder: hidden folders are not, and reports are made in one."""
    parts = place.relative_to(folder).parts if place.is_relative_to(folder) else (".",)
    return not any(part.startswith(".") for part in parts)


def _beginning(path: str) -> Path:
    """The folder that a pattern starts from; the path itself where it is none."""
    if not glob.has_magic(path) or Path(path).exists():
        return Path(path)
    parts = Path(path).parts
    plain = next(at for at, part in enumerate(parts) if glob.has_magic(part))
    return Path(*parts[:plain])
