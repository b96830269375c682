"""Tables per language, and their one loader: a new language is a new folder."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources
from typing import Any

from compare.languages.catalogue import TABLES, translated

LANGUAGES = ("ar", "en", "ru", "fr")


@lru_cache(maxsize=128)
def table(language: str, name: str) -> Mapping[str, Any]:
    """The table `name` of a language; empty where the language or the table does not exist.

    The texts of the interface are those of English, translated by the catalogue of the language.
    """
    file = resources.files(__name__).joinpath(language, f"{name}.toml")
    if file.is_file():
        return tomllib.loads(file.read_text(encoding="utf-8"))
    return translated(language, name, table("en", name)) if language != "en" and name in TABLES else {}
