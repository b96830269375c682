"""One line of a text while its numbers are read: a number's unit, or signs that it is a name."""

from __future__ import annotations

from bisect import bisect_right

from compare.details.counted import Unit, cue_before, phrase_at, precision_of, unit_at
from compare.details.number_grammar import Grammar, line_language, links, plural_endings, skipped_adjectives
from compare.details.number_sum import Number
from compare.details.number_words import Item, is_digits, item_at
from compare.details.reading import Folded
from compare.model.claim import DetailKind, Precision

_STUCK = "لبو"
_DIALLED = 3
"""Digits from which a group that begins with a zero opens a telephone number."""
_QUOTES = '"“”„«»'
_ARTICLES = ("ال", "لل", "وال", "بال")
_OPEN, _CLOSED = "([", ")]"


class NumberLine:
    """The tokens of a line, where they stand, and what is taken already."""

    def __init__(
        self,
        folded: Folded,
        forms: list[str],
        starts: list[int],
        last: int,
        grammar: Grammar,
        taken: list[tuple[int, int]],
    ) -> None:
        self.folded = folded
        self.grammar = grammar
        self.languages = grammar.languages
        self.words = grammar.words
        self.taken = taken
        self.forms = forms
        self.starts = starts
        self.free = 0
        self.language = line_language(folded.text[starts[0] : last], grammar.languages)

    def end_of(self, at: int) -> int:
        return self.starts[at] + len(self.forms[at])

    def form(self, at: int) -> str:
        """A token, "" outside the line."""
        return self.forms[at] if 0 <= at < len(self.forms) else ""

    def item(self, at: int) -> Item | None:
        return item_at(self.words, self.forms, at)

    def is_word(self, at: int) -> bool:
        return self.form(at)[:1].isalpha()

    def is_number(self, at: int) -> bool:
        return at < len(self.forms) and is_digits(self.forms[at])

    def glued(self, at: int) -> bool:
        """True where no space stands before a token."""
        return 0 < at < len(self.forms) and self.end_of(at - 1) == self.starts[at]

    def spaced(self, at: int) -> bool:
        """True where one space stands before a token."""
        return 0 < at < len(self.forms) and self.folded.text[self.end_of(at - 1) : self.starts[at]] == " "

    def plain_word(self, at: int) -> bool:
        """True for a word that one space parts from what stands before it, and that nothing has taken."""
        return self.is_word(at) and self.spaced(at) and not self.outside(at)

    def outside(self, at: int) -> bool:
        """True where another detail has taken a token."""
        return bool(self.taken) and self.is_taken(*self.folded.span(self.starts[at], self.end_of(at)))

    def is_taken(self, start: int, stop: int) -> bool:
        near = bisect_right(self.taken, (stop,))
        return near > 0 and any(end > start for _, end in self.taken[max(0, near - 3) : near])

    def source(self, at: int) -> str:
        """A token as the text writes it."""
        start, stop = self.folded.span(self.starts[at], self.end_of(at))
        return self.folded.source[start:stop]

    # What is counted

    def unit(self, number: Number) -> Unit | None:
        """What a number counts: a percentage, a listed unit, else the noun behind it."""
        at = number.end
        if at >= len(self.forms):
            return None
        if self.forms[at] == "-" and self.glued(at) and self.glued(at + 1):
            return unit_at(self.forms, at + 1, self.languages)
        if self.forms[at] == ")" and at + 1 < len(self.forms) and self._opened_before(number):
            at += 1  # (5) دنانير
        if (
            self.forms[at] == "."
            and self.forms[at - 1] in self.grammar.abbreviations
            and self.is_word(at + 1)
        ):
            at += 1  # 5 тыс. человек
        percent = self.percent(at)
        if percent is not None or self.outside(at):
            return percent
        unit = unit_at(self.forms, at, self.languages)
        if unit is not None and not (self.forms[at] in self.grammar.symbols and self._before_digits(at)):
            return self.with_adjective(unit)
        if self.glued(at):
            return self._missing_space(at)
        return (self._behind_link(at) if number.scale >= 250_000 else None) or self.noun(at, number)

    def _before_digits(self, at: int) -> bool:
        """True for a currency sign that belongs to the digits behind it."""
        return self.is_number(at + 1) and self.glued(at + 1) and not self.glued(at)

    def _opened_before(self, number: Number) -> bool:
        return number.end >= 2 and self.forms[number.end - 2] == "("

    def percent(self, at: int) -> Unit | None:
        if self.forms[at] == "%" and not (self.glued(at + 1) and self.is_number(at + 1)):
            return Unit("percent", at + 1, DetailKind.PERCENT)
        found = phrase_at(self.forms, at, self.grammar.percent)
        return Unit("percent", found[1], DetailKind.PERCENT) if found else None

    def with_adjective(self, unit: Unit) -> Unit:
        """A currency with the country it belongs to: دولار أمريكي."""
        if unit.kind is DetailKind.MONEY and self.form(unit.end) in self.grammar.adjectives:
            return Unit(unit.name, unit.end + 1, unit.kind)
        return unit

    def _missing_space(self, at: int) -> Unit | None:
        """A noun that the printer glued to the digits: 15لاعبا."""
        form = self.forms[at]
        if self.language != "ar" or not "\u0620" <= form[0] <= "\u064a" or len(form) < 3:
            return None
        if form in self.grammar.stop or form[0] == "و":
            return None
        return Unit(self._singular(form), at + 1, listed=False)

    def _behind_link(self, at: int) -> Unit | None:
        """ "3,5 millions d'euros": the listed unit behind the word "of"."""
        found = phrase_at(self.forms, at, links(self.language))
        return unit_at(self.forms, found[1], self.languages) if found else None

    def noun(self, at: int, number: Number) -> Unit | None:
        """The noun after a number: a listed one behind adjectives, else the next word as it is written."""
        stop = self.grammar.stop
        skipped = at
        reach = skipped_adjectives(self.language)
        while skipped < at + reach and self.plain_word(skipped) and self.forms[skipped] not in stop:
            skipped += 1
            unit = unit_at(self.forms, skipped, self.languages)
            if unit is not None and not self.outside(skipped):
                return unit
        return self._unlisted(at, number)

    def _unlisted(self, at: int, number: Number) -> Unit | None:
        """A noun of no table: behind its adjectives, by the endings of the language's plurals."""
        form = self.forms[at]
        if self.language != "ar":
            return self._plural(at)
        if not self.plain_word(at) or len(form) < 3 or form in self.grammar.stop or form.startswith("ال"):
            return None
        if form.endswith("وا") or form in self.grammar.hints or not self._is_noun(form, number):
            return None
        return Unit(self._singular(form, number.value > 10), at + 1, listed=False)

    def _is_noun(self, form: str, number: Number) -> bool:
        """False for what is rather "for", "with", "and" with a word than a noun that begins so."""
        if form[0] not in _STUCK:
            return True
        accusative = number.value > 10 and len(form) > 4 and form.endswith("ا")
        feminine = form[:-1] + "تين" in self.grammar.nouns.duals
        return feminine or (accusative and not form.endswith(("ها", "نا", "ما")))

    def _plural(self, at: int) -> Unit | None:
        """The first plural among the next words: "three commercial vaccine products"."""
        plurals, adjectives = plural_endings(self.language)
        for place in range(at, at + 1 + max(1, skipped_adjectives(self.language))):
            form = self.form(place)
            if not self.plain_word(place) or len(form) < 3 or form in self.grammar.stop:
                return None
            if form in self.grammar.hints:
                return None
            if (
                form.endswith(plurals)
                and not form.endswith(adjectives)
                and not self.source(place)[0].isupper()
            ):
                return Unit(form, place + 1, listed=False)
        return None

    def _singular(self, form: str, many: bool = True) -> str:
        """The counted noun without its accusative ending behind eleven and more, or its feminine plural."""
        if not "\u0620" <= form[0] <= "\u064a":
            return form
        if form.endswith("ات") and form[:-2] + "تين" in self.grammar.nouns.duals:
            return self.grammar.nouns.duals[form[:-2] + "تين"]
        if many:
            return form[:-1] if len(form) > 3 and form.endswith("ا") else form
        # A sound masculine plural; one like قوانين is broken.
        sound = form.endswith(("ين", "ون")) and len(form) > 5 and not (len(form) == 6 and form[2] == "ا")
        return form[:-2] if sound else form

    def plural_before(self, at: int) -> Unit | None:
        """The counted noun of "السنوات الـ3", where a plural with the article stands before a token."""
        bare = self.form(at).removeprefix("ال")
        return unit_at([bare], 0, self.languages) if bare in self.grammar.plural_nouns else None

    # How sharp it is

    def precision(self, at: int, end: int) -> Precision:
        """The precision that the words just before a number tell, or those just behind it."""
        if self.form(at - 1) in _ARTICLES or self.form(at - 1) == "(":  # نحو الـ80
            at -= 1
        cue = cue_before(self.forms, at, self.grammar.precision)
        if cue is not None:
            return precision_of(cue[0])
        found = phrase_at(self.forms, end, self.grammar.precision_after)
        if found is None or self.item(found[1] + (self.form(found[1]) in ("من", "than", "de"))) is not None:
            return "exact"  # "170 and more than 60"
        return precision_of(found[0])

    # What is no count

    def is_name(self, at: int, number: Number) -> bool:
        """True where digits are part of a name, a code or a label."""
        label = at - 2 if self.form(at - 1) == "-" else at - 1  # كوفيد - 19
        if self.form(label) in self.grammar.labels or self._bare(label) in self.grammar.labels:
            unit = self.unit(number)
            if unit is None or not unit.listed:
                return True
        if not number.digits:
            return False
        end = number.end
        if (self.form(end) == "/" and self.is_number(end + 1)) or (
            self.form(at - 1) == "/" and self.is_number(at - 2)
        ):
            return True
        if self.glued(at) and self._glued_behind(at, self.form(at - 1)):
            return True
        if self.glued(end) and not self._fits_glued(at, end):
            return True
        if self.form(end) and self.form(end) in _QUOTES and self._opened(at):
            return True
        form = self.forms[at]
        if form.isdecimal() and len(form) > 1 and form[0] == "0":
            return True
        return number.words == 1 and end == at + 1 and self._marker(at, end)

    def _glued_behind(self, at: int, before: str) -> bool:
        """True where digits stick to a word or a sign before them that make a code of them."""
        if self.is_word(at - 1):
            return before not in self.words.clitics and before not in _ARTICLES
        return before in "/.:#@+*_" or self._operator(at, before)

    def _operator(self, at: int, before: str) -> bool:
        """True behind a sign that makes a code or a formula of digits; ">=" and "<-" compare."""
        behind = self.form(at - 2) if self.glued(at - 1) else ""
        if before == "=":
            return behind not in ("<", ">")
        if before == "-":
            return behind not in ("", "<", ">", "=", "(")
        return before in ("<", ">") and behind in ("<", ">", "=")

    def telephone(self, at: int, end: int) -> int:
        """The token behind the groups of digits that go on a telephone number: +994 12, 0845 125."""
        form = self.form(at)
        dialled = form.isdecimal() and form[0] == "0" and len(form) >= _DIALLED
        while (dialled or self.form(at - 1) == "+") and (self.is_number(end) or self.form(end) in ("-", "/")):
            end += 1
        return end

    def _bare(self, at: int) -> str:
        return self.form(at).removeprefix("ال")

    def _marker(self, at: int, end: int) -> bool:
        """The number of a list item, a footnote."""
        if at == 0 and end < len(self.forms):
            if self.forms[end] not in "-.)" or end + 1 >= len(self.forms):
                return False
            if self.forms[end] == "-" and self.glued(end) and self.glued(end + 1):
                tied = self.form(end + 1) in self.grammar.endings or self.is_number(end + 1)
                return not tied and unit_at(self.forms, end + 1, self.languages) is None
            return self.glued(end) or not self.is_number(end + 1)
        if self.form(at - 1) not in _OPEN or self.form(end) not in _CLOSED or not self.form(end):
            return False
        return self.form(end) == "]" or (at == 1 and unit_at(self.forms, end + 1, self.languages) is None)

    def _fits_glued(self, at: int, end: int) -> bool:
        """True where digits may end here: a unit, an ordinal ending or a mark sticks to them."""
        form = self.forms[end]
        if self.is_word(end):
            listed = unit_at(self.forms, end, self.languages) is not None
            return listed or form in self.grammar.endings or self._missing_space(end) is not None
        if form == "-":
            following = self.form(end + 1)
            if self.is_number(end + 1):
                return True
            return not self.glued(end + 1) or (
                unit_at(self.forms, end + 1, self.languages) is not None or following in self.grammar.endings
            )
        if form in "/:" and not self.glued(end + 1):
            return True
        return form not in "/:#@*_="

    def _opened(self, at: int) -> bool:
        """True where a quotation mark opens a few words before, with a word between: "Eagle Partner 2024"."""
        for back in range(at - 1, max(-1, at - 7), -1):
            if self.forms[back] in _QUOTES:
                return back < at - 1
        return False

    def year_like(self, at: int, number: Number) -> bool:
        """True for four bare digits that rather tell a year."""
        return number.digits and self.forms[at].isdecimal() and 1900 <= number.value <= 2100

    def numbered(self, at: int) -> int | None:
        """The first token of the digits' label where they number something: رقم (217), Article 5."""
        place = at - 1
        while place > at - 4 and self.form(place) in ("(", ":", "ال", "لل", "."):
            place -= 1
        form = self.form(place)
        known = form in self.grammar.numbering or self._bare(place) in self.grammar.numbering
        if known or (form[:1] in ("و", "ب", "ل") and form[1:].removeprefix("ال") in self.grammar.numbering):
            return place
        return None
