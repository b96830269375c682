"""Numbers, percentages, sums of money, ordinals and durations with what they count."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate, compress

from compare.details.counted import DURATIONS, Unit, cue_before, unit_at
from compare.details.number_grammar import TOKEN, Dual, grammar
from compare.details.number_ordinals import Found, OrdinalLine
from compare.details.number_ranges import range_at, share_at, slashed, spaced_groups
from compare.details.number_sum import Number, digits_value, plain, read_number
from compare.details.number_units import is_measure
from compare.details.number_words import DIGITS, Item, is_digits
from compare.details.reading import fold_text, lines, one_latin
from compare.languages import LANGUAGES
from compare.model.claim import Detail, DetailKind
from compare.model.text import Span


def find_numbers(
    text: str,
    taken: Sequence[Span] = (),
    languages: tuple[str, ...] = LANGUAGES,
    start: int = 0,
    end: int | None = None,
) -> tuple[Detail, ...]:
    """The numbers of text[start:end] in text order, outside the spans in `taken` (dates, names).

    A number without a noun is reported with `unit=None`; one that numbers something ("Article 5") is an
    ordinal. A number that is part of a name ("F-16", "COP29"), a bare year and a lone "one" are left out.
    A range has the value "low/high". Cost: one pass over the words.

    >>> [(d.text, d.value, d.unit) for d in find_numbers("تسيطر على 82 بلدة لمدة يومين")]
    [('82 بلدة', 82, 'town'), ('يومين', 2, 'day')]
    """
    tables = grammar(one_latin(text, languages))
    folded = fold_text(text, start, len(text) if end is None else end)
    spans = sorted((s.start, s.end) for s in taken)
    details: list[Detail] = []
    for first, last in lines(folded.text):
        raw = TOKEN.findall(folded.text, first, last)
        forms = list(map(str.rstrip, raw))
        starts = list(accumulate(map(len, raw), initial=last - sum(map(len, raw))))
        words = compress(range(len(forms)), map(tables.hints.__contains__, forms))
        digits = (bisect_right(starts, m.start()) - 1 for m in _DIGITS.finditer(folded.text, first, last))
        places = sorted({*words, *digits})
        if places:
            line = _Line(folded, forms, starts, last, tables, spans)
            details += (detail for detail in line.read(places) if _is_whole(text, detail))
    return tuple(details)


_DIGITS = re.compile("[0-9]+")
# A mark of direction inside digits: how they read depends on how the page was drawn.
_TURNED = re.compile(r"\d[.,٫٬]?[\u200e\u200f][.,٫٬]?\d")
# What stands before "million" where its count was not understood or lost: ") million", "???? million".
_LOST = frozenset(")]}?؟�*#")


def _is_whole(text: str, detail: Detail) -> bool:
    """False for a number of which the text holds a part only: better none than a wrong one."""
    before = text[max(0, detail.start - 3) : detail.start].rstrip()[-1:]
    return not _TURNED.search(detail.text) and not (before in _LOST and detail.text[:1].isalpha())


class _Line(OrdinalLine):
    """One line whose numbers are read left to right."""

    def read(self, places: Sequence[int]) -> Iterator[Detail]:
        """The details of the line, left to right; `places` are the tokens where a number may start."""
        for at in places:
            if at < self.free:
                continue
            found = self._at(at)
            if found is None:
                continue
            detail, self.free = found
            if detail is not None:
                yield detail

    def _at(self, at: int) -> Found | None:
        """(a detail or None, the token to go on from) where something numeric starts at a token."""
        clue = DIGITS if is_digits(self.forms[at]) else self.grammar.hints.get(self.forms[at])
        if isinstance(clue, Dual):
            return self._dual(at, clue)
        if clue is None or clue.definite:
            return self._definite(at, clue) if clue else None
        item = clue if clue.kind == "digits" else self.item(at)
        if item is None or self._misread(at):
            return None
        if item.kind in ("ordinal", "ordinal_one", "ordinal_ten"):
            return self.ordinal(at, item)
        if item.kind == "part":
            return self._part(at, item)
        teen = self._definite_teen(at, item)
        if teen is not None:
            return self._finish(at - 1, teen.value, teen, at - 1)
        return self._cardinal(at, item)

    def _definite_teen(self, at: int, item: Item) -> Number | None:
        """Eleven or twelve with the article: الاثني عشر."""
        if item.kind != "one" or item.value != 10 or item.clitic or not self.form(at - 1).startswith("ال"):
            return None
        one = self.words.single.get(self.forms[at - 1][2:])
        return Number(plain(one.value + 10), at + 1, words=2) if one is not None and one.value < 3 else None

    def _misread(self, at: int) -> bool:
        """True for another word whose folded letters are those of a number (أثنى), and in a score: 4/صفر."""
        form = self.forms[at]
        if form in self.grammar.hamzas or (form[0] in self.words.clitics and form[1:] in self.grammar.hamzas):
            return "ئ" not in self.source(at)
        if form.endswith("اثني"):
            return self.source(at).endswith("أثنى")
        return self.is_word(at) and self.form(at - 1) in ("/", "-") and self.is_number(at - 2)

    def _cardinal(self, at: int, item: Item) -> Found | None:
        number = self._number(at)
        if number is None:
            return self._half(at, item) if item.kind == "fraction" else None
        if number.digits:
            coded = self.coded(at, number)
            if coded is not None:
                return coded
        if self.is_name(at, number) or self.repeats(at, number) or self._lone_scale(at, item, number):
            return None, self.telephone(at, number.end)
        ordinal = self.ordinal_number(at, number)
        if ordinal is not None:
            return ordinal
        number = share_at(self, number) or self._definite_fraction(at, number) or number
        first, number = self._extended(at, number)
        ranged = range_at(self, first, number)
        if ranged is not None:
            value, second, begin = ranged
            return self._finish(at, value, second, begin) if value else (None, second.end)
        return self._finish(at, number.value, number, first)

    def _lone_scale(self, at: int, item: Item, number: Number) -> bool:
        """True for "million" in "the million-dollar question": English counts with an article or a number."""
        alone = item.kind == "scale" and number.words == 1 and item.language == "en"
        return alone and self.form(at - 1) not in self.words.articles

    def _number(self, at: int) -> Number | None:
        """The number that starts at a token: words, digits, a fraction, digits with a letter for a scale."""
        number = read_number(self.words, self.forms, at, self.language)
        if number is None:
            return None
        if number.digits:
            return (
                self._suffixed(at, number)
                or slashed(self, at, number)
                or spaced_groups(self, at, number)
                or self._closed_scale(at, number)
            )
        if number.words == 1 and self.forms[at] in self.grammar.dual_scales and self.unit(number):
            return replace(number, value=2 * number.value)  # ألفا جندي: two thousand
        return number

    def _suffixed(self, at: int, number: Number) -> Number | None:
        """Digits with a letter for their scale: 10k, 1.2bn, 10M."""
        if self.language != "en" or number.scale > 1 or number.end >= len(self.forms):
            return None
        letter = self.source(number.end)
        money = letter == "m" and self.form(at - 1) in self.grammar.symbols
        scale = self.grammar.suffixes.get("M" if money else letter)
        if scale is None or not (self.glued(number.end) or letter in "kKMG"):
            return None
        if letter == "G" and number.value < 10:  # 5G
            return None
        return replace(number, value=plain(number.value * scale), scale=scale, end=number.end + 1)

    def _closed_scale(self, at: int, number: Number) -> Number:
        """Digits in brackets before their scale: (36) ألف."""
        if self.form(number.end) != ")" or self.form(at - 1) != "(":
            return number
        item = self.item(number.end + 1)
        if item is None or item.kind != "scale" or item.joined:
            return number
        told = digits_value(self.forms[at], self.language, scaled=True) or number.value
        return replace(number, value=plain(told * item.value), end=number.end + 2, scale=item.value)

    def _extended(self, at: int, number: Number) -> tuple[int, Number]:
        """A number with its minus, or with the article of "a hundred"."""
        before = self.form(at - 1)
        if before in self.words.negatives and self.precision(at, number.end) == "exact":  # not "au moins"
            return at - 1, replace(number, value=-number.value, words=number.words + 1)
        if before == "-" and number.digits and self._minus(at, number):
            return at - 1, replace(number, value=-number.value, words=number.words + 1)
        if before in self.words.articles and not number.digits and number.value != 0.5:
            item = self.item(at)
            if number.fraction or (item is not None and item.kind == "scale"):
                return at - 1, number
        large = number.value >= 100 and not number.digits
        part = cue_before(self.forms, at, self.grammar.part_of) if large else None
        if part is not None:
            return part[1], replace(number, value=1 / number.value, fraction=True)
        return at, number

    def _definite_fraction(self, at: int, number: Number) -> Number | None:
        """A fifth of something told with the article: خمس السكان; "five of them" would have none."""
        ahead = self.form(number.end)
        if number.words > 1 or self.forms[at] not in self.grammar.fifths or not ahead.startswith("ال"):
            return None
        if not self.plain_word(number.end) or ahead in self.grammar.hints:
            return None
        return replace(number, value=1 / number.value, fraction=True)

    def _minus(self, at: int, number: Number) -> bool:
        """True where a dash before digits is a sign and no bullet or tie."""
        if at == 1 and self.glued(at):
            unit = self.unit(number) if number.end < len(self.forms) else Unit("percent", 0)
            sharp = number.value % 1 > 0 or "^" in self.forms[at]
            return sharp or (unit is not None and unit.name in ("percent", "degree"))
        if at == 1:
            return number.end >= len(self.forms) or number.value % 1 > 0
        signed = not self.glued(at - 1) or self.forms[at - 2] in "<>=("
        return self.glued(at) and signed and not self.is_number(at - 2) and not self._counted(number)

    def _counted(self, number: Number) -> bool:
        """True where the number counts what cannot be fewer than none: years, players, but not degrees."""
        unit = self.unit(number) if number.end < len(self.forms) else None
        if unit is None or not unit.listed or unit.name == "degree":
            return False
        plain_noun = unit.kind is DetailKind.NUMBER and not is_measure(unit.name)
        return unit.kind is DetailKind.DURATION or plain_noun

    def _half(self, at: int, item: Item) -> Found | None:
        """ "Half" with what it halves: نصف قرن, or alone: نصف السكان; "a year and a half"."""
        end = at + item.tokens
        if item.joined:
            return self._and_half(at, item)
        unit = unit_at(self.forms, end, self.languages)
        if unit is not None and self._measured(unit) and not self.outside(end):
            return self.detail(at, unit.end, unit.kind, item.value, unit.name, width=item.clitic), unit.end
        before, after = self.form(at - 1), self.form(end)
        if before in self.grammar.not_halves or after in self.grammar.not_halves or self.form(end) == "-":
            return None
        if item.definite or self.form(at - 1) == "-" or self.is_number(at - 1):
            return None
        return self.detail(at, end, DetailKind.NUMBER, item.value, None, width=item.clitic), end

    def _and_half(self, at: int, item: Item) -> Found | None:
        """One of a unit and a half: عام ونصف."""
        noun = self.form(at - 1)
        if noun not in self.grammar.nouns.singulars or self.outside(at - 1) or item.language != "ar":
            return None
        unit = unit_at(self.forms, at - 1, self.languages)
        if unit is None or unit.kind is DetailKind.NUMBER:
            return None
        value, end = self._tail(1, unit)
        return self.detail(at - 1, end, unit.kind, value, unit.name, width=0), end

    def _tail(self, value: float, unit: Unit) -> tuple[float, int]:
        """(value, end) with the "and a half" behind the unit: ثلاثة أعوام ونصف العام."""
        place = unit.end
        stepped = self.form(place) in self.words.ands and self.language != "ar"
        item = self.item(place + stepped)
        if item is None or item.kind not in ("fraction", "part") or not (item.joined or stepped):
            return value, unit.end
        if value % 1 or item.value >= 1:
            return value, unit.end
        end = place + stepped + item.tokens
        again = unit_at([self.form(end).removeprefix("ال")], 0, self.languages) if self.form(end) else None
        return value + item.value, end + 1 if again and again.name == unit.name else end

    def _finish(self, at: int, value: float | str, number: Number, first: int) -> Found:
        """The detail of a read number with its unit, None where it counts nothing that can be told."""
        before = self._before(at, value, number, first)
        if before is not None:
            return before
        unit = self.unit(number)
        if unit is not None and number.fraction and number.value < 1 and not self._measured(unit):
            unit = None  # "one in five people"
        if unit is not None and not unit.listed:
            percent = self._percent_cue(at, number)
            if percent is not None and number.value > 10:
                return self.detail(percent, number.end, DetailKind.PERCENT, value, "percent", at), number.end
            year = self.year_like(at, number) and number.value % 100
            if year and self.precision(at, number.end) == "exact":
                return None, number.end
            if number.value == 1 and not number.fraction:
                return None, number.end
        if unit is None:
            return self._bare_number(at, value, number, first), number.end
        end = unit.end
        if isinstance(value, (int, float)) and unit.kind is not DetailKind.PERCENT:
            value, end = self._tail(value, unit)
        lone = value == 1 and not number.digits and number.words == 1
        if lone and unit.kind is not DetailKind.PERCENT:
            return None, number.end
        return self.detail(first, end, unit.kind, value, unit.name, self._cued(at, first)), end

    def _measured(self, unit: Unit) -> bool:
        """True for what may be halved: hours, kilometres, money."""
        return unit.listed and (unit.kind is not DetailKind.NUMBER or is_measure(unit.name))

    def _cued(self, at: int, first: int) -> int:
        """The token before which an approximator stands: the sign of a number belongs to it."""
        return (
            first
            if self.form(first) == "-" or (first < at and self.form(first) in self.words.negatives)
            else at
        )

    def _before(self, at: int, value: float | str, number: Number, first: int) -> Found | None:
        """A currency or a percent sign before the number: $5 million, ٪12."""
        sign = self.form(at - 1)
        glued = self.glued(at)
        if sign == "%" and glued:
            return self.detail(at - 1, number.end, DetailKind.PERCENT, value, "percent", at), number.end
        unit = self.grammar.symbols.get(sign)
        if unit is None or not (glued or self.spaced(at)):
            return None
        if sign.isalpha() and not self.source(at - 1).isupper():
            return None
        begin = at - 1
        land = self.form(at - 2) in ("us", "a", "c") and self.glued(at - 1)
        if sign == "$" and land and not self.outside(at - 2):
            begin -= 1
        listed = unit_at(self.forms, number.end, self.languages)
        end = listed.end if listed and listed.name == unit else number.end
        return self.detail(begin, end, DetailKind.MONEY, value, unit, at), end

    def _percent_cue(self, at: int, number: Number) -> int | None:
        """The first token of "percent of" before a number."""
        cue = cue_before(self.forms, at, self.grammar.percent_before)
        return cue[1] if cue and 0 <= number.value <= 1000 else None

    def _bare_number(self, at: int, value: float | str, number: Number, first: int) -> Detail | None:
        """A number without a noun."""
        if not number.digits and number.value == 1 and number.words == 1:
            return None
        cue = self._percent_cue(at, number)
        if cue is not None:
            return self.detail(cue, number.end, DetailKind.PERCENT, value, "percent", at)
        if number.digits and value == 1 and self.language == "ar" and self.is_word(at - 1):
            return self.detail(at, number.end, DetailKind.ORDINAL, value, None, at)  # one thing is not "1"
        year = self.year_like(at, number)
        if year and self.precision(at, number.end) == "exact":
            return None
        return self.detail(first, number.end, DetailKind.NUMBER, value, None, self._cued(at, first))

    def _dual(self, at: int, dual: Dual) -> Found | None:
        """Two in one word: يومين; an adjective behind it agrees with it and is no second one."""
        before = self.form(at - 1)
        agrees = before.endswith(("ين", "ان")) and before in self.grammar.nouns.duals
        if agrees and not dual.width:
            return None
        kind = DetailKind.DURATION if dual.unit in DURATIONS else DetailKind.NUMBER
        kind = DetailKind.MONEY if dual.unit in self.grammar.nouns.money else kind
        value, end = self._tail(2, Unit(dual.unit, at + 1, kind))
        return self.detail(at, end, kind, value, dual.unit, width=dual.width), end

    def _definite(self, at: int, item: Item) -> Found | None:
        """A number with the article, behind its noun or before it: الدول الثلاث, الثلاثة أشهر."""
        ten = self.item(at + 1)
        if ten is not None and (ten.kind in ("ten", "ordinal_ten") if ten.joined else ten.value == 10):
            number = Number(plain(item.value + ten.value), at + 2, words=2)  # الخمسة وعشرون
            return self._finish(at, number.value, number, at)
        unit = unit_at(self.forms, at + 1, self.languages)
        if unit is not None and self.plain_word(at + 1):
            return self.detail(at, unit.end, unit.kind, int(item.value), unit.name, width=0), unit.end
        if not at or not self.plain_word(at) or self.outside(at - 1):
            return None
        noun = self.forms[at - 1]
        width = noun.find("ال")
        if width < 0 and noun.startswith(("لل", "ولل")):
            width = noun.find("لل")
        if width not in (0, 1) or noun.startswith(("الى", "الي")) or len(noun) < 5:
            return None
        bare = noun[width + 2 :]
        found = unit_at([bare], 0, self.languages)
        name, kind = (found.name, found.kind) if found else (bare, DetailKind.NUMBER)
        return self.detail(at - 1, at + 1, kind, int(item.value), name, width=width), at + 1

    def _part(self, at: int, item: Item) -> Found | None:
        """Two thirds; "a third man" is an ordinal."""
        end = at + item.tokens
        last = self.form(end - 1)
        if item.language == "en" and self.plain_word(end) and self.form(end) != "of":
            single = self.words.denominators.get(last, (0, True))
            if not single[1] and self.form(at) in self.words.articles:
                return self.ordinal(end - 1, self.item(end - 1) or item)
        value = plain(item.value)
        scale = self.item(end)
        if scale is not None and scale.kind == "scale" and not scale.joined and not scale.plural:
            number = Number(plain(item.value * scale.value), end + 1, scale.value, words=2)
            return self._finish(at, number.value, number, at)
        unit = self.percent(end) if end < len(self.forms) else None
        if unit is not None or self.form(end) in self.grammar.not_halves:
            return None
        return self.detail(at, end, DetailKind.NUMBER, value, None), end
