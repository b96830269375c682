"""The words of the pages, in the language of whoever reads them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from starlette.requests import Request

from compare.languages import LANGUAGES, table

COOKIE = "tawatur-language"
REPORT_LANGUAGES = tuple(lang for lang in LANGUAGES if table(lang, "page") and table(lang, "interface"))
"""The languages that reports are written in."""
_MOST = 20


def texts(lang: str) -> Mapping[str, Any]:
    """The texts of the pages."""
    return table(lang, "web")


def language(request: Request) -> str:
    """The language of a page: as switched, else as the browser asks, else English."""
    for told in (request.query_params.get("lang"), request.cookies.get(COOKIE)):
        if told in LANGUAGES:
            return told
    return asked(request.headers.get("accept-language", ""))


@lru_cache(maxsize=256)
def asked(header: str) -> str:
    """The language that an Accept-Language header likes best of ours, else English.

    >>> asked("de, ar-EG;q=0.8, en;q=0.5"), asked("*")
    ('ar', 'en')
    """
    best, weight = "en", 0.0
    for part in header[:500].split(",")[:_MOST]:
        tag, _, rest = part.partition(";")
        name = tag.strip().lower().partition("-")[0]
        try:
            likes = float(rest.partition("=")[2]) if "=" in rest else 1.0
        except ValueError:
            continue
        if name in LANGUAGES and weight < likes <= 1:
            best, weight = name, likes
    return best
