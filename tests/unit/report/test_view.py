"""What the page shows: runs that join to the text, whole words, scores that never claim too much."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from compare.model.claim import Difference, DifferenceType, Stated, Status
from compare.model.text import Passage, PassageKind
from compare.report.view import _whole_words, parted, shown_score, similarity_class, split_runs, visible

LETTERS = st.text(alphabet="ابت ن\u064e.x <&\u202e\x00\ud800", max_size=40)


def difference(number: int, severity: float) -> Difference:
    return Difference(
        f"d{number}", "c1", DifferenceType.DATE, Status.CONFLICT, severity, (), "values-differ: a against b"
    )


@st.composite
def marked(draw: st.DrawFn) -> tuple[str, list[tuple[int, int, int]], list[tuple[int, int, Difference]]]:
    text = draw(LETTERS)
    place = st.integers(0, len(text))
    spans = st.tuples(place, place).map(lambda pair: (min(pair), max(pair)))
    claims = draw(st.lists(st.tuples(spans, st.integers(1, 4)), max_size=6))
    quotes = draw(st.lists(st.tuples(spans, st.sampled_from([0.2, 0.5, 0.9])), max_size=6))
    return (
        text,
        [(*span, number) for span, number in claims],
        [(*span, difference(n, severity)) for n, (span, severity) in enumerate(quotes, start=1)],
    )


@given(marked())
def test_runs_join_to_the_text(
    case: tuple[str, list[tuple[int, int, int]], list[tuple[int, int, Difference]]],
) -> None:
    text, claims, quotes = case
    parts = split_runs(text, 0, len(text), claims, quotes)
    assert "".join(run.text for part in parts for run in part.runs) == text


@given(marked())
def test_every_character_carries_the_marks_that_cover_it(
    case: tuple[str, list[tuple[int, int, int]], list[tuple[int, int, Difference]]],
) -> None:
    text, claims, quotes = case
    at = 0
    for part in split_runs(text, 0, len(text), claims, quotes):
        for run in part.runs:
            for place in range(at, at + len(run.text)):
                assert part.claims == tuple(sorted({n for a, b, n in claims if a <= place < b}))
                worst = max((d.severity for a, b, d in quotes if a <= place < b), default=None)
                found = next((d.severity for _, _, d in quotes if d.id == run.difference), None)
                assert found == worst
            at += len(run.text)


@given(marked())
def test_a_claim_is_numbered_once_where_it_begins(
    case: tuple[str, list[tuple[int, int, int]], list[tuple[int, int, Difference]]],
) -> None:
    text, claims, quotes = case
    opened = [n for part in split_runs(text, 0, len(text), claims, quotes) for n in part.opens]
    assert sorted(opened) == sorted({n for a, b, n in claims if a < b})


def test_marks_outside_of_the_block_are_cut_off() -> None:
    parts = split_runs("قبل وسط بعد", 4, 7, [(0, 11, 1)], [])
    assert [(part.claims, [run.text for run in part.runs]) for part in parts] == [((1,), ["وسط"])]


def test_a_mark_takes_the_whole_arabic_word() -> None:
    text = "وصل إلى بالعاصمة أمس"
    block = Passage("a.1", "a", PassageKind.PARAGRAPH, 0, len(text))
    start = text.index("العاصمة")
    found = _whole_words(text, start, start + 7, block)
    assert text[slice(*found)] == "بالعاصمة"


@given(LETTERS)
def test_nothing_invisible_is_shown(text: str) -> None:
    assert len(visible(text)) == len(text)
    assert not set(visible(text)) & set("\u202e\x00\ud800")


@given(st.floats(0, 1))
def test_only_a_whole_score_is_shown_as_one(value: float) -> None:
    assert (shown_score(value) == "1.00") == (value == 1)
    assert (shown_score(value) == "0.00") == (value == 0)


def test_the_shown_value_is_what_is_classified() -> None:
    assert [similarity_class(v) for v in (0.2949, 0.295001, 0.3, 0.7951, 1.0)] == [0, 1, 1, 5, 5]


def test_values_part_by_what_they_stand_for() -> None:
    five = Stated("a", "خمسة", 0, 4, "5")
    assert not parted(five, Stated("b", "5", 0, 1, "5"))
    assert parted(five, Stated("b", "خمسة", 0, 4, "50"))
    # Where one stands for nothing known, the words decide.
    assert parted(five, Stated("b", "ستة", 0, 3))
    assert not parted(five, Stated("b", "خمسة", 0, 4))
