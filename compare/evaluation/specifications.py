"""Specifications of numbers and dates, one short text a row: how many are met."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import compare
from compare.evaluation import date_specs, number_specs
from compare.evaluation.baselines import dateparser_search, digits, has_dateparser
from compare.evaluation.date_specs import Read
from compare.evaluation.gold import Folder, Row, spread
from compare.evaluation.scores import Attempts, Baseline, Measured, Score
from compare.model.claim import Detail, DetailKind

QUICK = 200
_LANGUAGES = {"recognizers.arabic": "ar", "recognizers.english": "en"}
_SPLIT = "all rows"
_DAY = "2020-01-01"  # what relative dates are counted from where a row names no day: any will do


def specifications(folder: Folder, quick: bool, name: str) -> Measured:
    """Shares of the supported specifications of numbers and of dates that are met, beside plain finders.

    Left out are ordinals that hold no number ("last") and times that only recur ("every Monday"): these
    are no details of ours.
    """
    rows, language = folder.rows(name), _LANGUAGES[name]
    most = QUICK if quick else None
    numeric = [row for row in rows if row["kind"] in number_specs.RULES and row["not_supported"] is None]
    numeric = [row for row in numeric if not number_specs.is_relative(row)]
    dated = [row for row in rows if row["kind"] == "DateTime" and _supported(row)]
    dated = [row for row in dated if date_specs.wanted_of(row) is not None]
    scores = [_numbers(name, spread(numeric, most)), _dates(name, spread(dated, most), language)]
    return Measured(tuple(score for score in scores if score.n))


def _supported(row: Row) -> bool:
    """Dates count that the reference program in Python supports: no row of Arabic suits all its programs."""
    return "python" not in (row["not_supported"] or "").lower()


def _numbers(name: str, rows: Sequence[Row]) -> Score:
    attempts = Attempts(_details)
    found = [attempts(row) for row in rows]
    met = [f is not None and number_specs.is_met(row, f) for row, f in zip(rows, found, strict=True)]
    plain = [number_specs.is_met(row, _digits(row["input"])) for row in rows]
    lines = (Baseline("digits", _share(plain)),)
    label = "share of number specifications met"
    return Score(
        f"{name}/numbers", "numbers", name, label, _share(met), len(rows), _SPLIT, lines, attempts.crashes
    )


def _details(row: Row) -> list[Detail]:
    reference = row["reference"]
    return compare.extract_details(row["input"], published=reference[:10] if reference else None)


def _digits(text: str) -> list[Detail]:
    found = digits(text).items()
    return [Detail(DetailKind.NUMBER, start, end, text[start:end], value) for (start, end), value in found]


def _dates(name: str, rows: Sequence[Row], language: str) -> Score:
    attempts = Attempts(_moments)
    value = _share(_met(rows, attempts))
    lines: tuple[Baseline, ...] = ()
    if has_dateparser():
        theirs = _share(_met(rows, lambda row: _dateparser(row, language)))
        lines = (Baseline("dateparser", theirs),)
    label = "share of date specifications met"
    return Score(f"{name}/dates", "dates", name, label, value, len(rows), _SPLIT, lines, attempts.crashes)


def _met(rows: Sequence[Row], find: Callable[[Row], list[Read] | None]) -> list[bool]:
    found = [find(row) for row in rows]
    return [f is not None and date_specs.is_met(row, f) for row, f in zip(rows, found, strict=True)]


def _moments(row: Row) -> list[Read]:
    details = compare.extract_details(row["input"], published=row["reference"])
    kinds = ("date", "time", "duration")
    return [Read(d.start, d.end, d.kind.value, d.value, d.unit) for d in details if d.kind in kinds]


def _dateparser(row: Row, language: str) -> list[Read]:
    """Days where it names no time of day, moments where it does."""
    reads, day = [], (row["reference"] or _DAY)[:19]
    for start, end, moment in dateparser_search(row["input"], language, day):
        timed = moment.isoformat()[10:16] not in ("T00:00", day[10:16])
        iso = moment.isoformat()[:16] if timed else moment.date().isoformat()
        reads.append(Read(start, end, "date", iso))
        if timed:
            reads.append(Read(start, end, "time", iso[11:]))
    return reads


def _share(met: Sequence[bool]) -> float:
    return sum(met) / max(len(met), 1)
