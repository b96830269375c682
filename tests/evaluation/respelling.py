"""The same Arabic sentence in another spelling: nothing in it says anything else."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

_ARABIC_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
_LATIN_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩", "0123456789")
_HAMZA = str.maketrans("أإآ", "ااا")
_END = r"(?![\u0621-\u0652])"
_START = r"(?<![\u0621-\u0652])"
_MONTHS = {
    "يناير": "كانون الثاني", "فبراير": "شباط", "مارس": "آذار", "أبريل": "نيسان", "مايو": "أيار",
    "يونيو": "حزيران",
    "يوليو": "تموز", "أغسطس": "آب", "سبتمبر": "أيلول", "أكتوبر": "تشرين الأول", "نوفمبر": "تشرين الثاني",
    "ديسمبر": "كانون الأول",
}  # fmt: skip
_WRITTEN = {"أبريل": "ابريل", "أغسطس": "اغسطس", "أكتوبر": "اكتوبر", "إبريل": "أبريل"}


def respell(text: str, rng: random.Random) -> str | None:
    """One or two re-spellings drawn at random; None where none of them changes anything."""
    ways = rng.sample(_WAYS, len(_WAYS))
    changed, wanted = text, rng.randint(1, 2)
    for way in ways:
        other = way(changed, rng)
        if other != changed:
            changed, wanted = other, wanted - 1
        if wanted == 0:
            break
    return changed if changed != text else None


def _no_hamza(text: str, rng: random.Random) -> str:
    return text.translate(_HAMZA)


def _ya(text: str, rng: random.Random) -> str:
    pattern, new = (f"ي{_END}", "ى") if rng.random() < 0.5 else (f"ى{_END}", "ي")
    return re.sub(pattern, new, text)


def _ta(text: str, rng: random.Random) -> str:
    return re.sub(f"ة{_END}", "ه", text)


def _tatweel(text: str, rng: random.Random) -> str:
    words = text.split(" ")
    for at in rng.sample(range(len(words)), min(4, len(words))):
        words[at] = re.sub(
            r"(?<=[بتثجحخسشصضطظعغفقكلمنهي])(?=[بتثجحخسشصضطظعغفقكلمنهي])", "ـ", words[at], count=1
        )
    return " ".join(words)


def _marks(text: str, rng: random.Random) -> str:
    """A shadda, fatha, damma or kasra after some letters inside words."""
    places = [m.end() for m in re.finditer(r"[بتثجحخدذرزسشصضطظعغفقكلمنه](?=[\u0621-\u064a])", text)]
    for at in sorted(rng.sample(places, min(8, len(places))), reverse=True):
        text = text[:at] + rng.choice("\u064e\u064f\u0650\u0651\u0652") + text[at:]
    return text


def _digits(text: str, rng: random.Random) -> str:
    if re.search("[٠-٩]", text):
        return text.translate(_LATIN_DIGITS)
    return text.translate(_ARABIC_DIGITS)


def _quotes(text: str, rng: random.Random) -> str:
    if '"' in text and text.count('"') % 2 == 0:
        parts = text.split('"')
        return "".join(
            p + ("" if i == len(parts) - 1 else "«" if i % 2 == 0 else "»") for i, p in enumerate(parts)
        )
    for opening, closing in (("«", "»"), ("“", "”")):
        if text.count(opening) == text.count(closing) > 0:
            return text.replace(opening, '"').replace(closing, '"')
    return text


def _spaces(text: str, rng: random.Random) -> str:
    words = text.split(" ")
    at = rng.randrange(1, len(words))
    return " ".join(words[:at]) + rng.choice(("  ", "\u00a0", " \u200f")) + " ".join(words[at:])


def _thousands(text: str, rng: random.Random) -> str:
    if re.search(r"\d,\d{3}(?!\d)", text):
        return re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", text)
    return re.sub(r"(?<![\d.,/])([1-9]\d{0,2})(\d{3})(?= (?:ريال|دولار|شخص|طالب|وحدة|متر))", r"\1,\2", text)


def _month(text: str, rng: random.Random) -> str:
    for table in rng.sample((_MONTHS, _WRITTEN), 2):
        for told, other in table.items():
            new = re.sub(f"(?<=\\d ){told}{_END}(?! ?[/(])", other, text)
            if new != text:
                return new
    return text


def _percent(text: str, rng: random.Random) -> str:
    forms = ("في المئة", "بالمئة", "في المائة", "بالمائة", "%")
    for told in forms:
        found = f"\\d ?{re.escape(told)}{_END}"
        if re.search(found, text):
            new = rng.choice([f for f in forms if f != told])
            glued = "" if new == "%" else " "
            return re.sub(f"(?<=\\d) ?{re.escape(told)}{_END}", f"{glued}{new}", text)
    return text


def _kilometre(text: str, rng: random.Random) -> str:
    new = re.sub(f"(?<=\\d ){_START}(?:كلم|كم){_END}", "كيلومتر", text)
    return new if new != text else re.sub(f"(?<=\\d ){_START}(?:كيلومترا|كيلومتر){_END}", "كلم", text)


_WAYS: tuple[Callable[[str, random.Random], str], ...] = (
    _no_hamza, _ya, _ta, _tatweel, _marks, _digits, _quotes, _spaces, _thousands, _month,
    _percent, _kilometre,
)  # fmt: skip
