"""A person's decisions: uploaded with the accounts, taken in afterwards, sent by a program."""

from __future__ import annotations

import json
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

import compare
from compare.languages import table
from tests.web.helpers import finished, frame, leftovers, upload


@pytest.fixture
def decided(baku: list[Path]) -> bytes:
    """What somebody decided about the sample pair: two sentences that belong together."""
    accounts = [compare.read(path) for path in baku]
    stretches = []
    for account in accounts:
        sentences = compare.split_sentences(account.text, account.language)
        start, end = sentences[len(sentences) // 2]
        stretches.append(
            {"witness": account.id, "start": start, "end": end, "quote": account.text[start:end]}
        )
    told = {
        "schema_version": "1.0",
        "inputs": [],
        "decisions": [{"kind": "link", "stretches": stretches, "author": "Mona <b>", "day": "2024-09-01"}],
    }
    return json.dumps(told).encode()


def file(data: bytes, name: str = "decisions.json") -> list[tuple[str, tuple[str, bytes, str]]]:
    return [("decisions", (name, data, "application/json"))]


def test_uploaded_with_the_accounts(client: TestClient, baku: list[Path], decided: bytes, data: Path) -> None:
    answer = client.post("/compare", files=[*upload(*baku), *file(decided)], follow_redirects=False)
    address = answer.headers["location"]
    page = finished(client, address)
    told = client.get(f"{address}/as/json").json()
    assert [one["outcome"] for one in told["decisions"]] == ["applied"]
    assert [claim["origin"] for claim in told["claims"]].count("person") == 1
    assert "Mona &lt;b&gt;" in client.get(frame(page.text)).text
    # A format that is made later tells them as well.
    assert "Mona" in client.get(f"{address}/as/md").text
    assert table("en", "web")["decided"] in unescape(client.get("/comparisons").text)
    assert leftovers(data) == []


def test_taken_in_on_the_page_of_a_comparison(
    client: TestClient, baku: list[Path], decided: bytes, data: Path
) -> None:
    first = client.post("/compare", files=upload(*baku), follow_redirects=False).headers["location"]
    page = finished(client, first)
    assert f"{first}/decisions" in page.text
    assert client.get(f"{first}/decisions").status_code == 200
    before = client.get(f"{first}/as/json").content
    answer = client.post(f"{first}/decisions/apply", files=file(decided), follow_redirects=False)
    assert answer.status_code == 303
    second = answer.headers["location"]
    assert second != first
    finished(client, second)
    told = client.get(f"{second}/as/json").json()
    assert [one["outcome"] for one in told["decisions"]] == ["applied"]
    assert client.get(f"{first}/as/json").content == before
    # It is the comparison that the accounts and the file give together.
    both = client.post("/compare", files=[*upload(*baku), *file(decided)], follow_redirects=False)
    finished(client, both.headers["location"])
    assert client.get(f"{both.headers['location']}/as/json").json() == told
    assert leftovers(data) == []


@pytest.mark.parametrize(
    "wrong", [b"", b"no JSON", b"[]", b'{"decisions":[]}', b"\xff\xfe", b"[" * 100_000, b"1" * 6_000_000]
)
def test_what_are_no_decisions(client: TestClient, baku: list[Path], data: Path, wrong: bytes) -> None:
    sentence = table("en", "web")["problems"]["decisions"]
    answer = client.post("/compare", files=[*upload(*baku), *file(wrong, "<i>.json")])
    assert answer.status_code == 422
    assert sentence in answer.text
    assert "<i>" not in answer.text
    first = client.post("/compare", files=upload(*baku), follow_redirects=False).headers["location"]
    finished(client, first)
    answer = client.post(f"{first}/decisions/apply", files=file(wrong))
    assert answer.status_code == 422
    assert sentence in answer.text
    assert leftovers(data) == []


def test_without_a_file_and_without_a_comparison(
    client: TestClient, baku: list[Path], decided: bytes
) -> None:
    nothing = "0" * 32
    assert client.get(f"/c/{nothing}/decisions").status_code == 404
    assert client.post(f"/c/{nothing}/decisions/apply", files=file(decided)).status_code == 404
    again = client.post("/repeats/find", files=upload(baku[0], baku[0]), follow_redirects=False)
    repeats = again.headers["location"]
    finished(client, repeats)
    assert client.get(f"{repeats}/decisions").status_code == 404
    first = client.post("/compare", files=upload(*baku), follow_redirects=False).headers["location"]
    finished(client, first)
    answer = client.post(f"{first}/decisions/apply", files=[("decisions", ("", b"", ""))])
    assert answer.status_code == 422
    assert table("en", "web")["problems"]["no-file"] in answer.text


def test_sent_by_a_program(client: TestClient, texts: list[dict[str, Any]], decided: bytes) -> None:
    told = json.loads(decided)
    result = client.post("/api/compare", json={"texts": texts, "decisions": told}).json()
    assert [one["outcome"] for one in result["decisions"]] == ["applied"]
    for wrong in ({}, {"decisions": []}, {**told, "schema_version": "9.9"}):
        answer = client.post("/api/compare", json={"texts": texts, "decisions": wrong})
        assert (answer.status_code, answer.json()["slug"]) == (422, "decisions")
    answer = client.post("/api/compare", json={"texts": texts, "decisions": []})
    assert answer.status_code == 400


def test_a_page_of_somebody_else_decides_nothing(
    client: TestClient, baku: list[Path], decided: bytes
) -> None:
    first = client.post("/compare", files=upload(*baku), follow_redirects=False).headers["location"]
    finished(client, first)
    address = f"{first}/decisions/apply"
    answer = client.post(address, files=file(decided), headers={"Origin": "http://evil.example"})
    assert answer.status_code == 403
