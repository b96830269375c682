"""What a witness may say of its day of publication."""

from __future__ import annotations

import datetime as dt

import pytest

import compare
from compare.errors import UsageError

ONE = "اجتمع الوزراء أمس في العاصمة ووقعوا خمس وثائق للتعاون في مجال الصحة."
TWO = "Ministers met yesterday in the capital and signed five papers on health."


@pytest.mark.parametrize(
    "published", ["2023-11-09", "2023-11-09T22:14", "2023-11", "2023", dt.date(2023, 11, 9)]
)
def test_a_day_a_month_and_a_year_are_taken_and_carried_through(published: dt.date | str) -> None:
    witnesses = [
        compare.Witness.from_text(text, id=id, published=published) for id, text in (("a", ONE), ("b", TWO))
    ]
    assert witnesses[0].published.basis == "stated"
    told = compare.compare(witnesses).to_dict()
    assert {row["published"]["value"] for row in told["witnesses"]} == {str(published)}
    compare.judge(ONE, TWO, published, published)
    compare.extract_details(ONE, published)


def test_a_day_without_dashes_is_read_and_an_empty_string_is_no_date() -> None:
    assert compare.Witness.from_text(ONE, published="20231109").published.value == "2023-11-09"
    assert compare.Witness.from_text(ONE, published="").published.value is None


@pytest.mark.parametrize(
    "published",
    ["2023-13", "2023-02-30", "20231309", "2023-11-", "yesterday", "٢٠٢٣", "0000-01-01", "2023-11-09\n"],
)
def test_anything_else_is_refused_in_one_sentence(published: str) -> None:
    for call in (
        lambda: compare.Witness.from_text(ONE, published=published),
        lambda: compare.judge(ONE, TWO, published),
        lambda: compare.extract_details(TWO, published),
    ):
        with pytest.raises(UsageError, match="is no date of publication; write") as refused:
            call()
        assert refused.value.slug == "published"
