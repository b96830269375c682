"""The sets: where they are looked for, how their rows are read, what a broken one says."""

from __future__ import annotations

import gzip
import hashlib
import json
from pathlib import Path

import pytest

from compare.errors import InputError
from compare.evaluation.gold import FILES, Folder, find, spread

ROWS = [{"a": "سطر\u2028واحد", "b": "x", "label": "agree"}, {"a": "ثان", "b": "y", "label": "other"}]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "shared" / "data"
    folder.mkdir(parents=True)
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in ROWS)
    (folder / "ans_stance.dev.jsonl").write_text(lines, encoding="utf-8")
    (folder / "anercorp.jsonl.gz").write_bytes(gzip.compress(lines.encode()))
    return folder


@pytest.mark.parametrize("name", ["ans_stance.dev", "anercorp"])
def test_rows_are_parted_by_line_feeds_alone(data: Path, name: str) -> None:
    assert Folder(data).rows(name) == ROWS
    assert list(Folder(data).each(name, 2)) == ROWS[:1]


def test_fingerprint_is_that_of_the_file(data: Path) -> None:
    wanted = hashlib.sha256((data / "anercorp.jsonl.gz").read_bytes()).hexdigest()
    assert Folder(data).fingerprint("anercorp") == wanted
    assert Folder(data).fingerprint("sts2017.en-en") is None


def test_gold_lies_in_the_folder_or_beside_it(data: Path) -> None:
    (data.parent / "gold").mkdir()
    (data.parent / "gold" / "seeds_dates.json").write_text('{"dates": []}')
    (data.parent / "seeds").mkdir()
    (data.parent / "seeds" / "a.txt").write_text("خبر", encoding="utf-8")
    folder = Folder(data)
    assert folder.document("seeds_dates") == {"dates": []}
    assert folder.text("a.txt") == "خبر"
    (data / "seeds_dates.json").write_text("[]")
    assert folder.document("seeds_dates") == []
    with pytest.raises(InputError, match="missing"):
        folder.text("b.txt")


def test_the_folder_is_found_here_or_beside(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(data.parent.parent)
    assert find(None).path("ans_stance.dev")
    (data.parent.parent / "clone").mkdir()
    monkeypatch.chdir(data.parent.parent / "clone")
    assert find(None).path("ans_stance.dev")


def test_no_sets_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "in").mkdir()
    monkeypatch.chdir(tmp_path / "in")
    for named in (None, str(tmp_path), str(tmp_path / "gone")):
        with pytest.raises(InputError, match="--data") as caught:
            find(named)
        assert caught.value.exit_code == 3


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe{}", b'{"a": 1}\n{"a"'])
def test_a_broken_set_is_one_sentence(data: Path, content: bytes) -> None:
    (data / "ans_stance.dev.jsonl").write_bytes(content)
    with pytest.raises(InputError, match=r"ans_stance\.dev"):
        Folder(data).rows("ans_stance.dev")
    (data / "anercorp.jsonl.gz").write_bytes(content)
    with pytest.raises(InputError, match="anercorp"):
        Folder(data).rows("anercorp")
    if content:
        with pytest.raises(InputError, match="anercorp"):
            list(Folder(data).each("anercorp", 1))


def test_spread_takes_the_same_rows_evenly() -> None:
    assert spread("abcdefghij", 3) == ["a", "d", "g"]
    assert spread("ab", None) == ["a", "b"]


def test_file_names_are_those_of_the_sets() -> None:
    twice = {name for name, file in FILES.items() if list(FILES.values()).count(file) > 1}
    # Two corpora, each measured in two ways.
    assert twice == {"saudinewsnet", "origins", "ecbplus_news.dev", "paraphrases"}
