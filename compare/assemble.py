"""From links to the one result: claims, differences, matrices, what was left out, notes."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from compare.claims.build import group
from compare.claims.by_hand import Hand
from compare.claims.decided import conflicts_by_hand, rejected_by_hand
from compare.claims.matrix import by_need, cells_of, is_clash
from compare.claims.timeline import shortened, timeline
from compare.cluster.similarity import document_similarity
from compare.cluster.stories import group_stories
from compare.differing import Differing
from compare.match.agreement import agreement
from compare.match.blocks import block_matrix
from compare.match.score import Corpus
from compare.model.claim import Claim, Difference, Mention
from compare.model.prepared import Prepared, Unit
from compare.model.result import (
    Excluded,
    Matrix,
    Note,
    Origin,
    Result,
    WitnessSummary,
)
from compare.model.reuse import Link, Reuse
from compare.model.text import PassageKind, Witness
from compare.origins.independence import find_origins, origins_telling
from compare.settings import Settings

VERSION = "0.1.0"
_NEARLY = 0.8
_RTL = frozenset({"ar", "fa", "ur", "he", "ps", "sd", "ug", "ckb", "yi"})


def assemble(
    corpus: Corpus,
    pairs: Sequence[tuple[int, int]],
    links: tuple[Link, ...],
    reuse: tuple[Reuse, ...],
    settings: Settings,
    notes: tuple[Note, ...],
    hand: Hand | None = None,
) -> Result:
    """The result of a comparison whose links are known; `pairs` are the witnesses that were aligned.

    `hand` holds what a person tied and parted.

    Cost: claims times pairs of their witnesses.
    """
    witnesses = corpus.witnesses
    origins = find_origins(witnesses)
    claims, differences = _claims(corpus, pairs, links, origins, hand or Hand())
    return Result(
        tool_version=VERSION,
        settings=settings.as_items(),
        digest=settings.digest,
        witnesses=tuple(_summary(p.witness, at) for at, p in enumerate(witnesses)),
        passages=tuple(p for w in witnesses for p in w.passages),
        links=links,
        claims=claims,
        differences=differences,
        reuse=reuse,
        matrix=_matrix(corpus, pairs, links),
        origins=origins,
        excluded=tuple(
            Excluded(p.witness, p.start, p.end, p.why or "boilerplate")
            for w in witnesses
            for p in w.passages
            if p.kind is PassageKind.BOILERPLATE
        ),
        notes=(*_notes(witnesses), *notes),
        stories=tuple(tuple(witnesses[i].witness.id for i in story) for story in group_stories(witnesses)),
        timeline=timeline(witnesses, claims, differences),
    )


def _summary(witness: Witness, at: int) -> WitnessSummary:
    language = witness.language or "und"
    return WitnessSummary(
        id=witness.id,
        siglum=siglum(at),
        path=witness.path,
        sha256=witness.sha256,
        language=language,
        direction="rtl" if language in _RTL else "ltr",
        title=witness.title,
        outlet=witness.outlet,
        published=witness.published,
        length=len(witness.text),
        text=witness.text,
        format=witness.format,
        byline=witness.byline,
        agency=witness.agency,
        known=witness.evidence,
        languages=witness.languages,
    )


def siglum(at: int) -> str:
    """A, B … Z, AA, AB … for the witness at a position.

    >>> siglum(0), siglum(26)
    ('A', 'AA')
    """
    letters = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _notes(witnesses: Sequence[Prepared]) -> tuple[Note, ...]:
    notes = [Note(slug, message) for w in witnesses for slug, message in w.witness.notes]
    undated = [w.witness.id for w in witnesses if w.witness.published.value is None]
    if undated:
        said = ", ".join(undated)
        notes.append(
            Note("undated", f"{said}: no date of publication is stated, so “today” has no date there.")
        )
    seen: dict[str, str] = {}
    for w in witnesses:
        twin = seen.setdefault(w.witness.sha256, w.witness.id)
        if twin != w.witness.id:
            notes.append(Note("same-text", f"{w.witness.id} is byte for byte the same as {twin}."))
    return tuple(notes)


def _claims(
    corpus: Corpus,
    pairs: Sequence[tuple[int, int]],
    links: Sequence[Link],
    origins: Sequence[Origin],
    hand: Hand,
) -> tuple[tuple[Claim, ...], tuple[Difference, ...]]:
    """All claims as a reader needs them, conflicts first, with their cells; all differences by gravity."""
    witnesses = corpus.witnesses
    units = {u.passage.id: u for w in witnesses for u in w.units}
    tellings = _tellings(corpus)
    groups = _groups(corpus, units, pairs, links, hand)
    told = {member for members in groups for member in members}
    alone = [(first,) for first in tellings if first not in told and not units[first].is_title]
    differing = Differing(witnesses, units, links)
    texts = {w.witness.id: w.witness.text for w in witnesses}
    found: dict[str, list[tuple[Difference, tuple[str, ...]]]] = {}
    claims: list[Claim] = []
    place = {unit: at for at, unit in enumerate(units)}
    typical = _typical(groups, links)
    listed = [*sorted(groups, key=lambda members: place[members[0]]), *alone]
    for n, members in enumerate(listed, start=1):
        found[f"c{n}"] = rows = differing.of(members) if len(members) > 1 else []
        rows += [(d, ()) for d in conflicts_by_hand(members, [d for d, _ in rows], hand, texts)]
    rejected = rejected_by_hand([d for rows in found.values() for d, _ in rows], hand)
    held = {id: [d for d, _ in rows if d not in rejected] for id, rows in found.items()}
    for (id, differences), members in zip(held.items(), listed, strict=True):
        again = sorted((told for member in members for told in tellings[member]), key=place.__getitem__)
        claim = _claim(id, again, witnesses, units, differences, typical[members])
        claims.append(replace(claim, origin="person") if hand.ties(members) else claim)
    ordered = by_need(claims, held)
    numbers = {claim.id: f"c{n}" for n, claim in enumerate(ordered, start=1)}
    ranked = sorted(
        (
            (replace(d, claim=numbers[id]), sharper, d not in rejected)
            for id, rows in found.items()
            for d, sharper in rows
        ),
        key=lambda row: (-row[0].severity, int(row[0].claim[1:])),
    )
    numbered = [
        (replace(d, id=f"d{n}"), sharper, holds) for n, (d, sharper, holds) in enumerate(ranked, start=1)
    ]
    ids = [w.witness.id for w in witnesses]
    of_claim: dict[str, list[tuple[Difference, tuple[str, ...]]]] = defaultdict(list)
    for difference, sharper, holds in numbered:
        if holds:
            of_claim[difference.claim].append((difference, sharper))
    counted = [replace(claim, id=numbers[claim.id]) for claim in ordered]
    return tuple(_with_cells(claim, ids, units, of_claim[claim.id], origins) for claim in counted), tuple(
        d for d, _, _ in numbered
    )


def _tellings(corpus: Corpus) -> dict[str, list[str]]:
    """Every passage that is compared, with all places where its witness tells it word for word."""
    tellings: dict[str, list[str]] = {}
    for witness, firsts in zip(corpus.witnesses, corpus.first_tellings, strict=True):
        for unit, first in zip(witness.units, firsts, strict=True):
            tellings.setdefault(witness.units[first].passage.id, []).append(unit.passage.id)
    return tellings


def _groups(
    corpus: Corpus,
    units: Mapping[str, Unit],
    pairs: Sequence[tuple[int, int]],
    links: Sequence[Link],
    hand: Hand,
) -> list[tuple[str, ...]]:
    """The passages that tell one claim, for each that several tell."""
    witnesses = [w.witness for w in corpus.witnesses]
    published = {w.id: w.published.value for w in witnesses}
    facts = {
        unit.passage.id: told
        for witness, row in zip(corpus.witnesses, corpus.facts, strict=True)
        for unit, told in zip(witness.units, row, strict=True)
    }

    def apart(a: Unit, b: Unit) -> bool:
        """True where two sentences cannot tell one thing: their dates, or their people, are others."""
        days = published[a.passage.witness], published[b.passage.witness]
        said = agreement(facts[a.passage.id], facts[b.passage.id], days)
        return said.far_date or said.clash

    aligned = {frozenset((witnesses[i].id, witnesses[j].id)) for i, j in pairs}
    return group(units, links, apart, aligned, tied=hand.tied, parted=hand.parted)


def _with_cells(
    claim: Claim,
    witnesses: Sequence[str],
    units: Mapping[str, Unit],
    found: Sequence[tuple[Difference, tuple[str, ...]]],
    origins: Sequence[Origin],
) -> Claim:
    origin_of = {w: origin.id for origin in origins for w in origin.witnesses}
    telling = [(mention.witness, units[mention.passage]) for mention in claim.mentions]
    return replace(
        claim,
        independent_origins=origins_telling(telling, origins),
        cells=cells_of(claim.mentions, witnesses, found, origin_of),
    )


def _claim(
    id: str,
    members: Sequence[str],
    witnesses: Sequence[Prepared],
    units: Mapping[str, Unit],
    found: Sequence[Difference],
    typical: Collection[str],
) -> Claim:
    mentions = tuple(
        Mention(units[m].passage.witness, units[m].passage.start, units[m].passage.end, m) for m in members
    )
    telling = {m.witness for m in mentions}
    clash = any(is_clash(d) for d in found)
    return Claim(
        id=id,
        label=_label(mentions, witnesses, units, typical),
        mentions=mentions,
        silent=tuple(w.witness.id for w in witnesses if w.witness.id not in telling),
        relation="one_source" if len(telling) == 1 else "differ" if clash else "agree",
    )


def _typical(groups: Sequence[tuple[str, ...]], links: Sequence[Link]) -> dict[tuple[str, ...], set[str]]:
    """The passages that stand for each claim: linked best with its others, and telling no other claim.

    A passage that two claims share ("they dined and talked") is the label of neither where it can be helped.
    """
    scores = {frozenset((link.a, link.b)): link.score for link in links}
    told = Counter(member for members in groups for member in members)
    found: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for members in groups:
        own = [one for one in members if told[one] == 1] or list(members)
        sums = {one: sum(scores.get(frozenset((one, other)), 0.0) for other in members) for one in own}
        least = _NEARLY * max(sums.values())
        found[members] = {one for one in own if sums[one] >= least}
    return found


def _label(
    mentions: Sequence[Mention],
    witnesses: Sequence[Prepared],
    units: Mapping[str, Unit],
    typical: Collection[str],
) -> str:
    """The shortest telling, of the running text and in the language of most accounts where there is one.

    One that is typical of the claim goes before others.
    """
    texts = {w.witness.id: w.witness.text for w in witnesses}
    spoken = Counter(w.witness.language for w in witnesses)

    def rank(mention: Mention) -> tuple[bool, int, bool, int, str]:
        unit = units[mention.passage]
        told = shortened(texts[mention.witness][mention.start : mention.end])
        strange = mention.passage not in typical
        return unit.is_title, -spoken[unit.language], strange, mention.end - mention.start, told

    best = min(mentions, key=rank)
    return shortened(texts[best.witness][best.start : best.end])


def _matrix(corpus: Corpus, pairs: Sequence[tuple[int, int]], links: Sequence[Link]) -> Matrix:
    alike = document_similarity(corpus.witnesses)
    documents = tuple(tuple(round(float(value), 4) for value in row) for row in alike)
    at = {u.passage.id: n for n, w in enumerate(corpus.witnesses) for u in w.units}
    between: dict[tuple[int, int], list[Link]] = defaultdict(list)
    for link in links:
        between[at[link.a], at[link.b]].append(link)
    return Matrix(documents, tuple(block_matrix(corpus, i, j, between[i, j]) for i, j in pairs))
