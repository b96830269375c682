"""Fifteen kinds of edited copy, each from a seeded `random.Random`: the same seed gives the same copy."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

SHORT_PASSAGE, LONG_PASSAGE = 12, 25  # words of a pasted passage
Words = list[str]


@dataclass(frozen=True)
class Supply:
    """What an edit may bring in: words and whole paragraphs of the language, none of them in the set."""

    words: Sequence[str]
    partner: str  # a paragraph that is in the set: `merge` puts it behind the copy
    host: str  # a paragraph that is not in the set: `passage` is pasted into it


@dataclass(frozen=True)
class Copy:
    """The edited text; for a passage also where it came from and where it went, in code points."""

    text: str
    source: tuple[int, int] | None = None
    target: tuple[int, int] | None = None


def edited(kind: str, text: str, supply: Supply, chance: Random) -> Copy:
    """A copy of `text`, edited as `kind` says. Every kind but `exact` changes it."""
    if kind == "exact":
        return Copy(text)
    if kind == "passage":
        return pasted(text, supply.host, chance)
    if kind == "merge":
        return Copy(f"{text} {supply.partner}")
    copy = EDITS[kind](text, supply, chance)
    return Copy(copy if copy != text else f"{copy} {chance.choice(supply.words)}")


def fits(kind: str, text: str) -> bool:
    """Whether `text` has what `kind` edits: numbers to change, words enough to cut a passage from."""
    if kind == "num":
        return bool(_NUMBER.search(text))
    if kind == "passage":
        return len(text.split()) >= LONG_PASSAGE
    return True


# ------------------------------------------------------------------------------------------------ spelling

_NUMBER = re.compile(r"\d+")
_EASTERN = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
_CARELESS = (("أ", "ا"), ("إ", "ا"), ("آ", "ا"), ("ة", "ه"), ("ى", "ي"))
_VOWELS = "\u064e\u064f\u0650\u0652"
_ARABIC = re.compile("[\u0621-\u064a]")
_MARKS = '،؛:.!-"«»()…,;'


def _ortho(text: str, supply: Supply, chance: Random) -> str:
    """Hamzas, final letters, vowel marks, tatweel and digits of Arabic; capitals of other scripts."""
    words = text.split()
    for at, word in enumerate(words):
        draw = chance.random()
        if not _ARABIC.search(word):
            words[at] = word.upper() if draw < 0.15 else word.translate(_EASTERN) if draw > 0.7 else word
        elif draw < 0.5:
            for letter, careless in _CARELESS:
                word = word.replace(letter, careless)
            words[at] = word
        elif draw < 0.65:
            words[at] = "".join(c + chance.choice(_VOWELS) if _ARABIC.match(c) else c for c in word)
        elif draw < 0.7 and len(word) > 3:
            words[at] = word[:2] + "ـ" * chance.randint(1, 3) + word[2:]
    copy = " ".join(words)
    return copy if copy != text else text.upper()


def _punct(text: str, supply: Supply, chance: Random) -> str:
    """Marks dropped and others set after words, among them quotation marks around one."""
    words = []
    for word in text.split():
        bare = word.strip(_MARKS)
        if bare and bare != word and chance.random() < 0.6:
            word = bare
        elif bare == word and chance.random() < 0.12:
            word = chance.choice(("{}،", "{}.", "{}:", "«{}»", "({})", "{} -", "{}…")).format(word)
        words.append(word)
    copy = " ".join(words)
    return copy if copy != text else f"«{text}»"


def _num(text: str, supply: Supply, chance: Random) -> str:
    """Every number another one with as many digits."""

    def other(found: re.Match[str]) -> str:
        digits = found.group()
        while digits == found.group():
            digits = "".join(chance.choice("0123456789") for _ in digits)
        return digits

    return _NUMBER.sub(other, text)


# --------------------------------------------------------------------------------------------------- words


def _substituted(part: float) -> Callable[[str, Supply, Random], str]:
    def edit(text: str, supply: Supply, chance: Random) -> str:
        words = text.split()
        for at in chance.sample(range(len(words)), _share(words, part)):
            words[at] = chance.choice(supply.words)
        return " ".join(words)

    return edit


def _deleted(text: str, supply: Supply, chance: Random) -> str:
    words = text.split()
    gone = set(chance.sample(range(len(words)), _share(words, 0.15)))
    return " ".join(word for at, word in enumerate(words) if at not in gone)


def _inserted(text: str, supply: Supply, chance: Random) -> str:
    words = text.split()
    for at in sorted(chance.sample(range(len(words)), _share(words, 0.15)), reverse=True):
        words.insert(at, chance.choice(supply.words))
    return " ".join(words)


def _share(words: Sequence[str], part: float) -> int:
    return max(1, round(part * len(words)))


# --------------------------------------------------------------------------------------------------- order


def _truncated(text: str, supply: Supply, chance: Random) -> str:
    """The first 40 to 60 percent of the words."""
    words = text.split()
    return " ".join(words[: round(chance.uniform(0.4, 0.6) * len(words))])


def _tail(text: str, supply: Supply, chance: Random) -> str:
    """Without the first 20 to 40 percent of the words."""
    words = text.split()
    return " ".join(words[max(1, round(chance.uniform(0.2, 0.4) * len(words))) :])


def _reordered(text: str, supply: Supply, chance: Random) -> str:
    """Three to five pieces in another order."""
    words = text.split()
    count = chance.randint(3, 5)
    ends = [0, *sorted(chance.sample(range(1, len(words)), count - 1)), len(words)]
    order = list(range(count))
    while order == sorted(order):
        chance.shuffle(order)
    return " ".join(word for piece in order for word in words[ends[piece] : ends[piece + 1]])


def _hard(text: str, supply: Supply, chance: Random) -> str:
    """15 percent of the words others, pieces in another order, the last 15 percent cut off."""
    copy = _reordered(_substituted(0.15)(text, supply, chance), supply, chance).split()
    return " ".join(copy[: len(copy) - _share(copy, 0.15)])


def pasted(text: str, host: str, chance: Random) -> Copy:
    """12 to 25 words of `text` in the middle of `host`.

    >>> copy = pasted("ا ب ت ث ج ح خ د ذ ر ز س ش ص ض ط ظ ع غ ف ق ك ل م ن", "one two three", Random(1))
    >>> copy.text[slice(*copy.target)] in "ا ب ت ث ج ح خ د ذ ر ز س ش ص ض ط ظ ع غ ف ق ك ل م ن"
    True
    """
    words, around = text.split(), host.split()
    length = chance.randint(SHORT_PASSAGE, min(LONG_PASSAGE, len(words)))
    first = chance.randint(0, len(words) - length)
    at = chance.randint(1, max(1, len(around) - 1))
    passage = " ".join(words[first : first + length])
    before = " ".join(around[:at])
    start, begins = len(" ".join(words[:first])) + (first > 0), len(before) + 1
    return Copy(
        " ".join([before, passage, *around[at:]]),
        (start, start + len(passage)),
        (begins, begins + len(passage)),
    )


EDITS: dict[str, Callable[[str, Supply, Random], str]] = {
    "ortho": _ortho,
    "punct": _punct,
    "num": _num,
    "sub05": _substituted(0.05),
    "sub15": _substituted(0.15),
    "sub30": _substituted(0.30),
    "del15": _deleted,
    "ins15": _inserted,
    "trunc": _truncated,
    "tail": _tail,
    "reorder": _reordered,
    "hard": _hard,
}
KINDS = ("exact", *EDITS, "merge", "passage")
