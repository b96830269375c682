"""Numbers in words and digits: what a run of tokens comes to."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from compare.details.number_words import Item, Words, is_digits, item_at

_LONGEST = 40
"""Characters of a number in digits, its separators counted."""


@dataclass(frozen=True, slots=True)
class Number:
    """A read number: its value, the first token after it, the largest scale word in it."""

    value: float
    end: int
    scale: float = 1
    digits: bool = False
    words: int = 1
    fraction: bool = False


def read_number(words: Words, forms: Sequence[str], at: int, language: str) -> Number | None:
    """The longest cardinal number that starts at a token, None where there is none."""
    if at >= len(forms):
        return None
    if is_digits(forms[at]) and _alone(words, forms, at):
        value = digits_value(forms[at], language)
        return None if value is None else Number(plain(value), at + 1, digits=True)
    so_far = _Sum()
    place = at
    while not so_far.closed:
        item, step, link = _next(words, forms, place, so_far)
        if item is None or not _fits(item, so_far):
            break
        after = step + item.tokens
        below = None
        if item.kind in ("one", "digits") and after < len(forms):
            below = words.denominator(forms[after], item.value or 2)
            below = below if below != 1 else None
        if below and so_far.taken and item.kind == "one" and (link or item.clitic):
            so_far.close(item.value / below)  # "twenty and three fifths"
            after += 1
        elif not _add(words, forms, step, item, so_far, language):
            break
        so_far.taken += 1
        place = after
        if so_far.closed and forms[place - 1 : place] and _repeated(words, forms, place, so_far.limit):
            place += 1
    if not so_far.taken:
        return None
    return _finished(words, forms, place, so_far, language)


def _alone(words: Words, forms: Sequence[str], at: int) -> bool:
    """True where nothing that belongs to a number follows: most digits."""
    following = forms[at + 1] if at + 1 < len(forms) else "."
    return following != "-" and following not in words.links and item_at(words, forms, at + 1) is None


def _add(words: Words, forms: Sequence[str], step: int, item: Item, so_far: _Sum, language: str) -> bool:
    if item.kind == "digits":
        scaled = followed_by_scale(words, forms, step)
        ahead = item_at(words, forms, step + 1) if scaled else None
        fits = ahead is None or ahead.value < so_far.limit  # "100 مليار و150 مليار" are two numbers
        return fits and so_far.add_digits(digits_value(forms[step], language, scaled))
    if item.kind in ("fraction", "part"):
        return so_far.add_fraction(item, followed_by_scale(words, forms, step + item.tokens - 1))
    if item.kind in ("scale", "pair"):
        return so_far.add_scale(item)
    return so_far.add_word(item)


def _repeated(words: Words, forms: Sequence[str], place: int, scale: float) -> bool:
    """The scale told again: مليون ونصف المليون."""
    item = words.single.get(forms[place].removeprefix("ال")) if place < len(forms) else None
    return item is not None and item.kind == "scale" and item.language == "ar" and item.value == scale


def _finished(words: Words, forms: Sequence[str], place: int, so_far: _Sum, language: str) -> Number | None:
    """The sum with what may follow it: a denominator, decimals in words."""
    value = so_far.total + so_far.group
    fraction = so_far.closed and value % 1 > 0
    if place < len(forms) and not so_far.closed:
        below, end = _below(words, forms, place, value)
        if below > 1:
            value, place, fraction = value / below, end, True
        elif forms[place] in words.points and value % 1 == 0:
            decimals, end = _decimals(words, forms, place + 1, language)
            if decimals:
                value, place = float(f"{int(value)}.{decimals}"), end
    return Number(plain(value), place, so_far.largest, so_far.digits, so_far.taken, fraction)


def _below(words: Words, forms: Sequence[str], place: int, value: float) -> tuple[float, int]:
    """(denominator, first token behind it): "eighths", "-eighth", "twenty-firsts"."""
    form = forms[place]
    if form != "-" and form not in words.denominators and not (form in words.single and value < 1000):
        return 0, place
    ten = item_at(words, forms, place)
    tens = ten.value if ten is not None and ten.kind == "ten" and not ten.joined else 0.0
    for at in (place, place + 1) if not tens else (place + 1, place + 2):
        between = forms[place + bool(tens) : at]
        if at < len(forms) and between in ([], ["-"]):
            below = words.denominator(forms[at], value)
            if below is None and tens and value == 1:
                item = words.single.get(forms[at])
                below = int(item.value) if item is not None and item.kind == "ordinal" else None
            if below:
                return tens + below, at + 1
    return 0, place


def _decimals(words: Words, forms: Sequence[str], at: int, language: str) -> tuple[str, int]:
    """The digits behind the word "point": "zero three" is 03, "seventy-one" 71."""
    found = ""
    while True:
        item = item_at(words, forms, at)
        if item is None or item.kind != "one" or item.value >= 10 or item.joined:
            break
        found, at = found + str(int(item.value)), at + item.tokens
    if found:
        return found, at
    item = item_at(words, forms, at)
    if item is None or item.kind not in ("one", "ten"):
        return "", at
    number = read_number(words, forms, at, language)
    whole = number is not None and number.value % 1 == 0 and number.value < 100
    return (str(int(number.value)), number.end) if number and whole else ("", at)


def _next(words: Words, forms: Sequence[str], place: int, so_far: _Sum) -> tuple[Item | None, int, str]:
    """The next number word, where it stands and the link before it: "twenty-five", "ألف و 500"."""
    item = item_at(words, forms, place)
    if item is not None or not so_far.taken or place >= len(forms):
        return item, place, ""
    link = forms[place]
    if link != "-" and link not in words.ands:
        return None, place, ""
    item = item_at(words, forms, place + 1)
    if item is None or (link == "-" and (item.kind == "digits" or so_far.digits)):
        return None, place, ""
    told = "" if link == "-" else link
    after = place + 1 + item.tokens
    divided = item.kind == "one" and after < len(forms) and words.denominator(forms[after], item.value)
    loose = item.kind in ("one", "scale") and item.language != "ar" and link != "-"
    if loose and not divided and not so_far.roomy(item):
        return None, place, ""
    return replace(item, joined=True), place + 1, told


class _Sum:
    """A number being added up: whole scales so far, and the group below the next scale word."""

    __slots__ = ("closed", "digits", "group", "largest", "last", "limit", "taken", "total")

    def __init__(self) -> None:
        self.total: float = 0
        self.group: float = 0
        self.limit: float = 1e18
        self.largest: float = 1
        self.last: float = 0
        self.taken = 0
        self.digits = False
        self.closed = False

    def roomy(self, item: Item) -> bool:
        """True where "and" may lead on to a smaller word: "two hundred and five", not "one and two"."""
        return self.total > 0 or self.group >= (100 if item.language == "en" else 20)

    def close(self, part: float) -> None:
        self.group += part
        self.closed = True

    def add_digits(self, value: float | None) -> bool:
        if value is None or (self.taken and (value >= self.limit or value % 1)):
            return False
        if self.group >= 100 and self.group % 100 == 0 and value < 100 and self.digits:
            self.group += value  # "3 مئة و 21"
            return True
        if self.taken and (self.limit >= 1e18 or self.group):
            return False
        self.group, self.digits, self.last = value, True, 0
        return True

    def add_fraction(self, item: Item, scaled: bool) -> bool:
        """ "Half a million"; "a million and a half" in one; "five and a quarter"."""
        if not self.taken:
            self.group = item.value
            return scaled and item.kind == "fraction"
        if not item.joined:
            return False
        if self.group:
            if self.group % 1:
                return False
            self.close(item.value)
            return True
        if self.limit < 1e18:
            self.total += item.value * self.limit
            self.closed = True
            return True
        return False

    def takes(self, item: Item) -> bool:
        """True where a scale word may be added to what is read so far, on its own account."""
        if item.value >= self.limit or item.plural or 0 < self.group < item.value:
            return False
        return not self.taken or item.joined

    def add_scale(self, item: Item) -> bool:
        if item.kind == "scale" and self.group:
            if item.value == 100:
                self.group *= 100
                return self.group < 1_000_000 and not item.joined
            if item.value == 1000 and item.joined and self.group > 100 and self.group % 100:
                self.total, self.group, self.limit = 1000 + self.group, 0, 1  # units before thousands
                return True
            if item.value >= self.limit or item.joined:
                return False
            self.total += self.group * item.value
        elif self.last and item.kind == "scale" and not item.joined and item.value > self.last:
            self.total *= item.value  # "a thousand million"
        elif not self.takes(item):
            return False
        elif item.value == 100:
            self.group = 100
            return True
        else:
            self.total += item.value + self.group
        self.last = item.value if item.kind == "scale" and self.total >= item.value else 0
        self.limit = item.value if item.kind == "scale" else item.value / 2
        self.largest = max(self.largest, self.limit)
        self.group = 0
        return True

    def add_word(self, item: Item) -> bool:
        """A word below a thousand, where it may be added to what is read so far."""
        below = self.group % 100
        hundreds = 3 <= self.group <= 9 or 11 <= self.group <= 99
        if item.value == 100 and not item.joined and hundreds and not self.digits:
            self.group *= 100
            return True
        if item.kind == "hundred":
            allowed = self.group == 0 or (item.joined and item.language == "ar" and self.group < 100)
        elif item.language == "ar":
            teen = item.value == 10 and not item.joined and 1 <= below <= 9
            allowed = teen or (below < 10 if item.kind == "ten" else below == 0)
        elif item.kind == "ten":
            allowed = below == 0
        else:
            allowed = below == 0 or (below % 10 == 0 and below >= 20 and 0 < item.value < 10)
        zero = self.taken and (item.value == 0 or (not self.group and not self.total))
        if not allowed or zero or (self.digits and self.group) or self.group % 1:
            return False
        self.group += item.value
        self.last = 0
        return True


def followed_by_scale(words: Words, forms: Sequence[str], at: int) -> bool:
    """True where the next token is a scale word such as "million"."""
    item = item_at(words, forms, at + 1)
    return item is not None and item.kind == "scale" and not item.joined


def _fits(item: Item, so_far: _Sum) -> bool:
    """True where a word may stand here: Arabic goes on with "and" only, except before a scale."""
    if item.kind in ("ordinal", "ordinal_ten") or item.definite:
        return False
    if not so_far.taken:
        return item.kind != "part"
    if item.clitic and not item.joined:
        return False
    if item.kind == "digits":
        return item.joined and (not so_far.group or so_far.digits)
    if item.language != "ar" or item.joined:
        return item.kind != "part" or item.joined
    return item.kind == "scale" or (item.kind == "fraction" and not so_far.taken) or item.value in (10, 100)


def plain(value: float) -> float:
    """Without the noise of binary fractions, whole numbers as int."""
    if isinstance(value, int):
        return value
    value = float(f"{value:.12g}")  # 34.2 * 10**9 is not whole in binary
    return int(value) if value == int(value) and abs(value) < 1e300 else value


def digits_value(form: str, language: str, scaled: bool = False) -> float | None:
    """What digits with separators come to in a language, None where they are no number."""
    if form.isdecimal() and len(form) < 16:
        return int(form)
    if len(form) > _LONGEST:
        return None  # a code, or nothing that was counted
    form = form.replace(" ", "").replace("٬", "")
    if form[-1:].isdecimal() and ("e" in form or "^" in form):
        return _power(form)
    if "٫" in form:
        whole, _, part = form.partition("٫")
        whole = whole.replace(",", "").replace(".", "")
        return float(f"{whole}.{part}") if part.isdecimal() and whole.isdecimal() else None
    separators = {c for c in form if c in ".,"}
    if not separators:
        return int(form) if len(form) < 16 else None
    if form[0] == ".":
        return float(form) if form.count(".") == 1 and len(separators) == 1 else None
    last = max(form.rfind("."), form.rfind(","))
    whole, part = form[:last], form[last + 1 :]
    if len(separators) == 2:
        plain_whole = whole.replace(",", "").replace(".", "")
        return float(f"{plain_whole}.{part}") if form.count(form[last]) == 1 else None
    mark = separators.pop()
    first, *rest = form.split(mark)
    if len(rest) > 1:
        return _grouped(first, rest)
    thousands = len(first) <= 3 and not first.startswith("0") and len(part) == 3
    grouping = {"en": ",", "fr": ".", "ru": "."}.get(language)
    if thousands and (mark == grouping or (grouping is None and not (scaled and mark == "."))):
        return int(first + part)
    return float(f"{first}.{part}")


def _grouped(first: str, rest: Sequence[str]) -> float | None:
    """Several marks of one kind: groups of three, the last one also decimals (12,220,13)."""
    if len(first) > 3 or first.startswith("0") or any(len(part) != 3 for part in rest[:-1]):
        return None
    whole = first + "".join(rest[:-1])
    if len(rest[-1]) == 3:
        return int(whole + rest[-1])
    return float(f"{whole}.{rest[-1]}") if len(rest[-1]) < 3 else None


def _power(form: str) -> float | None:
    """ "1.2e13" and "2.5^-1"."""
    form = form.replace(",", ".")
    try:
        if "e" in form:
            found = float(form)
        else:
            base, _, exponent = form.partition("^")
            found = float(float(base) ** float(exponent.replace("--", "")))
    except (ValueError, OverflowError, ZeroDivisionError):
        return None
    return found if math.isfinite(found) else None


__all__ = ["Number", "digits_value", "followed_by_scale", "is_digits", "plain", "read_number"]
