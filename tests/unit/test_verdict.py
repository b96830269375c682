"""The verdict on two short texts, as users call it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compare import judge, similarity
from compare.errors import UsageError

SAME = [
    ("وصل الوفد الروسي إلى باكو مساء الأحد", "الوفد الروسي يصل إلى باكو مساء الأحد"),
    ("The delegation reached Baku on Sunday evening.", "On Sunday evening the delegation arrived in Baku."),
    ("Делегация прибыла в Баку в воскресенье.", "В воскресенье делегация прибыла в Баку."),
]
APART = [
    ("وصل الوفد الروسي إلى باكو مساء الأحد", "أسعار القمح ترتفع في الأسواق الآسيوية"),
    ("The delegation reached Baku on Sunday evening.", "Wheat prices rise on Asian markets."),
    ("Делегация прибыла в Баку в воскресенье.", "Цены на пшеницу растут на рынках Азии."),
]


@pytest.mark.parametrize(("a", "b"), SAME)
def test_one_event_reworded_agrees(a: str, b: str) -> None:
    verdict = judge(a, b)
    assert verdict.relation == "agree"
    assert verdict.related > 0.8
    assert similarity(a, b) > 0.7


@pytest.mark.parametrize(("a", "b"), APART)
def test_two_events_are_unrelated(a: str, b: str) -> None:
    verdict = judge(a, b)
    assert verdict.relation == "unrelated"
    assert not [d for d in verdict.differences if d.status == "conflict"]
    assert similarity(a, b) < 0.3


@pytest.mark.parametrize(
    ("a", "b", "type_", "quotes"),
    [
        ("قتل 12 شخصا في الانفجار", "قتل 13 شخصا في الانفجار", "number", ("12", "13")),
        ("Twelve people died in the blast.", "Thirteen people died in the blast.", "number", None),
        ("ارتفعت أسعار النفط اليوم في لندن", "انخفضت أسعار النفط اليوم في لندن", "negation", None),
        ("The court rejected the appeal.", "The court accepted the appeal.", "negation", None),
        ("وقعت الشركة الاتفاق مع الحكومة", "لم توقع الشركة الاتفاق مع الحكومة", "negation", None),
        ("The talks will be held on 18 August.", "The talks will be held on 19 August.", "date", None),
    ],
)  # fmt: skip
def test_a_clash_is_typed_and_located(a: str, b: str, type_: str, quotes: tuple[str, str] | None) -> None:
    verdict = judge(a, b)
    clash = next(d for d in verdict.differences if d.status == "conflict")
    assert clash.type == type_
    for value, text in zip(clash.values, (a, b), strict=True):
        if value.quote is not None:
            assert text[value.start : value.end] == value.quote
    if quotes:
        assert all(q in (v.quote or "") for q, v in zip(quotes, clash.values, strict=True))


def test_an_opposite_outcome_differs() -> None:
    assert judge("ارتفعت أسعار النفط اليوم", "انخفضت أسعار النفط اليوم").relation == "differ"


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("أعلن إردوغان الاتفاق في أنقرة", "اعلن أردوغان الإتفاق في انقره"),
        ("وصل 40 خبيرا", "وصل ٤٠ خبيرا"),
        ("About 40 experts arrived in Shusha.", "41 experts arrived in Shusha."),
    ],
)
def test_spelling_and_precision_are_no_conflict(a: str, b: str) -> None:
    assert not [d for d in judge(a, b).differences if d.status == "conflict"]


def test_a_translation_is_nearer_than_other_news() -> None:
    russian = "Президент прибыл в Баку с визитом."
    assert similarity("وصل الرئيس إلى باكو في زيارة", russian) > similarity(
        "تراجعت أسعار القمح في الأسواق", russian
    )


def test_dates_count_from_publication() -> None:
    told = judge("وصل الوفد أمس", "وصل الوفد يوم 17 أغسطس", "2024-08-18", "2024-08-18")
    assert not [d for d in told.differences if d.type == "date" and d.status == "conflict"]
    assert judge("وصل الوفد", "وصل الوفد", published_a="2024-08-18").relation == "agree"
    with pytest.raises(UsageError, match="is no date of publication"):
        judge("a", "b", published_a="yesterday")


def test_the_channels_can_be_read() -> None:
    channels = dict(judge(*SAME[0]).channels)
    assert 0.8 < channels["covered_least"] <= 1.0
    assert channels["opposites"] == 0.0


@pytest.mark.parametrize("text", ["", " ", "?!", "\u202e\u200f", "12", "ء", "\ud800"])
def test_little_or_odd_text_gets_a_verdict(text: str) -> None:
    for a, b in ((text, "وصل الوفد"), ("وصل الوفد", text), (text, text)):
        assert judge(a, b).relation in ("agree", "differ", "unrelated")
        assert 0.0 <= similarity(a, b) <= 1.0


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60), st.text(max_size=60))
def test_similarity_is_symmetric_and_within_bounds(a: str, b: str) -> None:
    one, two = similarity(a, b), similarity(b, a)
    assert one == two
    assert 0.0 <= one <= 1.0
    verdict = judge(a, b)
    assert 0.0 <= verdict.score <= verdict.related <= 1.0


@pytest.mark.parametrize(("a", "b"), [*SAME, *APART])
def test_the_verdict_does_not_depend_on_the_order(a: str, b: str) -> None:
    one, two = judge(a, b), judge(b, a)
    assert one.relation == two.relation
    assert one.score == pytest.approx(two.score, abs=0.05)
