"""One statement and whom it is given to."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Told = Callable[..., set[tuple[str, str, str | None, str | None]]]
FRAME = "{} إن المفاوضات بين الجانبين ستستأنف الأسبوع المقبل في جنيف."


@pytest.mark.parametrize(
    ("one", "two", "status"),
    [
        ("قال الكرملين", "قال البنتاغون", "conflict"),
        ("قال الكرملين", "قالت رويترز", "precision"),
        ("قال مسؤول", "قال وزير الخارجية سيرغي لافروف", "precision"),
    ],
)
def test_sources_clash_only_where_neither_may_quote_the_other(
    told: Told, one: str, two: str, status: str
) -> None:
    rows = told(FRAME.format(one), FRAME.format(two))
    assert {row[1] for row in rows if row[0] == "attribution"} == {status}


@pytest.mark.parametrize(
    ("one", "two"),
    [("قال سيرغي لافروف", "قال لافروف"), ("قال وزير الخارجية الروسي", "قال الوزير الروسي للخارجية")],
)
def test_one_source_told_otherwise_is_no_difference(told: Told, one: str, two: str) -> None:
    rows = told(FRAME.format(one), FRAME.format(two))
    assert not {row for row in rows if row[0] == "attribution" and row[1] == "conflict"}
