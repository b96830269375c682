"""What a person sees at a terminal: summary, progress, what to do next, completion, watching."""

from __future__ import annotations

import io
import os
import pty
import re
import select
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from compare import Witness, compare
from compare.cli import hints, watching
from compare.cli.completion import SHELLS
from compare.cli.main import main
from compare.cli.summary import summary
from compare.cli.terminal import STAGES, progress, say
from compare.errors import InputError, UsageError
from compare.model.result import Result

A = "وصل الرئيس الروسي اليوم الأحد 18 أغسطس 2024 إلى باكو في زيارة تستمر يومين، حسب وكالة تاس.\n"
B = "حط الرئيس الروسي رحاله في باكو اليوم الأحد 18 أغسطس 2024، وتستمر زيارته ثلاثة أيام.\n"
TAWATUR = [sys.executable, "-m", "compare"]


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    (tmp_path / "a.txt").write_text(A, encoding="utf-8")
    (tmp_path / "b.txt").write_text(B, encoding="utf-8")
    return str(tmp_path / "a.txt"), str(tmp_path / "b.txt")


@pytest.fixture
def result() -> Result:
    return compare(
        [Witness.from_text(A, id="a", published="2024-08-18"), Witness.from_text(B, id="رواية\x1b[31m\u202e")]
    )


def test_the_summary_needs_no_terminal_that_orders_both_ways(result: Result) -> None:
    lines = list(summary(result))
    told = "\n".join(lines)
    assert re.search(r"! duration +claim 1 +A 2 day +B 3 day", told)
    assert "1 shared claim; 1 conflict" in told
    assert "2024-08-18 (stated)" in lines[0]
    # What is not ASCII stands last on its line, isolated, without anything that steers the terminal.
    for line in lines:
        plain, isolate, rest = line.partition("\u200e\u2068")
        assert plain.replace("…", "").isascii()
        assert not isolate or rest.endswith("\u2069")
        assert not re.search(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e]", line)


def test_the_summary_of_accounts_that_agree(result: Result) -> None:
    same = compare([Witness.from_text(A, id="a"), Witness.from_text(A, id="b")])
    assert "no difference" in "\n".join(summary(same))
    many = replace(result, differences=result.differences * 12)
    assert any(line.startswith("  … and ") for line in summary(many))


def test_nobody_looking_means_no_progress(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    with progress() as report:
        assert report is None
    monkeypatch.setattr(sys, "stderr", None)
    with progress() as report:
        assert report is None


def test_a_stream_that_cannot_say_it_gets_an_escape() -> None:
    stream = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    say(stream, "باكو")
    stream.seek(0)
    assert stream.read() == "\\u0628\\u0627\\u0643\\u0648\n"
    say(None, "x")


def seen_by_a_person(
    argv: list[str], *, until: str = "", press: bytes = b"", wait: float = 60
) -> tuple[int, str]:
    """What a command writes to a terminal, and its exit code; `press` is sent once `until` was shown."""
    child, master = pty.fork()
    if child == 0:
        os.environ["TERM"], os.environ["COLUMNS"] = "xterm", "120"
        os.execv(argv[0], argv)
    seen, pressed, end = b"", not press, time.monotonic() + wait
    try:
        while time.monotonic() < end and select.select([master], [], [], max(0, end - time.monotonic()))[0]:
            try:
                seen += os.read(master, 65536)
            except OSError:
                break
            if not pressed and until.encode() in seen:
                os.write(master, press)
                pressed = True
    finally:
        os.close(master)
        if time.monotonic() >= end:
            os.kill(child, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), seen.decode(errors="replace")


def test_at_a_terminal_there_is_progress_and_a_summary(files: tuple[str, str], tmp_path: Path) -> None:
    argv = [*TAWATUR, "compare", *files, "-o", str(tmp_path / "r"), "--format", "json"]
    code, seen = seen_by_a_person(argv)
    assert code == 0
    assert any(STAGES[stage] in seen for stage in ("prepare", "align", "report"))
    assert "! duration" in seen
    # The lines of progress are taken away again: what is left begins with the summary.
    assert "writing the report" not in re.split(r"\x1b\[2K", seen)[-1]
    quiet = subprocess.run([*argv, "-q"], capture_output=True, text=True, check=True)
    assert (quiet.stdout, quiet.stderr) == (f"{tmp_path / 'r' / 'comparison.json'}\n", "")


def test_at_a_terminal_an_error_says_what_to_do_next(tmp_path: Path) -> None:
    argv = [*TAWATUR, "compare", str(tmp_path / "no.txt"), str(tmp_path / "none.txt")]
    code, seen = seen_by_a_person(argv)
    assert code == 3
    assert "does not exist." in seen
    assert "See that the path is right" in seen
    piped = subprocess.run(argv, capture_output=True, text=True, check=False)
    assert len(piped.stderr.splitlines()) == 1


def test_hints_are_for_slugs_that_exist(root: Path) -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in (root / "compare").rglob("*.py"))
    unknown = [slug for slug in hints._NEXT if f'slug="{slug}"' not in source]
    assert unknown == []
    assert hints.hint(InputError("x", slug="no-such-slug")) == ""


@pytest.mark.parametrize("shell", SHELLS)
def test_completion_knows_every_command(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["completion", shell]) == 0
    script = capsys.readouterr().out
    for word in ("compare", "duplicates", "archive", "evaluate", "fail-on", "watch", "lookup"):
        assert word in script
    program = shutil.which(shell)
    if program and shell != "tcsh":
        checked = subprocess.run([program, "-n"], input=script, capture_output=True, text=True, check=False)
        assert checked.returncode == 0, checked.stderr


def test_bash_completes_with_the_script(tmp_path: Path) -> None:
    (tmp_path / "account.txt").write_text("x")
    asked = """
        source <("$0" -m compare completion bash)
        COMP_WORDS=(tawatur com) COMP_CWORD=1; _shtab_tawatur; echo "${COMPREPLY[*]}"
        COMP_WORDS=(tawatur compare --al) COMP_CWORD=2; _shtab_tawatur; echo "${COMPREPLY[*]}"
    """
    done = subprocess.run(
        ["bash", "-c", asked, sys.executable], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    commands, options = done.stdout.splitlines()
    assert set(commands.split()) == {"compare", "completion"}
    assert options.strip() == "--align"


def test_watching_needs_its_extra(files: tuple[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "find_spec", lambda name: None)
    with pytest.raises(UsageError, match=r"tawatur\[watch\]"):
        watching.check_watching()


def heed_ctrl_c() -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_watching_compares_again_when_an_input_changes(files: tuple[str, str], tmp_path: Path) -> None:
    pytest.importorskip("watchfiles", reason="watching needs tawatur[watch]")
    # The report stands in a watched folder: it must not set off the next run.
    argv = [*TAWATUR, "compare", str(tmp_path), "-o", str(tmp_path / "r"), "--format", "json", "--watch"]
    # A shell that runs the tests in the background has Ctrl-C ignored, and what it starts inherits that.
    asked = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True, "preexec_fn": heed_ctrl_c}
    with subprocess.Popen(argv, **asked) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        try:
            first = running.stdout.readline()
            assert "يومين" in first
            running.stdout.readline()
            while "Watching" not in running.stderr.readline():
                pass
            time.sleep(1.5)
            fresh = tmp_path / ".b.new"
            fresh.write_text(B.replace("ثلاثة", "خمسة"), encoding="utf-8")
            fresh.replace(tmp_path / "b.txt")
            assert "خمسة" in running.stdout.readline()
            assert "b.txt" in running.stderr.readline()
        finally:
            running.send_signal(signal.SIGINT)
        try:
            running.communicate(timeout=20)
        finally:
            running.kill()
    assert running.returncode == 0
