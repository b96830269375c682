"""Sentence boundaries, on sentences invented here."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import compare
from compare.evaluation.boundaries import boundaries, joined
from compare.evaluation.gold import Folder

ROWS = ["وصل الوفد إلى باكو صباح اليوم.", " ثم غادر د. سالم المدينة؟", "ولم يعلق أحد على الخبر!"]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    lines = "".join(json.dumps({"s": row}, ensure_ascii=False) + "\n" for row in ROWS)
    (tmp_path / "sentences.news-commentary-v15.dev.ar.jsonl").write_text(lines, encoding="utf-8")
    return Folder(tmp_path)


def test_boundaries_lie_between_rows() -> None:
    text, ends = joined([*ROWS, "  "])
    assert [text[end] for end in ends] == [" ", " "]
    assert text[: ends[0]] == ROWS[0]


def test_all_boundaries_found(folder: Folder) -> None:
    (score,) = boundaries(folder, quick=True).scores
    assert (score.value, score.n) == (1.0, 2)
    assert 0 < score.baselines[0].value < 1


def test_a_crash_finds_no_boundary(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compare, "split_sentences", lambda text: 1 / 0)
    (score,) = boundaries(folder, quick=True).scores
    assert (score.value, score.crashes) == (0.0, 1)
