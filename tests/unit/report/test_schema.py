"""The published schema: valid itself, closed everywhere, and in step with the code."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import fields
from enum import StrEnum
from importlib import resources
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from compare.model.claim import (
    Cell,
    Claim,
    Difference,
    DifferenceType,
    Mention,
    Moment,
    State,
    Stated,
    Status,
    TimelineEvent,
)
from compare.model.result import (
    SCHEMA_VERSION,
    Copied,
    Evidence,
    Excluded,
    Note,
    Origin,
    PairMatrix,
    Place,
    WitnessSummary,
)
from compare.model.reuse import Channels, Link, LinkKind
from compare.model.text import Passage, PassageKind
from compare.settings import Settings

SCHEMA: dict[str, Any] = json.loads(
    resources.files("compare.report").joinpath("schema.json").read_text(encoding="utf-8")
)
DEFS = SCHEMA["$defs"]


def objects(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        if node.get("type") == "object":
            yield node
        for below in node.values():
            yield from objects(below)


def test_it_is_a_valid_schema_of_this_version() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["properties"]["schema_version"]["const"] == SCHEMA_VERSION


def test_it_is_closed_and_complete_everywhere() -> None:
    found = list(objects(SCHEMA))
    assert len(found) > 15
    for node in found:
        assert node["additionalProperties"] is False
        # How near in meaning is the one thing that is not always measured.
        assert set(node["required"]) == set(node["properties"]) - {"meaning"}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("witness", WitnessSummary),
        ("passage", Passage),
        ("channels", Channels),
        ("link", Link),
        ("mention", Mention),
        ("claim", Claim),
        ("cell", Cell),
        ("moment", Moment),
        ("event", TimelineEvent),
        ("stated", Stated),
        ("difference", Difference),
        ("pair_matrix", PairMatrix),
        ("origin", Origin),
        ("evidence", Evidence),
        ("copied", Copied),
        ("stretch", Place),
        ("excluded", Excluded),
        ("note", Note),
    ],
)
def test_every_value_of_the_model_has_its_fields(name: str, value: Any) -> None:
    optional = {"meaning"} if name == "channels" else set()
    assert set(DEFS[name]["properties"]) - optional == {field.name for field in fields(value)} - optional


def test_the_settings_are_those_of_the_code() -> None:
    assert set(DEFS["settings"]["properties"]) == {name for name, _ in Settings().as_items()} | {"digest"}


@pytest.mark.parametrize(
    ("names", "kinds"),
    [
        (DEFS["difference"]["properties"]["type"], DifferenceType),
        (DEFS["difference"]["properties"]["status"], Status),
        (DEFS["passage"]["properties"]["kind"], PassageKind),
        (DEFS["kind"], LinkKind),
        (DEFS["cell"]["properties"]["state"], State),
    ],
)
def test_enumerations_are_those_of_the_code(names: dict[str, Any], kinds: type[StrEnum]) -> None:
    assert names["enum"] == [str(kind) for kind in kinds]
