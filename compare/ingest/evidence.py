"""What is known about a witness, each with the place that says so: stated, or inferred from its place."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from compare.ingest.language import detect_language
from compare.ingest.metadata import byline_of, folded, is_furniture, names_outlet
from compare.languages import LANGUAGES, table
from compare.model.text import Evidence, PassageKind, Span, Witness, direction_of
from compare.trained import resource

_HEAD, _FOOT = 15, 8
_LINE = re.compile("[^\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
_DASH = re.compile(r"\s[-–—]+\s|(?<=[\w)])[–—]+\s?|\s[–—]+|(?<=\))\s?[-–—:]|(?<=/)\.\s")
_AFTER_DASH = re.compile(r"[^.:]{2,30}(?=[.:])")
_CREDIT = re.compile(r"[(/]\s?([^()/]{2,40}?)\s?[)/]")
_PLACE = re.compile(r"\A[^\W\d_][^\d()/,،:.]{1,40}")
_OPENS_WITHIN = 60
_OTHER_LETTERS = 20
_SAME_SCRIPT = 150
"""Letters of a paragraph from which it may be in another language of the same script."""
_SHOWN = 300
"""Characters of a paragraph that show its script."""
_SIGNATURE_WORDS = 10


def described(witness: Witness) -> Witness:
    """The witness with byline, agency, languages of paragraphs, and evidence for all that is known of it.

    Nothing that it had is changed. Linear in the text.
    """
    told = {entry.field for entry in witness.evidence}
    found = [entry for entry in _found(witness) if entry.field not in told]
    byline = witness.byline or next((e.value for e in found if e.field == "byline"), None)
    agency = witness.agency or next((e.value for e in found if e.field == "agency"), None)
    return replace(
        witness,
        byline=byline,
        agency=agency,
        evidence=witness.evidence + tuple(found),
        languages=witness.languages or tuple(_languages(witness)),
    )


def _found(witness: Witness) -> Iterator[Evidence]:
    """Evidence in the text, at most one for each field but for those that may be many."""
    text = witness.text
    head = [match.span() for match, _ in zip(_LINE.finditer(text), range(3 * _HEAD), strict=False)]
    if witness.title:
        yield _placed(witness, "title", witness.title, head)
    if witness.published.value and witness.published.span:
        yield Evidence("published", witness.published.value, "stated", "text", witness.published.span)
    elif witness.published.value:
        yield Evidence("published", witness.published.value, witness.published.basis, "file")
    if witness.outlet:
        yield _placed(witness, "outlet", witness.outlet, head)
    elif (signed := _signature(witness)) is not None:
        yield signed
    yield from _byline(text, head)
    yield from _opening(witness, head)
    yield from _source_line(text)
    yield Evidence("direction", direction_of(text), "inferred", "text")
    if witness.language:
        yield Evidence("language", witness.language, "inferred", "text")


def _placed(witness: Witness, field: str, value: str, head: list[tuple[int, int]]) -> Evidence:
    """Evidence for a value, with its place where a line of the head or the foot holds it."""
    marked = {(start, end) for start, end, kind in witness.marks if kind is PassageKind.HEADLINE}
    for start, end in [*head, *_foot(witness.text)]:
        line = " ".join(witness.text[start:end].split())
        if value in line:
            at = witness.text.find(value, start, end)
            span = Span(at, at + len(value)) if at >= 0 else Span(start, end)
            sure = field != "title" or any(a <= span.start and span.end <= b for a, b in marked)
            return Evidence(field, value, "stated" if sure else "inferred", "text", span)
    return Evidence(field, value, "stated", "file")


def _foot(text: str) -> list[tuple[int, int]]:
    spans = [match.span() for match in _LINE.finditer(text, max(0, len(text) - 2000))]
    return [span for span in spans if text[slice(*span)].strip()][-_FOOT:]


def _byline(text: str, head: list[tuple[int, int]]) -> Iterator[Evidence]:
    for start, end in [span for span in head if text[slice(*span)].strip()][:_HEAD]:
        name = byline_of(text[start:end].strip())
        if name and not names_outlet(name):
            at = text.find(name, start, end)
            yield Evidence("byline", name, "stated", "text", Span(at, at + len(name)) if at >= 0 else None)
            return


def _opening(witness: Witness, head: list[tuple[int, int]]) -> Iterator[Evidence]:
    """The place, and the agency in brackets, with which the first paragraph opens: "BAKU (Reuters) - "."""
    first = next(((start, end) for start, end in head if end - start > 2 * _OPENS_WITHIN), None)
    if first is None:
        return
    start = first[0]
    opening = witness.text[start : start + _OPENS_WITHIN]
    dash = _DASH.search(opening)
    told = _PLACE.match(opening[: dash.start()]) if dash else None
    if dash is None or told is None:
        return
    place = told[0].strip()
    credit = _CREDIT.search(opening[: dash.end()]) or _AFTER_DASH.match(opening, dash.end())
    shown = credit[credit.re.groups] if credit else ""
    agency = _agency(shown)
    if len(place.split()) <= 3 and (agency or folded(place) in _places()):
        yield Evidence("dateline", place, "stated", "text", Span(start, start + len(place)))
        if credit and agency:
            span = Span(start + credit.start(credit.re.groups), start + credit.end(credit.re.groups))
            yield Evidence("agency", agency, "stated", "text", span)


def _source_line(text: str) -> Iterator[Evidence]:
    """The agency that a line such as "Source: TASS" at the foot names."""
    for start, end in _foot(text):
        label, colon, value = text[start:end].partition(":")
        if colon and len(value) < 60 and folded(label) in _labels("source-line") and (name := _agency(value)):
            at = start + len(label) + 1
            yield Evidence("agency", name, "stated", "text", Span(at, end))
            return


def _signature(witness: Witness) -> Evidence | None:
    """The line between the text and the credits at its foot: the name of who publishes it, as a rule."""
    text = witness.text
    foot = _foot(text)
    credits = 0
    for start, end in reversed(foot):
        line = text[start:end].strip()
        label, colon, _ = line.partition(":")
        if colon and folded(label) in _labels("source-line") | _labels("photo-credit"):
            credits += 1
            continue
        plain = credits and 2 <= len(line.split()) <= _SIGNATURE_WORDS and line[-1] not in ".!?؟:؛…"
        if not plain or is_furniture(line) or any(c.isdecimal() for c in line):
            return None
        at = start + len(text[start:end]) - len(text[start:end].lstrip())
        return Evidence("outlet", " ".join(line.split()), "inferred", "signature", Span(at, at + len(line)))
    return None


def _languages(witness: Witness) -> Iterator[tuple[int, int, str]]:
    """Paragraphs that are in another language than the whole."""
    if witness.language is None:
        return
    side, latin = direction_of(witness.text), _latin(witness.text)
    for match in _LINE.finditer(witness.text):
        line = match.group()
        letters = sum(map(str.isalpha, line))
        if letters < _OTHER_LETTERS:
            continue
        shown = line[:_SHOWN]
        other = direction_of(shown) != side or _latin(shown) != latin
        if not other and letters < _SAME_SCRIPT:
            continue
        language = detect_language(line)
        if language and language != witness.language:
            yield match.start(), match.end(), language


def _latin(text: str) -> bool:
    letters = [c for c in text[:2000] if c.isalpha()]
    return 2 * sum(c < "\u0250" for c in letters) > len(letters)


def _agency(name: str) -> str | None:
    """The canonical name of a news agency."""
    return _agencies().get(folded(name).removeprefix("news agency").strip())


@cache
def _agencies() -> dict[str, str]:
    found: dict[str, str] = {}
    for language in LANGUAGES:
        rules = table(language, "agencies")
        for key in ("names", "short"):
            for name, spellings in rules.get(key, {}).items():
                for spelling in (name, *spellings):
                    found.setdefault(folded(spelling), name)
    return found


@cache
def _labels(section: str) -> frozenset[str]:
    rows = [table(language, "boilerplate").get(section, {}) for language in LANGUAGES]
    return frozenset(folded(entry) for row in rows for key in ("label", "line") for entry in row.get(key, ()))


@cache
def _places() -> frozenset[str]:
    """The names of cities and countries in all languages."""
    lines = gzip.decompress(resource("gazetteer.tsv.gz")).decode().splitlines()
    return frozenset(name for line in lines for name in line.split("\t")[2:] if name)
