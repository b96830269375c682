"""No label leaves its sheet or runs into another, whatever the accounts are called; every letter is drawn."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from matplotlib.figure import Figure
from matplotlib.font_manager import fontManager

from compare.languages import LANGUAGES, table
from compare.model.claim import Moment, TimelineEvent
from compare.model.repeated import OutletCount
from compare.model.result import PairMatrix, Result
from compare.model.text import Passage, PassageKind
from compare.report import heatmap, lettering
from compare.report.drawing import OVERVIEWS
from compare.report.pictures.outlets import render_outlets
from compare.report.pictures.paragraphs import render_paragraphs
from tests.unit.report.pictures.accounts import NAMES, many, repeats
from tests.unit.report.pictures.sheets import faults, figure_of

SPOKEN = [lang for lang in LANGUAGES if table(lang, "pictures") and table(lang, "heatmap")]
BUILT = [name for name in OVERVIEWS if name not in ("coverage", "paragraphs")]


@pytest.mark.parametrize("name", BUILT)
@pytest.mark.parametrize("names", NAMES)
@pytest.mark.parametrize("count", [2, 60])
def test_labels_of_any_name_keep_apart(real: Result, name: str, names: str, count: int) -> None:
    lang = "ar" if count > 2 else "en"
    result = many(real, count, NAMES[names])
    assert faults(figure_of(lambda: OVERVIEWS[name](result, lang, "png"))) == []


@pytest.mark.parametrize("name", [*OVERVIEWS, "heatmap"])
@pytest.mark.parametrize("lang", SPOKEN)
def test_labels_of_real_accounts_keep_apart(real: Result, name: str, lang: str) -> None:
    if name == "origins":
        real = many(real, 9)
    render = OVERVIEWS.get(name, heatmap.render)
    assert faults(figure_of(lambda: render(real, lang, "png"))) == []


@pytest.mark.parametrize("lang", ["ar", "en"])
@pytest.mark.parametrize("names", NAMES)
def test_titles_of_pairs_and_groups_keep_apart(real: Result, lang: str, names: str) -> None:
    given = NAMES[names]
    witnesses = tuple(replace(w, title=given[n % len(given)]) for n, w in enumerate(real.witnesses))
    named = replace(real, witnesses=witnesses)
    for render in (heatmap.render, render_paragraphs):
        assert faults(figure_of(lambda render=render: render(named, lang, "png"))) == []  # type: ignore[misc]


@pytest.mark.parametrize("lang", ["ar", "fr"])
@pytest.mark.parametrize("names", NAMES)
@pytest.mark.parametrize("count", [2, 30])
def test_outlets_of_any_name_keep_apart(lang: str, names: str, count: int) -> None:
    given = repeats(count, NAMES[names])
    assert faults(figure_of(lambda: render_outlets(given, lang, "png"))) == []


def test_large_counts_of_outlets_stay_in_their_cells() -> None:
    given = repeats(30, ("Harbour",))
    many_each = tuple(tuple(0 if i == j else 1_234_567 for j in range(30)) for i in range(30))
    outlets = tuple(OutletCount(o.name, 12_345_678, 0, 0, 0) for o in given.outlets)
    given = replace(given, grid=many_each, outlets=outlets)
    assert faults(figure_of(lambda: render_outlets(given, "en", "png"))) == []


def test_the_check_itself_sees_what_it_is_for() -> None:
    """A label over another and one over the edge are found; labels side by side are not."""

    def sheet(*places: tuple[float, float]) -> Figure:
        figure = Figure(figsize=(4, 2))
        from matplotlib.backends.backend_agg import FigureCanvasAgg

        FigureCanvasAgg(figure)
        for x, y in places:
            figure.text(x, y, "label")
        return figure

    assert faults(sheet((0.1, 0.5), (0.6, 0.5), (0.1, 0.2))) == []
    assert len(faults(sheet((0.1, 0.5), (0.14, 0.52)))) == 1
    assert len(faults(sheet((0.97, 0.5)))) == 1


@pytest.mark.parametrize("lang", SPOKEN)
def test_many_dates_that_clash_stay_in_their_column(real: Result, lang: str) -> None:
    values = (
        "2015-06-18T21:00/2015-07-16T23:30",
        "2015-07-20T21:00",
        "2015-05-21/2015-07-20",
        "2015-07-17T02:17",
    )
    moments = tuple(
        Moment(w.id, "", "", 0, 0, value, "stated") for w, value in zip(real.witnesses, values, strict=False)
    )
    events = tuple(TimelineEvent(f"e{n}", "2015-07-20", "زيارة", moments, None, True, True) for n in range(6))
    given = replace(real, timeline=events)
    assert faults(figure_of(lambda: OVERVIEWS["timeline"](given, lang, "png"))) == []


# --------------------------------------------------------------------------------------------------- letters


@pytest.mark.parametrize(
    "text",
    [
        "وصل الوفد إلى العاصمة",
        "Визит в Баку; Київ, Қазақстан, Ўзбекистон",
        "Elçibəy Əliyev, Łódź, Žižek, İstanbul, œuvre",
        "№ 5 — “a” × ≥ Ωα",
    ],
)
def test_every_letter_of_these_languages_is_drawn(text: str) -> None:
    assert lettering.fitted(text) == text
    assert "\ufffd" not in lettering.fitted(text)


def test_a_letter_that_no_font_has_is_shown_as_missing() -> None:
    assert lettering.fitted("Баку 北京") == "Баку \ufffd\ufffd"


def test_cyrillic_comes_from_the_font_that_matches_and_is_as_wide_as_measured() -> None:
    arabic, beside, last = (lettering._letters(path) for path in lettering.chain(False))
    for letter in "БаКуЇғ":
        assert ord(letter) not in arabic
        assert ord(letter) in beside
    assert ord("Ω") in last
    assert ord("Ω") not in arabic | beside
    assert 0.9 < lettering.width("Баку" * 20, 10) / lettering.width("Baku" * 20, 10) < 1.4


def test_the_fonts_have_names_of_their_own_once(real: Result) -> None:
    for _ in range(3):
        heatmap.render(real, "en", "svg")
    ours = [(entry.name, entry.weight) for entry in fontManager.ttflist if entry.name in lettering.FAMILIES]
    assert sorted(ours) == sorted((name, weight) for name in lettering.FAMILIES for weight in (400, 700))


# ----------------------------------------------------------------------------------------------- determinism

_DRAW = """
import hashlib, sys
import compare
from compare.report.drawing import drawn
result = compare.compare([compare.read(path) for path in sys.argv[1:]])
for kind in ("heatmap", "documents", "paragraphs", "claims", "timeline", "coverage"):
    for fmt in ("png", "svg"):
        print(kind, fmt, hashlib.sha256(drawn(result, kind, "ar", fmt)).hexdigest())
"""


def test_hash_seeds_do_not_change_a_byte(root: Path) -> None:
    texts = [str(root / f"seeds/texts/baku-2024-{name}.txt") for name in ("a.ar", "b.ar", "c.en")]

    def drawn(seed: str) -> str:
        env = {**os.environ, "PYTHONHASHSEED": seed}
        command = [sys.executable, "-c", _DRAW, *texts]
        run = subprocess.run(command, cwd=root, env=env, capture_output=True, text=True, check=True)
        return run.stdout

    one = drawn("1")
    assert len(one.split("\n")) == 13
    assert one == drawn("2")


def test_pictures_drawn_at_the_same_time_are_the_same(real: Result) -> None:
    kinds = ("documents", "claims", "coverage", "documents", "claims", "coverage")
    alone = [OVERVIEWS[kind](real, "ar", "svg") for kind in kinds]
    with ThreadPoolExecutor(6) as workers:
        assert list(workers.map(lambda kind: OVERVIEWS[kind](real, "ar", "svg"), kinds)) == alone


# ------------------------------------------------------------------------------------------------- the pair


def test_without_a_number_the_pair_that_shares_most_is_drawn(real: Result) -> None:
    pairs = real.matrix.paragraphs
    shared = [sum(pair.values[i][j] for i, j in pair.linked) for pair in pairs]
    best = heatmap.busiest(real)
    assert shared[best] == max(shared) > shared[0]
    # The two Arabic accounts of one day, not a pair across languages with more links and no word in common.
    assert {pairs[best].a, pairs[best].b} == {real.witnesses[1].id, real.witnesses[2].id}
    assert heatmap.render(real, "en", "svg") == heatmap.render(real, "en", "svg", pair=best)
    assert heatmap.busiest(replace(real, matrix=replace(real.matrix, paragraphs=()))) == 0


def test_a_link_without_a_word_in_common_has_a_frame_and_no_number(real: Result) -> None:
    pair = next(p for p in real.matrix.paragraphs if p.linked)
    values = tuple(tuple(0.004 for _ in row) for row in pair.values)
    one = replace(real, matrix=replace(real.matrix, paragraphs=(replace(pair, values=values),)))
    drawn = {label.get_text() for label in figure_of(lambda: heatmap.render(one, "en", "png")).axes[0].texts}
    assert not [text for text in drawn if text.startswith("0.0") and len(text) == 4]


def test_seventy_four_rows_have_every_fifth_number(real: Result) -> None:
    pair = real.matrix.paragraphs[0]
    values = tuple(tuple(0.01 * ((i * j) % 97) for j in range(74)) for i in range(74))
    blocks = {w: tuple(f"{w}.x{n}" for n in range(74)) for w in (pair.a, pair.b)}
    made = PairMatrix(pair.a, pair.b, blocks[pair.a], blocks[pair.b], values, ((3, 3), (70, 73)))
    large = replace(
        real,
        passages=tuple(Passage(i, w, PassageKind.PARAGRAPH, 0, 40) for w, ids in blocks.items() for i in ids),
        matrix=replace(real.matrix, paragraphs=(made,)),
    )
    figure = figure_of(lambda: heatmap.render(large, "en", "png"))
    assert faults(figure) == []
    codes = {label.get_text().strip("\u2068\u2069\u200e") for label in figure.axes[0].texts}
    sign = next(w.siglum for w in real.witnesses if w.id == pair.a)
    assert [n for n in range(1, 75) if f"{sign}{n}" in codes] == [1, *range(5, 75, 5)]
