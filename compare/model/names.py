"""When two names of a person are one name: by consonants and vowels, across Arabic, Cyrillic, Latin script.

Names that were carried from one script to another keep their consonants and lose or change their vowels, so
a word becomes a skeleton: each consonant one class of sounds (Arabic "ب" is b and p, "ج" is j and g), with
the vowels that stand between kept beside it as far as a script tells them. After the consonant keys of
Soundex (Russell 1918) and the table look-ups of Freeman, Condon and Ackerman, "Cross linguistic name
matching in English and Arabic" (2006).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, product

__all__ = ["name_key", "same_name"]

# Sound classes: K (k q g kh gh j), S (s sh ch z zh), T (t d), P (p b), F (f v), L M N R; the reading before
# "/" is the usual one. Small a, i, u are vowels, o is a that
# may stand for u, e is an i that may be mute; "." is a vowel or breath that tells nothing.
_ARABIC = {
    **dict.fromkeys("اىآأإءع", "."), **dict.fromkeys("ةهح", "."),
    "ي": "i", "ئ": "i", "و": "u/F", "ؤ": "u", "ی": "i",
    "ب": "P", "پ": "P", "ت": "T", "د": "T", "ط": "T", "ض": "T", "ث": "T/S", "ذ": "T/S",
    "ج": "K/S", "چ": "S", "خ": "K", "غ": "K", "ق": "K", "ك": "K", "ک": "K", "گ": "K", "ڭ": "K",
    "س": "S", "ش": "S", "ص": "S", "ز": "S", "ظ": "S/T", "ژ": "S",
    "ف": "F", "ڤ": "F", "ل": "L", "م": "M", "ن": "N", "ر": "R", "تش": "S", "دج": "K",
}  # fmt: skip
_CYRILLIC = {
    "а": "o", "о": "u", "у": "u", "ы": "i", "э": "ia", "е": "i", "ё": "iu", "и": "i", "й": "i", "я": "ia",
    "ю": "iu", "ь": "", "ъ": "", "і": "i", "ї": "i", "є": "i",
    "б": "P", "п": "P", "в": "F", "ф": "F", "г": "K/.", "к": "K", "х": "K/.", "дж": "K", "тч": "S",
    "д": "T", "т": "T", "ж": "S/K", "з": "S", "с": "S", "ц": "TS", "ч": "S", "ш": "S", "щ": "S",
    "л": "L", "м": "M", "н": "N", "р": "R", "кс": "KS", "шч": "S", "нг": "NK/N",
}  # fmt: skip
_LATIN = {
    "a": "a", "e": "e", "i": "i", "y": "i", "o": "u", "u": "u", "ou": "u", "oo": "u", "h": ".", "w": "u/F",
    "b": "P", "p": "P", "ph": "F", "f": "F", "v": "F", "d": "T", "t": "T", "th": "T/S", "dh": "T/S",
    "k": "K", "q": "K", "g": "K", "c": "K", "ck": "K", "kh": "K", "gh": "K", "x": "KS",
    "j": "K/S/i", "dj": "K", "dzh": "K", "ce": "Se/Ke", "ci": "Si", "cy": "Si", "ch": "S/K", "tch": "S",
    "s": "S", "z": "S/TS", "sh": "S", "zh": "S/K", "sch": "S", "shch": "S", "tsch": "S",
    "l": "L", "m": "M", "n": "N", "r": "R", "ı": "i", "ø": "u", "ł": "L", "ß": "S", "đ": "T", "ə": "a",
}  # fmt: skip
_SPELLED = {"ş": "sh", "š": "sh", "ž": "zh", "č": "ch", "ç": "s", "ñ": "n", "ć": "ch"}
_ARTICLES = frozenset("al el ul as ash an ar at az ad аль эль ас аш ан ар ат аз ад ال".split())  # noqa: SIM905
_SERVANT = frozenset("عبد abd abdel abdul абд абдель абдул".split())  # noqa: SIM905
_VOICED = frozenset("دضذ")
_WORD = re.compile(r"[^\W\d_]+")
# A skeleton of so many consonants tells a name; with fewer the vowels have to agree in every place.
_TELLING = 3
# In skeletons this long one vowel may be wrong across scripts ("Горбачев", "غورباتشوف").
_LONG = 5
# So many readings of a word are weighed against another's.
_READINGS = 16
_LONGEST = 40


@dataclass(frozen=True, slots=True)
class _Sound:
    """One reading of a word: its consonants, and the vowels before, between and behind them."""

    consonants: str
    slots: tuple[str, ...]


def name_key(name: str) -> str:
    """The consonant classes of each word of a name, alike in all scripts where the name is the same.

    >>> {name_key(form) for form in ("بوتين", "Путин", "Putin", "Poutine")}
    {'ptn'}
    """
    return " ".join(_sounds(word)[0].consonants.lower() for word in _words(name))


def same_name(a: str, b: str) -> bool:
    """Whether two names can be one person's: the same words in the same order, or the family name alone.

    Scripts may differ. Symmetric; cost grows with the product of the words.

    >>> same_name("فلاديمير بوتين", "Vladimir Putin"), same_name("Johnson", "Jensen")
    (True, False)
    """
    x, y = sorted((_words(a), _words(b)), key=lambda words: (len(words), words))
    if not x:
        return False
    if len(x) == len(y) and all(_same_word(u, v) for u, v in zip(x, y, strict=True)):
        return True
    if len(y) > 1 and _same_word("".join(x), "".join(y)):
        return True
    if len(x) == len(y):
        return False
    return _told(x[-1]) and _same_word(x[-1], y[-1]) and _in_order(x[:-1], y[:-1])


def _told(word: str) -> bool:
    """Whether a word may stand for a whole name."""
    return len(_sounds(word)[0].consonants) >= _TELLING - 1


def _in_order(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Whether the words of a shorter name stand in a fuller one, in order."""
    rest = iter(full)
    return all(any(_same_word(word, other) for other in rest) for word in short)


@lru_cache(maxsize=50_000)
def _words(name: str) -> tuple[str, ...]:
    """The words of a name without articles, letters plain, "Abd al-" one word with what follows."""
    plain = "".join(_SPELLED.get(c, c) for c in name.lower()).replace("й", "и")
    plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    found: list[str] = []
    opened = False
    for word in _WORD.findall(plain):
        if opened:
            found[-1] += word
            opened = word in _ARTICLES
        elif word not in _ARTICLES:
            found.append(word)
            opened = word in _SERVANT
    return tuple(word[:_LONGEST] for word in found)


def _arabic(word: str) -> bool:
    return "\u0600" <= word[:1] <= "\u06ff"


def _script(word: str) -> dict[str, str]:
    if _arabic(word):
        return _ARABIC
    return _CYRILLIC if "\u0400" <= word[:1] <= "\u04ff" else _LATIN


@lru_cache(maxsize=100_000)
def _sounds(word: str) -> tuple[_Sound, ...]:
    """The readings of a word, the usual one first; an Arabic one without and with its article."""
    bare = word[2:] if word.startswith("ال") and len(word) > 4 else word
    found = {_read(sounds): None for form in (bare, word) for sounds in _spoken(form)}
    return tuple(found)[: 2 * _READINGS]


def _spoken(word: str) -> Iterator[str]:
    """The classes of the letters of a word in every reading, the usual one first; few readings of many."""
    table, at = _script(word), 0
    choices: list[tuple[str, ...]] = []
    while at < len(word):
        size = next((n for n in (5, 4, 3, 2, 1) if word[at : at + n] in table), 1)
        sound = table.get(word[at : at + size], "")
        doubled = size == 1 and at and word[at] == word[at - 1] and sound[:1].isupper()
        if sound and not doubled:
            choices.append(tuple(sound.split("/")))
        at += size
    return ("".join(reading) for reading in islice(product(*choices), _READINGS))


def _read(sounds: str) -> _Sound:
    parts = re.split(r"([A-Z])", sounds)
    return _Sound("".join(parts[1::2]), tuple(parts[::2]))


@lru_cache(maxsize=200_000)
def _same_word(a: str, b: str) -> bool:
    """Whether two words can be one name: the same, or alike in sound."""
    if a == b:
        return True
    if _arabic(a) and _arabic(b):
        return _same_arabic(a, b)
    if _arabic(b):
        a, b = b, a
    carried = _arabic(a)
    return any(_alike(x, y, carried) for x in _sounds(a) for y in _sounds(b))


def _same_arabic(a: str, b: str) -> bool:
    """Two spellings in Arabic: "ت" and "د" are two sounds, and short names differ by any long vowel."""
    if [c in _VOICED for c in a if _consonant(c)] != [c in _VOICED for c in b if _consonant(c)]:
        return False
    for x, y in product(_sounds(a), _sounds(b)):
        if x.consonants == y.consonants and x.consonants:
            pairs = zip(x.slots, y.slots, strict=True)
            if x.slots == y.slots:
                return True
            if len(x.consonants) > _TELLING and all(_fit(u, v) for u, v in pairs):
                return True
    return False


def _consonant(char: str) -> bool:
    return _ARABIC.get(char, ".")[0].isupper()


def _alike(x: _Sound, y: _Sound, carried: bool) -> bool:
    """Whether two readings are one name; `carried` says that x is Arabic and y is not."""
    if x.consonants != y.consonants or not x.consonants:
        return False
    fit = _written if carried else _fit
    wrong = sum(not fit(u, v) for u, v in zip(x.slots[:-1], y.slots[:-1], strict=True))
    wrong += not (_closes(x.slots[-1], y.slots[-1]) if carried else _fit(x.slots[-1][-1:], y.slots[-1][-1:]))
    if len(x.consonants) >= _TELLING:
        return wrong <= (carried and len(x.consonants) >= _LONG)
    same_opening = bool(x.slots[0]) == bool(y.slots[0])
    pairs = zip(x.slots[1:], y.slots[1:], strict=True)
    return not wrong and same_opening and all(_agree(u, v) for u, v in pairs)


def _heard(slot: str) -> set[str]:
    """The vowels that a stretch may stand for."""
    return set(slot.replace("o", "au" if slot == "o" else "a").replace("e", "i").replace(".", ""))


def _fit(u: str, v: str) -> bool:
    """Whether two stretches of vowels do not contradict each other; an empty one fits anything."""
    told, other = _heard(u), _heard(v)
    return not told or not other or not told.isdisjoint(other)


def _written(arabic: str, other: str) -> bool:
    """Whether the long vowels that Arabic writes are heard in the other script."""
    told = _heard(arabic)
    return not told or ("." in arabic and not other) or not told.isdisjoint(_heard(other))


def _closes(arabic: str, other: str) -> bool:
    """Whether the vowels at the end fit: Arabic writes all but a mute one."""
    last, heard = arabic[-1:], other.strip(".")[-1:]
    if not heard:
        return not arabic.strip(".")
    if heard in "ao":
        return last == "."
    return last == ("i" if heard == "e" else heard) or (heard == "e" and not arabic.strip("."))


def _agree(u: str, v: str) -> bool:
    """Whether two stretches of vowels tell the same; "a" is what Arabic leaves out."""
    told, other = (_heard(slot.replace("o", "")) - {"a"} for slot in (u, v))
    return (not told and not other) or not told.isdisjoint(other)
