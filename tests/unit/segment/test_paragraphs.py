"""Blocks and what they are; sentences inside them; lines that are no part of the account."""

from __future__ import annotations

import itertools
import json
import textwrap
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.model.text import Passage, PassageKind, Witness
from compare.segment import headline, repeated, segment
from tests.producers.texts import text_of

LEAD = "وصل الوفد الرسمي إلى العاصمة اليوم الأحد في زيارة تستمر يومين."
MORE = "وقال الوزير إن الزيارة مهمة لجميع الأطراف. وأضاف أنها ستتكرر."


def kinds(*lines: str) -> list[tuple[str, str | None]]:
    witness = Witness.from_text("\n\n".join(lines))
    return [(str(p.kind), p.why) for p in segment(witness) if p.kind is not PassageKind.SENTENCE]


def plain(*lines: str) -> list[str]:
    return [kind for kind, _ in kinds(*lines)]


def test_an_article_as_sites_print_it() -> None:
    assert kinds(
        "رئيس التحرير",
        "عمــر ســامي",
        "الوفد يصل إلى العاصمة في زيارة رسمية",
        "18-8-2024 | 22:14",
        "رئيس الوفد في المطار",
        LEAD,
        "خلفية الزيارة",
        MORE,
        "جمعية الصداقة بين البلدين",
        "الصورة: مكتب الرئيس",
        "المصدر: وكالة الأنباء",
        "أضف تعليق",
    ) == [
        ("boilerplate", "masthead"),
        ("boilerplate", "masthead"),
        ("headline", None),
        ("dateline", None),
        ("caption", None),
        ("paragraph", None),
        ("heading", None),
        ("paragraph", None),
        ("boilerplate", "site-slogan"),
        ("boilerplate", "photo-credit"),
        ("boilerplate", "source-line"),
        ("boilerplate", "comment-form"),
    ]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("Ru En", "language-switch"),
        ("العربية | English | Русский", "language-switch"),
        ("Photo of author", "byline-widget"),
        ("رابط المصدر", "source-line"),
        ("Источник: агентство", "source-line"),
        ("Фото: пресс-служба президента", "photo-credit"),
        ("This form is protected by reCAPTCHA.", "recaptcha"),
        ("تابعونا على فيسبوك وتويتر", "share-links"),
        ("اقرأ أيضا: الوفد يغادر العاصمة", "read-also"),
        ("وسوم: زيارة، وفد", "tags"),
        ("#زيارة #الوفد_الرسمي", "tags"),
        ("© 2024 جميع الحقوق محفوظة", "copyright"),
        ("***", "ornament"),
    ],
)
def test_lines_of_the_page(line: str, why: str) -> None:
    assert ("boilerplate", why) in kinds("عنوان الخبر الأول هنا", LEAD, line, MORE)


@pytest.mark.parametrize(
    "line",
    [
        "وقال رئيس التحرير إن الصحيفة ستواصل الصدور رغم الظروف الصعبة التي تمر بها.",
        "المصدر الذي تحدث إلى الوكالة طلب عدم ذكر اسمه لأنه غير مخول بالحديث إلى الصحافة.",
        "الصورة التي رسمها الوزير قاتمة.",
        "شارك الوزير في المؤتمر.",
        "The source said that the talks would go on for another day.",
        "Share prices fell by three percent on Monday.",
        "في 18 أغسطس 2024 وصل الوفد.",
    ],
)
def test_what_only_looks_like_a_line_of_the_page(line: str) -> None:
    assert plain("عنوان الخبر الأول هنا", LEAD, line, MORE) == [
        "headline",
        "paragraph",
        "paragraph",
        "paragraph",
    ]


def test_headlines() -> None:
    assert plain("هل يصل الوفد غدا؟", LEAD) == ["headline", "paragraph"]
    assert plain("أخبار", "الوفد يصل إلى العاصمة", LEAD) == ["boilerplate", "headline", "paragraph"]
    assert plain("الوفد يصل إلى العاصمة", "زيارة هي الأولى منذ عام", LEAD) == [
        "headline",
        "heading",
        "paragraph",
    ]
    assert plain(LEAD, MORE) == ["paragraph", "paragraph"]
    assert plain("Source: talks will resume on Monday", LEAD) == ["headline", "paragraph"]
    assert plain("كلمة") == ["paragraph"]
    assert plain("سطر أول", "سطر ثان") == ["paragraph", "paragraph"]


def test_bylines_and_datelines() -> None:
    title = "الوفد يصل إلى العاصمة"
    assert plain(title, "By Jane Doe", LEAD) == ["headline", "byline", "paragraph"]
    assert plain(title, "سامي أحمد – القاهرة", LEAD) == ["headline", "byline", "paragraph"]
    assert plain(title, "٢١ سبتمبر ٢٠٢٣", LEAD) == ["headline", "dateline", "paragraph"]
    assert plain("Title of the story", "August 18, 2024", "It rained all day in town.") == [
        "headline",
        "dateline",
        "paragraph",
    ]


def test_a_list_inside_the_account_is_no_heading() -> None:
    assert plain(LEAD, "- البند الأول", "- البند الثاني", MORE) == ["paragraph"] * 4
    assert plain(LEAD, "وجاء في البيان:", MORE) == ["paragraph"] * 3


def test_short_last_lines_without_a_credit_are_kept() -> None:
    assert plain("عنوان الخبر الأول هنا", LEAD, MORE, "وللحديث بقية") == ["headline"] + ["paragraph"] * 3


def test_marks_of_the_format_decide() -> None:
    text = f"{LEAD}\n\n{MORE}"
    marks = ((0, len(LEAD), PassageKind.HEADLINE), (len(LEAD) + 2, len(text), PassageKind.CAPTION))
    witness = Witness(id="a", text=text, marks=marks)
    assert [p.kind for p in segment(witness) if not p.parent] == [PassageKind.HEADLINE, PassageKind.CAPTION]
    assert headline(witness, segment(witness)) == LEAD


def test_hard_wrapped_lines_make_one_paragraph() -> None:
    wrapped = (
        "The delegation arrived in the capital on Sunday for a visit of two\n"
        "days. The minister said that the visit was important for all of the\n"
        "parties, and that there would be another one before the end of the\n"
        "year.\n\n"
        "Talks will go on for another day, the ministry said in a statement\n"
        "that it published late on Sunday evening, after the first round of\n"
        "talks had ended.\n"
    )
    witness = Witness.from_text(wrapped, language="en")
    passages = segment(witness)
    assert [p.kind for p in passages if not p.parent] == [PassageKind.PARAGRAPH] * 2
    sentences = [wrapped[p.start : p.end] for p in passages if p.parent]
    assert len(sentences) == 3
    assert sentences[0].endswith("visit of two\ndays.")


@pytest.mark.parametrize("language", ["ar", "fa", "en", "ru", "fr"])
@pytest.mark.parametrize("width", [60, 72, 80])
@pytest.mark.parametrize("between", ["\n\n", "\n"])
def test_an_account_wrapped_at_a_width_has_the_sentences_it_had(
    language: str, width: int, between: str
) -> None:
    def sentences(text: str) -> list[str]:
        passages = segment(Witness.from_text(text, id="a"))
        return [" ".join(text[p.start : p.end].split()) for p in passages if p.parent]

    text = text_of(language)
    lines = [line for line in text.splitlines() if line.strip()]
    wrapped = between.join(textwrap.fill(line, width, break_on_hyphens=False) for line in lines)
    assert sentences(wrapped) == sentences(text)


@pytest.mark.parametrize(
    "lines",
    [
        # headlines of about one length
        [
            "Ministers of the two countries meet in the capital on Monday",
            "Divers examine the ferry that ran aground off the north pier",
            "The bridge over the strait is to be closed for two weeks",
            "A storm is expected on the coast by the end of the week",
            "Council votes for a park on the site of the old shipyard",
            "Schools open a week later than planned because of the heat",
        ],
        # verses
        ["على قدر أهل العزم تأتي العزائم", "وتأتي على قدر الكرام المكارم"] * 6,
        # short paragraphs, each a sentence
        ["The ferry ran aground off the pier on Monday evening.", "Nobody was hurt, it was said."] * 5,
        # a list
        ["Present were the ministers of the interior and of justice", "the harbour master", "two divers"] * 4,
    ],
)
def test_lines_that_nobody_wrapped_stay_apart(lines: list[str]) -> None:
    text = "\n".join(lines)
    blocks = [text[p.start : p.end] for p in segment(Witness.from_text(text, id="a")) if not p.parent]
    assert blocks == lines


def test_names_of_passages() -> None:
    witness = Witness.from_text(f"عنوان الخبر الأول هنا\n{MORE}", id="w")
    assert [(p.id, p.parent) for p in segment(witness)] == [
        ("w.1", None),
        ("w.1.1", "w.1"),
        ("w.2", None),
        ("w.2.1", "w.2"),
        ("w.2.2", "w.2"),
    ]


def test_lines_that_stand_in_three_witnesses() -> None:
    texts = {name: f"عنوان الخبر {name} هنا\n{LEAD}{name}.\nصحيفة الأمة تنقل لكم الحقيقة" for name in "abcd"}
    witnesses = [Witness.from_text(text, id=name) for name, text in texts.items()]
    pairs = [(witness, segment(witness)) for witness in witnesses]
    assert repeated(pairs) == {f"{name}.3": "repeated" for name in "abcd"}
    assert repeated(pairs[:2]) == {}


def check(text: str, passages: tuple[Passage, ...]) -> None:
    blocks = [p for p in passages if p.parent is None]
    assert all(a.end <= b.start for a, b in itertools.pairwise(blocks))
    by_id = {p.id: p for p in blocks}
    for p in passages:
        assert 0 <= p.start < p.end <= len(text)
        assert text[p.start : p.end] == text[p.start : p.end].strip()
        assert (p.kind is PassageKind.BOILERPLATE) == (p.why is not None)
        if p.parent:
            assert p.kind is PassageKind.SENTENCE
            assert by_id[p.parent].start <= p.start < p.end <= by_id[p.parent].end
    covered = {at for block in blocks for at in range(block.start, block.end)}
    assert all(at in covered for at, c in enumerate(text) if c.isalnum())


@given(st.text(st.characters(), max_size=400))
def test_any_text(text: str) -> None:
    check(text, segment(Witness.from_text(text)))


LINES = [
    "رئيس التحرير",
    "By X Y",
    "18-8-2024",
    "المصدر: تاس",
    LEAD,
    MORE,
    "عنوان",
    "نص بلا نقطة هنا",
    "",
    "Ru En",
    "***",
]


@given(st.lists(st.sampled_from(LINES), max_size=14), st.sampled_from(["\n", "\r\n", "\r", "\u2028", "\n\n"]))
def test_any_order_of_lines(lines: list[str], line_break: str) -> None:
    text = line_break.join(lines)
    check(text, segment(Witness.from_text(text)))


@pytest.mark.parametrize(
    "unit", ["18-8-2024\n", "رئيس التحرير\nاسم\n", "By X Y\n", "a\n", "a. \n", "كلمة ", "a-", "\r"]
)
def test_long_runs_take_linear_time(unit: str) -> None:
    segment(Witness.from_text(unit * 30_000))


def test_the_source_articles(shared: Path) -> None:
    """Every gold span is one of our sentences or blocks; pages are told from accounts."""
    found: dict[str, set[tuple[int, int]]] = {}
    for path in sorted((shared / "seeds").glob("*.txt")):
        witness = Witness.from_text(path.read_bytes().decode(), id=path.stem, language="ar")
        passages = segment(witness)
        check(witness.text, passages)
        found[path.name] = {(p.start, p.end) for p in passages}
        assert sum(p.kind is PassageKind.HEADLINE for p in passages) == 1
        assert sum(p.kind is PassageKind.BOILERPLATE for p in passages) in (3, 4)
    gold = json.loads((shared / "gold" / "seeds_pairs.json").read_text(encoding="utf-8"))
    sides = [row[side] for row in gold for side in "ab" if row[side]]
    assert [side["text"] for side in sides if (side["start"], side["end"]) not in found[side["doc"]]] == []
