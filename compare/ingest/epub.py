"""Books in EPUB: their chapters in reading order, as one text."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from compare.errors import InputError
from compare.ingest.document import Document, Line, Means, facts, tidy
from compare.ingest.markup import attribute, html_lines, local, xml
from compare.ingest.packed import Packed, unpack


def read_epub(data: bytes, means: Means) -> Document:
    """The chapters of a book in reading order. Raises InputError: "damaged", "bomb", "locked"."""
    packed = unpack(data, means.settings.max_unpacked_bytes)
    package = _package(packed)
    book = packed.named(package)
    if book is None:
        raise InputError("This book lists no chapters.", slug="damaged")
    root = xml(book)
    told: dict[str, str] = {}
    for node in root.iter():
        told.setdefault(local(node), node.text or "")
    author = told.get("creator", "")
    # Programs that make books write the day of making for a date of publication that they were not told.
    built = told.get("date", "")[:10] == _modified(root)[:10]
    lines = tidy(_chapters(packed, root, posixpath.dirname(package)), means.settings.max_input_bytes)
    return Document(
        lines,
        facts(
            ("title", told.get("title"), "dc:title"),
            ("byline", author if not author.lower().startswith("unknown") else None, "dc:creator"),
            ("outlet", told.get("publisher"), "dc:publisher"),
            ("created" if built else "published", told.get("date"), "dc:date"),
        ),
        (("document-extracted", "the text was taken out of a book; places count in that text."),),
    )


def _modified(root: Any) -> str:
    for node in root.iter():
        if local(node) == "meta" and attribute(node, "property") == "dcterms:modified":
            return node.text or ""
    return ""


def _package(packed: Packed) -> str:
    container = packed.named("META-INF/container.xml")
    if container is not None:
        for node in xml(container).iter():
            if local(node) == "rootfile" and (path := attribute(node, "full-path")):
                return path
    return next((name for name in packed.names if name.lower().endswith(".opf")), "")


def _chapters(packed: Packed, root: Any, folder: str) -> Iterator[Line]:
    files: dict[str, str] = {}
    for node in root.iter():
        if local(node) == "item" and "nav" not in (attribute(node, "properties") or "").split():
            files[attribute(node, "id") or ""] = attribute(node, "href") or ""
    seen: set[str] = set()
    for node in root.iter():
        if local(node) != "itemref":
            continue
        name = posixpath.normpath(
            posixpath.join(folder, unquote(files.get(attribute(node, "idref") or "", "")))
        )
        if name in packed.names and name not in seen:
            seen.add(name)
            yield from html_lines(packed.named(name) or b"")
