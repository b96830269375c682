"""Which word of one sentence stands for which word of another, and what fills the same slot.

Details are compared by the words they belong to and not by their order: two numbers are of the same thing
when the words beside them are the same.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from compare.claims.frames import is_function_word
from compare.model.prepared import Unit
from compare.model.text import Token

# Arabic conjunctions and prepositions that are written onto the word.
_PROCLITICS = ("وال", "بال", "كال", "فال", "ولل", "لل", "ال", "و", "ف", "ب", "ل", "ك")
_ENDS = -1
# Words on either side of a stretch that are beside it, and how far off they may stand.
_BESIDE, _FAR = 2, 5


# First parts of Arabic names of two parts.
_FIRST_PARTS = frozenset({"عبد", "عبيد"})


@dataclass(frozen=True, slots=True)
class Alignment:
    """For every token the index of its counterpart in the other sentence, or None.

    `share` is the share of the content words of the shorter sentence that have one.
    """

    a: Unit
    b: Unit
    left: tuple[int | None, ...]
    right: tuple[int | None, ...]
    telling_a: tuple[bool, ...]
    telling_b: tuple[bool, ...]
    share: float

    def rims(self, x: range, y: range) -> int:
        """How many sides (0 to 2) of two stretches are held by the same words: 2 is the same slot.

        Function words beside a stretch are looked through; the ends of the sentences meet one another.
        """
        before = self._meet(x.start - 1, y.start - 1, -1)
        after = self._meet(x.stop, y.stop, 1)
        return before + after

    def beside(self, x: range, y: range) -> int:
        """How many of the telling words next to one stretch stand next to the other too, in any order."""
        near = _around(self.telling_b, y)
        return sum(self.left[i] in near for i in _around(self.telling_a, x))

    def _meet(self, i: int, j: int, step: int) -> bool:
        """True where the nearest telling words from here are counterparts, or both sentences end here."""
        i, j = _nearest(self.telling_a, i, step), _nearest(self.telling_b, j, step)
        if i == _ENDS or j == _ENDS:
            return i == j
        return self.left[i] == j


def _around(telling: Sequence[bool], place: range) -> frozenset[int]:
    """The nearest telling words on either side of a stretch."""
    before = [at for at in range(place.start - 1, max(-1, place.start - _FAR), -1) if telling[at]]
    after = [at for at in range(place.stop, min(len(telling), place.stop + _FAR)) if telling[at]]
    return frozenset((*before[:_BESIDE], *after[:_BESIDE]))


def _nearest(telling: Sequence[bool], at: int, step: int) -> int:
    while 0 <= at < len(telling) and not telling[at]:
        at += step
    return at if 0 <= at < len(telling) else _ENDS


def align_words(a: Unit, b: Unit) -> Alignment:
    """The words of two sentences that stand for one another.

    From the surest to the loosest likeness (folded form, form without clitics, lemma, word family); of
    several equal words those whose neighbours are counterparts already, else in text order. After the
    anchors of patience diff (Cohen), without its demand of one order, so that moved phrases still meet.
    """
    left: list[int | None] = [None] * len(a.tokens)
    right: list[int | None] = [None] * len(b.tokens)
    for form in _FORMS:
        _join(a.tokens, b.tokens, left, right, form)
    telling = [tuple(not is_function_word(t.folded, u.language) for t in u.tokens) for u in (a, b)]
    share = max(_share(telling[0], left), _share(telling[1], right))
    return Alignment(a, b, tuple(left), tuple(right), telling[0], telling[1], share)


def compounded(words: Sequence[str]) -> list[str]:
    """The words of a name, its two-part Arabic names in one: "عبد العزيز" and "عبدالعزيز" are one name."""
    joined: list[str] = []
    for word in words:
        if joined and joined[-1] in _FIRST_PARTS:
            joined[-1] += word if word.startswith("ال") else f"ال{word}"
        else:
            joined.append(word)
    return joined


@lru_cache(maxsize=65536)
def bare(word: str) -> str:
    """A folded word without the Arabic clitics before it, where enough of a word is left.

    >>> bare("والوفد")
    'وفد'
    """
    for clitic in _PROCLITICS:
        if word.startswith(clitic) and len(word) - len(clitic) >= 3:
            return word[len(clitic) :]
    return word


def forms(token: Token) -> frozenset[str]:
    """The forms by which a word is known for the same, its word family left out."""
    return frozenset((token.folded, bare(token.folded), token.lemma, bare(token.lemma)))


_FORMS: tuple[Callable[[Token], str], ...] = (
    lambda t: t.folded,
    lambda t: bare(t.folded),
    lambda t: t.lemma,
    lambda t: bare(t.lemma),
    lambda t: t.family if len(t.folded) > 3 else "",
)


def _join(
    a: Sequence[Token],
    b: Sequence[Token],
    left: list[int | None],
    right: list[int | None],
    form: Callable[[Token], str],
) -> None:
    """Joins the tokens without a counterpart that have this form in common."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    for j, token in enumerate(b):
        if right[j] is None and (key := form(token)):
            places[key].append(j)
    waiting = {
        i: key
        for i, token in enumerate(a)
        if places and left[i] is None and (key := form(token)) and key in places
    }
    counts = Counter(waiting.values())
    # Words that stand once on either side are anchors; the others follow their neighbours.
    for i in sorted(waiting, key=lambda i: (counts[waiting[i]] + len(places[waiting[i]]), i)):
        open_ = [j for j in places[waiting[i]] if right[j] is None]
        if open_:
            j = max(open_, key=lambda j: (_beside(left, i, j), -abs(i - j)))
            left[i], right[j] = j, i


def _beside(left: Sequence[int | None], i: int, j: int) -> int:
    """How many neighbours of `i` stand for the neighbours of `j`, the nearest counting double."""
    near = 0
    for step, worth in ((1, 2), (2, 1)):
        near += worth * (i >= step and left[i - step] == j - step)
        near += worth * (i + step < len(left) and left[i + step] == j + step)
    return near


def _share(telling: Sequence[bool], counterpart: Sequence[int | None]) -> float:
    """The share of the telling words that have a counterpart."""
    wanted = [found is not None for tells, found in zip(telling, counterpart, strict=True) if tells]
    return sum(wanted) / len(wanted) if wanted else 0.0
