"""Page data from the result: what the HTML template shows, already cut, labelled and rounded."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from compare.model.claim import Claim, Difference, Mention, Stated, Status
from compare.model.result import Result, WitnessSummary
from compare.model.reuse import Link, LinkKind
from compare.model.text import Passage, PassageKind

# Upper bounds of the similarity classes; what is shown is classified, so it is rounded first.
CLASSES = (0.30, 0.40, 0.50, 0.65, 0.80)
# Paragraphs beyond which to lay out a whole page at once takes longer than a reader should wait.
_LONG = 250
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


def family_counts(differences: Iterable[Difference]) -> Mapping[str, int]:
    """How many differences each family has; 0 for those that have none."""
    return Counter(family(d.type.value) for d in differences)


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
class Page:
    """Everything about the accounts and what they share that the templates show."""

    panes: tuple[Pane, ...]
    claims: tuple[Claim, ...]
    numbers: Mapping[str, int]
    differences: tuple[Difference, ...]
    counts: Mapping[str, int]
    ribbons: tuple[tuple[int, str, str, int], ...]
    evidence: Mapping[str, Link]

    @property
    def long(self) -> bool:
        """Whether what is out of the window is laid out only once it is near."""
        return sum(pane.paragraphs for pane in self.panes) > _LONG


@dataclass(frozen=True, slots=True)
class _Index:
    """What belongs to each witness, looked up once for all panes."""

    blocks: Mapping[str, list[Passage]]
    sentences: Mapping[str, Passage]
    owned: Mapping[str, list[Passage]]
    mentions: Mapping[str, list[tuple[int, int, int]]]
    alone: Mapping[str, list[Mention]]
    quotes: Mapping[str, list[tuple[int, int, Difference]]]
    near: frozenset[str]
    told: frozenset[str]
    labels: Mapping[str, str]


def numbered(result: Result) -> dict[str, int]:
    """The number that a reader sees of every shared claim, by its id."""
    shared = (c for c in result.claims if c.relation != "one_source")
    return {claim.id: n for n, claim in enumerate(shared, start=1)}


def page(result: Result, *, numbers: Mapping[str, int] | None = None, with_texts: bool = True) -> Page:
    """The page data of a result. `numbers` name the claims where the page shows only a part of a whole;
    without `with_texts` the panes hold no blocks. Cost: linear in text, times the marks of each block.
    """
    shared = tuple(c for c in result.claims if c.relation != "one_source")
    numbers = numbered(result) if numbers is None else numbers
    index = _index(result, numbers)
    return Page(
        panes=tuple(_pane(index, w, n, with_texts=with_texts) for n, w in enumerate(result.witnesses)),
        claims=shared,
        numbers=numbers,
        differences=tuple(result.differences),
        counts=family_counts(result.differences),
        ribbons=_ribbons(result, shared, numbers),
        evidence=_evidence(result, shared),
    )


def _index(result: Result, numbers: Mapping[str, int]) -> _Index:
    labels = block_labels(result)
    told = frozenset(m.passage for c in result.claims if c.relation != "one_source" for m in c.mentions)
    near = frozenset(x for k in result.links if k.kind is not LinkKind.REWORDED for x in (k.a, k.b))
    index = _Index(
        defaultdict(list),
        {p.id: p for p in result.passages if p.kind is PassageKind.SENTENCE},
        defaultdict(list),
        defaultdict(list),
        defaultdict(list),
        defaultdict(list),
        near & told,
        told,
        labels,
    )
    for passage in result.passages:
        if passage.id in labels:
            index.blocks[passage.witness].append(passage)
        elif passage.kind is PassageKind.SENTENCE:
            index.owned[passage.witness].append(passage)
    for claim in result.claims:
        for m in claim.mentions:
            if claim.id in numbers:
                index.mentions[m.witness].append((m.start, m.end, numbers[claim.id]))
            elif claim.relation == "one_source":
                index.alone[m.witness].append(m)
    for difference, v in ((d, v) for d in result.differences for v in d.values):
        if v.start is not None and v.end is not None:
            index.quotes[v.witness].append((v.start, v.end, difference))
    return index


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


def block_labels(result: Result) -> dict[str, str]:
    """The short name of every compared block: its number among the blocks of its witness that are."""
    counts: dict[str, int] = defaultdict(int)
    labels: dict[str, str] = {}
    for passage in result.passages:
        if passage.kind not in (PassageKind.SENTENCE, PassageKind.BOILERPLATE):
            counts[passage.witness] += 1
            labels[passage.id] = str(counts[passage.witness])
    return labels


def _pane(index: _Index, witness: WitnessSummary, number: int, *, with_texts: bool) -> Pane:
    blocks, sentences = index.blocks[witness.id], index.owned[witness.id]
    length = sum(s.end - s.start for s in sentences) or 1
    near = sum(s.end - s.start for s in sentences if s.id in index.near)
    told = sum(s.end - s.start for s in sentences if s.id in index.told)
    return Pane(
        witness=witness,
        number=number,
        words=sum(len(_WORD.findall(witness.text[b.start : b.end])) for b in blocks),
        paragraphs=sum(b.kind is PassageKind.PARAGRAPH for b in blocks),
        near=near / length,
        reworded=(told - near) / length,
        blocks=tuple(_block(index, witness, b) for b in blocks) if with_texts else (),
        alone=tuple(
            (m.passage, _label_of(index, m.passage), witness.text[m.start : m.end])
            for m in index.alone[witness.id]
            if m.passage in index.sentences
        ),
    )


def _label_of(index: _Index, sentence: str) -> str:
    return index.labels.get(index.sentences[sentence].parent or "", "")


def _block(index: _Index, witness: WitnessSummary, block: Passage) -> Block:
    def inside(start: int, end: int) -> bool:
        return block.start <= start and end <= block.end

    claims = [mark for mark in index.mentions[witness.id] if inside(mark[0], mark[1])]
    quotes = [
        (*_whole_words(witness.text, start, end, block), difference)
        for start, end, difference in index.quotes[witness.id]
        if inside(start, end)
    ]
    label = index.labels[block.id]
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


def parted(a: Stated, b: Stated) -> bool:
    """Whether two values are not one: by what they stand for, or by their words where that is not known."""
    if a.normalised is None or b.normalised is None:
        return a.quote != b.quote
    return a.normalised != b.normalised


def is_minor(difference: Difference) -> bool:
    """True for what the other account tells in another place: shown on demand."""
    return difference.status is Status.ADDED and difference.because.startswith("told-elsewhere")
