"""Spelling: words that are the same and written otherwise."""

from __future__ import annotations

from compare.model.claim import Detail, DetailKind, Status
from compare.model.prepared import Unit
from compare.model.text import Token

# A reader wants the first few, not every word.
_MOST = 4
# Folds that a reader would not call a difference of spelling: the same word with or without vowel marks.
_VOWELS = {*map(chr, range(0x064B, 0x0653)), "\u0670", "\u0640"}

Wording = tuple[Status, Detail, Detail, str]


def spelling_differences(a: Unit, b: Unit) -> list[Wording]:
    """Spelling variants of shared words; at most a few."""
    found = {(p.text, q.text): (Status.SPELLING, p, q, why) for _, p, q, why in _spelling(a, b)}
    return list(found.values())[:_MOST]


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


def _detail(token: Token) -> Detail:
    return Detail(DetailKind.QUOTATION, token.start, token.end, token.surface, token.folded)
