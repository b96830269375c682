"""PDF files: the text that their pages hold, never a picture of it."""

from __future__ import annotations

import io
import logging
import unicodedata
from collections.abc import Sequence
from typing import Any

from compare.errors import InputError
from compare.ingest.document import Document, Found, Means, facts, tidy
from compare.ingest.wrapped import unwrap

_DAMAGED = "This PDF file is damaged."
_NO_ORDER = ("arabic-pdf", "This PDF file is in Arabic script; some of its words may be out of order.")
_NO_READER = "PDF files in Arabic script need the extra: pip install 'tawatur[formats]'."
_BACKWARDS = "The letters of this PDF file are stored from left to right: save it in another format first."
_ENCRYPTED = "This PDF file is encrypted: save it without encryption first."
_STOPS = frozenset(".!؟?،؛:")
_PLAIN = {
    n: plain for n in range(0xFB00, 0xFEFD) if (plain := unicodedata.normalize("NFKC", chr(n))) != chr(n)
}
"""Letters for the shapes that they take within a word, and for ligatures."""
_MOST_PAGES = 5_000
_FEW_LETTERS = 20
_SHOWN = 20_000


def read_pdf(data: bytes, means: Means) -> Document:
    """The text of a PDF file, its broken lines joined. Mostly Arabic script goes through `Means.arabic_pdf`.

    Raises InputError: "damaged", "locked", "no-text" (pictures of pages), "too-large", "no-arabic-pdf" (the
    extra is missing), "backwards".
    """
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise InputError("This PDF file is locked with a password.", slug="locked")
        pages, broken = _pages(reader, means.settings.max_input_bytes)
        stated = _stated(reader)
    except InputError:
        raise
    except DependencyError as error:
        raise InputError(_ENCRYPTED, slug="locked") from error
    except (PyPdfError, RecursionError, *_FAULTS) as error:
        raise InputError(_DAMAGED, slug="damaged") from error
    notes: list[Found] = [
        ("document-extracted", "the text was taken out of a PDF file; places count in that text.")
    ]
    if broken:
        notes.append(("pages-unreadable", f"pages that cannot be read, left out: {broken}."))
    if _mostly_arabic("\n".join(pages)[:_SHOWN]):
        pages, more = _arabic(data, pages, means)
        notes += more
    if sum(c.isalnum() for page in pages for c in page) < min(_FEW_LETTERS, 5 * max(len(pages), 1)):
        raise InputError(
            "This PDF file holds pictures of pages and no text: run text recognition over it first.",
            slug="no-text",
        )
    if shapes := sum(ord(c) in _PLAIN for page in pages for c in page):
        notes.append(("shapes-read", f"shapes of letters that were read as letters: {shapes}."))
    paragraphs, done = unwrap([page.translate(_PLAIN) if shapes else page for page in pages])
    lines = tidy(((paragraph, None) for paragraph in paragraphs), means.settings.max_input_bytes)
    return Document(lines, stated, (*notes, *done))


_FAULTS = (
    ValueError, TypeError, KeyError, IndexError, AttributeError, AssertionError, OSError, ArithmeticError,
    NotImplementedError, EOFError, LookupError, StopIteration, DeprecationWarning, UserWarning, RuntimeError,
)  # fmt: skip
"""What damaged files have made readers of PDF raise."""


def _pages(reader: Any, limit: int) -> tuple[list[str], int]:
    """The text of each page, and how many pages are broken."""
    from pypdf.errors import PyPdfError

    texts: list[str] = []
    broken = 0
    size = 0
    for number, page in enumerate(reader.pages):
        if number >= _MOST_PAGES:
            raise InputError(f"This has more than {_MOST_PAGES:,} pages.", slug="too-large")
        try:
            text = page.extract_text() or ""
        except (PyPdfError, RecursionError, *_FAULTS):
            broken += 1
            continue
        size += len(text.encode("utf-8", "replace"))
        if size > limit:
            raise InputError(
                f"This holds more than {limit / 1_000_000:g} MB of text, the limit.", slug="too-large"
            )
        texts.append(text)
    if broken and not texts:
        raise InputError(_DAMAGED, slug="damaged")
    return texts, broken


def _mostly_arabic(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return sum(unicodedata.bidirectional(c) == "AL" for c in letters) > 0.5 * max(len(letters), 1)


def _arabic(data: bytes, pages: list[str], means: Means) -> tuple[list[str], list[Found]]:
    """The pages by the reader of Arabic where it is there and finds most of the letters."""
    if means.arabic_pdf is None:
        raise InputError(_NO_READER, slug="no-arabic-pdf")
    from pypdf.errors import PyPdfError

    try:
        found = means.arabic_pdf(data)
    except (PyPdfError, *_FAULTS, RecursionError):
        found = []
    if sum(map(_letter_count, found)) >= 0.5 * sum(map(_letter_count, pages)):
        return _weak_lines(found), []
    if _backwards(pages):
        raise InputError(_BACKWARDS, slug="backwards")
    return pages, [_NO_ORDER]


def _backwards(pages: list[str]) -> bool:
    """True for lines that open with the signs that end sentences."""
    lines = [line.strip() for page in pages for line in page.splitlines() if line.strip()]
    opened = sum(line[0] in _STOPS for line in lines)
    return opened > sum(line[-1] in _STOPS for line in lines)


def _letter_count(text: str) -> int:
    return sum(map(str.isalpha, text))


def _weak_lines(pages: Sequence[str]) -> list[str]:
    """Pages with lines of digits and signs alone in reading order: they came as they stand on the page."""
    return ["\n".join(_right_to_left(line) for line in page.splitlines()) for page in pages]


def _right_to_left(line: str) -> str:
    return line if any(c.isalpha() for c in line) else " ".join(reversed(line.split()))


def _stated(reader: Any) -> tuple[tuple[str, str, str], ...]:
    info = reader.metadata or {}

    def told(key: str) -> str | None:
        value = info.get(key)
        return str(value) if value is not None else None

    made = told("/CreationDate") or ""
    day = made.removeprefix("D:")
    made = f"{day[:4]}-{day[4:6]}-{day[6:8]}" if day[:8].isdecimal() and len(day) >= 8 else ""
    return facts(
        ("file-title", told("/Title"), "/Title"),
        ("author", told("/Author"), "/Author"),
        ("created", made, "/CreationDate"),
    )
