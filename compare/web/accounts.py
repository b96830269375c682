"""Uploaded files, pasted texts and texts of the archive as witnesses, by the program's own readers.

The name that somebody gave a file is a label here: it is shown and told in the result, and never opened.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from compare.errors import CompareError, InputError
from compare.ingest.metadata import complete
from compare.ingest.readers import read_bytes, safe_id, safe_name
from compare.ingest.tabular import JSON_LINES, SEPARATED, read_table, too_many
from compare.inputs import Reading
from compare.model.text import Witness
from compare.settings import Settings

TABLES = (*JSON_LINES, *SEPARATED)
ENDINGS = (".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml", *TABLES)
"""What a name may end with to mean something; the readers go by content."""


def label(name: str | None) -> str | None:
    """The last part of the name that an upload came with, as it may be told; None where nothing is left.

    >>> label("C:\\\\news\\\\a.txt"), label("../../etc/passwd"), label("")
    ('a.txt', 'passwd', None)
    """
    last = (name or "").replace("\\", "/").rsplit("/", 1)[-1].strip()
    return safe_name(last) if last and last.strip(".") else None


def gather(folder: Path, inputs: Sequence[Mapping[str, Any]], settings: Settings) -> Reading:
    """The witnesses of the inputs, in order; one that fails is named in the notes and left out.

    Each input tells its `file`, which is ours, and may tell `name`, `title`, `outlet`, `published` and
    `language`. Raises the first failure where fewer than two are left.
    """
    reading = Reading()
    for number, told in enumerate(inputs, start=1):
        try:
            reading.witnesses += _read(folder, number, told, settings, reading)
        except CompareError as error:
            reading.fail(error)
    if len(reading.witnesses) > settings.max_accounts:
        raise InputError(too_many(len(reading.witnesses), settings.max_accounts), slug="too-many-accounts")
    if len(reading.witnesses) < 2 and reading.failures:
        raise reading.failures[0]
    return reading


def _read(
    folder: Path, number: int, told: Mapping[str, Any], settings: Settings, reading: Reading
) -> list[Witness]:
    from compare.model.result import Note

    data = (folder / told["file"]).read_bytes()
    name = told.get("name")
    stem = Path(name).stem if name else f"text-{number}"
    if name and name.lower().endswith(TABLES):
        table = read_table(data, path=name, stem=stem, settings=settings)
        reading.notes += [Note(slug, message) for slug, message in table.notes]
        return list(table.witnesses)
    witness = read_bytes(data, id=safe_id(stem), path=name, settings=settings)
    return [complete(_told(witness, told))]


def _told(witness: Witness, told: Mapping[str, Any]) -> Witness:
    """The witness with what the caller knows about it, which goes before what was read out of it."""
    published = Witness.from_text("", published=told.get("published") or None).published
    return replace(
        witness,
        title=told.get("title") or witness.title,
        outlet=told.get("outlet") or witness.outlet,
        language=told.get("language") or witness.language,
        published=published if published.value else witness.published,
    )
