"""Notes on the command line: named, a few of each kind; in the report they speak its language."""

from __future__ import annotations

from pathlib import Path
from shutil import copy

import pytest

from compare.cli.main import main
from compare.inputs import read
from compare.report.wording import note

FILES = Path(__file__).parents[2] / "files"


def test_many_notes_of_a_kind_are_told_once_for_all(capsys, tmp_path: Path) -> None:
    for number in range(5):
        copy(FILES / "pandoc.en.docx", tmp_path / f"{number}.docx")
    main(["compare", str(tmp_path), "-o", str(tmp_path / "out"), "--format", "json"])
    lines = [
        line for line in capsys.readouterr().err.splitlines() if "taken out" in line or "more note" in line
    ]
    assert len([line for line in lines if "taken out of a Word document" in line]) == 3
    assert next(line for line in lines if "more note" in line) == (
        "note: and 2 more notes like this; the report has them all."
    )


def test_few_notes_of_a_kind_are_all_told(capsys, tmp_path: Path) -> None:
    for number in range(3):
        copy(FILES / "pandoc.en.docx", tmp_path / f"{number}.docx")
    main(["compare", str(tmp_path), "-o", str(tmp_path / "out"), "--format", "json"])
    told = capsys.readouterr().err
    assert told.count("taken out of a Word document") == 3


@pytest.mark.parametrize("lang", ["ar", "ru", "fr"])
@pytest.mark.parametrize("name", ["libreoffice.ar.pdf", "pandoc.ru.odt", "pandoc.ar.epub", "codepage.ar.rtf"])
def test_a_note_of_a_reader_names_its_file_in_every_language(name: str, lang: str) -> None:
    notes = read(FILES / name).notes
    assert notes
    for slug, message in notes:
        shown = note(lang, slug, message)
        assert name in shown
        assert shown != note("en", slug, message)
