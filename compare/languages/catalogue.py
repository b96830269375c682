"""The texts of the interface in a language, out of its gettext catalogue.

The English texts are the source; they stand in tables (`en/interface.toml` …). Every other language has one
catalogue, `locale/<language>/LC_MESSAGES/tawatur.po`, and its compiled twin. A message is found by the place
of its English text, "page.months.0", so that one English word may be told in two ways.
"""

from __future__ import annotations

import gettext
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources
from typing import Any

TABLES = (
    "decisions",
    "duplicates",
    "exports",
    "grids",
    "heatmap",
    "interface",
    "notebook",
    "page",
    "pictures",
    "plural",
    "reading",
    "terminal",
    "web",
)
"""The tables that hold texts of the interface; all others hold words of the language itself."""
CATEGORIES = ("zero", "one", "two", "few", "many", "other")
_EACH = (0, 1, 2, 3, 11, 100, 1_000_000)
_CHOICE = "plural.category"


@lru_cache(maxsize=8)
def catalogue(language: str) -> gettext.NullTranslations | None:
    """The catalogue of a language; for English one that leaves all as it is, for others without one None."""
    if language == "en":
        return gettext.NullTranslations()
    file = resources.files("compare.languages").joinpath("locale", language, "LC_MESSAGES", "tawatur.mo")
    if not file.is_file():
        return None
    with file.open("rb") as opened:
        return gettext.GNUTranslations(opened)


def category(language: str, n: int) -> str:
    """The CLDR plural category of a whole number, as the catalogue of the language tells it.

    >>> [category("ar", n) for n in (0, 1, 2, 10, 11, 100)]
    ['zero', 'one', 'two', 'few', 'many', 'other']
    >>> [category("ru", n) for n in (1, 2, 5, 11, 21, 22)]
    ['one', 'few', 'many', 'many', 'one', 'few']
    """
    found = catalogue(language) or gettext.NullTranslations()
    return found.npgettext(_CHOICE, "one", "other", n)


def is_plural(node: object) -> bool:
    """True for a group of plural forms: no keys but the categories, and the two of English among them."""
    return isinstance(node, Mapping) and {"one", "other"} <= set(node) <= set(CATEGORIES)


def translated(language: str, name: str, source: Mapping[str, Any]) -> Mapping[str, Any]:
    """The English table `name` with its texts in a language; empty where that has no catalogue."""
    found = catalogue(language)
    return {} if found is None else _told(found, language, name, source)


def _told(found: gettext.NullTranslations, language: str, place: str, node: Any) -> Any:
    if is_plural(node):
        return _forms(found, language, place, node)
    if isinstance(node, Mapping):
        return {key: _told(found, language, f"{place}.{key}", below) for key, below in node.items()}
    if isinstance(node, list):
        return [_told(found, language, f"{place}.{n}", below) for n, below in enumerate(node)]
    return found.pgettext(place, node) if isinstance(node, str) and node else node


def _forms(
    found: gettext.NullTranslations, language: str, place: str, node: Mapping[str, str]
) -> dict[str, str]:
    """One form for each category of the language; "zero" is a text by itself where English has one too."""
    one, other = node["one"], node["other"]
    forms = {category(language, n): found.npgettext(place, one, other, n) for n in _EACH}
    forms.setdefault("other", forms["many" if "many" in forms else "one"])
    if "zero" in node:
        forms["zero"] = found.pgettext(f"{place}.zero", node["zero"])
    return forms
