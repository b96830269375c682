"""A few kills of each kind; `python -m tests.faults.kills --times 200` does more."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from compare.workflow import compare_files
from tests.faults.kills import PAIRS, TEXTS, kill_archives, kill_reports, rubbish

pytestmark = pytest.mark.timeout(120)


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    base = tmp_path_factory.mktemp("reports")
    for number, pair in enumerate(PAIRS):
        paths = [str(TEXTS / name) for name in pair]
        formats = ("html", "md", "json", "csv", "tei")
        compare_files(paths, output=str(base / str(number)), formats=formats, lang="en")
    return [base / "0", base / "1"]


def test_a_killed_writer_leaves_the_old_report_or_the_new_one(tmp_path: Path, reports: list[Path]) -> None:
    told = kill_reports(tmp_path, reports, 12, random.Random(7))
    assert told["killed"] == 12
    assert told["report 0"] + told["report 1"] == 12


def test_the_next_writer_removes_what_killed_ones_left(tmp_path: Path, reports: list[Path]) -> None:
    told = kill_reports(tmp_path, reports, 6, random.Random(8))
    assert told["killed"] == 6
    texts = [str(TEXTS / name) for name in PAIRS[0]]
    compare_files(texts, output=str(tmp_path / "target"), formats=("json",))
    assert rubbish(tmp_path / "target") == []


def test_a_killed_archive_keeps_what_it_acknowledged(tmp_path: Path) -> None:
    assert kill_archives(tmp_path, 2, 71) > 0
