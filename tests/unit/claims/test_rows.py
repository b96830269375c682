"""Differences of many witnesses brought together into rows."""

from __future__ import annotations

from compare.claims.rows import Row, absorb, fineness, merge
from compare.claims.sides import Found
from compare.model.claim import Detail, DetailKind, DifferenceType, Status


def day(value: str, precision: str = "day") -> Detail:
    return Detail(DetailKind.DATE, 0, len(value), value, value, precision=precision)  # type: ignore[arg-type]


def number(value: float, precision: str = "exact") -> Detail:
    return Detail(DetailKind.NUMBER, 0, 2, str(value), value, "town", precision)  # type: ignore[arg-type]


def row(status: Status, said: dict[str, Detail | None]) -> Row:
    told = [detail for detail in said.values() if detail is not None]
    return Row(Found(DifferenceType.DATE, status, 1.0, told[0], told[-1], "test"), said)


def test_a_third_account_with_a_known_value_widens_the_row() -> None:
    rows: list[Row] = []
    clash = Found(DifferenceType.NUMBER, Status.CONFLICT, 1.0, number(82), number(74), "test")
    merge(rows, clash, {"a": number(82), "b": number(74)})
    merge(rows, clash, {"c": number(82), "b": number(74)})
    assert [sorted(row.said) for row in rows] == [["a", "b", "c"]]


def test_another_value_of_the_same_account_makes_a_row_of_its_own() -> None:
    rows: list[Row] = []
    clash = Found(DifferenceType.NUMBER, Status.CONFLICT, 1.0, number(82), number(74), "test")
    merge(rows, clash, {"a": number(82), "b": number(74)})
    merge(rows, clash, {"a": number(5), "b": number(6)})
    assert len(rows) == 2


def test_several_who_deny_what_one_affirms_are_one_row() -> None:
    rows: list[Row] = []
    denial = Detail(DetailKind.NEGATION, 0, 3, "not", "not", head="visit")
    other = Detail(DetailKind.NEGATION, 0, 3, "not", "not", head="pay")
    for witness, told in (("b", denial), ("c", denial), ("d", other)):
        clash = Found(DifferenceType.NEGATION, Status.CONFLICT, 1.0, None, told, "negated: not")
        merge(rows, clash, {"a": None, witness: told})
    assert [(sorted(row.said), row.links) for row in rows] == [(["a", "b", "c"], 2), (["a", "d"], 1)]


def test_the_other_tellers_stand_with_their_value_or_silent() -> None:
    clash = row(Status.CONFLICT, {"a": day("2020-11-09"), "b": day("2020-11-10")})
    clash.widen({"a": [], "c": [day("2020-11-09")], "d": [day("2021-01-01")]})
    assert {w: d and d.value for w, d in clash.said.items()} == {
        "a": "2020-11-09",
        "b": "2020-11-10",
        "c": "2020-11-09",
        "d": None,
    }


def test_a_coarser_date_joins_the_conflict_of_the_finer() -> None:
    clash = row(Status.CONFLICT, {"b": day("2020-11-09"), "c": day("2020-11-10")})
    coarse = row(Status.PRECISION, {"a": day("2020-11", "month"), "c": day("2020-11-10")})
    other = row(Status.PRECISION, {"a": day("2018", "year"), "c": day("2018-09", "month")})
    assert absorb([clash, coarse, other]) == [clash, other]
    assert sorted(clash.said) == ["a", "b", "c"]


def test_the_sharpest_value_is_told_by_precision_then_digits() -> None:
    assert fineness(day("2020-11-09")) > fineness(day("2020-11", "month")) > fineness(day("2020", "year"))
    assert fineness(number(41)) > fineness(number(40, "about")) > fineness(number(10, "vague"))
    assert fineness(number(16312)) > fineness(number(16000))
    assert fineness(day("2020-11-09")) > fineness(day("2020-11-01/2020-11-09"))
