"""Which accounts tell one event: short accounts written here, and the sample corpus of this project."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

import compare
from compare.cluster.stories import group_stories
from compare.pipeline import stories_of

FIRE_ONE = """Twelve die in Harrowgate hotel fire

A fire in the Crown Hotel in Harrowgate killed twelve guests on Saturday night, the fire brigade said.

Brigade commander Nora Pell said the fire had started in the kitchen and spread to four floors.
"""
FIRE_TWO = """Hotel blaze in Harrowgate kills twelve guests

Twelve guests died when the Crown Hotel in Harrowgate burnt on Saturday night.

The blaze began in the kitchen, said Nora Pell, who led the brigade, and reached four floors.
"""
VOTE = """Harrowgate elects a mayor

Voters in Harrowgate chose Martin Oakes as their mayor on Saturday, the election office said.

Oakes won with 51 per cent and promised new buses and a lower tax on shops.
"""
WEEKLY = """

This article was first published in the Harrowgate Weekly. Sign up for our newsletter. All rights reserved.
"""
FLOOD_RU = """Наводнение в Тверске унесло жизни девяти человек

Девять человек погибли при наводнении в Тверске в субботу, сообщил губернатор Олег Самойлов.

Вода вышла из берегов реки Ветлуги и затопила 340 домов.
"""
FLOOD_RU_TWO = """Девять погибших при наводнении в Тверске

При наводнении в Тверске погибли девять человек, заявил в субботу губернатор Самойлов.

Затоплено 340 домов: река Ветлуга вышла из берегов.
"""
EXPO_RU = """В Тверске открылась выставка

Художница Вера Лисицына открыла в субботу в Тверске выставку народных ремёсел.

На ней показаны кружева и глиняная посуда двадцати мастеров.
"""
QUAKE_AR = """زلزال يضرب ولاية جيجل ويقتل سبعة

قتل سبعة أشخاص وأصيب أربعون في زلزال ضرب ولاية جيجل فجر السبت، بحسب الحماية المدنية.

وقال العقيد رابح منصوري إن قوة الزلزال بلغت 5.4 درجات وإن فرق الإنقاذ تبحث عن مفقودين.
"""
QUAKE_AR_TWO = """سبعة قتلى في زلزال جيجل

ضرب زلزال قوته 5.4 درجات ولاية جيجل فجر السبت، وقتل فيه سبعة أشخاص وأصيب أربعون.

وأعلن العقيد رابح منصوري من الحماية المدنية أن البحث عن مفقودين مستمر.
"""
ROAD_AR = """افتتاح طريق في ولاية جيجل

افتتح وزير الأشغال العمومية في ولاية جيجل السبت طريقا سريعا طوله 45 كيلومترا.

وقال الوزير إن الطريق يربط الميناء بالهضاب العليا، وإن كلفته بلغت مليار دينار.
"""


def groups(*texts: str, published: Sequence[str | None] = ()) -> list[list[int]]:
    days = published or [None] * len(texts)
    return stories_of(
        [compare.Witness.from_text(t, id=f"w{n}", published=days[n]) for n, t in enumerate(texts)]
    )


def test_two_accounts_of_one_fire_belong_together_and_a_vote_in_the_same_town_apart() -> None:
    assert groups(FIRE_ONE, VOTE, FIRE_TWO) == [[0, 2], [1]]


def test_russian_accounts() -> None:
    assert groups(EXPO_RU, FLOOD_RU, FLOOD_RU_TWO) == [[0], [1, 2]]


def test_arabic_accounts() -> None:
    assert groups(QUAKE_AR, ROAD_AR, QUAKE_AR_TWO) == [[0, 2], [1]]


def test_stories_of_many_languages_in_one_call() -> None:
    texts = (FIRE_ONE, QUAKE_AR, FLOOD_RU, FIRE_TWO, QUAKE_AR_TWO, FLOOD_RU_TWO, VOTE, ROAD_AR, EXPO_RU)
    assert groups(*texts) == [[0, 3], [1, 4], [2, 5], [6], [7], [8]]


def test_one_footer_is_no_story() -> None:
    assert groups(FIRE_ONE + WEEKLY, VOTE + WEEKLY) == [[0], [1]]


def test_a_near_copy_with_other_numbers_is_the_same_story() -> None:
    other = FIRE_ONE.replace("Twelve", "Fourteen").replace("twelve", "fourteen").replace("four", "five")
    assert groups(FIRE_ONE, other) == [[0, 1]]


def test_years_apart_are_two_stories_and_a_day_apart_is_one() -> None:
    assert groups(QUAKE_AR, QUAKE_AR_TWO, published=("2019-05-11", "2023-06-17")) == [[0], [1]]
    assert groups(QUAKE_AR, QUAKE_AR_TWO, published=("2023-06-17", "2023-06-18")) == [[0, 1]]


def test_every_account_stands_in_one_group_in_order() -> None:
    texts = [FIRE_ONE, VOTE, QUAKE_AR, "", FLOOD_RU, "...", QUAKE_AR_TWO]
    found = groups(*texts)
    assert sorted(i for group in found for i in group) == list(range(len(texts)))
    assert found == sorted(found)
    assert all(group == sorted(group) for group in found)
    assert [3] in found
    assert [5] in found


def test_nothing_and_one_account() -> None:
    assert group_stories([]) == []
    assert groups(FIRE_ONE) == [[0]]


def test_the_order_of_the_accounts_makes_no_other_groups() -> None:
    texts = [FIRE_ONE, VOTE, FIRE_TWO, QUAKE_AR, ROAD_AR, QUAKE_AR_TWO]
    there = [{texts[i] for i in group} for group in groups(*texts)]
    back = [{texts[::-1][i] for i in group} for group in groups(*texts[::-1])]
    assert sorted(map(sorted, there)) == sorted(map(sorted, back))


SHIPS = ("Aldis", "Berit", "Corin", "Dorta", "Elvan", "Fiora")
FIRST = """Navy frees the tanker Maristella

The navy seized 23 pirates who had boarded the tanker Maristella, the captain of the {ship} said on Tuesday.

Commander Paul Irving said {much} and that nobody on board was hurt.
"""
SECOND = """Navy frees the freighter Ostrava Star

The navy seized 31 pirates who had boarded the freighter Ostrava Star, the captain of the {ship} said Friday.

Commander Lena Grahame said {much} and that two sailors were hurt.
"""
MUCH = (
    "the pirates had fired on a helicopter",
    "the operation took less than one hour",
    "their boats had been sunk",
    "a court would hear the case in spring",
    "the weapons had been thrown overboard",
    "the owners had paid no ransom",
)


def test_near_alike_events_part_where_each_side_has_what_the_other_lacks() -> None:
    first = [FIRST.format(ship=ship, much=much) for ship, much in zip(SHIPS, MUCH, strict=True)]
    second = [SECOND.format(ship=ship, much=much) for ship, much in zip(SHIPS, reversed(MUCH), strict=True)]
    mixed = [text for pair in zip(first, second, strict=True) for text in pair]
    assert groups(*mixed) == [[0, 2, 4, 6, 8, 10], [1, 3, 5, 7, 9, 11]]


def test_accounts_of_one_event_do_not_part() -> None:
    first = [FIRST.format(ship=ship, much=much) for ship, much in zip(SHIPS, MUCH, strict=True)]
    assert groups(*first) == [list(range(6))]


@pytest.fixture
def sample(root: Path) -> dict[str, compare.Witness]:
    return {path.name: compare.read(path) for path in sorted((root / "seeds" / "texts").glob("*.txt"))}


def test_one_visit_in_three_languages_stays_apart_from_others(sample: dict[str, compare.Witness]) -> None:
    names = list(sample)
    found = [[names[i] for i in group] for group in stories_of(list(sample.values()))]
    visit = [name for name in names if name.startswith("baku")]
    assert found == [["apology-2023.ar.txt"], visit, ["call-2021.ar.txt"], ["moscow-2024.ar.txt"]]


def test_two_accounts_of_two_events_stay_apart_without_others(sample: dict[str, compare.Witness]) -> None:
    undated = sample["baku-2024-b.ar.txt"]
    for name in ("apology-2023.ar.txt", "call-2021.ar.txt", "moscow-2024.ar.txt"):
        assert stories_of([undated, sample[name]]) == [[0], [1]]
    assert stories_of([undated, sample["baku-2024-a.ar.txt"]]) == [[0, 1]]


def test_the_originals(shared: Path) -> None:
    paths = sorted((shared / "seeds").glob("*.txt"))
    if not paths:
        pytest.skip("the five articles are not there")
    assert stories_of([compare.read(path) for path in paths]) == [[0], [1, 3], [2], [4]]
