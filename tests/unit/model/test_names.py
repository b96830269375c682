"""One person's name in four languages, and names that only look alike."""

from itertools import combinations

import pytest

from compare.model.names import name_key, same_name

# One person a line: forms that have to be one name.
FORMS = (
    "فلاديمير بوتين|Владимир Путин|Vladimir Putin|Vladimir Poutine",
    "إلهام علييف|Ильхам Алиев|Ilham Aliyev|Ilham Aliev",
    "نيكول باشينيان|Никол Пашинян|Nikol Pashinyan|Nikol Pachinian",
    "رجب طيب أردوغان|Реджеп Тайип Эрдоган|Recep Tayyip Erdogan",
    "إردوغان|أردوغان|Эрдоган|Erdogan|Erdoğan",
    "جو بايدن|Джо Байден|Joe Biden",
    "دونالد ترامب|Дональд Трамп|Donald Trump",
    "باراك أوباما|Барак Обама|Barack Obama",
    "هيلاري كلينتون|Хиллари Клинтон|Hillary Clinton",
    "جورج بوش|Джордж Буш|George Bush",
    "إيمانويل ماكرون|Эмманюэль Макрон|Emmanuel Macron",
    "أنغيلا ميركل|Ангела Меркель|Angela Merkel",
    "أولاف شولتس|Олаф Шольц|Olaf Scholz",
    "بوريس جونسون|Борис Джонсон|Boris Johnson",
    "فولوديمير زيلينسكي|Владимир Зеленский|Volodymyr Zelensky|Volodymyr Zelenskyy",
    "سيرغي لافروف|Сергей Лавров|Sergei Lavrov|Sergueï Lavrov",
    "ماريا زاخاروفا|Мария Захарова|Maria Zakharova",
    "دميتري بيسكوف|Дмитрий Песков|Dmitry Peskov|Dmitri Peskov",
    "عبد الفتاح السيسي|Абдель Фаттах ас-Сиси|Abdel Fattah al-Sisi|Abdel Fattah al-Sissi",
    "بشار الأسد|Башар Асад|Bashar al-Assad|Bachar el-Assad",
    "صدام حسين|Саддам Хусейн|Saddam Hussein",
    "محمود عباس|Махмуд Аббас|Mahmoud Abbas",
    "ياسر عرفات|Ясир Арафат|Yasser Arafat",
    "بنيامين نتنياهو|Биньямин Нетаньяху|Benjamin Netanyahu",
    "أنطونيو غوتيريش|Антониу Гутерриш|Antonio Guterres",
    "كوفي أنان|Кофи Аннан|Kofi Annan",
    "توني بلير|Тони Блэр|Tony Blair",
    "معمر القذافي|Муаммар Каддафи|Muammar Gaddafi",
    "حسني مبارك|Хосни Мубарак|Hosni Mubarak",
    "علي خامنئي|Али Хаменеи|Ali Khamenei",
    "حسن روحاني|Хасан Роухани|Hassan Rouhani",
    "نوري المالكي|Нури аль-Малики|Nouri al-Maliki",
    "سعد الحريري|Саад Харири|Saad Hariri",
    "ميخائيل غورباتشوف|Михаил Горбачёв|Mikhail Gorbachev",
    "بوريس يلتسين|Борис Ельцин|Boris Yeltsin",
    "ناريندرا مودي|Нарендра Моди|Narendra Modi",
    "أنتوني بلينكن|Энтони Блинкен|Antony Blinken",
    "ينس ستولتنبرغ|Йенс Столтенберг|Jens Stoltenberg",
    "ريشي سوناك|Риши Сунак|Rishi Sunak",
    "كير ستارمر|Кир Стармер|Keir Starmer",
    "ألكسندر لوكاشينكو|Александр Лукашенко|Alexander Lukashenko|Alexandre Loukachenko",
    "حيدر علييف|Гейдар Алиев|Heydar Aliyev",
    "حكمت حاجييف|Хикмет Гаджиев|Hikmet Hajiyev",
    "سيرج سركسيان|Серж Саргсян|Serzh Sargsyan",
    "جان كلود يونكر|Жан-Клод Юнкер|Jean-Claude Juncker",
)
OTHERS = (
    ("أرمينيا", "ألمانيا"),
    ("علييف", "علي"),
    ("إيران", "إيراد"),
    ("روسيا", "روسيف"),
    ("Johnson", "Jensen"),
    ("جونسون", "Jensen"),
    ("Martin", "Marvin"),
    ("حسن", "حسين"),
    ("Hassan", "حسين"),
    ("Hussein", "حسن"),
    ("بوتين", "بايدن"),
    ("بوتين", "Байден"),
    ("بوتين", "Patten"),
    ("Lee", "علي"),
    ("Ivanov", "Petrov"),
    ("سالم", "سليم"),
    ("كريم", "كرم"),
    ("محمد", "أحمد"),
    ("محمد", "محمود"),
    ("Ahmed", "محمد"),
    ("خالد", "خليل"),
    ("Blair", "بولر"),
    ("مرسي", "مراسي"),
    ("Maria", "Mario"),
    ("ماريا", "Mario"),
    ("Obama", "Obaid"),
    ("سعيد", "سعد"),
    ("Tariq", "تركي"),
    ("Turki", "طارق"),
    ("عمر", "عمار"),
    ("Omar", "Ammar"),
    ("ناصر", "نصر"),
    ("Vladimir", "Vladimir Putin"),
    ("باراك أوباما", "ميشيل أوباما"),
    ("", "Putin"),
    ("12", "12"),
)
PEOPLE = [forms.split("|") for forms in FORMS]


@pytest.mark.parametrize("forms", PEOPLE, ids=lambda forms: forms[-1])
def test_one_name_in_four_languages(forms: list[str]) -> None:
    assert [(a, b) for a, b in combinations(forms, 2) if not same_name(a, b)] == []


@pytest.mark.parametrize("forms", PEOPLE, ids=lambda forms: forms[-1])
def test_a_family_name_stands_for_the_full_name(forms: list[str]) -> None:
    family = forms[0].split()[-1]
    assert [form for form in forms if not same_name(family, form)] == []


def test_no_two_people_of_the_list_are_one() -> None:
    kin = {"Erdogan", "Erdoğan", "Aliyev"}
    rows = [forms for forms in PEOPLE if forms[-1].split()[-1] not in kin]
    wrong = [(a, b) for x, y in combinations(rows, 2) for a in x for b in y if same_name(a, b)]
    assert wrong == []


@pytest.mark.parametrize(("a", "b"), OTHERS)
def test_other_names(a: str, b: str) -> None:
    assert not same_name(a, b)
    assert not same_name(b, a)


def test_symmetric() -> None:
    forms = [form for row in PEOPLE for form in row[:2]]
    assert all(same_name(a, b) == same_name(b, a) for a, b in combinations(forms[:40], 2))


@pytest.mark.parametrize(
    ("name", "key"),
    [("بوتين", "ptn"), ("Путин", "ptn"), ("Vladimir Poutine", "fltmr ptn"), ("أردوغان", "rtkn"), ("", "")],
)
def test_the_key_is_the_consonants(name: str, key: str) -> None:
    assert name_key(name) == key


def test_folded_forms_are_enough() -> None:
    assert same_name("الهام علييف", "ильхам алиев")
    assert same_name("عبد الفتاح السيسي", "абдель-фаттах ас-сиси")
