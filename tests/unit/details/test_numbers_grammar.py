"""Numbers by kind of wording: bare, in words, as fractions, ranges, ordinals and money, and what is none."""

from __future__ import annotations

from itertools import pairwise

import pytest

from compare.details.numbers import find_numbers

AR, EN, RU, FR = ("ar",), ("en",), ("ru",), ("fr",)
Case = tuple[str, tuple[str, ...], str, object, str | None]


def read(text: str, languages: tuple[str, ...]) -> list[tuple[str, str, object, str | None]]:
    found = find_numbers(text, (), languages)
    assert all(text[d.start : d.end] == d.text for d in found)
    return [(d.kind.value, d.text, d.value, d.unit) for d in found]


def check(case: Case, kind: str) -> None:
    text, languages, span, value, unit = case
    assert read(text, languages) == [(kind, span, value, unit)]


BARE: list[Case] = [
    ("ورد في التقرير 37 منها", AR, "37", 37, None),
    ("حضر تسعة منهم", AR, "تسعة", 9, None),
    ("بلغ عدد الناجين ( 240 )", AR, "240", 240, None),
    ("١٬٢٣٤٬٥٦٧", AR, "١٬٢٣٤٬٥٦٧", 1_234_567, None),
    ("١٫٥", AR, "١٫٥", 1.5, None),
    ("سالب سبعة", AR, "سالب سبعة", -7, None),
    ("the count rose to 37 overall", EN, "37", 37, None),
    ("minus five point five", EN, "minus five point five", -5.5, None),
    ("it was 1e6 then", EN, "1e6", 1_000_000, None),
    ("10k in all", EN, "10k", 10_000, None),
    ("three lakh", EN, "three lakh", 300_000, None),
    ("сто двадцать один", RU, "сто двадцать один", 121, None),
    ("trois virgule cinq", FR, "trois virgule cinq", 3.5, None),
]
WORDS: list[Case] = [
    ("خمسة وعشرون ألفا", AR, "خمسة وعشرون ألفا", 25_000, None),
    ("ألفا سائح", AR, "ألفا سائح", 2000, "سايح"),
    ("خمسة ومئة", AR, "خمسة ومئة", 105, None),
    ("ثلثمائة وأربعون نخلة", AR, "ثلثمائة وأربعون نخلة", 340, "نخله"),
    ("ألف مليار دولار", AR, "ألف مليار دولار", 1e12, "dollar"),
    ("نصف دزينة", AR, "نصف دزينة", 6, None),
    ("مليونين ونصف مليون", AR, "مليونين ونصف مليون", 2_500_000, None),
    ("ثلاثة أرباع مليون", AR, "ثلاثة أرباع مليون", 750_000, None),
    ("الخمسة وعشرون شخصا", AR, "الخمسة وعشرون شخصا", 25, "person"),
    ("الاثني عشر شخصا", AR, "الاثني عشر شخصا", 12, "person"),
    ("العشرون دولة", AR, "العشرون دولة", 20, "state"),
    ("(36) ألف طن", AR, "(36) ألف طن", 36_000, "ton"),
    ("تجاوز (3.462) مليار طن", AR, "(3.462) مليار طن", 3_462_000_000, "ton"),
    ("خسر الفريق -17 لاعبا هذا العام", AR, "17 لاعبا", 17, "player"),
    ("بلغت الحرارة -17 درجة", AR, "-17 درجة", -17, "degree"),
    ("two hundred and two thousand", EN, "two hundred and two thousand", 202_000, None),
    ("half a dozen", EN, "half a dozen", 6, None),
    ("a hundred villages", EN, "a hundred villages", 100, "village"),
    ("двадцати пяти тысяч человек", RU, "двадцати пяти тысяч человек", 25_000, "person"),
    ("пятьюстами танками", RU, "пятьюстами танками", 500, "танками"),
    ("5 тыс. человек", RU, "5 тыс. человек", 5000, "person"),
    ("полтора миллиона", RU, "полтора миллиона", 1_500_000, None),
    ("quatre-vingt-dix-sept villes", FR, "quatre-vingt-dix-sept villes", 97, "city"),
    ("une vingtaine", FR, "une vingtaine", 20, None),
]
FRACTIONS: list[Case] = [
    ("ثلاثة أرباع", AR, "ثلاثة أرباع", 0.75, None),
    ("خمسة أثمان", AR, "خمسة أثمان", 0.625, None),
    ("خمس المحصول", AR, "خمس", 0.2, None),
    ("مئة وثلاثة أرباع", AR, "مئة وثلاثة أرباع", 100.75, None),
    ("واحد من كل خمسة", AR, "واحد من كل خمسة", 0.2, None),
    ("5/8 of it", EN, "5/8", 0.625, None),
    ("2 1/4", EN, "2 1/4", 2.25, None),
    ("one in five voters", EN, "one in five", 0.2, None),
    ("five and a half", EN, "five and a half", 5.5, None),
    ("twenty-three fifths", EN, "twenty-three fifths", 4.6, None),
    ("a third of it", EN, "a third", 0.333333333333, None),
    ("две трети", RU, "две трети", 0.666666666667, None),
    ("une ferme sur cinq", FR, "une ferme sur cinq", 0.2, None),
]
RANGES: list[Case] = [
    ("أكثر من 5 وأقل من 10", AR, "أكثر من 5 وأقل من 10", "5/10", None),
    ("15 - 20 قرية", AR, "15 - 20 قرية", "15/20", "village"),
    ("between 5 and 10 towns", EN, "between 5 and 10 towns", "5/10", "town"),
    ("от 5 до 10 городов", RU, "от 5 до 10 городов", "5/10", "city"),
    ("entre 5 et 10 villes", FR, "entre 5 et 10 villes", "5/10", "city"),
]
ORDINALS: list[Case] = [
    ("للمرة الخامسة والعشرين", AR, "الخامسة والعشرين", 25, None),
    ("الصفحة 192 ناقصة", AR, "192", 192, None),
    ("القرار رقم 22/66", AR, "22/66", "22/66", None),
    ("المادة ( 90 )", AR, "90", 90, None),
    ("بعد اتفاق جنيف 1", AR, "1", 1, None),
    ("ثاني أكبر ميناء", AR, "ثاني", 2, None),
    ("the twenty-first century", EN, "twenty-first", 21, None),
    ("Article 5", EN, "5", 5, None),
    ("двадцать первого съезда", RU, "двадцать первого", 21, None),
    ("3-й полк", RU, "3-й", 3, None),
    ("le deuxième mandat", FR, "deuxième", 2, None),
]
MONEY: list[Case] = [
    ("5 دولارات أمريكية", AR, "5 دولارات أمريكية", 5, "dollar"),
    ("US$ 5 million", EN, "US$ 5 million", 5_000_000, "dollar"),
    ("€3.5bn", EN, "€3.5bn", 3_500_000_000, "euro"),
    ("EUR 20", EN, "EUR 20", 20, "euro"),
    ("2,5 млн долларов США", RU, "2,5 млн долларов США", 2_500_000, "dollar"),
    ("un demi-million d'euros", FR, "un demi-million d'euros", 500_000, "euro"),
]
DURATIONS: list[Case] = [
    ("عام ونصف العام", AR, "عام ونصف العام", 1.5, "year"),
    ("عامين ونصف العام", AR, "عامين ونصف العام", 2.5, "year"),
    ("ثلاثة أعوام ونصف", AR, "ثلاثة أعوام ونصف", 3.5, "year"),
    ("deux ans et demi", FR, "deux ans et demi", 2.5, "year"),
    ("два с половиной года", RU, "два с половиной года", 2.5, "year"),
]
NOUNS: list[Case] = [
    ("three commercial vaccine products", EN, "three commercial vaccine products", 3, "products"),
    ("five Danish farmers", EN, "five Danish farmers", 5, "farmers"),
    ("пять северных портов", RU, "пять северных портов", 5, "портов"),
    ("12 موقعا", AR, "12 موقعا", 12, "site"),
    ("12 بستانا", AR, "12", 12, None),
    ("15 مرصدا", AR, "15 مرصدا", 15, "مرصد"),
    ("15مرصدا", AR, "15مرصدا", 15, "مرصد"),
    ("59 وظيفة شاغرة", AR, "59 وظيفة", 59, "وظيفه"),
    ("85 بلاغا", AR, "85 بلاغا", 85, "بلاغ"),
    ("أربع شركات", AR, "أربع شركات", 4, "company"),
    ("85 بعدما", AR, "85", 85, None),
    ("عشرة متهمين", AR, "عشرة متهمين", 10, "متهم"),
    ("ستة قوانين", AR, "ستة قوانين", 6, "قوانين"),
    ("trois fermes", FR, "trois fermes", 3, "fermes"),
]
DUALS: list[Case] = [
    ("تحطمت طائرتان", AR, "طائرتان", 2, "aircraft"),
    ("أغرقوا سفينتين حربيتين", AR, "سفينتين", 2, "ship"),
    ("بعد تجربتين", AR, "تجربتين", 2, "تجربه"),
    ("احترقت بلدتان", AR, "بلدتان", 2, "town"),
    ("لمباراتين", AR, "مباراتين", 2, "match"),
    ("مقابل روبيتين", AR, "روبيتين", 2, "rupee"),
]
AREAS: list[Case] = [
    ("The 170,000-square-foot hall", EN, "170,000-square-foot", 170_000, "square foot"),
    ("The 15,800-square-metre hall", EN, "15,800-square-metre", 15_800, "square metre"),
    ("200 sq m", EN, "200 sq m", 200, "square metre"),
    ("200 кв. м", RU, "200 кв. м", 200, "square metre"),
    ("مساحة 200 م2", AR, "200 م2", 200, "square metre"),
    ("une surface de 200 m2", FR, "200 m2", 200, "square metre"),
]
SIGNED_RANGES: list[Case] = [
    ("$140-$150 million", EN, "$140-$150 million", "140000000/150000000", "dollar"),
    ("$140- $150 million", EN, "$140- $150 million", "140000000/150000000", "dollar"),
    ("between $140 and $150 million", EN, "$140 and $150 million", "140000000/150000000", "dollar"),
    ("from €3 to €5 billion", EN, "€3 to €5 billion", "3000000000/5000000000", "euro"),
    ("между $3 и $5 млрд", RU, "$3 и $5 млрд", "3000000000/5000000000", "dollar"),
]
PERCENTAGES: list[Case] = [
    ("واحد بالمئة", AR, "واحد بالمئة", 1, "percent"),
    ("نسبة 12", AR, "نسبة 12", 12, "percent"),
    ("بين 5 و10 في المئة", AR, "بين 5 و10 في المئة", "5/10", "percent"),
    ("twenty per cent", EN, "twenty per cent", 20, "percent"),
    ("12 процентов", RU, "12 процентов", 12, "percent"),
    ("12 pour cent", FR, "12 pour cent", 12, "percent"),
]


@pytest.mark.parametrize(
    "case", [*BARE, *WORDS, *FRACTIONS, *RANGES, *NOUNS, *DUALS, *AREAS], ids=lambda case: case[0]
)
def test_numbers(case: Case) -> None:
    kind = "money" if case[4] in ("dollar", "rupee") else "number"
    check(case, kind)


@pytest.mark.parametrize(
    ("cases", "kind"),
    [
        (ORDINALS, "ordinal"),
        (MONEY, "money"),
        (DURATIONS, "duration"),
        (PERCENTAGES, "percent"),
        (SIGNED_RANGES, "money"),
    ],
)
def test_other_kinds(cases: list[Case], kind: str) -> None:
    for case in cases:
        check(case, kind)


@pytest.mark.parametrize("digits", ["9" * 400, "1." + "9" * 400, "1e999", "9^9999", "9," * 200 + "9"])
def test_digits_without_end_are_no_number(digits: str) -> None:
    assert read(f"It cost {digits} dollars and 5 cents", EN)[-1][2] == 5


def test_two_sums_of_one_currency_need_a_tie() -> None:
    assert [row[2] for row in read("rose to $5 from $3 on Monday", EN)] == [5, 3]


@pytest.mark.parametrize(
    ("text", "languages"),
    [
        ("الملازم أول سعيد", AR),
        ("الرقيب أول سعيد", AR),
        ("آل ثاني في زيارة", AR),
        ("وقد أثنى كثيرون عليه", AR),
        ("شركة ميتا العالمية", AR),
        ("الاكتتاب الأولي", AR),
        ("نصف النهائي", AR),
        ("مجموعة العشرين", AR),
        ("الثلاثين من العمر", AR),
        ("سباق فورمولا 1", AR),
        ("جائحة كوفيد - 19", AR),
        ("فاز 3-1", AR),
        ("تعادل 4/صفر", AR),
        ("بضعة أيام", AR),
        ("احترقت بلدة", AR),
        ("عشرات المنازل", AR),
        ("كان من بين طالبان", AR),
        ("العنوان 192.168.1.2", AR),
        ("هاتف 5551234", AR),
        ("[12] انظر", AR),
        ("5- انتهى", AR),
        ("في 2015", AR),
        ("من 1993 إلى 2003", AR),
        ("call 555-1234", EN),
        ("+1 222 2222 2222", EN),
        ("call 0845 125 2222 or 0800 555 111", EN),
        ("للتواصل على الهاتف 0845 125 2222", AR),
        ("first half", EN),
        ("5G and G20", EN),
        ("a question of the million-dollar kind", EN),
        ("dozens of them", EN),
        ("at 12/05/19", EN),
        ("десятки людей", RU),
        ("des milliers", FR),
    ],
)
def test_no_number(text: str, languages: tuple[str, ...]) -> None:
    assert [row for row in read(text, languages) if row[0] != "ordinal" or languages == AR] == []


@pytest.mark.parametrize(
    ("text", "languages", "precision"),
    [
        ("ما يربو على 30 قتيلا", AR, "at_least"),
        ("30 قتيلا أو أكثر", AR, "at_least"),
        ("30 قتيلا وأكثر من 40 جريحا", AR, "exact"),
        ("نحو الـ80 قتيلا", AR, "about"),
        ("بألا يزيد عن 80 قتيلا", AR, "at_most"),
        ("> 30 قتيلا", AR, "at_least"),
        ("no more than 30 people", EN, "at_most"),
        ("не более чем 30 человек", RU, "at_most"),
        ("au moins 30 personnes", FR, "at_least"),
    ],
)
def test_precision(text: str, languages: tuple[str, ...], precision: str) -> None:
    assert find_numbers(text, (), languages)[0].precision == precision


def test_numbers_never_overlap() -> None:
    text = "5 $6m 7 % ٪8 9 شخصا10 (11) ألف 1/2 3/4 5-6 بين 7 و8 دولارات 9 $"
    found = find_numbers(text, (), (*AR, *EN))
    assert all(before.end <= after.start for before, after in pairwise(found))
    assert all(text[d.start : d.end] == d.text for d in found)
