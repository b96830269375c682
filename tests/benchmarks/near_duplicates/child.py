"""One method over one set, in a fresh process: `python child.py METHOD ROWS OUT`.

A peer gets a list of texts that are read, folded and stripped of all but words beforehand, untimed. Ours
gets the path of the file: it is timed from there. Each does a few rows first, untimed, so that its libraries
are loaded.
Written to OUT: a line of JSON with what it took, then the pairs as three arrays (i, j: int64, score: double).
Runs in the environment of the peer, so it needs nothing but Python.
"""

from __future__ import annotations

import functools
import gc
import importlib
import json
import re
import resource
import sys
import tempfile
import time
from array import array
from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from types import ModuleType
from typing import Any

from folding import folded

sys.path.insert(0, str(Path(__file__).parent / "peers"))
FEW = 100  # rows of the first, untimed run
_WORD = re.compile(r"\w+")


def main(method: str, rows: Path, out: Path) -> None:
    name, _, option = method.partition(":")
    peer = importlib.import_module(f"{name}_peer")
    find = functools.partial(peer.find, **{"option": option} if option else {})
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", suffix=".jsonl") as few:
        few.writelines(near_duplicates(rows))
        few.flush()
        find(given_to(peer, Path(few.name)))
    given = given_to(peer, rows)
    gc.collect()
    cpu, wall, memory = cpu_seconds(), time.perf_counter(), peak_megabytes()
    found = find(given)
    took = {"cpu": cpu_seconds() - cpu, "wall": time.perf_counter() - wall}
    took |= {"peak": peak_megabytes(), "before": memory}
    write(out, took, found)


def near_duplicates(rows: Path) -> Iterable[str]:
    """The first rows, each five times, the later without their last words: something to find and to group."""
    with rows.open(encoding="utf-8") as lines:
        for line in islice(lines, FEW):
            words = json.loads(line)["text"].split()
            for end in range(5):
                yield json.dumps({"text": " ".join(words[: len(words) - end])}) + "\n"


def given_to(peer: ModuleType, rows: Path) -> Any:
    """The rows as the peer takes them."""
    if getattr(peer, "READS_FILE", False):
        return rows
    texts = list(prepare(rows))
    return peer.set_up(texts) if hasattr(peer, "set_up") else texts


def prepare(rows: Path) -> Iterable[str]:
    """The words of each row, folded, one space between them."""
    with rows.open(encoding="utf-8") as lines:
        for line in lines:
            yield " ".join(_WORD.findall(folded(json.loads(line)["text"])))


def cpu_seconds() -> float:
    """User and system time of this process and of its children that ended."""
    spent = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in spent)


def peak_megabytes() -> float:
    """The largest resident size that this process, or one child of its, has had.

    Linux counts in `ru_maxrss` what a process was before it became this program, that is its parent; so
    the size is read from the process's own page where there is one.
    """
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    own = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
    return max(int(own.split()[1]), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) / 1024


def write(
    out: Path, took: dict[str, float], found: tuple[Iterable[int], Iterable[int], Iterable[float]]
) -> None:
    i, j, score = found
    columns = [as_array("q", i), as_array("q", j), as_array("d", score)]
    with out.open("wb") as file:
        file.write(json.dumps(took | {"pairs": len(columns[0])}).encode() + b"\n")
        for column in columns:
            column.tofile(file)


def as_array(code: str, values: Iterable[float]) -> array[float]:
    if isinstance(values, array):
        return values
    if hasattr(values, "tobytes"):
        made: array[float] = array(code)
        made.frombytes(values.astype("int64" if code == "q" else "float64").tobytes())
        return made
    return array(code, values)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
