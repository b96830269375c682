"""Numbers, percentages, sums of money, ordinals and durations with what they count."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from compare.details.counted import DURATIONS, approximation, approximation_after, unit_at
from compare.details.number_line import NumberLine, hint
from compare.details.number_words import Item, Number, item_at, number_words, read_number
from compare.details.reading import fold_text, fold_word, lines, one_latin
from compare.languages import LANGUAGES, table
from compare.model.claim import Detail, DetailKind, Precision
from compare.model.text import Span

_CURRENCIES = {"$": "dollar", "€": "euro", "£": "pound", "₽": "ruble", "¥": "yen"}


def find_numbers(
    text: str,
    taken: Sequence[Span] = (),
    languages: tuple[str, ...] = LANGUAGES,
    start: int = 0,
    end: int | None = None,
) -> tuple[Detail, ...]:
    """The numbers of text[start:end] in text order, outside the spans in `taken` (dates, names).

    A number that is part of a name or a label ("F-16", "Article 5") is left out, and so is a lone "one".
    Cost: one pass over the words.

    >>> [(d.text, d.value, d.unit) for d in find_numbers("تسيطر على 82 بلدة لمدة يومين")]
    [('82 بلدة', 82, 'town'), ('يومين', 2, 'day')]
    """
    chosen = one_latin(text, languages)
    folded = fold_text(text, start, len(text) if end is None else end)
    spans = sorted((s.start, s.end) for s in taken)
    words = number_words(chosen)
    details: list[Detail] = []
    for first, last in lines(folded.text):
        line = _Line(folded, first, last, chosen, words, spans)
        details += (detail for detail in line.read() if _is_whole(text, detail))
    return tuple(details)


# A mark of direction inside digits: how they read depends on how the page was drawn.
_TURNED = re.compile(r"\d[.,٫٬]?[\u200e\u200f][.,٫٬]?\d")
# What stands before "million" where its count was not understood or lost: ") million", "???? million".
_LOST = frozenset(")]}?؟�*#")


def _is_whole(text: str, detail: Detail) -> bool:
    """False for a number of which the text holds a part only: better none than a wrong one."""
    before = text[: detail.start].rstrip()[-1:]
    return not _TURNED.search(detail.text) and not (before in _LOST and not detail.text[:1].isdigit())


class _Line(NumberLine):
    """One line whose numbers are read left to right."""

    def read(self) -> Iterator[Detail]:
        """The details of the line, left to right."""
        at = 0
        while at < len(self.forms):
            found = self._at(at)
            if found is None:
                at += 1
                continue
            detail, at = found
            if detail is not None:
                yield detail

    def _at(self, at: int) -> tuple[Detail | None, int] | None:
        """(a detail or None, the token to go on from) where something numeric starts at a token."""
        form, kind = self.forms[at], self.kinds[at]
        if kind == "N":
            return self._cardinal(at)
        if kind != "w":
            return None
        clue = hint(form, self.languages)
        if clue is None:
            return None
        if isinstance(clue, tuple):
            name, width = clue
            duration = DetailKind.DURATION if name in DURATIONS else DetailKind.NUMBER
            return self._detail(at, at + 1, duration, 2, name, width=width), at + 1
        if clue.definite:
            return self._definite(at, clue)
        item = item_at(self.words, self.forms, self.kinds, at)
        if item is None:
            return None
        if item.kind in ("ordinal", "ordinal_ten"):
            return self._ordinal(at, item)
        if item.kind == "part":
            return self._part(at, item)
        return self._cardinal(at)

    def _cardinal(self, at: int) -> tuple[Detail | None, int] | None:
        number = read_number(self.words, self.forms, self.kinds, at, self.language)
        if number is None:
            return self._simple_half(at)
        if self.is_name(at, number):
            return None, number.end
        ranged = self._range(at, number)
        if ranged is not None:
            return ranged
        return self._finish(at, number.value, number)

    def _simple_half(self, at: int) -> tuple[Detail | None, int] | None:
        """ "Half" of a listed unit of time: نصف قرن."""
        item = item_at(self.words, self.forms, self.kinds, at)
        if item is None or item.kind != "fraction":
            return None
        unit = unit_at(self.forms, at + item.tokens, self.languages)
        if unit is None or unit.kind != DetailKind.DURATION:
            return None
        return self._detail(at, unit.end, unit.kind, item.value, unit.name, width=item.clitic), unit.end

    def _finish(
        self, at: int, value: float | str, number: Number, cue: int | None = None
    ) -> tuple[Detail | None, int]:
        """The detail of a read number with its unit, None where it counts nothing that can be told."""
        first = at if cue is None else cue
        unit = self.unit(number.end, number)
        before = self.forms[at - 1] if at else ""
        if before in _CURRENCIES and self.spans[at - 1][1] == self.spans[at][0]:
            return self._detail(
                at - 1, number.end, DetailKind.MONEY, value, _CURRENCIES[before], at
            ), number.end
        if before == "%" and self.spans[at - 1][1] == self.spans[at][0]:
            return self._detail(at - 1, number.end, DetailKind.PERCENT, value, "percent", at), number.end
        if unit is None:
            if self.ordinal_digits(at, number):
                return self._detail(at, number.end + 1, DetailKind.ORDINAL, value, None, at), number.end + 1
            if self.anniversary(at, number):
                noun = self.plural_before(at)
                if noun is not None:
                    return self._detail(at - 2, number.end, noun.kind, value, noun.name, at), number.end
                return self._detail(at, number.end, DetailKind.ORDINAL, value, None, at), number.end
            if not self.counts(at, number):
                return None, number.end
            return self._detail(first, number.end, DetailKind.NUMBER, value, None, at), number.end
        if value == 1 and not number.digits and number.words == 1:
            return None, number.end
        if not unit.listed and (self.year_like(at, number) or number.value == 1):
            return None, number.end
        return self._detail(first, unit.end, unit.kind, value, unit.name, at), unit.end

    def _detail(
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
        place = first if at is None else at
        if width is None:
            item = item_at(self.words, self.forms, self.kinds, first) if self.kinds[first] == "w" else None
            width = item.clitic if item is not None else 0
            width = 1 if width == 3 else width
        start, stop = self.folded.span(self.spans[first][0] + width, self.spans[end - 1][1])
        if self.is_taken(start, stop):
            return None
        precision: Precision | None = approximation(self.forms, place, self.languages)
        if precision is None:
            precision = approximation_after(self.forms, end, self.languages)
        text = self.folded.source[start:stop]
        return Detail(kind, start, stop, text, value, unit, precision or "exact")

    def _range(self, at: int, number: Number) -> tuple[Detail | None, int] | None:
        """ "From 3 to 5 days", "10-20 people" as one detail; None where no second number follows."""
        end = number.end
        if end + 1 >= len(self.forms) or end >= len(self.forms):
            return None
        ties = _ties(self.language)
        cue = self.forms[at - 1] if at else ""
        place = self._tie(end, cue, ties)
        if place is None:
            return None
        second = read_number(self.words, self.forms, self.kinds, place, self.language)
        if second is None:
            return None
        low, high = number.value, second.value
        if second.scale > 1 and number.scale == 1 and low < 1000 and low * second.scale < high:
            low = low * second.scale
        if self.forms[end] == "-" and (low >= high or self.forms[second.end : second.end + 1] == ["-"]):
            return None, second.end  # a score, a telephone number
        if low >= high:
            return None
        named = cue in (*ties.get("between", ()), *ties.get("from", ()))
        low, high = (int(n) if n == int(n) else n for n in (low, high))
        return self._finish(
            at, f"{low}/{high}", replace(second, digits=number.digits), at - 1 if named else None
        )

    def _tie(self, end: int, cue: str, ties: dict[str, list[str]]) -> int | None:
        """Where the second number of a range starts."""
        form = self.forms[end]
        if form == "-":
            return end + 1 if self.kinds[end + 1] == "N" else None
        if form in ties.get("to", ()) and cue in (*ties.get("from", ()), *ties.get("between", ())):
            return end + 1
        if cue in ties.get("between", ()):
            if form in ties.get("and", ()):
                return end + 1
            item = item_at(self.words, self.forms, self.kinds, end)
            if item is not None and item.joined:
                return end
        return None

    def _definite(self, at: int, item: Item) -> tuple[Detail | None, int] | None:
        """A number with the article, behind its noun or before it: الدول الثلاث, الثلاثة أشهر."""
        unit = unit_at(self.forms, at + 1, self.languages)
        if unit is not None and self.plain_word(at + 1):
            return self._detail(at, unit.end, unit.kind, int(item.value), unit.name, width=0), unit.end
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
        return self._detail(at - 1, at + 1, kind, int(item.value), name, width=width), at + 1

    def _ordinal(self, at: int, item: Item) -> tuple[Detail | None, int] | None:
        """ "The third", "الرابع والعشرين" as one detail."""
        end, value = at + item.tokens, item.value
        after = item_at(self.words, self.forms, self.kinds, end)
        if item.kind == "ordinal_ten":
            if not at or not self.forms[at - 1].startswith("ال") or item.clitic:
                return None
        elif (
            after is not None
            and value < 10
            and (after.kind == "ordinal_ten" or (after.kind == "ten" and after.definite))
        ):
            end, value = end + after.tokens, value + after.value
        if self.language in ("en", "fr") and not self.plain_word(end):
            return None
        return self._detail(at, end, DetailKind.ORDINAL, int(value), None), end

    def _part(self, at: int, item: Item) -> tuple[Detail | None, int]:
        end = at + item.tokens
        return self._detail(at, end, DetailKind.NUMBER, round(item.value, 4), None), end


@lru_cache(maxsize=8)
def _ties(language: str) -> dict[str, list[str]]:
    """The words that hold a range together, folded."""
    ranges = table(language, "numbers").get("ranges", {})
    return {name: [fold_word(word) for word in words] for name, words in ranges.items()}
