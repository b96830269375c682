"""Which language a text is in: by its letters first, by a small model only for Latin script."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cache, lru_cache
from typing import Any

from compare.languages import table

_SAMPLE = 6_000
_FEWEST_LETTERS = 20
_ENGLISH_WORDS, _ENGLISH_SHARE = 2, 0.08
"""Words of English alone, and their share, from which a text is English without more ado."""
_LATIN = (
    "en",
    "fr",
    "es",
    "de",
    "it",
    "pt",
    "tr",
    "az",
    "nl",
    "pl",
    "ro",
    "sv",
    "id",
    "cs",
    "hu",
    "sq",
    "bs",
    "hr",
    "sw",
    "vi",
)
_SCRIPTS = {
    "HEBREW": "he", "GREEK": "el", "HANGUL": "ko", "HIRAGANA": "ja", "KATAKANA": "ja", "CJK": "zh",
    "THAI": "th",
    "DEVANAGARI": "hi", "BENGALI": "bn", "TAMIL": "ta", "ARMENIAN": "hy", "GEORGIAN": "ka", "ETHIOPIC": "am",
    "SYRIAC": "syr", "TELUGU": "te", "GURMUKHI": "pa", "GUJARATI": "gu", "KHMER": "km", "MYANMAR": "my",
}  # fmt: skip
_ARABIC_SCRIPT = (("ps", "ښږېۍټډړګ"), ("ckb", "ێۆڕڵە"), ("ur", "ٹڈڑےںہھ"), ("fa", "یکپچژگ"))
"""Languages of Arabic script by letters that Arabic does not use, the most telling first."""
_CYRILLIC = (
    ("uk", "іїєґ"),
    ("be", "ўі"),
    ("kk", "әқңғүұһ"),
    ("sr", "ђћјљњџ"),
    ("mk", "ѓќѕ"),
    ("ru", "ыэё"),
    ("bg", "ъ"),
)
_SHARE = 0.012
"""Share of letters from which such letters tell the language: a name or two does not."""


def detect_language(text: str) -> str | None:
    """The main language of a text as an ISO 639 code, or None where there is too little to tell.

    >>> detect_language("وصل الرئيس إلى العاصمة")
    'ar'
    """
    letters = [c for c in text[:_SAMPLE].lower() if c.isalpha()]
    if not letters:
        return None
    script = _main_script(letters)
    if script == "ARABIC":
        return _by_letters(letters, _ARABIC_SCRIPT, "ar", fewest=3)
    if script == "CYRILLIC":
        return _by_letters(letters, _CYRILLIC, "ru", fewest=2)
    if script == "LATIN":
        return _latin(text[:_SAMPLE]) if len(letters) >= _FEWEST_LETTERS else None
    if script == "CJK" and any("\u3040" <= c <= "\u30ff" for c in letters):
        return "ja"
    return _SCRIPTS.get(script)


def _main_script(letters: list[str]) -> str:
    counts: Counter[str] = Counter()
    for letter, count in Counter(letters).items():
        counts[_script(letter)] += count
    return max(sorted(counts), key=counts.__getitem__)


@lru_cache(maxsize=4096)
def _script(letter: str) -> str:
    return unicodedata.name(letter, "OTHER").split()[0].split("-")[0]


def _by_letters(letters: list[str], tells: tuple[tuple[str, str], ...], default: str, *, fewest: int) -> str:
    counts = Counter(letters)
    for language, telling in tells:
        if sum(counts[letter] for letter in telling) >= max(fewest, _SHARE * len(letters)):
            return language
    return default


def _latin(text: str) -> str:
    """The language of a text in Latin letters, by py3langid over the languages that we expect.

    Plain English shows by its small words: then the model need not be loaded.
    """
    words = re.findall(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", text)
    alone = sum(word.lower() in _english_alone() for word in words)
    if alone >= _ENGLISH_WORDS and alone >= _ENGLISH_SHARE * len(words):
        return "en"
    return str(_model().classify(" ".join(words))[0])


@cache
def _english_alone() -> frozenset[str]:
    return frozenset(table("en", "function_words")["english_alone"].split())


@cache
def _model() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    model = LanguageIdentifier.from_model_file(MODEL_FILE)
    model.set_languages(list(_LATIN))
    return model
