"""`tawatur archive`: what it prints, its exit codes, one sentence per failure."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path

import pytest

from compare.archive.intake import Intake
from compare.archive.store import Archive
from compare.cli.main import main
from compare.ingest.readers import safe_name
from tests.fuzz.mutations import samples

from .conftest import ARABIC, COPY, ENGLISH


@pytest.fixture
def table(tmp_path: Path) -> str:
    rows = [
        {"id": "one", "text": ARABIC, "title": "زيارة", "outlet": "النهار", "published": "2024-08-18"},
        {"id": "two", "text": COPY, "outlet": "البلد", "published": "2024-08-19"},
        {"id": "three", "text": " "},
    ]
    path = tmp_path / "news.jsonl.gz"
    lines = [json.dumps(row, ensure_ascii=False) for row in rows]
    path.write_bytes(gzip.compress("\n".join([*lines, "{broken"]).encode()))
    return str(path)


def run(capsys: pytest.CaptureFixture[str], *argv: str) -> tuple[int, str, str]:
    code = main(("archive", *argv))
    out, err = capsys.readouterr()
    return code, out, err


def test_adding_tells_what_was_printed_before(capsys, tmp_path: Path, table: str) -> None:
    folder = str(tmp_path / "archive")
    code, out, err = run(capsys, "add", folder, table)
    assert code == 0, err
    assert "\u2068two\u2069: 2 paragraphs; 1 printed before; stands in \u2068one (النهار)\u2069 5" in out
    assert out.splitlines()[-1] == "2 accounts stored; 1 of 4 paragraphs printed before."
    empty, broken = err.splitlines()
    assert re.search(r"rows without text left out: .*3", empty)
    assert re.search(r"no JSON objects: .*4", broken)
    code, out, _ = run(capsys, "add", folder, table, "--quiet")
    assert (code, out) == (0, "0 accounts stored, 2 there before; 0 of 0 paragraphs printed before.\n")


def test_adding_as_json(capsys, tmp_path: Path, table: str) -> None:
    _, out, _ = run(capsys, "add", str(tmp_path / "archive"), table, "--json")
    result = json.loads(out)
    (entry,) = result["accounts"][1]["earlier"]
    assert entry["witness"] == "one"
    assert COPY[entry["span"]["start"] : entry["span"]["end"]] == COPY.splitlines()[1]
    assert result["totals"]["added"] == 2


def test_looking_up_stores_nothing_and_wants_an_archive(capsys, tmp_path: Path, table: str) -> None:
    folder, draft = str(tmp_path / "archive"), tmp_path / "draft.txt"
    draft.write_text(COPY, encoding="utf-8")
    code, _, err = run(capsys, "lookup", folder, str(draft))
    assert (code, err) == (3, f"tawatur: {folder} holds no archive.\n")
    run(capsys, "add", folder, table)
    code, out, _ = run(capsys, "lookup", folder, str(draft))
    assert code == 0
    assert "2 printed before" in out
    with Archive(folder) as archive:
        assert archive.info().witnesses == 2


def test_searching(capsys, tmp_path: Path, table: str) -> None:
    folder = str(tmp_path / "archive")
    run(capsys, "add", folder, table)
    code, out, _ = run(capsys, "search", folder, "وزارة", "الخارجيه", "--limit", "1")
    assert (code, len(out.splitlines())) == (0, 2)
    assert "\x1b" not in out
    assert out.splitlines()[1].strip().startswith("\u2068")
    code, out, _ = run(capsys, "search", folder, "--json", '"وزارة الخارجية" بيان')
    assert sorted(hit["witness"] for hit in json.loads(out)["hits"]) == ["one", "two"]
    assert run(capsys, "search", folder, '"')[:2] == (0, "Nothing found.\n")
    assert run(capsys, "search", folder, "x", "--limit", "0")[0] == 2


def test_duplicates_stories_and_info(capsys, tmp_path: Path, table: str) -> None:
    folder = str(tmp_path / "archive")
    run(capsys, "add", folder, table)
    code, out, err = run(capsys, "duplicates", folder)
    assert (code, len(out.splitlines())) == (0, 1)
    assert err == "1 pair of paragraphs from 0.7 on.\n"
    (pair,) = json.loads(run(capsys, "duplicates", folder, "--json")[1])["pairs"]
    assert (pair["earlier"], pair["witness"]) == ("one", "two")
    assert run(capsys, "duplicates", folder, "--threshold", "7")[0] == 2
    assert run(capsys, "stories", folder)[0] == 0
    assert set(json.loads(run(capsys, "stories", folder, "--json")[1])) == {"alone", "stories"}
    code, out, err = run(capsys, "info", folder, "--check")
    assert (code, err) == (0, "")
    assert "accounts       2" in out
    assert json.loads(run(capsys, "info", folder, "--json")[1])["passages"] == 4


def test_damage_is_told_and_repaired(capsys, tmp_path: Path, table: str) -> None:
    folder = tmp_path / "archive"
    run(capsys, "add", str(folder), table)
    assert run(capsys, "repair", str(folder))[0] == 0
    (segment,) = (folder / "segments").iterdir()
    segment.write_bytes(segment.read_bytes()[:-1])
    code, _, err = run(capsys, "lookup", str(folder), table)
    assert code == 3
    assert len(err.splitlines()) == 1
    code, _, err = run(capsys, "info", str(folder))
    assert code == 3
    assert segment.name in err
    assert run(capsys, "search", str(folder), "بيان")[0] == 0
    assert run(capsys, "repair", str(folder))[0] == 0
    assert run(capsys, "info", str(folder))[0] == 0


def test_an_input_that_fails_is_named_and_the_rest_goes_through(capsys, tmp_path: Path, table: str) -> None:
    folder = str(tmp_path / "archive")
    code, out, err = run(capsys, "add", folder, str(tmp_path / "none.txt"), table)
    assert code == 3
    assert "2 accounts stored" in out
    assert f"{safe_name(str(tmp_path / 'none.txt'))} does not exist." in err
    code, out, err = run(capsys, "add", folder, str(tmp_path / "none.txt"))
    assert (code, out) == (3, "")
    assert len(err.splitlines()) == 1


def test_usage(capsys, tmp_path: Path, table: str) -> None:
    assert run(capsys)[0] == 2
    assert run(capsys, "add", str(tmp_path / "archive"))[0] == 2
    assert run(capsys, "add", str(tmp_path / "archive"), table, "--columns", "nonsense=x")[0] == 2
    assert run(capsys, "--help")[0] == 0


def test_rows_keep_their_fields(tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    path.write_text(
        "url,headline,body,outlet,date\n"
        f'https://a.example/1,"Visit",<html><body><p>{ENGLISH[:102]}</p></body></html>,Daily,18/08/2024\n',
        encoding="utf-8",
    )
    (witness,) = Intake([str(path)])
    assert (witness.title, witness.outlet, witness.language) == ("Visit", "Daily", "en")
    assert witness.text.strip() == ENGLISH[:102]
    assert (witness.id, witness.path) == ("https-a.example-1", "https://a.example/1")
    assert witness.published.value == "2024-08-18"


def test_files_of_every_format_are_stored_with_all_their_accounts(capsys, tmp_path: Path) -> None:
    news = tmp_path / "news"
    news.mkdir()
    for name, data in samples().items():
        (news / name).write_bytes(data)
    (news / "picture.png").write_bytes(b"\x89PNG")
    intake = Intake([str(news)])
    witnesses = list(intake)
    assert intake.failures == []
    read_from = {Path((w.path or "").split("#")[0]).name for w in witnesses if w.format is not None}
    assert read_from >= {*samples()} - {"rows.csv", "rows.jsonl"}
    assert sum((w.path or "").startswith(str(news / "letters.mbox")) for w in witnesses) == 3
    said = [note.message for note in intake.notes]
    assert [note.slug for note in intake.notes].count("files-skipped") == 1
    assert any("weasyprint.en.pdf: the text was taken out of" in message for message in said)
    assert any("a.pdf" in message for message in said)
    code, out, err = run(capsys, "add", str(tmp_path / "archive"), str(news))
    assert code == 0, err
    assert f"{len(witnesses)} accounts stored" in out or "there before" in out
    assert err.count("the text was taken out of") <= 4
    assert "more notes like this" in err


def test_one_broken_document_among_others_is_named(capsys, tmp_path: Path) -> None:
    news = tmp_path / "news"
    news.mkdir()
    (news / "a.docx").write_bytes(samples()["libreoffice.ar.docx"])
    (news / "b.docx").write_bytes(samples()["libreoffice.ar.docx"][:2000])
    code, out, err = run(capsys, "add", str(tmp_path / "archive"), str(news))
    assert code == 3
    assert "1 account stored" in out
    assert "b.docx" in err
