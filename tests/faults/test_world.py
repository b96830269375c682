"""The world around the program refuses: one clear sentence, the right exit code, nothing half-written."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from compare.errors import OutputError
from compare.workflow import _write
from tests.faults.kills import ENVIRONMENT, PAIRS, TEXTS, command

pytestmark = [
    pytest.mark.timeout(120),
    pytest.mark.skipif(os.name != "posix", reason="needs named pipes and limits on the size of files"),
]


def run(*arguments: str, before: Callable[[], None] | None = None, **changed: str) -> tuple[int, str]:
    """The exit code and the last line on standard error."""
    done = subprocess.run(
        command(*arguments),
        env={**ENVIRONMENT, **changed},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        preexec_fn=before,
        timeout=60,
        check=False,
    )
    return done.returncode, (done.stderr.decode().splitlines() or [""])[-1]


A, B = (str(TEXTS / name) for name in PAIRS[0])


def room(size: int) -> Callable[[], None]:
    """A disk on which no file may be larger than so many bytes."""
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def test_a_full_disk_keeps_the_old_report(tmp_path: Path) -> None:
    target = tmp_path / "r"
    _write(target, {"a": b"old", "b": b"old"})
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2000, before[1]))
    try:
        with pytest.raises(OutputError, match="The report cannot be written: File too large") as caught:
            _write(target, {"a": b"new", "b": b"new" * 1000})
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert caught.value.exit_code == 3
    assert {path.name: path.read_bytes() for path in target.iterdir()} == {"a": b"old", "b": b"old"}
    assert [path.name for path in tmp_path.iterdir()] == ["r"]


def test_a_full_disk_under_temporary_files(tmp_path: Path) -> None:
    code, said = run("compare", A, B, "-o", str(tmp_path / "r"), "--format", "json", before=room(2000))
    assert code == 3
    # Which file meets the end of the disk first depends on what the texts ask to be loaded.
    assert said.endswith(" cannot be written: File too large.")
    assert "\n" not in said
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_under_the_files_of_a_search(tmp_path: Path) -> None:
    told = ("duplicates", A, B, "-o", str(tmp_path / "r"), "--work", str(tmp_path / "w"), "--format", "json")
    code, said = run(*told, before=room(2000))
    assert (code, said) == (3, "tawatur: The files of the search cannot be written: File too large.")
    assert run(*told)[0] == 0


def test_a_file_where_the_report_should_stand(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    for place in (tmp_path / "file", tmp_path / "file" / "below"):
        code, said = run("compare", A, B, "-o", str(place), "--format", "json")
        assert (code, said) == (3, "tawatur: The report cannot be written: Not a directory.")
    assert (tmp_path / "file").read_text() == "mine"


def test_a_named_pipe_that_nobody_writes_to_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    code, said = run("compare", A, str(tmp_path / "pipe"), "-o", str(tmp_path / "r"))
    assert code == 3
    assert "empty" in said
    assert not (tmp_path / "r").exists()


def test_a_pipe_with_a_writer_is_read(tmp_path: Path) -> None:
    told = " ".join(
        command("compare", A, f"<(sleep 0.5; cat {B})", "-o", str(tmp_path / "r"), "--format", "json")
    )
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("needs bash")
    assert (
        subprocess.run([bash, "-c", told], env=ENVIRONMENT, capture_output=True, check=False).returncode == 0
    )
    assert (tmp_path / "r" / "comparison.json").exists()


def test_a_closed_standard_input(tmp_path: Path) -> None:
    told = ("compare", A, "-", "-o", str(tmp_path / "r"))
    assert run(*told, before=lambda: os.close(0)) == (3, "tawatur: The standard input is closed.")


def test_odd_files_of_a_folder_are_left_out_and_the_rest_goes_through(tmp_path: Path) -> None:
    given = tmp_path / "given"
    given.mkdir()
    shutil.copy(A, given / "a.txt")
    shutil.copy(B, given / "b.txt")
    (given / "loop").symlink_to(".")
    (given / "dangling").symlink_to("nowhere.txt")
    os.mkfifo(given / "pipe.txt")
    (given / "line\nbreak\x1b[31m\u202e.txt").write_text("x")
    code, _ = run("compare", str(given), "-o", str(tmp_path / "r"), "--format", "json")
    assert code == 0
    assert (tmp_path / "r" / "comparison.json").exists()


def test_no_home_no_terminal_no_temporary_folder(tmp_path: Path) -> None:
    changed = {"HOME": "", "LANG": "C", "LC_ALL": "C", "TERM": "", "TMPDIR": str(tmp_path / "none")}
    assert run("compare", A, B, "-o", str(tmp_path / "r"), "--format", "json", **changed)[0] == 0


@pytest.mark.parametrize("wait", [0.1, 0.5, 1.5])
@pytest.mark.parametrize("told", [("compare", A, B), ("duplicates", A, B), ("archive", "add")])
def test_ctrl_c_ends_with_a_sentence(tmp_path: Path, told: tuple[str, ...], wait: float) -> None:
    target = tmp_path / "r"
    argv = command(*told, str(target), A, B) if told[0] == "archive" else command(*told, "-o", str(target))
    with subprocess.Popen(
        argv,
        env=ENVIRONMENT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        # A shell that runs the tests in the background has Ctrl-C ignored, and what it starts inherits that.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    ) as running:
        time.sleep(wait)
        running.send_signal(signal.SIGINT)
        _, errors = running.communicate(timeout=60)
    # Before its first line runs a program cannot say anything; a shell tells either end as 130.
    assert running.returncode in (0, 130, -signal.SIGINT)
    assert b"in _run\n" not in errors  # a traceback of the command itself
    if running.returncode == 130 and told[0] != "archive":
        assert errors.decode().splitlines()[-1] == "tawatur: interrupted; nothing was written."
        assert not target.exists()


@pytest.mark.parametrize("told", [("archive", "add"), ("duplicates",)])
def test_one_broken_file_among_many_is_named_and_the_rest_goes_through(
    tmp_path: Path, told: tuple[str, ...]
) -> None:
    given, target = tmp_path / "given", tmp_path / "r"
    given.mkdir()
    story = Path(TEXTS / "baku-2024-c.en.txt").read_text("utf-8")
    for number in range(150):
        (given / f"{number}.txt").write_text(f"Report number {number}\n\n{story}", "utf-8")
    (given / "broken.pdf").write_bytes(b"%PDF-1.4 nothing of the kind")
    places = (str(target), str(given)) if told[0] == "archive" else (str(given), "-o", str(target))
    done = subprocess.run(
        command(*told, *places), env=ENVIRONMENT, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 3
    assert "broken.pdf: This PDF file is damaged." in done.stderr
    assert "150" in done.stdout
