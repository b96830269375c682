"""The words of one text with what is known about each, and the longest known name at a word."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from compare.details.names_lexicon import Known, Lexicon, Look
from compare.model.claim import DetailKind
from compare.model.text import Span

_JOINS = frozenset((" ", "\u00a0", "-", "‑", "–", "'", "’", "  ", " - ", " – ", " -"))
_INNER = frozenset("-‐‑–'’ʼ.·&/")
_PIECE = re.compile(r"[^\-‐‑–'’ʼ.·&/]+")
_CUT = re.compile(r"[\-‐‑–'’ʼ.·&/](?<=\w[\-‐‑–'’ʼ.·&/])\w")
# What may stand between a title and the name: a comma, a dash, an opening quotation mark.
_BEFORE_NAME = frozenset(" \u00a0،,-–—\"“«'(:")


class Found(NamedTuple):
    """Words `first` to `stop` are a name; `cut` folded letters of the first word are proclitics."""

    first: int
    stop: int
    cut: int
    kind: DetailKind
    value: str | None = None


def pieces(text: str, words: Sequence[Span], start: int, end: int) -> list[Span]:
    """The words inside a stretch, cut at hyphens and apostrophes: "Haut-Karabakh", "l'AFP"."""
    if words and (words[0].start < start or words[-1].end > end):
        words = [word for word in words if start <= word.start and word.end <= end]
    if not _CUT.search(text, start, end):
        return list(words)
    found: list[Span] = []
    for word in words:
        surface = text[word.start : word.end]
        if _INNER.isdisjoint(surface):
            found.append(word)
        else:
            found += [Span(word.start + m.start(), word.start + m.end()) for m in _PIECE.finditer(surface)]
    return found


class NameText:
    """One text cut into words."""

    def __init__(self, text: str, words: Sequence[Span], lexicon: Lexicon) -> None:
        self.text = text
        self.words = words
        self.lexicon = lexicon
        self.surfaces = [text[w.start : w.end] for w in words]
        self.looks = lexicon.looks(self.surfaces)
        ends = [w.end for w in words]
        starts = [w.start for w in words]
        # The text between each word and the next one, "\n" behind the last.
        self.gaps = [text[end:start] for end, start in zip(ends, starts[1:], strict=False)]
        self.gaps += ["\n"] * bool(words)

    def __len__(self) -> int:
        return len(self.words)

    @cached_property
    def distinct(self) -> dict[str, Look]:
        """Each word of the text once, as it is written, with what is known about it."""
        return dict(zip(self.surfaces, self.looks, strict=True))

    @cached_property
    def folded_words(self) -> frozenset[str]:
        """The folded words of the text, each as it stands."""
        return frozenset(look.folded for look in self.distinct.values())

    def gap(self, index: int) -> str:
        """The text between a word and the next one, "\n" at the end."""
        return self.gaps[index] if index < len(self.gaps) else "\n"

    def joined(self, index: int) -> bool:
        """Whether only a space or a hyphen stands between a word and the next one."""
        gap = self.gap(index)
        if gap in _JOINS:
            return True
        return gap in (".", ". ", ".-") and self.words[index].end - self.words[index].start <= 2

    def spaced(self, index: int) -> bool:
        """Whether only spaces stand between a word and the next one."""
        gap = self.gap(index)
        return gap == " " or (not gap.strip(" \u00a0") and bool(gap))

    def leads(self, index: int) -> bool:
        """Whether the name of a titled person may follow a word across the gap."""
        gap = self.gap(index)
        return len(gap) <= 5 and _BEFORE_NAME.issuperset(gap)

    def known_at(self, index: int) -> tuple[int, int, Known] | None:
        """The longest name of the tables that begins at a word: its stop, its proclitics, the entry."""
        best: tuple[int, int, Known] | None = None
        if not (starts := self.looks[index].starts):
            return None
        for cut, base, alone in starts:
            for rest, known in self.lexicon.several.get(base, ()):
                stop = index + 1 + len(rest)
                if best is not None and stop <= best[0]:
                    break
                if stop <= len(self.words) and self._follow(index, rest) and self._cased(index, stop, known):
                    best = stop, cut, known
                    break
            single = self.lexicon.single.get(base)
            if best is None and alone and single is not None and self._cased(index, index + 1, single):
                best = index + 1, cut, single
        return best

    def _follow(self, index: int, rest: tuple[str, ...]) -> bool:
        at = index
        for word in rest:
            if word not in self.looks[at + 1].bases or not self.joined(at):
                return False
            at += 1
        return True

    def _cased(self, first: int, stop: int, known: Known) -> bool:
        """Names of cased scripts need a capital, acronyms nothing but capitals."""
        looks = self.looks[first:stop]
        if looks[0].arabic:
            return True
        if known.shout:
            return all(look.surface.isupper() for look in looks)
        return looks[0].capital or looks[-1].capital

    def begin(self, index: int, cut: int) -> int:
        """Where a word begins behind `cut` folded letters of proclitics and the marks on them."""
        if not cut:
            return self.words[index].start
        at, end, fold = self.words[index].start, self.words[index].end, self.lexicon.fold
        left = cut
        while left > 0 and at < end:
            left -= len(fold(self.text[at]))
            at += 1
        while at < end - 1 and not fold(self.text[at]) and self.text[at] not in "ءأإآ":
            at += 1
        return at

    def folded(self, first: int, stop: int, cut: int) -> str:
        """The folded words of a stretch without the proclitics."""
        head = self.looks[first].folded[cut:]
        if stop == first + 1:
            return head
        return " ".join((head, *[look.folded for look in self.looks[first + 1 : stop]]))

    def line_start(self, index: int) -> bool:
        """Whether a word opens a sentence or a line."""
        if index == 0:
            return True
        before = self.gap(index - 1)
        return any(c in '.!?…\n؟:"“«' for c in before) and not (
            before == ". " and len(self.looks[index - 1].surface) < 3
        )
