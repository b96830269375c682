"""A person's decisions in every export: told as a person's, with their words, never as the machine's."""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace
from typing import Any

import pytest

from compare.languages import LANGUAGES
from compare.model.claim import Mention
from compare.model.decision import Decided, Decision, DecisionKind, Stretch
from compare.model.result import Result
from compare.report.exports.annotations import to_annotations
from compare.report.exports.decided import decisions
from compare.report.exports.docx_ import to_docx
from compare.report.exports.tei import NAMESPACE, to_tei
from compare.report.exports.xlsx import to_xlsx
from compare.report.markdown import to_markdown
from compare.report.writers import encoded
from tests.unit.report.exports.conftest import TRAPS

REMARK, AUTHOR = "=1+1 <b>seen</b> في المصدر", "[me](http://x.test)"


@pytest.fixture(scope="module")
def decided(sample) -> Result:
    """One difference checked, one claim noted on, two sentences linked, one decision that is only kept."""
    first = sample.differences[0]
    a, b = (v for v in first.values if v.quote)
    stretches = tuple(Stretch(v.witness, v.start, v.end, v.quote) for v in (a, b))
    places = tuple(Mention(v.witness, v.start, v.end, "") for v in (a, b))
    checked = Decision(
        DecisionKind.CHECKED, stretches, "date", "confirmed", None, REMARK, AUTHOR, "2024-09-01"
    )
    note = Decision(DecisionKind.NOTE, stretches[:1], on="claim", text=" ".join(TRAPS))
    link = Decision(DecisionKind.LINK, stretches)
    return replace(
        sample,
        decisions=(
            Decided(checked, "applied", "as-marked", places, first.claim, first.id),
            Decided(note, "moved", "found-by-words", places[:1], first.claim),
            Decided(link, "kept", "quote-gone"),
        ),
    )


def test_they_are_told_in_every_language(decided: Result) -> None:
    for lang in LANGUAGES:
        told = decisions(decided, lang)
        assert len({d.kind for d in told}) == 3
        assert told[0].about == "d1"
        assert told[0].by.endswith("2024-09-01")
        assert told[0].quotes[0][1] == "يوم الثلاثاء 20 أغسطس"


def test_workbook(decided: Result, sample) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(decided, "en")))
    rows = [list(row) for row in book["What a person decided"].iter_rows(values_only=True)]
    assert rows[1][:5] == ["checked", "confirmed", REMARK, AUTHOR, "2024-09-01"]
    assert rows[1][6] == "d1"
    assert rows[3][-1] == "kept, not applied"
    assert {cell.data_type for row in book["What a person decided"].iter_rows() for cell in row} <= {"s", "n"}
    plain = openpyxl.load_workbook(io.BytesIO(to_xlsx(sample, "en")))
    assert "What a person decided" not in plain.sheetnames


def test_document(decided: Result) -> None:
    docx = pytest.importorskip("docx")
    document = docx.Document(io.BytesIO(to_docx(decided, "en")))
    lines = [p.text for p in document.paragraphs]
    assert "What a person decided" in lines
    assert any(line.startswith("checked: confirmed") and AUTHOR in line for line in lines)


def test_annotations(decided: Result) -> None:
    items = json.loads(encoded(to_annotations(decided, "en")))["items"]
    made = [item for item in items if "creator" in item]
    assert len(made) == 3
    assert made[0]["creator"] == {"type": "Person", "name": AUTHOR}
    assert "generator" not in made[0]
    assert made[0]["target"][0] == next(i["id"] for i in items if i["id"].endswith(":d1"))
    assert {b["value"] for b in made[0]["body"]} == {"checked", "confirmed", REMARK}
    assert made[2]["motivation"] == "linking"
    assert made[2]["target"]


def test_tei(decided: Result, schema: Any) -> None:
    etree = pytest.importorskip("lxml.etree")
    document = etree.fromstring(encoded(to_tei(decided, "ar")))
    assert schema.validate(document), schema.error_log
    notes = [n for n in document.iter(f"{{{NAMESPACE}}}note") if n.get("type") == "decision"]
    assert [n.get("target") for n in notes] == ["#d1", f"#{decided.differences[0].claim}", None]
    assert REMARK in "".join(notes[0].itertext())


def test_markdown(decided: Result, sample) -> None:
    text = to_markdown(decided, "en")
    part = text[text.index("## What a person decided") : text.index('<a id="claims">')]
    assert part.count("\n- **") == 3
    assert "<b>" not in part
    assert not re.search(r"(?<!\\)\]\((?!#)", part)
    assert "What a person decided" not in to_markdown(sample, "en")
