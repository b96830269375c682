"""A real cluster on loopback, out of the installed pyspark: a master and two workers of one core."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


class Cluster:
    """The address of the master, and the workers that can be lost."""

    def __init__(self, folder: Path, memory: int) -> None:
        import pyspark

        self.home = Path(pyspark.__file__).parent
        self.folder, self.memory = folder, memory
        port = 20_000 + os.getpid() % 20_000
        self.master = f"spark://127.0.0.1:{port}"
        self._started: list[subprocess.Popen[bytes]] = []
        self._start("master", "master.Master", "--host", "127.0.0.1", "--port", str(port))
        time.sleep(5)
        for n in range(2):
            told = ("--host", "127.0.0.1", "--cores", "1", "--memory", f"{memory}m")
            self._start(
                f"worker{n}", "worker.Worker", *told, "--work-dir", str(folder / f"work{n}"), self.master
            )
        time.sleep(5)

    def _start(self, name: str, program: str, *arguments: str) -> None:
        own = {
            **os.environ,
            "SPARK_LOCAL_IP": "127.0.0.1",
            "SPARK_HOME": str(self.home),
            "SPARK_DAEMON_MEMORY": "256m",
            "PYSPARK_PYTHON": sys.executable,
            "PYTHONPATH": str(ROOT),
            "SPARK_LOCAL_DIRS": str(self.folder / f"files-{name}"),
        }
        command = [str(self.home / "bin" / "spark-class"), f"org.apache.spark.deploy.{program}"]
        with (self.folder / f"{name}.log").open("wb") as log:
            self._started.append(
                subprocess.Popen(
                    [*command, "--webui-port", "0", *arguments],
                    env=own,
                    stdout=log,
                    stderr=log,
                    cwd=self.folder,
                    start_new_session=True,
                )
            )

    def lose(self, worker: int) -> None:
        """Kills a worker with its executor, and takes its files away."""
        _kill(self._started[1 + worker])
        shutil.rmtree(self.folder / f"files-worker{worker}", ignore_errors=True)

    def stop(self) -> None:
        for process in self._started:
            _kill(process)


def _kill(process: subprocess.Popen[bytes]) -> None:
    """The process with all that it has started."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return
    process.wait()


@contextmanager
def standalone(folder: Path, memory: int) -> Iterator[Cluster]:
    """A cluster whose workers give executors of `memory` MB."""
    cluster = Cluster(folder, memory)
    try:
        yield cluster
    finally:
        cluster.stop()
