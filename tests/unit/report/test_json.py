"""The JSON report: what the schema says, offsets that hold, the same bytes each time."""

from __future__ import annotations

import json
from dataclasses import replace
from importlib import resources

import pytest
from jsonschema import Draft202012Validator

import compare
from compare.model.claim import Moment, TimelineEvent
from compare.model.result import Copied, Evidence, Origin, Place
from compare.report.writers import WRITERS, encoded

VALIDATOR = Draft202012Validator(
    json.loads(resources.files("compare.report").joinpath("schema.json").read_text(encoding="utf-8"))
)
A = """وصل الوزير اليوم الأحد 18 أغسطس 2024 إلى باكو في زيارة تستمر يومين، حسب وكالة تاس.
قُتل 12 شخصًا في انفجار وقع هناك يوم 9 نوفمبر 2020.

شارك هذا الخبر
"""
B = "وصل الوزير الأحد 18 أغسطس 2024 إلى باكو في زيارة تستمر ثلاثة أيام. قُتل 15 شخصًا في انفجار وقع هناك."
C = "The minister arrived in Baku on Sunday, 18 August 2024, for a visit of two days, TASS reported."


@pytest.fixture(scope="module")
def result() -> compare.Comparison:
    texts = {"a": A, "b": B, "c": C}
    return compare.compare([compare.Witness.from_text(text, id=id) for id, text in texts.items()])


def complaints(data: object) -> list[str]:
    return [f"{e.json_path}: {e.message[:120]}" for e in VALIDATOR.iter_errors(data)]


def test_a_comparison_is_valid(result) -> None:
    assert complaints(result.to_dict()) == []
    assert complaints(json.loads(result.to_json())) == []


def test_two_texts_with_nothing_in_common_are_valid() -> None:
    texts = ("الطقس اليوم معتدل في أنحاء البلاد كلها", "The team won the last match of the season")
    found = compare.compare([compare.Witness.from_text(t, id=i) for t, i in zip(texts, "ab", strict=True)])
    assert complaints(found.to_dict()) == []


def test_origins_cells_stories_and_timeline_are_valid(result) -> None:
    a, b = result.witnesses[:2]
    places = (Place(a.id, 0, 4), Place(b.id, 0, 4))
    reasons = (Evidence("verbatim", (a.id, b.id), 0.93, "verbatim: 0.93 of the shorter text", places),)
    moment = Moment(a.id, f"{a.id}.1.1", A[:4], 0, 4, "2024-08-18", "stated")
    full = replace(
        result,
        origins=(
            Origin("o1", (a.id, b.id), "TASS", reasons, (Copied(b.id, a.id, "published-later: 2 hours"),)),
        ),
        stories=((a.id, b.id), (result.witnesses[2].id,)),
        timeline=(
            TimelineEvent("e1", "2024-08-18", "وصول", (moment,), None, planned=True, superseded_by="e2"),
        ),
    )
    assert all(claim.cells for claim in full.claims)
    data = full.to_dict()
    assert complaints(data) == []
    assert data["origins"][0]["copied"] == [
        {"later": b.id, "earlier": a.id, "because": "published-later: 2 hours"}
    ]
    data["timeline"][0]["moments"][0]["basis"] = "guessed"
    assert complaints(data)


def test_an_unknown_field_is_refused(result) -> None:
    data = result.to_dict()
    data["witnesses"][0]["rating"] = 5
    assert complaints(data)


def test_offsets_are_the_quotes(result) -> None:
    data = json.loads(result.to_json())
    texts = {w["id"]: w["text"] for w in data["witnesses"]}
    quoted = [v for d in data["differences"] for v in d["values"] if v["quote"] is not None]
    assert quoted
    assert all(texts[v["witness"]][v["start"] : v["end"]] == v["quote"] for v in quoted)


def test_lone_surrogates_keep_every_offset(result) -> None:
    broken = replace(result.witnesses[0], text="\ud800\udc00" + A[2:])
    text = replace(result, witnesses=(broken, *result.witnesses[1:])).to_json()
    text.encode()
    assert json.loads(text)["witnesses"][0]["text"] == "\ufffd\ufffd" + A[2:]
    assert encoded("\ud800") == b"\xef\xbf\xbd\n"


def test_the_same_inputs_give_the_same_bytes(result) -> None:
    again = compare.compare([compare.Witness.from_text(w.text, id=w.id) for w in result.witnesses])
    for name in ("json", "md", "csv"):
        assert WRITERS[name](result, "ar") == WRITERS[name](again, "ar")


def test_every_writer_is_there_and_names_its_files(result) -> None:
    assert list(WRITERS)[:6] == ["html", "md", "json", "csv", "png", "svg"]
    names = [*WRITERS["json"](result, "ar"), *WRITERS["md"](result, "en"), *WRITERS["csv"](result, "en")]
    assert names == ["comparison.json", "comparison.md", "differences.csv", "claims.csv"]


@pytest.mark.parametrize("fmt", ["png", "svg"])
def test_three_accounts_have_pictures_of_all(result, fmt: str) -> None:
    files = WRITERS[fmt](result, "ar")
    assert {f"heatmap.{fmt}", f"heatmap_documents.{fmt}"} <= set(files)
    assert all(files.values())
