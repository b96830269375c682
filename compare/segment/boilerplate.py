"""Lines that belong to the page, not to the account, known by per-language tables; and lines that repeat."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from compare.languages import LANGUAGES, table
from compare.model.text import Passage, PassageKind, Witness

_LONGEST = 300
"""Characters; what is longer is never a line of the page around the account."""
_START_WORDS = 12
_SEPARATORS = "|/\u2022-"
_LABEL_WORDS = 9
_PHRASE_WORDS = 40
_REPEATED_WORDS = 20
_SENTENCE_WORDS = 4
_REPEATED_WITNESSES = 3
_COPIED_WORDS = 6
"""Words from which a line may be an agency's: a shorter one is what many sites have ("Share this story")."""
_EDGE_BLOCKS = 6
_NOT_REASONS = ("byline", "dateline")
_LETTERS = (
    *zip("أإآٱىةک", "ااااي\u0647ك", strict=True),
    *((c, "") for c in "\u0640\u200e\u200f\u200b\u00ad\ufeff"),
)
_ODD = re.compile(r"[^\w\s!-/:-@\u060c\u061b\u061f\u00ab\u00bb\u201c\u201d\u2013\u2014\u2026|]+")
"""Neither letters nor usual punctuation: where combining marks can be."""
_EDGES = re.compile(r"\A[^\w©]+|[^\w©]+\Z")
_CREDIT = re.compile(r"[^\W\d]\S*(?: \S+){0,3} ?[-–—/] ?[^\W\d]\S*(?: \S+){0,2}")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
_CLOCK = re.compile(r"\d{1,2}[:.]\d\d(?!\d)")
_HASHTAGS = re.compile(r"(?:[#\uff03][\w\u200c]+[\s,،|]*){1,30}")


@dataclass(frozen=True, slots=True)
class Furniture:
    """The tables of all languages in one, every line folded: a page may carry lines of any language."""

    lines: Mapping[str, str]
    labels: Mapping[str, str]
    starts: tuple[tuple[str, int, str], ...]
    beginnings: tuple[str, ...]
    phrases: tuple[tuple[str, str], ...]
    heads_next: Mapping[str, str]
    language_names: frozenset[str]
    byline_starts: tuple[str, ...]
    byline_labels: frozenset[str]
    date_words: frozenset[str]
    stamps: frozenset[str]


def fold_line(line: str) -> str:
    """A line for comparison with the tables: no marks, tatweel, hamza forms, case, or outer punctuation."""
    plain = unicodedata.normalize("NFKC", _plain(line)).casefold()
    bare = _ODD.sub(_without_marks, unicodedata.normalize("NFD", plain))
    return " ".join(_EDGES.sub("", _plain(bare)).split())


def _plain(line: str) -> str:
    for letter, plain in _LETTERS:
        if letter in line:
            line = line.replace(letter, plain)
    return line


def _without_marks(found: re.Match[str]) -> str:
    return "".join(c for c in found.group() if not unicodedata.combining(c))


@cache
def furniture() -> Furniture:
    """The compiled tables."""
    lines: dict[str, str] = {}
    labels: dict[str, str] = {}
    starts: list[tuple[str, int, str]] = []
    phrases: list[tuple[str, str]] = []
    heads_next: dict[str, str] = {}
    sections = [section for language in LANGUAGES for section in table(language, "boilerplate").items()]
    for why, rules in sections:
        if why in _NOT_REASONS:
            continue
        lines.update((fold_line(line), why) for line in rules.get("line", ()))
        labels.update((fold_line(line), why) for line in rules.get("label", ()))
        starts += [
            (fold_line(line), int(rules.get("words", _START_WORDS)), why) for line in rules.get("start", ())
        ]
        phrases += [(fold_line(line), why) for line in rules.get("phrase", ())]
        heads_next.update((fold_line(line), why) for line in rules.get("next", ()))
    return Furniture(
        lines=lines,
        labels=labels,
        starts=tuple(starts),
        beginnings=tuple(start for start, _, _ in starts),
        phrases=tuple(phrases),
        heads_next=heads_next,
        language_names=frozenset(_column(sections, "language-switch", "names")),
        byline_starts=tuple(_column(sections, "byline", "start")),
        byline_labels=frozenset(_column(sections, "byline", "label")),
        date_words=frozenset(
            word
            for key in ("words", "months", "weekdays", "hijri")
            for entry in _column(sections, "dateline", key, divided=True)
            for word in entry.split()
        ),
        stamps=frozenset(_column(sections, "dateline", "stamps")),
    )


def _column(
    sections: Sequence[tuple[str, Mapping[str, Any]]], name: str, key: str, *, divided: bool = False
) -> list[str]:
    entries = [str(entry) for why, rules in sections if why == name for entry in rules.get(key, ())]
    return [fold_line(part) for entry in entries for part in (entry.split("|") if divided else (entry,))]


def why_boilerplate(line: str) -> str | None:
    """The reason why a line is no part of an account, or None."""
    if len(line) > _LONGEST:
        return None
    tables, folded = furniture(), fold_line(line)
    if not folded:
        return "ornament"
    label, colon, rest = line.replace("\uff1a", ":").partition(":")
    labelled = tables.labels.get(fold_line(label)) if not colon or len(rest.split()) < _LABEL_WORDS else None
    return tables.lines.get(folded) or _by_shape(line, folded, tables) or labelled or _by_part(folded, tables)


def _by_shape(line: str, folded: str, tables: Furniture) -> str | None:
    """Lines of hashtags only, of a web address only, and of names of languages only."""
    if _HASHTAGS.fullmatch(line.strip()):
        return "tags"
    if _ADDRESS.fullmatch(line.strip()):
        return "address"
    parts = folded.split()
    first = next((part for part in parts if any(c.isalnum() for c in part)), "").strip(_SEPARATORS)
    if first not in tables.language_names:
        return None
    words = [word.strip(_SEPARATORS) for word in _bare(parts)]
    if 1 < len(words) <= 8 and all(word in tables.language_names for word in words):
        return "language-switch"
    return None


def _by_part(folded: str, tables: Furniture) -> str | None:
    """Lines known by their beginning, or by a phrase in them."""
    count = len(folded.split())
    for start, most, why in tables.starts if folded.startswith(tables.beginnings) else ():
        if folded.startswith(start) and count <= most and not folded[len(start) :][:1].isalnum():
            return why
    if count <= _PHRASE_WORDS:
        return next((why for phrase, why in tables.phrases if phrase in folded), None)
    return None


def _bare(words: Sequence[str]) -> list[str]:
    return [word for word in words if any(c.isalnum() for c in word)]


def takes_next(line: str) -> str | None:
    """The reason for which the short line below this one goes along with it, or None."""
    return furniture().heads_next.get(fold_line(line))


def is_byline(line: str) -> bool:
    """True for a short line that names an author: "By X", "بقلم X", "Автор: X"."""
    if len(line) > 120:
        return False
    tables, folded = furniture(), fold_line(line)
    words = folded.split()
    if not 2 <= len(words) <= 9 or line.rstrip()[-1:] in ".!?؟":
        return False
    label, colon, _ = line.partition(":")
    if colon and fold_line(label) in tables.byline_labels:
        return True
    return any(folded.startswith(start + " ") for start in tables.byline_starts) or (
        bool(colon) and fold_line(label) in tables.byline_starts
    )


def is_credit(line: str) -> bool:
    """True for a short line of two names with a dash between: below a headline a reporter and a city."""
    return len(line) <= 80 and bool(_CREDIT.fullmatch(line.strip()))


def is_dateline(line: str) -> bool:
    """True for a short line made of a date and words that go with dates, with a city or agency at most."""
    if len(line) > 90 or not any(c.isdecimal() for c in line):
        return False
    tokens = re.findall(r"\d+|[^\W\d_]+", fold_line(line))
    digits = [token for token in tokens if token[0].isdecimal()]
    words = [token for token in tokens if not token[0].isdecimal()]
    strangers = [word for word in words if word not in furniture().date_words]
    dated = any(len(token) == 4 for token in digits) and (len(digits) >= 3 or len(words) > len(strangers))
    allowed = 2 if len(words) - len(strangers) >= 3 else 1 if len(words) > 1 else 0
    return dated and len(strangers) <= allowed and len(digits) <= 9


def is_stamp(line: str) -> bool:
    """True for a line that says when the page was published: a date with such a word, or with a time."""
    if not is_dateline(line):
        return False
    folded = fold_line(line)
    return bool(_CLOCK.search(folded)) or not furniture().stamps.isdisjoint(re.findall(r"[^\W\d_]+", folded))


def repeated(witnesses: Sequence[tuple[Witness, tuple[Passage, ...]]]) -> dict[str, str]:
    """Passages whose folded text stands at the edge of three or more witnesses: passage id -> reason.

    Only short blocks among the first or last six of a witness count, and only once per witness. A whole
    sentence never does: that several accounts print it is a finding, not a frame; nor does a longer line that
    three outlets print, as they may have it from an agency.
    """
    places: dict[str, list[tuple[str, str]]] = {}
    sites = {witness.id: site_of(witness) for witness, _ in witnesses}
    for witness, passages in witnesses:
        blocks = [p for p in passages if p.kind is not PassageKind.SENTENCE]
        edge = blocks if len(blocks) <= 2 * _EDGE_BLOCKS else blocks[:_EDGE_BLOCKS] + blocks[-_EDGE_BLOCKS:]
        for block in edge:
            if block.kind in (PassageKind.BOILERPLATE, PassageKind.HEADLINE, PassageKind.DATELINE):
                continue
            written = witness.text[block.start : block.end]
            folded = fold_line(written)
            if folded and len(folded.split()) <= _REPEATED_WORDS and not _tells(written):
                places.setdefault(folded, []).append((witness.id, block.id))
    return {
        block: "repeated"
        for folded, found in places.items()
        if len({witness for witness, _ in found}) >= _REPEATED_WITNESSES
        and not (len(folded.split()) >= _COPIED_WORDS and _of_many(sites[witness] for witness, _ in found))
        for _, block in found
    }


def _of_many(sites: Iterable[str | None]) -> bool:
    return len(set(sites) - {None}) >= _REPEATED_WITNESSES


def site_of(witness: Witness) -> str | None:
    """What tells whose page an account stands on: its outlet, or the host that it was fetched from."""
    if witness.outlet and (name := fold_line(witness.outlet[:_LONGEST])):
        return name
    address = next((told.value for told in witness.evidence if told.field == "address"), "")
    host = address.partition("://")[2].partition("/")[0].casefold()
    return host.removeprefix("www.") or None


def _tells(written: str) -> bool:
    """True for a line that ends like a sentence and is long enough to be one."""
    return (
        written.rstrip("\"'”»)").endswith((".", "!", "؟", "?", "…"))
        and len(written.split()) >= _SENTENCE_WORDS
    )
