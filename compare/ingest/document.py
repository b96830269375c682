"""What a reader of a structured format gives: text in lines of known kind, and what the file states."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from compare.errors import InputError
from compare.model.text import Evidence, PassageKind, Published, Span, Witness
from compare.settings import Settings

Line: TypeAlias = tuple[str, PassageKind | None]
"""A paragraph and its kind, where the format tells it."""
Found: TypeAlias = tuple[str, str]
"""A note: its slug and its sentence."""

_LONGEST_FACT = 1000
_HEAD_LINES, _TITLE_LINES = 15, 4
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2}))?")


@dataclass(frozen=True, slots=True)
class Means:
    """What a reader may lean on besides the bytes: its limits, the columns of tables, and helpers.

    `arabic_pdf` gives the pages of a PDF file whose text is mostly in Arabic script; None where it is not
    installed.
    """

    settings: Settings
    columns: Mapping[str, str] = field(default_factory=dict)
    arabic_pdf: Callable[[bytes], Sequence[str]] | None = None
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Document:
    """One text out of a file. `facts` are what the file states: field, value, source; the first counts."""

    lines: tuple[Line, ...]
    facts: tuple[tuple[str, str, str], ...] = ()
    notes: tuple[Found, ...] = ()
    encoding: str | None = None


def facts(*entries: tuple[str, object, str]) -> tuple[tuple[str, str, str], ...]:
    """The entries that state something, each on one line.

    >>> facts(("title", " A\\nB ", "og:title"), ("byline", None, "author"))
    (('title', 'A B', 'og:title'),)
    """
    told = ((name, one_line(value), source) for name, value, source in entries if isinstance(value, str))
    return tuple((name, value, source) for name, value, source in told if value)


def one_line(text: str) -> str:
    """The text on one line, without control characters, not longer than a headline may be."""
    return " ".join("".join(c if c.isprintable() or c in "\u200c\u200d" else " " for c in text).split())[
        :_LONGEST_FACT
    ]


def tidy(lines: Iterable[Line], limit: int) -> tuple[Line, ...]:
    """The lines with something in them, without zero bytes and half characters.

    Raises InputError("too-large") above `limit` bytes of text, as soon as it is passed.
    """
    kept: list[Line] = []
    size = 0
    for text, kind in lines:
        clean = text.replace("\0", " ").encode("utf-8", "replace").decode("utf-8").strip()
        if clean:
            size += len(clean.encode()) + 2
            if size > limit:
                raise InputError(
                    f"This holds more than {limit / 1_000_000:g} MB of text, the limit.", slug="too-large"
                )
            kept.append((clean, kind))
    return tuple(kept)


def as_witness(document: Document, *, id: str, format: str) -> Witness:
    """The document as a witness: a blank line between its lines, its kinds as marks, its facts with evidence.

    Raises InputError("no-text") where there is nothing to read.
    """
    if not any(c.isalnum() for text, _ in document.lines for c in text):
        raise InputError("This holds no text that can be read.", slug="no-text")
    told: dict[str, tuple[str, str]] = {}
    for name, value, source in document.facts:
        told.setdefault(name, (value, source))
    text, marks = joined(one_headline(_headed(document.lines, told)))
    date, where = told.get("published", (None, ""))
    published = iso_published(date)
    evidence = [
        Evidence(name, value, "stated", source)
        for name, (value, source) in told.items()
        if name != "published"
    ]
    if published.value:
        evidence.append(Evidence("published", published.value, "stated", where))
    return Witness(
        id=id,
        text=text,
        title=told.get("title", (None, ""))[0],
        outlet=told.get("outlet", (None, ""))[0],
        byline=told.get("byline", (None, ""))[0],
        published=published,
        encoding=document.encoding,
        marks=marks,
        notes=document.notes,
        format=format,
        evidence=tuple(evidence),
    )


def _headed(lines: Sequence[Line], told: dict[str, tuple[str, str]]) -> list[Line]:
    """The lines, those that spell out the title of the file put together as the headline.

    That title is often left over from another file: it counts only where the text opens with it.
    """
    title, source = told.get("file-title", ("", ""))
    wanted = _letters(title)
    if len(wanted) < 5 or any(kind is PassageKind.HEADLINE for _, kind in lines):
        return list(lines)
    for first in range(min(len(lines), _HEAD_LINES)):
        for last in range(first + 1, min(len(lines), first + _TITLE_LINES) + 1):
            shown = " ".join(text for text, _ in lines[first:last])
            if len(shown) < 2 * len(title) + 20 and _letters(shown) == wanted:
                told["title"] = (shown, source)
                return [*lines[:first], (shown, PassageKind.HEADLINE), *lines[last:]]
    return list(lines)


def _letters(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def one_headline(lines: Sequence[Line]) -> list[Line]:
    """The lines with one headline at most, the first; the others become headings."""
    first = next((n for n, (_, kind) in enumerate(lines) if kind is PassageKind.HEADLINE), None)
    heading = PassageKind.HEADING
    return [
        (text, heading if kind is PassageKind.HEADLINE and n != first else kind)
        for n, (text, kind) in enumerate(lines)
    ]


def joined(lines: Iterable[Line]) -> tuple[str, tuple[tuple[int, int, PassageKind], ...]]:
    """The lines as one text with blank lines between, and the marks in it."""
    marks: list[tuple[int, int, PassageKind]] = []
    parts: list[str] = []
    at = 0
    for text, kind in lines:
        if kind is not None:
            marks.append((at, at + len(text), kind))
        parts.append(text)
        at += len(text) + 2
    return "\n\n".join(parts), tuple(marks)


def iso_published(value: str | None, span: Span | None = None) -> Published:
    """The stated date of an ISO string, with its time unless that is midnight; else the unknown date."""
    found = _ISO.match((value or "").strip())
    if not found:
        return Published()
    time = f"T{found[4]}:{found[5]}" if found[4] and (found[4], found[5]) != ("00", "00") else ""
    published = Published(f"{found[1]}-{found[2]}-{found[3]}{time}", "stated", span)
    return published if published.date else Published()
