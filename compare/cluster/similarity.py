"""How far two accounts tell the same event: words, phrases, names and figures, weighed by what they tell."""

from __future__ import annotations

import gzip
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from compare.cluster.profile import Profile, profile
from compare.model.prepared import Prepared
from compare.trained import resource

Matrix = npt.NDArray[np.float32]
Indices = npt.NDArray[np.intp]
Features = Sequence[Mapping[str, float]]

TABLES = frozenset({"ar", "en", "ru", "fr"})
# Shares of words, phrases and names in the similarity of two accounts of one language …
_WORDS, _PHRASES, _NAMES = 0.6, 0.2, 0.2
# … and of names and figures across languages, where nearly the same names are asked for (the exponent).
_NAMED, _COUNTED, _EXPONENT = 0.45, 0.15, 1.5
# The background counts like so many accounts of so many words.
_PRIOR, _LENGTH = 40, 300
# Zipf frequency of a word that no table holds; share of accounts that have a given name or phrase.
_UNKNOWN, _RARE = 2.5, 0.002
# Days between two publications that still tell one event, the days after which half of the nearness is gone,
# and what is left of the similarity of accounts years apart.
_SAME, _HALVED, _APART = 3, 10, 0.35
# What is left where a day is unknown and the accounts open with two days of the week.
_OTHER_DAY = 0.8
# Names that are no more alike than this many times the words: the same town is no event.
_NAMED_BY_WORDS = 2.0
# From so many accounts on scipy's sparse tables pay for their import.
_DENSE = 30


@dataclass(frozen=True, slots=True)
class Channels:
    """The tables of some accounts: one row an account, one column a feature, each row of length 1.

    `languages` and `days` (of publication, 0 where unknown) and `weekdays` (that the opening tells, -1 where
    it tells none) have one entry an account.
    """

    words: Any
    phrases: Any
    names: Any
    figures: Any
    languages: Indices
    days: Indices
    weekdays: Indices


def document_similarity(witnesses: Sequence[Prepared]) -> Matrix:
    """How far every two accounts tell the same event, 0..1, symmetric, 1 on the diagonal.

    Cosines of words, of phrases and of names, each weighed by its place (lead and news before background) and
    by how few accounts have it, counted over these accounts and over a background of usual frequencies.
    Accounts of two languages are compared by names and figures. Publication dates far apart count against.
    Cost: products of sparse tables, and memory for n * n values.
    """
    channels = channels_of(witnesses)
    everyone = np.arange(len(witnesses))
    values: Matrix = likeness(channels, everyone, everyone) * nearness(channels, everyone, everyone)[0]
    values = np.clip(values, 0.0, 1.0).astype(np.float32)
    np.fill_diagonal(values, 1.0)
    return values


def channels_of(witnesses: Sequence[Prepared]) -> Channels:
    """The tables of accounts. Linear in their text."""
    profiles: list[Profile] = [profile(witness) for witness in witnesses]
    own = [p.language for p in profiles]
    shared = [""] * len(profiles)
    return Channels(
        words=_table([p.words for p in profiles], own),
        phrases=_table([p.phrases for p in profiles], shared),
        names=_table([p.names for p in profiles], shared),
        figures=_table([p.figures for p in profiles], shared),
        languages=np.unique(own, return_inverse=True)[1].astype(np.intp),
        days=np.array([p.day.toordinal() if p.day else 0 for p in profiles], np.intp),
        weekdays=np.array([-1 if p.weekday is None else p.weekday for p in profiles], np.intp),
    )


def likeness(channels: Channels, rows: Indices, columns: Indices) -> Matrix:
    """How alike the accounts of `rows` and `columns` are, days of publication left aside."""
    names = cosines(channels.names, rows, columns)
    words = cosines(channels.words, rows, columns)
    one: Matrix = words * np.float32(_WORDS) + cosines(channels.phrases, rows, columns) * np.float32(_PHRASES)
    one += np.minimum(names, words * np.float32(_NAMED_BY_WORDS)) * np.float32(_NAMES)
    return _across(channels, one, names, rows, columns) * _weekdays(channels, rows, columns)


def wording(channels: Channels, rows: Indices, columns: Indices) -> Matrix:
    """As `likeness`, by words and phrases alone where the language is the same."""
    one: Matrix = cosines(channels.words, rows, columns) * np.float32(0.5)
    one += cosines(channels.phrases, rows, columns) / 2
    return _across(channels, one, None, rows, columns)


def _across(channels: Channels, one: Matrix, names: Matrix | None, rows: Indices, columns: Indices) -> Matrix:
    """The similarities within one language, with those across languages put in."""
    foreign = channels.languages[rows][:, None] != channels.languages[columns][None, :]
    if not foreign.any():
        return one
    names = cosines(channels.names, rows, columns) if names is None else names
    figures = cosines(channels.figures, rows, columns)
    other = _NAMED * names**_EXPONENT + _COUNTED * figures
    return np.where(foreign, other, one).astype(np.float32)


def nearness(channels: Channels, rows: Indices, columns: Indices) -> tuple[Matrix, npt.NDArray[np.bool_]]:
    """What the days between two publications leave of a similarity, and where both days are known."""
    one, two = channels.days[rows][:, None], channels.days[columns][None, :]
    dated = (one > 0) & (two > 0)
    gaps = np.maximum(np.abs(one - two) - _SAME, 0)
    factors = np.where(dated, _APART + (1 - _APART) * 0.5 ** (gaps / _HALVED), 1.0)
    return factors.astype(np.float32), dated


def _weekdays(channels: Channels, rows: Indices, columns: Indices) -> Matrix:
    """What is left of the similarities where a day is unknown and other weekdays are told."""
    one, two = channels.weekdays[rows][:, None], channels.weekdays[columns][None, :]
    undated = (channels.days[rows][:, None] == 0) | (channels.days[columns][None, :] == 0)
    other = undated & (one >= 0) & (two >= 0) & (one != two)
    return np.where(other, _OTHER_DAY, 1.0).astype(np.float32)


def cosines(table: Any, rows: Indices, columns: Indices) -> Matrix:
    """The cosines of some rows of a table with others."""
    product = table[rows] @ table[columns].T
    return np.asarray(product if isinstance(product, np.ndarray) else product.toarray(), np.float32)


def _table(features: Features, languages: Sequence[str]) -> Any:
    """The accounts' features as rows of length 1, weighed by rarity; those of two languages never meet."""
    held = [[(language, f) for f in sorted(own)] for own, language in zip(features, languages, strict=True)]
    frequency = Counter(key for keys in held for key in keys)
    telling = {key: _telling(*key, count, len(features)) for key, count in frequency.items()}
    index = {key: at for at, key in enumerate(telling)}
    rows: list[int] = []
    columns: list[int] = []
    values: list[float] = []
    for row, (own, keys) in enumerate(zip(features, held, strict=True)):
        weights = [math.sqrt(own[key[1]]) * telling[key] for key in keys]
        length = math.sqrt(sum(w * w for w in weights)) or 1.0
        rows.extend([row] * len(keys))
        columns.extend(index[key] for key in keys)
        values.extend(w / length for w in weights)
    shape = (len(features), len(index))
    if len(features) <= _DENSE:
        dense = np.zeros(shape, np.float32)
        dense[rows, columns] = values
        return dense
    from scipy import sparse

    return sparse.csr_matrix((np.array(values, np.float32), (rows, columns)), shape=shape)


def _telling(language: str, feature: str, count: int, size: int) -> float:
    """How telling a feature is: the log of the share of accounts that have it, the background among them."""
    usual = 1 - math.exp(-_LENGTH * 10 ** (_zipf(language).get(feature, _UNKNOWN) - 9)) if language else _RARE
    return max(0.0, -math.log((count + _PRIOR * usual) / (size + _PRIOR)))


@lru_cache(maxsize=8)
def _zipf(language: str) -> Mapping[str, float]:
    if language not in TABLES:
        return {}
    rows = gzip.decompress(resource(f"background.{language}.tsv.gz")).decode().splitlines()
    return {lemma: int(zipf) / 100 for lemma, zipf in (row.split("\t") for row in rows)}
