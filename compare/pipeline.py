"""The order of the stages. Pure: witnesses in, result out."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from compare.align.passages import align
from compare.align.reuse import find_verbatim
from compare.assemble import assemble
from compare.details.extract import extract
from compare.errors import NothingComparableError
from compare.ingest.metadata import complete
from compare.match.agreement import dates_of
from compare.match.neighbours import pairs_to_align
from compare.match.score import Corpus, candidates
from compare.model.claim import Detail, DetailKind
from compare.model.prepared import Prepared, Unit
from compare.model.result import Note, Result
from compare.model.reuse import Link, Reuse
from compare.model.text import Passage, PassageKind, Published, Span, Token, Witness
from compare.normalise.chain import fold, normalise
from compare.normalise.lemmas import family, lemma, unprefixed
from compare.segment import segment
from compare.segment.boilerplate import repeated
from compare.segment.quotations import find_quotations
from compare.segment.tokens import words
from compare.settings import Settings

Progress = Callable[[str, int, int], None]
_TITLES = (PassageKind.HEADLINE, PassageKind.HEADING, PassageKind.CAPTION)
_NEWS_DAYS = 14
_COMPARED = (PassageKind.PARAGRAPH, *_TITLES)


def compare_witnesses(
    witnesses: Sequence[Witness], settings: Settings, progress: Progress | None = None
) -> Result:
    """One result over two or more witnesses.

    Raises `NothingComparableError` when fewer than two witnesses have enough text. Cost: linear in the
    text for preparation, then one small matrix product per pair of witnesses.
    """
    tell = progress or (lambda stage, done, of: None)
    completed = [complete(witness) for witness in witnesses]
    segmented = [(witness, segment(witness)) for witness in completed]
    repeats = repeated(segmented)
    prepared: list[Prepared] = []
    for at, (witness, passages) in enumerate(segmented):
        tell("prepare", at, len(segmented))
        prepared.append(prepare(witness, _exclude(passages, repeats)))
    short = _check_enough(prepared, settings)
    corpus = Corpus(prepared)
    links = _link_all(corpus, settings, tell)
    dated, inferred = _date_undated(prepared, links)
    notes = (*short, *inferred)
    if inferred:
        prepared = dated
        corpus = Corpus(prepared)
        links = _link_all(corpus, settings, tell)
    reuse: list[Reuse] = []
    for i, j in pairs_to_align(prepared, settings):
        reuse.extend(find_verbatim(prepared[i], prepared[j], settings.reuse_words))
    if len(prepared) > settings.all_pairs_up_to:
        notes = (*notes, _neighbours_note(len(prepared), settings))
    return assemble(corpus, links, tuple(reuse), settings, notes)


def _neighbours_note(count: int, settings: Settings) -> Note:
    return Note(
        "nearest-only",
        f"With {count} accounts, each was aligned with its {settings.neighbours} nearest only.",
    )


def prepare(witness: Witness, passages: Sequence[Passage] | None = None) -> Prepared:
    """A witness with its passages and comparable units. Boilerplate makes no units."""
    passages = segment(witness) if passages is None else passages
    blocks = {p.id: p for p in passages if p.kind is not PassageKind.SENTENCE}
    sentences = [
        p for p in passages if p.kind is PassageKind.SENTENCE and blocks[p.parent or ""].kind in _COMPARED
    ]
    spans = [w for p in sentences for w in words(witness.text, p.start, p.end)]
    details = _details(witness, blocks.values(), sentences, spans)
    tokens = _tokens(witness.text, spans, witness.language or "und")
    units: list[Unit] = []
    for passage in sentences:
        units.append(_unit(witness, passage, blocks[passage.parent or ""].kind, tokens, details, units))
    return Prepared(witness, tuple(passages), tuple(units))


def details_of(text: str, published: Published, language: str | None) -> tuple[Detail, ...]:
    """The details of a text on its own, nationality adjectives left out."""
    witness = complete(Witness(id="text", text=text, published=published, language=language))
    passages = segment(witness)
    sentences = [p for p in passages if p.kind is PassageKind.SENTENCE]
    spans = list(words(text, 0, len(text)))
    published = published if published.value else witness.published
    quotations = [q for p in passages if p.parent is None for q in find_quotations(text, p.start, p.end)]
    found = extract(
        text,
        published=published,
        language=language or witness.language,
        words=spans,
        sentences=[p.span for p in sentences],
        quotations=quotations,
        fold=fold,
    )
    return tuple(d for d in found if d.unit != "demonym")


def _details(
    witness: Witness, blocks: Iterable[Passage], sentences: Sequence[Passage], spans: Sequence[Span]
) -> tuple[Detail, ...]:
    quotations = [
        q for b in blocks if b.kind in _COMPARED for q in find_quotations(witness.text, b.start, b.end)
    ]
    return extract(
        witness.text,
        published=witness.published,
        language=witness.language,
        words=spans,
        sentences=[p.span for p in sentences],
        quotations=quotations,
        fold=fold,
    )


def _unit(
    witness: Witness,
    passage: Passage,
    block: PassageKind,
    tokens: Sequence[Token],
    details: Sequence[Detail],
    before: Sequence[Unit],
) -> Unit:
    first = bisect_left(tokens, passage.start, key=lambda t: t.start)
    last = bisect_left(tokens, passage.end, key=lambda t: t.start)
    begins = bisect_left(details, passage.start, key=lambda d: d.start)
    ends = bisect_left(details, passage.end, key=lambda d: d.start)
    inside = tuple(d for d in details[begins:ends] if d.end <= passage.end)
    own = dates_of(inside)
    carried = before[-1].context_dates if before and block not in _TITLES and not before[-1].is_title else ()
    return Unit(
        passage=passage,
        block=block,
        language=witness.language or "und",
        tokens=tuple(tokens[first:last]),
        folded=normalise(witness.text, passage.start, passage.end).text,
        details=inside,
        context_dates=own or carried,
        is_background=not _is_news(own or carried, witness.published),
    )


def _is_news(dates: Sequence[str], published: Published) -> bool:
    """True where one of the dates lies within two weeks of publication."""
    day = published.date
    days = [Published(value).date for value in dates if len(value) >= 10]
    return day is not None and any(d is not None and abs((day - d).days) <= _NEWS_DAYS for d in days)


def _tokens(text: str, spans: Sequence[Span], language: str) -> list[Token]:
    """The words of a text as tokens, in text order."""
    surfaces = [text[span.start : span.end] for span in spans]
    vocabulary = frozenset(fold(surface) for surface in surfaces)
    tokens: list[Token] = []
    for span, surface in zip(spans, surfaces, strict=True):
        found = lemma(surface, language)
        if language == "ar":
            found = unprefixed(found, vocabulary)
        tokens.append(Token(span.start, span.end, surface, fold(surface), found, family(found, language)))
    return tokens


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


def _link_all(corpus: Corpus, settings: Settings, tell: Progress) -> tuple[Link, ...]:
    links: list[Link] = []
    pairs = pairs_to_align(corpus.witnesses, settings)
    for done, (i, j) in enumerate(pairs):
        tell("align", done, len(pairs))
        a, b = corpus.witnesses[i], corpus.witnesses[j]
        links.extend(align(a, b, candidates(corpus, i, j), settings))
    return tuple(links)


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
