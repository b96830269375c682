"""Accounts made ready from plain text."""

from __future__ import annotations

from collections.abc import Callable

import pytest

import compare
from compare.ingest.metadata import complete
from compare.model.prepared import Prepared
from compare.prepare import prepare

Make = Callable[..., Prepared]


@pytest.fixture(scope="session")
def account() -> Make:
    """An account: id, text, and what else is known of it."""

    def made(id: str, text: str, language: str = "ar", **known: str | None) -> Prepared:
        return prepare(complete(compare.Witness.from_text(text, id=id, language=language, **known)))

    return made
