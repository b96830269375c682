"""Writes floors.toml anew after an improvement: `python tests/evaluation/raise_floors.py --why "..."`.

Floors go up to what the full and the quick card reach, rounded down to two places (errors: up), and never
down. To lower one, or to accept a set that has changed, edit the file by hand and say why in it.
"""

from __future__ import annotations

import argparse
import datetime as dt
import math
import sys
from pathlib import Path

from compare.evaluation import floors as pinned
from compare.evaluation.floors import Floor, Floors
from compare.evaluation.gold import find
from compare.evaluation.scorecard import MEASURES, Card, run
from compare.evaluation.scores import Score

SPARE = 0.005
FILE = Path(__file__).with_name("floors.toml")
HEAD = """\
# What the scorecard (`tawatur evaluate`) may not fall below. tests/evaluation/test_scorecard.py holds it:
# it also fails where a figure stands more than .03 above its floor, and where a set's file has changed.
# Raise floors with `python tests/evaluation/raise_floors.py --why "..."`; nothing but a hand lowers one.
# `floor` is for all rows, `quick` for the fixed parts that CI measures, where they differ. Calibration
# errors and traps are ceilings: less is better.

# SHA-256 of the sets' files.
"""


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", help="folder of the labelled sets")
    options.add_argument("--set", action="append", default=[], help="only this set; may be repeated")
    options.add_argument("--why", required=True, help="what made the figures better")
    arguments = options.parse_args()
    old = pinned.read(str(FILE)) if FILE.exists() else pinned.NO_FLOORS
    folder = find(arguments.data)
    full, quick = (run(folder, arguments.set, quick=quick, floors=old) for quick in (False, True))
    changed = [name for name in full.fingerprints if full.fingerprint(name) == "changed"]
    if changed:
        sys.exit(f"these sets have changed, set their floors by hand: {', '.join(changed)}")
    fresh = FILE.with_suffix(".part")
    fresh.write_text(written(raised(old, full, quick, arguments.why)), encoding="utf-8")
    fresh.replace(FILE)
    return 0


def raised(old: Floors, full: Card, quick: Card, why: str) -> Floors:
    """The floors with those of the two cards, each the better of the old and the new."""
    scores = dict(old.scores)
    by_id = {score.id: score for score in quick.scores}
    for score in full.scores:
        floor, part = rounded(score), rounded(by_id[score.id])
        before = scores.get(score.id)
        if before:
            better = min if score.lower else max
            floor, part = better(floor, before.all), better(part, before.quick)
        if before is None or (floor, part) != (before.all, before.quick):
            scores[score.id] = Floor(floor, part, dt.date.today(), why)
    return Floors(scores, {**old.sets, **full.fingerprints})


def rounded(score: Score) -> float:
    """Down to two places with half a hundredth to spare, up where less is better; what is whole stays whole.

    Another machine adds in another order: a small set's last place may move.
    """
    if score.value in (0.0, 1.0):
        return score.value
    if score.lower:
        return math.ceil(round((score.value + SPARE) * 100, 1)) / 100
    return math.floor(round((score.value - SPARE) * 100, 1)) / 100


def written(floors: Floors) -> str:
    """The file's text, in the order of the card."""
    lines = [HEAD + "[sets]"]
    order = [name for name in MEASURES if name in floors.sets]
    lines += [f'"{name}" = "{floors.sets[name]}"' for name in order]
    for name in order:
        for id, floor in floors.scores.items():
            if id.rpartition("/")[0] == name:
                lines += ["", f'[scores."{id}"]', f"floor = {floor.all:.2f}"]
                lines += [f"quick = {floor.quick:.2f}"] if floor.quick != floor.all else []
                why = floor.why.replace("\\", "\\\\").replace('"', '\\"')
                lines += [f"set_on = {floor.set_on.isoformat()}", f'why = "{why}"']
    return "\n".join([*lines, ""])


if __name__ == "__main__":
    sys.exit(main())
