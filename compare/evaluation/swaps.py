"""Swaps of one number, date or negation in an Arabic sentence, by small patterns of their own."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random  # noqa: TID251  (seeded: the same sentences give the same mutations)

LETTER = "\u0621-\u064a\u0640\u064b-\u0652"
BEFORE, AFTER = f"(?<![{LETTER}\\d])", f"(?![{LETTER}\\d])"


Swap = tuple[int, int, str, frozenset[str]]
"""Start, end, the new text, and the types of difference that are right for it."""

Mutator = Callable[[str, Random], "Swap | None"]


def split(words: str) -> list[str]:
    """Words of a table written as one string."""
    return words.split()


def one(pattern: re.Pattern[str], text: str, rng: Random) -> re.Match[str] | None:
    """One of the places where the pattern fits; None where it fits nowhere."""
    found = list(pattern.finditer(text))
    return rng.choice(found) if found else None


# Numbers: digits or number words before the thing that is counted.

_NOT_COUNTED = split("في من إلى على عن مع بعد قبل و أو ثم حتى منذ خلال هـ ه م ص عام سنة بين لدى")
_MONTHS = split(
    "يناير فبراير مارس أبريل ابريل إبريل مايو يونيو يوليو أغسطس اغسطس سبتمبر أكتوبر اكتوبر نوفمبر ديسمبر"
)
_HIJRI = split("محرم صفر ربيع جمادى رجب شعبان رمضان شوال ذو ذي")
_DAYS = split("السبت الأحد الاحد الاثنين الإثنين الثلاثاء الأربعاء الاربعاء الخميس الجمعة")
_BANNED = frozenset(
    [*_NOT_COUNTED, *_MONTHS, *_HIJRI, *_DAYS, "كانون", "تشرين", "شباط", "آذار", "نيسان", "صباحا", "مساء"]
)
_DIGITS = re.compile(f"(?<![\\d.,/:٫٬\\-–(])(?P<n>\\d{{1,4}}|[٠-٩]{{1,4}})(?= (?P<noun>[{LETTER}]{{3,}}))")
_COUNTERS = (
    split("ثلاثة أربعة خمسة ستة سبعة ثمانية تسعة عشرة"),
    split("ثلاث أربع خمس ست سبع ثماني تسع عشر"),
    split("عشرين ثلاثين أربعين خمسين ستين سبعين ثمانين تسعين"),
)
_COUNTER = re.compile(
    f"{BEFORE}(?P<n>{'|'.join(w for words in _COUNTERS for w in words)}) (?P<noun>[{LETTER}]{{3,}})"
)
_NUMBER_LEAD = re.compile(r"(?:الساعة|رقم|عام|سنة|يوم|في|المادة|العدد|الفقرة|الـ|الساعه)\s*$")
_TIME_UNITS = re.compile(
    "^(?:يوم|أيام|ايام|شهر|شهور|أشهر|اشهر|سنة|سنوات|عام|أعوام|اعوام|ساعة|ساعات|دقيقة|دقائق|أسبوع|أسابيع|اسابيع|عقود|ثوان)"
)


def swap_number(text: str, rng: Random) -> Swap | None:
    """A number before what is counted for another one; years stay as they are."""
    for pattern in rng.sample((_DIGITS, _COUNTER), 2):
        match = one(pattern, text, rng)
        if match is None or match["noun"] in _BANNED or _NUMBER_LEAD.search(text[: match.start()]):
            continue
        told = match["n"]
        types = {"number", "duration"} if _TIME_UNITS.match(match["noun"]) else {"number"}
        if told[0].isdigit():
            value = int(told)
            if 1900 <= value <= 2100 or 1400 <= value <= 1450 or value < 2:
                continue
            new = (
                str(value * 2 + rng.randint(1, 9))
                if rng.random() < 0.5 or value < 12
                else str(value // 2 - 1)
            )
            if told[0] in "٠١٢٣٤٥٦٧٨٩":
                new = new.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
        else:
            family = next(words for words in _COUNTERS if told in words)
            new = rng.choice([w for w in family if w != told])
        return match.start("n"), match.end("n"), new, frozenset(types)
    return None


# Dates: the day of a month, the month, the weekday, a relative word.

_DAY_MONTH = re.compile(f"(?<![\\d./])(?P<day>[1-9]|[12]\\d|3[01]) (?P<month>{'|'.join(_MONTHS)}){AFTER}")
_BEFORE_DAY = "(?<=يوم )|(?<=أمس )|(?<=اليوم )|(?<=غدا )|(?<=أمس \\()|(?<=اليوم \\()"
_WEEKDAY = re.compile(f"(?:{_BEFORE_DAY})(?P<w>{'|'.join(_DAYS)}){AFTER}")
_RELATIVE = re.compile(f"{BEFORE}(?P<w>أمس الأول|أمس|امس|غدًا|غداً|غدا){AFTER}(?! الأول| الاول)(?! ?\\(?ال)")
_LAST = re.compile(f"{BEFORE}(?:ال)?(?:عام|شهر|أسبوع) (?P<w>الماضي|المقبل|القادم|الجاري|الحالي){AFTER}")
_DATE_TYPES = frozenset({"date"})
_CLEAR_DAYS = split("السبت الأحد الاثنين الثلاثاء الأربعاء الخميس الجمعة")


def swap_date(text: str, rng: Random) -> Swap | None:
    """A day, a month, a weekday or a relative word for another one."""
    for how in rng.sample((_swap_day, _swap_month, _swap_weekday, _swap_relative), 4):
        swap = how(text, rng)
        if swap:
            return swap
    return None


def _swap_day(text: str, rng: Random) -> Swap | None:
    match = one(_DAY_MONTH, text, rng)
    if match is None:
        return None
    day = rng.choice([d for d in range(1, 29) if d != int(match["day"])])
    return match.start("day"), match.end("day"), str(day), _DATE_TYPES


def _swap_month(text: str, rng: Random) -> Swap | None:
    match = one(_DAY_MONTH, text, rng)
    if match is None or text[match.end() :].lstrip(" )(/")[:4] in (
        "كانو",
        "شباط",
        "آذار",
        "نيسا",
        "أيار",
        "حزير",
        "تموز",
        "آب)",
        "أيلو",
        "تشري",
    ):
        return None
    same = {"ابريل": "أبريل", "إبريل": "أبريل", "اغسطس": "أغسطس", "اكتوبر": "أكتوبر"}
    told = same.get(match["month"], match["month"])
    new = rng.choice([m for m in _MONTHS if m not in same and m != told])
    return match.start("month"), match.end("month"), new, _DATE_TYPES


def _swap_weekday(text: str, rng: Random) -> Swap | None:
    match = one(_WEEKDAY, text, rng)
    if match is None:
        return None
    plain = {"الاحد": "الأحد", "الإثنين": "الاثنين", "الاربعاء": "الأربعاء"}
    told = plain.get(match["w"], match["w"])
    new = rng.choice([d for d in _CLEAR_DAYS if d != told])
    return match.start("w"), match.end("w"), new, _DATE_TYPES


def _swap_relative(text: str, rng: Random) -> Swap | None:
    match = one(_RELATIVE if rng.random() < 0.6 else _LAST, text, rng)
    if match is None:
        return None
    told = match["w"]
    if told in ("أمس", "امس", "أمس الأول"):
        new = "غدا"
    elif told.startswith("غد"):
        new = "أمس"
    else:
        new = "المقبل" if told == "الماضي" else "الماضي"
    return match.start("w"), match.end("w"), new, _DATE_TYPES


# Negation: put in with the verb form it asks for, taken away, or affirmed against denied.

_PAST = {
    "وصل": "يصل", "وصلت": "تصل", "أعلن": "يعلن", "أعلنت": "تعلن", "شارك": "يشارك", "شاركت": "تشارك",
    "وقع": "يوقع", "وقعت": "توقع", "بدأ": "يبدأ", "بدأت": "تبدأ", "قرر": "يقرر", "قررت": "تقرر",
    "طالب": "يطالب", "طالبت": "تطالب", "حضر": "يحضر", "حضرت": "تحضر", "استقبل": "يستقبل",
    "استقبلت": "تستقبل", "حقق": "يحقق", "حققت": "تحقق", "سجل": "يسجل", "سجلت": "تسجل", "نجح": "ينجح",
    "نجحت": "تنجح", "تمكن": "يتمكن", "تمكنت": "تتمكن", "وافق": "يوافق", "وافقت": "توافق",
    "ارتفع": "يرتفع", "ارتفعت": "ترتفع", "انخفض": "ينخفض", "أدى": "يؤد", "أدت": "تؤد", "كشف": "يكشف",
    "كشفت": "تكشف", "دعا": "يدع", "دعت": "تدع", "أطلق": "يطلق", "أطلقت": "تطلق", "انتقل": "ينتقل",
    "غادر": "يغادر", "غادرت": "تغادر", "اعتقل": "يعتقل", "اعتقلت": "تعتقل", "شهد": "يشهد", "شهدت": "تشهد",
    "عقد": "يعقد", "عقدت": "تعقد", "تسلم": "يتسلم", "نفذ": "ينفذ", "نفذت": "تنفذ", "تعرض": "يتعرض",
    "أصدر": "يصدر", "أصدرت": "تصدر", "تلقى": "يتلق", "تلقت": "تتلق", "انتهى": "ينته", "انتهت": "تنته",
}  # fmt: skip
_AFFIRMED = {
    "أكد": "نفى", "أكدت": "نفت", "يؤكد": "ينفي", "تؤكد": "تنفي", "نفى": "أكد", "نفت": "أكدت", "ينفي": "يؤكد",
    "تنفي": "تؤكد", "وأكد": "ونفى", "وأكدت": "ونفت", "ونفى": "وأكد", "ونفت": "وأكدت",
}  # fmt: skip
_PRESENT = split(
    "يمكن تمكن يوجد توجد يعتبر تعتبر يستطيع تستطيع يتطلب تتطلب يشمل تشمل يزال يعني "
    "تعني يسمح تسمح يحتاج تحتاج يريد تريد يستهدف تستهدف يتضمن تتضمن يحق يجوز يعكس "
    "تعكس يواجه تواجه يعاني تعاني يمثل تمثل يملك تملك يشكل يقتصر تقتصر يختلف تختلف "
    "يتعلق تتعلق يعرف يرغب ترغب يهدف تهدف يؤثر تؤثر يدعم تدعم يرى ترى يعمل "
    "تعمل"
)
_PAST_VERB = re.compile(f"{BEFORE}(?P<c>[وف]?)(?P<v>{'|'.join(_PAST)}){AFTER}")
_PRESENT_VERB = re.compile(
    f"{BEFORE}(?<!لا )(?<!لم )(?<!لن )(?<!ما )(?<!أن )(?P<v>{'|'.join(_PRESENT)}){AFTER}"
)
_FUTURE_VERB = re.compile(f"{BEFORE}(?P<c>[وف]?)س(?P<v>(?:ي|ت)[{LETTER}]{{3,6}}){AFTER}")
_NOT_FUTURE = re.compile(
    "^(?:سي(?:ار|اس|اق|اد|اح|ناريو|طر|ول|نما|رة|دة|ات)|ست(?:ة|ون|ين|اد|اندرد|ار|وكهولم|راتيج))"
)
_JUSSIVE = re.compile(f"{BEFORE}(?P<c>[وف]?)لم (?P<v>{'|'.join(set(_PAST.values()))}){AFTER}")
_NEGATED = re.compile(f"{BEFORE}(?P<c>[وف]?)(?P<n>لا|لن) (?P<v>(?:ي|ت)[{LETTER}]{{3,7}}){AFTER}")
_FIXED = split("يزال تزال يزالون تزالان يقل تقل بد شك سيما يتجاوز تتجاوز يزيد تزيد يتعدى")
_DENIAL = re.compile(
    f"{BEFORE}(?P<v>{'|'.join(_AFFIRMED)}){AFTER} (?:أن|أنه|أنها|على|صحة|وجود|وقوع|حدوث|تعرض)"
)
_NEGATION_TYPES = frozenset({"negation"})


def swap_negation(text: str, rng: Random) -> Swap | None:
    """A verb negated, a negation taken away, or "confirmed" against "denied"."""
    for how in rng.sample((_insert_past, _insert_present, _insert_future, _remove, _turn), 5):
        swap = how(text, rng)
        if swap:
            return swap
    return None


def _insert_past(text: str, rng: Random) -> Swap | None:
    match = one(_PAST_VERB, text, rng)
    # At the head of a clause only: inside a sentence the word may be a noun ("عقد", "تعرض").
    if match is None or (match.start() and text[match.start() - 2 : match.start()] not in (". ", "، ")):
        return None
    return match.start(), match.end(), f"{match['c']}لم {_PAST[match['v']]}", _NEGATION_TYPES


def _insert_present(text: str, rng: Random) -> Swap | None:
    match = one(_PRESENT_VERB, text, rng)
    return None if match is None else (match.start(), match.end(), f"لا {match['v']}", _NEGATION_TYPES)


def _insert_future(text: str, rng: Random) -> Swap | None:
    match = one(_FUTURE_VERB, text, rng)
    if match is None or _NOT_FUTURE.match("س" + match["v"]):
        return None
    return match.start(), match.end(), f"{match['c']}لن {match['v']}", _NEGATION_TYPES


def _remove(text: str, rng: Random) -> Swap | None:
    match = one(_JUSSIVE, text, rng)
    if match is not None:
        past = next(past for past, verb in _PAST.items() if verb == match["v"])
        return match.start(), match.end(), match["c"] + past, _NEGATION_TYPES
    match = one(_NEGATED, text, rng)
    if match is None or match["v"] in _FIXED or " إلا " in text or " سوى " in text:
        return None
    new = match["c"] + ("س" if match["n"] == "لن" else "") + match["v"]
    return match.start(), match.end(), new, _NEGATION_TYPES


def _turn(text: str, rng: Random) -> Swap | None:
    match = one(_DENIAL, text, rng)
    return (
        None if match is None else (match.start("v"), match.end("v"), _AFFIRMED[match["v"]], _NEGATION_TYPES)
    )
