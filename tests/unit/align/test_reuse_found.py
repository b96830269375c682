"""Reused passages of two texts: found in any order and language, exact at both ends; and what is none."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

import compare
from compare.model.reuse import Reuse

ARABIC = (
    "وأعلنت البلدية أن أعمال ترميم الجسر القديم ستنتهي قبل حلول الشتاء، "
    "وأن المهندسين استبدلوا الأعمدة الخشبية المتآكلة بأخرى من الفولاذ"
)
ENGLISH = (
    "The harbour pilots refused to bring the tanker in after dark as two of the channel lights had failed"
)
RUSSIAN = (
    "Жители посёлка неделю носили воду из колодца, пока ремонтники меняли ржавые трубы под центральной улицей"
)
FRENCH = (
    "Les pêcheurs du village ont retrouvé la barque échouée sur les rochers, la coque percée et les filets "
    "emportés par la marée"
)
HOSTS = {
    "ar": ("افتتح المعرض أبوابه صباح اليوم أمام الزوار.", "وانتهت المباراة بالتعادل بعد وقت إضافي طويل."),
    "en": ("A bakery on the corner sold out before noon.", "Nobody claimed the second prize in the raffle."),
    "ru": ("Утром в парке открыли каток для детей.", "Сборная выиграла последний матч сезона."),
    "fr": ("Le marché couvert rouvre ses portes samedi.", "La chorale cherche encore deux ténors."),
}
PASSAGES = {"ar": ARABIC, "en": ENGLISH, "ru": RUSSIAN, "fr": FRENCH}


def quoted(a: str, b: str) -> list[tuple[str, str, str]]:
    return [(r.kind.value, a[r.a_start : r.a_end], b[r.b_start : r.b_end]) for r in compare.find_reuse(a, b)]


@pytest.mark.parametrize("language", PASSAGES)
def test_a_pasted_passage_is_found_with_both_ends(language: str) -> None:
    passage, (before, after) = PASSAGES[language], HOSTS[language]
    for host in (f"{before} {passage}. {after}", f"{passage}.\n\n{before}", f"{after}\n{passage}"):
        for a, b in ((host, f"{passage}."), (f"{passage}.", host)):
            assert quoted(a, b) == [("verbatim", passage, passage)]


def test_languages_may_be_mixed_in_both_texts() -> None:
    a = "\n".join([HOSTS["en"][0], ARABIC, HOSTS["ru"][0], ENGLISH])
    b = "\n".join([ENGLISH, HOSTS["ar"][1], ARABIC])
    assert quoted(a, b) == [("verbatim", ARABIC, ARABIC), ("verbatim", ENGLISH, ENGLISH)]


def test_swapped_paragraphs_are_found() -> None:
    paragraphs = [
        f"{ENGLISH}.",
        "The museum lent its oldest globe to the school for one winter.",
        f"{FRENCH}.",
    ]
    a, b = "\n\n".join(paragraphs), "\n\n".join(reversed(paragraphs))
    assert sorted(q for _, q, _ in quoted(a, b)) == sorted(p.rstrip(".") for p in paragraphs)


def test_spelling_does_not_break_a_passage() -> None:
    vowelled = ARABIC.replace("أعمال", "أَعْمَال").replace("القديم", "القـديم").replace("أن", "ان")
    assert quoted(ARABIC, f"{HOSTS['ar'][0]} {vowelled}.") == [("verbatim", ARABIC, vowelled)]
    assert quoted(ENGLISH, ENGLISH.upper()) == [("verbatim", ENGLISH, ENGLISH.upper())]


@pytest.mark.parametrize(
    ("passage", "edits"),
    [
        (ARABIC, [("ترميم", "إصلاح"), ("حلول ", ""), ("الأعمدة", "الأعمدة الكبيرة")]),
        (ENGLISH, [("pilots", "crews"), ("after dark", "in the dark"), ("channel lights", "lights")]),
        (RUSSIAN, [("неделю", "десять дней"), ("ржавые ", "")]),
    ],
)
def test_an_edited_passage_is_one_finding(passage: str, edits: list[tuple[str, str]]) -> None:
    edited = passage
    for old, new in edits:
        assert old in edited
        edited = edited.replace(old, new)
    language = next(key for key, value in PASSAGES.items() if value == passage)
    host = f"{HOSTS[language][0]} {edited}. {HOSTS[language][1]}"
    assert quoted(host, f"{passage}.") == [("near", edited, passage)]


def test_ends_reach_over_a_changed_word_next_to_them() -> None:
    edited = ENGLISH.replace("lights", "lamps")
    assert quoted(f"{HOSTS['en'][0]} {edited}. {HOSTS['en'][1]}", ENGLISH) == [("near", edited, ENGLISH)]


def test_a_reworded_paragraph_is_one_finding() -> None:
    source = (
        "The glacier above the valley has lost a third of its ice since surveyors first measured it in 1931. "
        "Meltwater now fills a lake behind a wall of loose rock, and engineers fear the wall could burst. "
        "The villages below have installed sirens and rehearse their evacuation every spring."
    )
    told = (
        "Since 1931, when surveyors took the first measurements, one third of the ice of the glacier over "
        "the valley is gone. Behind loose rock a lake of meltwater is filling, a wall which engineers say "
        "they fear may burst. Sirens were installed in villages further below, which in spring rehearse "
        "evacuation."
    )
    host = f"{HOSTS['en'][0]}\n\n{told}\n\n{HOSTS['en'][1]}"
    (found,) = compare.find_reuse(host, source)
    assert found.kind == "reworded"
    assert 0.4 < found.score < 1
    assert host[found.a_start : found.a_end] == told.rstrip(".")


def test_a_witness_may_be_given() -> None:
    a = compare.Witness.from_text(f"{HOSTS['en'][0]} {ENGLISH}.", id="north")
    (found,) = compare.find_reuse(a, ENGLISH)
    assert isinstance(found, Reuse)
    assert (found.witness_a, found.witness_b) == ("north", "b")


@given(st.text(max_size=40), st.text(max_size=40), st.sampled_from(sorted(PASSAGES)))
def test_offsets_hold_whatever_stands_around(before: str, after: str, language: str) -> None:
    passage = PASSAGES[language]
    a = f"{before}\n{passage}\n{after}"
    found = compare.find_reuse(a, passage)
    assert len(found) == 1
    assert passage in a[found[0].a_start : found[0].a_end]
    assert passage[found[0].b_start : found[0].b_end] == passage


def test_scripts_without_spaces() -> None:
    passage = "渔民们在暴风雨过后的清晨发现那艘木船搁浅在北岸的礁石上"
    a, b = f"博物馆下周开放新展厅。{passage}。", f"{passage}，邮局星期天不营业。"
    assert quoted(a, b) == [("verbatim", passage, passage)]
    assert quoted("国家博物馆星期天不营业。", "国家博物馆开放新展厅。") == []


# ------------------------------------------------------------------------------------------- what is none


@pytest.mark.parametrize(
    ("a", "b"),
    [
        pytest.param(
            "The council voted on Monday to close the old swimming pool, which costs too much to heat. "
            "Parents who had gathered signatures left the hall in silence.",
            "Heating bills have doomed the baths: councillors decided at the start of the week that the "
            "doors will shut for good, and a petition by families changed nothing.",
            id="one event, nothing copied",
        ),
        pytest.param(
            "Inflation slowed in June as fuel became cheaper, the statistics office said. Food prices rose.",
            "The statistics office will publish a new index of rents. Inflation has worried savers.",
            id="one topic",
        ),
        pytest.param(
            "وصل صاحب السمو الملكي الأمير محمد بن سلمان بن عبدالعزيز ولي العهد رئيس مجلس الوزراء إلى جدة.",
            "دشن صاحب السمو الملكي الأمير محمد بن سلمان بن عبدالعزيز ولي العهد رئيس مجلس الوزراء المحطة.",
            id="a name with its titles",
        ),
        pytest.param(
            "A driver was held, said an official speaking on condition of anonymity because he was not "
            "authorized to speak publicly.",
            "The bank will be sold, said a manager speaking on condition of anonymity because he was not "
            "authorized to speak publicly.",
            id="a set phrase",
        ),
        pytest.param(
            "روى الشيخ أن النبي محمد صلى الله عليه وآله وسلم قال ذلك لأصحابه.",
            "ويحتفل المسلمون بمولد النبي محمد صلى الله عليه وآله وسلم كل عام.",
            id="a formula of religion",
        ),
        pytest.param(
            "Министр иностранных дел Российской Федерации Сергей Лавров прибыл в Астану.",
            "Вчера министр иностранных дел Российской Федерации Сергей Лавров ответил на письма школьников.",
            id="an office and its holder",
        ),
        pytest.param(
            'Asked about the strike, the manager said: "We will be open." Trains ran late.',
            'The baker was firm: "We will be open." Her oven, she added, was hot by four.',
            id="a short quotation",
        ),
        pytest.param(ENGLISH, FRENCH, id="two languages"),
        pytest.param("", ENGLISH, id="an empty text"),
        pytest.param("... !!! ؟", ENGLISH, id="no word"),
    ],
)
def test_what_all_accounts_share_is_no_reuse(a: str, b: str) -> None:
    assert quoted(a, b) == []
    assert quoted(b, a) == []


def test_a_foreign_sentence_around_a_pasted_passage_is_not_reworded() -> None:
    host = (
        f"When the fog lifted over the bay that morning, {ENGLISH}, and the bakers lit their ovens at last."
    )
    assert quoted(host, f"{ENGLISH}.") == [("verbatim", ENGLISH, ENGLISH)]


def test_a_refrain_is_met_once_a_place() -> None:
    a = "\n".join([f"{ENGLISH}.", HOSTS["en"][0], f"{ENGLISH}."])
    b = "\n".join([f"{ENGLISH}.", HOSTS["en"][1], f"{ENGLISH}."])
    assert len(compare.find_reuse(a, b)) == 2
    assert len(compare.find_reuse(a, f"{ENGLISH}.")) == 2


@pytest.mark.parametrize(
    ("a", "b"),
    [
        pytest.param("كلمة " * 60_000, "كلمة " * 40_000, id="one word"),
        pytest.param("a b " * 40_000, "b a " * 40_000, id="two words in turn"),
        pytest.param("x" * 3_000_000, "x" * 3_000_000, id="one long word"),
        pytest.param((ENGLISH + " ") * 2_000, (ENGLISH + " ") * 1_500, id="one sentence again and again"),
        pytest.param("." * 1_000_000, ENGLISH, id="full stops"),
    ],
)
def test_hostile_texts_take_no_time(a: str, b: str) -> None:
    began = time.process_time()
    found = compare.find_reuse(a, b)
    assert time.process_time() - began < 10
    assert len(found) <= 2_000


def test_a_text_of_one_word_still_stands_in_itself() -> None:
    (found,) = compare.find_reuse("كلمة " * 1000, "كلمة " * 1000)
    assert (found.kind, found.score, found.a_end) == ("verbatim", 1.0, 4999)


def test_the_same_texts_give_the_same_findings() -> None:
    a = "\n".join([ARABIC, *HOSTS["ar"], ENGLISH, RUSSIAN.replace("неделю ", "")])
    b = "\n".join([RUSSIAN, ENGLISH.replace("two", "three"), *HOSTS["en"], ARABIC])
    assert compare.find_reuse(a, b) == compare.find_reuse(a, b)
    assert len(compare.find_reuse(a, b)) == 3


def test_the_shortest_passage_is_a_setting() -> None:
    short = " ".join(ENGLISH.split()[:9])
    host = f"{HOSTS['en'][0]} {short}. {HOSTS['en'][1]}"
    assert len(compare.find_reuse(host, ENGLISH)) == 1
    assert compare.find_reuse(host, ENGLISH, compare.Settings(reuse_words=12)) == []


def test_share_is_one_for_a_copy_and_small_for_another_text() -> None:
    assert compare.reused_share(f"{ENGLISH}.", f"{HOSTS['en'][0]} {ENGLISH}.") == pytest.approx(1.0)
    assert compare.reused_share(HOSTS["en"][0], ENGLISH) < 0.1
    half = compare.reused_share(f"{HOSTS['en'][0]} {HOSTS['en'][1]} {ENGLISH}.", ENGLISH)
    assert 0.3 < half < 0.8
    assert compare.reused_share("", ENGLISH) == 0.0
