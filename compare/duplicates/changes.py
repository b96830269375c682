"""What was changed between the wordings of repeated paragraphs: words, and checkable details."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from typing import TypeAlias

from compare.align.changed import changed
from compare.model.claim import Difference, DifferenceType, Status
from compare.model.repeated import COPY, Cluster, ClusterKind, Variant
from compare.model.text import UNKNOWN_DATE, Published
from compare.normalise.chain import fold
from compare.verdicts import judge_texts

Progress: TypeAlias = Callable[[str, int, int], None]

_CHANGED, _WIDEST = 120, 130
"""Reprints that are kept: those with a detail changed, and those told by the most outlets."""
_JUDGED = 300
"""Wordings whose details are compared."""
_JUDGED_EACH = 2
_JUDGED_CHARACTERS = 6_000
_DIFFERENCES = 12
_SMALL = 4
"""Words of a small change: a detail, where a long one is another sentence."""


def compared(base: Variant, variant: Variant) -> Variant:
    """A wording held against the representative, word by word, as words are compared."""
    words = _words(base.text), _words(variant.text)
    pieces, same = changed(*words, *([_bare(word) for word in side] for side in words))
    longer = max(len(words[0]), len(words[1]), 1)
    return replace(variant, pieces=pieces, alike=same / longer)


def _words(text: str) -> list[str]:
    """The words as they stand; a sign that stands alone goes with the word before it."""
    words: list[str] = []
    for word in text.split():
        if words and not _bare(word):
            words[-1] += f" {word}"
        else:
            words.append(word)
    return words


@lru_cache(maxsize=1 << 16)
def _bare(word: str) -> str:
    """A word as it is compared: folded, letters and digits alone."""
    return "".join(c for c in fold(word) if c.isalnum())


def judged(clusters: list[Cluster], progress: Progress | None) -> list[Cluster]:
    """The clusters with the details of their wordings compared, the most promising first, within the budget.

    Cost: some 12 ms for each of at most 300 wordings.
    """
    entries: list[tuple[bool, int, int, int]] = []
    for n, cluster in enumerate(clusters):
        base = len(cluster.variants[0].text) if cluster.variants else 0
        own = [
            (cluster.kind is not ClusterKind.REPRINT, -_promise(variant), n, at)
            for at, variant in enumerate(cluster.variants)
            if at and max(len(variant.text), base) <= _JUDGED_CHARACTERS
        ]
        entries += sorted(own)[:_JUDGED_EACH]
    entries = sorted(entries)[:_JUDGED]
    for done, (_, _, n, at) in enumerate(entries):
        variants = list(clusters[n].variants)
        found = _differences(variants[0], variants[at])
        variants[at] = replace(variants[at], differences=found, compared=True)
        clusters[n] = replace(clusters[n], variants=tuple(variants))
        if progress:
            progress("comparing details", done, len(entries))
    return clusters


def _promise(variant: Variant) -> int:
    """How much a wording looks as if a detail had been changed: few words for few, figures above all."""
    worth = 0
    if variant.alike < COPY:
        return -1
    for gone, new in pairwise(variant.pieces):
        if gone.kind != "gone" or new.kind != "new":
            continue
        if max(len(gone.text.split()), len(new.text.split())) <= _SMALL:
            figures = [[c for c in fold(p.text) if c.isdigit()] for p in (gone, new)]
            worth = max(worth, 3 if figures[0] and figures[1] and figures[0] != figures[1] else 1)
    return worth


def kept(clusters: Sequence[Cluster]) -> list[Cluster]:
    """The clusters that are shown, by number: of the reprints those with changed details and the widest."""
    reprints = [c for c in clusters if c.kind is ClusterKind.REPRINT]
    differing = sorted(reprints, key=lambda c: (-_severity(c), -len(c.outlets), c.number))[:_CHANGED]
    widest = sorted(reprints, key=lambda c: (-len(c.outlets), -c.size, c.number))[:_WIDEST]
    kept = {c.number for c in (*differing, *widest)}
    return [c for c in clusters if c.kind is not ClusterKind.REPRINT or c.number in kept]


def _severity(cluster: Cluster) -> float:
    return max((d.severity for v in cluster.variants if v.alike >= COPY for d in v.differences), default=0.0)


def _differences(a: Variant, b: Variant) -> tuple[Difference, ...]:
    found: Sequence[Difference] = judge_texts(a.text, b.text, _published(a), _published(b)).differences
    found = [d for d in found if not _same_day_word(d)]
    return tuple(sorted(found, key=lambda d: (-d.severity, d.id))[:_DIFFERENCES])


def _same_day_word(difference: Difference) -> bool:
    """True for "yesterday" in both, printed on two days: the copy kept the word, nothing was changed."""
    sides = [_words(value.quote or "") for value in difference.values]
    a, b = ({_bare(word) for word in side} for side in sides)
    clash = difference.type is DifferenceType.DATE and difference.status is Status.CONFLICT
    return clash and bool(a and b) and (a <= b or b <= a)


def _published(variant: Variant) -> Published:
    value = variant.places[0].published if variant.places else None
    return Published(value, "stated") if value else UNKNOWN_DATE
