"""A real cluster of two workers on loopback; one is killed in mid-job, with its executor and its files.

Minutes long: it runs where TAWATUR_CLUSTER is set.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from compare.engine import local
from compare.engine.spark import needs

ROOT = Path(__file__).resolve().parents[2]
pytestmark = [
    pytest.mark.timeout(1200),
    pytest.mark.skipif(not os.environ.get("TAWATUR_CLUSTER"), reason="TAWATUR_CLUSTER is not set"),
    pytest.mark.skipif(bool(needs.lacking()), reason=f"no {needs.lacking()}"),
]
JOB = """
import json, sys
from pathlib import Path
from compare.engine.spark.job import find_duplicates
texts = json.loads(Path(sys.argv[2]).read_text())
options = {
    "spark.sql.shuffle.partitions": "16",
    "spark.executor.memory": "600m",
    "spark.driver.memory": "600m",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.cores.max": "2",
}
told = lambda stage, done, total: print(stage, done, total, flush=True)
found = find_duplicates(texts, folder=Path(sys.argv[3]), master=sys.argv[1], options=options, progress=told)
columns = [column.tolist() for column in found.pairs]
Path(sys.argv[4]).write_text(json.dumps([columns, found.clusters, found.representatives]))
"""


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    import pyspark

    home = Path(pyspark.__file__).parent
    port = 20_000 + os.getpid() % 20_000
    environment = {
        **os.environ,
        "SPARK_LOCAL_IP": "127.0.0.1",
        "SPARK_HOME": str(home),
        "SPARK_DAEMON_MEMORY": "256m",
    }
    environment |= {"PYSPARK_PYTHON": sys.executable, "PYTHONPATH": str(ROOT)}
    master = f"spark://127.0.0.1:{port}"
    base = [str(home / "bin" / "spark-class")]
    name = "org.apache.spark.deploy"
    ui = ["--webui-port", "0"]
    commands = [[*base, f"{name}.master.Master", "--host", "127.0.0.1", "--port", str(port), *ui]]
    for n in range(2):
        worker = [
            *base,
            f"{name}.worker.Worker",
            "--host",
            "127.0.0.1",
            "--cores",
            "1",
            "--memory",
            "700m",
            *ui,
        ]
        commands.append([*worker, "--work-dir", str(tmp_path / f"work{n}"), master])
    started: list[subprocess.Popen[bytes]] = []
    for n, command in enumerate(commands):
        own = environment | {"SPARK_LOCAL_DIRS": str(tmp_path / f"files{n}")}
        with (tmp_path / f"daemon{n}.log").open("wb") as log:
            started.append(
                subprocess.Popen(
                    command, env=own, stdout=log, stderr=log, cwd=tmp_path, start_new_session=True
                )
            )
        time.sleep(4)
    yield master, started
    for process in started:
        kill(process)


def corpus(chosen: random.Random, rows: int) -> list[str]:
    """Made-up paragraphs, an edited copy of every second one."""
    words = [f"w{n}" for n in range(4000)]
    texts = [" ".join(chosen.choices(words, k=40)) for _ in range(rows)]
    return texts + [f"{text[:-9]} {chosen.choice(words)}" for text in texts[::2]]


def kill(process: subprocess.Popen[bytes]) -> None:
    """The process with all that it has started."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return
    process.wait()


def test_the_answers_are_equal_though_a_worker_dies(
    cluster: tuple[str, list[subprocess.Popen[bytes]]], tmp_path: Path
) -> None:
    master, started = cluster
    texts = corpus(random.Random(3), int(os.environ["TAWATUR_CLUSTER"]))
    (tmp_path / "texts.json").write_text(json.dumps(texts))
    (tmp_path / "job.py").write_text(JOB)
    paths = [str(tmp_path / name) for name in ("texts.json", "steps", "out.json")]
    job = subprocess.Popen(
        [sys.executable, str(tmp_path / "job.py"), master, *paths],
        env={**os.environ, "SPARK_LOCAL_IP": "127.0.0.1", "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
    )
    killed = ""
    assert job.stdout is not None
    for line in job.stdout:
        stage, done, total = line.split()
        if not killed and stage == "pairs" and 0 < int(done) < int(total):
            kill(started[2])
            shutil.rmtree(tmp_path / "files2", ignore_errors=True)
            killed = line
    job.stdout.close()
    assert job.wait() == 0
    assert killed, "the job was over before a worker could be killed"
    found = json.loads((tmp_path / "out.json").read_text())
    expected = local.find_duplicates(texts)
    columns = [column.tolist() for column in expected.pairs]
    assert found == [columns, expected.clusters, expected.representatives]
