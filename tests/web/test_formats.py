"""Files of every format, uploaded: they are compared, and what breaks a reader breaks nothing else."""

from __future__ import annotations

import gzip
import io
import json
import os
import zipfile
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from compare.ingest.formats import FORMATS
from compare.web.accounts import ending, holds_many
from tests.web.conftest import below
from tests.web.helpers import finished, leftovers


def sent(client: TestClient, *files: tuple[str, bytes], at: str = "/compare") -> str:
    """Uploads files and gives the address of their page."""
    parts = [("file", (name, data, "application/octet-stream")) for name, data in files]
    answer = client.post(at, files=parts, follow_redirects=False)
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"])


def result(client: TestClient, address: str) -> Any:
    finished(client, address)
    return client.get(f"{address}/as/json").json()


def zipped(*files: tuple[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files:
            archive.writestr(name, data)
    return packed.getvalue()


def docx(text: str) -> bytes:
    body = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in text.splitlines() if line.strip())
    namespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    document = f'<?xml version="1.0"?><w:document xmlns:w="{namespace}"><w:body>{body}</w:body></w:document>'
    return zipped(("word/document.xml", document.encode()))


def html(text: str) -> bytes:
    body = "".join(f"<p>{line}</p>" for line in text.splitlines() if line.strip())
    head = "<!doctype html><html><head><title>T</title></head>"
    return f"{head}<body><article>{body}</article></body></html>".encode()


def mail(text: str) -> bytes:
    head = "From: a@example.org\nTo: b@example.org\nSubject: News\nDate: Sun, 18 Aug 2024 10:00:00 +0000\n"
    head += "MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n"
    return f"{head}\n{text}".encode()


@pytest.mark.parametrize(
    ("name", "make"),
    [("b.docx", docx), ("b.html", html), ("b.eml", mail), ("no-ending", docx), ("b.txt", docx)],
)
def test_a_file_goes_by_what_it_holds(client: TestClient, baku: list[Path], name: str, make: Any) -> None:
    first, second = (path.read_text(encoding="utf-8") for path in baku)
    told = result(client, sent(client, ("a.txt", first.encode()), (name, make(second))))
    assert len(told["witnesses"]) == 2
    assert any(claim["relation"] != "one_source" for claim in told["claims"])


@pytest.mark.parametrize("packed", [False, True])
def test_one_file_with_many_accounts_is_enough(client: TestClient, baku: list[Path], *, packed: bool) -> None:
    rows = [
        {"id": path.stem, "text": path.read_text(encoding="utf-8"), "date": "2024-08-18"} for path in baku
    ]
    if packed:
        lines = "\n".join(map(json.dumps, rows)).encode()
        address = sent(client, ("news.jsonl.gz", gzip.compress(lines)))
    else:
        address = sent(client, ("news.zip", zipped(*((path.name, path.read_bytes()) for path in baku))))
    told = result(client, address)
    assert len(told["witnesses"]) == 2


def test_repeats_are_found_in_packed_files(client: TestClient, baku: list[Path], data: Path) -> None:
    rows = [{"id": "x", "text": path.read_text(encoding="utf-8")} for path in (baku[0], baku[0])]
    lines = "\n".join(map(json.dumps, rows)).encode()
    second = zipped((baku[0].name, baku[0].read_bytes()))
    address = sent(client, ("a.jsonl.gz", gzip.compress(lines)), ("b.zip", second), at="/repeats/find")
    told = result(client, address)
    assert told["clusters"]
    assert leftovers(data) == []


def test_a_file_that_breaks_off_is_named_and_the_rest_goes_through(
    client: TestClient, baku: list[Path], data: Path
) -> None:
    files = [(path.name, path.read_bytes()) for path in baku]
    bomb = zipped(("a.txt", b"0" * 60_000_000))
    told = result(client, sent(client, *files, ("broken.pdf", b"%PDF-1.7 nothing"), ("bomb.zip", bomb)))
    assert len(told["witnesses"]) == 2
    named = " ".join(note["message"] for note in told["notes"] if note["slug"] == "unreadable-input")
    assert "broken.pdf" in named
    assert "bomb.zip" in named
    assert str(data) not in json.dumps(told)


def test_an_image_is_refused_in_one_sentence(client: TestClient, baku: list[Path]) -> None:
    page = finished(
        client, sent(client, ("a.txt", baku[0].read_bytes()), ("b.png", b"\x89PNG\r\n\x1a\n" * 9))
    )
    assert "PNG image" in page.text


def test_a_reader_is_kept_for_the_next_file_and_ends_with_the_server(live: str, baku: list[Path]) -> None:
    import httpx

    parts = [("file", (f"{path.stem}.docx", docx(path.read_text(encoding="utf-8")), "")) for path in baku]
    with httpx.Client(base_url=live, timeout=60) as client:
        address = client.post("/compare", files=parts).headers["location"]
        finished(client, address)  # type: ignore[arg-type]
        assert readers()
    # What was started is looked for when the server has ended: see `live`.


def readers() -> list[bytes]:
    """The processes below this one that read files for a server, by their command lines."""
    lines = []
    for pid in below(os.getpid()):
        with suppress(OSError):
            lines.append(Path(f"/proc/{pid}/cmdline").read_bytes())
    return [line for line in lines if b"compare.confined" in line]


def test_endings_are_ours() -> None:
    known = {one for format in FORMATS for one in format.endings}
    for name in ("a.sh", "a.txt.exe", "a.warc.gz", "..", "a.csv.gz", "x.GZ", "", "a.pdf\n", "a.\u202etxt"):
        assert ending(name) in known | {f"{one}.gz" for one in known}
    assert holds_many("news.zip")
    assert not holds_many("/etc")
    assert not holds_many("*")
