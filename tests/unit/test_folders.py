"""Folders that are replaced whole, and what happens where they cannot be."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from compare import folders
from compare.folders import placed


def put(folder: Path, **files: str) -> None:
    with placed(folder) as fresh:
        for name, text in files.items():
            (fresh / name).write_text(text)


def held(folder: Path) -> dict[str, str]:
    return {str(p.relative_to(folder)): p.read_text() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_other_files_of_the_folder_stay(tmp_path: Path) -> None:
    target = tmp_path / "r"
    (target / "mine").mkdir(parents=True)
    (target / "mine" / "note").write_text("kept")
    (target / "a").write_text("old")
    (target / "link").symlink_to("nowhere")
    target.chmod(0o750)
    put(target, a="new", b="new")
    assert held(target) == {"a": "new", "b": "new", "mine/note": "kept"}
    assert (target / "link").is_symlink()
    assert target.stat().st_mode & 0o777 == 0o750
    assert [path.name for path in tmp_path.iterdir()] == ["r"]


def test_a_failure_while_filling_changes_nothing(tmp_path: Path) -> None:
    put(tmp_path / "r", a="old")

    def fail() -> None:
        with placed(tmp_path / "r") as fresh:
            (fresh / "a").write_text("half")
            raise OSError("full")

    with pytest.raises(OSError, match="full"):
        fail()
    assert held(tmp_path / "r") == {"a": "old"}
    assert [path.name for path in tmp_path.iterdir()] == ["r"]


@pytest.mark.parametrize("lost", ["_exchanged", "_carried", "both"])
def test_where_folders_cannot_be_exchanged_files_arrive_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lost: str
) -> None:
    put(tmp_path / "r", a="old", c="kept")
    for name in ("_exchanged", "_by_two_steps") if lost == "both" else (lost,):
        monkeypatch.setattr(folders, name, lambda *told: False)
    put(tmp_path / "r", a="new", b="new")
    assert held(tmp_path / "r") == {"a": "new", "b": "new", "c": "kept"}
    assert [path.name for path in tmp_path.iterdir()] == ["r"]


def test_the_working_folder_is_not_moved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path / "r", a="old")
    monkeypatch.chdir(tmp_path / "r")
    number = (tmp_path / "r").stat().st_ino
    put(Path(), a="new")
    assert held(tmp_path / "r") == {"a": "new"}
    assert (tmp_path / "r").stat().st_ino == number


def test_a_link_to_a_folder_stays_a_link(tmp_path: Path) -> None:
    put(tmp_path / "r", a="old")
    (tmp_path / "link").symlink_to("r")
    put(tmp_path / "link", a="new")
    assert (tmp_path / "link").is_symlink()
    assert held(tmp_path / "r") == {"a": "new"}


def test_a_folder_that_was_moved_away_comes_back(tmp_path: Path) -> None:
    put(tmp_path / ".tawatur-x" / "old" / "r", a="old")
    put(tmp_path / "other", b="new")
    assert held(tmp_path / "r") == {"a": "old"}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["other", "r"]


def test_what_another_process_is_filling_stays(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from compare.folders import placed\n"
        "with placed(Path(sys.argv[1])) as fresh:\n"
        "    (fresh / 'a').write_text('one'); print('filled', flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", code, str(tmp_path / "r")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdin is not None
        process.stdout.readline()
        put(tmp_path / "other", b="two")
        process.stdin.close()
        assert process.wait() == 0
    assert held(tmp_path / "r") == {"a": "one"}


def test_folders_of_others_are_not_swept(tmp_path: Path) -> None:
    (tmp_path / ".tawatur-mine").mkdir()
    (tmp_path / ".tawatur-mine" / "letter").write_text("kept")
    put(tmp_path / "r", a="new")
    assert (tmp_path / ".tawatur-mine" / "letter").read_text() == "kept"


def test_a_file_in_the_way_is_refused(tmp_path: Path) -> None:
    (tmp_path / "r").write_text("a file")
    with pytest.raises(NotADirectoryError):
        put(tmp_path / "r", a="new")
    assert (tmp_path / "r").read_text() == "a file"
