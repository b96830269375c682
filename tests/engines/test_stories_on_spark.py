"""The claims of each story on Spark: the very results that a comparison on one machine gives."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import compare

pytest.importorskip("pyarrow")
pytestmark = [pytest.mark.timeout(600), pytest.mark.filterwarnings("ignore")]

SEEDS = Path(__file__).resolve().parents[2] / "seeds" / "texts"
PATHS = sorted(SEEDS.glob("*.ar.txt"))
Row = tuple[int, str, str, str]


def accounts() -> list[Row]:
    """The sample accounts by story: a name without its last letter and its language."""
    names = sorted({path.name.partition(".")[0].rstrip("abcdef").rstrip("-") for path in PATHS})
    return [
        (names.index(path.name.partition(".")[0].rstrip("abcdef").rstrip("-")), path.name, text, "outlet")
        for path in PATHS
        if (text := path.read_text("utf-8"))
    ]


def witness(row: Row) -> compare.Witness:
    return compare.Witness.from_text(row[2], row[1], outlet=row[3])


def test_every_story_comes_out_as_on_one_machine(spark: Any, tmp_path: Path) -> None:
    from compare.engine.spark.session import Store
    from compare.engine.spark.stories import compare_stories

    told = accounts()
    told += [(900, "x", "", "o"), (900, "y", "", "o"), (901, "z", told[0][2], "o")]
    told += [(902, "same", told[0][2], "o"), (902, "same", told[1][2], "o")]
    table = spark.createDataFrame(told, "story long, id string, text string, outlet string")
    found = compare_stories(table, Store(spark, str(tmp_path), "x"))
    results = {row.story: row for row in found.results.collect()}
    stories = {row[0]: [one for one in told if one[0] == row[0]] for row in told}
    several = [story for story, own in stories.items() if len(own) > 1 and story < 900]
    assert len(several) >= 1
    for story in several:
        expected = compare.compare([witness(row) for row in sorted(stories[story], key=lambda row: row[1])])
        assert results[story].result == expected.to_json()
        cells = found.claims.where(f"story = {story}").collect()
        got = {(row.claim, row.witness): (row.state, row.differences) for row in cells}
        assert got == {
            (claim.id, cell.witness): (cell.state.value, list(cell.differences))
            for claim in expected.claims
            for cell in claim.cells
        }
        assert any(state == "differs" for state, _ in got.values()) or len(got)
    assert {story for story, row in results.items() if row.fault} >= {900, 901, 902}
    (failed,) = [note.message for note in found.notes if note.slug == "stories-failed"]
    assert "Two accounts have the id same" in results[902].fault
    assert "could not be compared" in failed


def test_without_a_column_they_are_grouped_as_on_one_machine(spark: Any, tmp_path: Path) -> None:
    from compare.engine.spark.session import Store
    from compare.engine.spark.stories import compare_stories

    told = accounts()
    # The first account once more, as another paper would have it.
    told.append((0, "again", told[0][2].replace("،", " ،").replace("يوم", "نهار"), ""))
    table = spark.createDataFrame([row[1:3] for row in reversed(told)], "id string, text string")
    found = compare_stories(table, Store(spark, str(tmp_path), "x"))
    told.sort(key=lambda row: row[1])
    groups = compare.group_stories([compare.Witness.from_text(row[2], row[1]) for row in told])
    grouped = spark.read.parquet(next(tmp_path.rglob("grouped")).as_uri()).collect()
    assert {row.id: row.story for row in grouped} == {
        told[at][1]: number for number, group in enumerate(groups) for at in group
    }
    assert max(map(len, groups)) > 1
    compared = {row.story for row in found.results.collect() if row.result}
    assert compared == {number for number, group in enumerate(groups) if len(group) > 1}
    first = json.loads(found.results.where("result is not null").first().result)
    assert first["claims"]


def test_a_table_without_texts_is_refused(spark: Any, tmp_path: Path) -> None:
    from compare.engine.spark.session import Store
    from compare.engine.spark.stories import compare_stories

    table = spark.createDataFrame([("a", "b")], "id string, body string")
    with pytest.raises(compare.InputError, match="'text'"):
        compare_stories(table, Store(spark, str(tmp_path), "x"))
