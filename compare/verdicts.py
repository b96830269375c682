"""Two short texts set against one another: how alike they are, and whether they agree. Pure."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from compare.claims.differences import differences_between
from compare.claims.judge import judge
from compare.claims.rows import stated
from compare.claims.sides import Found, Sides
from compare.details.extract import extract
from compare.details.number_units import canonical_quantity
from compare.ingest.language import detect_language
from compare.match.meaning import meet, similarity
from compare.model.claim import DetailKind, Difference, Verdict
from compare.model.prepared import Unit
from compare.model.reuse import Meaning
from compare.model.text import UNKNOWN_DATE, Passage, PassageKind, Published, Span
from compare.normalise.chain import fold, normalise
from compare.prepare import tokens_of
from compare.segment.quotations import find_quotations
from compare.segment.sentences import split_sentences
from compare.segment.tokens import words

# Where no day of publication is told, the dates of both texts are counted from one day to compare them.
_SOME_DAY = Published("2001-06-13", "inferred")
_COUNTED = "publication"
# Characters from which a text's own letters and words tell its language.
_TELLING = 80


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
    tokens = tuple(tokens_of(text, words(text, 0, len(text)), language))
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
