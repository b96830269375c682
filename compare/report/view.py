"""Page data from the result: what the HTML template shows, already cut, labelled and rounded."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from compare.model.claim import Claim, Difference, Status
from compare.model.result import PairMatrix, Result, WitnessSummary
from compare.model.reuse import Link, LinkKind
from compare.model.text import Passage, PassageKind

# Upper bounds of the similarity classes; what is shown is classified, so it is rounded first.
CLASSES = (0.30, 0.40, 0.50, 0.65, 0.80)
_FAMILIES = {"duration": "number", "time": "date", "person": "name", "place": "name", "organisation": "name"}
_WORD = re.compile(r"[\w\u0640\u064b-\u065f\u0670]+")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def visible(text: str) -> str:
    """Text as a page may show it: controls, bidi overrides and lone surrogates become U+FFFD."""
    return _CONTROL.sub("\ufffd", text)


def similarity_class(value: float) -> int:
    """0 (below the threshold) to 5 (near copy), of the value as shown with two places."""
    return sum(round(value, 2) >= bound for bound in CLASSES)


def shown_score(value: float) -> str:
    """Two places; 1.00 and 0.00 only where it is exactly so."""
    if 0 < value < 1:
        return f"{min(max(value, 0.01), 0.99):.2f}"
    return f"{value:.2f}"


def family(type_: str) -> str:
    """The five families that icons and underlines tell apart: number, date, name, attribution, wording."""
    found = _FAMILIES.get(type_, type_)
    return found if found in ("number", "date", "name", "attribution") else "wording"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text with the difference it is part of ("" for none) and that one's family."""

    text: str
    difference: str = ""
    family: str = ""


@dataclass(frozen=True, slots=True)
class Marked:
    """Runs that stand in the same shared claims; `claims` is empty for text outside of any."""

    claims: tuple[int, ...]
    opens: tuple[int, ...]
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """One block of a witness as its pane shows it."""

    id: str
    label: str
    kind: str
    parts: tuple[Marked, ...]


@dataclass(frozen=True, slots=True)
class Pane:
    """A witness with its card, its pane and what only it tells."""

    witness: WitnessSummary
    number: int
    words: int
    paragraphs: int
    near: float
    reworded: float
    blocks: tuple[Block, ...]
    alone: tuple[tuple[str, str, str], ...]

    @property
    def only(self) -> float:
        return max(0.0, 1.0 - self.near - self.reworded)


@dataclass(frozen=True, slots=True)
class Cell:
    value: str
    level: int
    linked: bool


@dataclass(frozen=True, slots=True)
class Heat:
    """A grid of block similarities between two witnesses."""

    a: str
    b: str
    rows: tuple[tuple[str, str], ...]
    columns: tuple[tuple[str, str], ...]
    cells: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Page:
    """Everything that the template shows."""

    panes: tuple[Pane, ...]
    claims: tuple[Claim, ...]
    numbers: Mapping[str, int]
    differences: tuple[Difference, ...]
    counts: Mapping[str, int]
    heats: tuple[Heat, ...]
    ribbons: tuple[tuple[int, str, str, int], ...]
    evidence: Mapping[str, Link]


def page(result: Result, *, most_heats: int, most_cells: int) -> Page:
    """The page data of a result, with as many pair grids as fit. Cost: linear in text and matrix cells."""
    shared = tuple(c for c in result.claims if c.relation != "one_source")
    numbers = {claim.id: n for n, claim in enumerate(shared, start=1)}
    labels = _block_labels(result)
    differences = tuple(result.differences)
    counts: dict[str, int] = defaultdict(int)
    for difference in differences:
        counts[family(difference.type.value)] += 1
    return Page(
        panes=tuple(_pane(result, w, n, numbers, labels) for n, w in enumerate(result.witnesses)),
        claims=shared,
        numbers=numbers,
        differences=differences,
        counts=counts,
        heats=tuple(_heat(result, pair, labels) for pair in _fitting(result, most_heats, most_cells)),
        ribbons=_ribbons(result, shared, numbers),
        evidence=_evidence(result, shared),
    )


def _fitting(result: Result, most: int, most_cells: int) -> list[PairMatrix]:
    """The pairs whose grids are shown: those with the most links, in their own order; always one."""
    ranked = sorted(result.matrix.paragraphs, key=lambda pair: -len(pair.linked))
    chosen: list[PairMatrix] = []
    cells = 0
    for pair in ranked[:most]:
        cells += len(pair.rows) * len(pair.columns)
        if chosen and cells > most_cells:
            break
        chosen.append(pair)
    return [pair for pair in result.matrix.paragraphs if pair in chosen]


def _evidence(result: Result, shared: Sequence[Claim]) -> dict[str, Link]:
    """The strongest link of every shared claim, by claim id."""
    claims: dict[str, list[str]] = defaultdict(list)
    for claim in shared:
        for mention in claim.mentions:
            claims[mention.passage].append(claim.id)
    best: dict[str, Link] = {}
    for link in result.links:
        for claim_id in set(claims[link.a]) & set(claims[link.b]):
            if claim_id not in best or link.score > best[claim_id].score:
                best[claim_id] = link
    return best


def _block_labels(result: Result) -> dict[str, str]:
    """The short name of every compared block: its number among the blocks of its witness that are."""
    counts: dict[str, int] = defaultdict(int)
    labels: dict[str, str] = {}
    for passage in result.passages:
        if passage.kind not in (PassageKind.SENTENCE, PassageKind.BOILERPLATE):
            counts[passage.witness] += 1
            labels[passage.id] = str(counts[passage.witness])
    return labels


def _pane(
    result: Result,
    witness: WitnessSummary,
    number: int,
    numbers: Mapping[str, int],
    labels: Mapping[str, str],
) -> Pane:
    blocks = [p for p in result.passages if p.witness == witness.id and p.id in labels]
    sentences = {
        p.id: p for p in result.passages if p.witness == witness.id and p.kind is PassageKind.SENTENCE
    }
    near, reworded = _coverage(result, sentences)
    length = sum(s.end - s.start for s in sentences.values()) or 1
    return Pane(
        witness=witness,
        number=number,
        words=sum(len(_WORD.findall(witness.text[b.start : b.end])) for b in blocks),
        paragraphs=sum(b.kind is PassageKind.PARAGRAPH for b in blocks),
        near=sum(sentences[s].end - sentences[s].start for s in near) / length,
        reworded=sum(sentences[s].end - sentences[s].start for s in reworded - near) / length,
        blocks=tuple(_block(result, witness, b, numbers, labels[b.id]) for b in blocks),
        alone=tuple(
            (m.passage, labels.get(sentences[m.passage].parent or "", ""), witness.text[m.start : m.end])
            for c in result.claims
            if c.relation == "one_source"
            for m in c.mentions
            if m.witness == witness.id and m.passage in sentences
        ),
    )


def _coverage(result: Result, sentences: Mapping[str, Passage]) -> tuple[set[str], set[str]]:
    """The sentences linked by near or equal wording, and those linked at all."""
    near: set[str] = set()
    linked: set[str] = set()
    for link in result.links:
        for side in (link.a, link.b):
            if side in sentences:
                linked.add(side)
                if link.kind is not LinkKind.REWORDED:
                    near.add(side)
    return near, linked


def _block(
    result: Result, witness: WitnessSummary, block: Passage, numbers: Mapping[str, int], label: str
) -> Block:
    claims = [
        (m.start, m.end, numbers[c.id])
        for c in result.claims
        if c.id in numbers
        for m in c.mentions
        if m.witness == witness.id and block.start <= m.start and m.end <= block.end
    ]
    quotes = [
        (*_whole_words(witness.text, v.start, v.end, block), d)
        for d in result.differences
        for v in d.values
        if v.witness == witness.id and v.start is not None and v.end is not None
        if block.start <= v.start and v.end <= block.end
    ]
    return Block(
        id=f"p{witness.siglum}-{label}",
        label=label,
        kind=block.kind.value,
        parts=split_runs(witness.text, block.start, block.end, claims, quotes),
    )


def _whole_words(text: str, start: int, end: int, block: Passage) -> tuple[int, int]:
    """The span widened to whole words: a tag inside an Arabic word breaks the joining of its letters."""
    for word in _WORD.finditer(text, block.start, block.end):
        if word.start() < start < word.end():
            start = word.start()
        if word.start() < end < word.end():
            end = word.end()
        if word.start() >= end:
            break
    return start, end


def split_runs(
    text: str,
    start: int,
    end: int,
    claims: Sequence[tuple[int, int, int]],
    quotes: Sequence[tuple[int, int, Difference]],
) -> tuple[Marked, ...]:
    """Text cut at every border of a claim or quote; joined again, the runs are the text.

    Where quotes overlap the most serious one shows. Cost: borders times marks of one block.
    """
    borders = {start, end}
    for mark in (*claims, *quotes):
        borders |= {min(max(mark[0], start), end), min(max(mark[1], start), end)}
    cuts = sorted(borders)
    parts: list[tuple[tuple[int, ...], list[Run]]] = []
    for a, b in pairwise(cuts):
        inside = tuple(sorted({n for x, y, n in claims if x <= a and b <= y}))
        over = [d for x, y, d in quotes if x <= a and b <= y]
        chosen = max(over, key=lambda d: d.severity, default=None)
        run = Run(text[a:b], chosen.id if chosen else "", family(chosen.type.value) if chosen else "")
        if not parts or parts[-1][0] != inside:
            parts.append((inside, []))
        runs = parts[-1][1]
        if runs and runs[-1].difference == run.difference:
            runs[-1] = Run(runs[-1].text + run.text, run.difference, run.family)
        else:
            runs.append(run)
    opened: set[int] = set()
    marked: list[Marked] = []
    for inside, runs in parts:
        marked.append(Marked(inside, tuple(n for n in inside if n not in opened), tuple(runs)))
        opened |= set(inside)
    return tuple(marked)


def _heat(result: Result, pair: PairMatrix, labels: Mapping[str, str]) -> Heat:
    texts = {w.id: w.text for w in result.witnesses}
    blocks = {p.id: p for p in result.passages}
    linked = set(pair.linked)

    def named(ids: Sequence[str], witness: str) -> tuple[tuple[str, str], ...]:
        spans = (blocks[i] for i in ids)
        return tuple((labels[p.id], texts[witness][p.start : p.end]) for p in spans)

    return Heat(
        a=pair.a,
        b=pair.b,
        rows=named(pair.rows, pair.a),
        columns=named(pair.columns, pair.b),
        cells=tuple(
            tuple(Cell(shown_score(v), similarity_class(v), (i, j) in linked) for j, v in enumerate(row))
            for i, row in enumerate(pair.values)
        ),
    )


def _ribbons(
    result: Result, shared: Sequence[Claim], numbers: Mapping[str, int]
) -> tuple[tuple[int, str, str, int], ...]:
    """(claim number, block of the first witness, block of the second, 1 if near wording) for the strip."""
    if len(result.witnesses) < 2:
        return ()
    first, second = (w.id for w in result.witnesses[:2])
    parent = {p.id: p.parent or p.id for p in result.passages}
    owner = {p.id: p.witness for p in result.passages}
    near = {frozenset((x.a, x.b)) for x in result.links if x.kind is not LinkKind.REWORDED}
    linked = {frozenset((x.a, x.b)) for x in result.links}
    found: list[tuple[int, str, str, int]] = []
    for claim in shared:
        left = [m.passage for m in claim.mentions if owner.get(m.passage) == first]
        right = [m.passage for m in claim.mentions if owner.get(m.passage) == second]
        for x in left:
            for y in right:
                key = frozenset((x, y))
                if key in linked:
                    found.append((numbers[claim.id], parent[x], parent[y], int(key in near)))
    return tuple(found)


def is_minor(difference: Difference) -> bool:
    """True for what the other account tells in another place: shown on demand."""
    return difference.status is Status.ADDED and difference.because.startswith("told-elsewhere")
