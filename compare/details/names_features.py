"""What the tagger of Arabic names sees of one word, and how the words of a text stand to one another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import compress, pairwise

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
    names = features(lexicon, look)
    if not look.arabic:
        return names, 2, 2
    far = len(_told(lexicon, look))
    near = names.index("s" + _stems(look.folded)[1])
    return names, far, near


def features(lexicon: Lexicon, look: Look) -> list[str]:
    """The features of one word, each once, in the order of `word_features`."""
    word = look.folded
    if not look.arabic:
        return ["w" + word, "S0" if word[:1].isdigit() else "SX" if look.capital else "Sx"]
    bare, stem = _stems(word)
    size = len(word)
    names = ["w" + word, *_told(lexicon, look), "b" + bare]
    names += (")" + word[-2:], ")" + word[-3:], "(" + word[:2], "s" + stem)
    names += (f"n{min(size, _LONGEST)}", ")" + word[-1:], "(" + word[:1], "(" + word[:3])
    names += (")" + word[-4:], "(" + word[:4])
    given, family, common = lexicon.given, lexicon.family, lexicon.gazetteer.common
    if stem in given:
        names.append("given")
    if stem in family:
        names.append("family")
    if stem in common:
        names.append("common")
    if bare in given:
        names.append("Bgiven")
    if bare in family:
        names.append("Bfamily")
    if bare in common:
        names.append("Bcommon")
    return names if size > 3 else list(dict.fromkeys(names))  # of a short word several endings are the same


def _stems(word: str) -> tuple[str, str]:
    """A folded word without proclitics and article, and without proclitics alone."""
    stem = word[1:] if len(word) > 3 and word[0] in "وف" else word
    if len(stem) > 4 and stem[:2] == "لل":
        stem = "ال" + stem[2:]
    elif len(stem) > 3 and stem[0] in "بلك":
        stem = stem[1:]
    return stem[2:] if len(stem) > 4 and stem[:2] == "ال" else stem, stem


def _told(lexicon: Lexicon, look: Look) -> tuple[str, ...]:
    """What the tables say of a word, one short sign each, all of them as one sign first."""
    opened: list[str] = []
    for cut, base, alone in look.starts:
        known = lexicon.single.get(base)
        if alone and known is not None:
            opened.append(("P" if known.kind is _PLACE else "B") + str(min(cut, 1)))
        if base in lexicon.several:
            opened.append("m")
    holds = (
        look.title, look.media >= 0, look.place >= 0, look.double, look.definite, look.demonym, look.common
    )  # fmt: skip
    cuts = look.given, look.surname, look.body
    return _signs(look.name, cuts, holds, tuple(opened), roles(lexicon).get(look.folded, ()))


@lru_cache(maxsize=8192)
def _signs(
    name: int, cuts: tuple[int, ...], holds: tuple[bool, ...], opened: tuple[str, ...], uses: tuple[str, ...]
) -> tuple[str, ...]:
    """The same for all words that a `Look` says the same of: few kinds of words make up a language."""
    signs = [f"={name}"]
    signs += [sign + str(min(cut, 1)) for sign, cut in zip("GFO", cuts, strict=True) if cut >= 0]
    signs += compress("TMHDANC", holds)
    signs += (*opened, *uses)
    return tuple(dict.fromkeys(("L" + "|".join(signs), *signs, "Sa")))


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
    return classes_of([text[a.end : b.start] for a, b in pairwise(words)], words)


def classes_of(gaps: Sequence[str], words: Sequence[Span]) -> list[int]:
    """The same from the gaps behind the words."""
    found = [1 if gap == " " else -1 for gap in gaps]
    for at in [at for at, number in enumerate(found) if number < 0]:
        found[at] = gap_class(gaps[at], words[at].end - words[at].start < 3)
    return [0, *found[: len(words) - 1], 0]
