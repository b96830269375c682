"""Tagged tokens: sentences put together, spans of tags and of details by the tokens they cover."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from compare.evaluation.gold import Folder
from compare.evaluation.tagged import DATES, NAMES, joined, spans_found, spans_told, wojood

SENTENCE = ["زار", "الوفد", "باكو", "في", "عام", "(", "1948", ")", "."]
TAGS = [["O"], ["O"], ["B-GPE"], ["O"], ["B-DATE"], ["I-DATE"], ["I-DATE"], ["I-DATE"], ["O"]]


def test_tokens_stand_where_they_say() -> None:
    text, starts = joined([*SENTENCE, "كلف", "2", ",", "5", "ثم", "9", "/", "3", "/", "1950"])
    assert text == "زار الوفد باكو في عام (1948). كلف 2,5 ثم 9/3/1950"
    tokens = [*SENTENCE, "كلف", "2", ",", "5", "ثم", "9", "/", "3", "/", "1950"]
    assert all(text.startswith(token, at) for token, at in zip(tokens, starts, strict=True))


def test_a_list_of_numbers_is_no_decimal() -> None:
    assert joined(["في", "،", "1", "و", "2"])[0] == "في، 1 و 2"


@pytest.mark.parametrize(
    ("tags", "spans"),
    [
        (["B-LOC", "I-LOC", "O", "B-LOC", "B-LOC"], [(0, 2, "place"), (3, 4, "place"), (4, 5, "place")]),
        (
            [["B-ORG"], ["I-ORG", "B-ORG"], ["I-ORG", "I-ORG"]],
            [(1, 3, "organisation"), (0, 3, "organisation")],
        ),
        (["O", "I-PERS"], []),
        (["B-DATE", "B-NORP"], []),
    ],
)
def test_spans_of_tags(tags: list[str | list[str]], spans: list[tuple[int, int, str]]) -> None:
    assert spans_told(tags, NAMES) == spans


def test_details_cover_whole_tokens() -> None:
    assert (2, 3, "place") in spans_found(SENTENCE, NAMES)
    assert [kind for _, _, kind in spans_found(SENTENCE, DATES)] == ["date"]
    # The proclitic belongs to the gold token.
    assert (1, 2, "place") in spans_found(["سافر", "لباكو", "."], NAMES)


def test_frame_words_of_dates_do_not_count(tmp_path: Path) -> None:
    row = json.dumps({"tokens": SENTENCE, "tags": TAGS}, ensure_ascii=False)
    (tmp_path / "wojood_sample.val.jsonl").write_text(row, encoding="utf-8")
    got = {score.id: score.value for score in wojood(Folder(tmp_path), quick=False).scores}
    assert got["wojood_sample.val/dates"] == 1.0
    assert got["wojood_sample.val/names"] == 1.0
