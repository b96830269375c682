"""What the near-duplicate search found, as a reader is told it: counts, outlets, clusters, their changes."""

from __future__ import annotations

import hashlib
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

import numpy as np

from compare.assemble import VERSION
from compare.duplicates.changes import Progress, compared, judged, kept
from compare.duplicates.paragraphs import Paragraphs, written_date
from compare.duplicates.tally import (
    Groups,
    Members,
    chosen_clusters,
    firsts,
    grid_of,
    groups_of,
    kind_of,
    shared_by,
)
from compare.ingest.language import detect_language
from compare.languages import LANGUAGES
from compare.model.hashed import Hashes
from compare.model.repeated import (
    UNDATED,
    Cluster,
    OutletCount,
    Place,
    Repeats,
    Totals,
    Variant,
)
from compare.model.result import Note
from compare.normalise.words import words_of
from compare.settings import Settings

_LOOKED_AT = (1000, 40, 40)
"""Clusters of each kind whose texts are held: reprints, repeats, boilerplate."""
_WORDINGS = 6
"""Wordings kept of each cluster."""
_PLACES = 10
"""Places kept of each wording."""
_GRID = 30
"""Outlets in the grid."""
_AT_ONCE = 500
_HELD = 60_000_000
"""Characters of text that are held for showing."""
_IDS = 2_000_000
"""Members whose ids are held; beyond these the place alone tells the row."""


@dataclass(slots=True)
class Names:
    """The ids of some paragraphs in one block of bytes, added in the order of the paragraphs."""

    _data: bytearray = field(default_factory=bytearray)
    _keys: array[int] = field(default_factory=lambda: array("q"))
    _starts: array[int] = field(default_factory=lambda: array("q", [0]))

    def add(self, paragraph: int, id: str) -> None:
        if len(self._keys) < _IDS:
            self._data += id.encode("utf-8", "surrogatepass")
            self._keys.append(paragraph)
            self._starts.append(len(self._data))

    def of(self, paragraph: int) -> str:
        """The id of a paragraph; "" beyond those that are held."""
        at = bisect_left(self._keys, paragraph)
        if at == len(self._keys) or self._keys[at] != paragraph:
            return ""
        return self._data[self._starts[at] : self._starts[at + 1]].decode("utf-8", "surrogatepass")


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """What the second reading told of the members, in the order of `Members.order`.

    `folded` and `plain` are fingerprints of the words as they are compared and of the text as it stands.
    `texts` are those that are shown, by paragraph.
    """

    folded: Hashes
    plain: Hashes
    ids: Names
    texts: dict[int, str]


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """All that a report and its tables are made of."""

    paragraphs: Paragraphs
    pairs: tuple[np.ndarray, np.ndarray, np.ndarray]
    members: Members
    representatives: Sequence[int]
    groups: Groups
    seen: Seen
    repeats: Repeats


def look_again(
    paragraphs: Paragraphs, members: Members, chosen: Iterable[int], progress: Progress | None = None
) -> Seen:
    """Reads the members of all clusters once more: fingerprints of all, texts of the chosen clusters."""
    shown = np.zeros(len(members), dtype=bool)
    shown[list(chosen)] = True
    sort = np.argsort(members.order, kind="stable")
    wanted = members.order[sort].tolist()
    seen = Seen(np.zeros(len(sort), np.uint64), np.zeros(len(sort), np.uint64), Names(), {})
    kept: set[tuple[int, int]] = set()
    room = _HELD
    for begin, batch in _batches(paragraphs.fetch(wanted)):
        words = words_of([text for _, text, _ in batch])
        for n, (i, text, id) in enumerate(batch):
            at = int(sort[begin + n])
            own = words.hashes[words.bounds[n] : words.bounds[n + 1]]
            seen.folded[at] = folded = fingerprint(own.tobytes())
            seen.plain[at] = fingerprint(" ".join(text.split()).encode("utf-8", "surrogatepass"))
            seen.ids.add(i, id)
            cluster = int(members.cluster[at])
            if shown[cluster] and room >= len(text) and (cluster, folded) not in kept:
                kept.add((cluster, folded))
                seen.texts[i] = text
                room -= len(text)
        if progress:
            progress("looking again", begin, len(wanted))
    return seen


def _batches(found: Iterator[tuple[int, str, str]]) -> Iterator[tuple[int, list[tuple[int, str, str]]]]:
    begin = 0
    while batch := list(islice(found, _AT_ONCE)):
        yield begin, batch
        begin += len(batch)


def fingerprint(data: bytes) -> int:
    """64 bits that tell two texts apart."""
    return int.from_bytes(hashlib.blake2b(data, digest_size=8).digest(), "little")


def repeats_of(
    paragraphs: Paragraphs,
    pairs: tuple[np.ndarray, np.ndarray, np.ndarray],
    members: Members,
    representatives: Sequence[int],
    *,
    threshold: float,
    settings: Settings,
    notes: Sequence[Note] = (),
    progress: Progress | None = None,
) -> Found:
    """Everything that is told of the repeated paragraphs.

    Cost: one more reading of the inputs, then some 15 ms for each of at most 300 wordings whose details are
    compared.
    """
    groups = groups_of(members, paragraphs.places)
    chosen = chosen_clusters(members, groups, _LOOKED_AT)
    seen = look_again(paragraphs, members, chosen, progress)
    builder = _Builder(paragraphs, members, representatives, groups, seen)
    clusters = kept(judged([builder.cluster(c) for c in chosen], progress))
    outlets, more = _outlets(paragraphs, groups)
    numbers = {name: n for n, name in enumerate(paragraphs.outlets)}
    repeats = Repeats(
        totals=_totals(paragraphs, len(pairs[0]), members, groups, seen),
        outlets=outlets,
        more_outlets=more,
        grid=grid_of(groups, [numbers[o.name] for o in outlets[:_GRID]]),
        clusters=tuple(clusters),
        seen=builder.span(),
        inputs=paragraphs.files,
        language=_language(seen.texts.values()),
        threshold=threshold,
        settings=settings.as_items(),
        digest=settings.digest,
        tool_version=VERSION,
        faults=paragraphs.faults,
        notes=(*paragraphs.notes, *notes),
    )
    return Found(paragraphs, pairs, members, representatives, groups, seen, repeats)


class _Builder:
    """Puts clusters together from arrays."""

    def __init__(
        self,
        paragraphs: Paragraphs,
        members: Members,
        representatives: Sequence[int],
        groups: Groups,
        seen: Seen,
    ) -> None:
        self._paragraphs, self._members, self._groups, self._seen = paragraphs, members, groups, seen
        self._representatives = representatives
        self._names = paragraphs.outlets

    def cluster(self, number: int) -> Cluster:
        """The cluster with its wordings, compared word by word."""
        low, high = (int(x) for x in self._members.bounds[number : number + 2])
        own = self._members.order[low:high].tolist()
        prints = self._seen.folded[low:high].tolist()
        main = own.index(self._representatives[number])
        wordings: dict[int, list[int]] = {prints[main]: []}
        for at, fingerprint in enumerate(prints):
            wordings.setdefault(fingerprint, []).append(low + at)
        ranked = sorted(wordings, key=lambda w: (w != prints[main], -len(wordings[w]), wordings[w][0]))
        variants: list[Variant] = []
        for fingerprint in ranked[:_WORDINGS]:
            variant = self._variant(wordings[fingerprint], low + main if not variants else None)
            if variant is not None:
                variants.append(compared(variants[0], variant) if variants else variant)
        first, tied = self._first(own)
        group = slice(*np.searchsorted(self._groups.cluster, (number, number + 1)))
        counts = zip(self._groups.outlet[group].tolist(), self._groups.count[group].tolist(), strict=True)
        return Cluster(
            number=number + 1,
            kind=kind_of(self._groups, number),
            size=len(own),
            outlets=tuple(sorted(((self._names[o], n) for o, n in counts), key=lambda x: (-x[1], x[0]))),
            exact=len(own) - len(wordings),
            wordings=len(wordings),
            variants=tuple(variants),
            first=first,
            tied=tied,
        )

    def _variant(self, entries: Sequence[int], main: int | None) -> Variant | None:
        """One wording; None where no text of it is held any more."""
        order, places = self._members.order, self._paragraphs.places
        numbers = [int(order[entry]) for entry in entries]
        text = next((self._seen.texts[i] for i in numbers if i in self._seen.texts), None)
        if text is None:
            return None
        scores = [float(self._members.score[entry]) for entry in entries]
        measured = [score for score in scores if score == score]
        # The first of each outlet goes before the second of any.
        dated = sorted(numbers, key=lambda i: (places.date[i] == UNDATED, places.date[i], i))
        times: Counter[int] = Counter()
        ranks: dict[int, int] = {}
        for i in dated:
            ranks[i] = times[places.outlet[i]]
            times[places.outlet[i]] += 1
        told = sorted(dated, key=lambda i: ranks[i])[:_PLACES]
        told.sort(key=lambda i: (places.date[i] == UNDATED, places.date[i], i))
        return Variant(
            text=text,
            count=len(numbers),
            spellings=len({int(self._seen.plain[entry]) for entry in entries}),
            score=1.0 if main is not None else max(measured, default=None),
            places=tuple(self._place(i) for i in told),
        )

    def _place(self, i: int) -> Place:
        return self._paragraphs.place(i, self._seen.ids.of(i))

    def _first(self, own: Sequence[int]) -> tuple[Place | None, bool]:
        """Where a cluster was printed first, and whether another outlet shares that moment."""
        places = self._paragraphs.places
        dated = [i for i in own if self._dated(i)]
        if not dated:
            return None, False
        first = min(dated, key=lambda i: (places.date[i], i))
        to_the_hour = places.date[first] & 1
        day = (places.date[first] >> 1) // 1440
        tied = any(
            places.outlet[i] != places.outlet[first]
            and (
                places.date[i] == places.date[first]
                if to_the_hour and places.date[i] & 1
                else (places.date[i] >> 1) // 1440 == day
            )
            for i in dated
        )
        return self._place(first), tied

    def _dated(self, i: int) -> bool:
        return self._paragraphs.places.date[i] != UNDATED

    def span(self) -> tuple[str, str] | None:
        """The earliest and the latest day of all paragraphs."""
        dates = np.asarray(self._paragraphs.places.date)
        dates = dates[dates != UNDATED]
        if not len(dates):
            return None
        ends = (written_date(int(dates.min())) or "", written_date(int(dates.max())) or "")
        return ends[0][:10], ends[1][:10]


def _totals(paragraphs: Paragraphs, pairs: int, members: Members, groups: Groups, seen: Seen) -> Totals:
    count = len(members.order)
    sort = np.lexsort((seen.folded, members.cluster))
    cluster, folded = members.cluster[sort], seen.folded[sort]
    distinct = int(((cluster[1:] != cluster[:-1]) | (folded[1:] != folded[:-1])).sum()) + (count > 0)
    kinds = np.bincount(groups.kinds, minlength=3).tolist()
    return Totals(
        files=len(paragraphs.files),
        rows=paragraphs.rows,
        paragraphs=len(paragraphs.places),
        short=paragraphs.short,
        pairs=pairs,
        clusters=len(members),
        in_clusters=count,
        copies=count - len(members),
        exact=count - distinct,
        near=distinct - len(members),
        outlets=len(paragraphs.outlets),
        reprints=kinds[0],
        repeats=kinds[1],
        boilerplate=kinds[2],
    )


def _outlets(paragraphs: Paragraphs, groups: Groups) -> tuple[tuple[OutletCount, ...], int]:
    """The outlets that share most, and how many more there are."""
    names = paragraphs.outlets
    every = np.bincount(np.asarray(paragraphs.places.outlet), minlength=len(names))
    shared = shared_by(groups, len(names))
    first, later = (
        np.bincount(groups.outlet, weights=told, minlength=len(names)).astype(np.int64)
        for told in firsts(groups)
    )
    ranked = sorted(range(len(names)), key=lambda o: (-int(shared[o]), -int(every[o]), names[o]))
    counts = tuple(
        OutletCount(names[o], int(every[o]), int(shared[o]), int(first[o]), int(later[o]))
        for o in ranked[:_GRID]
    )
    return counts, max(len(names) - _GRID, 0)


def _language(texts: Iterable[str]) -> str:
    """The language of a report on these texts: Arabic where most are in Arabic letters, else their own where
    the interface has it, else English; English where there are none.
    """
    sample = [text[:200] for text in islice(texts, 300)]
    arabic = sum(2 * sum("\u0600" <= c <= "\u06ff" for c in text) > len(text) * 2 // 3 for text in sample)
    if sample and 2 * arabic >= len(sample):
        return "ar"
    told = detect_language("\n".join(sample))
    return told if told in LANGUAGES else "en"
