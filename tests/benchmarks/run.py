"""Whole runs against ceilings, as ratios on the same machine: `make bench`.

Seconds say more about the machine than about the program, so every ceiling is a multiple of something
that any machine can do: start Python, or import the libraries that a report needs. A command counts with
the CPU seconds (user and system) of its process and its children; runs are interleaved and the least of
N counts, which is the figure that other load on the machine disturbs least. Wall seconds are shown
beside it and judged by nobody.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

import accounts
import throughput

ROOT = Path(__file__).resolve().parents[2]
RUNS = 5
ACCOUNTS = 20

LIBRARIES = "import sklearn.feature_extraction.text, rapidfuzz, matplotlib.figure"


@dataclass(frozen=True)
class Ceiling:
    """`command` may cost at most `times` what `measure` costs."""

    command: str
    measure: str
    times: float
    why: str


CEILINGS = (
    Ceiling(
        "pair",
        "libraries",
        1.8,
        "every report of two accounts: its tables cost .5 beside loading the libraries",
    ),
    Ceiling("pair-json", "libraries", 0.9, "no picture asked for, no drawing library loaded"),
    Ceiling("help", "python", 6.0, "help loads nothing heavy"),
    Ceiling("twenty", "pair", 6.0, "190 pairs cost six times one: preparing is done once, loading too"),
)


@dataclass
class Timing:
    """Every measured run of one command."""

    cpu: list[float] = field(default_factory=list)
    wall: list[float] = field(default_factory=list)


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="tawatur-bench-") as folder:
        commands = make_commands(Path(folder))
        timings = measure(commands)
    return max(report(timings), throughput.report(throughput.measure()), accounts.report(accounts.measure()))


def make_commands(folder: Path) -> dict[str, list[str]]:
    """The measured commands by name. Everything they read and write lies in `folder` or in the corpus."""
    python = [sys.executable]
    tawatur = [sys.executable, "-m", "compare"]
    script = Path(sys.executable).with_name("tawatur")
    if script.exists():
        tawatur = [str(script)]
    first, second = pair_of_inputs()
    accounts = write_accounts(folder / "accounts")
    pair = [*tawatur, "compare", str(first), str(second)]
    return {
        "python": [*python, "-c", "pass"],
        "libraries": [*python, "-c", LIBRARIES],
        "help": [*tawatur, "--help"],
        "pair": [*pair, "-o", str(folder / "pair")],
        "pair-json": [*pair, "--format", "json", "-o", str(folder / "pair-json")],
        "twenty": [*tawatur, "compare", *map(str, accounts), "-o", str(folder / "twenty")],
    }


def pair_of_inputs() -> tuple[Path, Path]:
    """The longer originals where they are at hand, else the sample corpus."""
    shared = Path(os.environ.get("TAWATUR_SHARED") or ROOT.parent / "shared") / "seeds"
    originals = [*sorted(shared.glob("001_*.txt")), *sorted(shared.glob("003_*.txt"))]
    if len(originals) == 2:
        return originals[0], originals[1]
    texts = ROOT / "seeds" / "texts"
    return texts / "baku-2024-a.ar.txt", texts / "baku-2024-b.ar.txt"


def write_accounts(folder: Path) -> list[Path]:
    """Twenty accounts: the Arabic sample texts, then rotations and cuts of them. Always the same."""
    folder.mkdir()
    corpus = sorted((ROOT / "seeds" / "texts").glob("*.ar.txt"))
    texts = [path.read_text(encoding="utf-8") for path in corpus]
    accounts = texts[:ACCOUNTS]
    while len(accounts) < ACCOUNTS:
        number = len(accounts)
        accounts.append(variant(texts[number % len(texts)], number // len(texts)))
    paths = [folder / f"account-{number:02}.ar.txt" for number in range(len(accounts))]
    for path, text in zip(paths, accounts, strict=True):
        path.write_text(text, encoding="utf-8")
    return paths


def variant(text: str, step: int) -> str:
    """The paragraphs rotated by `step`, every (step + 2)nd left out.

    >>> variant("a\\n\\nb\\n\\nc\\n\\nd", 1)
    'b\\n\\nc\\n\\na'
    """
    paragraphs = text.strip().split("\n\n")
    step_in = step % max(1, len(paragraphs))
    turned = paragraphs[step_in:] + paragraphs[:step_in]
    return "\n\n".join(line for at, line in enumerate(turned, 1) if at % (step + 2))


def measure(commands: dict[str, list[str]]) -> dict[str, Timing]:
    """One unmeasured round to fill caches, then `RUNS` interleaved rounds."""
    timings = {name: Timing() for name in commands}
    for round_number in range(RUNS + 1):
        for name, command in commands.items():
            cpu, wall = run(command)
            if round_number:
                timings[name].cpu.append(cpu)
                timings[name].wall.append(wall)
    return timings


def run(command: list[str]) -> tuple[float, float]:
    """(CPU seconds, wall seconds) of one command, its children included. Stops the benchmark if it fails."""
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    wall, after = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        sys.exit(f"{' '.join(command)}\nended with {done.returncode}:\n{done.stdout}{done.stderr}")
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime, wall


def report(timings: dict[str, Timing]) -> int:
    """Print the table; 1 where a ceiling is broken, else 0."""
    print(f"least of {RUNS} runs        CPU s   wall s")
    for name, timing in timings.items():
        print(f"  {name:20} {min(timing.cpu):6.3f}   {min(timing.wall):6.3f}")
    print("\nceilings (CPU)                     is    may be")
    broken = 0
    for ceiling in CEILINGS:
        ratio = min(timings[ceiling.command].cpu) / min(timings[ceiling.measure].cpu)
        verdict = "ok" if ratio <= ceiling.times else "BROKEN"
        broken += ratio > ceiling.times
        label = f"{ceiling.command} / {ceiling.measure}"
        print(f"  {label:28} {ratio:6.2f}    {ceiling.times:6.2f}  {verdict}: {ceiling.why}")
    return int(broken > 0)


if __name__ == "__main__":
    sys.exit(main())
