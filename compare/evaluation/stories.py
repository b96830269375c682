"""Gold of whole articles: every date, number and name of some of them, with spans and values."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import compare
from compare.evaluation.baselines import dateparser_search, digits, has_dateparser
from compare.evaluation.gold import Folder, Row
from compare.evaluation.metrics import span_f1
from compare.evaluation.scores import Attempts, Baseline, Measured, Score

_SEEN = "looked at while building"
_KIND = "the span has only to touch, the value only to begin alike"
_NUMERIC = ("number", "percent", "money", "duration", "ordinal")
_NAMES = {"person": "PER", "place": "LOC", "organisation": "ORG"}
_LANGUAGE = "ar"


def dates(folder: Folder, quick: bool) -> Measured:
    """Share of the dates found with their exact span and value; finding more costs nothing here."""
    del quick
    gold = folder.document("seeds_dates")
    days = gold["publication"]

    def ours(file: str, text: str) -> dict[tuple[int, int], object]:
        details = compare.extract_details(text, days[file[:3]])
        return {(d.start, d.end): d.value for d in details if d.kind in ("date", "time")}

    def theirs(file: str, text: str) -> dict[tuple[int, int], object]:
        hits = dateparser_search(text, _LANGUAGE, days[file[:3]])
        return {(start, end): moment.isoformat() for start, end, moment in hits}

    attempts = Attempts(ours)
    rows = gold["dates"]
    met = _exact(rows, _by_file(folder, rows, attempts), lambda row, found: found == row["value"])
    lines: tuple[Baseline, ...] = ()
    if has_dateparser():
        plain = _touching(rows, _by_file(folder, rows, theirs), _same_moment)
        lines = (Baseline("dateparser", sum(plain) / len(rows), _KIND),)
    value = sum(met) / len(rows)
    name, measure = "seeds_dates", "share of dates with right span and value"
    score = Score(f"{name}/right", "dates", name, measure, value, len(rows), _SEEN, lines, attempts.crashes)
    return Measured((score,))


def _same_moment(row: Row, found: object) -> bool:
    """True where the value is the first part of the moment: it has no precision of its own."""
    return isinstance(found, str) and found.startswith(row["value"])


def numbers(folder: Folder, quick: bool) -> Measured:
    """Share of the numbers found with span, value and unit, numbers inside names left alone."""
    del quick
    gold = folder.document("seeds_numbers")

    def ours(file: str, text: str) -> dict[tuple[int, int], object]:
        del file
        details = compare.extract_details(text)
        return {(d.start, d.end): (d.value, d.unit) for d in details if d.kind in _NUMERIC}

    def right(row: Row, found: object) -> bool:
        return found == (row["value"], row["unit"])

    attempts = Attempts(ours)
    rows, named = gold["numbers"], gold["numbers_in_names"]
    found = _by_file(folder, [*rows, *named], attempts)
    met = _exact(rows, found, right) + [not _inside(row, found[row["file"]]) for row in named]
    plain = _touching(rows, _by_file(folder, rows, lambda _, text: digits(text)), _same_number)
    lines = (Baseline("digits", sum(plain) / len(rows), _KIND),)
    name, measure = "seeds_numbers", "share of numbers with span, value, unit"
    value = sum(met) / len(met)
    return Measured(
        (Score(f"{name}/right", "numbers", name, measure, value, len(met), _SEEN, lines, attempts.crashes),)
    )


def _same_number(row: Row, found: object) -> bool:
    return bool(found == row["value"])


def _inside(row: Row, found: Spans) -> bool:
    return any(row["start"] <= start and end <= row["end"] for start, end in found)


def names(folder: Folder, quick: bool) -> Measured:
    """F1 of the spans of people, places and organisations, kinds counted; events have no kind of ours."""
    del quick
    rows = folder.document("seeds_names")["names"]

    def ours(text: str) -> list[tuple[int, int, str]]:
        details = compare.extract_details(text)
        return [(d.start, d.end, _NAMES[d.kind]) for d in details if d.kind in _NAMES]

    attempts = Attempts(ours)
    gold, found = [], []
    for file in sorted({row["file"] for row in rows}):
        here = [row for row in rows if row["file"] == file]
        events = [row for row in here if row["type"] == "EVENT"]
        gold.append([(row["start"], row["end"], row["type"]) for row in here if row["type"] != "EVENT"])
        spans = attempts(folder.text(file)) or []
        found.append([s for s in spans if not any(e["start"] <= s[0] and s[1] <= e["end"] for e in events)])
    value, many = span_f1(gold, found)
    name, measure = "seeds_names", "span F1 of names with kind"
    return Measured(
        (Score(f"{name}/spans", "names", name, measure, value, many, _SEEN, (), attempts.crashes),)
    )


Spans = Mapping[tuple[int, int], Any]
Right = Callable[[Row, object], bool]


def _by_file(
    folder: Folder, rows: Sequence[Row], find: Callable[[str, str], Spans | None]
) -> dict[str, Spans]:
    """What is found in each text that the rows speak of; nothing where finding ended in an error."""
    return {file: find(file, folder.text(file)) or {} for file in sorted({row["file"] for row in rows})}


def _exact(rows: Sequence[Row], found: Mapping[str, Spans], right: Right) -> list[bool]:
    return [right(row, found[row["file"]].get((row["start"], row["end"]))) for row in rows]


def _touching(rows: Sequence[Row], found: Mapping[str, Spans], right: Right) -> list[bool]:
    """The kinder rule for baselines: the span has only to touch that of the row."""
    return [
        any(
            right(row, value)
            for (start, end), value in found[row["file"]].items()
            if start < row["end"] and row["start"] < end
        )
        for row in rows
    ]
