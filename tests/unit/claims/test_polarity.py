"""Denied and affirmed, opposite outcomes, planned and done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from compare.claims.heads import align_words
from compare.claims.polarity import opposed
from compare.model.prepared import Unit

Told = Callable[..., set[tuple[str, str, str | None, str | None]]]


def conflicts(rows: set[Any]) -> set[Any]:
    return {row for row in rows if row[1] == "conflict"}


@pytest.mark.parametrize(
    ("a", "b", "language"),
    [
        ("وقع الوزيران على اتفاق نقل الحبوب أمس.", "لم يوقع الوزيران على اتفاق نقل الحبوب أمس.", "ar"),
        ("سيشارك المنتخب في البطولة المقبلة.", "لن يشارك المنتخب في البطولة المقبلة.", "ar"),
        ("The ministers signed the grain deal.", "The ministers have not signed the grain deal.", "en"),
        ("Министры подписали соглашение о зерне.", "Министры не подписали соглашение о зерне.", "ru"),
    ],
)
def test_a_negation_of_one_side_is_a_conflict(told: Told, a: str, b: str, language: str) -> None:
    assert {row[0] for row in conflicts(told(a, b, language))} == {"negation"}
    assert {row[0] for row in conflicts(told(b, a, language))} == {"negation"}


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("لم يوقع الوزيران على اتفاق نقل الحبوب.", "لم يوقّع الوزيران بعد على اتفاق نقل الحبوب."),
        ("لن يشارك المنتخب في البطولة المقبلة.", "المنتخب لن يشارك في البطولة المقبلة."),
        # The same word, in a spelling that is not taken for a negation.
        ("يجب ألا يتحول النقاش إلى خلاف دائم.", "يجب الا يتحول النقاش الى خلاف دائم."),
    ],
)
def test_a_negation_of_both_sides_is_none(told: Told, a: str, b: str) -> None:
    assert not conflicts(told(a, b))


def _with_poles(unit: Unit, poles: dict[str, str]) -> Unit:
    tokens = tuple(
        replace(t, poles=frozenset({poles[t.folded]}) if t.folded in poles else frozenset())
        for t in unit.tokens
    )
    return replace(unit, tokens=tokens)


POLES = {"ارتفعت": "+level", "تراجعت": "-level", "زادت": "+level"}


@pytest.mark.parametrize(
    ("a", "b", "many"),
    [
        ("ارتفعت أسعار القمح في الأسواق.", "تراجعت أسعار القمح في الأسواق.", 1),
        ("ارتفعت أسعار القمح في الأسواق.", "زادت أسعار القمح في الأسواق.", 0),
        # Both ends told by one side: which of them answers is not sure.
        ("ارتفعت أسعار القمح ثم تراجعت في الأسواق.", "تراجعت أسعار القمح في الأسواق.", 0),
        # Another statement altogether.
        ("ارتفعت أسعار القمح في الأسواق.", "تراجعت شعبية الحزب بين الناخبين.", 0),
    ],
)
def test_opposite_ends_of_an_axis_clash(unit: Callable[..., Unit], a: str, b: str, many: int) -> None:
    one, two = (_with_poles(unit(text), POLES) for text in (a, b))
    assert len(opposed(align_words(one, two))) == many
