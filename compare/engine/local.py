"""The near-duplicate search on one machine: a stream of texts in, pairs, scores and clusters out.

Four steps, each over parts that fit in memory: words and shingles of all texts; pairs of texts that share
rare shingles, one part of the shingles at a time; scores of those pairs, one part of the texts at a time;
clusters. What outgrows `Settings.memory` goes to files. With a folder that stays, a search that was cut
short goes on where it stopped.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TypeAlias
from unicodedata import unidata_version
from zipfile import BadZipFile

import numpy as np

from compare.assemble import VERSION
from compare.cluster.components import clusters_of
from compare.engine.outcome import copies_of, outcome_of, told_text
from compare.engine.spool import Folder, Spool, give_back, let_go, write_text, write_whole
from compare.errors import UsageError
from compare.match.duplicates import (
    BRIEF,
    CAP,
    LEAST,
    SHARED,
    SLOTS,
    Short,
    Weights,
    entries_of,
    frequencies,
    gathered,
    pairs_in,
    prints_of,
    repeated,
    resemblance,
    weights_of,
)
from compare.match.shingles import SIZE
from compare.model.duplicates import Duplicates
from compare.model.hashed import Hashes, Integers, Reals
from compare.normalise.words import words_of
from compare.settings import Settings

Progress: TypeAlias = Callable[[str, int, int], None]

_BITS = 7
"""The shingles are looked through in so many halvings: 128 parts."""
_BATCH = 1 << 20
"""Code points that are read before they are worked on."""
_TEXTS_AT_ONCE = 1 << 15
"""Texts whose pairs are scored together."""
_PAIRS_AT_ONCE, _FETCHED = 1 << 18, 1 << 13
"""Pairs, and texts, whose words are fetched from a file together."""
METHOD = f"{_BITS} {CAP} {SHARED} {LEAST} {BRIEF} {SLOTS} {SIZE} {unidata_version}"
"""What the files of a search depend on beside its texts and settings."""


def find_duplicates(
    texts: Iterable[str],
    threshold: float = 0.7,
    settings: Settings | None = None,
    *,
    folder: Path | None = None,
    fingerprint: str = "",
    progress: Progress | None = None,
) -> Duplicates:
    """The near-duplicates among texts of about a paragraph, in any languages.

    `folder` receives the steps that are done, until all are: after a stop, a call with the same settings and
    `fingerprint` (the caller's word for "the same texts") goes on from there. Without it a folder is made
    when the memory is outgrown, and removed. Cost: near linear; about ten seconds of processor time for a
    million paragraphs with the compiled loops, twenty without. What is None (or NaN, as tables have it) is a
    text without words. Raises `UsageError` for a threshold that is not from 0 to 1.
    """
    if not 0 <= threshold <= 1:
        raise UsageError("The threshold is a number from 0 to 1.", slug="threshold")
    chosen = settings or Settings()
    place = Folder(folder)
    try:
        state = _State(folder, f"{fingerprint} {chosen.memory} {float(threshold)!r} {METHOD} {VERSION}")
        report = progress or _silent
        read = _read(texts, chosen, place, state, report)
        _find_pairs(read, place, state, report)
        found = _result(read, _scored(read, threshold, state, report), threshold)
        # First the word that the files are there: a stop in between must not leave it behind alone.
        state.forget()
        for spool in (read.words, read.entries, read.pairs):
            spool.remove()
        return found
    finally:
        place.close()


def _silent(stage: str, done: int, total: int) -> None:
    """Reports nothing."""


class _State:
    """Which steps an earlier run in the same folder brought to an end."""

    def __init__(self, folder: Path | None, fingerprint: str) -> None:
        self.lasting = folder is not None
        self._path = (folder / "state.json") if folder else None
        self._fingerprint = fingerprint
        self._bytes: dict[str, int] = {}
        if self._path and self._path.exists():
            with suppress(ValueError, KeyError, TypeError, OSError):  # not ours, or of another version
                stored = json.loads(self._path.read_text("utf-8"))
                if stored["fingerprint"] == fingerprint:
                    self._bytes = {str(step): int(size) for step, size in stored["bytes"].items()}

    def reopened(self, step: str, *spools: Spool) -> bool:
        """True where an earlier run finished the step and its files are there as they were."""
        if step not in self._bytes or self._bytes[step] != sum(spool.stored() for spool in spools):
            return False
        for spool in spools:
            spool.reopen()
        return True

    def forget(self) -> None:
        """Leaves nothing behind."""
        self._bytes.clear()
        if self._path:
            for name in (self._path.name, "texts.npz"):
                self._path.with_name(name).unlink(missing_ok=True)

    def finish(self, step: str, *spools: Spool) -> None:
        """Remembers that a step is done and its files are whole."""
        if self._path:
            self._bytes[step] = sum(spool.stored() for spool in spools)
            write_text(self._path, json.dumps({"fingerprint": self._fingerprint, "bytes": self._bytes}))


# ------------------------------------------------------------------------------------------- words, shingles


@dataclass(slots=True, eq=False)
class _Read:
    """What is kept of the texts: short hashes of their words, their shingles, which are copies of which."""

    words: Spool
    entries: Spool
    pairs: Spool
    bounds: Integers
    originals: Integers
    weights: Weights


def _read(texts: Iterable[str], settings: Settings, place: Folder, state: _State, report: Progress) -> _Read:
    words = Spool(place, "words", np.uint32, 1, settings.memory // 4)
    entries = Spool(place, "shingles", np.uint64, 1 << _BITS, settings.memory * 3 // 5)
    pairs = Spool(place, "pairs", np.uint64, 1 << _BITS, settings.memory * 3 // 5)
    kept = _kept(place) if state.reopened("words", words, entries) else None
    if kept is not None:
        return _Read(words, entries, pairs, *kept)
    state.forget()
    sizes, prints = [np.zeros(1, dtype=np.int64)], [np.empty(0, dtype=np.uint64)]
    found = np.zeros(SLOTS, dtype=np.int64)
    count = 0
    for batch in _batches(texts):
        hashed = words_of(batch)
        shingles, edges = entries_of(hashed, count, _BITS)
        for part in np.flatnonzero(np.diff(edges)).tolist():
            entries.add(part, shingles[edges[part] : edges[part + 1]].copy())
        short = (hashed.hashes >> np.uint64(32)).astype(np.uint32)
        words.add(0, short)
        found += frequencies(short)
        sizes.append(np.diff(hashed.bounds))
        prints.append(prints_of(hashed))
        count += len(batch)
        report("words", count, 0)
    bounds = np.cumsum(np.concatenate(sizes))
    read = _Read(words, entries, pairs, bounds, _originals(np.concatenate(prints)), weights_of(found))
    if state.lasting:
        words.flush(lasting=True)
        entries.flush(lasting=True)
        write_whole(place / "texts.npz", bounds=bounds, originals=read.originals, weights=read.weights)
    state.finish("words", words, entries)
    return read


def _kept(place: Folder) -> tuple[Integers, Integers, Weights] | None:
    """What an earlier run kept of the texts; None where the file is damaged or away."""
    try:
        # Opened here: of a damaged file the library would leave it open.
        with (place / "texts.npz").open("rb") as file, np.load(file) as stored:
            return stored["bounds"], stored["originals"], stored["weights"]
    except (OSError, ValueError, KeyError, EOFError, BadZipFile):
        return None


def _batches(texts: Iterable[str]) -> Iterator[list[str]]:
    """The texts some at a time: enough to be worth an array operation, few enough for the caches."""
    source = iter(texts)
    batch: list[str] = []
    length = 0
    while some := list(islice(source, 64)):
        some = [told_text(text) for text in some]
        batch += some
        length += sum(map(len, some))
        if length > _BATCH:
            yield batch
            batch, length = [], 0
    if batch:
        yield batch


def _originals(prints: Hashes) -> Integers:
    """For each text the first one with the same words in the same order; for one without words itself."""
    _, firsts, which = np.unique(prints, return_index=True, return_inverse=True)
    return np.where(prints > 0, firsts[which], np.arange(len(prints)))


# ---------------------------------------------------------------------------------------------- pairs, scores


def _find_pairs(read: _Read, place: Folder, state: _State, report: Progress) -> None:
    """Fills `read.pairs`: for each part of the shingles the pairs that share some of them, sorted."""
    if state.reopened("pairs", read.pairs):
        return
    copied = read.originals != np.arange(len(read.originals))
    any_copied = bool(copied.any())
    for part in range(1 << _BITS):
        entries = read.entries.part(part)
        if any_copied:
            entries = entries[~copied[(entries & np.uint64(0xFFFFFFFF)).astype(np.int64)]]
        found = pairs_in(entries)
        found.sort()
        read.pairs.add(part, found)
        if not state.lasting:
            read.entries.remove([part])
        if part % 16 == 15:
            give_back()
        report("pairs", part + 1, 1 << _BITS)
    if state.lasting:
        read.pairs.flush(lasting=True)
    state.finish("pairs", read.pairs)


def _scored(
    read: _Read, threshold: float, state: _State, report: Progress
) -> tuple[Integers, Integers, Reals]:
    """The pairs of texts that score at least the threshold; of identical texts only the first takes part."""
    count = len(read.originals)
    parts = [read.pairs.mapped(part) for part in range(1 << _BITS)]
    words = read.words.mapped()
    give_back()
    sizes = np.diff(read.bounds)
    found: list[tuple[Integers, Integers, Reals]] = []
    total = max(1, -(-count // _TEXTS_AT_ONCE))
    for step in range(total):
        low, high = (np.uint64(min(count, n * _TEXTS_AT_ONCE)) << np.uint64(32) for n in (step, step + 1))
        slices = [pairs[slice(*np.searchsorted(pairs, (low, high)))] for pairs in parts]
        first, second = repeated(np.concatenate(slices), sizes)
        scores = _resemblance(words, read, (first, second), threshold)
        kept = scores >= threshold
        found.append((first[kept], second[kept], scores[kept]))
        for pairs in parts:
            let_go(pairs)
        if step % 8 == 7:
            give_back()
        report("scores", step + 1, total)
    first, second, scores = (np.concatenate(column) for column in zip(*found, strict=True))
    return first, second, scores


def _resemblance(words: Short, read: _Read, pairs: tuple[Integers, Integers], least: float = 0.0) -> Reals:
    """The scores of some pairs; words that stand in a file are fetched for some of the texts at a time."""
    if not isinstance(words, np.memmap):
        return resemblance(words, read.bounds, pairs, read.weights, least)
    first, second = pairs
    found = [np.empty(0, dtype=np.float64)]
    for at in range(0, len(first), _PAIRS_AT_ONCE):
        some = first[at : at + _PAIRS_AT_ONCE], second[at : at + _PAIRS_AT_ONCE]
        texts, places = np.unique(np.concatenate(some), return_inverse=True)
        own, sizes = [np.empty(0, dtype=np.uint32)], [np.zeros(1, dtype=np.int64)]
        for begin in range(0, len(texts), _FETCHED):
            fetched, _, theirs = gathered(words, read.bounds, texts[begin : begin + _FETCHED])
            own.append(fetched)
            sizes.append(theirs)
            let_go(words)
        bounds = np.cumsum(np.concatenate(sizes))
        near = places[: len(some[0])], places[len(some[0]) :]
        found.append(resemblance(np.concatenate(own), bounds, near, read.weights, least))
    return np.concatenate(found)


# ---------------------------------------------------------------------------------------------- the result


def _result(read: _Read, pairs: tuple[Integers, Integers, Reals], threshold: float) -> Duplicates:
    words = read.words.mapped()
    sizes = np.diff(read.bounds)

    def score(first: Integers, second: Integers) -> Reals:
        return _resemblance(words, read, (first, second))

    clustered = clusters_of(pairs, threshold, score, sizes)
    return outcome_of(clustered, copies_of(read.originals), np.flatnonzero(sizes == 0))
