"""What a report of whole accounts calls a conflict: less than two sentences by themselves may show."""

from __future__ import annotations

import pytest

from compare import Witness, compare

REST = {
    "en": "\nOfficials gave no further account of the meeting, which lasted the whole morning there.",
    "ar": "\nولم يصدر عن الجهات المعنية بيان آخر عن اللقاء الذي استمر طوال الصباح في المدينة القديمة.",
}


def conflicts(a: str, b: str, language: str = "en") -> list[str]:
    """The types of the conflicts between two accounts that go on alike."""
    texts = (a + REST[language], b + REST[language])
    given = [
        Witness.from_text(text, id=id, language=language, published="2024-08-20")
        for id, text in zip("ab", texts, strict=True)
    ]
    return [d.type.value for d in compare(given).differences if d.status == "conflict"]


@pytest.mark.parametrize(
    ("a", "b", "language", "wanted"),
    [
        (
            "Voting in the parliamentary election of the republic began on Sunday, reports said.",
            "Voting in the parliamentary election of the republic ended on Sunday, reports said.",
            "en",
            [],
        ),
        (
            "Alice grew up in the town, where her father ran a small fish shop near the harbour.",
            "Alice grew up in the town, the daughter of the man who ran a small fish shop near the harbour.",
            "en",
            [],
        ),
        (
            "The court accepted the appeal of the former mayor against his long sentence.",
            "The court rejected the appeal of the former mayor against his long sentence.",
            "en",
            ["negation"],
        ),
        (
            "بدأت المحادثات بين الوفدين حول تقاسم مياه النهر في العاصمة.",
            "انتهت المحادثات بين الوفدين حول تقاسم مياه النهر في العاصمة.",
            "ar",
            [],
        ),
        (
            "قبلت المحكمة طعن رئيس البلدية السابق في الحكم الصادر بحقه.",
            "رفضت المحكمة طعن رئيس البلدية السابق في الحكم الصادر بحقه.",
            "ar",
            ["negation"],
        ),
    ],
)
def test_only_ends_that_cannot_both_be_clash(a: str, b: str, language: str, wanted: list[str]) -> None:
    assert conflicts(a, b, language) == wanted


@pytest.mark.parametrize(
    ("a", "b", "wanted"),
    [
        (
            "The main stars of the film, Anna Black and Tom Green, are signed for the next two parts of it.",
            "Unlike the main stars of the film, Anna Black and Tom Green, Ross is not signed for the next.",
            [],
        ),
        (
            "The stars of the film, Anna Black and Tom Green, are signed for the next two parts of it.",
            "The stars of the film, Anna Black and Tom Green, are not signed for the next two parts of it.",
            ["negation"],
        ),
        # A clause that the other does not have is silence.
        (
            "Moving forward, the club will watch the situation and have no further comment.",
            "Moving forward, the club will watch the situation.",
            [],
        ),
    ],
)
def test_a_denial_is_of_whom_the_other_affirms(a: str, b: str, wanted: list[str]) -> None:
    assert conflicts(a, b) == wanted


@pytest.mark.parametrize(
    ("a", "b", "wanted"),
    [
        (
            "The injury ends the National Football League season of the running back, the club said.",
            "The injury ends the NFL season of the running back, the club said.",
            [],
        ),
        (
            "The injury ends the Canadian Football League season of the running back, the club said.",
            "The injury ends the NFL season of the running back, the club said.",
            ["organisation"],
        ),
        (
            "The driver was on probation for an earlier arrest, according to the California Highway Patrol.",
            "The driver was on probation for an earlier arrest, the CHP said.",
            [],
        ),
    ],
)
def test_first_letters_are_the_name(a: str, b: str, wanted: list[str]) -> None:
    assert conflicts(a, b) == wanted


@pytest.mark.parametrize(
    ("a", "b", "wanted"),
    [
        # Two days, each with company of its own.
        (
            "The body of the singer was discovered on Tuesday by a maid who entered his room in Biloxi.",
            "The coroner believes that the singer, found in his room in Biloxi, had died on Saturday.",
            [],
        ),
        (
            "The body of the singer was discovered on Tuesday by a maid who entered his room in Biloxi.",
            "The body of the singer was discovered on Saturday by a maid who entered his room in Biloxi.",
            ["date"],
        ),
    ],
)
def test_days_clash_in_the_same_company(a: str, b: str, wanted: list[str]) -> None:
    assert conflicts(a, b) == wanted


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("PUBLISHED: WEDNESDAY, MARCH 13, 2013, 2:29 PM", "PUBLISHED: MONDAY, MARCH 11, 2013, 10:34 PM"),
        ("Last updated: 19:14 GMT, 12 April 2013", "Last updated: 09:31 GMT, 14 April 2013"),
        ("http://news.example/world/23395104", "http://news.example/world/23419896"),
    ],
)
def test_when_and_where_a_page_was_published_is_no_claim(one: str, two: str) -> None:
    before = "The fire brigade said that the fire had started on the outside of the long building.\n"
    after = "\nThe manager of the shop thanked all who had helped to bring the goods out of the building."
    assert conflicts(f"{before}{one}{after}", f"{before}{two}{after}") == []


@pytest.mark.parametrize(
    ("text", "other", "clash"),
    [
        ("The man pleaded guilty to the death 35 years ago of a climber in Sydney.", "20 years", True),
        ("توفي المتسلق الأمريكي الشاب قبل 35 عاما بعد سقوطه من جرف صخري على ساحل سيدني.", "20 عاما", True),
        ("Альпинист погиб 35 лет назад, упав с обрыва в Сиднее.", "20 лет", True),
        # Told on two days both may be right.
        ("The man pleaded guilty 35 days ago to the death of a climber in Sydney.", "34 days", False),
    ],
)
def test_years_ago_clash_whenever_they_were_told(text: str, other: str, clash: bool) -> None:
    changed = text.replace(f"35 {other.split()[1]}", other)
    told = compare([Witness.from_text(text, id="a"), Witness.from_text(changed, id="b")]).differences
    assert ("date" in [d.type.value for d in told if d.status == "conflict"]) is clash


@pytest.mark.parametrize(
    ("a", "b", "language", "wanted"),
    [
        (
            "The navy said it arrested 23 pirates who threatened a merchant vessel in the gulf on Saturday.",
            "The navy has captured 49 pirates who threatened a merchant vessel in the lawless gulf waters.",
            "en",
            ["number"],
        ),
        # Soldiers and people come in many groups.
        (
            "The navy said 23 people were on the merchant vessel that it rescued in the gulf on Saturday.",
            "The navy has rescued a merchant vessel in the gulf; 49 people called from the shore.",
            "en",
            [],
        ),
        (
            "احتجزت البحرية 23 قاربا كانت تهدد سفينة تجارية في مياه الخليج قبل أيام.",
            "أعلنت البحرية احتجاز 49 قاربا هددت سفينة تجارية في مياه الخليج البعيدة.",
            "ar",
            ["number"],
        ),
    ],
)
def test_what_each_counts_once_is_the_same(a: str, b: str, language: str, wanted: list[str]) -> None:
    assert conflicts(a, b, language) == wanted


@pytest.mark.parametrize(
    ("a", "b", "language", "wanted"),
    [
        (
            "Robert Pitman, 24, is accused of setting fire to the store in the main street.",
            "Robert Pitman, 27, from the town is accused of the fire in the store.",
            "en",
            ["number"],
        ),
        (
            "Robert Pitman, 24, is accused of setting fire to the store in the main street.",
            "Robert Pitman, 24, is accused of the fire in the store with Anna Smith, 27, from the town.",
            "en",
            [],
        ),
        (
            "اتهم سامي حداد (24 عاما) بإضرام النار في المتجر الكبير وسط المدينة.",
            "اتهم سامي حداد (27 عاما) وهو من أبناء البلدة بإضرام النار في المتجر.",
            "ar",
            ["duration"],
        ),
    ],
)
def test_ages_of_one_person_clash(a: str, b: str, language: str, wanted: list[str]) -> None:
    assert conflicts(a, b, language) == wanted


def test_weekdays_clash_where_no_day_of_publication_is_known() -> None:
    a = "A strong earthquake hit an island off the southern coast on Sunday, injuring five people there."
    b = "A strong earthquake jolted an island off the southern coast on Wednesday, followed by lesser ones."
    told = compare([Witness.from_text(a, id="a"), Witness.from_text(b, id="b")]).differences
    assert [(d.type.value, d.because) for d in told if d.status == "conflict"] == [
        ("date", "values-differ: Sunday against Wednesday")
    ]
    told = compare(
        [Witness.from_text(a, id="a"), Witness.from_text(b.replace("Wednesday", "Sunday"), id="b")]
    )
    assert [d for d in told.differences if d.status == "conflict"] == []


def test_a_telephone_number_cut_short_is_no_number() -> None:
    a = "Anyone with information on the fire may call the police on 0845 125 2222 at any time of day."
    assert conflicts(a, a.replace("2222", "222")) == []


@pytest.mark.parametrize(
    ("a", "b", "wanted"),
    [
        (
            "He was sentenced to 12 years in prison for a racketeering conspiracy in Brooklyn.",
            "He died while serving a 27-year sentence in prison for racketeering and conspiracy in Brooklyn.",
            ["duration"],
        ),
        # Two people, each with an age.
        (
            "The driver hit a 66-year-old woman near a parking lot in Bloomington and fled from the lot.",
            "A man told the 36-year-old driver near the parking lot in Bloomington to stop, but he fled.",
            [],
        ),
        # Each lasts as long as it lasts.
        (
            "The minister stays in Cairo for four days and goes to Rome with a large delegation.",
            "The talks of the minister in Rome lasted for two days, then the large delegation left.",
            [],
        ),
    ],
)
def test_times_beside_the_same_words_clash(a: str, b: str, wanted: list[str]) -> None:
    assert conflicts(a, b) == wanted
