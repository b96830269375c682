"""The page: one file, no request, no markup out of a source text, the same bytes each time."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from compare.model.claim import Claim, Difference, DifferenceType, Mention, Stated, Status
from compare.model.result import Excluded, Matrix, Note, PairMatrix, Result, WitnessSummary
from compare.model.reuse import Channels, Link, LinkKind
from compare.model.text import Passage, PassageKind, Published
from compare.report.html import day, to_html

HOSTILE = (
    "</script><script>alert(1)</script><img src=x onerror=alert(2)> \u202eمقلوب \x00 \ud800 {{ 7*7 }} \"'`"
)
VOID = {"meta", "link", "img", "input", "br", "use", "path", "rect", "circle"}


def account(id: str, number: int, text: str, title: str | None = None) -> WitnessSummary:
    published = Published(f"2024-08-{18 + number}T09:05", "stated")
    return WitnessSummary(
        id, chr(65 + number), f"{id}.txt", "0" * 64, "ar", "rtl", title, None, published, len(text), text
    )


def build(texts: list[str], title: str | None = None) -> Result:
    """Accounts of one sentence each, all in one claim, whose first word differs."""
    accounts = [account(f"w{n}", n, text, title) for n, text in enumerate(texts)]
    blocks = [Passage(f"{a.id}.1", a.id, PassageKind.PARAGRAPH, 0, a.length) for a in accounts]
    sentences = [
        Passage(f"{a.id}.1.1", a.id, PassageKind.SENTENCE, 0, a.length, f"{a.id}.1") for a in accounts
    ]
    ends = [len(text.split(" ")[0]) for text in texts]
    values = tuple(Stated(a.id, a.text[:end], 0, end) for a, end in zip(accounts, ends, strict=True))
    first = accounts[0]
    channels = Channels(**dict.fromkeys(Channels.__dataclass_fields__, 0.5))
    pairs = [(a, b) for i, a in enumerate(accounts) for b in accounts[i + 1 :]]
    size = range(len(accounts))
    return Result(
        tool_version="0",
        settings=(("min_words", 5),),
        digest="0" * 16,
        witnesses=tuple(accounts),
        passages=(*blocks, *sentences),
        links=tuple(
            Link(f"{a.id}.1.1", f"{b.id}.1.1", 0.62, channels, LinkKind.REWORDED, "same-content")
            for a, b in pairs
        ),
        claims=(
            Claim(
                "c1",
                first.text,
                tuple(Mention(s.witness, s.start, s.end, s.id) for s in sentences),
                (),
                "differ",
            ),
        ),
        differences=(
            Difference(
                "d1", "c1", DifferenceType.DATE, Status.CONFLICT, 0.9, values, "values-differ: a against b"
            ),
            Difference(
                "d2",
                "c1",
                DifferenceType.PLACE,
                Status.ADDED,
                0.1,
                (values[0], Stated(accounts[1].id)),
                "one-silent: x",
            ),
        ),
        reuse=(),
        matrix=Matrix(
            tuple(tuple(1.0 if i == j else 0.4 for j in size) for i in size),
            tuple(
                PairMatrix(a.id, b.id, (f"{a.id}.1",), (f"{b.id}.1",), ((0.62,),), ((0, 0),))
                for a, b in pairs
            ),
        ),
        origins=(),
        excluded=(Excluded(first.id, 0, ends[0], "masthead"),),
        notes=(Note("anything", texts[0]),),
    )


class Reader(HTMLParser):
    """Collects tags, attributes, ids, and what is shown; fails where tags do not nest."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.shown: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] not in ("script", "style"):
            self.shown.append(data)


def read(page: str) -> Reader:
    reader = Reader()
    reader.feed(page)
    reader.close()
    assert reader.open == []
    return reader


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
    assert tags.count("script") == 1
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
