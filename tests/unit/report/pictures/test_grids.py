"""Outlets against outlets, paragraphs against paragraphs, and what is left out of many accounts."""

from __future__ import annotations

import io
import json
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from matplotlib.image import imread

from compare.duplicates.search import Asked, search, write
from compare.model.result import Matrix, Result
from compare.report.duplicates import shaded, steps
from compare.report.pictures import documents, outlets, paragraphs
from compare.report.pictures.canvas import DPI, RAMP, SELF, WIDTH, is_rtl, whole
from tests.unit.report.pictures.accounts import many, repeats
from tests.unit.report.pictures.sheets import figure_of

FERRY = "أعلنت هيئة النقل البحري استئناف خط العبّارات بواقع ست رحلات يوميًا تتسع كل منها لنحو 340 راكبًا."
PARK = "Городской совет открыл в четверг парк на набережной и высадил там 1200 деревьев после ремонта."


def colour(data: bytes, lang: str, start: float, top: float) -> str:
    x = WIDTH - start if is_rtl(lang) else start
    pixel = imread(io.BytesIO(data))[int(top * DPI / 96), int(x * DPI / 96), :3]
    return "#" + "".join(f"{round(255 * float(part)):02x}" for part in pixel)


# --------------------------------------------------------------------------------------------------- outlets


@pytest.mark.parametrize("lang", ["ar", "en", "ru", "fr"])
def test_cells_have_the_colour_of_the_share_and_tell_the_count(lang: str) -> None:
    given = repeats(6, ("Harbour", "المرفأ"))
    made, grid = outlets.render_outlets(given, lang, "png"), outlets.grid_of(given)
    assert made is not None
    assert grid is not None
    for i, row in enumerate(shaded(given)):
        for j, (_, level) in enumerate(row):
            start, top = grid.left + j * grid.side + 5, grid.top + (i + 1) * grid.high - 5
            assert colour(made, lang, start, top) == (SELF if i == j else RAMP[level])
    figure = figure_of(lambda: outlets.render_outlets(given, lang, "svg"))
    drawn = [label.get_text().strip("\u200f\u2068\u2069") for label in figure.axes[0].texts]
    # 400 - 90 for the neighbour on either side.
    assert drawn.count("310") == 10
    assert "5" in " ".join(drawn)


def test_the_legend_tells_the_shares_from_which_a_cell_is_darker() -> None:
    given = repeats(6, ("a",))
    bounds = steps(given)
    assert len(bounds) == 4
    assert list(bounds) == sorted(bounds)
    for (n, level), outlet in [(row[1], o) for row, o in zip(shaded(given), given.outlets, strict=True)]:
        share = n / outlet.paragraphs
        assert level == (1 + sum(share >= bound for bound in bounds) if n else 0)


def test_outlets_that_share_nothing_have_no_picture() -> None:
    nothing = tuple(tuple(0 for _ in range(4)) for _ in range(4))
    assert outlets.render_outlets(replace(repeats(4, ("a",)), grid=nothing), "en", "png") is None
    alone = replace(repeats(1, ("a",)), grid=((0,),))
    assert outlets.render_outlets(alone, "en", "png") is None


@pytest.mark.parametrize("fmt", ["png", "svg"])
def test_the_same_outlets_give_the_same_bytes(fmt: str) -> None:
    given = repeats(9, ("Волна", "Ouest", "الضفة"))
    assert outlets.render_outlets(given, "ar", fmt) == outlets.render_outlets(given, "ar", fmt)  # type: ignore[arg-type]


def test_a_search_writes_the_picture_where_outlets_share(tmp_path: Path) -> None:
    def table(name: str, rows: list[dict[str, str]]) -> str:
        path = tmp_path / name
        path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
        return str(path)

    shared = [{"outlet": "المرفأ", "text": FERRY}, {"outlet": "Волна", "text": FERRY}]
    found = search([table("shared.jsonl", shared)], Asked())
    made = write(found, tmp_path / "one", ("png", "svg"), "ar")
    assert [path.name for path in made] == ["outlets.png", "outlets.svg"]
    ET.fromstring(made[1].read_bytes())
    apart = [{"outlet": "المرفأ", "text": FERRY}, {"outlet": "Волна", "text": PARK}]
    found = search([table("apart.jsonl", apart)], Asked())
    assert write(found, tmp_path / "two", ("png", "json"), "ar") == [tmp_path / "two" / "duplicates.json"]


# ------------------------------------------------------------------------------------------------ paragraphs


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_every_pair_stands_on_both_sides_of_the_diagonal(real: Result, lang: str) -> None:
    grid = paragraphs.grid_of(real, lang)
    assert grid is not None
    assert len(grid.classes) == sum(len(group.numbers) for group in grid.groups)
    assert (grid.classes == grid.classes.T).all()
    assert {(j, i) for i, j in grid.linked} == set(grid.linked)
    # Each pair's links are there, twice.
    assert len(grid.linked) == 2 * sum(len(set(pair.linked)) for pair in real.matrix.paragraphs)
    for group in grid.groups:
        part = slice(group.first, group.first + len(group.numbers))
        assert (grid.classes[part, part] == -1).all()
    made = paragraphs.render_paragraphs(real, lang, "png")
    assert made is not None
    for i, j in ((0, 0), (0, len(grid.classes) - 1), (len(grid.classes) - 2, 1)):
        start, top = grid.left + (j + 0.5) * grid.cell, grid.top + (i + 0.5) * grid.cell
        level = int(grid.classes[i, j])
        assert colour(made, lang, start, top) == (SELF if level < 0 else RAMP[level])


def test_two_accounts_or_too_many_paragraphs_have_no_such_picture(real: Result) -> None:
    assert paragraphs.render_paragraphs(replace(real, witnesses=real.witnesses[:2]), "en", "png") is None
    twice = tuple(
        replace(p, id=f"{p.id}.{n}") for n in range(paragraphs.MOST // 60 + 1) for p in real.passages
    )
    assert paragraphs.render_paragraphs(replace(real, passages=twice), "en", "png") is None
    bare = replace(real, matrix=Matrix(real.matrix.documents, ()))
    assert paragraphs.render_paragraphs(bare, "en", "png") is None


# ------------------------------------------------------------------------------------------------- documents


def _in_two_stories(real: Result, count: int) -> Result:
    """Two stories of ten among many accounts that are like nothing, and two that are like each other."""
    values = np.full((count, count), 0.05)
    for low, high in ((0, 10), (10, 20), (20, 22)):
        values[low:high, low:high] = 0.6
    np.fill_diagonal(values, 1.0)
    result = many(real, count)
    ids = [w.id for w in result.witnesses]
    stories = (tuple(ids[:10]), tuple(ids[10:20]), *((w,) for w in ids[20:]))
    return replace(result, matrix=Matrix(tuple(map(tuple, values.tolist())), ()), stories=stories)


def test_of_many_accounts_those_that_are_like_nothing_are_counted_not_drawn(real: Result) -> None:
    grid = documents.grid_of(_in_two_stories(real, 120), "en")
    assert sorted(grid.order) == list(range(22))
    assert grid.apart == 98
    figure = figure_of(lambda: documents.render_documents(_in_two_stories(real, 120), "en", "png"))
    assert any("98" in label.get_text() for label in figure.axes[0].texts)


def test_of_few_accounts_and_where_none_is_like_another_all_are_drawn(real: Result) -> None:
    assert len(documents.grid_of(_in_two_stories(real, 40), "en").order) == 40
    unlike = _in_two_stories(real, 80)
    nothing = tuple(tuple(float(i == j) for j in range(80)) for i in range(80))
    alone = tuple((w.id,) for w in unlike.witnesses)
    grid = documents.grid_of(replace(unlike, matrix=Matrix(nothing, ()), stories=alone), "en")
    assert (len(grid.order), grid.apart) == (80, 0)


@pytest.mark.parametrize("side", [724 / 500, 724 / 200, 724 / 74, 33.3, 64.0])
def test_cells_are_whole_pixels_and_waste_no_room(side: float) -> None:
    pixels = whole(side) * DPI / 96
    assert pixels == int(pixels)
    assert 0 <= side - whole(side) < 96 / DPI
    assert whole(0.4) == 0.4
