"""HTML to a witness: the article without the page around it, with headings and captions marked."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from typing import Any

from compare.errors import InputError
from compare.ingest.markup import too_deep
from compare.model.text import UNKNOWN_DATE, Evidence, PassageKind, Published, Witness

_HTML_START = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.I | re.S,
)
_BLOCK_TAG = re.compile(
    r"</?(?:p|div|article|section|h[1-6]|br|body|table|span|ul|meta)\b[^<>]{0,500}>", re.I
)
_ISO_DATE = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}))?")
_ADDRESS = re.compile(r"https?://[^\s<>\"]{3,500}", re.I)
_BLOCKS = frozenset(("p", "head", "item", "quote", "row", "code", "ab"))
_NOTE = ("html-extracted", "the article was extracted from an HTML page; places count in the extracted text.")
_NO_TEXT = "No article text was found in this HTML page."
_DATE_META = (
    "article:published_time",
    "datepublished",
    "date",
    "dc.date",
    "dc.date.issued",
    "pubdate",
    "publishdate",
    "parsely-pub-date",
    "og:published_time",
    "dcterms.created",
)


def looks_like_html(text: str, *, hint: bool = False) -> bool:
    """True for an HTML page; with `hint` (a file name that says so) a few block tags are enough."""
    head = text[:20_000]
    if _HTML_START.match(head):
        return True
    needed = 2 if hint else 6
    return sum(1 for _ in _BLOCK_TAG.finditer(head)) >= needed and (hint or head.lstrip().startswith("<"))


def read_html(page: str, *, id: str) -> Witness:
    """A witness whose text is the article in `page`. Raises InputError("no-text") where there is none.

    Title, outlet and date are taken from what the page states outright (meta elements, JSON-LD, `time`).
    """
    import trafilatura

    if too_deep(page):
        raise InputError("The elements of this page lie too deep in one another.", slug="no-text")
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        tree = trafilatura.load_html(page)
        captions = _keep_captions(tree)
        found = (
            None
            if tree is None
            else trafilatura.bare_extraction(
                tree, fast=True, include_comments=False, include_tables=True, include_images=False
            )
        )
    except (ValueError, TypeError, AttributeError, RecursionError, MemoryError, AssertionError) as error:
        raise InputError(_NO_TEXT, slug="no-text") from error
    body = getattr(found, "body", None)
    if tree is None or body is None:
        raise InputError(_NO_TEXT, slug="no-text")
    stated = _stated(tree)
    lines = _with_headline(list(_lines(body)), stated.get("h1"))
    lines = [
        (text, PassageKind.CAPTION if kind is None and text in captions else kind) for text, kind in lines
    ]
    text, marks = _joined(lines)
    if not text:
        raise InputError(_NO_TEXT, slug="no-text")
    published = _published(stated.get("date"))
    return Witness(
        id=id,
        text=text,
        title=stated.get("title"),
        outlet=stated.get("outlet"),
        published=published,
        byline=stated.get("author"),
        evidence=tuple(
            Evidence(field, value, "stated", stated[f"{name} source"])
            for field, name, value in (
                ("address", "address", stated.get("address")),
                ("title", "title", stated.get("title")),
                ("outlet", "outlet", stated.get("outlet")),
                ("byline", "author", stated.get("author")),
                ("published", "date", published.value),
            )
            if value
        ),
        marks=marks,
        notes=(_NOTE,),
    )


_Line = tuple[str, PassageKind | None]


def _lines(body: Any) -> Iterator[_Line]:
    """The lines of trafilatura's tree: one per paragraph, heading, list item, table row, forced break."""
    for element in body.iter():
        if element.tag not in _BLOCKS or any(parent.tag in _BLOCKS for parent in element.iterancestors()):
            continue
        kind = None
        if element.tag == "head":
            kind = PassageKind.HEADLINE if element.get("rend") == "h1" else PassageKind.HEADING
        for line in _plain(element).split("\n"):
            tidy = " ".join(line.split())
            if tidy:
                yield tidy, kind


def _plain(element: Any) -> str:
    """The text of an element; breaks, inner blocks and cells keep apart what they keep apart."""
    parts: list[str] = []
    stack: list[tuple[Any, bool]] = [(element, False)]
    while stack:
        node, leaving = stack.pop()
        divider = "\n" if node.tag in _BLOCKS or node.tag == "lb" else " | " if node.tag == "cell" else ""
        if leaving:
            last_cell = node.tag == "cell" and node.getnext() is None
            parts.append(("" if last_cell else divider) + (node.tail or "" if node is not element else ""))
            continue
        parts.append((divider if divider == "\n" else "") + (node.text or ""))
        stack.append((node, True))
        stack.extend((child, False) for child in reversed(node))
    return "".join(parts)


def _with_headline(lines: list[_Line], headline: str | None) -> list[_Line]:
    """Puts the page's headline first where the extraction left it out; keeps one headline only."""
    if headline and not any(text == headline for text, _ in lines[:5]):
        lines = [(headline, PassageKind.HEADLINE), *lines]
    first = next((n for n, (_, kind) in enumerate(lines) if kind is PassageKind.HEADLINE), None)
    heading = PassageKind.HEADING
    return [
        (text, heading if kind is PassageKind.HEADLINE and n != first else kind)
        for n, (text, kind) in enumerate(lines)
    ]


def _keep_captions(tree: Any) -> frozenset[str]:
    """The texts of figure captions; they become paragraphs, because the extraction drops figures."""
    captions: set[str] = set()
    for node in [] if tree is None else list(tree.iter("figcaption")):
        captions.add(" ".join(node.text_content().split()))
        node.tag = "p"
        parent = node.getparent()
        if parent is not None and parent.tag == "figure":
            parent.tag = "div"
    return frozenset(captions)


def _joined(lines: list[_Line]) -> tuple[str, tuple[tuple[int, int, PassageKind], ...]]:
    """The lines as one text with blank lines between, and the marks in it."""
    marks: list[tuple[int, int, PassageKind]] = []
    at = 0
    for text, kind in lines:
        if kind is not None:
            marks.append((at, at + len(text), kind))
        at += len(text) + 2
    return "\n\n".join(text for text, _ in lines), tuple(marks)


def _stated(tree: Any) -> dict[str, str]:
    """What the page says about itself: title, h1, outlet, date; only what is stated outright."""
    meta: dict[str, str] = {}
    for node in tree.iter("meta"):
        name = node.get("property") or node.get("name") or node.get("itemprop")
        if name and node.get("content"):
            meta.setdefault(name.lower(), " ".join(node.get("content").split())[:1000])
    linked = _linked_data(tree)
    headlines = [" ".join(node.text_content().split()) for node in tree.iter("h1")]
    headline = (
        next((text for text in headlines if 2 < len(text) < 400), None) if len(headlines) <= 3 else None
    )
    page_title = next((" ".join((node.text or "").split()) for node in tree.iter("title")), "")
    told = {
        "title": (
            (headline, "h1"),
            (meta.get("og:title"), "og:title"),
            (linked.get("title"), "JSON-LD"),
            (page_title, "title"),
        ),
        "outlet": ((meta.get("og:site_name"), "og:site_name"), (linked.get("outlet"), "JSON-LD")),
        "address": ((_canonical(tree), "canonical"), (_address(meta.get("og:url")), "og:url")),
        "author": (
            (linked.get("author"), "JSON-LD"),
            (_person(meta.get("article:author")), "article:author"),
            (_person(meta.get("author")), "author"),
        ),
        "date": (
            (linked.get("date"), "JSON-LD"),
            *((meta.get(name), name) for name in _DATE_META),
            (_time_element(tree), "time"),
        ),
    }
    found = {"h1": headline} if headline else {}
    for name, choices in told.items():
        value, source = next((choice for choice in choices if choice[0]), (None, ""))
        if value:
            found |= {name: value, f"{name} source": source}
    return found


def _canonical(tree: Any) -> str | None:
    """The address under which a page says it is to be found."""
    links = (node.get("href") for node in tree.iter("link") if (node.get("rel") or "").lower() == "canonical")
    return _address(next(links, None))


def _address(value: str | None) -> str | None:
    found = _ADDRESS.match((value or "").strip())
    return found[0] if found else None


def _person(name: str | None) -> str | None:
    """A name, and not the address of a page about somebody."""
    return name if name and "://" not in name and len(name) <= 120 else None


def _linked_data(tree: Any) -> dict[str, str]:
    """Headline, publisher and date of the first JSON-LD article."""
    for node in tree.iter("script"):
        if "ld+json" not in (node.get("type") or "") or len(node.text or "") > 500_000:
            continue
        try:
            data = json.loads(node.text or "")
        except (ValueError, RecursionError):
            continue
        rows = data.get("@graph", [data]) if isinstance(data, dict) else data
        for row in rows if isinstance(rows, list) else ():
            if isinstance(row, dict) and isinstance(row.get("datePublished"), str):
                publisher = row.get("publisher")
                name = publisher.get("name") if isinstance(publisher, dict) else publisher
                facts = {
                    "date": row["datePublished"],
                    "title": row.get("headline"),
                    "outlet": name,
                    "author": _named(row.get("author")),
                }
                return {
                    key: " ".join(value.split()) for key, value in facts.items() if isinstance(value, str)
                }
    return {}


def _named(value: object) -> object:
    """The name of an author of JSON-LD: told outright, in an object, or first of a list."""
    first = value[0] if isinstance(value, list) and value else value
    return first.get("name") if isinstance(first, dict) else first


def _time_element(tree: Any) -> str | None:
    """The moment of the only `time` element, or of the one marked as publication."""
    times = [node for node in tree.iter("time") if _ISO_DATE.match(node.get("datetime") or "")]
    marked = [
        n for n in times if n.get("pubdate") is not None or (n.get("itemprop") or "") == "datePublished"
    ]
    chosen = marked or times
    days = {node.get("datetime")[:10] for node in chosen}
    return chosen[0].get("datetime") if len(days) == 1 else None


def _published(value: str | None) -> Published:
    found = _ISO_DATE.match((value or "").strip())
    if not found:
        return UNKNOWN_DATE
    moment = found[1] + (f"T{found[2]}" if found[2] and found[2] != "00:00" else "")
    published = Published(moment, "stated")
    return published if published.date else UNKNOWN_DATE
