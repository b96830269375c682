"""Wording and spelling: what is left when two sentences are aligned word by word."""

from __future__ import annotations

from collections.abc import Sequence

from compare.model.claim import Detail, DetailKind, Status
from compare.model.prepared import Unit
from compare.model.text import Token

# A reader wants the first few, not every word.
_MOST = 4
# Folds that a reader would not call a difference of spelling: the same word with or without vowel marks.
_VOWELS = {*map(chr, range(0x064B, 0x0653)), "\u0670", "\u0640"}

Wording = tuple[Status, Detail | None, Detail | None, str]


def wording_differences(a: Unit, b: Unit, *, close: bool) -> list[Wording]:
    """Spelling variants of shared words and, for near copies, substituted words; at most a few of each.

    Words inside dates, numbers and names belong to those; only what no other difference covers is told here.
    """
    found = [*_spelling(a, b), *(_substituted(a, b) if close else [])]
    distinct = {
        (status, p.text if p else "", q.text if q else ""): (status, p, q, why) for status, p, q, why in found
    }
    spelled = [row for row in distinct.values() if row[0] is Status.SPELLING]
    worded = [row for row in distinct.values() if row[0] is Status.WORDING]
    return [*worded[:_MOST], *spelled[:_MOST]]


def _spelling(a: Unit, b: Unit) -> list[Wording]:
    """Words that fold to the same form but are written otherwise ("الإستراتيجية", "الاستراتيجية")."""
    written = {t.folded: t for t in reversed(b.tokens)}
    surfaces = {_bare(t.surface) for t in b.tokens}
    found: list[Wording] = []
    for token in a.tokens:
        other = written.get(token.folded)
        if other is None or len(token.folded) < 3 or _bare(token.surface) in surfaces:
            continue
        if _bare(token.surface).casefold() != _bare(other.surface).casefold():
            because = f"spelling: {token.surface} and {other.surface}"
            found.append((Status.SPELLING, _detail(token), _detail(other), because))
    return found


def _bare(word: str) -> str:
    return "".join(c for c in word if c not in _VOWELS)


def _substituted(a: Unit, b: Unit) -> list[Wording]:
    """Words replaced between equal neighbours, by edit operations on lemmas (Levenshtein 1966)."""
    from rapidfuzz.distance import Levenshtein

    left, right = _plain(a), _plain(b)
    operations = list(Levenshtein.opcodes([t.lemma for t in left], [t.lemma for t in right]))
    found: list[Wording] = []
    for at, op in enumerate(operations):
        around = [near.tag for near in (*operations[max(0, at - 1) : at], *operations[at + 1 : at + 2])]
        if op.tag != "replace" or around != ["equal", "equal"]:
            continue
        if max(op.src_end - op.src_start, op.dest_end - op.dest_start) > 3:
            continue
        x, y = left[op.src_start : op.src_end], right[op.dest_start : op.dest_end]
        found.append(_worded(x, y))
    return found


def _plain(unit: Unit) -> list[Token]:
    """The tokens that no detail covers and that are more than a particle."""
    taken = [
        d
        for d in unit.details
        if d.kind not in (DetailKind.QUOTATION, DetailKind.MODALITY, DetailKind.NEGATION)
    ]
    return [
        t
        for t in unit.tokens
        if len(t.folded) >= 3 and not any(d.start < t.end and t.start < d.end for d in taken)
    ]


def _worded(x: Sequence[Token], y: Sequence[Token]) -> Wording:
    left, right = _span(x), _span(y)
    return Status.WORDING, left, right, f"wording: {left.text} against {right.text}"


def _detail(token: Token) -> Detail:
    return _span([token])


def _span(tokens: Sequence[Token]) -> Detail:
    """A stretch of words as a detail; its text is rebuilt from the source by whoever holds it."""
    text = " ".join(t.surface for t in tokens)
    value = " ".join(t.folded for t in tokens)
    return Detail(DetailKind.QUOTATION, tokens[0].start, tokens[-1].end, text, value)
