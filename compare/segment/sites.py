"""Lines that one site prints on most of its pages, learnt from three or more of its accounts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache

from compare.languages import LANGUAGES, table
from compare.model.text import Passage, PassageKind, Witness
from compare.segment.blocks import ends_like_prose
from compare.segment.boilerplate import fold_line, site_of

WHY = "site-frame"
_PAGES = 3
_LONGEST = 300
_WORDS = 40
_LABEL_WORDS = 20
_PROSE_WORDS = 18
_TOLD = (PassageKind.PARAGRAPH, PassageKind.HEADING, PassageKind.CAPTION)
_QUOTES = '"“”„«»‹›'
_BULLETS = "-–—•*·▪◦‣"
_NEAR = 2
"""Words between "our" and what is ours."""
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_PREFIXES = ("و", "ل", "ب", "ف", "ال", "لل", "بال", "وال")
"""What Arabic writes together with a word."""

_Account = tuple[Witness, tuple[Passage, ...]]


@dataclass(frozen=True, slots=True)
class Frame:
    """What belongs to the pages of one site: its name, how many of its accounts there are, the lines there.

    `passages` are the ids of the blocks that hold those lines.
    """

    site: str
    pages: int
    lines: int
    passages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Line:
    """A block that may belong to the page: its text and sentences, and whether prose goes on below it."""

    id: str
    written: str
    folded: str
    parts: tuple[str, ...]
    below: bool


def learnt_frames(accounts: Sequence[_Account]) -> tuple[Frame, ...]:
    """The frame of each site with three or more different accounts.

    A line belongs to it that stands in most of the site's accounts and in no account of another: what an
    agency wrote stands in several. A sentence must besides ask the reader to use something that sites have
    ("Subscribe to our newsletter."): what reports of one outlet tell alike is no frame. A line without a
    full stop stands below the last prose, or asks so, or names two such things. Cost: linear in the text.
    """
    by_site: dict[str, list[_Account]] = {}
    for account in accounts:
        if site := site_of(account[0]):
            by_site.setdefault(site, []).append(account)
    large = {site: own for site, own in by_site.items() if len({w.text for w, _ in own}) >= _PAGES}
    often = {site: lines for site, own in large.items() if (lines := _often(own))}
    if not often:
        return ()
    parts = {part for lines in often.values() for kept in lines.values() for part in kept[0].parts}
    owners = _owners(accounts, parts)
    found: list[Frame] = []
    for site, lines in often.items():
        own_lines = [kept for kept in lines.values() if all(owners[p] == {site} for p in kept[0].parts)]
        if own_lines:
            name = large[site][0][0].outlet or site
            ids = tuple(line.id for kept in own_lines for line in kept)
            found.append(Frame(" ".join(name.split()), len(large[site]), len(own_lines), ids))
    return tuple(found)


def _often(own: Sequence[_Account]) -> dict[str, list[_Line]]:
    """The lines that stand in most of a site's accounts and may be its pages', by their folded text."""
    lines: dict[str, list[_Line]] = {}
    pages: dict[str, set[str]] = {}
    for witness, passages in own:
        for line in _lines(witness, passages):
            lines.setdefault(line.folded, []).append(line)
            pages.setdefault(line.folded, set()).add(witness.text)
    most = max(_PAGES, len({witness.text for witness, _ in own}) // 2 + 1)
    often = [folded for folded, texts in pages.items() if len(texts) >= most]
    return {folded: kept for folded in often if (kept := [x for x in lines[folded] if _belongs(x)])}


def _owners(accounts: Sequence[_Account], parts: Set[str]) -> dict[str, set[str | None]]:
    """The sites whose accounts hold a line or a sentence, wherever it stands there."""
    owners: dict[str, set[str | None]] = {part: set() for part in parts}
    for witness, passages in accounts:
        site = site_of(witness)
        for passage in passages:
            if passage.end - passage.start <= 2 * _LONGEST:
                folded = fold_line(witness.text[passage.start : passage.end])
                if folded in owners:
                    owners[folded].add(site)
    return owners


def _lines(witness: Witness, passages: Sequence[Passage]) -> Iterator[_Line]:
    """The short blocks of an account that tell something, as far as is known."""
    blocks = [p for p in passages if p.parent is None]
    sentences: dict[str, list[str]] = {}
    prose = [n for n, p in enumerate(blocks) if _is_prose(p, witness.text[p.start : p.end])]
    last = max(prose, default=len(blocks))
    for passage in passages:
        if passage.parent is not None and passage.end - passage.start <= _LONGEST:
            folded = fold_line(witness.text[passage.start : passage.end])
            sentences.setdefault(passage.parent, []).append(folded)
    for n, block in enumerate(blocks):
        if block.kind not in _TOLD or block.end - block.start > _LONGEST:
            continue
        written = witness.text[block.start : block.end]
        folded = fold_line(written)
        if folded and len(folded.split()) <= _WORDS:
            parts = (folded, *(part for part in sentences.get(block.id, ()) if part))
            yield _Line(block.id, written, folded, parts, n < last)


def _is_prose(passage: Passage, written: str) -> bool:
    """True for a paragraph of the account: long, or closed by a full stop, and asking nothing of a reader."""
    if passage.kind is not PassageKind.PARAGRAPH:
        return False
    words = len(written.split())
    if words <= _WORDS and _asks(written):
        return False
    return words >= _PROSE_WORDS or (words > 2 and ends_like_prose(written))


def _belongs(line: _Line) -> bool:
    """True for a line that may be a page's; a quotation and a figure never are."""
    if any(c in _QUOTES or c.isdecimal() for c in line.written) or line.written[0] in _BULLETS:
        return False
    if ends_like_prose(line.written) or len(line.folded.split()) > _LABEL_WORDS:
        return _asks(line.written)
    things = {word for word in _words(line.written) if word in _tables()["things"]}
    return not line.below or len(things) > 1 or _asks(line.written)


def _asks(written: str) -> bool:
    """True for a line that asks a reader to use something that sites have."""
    tables, words = _tables(), _words(written)
    things = [n for n, word in enumerate(words) if word in tables["things"]]
    if not things:
        return False
    if words[0] in tables["opens"] or not tables["asks"].isdisjoint(words):
        return True
    return any(not tables["own"].isdisjoint(words[max(0, n - _NEAR) : n]) for n in things)


def _words(written: str) -> list[str]:
    return _WORD.findall(fold_line(written))


@cache
def _tables() -> Mapping[str, frozenset[str]]:
    """The words of all languages: a page may ask in any."""
    found = {
        key: frozenset(
            word
            for language in LANGUAGES
            for entry in table(language, "boilerplate").get(WHY, {}).get(key, ())
            for word in _words(entry)
        )
        for key in ("asks", "opens", "own", "things")
    }
    arabic = {word for word in found["things"] if "\u0600" <= word[0] <= "\u06ff"}
    return {**found, "things": found["things"] | {f"{pre}{word}" for pre in _PREFIXES for word in arabic}}
