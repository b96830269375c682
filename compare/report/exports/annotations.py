"""The comparison as W3C Web Annotations in JSON-LD: one for each difference, shared claim and reused passage.

The data model is that of the Web Annotation recommendation (2017): every target has a quote selector, which
finds the words in any copy of the text, and a position selector in code points of the text as decoded.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias
from urllib.parse import quote

from compare.model.claim import Claim, Difference
from compare.model.result import Result, WitnessSummary
from compare.model.reuse import Reuse
from compare.report import wording
from compare.report.exports.decided import Told, decisions
from compare.report.exports.words import filled, name_of, sigla, texts

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_AROUND = 32
_PLACES = 4

Node: TypeAlias = dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Maker:
    """The result with what every annotation is written with."""

    result: Result
    lang: str
    base: str
    witnesses: Mapping[str, WitnessSummary]
    sigla: Mapping[str, str]


def to_annotations(result: Result, lang: str) -> str:
    """The page of annotations as JSON text; bodies are in the language `lang`.

    The page describes the accounts once; targets name them by id. Ids stay the same as long as texts and
    settings do: urn:tawatur:<digest>:d1 for a difference, c1 for a claim, r1 for a reused passage, p1 for a
    decision of a person, which alone has a creator.
    """
    base = f"urn:tawatur:{digest(result)}"
    maker = _Maker(result, lang, base, {w.id: w for w in result.witnesses}, sigla(result, lang))
    items = list(_items(maker))
    page: Node = {
        "@context": CONTEXT,
        "id": f"{base}:page",
        "type": "AnnotationPage",
        "generator": {
            "id": "urn:tawatur:program",
            "type": "Software",
            "name": f"tawatur {result.tool_version}",
        },
        "partOf": {
            "id": base,
            "type": "AnnotationCollection",
            "label": texts(lang)["annotations"]["label"],
            "rdfs:comment": texts(lang)["annotations"]["units"],
            "total": len(items),
        },
        "startIndex": 0,
        "dcterms:references": [_source(maker, w) for w in result.witnesses],
        "items": items,
    }
    return json.dumps(page, ensure_ascii=False, indent=1)


def digest(result: Result) -> str:
    """What names one comparison: 32 digits of a hash of the settings and the texts in their order."""
    parts = [result.digest, result.tool_version]
    parts += [hashlib.sha256(w.text.encode("utf-8", "surrogatepass")).hexdigest() for w in result.witnesses]
    return hashlib.sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _items(maker: _Maker) -> Iterator[Node]:
    ranked = sorted(maker.result.differences, key=lambda d: -d.severity)
    yield from (_difference(maker, d) for d in ranked)
    yield from (_claim(maker, c) for c in maker.result.claims if c.relation != "one_source")
    yield from (_reuse(maker, n, r) for n, r in enumerate(maker.result.reuse, start=1))
    yield from (_decision(maker, n, d) for n, d in enumerate(decisions(maker.result, maker.lang), start=1))


def _annotation(
    maker: _Maker, name: str, motivation: str, body: Sequence[Node], target: Sequence[Node | str]
) -> Node:
    return {
        "id": f"{maker.base}:{quote(name, safe='')}",
        "type": "Annotation",
        "motivation": motivation,
        "generator": "urn:tawatur:program",
        "body": list(body),
        "target": list(target),
    }


def _difference(maker: _Maker, difference: Difference) -> Node:
    """Type, status and severity as classes, the reason in words, and where each account says what it says."""
    stated = [v for v in difference.values if v.start is not None and v.end is not None]
    silent = [v.witness for v in difference.values if v.quote is None]
    told = wording.because(difference.because, maker.lang)
    if silent:
        names = [maker.sigla.get(w, w) for w in silent]
        told += " " + _silent(maker, names)
    body = [
        _word(difference.status.value, "classifying"),
        _word(difference.type.value, "tagging"),
        _word(f"severity {round(difference.severity, _PLACES):g}", "assessing"),
        _text(maker, told),
    ]
    places: list[Node | str] = [_target(maker, v.witness, v.start or 0, v.end or 0) for v in stated]
    known = (maker.witnesses.get(v.witness) for v in difference.values)
    whole: list[Node | str] = [_iri(maker, w) for w in known if w is not None]
    return _annotation(maker, difference.id, "classifying", body, places or whole)


def _silent(maker: _Maker, names: Iterable[str]) -> str:
    comma: str = wording.texts(maker.lang)["comma"]
    return filled(texts(maker.lang)["annotations"]["silent"], accounts=comma.join(names))


def _claim(maker: _Maker, claim: Claim) -> Node:
    """A claim links the places where it is told; the body is what it says and how the accounts stand."""
    language = next(
        (maker.witnesses[m.witness].language for m in claim.mentions if m.witness in maker.witnesses), "und"
    )
    body = [
        _word(claim.relation, "classifying"),
        {
            "type": "TextualBody",
            "value": wording.plain(claim.label),
            "format": "text/plain",
            "language": language,
            "purpose": "describing",
        },
    ]
    if claim.silent:
        body.append(_text(maker, _silent(maker, [maker.sigla.get(w, w) for w in claim.silent])))
    targets = [_target(maker, m.witness, m.start, m.end) for m in claim.mentions]
    return _annotation(maker, claim.id, "linking", body, targets)


def _reuse(maker: _Maker, number: int, reuse: Reuse) -> Node:
    body = [_word(reuse.kind.value, "classifying"), _word("reuse", "tagging")]
    targets = [
        _target(maker, reuse.witness_a, reuse.a.start, reuse.a.end),
        _target(maker, reuse.witness_b, reuse.b.start, reuse.b.end),
    ]
    return _annotation(maker, f"r{number}", "linking", body, targets)


def _decision(maker: _Maker, number: int, told: Told) -> Node:
    """A person's decision is an annotation of the difference or claim, or of the words it was made on."""
    body = [_word(told.it.decision.kind.value, "classifying")]
    if told.it.decision.verdict:
        body.append(_word(told.it.decision.verdict, "assessing"))
    if told.text:
        # In whose language the person writes is not told.
        body.append(
            {"type": "TextualBody", "value": told.text, "format": "text/plain", "purpose": "commenting"}
        )
    targets: list[Node | str] = [f"{maker.base}:{quote(told.about, safe='')}"] if told.about else []
    places = (p for p in told.it.places if p.witness in maker.witnesses)
    targets += [_target(maker, p.witness, p.start, p.end) for p in places]
    if not targets:
        targets = [_iri(maker, w) for w in maker.witnesses.values()]
    motivation = "linking" if told.it.decision.kind.value == "link" else "assessing"
    made = _annotation(maker, f"p{number}", motivation, body, targets)
    del made["generator"]
    person: Node = {"type": "Person"} | ({"name": told.author} if told.author else {})
    return {**made, "creator": person} | ({"dcterms:date": told.day} if told.day else {})


def _word(value: str, purpose: str) -> Node:
    """One of the program's own words; they are the same in all languages."""
    return {
        "type": "TextualBody",
        "value": value,
        "format": "text/plain",
        "language": "en",
        "purpose": purpose,
    }


def _text(maker: _Maker, value: str) -> Node:
    return {
        "type": "TextualBody",
        "value": value,
        "format": "text/plain",
        "language": maker.lang,
        "textDirection": wording.texts(maker.lang)["direction"],
        "purpose": "commenting",
    }


def _target(maker: _Maker, witness: str, start: int, end: int) -> Node:
    """A stretch of an account, told twice: by its words with those around it, and by its place."""
    found = maker.witnesses[witness]
    return {
        "type": "SpecificResource",
        "source": _iri(maker, found),
        "selector": [
            {
                "type": "TextQuoteSelector",
                "exact": found.text[start:end],
                "prefix": found.text[max(0, start - _AROUND) : start],
                "suffix": found.text[end : end + _AROUND],
            },
            {"type": "TextPositionSelector", "start": start, "end": end},
        ],
    }


def _iri(maker: _Maker, witness: WitnessSummary) -> str:
    """The id of an account, which ends with its letter: several accounts may come out of one file."""
    return f"{maker.base}:{quote(witness.siglum, safe='')}"


def _source(maker: _Maker, witness: WitnessSummary) -> Node:
    """The account as a resource, with its title, its file and the hash of what was read."""
    source: Node = {
        "id": _iri(maker, witness),
        "type": "Text",
        "language": witness.language,
        "textDirection": witness.direction,
        "dc:title": name_of(witness),
        "dc:identifier": wording.plain(witness.id),
        "schema:sha256": witness.sha256,
    }
    if witness.path:
        source["dc:source"] = wording.plain(witness.path)
    return source
