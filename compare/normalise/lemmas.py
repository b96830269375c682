"""Lemmas: simplemma's dictionary form, folded; Arabic clitics come off unknown words."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache

from compare.normalise.chain import fold

# simplemma carries these; other languages keep their folded words.
LEMMATISED = frozenset({"ar", "en", "ru", "fr", "es", "de", "it", "pt", "tr", "uk", "fa", "pl", "nl"})
_PROCLITICS = ("وال", "بال", "كال", "فال", "ولل", "لل", "ال", "و", "ف", "ب", "ل", "ك", "س")


@lru_cache(maxsize=200_000)
def lemma(word: str, language: str) -> str:
    """The folded lemma of a word.

    Arabic words that the dictionary does not know lose one proclitic and are looked up again.

    >>> lemma("المحادثات", "ar")
    'محادثه'
    """
    if language not in LEMMATISED:
        return fold(word)
    plain = _bare(word) if language == "ar" else word
    found = _look_up(plain, language)
    if language == "ar" and found == plain:
        return _arabic_unknown(plain)
    return fold(found)


def _look_up(word: str, language: str) -> str:
    import simplemma

    return str(simplemma.lemmatize(word, lang=language)) if word else word


def _bare(word: str) -> str:
    """The word without tashkeel and tatweel, letters untouched: what the dictionary holds."""
    return "".join(c for c in word if not ("\u064b" <= c <= "\u0655" or c in "\u0670\u0640"))


def _arabic_unknown(word: str) -> str:
    for clitic in _PROCLITICS:
        rest = word[len(clitic) :]
        if word.startswith(clitic) and len(rest) >= 3:
            found = _look_up(rest, "ar")
            if found != rest or clitic in ("وال", "بال", "كال", "فال", "ولل", "لل", "ال"):
                return fold(found)
    return fold(word)


def unprefixed(found: str, vocabulary: Collection[str]) -> str:
    """A lemma without its Arabic one-letter proclitic, where the account also has the bare word.

    Names are in no dictionary: "وعلييف" is "علييف" because the same account writes "علييف".
    """
    bare = found[1:]
    return bare if len(bare) >= 3 and found[0] in "وفبلك" and bare in vocabulary else found


@lru_cache(maxsize=200_000)
def family(found: str, language: str) -> str:
    """What a lemma shares with words derived from the same root or stem; "" where too little is left.

    Arabic loses the letters that derivation adds (light stemming after Larkey, Ballesteros and Connell 2002,
    here on lemmas, long vowels dropped); other languages keep the first letters of a long word.

    >>> family("توقيع", "ar") == family("وقع", "ar")
    True
    """
    if language != "ar":
        return found[:5] if len(found) >= 6 else ""
    core = found.removesuffix("ه").removesuffix("يه").removesuffix("ات")
    for prefix in ("است", "ان", "مت", "ا", "ت", "م"):
        if core.startswith(prefix) and len(core) - len(prefix) >= 3:
            core = core[len(prefix) :]
            break
    core = core[:1] + "".join(c for c in core[1:] if c not in "اوي")
    return core if len(core) >= 3 else ""
