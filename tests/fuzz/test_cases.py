"""What broke a reader once, and every reader under a few fresh mishaps."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from compare.inputs import gather
from tests.fuzz.mutations import mutated, samples
from tests.fuzz.readers import LIMITS, verdict

CASES = sorted(path for path in (Path(__file__).parent / "cases").iterdir() if path.suffix != ".md")
SAMPLES = samples()
PATIENT = replace(LIMITS, reading_seconds=30)  # the machine may be busy


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.name[:3])
def test_what_broke_a_reader_once(path: Path) -> None:
    assert verdict(path.name, path.read_bytes(), PATIENT) is None


def test_cases_are_numbered_without_gaps() -> None:
    assert [int(path.name[:3]) for path in CASES] == list(range(1, len(CASES) + 1))


@pytest.mark.timeout(300)
@pytest.mark.parametrize("name", sorted(SAMPLES))
@settings(max_examples=8, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_broken_files_are_read_or_refused(name: str, data: st.DataObject) -> None:
    broken = data.draw(mutated(SAMPLES[name]))
    assert verdict(name, broken, PATIENT) is None


def test_whole_files_are_read() -> None:
    assert [name for name, data in SAMPLES.items() if verdict(name, data, PATIENT)] == []


def test_memory_that_a_damaged_file_claims_is_not_given(tmp_path: Path) -> None:
    path = tmp_path / "claims.pdf"
    path.write_bytes(CASES[4].read_bytes())
    (tmp_path / "whole.txt").write_text("A headline of a story\n\nThe words of the story.\n", "utf-8")
    found = gather([str(tmp_path)])
    assert [witness.id for witness in found.witnesses] == ["whole"]
    assert "broke its reader" in found.notes[0].message
