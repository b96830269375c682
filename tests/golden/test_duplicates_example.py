"""The committed report on repeated paragraphs is what the program renders today.

To accept a change: `make golden`, look at the diff and at the page, commit both.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from compare.cli.main import main

FILES = ("duplicates.html", "duplicates.md", "duplicates.json", "pairs.csv", "clusters.csv")
FORMATS = "html,md,json,csv"


@pytest.fixture(scope="module")
def rendered(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("golden") / "duplicates"
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        arguments = ["seeds/reprints.jsonl", "-o", str(folder), "-q", "--format", FORMATS]
        assert main(["duplicates", *arguments]) == 0
    return folder


@pytest.mark.parametrize("name", FILES)
def test_example_is_current(root: Path, rendered: Path, name: str) -> None:
    kept = root / "reports/examples/duplicates" / name
    same = (rendered / name).read_bytes() == kept.read_bytes()  # a plain bool: the difference would be long
    assert same, f"{name} changed; look at it, then run: make golden"
