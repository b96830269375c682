"""Inputs of any format: folders, the standard input, addresses refused, faults that stop nothing else."""

from __future__ import annotations

import errno
import io
import os
import sys
from pathlib import Path
from typing import IO, Any

import pytest

import compare
from compare import inputs
from compare.errors import InputError
from compare.ingest.files import Contents
from compare.inputs import gather, may_hold_many, read
from compare.settings import Settings
from tests.fuzz.mutations import FILES, samples

STORY = "A headline of the story\n\nThe president arrived on Sunday. The talks will be held on Monday.\n"
SAMPLES = samples()


class _Input:
    def __init__(self, data: bytes) -> None:
        self.buffer = io.BytesIO(data)


def test_a_folder_of_all_formats_is_read(tmp_path: Path) -> None:
    for name, data in SAMPLES.items():
        (tmp_path / name).write_bytes(data)
    found = gather([str(tmp_path)])
    assert found.failures == []
    read_from = {Path((w.path or "").split("#")[0]).name for w in found.witnesses}
    assert read_from == set(SAMPLES)
    assert len({w.format for w in found.witnesses}) >= 9


@pytest.mark.parametrize(
    "name", ["weasyprint.en.pdf", "libreoffice.ar.docx", "page.html", "rows.jsonl", "letters.mbox"]
)
def test_the_standard_input_is_told_by_content(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", _Input(SAMPLES[name]))
    found = gather(["-"])
    assert found.failures == []
    assert all(w.path is None or w.path.startswith("the input#") or "#" in w.path for w in found.witnesses)
    assert found.witnesses[0].id.startswith("stdin") or name == "rows.jsonl"


def test_addresses_are_refused_in_one_sentence() -> None:
    with pytest.raises(InputError, match="nothing is fetched here") as caught:
        read("https://example.org/story.html")
    assert caught.value.slug == "address"
    found = gather(["https://example.org/story.html"])
    assert [error.slug for error in found.failures] == ["address"]


def test_one_account_is_asked_of_a_file_that_holds_many(tmp_path: Path) -> None:
    path = tmp_path / "letters.mbox"
    path.write_bytes(SAMPLES["letters.mbox"])
    with pytest.raises(InputError, match="holds 3 accounts where one is wanted"):
        read(path)
    assert len(compare.read_all([path])) == 3


def test_what_may_hold_many_is_told_by_name(tmp_path: Path) -> None:
    assert all(map(may_hold_many, ("a.zip", "a.mbox", "a.WARC.gz", "a.csv", "-", "*.pdf", str(tmp_path))))
    assert not any(map(may_hold_many, ("a.pdf", "a.txt", "a.docx", "a")))


def test_one_broken_file_among_a_thousand(tmp_path: Path) -> None:
    for number in range(999):
        (tmp_path / f"{number:03}.txt").write_text(f"Story {number}\n\n{STORY}", "utf-8")
    (tmp_path / "500-broken.docx").write_bytes((FILES / "libreoffice.ar.docx").read_bytes()[:3000])
    found = gather([str(tmp_path)], settings=Settings(max_accounts=2000))
    assert len(found.witnesses) == 999
    assert [error.slug for error in found.failures] == ["damaged"]
    assert "500-broken.docx: This is damaged" in found.notes[0].message


def test_a_file_that_vanishes_is_named_and_the_rest_goes_through(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        (tmp_path / f"{number}.txt").write_text(STORY, "utf-8")
    opened = inputs._opened

    def vanishing(place: Path) -> IO[bytes]:
        if place.name == "1.txt":
            place.unlink()
        return opened(place)

    monkeypatch.setattr(inputs, "_opened", vanishing)
    found = gather([str(tmp_path)])
    assert [w.id for w in found.witnesses] == ["0", "2"]
    assert found.notes[0].message.endswith("1.txt does not exist.")


def test_a_file_without_permission_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text(STORY, "utf-8")
    (tmp_path / "b.txt").write_text(STORY, "utf-8")
    opened = os.open

    def refusing(place: str | Path, flags: int) -> int:
        # The rights of a file do not bind an administrator, so the refusal of the system is replaced.
        if Path(place).name == "a.txt":
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return opened(place, flags)

    monkeypatch.setattr(os, "open", refusing)
    found = gather([str(tmp_path)])
    assert [w.id for w in found.witnesses] == ["b"]
    assert "Permission denied" in found.notes[0].message


@pytest.mark.parametrize(
    "name", [name for name in SAMPLES if name.split(".")[-1] in ("pdf", "docx", "odt", "epub", "zip")]
)
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_truncated_files_are_read_in_part_or_refused(name: str, share: float, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(SAMPLES[name][: int(share * len(SAMPLES[name]))])
    (tmp_path / "whole.txt").write_text(STORY, "utf-8")
    found = gather([str(tmp_path)])
    assert "whole" in {w.id for w in found.witnesses}
    for error in found.failures:
        assert error.slug in ("damaged", "no-text")
        assert name in str(error)


def test_reports_in_other_formats_are_no_accounts(tmp_path: Path) -> None:
    (tmp_path / "comparison.html").write_text("<html></html>", "utf-8")
    for name in ("comparison.docx", "comparison.pdf"):
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "a.txt").write_text(STORY, "utf-8")
    assert [w.id for w in gather([str(tmp_path)]).witnesses] == ["a"]


def test_containers_may_be_larger_than_texts(tmp_path: Path) -> None:
    settings = Settings(max_input_bytes=8_000)
    (tmp_path / "a.pdf").write_bytes(SAMPLES["weasyprint.en.pdf"])
    (tmp_path / "b.txt").write_bytes(b"word " * 2000)
    found = gather([str(tmp_path)], settings=settings)
    assert [w.id for w in found.witnesses] == ["a"]
    assert [error.slug for error in found.failures] == ["too-large"]
    with pytest.raises(InputError, match=r"larger than 0\.01 MB"):
        read(tmp_path / "a.pdf", Settings(max_input_bytes=8_000, max_container_bytes=10_000))


def test_pages_in_the_rows_of_a_table_are_read_in_the_other_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    confined = inputs.read_confined

    def told(data: bytes, **knobs: Any) -> Contents:
        asked.append(knobs["path"])
        return confined(data, **knobs)

    monkeypatch.setattr(inputs, "read_confined", told)
    page = "<html><body><h1>Head of a page</h1><p>The words of a page.</p></body></html>"
    (tmp_path / "pages.csv").write_text(f'title,text\nOne,"{page}"\n', "utf-8")
    (tmp_path / "plain.csv").write_text(f'title,text\nTwo,"{STORY}"\n', "utf-8")
    found = gather([str(tmp_path)])
    assert [w.title for w in found.witnesses] == ["One", "Two"]
    assert "<" not in found.witnesses[0].text
    assert [Path(path).name for path in asked] == ["pages.csv"]
