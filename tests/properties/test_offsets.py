"""Whatever the text: every offset in a result leads to its quote."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import compare
from compare.errors import NothingComparableError

PIECES = st.sampled_from(
    [
        "وصل الرئيس اليوم الأحد إلى باكو في زيارة تستمر يومين.",
        "وَصَلَ الــرئيسُ يوم الاثنين إلى العاصمة الأذرية باكو، وفقًا لوكالة «تاس».",
        "لن يلتقي الوفدان في 18 أغسطس/آب 2024.",
        "“النص المقتبس” قال المتحدث باسم الكرملين.",
        "The president arrived in Baku on 18 August 2024 with 82 aides.",
        "Президент прибыл в Баку 18 августа.",
        "\r\n",
        "\u2028",
        "\n\n",
        "\t",
        "\u202e",
        "\x00",
        "\ud800",
        "𝟙𝟚 ﷺ ",
        "المصدر: تاس",
    ]
)
texts = st.lists(
    st.one_of(PIECES, st.text(st.characters(exclude_categories=()), max_size=30)), max_size=12
).map(" ".join)


def _spans(value: Any) -> list[dict[str, Any]]:
    """Every mapping in the result that locates something."""
    if isinstance(value, dict):
        own = [value] if {"start", "end"} <= value.keys() else []
        return own + [span for child in value.values() for span in _spans(child)]
    return [span for child in value for span in _spans(child)] if isinstance(value, list) else []


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(texts, texts)
def test_every_offset_leads_to_its_quote(a: str, b: str) -> None:
    one = compare.Witness.from_text(a, id="a", published="2024-08-18")
    two = compare.Witness.from_text(b, id="b")
    try:
        result = compare.compare([one, two])
    except NothingComparableError:
        return
    sources = {"a": a, "b": b}
    plain = result.to_dict()
    for span in _spans(plain):
        if span["start"] is None:
            assert span["quote"] is None
            continue
        source = sources[span["witness"]]
        assert 0 <= span["start"] < span["end"] <= len(source)
        if "quote" in span:
            assert source[span["start"] : span["end"]] == span["quote"]
    ids = {passage["id"] for passage in plain["passages"]}
    assert {side for link in plain["links"] for side in (link["a"], link["b"])} <= ids


@settings(max_examples=60, deadline=None)
@given(texts)
def test_details_stand_where_they_say(text: str) -> None:
    for detail in compare.extract_details(text, published="2024-08-18"):
        assert text[detail.start : detail.end] == detail.text


@settings(max_examples=100, deadline=None)
@given(texts)
def test_sentences_are_ordered_and_disjoint(text: str) -> None:
    end = 0
    for start, stop in compare.split_sentences(text):
        assert end <= start < stop <= len(text)
        end = stop
