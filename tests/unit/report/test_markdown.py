"""The Markdown report: in order, both values quoted, and no markup from the documents."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

import compare
from compare.model.claim import Moment, TimelineEvent
from compare.model.result import Copied, Evidence, Origin, Place, Result
from compare.report.markdown import escaped, to_markdown

A = """زيارة الوزير إلى باكو

وصل الوزير اليوم الأحد 18 أغسطس 2024 إلى باكو في زيارة تستمر يومين، حسب وكالة تاس.
قُتل 12 شخصًا في انفجار وقع هناك يوم 9 نوفمبر 2020.
وقال <script>alert(1)</script> إن [الأمر](http://x.y) **انتهى** تمامًا بلا رجعة | وبلا {حد}.

شارك هذا الخبر
"""
B = """وصل الوزير الأحد 18 أغسطس 2024 إلى باكو في زيارة تستمر ثلاثة أيام، حسب وكالة رويترز.
قُتل 15 شخصًا في انفجار وقع هناك يوم 9 نوفمبر 2020.
والطقس معتدل في المدينة هذا الأسبوع كله.
"""


C = """The minister arrived in Baku on Sunday, 18 August 2024, for a visit of two days, Reuters reported.
15 people were killed in an explosion there on 9 November 2020.
"""


@pytest.fixture(scope="module")
def result() -> compare.Comparison:
    return compare.compare(
        [
            compare.Witness.from_text(A, id="a", title="# </div> `x` | y", published="2024-08-18"),
            compare.Witness.from_text(B, id="b", published="2024-08-19", outlet="@someone"),
        ]
    )


def test_the_arabic_report_is_wrapped_and_in_order(result) -> None:
    text = to_markdown(result, "ar")
    assert text.startswith('<div dir="rtl">\n\n# ')
    assert text.endswith("\n\n</div>\n")
    heads = [line for line in text.splitlines() if line.startswith("## ")]
    assert len(heads) == len(set(heads)) >= 7
    assert heads[0].startswith("## المصادر")
    assert heads[1].startswith("## فيمَ")
    assert heads[-1].startswith("## كيف")
    assert result.digest in text
    assert all(w.sha256 in text for w in result.witnesses)


def test_both_values_are_quoted_and_silence_is_told(result) -> None:
    text = to_markdown(result, "en")
    assert "<div" not in text
    for difference in result.differences:
        for value in difference.values:
            if value.quote and len(value.quote) < 40:
                assert escaped(value.quote) in text
    if any(v.quote is None for d in result.differences for v in d.values):
        assert "not stated" in text
    assert "share links" in text


def test_differences_stand_by_severity(result) -> None:
    lines = to_markdown(result, "en").splitlines()
    verdicts = [
        line.split("**")[1].rsplit(", ", 1)[-1] for line in lines if line.startswith("- **") and "—" in line
    ]
    assert verdicts
    assert verdicts == sorted(verdicts, key=lambda v: v != "conflict")


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_documents_bring_no_markup(result, lang: str) -> None:
    text = to_markdown(result, lang)
    assert "<script" not in text
    assert text.count("</div>") == (lang == "ar")
    assert "](" not in text.replace("\\](", "")
    assert "http://" not in text
    assert "@someone" not in text
    table = [line for line in text.splitlines() if line.startswith("| ")]
    assert {line.replace("\\|", "").count("|") for line in table} == {7}


@pytest.mark.parametrize(
    ("raw", "safe"),
    [
        ("<img src=x onerror=y>", "&lt;img src=x onerror=y&gt;"),
        ("&amp;", "&amp;amp;"),
        ("a_b `c` $d$", r"a\_b \`c\` \$d\$"),
        ("line\n\n# head", r"line \# head"),
        ("\\", "\\\\"),
        ("x\u202ey\u2066z\x00\ufeff", "xyz"),
        ("\ud800", "\ufffd"),
        ("www.example.org", r"www\.example.org"),
        ("من\u200cالخط", "من\u200cالخط"),
    ],
)
def test_escaping(raw: str, safe: str) -> None:
    assert escaped(raw) == safe


def many(result: compare.Comparison) -> Result:
    """Three accounts with origins, a timeline and stories, hostile words in all of them."""
    ids = ("a", "b", "c")
    witnesses = [compare.Witness.from_text(t, id=i) for t, i in zip((A, B, C), ids, strict=True)]
    found = compare.compare(witnesses)
    quote = Place("a", A.index("<script>"), A.index("بلا"))
    because = "verbatim: 0.93 of the shorter text"
    moment = Moment("a", "a.1.1", "9 نوفمبر 2020", 0, 13, "2020-11-09", "inferred")
    return replace(
        found,
        origins=(
            Origin(
                "o1",
                ("a", "c"),
                "<b>TASS</b>",
                (Evidence("verbatim", ("a", "c"), 0.93, because, (quote,)),),
                (Copied("c", "a", "published-later: 2 hours"),),
            ),
            Origin("o2", ("b",), None, ()),
        ),
        stories=(("a", "c"), ("b",)),
        timeline=(
            TimelineEvent("e1", "2020-11-09", "[x](y) {label}", (moment,), clash=True, superseded_by="e2"),
            TimelineEvent("e2", "2024-08", "later", (moment,), planned=True),
        ),
    )


def test_many_accounts_bring_matrix_origins_timeline_and_stories(result) -> None:
    text = to_markdown(many(result), "en")
    heads = [line[3:] for line in text.splitlines() if line.startswith("## ")]
    for head in ("Who tells what?", "Where do the accounts come from?", "When did it happen?"):
        assert head in heads
    assert "| # | Claim | A | B | C |" in text
    table = [line for line in text.splitlines() if re.match(r"\| \d", line)]
    shared = [c for c in many(result).claims if c.relation != "one_source"]
    assert len(table) == len(shared) > 0
    words = {"agrees", "differs", "more exact", "not told"}
    assert all(set(line.strip("| ").split(" | ")[-3:]) <= words for line in table)
    assert "**Agency: &lt;b&gt;TASS&lt;/b&gt;** — A, C" in text
    assert "C may have taken it from A, or both from a third (published later by 2 hours)" in text
    assert "- **9 November 2020** (dates clash)" in text
    assert "- **August 2024** (planned)" in text
    assert "told later in its place: “later”" in text
    assert "(9 November 2020, inferred)" in text
    assert "- Event 1: A, C" in text
    assert "<script" not in text
    assert "](y)" not in text.replace("\\](y)", "")


def test_two_accounts_bring_no_matrix(result) -> None:
    assert "Who tells what?" not in to_markdown(result, "en")


def test_the_same_result_gives_the_same_text(result) -> None:
    assert to_markdown(result, "ar") == to_markdown(result, "ar")


def test_nothing_shared_is_said() -> None:
    texts = ("الطقس اليوم معتدل في أنحاء البلاد كلها", "فاز الفريق بالمباراة النهائية أمس في الملعب")
    found = compare.compare([compare.Witness.from_text(t, id=i) for t, i in zip(texts, "ab", strict=True)])
    text = to_markdown(found, "ar")
    assert "لا تشترك الروايتان في أي ادعاء." in text
    assert "لم يُستبعد شيء." in text
