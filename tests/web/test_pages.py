"""The pages, used as a browser without JavaScript uses them."""

from __future__ import annotations

import html
import io
import json
import re
import zipfile
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from compare.archive.store import Archive
from compare.languages import LANGUAGES, table
from compare.model.text import Witness
from compare.web.app import make_app
from compare.web.options import Options
from tests.web.helpers import finished, frame, leftovers, upload

HOSTILE = [
    "<script>alert(1)</script> and <img src=x onerror=alert(1)> of the mayor",
    "\u202egnp.exe \u2066 hidden \u200f words",
    "a\x00null byte and \x1b[31mred\x1b[0m \x07bell",
    '=HYPERLINK("http://evil.example","x") +cmd|calc!A0 @SUM(1)',
    "../../etc/passwd and C:\\Windows\\system32 and {{ 7 * 7 }} {% raw %}",
]


def paste(client: TestClient, *texts: str, **more: str) -> str:
    """Pastes texts and gives the address of their comparison."""
    fields: dict[str, object] = {"text": list(texts), **more}
    answer = client.post("/compare", data=fields, files=_NO_FILE, follow_redirects=False)
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


# Browsers send an empty file where none was chosen.
_NO_FILE = [("file", ("", b"", "application/octet-stream"))]


def test_upload_to_report_to_downloads(client: TestClient, data: Path, baku: list[Path]) -> None:
    answer = client.post("/compare", files=upload(*baku), follow_redirects=False)
    assert answer.status_code == 303
    assert re.fullmatch(r"/c/[0-9a-f]{32}", answer.headers["location"])
    page = finished(client, answer.headers["location"])
    report = client.get(frame(page.text))
    assert report.status_code == 200
    assert report.headers["content-security-policy"].startswith("sandbox allow-scripts")
    assert "allow-same-origin" not in report.headers["content-security-policy"]
    assert "allow-same-origin" not in page.text
    result = client.get(f"{answer.headers['location']}/as/json")
    assert [w["id"] for w in result.json()["witnesses"]] == ["baku-2024-a.ar", "baku-2024-b.ar"]
    assert result.headers["content-disposition"].startswith("attachment")
    tables = client.get(f"{answer.headers['location']}/as/csv")
    assert zipfile.ZipFile(io.BytesIO(tables.content)).namelist() == ["claims.csv", "differences.csv"]
    assert leftovers(data) == []


def test_pasted_texts_with_what_is_known_about_them(client: TestClient, baku: list[Path]) -> None:
    first, second = (path.read_text(encoding="utf-8") for path in baku)
    fields = {"text": [first, second], "outlet": ["", "Harbour Daily"], "published": ["٢٠٢٤-٠٨-١٨", ""]}
    answer = client.post("/compare", data={**fields, "report": "en"}, files=_NO_FILE, follow_redirects=False)
    page = finished(client, answer.headers["location"])
    witnesses = client.get(f"{answer.headers['location']}/as/json").json()["witnesses"]
    assert witnesses[0]["published"] == {"basis": "stated", "value": "2024-08-18"}
    assert witnesses[1]["outlet"] == "Harbour Daily"
    assert '<html lang="en"' in client.get(frame(page.text)).text


def test_a_table_of_accounts_is_enough(client: TestClient, baku: list[Path]) -> None:
    rows = [{"id": path.stem, "text": path.read_text(encoding="utf-8")} for path in baku]
    lines = "\n".join(map(json.dumps, rows)).encode()
    answer = client.post("/compare", files=[("file", ("news.jsonl", lines, ""))], follow_redirects=False)
    finished(client, answer.headers["location"])
    assert len(client.get(f"{answer.headers['location']}/as/json").json()["witnesses"]) == 2


def test_one_text_is_told_and_not_lost(client: TestClient) -> None:
    answer = client.post("/compare", data={"text": ["Only <b>one</b> text."]}, files=_NO_FILE)
    assert answer.status_code == 422
    assert table("en", "web")["problems"]["one-input"] in answer.text
    assert "Only &lt;b&gt;one&lt;/b&gt; text." in answer.text


def test_a_day_that_is_none_is_told(client: TestClient) -> None:
    fields = {"text": ["One text of words.", "Another text of words."], "published": ["yesterday", ""]}
    answer = client.post("/compare", data=fields, files=_NO_FILE)
    assert answer.status_code == 422
    assert table("en", "web")["problems"]["published"] in answer.text


def test_what_cannot_be_compared_is_told_on_its_page(client: TestClient, data: Path) -> None:
    page = finished(client, paste(client, "One.", "Two."))
    assert page.status_code == 200
    assert table("en", "web")["problems"]["failed"] in page.text
    assert list((data / "comparisons").iterdir()) == []
    assert leftovers(data) == []


def test_past_comparisons_are_listed_searched_and_deleted(client: TestClient, baku: list[Path]) -> None:
    address = paste(client, *(path.read_text(encoding="utf-8") for path in baku))
    page = finished(client, address)
    report = frame(page.text)
    assert address in client.get("/comparisons").text
    # Other forms of the same letters meet: alif with and without hamza, ta marbuta as ha.
    assert address in client.get("/comparisons", params={"q": "بوتين باكو والتسويه"}).text
    assert address not in client.get("/comparisons", params={"q": "Antarctica"}).text
    assert client.get(f"{address}/delete").status_code == 200
    assert address in client.get("/comparisons").text
    assert client.post(f"{address}/delete/yes", follow_redirects=False).status_code == 303
    assert address not in client.get("/comparisons").text
    assert client.get(address).status_code == 404
    assert client.get(report).status_code == 404


def test_comparisons_survive_a_restart(data: Path, baku: list[Path]) -> None:
    with TestClient(make_app(Options(data=data)), base_url="http://127.0.0.1") as client:
        address = client.post("/compare", files=upload(*baku), follow_redirects=False).headers["location"]
        finished(client, address)
    with TestClient(make_app(Options(data=data)), base_url="http://127.0.0.1") as client:
        page = client.get(address)
        assert client.get(frame(page.text)).status_code == 200
        # Made anew from the kept texts: what the first server remembered is gone.
        assert client.get(f"{address}/as/annotations").status_code == 200


def test_repeated_paragraphs(client: TestClient, root: Path) -> None:
    rows = (root / "seeds" / "reprints.jsonl").read_bytes()
    answer = client.post("/repeats/find", files=[("file", ("../r.jsonl", rows, ""))], follow_redirects=False)
    page = finished(client, answer.headers["location"])
    assert client.get(frame(page.text)).status_code == 200
    assert client.get(f"{answer.headers['location']}/as/json").json()["clusters"]


def test_repeats_without_a_file(client: TestClient) -> None:
    answer = client.post("/repeats/find", files=_NO_FILE)
    assert answer.status_code == 422
    assert table("en", "web")["problems"]["no-file"] in answer.text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_page_in_every_language(client: TestClient, lang: str) -> None:
    t = table(lang, "web")
    for address in ("/", "/repeats", "/comparisons", "/api"):
        page = client.get(address, headers={"Accept-Language": f"{lang};q=0.9, xx"})
        assert page.status_code == 200
        assert f'<html lang="{lang}" dir="{t["dir"]}">' in page.text
    missing = client.get("/nothing/there", headers={"Accept-Language": lang})
    assert missing.status_code == 404
    assert html.escape(t["problems"]["missing"]) in missing.text


def test_the_language_is_switched_and_remembered(client: TestClient) -> None:
    assert '<html lang="ar" dir="rtl">' in client.get("/?lang=ar").text
    assert '<html lang="ar" dir="rtl">' in client.get("/comparisons", headers={"Accept-Language": "fr"}).text
    assert '<html lang="ru"' in client.get("/?lang=ru").text


def test_the_languages_tell_the_same_things() -> None:
    def keys(told: object, at: str = "") -> set[str]:
        if not isinstance(told, dict):
            return {at}
        return set().union(*(keys(value, f"{at}.{name}") for name, value in told.items()))

    english = keys(dict(table("en", "web")))
    for lang in LANGUAGES:
        assert keys(dict(table(lang, "web"))) == english


def test_the_script_and_style_ask_for_nothing_elsewhere() -> None:
    folder = resources.files("compare.web").joinpath("assets")
    for name in ("web.css", "web.js"):
        assert not re.search(r"https?:|//\w+\.\w", folder.joinpath(name).read_text(encoding="utf-8"))


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_and_names_stay_text(client: TestClient, text: str) -> None:
    body = f"{text}\n\nThe mayor said the old bridge would stay closed until April. {text} was seen by many."
    files = [("file", (f"{text[:30]}.txt", body.encode(), "")), ("file", ("b.html", body.encode(), ""))]
    answer = client.post("/compare", files=files, data={"text": [body]}, follow_redirects=False)
    assert answer.status_code == 303
    page = finished(client, answer.headers["location"])
    for shown in (page.text, client.get("/comparisons").text):
        assert "<script>alert" not in shown
        assert "<img src=x" not in shown
        assert not re.search("[\x00\x07\x1b\u202e]", shown)
        assert "49" not in re.sub(r"[0-9a-f]{12,}", "", re.sub(r"<[^>]*>", "", shown))


# ------------------------------------------------------------------------------------------------ archive


@pytest.fixture
def with_archive(tmp_path: Path, data: Path, baku: list[Path]) -> Iterator[TestClient]:
    with Archive(tmp_path / "archive") as archive:
        archive.add(
            [
                Witness.from_text(path.read_text(encoding="utf-8"), id=path.stem, outlet="<i>Out</i>")
                for path in baku
            ],
            events=False,
        )
    options = Options(data=data, archive=tmp_path / "archive")
    with TestClient(make_app(options), base_url="http://127.0.0.1:8765") as client:
        yield client


def test_accounts_are_picked_from_the_archive(with_archive: TestClient) -> None:
    client = with_archive
    assert 'href="/archive"' in client.get("/").text
    found = client.get("/archive", params={"q": "باكو"})
    ids = re.findall(r'type="checkbox" name="a" value="([^"]+)"', found.text)
    assert sorted(ids) == ["baku-2024-a.ar", "baku-2024-b.ar"]
    assert "<mark>" in found.text
    assert "<i>Out</i>" not in found.text
    picked = client.get("/archive", params={"a": ids})
    assert picked.text.count(" checked") == 2
    answer = client.post("/compare", data={"a": ids}, files=_NO_FILE, follow_redirects=False)
    finished(client, answer.headers["location"])
    witnesses = client.get(f"{answer.headers['location']}/as/json").json()["witnesses"]
    assert {w["outlet"] for w in witnesses} == {"<i>Out</i>"}


def test_an_account_that_the_archive_has_not(with_archive: TestClient) -> None:
    assert with_archive.get("/archive", params={"a": "../secret"}).status_code == 422
    assert with_archive.post("/compare", data={"a": ["x", "y"]}, files=_NO_FILE).status_code == 422


def test_without_an_archive_there_is_no_page_of_it(client: TestClient) -> None:
    assert client.get("/archive").status_code == 404
    assert 'href="/archive"' not in client.get("/").text
