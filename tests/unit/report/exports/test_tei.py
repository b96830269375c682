"""The TEI document: valid against tei_all, every pointer leads somewhere, every text stands as it was."""

from __future__ import annotations

from typing import Any

import pytest

import compare
from compare.languages import LANGUAGES
from compare.model.result import Result
from compare.report.exports.tei import NAMESPACE, to_tei
from compare.report.writers import encoded
from tests.unit.report.exports.conftest import TRAPS, hostile_result

etree = pytest.importorskip("lxml.etree")

TEI, XML_ID = f"{{{NAMESPACE}}}", "{http://www.w3.org/XML/1998/namespace}id"
POINTERS = ("target", "from", "to", "ana", "decls")


def parsed(result: Result, lang: str = "ar") -> Any:
    return etree.fromstring(encoded(to_tei(result, lang)))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_it_is_tei(sample, schema: Any, lang: str) -> None:
    document = parsed(sample, lang)
    assert schema.validate(document), schema.error_log


def test_the_schema_would_tell(sample, schema: Any) -> None:
    document = parsed(sample)
    document.find(f".//{TEI}linkGrp").tag = f"{TEI}linkgroup"
    assert not schema.validate(document)


@pytest.mark.parametrize("which", ["sample", "hostile"])
def test_ids_are_unique_and_pointers_lead_to_them(which: str, request: pytest.FixtureRequest) -> None:
    document = parsed(request.getfixturevalue(which))
    ids = [e.get(XML_ID) for e in document.iter() if e.get(XML_ID)]
    assert len(ids) == len(set(ids))
    pointers = [p for e in document.iter() for name in POINTERS for p in (e.get(name) or "").split()]
    assert pointers
    assert {p[1:] for p in pointers} <= set(ids)


@pytest.mark.parametrize("which", ["sample", "hostile"])
def test_texts_and_spans_keep_their_places(which: str, request: pytest.FixtureRequest) -> None:
    result: Result = request.getfixturevalue(which)
    document = parsed(result)
    texts = {}
    for w in result.witnesses:
        (body,) = document.xpath(f'//*[@xml:id="{w.siglum}"]//*[local-name()="ab"]')
        text = "".join(body.itertext())
        assert len(text) == len(w.text)
        assert all(a == b or b == "\ufffd" for a, b in zip(w.text, text, strict=True))
        texts[w.siglum] = text
    spans = document.findall(f".//{TEI}span")
    assert spans
    for span in spans:
        siglum = span.get(XML_ID).split(".")[1]
        start, end = map(int, span.get("n").split("-"))
        assert span.text == texts[siglum][start:end]
        marks = [_offset(document, siglum, span.get(side)[1:]) for side in ("from", "to")]
        assert marks == [start, end]


def _offset(document: Any, siglum: str, anchor: str) -> int:
    """How many characters of the account stand before an anchor."""
    inside = f'ancestor::*[local-name()="ab"]/ancestor::*[@xml:id="{siglum}"]'
    steps = f'//*[@xml:id="{anchor}"]/preceding::text()[{inside}]'
    return sum(len(text) for text in document.xpath(steps))


def test_links_notes_and_classes(sample) -> None:
    document = parsed(sample, "en")
    groups = {g.get("type"): g for g in document.findall(f".//{TEI}linkGrp")}
    assert len(groups["alignment"]) == len(sample.links)
    shared = [c for c in sample.claims if c.relation != "one_source"]
    assert [link.get(XML_ID) for link in groups["claims"]] == [c.id for c in shared]
    notes = {n.get(XML_ID): n for n in document.findall(f".//{TEI}note")}
    assert set(notes) == {d.id for d in sample.differences}
    first = notes["d1"]
    assert (first.get("type"), first.get("subtype")) == ("difference", "date")
    assert "#status.conflict" in first.get("ana")
    assert first.find(f"{TEI}num").get("value") == "0.9"
    sources = document.findall(f".//{TEI}sourceDesc")
    assert len(sources) == len(sample.witnesses)
    assert sample.witnesses[0].sha256 in "".join(sources[0].itertext())


def test_accounts_that_share_nothing_are_tei_too(schema: Any) -> None:
    texts = ("الطقس اليوم معتدل في أنحاء البلاد كلها", "فاز الفريق بالمباراة النهائية أمس في الملعب")
    found = compare.compare([compare.Witness.from_text(t, id=i) for t, i in zip(texts, "ab", strict=True)])
    assert schema.validate(parsed(found)), schema.error_log


@pytest.mark.parametrize("trap", TRAPS)
def test_no_trap_breaks_the_document(schema: Any, trap: str) -> None:
    assert schema.validate(parsed(hostile_result((trap,)))), schema.error_log
