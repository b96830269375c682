"""Words that differ, on headlines invented here."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace

import pytest

import compare
from compare.evaluation.chunks import changed, chunks, differing, quoted
from compare.evaluation.gold import Folder

ROW = {
    "a": "Two miners , missing since May , found in Chile",
    "b": "Three miners found in Peru",
    "links": [
        {"a": "Two miners", "b": "Three miners", "type": "SIMI"},
        {"a": "found", "b": "found", "type": "EQUI"},
        {"a": "in Chile", "b": "in Peru", "type": "REL"},
        {"a": "missing since May", "b": "-not aligned-", "type": "NOALI"},
        {"a": ",", "b": "-not aligned-", "type": "NOALI"},
    ],
}
A_WORDS = {("a", at) for at in (0, 1, 3, 4, 5, 8, 9)}
B_WORDS = {("b", at) for at in (0, 1, 3, 4)}


def value(witness: str, quote: str | None) -> SimpleNamespace:
    if quote is None:
        return SimpleNamespace(witness=witness, start=None, end=None)
    start = ROW[witness].index(quote)
    return SimpleNamespace(witness=witness, start=start, end=start + len(quote))


def test_gold_is_every_word_of_a_chunk_that_is_not_equivalent() -> None:
    assert differing(ROW) == A_WORDS | B_WORDS


def test_a_chunk_whose_words_stand_apart_is_located_word_by_word() -> None:
    row = {"a": "Two , miners", "b": "x", "links": [{"a": "Two miners", "b": "x", "type": "REL"}]}
    assert differing(row) == {("a", 0), ("a", 2), ("b", 0)}


def test_difflib_points_at_what_it_does_not_match() -> None:
    assert changed("Two miners found", "three Miners found !") == {("a", 0), ("b", 0)}


def test_quotes_of_differences_are_what_we_point_at(monkeypatch: pytest.MonkeyPatch) -> None:
    differences = (
        SimpleNamespace(status="conflict", values=(value("a", "Two"), value("b", "Three"))),
        SimpleNamespace(status="added", values=(value("a", "since May"), value("b", None))),
        SimpleNamespace(status="spelling", values=(value("a", "found"), value("b", "found"))),
    )
    verdict = SimpleNamespace(differences=differences)
    monkeypatch.setattr(compare, "judge", lambda a, b: verdict)
    assert quoted(ROW["a"], ROW["b"]) == {("a", 0), ("a", 4), ("a", 5), ("b", 0)}


def test_a_crash_points_at_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compare, "judge", lambda a, b: 1 / 0)
    (tmp_path / "ists_headlines.train.jsonl").write_text(json.dumps(ROW))
    (score,) = chunks(Folder(tmp_path), quick=True).scores
    assert (score.value, score.crashes, score.n) == (0.0, 1, len(A_WORDS | B_WORDS))
    assert score.baselines[0].value > 0.5
