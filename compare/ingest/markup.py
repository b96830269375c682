"""XML and HTML as trees that no document can abuse, and their blocks as lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from compare.errors import InputError
from compare.ingest.document import Line
from compare.model.text import PassageKind

DEEPEST = 2_000
"""How deep elements may lie in one another; real pages stay below a hundred."""
_TAG = re.compile(rb"<(/?)([a-zA-Z][a-zA-Z0-9]{0,19})([^<>]{0,300})")
_VOID = frozenset(
    (
        b"area", b"base", b"br", b"col", b"embed", b"hr", b"img", b"input", b"link", b"meta", b"param",
        b"source", b"track", b"wbr", b"p", b"li", b"dd", b"dt", b"option",
    )
)  # fmt: skip
_HIDDEN = frozenset(("script", "style", "head", "template", "noscript", "svg", "math", "nav"))
_BLOCKS = frozenset(
    (
        "p", "div", "article", "section", "main", "aside", "header", "footer", "h1", "h2", "h3", "h4", "h5",
        "h6", "li", "ul", "ol", "dl", "dt", "dd", "blockquote", "pre", "table", "thead", "tbody", "tr",
        "figure", "figcaption", "caption", "address", "hr", "br", "form", "fieldset", "body", "html",
    )
)  # fmt: skip
_HEADINGS = frozenset(("h2", "h3", "h4", "h5", "h6"))


def xml(data: bytes) -> Any:
    """The root of an XML document: no entities, no network, no DTD, nothing huge.

    Raises InputError("damaged").
    """
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        recover=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise InputError("Its XML cannot be read.", slug="damaged") from error
    if root is None:
        raise InputError("Its XML cannot be read.", slug="damaged")
    if (
        root.getroottree().docinfo.internalDTD is not None
        and root.getroottree().docinfo.internalDTD.entities()
    ):
        raise InputError("Its XML defines entities of its own, which are not read.", slug="entities")
    return root


def local(node: Any) -> str:
    """The name of an element without its namespace; "" for comments and the like."""
    tag = node.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(node: Any, name: str) -> str | None:
    """An attribute by its name, of whichever namespace."""
    found = next((value for key, value in node.attrib.items() if key.rpartition("}")[2] == name), None)
    return str(found) if found is not None else None


def too_deep(page: str) -> bool:
    """True for a page whose elements lie deeper in one another than any real page's; linear in the page."""
    if page.count("<") <= DEEPEST:
        return False
    depth = 0
    for match in _TAG.finditer(page.encode("utf-8", "replace")):
        if match[2].lower() in _VOID or match[3].endswith(b"/"):
            continue
        depth = max(0, depth - 1) if match[1] else depth + 1
        if depth > DEEPEST:
            return True
    return False


def html_lines(data: bytes | str) -> list[Line]:
    """All that a page shows, block by block, navigation aside. Raises InputError("damaged")."""
    from lxml import etree, html

    page = data if isinstance(data, str) else data.decode("utf-8", "replace")
    if too_deep(page):
        raise InputError("Its elements lie too deep in one another.", slug="damaged")
    try:
        root = html.document_fromstring(re.sub(r"^\s*<\?xml[^>]{0,200}\?>", "", page).replace("\0", " "))
    except (etree.LxmlError, ValueError, AssertionError):
        return []
    return list(_lines(root))


def _lines(root: Any) -> Iterator[Line]:
    """The blocks of a tree in order; without recursion, so that depth does no harm."""
    parts: list[str] = []
    kind: PassageKind | None = None
    stack: list[tuple[Any, bool]] = [(root, False)]
    while stack:
        node, leaving = stack.pop()
        name = local(node)
        if name in _BLOCKS:
            if text := " ".join("".join(parts).split()).strip("| "):
                yield text, kind
            parts, kind = [], None if leaving else _kind(name)
        if leaving or not name or name in _HIDDEN:
            parts.append(_after(node, name, root))
        else:
            parts.append(node.text or "")
            stack.append((node, True))
            stack.extend((child, False) for child in reversed(node))
    if text := " ".join("".join(parts).split()).strip("| "):
        yield text, kind


def _after(node: Any, name: str, root: Any) -> str:
    """What follows an element: a bar between the cells of a row, and the text behind it."""
    bar = " | " if name in ("td", "th") and node.getnext() is not None else ""
    return bar + (node.tail or "" if node is not root else "")


def _kind(name: str) -> PassageKind | None:
    if name == "h1":
        return PassageKind.HEADLINE
    if name in _HEADINGS:
        return PassageKind.HEADING
    return PassageKind.CAPTION if name in ("figcaption", "caption") else None
