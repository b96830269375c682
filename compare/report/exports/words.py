"""The words of the exports, and document text as office files and XML may hold it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from importlib.util import find_spec
from typing import Any

from compare.errors import UsageError
from compare.languages import table
from compare.model.result import Result, WitnessSummary
from compare.report import wording

_LIBRARIES = {"xlsx": "xlsxwriter", "docx": "docx"}
_ISOLATED = re.compile("[\u2066-\u2068]([^\u2066-\u2069]*)\u2069?|([^\u2066-\u2069]+)|\u2069")
_MARKS = {"rtl": "\u200f", "ltr": "\u200e"}
_DAY = r"\d{4}(?:-\d\d(?:-\d\d(?:T\d\d:\d\d)?)?)?"
# A year alone is a number like any other, and stands as it is in a range only.
_ISO = re.compile(rf"(?<![\w/.-])(?:{_DAY}/{_DAY}|\d{{4}}-\d\d(?:-\d\d(?:T\d\d:\d\d)?)?)(?![\w/-])")
# What XML 1.0 cannot hold; lone surrogates are among it.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class NoOfficeError(UsageError):
    """The extra that workbooks and documents need is not installed."""

    def __init__(self, format_name: str) -> None:
        super().__init__(
            f"{format_name} needs the extra: pip install 'tawatur[office]'.",
            slug="no-office",
        )


def check_office(formats: Collection[str]) -> None:
    """Raises `NoOfficeError` for a format whose library is not installed."""
    for name, module in _LIBRARIES.items():
        if name in formats and find_spec(module) is None:
            raise NoOfficeError(name.upper())


def texts(lang: str) -> Mapping[str, Any]:
    """The texts of the exports; those of English where a language has none."""
    return table(lang, "exports") or table("en", "exports")


def filled(form: str, **values: object) -> str:
    """The form with its {names} filled in, in one pass: braces inside a value stay as they are."""
    return re.sub(r"\{(\w+)\}", lambda hole: str(values.get(hole[1], hole[0])), form)


def dated(text: str, lang: str) -> str:
    """The text with its ISO dates and ranges in the words of the language.

    >>> dated("The values differ: 2024-08-20 against 2020/2021-05.", "en")
    'The values differ: 20 August 2024 against 2020 to May 2021.'
    """
    from compare.report.html import period

    return _ISO.sub(lambda found: period(found[0], lang), text)


def xml_safe(text: str) -> str:
    """The text with U+FFFD for each character that XML cannot hold: offsets stay as they are."""
    return _NOT_XML.sub("\ufffd", text)


def pieces(text: str, way: str) -> Iterator[tuple[str, str]]:
    """The text in parts of one direction: what stands between isolates has its own.

    Office programs know no isolates: a mark on both sides of a part stands for them.

    >>> list(pieces("from \u2068باكو\u2069 on", "ltr")) == [
    ...     ("from ", "ltr"), ("\u200fباكو\u200f", "rtl"), (" on", "ltr")]
    True
    """
    for found in _ISOLATED.finditer(text):
        inner, outer = found[1], found[2]
        if outer:
            yield outer, way
        elif inner:
            own = direction(inner, "ltr")
            yield f"{_MARKS[own]}{inner}{_MARKS[own]}", own


def marked(text: str) -> str:
    """The text with marks of direction in place of isolates, as `pieces` gives them."""
    return "".join(piece for piece, _ in pieces(text, ""))


def direction(text: str, default: str) -> str:
    """ "rtl" or "ltr": the direction of the first letter that has one."""
    kinds = (unicodedata.bidirectional(c) for c in text)
    first = next((kind for kind in kinds if kind in ("L", "R", "AL")), "")
    return {"L": "ltr", "": default}.get(first, "rtl")


def sigla(result: Result, lang: str) -> dict[str, str]:
    """The letter of every account in the letters of the language, by its id."""
    return {w.id: wording.siglum(lang, w.siglum) for w in result.witnesses}


def name_of(witness: WitnessSummary) -> str:
    """What an account is called: its title, else its id; on one line."""
    return wording.plain(witness.title or witness.id)
