"""One line of tagged words, and what stands around a date in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from compare.details.calendar import Told
from compare.details.reading import Folded, fold_word
from compare.details.tagging import Tag
from compare.languages import table
from compare.model.text import Published


@dataclass
class Memory:
    """The date told last, and in which line."""

    published: Published
    iso: str | None = None
    line: int = -9


@dataclass
class DateLine:
    """One line being read."""

    folded: Folded
    number: int
    tags: list[Tag]
    code: str
    languages: tuple[str, ...]
    memory: Memory

    def value(self, match: re.Match[str], name: str) -> int | None:
        """The value of the token that a group of the pattern took, None where it took none."""
        at = match.start(name) if name in match.re.groupindex else -1
        return self.tags[at].word.value if at >= 0 else None

    def form(self, match: re.Match[str], name: str) -> str:
        tag = self.tags[match.start(name)]
        return self.folded.text[tag.start : tag.end]

    def told(self, match: re.Match[str]) -> Told:
        """What the surroundings of a date say."""
        before = self.memory.iso if self.number - self.memory.line <= 1 else None
        if before and ((len(before) == 4 and self.number != self.memory.line) or "/" in before):
            before = None
        return Told(self.memory.published.date, before, self._future(match.start(), match.end()))

    def _future(self, first: int, last: int) -> bool:
        """True where a word before the date, in its sentence, makes it future."""
        if first and self.tags[first - 1].word.future:
            return True
        begin = max(self.code.rfind(".", 0, first), self.code.rfind(";", 0, first)) + 1
        words = self.tags[max(begin, first - 25) : first]
        if self.code[first] in "Mm":
            words = words + self.tags[last : last + 2]
        cues, starts, never = _future_cues(self.languages)
        for tag in words:
            form = self.folded.text[tag.start : tag.end]
            if form in cues or (len(form) > 4 and form.startswith(starts) and form not in never):
                return True
        return False

    def titled(self, first: int) -> bool:
        """True where a quotation opens just before: a lone month or weekday there is a title."""
        return first > 0 and self.code[first - 1] == '"'

    def before(self, first: int) -> str:
        """The folded word just before a place, "" where punctuation or nothing stands there."""
        if not first or self.code[first - 1] in ";,.|()/-":
            return ""
        tag = self.tags[first - 1]
        return self.folded.text[tag.start : tag.end]


@lru_cache(maxsize=16)
def _future_cues(languages: tuple[str, ...]) -> tuple[frozenset[str], tuple[str, ...], frozenset[str]]:
    def listed(key: str) -> list[str]:
        return [
            fold_word(w) for code in languages for w in table(code, "dates").get("words", {}).get(key, ())
        ]

    return frozenset(listed("will")), tuple(listed("will_starts")), frozenset(listed("will_not"))


@lru_cache(maxsize=64)
def listed(languages: tuple[str, ...], *path: str) -> frozenset[str]:
    found: list[str] = []
    for code in languages:
        node = table(code, "dates")
        for key in path:
            node = node.get(key, {})
        found += [fold_word(word) for word in node]
    return frozenset(found)
