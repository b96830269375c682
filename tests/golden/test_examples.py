"""The committed example reports are what the program renders today.

To accept a change: `make golden`, look at the diff and at the pages, commit both.
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

EXAMPLES = {
    "baku-2024": ("baku-2024-a.ar", "baku-2024-b.ar"),
    "five-accounts": (
        "moscow-2024.ar",
        "baku-2024-a.ar",
        "apology-2023.ar",
        "baku-2024-b.ar",
        "call-2021.ar",
    ),
    "baku-2024-languages": ("baku-2024-a.ar", "baku-2024-b.ar", "baku-2024-c.en", "baku-2024-d.ru"),
}
"""Each example report and its accounts, in the order of `make golden`."""

TEXTS = ("comparison.json", "comparison.html", "comparison.md", "differences.csv", "claims.csv")
PICTURES = (
    *("heatmap.png", "heatmap_documents.png", "heatmap_paragraphs.png"),
    *("claims_matrix.png", "origins.png", "timeline.png", "coverage.png"),
)


@pytest.fixture(scope="module")
def rendered(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with every example rendered anew."""
    folder = tmp_path_factory.mktemp("golden")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        for name, accounts in EXAMPLES.items():
            texts = [f"seeds/texts/{account}.txt" for account in accounts]
            assert main(["compare", *texts, "-o", str(folder / name), "-q", "--align", "words"]) == 0
    return folder


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("example", EXAMPLES)
def test_example_is_current(root: Path, rendered: Path, example: str, name: str) -> None:
    fresh, kept = (folder / example / name for folder in (rendered, root / "reports/examples"))
    same = fresh.read_bytes() == kept.read_bytes()  # a plain bool: showing the difference would take minutes
    assert same, f"{example}/{name} changed; look at it, then run: make golden"


@pytest.mark.parametrize("name", PICTURES)
@pytest.mark.parametrize("example", EXAMPLES)
def test_pictures_are_current(root: Path, rendered: Path, example: str, name: str) -> None:
    """The committed pictures are never compared byte by byte: their size and their colours are."""
    fresh, kept = (folder / example / name for folder in (rendered, root / "reports/examples"))
    assert fresh.exists() == kept.exists()
    if kept.exists():
        one, two = _pixels(fresh), _pixels(kept)
        assert one.shape == two.shape
        assert np.abs(one - two).mean() < 0.01


def test_the_heatmap_draws_the_matrix(rendered: Path) -> None:
    result = json.loads((rendered / "baku-2024" / "comparison.json").read_text(encoding="utf-8"))
    assert len(result["matrix"]["documents"]) == 2
    assert max(max(row) for row in result["matrix"]["paragraphs"][0]["values"]) > CLASSES[0]


def _pixels(path: Path) -> np.ndarray:
    return np.asarray(matplotlib.image.imread(io.BytesIO(path.read_bytes())), dtype=float)
