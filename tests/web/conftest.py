"""A server inside the test, on a folder of its own."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import time
import warnings
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("starlette", reason="needs tawatur[web]")
pytest.importorskip("python_multipart", reason="needs tawatur[web]")
pytest.importorskip("uvicorn", reason="needs tawatur[web]")

with warnings.catch_warnings():
    # Starlette's own advice on which client it would rather be tested with.
    warnings.simplefilter("ignore")
    from starlette.testclient import TestClient

from compare.web.app import make_app
from compare.web.options import Options

HERE = "http://127.0.0.1:8765"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def client(data: Path) -> Iterator[TestClient]:
    with TestClient(make_app(Options(data=data)), base_url=HERE) as client:
        yield client


@pytest.fixture
def live(data: Path) -> Iterator[str]:
    """The address of a real server, started as a person starts it and ended as by Ctrl-C."""
    command = [sys.executable, "-m", "compare", "serve", "--port", "0", "--data", str(data)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8"
    ) as server:
        assert server.stdout is not None
        assert server.stderr is not None
        line = server.stdout.readline()
        found = re.search(r"http://127\.0\.0\.1:\d+", line)
        assert found, line + server.stderr.read()
        yield found[0]
        started = below(server.pid)
        server.send_signal(signal.SIGINT)
        said = server.stderr.read()
        assert server.wait(20) == 0
        assert said == "tawatur: ended.\n"
        for _ in range(20):
            if not (left := [pid for pid in started if Path(f"/proc/{pid}/exe").exists()]):
                break
            time.sleep(0.1)
        assert left == []


def below(process: int) -> list[int]:
    """The processes that a process started, and those that these started, where the system lists them."""
    children: list[int] = []
    for task in Path(f"/proc/{process}/task").glob("*/children"):
        with suppress(OSError):
            children += map(int, task.read_text("ascii").split())
    return [pid for child in children for pid in (child, *below(child))]


@pytest.fixture
def baku(root: Path) -> list[Path]:
    """The sample pair."""
    return [root / "seeds" / "texts" / f"baku-2024-{letter}.ar.txt" for letter in "ab"]


@pytest.fixture
def texts(baku: list[Path]) -> list[dict[str, Any]]:
    """The pair as the interface takes it, named as the command line would name it."""
    return [{"text": path.read_text(encoding="utf-8"), "name": path.name} for path in baku]
