"""Builds the unit tables: compare/languages/und/units.toml (sizes) and compare/languages/*/units.toml (names).

Sources: pint (sizes of units, BSD), Babel (CLDR unit patterns in all plural forms, Unicode licence v3), and
wordfreq (CC BY-SA 4.0) for which Arabic feminine nouns are met in the dual. Nothing of them is imported at
run time. Run: PYTHONPATH=. python tools/build_units.py
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pint
import wordfreq
from babel import Locale

ROOT = Path(__file__).parents[1] / "compare" / "languages"
LANGUAGES = ("ar", "en", "ru", "fr")

# Our name: (pint's name, CLDR's identifier or "", the base unit).
UNITS = {
    "millimetre": ("millimeter", "length-millimeter", "metre"),
    "centimetre": ("centimeter", "length-centimeter", "metre"),
    "metre": ("meter", "length-meter", "metre"),
    "kilometre": ("kilometer", "length-kilometer", "metre"),
    "mile": ("mile", "length-mile", "metre"),
    "nautical mile": ("nautical_mile", "length-nautical-mile", "metre"),
    "foot": ("foot", "length-foot", "metre"),
    "inch": ("inch", "length-inch", "metre"),
    "yard": ("yard", "length-yard", "metre"),
    "square metre": ("meter**2", "area-square-meter", "square metre"),
    "square kilometre": ("kilometer**2", "area-square-kilometer", "square metre"),
    "square mile": ("mile**2", "area-square-mile", "square metre"),
    "square foot": ("foot**2", "area-square-foot", "square metre"),
    "hectare": ("hectare", "area-hectare", "square metre"),
    "acre": ("acre", "area-acre", "square metre"),
    "dunam": ("1000 * meter**2", "area-dunam", "square metre"),
    "cubic metre": ("meter**3", "volume-cubic-meter", "cubic metre"),
    "litre": ("liter", "volume-liter", "cubic metre"),
    "millilitre": ("milliliter", "volume-milliliter", "cubic metre"),
    "gallon": ("gallon", "volume-gallon", "cubic metre"),
    "barrel": ("oil_bbl", "volume-barrel", "cubic metre"),
    "milligram": ("milligram", "mass-milligram", "kilogram"),
    "gram": ("gram", "mass-gram", "kilogram"),
    "kilogram": ("kilogram", "mass-kilogram", "kilogram"),
    "ton": ("metric_ton", "mass-tonne", "kilogram"),
    "pound (mass)": ("pound", "", "kilogram"),
    "ounce": ("ounce", "mass-ounce", "kilogram"),
    "second": ("second", "duration-second", "day"),
    "minute": ("minute", "duration-minute", "day"),
    "hour": ("hour", "duration-hour", "day"),
    "day": ("day", "duration-day", "day"),
    "week": ("week", "duration-week", "day"),
    "month": ("365.2425 * day / 12", "duration-month", "day"),
    "year": ("365.2425 * day", "duration-year", "day"),
    "decade": ("3652.425 * day", "duration-decade", "day"),
    "century": ("36524.25 * day", "duration-century", "day"),
    "watt": ("watt", "power-watt", "watt"),
    "kilowatt": ("kilowatt", "power-kilowatt", "watt"),
    "megawatt": ("megawatt", "power-megawatt", "watt"),
    "gigawatt": ("gigawatt", "power-gigawatt", "watt"),
    "kilowatt hour": ("kilowatt_hour", "energy-kilowatt-hour", "joule"),
    "kilometre per hour": ("kilometer/hour", "speed-kilometer-per-hour", "metre per second"),
    "mile per hour": ("mile/hour", "speed-mile-per-hour", "metre per second"),
    "metre per second": ("meter/second", "speed-meter-per-second", "metre per second"),
    "knot": ("knot", "speed-knot", "metre per second"),
    "megabyte": ("1e6 * byte", "digital-megabyte", "byte"),
    "gigabyte": ("1e9 * byte", "digital-gigabyte", "byte"),
    "terabyte": ("1e12 * byte", "digital-terabyte", "byte"),
}
PINT_BASES = {
    "metre": "meter",
    "square metre": "meter**2",
    "cubic metre": "meter**3",
    "kilogram": "kilogram",
    "day": "day",
    "watt": "watt",
    "joule": "joule",
    "metre per second": "meter/second",
    "byte": "byte",
}
# Short forms that are other words as well, behind a number too.
LEFT_OUT = {
    "ar": {"عقدة", "سنة واحدة"},
    "en": {"second", "sec", "mo", "in", "ac", "mi", "dec"},
    "ru": {"год", "года", "ми", "дун"},
    "fr": {"seconde", "po", "pi", "nœud"},
}
MOST = 12
# Nouns among the words in -ية, most of which are adjectives.
_NISBA = (
    "قضية قرية شخصية عملية جنسية اتفاقية نظرية مسرحية بلدية جمعية كلية ميدالية أغنية بندقية مروحية هدية خلية جالية"
    " حاوية زاوية ناحية مديرية روبية وصية كمية آلية أقلية برقية بطارية بناية ولاية رواية"
)
# Adjectives, names and numbers that look like such nouns.
_OTHERS = (
    "مئة مائة كبيرة صغيرة جديدة مختلفة متتالية طويلة قصيرة قديمة منفصلة سابقة أخيرة كاملة ثابتة وحيدة جميلة عظيمة"
    " رائعة قوية خفيفة ثقيلة فاشلة ناجحة بارزة هامة مهمة خاصة عامة متساوية متشابهة متقابلة مشتركة مستقلة متطابقة"
    " بعيدة قريبة ضخمة واسعة ضيقة حادة خطيرة واضحة صحيحة لامعة سريعة حديثة تالية قادمة تابعة مرتبطة متصلة مفتوحة"
    " مغلقة فلانة عشرة ستة خمسة سبعة ميتة ممتازة حرة صعبة سهلة غريبة شهيرة مماثلة محتملة نادرة جيدة سيئة باردة"
    " زائدة عالية غالية خالية حالية ماضية مقبلة جارية مقدسة مسلحة محلية نظيفة متقاربة متناقضة متواصلة مجتمعة"
    " موجودة ناعمة ناسفة معلقة مفخخة مسلمة حبيبة كورة مبارة حياة متعلقة حاجة عظمة"
)
NISBA_NOUNS, NOT_COUNTED = frozenset(_NISBA.split()), frozenset(_OTHERS.split())


def sizes() -> Iterator[str]:
    registry = pint.UnitRegistry()
    yield "# Sizes of units in the base unit of their kind. Source: pint (BSD). Built by tools/build_units.py."
    for name, (expression, _, base) in UNITS.items():
        factor = registry.parse_expression(expression).to(PINT_BASES[base]).magnitude
        yield f'\n["{name}"]\nfactor = {float(factor)!r}\nbase = "{base}"'


def names(language: str) -> Iterator[str]:
    """One row per unit: the words of its CLDR patterns, long and short, in every plural form."""
    patterns = Locale.parse(language)._data["unit_patterns"]  # Babel has no public view
    yield "# Names of units in every plural form. Source: CLDR through Babel (Unicode licence v3)."
    yield "# Built by tools/build_units.py."
    yield from ["", *duals()] if language == "ar" else ()
    yield "\n[units]"
    for name, (_, identifier, _) in UNITS.items():
        found: list[str] = []
        for length in ("long", "short"):
            for plural, pattern in patterns.get(identifier, {}).get(length, {}).items():
                if plural == "per":
                    continue
                word = re.sub(r"[\u200e\u200f\u00a0]", " ", pattern.replace("{0}", "")).strip(" .")
                if word and "{" not in word and word not in found and word.lower() not in LEFT_OUT[language]:
                    found.append(word)
        found = [word for word in found if len(word) > 1 or not word.isalpha()][:MOST]
        if found:
            yield f'"{name}" = [{", ".join(chr(34) + word + chr(34) for word in found)}]'


def duals() -> Iterator[str]:
    """Arabic feminine nouns that are written in the dual, by wordfreq: the dual of a noun in -ة is unambiguous."""
    counts = wordfreq.get_frequency_dict("ar", wordlist="large")
    found = []
    for word in counts:
        noun = word[:-1] + "ة"
        stem = word[:-1]
        if not word.endswith("ة") or len(word) < 4 or counts[noun] < 3e-6:
            continue
        pair = max(counts.get(stem + "تين", 0), counts.get(stem + "تان", 0))
        # A nisba (سعودية), a definite or prefixed form, a participle of the fifth form is rather an adjective.
        adjective = word.endswith("ية") and word not in NISBA_NOUNS
        prefixed = word.startswith(("ال", "لل", "وال", "بال")) or _prefixed(word, counts)
        if pair >= 8e-8 and not adjective and not prefixed and word not in NOT_COUNTED:
            found.append(word)
    yield "# Source of this list: wordfreq (CC BY-SA 4.0)."
    yield "dual_nouns = ["
    line = "   "
    for word in sorted(found):
        if len(line) + len(word) > 100:
            yield line
            line = "   "
        line += f' "{word}",'
    yield line + "\n]"


def _prefixed(word: str, counts: dict[str, float]) -> bool:
    """True for a preposition or "and" stuck to a commoner noun."""
    return word[0] in "وبلكف" and counts.get(word[1:], 0) > counts[word]


def main() -> None:
    (ROOT / "und").mkdir(exist_ok=True)
    (ROOT / "und" / "units.toml").write_text("\n".join(sizes()) + "\n", encoding="utf-8")
    for language in LANGUAGES:
        (ROOT / language / "units.toml").write_text("\n".join(names(language)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
