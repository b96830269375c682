"""Sentences: where they end, and where a full stop is something else."""

from __future__ import annotations

import itertools
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.segment import split_sentences


def pieces(text: str, language: str | None = None) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text, language)]


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("ar", ["وصل الوفد.", "هل سيبقى؟", "نعم!", "قال ذلك."]),
        ("ar", ["قال د. سامي إن أ.د. منى حضرت.", "ثم غادرا."]),
        ("ar", ["ارتفع 3.5 في المئة.", "وبلغ 2.7 مليون."]),
        ("ar", ["كان ذلك عام 1990 م.", "وبعد ذلك تغير."]),
        ("ar", ["نقلت أ.ف.ب. عن الوزير قوله.", "ولم تزد."]),
        ("ar", ['قال "نعم."', "ثم ذهب."]),
        ("ar", ["انتظر... ثم تكلم.", "وسكت."]),
        ("ar", ["انظر www.site.com/a.html?b=c.", "ثم عد."]),
        ("en", ["Mr. Smith met the U.S. Senate.", "He left at 3.5 p.m.", "Then he slept."]),
        ("en", ["J. K. Rowling wrote it.", "No. 5 is best.", "She said no.", "He agreed."]),
        ("en", ['He said "Stop!" and ran.', "[1] They came.[2]", "She stayed."]),
        ("en", ["1. First item.", "2. Second item."]),
        ("ru", ["18 августа 2024 г.", "Путин прибыл в г. Баку.", "По словам А. С. Иванова, т.е. его."]),
        ("fr", ["M. Dupont est arrivé.", "L'art. 5 dit oui.", "« Non ! » a-t-il dit."]),
        ("fr", ["« Il est venu. »", "Elle est partie."]),
        ("ar", ["ثم ذهب. . . وعاد.", 'قال ذلك. "']),
        ("zh", ["他来了。", "她走了！", "好。"]),
        ("hi", ["वह आया।", "वह गया।"]),
    ],
)
def test_joined_sentences_come_apart_again(language: str, expected: list[str]) -> None:
    text = ("" if language == "zh" else " ").join(expected)
    assert pieces(text, language) == expected
    assert pieces(text) == expected


def test_a_missing_space_after_an_arabic_full_stop() -> None:
    assert pieces("انتهت الزيارة.وقال الوزير إنها ناجحة؟نعم.", "ar") == [
        "انتهت الزيارة.",
        "وقال الوزير إنها ناجحة؟",
        "نعم.",
    ]


@pytest.mark.parametrize(
    "line_break", ["\n", "\r\n", "\r", "\u2028", "\u2029", "\v", "\f", "\x85", "\n\n \n"]
)
def test_a_line_break_ends_a_sentence(line_break: str) -> None:
    assert pieces(f"عنوان{line_break}نص بلا نقطة{line_break}") == ["عنوان", "نص بلا نقطة"]


@given(st.text(st.characters(), max_size=300))
def test_sentences_are_trimmed_in_order_and_complete(text: str) -> None:
    found = split_sentences(text)
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(found))
    for start, end in found:
        assert 0 <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()
    covered = {at for start, end in found for at in range(start, end)}
    assert all(at in covered for at, c in enumerate(text) if c.isalnum())


@pytest.mark.parametrize("unit", [". ", ".", "a.", "a. ", "\n", "د. ", '."', "1. ", " ", "؟ا"])
def test_long_runs_take_linear_time(unit: str) -> None:
    assert len(split_sentences(unit * 100_000)) <= 100_001


def test_arabic_news(shared: Path) -> None:
    """Boundary F1 over rows joined by a space; rows without a full stop (titles) have no boundary to find."""
    file = shared / "data" / "sentences.news-commentary-v15.dev.ar.jsonl"
    rows = [json.loads(line)["s"].strip() for line in file.read_text(encoding="utf-8").splitlines()]
    rows = [row for row in rows if row[-1] in '.!?؟…"']
    ends = {sum(len(row) + 1 for row in rows[: n + 1]) - 1 for n in range(len(rows))}
    found = {end for _, end in split_sentences(" ".join(rows), "ar")}
    right = len(ends & found)
    assert 2 * right / (len(ends) + len(found)) >= 0.995


@pytest.mark.parametrize(
    "text",
    [
        "متى تنتهي أزمة الطيور|باريس ــ في الربيع تعود الطيور إلى المدينة.",
        "عودة الطيور إلى النهر|نيويورك، أمريكا – قال عالم إن الطيور عادت.",
    ],
)
def test_a_headline_ends_before_its_dateline(text: str) -> None:
    joined = text.replace("|", " ")
    pieces = [joined[start:end] for start, end in split_sentences(joined, "ar")]
    assert pieces == text.split("|")


@pytest.mark.parametrize(
    "text",
    [
        "عادت الطيور إلى باريس ــ وهي مدينة كبيرة.",
        "زار العالم لندن – وهي مدينة كبيرة.",
        "في الربيع، قالت صحف باريس ــ وهي كثيرة.",
        "باريس ــ في الربيع تعود الطيور إلى المدينة.",
        "عادت الطيور والناس لندن تحبها.",
        "كانت الطيور البيضاء التي تعيش قرب النهر الكبير في الجنوب منذ سنين طويلة تحب باريس ــ كثيرا.",
    ],
)
def test_a_place_inside_a_sentence_is_no_dateline(text: str) -> None:
    assert len(split_sentences(text, "ar")) == 1
