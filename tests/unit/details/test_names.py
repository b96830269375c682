"""Names and nationality adjectives: spans, kinds, values, and what is no name."""

import json
import os
from itertools import pairwise
from pathlib import Path

import pytest

from compare.details.gazetteer import gazetteer
from compare.details.names import find_demonyms, find_names
from compare.model.claim import Detail
from compare.normalise.chain import fold
from compare.segment.tokens import words

SHARED = Path(os.environ.get("TAWATUR_SHARED", Path(__file__).resolve().parents[4] / "shared"))
GOLD = SHARED / "gold" / "seeds_names.json"
KINDS = {"person": "PER", "place": "LOC", "organisation": "ORG"}


def names(text: str) -> list[tuple[str, str, str]]:
    return [(d.kind.value, d.text, str(d.value)) for d in _checked(text, find_names(text, words(text), fold))]


def demonyms(text: str) -> list[tuple[str, str]]:
    return [(d.text, str(d.value)) for d in _checked(text, find_demonyms(text, words(text), fold))]


def _checked(text: str, details: tuple[Detail, ...]) -> tuple[Detail, ...]:
    assert all(text[d.start : d.end] == d.text for d in details)
    assert all(a.end <= b.start for a, b in pairwise(details))
    return details


@pytest.mark.parametrize(
    ("text", "quote", "value"),
    [
        ("وصل إلى باكو أمس", "باكو", "Baku"),
        ("arrived in Baku", "Baku", "Baku"),
        ("прибыл в Баку", "Баку", "Baku"),
        ("arrivé à Bakou", "Bakou", "Baku"),
        ("وأذربيجان", "أذربيجان", "Azerbaijan"),
        ("لأرمينيا", "أرمينيا", "Armenia"),
        ("с Азербайджаном", "Азербайджаном", "Azerbaijan"),
        ("в Соединённых Штатах", "Соединённых Штатах", "United States"),
        ("حول ناغورنو قره باغ", "ناغورنو قره باغ", "Nagorno-Karabakh"),
        ("في ناغورني قره باغ", "ناغورني قره باغ", "Nagorno-Karabakh"),
        ("في قرة باغ", "قرة باغ", "Nagorno-Karabakh"),
        ("Haut-Karabakh", "Haut-Karabakh", "Nagorno-Karabakh"),
        ("на Южном Кавказе", "Южном Кавказе", "South Caucasus"),
        ("في جنوب القوقاز", "جنوب القوقاز", "South Caucasus"),
        ("ضفاف بحر قزوين", "بحر قزوين", "Caspian Sea"),
        ("the U.S. said", "U.S", "United States"),
        ("في المملكة الأردنية الهاشمية", "المملكة الأردنية الهاشمية", "Jordan"),
        ("زار المملكة المغربية", "المملكة المغربية", "Morocco"),
        ("دولة قطر", "دولة قطر", "Qatar"),
    ],
)
def test_a_place_has_one_value_in_every_language(text: str, quote: str, value: str) -> None:
    assert names(text) == [("place", quote, value)]


@pytest.mark.parametrize(
    ("text", "quote", "value"),
    [
        ('وكالة أنباء "تاس" الروسية', "تاس", "TASS"),
        ("сообщает ТАСС", "ТАСС", "TASS"),
        ("TASS reported", "TASS", "TASS"),
        ("ومنظمة معاهدة الأمن الجماعي", "منظمة معاهدة الأمن الجماعي", "CSTO"),
        ("Евросоюза", "Евросоюза", "EU"),
        ("الاتحاد الأوروبي إليها", "الاتحاد الأوروبي", "EU"),
        ("أعلن الكريملِن", "الكريملِن", "Kremlin"),
        ("وقالت الخارجية الروسية", "الخارجية الروسية", "الخارجيه الروسيه"),
        ("وزارة الدفاع الأرمنية، أمس", "وزارة الدفاع الأرمنية", "وزاره الدفاع الارمنيه"),
        (
            "أكاديمية فازغين سركسيان العسكرية",
            "أكاديمية فازغين سركسيان العسكرية",
            "اكاديميه فازغين سركسيان العسكريه",
        ),
        ('صحيفة "كوميرسانت" أمس', "كوميرسانت", "كوميرسانت"),
        ("في جامعة الملك عبدالعزيز أمس", "جامعة الملك عبدالعزيز", "جامعه الملك عبدالعزيز"),
        ("selon l'AFP", "AFP", "AFP"),
        ("the Russian Foreign Ministry said", "Russian Foreign Ministry", "russian foreign ministry"),
        (
            "le ministère des Affaires étrangères",
            "ministère des Affaires étrangères",
            "ministere des affaires etrangeres",
        ),
    ],
)
def test_a_body_is_found_with_all_its_words(text: str, quote: str, value: str) -> None:
    assert names(text) == [("organisation", quote, value)]


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("رئيس الوزراء الأرمني نيكول باشينيان", ["نيكول باشينيان"]),
        ("المتحدث باسم الخارجية - دميتري بيسكوف، أن", ["دميتري بيسكوف"]),
        ('مساعد وزير الخارجية الأمريكي للشؤون الأوروبية " جيمس أوبراين "، بأن', ["جيمس أوبراين"]),
        (
            "عمــر أحمــد ســامي\n\nرئيس التحرير\n\nطــــه فرغــــلي",
            ["عمــر أحمــد ســامي", "طــــه فرغــــلي"],
        ),
        ("الرئيس عبد الفتاح السيسي التقى", ["عبد الفتاح السيسي"]),
        ("ووفقاً لحكمة حاجييف، مساعد", ["حكمة حاجييف"]),
        ("الملك محمد السادس أمس", ["محمد السادس"]),
        ("he met President Ilham Aliyev there", ["Ilham Aliyev"]),
        ("Встреча с Николом Пашиняном прошла", ["Николом Пашиняном"]),
        ("selon le président Emmanuel Macron hier", ["Emmanuel Macron"]),
    ],
)
def test_a_person_is_found_by_title_or_given_name(text: str, people: list[str]) -> None:
    assert [quote for kind, quote, _ in names(text) if kind == "person"] == people


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("The officers shot 16-year-old Kimani Gray on Saturday.", ["Kimani Gray"]),
        ("LuAnn Johnson, 66, of Burnsville was walking.", ["LuAnn Johnson"]),
        ("Kimani Gray (16) was shot.", ["Kimani Gray"]),
        ("Полиция задержала 24-летнего Кимани Грея.", ["Кимани Грея"]),
        # A date and a score are no ages.
        ("On Monday, 24 people came to the hall.", []),
        ("The match ended Jaguars 24, Colts 31.", []),
    ],
)
def test_capitals_beside_an_age_are_a_person(text: str, people: list[str]) -> None:
    assert [quote for kind, quote, _ in names(text) if kind == "person"] == people


def test_short_mentions_take_the_fullest_form_of_the_text() -> None:
    text = (
        "وصل الرئيس الروسي فلاديمير بوتين. والتقى بوتين نظيره إلهام علييف. وقال بوتين وعلييف إن لبوتين رأيا."
    )
    values = {quote: value for kind, quote, value in names(text) if kind == "person"}
    assert values["بوتين"] == "فلاديمير بوتين"
    assert values["علييف"] == "الهام علييف"


def test_a_spelling_variant_is_the_same_person() -> None:
    text = "نيكول باشينيان في يريفان. صرّح بنيكول اشينيان. أكد نيكول باشينيان."
    assert {value for kind, _, value in names(text) if kind == "person"} == {"نيكول باشينيان"}


def test_russian_cases_are_undone() -> None:
    text = "Встреча с Ильхамом Алиевым. Алиева ждали. Марии Захаровой не было."
    assert [value for kind, _, value in names(text) if kind == "person"] == [
        "ильхам алиев",
        "ильхам алиев",
        "мария захарова",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "انتشر وباء كورونا الآن بين الناس",
        "قمة مرة أخرى، صور كثيرة وقرار مالي",
        "في زيارة دولة تستمر يومين",
        "فتح قنوات النقل",
        "أكد على أن القرار",
        "يجريان مباحثات ويلتقيان غدا",
        "Nice weather. Reading books. Mobile phones. Most of them. Of course.",
        "Monday was a good day for everyone here",
        "",
        "12 34",
    ],
)
def test_common_words_are_no_names(text: str) -> None:
    assert names(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("العاصمة الأذرية", [("أذرية", "Azerbaijan")]),
        ("الأذربيجاني والأذربيجانية", [("أذربيجاني", "Azerbaijan"), ("أذربيجانية", "Azerbaijan")]),
        ("للروسي والروسيين", [("روسي", "Russia"), ("روسيين", "Russia")]),
        ("الأَرْمَنِيّ", [("أَرْمَنِيّ", "Armenia")]),
        ("انفصاليين أرمن", [("أرمن", "Armenia")]),
        ("الأمريكية والأميركيون", [("أمريكية", "United States"), ("أميركيون", "United States")]),
        ("قرار مالي في روسيا وأرمينيا", []),
        ("Russian and Azeri officials", [("Russian", "Russia"), ("Azeri", "Azerbaijan")]),
        ("to polish it", []),
        ("российского и армянской", [("российского", "Russia"), ("армянской", "Armenia")]),
        ("Russian-Turkish talks", [("Russian", "Russia"), ("Turkish", "Turkey")]),
        ("الأرمني-الأذري", [("أرمني", "Armenia"), ("أذري", "Azerbaijan")]),
        ("les forces françaises et le président turc", [("françaises", "France"), ("turc", "Turkey")]),
    ],
)
def test_nationality_adjectives_carry_their_country(text: str, found: list[tuple[str, str]]) -> None:
    assert demonyms(text) == found


def test_only_the_asked_stretch_is_read() -> None:
    text = "باكو ثم موسكو ثم يريفان"
    found = find_names(text, words(text), fold, start=5, end=14)
    assert [d.value for d in found] == ["Moscow"]


def test_the_gazetteer_knows_no_common_words() -> None:
    places = gazetteer().places
    for word in ("كان", "بين", "كورونا", "مره", "قمه", "nice", "reading", "mobile", "of", "most"):
        assert word not in places


def test_names_of_the_development_article_are_found() -> None:
    if not GOLD.exists():
        pytest.skip(f"no gold at {GOLD}")
    rows = [r for r in json.loads(GOLD.read_text("utf-8"))["names"] if r["type"] != "EVENT"]
    gold = {(r["file"], r["start"], r["end"], r["type"]) for r in rows}
    found = set()
    for file in sorted({r["file"] for r in rows}):
        text = (SHARED / "seeds" / file).read_bytes().decode("utf-8")
        details = find_names(text, words(text), fold)
        found |= {(file, d.start, d.end, KINDS[d.kind.value]) for d in details}
    assert 2 * len(gold & found) / (len(gold) + len(found)) >= 0.93


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Суд отпустил А.Карпенко под залог", ["А.Карпенко"]),
        ("Газета пишет о К. Айвазове", ["К. Айвазове"]),
        ("the novelist J. K. Rowling said", ["J. K. Rowling"]),
        ("Пожар на Павелецком вокзале потушен", []),
        ("жители Луганской области ждут", []),
        ("He took vitamin C. The doctor agreed", []),
        ("see plan B. Nothing else helps", []),
    ],
)
def test_initials_and_adjectives(text: str, people: list[str]) -> None:
    assert [quote for kind, quote, _ in names(text) if kind == "person"] == people
