"""Plain methods on the same rows: what anyone has without this program."""

from __future__ import annotations

import datetime as dt
import re
import warnings
from collections.abc import Callable, Mapping, Sequence
from difflib import SequenceMatcher
from importlib import import_module
from importlib.util import find_spec
from typing import Any

Pair = tuple[str, str]
_WORD = re.compile(r"\w+")


def difflib_ratio(pairs: Sequence[Pair]) -> list[float]:
    """`difflib.SequenceMatcher.ratio` over characters."""
    return [SequenceMatcher(None, a, b).ratio() for a, b in pairs]


def token_set(pairs: Sequence[Pair]) -> list[float]:
    """`rapidfuzz.fuzz.token_set_ratio`, 0 to 1."""
    from rapidfuzz.fuzz import token_set_ratio
    from rapidfuzz.utils import default_process

    return [token_set_ratio(a, b, processor=default_process) / 100 for a, b in pairs]


def tfidf_words(pairs: Sequence[Pair]) -> list[float]:
    """Cosines of scikit-learn's `TfidfVectorizer` over words, fitted on the pairs themselves."""
    return _cosines(pairs, analyzer="word", token_pattern=r"\w+")


def tfidf_chars(pairs: Sequence[Pair]) -> list[float]:
    """The same over runs of 3 to 5 characters inside words."""
    return _cosines(pairs, analyzer="char_wb", ngram_range=(3, 5))


def _cosines(pairs: Sequence[Pair], **options: Any) -> list[float]:
    from sklearn.feature_extraction.text import TfidfVectorizer

    texts = list(dict.fromkeys(text for pair in pairs for text in pair))
    try:
        matrix = TfidfVectorizer(**options).fit_transform(texts)
    except ValueError:  # not one word in all texts
        return [0.0] * len(pairs)
    at = {text: row for row, text in enumerate(texts)}
    a, b = matrix[[at[a] for a, _ in pairs]], matrix[[at[b] for _, b in pairs]]
    return [float(value) for value in a.multiply(b).sum(axis=1).flat]


def containment(pairs: Sequence[Pair]) -> list[float]:
    """The share of the second text's words that stand in the first.

    >>> containment([("the cat sat", "the dog sat")])
    [0.666...]
    """
    shares = []
    for a, b in pairs:
        left, right = set(_WORD.findall(a.casefold())), set(_WORD.findall(b.casefold()))
        shares.append(len(left & right) / max(len(right), 1))
    return shares


SIMILARITIES: Mapping[str, Callable[[Sequence[Pair]], list[float]]] = {
    "difflib": difflib_ratio,
    "tf-idf": tfidf_words,
    "char tf-idf": tfidf_chars,
    "token_set": token_set,
}
"""The methods that score two texts, by the names of the scorecard's columns."""


def has_dateparser() -> bool:
    """True where dateparser is installed, which comes with trafilatura and is no dependency of ours."""
    return find_spec("dateparser") is not None


def dateparser_search(text: str, language: str, day: str) -> list[tuple[int, int, dt.datetime]]:
    """What dateparser finds: start, end, moment, counted from an ISO day, the past preferred.

    It tells what it found and not where: each find is looked for after the one before. What it cannot
    take (it raises on some texts) counts as nothing found.
    """
    search = import_module("dateparser.search")
    settings = {"RELATIVE_BASE": dt.datetime.fromisoformat(day), "PREFER_DATES_FROM": "past"}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            hits = search.search_dates(text, languages=[language], settings=settings) or []
        except Exception:  # noqa: BLE001  (the baseline's crash is the baseline's miss)
            return []
    found, after = [], 0
    for words, moment in hits:
        start = text.find(words, after)
        if start >= 0:
            after = start + len(words)
            found.append((start, after, moment))
    return found


_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")


def digits(text: str) -> dict[tuple[int, int], float]:
    """Every run of digits, read as a number with the comma parting thousands: what a regex finds.

    >>> digits("٨٢ of 1,150")
    {(0, 2): 82.0, (6, 11): 1150.0}
    """
    found = {}
    for hit in _DIGITS.finditer(text):
        try:
            found[hit.span()] = float(hit.group().replace(",", ""))
        except ValueError:  # an address, a version: no number
            continue
    return found
