"""The near-duplicate search: what it finds, what it must not; memory and files make no difference."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.engine import local
from compare.engine.local import find_duplicates
from compare.model.duplicates import Duplicates
from compare.settings import Settings

AR = (
    "وصل الرئيس الروسي فلاديمير بوتين مساء الأحد إلى باكو في زيارة دولة تستمر يومين، وكان في استقباله "
    "بالمطار رئيس الوزراء الأذربيجاني علي أسدوف ونائبه ووزير الخارجية، على أن تبدأ المباحثات الرسمية "
    "صباح الاثنين."
)
EDITED = (
    "وَصَلَ الرئيس الروسي فلاديمير بوتين مساء السبت الى باكو فى زيارة دولة تستمر ثلاثة أيام، وكان في استقباله "
    "بالمطار رئيس الوزراء الاذربيجاني علي أسدوف ووزير الخارجية، على أن تبدأ المباحثات الرسمية صباح الأحد."
)
OTHER = (
    "أعلنت وزارة الدفاع الأرمينية أن قوات حفظ السلام بدأت مغادرة الإقليم بعد اتفاق بين الجانبين، وأن آخر "
    "دفعة من الآليات ستعبر الحدود قبل نهاية الشهر، فيما قالت باكو إن الانسحاب يجري وفق الجدول المتفق عليه."
)
EN = (
    "Russian President Vladimir Putin arrived in Baku on Sunday evening for a two-day state visit and was "
    "met at the airport by Prime Minister Ali Asadov, with formal talks due to begin on Monday morning."
)
RU = (
    "Президент России Владимир Путин прибыл вечером в воскресенье в Баку с двухдневным государственным "
    "визитом, в аэропорту его встретил премьер-министр Али Асадов, переговоры начнутся в понедельник утром."
)
FOOTER = "جميع الحقوق محفوظة للموقع ولا يجوز إعادة النشر إلا بإذن خطي مسبق من إدارة التحرير"


def found(duplicates: Duplicates) -> dict[tuple[int, int], float]:
    first, second, scores = duplicates.pairs
    return dict(zip(zip(first.tolist(), second.tolist(), strict=True), scores.tolist(), strict=True))


def plain(duplicates: Duplicates) -> tuple[Any, ...]:
    return (
        *(column.tolist() for column in duplicates.pairs),
        duplicates.clusters,
        duplicates.representatives,
    )


def test_an_edited_copy_is_found_and_other_texts_are_not() -> None:
    duplicates = find_duplicates([AR, OTHER, EN, EDITED, RU])
    assert list(found(duplicates)) == [(0, 3)]
    assert 0.7 <= found(duplicates)[0, 3] < 1
    assert duplicates.clusters == [[0, 3]]
    assert duplicates.representatives == [0]


def test_another_spelling_is_the_same_text_and_scores_one() -> None:
    spelt = AR.replace("إ", "ا").replace("أ", "ا").replace("ة", "ه").replace("وصل", "وَصَــلَ")
    assert found(find_duplicates([AR, spelt])) == {(0, 1): 1.0}


@pytest.mark.parametrize("text", [AR, EN, RU])
def test_a_cut_text_is_found_and_scores_below_one(text: str) -> None:
    words = text.split()
    cut = " ".join(words[: len(words) // 2])
    scores = found(find_duplicates([text, cut]))
    assert 0.7 <= scores[0, 1] < 1


def test_swapped_sentences_score_below_one() -> None:
    first, second = AR.split("، وكان")
    assert 0.7 <= found(find_duplicates([AR, f"وكان {second} {first}"]))[0, 1] < 1


def test_texts_that_share_only_a_footer_are_no_duplicates() -> None:
    assert not found(find_duplicates([f"{AR} {FOOTER}", f"{OTHER} {FOOTER}", f"{EN} {FOOTER}"]))


def test_texts_on_one_event_in_other_words_are_no_duplicates() -> None:
    told = (
        "استقبل علي أسدوف بوتين في مطار العاصمة الأذربيجانية، ومن المقرر أن يلتقي الرئيسان في اليوم التالي."
    )
    assert not found(find_duplicates([AR, told, OTHER]))


def test_two_short_identical_texts_are_found() -> None:
    assert found(find_duplicates(["عاجل", "وصل بوتين", "عــاجل", "وصل بوتين", "غادر بوتين"])) == {
        (0, 2): 1.0,
        (1, 3): 1.0,
    }


def test_a_text_that_bridges_two_others_does_not_join_them() -> None:
    duplicates = find_duplicates([AR, OTHER, f"{AR} {OTHER}"])
    assert list(found(duplicates)) == [(0, 2), (1, 2)]
    assert len(duplicates.clusters) == 1
    assert len(duplicates.clusters[0]) == 2


def test_boilerplate_neither_blows_up_nor_disappears() -> None:
    texts = [FOOTER if n % 2 else f"{FOOTER} {n}" for n in range(4000)]
    duplicates = find_duplicates([*texts, AR, EDITED])
    assert len(duplicates.pairs[0]) < 30_000
    assert len(duplicates.clusters[0]) > 3900
    assert [4000, 4001] in duplicates.clusters


def test_many_identical_texts_are_one_cluster_with_a_chain_of_pairs() -> None:
    duplicates = find_duplicates([AR] * 5000)
    assert len(duplicates.pairs[0]) == 4999
    assert duplicates.clusters == [list(range(5000))]


def test_pairs_of_few_identical_texts_are_all_told_also_across() -> None:
    duplicates = find_duplicates([AR, EDITED, AR, EDITED])
    assert sorted(found(duplicates)) == [(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)]
    assert duplicates.clusters == [[0, 1, 2, 3]]


@pytest.mark.parametrize(
    "texts",
    [[], [""], ["", "", " "], ["!!!", "!!!"], [AR], ["وصل " * 3000] * 2, ["x" * 300_000, "x" * 300_000]],
    ids=["none", "empty", "empties", "marks", "one", "one word", "one letter"],
)
def test_strange_texts_go_through(texts: list[str]) -> None:
    duplicates = find_duplicates(texts)
    with_words = [n for n, text in enumerate(texts) if any(map(str.isalnum, text))]
    assert duplicates.clusters == ([with_words] if len(with_words) > 1 else [])
    assert [note.slug for note in duplicates.notes] == ["no-words"] * (len(with_words) < len(texts))


def test_one_repeated_word_resembles_no_text_that_has_it_too() -> None:
    assert list(found(find_duplicates(["وصل " * 50, AR, "وصل " * 50, OTHER]))) == [(0, 2)]


# ------------------------------------------------------------------------------------------ memory and files


def corpus(seed: int = 1, count: int = 400) -> list[str]:
    chance = random.Random(seed)
    pool = sorted(set(f"{AR} {OTHER} {EN} {RU}".split()))
    texts: list[str] = []
    for _ in range(count):
        if texts and chance.random() < 0.4:
            words = chance.choice(texts).split()
            for at in chance.sample(range(len(words)), chance.randint(0, len(words) // 6)):
                words[at] = chance.choice(pool)
            texts.append(" ".join(words))
        else:
            texts.append(" ".join(chance.choices(pool, k=chance.randint(1, 45))))
    return texts


@pytest.mark.parametrize("seed", range(3))
def test_files_give_what_memory_gives(seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = corpus(seed)
    expected = plain(find_duplicates(texts))
    monkeypatch.setattr(local, "_BATCH", 2000)
    monkeypatch.setattr(local, "_TEXTS_AT_ONCE", 64)
    assert plain(find_duplicates(texts, settings=Settings(memory=4000))) == expected
    assert plain(find_duplicates(iter(texts), folder=tmp_path)) == expected
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("step", ["_find_pairs", "_scored", "_result"])
def test_a_search_that_was_cut_short_goes_on(
    step: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = corpus()
    expected = plain(find_duplicates(texts))

    def fail(*arguments: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as cut:
        cut.setattr(local, step, fail)
        with pytest.raises(KeyboardInterrupt):
            find_duplicates(texts, folder=tmp_path, fingerprint="one")
    assert (tmp_path / "state.json").exists()
    unread: list[str] = []
    assert plain(find_duplicates(unread, folder=tmp_path, fingerprint="one")) == expected
    assert plain(find_duplicates(texts[:50], folder=tmp_path, fingerprint="two")) == plain(
        find_duplicates(texts[:50])
    )


def test_what_stands_in_the_folder_already_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / "state.json").write_text("{", "utf-8")
    (tmp_path / "notes.txt").write_text("mine", "utf-8")
    assert found(find_duplicates([AR, EDITED], folder=tmp_path))
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


@given(st.lists(st.lists(st.sampled_from("ابتثجحخدذر"), max_size=12), max_size=9))
def test_what_is_told_is_consistent(texts: list[list[str]]) -> None:
    written = [" ".join(words) for words in texts]
    duplicates = find_duplicates(written)
    first, second, scores = duplicates.pairs
    assert (first < second).all()
    assert (np.diff(first * len(texts) + second) > 0).all()
    assert ((scores >= 0.7) & (scores <= 1)).all()
    for (i, j), score in found(duplicates).items():
        assert (score == 1) == (texts[i] == texts[j])
    members = [text for cluster in duplicates.clusters for text in cluster]
    assert len(members) == len(set(members))
    assert all(cluster == sorted(cluster) and len(cluster) > 1 for cluster in duplicates.clusters)
    assert all(r in c for r, c in zip(duplicates.representatives, duplicates.clusters, strict=True))
    for i, j in found(duplicates):
        assert texts[i] != texts[j] or any(i in cluster and j in cluster for cluster in duplicates.clusters)


@given(st.lists(st.lists(st.sampled_from("ابتثجحخدذر"), min_size=4, max_size=30), max_size=9))
def test_every_pair_that_scores_is_found_while_groups_are_small(texts: list[list[str]]) -> None:
    """Against all pairs of a brute search: who shares enough to score is looked at."""
    written = [" ".join(words) for words in texts if len(set(words)) > 3]
    lowest = find_duplicates(written, 0.0)
    scored = {pair for pair, score in found(lowest).items() if score >= 0.85}
    assert scored == {pair for pair, score in found(find_duplicates(written, 0.85)).items()}
