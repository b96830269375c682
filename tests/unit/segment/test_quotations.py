"""Quotations: pairs of marks, nested, swapped, straight; never over a line break."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.segment import find_quotations


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('قال "نعم" ثم "لا".', ['"نعم"', '"لا"']),
        ("قال “نعم” و«لا».", ["“نعم”", "«لا»"]),
        ("Er sagte „nein“ und ging.", ["„nein“"]),
        ("«il a dit “oui” hier»", ["«il a dit “oui” hier»", "“oui”"]),
        ('«وكالة "تاس" الروسية»', ['«وكالة "تاس" الروسية»', '"تاس"']),
        ('الأوراسية " جيمس أوبراين "، بأن', ['" جيمس أوبراين "']),
        ("قال ”نعم“ وذهب", ["”نعم“"]),
        ("قال »نعم« وذهب", ["»نعم«"]),
        ("「はい」と『いいえ』", ["「はい」", "『いいえ』"]),
        ('تطبيع:" العلاقات', []),
        ('واحد "اثنان\nثلاثة" أربعة', []),
        ("غير مغلق «نص", []),
        ("كلمة” ثم “نص” هنا", ["“نص”"]),
        ('سطر "غير مغلق\nسطر "مغلق" هنا', ['"مغلق"']),
        ("", []),
    ],
)
def test_quotations(text: str, expected: list[str]) -> None:
    assert [text[found.start : found.end] for found in find_quotations(text, 0, len(text))] == expected


@given(st.text(st.sampled_from('ab "“”«»„\n.'), max_size=80))
def test_quotations_nest_and_stay_on_their_line(text: str) -> None:
    found = find_quotations(text, 0, len(text))
    assert list(found) == sorted(found, key=lambda span: (span.start, -span.end))
    for span in found:
        assert span.end - span.start >= 2
        assert "\n" not in text[span.start : span.end]
        for other in found:
            crossing = span.start < other.start < span.end < other.end
            assert not crossing


@pytest.mark.parametrize("mark", ["“", '"', "«", "”", " «a", "「"])
def test_long_runs_take_linear_time(mark: str) -> None:
    text = mark * 100_000
    assert len(find_quotations(text, 0, len(text))) <= len(text)
