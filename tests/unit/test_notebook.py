"""What a notebook shows of a comparison: compact, escaped, in the right direction, and pictures to keep."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import fields, replace
from pathlib import Path

import pytest

import compare
from compare.languages import LANGUAGES, table
from compare.model.result import Result
from compare.report.notebook import MOST_ACCOUNTS, MOST_ROWS, in_short, to_fragment
from tests.unit.report.pages import HOSTILE, build, read

SPOKEN = [lang for lang in LANGUAGES if table(lang, "interface")]


@pytest.fixture(scope="module")
def pair(root: Path) -> compare.Comparison:
    return compare.compare(compare.read(root / f"seeds/texts/baku-2024-{name}.ar.txt") for name in "ab")


def shown(html: str) -> str:
    return " ".join("".join(read(html).shown).split())


def test_it_tells_finding_accounts_counts_and_both_quotes(pair: compare.Comparison) -> None:
    html = pair._repr_html_()
    text = shown(html)
    worst = max(pair.differences, key=lambda d: d.severity)
    for value in worst.values:
        assert (value.quote or "") in text
    for witness in pair.witnesses:
        assert (witness.title or "") in text
    assert str(len(pair.differences)) in text
    assert html.count("<tr>") == 1 + min(MOST_ROWS, len(pair.differences))
    assert len(html.encode()) < 20_000


@pytest.mark.parametrize(("lang", "direction"), [("ar", "rtl"), ("en", "ltr"), ("ru", "ltr"), ("fr", "ltr")])
def test_it_has_the_direction_of_its_language_and_quotes_have_theirs(
    pair: compare.Comparison, lang: str, direction: str
) -> None:
    if lang not in SPOKEN:
        pytest.skip(f"no interface in {lang!r} yet")
    tags = read(to_fragment(pair, lang)).tags
    assert tags[0] == (
        "div",
        {**dict(tags[0][1]), "class": "tawatur", "lang": lang, "dir": direction},
    )
    quotes = [attributes for name, attributes in tags if name == "q"]
    assert quotes
    assert {q["dir"] for q in quotes} == {"rtl"}
    assert {q["lang"] for q in quotes} == {"ar"}


def test_it_is_one_element_without_script_or_request(pair: compare.Comparison) -> None:
    html = pair._repr_html_()
    for name, attributes in read(html).tags:
        assert name not in ("script", "link", "img", "iframe", "form", "object")
        assert not attributes.keys() & {"src", "href", "id", "style"}
        assert not [key for key in attributes if key.startswith("on")]
    assert html.lstrip().startswith("<div")
    assert html.rstrip().endswith("</div>")
    assert not re.search(r"url\(|@import|https?:", html)


def test_its_style_touches_nothing_else(pair: compare.Comparison) -> None:
    style = re.search(r"<style>(.*?)</style>", pair._repr_html_(), re.S)
    assert style is not None
    rules = re.findall(r"([^{}]+)\{[^{}]*\}", style[1])
    assert len(rules) > 15
    for rule in rules:
        for selector in re.split(r",(?![^(]*\))", rule):
            assert ".tawatur" in selector


def test_hostile_texts_are_text() -> None:
    html = to_fragment(build([HOSTILE, f"b {HOSTILE}"], HOSTILE), "ar")
    reader = read(html)
    assert {name for name, _ in reader.tags} <= {
        *("div", "style", "p", "ul", "li", "b", "bdi", "small", "table", "thead", "tbody", "tr", "th", "td"),
        *("span", "q"),
    }
    assert not re.search(r"[\x00\u202a-\u202e\ud800-\udfff]", html)
    assert "alert(1)" in "".join(reader.shown)
    html.encode()


def test_the_attributes_of_hostile_accounts_stay_inside_their_quotation_marks() -> None:
    given = build(["a 5 b", "b 6 c"])
    odd = replace(given.witnesses[0], language='ar" onclick="alert(1)', siglum='"><i>', outlet="<b>x")
    html = to_fragment(replace(given, witnesses=(odd, given.witnesses[1])), "en")
    assert not [a for _, attributes in read(html).tags for a in attributes if a.startswith("on")]
    assert "<i>" not in html
    assert "&lt;b&gt;x" in html


def test_long_texts_and_many_accounts_stay_compact() -> None:
    given = build([f"{n}{'كلمة' * 3000} {n}" for n in range(40)], "عنوان " * 2000)
    html = to_fragment(given, "ar")
    assert len(html.encode()) < 120_000
    text = shown(html)
    assert str(40 - MOST_ACCOUNTS) in text


def test_what_is_not_stated_is_drawn_and_no_difference_is_said() -> None:
    given = build(["one 5", "two 6"])
    words = table("en", "notebook")
    assert words["silent"] in shown(to_fragment(given, "en"))
    assert words["none"] in shown(to_fragment(replace(given, differences=()), "en"))


def test_in_a_terminal_it_is_one_line(pair: compare.Comparison) -> None:
    assert repr(pair) == str(pair) == in_short(pair)
    assert re.fullmatch(
        r"<Comparison: 2 accounts, \d+ shared claims?, \d+ differences, \d+ in conflict>", repr(pair)
    )
    # Two of the same values are still equal, and hold all fields.
    assert pair == compare.Comparison(**{f.name: getattr(pair, f.name) for f in fields(Result)})


def test_the_texts_of_the_languages_have_the_same_keys() -> None:
    for name in ("notebook", "grids"):
        first = table("en", name)
        for lang in LANGUAGES:
            other = table(lang, name)
            assert set(other) == set(first), (lang, name)
            for key, value in first.items():
                if isinstance(value, dict):
                    assert set(other[key]) == set(value), (lang, name, key)
                elif isinstance(value, str):
                    assert set(re.findall(r"\{\w+\}", other[key])) == set(re.findall(r"\{\w+\}", value))


# -------------------------------------------------------------------------------------------------- pictures


def test_pictures_show_themselves_in_their_own_format_only(pair: compare.Comparison) -> None:
    png, svg = pair.picture(), pair.picture("timeline", lang="en", format="svg")
    shown_png = png._repr_png_()
    assert shown_png is not None
    assert shown_png[0] == png.data
    assert shown_png[1] == {"width": 1120}
    assert png._repr_svg_() is None
    assert svg._repr_png_() is None
    assert (svg._repr_svg_() or "").startswith("<?xml")
    assert re.fullmatch(r"<Picture: heatmap, png, [\d,]+ bytes>", repr(png))


def test_a_picture_is_saved_whole_or_not_at_all(pair: compare.Comparison, tmp_path: Path) -> None:
    picture = pair.picture(lang="en", a="B")
    path = picture.save(tmp_path / "new" / "pair.png")
    assert path.read_bytes() == picture.data
    path.write_bytes(b"old")
    assert picture.save(str(path)).read_bytes() == picture.data
    assert [p.name for p in path.parent.iterdir()] == ["pair.png"]
    with pytest.raises(compare.OutputError):
        picture.save(path / "below-a-file.png")
    (tmp_path / "folder.png").mkdir()
    with pytest.raises(compare.OutputError):
        picture.save(tmp_path / "folder.png")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["folder.png", "new"]


def test_errors_name_what_is_known(pair: compare.Comparison) -> None:
    with pytest.raises(compare.UsageError, match=r"Unknown picture 'pie'; known: heatmap"):
        pair.picture("pie")
    with pytest.raises(compare.UsageError, match="would show nothing"):
        pair.picture("paragraphs")


def test_importing_the_package_loads_no_picture_library(root: Path) -> None:
    told = "import sys, compare; compare.Comparison, compare.Picture; sys.exit('matplotlib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", told], cwd=root, check=False).returncode == 0
