"""What a witness tells about itself: language, title, outlet, publication date. Nothing is invented."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from compare.ingest.dateline import find_dateline
from compare.ingest.language import detect_language
from compare.languages import LANGUAGES, table
from compare.model.text import PassageKind, Witness

_HEAD_LINES = 15
_PROSE_WORDS = 18
_NAME_WORDS = 5
_LINE = re.compile("[^\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
_HAMZA = str.maketrans("أإآٱىة", "ااااي\u0647", "\u0640\u200e\u200f\u200b\ufeff")
_EDGES = re.compile(r"\A[^\w©]+|[^\w©]+\Z")
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|copyright)\s*(?:(?:19|20)\d\d(?:\s?[-–]\s?(?:19|20)\d\d)?)?[\s,.]*(?P<name>[^\W\d_][^|.,;\r\n]{1,40})",
    re.I,
)


def complete(witness: Witness) -> Witness:
    """The witness with language, title, outlet and date filled in where its text states them."""
    language = witness.language or detect_language(witness.text)
    published = witness.published
    if published.basis == "unknown":
        published = find_dateline(witness.text, language)
    return replace(
        witness,
        language=language,
        published=published,
        title=witness.title or _title(witness),
        outlet=witness.outlet or _outlet(witness.text),
    )


def _title(witness: Witness) -> str | None:
    """The headline: marked as such, or the first line before the prose that is not the page's furniture."""
    for start, end, kind in witness.marks:
        if kind is PassageKind.HEADLINE:
            return " ".join(witness.text[start:end].split())
    loose: list[str] = []
    skip_next = False
    for line in _head(witness.text):
        words = line.split()
        above_was_label, skip_next = skip_next, _matches(line, "next")
        if is_furniture(line) or (above_was_label and len(words) <= _NAME_WORDS):
            continue
        if find_dateline(line, witness.language).value or byline_of(line):
            continue
        if len(words) >= _PROSE_WORDS or (
            len(words) > 2 and line[-1] in ".:؛۔。" and not line.endswith("..") and loose
        ):
            return next((title for title in loose if len(title.split()) > 2), loose[0] if loose else None)
        if len(words) > 2 and line[-1] in ".:؛۔。" and not line.endswith(".."):
            return None
        loose.append(" ".join(words))
    return None


def _head(text: str) -> Iterator[str]:
    found = 0
    for match in _LINE.finditer(text):
        line = match.group().strip()
        if line:
            found += 1
            yield line[:1000]
        if found >= _HEAD_LINES:
            return


def _outlet(text: str) -> str | None:
    """The outlet that a byline or a copyright line names. A byline of a person is not an outlet."""
    for line in _head(text):
        name = byline_of(line)
        if name and names_outlet(name):
            return name
    for match in list(_LINE.finditer(text, max(0, len(text) - 2000)))[-8:]:
        line = match.group().strip()
        found = _COPYRIGHT.match(line) if len(line) < 120 else None
        name = " ".join(found["name"].split()) if found else ""
        if name and not is_furniture(name):
            return name
    return None


def byline_of(line: str) -> str | None:
    """The name in a line such as "By X" or "Автор: X", or None."""
    words = line.split()
    if not 2 <= len(words) <= 9 or len(line) > 120 or line[-1] in ".!?؟":
        return None
    label, colon, name = line.partition(":")
    if colon and folded(label) in _entries("byline", "label") | _entries("byline", "start"):
        return name.strip() or None
    for count in (1, 2, 3, 4):
        if len(words) > count and folded(" ".join(words[:count])) in _entries("byline", "start"):
            return " ".join(words[count:])
    return None


def names_outlet(name: str) -> bool:
    """True for a name with a word that outlets have, or that begins with the Arabic article."""
    words = folded(name).split()
    return any(word in _entries("byline", "outlet_words") for word in words) or words[0].startswith("ال")


def is_furniture(line: str) -> bool:
    """True for a line that the tables know as part of the page."""
    if len(line) > 200:
        return False
    label, colon, _ = line.partition(":")
    if _matches(line, "line") or (colon and _matches(label, "label")):
        return True
    plain = folded(line)
    if any(
        plain.startswith(start) and not plain[len(start) :][:1].isalnum() for start in _entries(None, "start")
    ):
        return True
    words = [word for word in plain.split() if any(c.isalnum() for c in word)]
    return len(words) > 1 and all(word in _entries("language-switch", "names") for word in words)


def _matches(line: str, key: str) -> bool:
    return len(line) <= 120 and folded(line) in _entries(None, key)


@cache
def _entries(section: str | None, key: str) -> frozenset[str]:
    """The folded entries under `key` in one section of the tables of all languages, or in all sections."""
    rows = [rows for language in LANGUAGES for rows in table(language, "boilerplate").items()]
    return frozenset(
        folded(entry)
        for name, rules in rows
        if name == section or (section is None and name not in ("byline", "dateline"))
        for entry in rules.get(key, ())
    )


def folded(text: str) -> str:
    """The text as tables of furniture are compared: without case, marks, hamza forms, signs at its ends."""
    plain = unicodedata.normalize("NFD", text.casefold().translate(_HAMZA))
    bare = "".join(c for c in plain if not unicodedata.combining(c)).translate(_HAMZA)
    return " ".join(_EDGES.sub("", bare).split())
