"""Which accounts share one origin, and which only share a quotation, a title, a form, a footer."""

from __future__ import annotations

from itertools import combinations

import pytest

from compare.model.prepared import Prepared
from compare.model.result import Origin
from compare.origins.independence import find_origins
from tests.unit.origins.conftest import Make

DISPATCH = {
    "ar": (
        "أعلنت شركة السكك الحديدية أن حركة القطارات على الخط الساحلي ستتوقف ثلاثة أسابيع ابتداء من الأحد "
        "بسبب أعمال الصيانة. وسيجري خلال هذه المدة تغيير القضبان القديمة وتجديد أربع محطات صغيرة. وستسير "
        "حافلات مجانية بين المدينتين كل نصف ساعة، وتبقى التذاكر المشتراة صالحة حتى نهاية السنة. ونصحت "
        "الشركة "
        "الركاب بالوصول قبل الموعد بربع ساعة لأن المواقف ضيقة."
    ),
    "en": (
        "The railway said trains on the coastal line would stop for three weeks from Sunday because of "
        "repairs. "
        "Old tracks will be replaced during that time and four small stations will be refurbished. Free "
        "buses "
        "will run between both towns every half hour, and tickets already bought stay valid until the "
        "end of "
        "the year. Passengers were advised to come a quarter of an hour early because parking is scarce."
    ),
    "ru": (
        "Железная дорога сообщила, что поезда на прибрежной линии с воскресенья не будут ходить три недели "
        "из-за ремонта. За это время заменят старые рельсы и обновят четыре маленькие станции. Между "
        "городами "
        "каждые полчаса будут ходить бесплатные автобусы, а купленные билеты действуют до конца года. "
        "Пассажирам советуют приходить на четверть часа раньше, потому что мест для стоянки мало."
    ),
}
OWN = {
    "ar": (
        "يستعد سكان البلدة لثلاثة أسابيع صعبة بعد قرار إغلاق الخط الذي يستعملونه كل يوم. وتقول صاحبة "
        "مقهى قرب "
        "المحطة إنها تخشى أن تخسر نصف زبائنها. أما التلاميذ فعليهم أن ينهضوا أبكر من المعتاد ليلحقوا "
        "بالحافلة."
    ),
    "en": (
        "People in the town are bracing for three hard weeks after the decision to close the line they "
        "use daily. "
        "The owner of a café by the station fears that she will lose half of her guests. Schoolchildren "
        "will have "
        "to rise earlier than usual to catch the bus."
    ),
    "ru": (
        "Жители городка готовятся к трём трудным неделям: линию, которой они пользуются каждый день, "
        "закроют. "
        "Хозяйка кафе у вокзала боится потерять половину гостей. Школьникам придётся вставать раньше "
        "обычного, "
        "чтобы успеть на автобус."
    ),
}
QUOTE = {
    "ar": "قال مدير الشركة: «نعرف أن هذا الإغلاق يزعج الناس كثيرا، لكن القضبان عمرها أكثر من خمسين سنة "
    "ولا يمكن "
    "أن ننتظر حتى يقع حادث، ونعد الجميع بأن الخط سيعود أسرع وأكثر أمانا قبل بداية الشتاء».",
    "en": "The director said: “We know that this closure is a nuisance to many people, but the tracks "
    "are more than "
    "fifty years old and we cannot wait until there is an accident, and we promise that the line will "
    "be faster "
    "and safer before the winter begins.”",
    "ru": "Директор сказал: «Мы знаем, что закрытие доставит людям много неудобств, но рельсам больше "
    "пятидесяти лет, "
    "и нельзя ждать, пока случится авария, мы обещаем, что до начала зимы линия станет быстрее и "
    "безопаснее».",
}
MATCH = (
    "فاز فريق البلدة بكأس الشباب بعد مباراة طويلة حسمت بركلات الترجيح أمام ثلاثة آلاف متفرج. وسجل "
    "الهداف هدفين في "
    "الشوط الثاني وأضاع ركلة قبل النهاية بدقيقة. وسيلعب الفريق في الدرجة الأولى من الموسم المقبل."
)
LIBRARY = (
    "مددت المكتبة العامة ساعات القراءة حتى منتصف الليل بعدما طلب ذلك طلاب كثيرون قبل الامتحانات. وزودت "
    "القاعة الكبيرة "
    "بمصابيح هادئة وستين مقعدا جديدا، وخصصت ركنا للأطفال يفتح بعد الظهر. ويمكن استعارة خمسة كتب دفعة واحدة."
)
MARKET = (
    "ارتفع سعر الطماطم في سوق الجملة إلى الضعف خلال أسبوع بعدما أتلفت موجة برد محاصيل السهل الغربي. "
    "ويقول التجار إن "
    "الشاحنات القادمة من الجنوب تصل نصف فارغة، وإن الأسعار لن تهدأ قبل أن تنضج دفعة ثانية في البيوت "
    "الزجاجية."
)
FERRY = (
    "عادت العبارة القديمة إلى العمل بين الجزيرة والميناء بعد توقف دام شتاء كاملا. وتبحر مرتين في اليوم "
    "وتتسع لمئة راكب "
    "وعشرين سيارة، لكن البحارة حذروا من تأخير متكرر حين تهب الرياح الشمالية."
)
LANGUAGES = ("ar", "en", "ru")


def groups(*accounts: Prepared) -> list[tuple[str, ...]]:
    return [origin.witnesses for origin in find_origins(accounts)]


def slugs(origin: Origin) -> set[str]:
    return {evidence.because.split(":")[0] for evidence in origin.evidence}


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_edited_copy_shares_the_origin(account: Make, language: str) -> None:
    sentences = DISPATCH[language].split(". ")
    edited = ". ".join([sentences[0], *sentences[2:]])
    found = find_origins([account("a", DISPATCH[language], language), account("b", edited, language)])
    assert [origin.witnesses for origin in found] == [("a", "b")]
    assert "verbatim" in slugs(found[0])
    for evidence in found[0].evidence:
        assert all(place.start < place.end for place in evidence.places)


@pytest.mark.parametrize("language", LANGUAGES)
def test_two_reports_of_their_own_stay_apart(account: Make, language: str) -> None:
    assert groups(account("a", DISPATCH[language], language), account("b", OWN[language], language)) == [
        ("a",),
        ("b",),
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_shared_quotation_is_no_shared_origin(account: Make, language: str) -> None:
    one = account("a", f"{OWN[language]} {QUOTE[language]}", language)
    two = account("b", f"{QUOTE[language]} {DISPATCH[language]}", language)
    assert groups(one, two) == [("a",), ("b",)]
    short = OWN[language].split(". ")[0] + "."
    assert groups(account("a", f"{short} {QUOTE[language]}", language), two) == [("a",), ("b",)]


def test_shared_titles_and_offices_are_no_shared_origin(account: Make) -> None:
    title = "صاحب السمو الملكي الأمير سعد بن فهد بن عبدالعزيز ولي العهد نائب رئيس مجلس الوزراء وزير الداخلية"
    one = account("a", f"افتتح {title} مساء أمس مستشفى الأطفال الجديد في شرق المدينة.")
    two = account("b", f"استقبل {title} في مكتبه سفراء خمس دول انتهت فترة عملهم.")
    assert groups(one, two) == [("a",), ("b",)]


def test_a_shared_background_paragraph_is_told_but_joins_nothing(account: Make) -> None:
    background = " ".join(DISPATCH["ar"].split(". ")[1:3]) + "."
    found = find_origins([account("a", f"{OWN['ar']} {background}"), account("b", DISPATCH["ar"])])
    assert [origin.witnesses for origin in found] == [("a",), ("b",)]
    assert "part-shared" in slugs(found[0])


@pytest.mark.parametrize(
    ("language", "footer"),
    [
        ("ar", "\n\nتابعونا على تويتر وفيسبوك\n\nجميع الحقوق محفوظة لموقع الساحل الإخباري"),
        ("en", "\n\nFollow us on Twitter and Facebook\n\nCopyright the Coast News, all rights reserved"),
    ],
)
def test_a_shared_footer_is_no_shared_origin(account: Make, language: str, footer: str) -> None:
    one = account("a", DISPATCH[language] + footer, language)
    two = account("b", OWN[language] + footer, language)
    assert groups(one, two) == [("a",), ("b",)]


def test_a_form_filled_with_other_names_is_no_shared_origin(account: Make) -> None:
    def cable(president: str, country: str) -> str:
        return (
            f"بعث الملك برقية تهنئة إلى الرئيس {president} رئيس {country} بمناسبة ذكرى اليوم الوطني "
            f"لبلاده، وأعرب باسمه "
            "وباسم شعب المملكة وحكومتها عن أصدق التهاني وأطيب التمنيات بالصحة والسعادة لفخامته والتقدم "
            "والازدهار لبلاده."
        )

    one = account("a", cable("إيمانويل ماكرون", "فرنسا"))
    two = account("b", cable("فلاديمير بوتين", "روسيا"))
    found = find_origins([one, two])
    assert [origin.witnesses for origin in found] == [("a",), ("b",)]
    assert "filled-form" in slugs(found[0])


def test_a_refrain_of_many_accounts_does_not_count(account: Make) -> None:
    refrain = (
        "ويأتي ذلك في إطار الجهود المتواصلة التي تبذلها الجهات المعنية من أجل الارتقاء بمستوى الخدمات "
        "المقدمة إلى المواطنين."
    )
    short = [
        account("a", "دشنت البلدية حديقة جديدة قرب النهر. " + refrain),
        account("b", "خفضت هيئة المياه سعر المتر للمزارعين. " + refrain),
    ]
    assert groups(*short) == [("a", "b")]
    texts = (DISPATCH["ar"], OWN["ar"], MATCH, LIBRARY, MARKET, FERRY)
    long = [account(f"w{n}", f"{text} {refrain}") for n, text in enumerate(texts)]
    assert len(groups(*short, *long)) == 8


def test_twenty_copies_of_one_text_are_no_refrain(account: Make) -> None:
    found = groups(*(account(f"w{n}", DISPATCH["ar"]) for n in range(20)))
    assert found == [tuple(f"w{n}" for n in range(20))]


def test_a_compilation_brings_no_two_reports_together(account: Make) -> None:
    made = [account("a", DISPATCH["ar"]), account("b", MATCH), account("c", f"{DISPATCH['ar']} {MATCH}")]
    home = {id: n for n, origin in enumerate(find_origins(made)) for id in origin.witnesses}
    assert home["a"] != home["b"]


@pytest.mark.parametrize(
    ("language", "a", "b"),
    [
        ("ar", "القاهرة - رويترز: ", "لندن (رويترز) - "),
        ("en", "CAIRO (Reuters) - ", "Reuters - "),
        ("ru", "КАИР, 18 авг — РИА Новости. ", "МОСКВА, 19 авг — РИА Новости. "),
    ],
)
def test_one_credited_agency_is_one_origin_without_shared_text(
    account: Make, language: str, a: str, b: str
) -> None:
    made = [account("a", a + DISPATCH[language], language), account("b", b + OWN[language], language)]
    found = find_origins(made)
    assert [origin.witnesses for origin in found] == [("a", "b")]
    assert found[0].agency in ("Reuters", "RIA Novosti")
    assert "agency-credited" in slugs(found[0])


def test_an_agency_cited_in_passing_joins_nothing(account: Make) -> None:
    cited = " وقال مسؤول في الشركة لوكالة رويترز إن العمل يسير كما ينبغي."
    found = find_origins([account("a", DISPATCH["ar"] + cited), account("b", OWN["ar"] + cited)])
    assert [(origin.witnesses, origin.agency) for origin in found] == [(("a",), None), (("b",), None)]
    assert all("agency-cited" in slugs(origin) for origin in found)


def test_agencies_without_a_name_join_nothing(account: Make) -> None:
    found = find_origins(
        [account("a", "بغداد - وكالات: " + DISPATCH["ar"]), account("b", "وكالات: " + OWN["ar"])]
    )
    assert [(origin.witnesses, origin.agency) for origin in found] == [(("a",), None), (("b",), None)]
    assert all("agency-unnamed" in slugs(origin) for origin in found)


def test_several_credits_follow_the_shared_text_else_the_first(account: Make) -> None:
    both = "واشنطن - رويترز، أ ف ب: "
    afp = account("afp", "باريس - أ ف ب: " + DISPATCH["ar"])
    reuters = account("reuters", "لندن - رويترز: " + QUOTE["ar"])
    assert groups(afp, reuters, account("c", both + DISPATCH["ar"])) == [("afp", "c"), ("reuters",)]
    found = find_origins([afp, reuters, account("c", both + OWN["ar"])])
    assert [origin.witnesses for origin in found] == [("afp",), ("reuters", "c")]
    assert "agency-also-credited" in slugs(found[1])


def test_the_page_of_an_agency_is_its_own_credit(account: Make) -> None:
    made = [account("a", DISPATCH["ar"], outlet="واس"), account("b", "الرياض - واس: " + OWN["ar"])]
    assert groups(*made) == [("a", "b")]


@pytest.mark.parametrize(
    ("a", "b", "later"),
    [
        (None, None, None),
        ("2024-08-18", None, None),
        ("2024-08-18", "2024-08-18", None),
        ("2024-08-18T09:00", "2024-08-18", None),
        ("2024-08-18T09:00", "2024-08-18T09:00", None),
        ("2024-08-18", "2024-08-19", "b"),
        ("2024-08-19", "2024-08-18", "a"),
        ("2024-08-18T11:30", "2024-08-18T09:00", "a"),
    ],
)
def test_who_copied_whom_needs_two_dates_that_differ(
    account: Make, a: str | None, b: str | None, later: str | None
) -> None:
    made = [account("a", DISPATCH["ar"], published=a), account("b", DISPATCH["ar"], published=b)]
    (origin,) = find_origins(made)
    assert [copied.later for copied in origin.copied] == ([later] if later else [])


def test_accounts_of_one_agency_without_shared_text_copied_nobody(account: Make) -> None:
    made = [
        account("a", "القاهرة - رويترز: " + DISPATCH["ar"], published="2024-08-18"),
        account("b", "لندن - رويترز: " + OWN["ar"], published="2024-08-19"),
    ]
    (origin,) = find_origins(made)
    assert origin.copied == ()


def test_every_account_is_in_exactly_one_origin_in_order(account: Make) -> None:
    texts = [DISPATCH["ar"], OWN["ar"], DISPATCH["ar"], "", "خبر قصير.", OWN["ar"]]
    found = find_origins([account(f"w{n}", text) for n, text in enumerate(texts)])
    assert [origin.id for origin in found] == [f"o{n}" for n in range(1, len(found) + 1)]
    members = [id for origin in found for id in origin.witnesses]
    assert sorted(members) == [f"w{n}" for n in range(6)]
    assert [origin.witnesses[0] for origin in found] == sorted(origin.witnesses[0] for origin in found)
    assert find_origins([]) == ()


def test_the_order_of_the_accounts_changes_no_group(account: Make) -> None:
    made = [account("a", DISPATCH["ar"]), account("b", OWN["ar"]), account("c", DISPATCH["ar"] + " انتهى.")]
    one = {frozenset(members) for members in groups(*made)}
    assert one == {frozenset(members) for members in groups(*reversed(made))}
    assert one == {frozenset("ac"), frozenset("b")}


def test_identical_quotations_only_are_one_text(account: Make) -> None:
    made = [account(id, QUOTE["ar"]) for id in "ab"]
    assert groups(*made) == [("a", "b")]
    assert all(len(pair) == 2 for pair in combinations(groups(*made)[0], 2))
