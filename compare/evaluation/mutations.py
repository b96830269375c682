"""Mutation test: one detail of a real sentence is swapped; does `judge` flag it, with the right type?

Sentences come from a collection of news, names from tagged sentences and from titles in the collection, all
choices from one seed. The other half re-spells sentences without changing what they say: there a conflict is
a false alarm.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random  # noqa: TID251  (seeded: the same sentences give the same mutations)

import compare
from compare.evaluation.gold import Folder
from compare.evaluation.name_swaps import names_of, swap_name
from compare.evaluation.respelling import respell
from compare.evaluation.scores import Attempts, Measured, Score
from compare.evaluation.swaps import Mutator, swap_date, swap_negation, swap_number
from compare.model.claim import Difference

NAME = "saudinewsnet"
COUNT, QUICK = 2000, 240
_SEED = 20
_STEP = 7  # every seventh article
_SPLIT = "a seventh of the articles, fixed seed"
_HOLDERS = frozenset({"person", "place", "organisation", "attribution"})
_PARTING = re.compile(r"(?<=[.!؟?])\s+|\n+")

Sentence = tuple[str, str]
"""A sentence and its day of publication."""


@dataclass(frozen=True, slots=True)
class Mutation:
    """A sentence, its mutated copy, what kind was swapped, and where the swap stands on both sides."""

    kind: str
    types: frozenset[str]
    a: str
    b: str
    span_a: tuple[int, int]
    span_b: tuple[int, int]
    published: str


def mutations(folder: Folder, quick: bool) -> Measured:
    """Shares of mutations flagged, by kind and over all, and of re-spelt pairs with false differences."""
    rng, count = Random(_SEED), QUICK if quick else COUNT
    sentences = list(_sentences(folder))
    rng.shuffle(sentences)
    names = names_of(folder, [text for text, _ in sentences])
    kinds: dict[str, Mutator] = {
        "number": swap_number,
        "date": swap_date,
        "name": lambda text, rng: swap_name(text, rng, names),
        "negation": swap_negation,
    }
    judge = Attempts(_differences)
    scores, all_hits = [], []
    for kind, how in kinds.items():
        hits = [is_flagged(m, judge) for m in mutated(sentences, kind, how, count // len(kinds), rng)]
        all_hits += hits
        scores.append(_score(f"{kind} flagged", f"share of swaps of a {kind} flagged", hits, 0))
    scores.insert(0, _score("flagged", "share of swapped details flagged", all_hits, judge.crashes))
    judge = Attempts(_differences)
    conflicts, others = _false_alarms(sentences, count, rng, judge)
    label = "share of re-spelt pairs with a false"
    scores.append(_score("false conflicts", f"{label} conflict", conflicts, judge.crashes, lower=True))
    scores.append(_score("false differences", f"{label} difference", others, judge.crashes, lower=True))
    return Measured(tuple(scores))


def _score(key: str, measure: str, hits: Sequence[bool], crashes: int, lower: bool = False) -> Score:
    share = sum(hits) / max(len(hits), 1)
    return Score(f"{NAME}/{key}", "differences", NAME, measure, share, len(hits), _SPLIT, (), crashes, lower)


def _sentences(folder: Folder) -> Iterator[Sentence]:
    """The statements of 8 to 35 words of every few articles."""
    for row in folder.each(NAME, _STEP):
        published = str(row["published"])[:10]
        for part in _PARTING.split(row["text"]):
            sentence = " ".join(part.split())
            if 8 <= len(sentence.split()) <= 35 and sentence.endswith(".") and "..." not in sentence:
                yield sentence, published


def mutated(
    sentences: Sequence[Sentence], kind: str, how: Mutator, count: int, rng: Random
) -> Iterator[Mutation]:
    """The first `count` sentences that have something to swap, with the swap made."""
    made = 0
    for text, published in sentences:
        swap = how(text, rng) if made < count else None
        if swap is not None:
            start, end, new, types = swap
            other = text[:start] + new + text[end:]
            yield Mutation(kind, types, text, other, (start, end), (start, start + len(new)), published)
            made += 1


def _differences(a: str, b: str, published: str) -> tuple[Difference, ...]:
    return compare.judge(a, b, published, published).differences


def is_flagged(mutation: Mutation, differences: Attempts[tuple[Difference, ...]]) -> bool:
    """True for a conflict of the right type that touches the swap on a side; a crash is a miss."""
    found = differences(mutation.a, mutation.b, mutation.published) or ()
    return any(_touches(one, mutation) for one in found if one.status == "conflict")


def _touches(difference: Difference, mutation: Mutation) -> bool:
    for value in difference.values:
        start, end = mutation.span_a if value.witness == "a" else mutation.span_b
        if value.start is None or value.end is None:
            continue
        if difference.type in mutation.types and value.start < end and start < value.end:
            return True
        # A name inside a longer one ("... Bank of X"): then the longer one is what was changed.
        holds = value.start <= start and end <= value.end and value.end - value.start > end - start
        if mutation.kind == "name" and difference.type in _HOLDERS and holds:
            return True
    return False


def _false_alarms(
    sentences: Sequence[Sentence], count: int, rng: Random, judge: Attempts[tuple[Difference, ...]]
) -> tuple[list[bool], list[bool]]:
    """Of each re-spelt pair: is there a conflict, is there any difference but spelling. A crash is both."""
    conflicts: list[bool] = []
    others: list[bool] = []
    for text, published in sentences:
        other = respell(text, rng)
        if other is None:
            continue
        found = judge(text, other, published)
        told = [d.status for d in found if d.status != "spelling"] if found is not None else ["conflict"]
        conflicts.append("conflict" in told)
        others.append(bool(told))
        if len(conflicts) == count:
            break
    return conflicts, others
