"""The heatmap pictures: right colours in the right places, the same bytes, and no text that breaks them."""

from __future__ import annotations

import io
import xml.etree.ElementTree as ET

import numpy as np
import pytest
from matplotlib.image import imread

from compare.model.result import Matrix, PairMatrix, Result, WitnessSummary
from compare.model.text import UNKNOWN_DATE, Passage, PassageKind
from compare.report import lettering
from compare.report.heatmap import Grid, grid_of, render
from compare.report.lettering import FONTS
from compare.report.pictures import documents
from compare.report.pictures.canvas import DPI, RAMP, SELF, WIDTH, is_rtl

VALUES = ((0.0, 0.2949, 0.2951, 0.31), (0.40, 0.49, 0.5, 0.64), (0.65, 0.79, 0.8, 0.9996))
LEVELS = ((0, 0, 1, 1), (2, 2, 3, 3), (4, 4, 5, 5))
HOSTILE = [
    "$x_{",
    "\u202eمقلوب\u202c نص",
    "نص\x00مع\x1b[31m تحكم",
    "\ud800\udfff",
    "Визит в Баку и زيارة",
    "北京 🚀 \U0010ffff",
    "",
    "\u064b\u0651",
    "كلمة" * 90,
    "line\nbreak\u2028 and\ttab \\frac{1}{2} $a$ <b>&amp;",
]


def build(
    rows: list[str], columns: list[str], values: tuple[tuple[float, ...], ...], title: str = "رواية"
) -> Result:
    witnesses, passages = [], []
    for n, (id_, texts) in enumerate((("a", rows), ("b", columns))):
        joined = "\n".join(texts)
        at = 0
        for m, text in enumerate(texts, start=1):
            passages.append(Passage(f"{id_}.{m}", id_, PassageKind.PARAGRAPH, at, at + len(text)))
            at += len(text) + 1
        witnesses.append(
            WitnessSummary(
                id_, "AB"[n], None, "0", "ar", "rtl", title, None, UNKNOWN_DATE, len(joined), joined
            )
        )
    ids = [tuple(p.id for p in passages if p.witness == w) for w in ("a", "b")]
    pair = PairMatrix("a", "b", ids[0], ids[1], values, ((0, 1),))
    return Result(
        tool_version="0",
        settings=(),
        digest="",
        witnesses=tuple(witnesses),
        passages=tuple(passages),
        links=(),
        claims=(),
        differences=(),
        reuse=(),
        matrix=Matrix(((1.0, 0.31), (0.31, 1.0)), (pair,)),
        origins=(),
        excluded=(),
        notes=(),
    )


@pytest.fixture(scope="module")
def result() -> Result:
    return build(["وصل الوفد إلى العاصمة"] * 3, ["غادر الوفد"] * 4, VALUES)


def colour(picture: np.ndarray, grid: Grid | documents.Grid, lang: str, row: int, column: int) -> str:
    """The colour near the lower start corner of a cell, clear of its value and of its frame."""
    start, top = grid.left + column * grid.cell[0] + 5, grid.top + (row + 1) * grid.cell[1] - 5
    x, scale = WIDTH - start if is_rtl(lang) else start, DPI / 96
    pixel = picture[int(top * scale), int(x * scale), :3]
    return "#" + "".join(f"{round(255 * float(part)):02x}" for part in pixel)


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_cells_have_the_colour_of_their_class(result: Result, lang: str) -> None:
    picture = imread(io.BytesIO(render(result, lang, "png")))
    grid = grid_of(result, lang, 0)
    seen = tuple(tuple(colour(picture, grid, lang, i, j) for j in range(4)) for i in range(3))
    assert seen == tuple(tuple(RAMP[level] for level in row) for row in LEVELS)


def test_codes_are_written_in_the_letters_of_the_language(result: Result) -> None:
    arabic, english = (grid_of(result, lang, 0) for lang in ("ar", "en"))
    assert [arabic.rows[0][0], arabic.columns[3][0], english.columns[3][0]] == ["أ1", "ب4", "B4"]


def test_large_grids_are_drawn_as_one_image_with_the_same_colours() -> None:
    values = tuple(tuple(((i * 7 + j * 3) % 20) / 20 for j in range(50)) for i in range(45))
    large = build(["نص"] * 45, ["نص"] * 50, values)
    picture = imread(io.BytesIO(render(large, "ar", "png")))
    grid = grid_of(large, "ar", 0)
    for i, j in ((1, 1), (0, 49), (44, 0), (20, 30)):
        assert colour(picture, grid, "ar", i, j) == grid.colour(i, j)


def test_documents_are_square_and_the_diagonal_is_no_finding(result: Result) -> None:
    picture = imread(io.BytesIO(render(result, "ar", "png", "documents")))
    grid = documents.grid_of(result, "ar")
    seen = [[colour(picture, grid, "ar", i, j) for j in range(2)] for i in range(2)]
    assert seen == [[SELF, RAMP[1]], [RAMP[1], SELF]]


@pytest.mark.parametrize("fmt", ["png", "svg"])
@pytest.mark.parametrize("which", ["pair", "documents"])
def test_two_renders_give_the_same_bytes(result: Result, fmt: str, which: str) -> None:
    assert render(result, "ar", fmt, which) == render(result, "ar", fmt, which)  # type: ignore[arg-type]


def test_the_caller_s_settings_are_neither_used_nor_changed(result: Result) -> None:
    import matplotlib

    plain = render(result, "ar", "png")
    with matplotlib.rc_context({"savefig.bbox": "tight", "figure.dpi": 30, "text.color": "red"}):
        assert render(result, "ar", "png") == plain
        assert matplotlib.rcParams["figure.dpi"] == 30


@pytest.mark.parametrize("lang", ["ar", "en"])
@pytest.mark.parametrize("fmt", ["png", "svg"])
def test_no_text_breaks_a_picture(lang: str, fmt: str) -> None:
    values = tuple(tuple(0.5 for _ in HOSTILE) for _ in HOSTILE)
    for title in (HOSTILE[0], HOSTILE[3], HOSTILE[8]):
        made = render(build(HOSTILE, HOSTILE, values, title), lang, fmt)  # type: ignore[arg-type]
        if fmt == "svg":
            ET.fromstring(made)


def test_svg_is_xml_of_shapes_without_a_date(result: Result) -> None:
    text = render(result, "ar", "svg").decode()
    assert not [e for e in ET.fromstring(text).iter() if e.tag.endswith(("}text", "}script"))]
    assert "dc:date" not in text
    assert str(FONTS) not in text


def test_an_empty_pair_is_said_not_drawn() -> None:
    assert render(build([], [], ()), "ar", "png").startswith(b"\x89PNG")


def test_a_pair_that_is_not_there_is_an_index_error(result: Result) -> None:
    with pytest.raises(IndexError):
        render(result, "ar", "png", pair=7)


@pytest.mark.parametrize("text", ["وصل الرئيس إلى العاصمة " * 9, "x" * 500, "Визит " * 40, "قصير", ""])
def test_labels_are_cut_between_words_and_fit(text: str) -> None:
    cut = lettering.cut(text.strip(), 9, 200)
    assert lettering.width(cut, 9) <= 200
    assert cut == text.strip() or cut.endswith("…")
    if " " in text:
        assert set(cut.rstrip("…").split()) <= set(text.split())


def test_lines_break_between_words_and_lose_none() -> None:
    text = "وصل الوفد إلى العاصمة صباح الأحد في زيارة دولة تستمر يومين"
    lines = lettering.wrapped(text, 9, 150, 9)
    assert len(lines) > 1
    assert " ".join(lines) == text
    assert all(lettering.width(line, 9) <= 150 for line in lines)
    assert lettering.wrapped(text, 9, 150, 2)[1].endswith("…")
    assert len(lettering.wrapped("كلمة" * 900, 9, 150, 2)) == 1


def test_a_heap_of_signs_on_one_letter_is_thinned() -> None:
    assert lettering.drawable("ب" + "\u064b" * 40) == "ب" + "\u064b" * 3
    assert lettering.drawable("مُحَمَّدٌ") == "مُحَمَّدٌ"


def test_controls_and_overrides_are_not_drawn() -> None:
    assert lettering.drawable("أ\u202eب\x00ج\u2067\n د\ud800") == "أ ب ج د"


def test_fonts_are_licensed_and_light() -> None:
    files = list(FONTS.iterdir())
    assert "SIL OPEN FONT LICENSE" in (FONTS / "OFL.txt").read_text("utf-8")
    assert sum(f.stat().st_size for f in files) < 500_000
