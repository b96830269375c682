"""One comparison for all tests of pictures."""

from __future__ import annotations

from pathlib import Path

import pytest

import compare
from compare.model.result import Result
from tests.unit.report.pictures.accounts import SEEDS


@pytest.fixture(scope="package")
def real(root: Path) -> Result:
    return compare.compare([compare.read(root / f"seeds/texts/{name}.txt") for name in SEEDS])
