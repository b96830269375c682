"""Specifications of dates and times met, with floors that a change may raise and not lower."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.evaluation.recognizers_dates import dateparser_finder, score

# Language: specifications in the set, the share met, and the share met of those without durations.
FLOORS = {"arabic": (104, 0.82, 0.87), "english": (590, 0.76, 0.78)}


@pytest.mark.parametrize("language", FLOORS)
def test_date_specifications(shared: Path, language: str) -> None:
    total, floor, floor_of_dates = FLOORS[language]
    found = score(shared / "data" / f"recognizers.{language}.jsonl")
    assert found.total == total
    assert found.share >= floor
    met, dates = found.without_durations
    assert met / dates >= floor_of_dates


def test_far_above_the_plain_parser(shared: Path) -> None:
    pytest.importorskip("dateparser")
    path = shared / "data" / "recognizers.arabic.jsonl"
    assert score(path).met > 2 * score(path, dateparser_finder(["ar"])).met
