"""Words as numbers: the folded words of many texts, hashed by array operations without a loop over words.

The hash of a word is a polynomial in its folded code points, read off running sums (Karp and Rabin 1987),
then mixed. Equal folded words have equal hashes; two unlike words agree by a chance of about 1 in 10^18.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from ctypes import CDLL
from functools import cache
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from compare.kernels import library, pointer
from compare.model.hashed import Hashes, Integers, Words
from compare.normalise.chain import fold

Codes: TypeAlias = npt.NDArray[np.uint32]

_BASE = 0x9E3779B97F4A7C15
_MIX = np.uint64(0xD6E8FEB86659FD93)
_PARTS, _DROPPED, _LONGER, _UNSEEN = range(4)
"""What the table holds for a character that parts words, folds to nothing, folds to several, or is new."""
_ALONE = np.uint32(1 << 31)
"""Added to what a character folds to, where it is a word by itself."""
_WITHOUT_SPACES = (
    range(0x0E00, 0x0F00),  # Thai, Lao
    range(0x1000, 0x10A0),  # Myanmar
    range(0x1780, 0x1800),  # Khmer
    range(0x3040, 0x3100),  # kana
    range(0x3400, 0x4DC0),  # Han
    range(0x4E00, 0xA000),
    range(0xF900, 0xFB00),
    range(0x20000, 0x3FFFE),
)
_BLOCK = 1 << 16
"""Code points that are worked on at once: the arrays stay within the processor's caches."""
_PAGE = 256
_WIDEST = 32
"""Words that one character is written out as, at most; the longest there is today has 18 characters."""


def words_of(texts: Sequence[str]) -> Words:
    """The folded words of each text, as hashes, in order.

    A word is a run of letters, marks and digits; what folding drops (tashkeel, tatweel, hamza, joiners) parts
    nothing. In scripts without spaces each character is a word. Cost: about a second for 100 MB of text.

    >>> found = words_of(["Ахмед أَحمد", "احمد"])
    >>> len(found.hashes), bool(found.hashes[1] == found.hashes[2])
    (3, True)
    """
    hashes: list[Hashes] = [np.empty(0, dtype=np.uint64)]
    sizes: list[Integers] = [np.zeros(1, dtype=np.int64)]
    begins = np.zeros(len(texts) + 1, dtype=np.int64)
    np.cumsum(np.fromiter(map(len, texts), np.int64, len(texts)) + 1, out=begins[1:])
    at = 0
    while at < len(texts):
        stop = max(at + 1, int(np.searchsorted(begins, begins[at] + _BLOCK)) - 1)
        found, starts, _ = word_spans("\n".join(texts[at:stop]))
        sizes.append(np.diff(np.searchsorted(starts, begins[at : stop + 1] - begins[at])))
        hashes.append(found)
        at = stop
    return Words(np.concatenate(hashes), np.cumsum(np.concatenate(sizes)))


def word_spans(text: str) -> tuple[Hashes, Integers, Integers]:
    """The hashes of a text's words with where each starts and ends, in code points of the text.

    >>> _, starts, ends = word_spans("عَلَى، نعم")
    >>> list(zip(starts.tolist(), ends.tolist()))
    [(0, 5), (7, 10)]
    """
    if len(text) <= 2 * _BLOCK:
        return _hashed(text)
    parts = [(begin, _hashed(text[begin:end])) for begin, end in _pieces(text)]
    return (
        np.concatenate([hashes for _, (hashes, _, _) in parts]),
        np.concatenate([starts + begin for begin, (_, starts, _) in parts]),
        np.concatenate([ends + begin for begin, (_, _, ends) in parts]),
    )


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """Cuts a long text where a word ends; in the midst of a word only where that has no end."""
    begin = 0
    while begin < len(text):
        gap = re.compile(r"\s").search(text, begin + _BLOCK, begin + 2 * _BLOCK)
        end = gap.end() if gap else min(len(text), begin + 2 * _BLOCK)
        yield begin, end
        begin = end


def _hashed(text: str) -> tuple[Hashes, Integers, Integers]:
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    compiled = library()
    return _by_numpy(codes) if compiled is None else _by_machine(codes, compiled)


def _by_machine(codes: Codes, compiled: CDLL) -> tuple[Hashes, Integers, Integers]:
    folding, room = _folding(), len(codes) + _WIDEST
    while True:
        hashes = np.empty(room, dtype=np.uint64)
        starts, ends = np.empty(room, dtype=np.int64), np.empty(room, dtype=np.int64)
        count = compiled.tawatur_words(
            *(
                pointer(codes),
                len(codes),
                pointer(folding.table),
                pointer(folding.longer),
                len(folding.longer),
            ),
            *(pointer(folding.edges), pointer(folding.written), _BASE, int(_MIX)),
            *(pointer(hashes), pointer(starts), pointer(ends), room),
        )
        if count >= 0:
            return hashes[:count].copy(), starts[:count].copy(), ends[:count].copy()
        if count < -len(codes):
            room = _WIDEST * (len(codes) + 1)
        else:
            folding.learn(int(codes[-1 - count]))


def _by_numpy(codes: Codes) -> tuple[Hashes, Integers, Integers]:
    folded = _folded(codes)
    places: Integers | None = None
    if (folded - np.uint32(_DROPPED) <= _LONGER - _DROPPED).any():
        folded, places = _resized(codes, folded)
    starts, ends = _bounds(folded)
    powers, inverses = _powers(1 << len(folded).bit_length())
    sums = np.zeros(len(folded) + 1, dtype=np.uint64)
    np.cumsum((folded & ~_ALONE) * powers[: len(folded)], out=sums[1:])
    hashes = (sums[ends] - sums[starts]) * inverses[starts]
    hashes ^= hashes >> np.uint64(32)
    hashes *= _MIX
    hashes ^= hashes >> np.uint64(29)
    if places is not None:
        starts, ends = places[starts], np.maximum(places[ends], places[ends - 1] + 1)
    return hashes, starts, ends


def _resized(codes: Codes, folded: Codes) -> tuple[Codes, Integers]:
    """Without what is dropped, with what folds to more written out; and where each came from, end last."""
    kept = np.append(folded != _DROPPED, True)
    longer = np.flatnonzero(folded == _LONGER)
    if not len(longer):
        places = np.flatnonzero(kept)
        return folded[places[:-1]], places
    written = [_folding().of(code) for code in codes[longer].tolist()]
    widths = kept.astype(np.int64)
    widths[longer] = [len(entries) for entries in written]
    wide = np.repeat(folded, widths[:-1])
    begins = (np.cumsum(widths) - widths)[longer]
    for begin, entries in zip(begins.tolist(), written, strict=True):
        wide[begin : begin + len(entries)] = entries
    return wide, np.repeat(np.arange(len(kept), dtype=np.int64), widths)


def _bounds(folded: Codes) -> tuple[Integers, Integers]:
    """Where words start and end, half open."""
    inside = folded != _PARTS
    edges = np.empty(len(folded) + 1, dtype=np.bool_)
    edges[0], edges[-1] = (inside[0], inside[-1]) if len(folded) else (False, False)
    np.not_equal(inside[1:], inside[:-1], out=edges[1:-1])
    alone = folded >= _ALONE
    if not alone.any():
        both = np.flatnonzero(edges)
        return both[::2], both[1::2]
    parted = (alone[1:] & inside[:-1]) | (alone[:-1] & inside[1:])
    before = np.append(edges[1:-1] | parted, edges[-1])  # an edge after this character
    starts = np.flatnonzero(inside & np.concatenate((edges[:1], before[:-1])))
    return starts, np.flatnonzero(inside & before) + 1


@cache
def _powers(count: int) -> tuple[Hashes, Hashes]:
    """The powers of the base, and of its inverse, modulo 2^64."""
    powers, inverses = np.ones(count, dtype=np.uint64), np.ones(count, dtype=np.uint64)
    np.cumprod(np.full(count - 1, _BASE, dtype=np.uint64), out=powers[1:])
    np.cumprod(np.full(count - 1, pow(_BASE, -1, 2**64), dtype=np.uint64), out=inverses[1:])
    return powers, inverses


# ------------------------------------------------------------------------------------ what characters fold to


def _folded(codes: Codes) -> Codes:
    folding = _folding()
    folded = folding.table[codes]
    unseen = folded == _UNSEEN
    if unseen.any():
        for code in np.unique(codes[unseen] // _PAGE * _PAGE).tolist():
            folding.learn(code)
        folded = folding.table[codes]
    return folded


class _Folding:
    """What characters fold to, learnt a page of them at a time when a text first needs it.

    `table` has an entry for each code point. What folds to several is in `longer`, sorted; number n of them
    is written out at `written[edges[n] : edges[n + 1]]`.
    """

    def __init__(self) -> None:
        self.table = np.full(0x110000, _UNSEEN, dtype=np.uint32)
        self._several: dict[int, list[int]] = {}
        self._arrange()

    def learn(self, code: int) -> None:
        """Fills the page of a character."""
        page = range(code // _PAGE * _PAGE, (code // _PAGE + 1) * _PAGE)
        self.table[page.start : page.stop] = [_entry(chr(code)) for code in page]
        for code in page:
            if self.table[code] == _LONGER:
                self._several[code] = [_entry(char) for char in fold(chr(code))]
        self._arrange()

    def _arrange(self) -> None:
        several = sorted(self._several.items())
        self.longer = np.array([code for code, _ in several], dtype=np.uint32)
        self.edges = np.cumsum([0, *(len(entries) for _, entries in several)]).astype(np.int64)
        self.written = np.array([entry for _, entries in several for entry in entries], dtype=np.uint32)

    def of(self, code: int) -> list[int]:
        """What a character that folds to several is written out as."""
        return self._several[code]


@cache
def _folding() -> _Folding:
    return _Folding()


def _entry(char: str) -> int:
    folded = fold(char)
    letters = [c for c in folded if unicodedata.category(c)[0] in "LNM"]
    if not folded:
        return _DROPPED
    if not letters:
        return _PARTS
    if len(folded) > 1:
        return _LONGER
    alone = any(ord(folded) in block for block in _WITHOUT_SPACES)
    return ord(folded) | (int(_ALONE) if alone else 0)
