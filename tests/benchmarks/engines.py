"""Engines side by side: the same rows, the same answers, time and peak memory of the whole tree.

    python tests/benchmarks/engines.py ROWS.jsonl --rows 1000000 --boilerplate 50000
    python tests/benchmarks/engines.py ROWS.jsonl --master 'local[2]'
    python tests/benchmarks/engines.py ROWS.jsonl --cluster 2000 --lose pairs

Every `--boilerplate` row is one notice, every second one with a number of its own, dealt among the others.
`--hot` puts three words in front of every tenth row, so that they share one shingle.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from typing import Any

NOTICE = "جميع الحقوق محفوظة للموقع ولا يجوز إعادة النشر أو الاقتباس إلا بإذن خطي مسبق من إدارة التحرير"


def texts_of(path: Path, rows: int, boilerplate: int, hot: bool) -> Iterator[str]:
    """The rows in a stream: neither engine is charged for a list of them."""
    own = rows - boilerplate
    step = own // boilerplate if boilerplate else own
    with path.open(encoding="utf-8") as file:
        for n, line in enumerate(islice(file, own)):
            if boilerplate and n % step == 0 and n // step < boilerplate:
                yield NOTICE if n // step % 2 else f"{NOTICE} رقم {n // step}"
            text = json.loads(line)["text"]
            yield f"قالت وكالة زرقاءاليمامة {text}" if hot and n % 10 == 0 else text


TICK = os.sysconf("SC_CLK_TCK")


def tree() -> tuple[int, dict[str, float]]:
    """Proportional bytes of this process and all below it, and their seconds of processor time by program."""
    children: dict[int, list[int]] = {}
    spent: dict[int, tuple[str, float]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            name, _, rest = stat.read_text().partition("(")[2].rpartition(")")
        except OSError:
            continue
        fields = rest.split()
        children.setdefault(int(fields[1]), []).append(int(stat.parent.name))
        spent[int(stat.parent.name)] = name, sum(map(int, fields[11:15])) / TICK
    found, seconds, todo = 0, {}, [os.getpid()]
    while todo:
        one = todo.pop()
        todo += children.get(one, [])
        name, own = spent.get(one, ("", 0.0))
        name = "driver" if one == os.getpid() else name
        seconds[name] = seconds.get(name, 0.0) + own
        try:
            rollup = Path(f"/proc/{one}/smaps_rollup").read_text()
        except OSError:
            continue
        found += next((int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:")), 0)
    return found << 10, seconds


class Watch(threading.Thread):
    """The peak memory of the tree, and the last that was seen of its processor time."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.over, self.peak, self.seconds = threading.Event(), 0, {}

    def run(self) -> None:
        while not self.over.wait(0.5):
            self.look()

    def look(self) -> None:
        memory, seconds = tree()
        self.peak = max(self.peak, memory)
        for name, own in seconds.items():
            self.seconds[name] = max(own, self.seconds.get(name, 0.0))

    def told(self) -> str:
        self.look()
        return " ".join(f"{name} {own:.0f}" for name, own in sorted(self.seconds.items()) if own >= 0.5)


def fingerprint(found: object) -> str:
    digest = hashlib.sha256()
    for column in found.pairs:  # type: ignore[attr-defined]
        digest.update(column.tobytes())
    digest.update(repr((found.clusters, found.representatives)).encode())  # type: ignore[attr-defined]
    return digest.hexdigest()[:16]


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("path", type=Path)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--boilerplate", type=int, default=0)
    parser.add_argument("--hot", action="store_true")
    parser.add_argument("--master", default="", help="a Spark master; without it the local engine runs")
    parser.add_argument(
        "--cluster", type=int, default=0, help="MB of each of two workers, started on loopback"
    )
    parser.add_argument("--lose", default="", help="the step in which the second worker is killed")
    parser.add_argument(
        "--memory", default="600m", help="heap of the driver, which in local mode is all there is"
    )
    parser.add_argument("--partitions", default="32")
    parser.add_argument("--work", type=Path, help="folder for the tables, which stay there")
    parser.add_argument("--option", action="append", default=[], help="NAME=VALUE of Spark's configuration")
    parser.add_argument(
        "--tasks", action="store_true", help="tell the tasks of each stage and what they moved"
    )
    arguments = parser.parse_args()
    watch = Watch()
    watch.start()
    begin, steps = time.perf_counter(), []
    with ExitStack() as stack:
        work = arguments.work or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        cluster = None
        if arguments.cluster:
            sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
            from tests.engines.standalone import standalone

            work.mkdir(exist_ok=True, parents=True)
            cluster = stack.enter_context(standalone(work, arguments.cluster))
            begin = time.perf_counter()

        def told(stage: str, done: int, total: int) -> None:
            if cluster and arguments.lose == stage and 0 < done < total:
                cluster.lose(1)
                arguments.lose = ""
                steps.append(f"a worker was killed in {stage} with {done} of {total} tasks done")
            if done == total:
                steps.append(f"{stage} {time.perf_counter() - begin:.1f} ({watch.told()})")

        found = searched(arguments, work, cluster.master if cluster else arguments.master, told)
        seconds = time.perf_counter() - begin
        told_tasks = list(tasks_of(work / "events")) if arguments.tasks else []
    watch.over.set()
    counts = f"{len(found.pairs[0])} pairs {len(found.clusters)} clusters {fingerprint(found)}"
    load = f"load {os.getloadavg()[0]:.1f}"
    name = f"cluster of {arguments.cluster} MB" if arguments.cluster else arguments.master or "local"
    spent = f"{seconds:.1f} s peak {watch.peak / 1e6:.0f} MB CPU {watch.told()}"
    print(f"{name} {arguments.rows} {spent} {load} {counts}")
    print("; ".join(steps), *told_tasks, sep="\n")
    return 0


def tasks_of(folder: Path) -> Iterator[str]:
    """Of each stage the median task and the longest, in seconds, and what they moved."""
    stages: dict[int, list[tuple[float, int, int]]] = {}
    for path in folder.rglob("events*"):
        for line in path.read_text().splitlines():
            event = json.loads(line)
            if event["Event"] != "SparkListenerTaskEnd" or not event.get("Task Metrics"):
                continue
            own = event["Task Metrics"]
            written = own["Shuffle Write Metrics"]["Shuffle Bytes Written"]
            told = own["Executor Run Time"] / 1000, written, own["Disk Bytes Spilled"]
            stages.setdefault(event["Stage ID"], []).append(told)
    for stage, tasks in sorted(stages.items()):
        seconds = sorted(one for one, _, _ in tasks)
        written, spilt = (sum(one[at] for one in tasks) / 1e6 for at in (1, 2))
        longest = f"{len(tasks)} tasks, {seconds[len(tasks) // 2]:.2f} {seconds[-1]:.2f} s"
        yield f"{stage}: {longest}, {written:.0f} MB dealt, {spilt:.0f} MB spilt"


def searched(
    arguments: argparse.Namespace, work: Path, master: str, told: Callable[[str, int, int], None]
) -> Any:
    texts = texts_of(arguments.path, arguments.rows, arguments.boilerplate, arguments.hot)
    if not master:
        from compare.engine.local import find_duplicates

        return find_duplicates(texts)
    from compare.engine.spark.job import find_duplicates as search

    options = {"spark.driver.memory": arguments.memory, "spark.driver.host": "127.0.0.1"}
    options |= {"spark.sql.shuffle.partitions": arguments.partitions}
    if arguments.cluster:
        options |= {"spark.executor.memory": f"{arguments.cluster}m"}
    if arguments.tasks:
        (work / "events").mkdir(parents=True, exist_ok=True)
        log = {"enabled": "true", "dir": (work / "events").as_uri(), "compress": "false"}
        options |= {f"spark.eventLog.{name}": value for name, value in log.items()}
    options |= dict(option.split("=", 1) for option in arguments.option)
    return search(texts, folder=work / "steps", master=master, options=options, progress=told)


if __name__ == "__main__":
    sys.exit(main())
