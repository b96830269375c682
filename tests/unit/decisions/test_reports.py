"""Decisions in the reports: as text without a script, in Markdown and tables, and by the command line."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from importlib import resources
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

import compare
from compare.cli.main import main
from compare.languages import table
from compare.model.decision import Decision, DecisionKind, Decisions, Stretch
from compare.report.decisions_csv import decisions_csv
from compare.report.decisions_json import to_text
from compare.report.html import to_html
from compare.report.markdown import to_markdown
from compare.report.wording import note

HOSTILE = "=cmd()|'</script><script>alert(1)</script>\u202e\x1b[31m\x00 ![x](http://x) \n# head"
FERRY = "A spokesman denied that the ferry would stop running."
RIVER = "Passengers must look for another way across the river from June."
LANGUAGES = ("ar", "en", "ru", "fr")
Cut = Callable[[compare.Witness, str], Stretch]


@pytest.fixture
def result(pair: list[compare.Witness], cut: Cut) -> compare.Comparison:
    stretches = (cut(pair[0], FERRY), cut(pair[1], RIVER))
    lost = (Stretch("../\u202eevil", 0, 3, HOSTILE), *stretches)
    return compare.compare(
        pair,
        decisions=Decisions(
            (),
            (
                Decision(DecisionKind.LINK, stretches, type="negation", author=HOSTILE),
                Decision(DecisionKind.NOTE, stretches[:1], on="passage", text=HOSTILE, day="2024-09-01"),
                Decision(DecisionKind.UNLINK, lost),
            ),
        ),
    )


def test_the_result_holds_them_as_the_schema_says(result: compare.Comparison) -> None:
    schema = json.loads(resources.files("compare.report").joinpath("schema.json").read_text(encoding="utf-8"))
    assert list(Draft202012Validator(schema).iter_errors(json.loads(result.to_json()))) == []
    assert [d["outcome"] for d in result.to_dict()["decisions"]] == ["applied", "applied", "kept"]
    assert result.to_dict()["decisions"][2]["because"] == "unknown-account"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_tells_them_without_a_script(result: compare.Comparison, lang: str) -> None:
    page = to_html(result, lang)
    assert "<script>alert" not in page
    assert not set(page) & set("\u202e\x00\x1b")
    block = re.search(r'<script type="application/json" id="hand-data">(.*?)</script>', page, re.DOTALL)
    assert block is not None
    data = json.loads(block[1])
    assert data["decisions"][1][0]["text"] == HOSTILE
    assert [row[2] for row in data["decisions"]] == [True, True, False]
    assert page.count('class="d-') == 3
    assert 'class="ci person"' in page


@pytest.mark.parametrize("lang", LANGUAGES)
def test_markdown_tells_them(result: compare.Comparison, pair: list[compare.Witness], lang: str) -> None:
    text = to_markdown(result, lang)
    assert len(text) > len(to_markdown(compare.compare(pair), lang))
    assert "<script>" not in text
    assert "\n# head" not in text
    assert not set(text) & set("\u202e\x00\x1b")


def test_no_decisions_no_section(pair: list[compare.Witness]) -> None:
    bare = compare.compare(pair)
    assert 'class="d-' not in to_html(bare, "en")


def test_the_table_runs_no_formula(result: compare.Comparison) -> None:
    rows = list(csv.DictReader(io.StringIO(decisions_csv(result).decode("utf-8-sig"), newline="")))
    assert [row["kind"] for row in rows] == ["link", "note", "unlink"]
    assert [row["outcome"] for row in rows] == ["applied", "applied", "kept"]
    cells = [cell for row in rows for cell in row.values()]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
    assert not [cell for cell in cells if set(cell) & set("\x00\x1b\u202e\n")]


def test_every_language_has_every_text_and_every_note(result: compare.Comparison) -> None:
    tables = {lang: table(lang, "decisions") for lang in LANGUAGES}
    shapes = [{k: sorted(v) if isinstance(v, dict) else "" for k, v in t.items()} for t in tables.values()]
    assert all(shape == shapes[0] for shape in shapes)
    (told,) = [n for n in result.notes if n.slug.startswith("decision")]
    assert note("ar", told.slug, told.message).startswith("القرار")
    assert "{" not in note("ru", told.slug, told.message)


def test_the_command_takes_a_file(
    pair: list[compare.Witness], cut: Cut, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paths = []
    for witness in pair:
        path = tmp_path / f"{witness.id}.txt"
        path.write_text(witness.text, encoding="utf-8")
        paths.append(str(path))
    link = Decision(DecisionKind.LINK, (cut(pair[0], FERRY), cut(pair[1], RIVER)), type="negation")
    marks = tmp_path / "decisions.json"
    marks.write_text(to_text(Decisions((), (link,))), encoding="utf-8")
    command = ["compare", *paths, "--format", "json", "-o", str(tmp_path / "r"), "--json"]
    assert main([*command, "--decisions", str(marks)]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [d["outcome"] for d in told["decisions"]] == ["applied"]
    marks.write_text("{}", encoding="utf-8")
    assert main([*command, "--decisions", str(marks)]) == 3
    assert "holds no decisions" in capsys.readouterr().err
    assert main([*command, "--decisions", str(tmp_path / "none.json")]) == 3
