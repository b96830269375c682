"""A few mutated pairs through the whole comparison and every writer, and damaged files of decisions."""

from __future__ import annotations

import pytest

from tests.fuzz import whole

pytestmark = pytest.mark.timeout(120)


@pytest.mark.parametrize("number", [100_001, 100_002, 100_003, 100_010])
def test_mutated_pairs_are_compared_and_written(number: int) -> None:
    assert whole.wrong(*whole.pair(number)) is None


def test_damaged_decisions_are_read_or_refused() -> None:
    assert [number for number in range(300) if whole.wrong_decisions(number)] == []


def test_what_breaks_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(whole.WRITERS, "json", lambda result, lang: {"comparison.json": b"{"})
    assert "JSONDecodeError" in (whole.wrong(*whole.pair(100_001)) or "")
