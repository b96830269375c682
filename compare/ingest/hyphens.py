"""Words that were cut at the end of a line: whether the hyphen there is the word's own or the line's."""

from __future__ import annotations

import gzip
import unicodedata
from functools import cache

from compare.ingest.language import detect_language
from compare.trained import resource

_COMMON = ("en", "ru", "fr")
"""Languages that cut words with a hyphen, and whose common words are known here."""
_SHOWN = 4000
_FEWEST = 2


def language_of_lines(lines: list[str]) -> str | None:
    """The language whose words decide, or None where none is known."""
    language = detect_language(" ".join(lines)[:_SHOWN])
    return language if language in _COMMON else None


def is_cut(left: str, right: str, language: str) -> bool:
    """True where two pieces at a line's end are one word: a common one together, or no words alone.

    >>> is_cut("govern", "ment", "en"), is_cut("well", "known", "en"), is_cut("peut", "être", "fr")
    (True, False, False)
    """
    import simplemma

    whole = (left + right).casefold()
    if _folded(simplemma.lemmatize(whole, lang=language)) in _common(language):
        return True
    pieces = (left.casefold(), right.casefold())
    return not all(len(piece) >= _FEWEST and simplemma.is_known(piece, lang=language) for piece in pieces)


@cache
def _common(language: str) -> frozenset[str]:
    rows = gzip.decompress(resource(f"background.{language}.tsv.gz")).decode().splitlines()
    return frozenset(row.partition("\t")[0] for row in rows)


def _folded(word: str) -> str:
    plain = unicodedata.normalize("NFKD", word.casefold())
    return "".join(c for c in plain if not unicodedata.combining(c))
