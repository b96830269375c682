"""Damaged, foreign, read-only and full: one clear sentence each, and nothing lost."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from compare.archive import index
from compare.archive.database import FILE, Database
from compare.archive.store import Archive
from compare.errors import CompareError, InputError, OutputError

from .conftest import ARABIC, made_up, witness


@pytest.fixture
def filled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A closed archive with one segment."""
    monkeypatch.setattr(index, "WAITING", 300)
    with Archive(tmp_path / "archive") as archive:
        archive.add([made_up(number) for number in range(30)], events=False)
        assert len(archive.info().segments) == 1
    return tmp_path / "archive"


def segment(folder: Path) -> Path:
    (path,) = (folder / "segments").iterdir()
    return path


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-100])


def flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[200] ^= 1
    path.write_bytes(data)


@pytest.mark.parametrize("harm", [cut, flip, Path.unlink])
def test_a_damaged_segment_is_told_and_built_anew(filled: Path, harm) -> None:
    harm(segment(filled))
    with Archive(filled) as archive:
        for ask in (lambda: archive.look_up(made_up(1)), lambda: archive.add(made_up(50))):
            with pytest.raises(InputError, match=r"00000001\.postings are damaged.*archive repair") as caught:
                ask()
            assert (caught.value.slug, caught.value.exit_code) == ("damaged", 3)
        assert len(archive.info().damage) == 1
        # The full text does not need the postings.
        assert archive.search(max(made_up(1).text.split(), key=len))[0].witness == "m1"
        assert archive.repair().damage == ()
        for number in range(30):
            assert len(archive.look_up(made_up(number)).earlier) == 3
        archive.add(made_up(50), events=False)
        assert archive.info().witnesses == 31
        files = [path.name for path in (filled / "segments").iterdir()]
        assert sorted(files) == [name for name, _ in archive.info().segments]


def test_repairing_what_is_whole_changes_no_answer(filled: Path) -> None:
    with Archive(filled) as archive:
        before = [archive.look_up(made_up(number)) for number in range(30)]
        postings = archive.info().postings
        assert archive.repair().postings == postings
        assert [archive.look_up(made_up(number)) for number in range(30)] == before


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    folder = tmp_path / "archive"
    folder.mkdir()
    (folder / FILE).write_text("not a database, " * 500)
    with pytest.raises(InputError, match="is not the database of an archive") as caught:
        Archive(folder)
    assert caught.value.slug == "not-an-archive"
    assert (folder / FILE).read_text().startswith("not a database")


def test_the_database_of_another_program(tmp_path: Path) -> None:
    import sqlite3

    (tmp_path / "archive").mkdir()
    connection = sqlite3.connect(tmp_path / "archive" / FILE)
    connection.execute("CREATE TABLE things (a)")
    connection.close()
    with pytest.raises(InputError, match="is not the database of an archive"):
        Archive(tmp_path / "archive")


def test_a_damaged_database_is_told(filled: Path) -> None:
    data = bytearray((filled / FILE).read_bytes())
    for at in range(4096, len(data)):
        data[at] = 0x5A
    (filled / FILE).write_bytes(data)
    with pytest.raises(CompareError, match="damaged"), Archive(filled) as archive:
        archive.look_up(made_up(1))


@pytest.mark.parametrize(
    "harm", ["DELETE FROM passages WHERE number = 2", "UPDATE passages SET words = x'010203'"]
)
def test_paragraphs_that_do_not_fit_are_told(filled: Path, harm: str) -> None:
    with sqlite3.connect(filled / FILE) as connection:
        connection.execute(harm)
    connection.close()
    with Archive(filled, create=False) as archive, pytest.raises(InputError, match="tables of paragraphs"):
        archive.look_up(made_up(0))


def test_a_missing_text_is_told(filled: Path) -> None:
    with sqlite3.connect(filled / FILE) as connection:
        connection.execute("DELETE FROM contents WHERE number = 2")
    connection.close()
    with Archive(filled, create=False) as archive, pytest.raises(InputError, match="tables of paragraphs"):
        list(archive.duplicates())


@pytest.mark.parametrize("letter", ["X", "\xff"])
def test_another_letter_in_a_stored_text_is_told(filled: Path, letter: str) -> None:
    word = max(made_up(1).text.split(), key=len).encode()
    data = (filled / FILE).read_bytes()
    assert word in data
    (filled / FILE).write_bytes(data.replace(word, letter.encode("latin-1") * len(word)))
    with Archive(filled, create=False) as archive:
        with pytest.raises(InputError, match="damaged"):
            archive.witnesses(["m1"])
        assert archive.witnesses(["m2"])[0].text == made_up(2).text


def test_a_read_only_folder_is_read_and_not_written(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # The rights of a folder do not bind an administrator, so the look at them is replaced.
    monkeypatch.setattr("compare.archive.database._writable", lambda folder: False)
    before = {path: path.read_bytes() for path in sorted(filled.rglob("*")) if path.is_file()}
    with Archive(filled, create=False) as archive:
        assert len(archive.look_up(made_up(1)).earlier) == 3
        assert archive.search(max(made_up(1).text.split(), key=len))
        assert archive.info(thorough=True).damage == ()
        with pytest.raises(OutputError, match="cannot be written: the folder is read-only"):
            archive.add(made_up(99))
        assert len(archive.look_up(made_up(1)).earlier) == 3
    assert {path: path.read_bytes() for path in sorted(filled.rglob("*")) if path.is_file()} == before


FULL = """
import resource, sys
sys.path[:0] = [{root!r}, {here!r}]
from compare.archive.store import Archive
from compare.errors import CompareError
from tests.unit.archive.conftest import made_up
with Archive({folder!r}) as archive:
    largest = archive._database.folder.joinpath("archive.sqlite").stat().st_size + {room}
    resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))
    try:
        for number in range(1000, 3000):
            archive.add(made_up(number), events=False)
            print(number, flush=True)
    except CompareError as error:
        print(error.exit_code, error, file=sys.stderr)
        resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))
        print(len(archive.look_up(made_up(1)).earlier), file=sys.stderr)
"""


@pytest.mark.skipif(os.name != "posix", reason="needs a limit on the size of files")
@pytest.mark.parametrize("room", [0, 100_000, 500_000])
def test_a_full_disk_is_told_and_loses_nothing(filled: Path, root: Path, room: int) -> None:
    code = FULL.format(root=str(root), here=str(root / "tests"), folder=str(filled), room=room)
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    first, second = run.stderr.splitlines()[-2:]
    assert first.startswith("3 ")
    assert "cannot be written" in first
    assert "what was stored before is kept" in first
    assert second == "3"
    stored = [int(number) for number in run.stdout.split()]
    with Archive(filled) as archive:
        assert archive.info(thorough=True).damage == ()
        assert archive.info().witnesses >= 30 + len(stored)
        for number in [*range(30), *stored]:
            assert len(archive.look_up(made_up(number)).earlier) == 3
        assert len(archive.add(witness(ARABIC, "new"))) == 1


def test_failures_of_the_system_name_the_folder(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("x")
    with pytest.raises(CompareError, match=r"cannot be|is a file"):
        Database(blocked / "archive", create=True, timeout=1)
