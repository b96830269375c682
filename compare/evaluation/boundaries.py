"""Sentences one to a row: are they found again when the rows are joined?"""

from __future__ import annotations

import re

import compare
from compare.evaluation.gold import Folder
from compare.evaluation.metrics import span_f1
from compare.evaluation.scores import Attempts, Baseline, Measured, Score

NAME = "sentences.news-commentary"
_STOP = re.compile(r"[.!?؟…]+[\"'»”’)\]]*(?=\s)")


def boundaries(folder: Folder, quick: bool) -> Measured:
    """F1 of the places where one sentence ends and the next begins; the end of the text is given.

    Beside it the plain rule: a sentence ends at every mark that may end one.
    """
    del quick  # one text
    text, ends = joined([row["s"] for row in folder.rows(NAME)])
    attempts = Attempts(lambda whole: [end for _, end in compare.split_sentences(whole)])
    found = attempts(text) or []
    value, many = span_f1([ends], [[end for end in found if end < len(text)]])
    plain, _ = span_f1([ends], [[stop.end() for stop in _STOP.finditer(text)]])
    lines = (Baseline("end marks", plain),)
    label = "boundary F1 after joining rows"
    return Measured(
        (Score(f"{NAME}/boundaries", "sentences", NAME, label, value, many, "dev", lines, attempts.crashes),)
    )


def joined(rows: list[str]) -> tuple[str, list[int]]:
    """The rows as one text, a space between two, and where each but the last ends.

    >>> joined(["One. ", " Two?", "Three."])
    ('One. Two? Three.', [4, 9])
    """
    sentences = [row.strip() for row in rows]
    sentences = [sentence for sentence in sentences if sentence]
    ends, at = [], -1
    for sentence in sentences:
        at += 1 + len(sentence)
        ends.append(at)
    return " ".join(sentences), ends[:-1]
