"""Gold of whole articles, on articles invented here."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import compare
from compare.evaluation import collation, stories
from compare.evaluation.gold import Folder

FILE, OTHER = "000_a.txt", "001_b.txt"
TEXT = "وصل الرئيس الروسي فلاديمير بوتين إلى باكو يوم 18 أغسطس 2024 في زيارة تستمر يومين.\n"
SECOND = "حط الرئيس الروسي فلاديمير بوتين رحاله في باكو يوم 18 أغسطس 2024، وتستمر زيارته ثلاثة أيام.\n"


def at(text: str, quote: str) -> dict[str, object]:
    start = text.index(quote)
    return {"file": FILE, "start": start, "end": start + len(quote), "text": quote}


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / FILE).write_text(TEXT, encoding="utf-8")
    (tmp_path / "seeds" / OTHER).write_text(SECOND, encoding="utf-8")
    return Folder(tmp_path)


def put(folder: Folder, name: str, content: object) -> None:
    (folder.root / f"{name}.json").write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")


def test_dates_want_span_and_value(folder: Folder) -> None:
    right = {**at(TEXT, "18 أغسطس 2024"), "value": "2024-08-18"}
    wrong = {**at(TEXT, "18 أغسطس 2024"), "value": "2024-08-19"}
    put(folder, "seeds_dates", {"publication": {"000": "2024-08-18"}, "dates": [right, wrong]})
    (score,) = stories.dates(folder, quick=True).scores
    assert (score.value, score.n, score.crashes) == (0.5, 2, 0)


def test_numbers_want_a_unit_and_stay_out_of_names(folder: Folder) -> None:
    numbers = [
        {**at(TEXT, "يومين"), "value": 2, "unit": "day"},
        {**at(TEXT, "يومين"), "value": 2, "unit": "hour"},
    ]
    named = [at(TEXT, "بوتين")]
    put(folder, "seeds_numbers", {"numbers": numbers, "numbers_in_names": named})
    (score,) = stories.numbers(folder, quick=True).scores
    assert score.value == pytest.approx(2 / 3)


def test_names_want_span_and_kind(folder: Folder) -> None:
    rows = [{**at(TEXT, "فلاديمير بوتين"), "type": "PER"}, {**at(TEXT, "باكو"), "type": "LOC"}]
    put(folder, "seeds_names", {"names": rows})
    (score,) = stories.names(folder, quick=True).scores
    assert (score.value, score.n) == (1.0, 2)


def test_a_crash_is_a_miss(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*values: object) -> None:
        raise RecursionError

    monkeypatch.setattr(compare, "extract_details", crash)
    put(folder, "seeds_names", {"names": [{**at(TEXT, "باكو"), "type": "LOC"}]})
    row = {**at(TEXT, "18 أغسطس 2024"), "value": "2024-08-18"}
    put(folder, "seeds_dates", {"publication": {"000": "2024-08-18"}, "dates": [row]})
    put(folder, "seeds_numbers", {"numbers": [{**row, "unit": None}], "numbers_in_names": [row]})
    for measure in (stories.names, stories.dates, stories.numbers):
        (score,) = measure(folder, quick=True).scores
        assert score.crashes == 1
        assert score.value < 1


def pair(relation: str) -> dict[str, object]:
    a, b = TEXT.strip(), SECOND.strip()
    sides = {
        "a": {"doc": FILE, "start": 0, "end": len(a), "text": a},
        "b": {"doc": OTHER, "start": 0, "end": len(b), "text": b},
    }
    return {**sides, "relation": relation, "details": [{"type": "duration", "a": "يومين", "b": "ثلاثة أيام"}]}


def test_collation_counts_pairs_details_and_traps(folder: Folder) -> None:
    put(folder, "seeds_pairs", [pair("shared"), pair("trap")])
    got = {score.id: (score.value, score.lower) for score in collation.collation(folder, quick=True).scores}
    assert got == {
        "seeds_pairs/pairs": (1.0, False),
        "seeds_pairs/traps": (1.0, True),
        "seeds_pairs/details": (1.0, False),
    }


def test_a_comparison_that_crashes_finds_nothing(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compare, "compare", lambda witnesses: 1 / 0)
    put(folder, "seeds_pairs", [pair("shared"), pair("trap")])
    got = {score.id: score.value for score in collation.collation(folder, quick=True).scores}
    assert got == {"seeds_pairs/pairs": 0.0, "seeds_pairs/traps": 1.0, "seeds_pairs/details": 0.0}
