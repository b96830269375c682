"""The page as PDF: printed by the machine's browser, its words found by pdftotext, nothing left behind."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import sys
import tempfile
import time
import unicodedata
from pathlib import Path

import pytest

from compare import printing
from compare.errors import OutputError, UsageError
from compare.printing import levelled, printed
from compare.report.exports.page import to_print
from compare.report.writers import encoded
from compare.workflow import write_report
from tests.unit.report.exports.conftest import needed, words_of_pdf

WORD = re.compile(r"[^\W\d_]{3,}")
PAGE = {"comparison.html": b"<!doctype html><title>x</title><h1>Head</h1><p>words"}


def letters(text: str) -> str:
    """Letters alone: pdftotext writes the signs of a letter in another order."""
    return "".join(c for c in unicodedata.normalize("NFC", text) if not unicodedata.combining(c))


@pytest.fixture(scope="module")
def paper(sample, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    needed(*printing.BROWSERS)
    (path,) = write_report(sample, tmp_path_factory.mktemp("pdf"), ("pdf",), "ar")
    assert path.name == "comparison.pdf"
    return path.read_bytes()


def test_every_name_is_found_as_often_as_the_accounts_write_it(sample, paper: bytes, tmp_path: Path) -> None:
    text = words_of_pdf(paper, tmp_path)
    for name in ("أذربيجان", "علييف", "بوتين", "يريفان", "روسيا", "زيارة"):
        assert text.count(name) >= sum(w.text.count(name) for w in sample.witnesses) > 0


def test_every_word_of_both_accounts_is_found(sample, paper: bytes, tmp_path: Path) -> None:
    found = set(WORD.findall(letters(words_of_pdf(paper, tmp_path))))
    left_out = {(e.witness, e.start) for e in sample.excluded}
    words = {
        word
        for p in sample.passages
        for w in sample.witnesses
        if p.witness == w.id and p.kind == "sentence" and (p.witness, p.start) not in left_out
        for word in WORD.findall(letters(w.text[p.start : p.end]))
    }
    assert len(words) > 300
    assert words - found == set()


def test_it_is_tagged_and_has_an_outline(paper: bytes) -> None:
    assert b"/StructTreeRoot" in paper
    assert b"/Outlines" in paper
    assert b"/Lang" in paper


def test_the_same_page_gives_the_same_bytes() -> None:
    needed(*printing.BROWSERS)
    assert printed(PAGE) == printed(PAGE)


def test_dates_and_ids_are_levelled_without_moving_anything() -> None:
    raw = b"%PDF /CreationDate (D:20260102030405+02'00') /ID [<AB12> <CD34>] (node00000275) (node00000280)"
    flat = levelled(raw)
    assert len(flat) == len(raw)
    assert b"20260102" not in flat
    assert b"/ID [<0000> <0000>] (node00000001) (node00000002)" in flat
    assert levelled(flat) == flat


def test_a_page_of_the_administrator_says_that_there_was_no_sandbox(sample) -> None:
    for unguarded in (True, False):
        page = to_print(sample, "en", unguarded=unguarded)["comparison.html"]
        assert ("without its sandbox" in page) == unguarded


def test_the_hostile_report_is_printed(hostile, tmp_path: Path) -> None:
    needed(*printing.BROWSERS)
    pages = {name: encoded(text) for name, text in to_print(hostile, "en").items()}
    text = words_of_pdf(printed(pages), tmp_path)
    assert "alert(1)" in text
    assert "HYPERLINK" in text


def test_without_a_browser_nothing_is_written(
    sample, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UsageError, match="Chromium or Chrome on the PATH") as refused:
        write_report(sample, tmp_path / "report", ("json", "pdf"), "en")
    assert (refused.value.slug, refused.value.exit_code) == ("no-browser", 2)
    assert not (tmp_path / "report").exists()


def browser(folder: Path, script: str) -> None:
    program = folder / "chromium"
    program.write_text(f"#!{sys.executable}\n{script}\n")
    program.chmod(0o755)


def test_a_browser_that_hangs_is_ended_with_all_it_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = tmp_path / "pids"
    browser(
        tmp_path,
        "import os, signal, subprocess, sys, time, pathlib\n"
        "signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
        "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])\n"
        f"pathlib.Path({str(told)!r}).write_text(f'{{os.getpid()}} {{child.pid}}')\n"
        "time.sleep(60)",
    )
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with pytest.raises(OutputError, match="longer than 2 seconds"):
        printed(PAGE, seconds=2)
    for pid in map(int, told.read_text().split()):
        assert _ended(pid)
    assert list(tmp_path.glob("tawatur-*")) == []


def _ended(pid: int) -> bool:
    for _ in range(50):
        try:
            os.kill(pid, signal.SIG_DFL)
        except ProcessLookupError:
            return True
        state = Path(f"/proc/{pid}/stat")
        if state.exists() and state.read_text().rsplit(")", 1)[1].split()[0] == "Z":
            return True  # ended, and waited for by nobody: the parent of a grandchild is gone
        time.sleep(0.1)
    return False


@pytest.mark.parametrize(
    "script",
    [
        "import sys; sys.exit(1)",
        "import sys; [open(a.split('=')[1], 'w').write('no') for a in sys.argv if 'print-to-pdf' in a]",
    ],
)
def test_a_browser_that_prints_nothing_is_told(
    script: str, sample, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser(tmp_path, script)
    monkeypatch.setenv("PATH", str(tmp_path))
    kept = tmp_path / "report"
    kept.mkdir()
    (kept / "comparison.json").write_text("kept")
    with pytest.raises(OutputError, match="printed nothing") as failed:
        write_report(sample, kept, ("json", "pdf"), "en")
    assert failed.value.exit_code == 3
    assert [path.name for path in kept.iterdir()] == ["comparison.json"]
    assert (kept / "comparison.json").read_text() == "kept"


def test_the_browser_is_started_shut_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = tmp_path / "told"
    script = (
        f"import os, sys, pathlib; pathlib.Path({str(told)!r}).write_text(repr((sys.argv, dict(os.environ))))"
    )
    browser(tmp_path, script)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("SECRET", "x")
    monkeypatch.setattr(printing, "unguarded", lambda: False)
    with pytest.raises(OutputError):
        printed(PAGE)
    text = told.read_text()
    assert "--host-resolver-rules=MAP * ~NOTFOUND" in text
    assert "--user-data-dir=" in text
    assert "--no-sandbox" not in text
    assert "SECRET" not in text


def test_no_process_stays(paper: bytes) -> None:
    if not Path("/proc/self/cmdline").exists():
        pytest.skip("needs /proc")
    lines = []
    for entry in Path("/proc").glob("[0-9]*/cmdline"):
        with contextlib.suppress(OSError):
            lines.append(entry.read_bytes())
    assert [line for line in lines if b"--print-to-pdf" in line and b"tawatur-" in line] == []
    assert paper
