"""A search that was stopped goes on with equal results, wherever that was; what is not fit is not used."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from compare.assemble import VERSION
from compare.engine import local
from compare.engine.local import find_duplicates
from compare.engine.spool import Spool
from compare.errors import UsageError
from compare.model.duplicates import Duplicates
from compare.settings import Settings

TINY = Settings(memory=1_000_000)


def made(count: int = 400) -> list[str]:
    chance = random.Random(3)
    words = [f"كلمة{n}" for n in range(900)]
    texts = [" ".join(chance.choices(words, k=30)) for _ in range(count)]
    for n in range(0, count - 1, 5):
        some = texts[n].split()
        some[chance.randrange(30)] = "أخرى"
        texts[n + 1] = " ".join(some)
    return texts


def plain(found: Duplicates) -> tuple[Any, ...]:
    return (
        *(column.tolist() for column in found.pairs),
        found.clusters,
        found.representatives,
        found.notes,
    )


class Stopped(BaseException):
    """What a kill is here."""


@pytest.fixture(autouse=True)
def few_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Eight parts of the shingles are brought to the disk sooner than 128."""
    monkeypatch.setattr(local, "_BITS", 3)


def test_stopped_at_any_moment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = made()
    expected = plain(find_duplicates(texts))
    left = 0

    def stopping(method: Any) -> Any:
        def stopped(*given: Any, **named: Any) -> Any:
            nonlocal left
            left -= 1
            if not left:
                raise Stopped
            return method(*given, **named)

        return stopped

    def watched(work: Path) -> Duplicates:
        with monkeypatch.context() as cut:
            for name in ("add", "part", "mapped", "flush", "remove", "stored", "_path"):
                cut.setattr(Spool, name, stopping(getattr(Spool, name)))
            for name in ("write_whole", "write_text", "words_of", "clusters_of"):
                cut.setattr(local, name, stopping(getattr(local, name)))
            return find_duplicates(texts, folder=work, fingerprint="x")

    watched(tmp_path / "counted")
    steps = -left
    assert steps > 60
    for moment in sorted({1, steps, *random.Random(1).sample(range(1, steps + 1), 20)}):
        left = moment
        work = tmp_path / str(moment)
        with pytest.raises(Stopped):
            watched(work)
        assert plain(find_duplicates(texts, folder=work, fingerprint="x")) == expected, moment
        assert not (work / "state.json").exists()


def test_a_stop_while_tidying_up_is_no_trap(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = made(60)

    def stop(*_: Any) -> None:
        raise Stopped

    with monkeypatch.context() as cut:
        cut.setattr(Spool, "remove", stop)
        with pytest.raises(Stopped):
            find_duplicates(texts, folder=tmp_path)
    assert plain(find_duplicates(texts, folder=tmp_path)) == plain(find_duplicates(texts))


def stopped_before_the_result(folder: Path, texts: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: Any) -> None:
        raise Stopped

    with monkeypatch.context() as cut:
        cut.setattr(local, "_result", stop)
        with pytest.raises(Stopped):
            find_duplicates(texts, folder=folder, fingerprint="x")


@pytest.mark.parametrize("name", ["VERSION", "METHOD"])
def test_another_program_begins_anew(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = made(60)
    stopped_before_the_result(tmp_path, texts, monkeypatch)
    monkeypatch.setattr(local, name, "another")
    assert plain(find_duplicates(texts[:30], folder=tmp_path, fingerprint="x")) == plain(
        find_duplicates(texts[:30])
    )


@pytest.mark.parametrize("file", ["words-0000", "shingles-0007", "pairs-0003", "texts.npz"])
@pytest.mark.parametrize("harm", ["gone", "cut"])
def test_files_that_are_not_whole_are_not_used(
    file: str, harm: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = made(60)
    stopped_before_the_result(tmp_path, texts, monkeypatch)
    path = tmp_path / file
    if harm == "gone":
        path.unlink()
    else:
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2] if path.stat().st_size else b"more")
    assert plain(find_duplicates(texts, folder=tmp_path, fingerprint="x")) == plain(find_duplicates(texts))


@pytest.mark.parametrize("content", ["", "[]", "{", '{"fingerprint": 1}', "\0\0", '{"bytes": 3}'])
def test_a_state_that_is_none(content: str, tmp_path: Path) -> None:
    (tmp_path / "state.json").write_text(content, "utf-8")
    texts = made(20)
    assert plain(find_duplicates(texts, folder=tmp_path)) == plain(find_duplicates(texts))


def test_killed_for_good(tmp_path: Path) -> None:
    """A process that is killed, three times, and a fourth that ends."""
    program = (
        "import sys; sys.path.insert(0, sys.argv[2]); from test_taken_up import made, plain, TINY;"
        "from pathlib import Path; from compare.engine.local import find_duplicates;"
        "found = find_duplicates(made(4000), settings=TINY, folder=Path(sys.argv[1]), fingerprint='k');"
        "print(hash(repr(plain(found))))"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "0"}
    call = [sys.executable, "-c", program, str(tmp_path / "work"), str(Path(__file__).parent)]
    for seconds in (0.6, 1.2):
        process = subprocess.Popen(call, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        time.sleep(seconds)
        process.send_signal(signal.SIGKILL)
        process.communicate()
    ended = subprocess.run(call, env=environment, capture_output=True, text=True, check=True)
    call[3] = str(tmp_path / "fresh")
    fresh = subprocess.run(call, env=environment, capture_output=True, text=True, check=True)
    assert ended.stdout == fresh.stdout != ""


@pytest.mark.parametrize("threshold", [-0.01, -1, 1.01, float("nan"), float("inf")])
def test_a_threshold_that_is_none(threshold: float) -> None:
    with pytest.raises(UsageError, match="threshold"):
        find_duplicates(["a b c", "a b c"], threshold)


def test_a_threshold_of_one_finds_equal_texts_alone() -> None:
    texts = made(40)
    found = find_duplicates([*texts, texts[7]], 1.0)
    assert found.clusters == [[7, 40]]


def test_none_and_nan_are_texts_without_words() -> None:
    texts: list[Any] = ["واحد اثنان ثلاثة أربعة", None, float("nan"), "واحد اثنان ثلاثة أربعة"]
    found = find_duplicates(texts)
    assert found.clusters == [[0, 3]]
    assert [note.slug for note in found.notes] == ["no-words"]
    with pytest.raises(TypeError, match="not bytes"):
        find_duplicates([b"bytes"])  # type: ignore[list-item]


def test_lone_surrogates_and_nothing() -> None:
    assert find_duplicates(["\ud800 a b c", "\ud800 a b c", "\udfff"]).clusters == [[0, 1]]
    assert find_duplicates([]).clusters == []
    assert find_duplicates(["one text alone"]).clusters == []


def test_texts_that_raise_leave_no_trap(tmp_path: Path) -> None:
    def texts() -> Any:
        yield from made(40)
        raise OSError("gone")

    with pytest.raises(OSError, match="gone"):
        find_duplicates(texts(), folder=tmp_path)
    assert plain(find_duplicates(made(40), folder=tmp_path)) == plain(find_duplicates(made(40)))


def test_the_state_names_what_it_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stopped_before_the_result(tmp_path, made(30), monkeypatch)
    stored = json.loads((tmp_path / "state.json").read_text("utf-8"))
    assert VERSION in stored["fingerprint"]
    assert set(stored["bytes"]) == {"words", "pairs"}
