"""The archive beside a plain table of postings in SQLite: `archive.py --paragraphs N`.

An archive of N paragraphs is built (real ones as far as the collections reach, then made-up ones, see
near_duplicates/), and articles of 30 edited copies of known paragraphs are looked up and added. The same
postings go into an SQLite table WITHOUT ROWID with the usual settings, and are asked there for the same keys.
CPU seconds; look-ups are medians. Needs the collections; the paragraphs are kept in --cache.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from random import Random
from statistics import median

import numpy as np

sys.path.insert(0, str(Path(__file__).parent / "near_duplicates"))

import generate
from edits import KINDS, Supply, edited, fits
from walk import Walk

from compare.archive.candidates import candidates
from compare.archive.reading import Paragraphs, paragraphs_of, read_account
from compare.archive.store import Archive
from compare.model.archived import Added
from compare.model.text import Witness

SEED = 5
PARAGRAPHS = 30
ARTICLES = 45
TRANSACTION = 50_000
"""Paragraphs of a transaction, here and there."""
MOST = 32
"""Passages of one key that the plain table is asked for, as the archive asks."""


def texts(count: int, cache: Path) -> Iterator[str]:
    """The paragraphs of the archive."""
    base = generate.real(cache)
    for _, text in base[:count]:
        yield text
    if count > len(base):
        walk = Walk([text for language, text in base if language == "ar"])
        yield from walk.paragraphs(count - len(base), np.random.default_rng(SEED))


def articles(count: int, cache: Path) -> Iterator[Witness]:
    """The paragraphs as articles, by the day."""
    waiting: list[str] = []
    number = 0
    for text in texts(count, cache):
        waiting.append(text)
        if len(waiting) == PARAGRAPHS:
            number += 1
            yield article(number, waiting)
            waiting = []
    if waiting:
        yield article(number + 1, waiting)


def article(number: int, paragraphs: Sequence[str]) -> Witness:
    day = f"20{number // 3600 % 90 + 10:02d}-{number // 300 % 12 + 1:02d}-{number // 10 % 28 + 1:02d}"
    outlet = f"outlet {number % 14}"
    return Witness.from_text("\n".join(paragraphs), f"w{number}", None, outlet, day, "ar")


def questions(count: int, cache: Path) -> list[tuple[list[str], list[int]]]:
    """Articles of edited copies, with the number of the paragraph each was made from and its kind."""
    chance = Random(SEED)
    wanted = sorted(chance.sample(range(count), 3 * ARTICLES * PARAGRAPHS))
    found: list[tuple[int, str]] = []
    places = iter([*wanted, -1])
    place = next(places)
    words: list[str] = []
    for at, text in enumerate(texts(count, cache)):
        words += [word for word in text.split() if word.isalpha()] if at < 5000 else []
        if at == place:
            found.append((at, text))
            place = next(places)
    chance.shuffle(found)
    asked = []
    for number in range(ARTICLES):
        copies, sources = [], []
        for at in range(PARAGRAPHS):
            kind = KINDS[(number + at) % len(KINDS)]
            source, text = next(one for one in found if fits(kind, one[1]))
            found.remove((source, text))
            supply = Supply(words, found[-1][1], found[-2][1])
            copies.append(" ".join(edited(kind, text, supply, Random(SEED * 1000 + source)).text.split()))
            sources.append(source)
        asked.append((copies, sources))
    return asked


def timed(call: Callable[[], object]) -> float:
    started = time.process_time()
    call()
    return 1000 * (time.process_time() - started)


def recall(results: Sequence[Added], asked: Sequence[tuple[list[str], list[int]]]) -> dict[str, float]:
    """The share of copies whose source is among the earlier paragraphs, by kind and for all but passages."""
    met: dict[str, list[bool]] = {kind: [] for kind in KINDS}
    for number, (result, (copies, sources)) in enumerate(zip(results, asked, strict=True)):
        starts = np.cumsum([0, *(len(copy) + 1 for copy in copies)]).tolist()
        for at, source in enumerate(sources):
            mine = {
                entry.witness for entry in result.earlier if starts[at] <= entry.span.start < starts[at + 1]
            }
            met[KINDS[(number + at) % len(KINDS)]].append(f"w{source // PARAGRAPHS + 1}" in mine)
    shares = {kind: sum(found) / max(1, len(found)) for kind, found in met.items()}
    edits = [found for kind in KINDS if kind != "passage" for found in met[kind]]
    return {"all but passages": sum(edits) / len(edits), **shares}


class PlainTable:
    """Postings in one table of SQLite."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.connection = sqlite3.connect(path, isolation_level=None)
        self.connection.execute("PRAGMA journal_mode = WAL")
        self.connection.execute("PRAGMA cache_size = -64000")
        self.connection.execute(
            "CREATE TABLE postings (key INTEGER, passage INTEGER, PRIMARY KEY (key, passage)) WITHOUT ROWID"
        )

    def add(self, keys: Sequence[int], passages: Sequence[int]) -> None:
        self.connection.execute("BEGIN")
        self.connection.executemany("INSERT INTO postings VALUES (?, ?)", zip(keys, passages, strict=True))
        self.connection.execute("COMMIT")

    def ask(self, asked: Paragraphs) -> int:
        query = "SELECT passage FROM postings WHERE key = ? LIMIT ?"
        found = 0
        for key in asked.keys.view(np.int64).tolist():
            found += len(self.connection.execute(query, (key, MOST)).fetchall())
        return found


def plain_table(folder: Path, archive: Archive) -> tuple[PlainTable, float, float]:
    """The archive's own postings in a plain table: the table, CPU seconds, bytes a posting."""
    table = PlainTable(folder / "plain.sqlite")
    parts = [part for part in archive._index.parts if len(part)]
    keys = np.concatenate([part.keys for part in parts]).view(np.int64)
    passages = np.concatenate([part.passages for part in parts])
    order = np.lexsort((keys, passages // TRANSACTION))
    cuts = np.flatnonzero(np.diff(passages[order] // TRANSACTION)) + 1
    spent = 0.0
    for some in np.split(order, cuts):
        started = time.process_time()
        table.add(keys[some].tolist(), passages[some].tolist())
        spent += time.process_time() - started
    table.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return table, spent, table.path.stat().st_size / len(keys)


def measure(count: int, folder: Path, cache: Path) -> dict[str, object]:
    archive = Archive(folder / "archive")
    spent = -time.process_time()
    stored = sum(1 for _ in archive.add_each(articles(count, cache), events=False))
    spent += time.process_time()
    asked = questions(count, cache)
    new = [Witness.from_text("\n".join(copies), f"q{n}") for n, (copies, _) in enumerate(asked)]
    archive.look_up(new[0])
    read = [paragraphs_of([read_account(witness, 8)]) for witness in new]
    before = np.full(PARAGRAPHS, 1 << 31)
    found = [timed(lambda p=p: candidates(archive._index.parts, p, before)) for p in read]
    looked = [timed(lambda w=w: archive.look_up(w)) for w in new]
    shares = recall([archive.look_up(witness) for witness in new], asked)
    table, table_spent, table_bytes = plain_table(folder, archive)
    table.ask(read[0])
    plain = [timed(lambda p=p: table.ask(p)) for p in read]
    info = archive.info()
    added = [timed(lambda w=w: archive.add(w, events=False)) for w in new]
    archive.close()
    return {
        "paragraphs": info.passages,
        "accounts": stored,
        "build, CPU s": round(spent, 1),
        "postings a paragraph": round(info.postings / info.passages, 1),
        "bytes a posting": info.bytes_per_posting,
        "segments": [postings for _, postings in info.segments],
        "database, bytes a paragraph": round(info.bytes_database / info.passages),
        "candidates, ms": round(median(found), 2),
        "look up, ms": round(median(looked), 2),
        "add, ms": round(median(added), 2),
        "add, ms, slowest": round(max(added), 2),
        "recall of the source": {kind: round(share, 4) for kind, share in shares.items()},
        "plain table: build, CPU s": round(table_spent, 1),
        "plain table: bytes a posting": round(table_bytes, 1),
        "plain table: candidates, ms": round(median(plain), 2),
        "candidates, times faster than the plain table": round(median(plain) / median(found), 1),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--paragraphs", type=int, default=100_000)
    parser.add_argument("--cache", type=Path, default=generate.default_cache())
    parser.add_argument("--folder", type=Path, help="where the archive stays (default: nowhere)")
    arguments = parser.parse_args()
    if not generate.collections_here():
        sys.exit("needs the collections that are not part of the repository; set TAWATUR_SHARED")
    arguments.cache.mkdir(parents=True, exist_ok=True)
    folder = arguments.folder or Path(tempfile.mkdtemp())
    try:
        folder.mkdir(parents=True, exist_ok=True)
        result = measure(arguments.paragraphs, folder, arguments.cache)
        print(json.dumps(result, ensure_ascii=False, indent=1))
    finally:
        if arguments.folder is None:
            shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
