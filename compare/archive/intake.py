"""Accounts out of files of every format, folders and tables of any size, one after the other."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from compare.errors import CompareError, InputError, UsageError
from compare.ingest.columns import LONGEST_VALUE, stated_date
from compare.ingest.formats import ENDINGS
from compare.ingest.html import looks_like_html
from compare.ingest.language import detect_language
from compare.ingest.readers import safe_id, safe_name
from compare.inputs import Reading, article_of, check_columns, expand, read_many
from compare.model.result import Note
from compare.model.text import UNKNOWN_DATE, Witness
from compare.settings import Settings
from compare.streams import TABLES, Faults, Source, Values, is_table, open_table, rows

_MOST_IN_A_FILE = 1_000_000
"""Accounts of one mailbox or archive: these are stored, and not compared all with all."""
_SAMPLE = 2000
"""Letters by which the language of a row is told."""


class Intake:
    """The accounts of all inputs, in their order; iterating reads them once, a few rows at a time.

    `failures` are the inputs that could not be read; `notes` say afterwards what was left out or mended.
    """

    def __init__(
        self,
        paths: Sequence[str],
        columns: Mapping[str, str] | None = None,
        settings: Settings | None = None,
    ) -> None:
        self.settings = settings or Settings()
        self.columns = dict(columns or {})
        check_columns(self.columns)
        self._reading = Reading(kinds=(*ENDINGS, *TABLES))
        self._faults = Faults()
        self._files = expand(paths, self._reading)
        self.read = 0

    @property
    def failures(self) -> list[CompareError]:
        return self._reading.failures

    @property
    def notes(self) -> list[Note]:
        kept = [note for note in self._reading.notes if note.slug != "unreadable-input"]
        return kept + [fault.as_note() for fault in self._faults.all()]

    def __iter__(self) -> Iterator[Witness]:
        for path in self._files:
            try:
                yield from self._rows(path) if is_table(path) else self._accounts(path)
            except UsageError:
                raise
            except CompareError as error:
                self._reading.fail(error)

    def _accounts(self, path: str) -> Iterator[Witness]:
        """The accounts of a file that is no table: one of a text, all of a mailbox or an archive."""
        settings = replace(self.settings, max_accounts=_MOST_IN_A_FILE)
        contents = read_many(path, settings, self.columns)
        self._reading.notes += [Note(*told) for told in contents.notes]
        for witness in contents.witnesses:
            self._reading.notes += [Note(*told) for told in witness.notes]
            yield witness

    def _rows(self, path: str) -> Iterator[Witness]:
        table = open_table(path, self.columns)
        place = Path(path)
        stem = Path(place.stem).stem if place.suffix.lower() == ".gz" else place.stem
        for number, values in rows(table, self._faults):
            text = values.get("text", "")
            if not text or text.isspace():
                self._faults.add("rows-empty", table.name, "rows without text left out", number)
            elif len(text) > self.settings.max_input_bytes:
                self._faults.add("rows-too-large", table.name, "rows with too large a text left out", number)
            else:
                yield _witness(values, table, f"{stem}-{number}", self.settings)


def _witness(values: Values, table: Source, id: str, settings: Settings) -> Witness:
    text = values["text"]
    if looks_like_html(text):
        with suppress(InputError):  # no article in it: it is text as it stands
            text = article_of(text, settings)
    named = _line(values.get("id", "")) or _line(values.get("url", ""))
    language = _line(values.get("language", "")).casefold() or detect_language(text[:_SAMPLE])
    told = values.get("published", "")[:LONGEST_VALUE].strip()
    return Witness(
        id=safe_id(named) if named else safe_id(id),
        text=text,
        title=_line(values.get("title", "")) or None,
        outlet=_line(values.get("outlet", "")) or None,
        published=stated_date(table.days(told), language) if told else UNKNOWN_DATE,
        language=language,
        path=_line(values.get("url", "")) or safe_name(table.path),
        sha256=hashlib.sha256(text.encode("utf-8", "replace")).hexdigest(),
    )


def _line(value: str) -> str:
    return " ".join(value[:LONGEST_VALUE].replace("\0", " ").split())


def nothing(intake: Intake) -> CompareError:
    """What to raise where no account could be read at all."""
    return intake.failures[0] if intake.failures else InputError("No account could be read.", slug="empty")
