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
    # What was found stands before all else.
    assert text.splitlines()[4].startswith("**تشترك الروايتان")
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


def rows(text: str) -> list[list[str]]:
    """The cells of the numbered rows of all tables, escaped bars put back."""
    lines = [line.replace("\\|", "¦") for line in text.splitlines() if re.match(r"\| \d", line)]
    return [[cell.strip() for cell in line.strip("| ").split(" | ")] for line in lines]


def test_differences_stand_in_a_table_by_severity(result) -> None:
    found = rows(to_markdown(result, "en"))
    assert [int(row[0]) for row in found] == list(range(1, len(result.differences) + 1))
    assert {len(row) for row in found} == {5}
    severe = [row[1].startswith("**") for row in found]
    assert any(severe)
    assert severe == sorted(severe, reverse=True)
    by_number = sorted(result.differences, key=lambda d: -d.severity)
    first = [v.quote for v in by_number[0].values]
    assert all(quote in cell for quote, cell in zip(first, found[0][2:4], strict=True))


def test_every_link_leads_to_an_anchor_of_ours(result) -> None:
    for lang in ("ar", "en"):
        text = to_markdown(result, lang)
        links = re.findall(r"(?<!\\)\]\(([^)]*)\)", text)
        anchors = re.findall(r'<a id="([^"]*)"></a>', text)
        assert len(anchors) == len(set(anchors))
        assert {"#differences", "#claims", "#claim-1"} <= set(links)
        assert {link.removeprefix("#") for link in links} <= set(anchors)


def test_a_reader_of_markdown_sees_tables_lists_and_folds(result) -> None:
    markdown_it = pytest.importorskip("markdown_it")
    reader = markdown_it.MarkdownIt("commonmark", {"html": True}).enable("table")
    for account in (result, many(result)):
        text = to_markdown(account, "ar")
        tokens = reader.parse(text)
        kinds = [token.type for token in tokens]
        wide = {"table_open": 0, "tr_open": 0, "th_open": 0, "td_open": 0}
        for kind in kinds:
            wide[kind] = wide.get(kind, 0) + 1
        assert wide["table_open"] >= 2
        assert "ordered_list_open" in kinds
        html = "".join(token.content for token in tokens if token.type == "html_block")
        assert html.count("<details>") == html.count("</details>") >= 2
        tags = set(re.findall(r"</?([a-z]+)", html))
        inline = [t for token in tokens for t in token.children or () if t.type == "html_inline"]
        tags |= {re.match(r"</?([a-z]+)", t.content)[1] for t in inline}
        assert tags <= {"div", "a", "details", "summary", "br"}
        claims = sum(kind == "ordered_list_open" for kind in kinds)
        assert claims == 1, "the claims are one list, not one list each"
        # Silence within a claim stands below the claim, not beside it.
        assert not any(line.startswith("   - ") for line in text.splitlines())


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_documents_bring_no_markup(result, lang: str) -> None:
    text = to_markdown(result, lang)
    assert "<script" not in text
    assert text.count("</div>") == (lang == "ar")
    assert not re.search(r"(?<!\\)\]\((?!#)", text)
    assert "http://" not in text
    assert "@someone" not in text
    table = [line for line in text.splitlines() if line.startswith("| ")]
    assert {line.replace("\\|", "").count("|") for line in table} == {6, 7}


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
    matrix = text[text.index("## Who tells what?") : text.index('<a id="differences">')]
    table = [line for line in matrix.splitlines() if re.match(r"\| \d", line)]
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
