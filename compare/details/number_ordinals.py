"""Ordinals: numbers that tell a place in an order, or that number something."""

from __future__ import annotations

from compare.details.counted import unit_at
from compare.details.number_line import NumberLine
from compare.details.number_sum import Number, plain
from compare.details.number_words import Item
from compare.model.claim import Detail, DetailKind, Precision

Found = tuple[Detail | None, int]

_FIRSTS = frozenset(("الاولي", "اولي"))


class OrdinalLine(NumberLine):
    """A line whose ordinals are read, and where the details of its tokens are made."""

    def detail(
        self,
        first: int,
        end: int,
        kind: DetailKind,
        value: float | str,
        unit: str | None,
        at: int | None = None,
        width: int | None = None,
    ) -> Detail | None:
        """The detail of some tokens, None where another detail has taken them."""
        if width is None:
            item = self.item(first) if self.is_word(first) and at in (None, first) else None
            width = item.clitic if item is not None else self._cue_clitic(first, kind)
            width = 1 if width == 3 else width
        if ")" in self.forms[first + 1 : end] and self.form(first - 1) == "(":
            first, width = first - 1, 0  # (130) عاملا
        if first < self.free:  # what stands before the number belongs to the one before it
            first, width = self.free if at is None else max(at, self.free), 0
            if first >= end:
                return None
        start, stop = self.folded.span(self.starts[first] + width, self.end_of(end - 1))
        if self.is_taken(start, stop):
            return None
        precision: Precision = self.precision(first if at is None else at, end)
        if isinstance(value, (int, float)):
            value = plain(value)
        elif precision in ("at_least", "at_most"):
            precision = "exact"
        return Detail(kind, start, stop, self.folded.source[start:stop], value, unit, precision)

    def _cue_clitic(self, first: int, kind: DetailKind) -> int:
        """The letters before the word "percentage" that a span leaves out: بنسبة 10."""
        form = self.forms[first]
        return 1 if kind is DetailKind.PERCENT and form[0] in "بو" and form[1:] == "نسبه" else 0

    def ordinal_number(self, at: int, number: Number) -> Found | None:
        """Digits or words that tell a place in an order: 21st, الذكرى الـ50, رقم 217, twenty-first."""
        end = number.end
        if number.digits and self.glued(end) and self.form(end) in self.grammar.endings:
            return self.detail(at, end + 1, DetailKind.ORDINAL, number.value, None, at), end + 1
        tied = number.digits and self.form(end) == "-" and self.glued(end) and self.glued(end + 1)
        if tied and self.form(end + 1) in self.grammar.endings:  # 3-й
            return self.detail(at, end + 2, DetailKind.ORDINAL, number.value, None, at), end + 2
        if self._labelled(at, number):
            return self.detail(at, end, DetailKind.ORDINAL, number.value, None, at), end
        return self._definite_digits(at, number) or self._compound_ordinal(at, number)

    def coded(self, at: int, number: Number) -> Found | None:
        """A number in two parts behind its label: رقم 22/66, the value is "22/66"."""
        end = number.end
        if self.form(end) != "/" or not self.is_number(end + 1) or self.form(end + 2) == "/":
            return None
        if not number.digits or self.numbered(at) is None:
            return None
        code = f"{self.forms[at]}/{self.forms[end + 1]}"
        return self.detail(at, end + 2, DetailKind.ORDINAL, code, None, at), end + 2

    def repeats(self, at: int, number: Number) -> bool:
        """True for the "two" that underlines a dual: مقالين اثنين."""
        before = self.form(at - 1)
        return number.value == 2 and not number.digits and before.endswith(("ين", "ان")) and self.spaced(at)

    def _labelled(self, at: int, number: Number) -> bool:
        """True for a number that numbers something, and no range of such numbers."""
        label = self.numbered(at) if number.scale == 1 and number.value % 1 == 0 else None
        if label is None or (self.form(number.end) == "-" and self.is_number(number.end + 1)):
            return False
        unit = self.unit(number)
        return unit is None or not unit.listed

    def _definite_digits(self, at: int, number: Number) -> Found | None:
        """Digits with the article behind a noun with it: the 50th anniversary, the three years."""
        end = number.end
        if number.digits and at > 1 and self.form(at - 1) == "ال" and self.form(at - 2).startswith("ال"):
            unit = self.plural_before(at - 2)
            if unit is not None:
                return self.detail(at - 2, end, unit.kind, number.value, unit.name, at), end
            behind = self.unit(number)
            if behind is None or not behind.listed:
                return self.detail(at, end, DetailKind.ORDINAL, number.value, None, at), end
        return None

    def _compound_ordinal(self, at: int, number: Number) -> Found | None:
        """ "Twenty-first", "двадцать первого"."""
        place = number.end + (self.form(number.end) in ("-", "et", "and"))
        item = self.item(place)
        if item is None or item.kind != "ordinal" or item.language == "ar" or number.digits:
            return None
        if number.value % 10 or number.value < 20 or item.value > 9:
            return None
        end = place + item.tokens
        return self.detail(at, end, DetailKind.ORDINAL, plain(number.value + item.value), None, at), end

    def ordinal(self, at: int, item: Item) -> Found | None:
        """ "The third", "الرابع والعشرين" as one detail."""
        end, value = at + item.tokens, item.value
        if self.form(at - 1).removeprefix("ال") in self.grammar.ranks:  # a rank: ملازم أول
            return None
        after = self.item(end)
        tens = after is not None and (after.kind == "ordinal_ten" or (after.kind == "ten" and after.definite))
        if item.kind == "ordinal_ten":
            return self._definite_ten(at, item)
        if after is not None and tens and value < 10 and after.value < 100:
            end, value = end + after.tokens, value + after.value
        elif item.kind == "ordinal_one":
            return None
        if self.language in ("en", "fr") and not self.plain_word(end):
            return None
        if self.form(end) in self.grammar.not_halves and self.language == "en":
            return None
        if item.language == "ar" and not self._counts_off(at, end):
            return None
        return self.detail(at, end, DetailKind.ORDINAL, int(value), None), end

    def _counts_off(self, at: int, end: int) -> bool:
        """False for a name: an indefinite masculine ordinal stands before its noun, not in آل ثاني."""
        form = self.forms[at]
        bare = form[1:] if form[0] in self.words.clitics and form not in self.words.single else form
        if bare in _FIRSTS:  # "initial" is written so too
            feminine = self.form(at - 1).endswith(("ه", "ا"))
            return feminine or not self.source(at).endswith("ي")
        if bare == "اول":
            return self.is_word(end) and self.form(end) not in self.grammar.stop
        if bare.startswith("ال") or bare.endswith("ه"):
            return True
        return self.plain_word(end) and self.form(at - 1) != "ال"

    def _definite_ten(self, at: int, item: Item) -> Found | None:
        """The twentieth, the hundredth: behind a noun with the article."""
        if item.clitic:
            return None
        if not self.form(at - 1).startswith("ال"):
            unit = unit_at(self.forms, at + 1, self.languages)
            if unit is not None and self.plain_word(at + 1):
                return self.detail(at, unit.end, unit.kind, item.value, unit.name, width=0), unit.end
            cued = item.value <= 100 and self.precision(at, at + 1) != "exact" and not self.plain_word(at + 1)
            return (self.detail(at, at + 1, DetailKind.NUMBER, item.value, None), at + 1) if cued else None
        end, value = at + 1, item.value
        after = self.item(end)
        if after is not None and after.joined and after.kind == "ordinal" and value >= 100:
            end, value = end + after.tokens, value + after.value
            tens = self.item(end)
            if tens is not None and tens.kind == "ordinal_ten" and after.value < 10:
                end, value = end + 1, value + tens.value
        unit = self.plural_before(at - 1)
        if unit is not None:
            return self.detail(at - 1, end, unit.kind, int(value), unit.name, width=0), end
        return self.detail(at, end, DetailKind.ORDINAL, int(value), None), end
