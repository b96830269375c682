"""Pictures asked for by name: which there are, of which pair, and what is said where one cannot be."""

from __future__ import annotations

from dataclasses import replace

import pytest

from compare.errors import UsageError
from compare.model.result import Matrix, Result
from compare.report import heatmap
from compare.report.drawing import KINDS, OVERVIEWS, all_of, drawn
from tests.unit.report.pictures.accounts import bare, many


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("fmt", "start"), [("png", b"\x89PNG\r\n"), ("svg", b"<?xml")])
def test_every_kind_is_drawn(real: Result, kind: str, fmt: str, start: bytes) -> None:
    given = many(real, 9) if kind == "origins" else real
    assert drawn(given, kind, "ar", fmt).startswith(start)  # type: ignore[arg-type]


def test_a_pair_is_named_by_id_or_letter_in_either_alphabet(real: Result) -> None:
    second, third = real.witnesses[1], real.witnesses[2]
    by_id = drawn(real, "heatmap", "en", "svg", second.id, third.id)
    assert by_id == drawn(real, "heatmap", "en", "svg", "B", "C")
    assert by_id == drawn(real, "heatmap", "en", "svg", "ب", "ج")
    number = next(n for n, p in enumerate(real.matrix.paragraphs) if {p.a, p.b} == {second.id, third.id})
    assert by_id == heatmap.render(real, "en", "svg", pair=number)


def test_the_first_of_the_pair_stands_in_the_rows(real: Result) -> None:
    one, other = (drawn(real, "heatmap", "en", "svg", *pair) for pair in (("B", "C"), ("C", "B")))
    assert one != other
    # With one name it is that account's, beside the one it shares most with.
    alone = drawn(real, "heatmap", "en", "svg", "D")
    assert alone in [drawn(real, "heatmap", "en", "svg", "D", b) for b in "ABCE"]
    assert drawn(real, "heatmap", "en", "svg", None, "C").startswith(b"<?xml")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("pie", "en", "png"), "Unknown picture 'pie'; known: heatmap, documents"),
        (("heatmap", "en", "jpg"), "Unknown format 'jpg'; known: png, svg."),
        (("heatmap", "xx", "png"), "There are no pictures in the language 'xx'."),
        (("heatmap", "en", "png", "Z"), "No account 'Z'; known: A (moscow-2024.ar), B"),
        (("heatmap", "en", "png", "B", "B"), "A heatmap is of two different accounts."),
        (("timeline", "en", "png", "B"), "The picture 'timeline' is of all accounts"),
    ],
)
def test_what_is_not_known_is_said_in_a_sentence(real: Result, asked: tuple[str, ...], said: str) -> None:
    with pytest.raises(UsageError) as caught:
        drawn(real, *asked)  # type: ignore[arg-type]
    assert str(caught.value).startswith(said)
    assert "\n" not in str(caught.value)


def test_a_picture_that_would_show_nothing_is_refused(real: Result) -> None:
    for kind in OVERVIEWS:
        with pytest.raises(UsageError, match="would show nothing"):
            drawn(bare(real), kind, "en", "png")
    with pytest.raises(UsageError, match="not aligned"):
        drawn(replace(real, matrix=Matrix((), ())), "heatmap", "en", "png")


def test_all_pictures_are_named_as_their_files(real: Result) -> None:
    names = set(all_of(real, "en", "svg"))
    assert {"heatmap_documents.svg", "heatmap_paragraphs.svg", "claims_matrix.svg", "timeline.svg"} <= names
    assert all_of(bare(real), "en", "svg") == {}
