"""Quantities of different units on one scale."""

from __future__ import annotations

import pytest

from compare.details.number_units import canonical_quantity, is_measure


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ((1150, "square kilometre"), (115_000, "hectare")),
        ((1, "kilometre"), (1000, "metre")),
        ((2, "week"), (14, "day")),
        ((48, "hour"), (2, "day")),
        ((2, "ton"), (2000, "kilogram")),
        ((1, "century"), (10, "decade")),
        ((1, "cubic metre"), (1000, "litre")),
    ],
)
def test_the_same_quantity_in_two_units(left: tuple[float, str], right: tuple[float, str]) -> None:
    assert canonical_quantity(*left) == canonical_quantity(*right)


def test_another_kind_of_quantity_has_another_base() -> None:
    metre, day = canonical_quantity(1, "metre"), canonical_quantity(1, "day")
    assert metre is not None
    assert day is not None
    assert metre[1] != day[1]


def test_a_mile_is_longer_than_a_kilometre() -> None:
    assert canonical_quantity(1, "mile") == (1609.344, "metre")


@pytest.mark.parametrize("unit", [None, "person", "dollar", "percent", "no such unit"])
def test_what_has_no_fixed_size_is_not_converted(unit: str | None) -> None:
    assert canonical_quantity(5, unit) is None
    assert not is_measure(unit)
