"""Names of the development sets: spans found by the whole stage against spans told, per kind.

Run: PYTHONPATH=. python tests/evaluation/names_eval.py. What was trained on a set is measured on it by
`tools/train_tagger.py --folds 5` only.
"""

from __future__ import annotations

from pathlib import Path

from tools.train_tagger import Score, measure, read_wojood


def wojood(shared: Path) -> Score:
    """The part of the Wojood sample that nothing is trained on."""
    return measure(read_wojood(shared / "data" / "wojood_sample.val.jsonl"))


if __name__ == "__main__":
    print(wojood(Path(__file__).resolve().parents[3] / "shared"))
