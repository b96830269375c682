"""The interface for programs: what it answers, and that its description holds."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib import resources
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from starlette.testclient import TestClient

import compare
from compare.web.contract import OPERATIONS, openapi
from tests.web.helpers import leftovers

FIVE, THREE = "Five people were hurt in the fire.", "Three people were hurt in the fire."


def test_a_comparison_is_that_of_the_command_line(
    client: TestClient, data: Path, baku: list[Path], texts: list[dict[str, Any]]
) -> None:
    answer = client.post("/api/compare", json={"texts": texts})
    assert answer.status_code == 200
    names = [path.name for path in baku]
    command = [sys.executable, "-m", "compare", "compare", *names, "--json", "--format", "json"]
    run = subprocess.run(
        [*command, "-o", str(data / "cli")],
        cwd=baku[0].parent,
        capture_output=True,
        check=True,
        timeout=60,
    )
    assert answer.json() == json.loads(run.stdout)
    assert answer.content.strip() == run.stdout.strip()
    assert list((data / "comparisons").iterdir()) == []
    assert leftovers(data) == []


def test_the_result_fits_the_shipped_schema(client: TestClient, texts: list[dict[str, Any]]) -> None:
    schema = json.loads(resources.files("compare.report").joinpath("schema.json").read_text(encoding="utf-8"))
    told = [{**texts[0], "title": "T", "outlet": "O", "published": "2024-08", "language": "ar"}, texts[1]]
    result = client.post("/api/compare", json={"texts": told, "settings": {"reuse_words": 5}}).json()
    jsonschema.validate(result, schema)
    assert result["witnesses"][0]["title"] == "T"
    assert result["witnesses"][0]["published"]["value"] == "2024-08"
    assert result["settings"]["reuse_words"] == 5


def test_a_kept_one_is_listed_read_and_deleted(client: TestClient, texts: list[dict[str, Any]]) -> None:
    answer = client.post("/api/compare", json={"texts": texts, "keep": True, "report_language": "en"})
    where = answer.headers["location"]
    assert client.get(where).json() == answer.json()
    listed = client.get("/api/comparisons", params={"q": "باكو"}).json()["comparisons"]
    assert [f"/api/comparisons/{one['id']}" for one in listed] == [where]
    assert listed[0]["language"] == "en"
    assert client.get("/api/comparisons", params={"q": "Antarctica"}).json() == {"comparisons": []}
    assert client.delete(where).status_code == 204
    assert client.delete(where).status_code == 404
    assert client.get(where).status_code == 404


def test_small_calls_answer_as_the_functions_do(client: TestClient) -> None:
    similarity = client.post("/api/similarity", json={"a": FIVE, "b": THREE}).json()["similarity"]
    assert similarity == pytest.approx(compare.similarity(FIVE, THREE))
    verdict = client.post("/api/judge", json={"a": FIVE, "b": THREE, "published_a": None}).json()
    assert (verdict["relation"], verdict["differences"][0]["type"]) == ("differ", "number")
    details = client.post("/api/details", json={"text": FIVE, "language": "en"}).json()["details"]
    assert [(d["kind"], d["value"]) for d in details][:1] == [("number", 5)]
    found = client.post("/api/duplicates", json={"texts": [FIVE, "Something else entirely was said.", FIVE]})
    assert found.json()["clusters"] == [[0, 2]]
    assert found.json()["pairs"] == [{"a": 0, "b": 2, "score": 1.0}]


WRONG: list[tuple[str, Any]] = [
    ("/api/compare", {"texts": []}),
    ("/api/compare", {"texts": [{"text": "a"}]}),
    ("/api/compare", {"texts": [{"text": "a"}, {"text": "b", "path": "/etc/passwd"}]}),
    ("/api/compare", {"texts": [{"text": "a"}, {"text": "b", "published": "yesterday"}]}),
    ("/api/compare", {"texts": [{"text": "a"}, {"text": "b"}], "settings": {"max_input_bytes": 1}}),
    ("/api/compare", {"texts": [{"text": "a"}, {"text": "b"}], "settings": {"align_by": "../x"}}),
    ("/api/judge", {"a": "x"}),
    ("/api/judge", {"a": "x", "b": ""}),
    ("/api/judge", {"a": "x", "b": True}),
    ("/api/judge", []),
    ("/api/duplicates", {"texts": ["a"], "threshold": 0}),
    ("/api/duplicates", {"texts": ["a"], "threshold": True}),
    ("/api/details", {"text": "x" * 20_001}),
    ("/api/details", {"text": "x", "published": "2024-02-31"}),
]


@pytest.mark.parametrize(("address", "told"), WRONG)
def test_wrong_requests_are_problems(client: TestClient, address: str, told: Any) -> None:
    answer = client.post(address, json=told)
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["slug"] == "request"
    assert answer.json()["detail"].endswith(".")


@pytest.mark.parametrize(
    "body", [b"", b"{", b'{"a": "\\ud800", "b": "x"}', b"\xff\xfe", b"[" * 100_000, b"NaN"]
)
def test_what_is_no_json(client: TestClient, body: bytes) -> None:
    answer = client.post("/api/judge", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code == 400


def test_what_cannot_be_compared_is_told_with_its_slug(client: TestClient, data: Path) -> None:
    answer = client.post("/api/compare", json={"texts": [{"text": "One."}, {"text": "\u0000 "}]})
    assert answer.status_code == 422
    assert answer.json()["slug"] not in ("", "crashed")
    assert leftovers(data) == []


def test_a_name_is_told_and_never_opened(client: TestClient, texts: list[dict[str, Any]]) -> None:
    told = [{**texts[0], "name": "../../etc/passwd"}, {**texts[1], "name": "a\u202e\x00.txt"}]
    answer = client.post("/api/compare", json={"texts": told})
    assert answer.status_code == 200
    assert answer.json()["witnesses"][0]["path"] == "passwd"
    assert "\u202e" not in answer.text
    assert "root:" not in answer.text


def test_an_address_that_lacks_a_method_says_which_it_has(client: TestClient) -> None:
    answer = client.put("/api/comparisons/" + "0" * 32)
    assert answer.status_code == 405
    assert {"GET", "DELETE"} <= set(answer.headers["allow"].split(", "))
    assert answer.headers["content-type"] == "application/problem+json"


def test_the_description_tells_every_route(client: TestClient) -> None:
    described = client.get("/api/openapi.json").json()
    assert described == json.loads(json.dumps(openapi()))
    assert described["openapi"] == "3.1.0"
    told = {(m.upper(), path) for path, row in described["paths"].items() for m in row}
    assert told == {(row.method, row.path) for row in OPERATIONS}
    page = client.get("/api").text
    for row in OPERATIONS:
        assert f"{row.method} {row.path}" in page


def test_the_references_of_the_description_lead_somewhere() -> None:
    described = openapi()

    def references(value: Any) -> list[str]:
        if isinstance(value, dict):
            own = [value["$ref"]] if isinstance(value.get("$ref"), str) else []
            return own + [ref for item in value.values() for ref in references(item)]
        return [ref for item in value for ref in references(item)] if isinstance(value, list) else []

    found = references(described)
    assert found
    for reference in found:
        assert reference.startswith("#/components/schemas/")
        assert reference.rpartition("/")[2] in described["components"]["schemas"]
