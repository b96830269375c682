"""What the tagger of Arabic names sees of one word, and how the words of a text stand to one another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from compare.details.names_lexicon import Lexicon, Look
from compare.model.claim import DetailKind
from compare.model.text import Span

# Sets of the Arabic table that say what a word is for, beside what a `Look` says.
_ROLES = tuple(
    """connectors tails regnal kin speech descriptors not_names openers generic portfolios media_words inner
    naming""".split()  # noqa: SIM905
)
_PLACE, _BODY = DetailKind.PLACE, DetailKind.ORGANISATION
_LONGEST = 9

# How the gap between two words looks; the first is the end of a sentence.
GAPS = "^_qp,-o"
_GAP_SIGNS = (('"“”«»', 2), ("()[]", 3), ("،,؛;:", 4), ("-–—", 5))
_STOPS = frozenset(".؟!?…\n")


def word_features(lexicon: Lexicon, look: Look) -> tuple[list[str], int, int]:
    """The features of one word, those first that its second neighbours see, then those that its first do.

    Returns the features and the two bounds. Bounded by the length of the word.
    """
    word = look.folded
    if not look.arabic:
        shape = "0" if word[:1].isdigit() else "X" if look.capital else "x"
        return ["w" + word, "S" + shape], 2, 2
    told = _told(lexicon, look)
    far = ["w" + word, "L" + "|".join(told), *told]
    bare, stem = _stems(word)
    near = [*far, "Sa", "b" + bare, *(")" + word[-n:] for n in (2, 3)), "(" + word[:2]]
    own = [*near, "s" + stem, f"n{min(len(word), _LONGEST)}"]
    for n in (1, 3, 4):
        own += (")" + word[-n:], "(" + word[:n])
    own += [key for key, words in _stem_sets(lexicon) if stem in words]
    own += ["B" + key for key, words in _stem_sets(lexicon) if bare in words]
    # Each once, in order: of a short word several endings are the same.
    return _once(far, near, own)


def _once(far: list[str], near: list[str], own: list[str]) -> tuple[list[str], int, int]:
    """The features without repetition, and how many of them the second and the first neighbours see."""
    return list(dict.fromkeys(own)), len(dict.fromkeys(far)), len(dict.fromkeys(near))


def _stem_sets(lexicon: Lexicon) -> tuple[tuple[str, frozenset[str]], ...]:
    base = lexicon.gazetteer
    return (("given", lexicon.given), ("family", lexicon.family), ("common", base.common))


def _stems(word: str) -> tuple[str, str]:
    """A folded word without proclitics and article, and without proclitics alone."""
    stem = word[1:] if len(word) > 3 and word[0] in "وف" else word
    if len(stem) > 4 and stem[:2] == "لل":
        stem = "ال" + stem[2:]
    elif len(stem) > 3 and stem[0] in "بلك":
        stem = stem[1:]
    return stem[2:] if len(stem) > 4 and stem[:2] == "ال" else stem, stem


def _told(lexicon: Lexicon, look: Look) -> list[str]:
    """What the tables say of a word, one short sign each."""
    signs = [f"={look.name}"]
    for sign, cut in (("G", look.given), ("F", look.surname), ("O", look.body)):
        if cut >= 0:
            signs.append(sign + str(min(cut, 1)))
    for sign, holds in (
        ("T", look.title), ("M", look.media >= 0), ("H", look.place >= 0), ("D", look.double),
        ("A", look.definite), ("N", look.demonym), ("C", look.common),
    ):  # fmt: skip
        if holds:
            signs.append(sign)
    for cut, base, alone in look.starts:
        known = lexicon.single.get(base)
        if alone and known is not None:
            signs.append(("P" if known.kind is _PLACE else "B") + str(min(cut, 1)))
        if base in lexicon.several:
            signs.append("m")
    return [*signs, *roles(lexicon).get(look.folded, ())]


@lru_cache(maxsize=8)
def roles(lexicon: Lexicon) -> Mapping[str, tuple[str, ...]]:
    """Folded word -> the sets of the Arabic table that hold it."""
    found: dict[str, tuple[str, ...]] = {}
    for at, key in enumerate(_ROLES):
        for word in lexicon.arabic[key]:
            found[word] = (*found.get(word, ()), f"R{at}")
    return found


@lru_cache(maxsize=4096)
def gap_class(gap: str, short: bool) -> int:
    """The place in `GAPS` of what stands between two words; `short` says that the first may be an initial."""
    if not gap.strip():
        return 0 if "\n" in gap else 1
    if not short and not _STOPS.isdisjoint(gap):
        return 0
    return next((number for signs, number in _GAP_SIGNS if any(c in signs for c in gap)), 6)


def gap_classes(text: str, words: Sequence[Span]) -> list[int]:
    """The class of the gap before each word, and of what is behind the last one."""
    found = [0]
    start, end = words[0].start, words[0].end
    for word in words[1:]:
        gap = text[end : word.start]
        found.append(1 if gap == " " else gap_class(gap, end - start < 3))
        start, end = word.start, word.end
    return [*found, 0]
