"""Times of day: "at 5 pm", الساعة الثامنة مساء, "в 14:30", "à 18h", spans of hours, parts of the day."""

from __future__ import annotations

import re
from collections.abc import Callable

from compare.details import calendar
from compare.details.calendar import Value
from compare.details.date_line import DateLine, listed

# The hours of the parts of the day, by their number in the lexicon.
HOURS = {1: ("08:00", "12:00"), 2: ("11:00", "13:00"), 3: ("12:00", "16:00"), 4: ("16:00", "20:00")}
HOURS |= {5: ("20:00", "23:59"), 6: ("04:00", "06:00")}
_MORNING, _NOON, _NIGHT, _DAWN, _AM, _PM = 1, 2, 5, 6, 7, 8


def _iso(minutes: int) -> str:
    """HH:MM of minutes from midnight."""
    return f"{minutes // 60:02}:{minutes % 60:02}"


def halved(minutes: int, part: int) -> int:
    """The time in the half of the day that its part tells: 5 in the afternoon is 17 o'clock."""
    hour = minutes // 60
    if hour > 12 or not part:
        return minutes
    if part in (_MORNING, _DAWN, _AM) or (part == _NIGHT and (hour < 5 or hour == 12)):
        return minutes % 720
    if part == _NOON and hour in (10, 11):
        return minutes
    return minutes % 720 + 720


def _hour(line: DateLine, match: re.Match[str], name: str) -> int | None:
    """The minutes of a group: "14:30", "2.30", "1140", a bare hour, "nine thirty"."""
    first, last = match.span(name)
    if first < 0:
        return None
    form = line.folded.text[line.tags[first].start : line.tags[first].end]
    code = line.code[first]
    if code in "TNY":
        return _digits(form)
    values = [tag.word.value for tag in line.tags[first:last]]
    if code == "K" or values[0] > 24:
        return None
    return values[0] * 60 + sum(values[1:])


def _digits(form: str) -> int | None:
    if form.isdigit():
        if len(form) not in (3, 4):
            return None
        form = f"{form[:-2]}:{form[-2:]}"
    if not re.fullmatch(r"\d{1,2} ?[:.h] ?(?:\d\d)?(?::\d\d)?", form):
        return None
    iso = calendar.clock(form.replace(" ", ""))
    return int(iso[:2]) * 60 + int(iso[3:]) if iso else None


def _part(line: DateLine, match: re.Match[str], *names: str) -> int:
    found = [value for name in names if (value := line.value(match, name))]
    return found[0] if found else 0


def _value(minutes: int | None, part: int, *, weak: bool = False) -> Value | None:
    if minutes is None or minutes >= 1440:
        return None
    iso = _iso(halved(minutes, part))
    return Value(iso, "minute" if minutes % 60 else "vague" if weak else "minute", weak=weak, part=part)


def _written(line: DateLine, at: int) -> bool:
    """True where a part of the day is an adverb by its ending (مساءً): then it belongs to the hour before."""
    tag = line.tags[at]
    source = line.folded.source[slice(*line.folded.span(tag.start, tag.end))]
    return "\u064b" in source or tag.word.tag == "A"


def _clock(line: DateLine, match: re.Match[str]) -> Value | None:
    """An hour after "at" or "o'clock", with its fractions and its half of the day."""
    minutes = _hour(line, match, "h")
    if minutes is None:
        return None
    groups = match.groupdict()
    added = line.count(match, "add") or (30 if groups.get("half") else 15 if groups.get("quarter") else 0)
    part = _part(line, match, "part", "part0")
    sure = bool(part or groups.get("o") or line.code[match.start("h")] == "T")
    told = bool(groups.get("part")) and _written(line, match.start("part"))
    if groups.get("at") == "p" and not (told or groups.get("part0") or line.code[match.start("h")] in "TN"):
        return None
    cue = line.form(match, "at") if groups.get("at") else ""
    sure = sure or cue in listed(line.languages, "words", "clock")
    if line.code[match.start("h")] == "T" and _lasting(line, match.end()):
        return None
    if groups.get("o") and not (part or groups.get("at")) and not _told_hour(line, match):
        return None
    return _value(minutes + added, part, weak=not sure)


def _told_hour(line: DateLine, match: re.Match[str]) -> bool:
    """False for "two hours" in a language whose word for it is also that of "o'clock"."""
    if line.tags[match.start("o")].word.language == "en":
        return True
    return (
        line.before(match.start()) in listed(line.languages, "hour_after") and line.after(match.end()) != "de"
    )


def _lasting(line: DateLine, at: int) -> bool:
    """True where a unit follows, so that digits are a length: "2:14 minutes"."""
    return line.code[at : at + 1] in ("U", "k", "y")


def _half_day(line: DateLine, match: re.Match[str]) -> Value | None:
    """ "5 pm", "8 مساءً", "11:40 a.m.": the part of the day stands right behind."""
    minutes, at = _hour(line, match, "h"), match.start("part")
    form = line.code[match.start("h")]
    following = line.code[match.end() : match.end() + 1]
    loose = form in "DJNOY" and not _written(line, at)
    if minutes is None or (following in tuple("DNxT") and line.glued(match.end())):
        return None
    if loose and (line.tags[at].word.language != "ar" or following not in ("", ",", ".", ";")):
        return None
    return _value(minutes, _part(line, match, "part"))


def _past(line: DateLine, match: re.Match[str]) -> Value | None:
    """ "Half past seven", "20 to nine in the evening"."""
    minutes = _hour(line, match, "h")
    groups = match.groupdict()
    if line.tags[match.start("link")].word.language != "en":
        return None
    off = 30 if groups["half"] else 15 if groups["quarter"] else line.count(match, "off") or 0
    if minutes is None or not 0 < off < 60 or minutes > 720:
        return None
    if match["link"] == "t" and not (groups["quarter"] or groups["unit"]):
        return None
    return _value(minutes + (off if match["link"] == "P" else -off), _part(line, match, "part"))


def _bare(line: DateLine, match: re.Match[str]) -> Value | None:
    """Digits alone: a time only beside a date, or where a time zone follows."""
    minutes = _hour(line, match, "h")
    if minutes is None or _lasting(line, match.end()):
        return None
    zoned = line.after(match.end()) in listed(line.languages, "zones")
    if "h" in line.form(match, "h") and "fr" in line.languages:
        zoned = (
            line.before(match.start()) in listed(line.languages, "hour_after")
            and line.after(match.end()) != "de"
        )
    return _value(minutes, 0, weak=not zoned)


def _moment(line: DateLine, match: re.Match[str]) -> Value | None:
    """Noon and midnight."""
    return _value(line.value(match, "moment"), 0)


def _day_part(line: DateLine, match: re.Match[str]) -> Value | None:
    """ "In the evening": hours of the day; a bare part counts only beside a date."""
    hours = HOURS.get(line.value(match, "part") or 0)
    if hours is None:
        return None
    hours = _phased(line, match.start(), match.end(), hours)
    tag = line.tags[match.start("part")]
    bare = tag.word.language == "ar" and not line.folded.text[tag.start : tag.end].startswith(
        ("ال", "بعد ال")
    )
    first = line.tags[match.start()]
    sure = (
        match.groupdict().get("sure") is not None
        and not bare
        and first.end - first.start > 1
        and line.after(match.end()) not in ("of", "من", "du", "de")
    )
    if re.match(r"[RrWvdM]|[DO][Mmf]", line.code[match.end() :]):
        if not sure:
            return None
        sure = False
    return Value("/".join(hours), "vague", weak=not sure, part=_part(line, match, "part"))


def _phased(line: DateLine, first: int, last: int, hours: tuple[str, str]) -> tuple[str, str]:
    """The early or late half of a part of the day."""
    at = line.code.find("X", first, last)
    if at < 0:
        return hours
    tag = line.tags[at]
    form = line.folded.text[tag.start : tag.end]
    middle = f"{(int(hours[0][:2]) + int(hours[1][:2]) + 1) // 2:02}:00"
    if form in listed(line.languages, "early"):
        return hours[0], middle
    return (middle, hours[1]) if form in listed(line.languages, "late") else hours


def _this_part(line: DateLine, match: re.Match[str]) -> Value | None:
    """ "This evening", "last night", هذا المساء: hours of a day counted from publication."""
    published, number = line.memory.published.date, line.value(match, "part") or 0
    when = match["when"]
    hours = HOURS.get(number)
    if hours is None or (when == "P" and number != _NIGHT) or when == "F":
        return None
    hours = _phased(line, match.start(), match.end(), hours)
    if published is None:
        return Value(None, "vague", calendar.UNKNOWN)
    back = 1 + (line.value(match, "when") or 0) if when == "P" else 0
    day = calendar.relative(-back, None, line.told(match)).iso
    return Value(
        f"{day}T{hours[0]}/{day}T{hours[1]}", "vague", "counted from the publication date", part=number
    )


def _ordered(first: int, last: int, own: int, part: int) -> tuple[int, int]:
    """The ends of a range in the halves of the day told; a half told at one end holds for both if it can."""
    begins, ends = halved(first, own), halved(last, part)
    if part and not own and halved(first, part) < ends:
        begins = halved(first, part)
    if not part and ends < begins and ends + 720 < 1440:
        ends += 720
    return begins, ends


def _range(line: DateLine, match: re.Match[str]) -> Value | None:
    """ "From 3 to 5 pm", "19:00 - 21:00"; without a half of the day it counts only beside a date."""
    first, last = _hour(line, match, "h"), _hour(line, match, "h2")
    if first is None or last is None or (match["op"] == "&" and match["cue"] != "b"):
        return None
    if line.after(match.end()) == "%":
        return None
    own, part = _part(line, match, "p1"), _part(line, match, "p2")
    forms = line.code[match.start("h")] + line.code[match.start("h2")]
    first, last = first + 30 * bool(match["half"]), last + 30 * bool(match["half2"])
    begins, ends = _ordered(first, last, own, part)
    if begins == ends:
        return None
    written = bool(match["p2"]) and _written(line, match.start("p2"))
    sure = written or (bool(own) and _written(line, match.start("p1"))) or "o" in match.group()
    sure = sure or _sure_range(match, forms, bool(own or part), first % 60 + last % 60 > 0)
    value = f"{_iso(begins)}/{_iso(ends)}"
    return Value(value, "minute", weak=not sure, part=own or part)


def _sure_range(match: re.Match[str], forms: str, halves: bool, minutes: bool) -> bool:
    """True where two hours are a range of time by themselves, and not only beside a date."""
    cue = bool(match["cue"])
    if "T" in forms:
        return halves or cue or (forms == "TT" and match["op"] == "-")
    return cue and (halves or (forms == "JJ" and minutes))


Rule = tuple[re.Pattern[str], Callable[[DateLine, re.Match[str]], Value | None]]
_H = r"(?P<h>T|N|D|O|J(?:-?K(?:-?J)?)?)"
_H2 = _H.replace("<h>", "<h2>")
_P = r"(?:[pf,]{0,2}X?p{0,2}(?P<part>[qA]))"
RULES: tuple[Rule, ...] = tuple(
    (re.compile(pattern), handler)
    for pattern, handler in (
        (
            rf"(?:p{{0,2}}(?P<part0>q),?)?(?P<at>[ap])[pl]?{_H}"
            rf"(?:&(?:(?P<half>z)|(?P<quarter>Q)|(?P<add>[KDJ](?:&K)?)U?))?(?P<o>o)?{_P}?",
            _clock,
        ),
        (rf"{_H}(?P<o>o){_P}?", _clock),
        (r"(?P<h>T|N|D|O|Y|J(?:K(?:-?J)?)?),?(?P<part>[qA])", _half_day),
        (r"(?P<h>T)[pf]{1,2}(?P<part>[qA])", _half_day),
        (
            r"a?(?:(?P<half>z)|(?P<quarter>7?Q)|(?P<off>D|K(?:-?J)?|J)(?P<unit>U)?)(?P<link>[Pt])"
            rf"(?P<h>D|J)(?P<o>o)?{_P}?",
            _past,
        ),
        (r"D?(?P<moment>0)", _moment),
        (r"(?P<h>T)", _bare),
        (r"(?P<sure>[p](?:X?)p?l?|X(?:pp)?)(?P<part>q)", _day_part),
        (r"[pX]{0,2}(?P<part>[qA])", _day_part),
        (r"X?(?P<when>[PCF])(?P<part>q)", _this_part),
        (r"X?(?P<part>q)(?P<when>P)", _this_part),
        (
            rf"(?P<cue>[bf])?[ap]?{_H}o?(?:&(?P<half>z))?(?:[pf]{{0,2}}(?P<p1>[qA]))?(?P<op>[t&-])a?{_H2}o?(?:&(?P<half2>z))?"
            r"(?:[pf]{0,2}(?P<p2>[qA]))?",
            _range,
        ),
    )
)
