"""The styles and scripts of the pages, each under an address that changes with what is in it."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from importlib import resources

from compare.report.style import stylesheet

NAMES = ("report.css", "web.css", "web.js")
"""The style of the reports with their fonts inside, what the pages add to it, and their script."""


@lru_cache(maxsize=4)
def held(name: str) -> bytes:
    """The bytes of one of `NAMES`."""
    if name == "report.css":
        return stylesheet().encode()
    return resources.files("compare.web").joinpath("assets", name).read_bytes()


@lru_cache(maxsize=4)
def address(name: str) -> str:
    """Where it is served."""
    return f"/assets/{name}?{hashlib.sha256(held(name)).hexdigest()[:12]}"
