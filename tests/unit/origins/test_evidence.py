"""What is told as evidence: where it stands, how it is worded, and what must not be told."""

from __future__ import annotations

import pytest

from compare.model.result import Evidence, Origin
from compare.origins.independence import find_origins
from tests.unit.origins.conftest import Make

TEXT = (
    "أعلنت البلدية أن الجسر القديم سيغلق شهرين لإصلاح أعمدته التي تآكلت. وقد وضعت لوحات إرشاددية على الطرق "
    "البديلة، وستعمل عبارة صغيرة بين الضفتين من الفجر حتى العشاء. ويشكو أصحاب المتاجر من الغبار والضجيج "
    "المستططير، لكن المهندس المشرف وعد بإنهاء العمل قبل موسم الأمطار."
)
OTHER = (
    "افتتحت المدرسة الجديدة أبوابها أمام مئتي تلميذ جاؤوا من القرى المجاورة. وفيها مختبر للعلوم ومكتبة "
    "وملعب مغطى، وتنقل الحافلات التلاميذ مجانا. وتبحث الإدارة عن معلمين للموسيقى والرسم."
)


def evidence(origin: Origin, kind: str) -> list[Evidence]:
    return [one for one in origin.evidence if one.kind == kind]


def joined(account: Make, a: str, b: str, **known: tuple[str, str]) -> Origin:
    made = [
        account(id, text, **{key: values[n] for key, values in known.items()})
        for n, (id, text) in enumerate((("a", a), ("b", b)))
    ]
    (origin,) = find_origins(made)
    return origin


def test_the_shared_words_are_located_on_both_sides(account: Make) -> None:
    later = "جاء في بيان اليوم ما يلي. " + TEXT
    origin = joined(account, TEXT, later)
    (verbatim,) = evidence(origin, "verbatim")
    texts = {"a": TEXT, "b": later}
    quotes = [texts[place.witness][place.start : place.end] for place in verbatim.places]
    assert quotes
    assert quotes[0::2] == quotes[1::2]
    assert verbatim.because.startswith("verbatim: ")
    assert verbatim.because.endswith("of the shorter text")


def test_one_text_word_for_word_is_told_so(account: Make) -> None:
    (verbatim,) = evidence(joined(account, TEXT, TEXT), "verbatim")
    assert (verbatim.because, verbatim.score) == ("same-text", 1.0)


def test_nearly_all_is_never_told_as_all(account: Make) -> None:
    (verbatim,) = evidence(joined(account, TEXT.replace("شهرين", "ثلاثة أشهر"), TEXT), "verbatim")
    assert verbatim.score < 1.0
    assert "1.00" not in verbatim.because


def test_words_that_nobody_else_writes_are_told(account: Make) -> None:
    (rare,) = evidence(joined(account, TEXT, TEXT), "rare")
    assert rare.because.startswith("rare: ")
    assert {"إرشاددية", "المستططير"} <= set(rare.because.removeprefix("rare: ").split(", "))
    assert {TEXT[place.start : place.end] for place in rare.places} >= {"إرشاددية", "المستططير"}


def test_common_words_are_no_rare_wording(account: Make) -> None:
    plain = (
        "قال الوزير إن الحكومة تعمل على حل المشكلة. " * 2 + "وسوف تعلن النتائج يوم الأحد في مؤتمر صحفي كبير."
    )
    assert evidence(joined(account, plain, plain), "rare") == []


def test_passages_in_another_order_are_told(account: Make) -> None:
    one, two, three = TEXT.split(". ")
    moved = f"{three.rstrip('.')}. {two}. {one}."
    (order,) = evidence(joined(account, TEXT, moved), "order")
    assert order.because == "order: 1 of 3 passages"
    assert order.score == pytest.approx(1 / 3)


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        ("2024-08-18", "2024-08-18", "time: same day"),
        ("2024-08-18", "2024-08-19", "time: 1 day"),
        ("2024-08-18", "2024-08-20", "time: 2 days"),
        ("2024-08-18T09:00", "2024-08-18T09:25", "time: 25 minutes"),
        ("2024-08-18T09:00", "2024-08-18T14:10", "time: 5 hours"),
    ],
)
def test_the_time_between_two_copies(account: Make, first: str, second: str, told: str) -> None:
    (time,) = evidence(joined(account, TEXT, TEXT, published=(first, second)), "time")
    assert time.because == told


@pytest.mark.parametrize("dates", [("2024-08-18", None), ("2024-08-18", "2024-09-18")])
def test_no_time_without_two_near_dates(account: Make, dates: tuple[str, str]) -> None:
    assert evidence(joined(account, TEXT, TEXT, published=dates), "time") == []


def test_every_score_lies_between_nothing_and_one(account: Make) -> None:
    texts = (TEXT, TEXT + " " + OTHER, OTHER, "القاهرة - رويترز: " + OTHER, "بغداد - وكالات: " + TEXT)
    for origin in find_origins([account(f"w{n}", text) for n, text in enumerate(texts)]):
        for one in origin.evidence:
            assert 0.0 <= one.score <= 1.0
            assert len(one.witnesses) >= 1
