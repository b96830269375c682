"""Word and OpenDocument texts: paragraphs, headings, tables and notes, in order; deletions left out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from compare.errors import InputError
from compare.ingest.document import Document, Line, Means, facts, tidy
from compare.ingest.markup import attribute, local, xml
from compare.ingest.packed import Packed, unpack
from compare.model.text import PassageKind

_UNSEEN = frozenset(
    ("del", "moveFrom", "Fallback", "instrText", "delText", "tracked-changes", "annotation", "note-citation",
     "pPr", "rPr", "sectPr", "annotation-end", "ruby-text", "forms", "sequence-decls", "script")
)  # fmt: skip
_BLANK = {"tab": " ", "br": "\n", "cr": "\n", "line-break": "\n", "noBreakHyphen": "\u2011", "softHyphen": ""}


def read_docx(data: bytes, means: Means) -> Document:
    """The text of a Word document, tables and notes included.

    Raises InputError: "damaged", "bomb", "locked".
    """
    packed = unpack(data, means.settings.max_unpacked_bytes)
    main = next((name for name in packed.names if name in ("word/document.xml", "word/document2.xml")), None)
    if main is None:
        raise InputError("This Word document holds no text.", slug="damaged")
    kinds = _styles(packed)
    lines = list(_blocks(xml(packed.named(main) or b""), kinds))
    for part in ("word/footnotes.xml", "word/endnotes.xml"):
        if part in packed.names:
            lines.extend(_blocks(xml(packed.named(part) or b""), kinds))
    return Document(
        tidy(lines, means.settings.max_input_bytes),
        _core(packed, "docProps/core.xml"),
        (("document-extracted", "the text was taken out of a Word document; places count in that text."),),
    )


def read_odt(data: bytes, means: Means) -> Document:
    """The text of an OpenDocument text, as `read_docx`."""
    packed = unpack(data, means.settings.max_unpacked_bytes)
    content = packed.named("content.xml")
    if content is None:
        raise InputError("This OpenDocument text holds no text.", slug="damaged")
    return Document(
        tidy(_blocks(xml(content), {"Title": PassageKind.HEADLINE}), means.settings.max_input_bytes),
        _core(packed, "meta.xml"),
        (
            (
                "document-extracted",
                "the text was taken out of an OpenDocument text; places count in that text.",
            ),
        ),
    )


def _styles(packed: Packed) -> dict[str, PassageKind]:
    """What kind of paragraph a style of a Word document means, by the style's own name."""
    kinds: dict[str, PassageKind] = {}
    if "word/styles.xml" not in packed.names:
        return kinds
    for style in xml(packed.named("word/styles.xml") or b"").iter():
        if local(style) != "style":
            continue
        name = next((attribute(node, "val") or "" for node in style if local(node) == "name"), "").lower()
        if name == "title":
            kinds[attribute(style, "styleId") or ""] = PassageKind.HEADLINE
        elif name.startswith("heading"):
            top = name.endswith(" 1")
            kinds[attribute(style, "styleId") or ""] = PassageKind.HEADLINE if top else PassageKind.HEADING
        elif name == "caption":
            kinds[attribute(style, "styleId") or ""] = PassageKind.CAPTION
    return kinds


def _blocks(root: Any, kinds: dict[str, PassageKind]) -> Iterator[Line]:
    """Paragraphs and rows of tables in order; one that lies inside another is read with it."""
    stack: list[Any] = [root]
    while stack:
        node = stack.pop()
        name = local(node)
        if name in _UNSEEN or not name:
            continue
        if name in ("p", "h"):
            yield from _paragraph(node, kinds)
        elif name in ("tr", "table-row"):
            cells = [_cell(cell) for cell in node if local(cell) in ("tc", "table-cell", "sdt")]
            if any(cells):
                yield " | ".join(cell for cell in cells if cell), None
        else:
            stack.extend(reversed(node))


def _paragraph(node: Any, kinds: dict[str, PassageKind]) -> Iterator[Line]:
    text, inner = _text(node)
    kind = _kind(node, kinds)
    for line in text.split("\n"):
        yield " ".join(line.split(" ")), kind
    while inner:
        text, deeper = _text(inner.pop(0))
        yield from ((line, None) for line in text.split("\n"))
        inner = deeper + inner


def _cell(cell: Any) -> str:
    texts = (" ".join(_text(node)[0].split()) for node in cell.iter() if local(node) in ("p", "h"))
    return " ".join(text for text in texts if text)


def _kind(node: Any, kinds: dict[str, PassageKind]) -> PassageKind | None:
    if local(node) == "h":
        return (
            PassageKind.HEADLINE if attribute(node, "outline-level") in (None, "1") else PassageKind.HEADING
        )
    style = attribute(node, "style-name")
    if style is None:
        named = (attribute(entry, "val") for group in node[:1] for entry in group if local(entry) == "pStyle")
        style = next(named, None)
    return kinds.get(style or "")


def _text(paragraph: Any) -> tuple[str, list[Any]]:
    """The text of a paragraph as it is shown, and the paragraphs that lie inside it (text boxes, notes)."""
    parts: list[str] = []
    inner: list[Any] = []
    odf = "opendocument" in str(paragraph.tag) or "openoffice" in str(paragraph.tag)
    stack: list[Any] = [paragraph]
    while stack:
        node = stack.pop()
        if isinstance(node, str):
            parts.append(node)
            continue
        name = local(node)
        if node is not paragraph and name in ("p", "h"):
            inner.append(node)
        elif name in _BLANK:
            parts.append(_BLANK[name])
        elif name == "s" and odf:
            count = attribute(node, "c") or "1"
            parts.append(" " * min(int(count), 100) if count.isdecimal() and len(count) < 5 else " ")
        elif name and name not in _UNSEEN and not _hidden(node):
            if odf or name == "t":
                parts.append(node.text or "")
            for child in reversed(node):
                if odf and child.tail:
                    stack.append(child.tail)
                stack.append(child)
    return "".join(parts), inner


def _hidden(run: Any) -> bool:
    """True for a run of Word that is not shown."""
    return local(run) == "r" and any(
        local(entry) == "vanish" and attribute(entry, "val") not in ("0", "false")
        for group in run[:1]
        if local(group) == "rPr"
        for entry in group
    )


def _core(packed: Packed, part: str) -> tuple[tuple[str, str, str], ...]:
    """Title, author and day of making, as the file states them. The day of making is no publication date."""
    if part not in packed.names:
        return ()
    try:
        root = xml(packed.named(part) or b"")
    except InputError:
        return ()
    told: dict[str, str] = {}
    for node in root.iter():
        told.setdefault(local(node), node.text or "")
    made = told.get("created") or told.get("creation-date")
    author = told.get("creator") or told.get("initial-creator")
    return facts(("file-title", told.get("title"), part), ("author", author, part), ("created", made, part))
