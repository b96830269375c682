"""The words of headline chunks that differ are the words that differences quote."""

from __future__ import annotations

from pathlib import Path

from tests.evaluation import ists


def test_the_words_that_differ_are_found(shared: Path) -> None:
    rows = ists.rows(shared / "data" / "ists_headlines.train.jsonl")
    assert len(rows) == 756
    found = ists.run(rows)
    assert found.f1 >= 0.8
    assert found.f1 > ists.run(rows, ists.baseline).f1
