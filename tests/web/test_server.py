"""A real server on loopback: many comparisons at once, and what only a real connection shows."""

from __future__ import annotations

import asyncio
import contextlib
import json
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from compare.cli.main import main

MANY = 50


@pytest.mark.timeout(180)
def test_fifty_comparisons_at_once(
    live: str, data: Path, baku: list[Path], texts: list[dict[str, Any]]
) -> None:
    names = [path.name for path in baku]
    command = [sys.executable, "-m", "compare", "compare", *names, "--json", "--format", "json"]
    run = subprocess.run(
        [*command, "-o", str(data / "cli")], cwd=baku[0].parent, capture_output=True, check=True, timeout=60
    )
    expected = json.loads(run.stdout)

    async def ask(client: httpx.AsyncClient, number: int) -> tuple[int, Any]:
        told = {"texts": texts, "keep": number % 2 == 0}
        answer = await client.post(f"{live}/api/compare", json=told)
        return answer.status_code, answer.json()

    async def all_at_once() -> list[tuple[int, Any]]:
        limits = httpx.Limits(max_connections=MANY)
        async with httpx.AsyncClient(timeout=150, limits=limits, trust_env=False) as client:
            return await asyncio.gather(*(ask(client, number) for number in range(MANY)))

    begin = time.monotonic()
    answers = asyncio.run(all_at_once())
    print(f"{MANY} comparisons in {time.monotonic() - begin:.1f} s")
    assert [status for status, _ in answers] == [200] * MANY
    assert all(result == expected for _, result in answers)
    kept = httpx.get(f"{live}/api/comparisons", trust_env=False).json()["comparisons"]
    assert len(kept) == MANY // 2
    assert list((data / "work").iterdir()) == []


def raw(address: str, sent: bytes, seconds: float = 10) -> bytes:
    """What a server answers to bytes as they are."""
    place = urlsplit(address)
    with socket.create_connection((place.hostname, place.port), timeout=seconds) as connection:
        connection.sendall(sent)
        received = b""
        while piece := connection.recv(65_536):
            received += piece
        return received


def test_paths_and_headers_as_no_browser_sends_them(live: str) -> None:
    for path in (b"/r/../../about.json", b"/assets/../../secret", b"//evil.example/", b"/c/%00", b"/%ff%fe"):
        answer = raw(live, b"GET " + path + b" HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        assert answer.startswith(b"HTTP/1.1 404 ")
    for request in (
        b"GET / HTTP/1.1\r\n\r\n",
        b"POST /compare HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999\r\n\r\n",
        b"POST /api/judge HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: x\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00",
    ):
        answer = raw(live, request)
        assert answer.startswith(b"HTTP/1.1 4")
        assert b"Traceback" not in answer
    with contextlib.suppress(ConnectionError):
        endless = raw(live, b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"x" * 400_000)
        assert endless.startswith(b"HTTP/1.1 4")
    assert httpx.get(live, trust_env=False).status_code == 200


def test_a_port_in_use_and_wrong_arguments_are_one_sentence(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        assert main(["serve", "--port", port, "--data", str(tmp_path / "data")]) == 2
    for arguments in (
        ["--port", "70000"],
        ["--workers", "0"],
        ["--timeout", "0"],
        ["--host", "no such host"],
    ):
        assert main(["serve", "--data", str(tmp_path / "data"), *arguments]) == 2
    assert main(["serve", "--archive", str(tmp_path / "none")]) == 3
    said = capsys.readouterr()
    assert said.out == ""
    lines = said.err.splitlines()
    assert len(lines) == 6
    assert all(line.startswith("tawatur: ") and line.endswith(".") for line in lines)


def test_a_missing_extra_is_one_sentence(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("compare.cli.serve.find_spec", lambda name: None)
    assert main(["serve"]) == 2
    assert capsys.readouterr().err == "tawatur: tawatur serve needs an extra: pip install 'tawatur[web]'\n"


def test_whoever_leaves_is_worked_for_no_longer(live: str, data: Path, texts: list[dict[str, Any]]) -> None:
    """An abandoned request frees its place, and leaves nothing."""
    words = [f"{a}{b}ing" for a in ("build", "walk", "sail", "mend", "read") for b in "abcdefghij"]
    text = " ".join(f"The {words[n % 50]} of {words[n * 7 % 50]} cost {n} pounds." for n in range(9000))
    assert httpx.post(f"{live}/api/compare", json={"texts": texts}, timeout=60).status_code == 200
    with pytest.raises(httpx.TimeoutException):
        httpx.post(f"{live}/api/compare", json={"texts": [{"text": text}, {"text": text[9:]}]}, timeout=1)
    answer = httpx.post(f"{live}/api/compare", json={"texts": texts}, timeout=9)
    assert answer.status_code == 200
    assert list((data / "work").iterdir()) == []
