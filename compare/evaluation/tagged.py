"""Sets of tagged tokens: names, dates and numbers in running text, scored by the tokens they cover."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import compare
from compare.evaluation.gold import Folder, Row, spread
from compare.evaluation.metrics import span_f1
from compare.evaluation.scores import Attempts, Measured, Score

QUICK = 400
_TIGHT_BEFORE = frozenset(".,،؛:؟!)]»%")
_TIGHT_AFTER = frozenset("([«")
_INSIDE = frozenset("/,-.")
_DIGITS = re.compile(r"\d+$")
# Words that one convention of dates takes in and another leaves out: "in the year 1948", "dated 4 May".
_FRAME = re.compile(
    r"[^\w]+|[وفبلك]?(?:ال)?(?:عام|سنة|يوم|تاريخ|شهر|مساء|صباح)|بتاريخ|للعام|هجري(?:ة)?|ميلادي(?:ة)?|في|من|م|هـ"
)

Span = tuple[int, int, str]
"""First token, token after the last, kind."""


@dataclass(frozen=True, slots=True)
class Scheme:
    """Which tags of a set and which kinds of detail are one kind.

    `framed` spans are compared without the words that frame them, `counted` ones without what is counted.
    """

    tags: Mapping[str, str]
    kinds: Mapping[str, str]
    framed: bool = False
    counted: bool = False


DATES = Scheme({"DATE": "date"}, {"date": "date"}, framed=True)
NUMBERS = Scheme(
    {"CARDINAL": "number", "ORDINAL": "ordinal", "PERCENT": "percent", "MONEY": "money"},
    {kind: kind for kind in ("number", "ordinal", "percent", "money")},
    counted=True,
)
NAMES = Scheme(
    {
        "PERS": "person",
        "PER": "person",
        "ORG": "organisation",
        "LOC": "place",
        "GPE": "place",
        "FAC": "place",
    },
    {kind: kind for kind in ("person", "organisation", "place")},
)


def wojood(folder: Folder, quick: bool) -> Measured:
    """F1 of the spans of dates, numbers and names. Dates without the words that frame them ("in the year").

    A number of ours that takes in what it counts is compared by the tokens that the gold has of it.
    """
    del quick  # few rows
    name, rows = "wojood_sample.val", folder.rows("wojood_sample.val")
    schemes = {"dates": DATES, "numbers": NUMBERS, "names": NAMES}
    return Measured(
        tuple(
            _score(name, key, key, rows, scheme, "val; trained on train") for key, scheme in schemes.items()
        )
    )


def anercorp(folder: Folder, quick: bool) -> Measured:
    """F1 of the spans of names, kinds counted. The shipped tagger has seen these sentences."""
    name = "anercorp"
    rows = spread(folder.rows(name), QUICK if quick else None)
    split = "trained on it (5-fold: tools/train_tagger.py)"
    return Measured((_score(name, "names", "names", rows, NAMES, split),))


def _score(name: str, key: str, stage: str, rows: Sequence[Row], scheme: Scheme, split: str) -> Score:
    attempts = Attempts(lambda row: spans_found(row["tokens"], scheme))
    gold, found = [], []
    for row in rows:
        wanted = spans_told(row["tags"], scheme)
        got = attempts(row) or []
        if scheme.framed:
            wanted, got = _unframed(row["tokens"], wanted), _unframed(row["tokens"], got)
        if scheme.counted:
            got = _uncounted(wanted, got)
        gold.append(wanted)
        found.append(got)
    value, many = span_f1(gold, found)
    return Score(
        f"{name}/{key}", stage, name, f"span F1 of {key} with kind", value, many, split, (), attempts.crashes
    )


def spans_told(tags: Sequence[str | Sequence[str]], scheme: Scheme) -> list[Span]:
    """The gold spans of a sentence; a token may carry several tags, outermost first.

    >>> spans_told([["B-ORG"], ["I-ORG", "B-GPE"], ["O"]], NAMES)
    [(1, 2, 'place'), (0, 2, 'organisation')]
    """
    spans: list[Span] = []
    opened: dict[str, list[int]] = {tag: [] for tag in scheme.tags}
    for at, given in enumerate([*tags, "O"]):
        here = [given] if isinstance(given, str) else list(given)
        for tag, starts in opened.items():
            inside = here.count(f"I-{tag}")
            spans += [(starts.pop(), at, scheme.tags[tag]) for _ in range(max(len(starts) - inside, 0))]
            starts += [at] * here.count(f"B-{tag}")
    return sorted(spans, key=lambda span: (span[1], -span[0]))


def spans_found(tokens: Sequence[str], scheme: Scheme) -> list[Span]:
    """The tokens that our details of these kinds cover, wholly or in part.

    In part, because a detail begins after "و", "ب", "ل" and a gold token before.
    """
    text, starts = joined(tokens)
    spans = []
    for detail in compare.extract_details(text):
        if detail.kind in scheme.kinds:
            first = bisect_right(starts, detail.start) - 1
            last = bisect_right(starts, detail.end - 1)
            spans.append((first, last, scheme.kinds[detail.kind]))
    return spans


def joined(tokens: Iterable[str]) -> tuple[str, list[int]]:
    """The sentence as it may have stood, and where each token starts.

    >>> joined(["في", "(", "9", "/", "2", "/", "1948", ")", "،", "1", ",", "787"])
    ('في (9/2/1948)، 1,787', [0, 3, 4, 5, 6, 7, 8, 12, 13, 15, 16, 17])
    """
    text, starts, before, two_before = "", [], "", ""
    for token in tokens:
        numeric = (
            bool(_DIGITS.match(token)) and bool(_DIGITS.match(two_before)) and before in ("/", ",", "-", ".")
        )
        slash = token == "/" and bool(_DIGITS.match(before))
        tight = not text or numeric or slash or token in _TIGHT_BEFORE or before in _TIGHT_AFTER
        text += "" if tight else " "
        starts.append(len(text))
        text += token
        before, two_before = token, before
    return text, starts


def _unframed(tokens: Sequence[str], spans: Iterable[Span]) -> list[Span]:
    """The spans without frame words and marks at their ends; one that is nothing else stays."""
    bare = []
    for first, last, kind in spans:
        start, end = first, last
        while start < end and _FRAME.fullmatch(tokens[start]):
            start += 1
        while end > start and _FRAME.fullmatch(tokens[end - 1]):
            end -= 1
        bare.append((start, end, kind) if start < end else (first, last, kind))
    return bare


def _uncounted(gold: Sequence[Span], found: Iterable[Span]) -> list[Span]:
    """A found span that begins where a gold span does and goes on to what is counted becomes that span."""
    return [
        next((g for g in gold if g[0] == first and g[1] <= last and g[2] == kind), (first, last, kind))
        for first, last, kind in found
    ]
