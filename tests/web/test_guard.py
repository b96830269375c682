"""What does not get in: foreign hosts and pages, wrong tokens, too much, and paths."""

from __future__ import annotations

import asyncio
import errno
import logging
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from compare.web.app import make_app
from compare.web.options import Options
from compare.web.server import Plain, listen
from compare.web.store import Store
from tests.web.helpers import finished, frame, upload

TOKEN = "a-token-of-some-length"


@pytest.mark.parametrize("host", ["127.0.0.1:8765", "localhost", "[::1]:8765", "LOCALHOST:1"])
def test_hosts_that_are_ours(client: TestClient, host: str) -> None:
    assert client.get("/", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "127.0.0.1.evil.example",
        "localhost.evil.example",
        "192.168.1.7",
        "",
        "a b",
        "[::1",
        "x@localhost",
    ],
)
def test_hosts_that_are_not(client: TestClient, host: str) -> None:
    for address in ("/", "/api/comparisons", "/assets/web.css"):
        answer = client.get(address, headers={"Host": host})
        assert answer.status_code == 421
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_two_hosts_are_none(client: TestClient) -> None:
    assert client.get("/", headers=[("Host", "localhost"), ("Host", "localhost")]).status_code == 421


FOREIGN = [
    {"Origin": "http://evil.example"},
    {"Origin": "null"},
    {"Origin": "http://127.0.0.1:9999"},
    {"Origin": "https://127.0.0.1:8765"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "same-origin", "Origin": "http://evil.example"},
]


@pytest.mark.parametrize("headers", FOREIGN)
def test_pages_of_others_change_nothing(
    client: TestClient, baku: list[Path], data: Path, headers: dict[str, str]
) -> None:
    address = client.post("/compare", files=upload(*baku), follow_redirects=False).headers["location"]
    finished(client, address)
    id = address.rpartition("/")[2]
    assert client.post("/compare", files=upload(*baku), headers=headers).status_code == 403
    assert client.post(f"{address}/delete/yes", headers=headers).status_code == 403
    assert client.post(f"{address}/cancel", headers=headers).status_code == 403
    assert client.delete(f"/api/comparisons/{id}", headers=headers).status_code == 403
    assert client.post("/api/judge", json={"a": "x", "b": "y"}, headers=headers).status_code == 403
    assert [path.name for path in (data / "comparisons").iterdir()] == [id]


def test_our_own_pages_and_plain_programs_may(client: TestClient) -> None:
    told = {"a": "Five people were hurt.", "b": "Three people were hurt."}
    for headers in ({}, {"Origin": "http://127.0.0.1:8765", "Sec-Fetch-Site": "same-origin"}):
        assert client.post("/api/judge", json=told, headers=headers).json()["relation"] == "differ"


def test_a_form_of_another_page_is_no_request_of_a_program(client: TestClient) -> None:
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"):
        answer = client.post("/api/judge", content=b'{"a":"x","b":"y"}', headers={"Content-Type": kind})
        assert answer.status_code == 415


def test_every_answer_has_its_headers(client: TestClient) -> None:
    for address in ("/", "/nothing", "/api/openapi.json", "/assets/web.js", "/r/x/y/z", "/api/comparisons/z"):
        headers = client.get(address).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] in ("no-referrer", "same-origin")
        assert "frame-ancestors 'self'" in headers["content-security-policy"]
        assert headers["cross-origin-opener-policy"] == "same-origin"
        assert "access-control-allow-origin" not in headers
    assert "default-src 'none'" in client.get("/").headers["content-security-policy"]
    assert "unsafe" not in client.get("/").headers["content-security-policy"]


# ---------------------------------------------------------------------------------------------- token


@pytest.fixture
def guarded(data: Path) -> Iterator[TestClient]:
    options = Options(data=data, host="0.0.0.0", token=TOKEN)
    with TestClient(make_app(options), base_url="http://192.0.2.7:8765") as client:
        yield client


def test_without_the_token_nothing_is_told(guarded: TestClient) -> None:
    for address in ("/", "/comparisons", "/api", "/c/" + 32 * "0", "/?token=wrong", "/?token="):
        assert guarded.get(address).status_code == 401
    refused = guarded.get("/api/comparisons")
    assert refused.status_code == 401
    assert refused.headers["content-type"] == "application/problem+json"
    assert guarded.post("/compare").status_code == 401


def test_the_token_becomes_a_cookie(guarded: TestClient) -> None:
    first = guarded.get(f"/?token={TOKEN}&lang=ar", follow_redirects=False)
    cookie = first.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert TOKEN not in cookie
    assert TOKEN not in first.text
    assert guarded.get("/comparisons").status_code == 200
    guarded.cookies.clear()
    assert guarded.get("/comparisons").status_code == 401


def test_programs_bear_the_token(guarded: TestClient) -> None:
    assert guarded.get("/api/comparisons", headers={"Authorization": f"Bearer {TOKEN}"}).status_code == 200
    for wrong in (f"Bearer {TOKEN}x", "Bearer", "Bearer \u00e9", f"Basic {TOKEN}"):
        answer = guarded.get("/api/comparisons", headers={"Authorization": wrong.encode()})
        assert answer.status_code == 401


def test_a_report_is_seen_with_its_key_alone(guarded: TestClient, baku: list[Path]) -> None:
    guarded.get(f"/?token={TOKEN}")
    address = guarded.post("/compare", files=upload(*baku), follow_redirects=False).headers["location"]
    report = frame(finished(guarded, address).text)
    guarded.cookies.clear()
    assert guarded.get(report).status_code == 200
    _, kind, id, key, name = report.split("/")
    assert guarded.get(f"/{kind}/{id}/{'0' * len(key)}/{name}").status_code == 404


def test_names_of_others_are_refused_there_too(guarded: TestClient) -> None:
    assert guarded.get(f"/?token={TOKEN}", headers={"Host": "evil.example"}).status_code == 421


# --------------------------------------------------------------------------------------------- limits


def small(data: Path, **limits: Any) -> TestClient:
    return TestClient(make_app(replace(Options(data=data), **limits)), base_url="http://127.0.0.1:8765")


def test_a_file_above_the_limit(data: Path) -> None:
    with small(data, max_file=1000) as client:
        files = [("file", ("a.txt", b"x" * 1001, "")), ("file", ("b.txt", b"y", ""))]
        assert client.post("/compare", files=files).status_code == 413


def test_a_request_above_the_limit_told_and_untold(data: Path) -> None:
    with small(data, max_body=5000) as client:
        whole = client.post("/compare", files=[("file", ("a.txt", b"x" * 6000, ""))])
        assert whole.status_code == 413
        # Without a length: counted while it comes in.
        pieces = (b"x" * 500 for _ in range(100))
        answer = client.post("/api/judge", content=pieces, headers={"Content-Type": "application/json"})
        assert answer.status_code == 413
        assert answer.json()["slug"] == "request-too-large"


def test_too_many_files_and_too_long_a_field(data: Path) -> None:
    with small(data, max_files=3, max_text=500) as client:
        files = [("file", (f"{n}.txt", b"x", "")) for n in range(4)]
        assert client.post("/compare", files=files).status_code == 400
        fields = {"text": ["x" * 600, "y"]}
        assert client.post("/compare", data=fields, files=files[:1]).status_code == 400


def test_a_length_that_is_none(client: TestClient) -> None:
    for length in ("-5", "1e3", "9" * 40, "\u0665"):
        answer = client.post("/api/judge", content=b"{}", headers={"Content-Length": length.encode()})
        assert answer.status_code in (400, 413)


def test_a_silent_request_ends(data: Path) -> None:
    sent: list[dict[str, Any]] = []

    async def silent() -> dict[str, Any]:
        await asyncio.sleep(60)
        return {}

    async def send(message: Any) -> None:
        sent.append(message)

    async def ask() -> None:
        app = make_app(Options(data=data, idle=0.05))
        headers = [(b"host", b"127.0.0.1"), (b"content-type", b"application/json")]
        scope = {"type": "http", "method": "POST", "path": "/api/judge", "raw_path": b"/api/judge"}
        scope |= {"query_string": b"", "headers": headers, "scheme": "http", "server": ("127.0.0.1", 80)}
        await app(scope | {"root_path": "", "http_version": "1.1", "client": None}, silent, send)  # type: ignore[arg-type]

    asyncio.run(ask())
    assert sent[0]["status"] == 408


# -------------------------------------------------------------------------------------- paths and ids


@pytest.mark.parametrize(
    "path",
    [
        "../about.json",
        "..%2fabout.json",
        "%2e%2e/inputs.json",
        "/etc/passwd",
        "a/../../inputs.json",
        "comparison.html/",
        "%00",
        ".hidden",
    ],
)
def test_no_path_leads_out_of_a_report(client: TestClient, baku: list[Path], path: str) -> None:
    address = client.post("/compare", files=upload(*baku), follow_redirects=False).headers["location"]
    report = frame(finished(client, address).text)
    base = report.rpartition("/")[0]
    assert client.get(report).status_code == 200
    assert client.get(f"{base}/{path}").status_code == 404


def test_a_link_in_a_report_folder_leads_nowhere(data: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.html").write_text("secret")
    store = Store(data)
    id, folder = store.begin()
    (folder / "report").mkdir()
    (folder / "report" / "page.html").symlink_to(tmp_path / "secret.html")
    (folder / "about.json").write_text('{"version": 1, "files": []}')
    store.publish(id)
    kept = store.find(id)
    assert kept is not None
    assert store.file(kept, "page.html") is None
    for name in ("../about.json", "..", "/etc/passwd", "a/../../about.json", "a\\..\\b", "", ".", "a\n"):
        assert store.file(kept, name) is None
    store.close()


@pytest.mark.parametrize("id", ["x", "%2e%2e", "0" * 31, "0" * 33, "G" * 32, "0" * 32, "٠" * 32])
def test_ids_that_name_nothing(client: TestClient, id: str) -> None:
    for address in (f"/c/{id}", f"/c/{id}/state", f"/c/{id}/delete", f"/c/{id}/as/json"):
        assert client.get(address).status_code == 404
    assert client.get(f"/api/comparisons/{id}").status_code == 404
    assert client.delete(f"/api/comparisons/{id}").status_code == 404
    assert client.post(f"/c/{id}/delete/yes").status_code == 404


def test_assets_are_a_fixed_list(client: TestClient) -> None:
    for name in ("../app.py", "..%2fapp.py", "web.css/..", "report.js", "fonts", ""):
        assert client.get(f"/assets/{name}").status_code == 404


# ---------------------------------------------------------------------------------------- what is said


def test_log_lines_are_single_and_plain() -> None:
    record = logging.LogRecord("x", logging.ERROR, "", 0, "a\nb \x1b[31m \u202e %s", ("\r",), None)
    line = Plain("%(message)s").format(record)
    assert line.isprintable()
    assert line.startswith("a\\nb")


def test_an_unforeseen_error_is_a_page_without_a_trace(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(self: Store, query: str = "") -> list[Any]:
        raise RuntimeError("a secret of the inside")

    monkeypatch.setattr(Store, "listed", broken)
    app = make_app(Options(data=data))
    with TestClient(app, base_url="http://127.0.0.1", raise_server_exceptions=False) as client:
        page, answer = client.get("/comparisons"), client.get("/api/comparisons")
        assert (page.status_code, answer.status_code) == (500, 500)
        assert answer.json()["slug"] == "internal"
        assert "secret" not in page.text + answer.text
        assert page.headers["content-security-policy"]


@pytest.mark.parametrize(
    ("code", "slug", "sentence"),
    [
        (errno.ENOSPC, "disk-full", "The disk of this server is full."),
        (errno.EROFS, "disk-refused", "The folder of this server cannot be written to."),
    ],
)
def test_a_full_disk_is_told_and_the_server_lives(
    data: Path, monkeypatch: pytest.MonkeyPatch, code: int, slug: str, sentence: str
) -> None:
    def full(self: Store) -> tuple[str, Path]:
        raise OSError(code, "no room")

    app = make_app(Options(data=data))
    given = {"texts": [{"text": f"The talks begin on {day}."} for day in ("Monday", "Tuesday")]}
    files = [("file", (name, b"The talks begin on Monday.")) for name in ("a.txt", "b.txt")]
    with TestClient(app, base_url="http://127.0.0.1") as client:
        with monkeypatch.context() as patch:
            patch.setattr(Store, "begin", full)
            page, answer = client.post("/compare", files=files), client.post("/api/compare", json=given)
        assert (page.status_code, answer.status_code) == (507, 507)
        assert sentence in page.text
        assert answer.json()["slug"] == slug
        assert client.get("/").status_code == 200


def test_a_port_in_use_is_told_in_one_sentence() -> None:
    from compare.errors import UsageError

    with listen(Options(port=0)) as bound:
        taken = bound.getsockname()[1]
        with pytest.raises(UsageError, match=f"Port {taken} of 127.0.0.1 is in use; name another by --port."):
            listen(Options(port=taken))
