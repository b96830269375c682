"""Verbatim reuse: runs of words that stand in two witnesses, whatever their order.

Seed and extend on word shingles, after Hoad and Zobel (2003), Methods for identifying versioned and
plagiarised documents; linear in the words of both sides as long as shingles are rare.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from compare.model.prepared import Prepared
from compare.model.reuse import LinkKind, Reuse
from compare.model.text import Span, Token

# A shingle that stands more often than this in one account is a refrain, not a seed.
_MOST_PLACES = 16


def find_verbatim(a: Prepared, b: Prepared, least: int) -> tuple[Reuse, ...]:
    """Runs of at least `least` equal folded words, longest first per place, exact on both sides."""
    left, right = (_tokens(side) for side in (a, b))
    words_a, words_b = _words(left, "a"), _words(right, "b")
    places: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for at in range(len(words_b) - least + 1):
        places[tuple(words_b[at : at + least])].append(at)
    found: list[Reuse] = []
    at = 0
    while at + least <= len(words_a):
        starts = places.get(tuple(words_a[at : at + least]), ())
        if not starts or len(starts) > _MOST_PLACES:
            at += 1
            continue
        length, start = max((_run(words_a, at, words_b, s), -s) for s in starts)
        found.append(_reuse(a, left[at : at + length], b, right[-start : -start + length]))
        at += length
    return tuple(found)


def _tokens(side: Prepared) -> list[Token | None]:
    """The tokens in text order, with None between blocks: a run never crosses what lies between them."""
    tokens: list[Token | None] = []
    block: str | None = None
    for unit in side.units:
        if unit.passage.parent != block:
            tokens.append(None)
            block = unit.passage.parent
        tokens.extend(unit.tokens)
    return tokens


def _words(tokens: Sequence[Token | None], side: str) -> list[str]:
    return [token.folded if token else f"\0{side}" for token in tokens]


def _run(a: Sequence[str], i: int, b: Sequence[str], j: int) -> int:
    length = 0
    while i + length < len(a) and j + length < len(b) and a[i + length] == b[j + length]:
        length += 1
    return length


def _reuse(a: Prepared, left: Sequence[Token | None], b: Prepared, right: Sequence[Token | None]) -> Reuse:
    first_a, last_a, first_b, last_b = (t for t in (left[0], left[-1], right[0], right[-1]) if t)
    return Reuse(
        witness_a=a.witness.id,
        a=Span(first_a.start, last_a.end),
        witness_b=b.witness.id,
        b=Span(first_b.start, last_b.end),
        kind=LinkKind.VERBATIM,
        score=1.0,
    )
