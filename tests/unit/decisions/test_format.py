"""The file of decisions: read whole or refused with one sentence; the schema and the reader say the same."""

from __future__ import annotations

import json
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

import compare
from compare.errors import InputError
from compare.ingest.decisions import MAX_BYTES, parse_decisions
from compare.model.decision import Decision, DecisionKind, Decisions, Stretch
from compare.report.decisions_json import to_plain, to_text

SCHEMA = json.loads(
    resources.files("compare.report").joinpath("decisions.schema.json").read_text(encoding="utf-8")
)
VALID = Draft202012Validator(SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER)
ONE = Stretch("a", 0, 4, "Мэр ", "", "откр", "0" * 64)
TWO = Stretch("b", 3, 9, "\u202eمصر<", "x", "", "")
FULL = Decisions(
    (("a", "0" * 64), ("b", "1" * 64)),
    (
        Decision(DecisionKind.LINK, (ONE, TWO), type="negation"),
        Decision(DecisionKind.UNLINK, (ONE, TWO), author="منى", day="2024-09-01"),
        Decision(DecisionKind.CHECKED, (ONE,), type="number", verdict="rejected"),
        Decision(DecisionKind.NOTE, (ONE,), on="passage", text="=cmd()</script>"),
        Decision(DecisionKind.NOTE, (ONE,), type="date", on="difference", text="x"),
    ),
)


def _bytes(told: Any) -> bytes:
    return json.dumps(told).encode()


def _refused(data: bytes) -> str:
    with pytest.raises(InputError) as found:
        parse_decisions(data, "marks\u202e.json")
    message = str(found.value)
    assert "\n" not in message
    assert "\u202e" not in message
    assert message.endswith(".")
    return found.value.slug


def test_what_is_written_is_read_back() -> None:
    plain = to_plain(FULL)
    assert list(VALID.iter_errors(plain)) == []
    read = parse_decisions(to_text(FULL).encode())
    assert parse_decisions(to_text(read).encode()) == read
    assert [d.kind for d in read.decisions] == [d.kind for d in FULL.decisions]
    # What a stretch leaves out, the head of the file tells.
    assert read.decisions[0].stretches[1].sha256 == "1" * 64
    assert parse_decisions(b"\xef\xbb\xbf" + to_text(FULL).encode()) == read


@pytest.mark.parametrize(
    ("change", "slug"),
    [
        (lambda d: d.update(schema_version="2.0"), "decisions-version"),
        (lambda d: d.pop("schema_version"), "decisions-version"),
        (lambda d: d.pop("decisions"), "decisions-form"),
        (lambda d: d.pop("inputs"), "decisions-form"),
        (lambda d: d.update(more=1), "decisions-form"),
        (lambda d: d["decisions"][0].update(kind="delete"), "decisions-form"),
        (lambda d: d["decisions"][0].update(kind=["link"]), "decisions-form"),
        (lambda d: d["decisions"][0].update(stretches=[]), "decisions-form"),
        (lambda d: d["decisions"][0]["stretches"].pop(), "decisions-form"),
        (lambda d: d["decisions"][0].update(type="mood"), "decisions-form"),
        (lambda d: d["decisions"][1].update(type="number"), "decisions-form"),
        (lambda d: d["decisions"][2].update(verdict="maybe"), "decisions-form"),
        (lambda d: d["decisions"][2].pop("type"), "decisions-form"),
        (lambda d: d["decisions"][3].update(text=""), "decisions-form"),
        (lambda d: d["decisions"][3].update(type="number"), "decisions-form"),
        (lambda d: d["decisions"][4].update(type=None), "decisions-form"),
        (lambda d: d["decisions"][1].update(day="2024-13-01"), "decisions-form"),
        (lambda d: d["decisions"][1].update(day="20240901"), "decisions-form"),
        (lambda d: d["decisions"][1].update(author=""), "decisions-form"),
        (lambda d: d["decisions"][1]["stretches"][0].update(start=True), "decisions-form"),
        (lambda d: d["decisions"][1]["stretches"][0].update(start=-1), "decisions-form"),
        (lambda d: d["decisions"][1]["stretches"][0].update(end=2**40), "decisions-form"),
        (lambda d: d["decisions"][1]["stretches"][0].update(quote="x" * 20_001), "decisions-form"),
        (lambda d: d["decisions"][1]["stretches"][0].update(sha256="../../etc"), "decisions-form"),
        (lambda d: d["decisions"][1]["stretches"][0].update(path="/etc/passwd"), "decisions-form"),
    ],
)
def test_what_the_schema_refuses_the_reader_refuses(change: Any, slug: str) -> None:
    told = to_plain(FULL)
    change(told)
    assert list(VALID.iter_errors(told)) != []
    assert _refused(_bytes(told)) == slug


def test_a_stretch_that_ends_before_it_begins_is_refused() -> None:
    told = to_plain(FULL)
    told["decisions"][0]["stretches"][0].update(start=9, end=2)
    assert _refused(_bytes(told)) == "decisions-form"


@pytest.mark.parametrize(
    ("data", "slug"),
    [
        (b"", "not-json"),
        (b"\xff\xfe\x00", "not-json"),
        (b"[" * 100_000, "not-json"),
        (b'{"decisions": NaN}', "decisions-form"),
        (b'{"decisions": [], "decisions": []}', "decisions-form"),
        (b"[]", "decisions-form"),
        (b"null", "decisions-form"),
        (b" " * (MAX_BYTES + 1), "too-large"),
        (
            b'{"schema_version": "1.0", "inputs": [], "decisions": [' + b"1," * 5_001 + b"1]}",
            "decisions-form",
        ),
    ],
)
def test_hostile_files_are_refused_with_one_sentence(data: bytes, slug: str) -> None:
    assert _refused(data) == slug


def test_a_file_that_is_missing_or_a_folder(tmp_path: Path) -> None:
    for place in (tmp_path / "none.json", tmp_path):
        with pytest.raises(InputError):
            compare.read_decisions(place)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.floats(allow_nan=False),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=200)
@given(st.data())
def test_any_one_change_is_read_as_the_schema_says(data: st.DataObject) -> None:
    told = to_plain(FULL)
    place: Any = data.draw(st.sampled_from([told, *told["decisions"], told["decisions"][0]["stretches"][0]]))
    key = data.draw(st.sampled_from([*place, "extra"]))
    place[key] = data.draw(VALUES)
    valid = not list(VALID.iter_errors(told))
    try:
        parse_decisions(_bytes(told))
    except InputError:
        # Only the order of two offsets is beyond a schema.
        assert not valid or key in ("start", "end")
    else:
        assert valid
