"""The measure of same-event groups, on articles invented here."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from compare.errors import InputError
from compare.evaluation import clusters, gold
from compare.evaluation.gold import Folder

FIRES = (
    "A fire in the Crown Hotel in Harrowgate killed twelve guests on Saturday night, the brigade said.",
    "Twelve guests died when the Crown Hotel in Harrowgate burnt on Saturday night, the brigade said.",
)
VOTES = (
    "Voters in Sandwick chose Martin Oakes as their mayor on Sunday, the election office said.",
    "Martin Oakes is the new mayor of Sandwick: voters chose him on Sunday, the election office said.",
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folder:
    monkeypatch.setitem(gold.FILES, clusters.NAME, "ecbplus_news.dev.jsonl.gz")
    return Folder(tmp_path)


def put(folder: Folder, rows: list[dict[str, object]]) -> None:
    lines = "\n".join(json.dumps(row) for row in rows)
    (folder.root / "ecbplus_news.dev.jsonl.gz").write_bytes(gzip.compress(lines.encode()))


def row(id: str, topic: int, event: str, text: str) -> dict[str, object]:
    return {"id": id, "topic": topic, "event": event, "text": text, "mentions": []}


def test_right_groups_score_one(folder: Folder) -> None:
    fires = [row(f"4_{n}", 4, "4", text) for n, text in enumerate(FIRES)]
    votes = [row(f"3_{n}", 3, "3", text) for n, text in enumerate(VOTES)]
    put(folder, [*fires, *votes])
    (score,) = clusters.stories(folder, quick=False).scores
    assert (score.value, score.n, score.crashes) == (1.0, 4, 0)
    best, halves = score.baselines
    assert best.optimistic
    assert not halves.optimistic
    assert halves.value <= best.value <= 1


def test_wrong_groups_score_less(folder: Folder) -> None:
    mixed = [(FIRES[0], "4"), (FIRES[1], "4plus"), (VOTES[0], "4"), (VOTES[1], "4plus")]
    put(folder, [row(f"4_{n}", 4, event, text) for n, (text, event) in enumerate(mixed)])
    (score,) = clusters.stories(folder, quick=False).scores
    assert score.value < 0.1


def test_quick_takes_a_fixed_part_of_the_topics(folder: Folder) -> None:
    put(folder, [row(f"{topic}_1", topic, str(topic), FIRES[0]) for topic in range(1, 9)])
    (score,) = clusters.stories(folder, quick=True).scores
    assert score.n == 2
    put(folder, [row("1_1", 1, "1", FIRES[0])])
    with pytest.raises(InputError):
        clusters.stories(folder, quick=True)


def test_addresses_are_no_text_and_other_lines_are() -> None:
    address = "http : / / example . com / 2013 / a . html\nwww . example . org\n"
    text = f"{address}Fire in Harrowgate\nThe http protocol"
    assert clusters.article({"text": text}) == "Fire in Harrowgate\nThe http protocol"


def test_a_crash_is_counted_and_is_no_success(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(witnesses: object) -> list[list[int]]:
        raise ValueError("broken")

    monkeypatch.setattr(clusters, "stories_of", fails)
    put(folder, [row("4_1", 4, "4", FIRES[0]), row("3_1", 3, "3", VOTES[0])])
    (score,) = clusters.stories(folder, quick=False).scores
    assert (score.value, score.crashes) == (0.0, 1)


@pytest.mark.parametrize(
    ("groups", "value"), [([[0, 1], [2, 3]], 1.0), ([[2, 3], [0, 1]], 1.0), ([[0, 1, 2, 3]], 0.0)]
)
def test_the_index_counts_pairs_and_not_names(groups: list[list[int]], value: float) -> None:
    assert clusters.rand_index(["a", "a", "b", "b"], groups) == pytest.approx(value)
