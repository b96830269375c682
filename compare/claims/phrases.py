"""Phrase-level differences: the stretches of one sentence that the other does not tell.

Words are aligned first; what is left over is widened to the phrases it stands in, because a reader asks
which statement differs, not which word.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from compare.claims.frames import opens_phrase
from compare.claims.heads import Alignment
from compare.model.claim import Detail, DetailKind
from compare.model.prepared import Unit
from compare.model.text import Token

# A phrase of at most this many telling words differs as a whole where this share of them differs.
_WHOLE_WORDS, _WHOLE_SHARE = 6, 0.5
# Two left-over stretches longer than this are two statements, not one statement in other words.
_SUBSTITUTION = 5


@dataclass(frozen=True, slots=True)
class Phrases:
    """Left-over stretches (token ranges): those that stand for one another, and those of one side only."""

    replaced: tuple[tuple[range, range], ...]
    only_a: tuple[range, ...]
    only_b: tuple[range, ...]


def left_over(
    words: Alignment, told_a: Sequence[Detail], told_b: Sequence[Detail], *, widen: bool = True
) -> Phrases:
    """The phrases of both sides that no word of the other side stands for.

    `told_a` and `told_b` are details that another difference tells already; their words are left out. With
    `widen` a phrase most of whose words differ is taken whole. Cost: product of the two numbers of phrases.
    """
    left = _runs(words.a, words.left, words.telling_a, told_a, widen=widen)
    right = _runs(words.b, words.right, words.telling_b, told_b, widen=widen)
    replaced: list[tuple[range, range]] = []
    for x in list(left):
        near = [(words.rims(x, y), -abs(len(x) - len(y)), -y.start, y) for y in right]
        fitting = [row for row in near if row[0] and max(len(x), len(row[3])) <= _SUBSTITUTION]
        if fitting:
            y = max(fitting, key=lambda row: row[:3])[3]
            replaced.append((x, y))
            left.remove(x)
            right.remove(y)
    return Phrases(tuple(replaced), tuple(left), tuple(right))


def _runs(
    unit: Unit,
    counterpart: Sequence[int | None],
    telling: Sequence[bool],
    told: Sequence[Detail],
    *,
    widen: bool,
) -> list[range]:
    """The stretches of words that differ, cut where the text has a mark between two words."""
    own = [found is None and tells for found, tells in zip(counterpart, telling, strict=True)]
    differs = list(own)
    for at in range(len(differs) - 1, -1, -1):
        if not telling[at]:  # a small word goes with the word after it
            differs[at] = differs[at + 1] if at + 1 < len(differs) else False
    if widen:
        for phrase in _phrases(unit):
            words = [at for at in phrase if telling[at]]
            many = sum(differs[at] for at in words) >= _WHOLE_SHARE * len(words)
            if many and 0 < len(words) <= _WHOLE_WORDS:
                for at in phrase:
                    differs[at] = True
    for at, token in enumerate(unit.tokens):
        if any(d.start < token.end and token.start < d.end for d in told):
            differs[at] = False
    return [run for run in _stretches(unit.tokens, differs) if any(own[at] for at in run)]


def _phrases(unit: Unit) -> list[range]:
    """The sentence cut before its prepositions and conjunctions and at its marks."""
    starts = [
        at
        for at, token in enumerate(unit.tokens)
        if at == 0 or opens_phrase(token.folded, unit.language) or _parted(unit.tokens, at)
    ]
    ends = [*starts[1:], len(unit.tokens)]
    return [range(start, end) for start, end in zip(starts, ends, strict=False)]


def _parted(tokens: Sequence[Token], at: int) -> bool:
    """True where more than a space stands before a word: a comma, a dash, a quotation mark."""
    return tokens[at].start - tokens[at - 1].end > 1


def _stretches(tokens: Sequence[Token], differs: Sequence[bool]) -> list[range]:
    found: list[range] = []
    start: int | None = None
    for at in range(len(differs) + 1):
        inside = at < len(differs) and differs[at]
        if start is not None and (not inside or _parted(tokens, at)):
            found.append(range(start, at))
            start = None
        if inside and start is None:
            start = at
    return found


def quoted(unit: Unit, run: range) -> Detail:
    """A stretch of words as a detail; its text is rebuilt from the source by whoever holds it."""
    tokens = unit.tokens[run.start : run.stop]
    text = " ".join(t.surface for t in tokens)
    value = " ".join(t.folded for t in tokens)
    return Detail(DetailKind.QUOTATION, tokens[0].start, tokens[-1].end, text, value)
