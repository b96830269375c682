"""Any bytes to a witness: chooses the reader by content, with the file name as a hint."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace

from compare.errors import InputError
from compare.ingest.decode import decode, detector
from compare.ingest.html import looks_like_html, read_html
from compare.ingest.metadata import complete
from compare.ingest.plaintext import read_plaintext
from compare.model.text import Witness
from compare.settings import Settings

_HTML_SUFFIXES = (".html", ".htm", ".xhtml")
_NAME_LENGTH = 80
_ID_LENGTH = 60
_INVISIBLE = frozenset("\u061c\u200b\u200e\u200f\u2028\u2029\ufeff") | {
    chr(code) for first, end in ((0x202A, 0x202F), (0x2066, 0x206A)) for code in range(first, end)
}


def safe_name(path: str | None) -> str:
    """A file name that is safe to print: nothing invisible, nothing that turns the line, not too long.

    >>> safe_name("a\\nb\\u202ec.txt")
    'a\\\\nb\\\\u202ec.txt'
    """
    if not path:
        return "the input"
    shown = "".join(
        c.encode("unicode_escape").decode() if not c.isprintable() or c in _INVISIBLE else c for c in path
    )
    return shown if len(shown) <= _NAME_LENGTH else f"{shown[:30]}\u2026{shown[-(_NAME_LENGTH - 31) :]}"


def safe_id(name: str) -> str:
    """A name as an id that is safe in HTML, CSV, JSON and file names; "witness" where nothing is left.

    >>> safe_id("../أخبار <b>2")
    'أخبار-b-2'
    """
    plain = re.sub(r"[^\w.-]+", "-", name, flags=re.ASCII if name.isascii() else 0).strip("-.")
    return plain[:_ID_LENGTH].rstrip("-.") or "witness"


def read_bytes(data: bytes, *, id: str, path: str | None, settings: Settings) -> Witness:
    """A witness from the bytes of a file, with language, title, outlet and date where they are told.

    Raises InputError: "too-large", "empty", "binary", "no-text". The message names the file.
    """
    name = safe_name(path)
    if len(data) > settings.max_input_bytes:
        limit = f"{settings.max_input_bytes / 1_000_000:g} MB"
        raise InputError(f"{name}: This is larger than {limit}, the most that is read.", slug="too-large")
    try:
        text, encoding = decode(data)
        if not text.strip() or not any(c.isprintable() and not c.isspace() for c in text):
            raise InputError("This is empty.", slug="empty")
        witness = read_text(text, id=id, html=bool(path) and str(path).lower().endswith(_HTML_SUFFIXES))
    except InputError as error:
        raise InputError(f"{name}: {error}", slug=error.slug) from error
    return complete(
        replace(
            witness,
            path=path,
            sha256=hashlib.sha256(data).hexdigest(),
            encoding=encoding,
            notes=(
                *((slug, f"{name}: {message}") for slug, message in witness.notes),
                *_notes(name, data, text, encoding),
            ),
        )
    )


def read_text(text: str, *, id: str, html: bool = False) -> Witness:
    """A witness from decoded text, which may be a page; `html` says that its name promises one.

    Raises InputError("no-text") for a page without an article.
    """
    page = looks_like_html(text, hint=html)
    return read_html(text, id=id) if page else read_plaintext(text, id=id)


def _notes(name: str, data: bytes, text: str, encoding: str) -> tuple[tuple[str, str], ...]:
    """What a reader should know about how the bytes became text."""
    notes: list[tuple[str, str]] = []
    if "\ufffd" in text and b"\xef\xbf\xbd" not in data:
        notes.append(
            ("damaged-characters", f"{name}: some bytes are not valid {encoding}; they show as \ufffd.")
        )
    if not encoding.startswith("utf-") and detector() != "resiliparse":
        notes.append(
            ("encoding-guessed", f"{name}: the encoding {encoding} was guessed with the weaker detector.")
        )
    return tuple(notes)
