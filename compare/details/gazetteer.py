"""The shipped table of places and of Arabic name words, read once."""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from compare.trained import resource


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Folded names of places with their English name, and folded Arabic words.

    `given` and `family` are name words, `double` those of them that are dictionary words as well,
    `common` are words that are no names.
    """

    places: Mapping[str, str]
    countries: frozenset[str]
    given: frozenset[str]
    family: frozenset[str]
    common: frozenset[str]
    double: frozenset[str]


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    """The table, unpacked on first use.

    >>> gazetteer().places["баку"]
    'Baku'
    """
    places: dict[str, str] = {}
    countries: list[str] = []
    words: dict[str, frozenset[str]] = {}
    for line in gzip.decompress(resource("gazetteer.tsv.gz")).decode().split("\n"):
        canonical, kind, *names = line.split("\t")
        if not canonical:
            words[kind] = frozenset(names)
            continue
        if kind == "country":
            countries.append(canonical)
        for name in names:
            places[name] = canonical
    return Gazetteer(
        places,
        frozenset(countries),
        words["given"],
        words["family"],
        words["common"],
        words["double"],
    )
