"""Ours against its peers on the same sets: `python run.py`, or `python run.py --full` for all of it.

Every run is a fresh process; the methods take turns, and the median of the runs counts. CPU seconds are
user and system time, those of children included. Peers get their texts read and folded beforehand, untimed;
ours is timed from the raw file to the pairs.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
from dataclasses import asdict, dataclass, field
from pathlib import Path

import environments
import generate
import scoring
import table
from methods import METHODS, Method

HERE = Path(__file__).parent
QUICK, FULL = (10_000, 100_000), (1_000, 10_000, 30_000, 100_000, 1_000_000)
ONCE = 1_000_000  # sets from this size on are run once
PATIENCE = 3600  # seconds for one run
LONG = 10  # seconds of CPU from which a method is not run again


@dataclass
class Result:
    """What one method took and found on one set: the median run, or why there is none."""

    method: Method
    size: int
    cpu: float = 0.0
    wall: float = 0.0
    peak: float = 0.0
    pairs: int = 0
    best: dict[float, scoring.At] = field(default_factory=dict)
    given: scoring.At | None = None
    failure: str = ""


def main() -> int:
    arguments = parse()
    if not generate.collections_here():
        print(f"near-duplicates: not measured, for {generate.shared_data()} lacks what the sets are made of")
        return 0
    sizes = tuple(arguments.size or (FULL if arguments.full else QUICK))
    methods = [method for method in METHODS if chosen(method, arguments)]
    pythons, failures = prepare(methods, arguments.cache)
    results = kept(arguments.kept) if arguments.kept else []
    for size in sizes:
        fitting = [method for method in methods if size <= most(method, arguments) and method.name in pythons]
        runs = 1 if size >= ONCE else arguments.runs
        measured = measure(fitting, pythons, size, runs, arguments.cache)
        results = merged(results, measured)
        if arguments.kept:
            arguments.kept.write_text(json.dumps([asdict(result) for result in results]), encoding="utf-8")
    print(table.plain(results, failures))
    if arguments.table:
        described = table.described(arguments.date, arguments.runs)
        arguments.table.write_text(table.markdown(results, failures, described), encoding="utf-8")
        print(f"written: {arguments.table}")
    return table.judged(results)


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description="Measure ours against its peers on near-duplicate paragraphs."
    )
    parser.add_argument("--full", action="store_true", help="all methods, up to a million rows")
    parser.add_argument("--size", type=int, action="append", help="rows of a set, instead; may be repeated")
    parser.add_argument("--only", action="append", help="methods of this library, instead; may be repeated")
    parser.add_argument("--runs", type=int, default=3, help="runs of each method (once from a million on)")
    parser.add_argument(
        "--cache", type=Path, default=generate.default_cache(), help="folder for all it makes"
    )
    parser.add_argument("--kept", type=Path, help="file of earlier results, whose other sets are shown too")
    parser.add_argument("--table", type=Path, help="Markdown file to write the table to")
    parser.add_argument("--date", default="undated", help="the day, for the table")
    return parser.parse_args()


def kept(path: Path) -> list[Result]:
    """The results in the file that `--kept` names; none where it is not there yet."""
    if not path.exists():
        return []
    results = []
    for cells in json.loads(path.read_text(encoding="utf-8")):
        best = {float(least): scoring.At(**at) for least, at in cells["best"].items()}
        given = cells["given"] and scoring.At(**cells["given"])
        results.append(Result(**cells | {"method": Method(**cells["method"]), "best": best, "given": given}))
    return results


def merged(earlier: list[Result], measured: list[Result]) -> list[Result]:
    """Both, by size and then in the order of the methods; the new in place of the old."""
    both = {(one.size, one.method.name): one for one in (*earlier, *measured)}
    order = {method.name: number for number, method in enumerate(METHODS)}
    return [both[key] for key in sorted(both, key=lambda key: (key[0], order.get(key[1], len(order))))]


def chosen(method: Method, arguments: argparse.Namespace) -> bool:
    if arguments.only:
        return method.library in arguments.only
    return arguments.full or method.quick > 0


def most(method: Method, arguments: argparse.Namespace) -> int:
    """Rows of the largest set that the method is to do."""
    return method.largest if arguments.full or arguments.only or arguments.size else method.quick


def prepare(methods: list[Method], cache: Path) -> tuple[dict[str, Path], dict[str, str]]:
    """The interpreter of every method by name, and why some have none."""
    pythons: dict[str, Path] = {}
    failures: dict[str, str] = {}
    for method in methods:
        try:
            pythons[method.name] = environments.interpreter(method.library, cache)
        except environments.NotHere as reason:
            failures[method.name] = f"cannot be installed here: {reason}"
    return pythons, failures


def measure(
    methods: list[Method], pythons: dict[str, Path], size: int, runs: int, cache: Path
) -> list[Result]:
    """Every method on the set of `size` rows, `runs` times, in turns."""
    rows, pairs = generate.make(size, generate.folder_of_sets(cache))
    known = scoring.Known.of(generate.read_pairs(pairs), size)
    results = {method.name: Result(method, size) for method in methods}
    taken: dict[str, list[dict[str, float]]] = {method.name: [] for method in methods}
    with tempfile.TemporaryDirectory(prefix="near-duplicates-") as folder:
        for number in range(runs):
            for method in methods:
                result, out = results[method.name], Path(folder) / "found"
                if result.failure or sum(took["cpu"] for took in taken[method.name]) > LONG:
                    continue
                progress(f"{size:,} rows, run {number + 1} of {runs}: {method.name}")
                result.failure = run(pythons[method.name], method, rows, out)
                if not result.failure:
                    found = scoring.read_found(out)
                    taken[method.name].append(found.took)
                    if number == 0:
                        score(result, found, known)
    for name, result in results.items():
        if not result.failure:
            for what in ("cpu", "wall", "peak"):
                setattr(result, what, statistics.median(took[what] for took in taken[name]))
    progress("")
    return list(results.values())


def run(python: Path, method: Method, rows: Path, out: Path) -> str:
    """One run in a process of its own; "" or why it failed."""
    command = [str(python), str(HERE / "child.py"), method.call, str(rows), str(out)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        return f"not done after {PATIENCE} s"
    if done.returncode == 0:
        return ""
    if method.ours:
        sys.exit(f"{' '.join(command)}\nended with {done.returncode}:\n{done.stdout}{done.stderr}")
    said = done.stderr.strip().splitlines() or [f"ended with {done.returncode}"]
    return said[-1]


def score(result: Result, found: scoring.Found, known: scoring.Known) -> None:
    result.pairs = len(found.i)
    result.given = scoring.as_given(found, known)
    result.best = {least: scoring.at_best(found, known, least) for least in scoring.PRECISIONS}


def progress(what: str) -> None:
    if sys.stderr.isatty():
        print(f"\r\033[K{what}", end="", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
