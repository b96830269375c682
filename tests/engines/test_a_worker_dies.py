"""A real cluster of two workers on loopback; one is killed in mid-job, with its executor and its files.

A minute long: it runs where TAWATUR_CLUSTER is set, to the number of texts, as it is in CI.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from compare.engine import local
from compare.engine.spark import needs
from tests.engines.standalone import ROOT, Cluster, standalone

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
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    with standalone(tmp_path, 700) as started:
        yield started


def corpus(chosen: random.Random, rows: int) -> list[str]:
    """Made-up paragraphs, an edited copy of every second one."""
    words = [f"w{n}" for n in range(4000)]
    texts = [" ".join(chosen.choices(words, k=40)) for _ in range(rows)]
    return texts + [f"{text[:-9]} {chosen.choice(words)}" for text in texts[::2]]


def test_the_answers_are_equal_though_a_worker_dies(cluster: Cluster, tmp_path: Path) -> None:
    texts = corpus(random.Random(3), int(os.environ["TAWATUR_CLUSTER"]))
    (tmp_path / "texts.json").write_text(json.dumps(texts))
    (tmp_path / "job.py").write_text(JOB)
    paths = [str(tmp_path / name) for name in ("texts.json", "steps", "out.json")]
    job = subprocess.Popen(
        [sys.executable, str(tmp_path / "job.py"), cluster.master, *paths],
        env={**os.environ, "SPARK_LOCAL_IP": "127.0.0.1", "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
    )
    killed = ""
    assert job.stdout is not None
    for line in job.stdout:
        stage, done, total = line.split()
        # Told twice a second, so a short step may go by untold; the last line of a step says that it is over.
        if not killed and stage != "words" and int(done) < int(total):
            cluster.lose(1)
            killed = line
    job.stdout.close()
    assert job.wait() == 0
    assert killed, "the job was over before a worker could be killed"
    found = json.loads((tmp_path / "out.json").read_text())
    expected = local.find_duplicates(texts)
    columns = [column.tolist() for column in expected.pairs]
    assert found == [columns, expected.clusters, expected.representatives]
