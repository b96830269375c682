"""The page: one file, no request, no markup out of a source text, the same bytes each time."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace

import pytest

from compare.model.claim import DifferenceType
from compare.model.result import Result
from compare.report.html import day, period, to_html
from tests.unit.report.pages import HOSTILE, build, read


@pytest.fixture(scope="module")
def pair() -> Result:
    return build(["18 أغسطس وصل الوفد إلى المدينة", "19 أغسطس وصل الوفد إلى المدينة"], "وصول الوفد")


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_tags_nest_and_every_link_has_its_place(pair: Result, lang: str) -> None:
    reader = read(to_html(pair, lang))
    ids = [attrs["id"] for _, attrs in reader.tags if "id" in attrs]
    assert len(ids) == len(set(ids))
    links = [attrs.get("href") or "" for tag, attrs in reader.tags if tag in ("a", "use")]
    assert {link for link in links if link.removeprefix("#") not in ids} == set()


@pytest.mark.parametrize("count", [2, 3, 20])
@pytest.mark.parametrize("lang", ["ar", "en"])
def test_hostile_text_stays_text(count: int, lang: str) -> None:
    page = to_html(build([HOSTILE] * count, HOSTILE), lang)
    reader = read(page)
    tags = [tag for tag, _ in reader.tags]
    assert [attrs for tag, attrs in reader.tags if tag == "script" and "type" not in attrs] == [{}]
    assert "img" not in tags
    assert not [name for _, attrs in reader.tags for name in attrs if name.startswith("on")]
    assert "{{ 7*7 }}" in "".join(reader.shown)
    assert not set(page) & set("\u202e\x00\ud800")
    assert len(page.encode()) < 3_000_000


def test_nothing_is_fetched_and_only_our_script_runs(pair: Result) -> None:
    page = to_html(pair, "ar")
    reader = read(page)
    policy = next(a["content"] for _, a in reader.tags if a.get("http-equiv") == "Content-Security-Policy")
    script = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    assert policy is not None
    assert policy.startswith("default-src 'none'")
    assert f"'sha256-{base64.b64encode(hashlib.sha256(script[0].encode()).digest()).decode()}'" in policy
    assert not [a for _, a in reader.tags if a.get("src") or (a.get("href") or "#")[0] != "#"]
    style = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)[0]
    assert re.findall(r"url\((?!data:)|@import", style) == []


def test_the_same_result_gives_the_same_bytes(pair: Result) -> None:
    assert to_html(pair, "ar") == to_html(pair, "ar")


def test_both_quotes_and_silence_are_shown(pair: Result) -> None:
    rows = re.findall(
        r'<div class="dr[^>]*id="d\d".*?(?=<div class="dr|</div>\s*<p)', to_html(pair, "en"), re.S
    )
    assert len(rows) == 2
    assert rows[0].count("<q ") == 2
    assert rows[1].count("<q ") == 1
    assert "not stated" in rows[1]


def test_red_is_for_a_clash_alone(pair: Result) -> None:
    assert 'class="st conflict"' in to_html(pair, "ar")
    named = replace(pair.differences[0], type=DifferenceType.ATTRIBUTION)
    assert 'class="st conflict"' not in to_html(replace(pair, differences=(named,)), "ar")


def test_why_a_claim_was_linked_is_told(pair: Result) -> None:
    shown = " ".join(read(to_html(pair, "en")).shown)
    assert "linked by machine" in shown
    assert "the sentences share most of their content." in shown


def test_three_accounts_let_the_reader_choose_two() -> None:
    page = to_html(build(["أول خبر", "ثان خبر", "ثالث خبر"]), "ar")
    assert page.count("<select ") == 2
    assert page.count('class="gc self"') == 3
    assert page.count('<article class="pane"') == 3


def test_grids_beyond_the_most_are_named() -> None:
    page = to_html(build(["خبر واحد"] * 5), "en")
    assert page.count("data-heat=") == 6
    assert 'Maps of further pairs, in the JSON file: <span class="num">4</span>' in page


def test_nothing_shared_is_said() -> None:
    plain = build(["أول خبر", "ثان خبر"])
    page = to_html(replace(plain, claims=(), differences=(), links=(), excluded=(), notes=()), "en")
    assert "The two accounts share no claim." in page
    assert "Nothing was left out." in page


@pytest.mark.parametrize(
    ("value", "lang", "shown"),
    [
        ("2024-08-18T22:14", "ar", "18 أغسطس 2024، 22:14"),
        ("2024-08-01", "en", "1 August 2024"),
        ("2024-08", "ar", "أغسطس 2024"),
        ("2024", "en", "2024"),
        ("2024-13-01", "en", "2024-13-01"),
    ],
)
def test_dates_are_written_in_words(value: str, lang: str, shown: str) -> None:
    assert day(value, lang) == shown


def test_ranges_are_written_in_words() -> None:
    assert period("1993/2003-05", "ar") == "من 1993 إلى مايو 2003"
    assert period("2024-08-18", "en") == "18 August 2024"
