"""The paragraphs of files of every format, folders and tables of any size: read in a stream, never held.

They may be read as often as asked. The first pass gives the texts and keeps where each stands, 36 bytes a
paragraph; a later pass fetches the texts that are shown.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from compare.duplicates.outlets import one_line, outlet_of_account, outlet_of_row
from compare.errors import CompareError, InputError
from compare.ingest.columns import LONGEST_VALUE, stated_date
from compare.ingest.files import Contents
from compare.ingest.formats import ENDINGS, by_ending
from compare.ingest.html import looks_like_html
from compare.ingest.readers import safe_name
from compare.inputs import Reading, article_of, check_columns, expand, read_many
from compare.model.repeated import UNDATED, Fault, Place, Places
from compare.model.result import Note
from compare.model.text import Witness
from compare.segment.blocks import find_blocks
from compare.settings import Settings
from compare.streams import TABLES, Faults, Source, Values, is_table, open_table, rows

MIN_WORDS = 8
"""Words from which a line counts as a paragraph: shorter ones are headings, credits and buttons."""

_MOST_IN_A_FILE = 1_000_000
"""Accounts of one mailbox or archive: a pass over them holds the accounts of one file."""
_PLAIN = ("text", "markdown")
_PLAIN_TIMES = 20
"""A plain text may be this many times as large as an account that is compared as a whole."""
_OUTLETS = 50_000
"""Outlets that are told apart; a column with more of them names no outlets."""
_OTHER = "…"
_WRAPPED = range(40, 121)
"""Characters of a line, on average, where lines may be hard-wrapped."""
_LINES = re.compile("[\v\f\x1c-\x1e\x85\u2028\u2029]")
"""Line ends beside the line feed."""
_DAYS = 1440 * dt.date(1970, 1, 1).toordinal()
_ONE_WORD = 20
"""Times that a word stands in a row before the paragraph counts as that one word."""


@dataclass(slots=True)
class _File:
    """One input file: a table, or what holds one account or many."""

    path: str
    table: Source | None
    stamp: tuple[int, int]
    name: str = ""
    stem: str = ""

    def __post_init__(self) -> None:
        place = Path(self.path)
        self.name = safe_name(self.path)
        self.stem = Path(place.stem).stem if place.suffix.lower() == ".gz" else place.stem


class Paragraphs:
    """The paragraphs of all inputs, in their order. Iterating reads the inputs from the start.

    `failures` are the inputs that could not be read, `faults` and `notes` what was left out or mended;
    `places`, `outlets`, `rows` and `short` hold what the last pass has met, `complete` says whether it came
    to the end. Memory: the places, and a few rows.
    """

    def __init__(
        self,
        paths: Sequence[str],
        columns: Mapping[str, str] | None = None,
        settings: Settings | None = None,
        *,
        min_words: int = MIN_WORDS,
        whole: bool = False,
    ) -> None:
        """Names the inputs and looks at their first rows.

        `columns` says which column of a table holds a field; `whole` takes a row or file as one paragraph;
        paragraphs of fewer words than `min_words` are left out. Raises `UsageError` for a field that no
        account has.
        """
        check_columns(columns or {})
        self._settings, self._columns = settings or Settings(), dict(columns or {})
        self._min_words, self._whole = min_words, whole
        self._reading = Reading(kinds=(*ENDINGS, *TABLES))
        self._files: list[_File] = []
        for path in expand(paths, self._reading):
            try:
                table = open_table(path, columns or {}) if is_table(path) else None
                self._files.append(_File(path, table, _stamp(path)))
            except CompareError as error:
                self._reading.fail(error)
        self._begin()

    def _begin(self) -> None:
        self._faults = Faults()
        self._outlets: dict[str, int] = {}
        self._unreadable: dict[str, CompareError] = {}
        self._told: list[Note] = []
        self.places = Places()
        self.rows = self.short = 0
        self.complete = False

    @property
    def files(self) -> tuple[str, ...]:
        """The files that were read, by their names."""
        return tuple(f.name for f in self._files if f.path not in self._unreadable)

    @property
    def file_names(self) -> tuple[str, ...]:
        """The names of all files, as `Places.file` counts them."""
        return tuple(f.name for f in self._files)

    @property
    def fingerprint(self) -> str:
        """A short word for the texts: other files, other versions of them, another way to read them."""
        parts = [f"{f.path} {f.stamp} {f.table and sorted(f.table.columns.items())}" for f in self._files]
        whole = "\n".join((*parts, f"{self._min_words} {self._whole} {self._settings.max_input_bytes}"))
        return hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()[:16]

    @property
    def failures(self) -> tuple[CompareError, ...]:
        return (*self._reading.failures, *self._unreadable.values())

    @property
    def notes(self) -> tuple[Note, ...]:
        """What was told of inputs as a whole; `faults` tell of their rows."""
        unreadable = (Note("unreadable-input", str(error)) for error in self._unreadable.values())
        return (*self._reading.notes, *self._told, *unreadable)

    @property
    def faults(self) -> tuple[Fault, ...]:
        return self._faults.all()

    @property
    def outlets(self) -> tuple[str, ...]:
        """The outlets by number; what names none goes by its address, or by the name of its file."""
        return tuple(self._outlets)

    def __iter__(self) -> Iterator[str]:
        """The texts of the paragraphs. Cost: reading, about 100 MB of JSON lines a second."""
        self._begin()
        for number, file in enumerate(self._files):
            for row, text, outlet, date in self._rows(file):
                self.rows += 1
                yield from self._paragraphs(number, row, text, outlet, date)
        self.complete = True

    def fetch(self, wanted: Sequence[int]) -> Iterator[tuple[int, str, str]]:
        """The wanted paragraphs (their numbers, ascending) with text and the id of their row.

        Raises `InputError` where a file has changed since it was read. Cost: reading the inputs once more;
        lines of JSON that hold nothing wanted are not parsed.
        """
        places = self.places
        at = 0
        while at < len(wanted):
            number = places.file[wanted[at]]
            stop = at
            while stop < len(wanted) and places.file[wanted[stop]] == number:
                stop += 1
            file = self._files[number]
            if _stamp(file.path) != file.stamp:
                raise InputError(f"{file.name} changed while it was read.", slug="changed")
            only = frozenset(places.row[i] for i in wanted[at:stop])
            for row, text, id in self._texts(file, only):
                while at < stop and places.row[wanted[at]] == row:
                    i = wanted[at]
                    yield i, text[places.start[i] : places.end[i]], id
                    at += 1
            at = stop

    def place(self, i: int, id: str) -> Place:
        """Where paragraph i stands."""
        file = self._files[self.places.file[i]]
        return Place(
            file=file.name,
            row=self.places.row[i] or None,
            start=self.places.start[i],
            end=self.places.end[i],
            id=id,
            outlet=self.outlets[self.places.outlet[i]],
            published=written_date(self.places.date[i]),
        )

    # ------------------------------------------------------------------------------------------- rows

    def _rows(self, file: _File) -> Iterator[tuple[int, str, int, int]]:
        """Every row with its text, the number of its outlet and its date."""
        if file.table is None:
            try:
                contents = self._read(file)
            except CompareError as error:
                self._unreadable[file.path] = error
                return
            self._told += [Note(*told) for told in contents.notes]
            for number, witness in _numbered(contents):
                self._told += [Note(*told) for told in witness.notes]
                outlet = self._outlet(outlet_of_account(witness, file.path) or file.stem)
                yield number, witness.text, outlet, _code(witness.published.value or "", file)
            return
        for number, values in rows(file.table, self._faults):
            text = self._text(values, file.name, number)
            if text:
                told = values.get("published", "")
                date = _code(told, file) if told else UNDATED
                if told and date == UNDATED and not told.isspace():
                    self._fault("dates-unread", file, "rows with a date that cannot be read", number)
                yield number, text, self._outlet(outlet_of_row(values) or file.stem), date

    def _texts(self, file: _File, only: frozenset[int]) -> Iterator[tuple[int, str, str]]:
        if file.table is None:
            for number, witness in _numbered(self._read(file)):
                if number in only:
                    yield number, witness.text, witness.id
            return
        for number, values in rows(file.table, Faults(), only):
            text = self._text(values, None, number)
            yield number, text, _id(values) or f"{file.stem[:50]}-{number}"

    def _text(self, values: Values, name: str | None, number: int) -> str:
        """The text of a row, a page unpacked; "" where there is none that can be read."""
        text = values.get("text", "")
        if "\0" in text:
            text = text.replace("\0", "\ufffd")
        if not text or text.isspace():
            reason = ("rows-empty", "rows without text left out")
        elif len(text) > self._settings.max_input_bytes:
            reason = ("rows-too-long", self._too_long("rows"))
        elif "<" in text and looks_like_html(text):
            try:
                return article_of(text, self._settings)
            except InputError:
                reason = ("rows-empty", "rows without text left out")
        else:
            return text
        if name is not None:
            self._faults.add(reason[0], name, reason[1], number)
        return ""

    def _too_long(self, what: str) -> str:
        return f"{what} of more than {self._settings.max_input_bytes:,} characters left out"

    def _read(self, file: _File) -> Contents:
        """A file that is no table; a plain text may be as large as one, as it is cut into paragraphs."""
        named = by_ending(file.path)
        plain = named is None or named.name in _PLAIN
        limit = self._settings.max_input_bytes * (_PLAIN_TIMES if plain else 1)
        settings = replace(self._settings, max_input_bytes=limit, max_accounts=_MOST_IN_A_FILE)
        return read_many(file.path, settings, self._columns)

    def _outlet(self, name: str) -> int:
        if name not in self._outlets and len(self._outlets) >= _OUTLETS:
            name = _OTHER
        return self._outlets.setdefault(name, len(self._outlets))

    def _fault(self, slug: str, file: _File, message: str, row: int) -> None:
        self._faults.add(slug, file.name, message, row or None)

    # ------------------------------------------------------------------------------------- paragraphs

    def _paragraphs(self, file: int, row: int, text: str, outlet: int, date: int) -> Iterator[str]:
        places = self.places
        for start, end in spans(text, whole=self._whole):
            part = text[start:end]
            if not long_enough(part, self._min_words):
                self.short += 1
                continue
            if _is_one_word(part):
                message = "paragraphs of one repeated word left out" + (", in rows" if row else "")
                self._fault("one-word", self._files[file], message, row)
                continue
            if len(part) > self._settings.max_input_bytes:
                self._fault("paragraphs-too-long", self._files[file], self._too_long("paragraphs"), row)
                continue
            places.file.append(file)
            places.row.append(row)
            places.start.append(start)
            places.end.append(end)
            places.outlet.append(outlet)
            places.date.append(date)
            yield part


def spans(text: str, *, whole: bool = False) -> Iterator[tuple[int, int]]:
    """Where the paragraphs of a text stand: its lines, or blocks of hard-wrapped lines; or the whole.

    >>> list(spans("One line.\\n\\n  Another. "))
    [(0, 9), (13, 21)]
    """
    if whole:
        start = len(text) - len(text.lstrip())
        yield start, start + len(text.strip())
        return
    lines = text.split("\n")
    wrapped = len(lines) > 3 and len(text) // len(lines) in _WRAPPED
    if wrapped or "\r" in text or _LINES.search(text):
        for block in find_blocks(text):
            yield block.start, block.end
        return
    at = 0
    for line in lines:
        body = line.strip()
        if body:
            start = at + line.index(body[0]) if body is not line else at
            yield start, start + len(body)
        at += len(line) + 1


def long_enough(text: str, least: int) -> bool:
    """True for a text of so many words, or of twelve characters for each: some scripts have no spaces."""
    if text.count(" ") >= 2 * least or len(text.split()) >= least:
        return True
    return not text.isascii() and len(text) >= 12 * least


def _is_one_word(text: str) -> bool:
    """True for one word over and over."""
    head = text[:LONGEST_VALUE].split(None, 2)
    if len(head) < 2 or not head[1].startswith(head[0]):
        return False
    words = text.split()
    count = sum(word.startswith(head[0]) and len(word) <= len(head[0]) + 1 for word in words)
    return count >= _ONE_WORD and count >= 0.95 * len(words)


def _numbered(contents: Contents) -> Iterator[tuple[int, Witness]]:
    """The accounts of a file, counted from 1 where there are several."""
    return enumerate(contents.witnesses, start=len(contents.witnesses) > 1)


def _id(values: Values) -> str:
    return one_line(values.get("id", "")) or one_line(values.get("url", ""))


def _stamp(path: str) -> tuple[int, int]:
    """What tells that a file has changed: its size and when it was written."""
    try:
        found = Path(path).stat()
    except (OSError, ValueError):
        return (0, 0)
    return found.st_size, found.st_mtime_ns


# ------------------------------------------------------------------------------------------------- dates


def _code(value: str, file: _File) -> int:
    """A date as one number: see `Places`."""
    value = value[:LONGEST_VALUE].strip()
    if not value:
        return UNDATED
    try:
        moment = dt.datetime.fromisoformat(value)
    except ValueError:
        found = _stated(file.table.days(value) if file.table else value)
        if found is None:
            return UNDATED
        moment = dt.datetime.fromisoformat(found)
    if not 1800 <= moment.year <= 2199:
        return UNDATED
    minutes = 1440 * moment.toordinal() - _DAYS + 60 * moment.hour + moment.minute
    return 2 * minutes + bool(moment.hour or moment.minute)


@lru_cache(maxsize=4096)
def _stated(value: str) -> str | None:
    """The ISO date, with time where it is told, of a date in another form."""
    found = stated_date(" ".join(value.split()), None).value
    return found if found and len(found) >= 10 else None


@lru_cache(maxsize=1 << 16)
def written_date(code: int) -> str | None:
    """The ISO date of a code, with its time where it is told."""
    if code == UNDATED:
        return None
    days, minutes = divmod((code >> 1) + _DAYS, 1440)
    day = dt.date.fromordinal(days).isoformat()
    return f"{day}T{minutes // 60:02d}:{minutes % 60:02d}" if code & 1 else day
