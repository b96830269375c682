"""Findings, reasons, names and counts in the language of the report."""

from __future__ import annotations

from dataclasses import replace

import pytest

from compare.languages import table
from compare.model.claim import Claim, Difference, DifferenceType, Mention, Stated, Status
from compare.model.result import Matrix, Origin, Result, WitnessSummary
from compare.model.reuse import LinkKind
from compare.model.text import Published
from compare.report import wording
from compare.report.wording import because, evidence, finding, note, percent, plural, siglum, told
from compare.segment.boilerplate import furniture
from compare.settings import Settings


def witness(id: str, letter: str) -> WitnessSummary:
    return WitnessSummary(
        id, letter, None, "", "ar", "rtl", None, None, Published("2024-08-18", "stated"), 9, "نص قصير."
    )


def claim(id: str, *witnesses: str) -> Claim:
    mentions = tuple(Mention(w, 0, 3, f"{w}.{id}") for w in witnesses)
    relation = "one_source" if len(witnesses) == 1 else "agree"
    return Claim(id, "نص", mentions, (), relation)


def difference(
    a: str | None, b: str | None, type_: DifferenceType = DifferenceType.DATE, severity: float = 0.9
) -> Difference:
    values = (Stated("a", a, 0, 1, a, "stated"), Stated("b", b, 0, 1, b, "stated"))
    return Difference("d1", "c1", type_, Status.CONFLICT, severity, values, "values-differ: 1 against 2")


def result(claims: tuple[Claim, ...] = (), differences: tuple[Difference, ...] = (), more: int = 0) -> Result:
    third = (witness("c", "C"),) * bool(more)
    return Result(
        tool_version="0",
        settings=Settings().as_items(),
        digest="0" * 16,
        witnesses=(witness("a", "A"), witness("b", "B"), *third),
        passages=(),
        links=(),
        claims=claims,
        differences=differences,
        reuse=(),
        matrix=Matrix((), ()),
        origins=(),
        excluded=(),
        notes=(),
    )


SHARED = (claim("c1", "a", "b"), claim("c2", "a", "b"), claim("c3", "b"))


@pytest.mark.parametrize(
    ("n", "said"),
    [
        (0, "لا فروق"),
        (1, "فرق واحد"),
        (2, "فرقان"),
        (3, "3 فروق"),
        (10, "10 فروق"),
        (11, "11 فرقًا"),
        (99, "99 فرقًا"),
        (100, "100 فرق"),
        (102, "102 فرق"),
        (103, "103 فروق"),
        (111, "111 فرقًا"),
    ],
)
def test_arabic_counts_follow_cldr(n: int, said: str) -> None:
    assert plural("ar", "differences", n) == said


def test_english_counts() -> None:
    assert [plural("en", "differences", n) for n in (0, 1, 2)] == [
        "0 differences",
        "1 difference",
        "2 differences",
    ]


def test_both_languages_have_the_same_texts() -> None:
    def keys(tree: object, path: str = "") -> set[str]:
        if not isinstance(tree, dict) or path == ".note":
            return {path}
        if path.startswith(".plural."):
            return {path}
        return {key for name, below in tree.items() for key in keys(below, f"{path}.{name}")}

    assert keys(dict(table("ar", "interface"))) == keys(dict(table("en", "interface")))


def test_the_finding_counts_and_quotes_the_most_serious_conflict() -> None:
    source = difference("تاس", "رويترز", DifferenceType.ATTRIBUTION, 0.5)
    minor = difference("قديم", "جديد", DifferenceType.NEGATION, 0.8)
    said = finding(result(SHARED, (source, minor, difference("الأحد", "الاثنين"))), "ar")
    assert "ادعاءين" in said
    assert "تفصيلين" in said
    assert "موضع واحد" in said
    assert "«الأحد» مقابل «الاثنين»" in said
    assert "20%" in said  # one sentence of five
    assert "\n" not in said


def test_a_source_that_differs_is_no_contradiction() -> None:
    said = finding(result(SHARED, (difference("TASS", "Reuters", DifferenceType.ATTRIBUTION, 0.5),)), "en")
    assert "contradict each other in no detail; in 1 place only the source named differs." in said
    assert "“TASS” against “Reuters”" in said


def test_nothing_shared_and_no_conflict_are_said_plainly() -> None:
    assert finding(result(), "ar") == "لا تشترك الروايتان في أي ادعاء."
    assert finding(result((claim("c1", "a"),), more=1), "en") == "No two of these accounts share a claim."
    assert finding(result(SHARED[:2]), "en") == (
        "The two accounts share 2 claims and contradict each other in no detail. "
        "No sentence stands in one account only."
    )


def test_the_finding_of_many_counts_accounts_origins_and_what_all_tell() -> None:
    three = result((*SHARED, claim("c4", "a", "b", "c")), (difference("خمسة", "ستة"),), more=1)
    assert finding(three, "ar").startswith(
        "3 روايات؛ 3 ادعاءات مشتركة (منها واحد ترويه كل الروايات)، وتعارض واحد. أشد التعارض"
    )
    origins = (Origin("o1", ("a", "b"), "TASS", ()), Origin("o2", ("c",), None, ()))
    counted = replace(three, origins=origins)
    assert finding(counted, "en").startswith(
        "3 accounts, 2 independent origins; 3 shared claims (1 told by all), 1 conflict. Most serious"
    )
    assert "3 روايات، مصدران أصليان مستقلان؛" in finding(counted, "ar")
    calm = finding(replace(counted, differences=(), claims=SHARED), "en")
    assert "2 shared claims (none told by all), no conflict." in calm


def test_of_many_values_two_that_clash_are_quoted() -> None:
    same = difference("الأربعاء", "الاربعاء")
    values = (
        Stated("a", "الأربعاء", 0, 1, "2015-08-05"),
        Stated("b", "الاربعاء", 0, 1, "2015-08-05"),
        Stated("c", "الثلاثاء", 0, 1, "2015-08-04"),
    )
    said = finding(result(SHARED, (replace(same, values=values),), more=1), "ar")
    assert "«الأربعاء» مقابل «الثلاثاء»" in said


def test_two_accounts_of_one_origin_are_told_so() -> None:
    one = replace(result(SHARED[:2]), origins=(Origin("o1", ("a", "b"), "TASS", ()),))
    assert "Both seem to come from one origin. No sentence" in finding(one, "en")
    assert ".." not in finding(one, "ar")
    apart = (Origin("o1", ("a",), None, ()), Origin("o2", ("b",), None, ()))
    assert "one origin" not in finding(replace(one, origins=apart), "en")


@pytest.mark.parametrize(
    ("accounts", "origins", "said"),
    [
        (5, 2, "5 روايات، مصدران أصليان مستقلان"),
        (2, 1, "روايتان، مصدر أصلي واحد"),
        (11, 11, "11 رواية، 11 مصدرًا أصليًا مستقلًا"),
        (100, 3, "100 رواية، 3 مصادر أصلية مستقلة"),
        (3, None, "3 روايات"),
    ],
)
def test_how_many_tell_a_claim(accounts: int, origins: int | None, said: str) -> None:
    assert told("ar", accounts, origins) == said


def test_reasons_of_origins() -> None:
    assert evidence("agency-credited: TASS", "ar") == "تُسند خبرها إلى: \u2068TASS\u2069"
    assert evidence("verbatim: 0.93 of the shorter text", "en") == (
        "word for word the same: 93% of the shorter text"
    )
    assert evidence("verbatim: 0.999 of the shorter text", "en").endswith("99% of the shorter text")
    assert evidence("order: 5 of 6 passages", "en") == "shared passages in the same order: 5 of 6"
    assert evidence("time: same day", "ar") == "الفارق بين وقتي النشر: في اليوم نفسه"
    assert evidence("published-later: 2 hours", "ar") == "نُشرت بعدها، والفارق: ساعتان"
    # Figures of another form stay as they are, apart from the sentence around them; so do new slugs.
    assert evidence("verbatim: most\u202e of it", "ar") == "منقول حرفيًا: \u2068most of it\u2069"
    assert evidence("verbatim: 1.2.3 of the shorter text", "en").endswith(
        "\u20681.2.3 of the shorter text\u2069"
    )
    assert evidence("new-reason: x", "en") == "new-reason: x"
    assert evidence("verbatim", "en") == "verbatim"
    assert evidence("", "ar") == ""


def test_notes_of_tables_and_of_cut_reports() -> None:
    rows = "list.csv: 3 of 20 rows hold no text that can be read and were left out; the first is row 5."
    said = note("ar", "table-rows-skipped", rows)
    assert said.startswith("\u2068list.csv\u2069: صفوف بلا نص يُقرأ تُركت")
    assert note("en", "table-rows-skipped", rows) == rows
    assert "comparison.json" in note("ar", "report-cut", "This report was cut")
    words = "Accounts in 3 languages were aligned by names, dates, numbers and word vectors."
    assert "tawatur[semantic]" in note("ar", "aligned-by-words", words)


def test_a_conflict_with_words_on_one_side_only_names_the_account() -> None:
    said = finding(result(SHARED, (difference(None, "لم", DifferenceType.NEGATION),)), "ar")
    assert "«لم» في الرواية ب وحدها" in said


def test_quotes_of_a_finding_are_tame() -> None:
    hostile = difference("\u202eevil\u2066\x07\nline\ud800 {share} {b}", "كلمة " * 60)
    said = finding(result(SHARED, (hostile,)), "ar")
    assert not set(said) & {"\u202e", "\u2066", "\x07", "\n", "\ud800"}
    assert "«\u2068evilline\ufffd {share} {b}\u2069»" in said.replace("evil line", "evilline")
    assert said.count("\u2068") == said.count("\u2069")
    assert "…»" in said
    assert len(said) < 350


@pytest.mark.parametrize(
    ("value", "shown"),
    [(0, "0%"), (0.0001, "1%"), (0.5, "50%"), (0.125, "13%"), (0.9999, "99%"), (1, "100%"), (1.2, "100%")],
)
def test_percent_is_zero_or_hundred_only_where_it_is_so(value: float, shown: str) -> None:
    assert percent(value) == shown


def test_reasons_of_differences() -> None:
    text = "values-differ: 2020-11-09 against 2020-11-10"
    assert because(text, "en") == "The values differ: 2020-11-09 against 2020-11-10."
    assert because(text, "ar") == ("القيمتان مختلفتان: \u20682020-11-09\u2069 مقابل \u20682020-11-10\u2069.")
    assert because("one-silent: باكو", "ar") == "تذكره رواية واحدة: باكو. السكوت ليس مخالفة."
    assert because("precision: 2020-09 and 2020-09-27", "en").endswith("2020-09 and 2020-09-27.")
    # Where the two sides part is not sure: the whole is shown.
    assert because("wording: for and against it against them", "en") == (
        "Other words in the same place: for and against it against them."
    )
    assert (
        because("one-silent: {text}\u202e", "en")
        == "One account tells it: {text}. Silence is not contradiction."
    )


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_every_reason_has_words(lang: str) -> None:
    slugs = "values-differ precision one-silent told-elsewhere naming spelling wording source-differs negated"
    for slug in (*slugs.split(), "planned-happened"):
        assert not because(f"{slug}: 1 against 2", lang).startswith(slug)
    for slug in ("verbatim", "near", "same-content", "same-details", "headline", "best-of-both"):
        assert because(slug, lang) != slug


def test_reasons_of_links_and_unknown_ones() -> None:
    assert because("near, same-details", "ar") == "اللفظ متقارب، تشتركان في تاريخ أو عدد."
    assert because("something-new: x", "en") == "something-new: x"
    assert because("", "ar") == ""


def test_sigla() -> None:
    assert [siglum("ar", c) for c in ("A", "B", "C", "Z", "AA")] == ["أ", "ب", "ج", "ض", "أأ"]
    assert siglum("en", "AA") == "AA"


def test_every_name_the_program_uses_has_words_in_both_languages() -> None:
    tables = furniture()
    reasons = {*tables.lines.values(), *tables.labels.values(), *tables.heads_next.values()}
    reasons |= {why for *_, why in tables.starts} | {why for *_, why in tables.phrases}
    groups = {
        "excluded": reasons | {"boilerplate", "ornament", "repeated"},
        "type": set(DifferenceType),
        "status": set(Status),
        "verdict": {*Status, "source"},
        "link": set(LinkKind),
        "settings": {name for name, _ in Settings().as_items()},
    }
    for lang in ("ar", "en"):
        missing = {
            (lang, group, str(key))
            for group, keys in groups.items()
            for key in keys
            if str(key) not in table(lang, "interface")[group]
        }
        assert not missing
    assert wording.label("ar", "type", "unheard-of") == "unheard-of"
    assert wording.label("ar", "no-group", "x") == "x"


def test_notes_are_told_in_arabic_where_there_are_words() -> None:
    undated = "b: no date of publication is stated, so “today” has no date there."
    assert note("ar", "undated", undated) == "لا تاريخ نشر معلنًا في \u2068b\u2069، فلا تاريخ لقولها «اليوم»."
    assert note("en", "undated", undated) == undated
    said = "With 50 accounts, each was aligned with 40 others only, near and far."
    assert "40" in note("ar", "nearest-only", said)
    assert note("en", "new-slug", "Something\u202e else.") == "Something else."
    assert note("ar", "undated", "Another form") == "\u2068Another form\u2069"


def test_the_order_of_equal_conflicts_prefers_two_quotes() -> None:
    one = difference(None, "لا")
    two = replace(difference("خمسة", "ستة"), id="d2")
    assert "«خمسة» مقابل «ستة»" in finding(result(SHARED, (one, two)), "ar")
