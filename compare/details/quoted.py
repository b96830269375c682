"""Quotations with their speakers: which source stands beside which quotation."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from compare.languages import LANGUAGES, table
from compare.model.claim import Detail, DetailKind
from compare.model.text import Span

_FEWEST = 4
"""Words from which a quotation inside a clause that is told counts as its speaker's own."""
_SAID = 3
"""Words from which one counts that a comma and its source follow: fewer are a title or a nickname."""
_BARE = 6
"""Words from which one counts that follows its source without a colon or "that": it is no second name."""
_ASIDE = 5
"""Words between the end of a quotation and the source that is named after it."""
_LOOK = 80
"""Characters between a quotation and the source after it."""
_FAR = 600
"""Characters between a source and a quotation after it."""
_SPACES = 3
"""Characters between a quotation that ends a sentence and the sentence that names its speaker."""
_BREAK = re.compile(r"[.!?؟…\n]")
_WORD = re.compile(r"\w+")
_INTRODUCED = re.compile(r"[:،,]\s*\W*\Z")
_SET_OFF = re.compile(r"\s*[،,–—-]")
_ENDS_SET_OFF = re.compile(r"[،,!?؟.][\"'”»’]\Z")


def with_speakers(
    text: str, quotations: Sequence[Detail], cues: Sequence[Detail], sentences: Sequence[Span]
) -> list[Detail]:
    """The quotations, each with its speaker where an attribution of its sentence stands beside it.

    The speaker is the last source named before the quotation in its sentence, or the first one named within a
    few words after it; his value becomes `head`, and `because` says "said by" and his name. Quotations of few
    words have a speaker only right after a colon or a comma: they may be titles or irony. Cost: a few binary
    searches a quotation.
    """
    sources = [c for c in cues if c.kind is DetailKind.ATTRIBUTION and c.unit in ("said", "according_to")]
    sources.sort(key=lambda source: source.start)
    starts = [source.start for source in sources]
    sentence_starts = [span.start for span in sentences]
    found: list[Detail] = []
    for quotation in quotations:
        start, end = _sentence(quotation, sentences, sentence_starts)
        first, last = bisect_left(starts, quotation.start), bisect_left(starts, quotation.end)
        before = sources[first - 1] if first and start <= starts[first - 1] else None
        after = sources[last] if last < len(sources) and sources[last].end <= end else None
        inside = first < last or (before is not None and quotation.start < before.end)
        # A source inside is the name of an outlet in quotes, or of a statement in a quotation.
        found.append(quotation if inside else _spoken(text, quotation, before, after))
    return found


def _spoken(text: str, quotation: Detail, before: Detail | None, after: Detail | None) -> Detail:
    """The quotation with its speaker of the sources before and after it, or as it is."""
    if after is not None and _is_aside(text, quotation, after.start):
        return _by(quotation, after)
    near = before is not None and quotation.start - before.end <= _FAR
    if before is not None and near and _leads_on(text[before.end : quotation.start], _count(quotation.text)):
        return _by(quotation, before)
    return quotation


def _count(text: str) -> int:
    return len(_WORD.findall(text))


def _by(quotation: Detail, speaker: Detail) -> Detail:
    return replace(quotation, head=str(speaker.value), because=f"said by {speaker.text}")


def _sentence(quotation: Detail, sentences: Sequence[Span], starts: Sequence[int]) -> tuple[int, int]:
    """The stretch of the sentences that the quotation touches; one that it ends goes on to the next."""
    first = max(0, bisect_right(starts, quotation.start) - 1)
    last = bisect_left(starts, quotation.end + _SPACES)
    if first >= last:
        return quotation.start, quotation.end
    return sentences[first].start, sentences[last - 1].end


def _is_aside(text: str, quotation: Detail, source: int) -> bool:
    """True where only a comma and a few words stand between the quotation and the source after it."""
    if source > quotation.end + _LOOK:
        return False
    between = text[quotation.end : source]
    set_off = _SET_OFF.match(between) or _ENDS_SET_OFF.search(quotation.text)
    few = _count(between) <= _ASIDE and _count(quotation.text) >= _SAID
    return bool(set_off) and few and not _BREAK.search(between) and ":" not in between


def _leads_on(between: str, words: int) -> bool:
    """True where what stands between source and quotation leads on to what he says."""
    if _BREAK.search(between):
        return False
    told = _count(between)
    introduced = bool(_INTRODUCED.search(between))
    if words < _FEWEST:
        return introduced and told <= 2
    if told <= _ASIDE:
        return words >= _BARE or told > 0 or introduced
    return introduced or _lead_ins().search(between) is not None


@lru_cache(maxsize=1)
def _lead_ins() -> re.Pattern[str]:
    """ "That" and "saying" of every language, right before a quotation."""
    tables = [table(language, "attribution") for language in LANGUAGES]
    words = sorted({word for one in tables for key in ("that", "before_quote") for word in one.get(key, ())})
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})\W*\Z")
