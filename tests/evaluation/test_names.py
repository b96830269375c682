"""Names against labelled sentences, with floors that a change may raise and not lower."""

from pathlib import Path

import pytest

from tests.evaluation.names_eval import wojood


def test_names_of_wojood(shared: Path) -> None:
    if not (shared / "data" / "wojood_sample.val.jsonl").exists():
        pytest.skip("no labelled set")
    found = wojood(shared)
    exact, overlap = found.f1()
    assert exact >= 0.81, str(found)
    assert overlap >= 0.87, str(found)
