"""difflib: SequenceMatcher over words, for pairs whose quick upper bounds allow it. Only for small sets."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

LEAST = 0.4


def find(texts: Sequence[str]) -> tuple[list[int], list[int], list[float]]:
    words = [text.split() for text in texts]
    first, second, scores = [], [], []
    for j in range(len(words)):
        matcher: SequenceMatcher[str] = SequenceMatcher(None, "", words[j], autojunk=False)
        for i in range(j):
            matcher.set_seq1(words[i])
            if matcher.real_quick_ratio() >= LEAST and matcher.quick_ratio() >= LEAST:
                score = matcher.ratio()
                if score >= LEAST:
                    first.append(i)
                    second.append(j)
                    scores.append(score)
    return first, second, scores
