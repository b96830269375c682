"""Periods and distances: "three days ago", "the last two weeks", quarters, seasons, decades, weeks."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

from compare.details import calendar, date_units
from compare.details.calendar import Told, Value
from compare.details.date_lexicon import UNITS
from compare.details.date_line import DateLine, listed

Rule = tuple[re.Pattern[str], Callable[[DateLine, re.Match[str]], Value | None]]


def _got(match: re.Match[str], name: str) -> str:
    """What a group took, "" where the pattern has no such group or it took nothing."""
    return match.groupdict().get(name) or ""


def _amount(line: DateLine, match: re.Match[str]) -> int | None:
    """How many units: told, two in a dual, else one; None where it is no sensible count."""
    count = line.count(match, "n")
    if count is None:
        return 2 if _got(match, "two") else 1
    return count if 0 < count < 1000 else None


def _unit(line: DateLine, match: re.Match[str]) -> int:
    return line.unit(match, "u") or line.value(match, "two") or 0


def _ago(line: DateLine, match: re.Match[str]) -> Value | None:
    count = _amount(line, match)
    return date_units.away(-count, _unit(line, match), line.told(match)) if count else None


def _ago_twice(line: DateLine, match: re.Match[str]) -> Value | None:
    """ "Two weeks and two days ago"."""
    told, more, unit = line.told(match), line.count(match, "m"), line.unit(match, "v")
    count = _amount(line, match)
    if not count or not more or not unit or told.published is None:
        return None
    anchor = date_units.shifted(told.published, unit, -more)
    return date_units.away(-count, _unit(line, match), told, anchor) if anchor else None


def _ago_before(line: DateLine, match: re.Match[str]) -> Value | None:
    """The marker stands before: قبل ثلاثة أيام, il y a trois jours; not if "before the vote" follows."""
    after = line.after(match.end())
    if after in listed(line.languages, "anchors"):
        return None
    if (
        not _got(match, "n")
        and match.end() < len(line.code)
        and line.code[match.end()] in "YNDMmHWvRrJKOlPFCcS("
    ):
        return None
    return _ago(line, match)


def _ahead(line: DateLine, match: re.Match[str]) -> Value | None:
    """So far in the future; "in two weeks" is that only after a word of the future."""
    count, told = _amount(line, match), line.told(match)
    if not count or line.after(match.end()) in listed(line.languages, "anchors"):
        return None
    opening = match.start() == 0 and line.opened
    if not _got(match, "sure") and (
        not (told.future or opening) or line.form(match, "cue") not in listed(line.languages, "ahead")
    ):
        return None
    return date_units.away(count, _unit(line, match), told)


def _later(line: DateLine, match: re.Match[str]) -> Value | None:
    """ "Three days later", counted from the day told before; "from now" counts from publication."""
    count, told = _amount(line, match), line.told(match)
    if not count:
        return None
    before = line.memory.iso or ""
    if not _got(match, "now") and not told.future and len(before) == 10:
        return date_units.away(count, _unit(line, match), told, dt.date.fromisoformat(before))
    return date_units.away(count, _unit(line, match), told) if _got(match, "now") or told.future else None


def _from_day(line: DateLine, match: re.Match[str]) -> Value | None:
    """ "Two days after today", "three weeks from tomorrow"."""
    count, told, shift = _amount(line, match), line.told(match), line.value(match, "r")
    if not count or told.published is None or shift is None:
        return None
    anchor = told.published + dt.timedelta(days=shift)
    back = line.form(match, "link") in listed(line.languages, "back")
    return date_units.away(-count if back else count, _unit(line, match), told, anchor)


def _stretch(line: DateLine, match: re.Match[str]) -> Value | None:
    count, unit = _amount(line, match), _unit(line, match)
    when = next((_got(match, name) for name in ("when", "when2") if _got(match, name)), "P").replace("8", "P")
    if not count or (count == 1 and not _got(match, "n")) or unit < UNITS["day"]:
        return None
    if line.before(match.start()) in listed(line.languages, "lasts_after"):
        return None  # "will last three days"
    return date_units.stretch(count, unit, when, line.told(match))


def _year_of(line: DateLine, match: re.Match[str], told: Told) -> int | None:
    """The year that a pattern names or points at."""
    year = line.value(match, "year")
    pointer = _got(match, "yrel") or _got(match, "yrel2")
    if year is None and pointer:
        when = "P" if pointer in "P8" else pointer
        year = told.published.year + {"P": -1, "F": 1}.get(when, 0) if told.published else None
    return year


def _part(line: DateLine, match: re.Match[str]) -> Value | None:
    """A quarter or half of a year."""
    told, parts = line.told(match), 4 if _got(match, "unit") == "Q" else 2
    number = line.value(match, "ord") or line.value(match, "day")
    number = parts if _got(match, "last") else number
    year = _year_of(line, match, told)
    if not number or year is None:
        return None
    iso = date_units.part_of_year(year, number, parts)
    return Value(iso, "month", date_units.COUNTED if _got(match, "yrel") else "") if iso else None


def _quarter_code(line: DateLine, match: re.Match[str]) -> Value | None:
    """ "Q3 2019", "2019-H2", "T1 2020"; without a year the last such quarter not after publication."""
    at = match.start("code")
    number = line.value(match, "number") or 0
    if not line.glued(match.start("number")):
        return None
    parts = 4 if line.code[at] == "Q" else 2
    year, told = line.value(match, "year") or line.value(match, "year2"), line.told(match)
    if year is not None:
        iso = date_units.part_of_year(year, number, parts)
        return Value(iso, "month") if iso else None
    if told.published is None or parts == 2:
        return None
    now = told.published.isoformat()[:7]
    years = [told.published.year + step for step in ((0, 1) if told.future else (0, -1))]
    spans = [date_units.part_of_year(year, number, parts) for year in years]
    found = [s for s in spans if s and (s[8:] >= now if told.future else s[:7] <= now)]
    return Value(found[0], "month", "year not told: the quarter next to publication") if found else None


def _season(line: DateLine, match: re.Match[str]) -> Value | None:
    told, number = line.told(match), line.value(match, "season") or 0
    year = _year_of(line, match, told)
    if year is not None:
        because = (
            date_units.COUNTED
            if _got(match, "yrel") or _got(match, "yrel2")
            else "a season is three months of the northern year"
        )
        return Value(date_units.season(number, year), "month", because, because == date_units.COUNTED)
    when = _got(match, "when") or _got(match, "when2")
    return date_units.season_by(number, "" if when in ("c", "C") else when, told) if when else None


def _quarter(line: DateLine, match: re.Match[str]) -> Value | None:
    when = _got(match, "when") or _got(match, "when2") or ""
    return date_units.quarter("P" if when == "8" else when, line.told(match))


def _decade(line: DateLine, match: re.Match[str]) -> Value | None:
    """ "The 1990s", "the nineties", الثمانينيات."""
    named, year = line.value(match, "name") or 0, line.value(match, "year")
    if year is None and not named:
        short = line.value(match, "short") or 0
        year = 1900 + short if short >= 20 and short % 10 == 0 else None
    first = year if year is not None else named
    if line.after(match.end() + 1) in listed(line.languages, "age"):  # "in his thirties"
        return None
    return Value(f"{first:04}/{first + 9:04}", "year") if first and first % 10 == 0 else None


def _century(line: DateLine, match: re.Match[str]) -> Value | None:
    told = line.told(match)
    number = line.value(match, "day") or line.value(match, "day2")
    ordinal = line.value(match, "ord")
    if ordinal is not None:
        number = ordinal + (line.value(match, "tens") or 0)
    if _got(match, "when") and told.published:
        number = (told.published.year - 1) // 100 + 1 + {"P": -1, "F": 1}.get(_got(match, "when"), 0)
    if not number or number > 21:
        return None
    return Value(date_units.century(number), "year", date_units.COUNTED if _got(match, "when") else "")


def _week_of(line: DateLine, match: re.Match[str]) -> Value | None:
    """ "The last week of July", "the first week of 2015"."""
    told, number = line.told(match), line.value(match, "ord") or 0
    if _got(match, "last") or _got(match, "last2"):
        number = -1
    month, year = line.value(match, "mo"), line.value(match, "year") or line.value(match, "year2")
    if month:
        when: calendar.When = "P" if _got(match, "rel") == "P" else "F" if _got(match, "rel") == "F" else ""
        value = calendar.resolve(calendar.Parts(year=year, month=month, when=when), told)
    elif _got(match, "period"):
        value = calendar.period("h", next((c for c in "CPF" if c in _got(match, "period")), "C"), told)
    else:
        value = Value(str(year), "year") if year else None
    span = date_units.bounds(value.iso) if value and value.iso else None
    if value is None or span is None or not number:
        return None
    iso = date_units.week_of(*span, number)
    return Value(iso, "about", value.because or "weeks from Monday") if iso else None


def _day_of_week(line: DateLine, match: re.Match[str]) -> Value | None:
    """ "Monday of next week", "next week on Tuesday"."""
    number = line.value(match, "wd")
    when = _got(match, "when") or _got(match, "when2")
    if number is None or when not in ("P", "F", "C", "c"):
        return None
    return calendar.of_week(number, "C" if when == "c" else when, line.told(match))


def _weekday_number(line: DateLine, match: re.Match[str]) -> Value | None:
    """ "Monday 21", "Tue the 4th": the nearest month that fits."""
    number = line.value(match, "day") or line.value(match, "ord") or 0
    number += line.value(match, "tens") or 0
    told = line.told(match)
    if not 1 <= number <= 31 or (told.before and line.memory.line == line.number):
        return None
    return date_units.day_near(number, line.value(match, "wd"), told)


def _nth_alone(line: DateLine, match: re.Match[str]) -> Value | None:
    """ "On the 18th", where the sentence ends or pauses behind it."""
    if line.form(match, "on") not in listed(line.languages, "slash_after"):
        return None
    return date_units.day_near(line.value(match, "day") or 0, None, line.told(match))


def _feast(line: DateLine, match: re.Match[str]) -> Value | None:
    """A feast that always falls on one day, as month and day in the table."""
    month, day = divmod(line.value(match, "feast") or 0, 100)
    return calendar.resolve(
        calendar.Parts(year=line.value(match, "year"), month=month, day=day), line.told(match)
    )


def _next_day(line: DateLine, match: re.Match[str]) -> Value | None:
    """ "The next day", "the day before": counted from the day told before in the same paragraph.

    Told in the paragraph before, that day need not be the one that is meant: beside the news of a near day,
    it is one day or the other. Without a day it says nothing.
    """
    before, step = line.memory.iso or "", line.value(match, "step") or 0
    far = line.number - line.memory.line
    if len(before) != 10 or far > 1:
        return None
    day, published = dt.date.fromisoformat(before), line.memory.published.date
    if not far:
        return date_units.away(step, UNITS["day"], line.told(match), day)
    if published is None or abs((day - published).days) > _SAME_NEWS:
        return None
    first, last = (d + dt.timedelta(days=step) for d in sorted((day, published)))
    return Value(f"{first}/{last}" if first != last else f"{first}", "day", date_units.COUNTED)


def _weekend(line: DateLine, match: re.Match[str]) -> Value | None:
    told = line.told(match)
    if line.value(match, "u") != UNITS["weekend"] or told.published is None:
        return None
    step = {"P": -7, "F": 7}.get(_got(match, "when"), 0)
    if not _got(match, "when") and not told.future and told.published.weekday() < 5:
        step = -7
    saturday = told.published + dt.timedelta(days=5 - told.published.weekday() + step)
    return Value(f"{saturday}/{saturday + dt.timedelta(days=1)}", "day", date_units.COUNTED)


def _now(line: DateLine, match: re.Match[str]) -> Value | None:
    """ "Now" as an end of a range."""
    published = line.memory.published.date
    return Value(published.isoformat(), "day", date_units.COUNTED, weak=True) if published else None


# Days around publication within which a day told before is one of the news.
_SAME_NEWS = 3
_N = r"(?P<n>K(?:-?J)?|J(?:&K)?|D|N)"
_U = r"(?P<u>[Uydkgh])"

RULES: tuple[Rule, ...] = tuple(
    (re.compile(pattern), handler)
    for pattern, handler in (
        (rf"(?:{_N}|7){_U}B", _ago),
        (rf"(?P<m>K(?:-?J)?|J|D)(?P<v>[Uykgh])&{_N}{_U}B", _ago_twice),
        (rf"i(?:{_N}l?{_U}|(?P<two>V))", _ago_before),
        (r"i(?P<u>[khy])", _ago_before),
        (rf"(?:{_N}|7){_U}(?:L|(?P<now>fn))", _later),
        (rf"(?:{_N}|7){_U}(?P<link>[fpi])(?P<r>R)", _from_day),
        (rf"(?:(?P<sure>j)|(?P<cue>p))(?:(?:{_N}|7){_U}|(?P<two>V))(?![fBPF8])", _ahead),
        (rf"(?P<when>[PF8]){_N}{_U}", _stretch),
        (rf"l?{_N}l?(?P<when>[PF8])?{_U}(?P<when2>[PF8])", _stretch),
        (rf"{_N}(?P<when2>[PF8]){_U}", _stretch),
        (rf"{_U}l?{_N}(?P<when>[PF8])", _stretch),
        (r"(?P<two>V)(?P<when>[PF8])", _stretch),
        (
            r"(?:(?P<ord>O)|(?P<last>8)|(?P<day>D)(?:-?s)?)(?P<unit>[Qz])"
            r"(?:[fp]{0,3}(?:y?\(?(?P<year>Y)g?|[yg](?P<yrel>[PFCcS])))",
            _part,
        ),
        (
            r"(?:(?P<ord>O)|(?P<last>8)|(?P<day>D)(?:-?s)?)(?P<unit>[Qz])[fp]{0,3}(?:(?P<yrel>[PFC])[yg])",
            _part,
        ),
        (
            r"(?P<unit>[Qz])(?:(?P<ord>O)|(?P<last>[8P]))"
            r"(?:[fp]{0,3}(?:y?\(?(?P<year>Y)g?|[yg](?P<yrel>[PFCcS])))",
            _part,
        ),
        (
            r"(?P<unit>[Qz])(?:(?P<ord>O)|(?P<last>[8P]))[fp]{0,3}(?P<yrel>[PFC])[yg]",
            _part,
        ),
        (r"(?:(?P<year>Y)-?)?(?P<code>[Qz])(?P<number>D)(?:[-,f]?(?P<year2>Y))?", _quarter_code),
        (r"(?P<when>[PFCc8])Q|Q(?P<when2>[PFCc])", _quarter),
        (
            r"(?:X[fp]?)?(?:(?P<when>[PFC])(?P<season>Z))",
            _season,
        ),
        (
            r"(?:X[fp]?)?(?P<season>Z)(?:[fp,]{0,2}y?(?P<year>Y)g?|[fp]{0,2}[yg](?P<yrel>[PFCc])|(?P<yrel2>[PFC])[yg]|(?P<when>[PFCc]))"
            r"",
            _season,
        ),
        (r"(?:X[fp-]?)?(?:(?P<year>Y)-s|(?P<short>N)-s)g", _decade),
        (r"(?:X[fp-]?)?9(?:(?P<year>Y)|(?P<short>[ND]))", _decade),
        (r"(?:X[fp-]?)?(?:(?P<year>Y)9|(?P<short>N)-?9|(?P<name>9)(?:f?u(?:P|OE?))?)", _decade),
        (
            r"(?:X[fp]?)?(?:(?:(?P<ord>O)(?:-?(?P<tens>E))?|(?P<day>D)-?s)u)",
            _century,
        ),
        (
            r"(?:X[fp]?)?(?:u(?:(?P<when>[PFC])|(?P<ord>O)(?:&?(?P<tens>E))?|l(?P<day2>D)))",
            _century,
        ),
        (
            r"(?:(?P<ord>O)|(?P<last>[8P])|Ds)k[fp]{1,2}h?"
            r"(?:(?P<mo>[Mm])(?:[,f]?y?(?P<year>Y)|(?P<rel>[PF]))?|(?P<period>[PFC]h|h[PFCc])|y?(?P<year2>Y))",
            _week_of,
        ),
        (
            r"k(?:(?P<ord>O)|(?P<last>8)|(?P<last2>P))[fp]{1,2}h?"
            r"(?:(?P<mo>[Mm])(?:[,f]?y?(?P<year>Y)|(?P<rel>[PF]))?|(?P<period>[PFC]h|h[PFCc]))",
            _week_of,
        ),
        (r"(?P<when>[PFC])k[pd,-]{0,2}(?P<wd>[Wv])", _day_of_week),
        (r"k(?P<when>[PFc])[pd,-]{0,2}(?P<wd>[Wv])", _day_of_week),
        (r"d?(?P<wd>[Wv])[fp]{1,2}(?:(?P<when>[PFC])k|k(?P<when2>[PFc]))", _day_of_week),
        (r"(?P<on>p)p(?P<day>D)s(?=$|[,.;)&])", _nth_alone),
        (r"(?P<wd>[Wv])p?(?:(?P<day>D)s|(?P<ord>O))(?!f|[UyhkgQu])", _weekday_number),
        (r"(?P<wd>[Wv])p?(?P<ord>K)-?(?P<tens>O)(?![fUyhkgQu])", _weekday_number),
        (r"(?P<wd>[Wv])(?P<day>D)(?=$|[,.;)]|[ab]|[TD][A:t-])", _weekday_number),
        (r"(?P<feast>1)(?:[,f]{0,2}(?P<year>Y))?", _feast),
        (r"(?:(?P<when>[PFC])|(?<=p))(?P<u>U)", _weekend),
        (r"(?P<step>2)", _next_day),
        (r"(?<=[b&t])n", _now),
    )
)
