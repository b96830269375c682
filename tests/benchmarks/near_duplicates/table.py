"""The results as a table to read, as Markdown for the README, and as a verdict."""

from __future__ import annotations

import math
import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from methods import DEFAULT, LISTED, OURS

if TYPE_CHECKING:
    from run import Result

LOW, HIGH = 0.95, 0.99
SLACK = 1e-9


@dataclass(frozen=True)
class Ceiling:
    """On sets of `least` rows and more, `what` may be at most `most`."""

    what: str
    least: int
    most: float
    why: str


CEILINGS = (
    Ceiling("CPU as called / fastest peer", 30_000, 0.75, "the fastest peer finds four pairs of five"),
    Ceiling("CPU as called / fastest peer", 100_000, 0.5, "half of the fastest peer, of whatever recall"),
    Ceiling("CPU from a list / gaoya", 1_000_000, 0.2, "a fifth of the time, both from a list of texts"),
    Ceiling("peak as called / gaoya", 100_000, 1.0, "less memory than the leanest peers"),
    Ceiling("peak as called / duckdb", 1_000_000, 1 / 7, "a seventh of the memory"),
    Ceiling("missed at precision .99", 10_000, 0.001, "recall .999 at precision .99"),
    Ceiling("exponent", 100_000, 1.1, "time grows with the rows"),
)


def plain(results: Sequence[Result], failures: dict[str, str]) -> str:
    """Fixed columns, one line for each method and set."""
    head = f"{'near-duplicates':26} {'rows':>9} {'CPU s':>8} {'x ours':>7} {'wall s':>7} {'peak MB':>8}"
    lines = [f"{head} {'R P>=.95':>8} {'R P>=.99':>8} {'passages':>8} {'exponent':>8}"]
    for result in results:
        start = f"{result.method.name:26} {result.size:9,}"
        if result.failure:
            lines.append(f"{start} {result.failure}")
            continue
        times, exponent = times_ours(result, results), exponent_of(result, results)
        lines.append(
            f"{start} {result.cpu:8.2f} {shown(times, '7.2f')} {result.wall:7.2f} {result.peak:8.0f}"
            f" {result.best[LOW].recall:8.4f} {result.best[HIGH].recall:8.4f}"
            f" {result.best[LOW].passages:8.3f} {shown(exponent, '8.2f')}"
        )
    lines += [f"{name:26} {reason}" for name, reason in failures.items()]
    return "\n".join(lines)


def shown(value: float | None, form: str) -> str:
    width = form.partition(".")[0]
    return f"{'-':>{width}}" if value is None else f"{value:{form}}"


def times_ours(result: Result, results: Sequence[Result]) -> float | None:
    """CPU seconds as a multiple of ours, as called, on the same set."""
    ours = found(results, DEFAULT.name, result.size)
    return result.cpu / ours.cpu if ours and ours.cpu else None


def found(results: Sequence[Result], name: str, size: int) -> Result | None:
    return next(
        (one for one in results if (one.method.name, one.size) == (name, size) and not one.failure), None
    )


def exponent_of(result: Result, results: Sequence[Result]) -> float | None:
    """k of CPU ~ rows^k, by least squares over the logarithms of the sets from 10,000 rows to this one."""
    points = [
        (math.log(one.size), math.log(one.cpu))
        for one in results
        if one.method.name == result.method.name and not one.failure and 10_000 <= one.size <= result.size
    ]
    if len(points) < 2:
        return None
    x, y = (sum(column) / len(points) for column in zip(*points, strict=True))
    return sum((a - x) * (b - y) for a, b in points) / sum((a - x) ** 2 for a, _ in points)


# ------------------------------------------------------------------------------------------------ Markdown


def described(date: str, runs: int) -> str:
    """When and on what the figures were taken."""
    cores, memory = os.cpu_count(), "unknown memory"
    if hasattr(os, "sysconf"):
        memory = f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.0f} GiB"
    return (
        f"Measured {date}: {_processor()}, {cores} cores, {memory}, {platform.system()},"
        f" Python {platform.python_version()}; medians of {runs} runs in turns; what takes"
        " more than ten seconds: once."
    )


def _processor() -> str:
    pages = Path("/proc/cpuinfo")
    if pages.exists():
        for line in pages.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def markdown(results: Sequence[Result], failures: dict[str, str], description: str) -> str:
    """A page: what was measured, cost and recall of each method on each set, recall of each kind of edit."""
    sizes = sorted({result.size for result in results})
    names = list(dict.fromkeys(result.method.name for result in results))
    parts = [INTRODUCTION, description, "", "## CPU seconds, and how many times ours as called", ""]
    parts += _rows(["method", *(f"{size:,}" for size in sizes), "exponent"])
    for name in names:
        ran = [one for one in results if one.method.name == name]
        parts.append(_row([name, *(_cost(ran, size, results) for size in sizes), _exponent(ran, results)]))
    parts += [_row([name, reason, *[""] * len(sizes)]) for name, reason in failures.items()]
    parts += [
        "",
        "## Peak memory (MB, the whole process)",
        "",
        *_rows(["method", *(f"{size:,}" for size in sizes)]),
    ]
    for name in names:
        parts.append(_row([name, *(_peak(results, name, size) for size in sizes)]))
    parts += ["", "## What is found, on the largest set that the method did", "", *_rows(RECALLS)]
    parts += [_row(_recalls(largest(results, name))) for name in names]
    parts += ["", "## Recall of each kind of edit at precision .95, on the same set", ""]
    return "\n".join([*parts, *_kinds(results, names)]) + "\n"


INTRODUCTION = (
    "# Near-duplicate paragraphs: ours and its peers\n\n"
    "Written by `run.py --table`, not by hand. Four fifths of every set are paragraphs that are no"
    " near-duplicates of one another, one fifth are edited copies of fifteen kinds. Peers get their texts"
    " read and folded beforehand, untimed; ours is timed from the raw file to the pairs. Every run is a"
    " fresh process that has done 300 rows before, so that its libraries are loaded; CPU seconds are user and"
    " system time of all threads and children. Recall is that at the best threshold for the method (chosen"
    " with the answers known, alike for all) with the stated precision; pasted passages count apart, neither"
    " for nor against it."
    ' "tawatur, as called" is the default threshold, "tawatur" a low one, from which the oracle chooses as it'
    ' does for the others; "tawatur, from a list" starts where the peers do.\n'
)
RECALLS = [
    "method",
    "rows",
    "recall at precision ≥ .95",
    "recall at precision ≥ .99",
    "passages",
    "all given: precision",
    "recall",
]


def _rows(head: Sequence[str]) -> list[str]:
    return [_row(head), _row(["---", *["--:"] * (len(head) - 1)])]


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _cost(ran: Sequence[Result], size: int, results: Sequence[Result]) -> str:
    here = next((one for one in ran if one.size == size), None)
    if here is None:
        return ""
    if here.failure:
        return here.failure.replace("|", "/")
    times = times_ours(here, results)
    return f"{here.cpu:.2f}" + (f" (×{times:.1f})" if times is not None else "")


def _exponent(ran: Sequence[Result], results: Sequence[Result]) -> str:
    done = [one for one in ran if not one.failure]
    exponent = exponent_of(max(done, key=lambda one: one.size), results) if done else None
    return "" if exponent is None else f"{exponent:.2f}"


def _peak(results: Sequence[Result], name: str, size: int) -> str:
    here = found(results, name, size)
    return f"{here.peak:,.0f}" if here else ""


def largest(results: Sequence[Result], name: str) -> Result | None:
    ran = [one for one in results if one.method.name == name and not one.failure]
    return max(ran, key=lambda one: one.size) if ran else None


def _recalls(result: Result | None) -> list[str]:
    if result is None or result.given is None:
        return [""] * len(RECALLS)
    low, high, given = result.best[LOW], result.best[HIGH], result.given
    figures = (low.recall, high.recall, low.passages, given.precision, given.recall)
    return [result.method.name, f"{result.size:,}", *(f"{figure:.4f}" for figure in figures)]


def _kinds(results: Sequence[Result], names: Sequence[str]) -> list[str]:
    shown_results = [one for one in (largest(results, name) for name in names) if one and one.best[LOW].kinds]
    if not shown_results:
        return []
    kinds = list(shown_results[0].best[LOW].kinds)
    lines = _rows(["method", *kinds])
    for one in shown_results:
        lines.append(_row([one.method.name, *(f"{one.best[LOW].kinds.get(kind, 0):.3f}" for kind in kinds)]))
    return lines


# ------------------------------------------------------------------------------------------------- verdict


def judged(results: Sequence[Result]) -> int:
    """Print how ours stands to its ceilings on the largest set; 1 where one is broken, else 0."""
    size = max((result.size for result in results), default=0)
    figures = {what: value for what, value in measured(results, size).items() if value is not None}
    broken = 0
    print(f"\nceilings at {size:,} rows                is    may be")
    for ceiling in _in_force(size):
        if ceiling.what not in figures:
            continue
        value = figures[ceiling.what]
        verdict = "BROKEN" if value > ceiling.most + SLACK else "ok"
        broken += verdict == "BROKEN"
        print(f"  {ceiling.what:30} {value:7.4f} {ceiling.most:8.4f}  {verdict}: {ceiling.why}")
    return int(broken > 0)


def _in_force(size: int) -> list[Ceiling]:
    """Of ceilings on one thing, the one for the largest sets that this one reaches."""
    return list({one.what: one for one in CEILINGS if one.least <= size}.values())


def measured(results: Sequence[Result], size: int) -> dict[str, float | None]:
    ours, called = found(results, OURS.name, size), found(results, DEFAULT.name, size)
    listed = found(results, LISTED.name, size)
    peers = [one for one in results if one.size == size and not one.method.ours and not one.failure]
    gaoya, duckdb = found(results, "gaoya", size), found(results, "duckdb join", size)
    fastest = min((one.cpu for one in peers), default=None)
    return {
        "CPU as called / fastest peer": called.cpu / fastest if called and fastest else None,
        "CPU from a list / gaoya": listed.cpu / gaoya.cpu if listed and gaoya else None,
        "peak as called / duckdb": called.peak / duckdb.peak if called and duckdb else None,
        "peak as called / gaoya": called.peak / gaoya.peak if called and gaoya else None,
        "missed at precision .99": 1 - ours.best[HIGH].recall if ours else None,
        "exponent": exponent_of(called, results) if called else None,
    }
