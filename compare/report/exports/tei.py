"""The comparison as TEI P5: the accounts as they stand, and beside them links, spans and notes (standOff).

Follows chapters 17 (linking) and 18 (simple analytic mechanisms) of the Guidelines: anchors in the text mark
where a quote begins and ends, spans join them, `linkGrp` aligns sentences, notes tell the differences.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from compare.model.claim import Claim, Difference, DifferenceType, Status
from compare.model.result import Result, WitnessSummary
from compare.model.text import Passage, PassageKind
from compare.report import wording
from compare.report.exports.annotations import digest
from compare.report.exports.decided import decisions
from compare.report.exports.words import direction, name_of, sigla, texts, xml_safe
from compare.report.view import numbered

NAMESPACE = "http://www.tei-c.org/ns/1.0"
_WHEN = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_PLACES = 4


@dataclass(frozen=True, slots=True)
class _Span:
    """A stretch of one account that a difference or a reuse points to."""

    id: str
    witness: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Maker:
    result: Result
    lang: str
    words: Mapping[str, Any]
    witnesses: Mapping[str, WitnessSummary]
    names: Mapping[str, str]
    spans: Mapping[str, tuple[_Span, ...]]
    """The spans of every difference and reuse, by its id."""


def to_tei(result: Result, lang: str) -> str:
    """The comparison as one TEI document; our own words in it are in the language `lang`.

    The string value of each account's `ab` is its text as decoded, with U+FFFD for each character that XML
    cannot hold: offsets stay as they are.
    """
    names = dict(_names(result))
    maker = _Maker(
        result, lang, texts(lang), {w.id: w for w in result.witnesses}, names, _spans(result, names)
    )
    parts = (_header(maker), _stand_off(maker), _texts(maker))
    body = "\n".join("\n".join(part) for part in parts)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<TEI xmlns="{NAMESPACE}" xml:lang="{lang}">\n{body}\n</TEI>'
    )


def _tag(name: str, content: str | None = None, **attributes: object) -> str:
    """An element; `content` is markup already. In the names of attributes "xml_" stands for "xml:"."""
    told = "".join(
        f" {key.removesuffix('_').replace('xml_', 'xml:')}={quoteattr(xml_safe(str(value)), _BREAKS)}"
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{told}/>" if content is None else f"<{name}{told}>{content}</{name}>"


_BREAKS = {"\r": "&#13;", "\n": "&#10;", "\t": "&#9;"}


def _text(text: str) -> str:
    """Document text as content; a carriage return as a reference, or a reader would drop it."""
    return escape(xml_safe(text), {"\r": "&#13;"})


def _line(text: str) -> str:
    return _text(wording.plain(text))


# ------------------------------------------------------------------------------------------------- places


def _names(result: Result) -> Iterator[tuple[str, str]]:
    """The id of every passage in the document: the letter of its account and its number there."""
    letters = {w.id: w.siglum for w in result.witnesses}
    counts: dict[str, int] = defaultdict(int)
    for p in result.passages:
        counts[p.witness] += 1
        yield p.id, f"{letters[p.witness]}.{counts[p.witness]}"


def _spans(result: Result, names: Mapping[str, str]) -> dict[str, tuple[_Span, ...]]:
    letters = {w.id: w.siglum for w in result.witnesses}
    found: dict[str, tuple[_Span, ...]] = {}
    for d in result.differences:
        spans: list[_Span] = []
        for v in d.values:
            if v.start is not None and v.end is not None and v.witness in letters:
                spans.append(
                    _Span(f"{d.id}.{letters[v.witness]}.{len(spans) + 1}", v.witness, v.start, v.end)
                )
        found[d.id] = tuple(spans)
    for n, r in enumerate(result.reuse, start=1):
        found[f"r{n}"] = (
            _Span(f"r{n}.{letters[r.witness_a]}.1", r.witness_a, r.a.start, r.a.end),
            _Span(f"r{n}.{letters[r.witness_b]}.2", r.witness_b, r.b.start, r.b.end),
        )
    return found


# ------------------------------------------------------------------------------------------------- header


def _header(maker: _Maker) -> Iterator[str]:
    words, result = maker.words["tei"], maker.result
    yield "<teiHeader>"
    yield "<fileDesc>"
    yield _tag("titleStmt", _tag("title", _text(words["title"])))
    identifier = _tag("idno", f"urn:tawatur:{digest(result)}", type="URN")
    yield _tag("publicationStmt", _tag("p", f"{_text(words['publication'])} {identifier}"))
    for w in result.witnesses:
        yield _tag("sourceDesc", _source(maker, w), xml_id=f"source.{w.siglum}", n=w.siglum)
    yield "</fileDesc>"
    yield "<encodingDesc>"
    yield _tag("projectDesc", _tag("p", _text(wording.finding(result, maker.lang))))
    yield _tag("editorialDecl", _tag("p", _text(words["units"])))
    label = _tag("label", "tawatur") + _tag("desc", f"digest {escape(result.digest)}")
    yield _tag("appInfo", _tag("application", label, ident="tawatur", version=_version(result.tool_version)))
    yield "</encodingDesc>"
    yield "</teiHeader>"


def _version(told: str) -> str:
    """A version as the schema wants it: numbers with points between."""
    found = re.match(r"\d+(\.\d+)*", told)
    return found[0] if found else "0"


def _source(maker: _Maker, witness: WitnessSummary) -> str:
    named = wording.siglum(maker.lang, witness.siglum)
    parts = [_tag("title", _line(name_of(witness)), xml_lang=_language(witness.language))]
    if witness.outlet:
        parts.append(_tag("publisher", _line(witness.outlet)))
    if witness.published.value:
        day = _WHEN.match(witness.published.value)
        cert = "low" if witness.published.basis == "inferred" else None
        parts.append(_tag("date", _line(witness.published.value), when=day[0] if day else None, cert=cert))
    if witness.path:
        parts.append(_tag("idno", _line(witness.path), type="file"))
    parts.append(_tag("idno", _line(witness.sha256), type="SHA-256"))
    return _tag("bibl", "".join(parts), n=named)


def _language(code: str | None) -> str:
    return code if code and re.fullmatch(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*", code) else "und"


# ----------------------------------------------------------------------------------------------- standOff


def _stand_off(maker: _Maker) -> Iterator[str]:
    yield "<standOff>"
    yield from _classes("status", [s.value for s in Status], maker)
    yield from _classes("type", [t.value for t in DifferenceType], maker)
    yield from _alignment(maker)
    yield from _claims(maker)
    yield from _difference_spans(maker)
    yield from _reuse(maker)
    if maker.result.differences:
        yield _tag("listAnnotation", "\n" + "\n".join(_notes(maker)) + "\n", type="differences")
    if maker.result.decisions:
        yield _tag("listAnnotation", "\n" + "\n".join(_decisions(maker)) + "\n", type="decisions")
    yield "</standOff>"


def _classes(group: str, values: Sequence[str], maker: _Maker) -> Iterator[str]:
    interps = (
        _tag("interp", _text(wording.label(maker.lang, group, value)), xml_id=f"{group}.{value}")
        for value in values
    )
    yield _tag("interpGrp", "".join(interps), type=group)


def _alignment(maker: _Maker) -> Iterator[str]:
    """Sentences that tell the same, two by two; `cert` is the score of the link."""
    links = [
        _tag(
            "link",
            target=f"#{maker.names[k.a]} #{maker.names[k.b]}",
            type=k.kind.value,
            cert=f"{min(max(k.score, 0.0), 1.0):.2f}",
        )
        for k in maker.result.links
        if k.a in maker.names and k.b in maker.names
    ]
    if links:
        yield _tag("linkGrp", "\n" + "\n".join(links) + "\n", type="alignment")


def _claims(maker: _Maker) -> Iterator[str]:
    """Shared claims: all the sentences that make one."""
    links = [
        _tag("link", xml_id=c.id, target=" ".join(_mentions(maker, c)), type="claim", subtype=c.relation)
        for c in maker.result.claims
        if c.relation != "one_source" and len(_mentions(maker, c)) > 1
    ]
    if links:
        yield _tag("linkGrp", "\n" + "\n".join(links) + "\n", type="claims")


def _mentions(maker: _Maker, claim: Claim) -> list[str]:
    named = (f"#{maker.names[m.passage]}" for m in claim.mentions if m.passage in maker.names)
    return list(dict.fromkeys(named))


def _difference_spans(maker: _Maker) -> Iterator[str]:
    found = {d.id: maker.spans[d.id] for d in maker.result.differences}
    if any(found.values()):
        spans = (_span(maker, s) for group in found.values() for s in group)
        yield _tag("spanGrp", "\n" + "\n".join(spans) + "\n", type="difference")
    links = [_link(spans, "difference") for spans in found.values() if len(spans) > 1]
    if links:
        yield _tag("linkGrp", "\n" + "\n".join(links) + "\n", type="difference")


def _reuse(maker: _Maker) -> Iterator[str]:
    pairs = [(r.kind.value, maker.spans[f"r{n}"]) for n, r in enumerate(maker.result.reuse, start=1)]
    if pairs:
        spans = (_span(maker, s) for _, group in pairs for s in group)
        yield _tag("spanGrp", "\n" + "\n".join(spans) + "\n", type="reuse")
        links = (_link(group, kind) for kind, group in pairs)
        yield _tag("linkGrp", "\n" + "\n".join(links) + "\n", type="reuse")


def _link(spans: Iterable[_Span], kind: str) -> str:
    return _tag("link", target=" ".join(f"#{s.id}" for s in spans), type=kind)


def _span(maker: _Maker, span: _Span) -> str:
    """A span between two anchors; what it holds repeats the words, `n` its place in code points."""
    quote = maker.witnesses[span.witness].text[span.start : span.end]
    return _tag(
        "span",
        _text(quote),
        xml_id=span.id,
        from_=f"#{span.id}.from",
        to=f"#{span.id}.to",
        n=f"{span.start}-{span.end}",
    )


def _notes(maker: _Maker) -> Iterator[str]:
    numbers, letters = numbered(maker.result), sigla(maker.result, maker.lang)
    ranked = sorted(maker.result.differences, key=lambda d: -d.severity)
    for d in ranked:
        yield _note(maker, d, numbers, letters)


def _note(
    maker: _Maker, difference: Difference, numbers: Mapping[str, int], letters: Mapping[str, str]
) -> str:
    """One difference: its reason, its severity, and the accounts that are silent."""
    content = _text(wording.because(difference.because, maker.lang))
    content += " " + _tag("num", type="severity", value=f"{round(difference.severity, _PLACES):g}")
    silent = [letters.get(v.witness, v.witness) for v in difference.values if v.quote is None]
    if silent:
        comma: str = wording.texts(maker.lang)["comma"]
        told = maker.words["annotations"]["silent"].replace("{accounts}", comma.join(silent))
        content += " " + _tag("seg", _text(told), type="silent")
    targets = [f"#{s.id}" for s in maker.spans[difference.id]]
    if difference.claim in numbers and any(difference.claim == c.id for c in _linked(maker)):
        targets.append(f"#{difference.claim}")
    return _tag(
        "note",
        content,
        xml_id=difference.id,
        type="difference",
        subtype=difference.type.value,
        ana=f"#type.{difference.type.value} #status.{difference.status.value}",
        target=" ".join(targets) or None,
    )


def _decisions(maker: _Maker) -> Iterator[str]:
    """What a person decided, each as a note on the difference or claim that it is about."""
    ids = {d.id for d in maker.result.differences} | {c.id for c in _linked(maker)}
    for number, told in enumerate(decisions(maker.result, maker.lang), start=1):
        content = _line(": ".join(part for part in (told.named, told.text) if part))
        content += "".join(" " + _tag("q", _line(quote), n=siglum) for siglum, quote in told.quotes)
        content += " " + _tag("name", _line(told.author)) if told.author else ""
        day = _WHEN.match(told.day)
        content += " " + _tag("date", _line(told.day), when=day[0] if day else None) if told.day else ""
        target = f"#{told.about}" if told.about in ids else None
        kind = told.it.decision.kind.value
        yield _tag("note", content, xml_id=f"p{number}", type="decision", subtype=kind, target=target)


def _linked(maker: _Maker) -> Iterator[Claim]:
    return (c for c in maker.result.claims if c.relation != "one_source" and len(_mentions(maker, c)) > 1)


# -------------------------------------------------------------------------------------------------- texts


def _texts(maker: _Maker) -> Iterator[str]:
    """Every account with its passages and sentences as segments, and anchors where quotes begin and end."""
    anchors: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for group in maker.spans.values():
        for s in group:
            anchors[s.witness].append((s.start, 1, f"{s.id}.from"))
            anchors[s.witness].append((s.end, 0, f"{s.id}.to"))
    passages: dict[str, list[Passage]] = defaultdict(list)
    for p in maker.result.passages:
        passages[p.witness].append(p)
    yield "<text>"
    yield "<group>"
    for w in maker.result.witnesses:
        content = "".join(_marked(maker, w, passages[w.id], sorted(anchors[w.id])))
        body = _tag("ab", content, type="account", xml_space="preserve")
        rend = f"direction: {direction(w.text, w.direction)}"
        yield _tag(
            "text",
            _tag("body", body),
            xml_id=w.siglum,
            xml_lang=_language(w.language),
            decls=f"#source.{w.siglum}",
            style=rend,
        )
    yield "</group>"
    yield "</text>"


def _marked(
    maker: _Maker,
    witness: WitnessSummary,
    passages: Sequence[Passage],
    anchors: Sequence[tuple[int, int, str]],
) -> Iterator[str]:
    """The text with its segments and anchors. Cost: linear in the text and sorting in its marks.

    At one place ends come first, those of sentences before those of blocks; then anchors; then beginnings.
    """
    marks: list[tuple[int, int, str]] = []
    for p in _nested(passages, len(witness.text)):
        sentence = p.kind is PassageKind.SENTENCE
        kind = quoteattr(p.kind.value)
        marks.append((p.start, 5 if sentence else 4, f'<seg xml:id="{maker.names[p.id]}" type={kind}>'))
        marks.append((p.end, 0 if sentence else 1, "</seg>"))
    marks += [(at, 2 + order, _tag("anchor", xml_id=name)) for at, order, name in anchors]
    marks.sort(key=lambda mark: mark[:2])
    at = 0
    for place, _, markup in marks:
        yield _text(witness.text[at:place])
        yield markup
        at = max(at, place)
    yield _text(witness.text[at:])


def _nested(passages: Sequence[Passage], length: int) -> Iterator[Passage]:
    """Blocks that do not overlap and sentences inside of one: what else there were could not be written."""
    whole = [p for p in passages if 0 <= p.start < p.end <= length]
    blocks = sorted((p for p in whole if p.kind is not PassageKind.SENTENCE), key=lambda p: p.start)
    sentences = sorted((p for p in whole if p.kind is PassageKind.SENTENCE), key=lambda p: p.start)
    clear = [b for b, after in pairwise([*blocks, None]) if b and (after is None or b.end <= after.start)]
    yield from clear
    n, last = 0, 0
    for s in sentences:
        while n < len(clear) and clear[n].end < s.end:
            n += 1
        outside = n < len(clear) and clear[n].start < s.end and clear[n].start > s.start
        if not outside and s.start >= last:
            last = s.end
            yield s
