"""The annotations, expanded by a processor of JSON-LD and read as a tool for annotations reads them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from compare.model.result import Result
from compare.report.exports.annotations import CONTEXT, digest, to_annotations
from tests.unit.report.exports.conftest import TRAPS, hostile_result

jsonld = pytest.importorskip("pyld.jsonld")

OA, AS, RDF = (
    "http://www.w3.org/ns/oa#",
    "http://www.w3.org/ns/activitystreams#",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
)
# The terms of the published context that the annotations use, after the vocabulary's description (2017).
TERMS: dict[str, Any] = {
    "oa": OA,
    "as": AS,
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "dctypes": "http://purl.org/dc/dcmitype/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "rdf": RDF,
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "http://schema.org/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "id": {"@id": "@id", "@type": "@id"},
    "type": {"@id": "@type", "@type": "@id"},
    **{
        name: f"oa:{name}"
        for name in (
            *("Annotation", "SpecificResource", "TextualBody", "TextPositionSelector", "TextQuoteSelector"),
            *("classifying", "tagging", "assessing", "commenting", "describing", "linking"),
        )
    },
    "AnnotationPage": "as:OrderedCollectionPage",
    "AnnotationCollection": "as:OrderedCollection",
    "Text": "dctypes:Text",
    "Software": "as:Application",
    "Person": "foaf:Person",
    "creator": {"@type": "@id", "@id": "dcterms:creator"},
    "rtl": "oa:rtlDirection",
    "ltr": "oa:ltrDirection",
    "body": {"@type": "@id", "@id": "oa:hasBody"},
    "target": {"@type": "@id", "@id": "oa:hasTarget"},
    "source": {"@type": "@id", "@id": "oa:hasSource"},
    "selector": {"@type": "@id", "@id": "oa:hasSelector"},
    "motivation": {"@type": "@vocab", "@id": "oa:motivatedBy"},
    "purpose": {"@type": "@vocab", "@id": "oa:hasPurpose"},
    "textDirection": {"@type": "@vocab", "@id": "oa:textDirection"},
    "exact": "oa:exact",
    "prefix": "oa:prefix",
    "suffix": "oa:suffix",
    "value": "rdf:value",
    "language": "dc:language",
    "format": "dc:format",
    "label": "rdfs:label",
    "name": "foaf:name",
    "start": {"@type": "xsd:nonNegativeInteger", "@id": "oa:start"},
    "end": {"@type": "xsd:nonNegativeInteger", "@id": "oa:end"},
    "generator": {"@type": "@id", "@id": "as:generator"},
    "items": {"@type": "@id", "@id": "as:items", "@container": "@list"},
    "partOf": {"@type": "@id", "@id": "as:partOf"},
    "total": {"@type": "xsd:nonNegativeInteger", "@id": "as:totalItems"},
    "startIndex": {"@type": "xsd:nonNegativeInteger", "@id": "as:startIndex"},
}


def page(result: Result, lang: str = "ar") -> dict[str, Any]:
    found: dict[str, Any] = json.loads(to_annotations(result, lang))
    return found


def expanded(result: Result) -> dict[str, Any]:
    def load(url: str, options: object) -> dict[str, Any]:
        assert url == CONTEXT
        return {
            "contentType": "application/ld+json",
            "contextUrl": None,
            "documentUrl": url,
            "document": {"@context": TERMS},
        }

    (found,) = jsonld.expand(page(result), {"documentLoader": load})
    return dict(found)


def keys(node: object) -> set[str]:
    if isinstance(node, list):
        return set().union(*map(keys, node)) if node else set()
    if isinstance(node, dict):
        return set(node).union(*map(keys, node.values()))
    return set()


def test_every_term_has_a_meaning(sample) -> None:
    known = keys(expanded(sample))
    assert all(key.startswith(("@", "http://")) for key in known)
    used = keys({k: v for k, v in page(sample).items() if k != "@context"})
    unknown = {key for key in used - set(TERMS) if key.partition(":")[0] not in TERMS}
    assert unknown == set(), "a term without a meaning is dropped by a processor"


def test_a_processor_finds_annotations_with_bodies_and_targets(sample) -> None:
    found = expanded(sample)
    assert found["@type"] == [f"{AS}OrderedCollectionPage"]
    (items,) = found[f"{AS}items"]
    annotations = items["@list"]
    shared = [c for c in sample.claims if c.relation != "one_source"]
    assert len(annotations) == len(sample.differences) + len(shared) + len(sample.reuse)
    for annotation in annotations:
        assert annotation["@type"] == [f"{OA}Annotation"]
        (motivation,) = annotation[f"{OA}motivatedBy"]
        assert motivation["@id"] in (f"{OA}classifying", f"{OA}linking")
        assert annotation[f"{OA}hasTarget"]
        assert all(body[f"{RDF}value"] for body in annotation[f"{OA}hasBody"])


@pytest.mark.parametrize("which", ["sample", "hostile"])
def test_both_selectors_lead_to_the_words(which: str, request: pytest.FixtureRequest) -> None:
    result: Result = request.getfixturevalue(which)
    base = f"urn:tawatur:{digest(result)}"
    texts = {f"{base}:{w.siglum}": w.text.replace("\ud800", "\ufffd") for w in result.witnesses}
    seen = 0
    for item in page(result)["items"]:
        for target in item["target"]:
            text = texts[target["source"]]
            quote, place = target["selector"]
            assert text[place["start"] : place["end"]] == _clean(quote["exact"])
            around = _clean(quote["prefix"] + quote["exact"] + quote["suffix"])
            assert around in text
            assert text.find(around) + len(quote["prefix"]) == place["start"]
            seen += 1
    assert seen > 3


def _clean(text: str) -> str:
    return text.replace("\ud800", "\ufffd")


def test_the_first_annotation_is_the_most_serious(sample) -> None:
    first = page(sample)["items"][0]
    told = {body["purpose"]: body["value"] for body in first["body"]}
    assert (told["classifying"], told["tagging"], told["assessing"]) == ("conflict", "date", "severity 0.9")
    assert first["motivation"] == "classifying"
    assert [t["selector"][0]["exact"] for t in first["target"]] == ["يوم الثلاثاء 20 أغسطس", "غدًا الاثنين"]
    (body,) = (b for b in first["body"] if b["purpose"] == "commenting")
    assert (body["language"], body["textDirection"]) == ("ar", "rtl")


def test_silence_is_told_and_is_no_target(sample) -> None:
    silent = next(d for d in sample.differences if any(v.quote is None for v in d.values))
    (item,) = (i for i in page(sample, "en")["items"] if i["id"].endswith(f":{silent.id}"))
    assert len(item["target"]) == 1
    assert any("Not stated by" in b["value"] for b in item["body"])


def test_the_accounts_are_described_once(sample) -> None:
    found = page(sample)
    sources = found["dcterms:references"]
    assert [source["schema:sha256"] for source in sources] == [w.sha256 for w in sample.witnesses]
    assert [source["dc:identifier"] for source in sources] == [w.id for w in sample.witnesses]
    named = {target["source"] for item in found["items"] for target in item["target"]}
    assert named == {source["id"] for source in sources}


def test_ids_are_unique_and_hang_on_the_texts(sample, hostile) -> None:
    ids = [item["id"] for item in page(sample)["items"]]
    assert len(ids) == len(set(ids))
    assert ids == [item["id"] for item in page(sample, "en")["items"]]
    assert digest(sample) != digest(hostile)


@pytest.mark.parametrize("trap", TRAPS)
def test_no_trap_breaks_the_file(trap: str) -> None:
    data = to_annotations(hostile_result((trap,)), "en").encode("utf-8", "replace")
    assert json.loads(data)["partOf"]["total"] == 4
