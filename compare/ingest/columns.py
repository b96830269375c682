"""The columns of a table of accounts: which one holds what, and the dates as they are written there."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from functools import cache

from compare.errors import InputError
from compare.ingest.dateline import find_dateline
from compare.ingest.readers import safe_name
from compare.languages import LANGUAGES, table
from compare.model.text import UNKNOWN_DATE, Published

FIELDS = ("id", "url", "text", "title", "outlet", "published", "language")
"""What a column may hold, by the names that `--columns` takes."""
LONGEST_VALUE = 300
"""Characters of a cell that are looked at, the text aside."""

_SHOWN_COLUMNS = 8
_LEAST_SECONDS = 100_000_000  # in 1973: smaller numbers are no moments
_PARTS = re.compile(r"\s*(\d{1,2})\s?([-/.])\s?(\d{1,2})\s?\2\s?(\d{4})(?!\d)")
_SECONDS = re.compile(r"\d{9,10}(?:\.\d+)?|\d{12,13}")
_PERSIAN = frozenset("۰۱۲۳۴۵۶۷۸۹")
_COMPACT = re.compile(r"(?:1[89]|20|21)\d{6}")


def chosen_columns(columns: Mapping[str, object], told: Mapping[str, str]) -> dict[str, str]:
    """The column of each field that has one: the told one, or the first that has a usual name."""
    folded: dict[str, str] = {}
    for column in columns:
        folded.setdefault(folded_name(column), column)
    chosen: dict[str, str] = {}
    for name in FIELDS:
        wanted = [folded_name(told[name])] if name in told else usual_names(name)
        found = [folded[entry] for entry in wanted if entry in folded]
        if found:
            # Two columns may differ in case alone.
            chosen[name] = told[name] if told.get(name) in columns else found[0]
        elif name in told:
            shown = safe_name(told[name])
            raise InputError(f"No column is named {shown}; {_named(columns)}.", slug="no-column")
    if "text" not in chosen:
        raise InputError(
            f"No column is known as the text; {_named(columns)}: say which with --columns text=NAME.",
            slug="no-column",
        )
    return chosen


def _named(columns: Mapping[str, object]) -> str:
    shown = [safe_name(column[:30]) for column in list(columns)[:_SHOWN_COLUMNS] if column]
    more = len(columns) - len(shown)
    return "its columns are " + ", ".join(shown) + (f" and {more} more" if more > 0 else "")


@cache
def usual_names(name: str) -> tuple[str, ...]:
    """The folded names that columns with this field usually have, in order of preference."""
    rows = [table(language, "columns").get("columns", {}).get(name, []) for language in LANGUAGES]
    return tuple(dict.fromkeys(folded_name(entry) for entries in rows for entry in entries))


def folded_name(column: str) -> str:
    """A column's name without case, marks, spaces and vowel signs.

    >>> folded_name("Published_At") == folded_name("published at")
    True
    """
    plain = unicodedata.normalize("NFD", column[:LONGEST_VALUE].casefold())
    return "".join(c for c in plain if c.isalnum())


def order_of_days(values: Sequence[str]) -> Callable[[str], str]:
    """What rewrites the dates of a column as year, month, day, in the order that the column shows.

    One date such as 8/18/2024 tells the order of the whole column, if none tells the opposite.

    >>> order_of_days(["3/4/2024", "8/18/2024"])("3/4/2024 21:50")
    '2024-3-4 21:50'
    """
    parts = [found for value in values if (found := _PARTS.match(value[:LONGEST_VALUE]))]
    day_first = any(int(found[1]) > 12 for found in parts)
    month_first = any(int(found[3]) > 12 for found in parts)
    if day_first == month_first:
        return str
    form = r"\4-\3-\1" if day_first else r"\4-\1-\3"
    return lambda value: _PARTS.sub(form, value, count=1)


def stated_date(value: str, language: str | None) -> Published:
    """The stated date of a cell: ISO, numeric, seconds since 1970, or with the month's name; else unknown."""
    plain = "".join(str(unicodedata.decimal(c, c)) for c in value)
    if _COMPACT.fullmatch(plain):
        plain = f"{plain[:4]}-{plain[4:6]}-{plain[6:]}"
    elif _SECONDS.fullmatch(plain):
        return _moment(float(plain))
    try:
        told = _published(dt.datetime.fromisoformat(plain))
    except ValueError:
        told = UNKNOWN_DATE
    if told.value:
        return told
    if language is None and not _PERSIAN.isdisjoint(value):
        language = "fa"
    found = find_dateline(plain, language)
    return Published(found.value, found.basis) if found.value else UNKNOWN_DATE


def _moment(seconds: float) -> Published:
    if seconds >= 1e11:
        seconds /= 1000
    if seconds < _LEAST_SECONDS:
        return UNKNOWN_DATE
    return _published(dt.datetime(1970, 1, 1) + dt.timedelta(seconds=seconds))


def _published(moment: dt.datetime) -> Published:
    """The day, with the time where one is told: midnight is what programs write for no time."""
    if not 1800 <= moment.year <= 2199:
        return UNKNOWN_DATE
    day = moment.date().isoformat()
    return Published(f"{day}T{moment:%H:%M}" if moment.hour or moment.minute else day, "stated")
