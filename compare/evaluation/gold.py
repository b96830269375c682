"""The labelled sets: their names, where they lie, their rows and fingerprints."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from compare.errors import InputError

Row = dict[str, Any]
Item = TypeVar("Item")

FILES = {
    "ans_stance.dev": "ans_stance.dev.jsonl",
    "ans_stance.train": "ans_stance.train.jsonl",
    "arbte.train": "arbte.train.jsonl",
    "arbte.valid": "arbte.valid.jsonl",
    "paraphraser_ru": "paraphraser_ru.train.jsonl",
    "sts2017.en-en": "sts2017.en-en.jsonl",
    "sts2017.es-es": "sts2017.es-es.jsonl",
    "summedits_news.dev": "summedits_news.dev.jsonl",
    "ists_headlines": "ists_headlines.train.jsonl",
    "recognizers.arabic": "recognizers.arabic.jsonl",
    "recognizers.english": "recognizers.english.jsonl",
    "wojood_sample.val": "wojood_sample.val.jsonl",
    "anercorp": "anercorp.jsonl.gz",
    "sentences.news-commentary": "sentences.news-commentary-v15.dev.ar.jsonl",
    "saudinewsnet": "saudinewsnet.jsonl.gz",
    "origins": "saudinewsnet.jsonl.gz",
    "ecbplus_news.dev": "ecbplus_news.dev.jsonl.gz",
    "paraphrases": "ecbplus_news.dev.jsonl.gz",
    "kau_copied_passages": "kau_copied_passages.jsonl.gz",
    "clough_stevenson": "clough_stevenson.jsonl",
    "seeds_dates": "gold/seeds_dates.json",
    "seeds_numbers": "gold/seeds_numbers.json",
    "seeds_names": "gold/seeds_names.json",
    "seeds_pairs": "gold/seeds_pairs.json",
}
"""The file of every set. Those of `gold/` may lie in the folder of the sets or beside it."""

PLACES = ("shared/data", "../shared/data")
"""Where the sets are looked for when no folder is named."""


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of labelled sets."""

    root: Path

    def path(self, name: str) -> Path | None:
        """Where the set lies; None where it is absent."""
        file = FILES[name]
        for place in (self.root / file, self.root / Path(file).name, self.root.parent / file):
            if place.is_file():
                return place
        return None

    def text(self, file: str) -> str:
        """The text of `text_path`, its line ends as they are."""
        return self.text_path(file).read_bytes().decode("utf-8")

    def text_path(self, file: str) -> Path:
        """Where a text lies that a set of `gold/` speaks of: in `seeds/`, in this folder or beside it."""
        for place in (self.root / "seeds" / file, self.root.parent / "seeds" / file):
            if place.is_file():
                return place
        raise InputError(f"The text {file} is missing: its gold is there without it.", slug="missing")

    def fingerprint(self, name: str) -> str | None:
        """The SHA-256 of the set's file; None where it is absent."""
        place = self.path(name)
        return hashlib.sha256(place.read_bytes()).hexdigest() if place else None

    def document(self, name: str) -> Any:
        """The content of a set that is one JSON document. Raises `InputError` where it is none."""
        return _parsed(self._content(name), name)

    def rows(self, name: str) -> list[Row]:
        """The rows of a set of JSON lines. Raises `InputError` as above, and where there is no row."""
        # Only line feeds part rows: a text may hold any other separator.
        rows = [_parsed(line, name) for line in self._content(name).split("\n") if line.strip()]
        if not rows:
            raise InputError(f"The set {name} is empty.", slug="empty")
        return rows

    def each(self, name: str, step: int) -> Iterator[Row]:
        """Every step-th row of a set too large to hold, one by one. Raises as `rows` does."""
        place = self._place(name)
        try:
            with gzip.open(place) if place.suffix == ".gz" else place.open("rb") as file:
                for line in islice(file, 0, None, step):
                    yield _parsed(line.decode("utf-8"), name)
        except (OSError, ValueError, EOFError):
            raise InputError(f"The set {name} cannot be read.", slug="unreadable") from None

    def _content(self, name: str) -> str:
        place = self._place(name)
        try:
            data = gzip.decompress(place.read_bytes()) if place.suffix == ".gz" else place.read_bytes()
            return data.decode("utf-8")
        except (OSError, ValueError, EOFError):
            raise InputError(f"The set {name} cannot be read.", slug="unreadable") from None

    def _place(self, name: str) -> Path:
        place = self.path(name)
        if place is None:
            raise InputError(f"The set {name} is not there.", slug="missing")
        return place


def _parsed(text: str, name: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        raise InputError(f"The set {name} is not well-formed JSON.", slug="unreadable") from None


def find(named: str | None) -> Folder:
    """The folder that was named, or else the first of `PLACES` that is there.

    Raises `InputError` where there is none, or where it holds none of the sets.
    """
    places = [Path(named)] if named else [Path(place) for place in PLACES]
    for place in places:
        folder = Folder(place)
        if place.is_dir() and any(folder.path(name) for name in FILES):
            return folder
    where = named or " and ".join(PLACES)
    raise InputError(f"No labelled sets in {where}; name their folder with --data.", slug="no-sets")


def spread(rows: Sequence[Item], most: int | None) -> list[Item]:
    """At most so many rows, evenly spread over all: always the same ones.

    >>> spread(range(10), 4), spread(range(3), 4)
    ([0, 2, 5, 7], [0, 1, 2])
    """
    if most is None or len(rows) <= most:
        return list(rows)
    return [rows[at * len(rows) // most] for at in range(most)]
