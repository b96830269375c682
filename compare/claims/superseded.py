"""Later tellings that take the place of earlier ones: "the last meeting" of two accounts is two meetings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from compare.claims.frames import folded
from compare.claims.heads import bare
from compare.languages import LANGUAGES, table
from compare.model.claim import DetailKind
from compare.model.prepared import Unit
from compare.model.text import Published, Token

# Characters from "since" to its date.
_SINCE_REACH = 12
# Words after "the last time" within which the event stands.
_TIME_REACH = 5


@dataclass(frozen=True, slots=True)
class _Words:
    """The table of a language, folded: what says "last" before and after a noun, and the kinds of nouns."""

    before: frozenset[str]
    after: frozenset[str]
    times: frozenset[str]
    periods: frozenset[str]
    suffixes: frozenset[str]
    since: frozenset[str]
    kinds: Mapping[str, str]
    reach: int


def supersedes(a: Unit, b: Unit, published_a: Published, published_b: Published) -> Literal["a", "b"] | None:
    """Which side is the later account whose date takes the place of the other's; None where neither is.

    Both sentences must tell when something of one kind was last ("the last meeting was in October"), of the
    same people as far as they name them, each before its own day of publication; and the account that was
    published later tells the later date.
    """
    day_a, day_b = published_a.date, published_b.date
    if day_a is None or day_b is None or day_a == day_b:
        return None
    if not last_kinds(a) & last_kinds(b) or not _same_people(a, b):
        return None
    when_a, when_b = _told_before(a, str(day_a)), _told_before(b, str(day_b))
    if when_a is None or when_b is None or when_a.startswith(when_b) or when_b.startswith(when_a):
        return None
    if (when_a > when_b) != (day_a > day_b):
        return None
    return "a" if day_a > day_b else "b"


def last_kinds(unit: Unit) -> frozenset[str]:
    """The kinds of event that a sentence tells the last of: "meeting", "visit"; empty for most."""
    words = _words(unit.language)
    lasts = (kind for at in _lasts(unit, words) for kind in _kinds_at(unit, at, words))
    return frozenset((*lasts, *_not_since(unit, words)))


def _not_since(unit: Unit, words: _Words) -> Iterator[str]:
    """The kind of what has not been since a day: "they have not met since October"."""
    denied = [d for d in unit.details if d.kind is DetailKind.NEGATION and d.value == "not"]
    dates = [d for d in unit.details if d.kind is DetailKind.DATE]
    for cue in denied[:1]:
        after = [t for t in unit.tokens if t.start >= cue.start]
        limits = [t.start for t in after if t.folded in words.since]
        if limits and any(0 < d.start - limits[0] <= _SINCE_REACH for d in dates):
            yield from _first_kind([t for t in after if t.start < limits[0]][:_TIME_REACH], words)


def _lasts(unit: Unit, words: _Words) -> Iterator[int]:
    """The places from which the noun of a "last" is looked for."""
    tokens = unit.tokens
    for at, token in enumerate(tokens):
        pair = f"{tokens[at - 1].folded} {token.folded}" if at else ""
        if token.folded in words.before or bare(token.folded) in words.before or pair in words.before:
            if not (at and _forms(tokens[at - 1], words) & words.periods):  # "la semaine dernière"
                yield at + 1
        elif token.folded in words.after and at:
            yield at - 1


def _kinds_at(unit: Unit, at: int, words: _Words) -> Iterator[str]:
    """The kind of the noun at a place, looking past adjectives; a period of time has none."""
    tokens = unit.tokens[at : at + words.reach]
    for step, token in enumerate(tokens):
        if at + step and _apart(unit.tokens[at + step - 1], token):
            return
        forms = _forms(token, words)
        if forms & words.periods:
            return
        if forms & words.times:
            yield from _first_kind(unit.tokens[at + step + 1 : at + step + 1 + _TIME_REACH], words)
            return
        kind = next((words.kinds[form] for form in sorted(forms) if form in words.kinds), None)
        if kind:
            yield kind
            return


def _forms(token: Token, words: _Words) -> frozenset[str]:
    """How a word may stand in the tables: folded or as a lemma, without what is written onto it."""
    forms = {token.folded, bare(token.folded), token.lemma, bare(token.lemma)}
    forms |= {form.removesuffix(suffix) for form in forms for suffix in words.suffixes}
    return frozenset(form for form in forms if len(form) > 1)


def _first_kind(tokens: Sequence[Token], words: _Words) -> Iterator[str]:
    """The strongest kind among the words after "the last time": a telephone makes talking a call."""
    found = [words.kinds[f] for t in tokens for f in sorted(_forms(t, words)) if f in words.kinds]
    if found:
        yield "call" if "call" in found else found[0]


def _apart(one: Token, two: Token) -> bool:
    """True where more than a space stands between two words."""
    return two.start - one.end > 1


def _same_people(a: Unit, b: Unit) -> bool:
    """False where both name people and neither side's are all among the other's."""
    left, right = (
        {str(d.value).rsplit(" ", 1)[-1] for d in unit.details if d.kind is DetailKind.PERSON}
        for unit in (a, b)
    )
    return left <= right or right <= left


def _told_before(unit: Unit, day: str) -> str | None:
    """The first date that a sentence tells before a day; None where it tells none."""
    dates = [d.value for d in unit.details if d.kind is DetailKind.DATE and isinstance(d.value, str)]
    told = [value for value in dates if value[: len(day)] < day[: len(value)]]
    return told[0] if told else None


@lru_cache(maxsize=16)
def _words(language: str) -> _Words:
    names = (language,) if language in LANGUAGES else ()
    rows = [table(name, "timeline") for name in names]

    def column(key: str) -> frozenset[str]:
        return frozenset(folded(word) for row in rows for word in row.get(key, ()))

    kinds = {folded(word): kind for row in rows for kind, entries in row["kinds"].items() for word in entries}
    reach = max((row["reach"] for row in rows), default=0)
    return _Words(
        before=column("before"),
        after=column("after"),
        times=column("times"),
        periods=column("periods"),
        suffixes=column("suffixes"),
        since=column("since"),
        kinds=kinds,
        reach=reach,
    )
