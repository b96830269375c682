"""Valid files, and what may happen to their bytes."""

from __future__ import annotations

import gzip
import io
import mailbox
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from pathlib import Path

from hypothesis import strategies as st

FILES = Path(__file__).resolve().parents[1] / "files"
SEEDS = Path(__file__).resolve().parents[2] / "seeds"
_BYTES = (
    b"\0",
    b"\xff",
    b"<",
    b">",
    b"(",
    b")",
    b"{",
    b"}",
    b"\\",
    b"%",
    b"[" * 50,
    b"<div>" * 50,
    b"9" * 30,
    b"\n",
)
_WORDS = (
    b"endobj",
    b"/Length",
    b"/Kids",
    b"obj",
    b"&x;",
    b"<!DOCTYPE a [<!ENTITY x 'y'>]>",
    b"From ",
    b"\\bin99999999 ",
)


def samples() -> dict[str, bytes]:
    """One valid file or more of each format, by name."""
    found = {path.name: path.read_bytes() for path in sorted(FILES.iterdir()) if path.suffix != ".md"}
    page = (SEEDS / "texts" / "baku-2024-b.ar.html").read_bytes()
    story = (SEEDS / "texts" / "baku-2024-c.en.txt").read_text("utf-8")
    found["page.html"] = page
    found["letter.eml"] = _letter(story).as_bytes()
    found["letters.mbox"] = _mailbox(story)
    found["story.md"] = (
        f"---\ntitle: A story\n---\n# A story\n\n{story}\n\n| a | b |\n|---|---|\n| 1 | 2 |\n".encode()
    )
    found["rows.csv"] = (
        f'title,text,date\nOne,"{story}",2024-08-18\nTwo,"{story[100:]}",2024-08-19\n'.encode()
    )
    found["rows.jsonl"] = (SEEDS / "reprints.jsonl").read_bytes()
    found["pages.warc"] = _warc(page)
    found["pages.warc.gz"] = gzip.compress(_warc(page), mtime=0)
    found["all.zip"] = _zip({"a.txt": story.encode(), "b/page.html": page, "b/c.eml": found["letter.eml"]})
    found["pages.wacz"] = _zip({"datapackage.json": b"{}", "archive/data.warc.gz": found["pages.warc.gz"]})
    return found


def _letter(story: str) -> EmailMessage:
    letter = EmailMessage()
    letter["Subject"], letter["From"] = "A story", "Jane Doe <jane@example.org>"
    letter["Date"], letter["Message-ID"] = "Sun, 18 Aug 2024 22:14:00 +0300", "<1@example.org>"
    letter.set_content(story)
    letter.add_alternative(f"<html><body><p>{story}</p></body></html>", subtype="html")
    letter.add_attachment(b"%PDF-1.4 broken", maintype="application", subtype="pdf", filename="a.pdf")
    return letter


def _mailbox(story: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder, "letters")
        box = mailbox.mbox(place)
        for _ in range(3):
            box.add(_letter(story))
        box.close()
        return place.read_bytes()


def _warc(page: bytes) -> bytes:
    found = b""
    for number in range(2):
        answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page
        found += (
            (
                b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/%d\r\n"
                b"WARC-Date: 2024-08-18T20:00:00Z\r\nContent-Type: application/http; msgtype=response\r\n"
                b"Content-Length: %d\r\n\r\n" % (number, len(answer))
            )
            + answer
            + b"\r\n\r\n"
        )
    return found


def _zip(members: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name), data)
    return target.getvalue()


@st.composite
def mutated(draw: Callable[..., int], data: bytes) -> bytes:
    """The bytes of a file after one to six mishaps; of a packed file sometimes those of a member."""
    if data.startswith(b"PK") and draw(st.booleans()):
        return _inside(draw, data)
    for _ in range(draw(st.integers(1, 6))):
        data = _mishap(draw, data)
    return data


def _inside(draw: Callable[..., int], data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist() if not name.endswith("/")}
    names = sorted(members)
    name = names[draw(st.integers(0, len(names) - 1))]
    for _ in range(draw(st.integers(1, 4))):
        members[name] = _mishap(draw, members[name])
    return _zip(members)


def _mishap(draw: Callable[..., int], data: bytes) -> bytes:
    kind = draw(st.integers(0, 5))
    at = draw(st.integers(0, max(len(data) - 1, 0)))
    size = draw(st.integers(1, 64)) if kind != 5 else draw(st.integers(1, 4000))
    if kind == 0:
        return data[:at] + bytes([draw(st.integers(0, 255))]) + data[at + 1 :]
    if kind == 1:
        return data[:at] + data[at + size :]
    if kind == 2:
        return data[:at]
    if kind == 3:
        parts = (*_BYTES, *_WORDS)
        return data[:at] + parts[draw(st.integers(0, len(parts) - 1))] * draw(st.integers(1, 40)) + data[at:]
    if kind == 4:
        to = draw(st.integers(0, max(len(data) - 1, 0)))
        return data[:to] + data[at : at + size * 20] + data[to:]
    return data[:at] + data[at : at + size] * 3 + data[at + size :]


def names() -> Iterator[str]:
    yield from sorted(samples())
