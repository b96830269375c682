"""Uploaded files, pasted texts and texts of the archive as witnesses, by the program's own readers.

The name that somebody gave a file is a label here: it is shown and told in the result, and never opened.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from compare.errors import CompareError, InputError
from compare.ingest.formats import FORMATS, by_ending
from compare.ingest.metadata import complete
from compare.ingest.readers import safe_id, safe_name
from compare.ingest.tabular import too_many
from compare.inputs import Reading, read_data
from compare.model.result import Note
from compare.model.text import Witness
from compare.settings import Settings

ENDINGS = tuple(sorted({ending for format in FORMATS for ending in format.endings}))
"""What a name may end with to mean something; the readers go by content first."""
DECISIONS = "decisions.json"
"""What a person decided, beside the folder of the inputs."""
_PACKED = ".gz"


def stem(name: str) -> str:
    """A name without its ending, or both endings of a packed file.

    >>> stem("news.jsonl.gz"), stem("a.b.txt")
    ('news', 'a.b')
    """
    return Path(name[: -len(_PACKED)] if name.lower().endswith(_PACKED) else name).stem


def ending(name: str) -> str:
    """The ending that a file of ours is given for a name: one of `ENDINGS`, packed or not, or that of a text.

    >>> ending("News.JSONL.gz"), ending("a.pdf"), ending("a.xyz"), ending("a.txt/../b.sh.gz")
    ('.jsonl.gz', '.pdf', '.txt', '.gz')
    """
    packed = name.lower().endswith(_PACKED)
    last = Path(name[: -len(_PACKED)] if packed else name).suffix.lower()
    known = last if last in ENDINGS else ""
    return known + _PACKED if packed else known or ".txt"


def holds_many(name: str | None) -> bool:
    """True for the name of a file that may hold several accounts. No file is looked at."""
    named = by_ending(name)
    return named is not None and named.many


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
    data = (folder / told["file"]).read_bytes()
    name = told.get("name")
    id = safe_id(stem(name) if name else f"text-{number}")
    contents = read_data(data, id=id, path=name, settings=settings)
    reading.notes += [Note(slug, message) for slug, message in contents.notes]
    alone = len(contents.witnesses) == 1
    return [complete(_told(witness, told, alone=alone)) for witness in contents.witnesses]


def _told(witness: Witness, told: Mapping[str, Any], *, alone: bool) -> Witness:
    """The witness with what the caller knows about it.

    That goes before what was read out of a file with one account. Of many it was told about all alike: it
    fills in what each does not tell by itself.
    """
    known = {name: told.get(name) or None for name in ("title", "outlet", "language")}
    published = Witness.from_text("", published=told.get("published") or None).published
    if published.value:
        known["published"] = published
    kept = {name: value for name, value in known.items() if value and (alone or not _tells(witness, name))}
    if not kept:
        return witness
    # What the file said about it is no longer where it comes from.
    evidence = tuple(one for one in witness.evidence if one.field not in kept)
    return replace(witness, **kept, evidence=evidence)


def _tells(witness: Witness, name: str) -> bool:
    return bool(witness.published.value if name == "published" else getattr(witness, name))
