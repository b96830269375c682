"""Make a set of paragraphs with known near-duplicates: `python generate.py 10000 30000 --cache FOLDER`.

Four fifths of a set are paragraphs that are no near-duplicates of one another, one fifth are edited copies
of some of them, of fifteen kinds. Everything follows from `SEED`. A set is two files in a folder of the
cache that is named after all it is made by, so that no set outlives its making:

- `SIZE.jsonl`: {"id": number of the row, "text": paragraph}
- `SIZE.pairs.tsv`: row i, row j, kind; for a pasted passage also where it stands in both (code points)

The background of a set is real as far as the collections reach, then made up (`walk.py`). Sets beyond
`REPEATED` rows repeat the set of that size, every repetition in letters of its own (`Disguise`).
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import numpy as np
import paragraphs
from edits import KINDS, Copy, Supply, edited, fits
from folding import folded
from walk import Walk

SEED = 20261122
COPIES = 0.2
REPEATED = 1_000_000
SPARE = 1.3  # made-up paragraphs for one that is needed: some are dropped as near-duplicates
ROOT = Path(__file__).resolve().parents[3]

Row = tuple[str, str]  # language, paragraph


@dataclass(frozen=True)
class Pair:
    """Row i and row j tell the same, by an edit of `kind`."""

    i: int
    j: int
    kind: str
    spans: tuple[int, int, int, int] | None = None

    def line(self) -> str:
        cells = (self.i, self.j, self.kind, *(self.spans or ()))
        return "\t".join(map(str, cells)) + "\n"


def shared_data() -> Path:
    """Folder of the collections that the paragraphs are taken from."""
    return Path(os.environ.get("TAWATUR_SHARED") or ROOT.parent / "shared") / "data"


def collections_here() -> bool:
    return all((shared_data() / name).is_file() for name in paragraphs.COLLECTIONS)


def default_cache() -> Path:
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "tawatur" / "near_duplicates"


def folder_of_sets(cache: Path) -> Path:
    """Where in `cache` the sets lie that these programs make from the collections as they are."""
    here = Path(__file__).parent
    made_by = hashlib.sha256()
    for name in ("edits.py", "folding.py", "generate.py", "paragraphs.py", "walk.py"):
        made_by.update((here / name).read_bytes())
    for name in paragraphs.COLLECTIONS:
        made_by.update(f"{name} {(shared_data() / name).stat().st_size}".encode())
    return cache / f"sets-{made_by.hexdigest()[:12]}"


def make(size: int, cache: Path) -> tuple[Path, Path]:
    """The set of `size` rows in `cache`, made where it is not there yet: (rows, known pairs)."""
    rows_file, pairs_file = cache / f"{size}.jsonl", cache / f"{size}.pairs.tsv"
    if not (rows_file.exists() and pairs_file.exists()):
        cache.mkdir(parents=True, exist_ok=True)
        if size > REPEATED:
            repeat(size, cache, rows_file, pairs_file)
        else:
            rows, pairs = compose(background(size, cache), size)
            write_pairs(pairs_file, pairs)
            write_rows(rows_file, rows)
    return rows_file, pairs_file


# --------------------------------------------------------------------------------------------- background


def background(size: int, cache: Path) -> list[Row]:
    """Paragraphs enough for a set of `size` rows and the texts that its passages are pasted into."""
    base = real(cache)
    wanted = base_count(size) + host_count(size)
    if wanted > len(base):
        base = base + made_up(base, wanted - len(base))
    return base


def real(cache: Path) -> list[Row]:
    """Every cleaned real paragraph, in an order drawn once."""
    kept = cache / "real.jsonl"
    if not kept.exists():
        base = paragraphs.cleaned(list(paragraphs.read_paragraphs(shared_data())))
        Random(SEED).shuffle(base)
        _whole(kept, (json.dumps(row, ensure_ascii=False) + "\n" for row in base))
    with kept.open(encoding="utf-8") as lines:
        return [(language, text) for language, text in map(json.loads, lines)]


def made_up(base: Sequence[Row], count: int) -> list[Row]:
    """`count` made-up paragraphs that are near-duplicates neither of the real ones nor of one another."""
    walk = Walk([text for language, text in base if language == "ar"])
    chance = np.random.default_rng(SEED)
    made = list(walk.paragraphs(int(count * SPARE) + 100, chance))
    texts = [text for _, text in base] + made
    words, bounds = paragraphs.word_numbers(texts, paragraphs.Vocabulary())
    dropped = paragraphs.natural_duplicates(
        paragraphs.shingles(words, bounds), len(texts), paragraphs.WALK_CAP
    )[len(base) :]
    kept = [("ar", text) for text, drop in zip(made, dropped, strict=True) if not drop]
    if len(kept) < count:
        sys.exit(f"{len(kept):,} of {count:,} made-up paragraphs are no near-duplicates: raise SPARE")
    return kept[:count]


def copy_count(size: int) -> int:
    return round(size * COPIES)


def base_count(size: int) -> int:
    return size - copy_count(size)


def host_count(size: int) -> int:
    return -(-copy_count(size) // len(KINDS))


# ------------------------------------------------------------------------------------------------- the set


def compose(base: Sequence[Row], size: int) -> tuple[list[str], list[Pair]]:
    """`size` rows in a drawn order and the pairs among them. No two copies have a source in common."""
    chance = Random(SEED + size)
    inside, hosts = list(base[: base_count(size)]), list(base[base_count(size) :][: host_count(size)])
    sources = list(range(len(inside)))
    chance.shuffle(sources)
    supplies = {language: _words(inside, language) for language in {language for language, _ in inside}}
    kinds = [KINDS[number % len(KINDS)] for number in range(copy_count(size))]
    places = list(range(size))
    chance.shuffle(places)
    rows = [""] * size
    for number, (_, text) in enumerate(inside):
        rows[places[number]] = text
    pairs = []
    for number, kind in enumerate(kinds, len(inside)):
        source = _taken(sources, inside, kind)
        language, text = inside[source]
        partner = sources.pop() if kind == "merge" else source
        host = hosts.pop()[1] if kind == "passage" else ""
        supply = Supply(supplies[language], inside[partner][1], host)
        copy = edited(kind, text, supply, Random(SEED * 1000 + number))
        rows[places[number]] = copy.text
        pairs.append(_pair(places[source], places[number], kind, copy))
        if kind == "merge":
            pairs.append(_pair(places[partner], places[number], kind, copy))
    return rows, sorted(pairs, key=lambda pair: (pair.i, pair.j))


def _taken(sources: list[int], inside: Sequence[Row], kind: str) -> int:
    """The last source that `kind` can edit, taken out of `sources`."""
    for back in range(1, len(sources) + 1):
        if fits(kind, inside[sources[-back]][1]):
            return sources.pop(-back)
    sys.exit(f"no paragraph is left for an edit of the kind {kind}")


def _words(rows: Sequence[Row], language: str) -> list[str]:
    """Words as they occur, the frequent ones often: what is put in for others."""
    texts = [text for found, text in rows if found == language][:5000]
    return [word for text in texts for word in text.split() if word.isalpha()]


def _pair(source: int, copy_row: int, kind: str, copy: Copy) -> Pair:
    spans = (*copy.source, *copy.target) if copy.source and copy.target else None
    if source < copy_row:
        return Pair(source, copy_row, kind, spans)
    return Pair(copy_row, source, kind, spans and (spans[2], spans[3], spans[0], spans[1]))


# ------------------------------------------------------------------------------------- sets beyond a million

COMMON = 300  # most frequent words, which every repetition keeps
_CONSONANTS = "بتثجحخدذرزسشصضطظعغفقكلمن", "bcdfghjklmnpqrstvwxz"  # letters that no folding touches


class Disguise:
    """Words in exchanged consonants, the same word always in the same ones; frequent words stay.

    Repetitions so differ from one another as texts of other vocabularies do, copies stay copies, and what
    is frequent in a language is as frequent in the whole.
    """

    def __init__(self, number: int, common: frozenset[str]) -> None:
        self.common = common
        table: dict[int, int] = {}
        for letters in _CONSONANTS if number else ():
            other = list(letters)
            Random(SEED + number).shuffle(other)
            table |= str.maketrans(letters, "".join(other))
            table |= str.maketrans(letters.upper(), "".join(other).upper())
        self.table = table
        self.known: dict[str, str] = {}

    def of(self, text: str) -> str:
        known = self.known
        words = []
        for word in text.split(" "):
            found = known.get(word)
            if found is None:
                bare = folded(word)
                found = known[word] = word if bare in self.common else word.translate(self.table)
            words.append(found)
        return " ".join(words)


def repeat(size: int, cache: Path, rows_file: Path, pairs_file: Path) -> None:
    """A set of `size` rows: the one of `REPEATED` rows over and over, in other letters each time."""
    source, known = make(REPEATED, cache)
    common = _frequent(source)
    whole, rest = divmod(size, REPEATED)
    counts = [REPEATED] * whole + [rest] * (rest > 0)

    def rows() -> Iterator[str]:
        for number, count in enumerate(counts):
            disguise = Disguise(number, common)
            for at, text in enumerate(read_rows(source)):
                if at == count:
                    break
                yield disguise.of(text)

    def pairs() -> Iterator[Pair]:
        base = read_pairs(known)
        for number, count in enumerate(counts):
            for pair in base:
                if pair.j < count:
                    shift = number * REPEATED
                    yield Pair(pair.i + shift, pair.j + shift, pair.kind, pair.spans)

    write_pairs(pairs_file, pairs())
    write_rows(rows_file, rows())


def _frequent(rows_file: Path) -> frozenset[str]:
    counts: dict[str, int] = {}
    for at, text in enumerate(read_rows(rows_file)):
        if at == 20_000:
            break
        for word in folded(text).split():
            counts[word] = counts.get(word, 0) + 1
    return frozenset(sorted(counts, key=lambda word: (-counts[word], word))[:COMMON])


# --------------------------------------------------------------------------------------------------- files


def read_rows(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)["text"]


def read_pairs(path: Path) -> list[Pair]:
    pairs = []
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            i, j, kind, *spans = line.rstrip("\n").split("\t")
            a, b, c, d = map(int, spans) if spans else (0, 0, 0, 0)
            pairs.append(Pair(int(i), int(j), kind, (a, b, c, d) if spans else None))
    return pairs


def write_rows(path: Path, rows: Iterator[str] | list[str]) -> None:
    lines = (
        json.dumps({"id": number, "text": text}, ensure_ascii=False) + "\n"
        for number, text in enumerate(rows)
    )
    _whole(path, lines)


def write_pairs(path: Path, pairs: Iterator[Pair] | list[Pair]) -> None:
    _whole(path, (pair.line() for pair in pairs))


def _whole(path: Path, lines: Iterator[str]) -> None:
    """Write a file that is either whole or not there."""
    part = path.with_name(path.name + ".part")
    with part.open("w", encoding="utf-8", newline="\n") as out:
        out.writelines(lines)
    part.replace(path)


def main() -> int:
    parser = argparse.ArgumentParser(description="Make sets of paragraphs with known near-duplicates.")
    parser.add_argument("size", type=int, nargs="+", help="rows of a set")
    parser.add_argument("--cache", type=Path, default=default_cache(), help="folder for the sets")
    arguments = parser.parse_args()
    if not collections_here():
        print(f"The collections that the sets are made of are not at {shared_data()}: nothing was made.")
        return 0
    home = folder_of_sets(arguments.cache)
    for size in arguments.size:
        for path in make(size, home):
            print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
