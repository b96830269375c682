"""Agreement of two details."""

import pytest

from compare.claims.agree import dates_agree, numbers_agree, times_agree
from compare.model.claim import Detail, DetailKind


def date(value: str | None, text: str = "x") -> Detail:
    return Detail(DetailKind.DATE, 0, len(text), text, value)


def number(value: float, precision: str = "exact") -> Detail:
    return Detail(DetailKind.NUMBER, 0, 1, "x", value, "town", precision)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("a", "b", "close", "verdict"),
    [
        ("2020-09-27", "2020-09-27", False, "equal"),
        ("2020-09", "2020-09-27", False, "precision"),
        ("2020", "2020-09-27", False, "precision"),
        ("2020/2022", "2021", False, "precision"),
        ("2020-11-09", "2020-11-10", False, "contradict"),
        ("2024-08-18", "2023-11-23", False, "apart"),
        ("2024-08-18", "2023-11-23", True, "contradict"),
        ("1991", "2023-09", False, "apart"),
        ("2020/2022", "2019", False, "apart"),
    ],
)
def test_dates(a: str, b: str, close: bool, verdict: str) -> None:
    assert dates_agree(date(a), date(b), close=close) == verdict
    assert dates_agree(date(b), date(a), close=close) == verdict


def test_dates_without_a_value_agree_by_their_words_only() -> None:
    assert dates_agree(date(None, "غدا"), date(None, "غدا"), close=False) == "equal"
    assert dates_agree(date(None, "غدا"), date(None, "امس"), close=True) == "apart"


@pytest.mark.parametrize(
    ("a", "b", "verdict"),
    [
        (number(82), number(82), "equal"),
        (number(82), number(74), "contradict"),
        (number(40, "about"), number(41), "precision"),
        (number(40, "about"), number(60), "contradict"),
        (number(80, "at_least"), number(82), "precision"),
        (number(80, "at_least"), number(74), "contradict"),
    ],
)
def test_numbers(a: Detail, b: Detail, verdict: str) -> None:
    assert numbers_agree(a, b) == verdict
    assert numbers_agree(b, a) == verdict


def counted(value: float | str, unit: str, precision: str = "exact") -> Detail:
    return Detail(DetailKind.NUMBER, 0, 1, "x", value, unit, precision)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("a", "b", "verdict"),
    [
        # A range, and a number or a range inside it; ranges that part at one end only are two tellings.
        (counted("10/20", "town"), counted(15, "town"), "precision"),
        (counted("10/20", "town"), counted(25, "town"), "contradict"),
        (counted("10/20", "town"), counted("12/18", "town"), "precision"),
        (counted("10/20", "town"), counted("10/40", "town"), "contradict"),
        # "Dozens", told as 10, and 40; "dozens" and 400.
        (counted(10, "town", "vague"), counted(40, "town"), "precision"),
        (counted(10, "town", "vague"), counted(400, "town"), "contradict"),
        # Told with the same limit on both sides the limits themselves are compared.
        (counted(80, "town", "at_least"), counted(120, "town", "at_least"), "contradict"),
        (counted(80, "town", "at_most"), counted(60, "town"), "precision"),
    ],
)
def test_ranges_and_limits(a: Detail, b: Detail, verdict: str) -> None:
    assert numbers_agree(a, b) == verdict
    assert numbers_agree(b, a) == verdict


def test_units_are_compared_in_their_base_unit() -> None:
    square_metres = {"hectare": 1e4, "square kilometre": 1e6}

    def canonical(value: float, unit: str) -> tuple[float, str] | None:
        return (value * square_metres[unit], "square metre") if unit in square_metres else None

    area = counted(150, "hectare")
    assert numbers_agree(area, counted(1.5, "square kilometre"), canonical) == "equal"
    assert numbers_agree(area, counted(1.49, "square kilometre"), canonical) == "precision"
    assert numbers_agree(area, counted(3, "square kilometre"), canonical) == "contradict"


@pytest.mark.parametrize(
    ("a", "b", "verdict"),
    [
        ("22:14", "22:14", "equal"),
        ("22", "22:14", "precision"),
        ("21:14", "22:14", "contradict"),
        (None, "22:14", "apart"),
        ("08:00/12:00", "04:30", "precision"),
        ("08:00/12:00", "17:00", "contradict"),
        ("16:00/20:00", "20:00/23:59", "apart"),
        ("08:00/12:00", "16:00/20:00", "contradict"),
        ("2024-08-18T20:00/2024-08-18T23:59", "16:00/20:00", "apart"),
        ("2024-08-18T20:00/2024-08-18T23:59", "2024-08-19T16:00/2024-08-19T20:00", "contradict"),
    ],
)
def test_times(a: str | None, b: str | None, verdict: str) -> None:
    one, two = (Detail(DetailKind.TIME, 0, 1, str(value), value) for value in (a, b))
    assert times_agree(one, two) == verdict


def inferred(value: str, text: str, because: str = "") -> Detail:
    return Detail(DetailKind.DATE, 0, len(text), text, value, basis="inferred", because=because)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (inferred("2015-08-02", "أمس"), inferred("2015-08-03", "أمس")),
        (inferred("2014-08", "أغسطس آب"), inferred("2015-08", "أغسطس")),
        (
            inferred("2015-07-20", "يوم الاثنين", "last such weekday from publication"),
            inferred("2015-07-27", "غدا الاثنين"),
        ),
    ],
)
def test_inference_alone_makes_no_conflict(a: Detail, b: Detail) -> None:
    assert dates_agree(a, b, close=True) == "equal"
    assert dates_agree(b, a, close=True) == "equal"


def test_tomorrow_against_the_day_after_is_a_conflict() -> None:
    assert (
        dates_agree(inferred("2024-08-19", "غدا"), inferred("2024-08-20", "الثلاثاء"), close=False)
        == "contradict"
    )


@pytest.mark.parametrize(
    ("counted", "hijri", "verdict"),
    [
        ("28 من الشهر الجاري", "28 شوال الجاري", "equal"),
        ("٢٨ من الشهر الجاري", "28 شوال 1436", "equal"),
        ("28 من الشهر الجاري", "27 شوال 1436", "contradict"),
    ],
)
def test_a_month_that_goes_unnamed_may_be_the_hijri_one(counted: str, hijri: str, verdict: str) -> None:
    one = inferred("2015-08-28", counted, "month counted from the publication date")
    two = inferred("2015-08-13", hijri, "converted from the Hijri calendar (Umm al-Qura)")
    assert dates_agree(one, two, close=True) == verdict
    assert dates_agree(two, one, close=True) == verdict


def test_two_named_months_are_not_taken_for_one_another() -> None:
    one = inferred("2015-08-28", "28 أغسطس", "year counted from the publication date")
    two = inferred("2015-08-13", "28 شوال 1436", "converted from the Hijri calendar (Umm al-Qura)")
    assert dates_agree(one, two, close=True) == "contradict"
