"""A writer that is killed, two writers at once: what was acknowledged is whole, and nothing is half there."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import IO

import pytest

from compare.archive.database import FILE
from compare.archive.store import Archive
from compare.errors import OutputError

from .conftest import made_up

WRITER = Path(__file__).with_name("writer.py")


def start(folder: Path, *numbers: int, output: int | IO[str] = subprocess.PIPE) -> subprocess.Popen[str]:
    command = [sys.executable, str(WRITER), str(folder), *map(str, numbers)]
    return subprocess.Popen(command, stdout=output, stderr=subprocess.PIPE, text=True)


def check_whole(folder: Path, acknowledged: Sequence[str]) -> None:
    """Every account that is there is there in all tables, in the full text and in the postings."""
    with Archive(folder, create=False) as archive:
        connection = archive._database.connection
        held = [row[0] for row in connection.execute("SELECT id FROM witnesses ORDER BY number")]
        assert sorted(set(acknowledged) - set(held)) == []
        info = archive.info(thorough=True)
        assert info.damage == ()
        for table in ("contents", "texts"):
            assert connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] == len(held)
        assert info.passages == 3 * len(held)
        for id in held:
            account = made_up(int(id.removeprefix("m")))
            assert archive.witnesses([id])[0].text == account.text
            assert [entry.witness for entry in archive.look_up(account).earlier] == [id] * 3
            rare = max(account.text.split(), key=len)
            assert id in [hit.witness for hit in archive.search(rare)]


def kill_and_check(folder: Path, seed: int, first: int) -> int:
    """Kills a writer at a moment drawn by the seed; checks the archive; how many accounts it had stored."""
    chance = random.Random(seed)
    said = folder.with_name(f"{folder.name}-{seed}.txt")
    with said.open("w") as output:
        process = start(folder, first, 1, chance.choice((1, 1, 5, 40)), output=output)
        while "\n" not in said.read_text() and process.poll() is None:
            time.sleep(0.005)
        time.sleep(chance.uniform(0, 0.4))
        process.kill()
        _, errors = process.communicate()
    acknowledged = said.read_text().split("\n")[:-1]
    assert "Error" not in errors, errors
    check_whole(folder, acknowledged)
    return len(acknowledged)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_killed_writer_leaves_what_it_acknowledged(tmp_path: Path, seed: int) -> None:
    stored = kill_and_check(tmp_path / "archive", seed, 0)
    # The next one goes on in the same folder, and is killed too.
    assert kill_and_check(tmp_path / "archive", seed + 100, 10_000) > 0
    assert stored > 0
    with Archive(tmp_path / "archive") as archive:
        archive.add(made_up(99_999), events=False)
        files = {path.name for path in (archive.path / "segments").iterdir()}
        assert files == {name for name, _ in archive.info().segments}


def test_files_that_no_one_names_are_removed_by_the_next_writer(archive: Archive) -> None:
    archive.add(made_up(1), events=False)
    archive.close()
    strays = [archive.path / "segments" / name for name in ("00000077.postings", "00000078.postings.new")]
    kept = archive.path / "segments" / "notes.txt"
    for path in (*strays, kept):
        path.write_bytes(b"half")
    with Archive(archive.path) as again:
        assert len(again.look_up(made_up(1)).earlier) == 3
        assert all(path.exists() for path in strays)
        again.add(made_up(2), events=False)
    assert not any(path.exists() for path in strays)
    assert kept.exists()


def test_two_processes_that_add_at_once_both_succeed(tmp_path: Path) -> None:
    folder = tmp_path / "archive"
    writers = [start(folder, first, 2, 3, 60) for first in (0, 1)]
    outcomes = [writer.communicate(timeout=50) for writer in writers]
    assert [writer.returncode for writer in writers] == [0, 0], outcomes
    acknowledged = [id for out, _ in outcomes for id in out.split()]
    assert len(set(acknowledged)) == 60
    check_whole(folder, acknowledged)


def test_a_second_writer_waits_and_then_says_so(archive: Archive) -> None:
    told: list[str] = []
    with Archive(archive.path, timeout=1.3) as second:
        second.when_waiting(lambda: told.append("waiting"))
        with (
            archive._database.writing(),
            pytest.raises(OutputError, match="another process is writing") as one,
        ):
            second.add(made_up(1))
        assert (one.value.slug, one.value.exit_code, told) == ("archive-busy", 3, ["waiting"])
        assert second.look_up(made_up(1)).earlier == ()
        second.add(made_up(1), events=False)
    assert len(archive.look_up(made_up(1)).earlier) == 3


def test_readers_do_not_wait_for_the_writer(archive: Archive) -> None:
    archive.add(made_up(1), events=False)
    with Archive(archive.path, create=False, timeout=0.1) as reader, archive._database.writing():
        assert len(reader.look_up(made_up(1)).earlier) == 3
        assert reader.info().witnesses == 1
        assert (reader.path / FILE).exists()
