"""Mutation test: one detail of a real sentence is swapped; is it flagged, with the right type?

The mutator has its own small patterns and lists, so that what the program does not extract counts as missed.
Sentences come from saudinewsnet, names from the tags of ANERCorp and from title patterns in the corpus; all
choices from one seed. The other half re-spells sentences without changing what they say: there any conflict
is a false alarm.
"""

from __future__ import annotations

import gzip
import json
import random
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from tests.evaluation.differing import Row, between
from tests.evaluation.name_swaps import names_of, swap_name
from tests.evaluation.respelling import respell
from tests.evaluation.swaps import Mutator, swap_date, swap_negation, swap_number

_STEP = 7  # every seventh article: about 4,400 of 31,030


_HOLDERS = frozenset({"person", "place", "organisation", "attribution"})


@dataclass(frozen=True)
class Mutation:
    """A sentence, its mutated copy, what kind was swapped, and where the swap stands on both sides."""

    kind: str
    types: frozenset[str]
    a: str
    b: str
    span_a: tuple[int, int]
    span_b: tuple[int, int]
    published: str


@dataclass(frozen=True)
class Figures:
    """Shares: flagged over all and by kind; re-spelt pairs with a conflict, with any other difference."""

    flagged: float
    by_kind: Mapping[str, float]
    false_conflicts: float
    false_differences: float
    missed: Sequence[Mutation] = field(default=(), repr=False)
    alarms: Sequence[tuple[str, str, str]] = field(default=(), repr=False)


def run(data: Path, count: int = 2000, seed: int = 20) -> Figures:
    """The figures over `count` mutations in equal shares of four kinds, and `count` re-spelt pairs."""
    rng = random.Random(seed)
    sentences = list(_sentences(data / "saudinewsnet.jsonl.gz"))
    rng.shuffle(sentences)
    names = names_of(data, sentences)
    kinds: dict[str, Mutator] = {
        "number": swap_number,
        "date": swap_date,
        "name": lambda text, rng: swap_name(text, rng, names),
        "negation": swap_negation,
    }
    made = [m for kind, how in kinds.items() for m in _mutations(sentences, kind, how, count // 4, rng)]
    hits = [(m, _is_flagged(m)) for m in made]
    by_kind = {kind: [hit for m, hit in hits if m.kind == kind] for kind in kinds}
    alarms, others = _respelt(sentences[: count * 3], count, rng)
    return Figures(
        flagged=sum(hit for _, hit in hits) / len(hits),
        by_kind={kind: sum(found) / max(len(found), 1) for kind, found in by_kind.items()},
        false_conflicts=len(alarms) / count,
        false_differences=others / count,
        missed=tuple(m for m, hit in hits if not hit),
        alarms=tuple(alarms),
    )


def _sentences(path: Path) -> Iterator[tuple[str, str]]:
    """(sentence, day of publication) of every few articles; one statement of 8 to 35 words each."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for at, line in enumerate(lines):
            if at % _STEP:
                continue
            row = json.loads(line)
            published = str(row["published"])[:10]
            for part in re.split(r"(?<=[.!؟?])\s+|\n+", row["text"]):
                sentence = " ".join(part.split())
                if 8 <= len(sentence.split()) <= 35 and sentence.endswith(".") and "..." not in sentence:
                    yield sentence, published


def _mutations(
    sentences: Sequence[tuple[str, str]], kind: str, how: Mutator, count: int, rng: random.Random
) -> Iterator[Mutation]:
    made = 0
    for text, published in sentences:
        swap = how(text, rng)
        if swap is None:
            continue
        start, end, new, types = swap
        mutated = text[:start] + new + text[end:]
        yield Mutation(kind, types, text, mutated, (start, end), (start, start + len(new)), published)
        made += 1
        if made == count:
            return


def _is_flagged(mutation: Mutation) -> bool:
    """A conflict of the right type that touches the swap on a side; a crash is a miss."""
    rows: Sequence[Row] = ()
    with suppress(Exception):  # a crash is a miss, whatever it is
        rows = between(mutation.a, mutation.b, mutation.published)
    return any(_touches(row, mutation) for row in rows)


def _touches(row: Row, mutation: Mutation) -> bool:
    if row.status != "conflict":
        return False
    for value, (start, end) in zip(row.values, (mutation.span_a, mutation.span_b), strict=True):
        if value.start is None or value.end is None:
            continue
        if row.type in mutation.types and value.start < end and start < value.end:
            return True
        # A name inside a longer one ("... Bank of X"): then the longer one is what was changed.
        holds = value.start <= start and end <= value.end and value.end - value.start > end - start
        if mutation.kind == "name" and row.type in _HOLDERS and holds:
            return True
    return False


def _respelt(
    sentences: Sequence[tuple[str, str]], count: int, rng: random.Random
) -> tuple[list[tuple[str, str, str]], int]:
    """Pairs with a false conflict, and how many have any difference but spelling."""
    alarms: list[tuple[str, str, str]] = []
    others = made = 0
    for text, published in sentences:
        other = respell(text, rng)
        if other is None:
            continue
        made += 1
        rows = [r for r in between(text, other, published) if r.status != "spelling"]
        conflicts = [r for r in rows if r.status == "conflict"]
        if conflicts:
            alarms.append((text, other, "; ".join(f"{r.type} {r.because}" for r in conflicts)))
        others += bool(rows)
        if made == count:
            break
    return alarms, others


@lru_cache(maxsize=2)
def figures(data: Path, count: int, seed: int = 20) -> Figures:
    """As `run`, kept for the tests of one session."""
    return run(data, count, seed)
