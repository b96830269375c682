"""The committed example report is what the program renders today.

To accept a change: `make golden`, look at the diff and at the page, commit both.
"""

from __future__ import annotations

import io
import json
from pathlib import Path

import matplotlib.image
import numpy as np
import pytest

from compare.cli.main import main
from compare.report.view import CLASSES

EXAMPLE = "reports/examples/baku-2024"


@pytest.fixture(scope="module")
def rendered(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("golden") / "baku-2024"
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        texts = [f"seeds/texts/baku-2024-{side}.ar.txt" for side in "ab"]
        assert main(["compare", *texts, "-o", str(folder), "-q"]) == 0
    return folder


@pytest.mark.parametrize("name", ["comparison.json", "comparison.html", "comparison.md", "differences.csv"])
def test_example_is_current(root: Path, rendered: Path, name: str) -> None:
    fresh, kept = (folder / name for folder in (rendered, root / EXAMPLE))
    same = fresh.read_bytes() == kept.read_bytes()  # a plain bool: showing the difference would take minutes
    assert same, f"{name} changed; look at it, then run: make golden"


def test_the_heatmap_draws_the_matrix(root: Path, rendered: Path) -> None:
    """The committed picture is never compared byte by byte: its size and its dark cells are."""
    fresh, kept = (_pixels(folder / "heatmap.png") for folder in (rendered, root / EXAMPLE))
    assert fresh.shape == kept.shape
    assert np.abs(fresh - kept).mean() < 0.01
    matrix = json.loads((rendered / "comparison.json").read_text(encoding="utf-8"))["matrix"]
    assert len(matrix["documents"]) == 2
    assert max(max(row) for row in matrix["paragraphs"][0]["values"]) > CLASSES[0]


def _pixels(path: Path) -> np.ndarray:
    return np.asarray(matplotlib.image.imread(io.BytesIO(path.read_bytes())), dtype=float)
