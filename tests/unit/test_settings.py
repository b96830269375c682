"""compare/settings.py"""

from __future__ import annotations

import dataclasses

import pytest

from compare.settings import Settings


def test_equal_settings_have_equal_digests() -> None:
    assert Settings().digest == Settings().digest


KNOBS = sorted(field.name for field in dataclasses.fields(Settings))
NO_RESULT = {
    "engine",
    "memory",
    "max_container_bytes",
    "max_unpacked_bytes",
    "reading_seconds",
    "reading_memory",
}
"""Knobs that change how a result is reached, and not the result."""


@pytest.mark.parametrize("field", [name for name in KNOBS if name not in NO_RESULT])
def test_every_knob_counts_in_the_digest(field: str) -> None:
    value = getattr(Settings(), field)
    other = "en" if value is None else value * 2
    assert dataclasses.replace(Settings(), **{field: other}).digest != Settings().digest


def test_settings_are_frozen() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        Settings().min_words = 1  # type: ignore[misc]


def test_items_are_sorted_and_complete() -> None:
    names = [name for name, _ in Settings().as_items()]
    assert names == [name for name in KNOBS if name not in NO_RESULT]


@pytest.mark.parametrize("field", sorted(NO_RESULT))
def test_what_no_result_depends_on_is_not_in_the_digest(field: str) -> None:
    other = dataclasses.replace(Settings(), **{field: getattr(Settings(), field) * 2})
    assert other.digest == Settings().digest
