"""What was changed between two wordings of one paragraph, word by word."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz.distance import Levenshtein

from compare.model.repeated import Piece

MOST_WORDS = 2_000
"""Words of a text that are looked at: the cost grows with their product."""
_GONE, _NEW = 20, 60
"""Words of a change that are told."""
_KEPT = 8
"""Words that stay on either side of a change."""


def changed(
    a: Sequence[str], b: Sequence[str], folded_a: Sequence[str], folded_b: Sequence[str]
) -> tuple[tuple[Piece, ...], int]:
    """The pieces of b beside a (what is the same, gone and new; of long runs the ends), and the same words.

    `a` and `b` are words as they stand, `folded_a` and `folded_b` the same words as they are compared. Edit
    operations by Levenshtein over words. Cost: the product of the lengths, a machine word at a time.

    >>> pieces, same = changed(["Ten", "men"], ["Two", "men"], ["ten", "men"], ["two", "men"])
    >>> [(p.kind, p.text) for p in pieces], same
    ([('gone', 'Ten'), ('new', 'Two'), ('same', 'men')], 1)
    """
    steps = Levenshtein.opcodes(folded_a[:MOST_WORDS], folded_b[:MOST_WORDS])
    pieces: list[Piece] = []
    same = 0
    last = len(steps) - 1
    for at, step in enumerate(steps):
        if step.tag == "equal":
            same += step.dest_end - step.dest_start
            words = b[step.dest_start : step.dest_end]
            pieces.extend(_shortened(words, opens=at == 0, closes=at == last))
            continue
        if step.src_end > step.src_start:
            pieces.append(Piece("gone", _long(a[step.src_start : step.src_end], _GONE)))
        if step.dest_end > step.dest_start:
            pieces.append(Piece("new", _long(b[step.dest_start : step.dest_end], _NEW)))
    return tuple(pieces), same


def _long(words: Sequence[str], most: int) -> str:
    """A run of words that changed, a long one without its middle."""
    if len(words) <= most:
        return " ".join(words)
    return f"{' '.join(words[: most - _KEPT])} … {' '.join(words[-_KEPT:])}"


def _shortened(words: Sequence[str], *, opens: bool, closes: bool) -> list[Piece]:
    """A run of words that are the same, without its middle, or the end that no change touches."""
    # Of a text in which nothing changed, the beginning.
    before = _KEPT if closes or not opens else 0
    after = 0 if closes else _KEPT
    if len(words) <= before + after + _KEPT:
        return [Piece("same", " ".join(words))]
    kept = [
        Piece("same", " ".join(words[:before])),
        Piece("cut", ""),
        Piece("same", " ".join(words[len(words) - after :])),
    ]
    return [piece for piece in kept if piece.text or piece.kind == "cut"]
