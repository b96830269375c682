"""Kills writers of archives and reports at moments drawn by a seed, and looks at what they leave.

Run: python -m tests.faults.kills --times 200
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from compare.archive.store import Archive
from compare.ingest.readers import safe_id
from tests.unit.archive.test_crash import kill_and_check

ROOT = Path(__file__).resolve().parents[2]
WRITER = Path(__file__).with_name("writer.py")
TEXTS = ROOT / "seeds" / "texts"
PAIRS = (("baku-2024-a.ar.txt", "baku-2024-b.ar.txt"), ("baku-2024-c.en.txt", "baku-2024-e.fr.txt"))
ALL = "html,md,json,csv,png,svg,xlsx,docx,annotations,tei"
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
Files = Mapping[str, bytes]


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "compare", *arguments]


def compared(texts: Sequence[str], target: Path, formats: str = ALL) -> list[str]:
    return command("compare", *(str(TEXTS / name) for name in texts), "-o", str(target), "--format", formats)


def searched(texts: Sequence[str], target: Path) -> list[str]:
    named = (str(TEXTS / name) for name in texts)
    return command("duplicates", *named, "-o", str(target), "--format", "html,md,json,csv,png,svg,xlsx")


def files_of(folder: Path) -> dict[str, bytes]:
    found = {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}
    return {name: data for name, data in found.items() if not name.startswith(".tawatur-")}


def rubbish(folder: Path) -> list[str]:
    return [path.name for place in (folder.parent, folder) for path in place.glob(".tawatur-*")]


def killed(command: Sequence[str], wait: float, first: bool = False) -> bool:
    """Kills a process so many seconds after its start, or after its first line; whether it still ran."""
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=ENVIRONMENT)
    assert process.stdout is not None
    if first:
        process.stdout.readline()
    time.sleep(wait)
    ran = process.poll() is None
    process.kill()
    process.communicate()
    return ran


def kill_reports(folder: Path, reports: Sequence[Path], times: int, chance: random.Random) -> Counter[str]:
    """Kills a process that writes the reports in turn; each time one of them must stand there, whole."""
    target = folder / "target"
    wanted = [files_of(report) for report in reports]
    shutil.copytree(reports[0], target)
    (target / "mine.txt").write_text("a note of the user's")
    told: Counter[str] = Counter()
    for _ in range(times):
        wait = chance.uniform(0, 0.05)
        told["killed"] += killed([sys.executable, str(WRITER), str(target), *map(str, reports)], wait, True)
        found = files_of(target)
        assert found.pop("mine.txt") == b"a note of the user's"
        assert found in wanted, f"neither the old report nor the new one: {sorted(found)}"
        told[f"report {wanted.index(found)}"] += 1
        told["left something"] += bool(rubbish(target))
        assert len(rubbish(target)) <= 1, "rubbish piles up"
    return told


def kill_commands(folder: Path, kind: str, times: int, chance: random.Random) -> Counter[str]:
    """Kills the command itself over an existing report, at a moment of the time that it takes whole."""
    build = compared if kind == "compare" else searched
    wanted, took = [], 0.0
    for number, pair in enumerate(PAIRS):
        begun = time.monotonic()
        subprocess.run(build(pair, folder / str(number)), env=ENVIRONMENT, capture_output=True, check=True)
        took = time.monotonic() - begun
        wanted.append(files_of(folder / str(number)))
    target = folder / "target"
    shutil.copytree(folder / "0", target)
    told: Counter[str] = Counter()
    for number in range(times):
        # The writing is at the end.
        told["killed"] += killed(build(PAIRS[(number + 1) % 2], target), took * chance.uniform(0.6, 1.02))
        found = files_of(target)
        assert found in wanted, f"neither the old report nor the new one: {sorted(found)}"
        told[f"report {wanted.index(found)}"] += 1
        assert len(rubbish(target)) <= 1, "rubbish piles up"
    return told


def kill_archives(folder: Path, times: int, seed: int) -> int:
    """Kills writers of archives, five in each; how many accounts they had acknowledged."""
    stored = 0
    for number in range(times):
        archive = folder / f"archive-{number // 5}"
        stored += kill_and_check(archive, seed + number, 10_000 * (number % 5))
        if number % 5 == 4:
            shutil.rmtree(archive)
    return stored


def kill_adding(folder: Path, times: int, chance: random.Random) -> Counter[str]:
    """Kills `archive add` of a folder of accounts; what is there must be whole, and adding goes on."""
    given, target = folder / "given", folder / "kept"
    given.mkdir()
    story = (TEXTS / "baku-2024-c.en.txt").read_text("utf-8")
    for number in range(200):
        (given / f"{safe_id(str(number))}.txt").write_text(f"Report number {number}\n\n{story}", "utf-8")
    told: Counter[str] = Counter()
    before = 0
    for _ in range(times):
        told["killed"] += killed(command("archive", "add", str(target), str(given)), chance.uniform(0.8, 4))
        if (target / "archive.sqlite").exists():
            with Archive(target, create=False) as archive:
                info = archive.info(thorough=True)
            assert info.damage == ()
            assert info.witnesses >= before
            before = info.witnesses
    told["accounts"] = before
    return told


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--times", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    told = parser.parse_args()
    chance = random.Random(told.seed)
    with tempfile.TemporaryDirectory() as name:
        places = [Path(name, part) for part in ("compare", "duplicates", "writes", "archives", "adding")]
        for place in places:
            place.mkdir()
        few = max(2, told.times // 20)
        print("compare", dict(kill_commands(places[0], "compare", few, chance)), flush=True)
        reports = [places[0] / "0", places[0] / "1"]
        print("report writes", dict(kill_reports(places[2], reports, told.times, chance)), flush=True)
        print("archive writes", kill_archives(places[3], told.times, told.seed), flush=True)
        print("duplicates", dict(kill_commands(places[1], "duplicates", few, chance)), flush=True)
        print("archive add", dict(kill_adding(places[4], few, chance)), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
