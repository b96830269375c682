"""What broke a reader once, and every reader under a few fresh mishaps."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz.mutations import mutated, samples
from tests.fuzz.readers import verdict

CASES = sorted(path for path in (Path(__file__).parent / "cases").iterdir() if path.suffix != ".md")
SAMPLES = samples()


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.name[:3])
def test_what_broke_a_reader_once(path: Path) -> None:
    assert verdict(path.name, path.read_bytes()) is None


def test_cases_are_numbered_without_gaps() -> None:
    assert [int(path.name[:3]) for path in CASES] == list(range(1, len(CASES) + 1))


@pytest.mark.timeout(300)
@pytest.mark.parametrize("name", sorted(SAMPLES))
@settings(max_examples=8, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_broken_files_are_read_or_refused(name: str, data: st.DataObject) -> None:
    broken = data.draw(mutated(SAMPLES[name]))
    assert verdict(name, broken) is None


def test_whole_files_are_read() -> None:
    assert [name for name, data in SAMPLES.items() if verdict(name, data)] == []
