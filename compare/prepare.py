"""A witness made ready: passages, tokens, details and comparable units. Pure."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from compare.details.extract import extract
from compare.ingest.metadata import complete
from compare.match.agreement import dates_of
from compare.model.claim import Detail
from compare.model.prepared import Prepared, Unit
from compare.model.text import Passage, PassageKind, Published, Span, Token, Witness
from compare.normalise.chain import fold, normalise
from compare.normalise.lemmas import family, lemma, unprefixed
from compare.normalise.poles import poles_of
from compare.segment import segment
from compare.segment.quotations import find_quotations
from compare.segment.tokens import words

_TITLES = (PassageKind.HEADLINE, PassageKind.HEADING, PassageKind.CAPTION)
_NEWS_DAYS = 14
_COMPARED = (PassageKind.PARAGRAPH, *_TITLES)


def prepare(witness: Witness, passages: Sequence[Passage] | None = None) -> Prepared:
    """A witness with its passages and comparable units. Boilerplate makes no units."""
    passages = segment(witness) if passages is None else passages
    blocks = {p.id: p for p in passages if p.kind is not PassageKind.SENTENCE}
    sentences = [
        p for p in passages if p.kind is PassageKind.SENTENCE and blocks[p.parent or ""].kind in _COMPARED
    ]
    spans = [w for p in sentences for w in words(witness.text, p.start, p.end)]
    details = _details(witness, blocks.values(), sentences, spans)
    tokens = tokens_of(witness.text, spans, witness.language or "und")
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


def tokens_of(text: str, spans: Sequence[Span], language: str) -> list[Token]:
    """The words of a text as tokens, in text order."""
    surfaces = [text[span.start : span.end] for span in spans]
    vocabulary = frozenset(fold(surface) for surface in surfaces)
    tokens: list[Token] = []
    lemmas: list[str] = []
    for surface in surfaces:
        found = lemma(surface, language)
        lemmas.append(unprefixed(found, vocabulary) if language == "ar" else found)
    folded = [fold(surface) for surface in surfaces]
    poles = poles_of(folded, lemmas, language)
    for at, (span, surface) in enumerate(zip(spans, surfaces, strict=True)):
        stem = family(lemmas[at], language)
        tokens.append(Token(span.start, span.end, surface, folded[at], lemmas[at], stem, poles[at]))
    return tokens
