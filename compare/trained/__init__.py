"""Trained tables and statistics, each with its notice (`*.NOTICE.md`) and the tool that makes it."""

from __future__ import annotations

from importlib import resources


def resource(name: str) -> bytes:
    """The bytes of one file of this folder."""
    return resources.files(__name__).joinpath(name).read_bytes()
