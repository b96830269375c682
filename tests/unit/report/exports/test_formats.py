"""All formats together: what is refused, what is written, and that the same result gives the same bytes."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from compare.cli.main import main
from compare.errors import UsageError
from compare.report.exports import words
from compare.report.writers import WRITERS
from compare.workflow import EXPORTS, FORMATS, write_report

FILES = {
    "xlsx": "comparison.xlsx",
    "docx": "comparison.docx",
    "annotations": "annotations.jsonld",
    "tei": "comparison.tei.xml",
}


def test_every_format_has_a_writer_but_the_printed_one() -> None:
    assert set(WRITERS) | {"pdf"} == {*FORMATS, *EXPORTS}
    assert set(EXPORTS) == {*FILES, "pdf"}


def test_exports_are_written_where_they_are_asked_for(sample, tmp_path: Path) -> None:
    written = write_report(sample, tmp_path / "all", tuple(FILES), "en")
    assert [path.name for path in written] == list(FILES.values())
    assert all(path.stat().st_size > 1000 for path in written)
    plain = write_report(sample, tmp_path / "plain", ("md", "csv"), "en")
    assert not {path.name for path in plain} & set(FILES.values())


@pytest.mark.parametrize("name", ["xlsx", "docx"])
def test_a_missing_extra_is_told_before_anything_is_compared(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(words, "find_spec", lambda module: None)
    folder = tmp_path / "report"
    # The inputs do not exist: had they been read, another sentence would come.
    assert main(["compare", "no-a.txt", "no-b.txt", "--format", f"json,{name}", "-o", str(folder)]) == 2
    told = capsys.readouterr().err
    assert f"{name.upper()} needs the extra: pip install 'tawatur[office]'." in told
    assert not folder.exists()


def test_a_missing_extra_is_told_by_the_writers_too(sample, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    monkeypatch.setitem(sys.modules, "docx", None)
    for name in ("xlsx", "docx"):
        with pytest.raises(UsageError, match=r"tawatur\[office\]"):
            WRITERS[name](sample, "en")


def test_an_unknown_format_names_all_that_are_known(sample, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="docx, pdf, annotations, tei"):
        write_report(sample, tmp_path, ("odt",))


CODE = """
import hashlib, sys
from dataclasses import replace
import compare
from compare.report.writers import WRITERS
read = [compare.read(f"seeds/texts/{name}.txt") for name in ("baku-2024-a.ar", "baku-2024-b.ar")]
found = compare.compare(read)
for name in ("xlsx", "docx", "annotations", "tei", "md", "csv"):
    for file, data in WRITERS[name](found, "ar").items():
        print(file, hashlib.sha256(data).hexdigest())
"""


def test_the_same_bytes_under_another_hash_seed_zone_and_day(root: Path) -> None:
    told = []
    for seed, zone in (("1", "UTC"), ("77", "Asia/Riyadh")):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone}
        run = subprocess.run(
            [sys.executable, "-c", CODE],
            cwd=root,
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
        told.append(run.stdout)
    assert told[0] == told[1]
    assert len(told[0].splitlines()) == 7


def test_a_zip_tells_no_clock(sample) -> None:
    import io
    import zipfile

    for name in ("xlsx", "docx"):
        (data,) = WRITERS[name](sample, "ar").values()
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert hashlib.sha256(data).digest() == hashlib.sha256(*WRITERS[name](sample, "ar").values()).digest()
