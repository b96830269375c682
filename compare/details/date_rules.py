"""The grammar of dates: patterns over tags, and what each of them comes to."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from compare.details import calendar
from compare.details.calendar import Parts, Value, When
from compare.details.date_line import DateLine, listed
from compare.details.reading import fold_word
from compare.languages import table


def _parts(line: DateLine, match: re.Match[str], day: int | None = None, month: int | None = None) -> Parts:
    """The parts that the groups of a pattern took."""
    groups = match.groupdict()
    when = groups.get("rel") or groups.get("rel0") or ""
    year_when = groups.get("yrel") or groups.get("yrel2") or ""
    return Parts(
        year=line.value(match, "year"),
        month=month if month is not None else line.value(match, "mo"),
        day=day,
        when=_when(when),
        year_when=_when(year_when),
        weekday=line.value(match, "wd"),
    )


def _when(tag: str) -> When:
    return _WHENS.get(tag, "")


_WHENS: dict[str, When] = {"P": "P", "F": "F", "C": "C", "c": "C", "S": "S"}


def _day(line: DateLine, match: re.Match[str], suffix: str = "") -> int | None:
    ordinal = line.value(match, "ord" + suffix)
    if ordinal is None:
        return line.value(match, "day" + suffix)
    day = ordinal + (line.value(match, "tens" + suffix) or 0)
    return day if day <= 31 else None


def _joined(line: DateLine, a: Value | None, b: Value | None) -> Value | None:
    """A range of two values."""
    if a is None or b is None:
        return None
    if a.iso is None or b.iso is None:
        return Value(None, a.precision, calendar.UNKNOWN)
    if a.iso > b.iso:
        return None
    return Value(f"{a.iso}/{b.iso}", b.precision, b.because or a.because)


def _single_month(line: DateLine, match: re.Match[str]) -> bool:
    """True where the two names of a dual month are one month."""
    second = line.value(match, "mo2")
    return second is None or second == line.value(match, "mo")


def _full(line: DateLine, match: re.Match[str]) -> Value | None:
    day = _day(line, match)
    if day is None or not _single_month(line, match):
        return None
    if match.groupdict().get("ord") and line.before(match.start()) in listed(line.languages, "not_day_after"):
        return None
    told = line.told(match)
    parts = _parts(line, match, day)
    shift = line.value(match, "r")
    if shift is not None and parts.year is None and not parts.when:
        near = calendar.relative(shift, None, told)
        if near.iso and near.iso.endswith(f"-{parts.month:02}-{day:02}"):
            return near
    return _timed(line, match, calendar.resolve(parts, told))


def _timed(line: DateLine, match: re.Match[str], value: Value | None) -> Value | None:
    if value is None or value.iso is None or match["time"] is None:
        return value
    time = calendar.clock(line.form(match, "time"))
    return Value(f"{value.iso}T{time}", "minute", value.because) if time else value


def _month_first(line: DateLine, match: re.Match[str]) -> Value | None:
    tag = line.tags[match.start("mo")]
    if not table(tag.word.language, "dates").get("month_first", False):
        return None
    return _full(line, match)


def _days(line: DateLine, match: re.Match[str]) -> Value | None:
    first, last = _day(line, match), _day(line, match, "2")
    if first is None or last is None or first >= last or not _single_month(line, match):
        return None
    if match["op"] == "&" and not match["cue"]:
        return None
    told = line.told(match)
    ends = calendar.resolve(_parts(line, match, last), told)
    begins = calendar.resolve(_parts(line, match, first), told)
    return _joined(line, begins, ends)


def _two_dates(line: DateLine, match: re.Match[str]) -> Value | None:
    if match["op"] == "&" and match["cue"] is None:
        return None
    first, last = _day(line, match), _day(line, match, "2")
    if (first is None) != (last is None):
        return None
    told = line.told(match)
    ends = calendar.resolve(_parts(line, match, last, line.value(match, "mo3")), told)
    if ends is None or ends.iso is None:
        return ends
    own = line.value(match, "year1")
    begins = calendar.resolve(
        Parts(year=own or int(ends.iso[:4]), month=line.value(match, "mo"), day=first), told
    )
    if begins and begins.iso and begins.iso > ends.iso and own is None:
        begins = calendar.resolve(Parts(int(ends.iso[:4]) - 1, line.value(match, "mo"), first), told)
    return _joined(line, begins, ends)


def _month(line: DateLine, match: re.Match[str]) -> Value | None:
    tag = line.tags[match.start("mo")]
    sure = match["mo2"] or match["mo2b"] or match["lead"] or match["tail"]
    prepared = len(line.before(match.start())) > 1 and line.code[match.start() - 1] in "pft"
    if (tag.word.tag == "m" and not sure and not prepared) or (not sure and line.titled(match.start())):
        return None
    if match["mo2"] and not _single_month(line, match):
        first, second = line.value(match, "mo"), line.value(match, "mo2")
        told = line.told(match)
        ends = calendar.resolve(_parts(line, match, None, second), told)
        if ends is None or ends.iso is None or first is None:
            return ends
        return _joined(line, calendar.resolve(Parts(int(ends.iso[:4]), first), told), ends)
    value = calendar.resolve(_parts(line, match), line.told(match))
    if value and value.iso and match["lead"] and "X" in match["lead"]:
        phase = "only a part of that time"
        return Value(value.iso, value.precision, f"{phase}; {value.because}" if value.because else phase)
    return value


def _years(line: DateLine, match: re.Match[str]) -> Value | None:
    first, last = line.value(match, "year"), line.value(match, "year2")
    if first is None or last is None or not 1500 <= first < last <= 2100:
        return None
    named = match["named"] is not None
    if not match["cue"] and (match["op"] in "t&" or (match["op"] == "/" and not named and last != first + 1)):
        return None
    if not named and _counted(line, match.end()):
        return None
    return Value(f"{first}/{last}", "year")


def _year(line: DateLine, match: re.Match[str]) -> Value | None:
    year = line.value(match, "year") or line.value(match, "year2")
    if year is None or line.code[match.end() : match.end() + 1] == "e":
        return None
    return Value(f"{year:04}", "year")


def _bare_year(line: DateLine, match: re.Match[str]) -> Value | None:
    year = line.value(match, "year") or 0
    return None if not 1900 <= year <= 2100 or _counted(line, match.end()) else Value(str(year), "year")


def _counted(line: DateLine, at: int) -> bool:
    """True where the word at `at` looks like what a number before it counts."""
    if at >= len(line.tags) or line.code[at] != "x":
        return line.code[at : at + 1] in ("h", "d", "N", "s", "e")
    tag = line.tags[at]
    form = line.folded.text[tag.start : tag.end]
    if "%" in form or form in _units(line.languages):
        return True
    source = line.folded.source[slice(*line.folded.span(tag.start, tag.end))]
    return source.endswith(("\u064b", "\u064bا", "اً"))


@lru_cache(maxsize=16)
def _units(languages: tuple[str, ...]) -> frozenset[str]:
    tables = [table(code, "numbers") for code in languages]
    rows = [names for data in tables for names in data.get("units", {}).values()]
    scales = [names for data in tables for names in data.get("scales", {}).values()]
    return frozenset(fold_word(name) for names in rows + scales for name in names)


def _relative(line: DateLine, match: re.Match[str]) -> Value | None:
    shift = line.value(match, "r")
    if shift is None:
        return None
    form = line.form(match, "r")
    if match["r"] == "r" and not match["d"]:
        return None
    if match["wd"] is None and not match["d"] and form in listed(line.languages, "alone", "words"):
        before = line.before(match.start())
        opening = match.start() == 0 or line.code[match.start() - 1] in ",."
        if not (opening or before in listed(line.languages, "alone", "after")):
            return None
    if _quoted(line, match):
        return None
    return calendar.relative(shift, line.value(match, "wd"), line.told(match))


def _quoted(line: DateLine, match: re.Match[str]) -> bool:
    """True where the word ends a short quoted name, as in "Russia Today"."""
    after = line.code[match.end() : match.end() + 1]
    return after == '"' and '"' in line.code[max(0, match.start() - 4) : match.start()]


def _weekday(line: DateLine, match: re.Match[str]) -> Value | None:
    number = line.value(match, "wd")
    if number is None or line.titled(match.start()):
        return None
    if line.before(match.start()) in listed(line.languages, "not_weekday_after"):
        return None
    when = match.groupdict().get("when") or ""
    return calendar.weekday(number, when, line.told(match))


def _period(line: DateLine, match: re.Match[str]) -> Value | None:
    unit = match["unit"] or match["unit2"]
    return calendar.period(unit, _when(match["when"] or match["when2"]), line.told(match))


def _of_month(line: DateLine, match: re.Match[str]) -> Value | None:
    day = _day(line, match)
    return calendar.day_of_month(day, _when(match["rel"] or match["rel2"]), line.told(match)) if day else None


def _numeric(line: DateLine, match: re.Match[str]) -> Value | None:
    iso = calendar.numeric(line.form(match, "num"), "en" in line.languages and "ar" not in line.languages)
    if iso is None:
        return None
    return _timed(line, match, Value(iso, "minute" if "T" in iso else "day"))


def _slash(line: DateLine, match: re.Match[str]) -> Value | None:
    day, month = line.value(match, "day"), line.value(match, "mo")
    if not day or not month or month > 12:
        return None
    return calendar.resolve(Parts(month=month, day=day), line.told(match))


def _hijri(line: DateLine, match: re.Match[str]) -> Value | None:
    return Value(None, "day", "Hijri calendar, not converted")


_DAY = r"(?:l?(?P<day>D)(?:-?s)?|l?(?P<ord>O)(?:&?(?P<tens>E))?)"
_DAY2 = _DAY.replace("P<day>", "P<day2>").replace("P<ord>", "P<ord2>").replace("P<tens>", "P<tens2>")
_MO = r"(?P<mo>[Mm])(?:(?P<open>\()(?P<mo2b>[Mm])\)|\.?[/-]?(?P<mo2>[Mm])|\.(?=[DY,]))?"
_YEAR = r"(?:[,f]{0,2}y?(?P<year>Y)(?!/?[N%])(?:g\.?)?)"
_REL = r"(?:[fp]{0,2}(?:(?P<yrel2>[PFC])[yg]|(?P<rel>[PFc])(?!M)|[yg](?P<yrel>[PFCSc])))"
_HEAD = r"(?:G|(?:q?)(?:d?(?P<r>[Rr])\(?(?:[,(]?d?(?P<wd0>[Wv])\)?)?|d?(?P<wd>[Wv])\.?)[,p(]{0,2}d?[p(]?)"
_TIME = r"(?:[,|pat-]{0,2}(?P<time>T))?"
_TAIL = rf"(?P<tail>{_YEAR}|{_REL})?"

Rule = tuple[re.Pattern[str], Callable[[DateLine, re.Match[str]], Value | None]]
RULES: tuple[Rule, ...] = tuple(
    (re.compile(pattern), handler)
    for pattern, handler in (
        (rf"(?:{_HEAD})?{_DAY}[fp]?-?h?{_MO}{_TAIL}{_TIME}", _full),
        (
            rf"(?:{_HEAD})?{_MO}(?P<day>D)s?(?P<tail>,?(?P<year>Y)|[PF]|(?=$|[,.;)p&ta\"]))(?![/N%]){_TIME}",
            _month_first,
        ),
        (rf"(?P<cue>[bfd])?p?{_DAY}(?P<op>[t&-])[pt]?{_DAY2}f?h?{_MO}{_TAIL}", _days),
        (
            rf"(?P<cue>[bf])?{_DAY}f?(?P<mo>[Mm])(?:(?P<year1>Y)g?)?(?P<op>[t&-])"
            rf"p?{_DAY2}f?(?P<mo3>[Mm])(?:/?[Mm])?{_TAIL}",
            _two_dates,
        ),
        (
            rf"(?P<cue>[bf])h?(?P<mo>[Mm])(?:/[Mm])?(?:(?P<year1>Y))?(?P<op>[t&])h?(?P<mo3>[Mm])(?:/[Mm])?{_TAIL}",
            _two_dates,
        ),
        (rf"(?P<lead>Xf?p?-?h?|h|(?P<rel0>[PF]))?{_MO}{_TAIL}", _month),
        (r"(?P<cue>[bf])?(?P<named>[yg])?(?P<year>Y)g?(?P<op>[t&/-])[yg]?(?P<year2>Y)(?![/-])g?", _years),
        (r"(?:X[fp-]{0,2})?y(?:(?P<year>Y)(?![%N])|\((?P<year2>Y)\))", _year),
        (r"(?:X[fp-]{0,2})?(?P<year>Y)g\.?", _year),
        (r"X[fp-]{0,2}(?P<year>Y)(?![/%N-])", _bare_year),
        (r"(?<=p)(?P<year>Y)(?![/%N-])", _bare_year),
        (r"(?P<d>[dqG])?(?P<r>[Rr])(?:[,(]?d?(?P<wd>W)\)?)?", _relative),
        (r"(?:d|G)?(?P<wd>W)(?:,?d?(?P<when>[PF]))?", _weekday),
        (r"(?P<when>[PFC])(?P<wd>W)", _weekday),
        (
            r"(?:X[fp]?)?(?:(?P<unit>[yghk])(?P<when>[PFCSc])|(?P<when2>[PFC])(?P<unit2>[yghk]))",
            _period,
        ),
        (rf"{_DAY}f(?:h(?P<rel>[PFCSc])|(?P<rel2>[PFC])h)", _of_month),
        (rf"(?:{_HEAD})?(?P<num>I){_TIME}", _numeric),
        (r"d(?P<day>D)/(?P<mo>D)(?!/)", _slash),
        (rf"{_DAY}f?h?H(?:[,f]?y?[YN]e?)?", _hijri),
    )
)
