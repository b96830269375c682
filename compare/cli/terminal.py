"""The terminal: what is said on it, and how far a long run is. What shows progress is loaded only then."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

Report: TypeAlias = Callable[[str, int, int], None]
"""Takes the stage, how many of its steps are done, and how many there are, or 0 where nobody knows."""

STAGES = {
    "prepare": "reading the accounts",
    "align": "aligning sentences",
    "report": "writing the report",
    "words": "reading paragraphs",
    "pairs": "finding candidates",
    "scores": "scoring pairs",
    "changes": "telling what changed",
    "store": "storing accounts",
    "stories": "grouping stories",
}


def say(stream: object, line: str) -> None:
    """Writes a line in the encoding that the stream has, escaping what it cannot say; none if closed."""
    if stream is None:
        return
    encoding = getattr(stream, "encoding", None) or "utf-8"
    safe = line.encode(encoding, "backslashreplace").decode(encoding)
    stream.write(safe + "\n")  # type: ignore[attr-defined]
    stream.flush()  # type: ignore[attr-defined]


def for_a_person() -> bool:
    """True where someone sits before standard error."""
    return sys.stderr is not None and sys.stderr.isatty()


@contextmanager
def progress(quiet: bool = False) -> Iterator[Report | None]:
    """What a long run tells its progress to: stage, bar, count, rate and time left, on a terminal only.

    The lines go when the run ends, however it ends. None where nobody looks.
    """
    if quiet or not for_a_person():
        yield None
        return
    with _bars() as bars:
        yield _teller(bars)


def _bars() -> Progress:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn

    return Progress(
        SpinnerColumn(),
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=24),
        TextColumn("{task.fields[count]}", markup=False),
        TimeRemainingColumn(compact=True, elapsed_when_finished=True),
        console=Console(stderr=True),
        transient=True,
        refresh_per_second=8,
    )


def _teller(bars: Progress) -> Report:
    shown: dict[str, TaskID] = {}

    def report(stage: str, done: int, of: int) -> None:
        if stage not in shown:
            for earlier in shown.values():
                bars.update(earlier, visible=False)
            shown[stage] = bars.add_task(STAGES.get(stage, stage), total=of or None, count="")
        count = f"{done:,} of {of:,}" if of else f"{done:,}"
        speed = bars.tasks[list(shown).index(stage)].speed
        rate = f", {speed:,.0f} a second" if speed and speed >= 1 else ""
        bars.update(shown[stage], completed=done, total=of or None, count=count + rate)

    return report
