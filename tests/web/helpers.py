"""What several tests of the server do."""

from __future__ import annotations

import re
import time
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient


def upload(*paths: Path) -> list[tuple[str, tuple[str, bytes, str]]]:
    """Files as a form sends them."""
    return [("file", (path.name, path.read_bytes(), "text/plain")) for path in paths]


def finished(client: TestClient, address: str, seconds: float = 40) -> Any:
    """The page of a comparison once it is over."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        told = client.get(f"{address}/state")
        if told.status_code == 404 or told.json()["state"] in ("done", "failed", "cancelled"):
            return client.get(address)
        time.sleep(0.05)
    raise AssertionError("the comparison is not over")


def frame(page: str) -> str:
    """The address of the report in its frame."""
    found = re.search(r'<iframe src="([^"]+)"', page)
    assert found, page
    return found[1]


def leftovers(data: Path) -> list[str]:
    """What lies in the folder of works that are not done."""
    return sorted(path.name for path in (data / "work").iterdir())
