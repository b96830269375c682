"""Swapped details are flagged and re-spelt sentences are not, on a small sample of `mutations.run`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.evaluation.mutations import Figures, figures

# Over 2,000 mutations .95 are flagged and under .001 of the re-spelt pairs have a false conflict.
FLOORS = {"number": 0.92, "date": 0.94, "name": 0.76, "negation": 0.94}


@pytest.fixture(scope="module")
def found(shared: Path) -> Figures:
    return figures(shared / "data", 200)


@pytest.mark.parametrize("kind", FLOORS)
def test_a_swapped_detail_is_flagged_with_its_type(found: Figures, kind: str) -> None:
    missed = [(m.a, m.b) for m in found.missed if m.kind == kind]
    assert found.by_kind[kind] >= FLOORS[kind], missed


def test_nine_of_ten_swaps_are_flagged(found: Figures) -> None:
    assert found.flagged >= 0.9


def test_another_spelling_is_no_conflict(found: Figures) -> None:
    assert found.false_conflicts <= 0.02, found.alarms
    assert found.false_differences <= 0.03
