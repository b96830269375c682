"""The last of its kind, told by two accounts at two times."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from compare.claims.superseded import last_kinds, supersedes
from compare.model.prepared import Unit
from compare.model.text import UNKNOWN_DATE, Published


@pytest.mark.parametrize(
    ("text", "language", "kinds"),
    [
        ("وعُقد آخر اجتماع بين الرئيسين في أكتوبر 2023.", "ar", {"meeting"}),
        ("وكانت آخر مرة تحدث فيها الرئيسان عبر الهاتف في مارس الماضي.", "ar", {"call"}),
        ("وجرى اجتماعهما الأخير في مايو 2023.", "ar", {"meeting"}),
        ("وكانت آخر زيارة للرئيس إلى باكو في سبتمبر 2018.", "ar", {"visit"}),
        ("Their last face-to-face meeting was in October 2023.", "en", {"meeting"}),
        ("The last time they met was in October 2023.", "en", {"meeting"}),
        ("Последняя встреча президентов прошла в октябре 2023 года.", "ru", {"meeting"}),
        ("В последний раз они встречались в октябре 2023 года.", "ru", {"meeting"}),
        ("La dernière rencontre des deux présidents date de mai 2023.", "fr", {"meeting"}),
        ("لم يجتمع الرئيسان وجها لوجه منذ أكتوبر 2023.", "ar", {"meeting"}),
        ("The two presidents have not met since October 2023.", "en", {"meeting"}),
        ("Президенты не встречались с октября 2023 года.", "ru", {"meeting"}),
        # What is no last of its kind.
        ("The presidents have met often since October 2023.", "en", set()),
        ("وعقد الوزراء اجتماعا آخر مع نظرائهم في مايو 2023.", "ar", set()),
        ("وبعد تصعيد آخر للوضع اجتمع الوزراء مرة أخرى في مايو 2023.", "ar", set()),
        ("واجتمع الوزراء في آخر أسبوع من مايو 2023.", "ar", set()),
        ("They held talks last week and a meeting in May 2023.", "en", set()),
        ("At last, the meeting was held in May 2023.", "en", set()),
        ("В последние дни прошли встречи министров.", "ru", set()),
        ("La semaine dernière, une rencontre a eu lieu à Bakou.", "fr", set()),
    ],
)
def test_the_kind_of_the_last(unit: Callable[..., Unit], text: str, language: str, kinds: set[str]) -> None:
    assert last_kinds(unit(text, language)) == kinds


EARLY = "وعقد آخر اجتماع لقادة البلدين في نهاية مايو 2023 في موسكو."
LATE = "وكان آخر لقاء بين الرئيسين قد عقد في أكتوبر 2023 في بيشكيك."


def _side(
    unit: Callable[..., Unit], a: str, b: str, days: tuple[str | None, str | None], language: str = "ar"
) -> str | None:
    one, two = (Published(day, "stated") if day else UNKNOWN_DATE for day in days)
    return supersedes(unit(a, language), unit(b, language), one, two)


def test_the_later_account_supersedes(unit: Callable[..., Unit]) -> None:
    assert _side(unit, EARLY, LATE, ("2023-09-21", "2024-04-22")) == "b"
    assert _side(unit, LATE, EARLY, ("2024-04-22", "2023-09-21")) == "a"


@pytest.mark.parametrize(
    ("a", "b", "days"),
    [
        (EARLY, LATE, (None, "2024-04-22")),  # not known which account is the later
        (EARLY, LATE, ("2024-04-22", "2024-04-22")),  # of one day: then they disagree
        (LATE, EARLY, ("2023-12-01", "2024-04-22")),  # the later account tells the earlier meeting
        (EARLY, "وكانت آخر زيارة للرئيس إلى باكو في أكتوبر 2023.", ("2023-09-21", "2024-04-22")),
        (EARLY, "وعقد الرئيسان اجتماعا في أكتوبر 2023 في بيشكيك.", ("2023-09-21", "2024-04-22")),
    ],
)
def test_otherwise_nothing_is_superseded(
    unit: Callable[..., Unit], a: str, b: str, days: tuple[str | None, str | None]
) -> None:
    assert _side(unit, a, b, days) is None


def test_the_last_meeting_with_someone_else_is_another(unit: Callable[..., Unit]) -> None:
    one = "The last meeting of Putin and Aliyev was in May 2023."
    two = "The last meeting of Putin and Erdogan was in October 2023."
    assert _side(unit, one, two, ("2023-09-21", "2024-04-22"), "en") is None
    same = "The last meeting of Putin and Aliyev was in October 2023."
    assert _side(unit, one, same, ("2023-09-21", "2024-04-22"), "en") == "b"
