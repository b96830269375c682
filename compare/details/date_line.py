"""One line of tagged words, and what stands around a date in it."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache

from compare.details.calendar import Told
from compare.details.date_lexicon import UNITS
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
    opened: bool = True

    def value(self, match: re.Match[str], name: str) -> int | None:
        """The value of the token that a group of the pattern took, None where it took none."""
        at = match.start(name) if name in match.re.groupindex else -1
        return self.tags[at].word.value if at >= 0 else None

    def form(self, match: re.Match[str], name: str) -> str:
        tag = self.tags[match.start(name)]
        return self.folded.text[tag.start : tag.end]

    def count(self, match: re.Match[str], name: str) -> int | None:
        """The whole number that a group of the pattern took: digits or number words, None without one."""
        if name not in match.re.groupindex or match.start(name) < 0:
            return None
        return sum(tag.word.value for tag in self.tags[match.start(name) : match.end(name)])

    def unit(self, match: re.Match[str], name: str) -> int | None:
        """The number of the unit of time that a group took."""
        at = match.start(name) if name in match.re.groupindex else -1
        if at < 0:
            return None
        return _UNIT_TAGS.get(self.code[at]) or self.tags[at].word.value

    def glued(self, at: int) -> bool:
        """True where no space stands between a token and the one before it."""
        return at > 0 and self.tags[at - 1].end == self.tags[at].start

    def told(self, match: re.Match[str]) -> Told:
        """What the surroundings of a date say."""
        before = self.memory.iso if self.number - self.memory.line <= 1 else None
        if before and ((len(before) == 4 and self.number != self.memory.line) or "/" in before):
            before = None
        published = self.memory.published
        return Told(
            published.date, before, self._future(match.start(), match.end()), _moment(published.value or "")
        )

    def _future(self, first: int, last: int) -> bool:
        """True where a word before the date, in its sentence, makes it future."""
        if first and self.tags[first - 1].word.future:
            return True
        text, at = self.folded.text, self.tags[first].start
        head = _SENTENCE.split(text[max(0, at - _FAR) : at])[-1]
        if self.code[first] in "Mm" and last < len(self.tags):
            head += " " + " ".join(text[tag.start : tag.end] for tag in self.tags[last : last + 2])
        cues, starts, ends, never = _future_cues(self.languages)
        for form in _WORD.findall(head):
            shaped = form.startswith(starts) or (len(form) > 4 and form.endswith(ends))
            if form in cues or (len(form) > 3 and shaped and form not in never):
                return True
        return (
            "سا" in head and "سأ" in self.folded.source[slice(*self.folded.span(max(0, at - len(head)), at))]
        )

    def future_verb(self, at: int) -> bool:
        """True where the word at a place is a verb of the future."""
        if at < 0:
            return False
        form = self.folded.text[self.tags[at].start : self.tags[at].end]
        _, starts, _, never = _future_cues(self.languages)
        return len(form) > 3 and form.startswith((*starts, "سا")) and form not in never

    def priced(self, first: int) -> bool:
        """True where the sign of a currency stands before a number."""
        return first > 0 and self.folded.text[self.tags[first - 1].start] in "$€£¥₽"

    def titled(self, first: int) -> bool:
        """True where a quotation opens just before: a lone month or weekday there is a title."""
        return first > 0 and self.code[first - 1] == '"'

    def after(self, last: int) -> str:
        """The folded word just behind a place, "" where nothing stands there."""
        if last >= len(self.tags):
            return ""
        return self.folded.text[self.tags[last].start : self.tags[last].end]

    def before(self, first: int) -> str:
        """The folded word just before a place, "" where punctuation or nothing stands there."""
        if not first or self.code[first - 1] in ";,.|()/-":
            return ""
        tag = self.tags[first - 1]
        return self.folded.text[tag.start : tag.end]


_SENTENCE = re.compile(r"[.!?؟;\n](?=\s|$)")
_WORD = re.compile(r"[^\W\d_]+")
# How far before a date a word of the future may stand, in characters.
_FAR = 160
_UNIT_TAGS = {
    "d": UNITS["day"],
    "k": UNITS["week"],
    "h": UNITS["month"],
    "y": UNITS["year"],
    "g": UNITS["year"],
}


def _moment(value: str) -> dt.datetime | None:
    """The moment of publication, where its time is told."""
    try:
        return dt.datetime.fromisoformat(value[:16]) if len(value) >= 16 else None
    except ValueError:
        return None


@lru_cache(maxsize=16)
def _future_cues(
    languages: tuple[str, ...],
) -> tuple[frozenset[str], tuple[str, ...], tuple[str, ...], frozenset[str]]:
    """Words that make a date future, how verbs of the future begin and end, and words that only look so."""

    def listed(key: str) -> list[str]:
        return [
            fold_word(w) for code in languages for w in table(code, "dates").get("words", {}).get(key, ())
        ]

    starts, ends = tuple(listed("will_starts")), tuple(listed("will_ends"))
    return frozenset(listed("will")), starts, ends, frozenset(listed("will_not"))


@lru_cache(maxsize=64)
def listed(languages: tuple[str, ...], *path: str) -> frozenset[str]:
    found: list[str] = []
    for code in languages:
        node = table(code, "dates")
        for key in path:
            node = node.get(key, {})
        found += [fold_word(word) for word in node]
    return frozenset(found)
