"""Two short texts as units, for the stages of a claim."""

from __future__ import annotations

from collections.abc import Callable

import pytest

import compare
from compare.claims.differences import differences_between
from compare.claims.sides import Found, Sides
from compare.ingest.metadata import complete
from compare.match.score import Corpus, candidates
from compare.model.prepared import Prepared, Unit
from compare.prepare import prepare

Told = set[tuple[str, str, str | None, str | None]]


def _prepared(text: str, id: str, language: str, published: str) -> Prepared:
    witness = compare.Witness.from_text(text, id=id, language=language, published=published)
    return prepare(complete(witness))


@pytest.fixture(scope="session")
def unit() -> Callable[..., Unit]:
    """The first sentence of a text, prepared."""
    return lambda text, language="ar": _prepared(text, "a", language, "2024-08-18").units[0]


@pytest.fixture(scope="session")
def found() -> Callable[..., list[Found]]:
    """The differences of two sentences, nothing else being compared."""

    def between(a: str, b: str, language: str = "ar") -> list[Found]:
        one, two = (_prepared(text, id, language, "2024-08-18") for text, id in ((a, "a"), (b, "b")))
        pair = candidates(Corpus([one, two]), 0, 1)[0]
        content, chars = pair.channels.content, pair.channels.chars
        rows = differences_between(Sides(one.units[0], two.units[0], content, chars, whole=True))
        for row in rows:
            for side, text in ((row.a, a), (row.b, b)):
                assert side is None or text[side.start : side.end].split() == side.text.split()
        return rows

    return between


@pytest.fixture(scope="session")
def told(found: Callable[..., list[Found]]) -> Callable[..., Told]:
    """The same as (type, status, quote of a, quote of b)."""

    def rows(a: str, b: str, language: str = "ar") -> Told:
        return {
            (f.type.value, f.status.value, f.a and f.a.text, f.b and f.b.text) for f in found(a, b, language)
        }

    return rows
