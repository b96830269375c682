"""Interpretable similarity of headlines (Agirre et al., SemEval 2016): are the differing words pointed at?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

import compare
from compare.evaluation.gold import Folder, Row, spread
from compare.evaluation.metrics import span_f1
from compare.evaluation.scores import Attempts, Baseline, Measured, Score

NAME = "ists_headlines"
QUICK = 250
_WORD = re.compile(r"\S+")

Place = tuple[str, int]
"""A side, "a" or "b", and the number of a word in it."""


def chunks(folder: Folder, quick: bool) -> Measured:
    """F1 of the words, of both sides, that the differences of `judge` quote.

    Gold are the words of every chunk that is linked otherwise than as equivalent, or not at all. Differences
    of spelling alone count for nothing, and punctuation is no word. Beside it stands what difflib replaces,
    deletes or inserts, letter case aside.
    """
    rows = spread(folder.rows(NAME), QUICK if quick else None)
    attempts = Attempts(quoted)
    found = [said or set() for said in attempts.over((row["a"], row["b"]) for row in rows)]
    gold = [differing(row) for row in rows]
    value, many = span_f1(gold, found)
    plain, _ = span_f1(gold, [changed(row["a"], row["b"]) for row in rows])
    lines = (Baseline("difflib", plain, "words that its opcodes do not call equal"),)
    label = "F1 of words that differ"
    score = Score(f"{NAME}/words", "judge", NAME, label, value, many, "train", lines, attempts.crashes)
    return Measured((score,))


def differing(row: Row) -> set[Place]:
    """The words that stand in a chunk which is not equivalent.

    >>> link = {"a": "two dead", "b": "three dead", "type": "SIMI"}
    >>> sorted(differing({"a": "fire : two dead", "b": "three dead", "links": [link]}))
    [('a', 2), ('a', 3), ('b', 0), ('b', 1)]
    """
    places: set[Place] = set()
    for side in ("a", "b"):
        words = row[side].split()
        for link in row["links"]:
            if not link["type"].startswith("EQUI") and link[side] != "-not aligned-":
                places.update((side, at) for at in _located(link[side].split(), words) if _is_word(words[at]))
    return places


def _located(chunk: Sequence[str], words: Sequence[str]) -> list[int]:
    """Where the words of a chunk stand: together where they do anywhere, else one by one in order."""
    for at in range(len(words) - len(chunk) + 1):
        if words[at : at + len(chunk)] == chunk:
            return list(range(at, at + len(chunk)))
    found: list[int] = []
    for wanted in chunk:
        found += [at for at, word in enumerate(words) if word == wanted and at not in found][:1]
    return found


def _is_word(token: str) -> bool:
    return any(letter.isalnum() for letter in token) or token == "%"


def quoted(a: str, b: str) -> set[Place]:
    """The words that the differences of `judge` quote."""
    told = [
        value
        for difference in compare.judge(a, b).differences
        if difference.status != "spelling"
        for value in difference.values
    ]
    places: set[Place] = set()
    for side, text in (("a", a), ("b", b)):
        spans = [
            (v.start, v.end) for v in told if v.witness == side and v.start is not None and v.end is not None
        ]
        places.update((side, at) for at in _covered(text, spans))
    return places


def _covered(text: str, spans: Sequence[tuple[int, int]]) -> Iterable[int]:
    for at, word in enumerate(_WORD.finditer(text)):
        if _is_word(word.group()) and any(start < word.end() and word.start() < end for start, end in spans):
            yield at


def changed(a: str, b: str) -> set[Place]:
    """The words that difflib does not match."""
    left, right = a.lower().split(), b.lower().split()
    places: set[Place] = set()
    for tag, i, j, k, m in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if tag != "equal":
            places.update(("a", at) for at in range(i, j) if _is_word(left[at]))
            places.update(("b", at) for at in range(k, m) if _is_word(right[at]))
    return places
