"""Names: replaced in their slot, told by one side, or called otherwise."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Told = Callable[..., set[tuple[str, str, str | None, str | None]]]
FRAME = "وصل {} إلى {} مساء الأحد لبحث تسوية النزاع على المياه."


def conflicts(rows: set[Any]) -> set[Any]:
    return {row for row in rows if row[1] == "conflict"}


def test_another_city_in_the_same_slot_is_a_conflict(told: Told) -> None:
    a, b = FRAME.format("الوفد الروسي", "باكو"), FRAME.format("الوفد الروسي", "يريفان")
    assert conflicts(told(a, b)) == {("place", "conflict", "باكو", "يريفان")}


def test_another_person_in_the_same_slot_is_a_conflict(told: Told) -> None:
    a = FRAME.format("الرئيس فلاديمير بوتين", "باكو")
    b = FRAME.format("الرئيس رجب طيب إردوغان", "باكو")
    assert {row[0] for row in conflicts(told(a, b))} == {"person"}


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("فلاديمير بوتين", "بوتين"),
        ("الرئيس الروسي فلاديمير بوتين", "الرئيس الروسي"),
        ("الرئيس فلاديمير بوتين", "فلاديمير بوتين"),
    ],
)
def test_one_person_told_otherwise_is_no_conflict(told: Told, one: str, two: str) -> None:
    assert not conflicts(told(FRAME.format(one, "باكو"), FRAME.format(two, "باكو")))


def test_a_capital_may_stand_for_its_country(told: Told) -> None:
    frame = "أكدت مصادر مطلعة أن {} ترفض تمديد الاتفاق الخاص بنقل الحبوب عبر البحر."
    rows = told(frame.format("موسكو"), frame.format("روسيا"))
    assert not conflicts(rows)
    assert ("place", "naming", "موسكو", "روسيا") in rows


def test_a_name_in_a_place_of_its_own_is_added(told: Told) -> None:
    a = "تعقد اللجنة المشتركة اجتماعها السنوي يوم الأحد."
    b = "تعقد اللجنة المشتركة اجتماعها السنوي في طشقند يوم الأحد."
    rows = told(a, b)
    assert not conflicts(rows)
    assert ("place", "added", None, "طشقند") in rows


@pytest.mark.parametrize(
    ("a", "b", "language"),
    [
        (
            "The delegation arrived in Tbilisi on Sunday to discuss the border.",
            "The delegation arrived in Vilnius on Sunday to discuss the border.",
            "en",
        ),
        (
            "La délégation est arrivée à Tbilissi dimanche pour discuter de la frontière.",
            "La délégation est arrivée à Vilnius dimanche pour discuter de la frontière.",
            "fr",
        ),
        (
            "Делегация прибыла в Тбилиси в воскресенье для обсуждения границы.",
            "Делегация прибыла в Вильнюс в воскресенье для обсуждения границы.",
            "ru",
        ),
    ],
)
def test_names_are_compared_in_every_language(told: Told, a: str, b: str, language: str) -> None:
    assert {row[0] for row in conflicts(told(a, b, language))} == {"place"}
