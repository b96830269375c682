"""The order of the stages. Pure: witnesses in, result out."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

from compare.align.passages import align
from compare.align.reuse import find_verbatim
from compare.assemble import assemble, stated
from compare.claims.differences import Found, Sides, differences_between
from compare.claims.judge import judge
from compare.details.extract import extract
from compare.details.number_units import canonical_quantity
from compare.errors import NothingComparableError
from compare.ingest.language import detect_language
from compare.ingest.metadata import complete
from compare.match.agreement import dates_of
from compare.match.meaning import meet, similarity
from compare.match.neighbours import pairs_to_align
from compare.match.score import Corpus, candidates
from compare.model.claim import Detail, DetailKind, Difference, Verdict
from compare.model.prepared import Prepared, Unit
from compare.model.result import Note, Result
from compare.model.reuse import Link, Meaning, Reuse
from compare.model.text import UNKNOWN_DATE, Passage, PassageKind, Published, Span, Token, Witness
from compare.normalise.chain import fold, normalise
from compare.normalise.lemmas import family, lemma, unprefixed
from compare.normalise.poles import poles_of
from compare.segment import segment
from compare.segment.boilerplate import repeated
from compare.segment.quotations import find_quotations
from compare.segment.sentences import split_sentences
from compare.segment.tokens import words
from compare.settings import Settings

Progress = Callable[[str, int, int], None]
_TITLES = (PassageKind.HEADLINE, PassageKind.HEADING, PassageKind.CAPTION)
_NEWS_DAYS = 14
# Where no day of publication is told, the dates of both texts are counted from one day to compare them.
_SOME_DAY = Published("2001-06-13", "inferred")
_COUNTED = "publication"
# Characters from which a text's own letters and words tell its language.
_TELLING = 80
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
    notes = (*short, *inferred, *_stale_notes(prepared))
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


def _stale_notes(prepared: Sequence[Prepared]) -> tuple[Note, ...]:
    """A note for each date whose weekday clashes with it: often a sentence taken from an older report."""
    return tuple(
        Note("weekday-clash", f"{p.witness.id} says “{detail.text}”, which the calendar does not bear out.")
        for p in prepared
        for unit in p.units
        for detail in unit.details
        if detail.because.startswith("weekday-clash")
    )


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


def similarity_of(a: str, b: str) -> float:
    """How far two short texts say the same thing, 0..1, symmetric."""
    if fold(a) == fold(b):
        return 1.0 if a.strip() else 0.0
    left, right = sorted((a, b))
    languages = _languages_of_pair(left, right)
    one, two = (_bare_unit(text, code) for text, code in zip((left, right), languages, strict=True))
    return similarity(meet(one, two))


def judge_texts(a: str, b: str, published_a: Published, published_b: Published) -> Verdict:
    """The verdict on two short texts. Cost: their details, then one small alignment."""
    one, two, meaning, found = met(a, b, published_a, published_b)
    judged = judge(one, two, meaning, found)
    located = tuple(
        Difference(
            f"d{n}", "c1", f.type, f.status, f.severity, (stated("a", f.a, a), stated("b", f.b, b)), f.because
        )
        for n, f in enumerate(found, start=1)
    )
    channels = tuple(judged.channels.items())
    return Verdict(judged.relation, judged.score, judged.related, located, channels)


def met(
    a: str, b: str, published_a: Published = UNKNOWN_DATE, published_b: Published = UNKNOWN_DATE
) -> tuple[Unit, Unit, Meaning, list[Found]]:
    """Two short texts as units with details, how they meet word by word, and their typed differences."""
    languages = _languages_of_pair(a, b)
    undated = published_a.value is None and published_b.value is None
    if undated:
        published_a = published_b = _SOME_DAY
    one = _short_unit("a", a, languages[0], published_a)
    two = _short_unit("b", b, languages[1], published_b)
    meaning = meet(one, two)
    sides = Sides(
        one,
        two,
        content=max(meaning.shared_a, meaning.shared_b),
        chars=meaning.characters,
        whole=True,
        canonical=canonical_quantity,
        undated=undated,
    )
    found = differences_between(sides)
    return one, two, meaning, [_unassumed(f) for f in found] if undated else found


def _unassumed(found: Found) -> Found:
    """A difference without the values that were counted from a day nobody told."""
    a, b = (
        replace(d, value=None) if d and d.kind is DetailKind.DATE and _COUNTED in d.because else d
        for d in (found.a, found.b)
    )
    if (a, b) == (found.a, found.b):
        return found
    slug = found.because.split(":", 1)[0]
    return replace(found, a=a, b=b, because=f"{slug}: {' against '.join(d.text for d in (a, b) if d)}")


def _languages_of_pair(a: str, b: str) -> tuple[str, str]:
    """The languages of two texts; those too short to tell are taken to be in the other's, or in both's."""
    found = tuple(detect_language(text) if len(text) >= _TELLING else None for text in (a, b))
    if None in found:
        both = detect_language(f"{a} {b}") or "und"
        one, two = (detect_language(text) if _foreign(text, both) else both for text in (a, b))
        found = (found[0] or one, found[1] or two)
    return (found[0] or "und", found[1] or "und")


def _foreign(text: str, language: str) -> bool:
    """True where a text is in another script than the language is written in."""
    script = next(
        (
            low
            for low, high in (("\u0600", "\u06ff"), ("\u0400", "\u04ff"), ("A", "\u024f"))
            if any(low <= c <= high for c in text)
        ),
        "",
    )
    own = {"ar": "\u0600", "fa": "\u0600", "ur": "\u0600", "ru": "\u0400", "uk": "\u0400"}.get(language, "A")
    return bool(script) and script != own


def _bare_unit(text: str, language: str, id: str = "a") -> Unit:
    """A short text as one unit without details."""
    passage = Passage(f"{id}.1.1", id, PassageKind.SENTENCE, 0, len(text), f"{id}.1")
    tokens = tuple(_tokens(text, words(text, 0, len(text)), language))
    folded = normalise(text, 0, len(text)).text
    return Unit(passage, PassageKind.PARAGRAPH, language, tokens, folded, ())


@lru_cache(maxsize=4096)
def _short_unit(id: str, text: str, language: str, published: Published) -> Unit:
    """A short text as one unit. The last few thousand are kept: one sentence is often judged against many."""
    bare = _bare_unit(text, language, id)
    details = extract(
        text,
        published=published,
        language=language,
        words=[Span(token.start, token.end) for token in bare.tokens],
        sentences=[Span(*bounds) for bounds in split_sentences(text, language)],
        quotations=list(find_quotations(text, 0, len(text))),
        fold=fold,
    )
    return replace(bare, details=details)


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
