"""Feeds broken files to every reader for some minutes and keeps what breaks one.

Run: python -m tests.fuzz.readers --minutes 10 --out FOLDER
"""

from __future__ import annotations

import argparse
import hashlib
import re
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings

from compare.confined import _Reader, read_confined
from compare.errors import InputError
from compare.settings import Settings
from tests.fuzz.mutations import mutated, samples

LIMITS = Settings(reading_seconds=10, reading_memory=2_000_000_000)
_UNFORESEEN = re.compile(r"\((?!.*words)\w+(?:Error|Exception|Warning)\)|broke its reader")


def verdict(name: str, data: bytes, limits: Settings = LIMITS) -> str | None:
    """What is wrong with how a file was read, or None.

    The compiled reader of Arabic PDF asks for any memory that a damaged file claims and dies of the limit:
    that is what the process is for, and no find.
    """
    try:
        contents = read_confined(data, id="a", path=name, settings=limits)
    except InputError as error:
        if name.endswith(".pdf") and "broke its reader" in str(error):
            return None
        if error.slug == "too-slow" or _UNFORESEEN.search(str(error)):
            return f"{error.slug}: {error}"
        return None
    for witness in contents.witnesses:
        witness.text.encode()
        if any(not 0 <= start < end <= len(witness.text) for start, end, _ in witness.marks):
            return "a mark lies outside of the text"
    return None


@dataclass(frozen=True, slots=True)
class Tally:
    """What was tried and found, and where finds are kept."""

    tried: Counter[str]
    found: Counter[str]
    folder: Path

    def add(self, name: str, broken: bytes) -> None:
        self.tried[name] += 1
        wrong = verdict(name, broken)
        if wrong:
            self.found[f"{name} {wrong[:160]}"] += 1
            key = hashlib.sha256(broken).hexdigest()[:10]
            (self.folder / f"{key}-{name}").write_bytes(broken)


def _attempts(name: str, data: bytes, number: int, tally: Tally) -> Callable[[], None]:
    @seed(number)
    @settings(
        max_examples=40,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(mutated(data))
    def attempt(broken: bytes) -> None:
        tally.add(name, broken)

    return attempt


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--minutes", type=float, default=5)
    parser.add_argument("--out", type=Path, default=Path("fuzz-finds"))
    parser.add_argument("--only", default="")
    parser.add_argument("--seed", type=int, default=0)
    told = parser.parse_args()
    told.out.mkdir(parents=True, exist_ok=True)
    end = time.monotonic() + 60 * told.minutes
    tried: Counter[str] = Counter()
    found: Counter[str] = Counter()
    files = {name: data for name, data in samples().items() if told.only in name}
    number = told.seed
    while time.monotonic() < end:
        number += 1
        for name, data in files.items():
            if time.monotonic() > end:
                break

            _attempts(name, data, number, Tally(tried, found, told.out))()
    _Reader.end()  # its peak counts once it has ended
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1e6
    print(f"{tried.total()} files tried: {dict(tried)}")
    print(f"largest reader: {peak:.2f} GB")
    for wrong, count in found.most_common():
        print(count, wrong)
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
