"""Reuse: passages of one text that stand in another, word for word or edited, whatever their order."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from compare.align.chains import Passage, passages_of
from compare.align.rewording import Fragment, Mask, fragments_of
from compare.align.seeds import runs_of
from compare.model.hashed import Hashes
from compare.model.prepared import Prepared
from compare.model.reuse import LinkKind, Located, Reuse
from compare.model.text import Span, Token

_SEED = 3
"""Words in a seed."""
_TOLD = 1.5
"""What a passage must tell, less by how much of it was changed. Names with titles tell little."""
_FEWEST, _NEAR = 6, 0.55
"""How many words must stand in both, and which share of the words of the longer side."""
_MEETING = 8
"""With how many passages before it one is compared that may meet it."""
_CONTENT = 0.3
"""How much of a share the words in common make up, wherever they stand."""
_COVERED = 0.5
"""A passage of which better ones cover so much on both sides is none of its own."""


def find(a: Located, b: Located, least: int) -> list[Reuse]:
    """The passages of at least `least` words that two texts share, in order of `a`; each is one finding.

    Cost: sorts over the words of both, then near linear in the runs of three words that they share.
    """
    passages = passages_of(a, b, runs_of(a.hashes, b.hashes, _SEED))
    kept = _distinct([p for p in passages if _counts(p, a, b, least)], len(a.hashes), len(b.hashes))
    beside = _beside(kept, len(a.hashes), "a"), _beside(kept, len(b.hashes), "b")
    kept, fragments = _parted(kept, fragments_of(a, b, beside), beside)
    found = [_finding(p, a, b) for p in kept] + [_reworded(f, a, b) for f in fragments]
    return sorted(found, key=lambda r: (r.a.start, r.b.start, r.a.end, r.b.end))


def share_of(a: Located, b: Located, found: Sequence[Reuse]) -> float:
    """How much of `a` comes from `b`, 0..1: what the findings cover, and words that tell something.

    Seven tenths are the share of the text that findings cover, each by its score; three tenths the share of
    its words, by the squares of their weights as in a tf-idf cosine, that `b` has in any place. The first
    sees what was copied, the second what was rewritten beyond any shared run.
    """
    if not len(a.hashes):
        return 0.0
    covered = np.zeros(int(a.ends[-1]) - int(a.starts[0]))
    for r in found:
        part = covered[r.a.start - int(a.starts[0]) : r.a.end - int(a.starts[0])]
        np.maximum(part, r.score, out=part)
    squares = a.weights**2
    held = float(squares[np.isin(a.lemmas, b.lemmas)].sum()) / max(float(squares.sum()), 1e-9)
    return (1 - _CONTENT) * float(covered.mean()) + _CONTENT * held


def _counts(passage: Passage, a: Located, b: Located, least: int) -> bool:
    enough = passage.longer >= least and passage.same >= max(min(least, _FEWEST), _NEAR * passage.longer)
    return enough and passage.told * _score(passage, a, b) >= _TOLD


def _distinct(passages: Sequence[Passage], words_a: int, words_b: int) -> list[Passage]:
    """The passages without those that better ones cover on both sides.

    First those that are covered on neither side, so that of a refrain the first places meet, then the second
    places; then those that are the only one at their place on one side.
    """
    covered_a, covered_b = np.zeros(words_a, dtype=np.bool_), np.zeros(words_b, dtype=np.bool_)
    ranked = sorted(passages, key=lambda p: (-p.told, p.a, p.b))
    kept: list[Passage] = []
    for free_sides in (2, 1):
        left: list[Passage] = []
        for p in ranked:
            here, there = covered_a[p.a : p.a_end], covered_b[p.b : p.b_end]
            if sum(float(side.mean()) < _COVERED for side in (here, there)) < free_sides:
                left.append(p)
                continue
            kept.append(p)
            here[:] = True
            there[:] = True
        ranked = left
    return _merged(sorted(kept, key=lambda p: (p.a, p.b)))


def _merged(passages: Sequence[Passage]) -> list[Passage]:
    """Passages whose ends were carried into one another, on both sides, as one."""
    kept: list[Passage] = []
    for p in passages:
        near = range(len(kept) - 1, max(-1, len(kept) - 1 - _MEETING), -1)
        met = next((at for at in near if _meet(kept[at], p)), None)
        if met is None:
            kept.append(p)
        else:
            kept[met] = _joined(kept[met], p)
    return kept


def _meet(p: Passage, q: Passage) -> bool:
    return max(p.a, q.a) < min(p.a_end, q.a_end) and max(p.b, q.b) < min(p.b_end, q.b_end)


def _joined(p: Passage, q: Passage) -> Passage:
    """Two passages as one; words that both hold count once."""
    twice = max(min(p.a_end, q.a_end) - max(p.a, q.a), min(p.b_end, q.b_end) - max(p.b, q.b))
    more = max(0, q.same - twice)
    return Passage(
        a=min(p.a, q.a),
        a_end=max(p.a_end, q.a_end),
        b=min(p.b, q.b),
        b_end=max(p.b_end, q.b_end),
        same=p.same + more,
        told=p.told + q.told * more / max(1, q.same),
    )


def _beside(passages: Sequence[Passage], words: int, side: str) -> Mask:
    """The words of a side that are in no passage."""
    free = np.ones(words, dtype=np.bool_)
    for p in passages:
        free[slice(p.a, p.a_end) if side == "a" else slice(p.b, p.b_end)] = False
    return free


def _parted(
    passages: Sequence[Passage], fragments: Sequence[Fragment], beside: tuple[Mask, Mask]
) -> tuple[list[Passage], list[Fragment]]:
    """One finding for each passage: those that fill a fragment stand for it, others are a part of it."""
    left = [
        f
        for f in fragments
        if beside[0][f.a : f.a_end].mean() > 1 - _COVERED and beside[1][f.b : f.b_end].mean() > 1 - _COVERED
    ]
    return [p for p in passages if not any(_inside(p, f) for f in left)], left


def _inside(p: Passage, f: Fragment) -> bool:
    return min(p.a_end, f.a_end) - max(p.a, f.a) >= _COVERED * (p.a_end - p.a) and min(
        p.b_end, f.b_end
    ) - max(p.b, f.b) >= _COVERED * (p.b_end - p.b)


def _finding(p: Passage, a: Located, b: Located) -> Reuse:
    kind = LinkKind.VERBATIM if p.is_verbatim else LinkKind.NEAR
    return Reuse(a.id, a.span(p.a, p.a_end), b.id, b.span(p.b, p.b_end), kind, _score(p, a, b))


def _score(p: Passage, a: Located, b: Located) -> float:
    """The share of what the longer side tells that stands in both; 1 only where nothing was changed."""
    whole = max(float(a.weights[p.a : p.a_end].sum()), float(b.weights[p.b : p.b_end].sum()), 1e-9)
    return 1.0 if p.is_verbatim else min(p.told / whole, 0.9999)


def _reworded(f: Fragment, a: Located, b: Located) -> Reuse:
    score = min(f.share, 0.9999)
    return Reuse(a.id, a.span(f.a, f.a_end), b.id, b.span(f.b, f.b_end), LinkKind.REWORDED, score)


def find_verbatim(a: Prepared, b: Prepared, least: int) -> tuple[Reuse, ...]:
    """Runs of at least `least` equal folded words, the longest at each place of `a`, exact on both sides.

    The search of `find` with whole runs for seeds, over the sentences that are compared; no run crosses what
    lies between two blocks.
    """
    left, right = _tokens(a), _tokens(b)
    words_a, words_b = _numbered(left, right)
    runs = runs_of(words_a, words_b, least)
    rows = list(zip(runs.a.tolist(), runs.b.tolist(), runs.size.tolist(), strict=True))
    found: list[Reuse] = []
    reaching: list[tuple[int, int, int]] = []
    at = following = 0
    while following < len(rows) or reaching:
        while following < len(rows) and rows[following][0] <= at:
            reaching.append(rows[following])
            following += 1
        reaching = [row for row in reaching if row[0] + row[2] - at >= least]
        if reaching:
            length, start = max((i + size - at, -(j + at - i)) for i, j, size in reaching)
            found.append(_reuse(a, left[at : at + length], b, right[-start : -start + length]))
            at += length
        elif following < len(rows):
            at = rows[following][0]
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


def _numbered(a: Sequence[Token | None], b: Sequence[Token | None]) -> tuple[Hashes, Hashes]:
    """One number for each unlike folded word; each gap between blocks has a number of its own."""
    numbers: dict[str | tuple[str, int], int] = {}
    sides = []
    for name, tokens in (("a", a), ("b", b)):
        keys = [token.folded if token else (name, at) for at, token in enumerate(tokens)]
        sides.append(np.array([numbers.setdefault(key, len(numbers)) for key in keys], dtype=np.uint64))
    return sides[0], sides[1]


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
