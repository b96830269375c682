"""All targets in turn for some minutes: two gigabytes, ten seconds of processor time for each attempt.

Run: python -m tests.fuzz.everything --minutes 60 --out FOLDER
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import sys
import time
from collections import Counter
from multiprocessing.connection import Connection
from pathlib import Path

SECONDS = 10
_WAIT = 60
"""Seconds on the wall after which an attempt hangs: the machine may be busy with other things."""
_MEMORY = 2_000_000
"""Kilobytes in use; of addresses, which libraries reserve freely, the process may have twice that."""
_ADDRESSES = 4_000_000_000
_STARTING = 60
_SHARE = 20
"""Seconds that a target has until the next one's turn."""


def _attempts(line: Connection) -> None:
    """What the process does: an attempt for each (target, number) it is sent, until it is sent None."""
    from tests.fuzz.parts import TARGETS, end

    resource.setrlimit(resource.RLIMIT_AS, (_ADDRESSES, _ADDRESSES))
    TARGETS["pairs"](0)  # what is loaded once is no part of an attempt
    line.send("ready")
    while (asked := line.recv()) is not None:
        target, number = asked
        begun = time.process_time()
        told = TARGETS[target](number)
        used = time.process_time() - begun
        if told is None and used > SECONDS:
            told = f"took {used:.0f} seconds"
        if told is None and resource.getrusage(resource.RUSAGE_SELF).ru_maxrss > _MEMORY:
            told = "more than two gigabytes"
        line.send(told)
    end()
    peaks = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    line.send(max(peaks) / 1e6)


class Worker:
    """The process that attempts, begun anew after a hang or a death."""

    def __init__(self) -> None:
        self.peak = 0.0
        self._begin()

    def _begin(self) -> None:
        self._line, theirs = multiprocessing.Pipe()
        context = multiprocessing.get_context("spawn")
        self._process = context.Process(target=_attempts, args=(theirs,), daemon=False)
        self._process.start()
        theirs.close()
        if not self._line.poll(_STARTING):
            raise TimeoutError("the process does not begin")
        self._line.recv()

    def attempt(self, target: str, number: int) -> str | None:
        self._line.send((target, number))
        if not self._line.poll(_WAIT):
            self._process.kill()
            self._begin()
            return f"took more than {_WAIT} seconds"
        try:
            found: str | None = self._line.recv()
        except EOFError:
            self._process.join()
            code = self._process.exitcode
            self._begin()
            return f"the process died: {code}"
        return found

    def end(self) -> float:
        """The largest memory of the last process, in GB."""
        self._line.send(None)
        peak = float(self._line.recv()) if self._line.poll(_STARTING) else 0.0
        self._process.join()
        return peak


def main() -> int:
    from tests.fuzz.parts import TARGETS

    parser = argparse.ArgumentParser()
    parser.add_argument("--minutes", type=float, default=5)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", default=",".join(TARGETS))
    parser.add_argument("--out", type=Path, default=Path("fuzz-finds"))
    told = parser.parse_args()
    told.out.mkdir(parents=True, exist_ok=True)
    end = time.monotonic() + 60 * told.minutes
    numbers = dict.fromkeys(told.only.split(","), told.seed)
    found, slowest = Counter[str](), dict.fromkeys(numbers, 0.0)
    worker = Worker()
    while time.monotonic() < end:
        for target in numbers:
            turn = min(end, time.monotonic() + _SHARE)
            while time.monotonic() < turn:
                numbers[target] += 1
                begun = time.monotonic()
                wrong = worker.attempt(target, numbers[target])
                slowest[target] = max(slowest[target], time.monotonic() - begun)
                if wrong:
                    found[target] += 1
                    print(
                        target,
                        numbers[target],
                        wrong[:300].encode("ascii", "backslashreplace").decode(),
                        flush=True,
                    )
                    with (told.out / "finds.txt").open("a") as file:
                        print(target, numbers[target], ascii(wrong[:1000]), file=file)
    peak = worker.end()
    for target, number in numbers.items():
        print(f"{target}: {number - told.seed} tried, {found[target]} finds, slowest {slowest[target]:.1f} s")
    print(f"largest memory {peak:.2f} GB")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
