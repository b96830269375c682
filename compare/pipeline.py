"""The order of the stages. Pure: witnesses in, result out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from compare.align.passages import align, link_of
from compare.align.reuse import find_verbatim
from compare.assemble import assemble
from compare.claims.by_hand import Hand, set_by_hand
from compare.claims.decided import with_decisions
from compare.cluster.stories import group_stories
from compare.errors import NothingComparableError, UsageError
from compare.ingest.metadata import complete
from compare.match import semantic
from compare.match.by_hand import measured
from compare.match.neighbours import pairs_to_align
from compare.match.score import Corpus, candidates
from compare.model.claim import DetailKind
from compare.model.decision import Decisions
from compare.model.prepared import Prepared, Unit
from compare.model.result import Note, Result
from compare.model.reuse import Link, Reuse
from compare.model.text import Passage, PassageKind, Published, Witness
from compare.normalise.chain import fold
from compare.prepare import prepare
from compare.segment import segment
from compare.segment.boilerplate import repeated
from compare.segment.sites import WHY as FRAME
from compare.segment.sites import Frame, learnt_frames
from compare.settings import Settings

Progress = Callable[[str, int, int], None]
BY_PERSON = "by-person"
"""The reason of a link that a person made."""


def compare_witnesses(
    witnesses: Sequence[Witness],
    settings: Settings,
    progress: Progress | None = None,
    decisions: Decisions | None = None,
) -> Result:
    """One result over two or more witnesses, with what a person decided about them.

    Raises `NothingComparableError` when fewer than two witnesses have enough text. Cost: linear in the
    text for preparation, then one small matrix product per pair of witnesses.
    """
    tell = progress or (lambda stage, done, of: None)
    prepared, framed = _prepare_all(witnesses, tell)
    short = _check_enough(prepared, settings)
    align_by = _align_by(settings)
    corpus = Corpus(prepared, align_by)
    hand = _by_hand(decisions, corpus)
    pairs = _with_tied(pairs_to_align(prepared, settings), hand, corpus)
    links = _linked(corpus, pairs, hand, settings, tell)
    dated, inferred = _date_undated(prepared, links)
    notes = (*short, *inferred, *framed, *_stale_notes(prepared))
    if inferred:
        prepared = dated
        corpus = Corpus(prepared, align_by)
        hand = _by_hand(decisions, corpus)
        links = _linked(corpus, pairs, hand, settings, tell)
    reuse: list[Reuse] = []
    for i, j in pairs:
        reuse.extend(find_verbatim(prepared[i], prepared[j], settings.reuse_words))
    notes = (*notes, *_aligned_note(corpus, settings))
    if len(prepared) > settings.all_pairs_up_to:
        notes = (*notes, _neighbours_note(len(prepared), settings))
    return with_decisions(assemble(corpus, pairs, links, tuple(reuse), settings, notes, hand), hand)


def stories_of(witnesses: Sequence[Witness]) -> list[list[int]]:
    """The witnesses in groups that tell one event, every index exactly once. Cost: mostly preparation."""
    return group_stories(_prepare_all(witnesses, lambda stage, done, of: None)[0])


def _prepare_all(witnesses: Sequence[Witness], tell: Progress) -> tuple[list[Prepared], tuple[Note, ...]]:
    """The witnesses made ready, without the lines that many of them or one site's pages carry; and notes."""
    taken: set[str] = set()
    completed = [complete(witness) for witness in witnesses]
    segmented = [(witness, _numbered(witness.id, segment(witness), taken)) for witness in completed]
    frames = learnt_frames(segmented)
    repeats = repeated(segmented) | {id: FRAME for frame in frames for id in frame.passages}
    prepared: list[Prepared] = []
    for at, (witness, passages) in enumerate(segmented, start=1):
        prepared.append(prepare(witness, _exclude(passages, repeats)))
        tell("prepare", at, len(segmented))
    return prepared, tuple(_frame_note(frame) for frame in frames)


def _frame_note(frame: Frame) -> Note:
    """What was learnt about the pages of a site."""
    pages = f"lines on most of its pages ({frame.pages}) and on no other"
    return Note("site-frame", f"{frame.site}: {pages}, left out: {frame.lines}.")


def _numbered(witness: str, passages: Sequence[Passage], taken: set[str]) -> tuple[Passage, ...]:
    """The passages of a witness with ids that no earlier one has; takes them.

    The first sentence of the first block of "a" and the first block of "a.1" would both be "a.1.1": then the
    later witness puts one more full stop between its own id and the numbers.
    """
    stop = ""
    while any(_with_stop(passage.id, witness, stop) in taken for passage in passages):
        stop += "."
    taken.update(_with_stop(passage.id, witness, stop) for passage in passages)
    if not stop:
        return tuple(passages)
    return tuple(
        replace(
            passage,
            id=_with_stop(passage.id, witness, stop),
            parent=passage.parent and _with_stop(passage.parent, witness, stop),
        )
        for passage in passages
    )


def _with_stop(id: str, witness: str, stop: str) -> str:
    return f"{witness}{stop}{id.removeprefix(witness)}"


def _stale_notes(prepared: Sequence[Prepared]) -> tuple[Note, ...]:
    """A note for each date whose weekday clashes with it: often a sentence taken from an older report."""
    return tuple(
        Note("weekday-clash", f"{p.witness.id} says “{detail.text}”, which the calendar does not bear out.")
        for p in prepared
        for unit in p.units
        for detail in unit.details
        if detail.because.startswith("weekday-clash")
    )


def _align_by(settings: Settings) -> str:
    """What aligns accounts in different languages: the encoder where it is installed, unless told."""
    if settings.align_by == "auto":
        return "sentences" if semantic.available() else "words"
    if settings.align_by == "sentences" and not semantic.available():
        raise UsageError(
            'align_by="sentences" needs tawatur[semantic], which is not installed.', slug="align"
        )
    return settings.align_by


def _aligned_note(corpus: Corpus, settings: Settings) -> tuple[Note, ...]:
    """How accounts in different languages were aligned."""
    count = len({p.witness.language for p in corpus.witnesses})
    if corpus.aligned_by is None:
        return ()
    how = (
        "names, dates, numbers and word vectors."
        if corpus.aligned_by == "words"
        else "the sentence encoder of tawatur[semantic], with names, dates and numbers."
    )
    return (Note(f"aligned-by-{corpus.aligned_by}", f"Accounts in {count} languages were aligned by {how}"),)


def _neighbours_note(count: int, settings: Settings) -> Note:
    return Note(
        "nearest-only",
        f"With {count} accounts, each was aligned with {settings.neighbours} others only, near and far.",
    )


def _exclude(passages: Sequence[Passage], repeats: dict[str, str]) -> tuple[Passage, ...]:
    """Blocks that stand in several witnesses at the rim become boilerplate, their sentences go."""
    kept = [
        replace(p, kind=PassageKind.BOILERPLATE, why=repeats[p.id]) if p.id in repeats else p
        for p in passages
        if p.parent not in repeats
    ]
    return tuple(kept)


def _check_enough(prepared: Sequence[Prepared], settings: Settings) -> tuple[Note, ...]:
    """A note on every witness with too few words; fewer than two others means nothing to compare."""
    short = [p for p in prepared if sum(len(u.tokens) for u in p.units) < settings.min_words]
    if len(prepared) - len(short) < 2:
        names = ", ".join(p.witness.id for p in short) or "the inputs"
        raise NothingComparableError(
            f"There is nothing to compare: {names} holds fewer than {settings.min_words} words of text.",
            slug="too-short",
        )
    return tuple(
        Note("too-short", f"{p.witness.id} holds fewer than {settings.min_words} words of text.")
        for p in short
    )


def _link_all(
    corpus: Corpus, pairs: Sequence[tuple[int, int]], settings: Settings, tell: Progress
) -> tuple[Link, ...]:
    links: list[Link] = []
    for done, (i, j) in enumerate(pairs, start=1):
        a, b = corpus.witnesses[i], corpus.witnesses[j]
        links.extend(align(a, b, candidates(corpus, i, j), settings))
        tell("align", done, len(pairs))
    return tuple(links)


def _by_hand(decisions: Decisions | None, corpus: Corpus) -> Hand:
    """What a person decided, set on the sentences of the accounts."""
    if decisions is None or not decisions.decisions:
        return Hand()
    first = {
        unit.passage.id: witness.units[at].passage.id
        for witness, firsts in zip(corpus.witnesses, corpus.first_tellings, strict=True)
        for unit, at in zip(witness.units, firsts, strict=True)
    }
    return set_by_hand(decisions, corpus.witnesses, first)


def _units(corpus: Corpus) -> dict[str, tuple[int, int]]:
    """For every sentence the number of its account, and its own number there."""
    return {u.passage.id: (i, n) for i, w in enumerate(corpus.witnesses) for n, u in enumerate(w.units)}


def _with_tied(pairs: Sequence[tuple[int, int]], hand: Hand, corpus: Corpus) -> list[tuple[int, int]]:
    """The pairs of accounts that are aligned, with those that a person tied."""
    if not hand.tied:
        return list(pairs)
    at = _units(corpus)
    tied = {(min(i, j), max(i, j)) for i, j in ((at[a][0], at[b][0]) for a, b in hand.tied)}
    return [*pairs, *sorted(tied.difference(pairs))]


def _linked(
    corpus: Corpus, pairs: Sequence[tuple[int, int]], hand: Hand, settings: Settings, tell: Progress
) -> tuple[Link, ...]:
    """The links of all pairs: the machine's without what a person parted, then what a person tied."""
    found = [k for k in _link_all(corpus, pairs, settings, tell) if frozenset((k.a, k.b)) not in hand.parted]
    if not hand.tied:
        return tuple(found)
    at, known = _units(corpus), {frozenset((k.a, k.b)): n for n, k in enumerate(found)}
    for pair in hand.tied:
        (i, m), (j, n) = sorted(at[unit] for unit in pair)
        if frozenset(pair) in known:
            link = found[known[frozenset(pair)]]
            found[known[frozenset(pair)]] = replace(link, because=f"{BY_PERSON}, {link.because}")
            continue
        a, b = corpus.witnesses[i].units[m], corpus.witnesses[j].units[n]
        found.append(replace(link_of(a, b, measured(corpus, (i, m), (j, n))), because=BY_PERSON))
    return tuple(found)


def _date_undated(
    prepared: Sequence[Prepared], links: Sequence[Link]
) -> tuple[list[Prepared], tuple[Note, ...]]:
    """Witnesses without a date take that of a witness that tells the same news on the same weekday.

    Evidence asked for: both say "today" with the same weekday inside linked sentences. The date is marked
    inferred, and a note says from which account.
    """
    units = {u.passage.id: (p.witness, u) for p in prepared for u in p.units}
    inferred: dict[str, tuple[str, str]] = {}
    for link in sorted(links, key=lambda found: -found.score):
        for (one, x), (two, y) in ((units[link.a], units[link.b]), (units[link.b], units[link.a])):
            day = two.published.date
            if one.published.value is None and one.id not in inferred and day and _same_today(x, y, str(day)):
                inferred[one.id] = (str(day), two.id)
    notes = tuple(
        Note(
            "date-inferred",
            f"{one} states no date; {day} is inferred from {two}, which tells the same news as today's.",
        )
        for one, (day, two) in inferred.items()
    )
    dated = [
        _redate(p, Published(inferred[p.witness.id][0], "inferred")) if p.witness.id in inferred else p
        for p in prepared
    ]
    return dated, notes


def _same_today(undated: Unit, dated: Unit, day: str) -> bool:
    """True where both name "today" in the same words and the dated one means its day of publication."""
    today = {fold(d.text) for d in dated.details if d.kind is DetailKind.DATE and str(d.value)[:10] == day}
    return any(
        d.kind is DetailKind.DATE and d.value is None and fold(d.text) in today for d in undated.details
    )


def _redate(prepared: Prepared, published: Published) -> Prepared:
    return prepare(replace(prepared.witness, published=published), prepared.passages)
