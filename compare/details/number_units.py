"""Quantities of different units on one scale: 1,150 km² and 115,000 hectares."""

from __future__ import annotations

from functools import lru_cache

from compare.languages import table


def canonical_quantity(value: float, unit: str | None) -> tuple[float, str] | None:
    """(value, base unit) of a quantity, None where the unit has no fixed size (people, dollars).

    The base units are those of SI, the day for durations and the percent; a month and a year have their mean
    length in the Gregorian calendar. Cost: one look-up. Source of the factors: see `tools/build_units.py`.

    >>> canonical_quantity(1150, "square kilometre") == canonical_quantity(115_000, "hectare")
    True
    """
    if unit is None:
        return None
    row = _factors().get(unit)
    if row is None:
        return None
    factor, offset, base = row
    return float(f"{value * factor + offset:.12g}"), base


def is_measure(unit: str | None) -> bool:
    """True for a unit with a fixed size: it can be halved and converted."""
    return unit in _factors()


@lru_cache(maxsize=1)
def _factors() -> dict[str, tuple[float, float, str]]:
    """Unit -> (factor, offset, base unit), from the language-neutral table: `und` in BCP 47."""
    return {
        unit: (float(row["factor"]), float(row.get("offset", 0.0)), str(row["base"]))
        for unit, row in table("und", "units").items()
    }
