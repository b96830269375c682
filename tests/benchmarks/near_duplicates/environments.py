"""An environment of its own for every peer, made once from the pinned list in `peers/NAME.txt`."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

PEERS = Path(__file__).parent / "peers"


class NotHere(Exception):
    """The peer cannot be installed; the message says why."""


def interpreter(name: str, cache: Path) -> Path:
    """The Python that runs the peer `name`: one with its libraries, or this one where it needs none."""
    wanted = PEERS / f"{name}.txt"
    if not wanted.exists():
        return Path(sys.executable)
    content = wanted.read_bytes() + sys.version.encode()
    home = cache / "environments" / f"{name}-{hashlib.sha256(content).hexdigest()[:12]}"
    python = home / "bin" / "python"
    if not (home / "installed").exists():
        shutil.rmtree(home, ignore_errors=True)
        _run([sys.executable, "-m", "venv", str(home)])
        _run(
            [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", str(wanted)]
        )
        (home / "installed").touch()
    return python


def _run(command: list[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        said = [line for line in done.stderr.splitlines() if line.startswith("ERROR")]
        raise NotHere((said or done.stderr.splitlines() or ["it gave no reason"])[0].removeprefix("ERROR: "))
