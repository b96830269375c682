"""One line of tokens, and what stands around a number in it: its unit, or signs that it is a name."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace
from functools import lru_cache

from compare.details.counted import Unit, approximation, listed, nouns, phrase_lists, unit_at
from compare.details.number_words import Item, Number, Words, number_words
from compare.details.reading import TOKEN, Folded
from compare.languages import table
from compare.model.claim import DetailKind

_STUCK = "لبو"
_QUOTES = '"“”„«»'


class NumberLine:
    """One line being read: its tokens, and what is taken already."""

    def __init__(
        self,
        folded: Folded,
        first: int,
        last: int,
        languages: tuple[str, ...],
        words: Words,
        taken: list[tuple[int, int]],
    ) -> None:
        self.folded = folded
        self.languages = languages
        self.words = words
        self.taken = taken
        self.language = _language(folded.text[first:last], languages)
        matches = list(TOKEN.finditer(folded.text, first, last))
        self.forms = [m.group() for m in matches]
        self.kinds: list[str | None] = [m.lastgroup for m in matches]
        self.spans = [m.span() for m in matches]

    def unit(self, at: int, number: Number) -> Unit | None:
        """What a number that ends before token `at` counts."""
        if at >= len(self.forms):
            return None
        if self.forms[at] == "-" and self.glued(at) and at + 1 < len(self.forms) and self.glued(at + 1):
            return unit_at(self.forms, at + 1, self.languages)
        percent = self._percent(at)
        if percent is not None:
            return percent
        if self.outside(at):
            return None
        unit = unit_at(self.forms, at, self.languages)
        if unit is not None:
            return unit
        if self.glued(at):
            return None
        return (self._behind_link(at) if number.scale >= 1e6 else None) or self.noun(at, number)

    def _percent(self, at: int) -> Unit | None:
        if self.forms[at] == "%" and not (self.glued(at + 1) and self.kinds[at + 1] in ("N", "w")):
            return Unit("percent", at + 1, DetailKind.PERCENT)
        for key, _ in phrase_lists(self.languages, "percent"):
            if tuple(self.forms[at : at + len(key)]) == key:
                return Unit("percent", at + len(key), DetailKind.PERCENT)
        return None

    def _behind_link(self, at: int) -> Unit | None:
        """ "3,5 millions d'euros": the listed unit behind the word "of"."""
        for key, _ in phrase_lists((self.language,), "links"):
            if tuple(self.forms[at : at + len(key)]) == key:
                return unit_at(self.forms, at + len(key), self.languages)
        return None

    def noun(self, at: int, number: Number) -> Unit | None:
        """The noun after a number: a listed one behind adjectives, else the next word as it is written."""
        stop = listed(self.languages, "stop")
        skipped = at
        reach = int(table(self.language, "numbers").get("adjectives", 0))
        while skipped < at + reach and self.plain_word(skipped) and self.forms[skipped] not in stop:
            skipped += 1
            unit = unit_at(self.forms, skipped, self.languages)
            if unit is not None and not self.outside(skipped):
                return unit
        form = self.forms[at]
        if not self.plain_word(at) or len(form) < 3 or form in stop or form.startswith("ال"):
            return None
        if self.language == "ar" and form[0] in _STUCK:  # rather "for", "with", "and" than a noun
            return None
        if hint(form, self.languages) is not None or self.folded.source[self.source(at)].isupper():
            return None
        return Unit(form, at + 1, listed=False)

    def plain_word(self, at: int) -> bool:
        """True for a word that one space parts from what stands before it, and that nothing has taken."""
        if at >= len(self.forms) or self.kinds[at] != "w" or self.outside(at):
            return False
        return self.folded.text[self.spans[at - 1][1] : self.spans[at][0]] == " "

    def outside(self, at: int) -> bool:
        return self.is_taken(*self.folded.span(*self.spans[at]))

    def source(self, at: int) -> int:
        return self.folded.span(*self.spans[at])[0]

    def glued(self, at: int) -> bool:
        """True where no space stands before a token."""
        return 0 < at < len(self.forms) and self.spans[at - 1][1] == self.spans[at][0]

    def is_name(self, at: int, number: Number) -> bool:
        """True where digits are part of a name, a code or a label."""
        if not number.digits:
            return False
        form, end = self.forms[at], number.end
        before = self.forms[at - 1] if at else ""
        if self.glued(at):
            if self.kinds[at - 1] == "w" and before not in (*self.words.clitics, "ال", "لل", "وال"):
                return True
            if before in "-/.:#@+*_=" and (at == 1 or self.glued(at - 1) or before != "-"):
                return True
        if self.glued(end) and not self._fits_glued(end):
            return True
        if end < len(self.forms) and self.forms[end] in _QUOTES and self._opened(at):
            return True
        if before.removeprefix("ال") in listed(self.languages, "labels") or before in listed(
            self.languages, "labels"
        ):
            return True
        bare = form.isdecimal()
        if bare and (len(form) > 7 or (len(form) > 1 and form[0] == "0")):
            return True
        # The number of a list item.
        return (
            at == 0
            and end < len(self.forms)
            and self.forms[end] in "-.)"
            and self.glued(end)
            and not self.glued(end + 1)
        )

    def _fits_glued(self, end: int) -> bool:
        """True where digits may end here: a unit, an ordinal ending or a mark sticks to them."""
        form = self.forms[end]
        if self.kinds[end] == "w":
            return unit_at(self.forms, end, self.languages) is not None or form in listed(
                self.languages, "ordinal_endings"
            )
        if form == "-":
            following = self.forms[end + 1] if end + 1 < len(self.forms) else ""
            if self.kinds[end + 1 : end + 2] == ["N"]:
                return True
            return not self.glued(end + 1) or (
                unit_at([following], 0, self.languages) is not None
                or following in listed(self.languages, "ordinal_endings")
            )
        if self.kinds[end] is None:
            return form not in "/:#@*_="
        return False

    def _opened(self, at: int) -> bool:
        """True where a quotation mark opens a few words before, with a word between: "Eagle Partner 2024"."""
        for back in range(at - 1, max(-1, at - 7), -1):
            if self.forms[back] in _QUOTES:
                return back < at - 1
        return False

    def year_like(self, at: int, number: Number) -> bool:
        return number.digits and self.forms[at].isdecimal() and 1900 <= number.value <= 2100

    def counts(self, at: int, number: Number) -> bool:
        """True where a number without a noun still counts something rather than names it."""
        if self.year_like(at, number) or (number.scale == 1 and number.value < 2 and number.value == 1):
            return False
        if approximation(self.forms, at, self.languages) or "." in str(number.value):
            return True
        if not number.digits:
            return number.value > 12
        if at == 0 or self.kinds[at - 1] != "w":
            return at > 0 and self.forms[at - 1] in ",:" and number.end < len(self.forms)
        before = self.forms[at - 1]
        if self.language == "ar":
            intro = listed(self.languages, "intro")
            return before in intro or (before[0] in "وفبل" and before[1:] in intro)
        return not self.folded.source[self.source(at - 1)].isupper()

    def ordinal_digits(self, at: int, number: Number) -> bool:
        """True for "21st" and "2-й"."""
        end = number.end
        return (
            number.digits
            and self.glued(end)
            and self.kinds[end] == "w"
            and self.forms[end] in listed(self.languages, "ordinal_endings")
        )

    def anniversary(self, at: int, number: Number) -> bool:
        """True for digits with the article behind a noun with the article: الذكرى الـ50."""
        return number.digits and at > 1 and self.forms[at - 1] == "ال" and self.forms[at - 2].startswith("ال")

    def plural_before(self, at: int) -> Unit | None:
        """The counted noun of "السنوات الـ3", where a plural with the article stands before the digits."""
        bare = self.forms[at - 2].removeprefix("ال")
        return unit_at([bare], 0, self.languages) if bare in listed(self.languages, "plural_nouns") else None

    def is_taken(self, start: int, stop: int) -> bool:
        near = bisect_right(self.taken, (stop,))
        return any(end > start for _, end in self.taken[max(0, near - 3) : near])


@lru_cache(maxsize=100_000)
def hint(form: str, languages: tuple[str, ...]) -> Item | tuple[str, int] | None:
    """Whether a number may start with a word: a number word, a dual (its unit, its clitic), or None."""
    words, duals = number_words(languages), nouns(languages).duals
    if form in duals:
        return duals[form], 0
    stuck = form[0] in words.clitics
    if stuck and form[1:] in duals:
        return duals[form[1:]], 1
    if form.startswith("ال") and form not in words.single:
        item = words.single.get(form[2:])
        return replace(item, definite=True) if item and item.kind == "one" and 3 <= item.value <= 10 else None
    item = words.read(form)
    if item is not None:
        return None if item.definite else item
    for bare in (form, form[1:]) if stuck else (form,):
        if bare in words.phrases:
            return words.phrases[bare][0][1]
    return None


def _language(line: str, languages: tuple[str, ...]) -> str:
    """The language whose separators and word order a line follows, by its letters."""
    for code, letters in _SCRIPTS:
        if code in languages and letters.search(line):
            return code
    return next((code for code in languages if code in ("en", "fr")), languages[0] if languages else "en")


_SCRIPTS = (("ar", re.compile("[\u0620-\u064a]{2}")), ("ru", re.compile("[а-я]{2}")))
