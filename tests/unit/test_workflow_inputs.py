"""What a user names, as accounts: folders, patterns, tables, each file once, failures beside the rest."""

from __future__ import annotations

import gzip
import json
import os
from pathlib import Path

import pytest

import compare
from compare.errors import InputError, UsageError
from compare.inputs import gather, may_hold_many
from compare.settings import Settings
from compare.workflow import _write

A = "وصل الرئيس الروسي اليوم الأحد 18 أغسطس 2024 إلى باكو في زيارة تستمر يومين، حسب وكالة تاس.\n"
B = "The Russian president arrived in Baku on Sunday, 18 August 2024, for a visit of three days.\n"


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """A folder with accounts at two depths, and with what is no account."""
    folder = tmp_path / "news"
    for name in (
        "a10.txt",
        "a2.txt",
        "b/c.md",
        "b/a1.html",
        ".hidden.txt",
        ".git/x.txt",
        "photo.jpg",
        "b/x.bin",
    ):
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(
            A if place.suffix != ".html" else f"<html><body><p>{A}</p></body></html>", encoding="utf-8"
        )
    return folder


def names(found) -> list[str]:
    return [Path(w.path).name for w in found.witnesses]


def slugs(found) -> list[str]:
    return [note.slug for note in found.notes]


def test_a_folder_gives_its_files_in_natural_order_and_one_note(news: Path) -> None:
    found = gather([str(news)])
    assert names(found) == ["a2.txt", "a10.txt", "a1.html", "c.md"]
    assert [note.message for note in found.notes] == [f"{news}: left out 2 files of kinds that are not read."]
    assert found.failures == []


def test_links_to_folders_are_not_followed_and_a_link_to_a_file_counts_once(news: Path) -> None:
    (news / "b" / "up").symlink_to(news, target_is_directory=True)
    (news / "b" / "z.txt").symlink_to(news / "a2.txt")
    found = gather([str(news)])
    assert names(found) == ["a2.txt", "a10.txt", "a1.html", "c.md"]
    assert slugs(found).count("same-file") == 1


def test_patterns_that_the_shell_left(news: Path) -> None:
    assert names(gather([f"{news}/a*.txt"])) == ["a2.txt", "a10.txt"]
    deep = gather([f"{news}/**/*.*"])
    assert names(deep) == ["a2.txt", "a10.txt", "a1.html", "c.md"]
    assert slugs(deep) == ["files-skipped"]
    assert sorted(names(gather([f"{news}/**"]))) == ["a1.html", "a10.txt", "a2.txt", "c.md"]


def test_a_file_whose_name_looks_like_a_pattern_is_a_file(news: Path) -> None:
    odd = news / "a[1].txt"
    odd.write_text(B)
    assert names(gather([str(odd)])) == ["a[1].txt"]
    assert not may_hold_many(str(odd))


def test_each_file_once_however_it_is_named(news: Path) -> None:
    found = gather([str(news / "a10.txt"), str(news), f"{news}/*.txt"])
    assert names(found) == ["a10.txt", "a2.txt", "a1.html", "c.md"]
    assert slugs(found).count("same-file") == 3


def test_reports_of_this_program_are_no_accounts(news: Path) -> None:
    before = names(gather([str(news)]))
    (news / "report" / "pairs").mkdir(parents=True)
    for name in ("comparison.json", "comparison.html", "claims.csv", "pairs/a-b.html"):
        (news / "report" / name).write_text("{}")
    (news / "comparison.md").write_text(A)
    found = gather([str(news)])
    assert names(found) == before
    assert "reports-skipped" in slugs(found)
    assert names(gather([str(news / "comparison.md")])) == ["comparison.md"]


def test_failures_are_named_and_the_rest_goes_through(news: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (news / "bad.txt").write_bytes(b"")
    (news / "bad.csv").write_text("a,b\n1,2\n")
    found = gather([str(news), str(tmp_path / "empty"), f"{news}/*.nothing", str(news / "gone.txt")])
    assert len(found.witnesses) == 4
    says = [str(failure) for failure in found.failures]
    assert [
        sum(part in s for s in says) for part in ("holds no file", "matches no file", "does not exist")
    ] == [1, 1, 1]
    assert any("bad.txt" in s and "empty" in s for s in says)
    assert any("bad.csv" in s and "No column" in s for s in says)
    assert slugs(found).count("unreadable-input") == len(found.failures) == 5


def test_more_files_than_allowed_are_refused_before_they_are_read(news: Path) -> None:
    with pytest.raises(InputError, match="4 accounts; the limit is 3"):
        gather([str(news)], settings=Settings(max_accounts=3))
    (news / "a2.txt").unlink()
    (news / "t.csv").write_text(f"text\n{B}{B}")
    with pytest.raises(InputError, match="5 accounts; the limit is 4"):
        gather([str(news)], settings=Settings(max_accounts=4))
    assert len(gather([str(news)], settings=Settings(max_accounts=5)).witnesses) == 5


def test_tables_packed_or_not(tmp_path: Path) -> None:
    rows = "\n".join(
        json.dumps({"id": f"r{n}", "body": text}, ensure_ascii=False) for n, text in enumerate((A, B))
    )
    (tmp_path / "t.jsonl").write_text(rows, encoding="utf-8")
    (tmp_path / "t.jsonl.gz").write_bytes(gzip.compress(rows.encode()))
    plain, packed = (compare.read_all([tmp_path / name]) for name in ("t.jsonl", "t.jsonl.gz"))
    assert [(w.id, w.text) for w in plain] == [(w.id, w.text) for w in packed] == [("r0", A), ("r1", B)]


def test_broken_and_swollen_archives_are_one_sentence(tmp_path: Path) -> None:
    packed = gzip.compress(b"text\nabc\n")
    swollen = gzip.compress(b"text\n" + b"a" * 1_000_000)
    for name, data, says in (
        ("cut.csv.gz", packed[: len(packed) // 2], "cannot be unpacked"),
        ("no.csv.gz", b"nothing packed", "cannot be unpacked"),
        ("bomb.csv.gz", swollen, "larger than"),
    ):
        (tmp_path / name).write_bytes(data)
        with pytest.raises(InputError, match=says):
            compare.read_all([tmp_path / name], settings=Settings(max_input_bytes=1000))


def test_read_all_carries_what_was_left_out_and_raises_where_nothing_is_read(
    news: Path, tmp_path: Path
) -> None:
    witnesses = compare.read_all([news, tmp_path / "gone.txt"])
    assert {slug for slug, _ in witnesses[0].notes} == {"unreadable-input", "files-skipped"}
    with pytest.raises(InputError, match="does not exist"):
        compare.read_all([tmp_path / "gone.txt"])
    with pytest.raises(InputError):
        compare.read_all([])
    with pytest.raises(UsageError, match="known: id"):
        compare.read_all([news], columns={"body": "x"})


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may read everything"
)
def test_a_folder_that_may_not_be_read_is_named(news: Path) -> None:
    (news / "b").chmod(0)
    try:
        found = gather([str(news)])
    finally:
        (news / "b").chmod(0o755)
    assert names(found) == ["a2.txt", "a10.txt"]
    assert "cannot be read" in str(found.failures[0])


@pytest.mark.parametrize(
    "name", ["a\0b", "a\0*", "\ud800", "x" * 5000, "[" * 300 + "*", "/" * 300 + "\n.csv"]
)
def test_names_that_no_file_has_are_one_sentence(name: str) -> None:
    with pytest.raises(InputError, match=r"^[^\n\0]+\.$"):
        compare.read_all([name])


def test_report_files_may_lie_in_sub_folders(tmp_path: Path) -> None:
    for text in (b"one", b"two"):
        paths = _write(tmp_path / "r", {"index.html": text, "pairs/a-b.html": text})
        assert [path.read_bytes() for path in paths] == [text, text]
    assert sorted(p.name for p in tmp_path.rglob("*")) == ["a-b.html", "index.html", "pairs", "r"]
