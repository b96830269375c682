"""The grammar of dates: patterns over tags, and what each of them comes to."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from compare.details import calendar
from compare.details.calendar import Parts, Value
from compare.details.date_line import DateLine, listed
from compare.details.date_parts import (
    DAY,
    DAY2,
    HEAD,
    MO,
    NTH,
    TAIL,
    Rule,
    checked_weekday,
    joined,
    part_day,
    parts_of,
    single_month,
    when_of,
)
from compare.details.reading import fold_word
from compare.languages import table


def _small(line: DateLine, match: re.Match[str]) -> bool:
    """True for "may" or "march" in small letters, which are more often no months."""
    return line.tags[match.start("mo")].word.initial == " "


def _full(line: DateLine, match: re.Match[str]) -> Value | None:
    day = part_day(line, match)
    if day is None or not single_month(line, match) or line.priced(match.start()):
        return None
    if not match["tail"] and line.before(match.start()) in listed(line.languages, "not_date_after"):
        return None
    if match.groupdict().get("ord") and line.before(match.start()) in listed(line.languages, "not_day_after"):
        return None
    told = line.told(match)
    parts = parts_of(line, match, day)
    shift = line.value(match, "r")
    if shift is not None and parts.year is None and not parts.when:
        near = calendar.relative(shift, None, told)
        if near.iso and near.iso.endswith(f"-{parts.month:02}-{day:02}"):
            return near
    value = calendar.resolve(parts, told)
    if value is not None:
        value = checked_weekday(line, match, value)
    if value is None or not _small(line, match) or match["tail"] or line.code[match.end() - 1] == "s":
        return value
    if match.end("mo") < len(line.code) and line.glued(match.end("mo")):
        return value
    return value if line.code[match.end() : match.end() + 1] in ("", ",", ".", ";", ")", "T", "q") else None


def _month_first(line: DateLine, match: re.Match[str]) -> Value | None:
    tag = line.tags[match.start("mo")]
    if not table(tag.word.language, "dates").get("month_first", False):
        return None
    return _full(line, match)


def _days_month_first(line: DateLine, match: re.Match[str]) -> Value | None:
    if not table(line.tags[match.start("mo")].word.language, "dates").get("month_first", False):
        return None
    return _days(line, match)


def _plain_full(line: DateLine, match: re.Match[str]) -> Value | None:
    """A day with its month in letters between strokes: 05-Aug-2016, 2019/aug/01."""
    if not line.glued(match.start("mo") + 1):
        return None
    return calendar.resolve(parts_of(line, match, line.value(match, "day")), line.told(match))


def _year_month(line: DateLine, match: re.Match[str]) -> Value | None:
    """ "2017 April", "2015-3", "3/2015" after a preposition."""
    year = line.value(match, "year") or line.value(match, "year2") or 0
    month = line.value(match, "mo") or line.value(match, "mon") or line.value(match, "mon2") or 0
    digit = match.groupdict().get("mon") and line.tags[match.start("mon")]
    if digit and digit.end - digit.start > 1:  # 2015-16 is a season
        return None
    if not 1900 <= year <= 2100 or month > 12 or line.before(match.start()) in ("رقم", "no", "№"):
        return None
    return Value(f"{year}-{month:02}", "month")


def _days(line: DateLine, match: re.Match[str]) -> Value | None:
    first, last = part_day(line, match), part_day(line, match, "2")
    if first is None or last is None or first >= last or not single_month(line, match):
        return None
    if match["op"] == "&" and not match["cue"]:
        return None
    told = line.told(match)
    ends = calendar.resolve(parts_of(line, match, last), told)
    if ends is None or ends.iso is None:
        return ends
    begins = calendar.resolve(Parts(int(ends.iso[:4]), line.value(match, "mo"), first), told)
    return joined(line, begins, ends)


def _two_dates(line: DateLine, match: re.Match[str]) -> Value | None:
    if match["op"] == "&" and match["cue"] is None:
        return None
    first, last = part_day(line, match), part_day(line, match, "2")
    if (first is None) != (last is None):
        return None
    told = line.told(match)
    ends = calendar.resolve(parts_of(line, match, last, line.value(match, "mo3")), told)
    if ends is None or ends.iso is None:
        return ends
    own = line.value(match, "year1")
    begins = calendar.resolve(
        Parts(year=own or int(ends.iso[:4]), month=line.value(match, "mo"), day=first), told
    )
    if begins and begins.iso and begins.iso > ends.iso and own is None:
        begins = calendar.resolve(Parts(int(ends.iso[:4]) - 1, line.value(match, "mo"), first), told)
    return joined(line, begins, ends)


def _month(line: DateLine, match: re.Match[str]) -> Value | None:
    tag = line.tags[match.start("mo")]
    if (
        _small(line, match)
        and not match["year"]
        and line.before(match.start()) not in listed(line.languages, "small_month_after")
    ):
        return None
    first = match.start() - (line.code[match.start() - 1 : match.start()] in ("D", "O"))
    if not match["tail"] and line.before(first) in listed(line.languages, "not_date_after"):
        return None
    sure = match["mo2"] or match["mo2b"] or match["lead"] or match["tail"]
    prepared = len(line.before(match.start())) > 1 and line.code[match.start() - 1] in "pft"
    if (tag.word.tag == "m" and not sure and not prepared) or (not sure and line.titled(match.start())):
        return None
    if match["mo2"] and not single_month(line, match):
        begin, last = line.value(match, "mo") or 0, line.value(match, "mo2") or 0
        told = line.told(match)
        ends = calendar.resolve(parts_of(line, match, None, last), told)
        if ends is None or ends.iso is None:
            return ends
        year = int(ends.iso[:4]) - (begin > last)
        return joined(line, calendar.resolve(Parts(year, begin), told), ends)
    value = calendar.resolve(parts_of(line, match), line.told(match))
    if value and value.iso and match["lead"] and "X" in match["lead"]:
        phase = "only a part of that time"
        return Value(value.iso, value.precision, f"{phase}; {value.because}" if value.because else phase)
    return value


def _years(line: DateLine, match: re.Match[str]) -> Value | None:
    first, last = line.value(match, "year"), line.value(match, "year2")
    if first is None or last is None or not 1500 <= first < last <= 2100:
        return None
    named = match["named"] is not None
    if match["op"] == "&" and match["cue"] != "b":
        return None
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


def _from_year(line: DateLine, match: re.Match[str]) -> Value | None:
    """A bare year after "from" or "of", in the languages that write it so."""
    return _bare_year(line, match) if line.tags[match.start() - 1].word.language in ("en", "fr") else None


def _event_year(line: DateLine, match: re.Match[str]) -> Value | None:
    """A bare year that names an event: "the war of 1948" told as حرب 1948."""
    at = match.start()
    if at and line.code[at - 1] == "O":
        at -= 1
    known = line.before(at) in listed(line.languages, "year_after")
    return _bare_year(line, match) if known else None


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
    if (
        match["r"] == "r"
        and not match["d"]
        and line.code[max(0, match.start() - 1) : match.start()] not in tuple("pXt")
    ):
        return None
    if match["wd"] is None and not match["d"] and form in listed(line.languages, "alone", "words"):
        before = line.before(match.start())
        opening = (match.start() == 0 and line.opened) or line.code[match.start() - 1] in ",."
        told = (
            opening
            or before in listed(line.languages, "alone", "after")
            or line.future_verb(match.start() - 1)
        )
        if not told:
            return None
    if _quoted(line, match):
        return None
    value = calendar.relative(shift, line.value(match, "wd"), line.told(match))
    night = form in listed(line.languages, "tonight")
    return replace(value, part=calendar.NIGHT) if night else value


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
    if line.after(match.end()) in listed(line.languages, "not_weekday_before"):
        return None
    when = match.groupdict().get("when") or ""
    language = line.tags[match.start("wd")].word.language
    by_week = bool(table(language, "dates").get("next_by_week", False))
    if when and line.form(match, "when") in listed(line.languages, "nearest"):
        by_week = False
    value = calendar.weekday(number, when, line.told(match), by_week)
    value = calendar.earlier(value, line.value(match, "when") or 0)
    other_word = not when and line.form(match, "wd") in listed(line.languages, "doubtful_weekdays")
    return replace(value, weak=True) if other_word else value


def _period(line: DateLine, match: re.Match[str]) -> Value | None:
    unit, when = match["unit"] or match["unit2"], "when" if match["when"] else "when2"
    value = calendar.period(unit, when_of(match[when]), line.told(match), line.value(match, when) or 0)
    return _halved(line, match, value) if match["lead"] and match[when] != "S" else value


def _halved(line: DateLine, match: re.Match[str], value: Value) -> Value:
    """The half of a period that "early", "late", "the end of" before it tell."""
    tag = line.tags[match.start("lead")]
    form = line.folded.text[tag.start : tag.end]
    early, late = (form in listed(line.languages, name) for name in ("early", "late"))
    return calendar.half(value, late) if (early or late) and value.iso else value


def _end_of_period(line: DateLine, match: re.Match[str]) -> Value | None:
    """ "By the end of the year", بداية العام: that of publication."""
    form = line.form(match, "unit")
    definite = match["the"] or form.startswith("ال")
    if (
        not definite
        or " " in form
        or line.before(match.start()) in listed(line.languages, "not_period_after")
    ):
        return None
    value = _halved(line, match, calendar.period(match["unit"], "C", line.told(match)))
    return value if value.precision == "vague" and value.iso else None


def _of_month(line: DateLine, match: re.Match[str]) -> Value | None:
    day = part_day(line, match)
    return (
        calendar.day_of_month(day, when_of(match["rel"] or match["rel2"]), line.told(match)) if day else None
    )


def _days_of_month(line: DateLine, match: re.Match[str]) -> Value | None:
    if match["op"] == "&" and not match["cue"]:
        return None
    when, told = when_of(match["rel"] or match["rel2"]), line.told(match)
    first, last = part_day(line, match), part_day(line, match, "2")
    if not first or not last or first >= last:
        return None
    ends = calendar.day_of_month(last, when, told)
    return joined(line, calendar.day_of_month(first, when, told), ends)


def _listed_year(line: DateLine, match: re.Match[str]) -> Value | None:
    """A year in brackets or in a row of years: "in 2007 and 2009"."""
    year = line.value(match, "year") or line.value(match, "year2") or 0
    return Value(str(year), "year") if 1800 <= year <= 2100 and not _counted(line, match.end()) else None


RULES: tuple[Rule, ...] = tuple(
    (re.compile(pattern), handler)
    for pattern, handler in (
        (rf"(?:{HEAD})?{DAY}f?-?h?{MO}{TAIL}", _full),
        (
            rf"(?:{HEAD})?{MO}{NTH}(?P<tail>[,f]?p?(?P<year>Y)|[PF]|(?=$|[,.;(|)p&ta\"TqAJ]|-(?!D)))(?![/N%])",
            _month_first,
        ),
        (
            r"(?P<cue>[bf])?(?P<mo>[Mm])(?P<day>D)s?(?P<op>[t-])p?(?P<day2>D)s?(?P<tail>,?(?P<year>Y))?(?![/N%UM])",
            _days_month_first,
        ),
        (r"(?P<year>Y)(?P<sep>[/-])(?P<mo>[Mm])(?P<sep2>[/-])(?P<day>D)(?P<tail>)", _plain_full),
        (r"(?P<day>D)(?P<sep>[/-])(?P<mo>[Mm])(?P<sep2>[/-])(?P<year>Y)(?P<tail>)", _plain_full),
        (r"(?P<mo>[Mm])(?P<sep>[/-])(?P<day>D)(?P<sep2>[/-])(?P<year>Y)(?P<tail>)", _plain_full),
        (r"(?P<mo>[Mm])(?P<sep>/)(?P<day>D)(?P<tail>)(?!/)", _plain_full),
        (r"(?P<year>Y)(?P<sep>[/-])?(?P<mo>M)(?![DY/-])", _year_month),
        (
            r"(?P<year>Y)(?P<sep>-)(?P<mon>D)(?![-/DN%])|(?<=[pf])(?P<mon2>D)[/-](?P<year2>Y)(?![/-])",
            _year_month,
        ),
        (rf"(?P<cue>[bfd])?p?{DAY}(?P<op>[t&-])[pt]?{DAY2}f?h?{MO}{TAIL}", _days),
        (
            rf"(?P<cue>[bf])?{DAY}f?(?P<mo>[Mm])(?:(?P<year1>Y)g?)?(?P<op>[t&-])"
            rf"p?{DAY2}f?(?P<mo3>[Mm])(?:/?[Mm])?{TAIL}",
            _two_dates,
        ),
        (
            rf"(?P<cue>[bf])h?(?P<mo>[Mm])(?:/[Mm])?(?:(?P<year1>Y))?(?P<op>[t&])h?(?P<mo3>[Mm])(?:/[Mm])?{TAIL}",
            _two_dates,
        ),
        (rf"(?P<lead>Xf?p?-?h?|h|(?P<rel0>[PFC]))?{MO}{TAIL}", _month),
        (r"(?P<cue>[bf])?(?P<named>[yg]\(?)?(?P<year>Y)g?(?P<op>[t&/-])[yg]?(?P<year2>Y)(?![/-])g?", _years),
        (r"(?:X[fp-]{0,2})?[yg][PCFc],?(?:(?P<year>Y)(?![%N/-])|\((?P<year2>Y)\))", _year),
        (r"(?:X[fp-]{0,2})?yf?(?:(?P<year>Y)(?![%N])g?|\((?P<year2>Y)\)g?)", _year),
        (r"d;?\((?P<year>Y)\)", _year),
        (r"(?P<year>Y)(?![/%N-])", _event_year),
        (r"(?:X[fp-]{0,2})?(?P<year>Y)g\.?", _year),
        (r"X[fp-]{0,2}(?P<year>Y)(?![/%N-])", _bare_year),
        (r"(?<=p)(?P<year>Y)(?![/%N-])", _bare_year),
        (r"(?<=f)(?P<year>Y)(?=$|[,.;&])", _from_year),
        (r"(?P<d>[dqG])?(?P<r>[Rr])(?:[,(]?d?(?P<wd>W)\)?)?", _relative),
        (r"(?:d|G)?(?P<wd>[Wv])(?:,?d?(?P<when>[PF]))?", _weekday),
        (r"(?P<when>[PFC])d?(?P<wd>[Wv])", _weekday),
        (
            r"(?:(?P<lead>X)[fp]{0,2})?(?:(?P<unit>[yghk])(?P<when>[PFCSc])|(?P<when2>[PFC])(?P<unit2>[yghk]))",
            _period,
        ),
        (r"(?P<lead>X)(?P<the>p)?(?P<unit>[yhk])(?![YPFCcS8(f&/OxD])", _end_of_period),
        (rf"{DAY}[fp]{{1,2}}(?:h(?P<rel>[PFCSc])|(?P<rel2>[PFC])h)", _of_month),
        (
            rf"(?P<cue>[bfd])?p?{DAY}(?P<op>[t&-])[pt]?{DAY2}[fp]{{1,2}}(?:h(?P<rel>[PFCSc])|(?P<rel2>[PFC])h)",
            _days_of_month,
        ),
        (r"(?<=[pfy]Y[&,])(?P<year>Y)(?![/%N-])|(?<=\()(?P<year2>Y)(?=\))", _listed_year),
    )
)
