"""Plagdet by hand-made cases, and the plain searches that it is read beside."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from compare.evaluation.gold import Folder
from compare.evaluation.reused import _copies, _long_copies, answers, passages, plagdet

CASE = (10, 30, 110, 130)
TEXT = "the ferry left the pier an hour late because a rope had caught in its rudder"


def test_a_perfect_finding() -> None:
    assert plagdet([[CASE]], [[CASE]]) == pytest.approx(1.0)


def test_nothing_found_or_only_one_side() -> None:
    assert plagdet([[CASE]], [[]]) == 0.0
    assert plagdet([[CASE]], [[(10, 30, 300, 320)]]) == 0.0


def test_half_a_case_is_half_the_recall() -> None:
    assert plagdet([[CASE]], [[(10, 20, 110, 120)]]) == pytest.approx(2 * 0.5 / 1.5)


def test_two_findings_for_a_case_cost_granularity() -> None:
    parts = [(10, 20, 110, 120), (20, 30, 120, 130)]
    assert plagdet([[CASE]], [parts]) == pytest.approx(1 / 1.584962500721156)
    assert plagdet([parts], [[CASE]]) == pytest.approx(1.0)


def test_what_is_right_without_a_label() -> None:
    more = (200, 220, 400, 420)
    assert plagdet([[CASE]], [[CASE, more]]) == pytest.approx(2 * 0.5 / 1.5)
    assert plagdet([[CASE]], [[CASE, more]], [[CASE, more]]) == pytest.approx(1.0)


def test_plain_copies() -> None:
    host = f"Yesterday {TEXT}, said the captain."
    (copy,) = _copies(host, TEXT)
    assert (host[copy[0] : copy[1]], TEXT[copy[2] : copy[3]]) == (TEXT, TEXT)
    assert _copies(host, " ".join(TEXT.split()[:7])) == []
    assert [host[a:b] for a, b, _, _ in _long_copies(host, TEXT)] == [TEXT]
    assert _long_copies(host, TEXT[:40]) == []


def test_both_sets_are_measured(tmp_path: Path) -> None:
    host = f"Yesterday {TEXT}, said the captain."
    row = {"a": host, "b": TEXT, "cases": [{"a": [10, 10 + len(TEXT)], "b": [0, len(TEXT)]}]}
    with gzip.open(tmp_path / "kau_copied_passages.jsonl.gz", "wt", encoding="utf-8") as file:
        file.write(json.dumps(row))
    assert [s.value for s in passages(Folder(tmp_path), True).scores] == [pytest.approx(1.0)] * 2
    words = TEXT.split()
    texts = {
        "orig": TEXT,
        "cut": TEXT,
        "light": " ".join([*words[:10], "some", "line", "tangled", *words[13:]]),
        "heavy": "a rope caught in the rudder and so the ferry came away from its pier late",
        "non": "buses were crowded all morning",
    }
    lines = [json.dumps({"task": "a", "category": key, "text": text}) for key, text in texts.items()]
    (tmp_path / "clough_stevenson.jsonl").write_text("\n".join(lines), encoding="utf-8")
    assert [s.value for s in answers(Folder(tmp_path), True).scores] == [1.0, 1.0]
