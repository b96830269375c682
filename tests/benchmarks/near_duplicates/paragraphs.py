"""Real paragraphs for the near-duplicate sets, cleaned of the near-duplicates they hold by nature.

The folding and the shingles here are the benchmark's own on purpose: what is measured has no part in
making what it is measured on.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
from folding import folded
from numpy.typing import NDArray

SAUDI, ECB, SUMMARIES, ANSWERS = COLLECTIONS = (
    "saudinewsnet.jsonl.gz",
    "ecbplus_news.dev.jsonl.gz",
    "summedits_news.dev.jsonl",
    "clough_stevenson.jsonl",
)
SHORTEST, LONGEST = 12, 200  # words in a paragraph
BLOCK = 120  # words in a piece of a longer line
PACKED = 40  # words that lines of one sentence each are packed to
SHARED_PART, SHARED_COUNT = 0.2, 10  # of the smaller one's shingles; either makes a natural near-duplicate
REAL_CAP, WALK_CAP = 200, 32  # groups of equal shingles larger than this only link to their first member
PARTS = 8  # passes over the pairs, to bound memory
RANGES, TEXTS = 16, 100_000  # ranges of keys (a power of two); texts whose shingles are cut in one go

Ints = NDArray[np.int64]
Keys = NDArray[np.uint64]
Sorted = tuple[Keys, NDArray[np.int32]]  # shingles: their keys, and which text each is of

_WORD = re.compile(r"\w+")


def read_paragraphs(data: Path) -> Iterator[tuple[str, str]]:
    """(language, paragraph) of `SHORTEST` to `LONGEST` words, out of the collections in the folder `data`."""
    with gzip.open(data / SAUDI, "rt", encoding="utf-8") as lines:
        for line in lines:
            for paragraph in blocks(json.loads(line)["text"].splitlines()):
                yield "ar", paragraph
    with gzip.open(data / ECB, "rt", encoding="utf-8") as lines:
        for line in lines:
            for paragraph in packed(json.loads(line)["text"].splitlines()):
                yield "en", paragraph
    with (data / SUMMARIES).open(encoding="utf-8") as lines:
        for document in dict.fromkeys(json.loads(line)["doc"] for line in lines):
            for paragraph in blocks(document.splitlines()):
                yield "en", paragraph
    with (data / ANSWERS).open(encoding="utf-8") as lines:
        for line in lines:
            for paragraph in blocks(json.loads(line)["text"].split("\n\n")):
                yield "en", paragraph


def blocks(lines: Iterable[str]) -> Iterator[str]:
    """Each line with one space between words; a line that is too long in pieces that end with a sentence."""
    for line in lines:
        words = line.split()
        while len(words) > LONGEST:
            ends = [at for at in range(BLOCK // 2, BLOCK) if words[at - 1][-1] in ".؟!?"]
            end = ends[-1] if ends else BLOCK
            yield " ".join(words[:end])
            words = words[end:]
        if len(words) >= SHORTEST:
            yield " ".join(words)


def packed(sentences: Iterable[str]) -> Iterator[str]:
    """Sentences put together, in order, until they make a paragraph of `PACKED` words."""
    words: list[str] = []
    for sentence in sentences:
        words += sentence.split()
        if PACKED <= len(words) <= LONGEST:
            yield " ".join(words)
        if len(words) >= PACKED:
            words = []


class Vocabulary:
    """A number for every folded word, and a well-mixed 64-bit key for every number."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}

    def of(self, text: str) -> list[int]:
        numbers = self.numbers
        return [numbers.setdefault(word, len(numbers)) for word in _WORD.findall(folded(text))]


def mixed(values: NDArray[np.uint64]) -> Keys:
    """The finaliser of SplitMix64 (Steele, Lea, Flood 2014).

    >>> int(mixed(np.array([1], dtype=np.uint64))[0]) == int(mixed(np.array([2], dtype=np.uint64))[0])
    False
    """
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))


def shingles(words: Ints, bounds: Ints) -> list[Sorted]:
    """The distinct word 3-shingles of each text, in `RANGES` ranges of keys that follow one another.

    `words` are the texts' words one after another, text i being words[bounds[i]:bounds[i + 1]]. Within a
    range the shingles are ordered by key, then text; equal keys are always in one range.
    """
    pieces: list[list[Sorted]] = [[] for _ in range(RANGES)]
    for first in range(0, len(bounds) - 1, TEXTS):
        here = bounds[first : first + TEXTS + 1]
        keys, owner = _windows(words[here[0] : here[-1]], here - here[0])
        which = keys >> np.uint64(64 - RANGES.bit_length() + 1)
        for number in range(RANGES):
            pieces[number].append((keys[which == number], owner[which == number] + np.int32(first)))
    return [_distinct(pieces.pop(0)) for _ in range(RANGES)]


def _windows(words: Ints, bounds: Ints) -> tuple[Keys, NDArray[np.int32]]:
    """Every window of three words within a text: (keys, text numbers)."""
    spread = mixed(words.astype(np.uint64) + np.uint64(0x9E3779B97F4A7C15))
    keys = spread[:-2] + mixed(spread[1:-1] + np.uint64(1)) + mixed(spread[2:] + np.uint64(2))
    owner = np.repeat(np.arange(len(bounds) - 1, dtype=np.int32), np.diff(bounds))
    whole = owner[:-2] == owner[2:]
    return mixed(keys[whole]), owner[:-2][whole]


def _distinct(pieces: Sequence[Sorted]) -> Sorted:
    keys, owner = (np.concatenate(column) for column in zip(*pieces, strict=True))
    order = np.argsort(keys, kind="stable")  # the owners ascend already
    keys, owner = keys[order], owner[order]
    first = np.ones(len(keys), dtype=bool)
    first[1:] = (keys[1:] != keys[:-1]) | (owner[1:] != owner[:-1])
    return keys[first], owner[first]


def natural_duplicates(ranges: Sequence[Sorted], count: int, cap: int) -> NDArray[np.bool_]:
    """Whether each of `count` texts shares `SHARED_PART` or `SHARED_COUNT` shingles with an earlier one.

    Shingles that more than `cap` texts have count between each of these and the first of them only.
    """
    sizes = sum(np.bincount(owner, minlength=count) for _, owner in ranges)
    dropped = np.zeros(count, dtype=bool)
    for part in range(PARTS):
        codes = [code for keys, owner in ranges for code in _pairs(keys, owner, count, cap, part)]
        pairs, shared = np.unique(np.concatenate(codes), return_counts=True)
        earlier, later = pairs // count, pairs % count
        smaller = np.minimum(sizes[earlier], sizes[later])
        near = (shared >= SHARED_PART * smaller) | (shared >= SHARED_COUNT)
        dropped[later[near]] = True
    return dropped


def _pairs(keys: Keys, owner: NDArray[np.int32], count: int, cap: int, part: int) -> Iterator[Ints]:
    """earlier * count + later of every two texts that share a shingle, for one part of the later texts."""
    if not len(keys):
        return
    fresh = np.ones(len(keys), dtype=bool)
    fresh[1:] = keys[1:] != keys[:-1]
    starts = np.flatnonzero(fresh)
    group = np.cumsum(fresh) - 1
    sizes = np.diff(np.append(starts, len(keys)))[group]
    large = np.flatnonzero((sizes > cap) & ~fresh)
    yield _codes(owner[starts[group[large]]], owner[large], count, part)
    here = np.flatnonzero(sizes <= cap)
    for lag in range(1, cap):
        here = here[here + lag < len(keys)]
        here = here[keys[here] == keys[here + lag]]
        if not len(here):
            break
        yield _codes(owner[here], owner[here + lag], count, part)


def _codes(earlier: NDArray[np.int32], later: NDArray[np.int32], count: int, part: int) -> Ints:
    wanted = later % PARTS == part
    return earlier[wanted].astype(np.int64) * count + later[wanted]


def word_numbers(texts: Iterable[str], vocabulary: Vocabulary) -> tuple[Ints, Ints]:
    """(words, bounds) of the texts, as `shingles` takes them."""
    chunks: list[Ints] = []
    bounds = [0]
    for text in texts:
        numbers = vocabulary.of(text)
        chunks.append(np.array(numbers, dtype=np.int32))
        bounds.append(bounds[-1] + len(numbers))
    return np.concatenate(chunks), np.array(bounds, dtype=np.int64)


def cleaned(candidates: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """The candidates that are no natural near-duplicate of an earlier one."""
    words, bounds = word_numbers((text for _, text in candidates), Vocabulary())
    dropped = natural_duplicates(shingles(words, bounds), len(candidates), REAL_CAP)
    short = np.diff(bounds) < 3  # folded words, of which signs alone are none
    return [one for one, drop in zip(candidates, dropped | short, strict=True) if not drop]
