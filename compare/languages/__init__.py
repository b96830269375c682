"""Tables per language, and their one loader: a new language is a new folder."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources
from typing import Any

LANGUAGES = ("ar", "en", "ru", "fr")


@lru_cache(maxsize=128)
def table(language: str, name: str) -> Mapping[str, Any]:
    """The table `name` of a language; empty where the language or the table does not exist."""
    file = resources.files(__name__).joinpath(language, f"{name}.toml")
    return tomllib.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
