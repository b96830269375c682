"""What the archive keeps of accounts: their paragraphs, the words of these, and the keys to find them by."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from compare.archive.segments import SLOTS, Numbers, Postings
from compare.match.duplicates import BRIEF, twos
from compare.match.shingles import shingles_of, winnow
from compare.model.hashed import Hashes, Integers, Words
from compare.model.text import Span, Witness
from compare.normalise.chain import fold
from compare.normalise.words import word_spans
from compare.segment.blocks import find_blocks

_LONE = re.compile("[\ud800-\udfff]")
_HALF = np.uint64(32)
_LOW = np.uint64(0xFFFFFFFF)
_TITLE_WORDS = 200
_SHORT = 40
"""Words up to which a paragraph is found by all its shingles: an edit leaves few of them untouched."""


@dataclass(frozen=True, slots=True, eq=False)
class Account:
    """One witness, read: `spans` are its paragraphs, `words` those of paragraph n between two `bounds`."""

    witness: Witness
    mark: bytes
    spans: tuple[Span, ...]
    words: Hashes
    bounds: Integers
    title: str
    body: str


@dataclass(frozen=True, slots=True, eq=False)
class Paragraphs:
    """The paragraphs of some accounts in a row.

    Paragraph n has the distinct words `words[starts[n] : starts[n + 1]]`, sorted. `keys` are its shingles'
    keys, with the paragraph of each in `owners`; `brief` tells the paragraphs of few words.
    """

    words: Numbers
    starts: Integers
    keys: Hashes
    owners: Integers
    brief: npt.NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.starts) - 1

    def postings(self, first: int) -> Postings:
        """The postings of these paragraphs, the first of which has the number `first`."""
        order = np.argsort(self.keys, kind="stable")
        passages = (self.owners[order] + first).astype(np.uint32)
        counts = np.bincount(self.words & np.uint32(SLOTS - 1), minlength=SLOTS).astype(np.uint32)
        return Postings(self.keys[order], passages, counts)


def clean(text: str) -> str:
    """A text that a database can hold: half characters become U+FFFD, each for one."""
    return _LONE.sub("\ufffd", text)


def cleaned(witness: Witness) -> Witness:
    """The witness with everything in it clean, and the hash of its text where it has none."""
    text = clean(witness.text)
    return replace(
        witness,
        id=clean(witness.id) or "witness",
        text=text,
        title=None if witness.title is None else clean(witness.title),
        outlet=None if witness.outlet is None else clean(witness.outlet),
        path=None if witness.path is None else clean(witness.path),
        sha256=witness.sha256 or hashlib.sha256(text.encode()).hexdigest(),
    )


def read_account(witness: Witness, least: int, *, full: bool = True) -> Account:
    """One witness, read; paragraphs of fewer than `least` words are text to search, but not to find again.

    Without `full` the folded text is left out.
    """
    witness = cleaned(witness)
    hashes, starts, ends = word_spans(witness.text)
    blocks = [Span(block.start, block.end) for block in find_blocks(witness.text)]
    first = np.searchsorted(starts, np.array([s.start for s in blocks], dtype=np.int64))
    last = np.searchsorted(starts, np.array([s.end for s in blocks], dtype=np.int64))
    long = last - first >= least
    pieces = [hashes[a:b] for a, b in zip(first[long].tolist(), last[long].tolist(), strict=True)]
    return Account(
        witness=witness,
        mark=_mark(witness),
        spans=tuple(span for span, kept in zip(blocks, long.tolist(), strict=True) if kept),
        words=np.concatenate(pieces) if pieces else hashes[:0],
        bounds=np.concatenate(([0], np.cumsum((last - first)[long]))),
        title=" ".join(folded_words(witness.title or "")[:_TITLE_WORDS]),
        body=" ".join(_folded(witness.text, starts, ends)) if full else "",
    )


def _mark(witness: Witness) -> bytes:
    """What tells an account handed in again: its content, outlet and date. The id is not part of it."""
    told = (witness.sha256, witness.outlet or "", witness.published.value or "")
    return hashlib.sha256("\n".join(told).encode("utf-8", "replace")).digest()[:16]


def folded_words(text: str) -> list[str]:
    """The words of a text as the full text index holds them."""
    _, starts, ends = word_spans(text)
    return _folded(text, starts, ends)


def _folded(text: str, starts: Integers, ends: Integers) -> list[str]:
    return [fold(text[a:b]) for a, b in zip(starts.tolist(), ends.tolist(), strict=True)]


def paragraphs_of(accounts: Sequence[Account]) -> Paragraphs:
    """The paragraphs of some accounts, in order. A few array operations for all of them."""
    sizes = [np.diff(account.bounds) for account in accounts]
    bounds = np.concatenate(([0], np.cumsum(np.concatenate([np.zeros(0, np.int64), *sizes]))))
    hashes = np.concatenate([np.zeros(0, np.uint64), *(account.words for account in accounts)])
    return paragraphs_in(Words(hashes, bounds))


def paragraphs_in(words: Words) -> Paragraphs:
    """Paragraphs of which the words are known."""
    count = len(words)
    brief = np.diff(words.bounds) <= BRIEF
    keys, owners = _keys(words, np.diff(words.bounds) <= _SHORT)
    order = np.lexsort((keys, owners))
    keys, owners = keys[order], owners[order]
    fresh = np.ones(len(keys), dtype=np.bool_)
    fresh[1:] = (keys[1:] != keys[:-1]) | (owners[1:] != owners[:-1])
    held = np.repeat(np.arange(count, dtype=np.uint64), np.diff(words.bounds)) << _HALF
    held |= words.hashes & _LOW
    held = _distinct(held)
    starts = np.searchsorted(held >> _HALF, np.arange(count + 1, dtype=np.uint64))
    found = keys[fresh], owners[fresh].astype(np.int64)
    return Paragraphs((held & _LOW).astype(np.uint32), starts, *found, brief)


def _keys(words: Words, short: npt.NDArray[np.bool_]) -> tuple[Hashes, Hashes]:
    """The keys that paragraphs are found by, and whose they are.

    The winnowed shingles; of a short paragraph all of them, and of a brief one every two words in a row too.
    """
    shingles = shingles_of(words)
    few = winnow(shingles)
    numbers = np.arange(len(words), dtype=np.uint64)
    owners, all_owners = (np.repeat(numbers, np.diff(some.bounds)) for some in (few, shingles))
    long, whole = ~short[owners.astype(np.int64)], short[all_owners.astype(np.int64)]
    more, theirs = twos(words)
    return (
        np.concatenate((few.keys[long], shingles.keys[whole], more)),
        np.concatenate((owners[long], all_owners[whole], theirs)),
    )


def _distinct(values: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    values.sort()
    fresh = np.ones(len(values), dtype=np.bool_)
    np.not_equal(values[1:], values[:-1], out=fresh[1:])
    return values[fresh]
