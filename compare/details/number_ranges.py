"""Two numbers that belong together: from 3 to 5, 10-20, more than 5 and less than 10, one in three."""

from __future__ import annotations

from dataclasses import replace

from compare.details.counted import cue_before, phrase_at
from compare.details.number_grammar import ties
from compare.details.number_line import NumberLine
from compare.details.number_sum import Number, digits_value, plain, read_number

_DASHES = frozenset("-~")
_ANDS = frozenset((",", "و", "and", "и", "et", "او", "or"))
Tied = tuple[str, Number, int]


def range_at(line: NumberLine, at: int, number: Number) -> Tied | None:
    """(value "3/5", the second number with its end, the first token) of a range; None where there is none.

    The value is "" where two tied numbers are none: a score, a telephone number.
    """
    if number.end >= len(line.forms):
        return None
    return _tied(line, at, number) or _bounded(line, at, number)


def _tied(line: NumberLine, at: int, number: Number) -> Tied | None:
    signed = line.form(at - 1) in line.grammar.symbols
    cue = line.form(at - 2) if signed else line.form(at - 1)
    place = _tie(line, number.end, cue, line.form(at - 1) if signed else "")
    if place is None:
        return None
    second = _second(line, place)
    if second is None:
        return None
    low, high = number.value, second.value
    if second.scale > 1 and number.scale == 1 and low < 1000 and low * second.scale < high:
        low = low * second.scale
    dashed = line.form(number.end) in _DASHES and number.digits
    if dashed and (_is_chain(line, at, second) or low >= high or (high < 10 and not line.unit(second))):
        return "", second, at
    if low >= high:
        return None
    words = ties(line.language)
    named = cue in words.get("between", ()) or cue in words.get("from", ())
    begin = at - 1 if named and not signed else at
    return f"{plain(low)}/{plain(high)}", replace(second, digits=number.digits), begin


def _is_chain(line: NumberLine, at: int, second: Number) -> bool:
    """True for digits tied to more digits, and for the 3-4 pattern of telephone numbers."""
    end = second.end
    longer = line.form(end) == "-" and line.glued(end) and line.is_number(end + 1)
    return longer or (len(line.forms[at]), len(line.form(end - 1))) == (3, 4)


def _second(line: NumberLine, place: int) -> Number | None:
    """The second number, its sign included."""
    number = read_number(line.words, line.forms, place, line.language)
    if number is None and line.form(place) == "ال":
        number = read_number(line.words, line.forms, place + 1, line.language)
    return number


def _tie(line: NumberLine, end: int, cue: str, sign: str) -> int | None:
    """Where the second number of a range starts; the sign of its currency may stand before it again."""
    form, words = line.forms[end], ties(line.language)
    if sign and line.form(end + 1) == sign and line.is_number(end + 2):
        tied = (
            form in words.get("and", ()) if cue in words.get("between", ()) else form in words.get("to", ())
        )
        return end + 2 if tied or form in _DASHES else None
    if form in _DASHES:
        even = line.glued(end) == line.glued(end + 1)
        return end + 1 if line.is_number(end + 1) and even else None
    if form in words.get("to", ()):
        tied = cue in words.get("from", ()) or cue in words.get("between", ())
        return end + 1 if tied or form in words.get("alone", ()) else None
    if cue in words.get("between", ()):
        if form in words.get("and", ()):
            return end + 1
        item = line.item(end)
        if item is not None and item.joined:
            return end
    return None


def _bounded(line: NumberLine, at: int, number: Number) -> Tied | None:
    """ "More than 5 and less than 10"."""
    place = number.end
    if line.forms[place] not in _ANDS and line.forms[place][0] != "و":
        return None
    before = cue_before(line.forms, at, line.grammar.precision)
    if before is None or before[0] != "at_least":
        return None
    while line.form(place) in _ANDS:
        place += 1
    if place >= len(line.forms):
        return None
    for ahead in range(place + 2, min(place + 6, len(line.forms))):
        cue = cue_before(line.forms, ahead, line.grammar.precision)
        if cue is not None and cue[1] == place:
            second = read_number(line.words, line.forms, ahead, line.language)
            if second is not None and cue[0] == "at_most" and second.value > number.value:
                return f"{plain(number.value)}/{plain(second.value)}", second, before[1]
    return None


def share_at(line: NumberLine, number: Number) -> Number | None:
    """ "One in five", "واحد من كل خمسة": the share, where the first number is one.

    Other numbers are divided only where nothing follows: "200 over 3."
    """
    found = phrase_at(line.forms, number.end, line.grammar.over)
    if found is None and number.value == 1 and not number.digits and line.plain_word(number.end):
        found = phrase_at(line.forms, number.end + 1, line.grammar.over)  # "une personne sur cinq"
    if found is None:
        return None
    below = read_number(line.words, line.forms, found[1], line.language)
    if below is None or below.value <= 1 or below.value % 1 or line.year_like(found[1], below):
        return None
    if found[0] == "hundreds" and (below.value < 100 or below.digits):
        return None
    closed = below.end >= len(line.forms) or line.forms[below.end] in ".?؟"
    alone = found[0] == "parts" or (found[0] == "divided" and closed and line.unit(below) is None)
    if not alone and (number.value != 1 or (number.words > 1 and not number.digits)):
        return None
    words = number.words + below.words
    return Number(number.value / below.value, below.end, words=words, fraction=True)


def spaced_groups(line: NumberLine, at: int, number: Number) -> Number | None:
    """ "1 , 971": the groups of one number as tokenised corpora print them, commas between spaces."""
    end, groups = number.end, [line.forms[at]]
    while (
        line.form(end) == "," and not line.glued(end) and not line.glued(end + 1) and line.source(end) == ","
    ):
        group = line.form(end + 1)
        if not group.isdecimal() or (len(group) != 3 and group != "0"):
            break
        groups, end = [*groups, group], end + 2
    if len(groups) == 1 or not groups[0].isdecimal() or len(groups[0]) > 3 or number.end != at + 1:
        return None
    value = digits_value(",".join(groups), line.language)
    return replace(number, value=plain(value), end=end) if value is not None else None


def slashed(line: NumberLine, at: int, number: Number) -> Number | None:
    """ "3/4" and "2 1/4": a proper fraction of small numbers."""
    place, whole = number.end, 0
    if line.is_number(place) and not line.glued(place) and line.form(place + 1) == "/":
        place, whole = place + 1, int(number.value)
    upper, lower = line.form(place - 1), line.form(place + 1)
    if line.form(place) != "/" or not (line.glued(place) and line.glued(place + 1)):
        return None
    if line.form(place + 2) == "/" or not (upper.isdecimal() and lower.isdecimal()):
        return None
    if line.glued(at) and line.form(at - 1) != "-":
        return None
    if not 0 < int(upper) < int(lower) <= 100 or (int(lower) > 10 and int(lower) not in (12, 16, 100)):
        return None
    return Number(whole + int(upper) / int(lower), place + 2, digits=True, fraction=True)
