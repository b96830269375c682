"""Specifications of numbers and dates, on rows invented here."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import compare
from compare.evaluation import date_specs, number_specs
from compare.evaluation.date_specs import Read
from compare.evaluation.gold import Folder, Row
from compare.evaluation.specifications import specifications
from compare.model.claim import Detail, DetailKind


def number(value: object, text: str, start: int = 0, kind: str = "Number", **more: object) -> Row:
    one = {
        "start": start,
        "end": start + len(text) - 1,
        "type": "number",
        "resolution": {"value": value},
        **more,
    }
    return {"kind": kind, "input": text, "reference": None, "results": [one], "not_supported": None}


def detail(kind: DetailKind, start: int, end: int, value: float | str, **more) -> Detail:
    return Detail(kind, start, end, "", value, **more)


@pytest.mark.parametrize(
    ("row", "found", "met"),
    [
        (number("12", "12"), detail(DetailKind.NUMBER, 0, 2, 12), True),
        (number("12", "12"), detail(DetailKind.NUMBER, 0, 2, 13), False),
        (number("12", "12"), detail(DetailKind.NUMBER, 0, 8, 12, unit="apple"), True),
        (number("12", "12"), detail(DetailKind.NUMBER, 0, 8, 12), False),
        (number("12", "12"), detail(DetailKind.DATE, 0, 9, "2020-12-01"), True),
        (number("12", "12"), detail(DetailKind.PERSON, 0, 2, "12"), False),
        (number("12%", "12%", kind="Percent"), detail(DetailKind.PERCENT, 0, 3, 12), True),
        (number("12%", "12%", kind="Percent"), detail(DetailKind.NUMBER, 0, 3, 12), False),
        (number("3", "third", kind="Ordinal"), detail(DetailKind.ORDINAL, 0, 5, 3), True),
        (number("3", "third", kind="Ordinal"), detail(DetailKind.ORDINAL, 1, 5, 3), False),
        (number("[3,5]", "3 to 5", kind="NumberRange"), detail(DetailKind.NUMBER, 0, 6, "3/5"), True),
        (number("[3,5]", "3 to 5", kind="NumberRange"), detail(DetailKind.NUMBER, 0, 1, 3), False),
        (
            number("(30,)", "more than 30", kind="NumberRange"),
            detail(DetailKind.NUMBER, 10, 12, 30, precision="at_least"),
            True,
        ),
        (number("(30,)", "more than 30", kind="NumberRange"), detail(DetailKind.NUMBER, 10, 12, 30), False),
        (number("[20,20]", "equal to 20", kind="NumberRange"), detail(DetailKind.NUMBER, 9, 11, 20), True),
    ],
)
def test_numbers(row: Row, found: Detail, met: bool) -> None:
    assert number_specs.is_met(row, [found]) is met
    assert number_specs.is_met(row, []) is False


def test_where_nothing_is_expected_nothing_stands_bare() -> None:
    row = {**number("1", "one another"), "results": []}
    assert number_specs.is_met(row, [])
    assert number_specs.is_met(row, [detail(DetailKind.NUMBER, 0, 3, 1, unit="day")])
    assert not number_specs.is_met(row, [detail(DetailKind.NUMBER, 0, 3, 1)])


def moment(kind: str, text: str, **value: str) -> Row:
    one = {"start": 3, "end": 2 + len(text), "type": f"datetimeV2.{kind}", "text": text}
    one["resolution"] = {"values": [value]}
    return {
        "kind": "DateTime",
        "input": f"on {text}",
        "reference": "2016-11-07T16:12:00",
        "results": [one],
        "not_supported": None,
    }


@pytest.mark.parametrize(
    ("row", "found", "met"),
    [
        (moment("date", "9 May 2020", value="2020-05-09"), Read(3, 13, "date", "2020-05-09"), True),
        (moment("date", "9 May 2020", value="2020-05-09"), Read(3, 13, "date", "2020-05-08"), False),
        (moment("date", "9 May 2020", value="2020-05-09"), Read(20, 25, "date", "2020-05-09"), False),
        (moment("date", "in 2 months", value="2020-05-09"), Read(3, 13, "date", "2020-05"), True),
        (moment("time", "at 5 pm", value="17:00:00"), Read(3, 10, "time", "17:00"), True),
        (
            moment("datetime", "now", value="2016-11-07 16:12:00"),
            Read(3, 6, "date", "2016-11-07T16:12"),
            True,
        ),
        (
            moment("daterange", "May 2020", start="2020-05-01", end="2020-06-01"),
            Read(3, 11, "date", "2020-05"),
            True,
        ),
        (
            moment("daterange", "4 to 9 May 2020", start="2020-05-04", end="2020-05-09"),
            Read(3, 18, "date", "2020-05-04/2020-05-09"),
            True,
        ),
        (
            moment("daterange", "after 2010", start="2011-01-01", Mod="after"),
            Read(9, 13, "date", "2010"),
            True,
        ),
        (moment("duration", "3 days", value="259200"), Read(3, 9, "duration", 3, "day"), True),
        (moment("duration", "3 days", value="259200"), Read(3, 9, "duration", 4, "day"), False),
        (moment("date", "9 May", value="not resolved"), Read(3, 8, "date", None), True),
    ],
)
def test_dates(row: Row, found: Read, met: bool) -> None:
    assert date_specs.is_met(row, [found]) is met
    assert date_specs.is_met(row, []) is False


def test_no_date_where_none_is_expected_and_recurring_times_are_none() -> None:
    row = {**moment("date", "may be", value=""), "results": []}
    assert date_specs.is_met(row, [Read(3, 9, "duration", 1, "day")])
    assert not date_specs.is_met(row, [Read(3, 9, "date", "2020-05")])
    assert date_specs.wanted_of(moment("set", "every Monday")) is None


ROWS = [
    number("12", "12"),
    {**number("13", "13"), "not_supported": "python"},
    number("1", "the last", kind="Ordinal", type="ordinal.relative"),
    moment("date", "9 May 2020", value="2020-05-09"),
    {**moment("date", "9 May 2020", value="2020-05-09"), "not_supported": "javascript, Python"},
    moment("set", "every Monday"),
]


def put(folder: Path) -> Folder:
    lines = "".join(json.dumps(row) + "\n" for row in ROWS)
    (folder / "recognizers.english.jsonl").write_text(lines)
    return Folder(folder)


def test_only_supported_rows_count(tmp_path: Path) -> None:
    scores = specifications(put(tmp_path), quick=True, name="recognizers.english").scores
    assert [(score.id, score.value, score.n) for score in scores] == [
        ("recognizers.english/numbers", 1.0, 1),
        ("recognizers.english/dates", 1.0, 1),
    ]
    assert [line.value for score in scores for line in score.baselines] == [1.0, 1.0]


def test_a_crash_is_a_miss(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compare, "extract_details", lambda *a, **k: 1 / 0)
    for score in specifications(put(tmp_path), quick=True, name="recognizers.english").scores:
        assert (score.value, score.crashes) == (0.0, 1)
