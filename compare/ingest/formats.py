"""The one table of formats, and which one some bytes are in: told by content first, by name where it must."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO

from compare.errors import InputError
from compare.ingest.document import Document, Means
from compare.ingest.epub import read_epub
from compare.ingest.html import looks_like_html
from compare.ingest.mail import looks_like_mail, looks_like_mailbox, read_mail
from compare.ingest.office import read_docx, read_odt
from compare.ingest.packed import DAMAGE
from compare.ingest.pdf import read_pdf
from compare.ingest.rtf import read_rtf

_HEAD = 64_000
_PDF = re.compile(rb"%PDF-\d\.\d")
_ADDRESS = re.compile(r"\s*(?:https?|ftps?|wss?|data|s3)://?\S", re.I)


@dataclass(frozen=True, slots=True)
class Format:
    """A format: what it is called, the endings its files have, and how it is read.

    `read` is None for what is read elsewhere: texts, pages, tables, and what holds other files. `confined`
    are formats whose readers run in a process of their own; `many` may hold more than one account.
    """

    name: str
    what: str
    endings: tuple[str, ...]
    read: Callable[[bytes, Means], Document] | None = None
    confined: bool = True
    many: bool = False


FORMATS = (
    Format("text", "plain text", (".txt", ".text"), confined=False),
    Format("markdown", "Markdown", (".md", ".markdown"), confined=False),
    Format("html", "a web page", (".html", ".htm", ".xhtml")),
    Format("pdf", "a PDF file", (".pdf",), read_pdf),
    Format("docx", "a Word document", (".docx", ".docm", ".dotx"), read_docx),
    Format("odt", "an OpenDocument text", (".odt", ".ott"), read_odt),
    Format("epub", "a book", (".epub",), read_epub),
    Format("rtf", "an RTF document", (".rtf",), read_rtf),
    Format("mail", "an e-mail", (".eml", ".mht", ".mhtml"), read_mail, many=True),
    Format("mailbox", "a mailbox", (".mbox", ".mbx"), many=True),
    Format("separated", "a table", (".csv", ".tsv"), confined=False, many=True),
    Format("json-lines", "a table", (".jsonl", ".ndjson"), confined=False, many=True),
    Format("json", "a table", (".json",), confined=False, many=True),
    Format("parquet", "a table", (".parquet", ".pq"), many=True),
    Format("warc", "a web archive", (".warc", ".warc.gz"), many=True),
    Format("wacz", "a web archive", (".wacz",), many=True),
    Format("zip", "a zip archive", (".zip",), many=True),
    Format("gzip", "a packed file", (".gz",), many=True),
)
"""Every format that is read."""

BY_NAME = {format.name: format for format in FORMATS}
ENDINGS = tuple(
    ending for format in FORMATS for ending in format.endings if format.name not in ("json", "gzip")
)
"""Endings of files that are taken from folders. JSON is read only where it is named: it may be anything."""

_REFUSED = (
    (b"\x89PNG", "a PNG image: run text recognition over it first"),
    (b"\xff\xd8\xff", "a JPEG image: run text recognition over it first"),
    (b"GIF8", "a GIF image: run text recognition over it first"),
    (b"II*\x00", "a TIFF image: run text recognition over it first"),
    (b"MM\x00*", "a TIFF image: run text recognition over it first"),
    (b"RIFF", "a media file"),
    (b"ID3", "a sound file"),
    (b"BZh", "a bzip2 archive: unpack it first"),
    (b"\xfd7zXZ", "an xz archive: unpack it first"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive: unpack it first"),
    (b"7z\xbc\xaf", "a 7-Zip archive: unpack it first"),
    (b"Rar!", "a RAR archive: unpack it first"),
    (b"\xd0\xcf\x11\xe0", "an old office document: save it as DOCX, ODT or PDF first"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"SQLite format 3", "a database: save its table as CSV first"),
)
_MEMBERS = (
    ("word/document.xml", "docx"),
    ("word/document2.xml", "docx"),
)
_SHEETS = (
    ("xl/workbook.xml", "an Excel workbook: save its sheet as CSV first"),
    ("ppt/presentation.xml", "a presentation: save it as PDF first"),
)
_TYPES = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.text-template": "odt",
    b"application/epub+zip": "epub",
}


def is_address(path: str) -> bool:
    """True for the address of a page: nothing is fetched here.

    >>> is_address("https://example.org/news"), is_address("news/a.html")
    (True, False)
    """
    return bool(_ADDRESS.match(path))


def by_ending(path: str | None) -> Format | None:
    """The format that a file's name promises."""
    plain = (path or "").lower()
    endings = [(ending, format) for format in FORMATS for ending in format.endings if plain.endswith(ending)]
    return max(endings, key=lambda entry: len(entry[0]))[1] if endings else None


def may_be_large(head: bytes) -> bool:
    """True for the opening bytes of a format that holds more than text, or many texts."""
    return _by_magic(head) is not None


def detect(data: bytes, path: str | None = None) -> Format:
    """The format of some bytes: what they hold counts, the name only where they leave it open.

    Raises InputError("binary") for what is known and not read.

    >>> detect(b"%PDF-1.7 ...", "story.txt").name
    'pdf'
    """
    for magic, what in _REFUSED:
        if data.startswith(magic):
            raise InputError(f"This is {what}.", slug="binary")
    found = _by_magic(data)
    if found == "zip":
        found = _packed(data)
    return BY_NAME[found or _text(data, path)]


def _by_magic(data: bytes) -> str | None:
    head = data[:_HEAD]
    if head.startswith(b"%PDF-") or (_PDF.search(head[:1024]) and b"%%EOF" in data[-2048:]):
        return "pdf"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "zip"
    if head.startswith(b"\x1f\x8b"):
        return "gzip"
    if head.startswith(b"PAR1"):
        return "parquet"
    bare = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if bare.startswith(b"{\\rtf"):
        return "rtf"
    if bare.startswith((b"WARC/0.", b"WARC/1.")):
        return "warc"
    if looks_like_mailbox(bare):
        return "mailbox"
    return "mail" if looks_like_mail(bare) else None


def _packed(data: bytes) -> str:
    """Which kind of zip archive this is, by its members."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = set(archive.namelist())
            kind = b""
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
                kind = archive.read("mimetype").strip()
    except DAMAGE:
        return "zip"
    if kind in _TYPES:
        return _TYPES[kind]
    if kind.startswith(b"application/vnd.oasis.opendocument"):
        raise InputError(
            "This is an office document without text: save it as PDF or CSV first.", slug="binary"
        )
    for member, what in _SHEETS:
        if member in names:
            raise InputError(f"This is {what}.", slug="binary")
    if "META-INF/container.xml" in names:
        return "epub"
    if "datapackage.json" in names and any(name.startswith("archive/") for name in names):
        return "wacz"
    return next((format for member, format in _MEMBERS if member in names), "zip")


def _text(data: bytes, path: str | None) -> str:
    """Which kind of text: a page and a table of JSON show themselves, the rest goes by its name."""
    named = by_ending((path or "").lower().removesuffix(".gz"))
    head = data[:_HEAD].decode("latin-1").removeprefix("\xef\xbb\xbf").replace("\0", "")
    if looks_like_html(head, hint=named is not None and named.name == "html"):
        return "html"
    if named is not None and named.name in ("markdown", "separated", "json-lines", "json"):
        return named.name
    return _rows(data, head) or "text"


def _rows(data: bytes, head: str) -> str | None:
    """JSON, where the bytes are that: one object a line, or a list of objects."""
    start = head.lstrip()[:1]
    if start == "{" and _is_object(data.lstrip().split(b"\n", 1)[0]):
        return "json-lines"
    if start == "[" and re.match(r"\s*\[\s*\{\s*\"", head) and data.rstrip().endswith(b"]"):
        return "json"
    return None


def _is_object(line: bytes) -> bool:
    try:
        return isinstance(json.loads(line.removeprefix(b"\xef\xbb\xbf")), dict)
    except (ValueError, RecursionError):
        return False
