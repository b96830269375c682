"""Tables of accounts (JSON lines, comma- or tab-separated) to witnesses: one row, one account.

The columns are found by the names they usually have (`columns.toml` of each language) or are told.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from compare.errors import InputError
from compare.ingest.columns import (
    FIELDS,
    LONGEST_VALUE,
    chosen_columns,
    folded_name,
    order_of_days,
    stated_date,
    usual_names,
)
from compare.ingest.decode import decode
from compare.ingest.language import detect_language
from compare.ingest.metadata import complete
from compare.ingest.readers import read_text, safe_id, safe_name
from compare.model.text import Witness
from compare.settings import Settings

JSON_LINES = (".jsonl", ".ndjson")
SEPARATED = (".csv", ".tsv")

_DELIMITERS = (",", ";", "\t", "|")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]{0,20}://(?:www\.)?", re.IGNORECASE)

Values = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """The witnesses of a table, and what a reader should know about the rows: (slug, message)."""

    witnesses: tuple[Witness, ...]
    notes: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class _Rows:
    """Rows by number, counted from 1, with the fields that were found; and the lines that are no rows."""

    rows: list[tuple[int, Values]] = field(default_factory=list)
    count: int = 0
    broken: list[int] = field(default_factory=list)


def read_table(
    data: bytes,
    *,
    path: str,
    stem: str,
    settings: Settings,
    columns: Mapping[str, str] | None = None,
    kind: str | None = None,
) -> Table:
    """The accounts of a table, in its order. `columns` says which column holds a field of `FIELDS`.

    `kind` is "json-lines", "json", "separated" or "parquet"; without one the name of the file tells.

    A row without text, or with a text above `max_input_bytes`, is left out and counted in one note. Raises
    InputError: "binary", "empty", "no-column" (no column is known as the text, or a told one is not there),
    "too-many-accounts". The message names the file. Linear in the size of the table.
    """
    name = safe_name(path)
    told = dict(columns or {})
    try:
        if kind == "parquet":
            found, encoding = _parquet(data, told, settings.max_accounts), "utf-8"
        else:
            text, encoding = decode(data)
            if not text.strip():
                raise InputError("This is empty.", slug="empty")
            lines = path.lower().removesuffix(".gz").endswith(JSON_LINES)
            read = _READERS[kind or ("json-lines" if lines else "separated")]
            found = read(text, told, settings.max_accounts)
        if found.count > settings.max_accounts:
            raise InputError(too_many(found.count, settings.max_accounts), slug="too-many-accounts")
    except InputError as error:
        raise InputError(f"{name}: {error}", slug=error.slug) from error
    return _table(found, _Origin(path, stem, encoding, settings.max_input_bytes))


def too_many(count: int, limit: int) -> str:
    """The sentence for more accounts than are compared at once."""
    return (
        f"These are {count} accounts; the limit is {limit}: narrow them down, to one event for instance, "
        "or raise the limit with --max-accounts."
    )


# ------------------------------------------------------------------------------------------------ rows


def _json_lines(text: str, told: Mapping[str, str], limit: int) -> _Rows:
    # Strings of JSON may hold every line separator but the line feed.
    lines = [(number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip()]
    rows = _Rows(count=len(lines))
    if len(lines) > limit:
        return rows
    objects: list[tuple[int, dict[str, object]]] = []
    for number, line in lines:
        value = _json(line)
        if isinstance(value, dict):
            objects.append((number, value))
        else:
            rows.broken.append(number)
    if not objects:
        raise InputError("No line of this is a JSON object.", slug="no-rows")
    chosen = chosen_columns(dict.fromkeys(key for _, item in objects for key in item), told)
    for number, item in objects:
        rows.rows.append((number, {name: plain_value(item.get(column)) for name, column in chosen.items()}))
    return rows


def _json_list(text: str, told: Mapping[str, str], limit: int) -> _Rows:
    """The objects of one JSON value: a list of them, an object with one such list, or one object."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        raise InputError("This is not written as JSON.", slug="no-rows") from None
    if isinstance(value, dict):
        lists = [entry for entry in value.values() if isinstance(entry, list) and _of_objects(entry)]
        value = lists[0] if len(lists) == 1 else [value]
    items = value if isinstance(value, list) else []
    rows = _Rows(count=len(items))
    objects = [(n, item) for n, item in enumerate(items, 1) if isinstance(item, dict)]
    rows.broken.extend(n for n, item in enumerate(items, 1) if not isinstance(item, dict))
    if not objects:
        raise InputError("This holds no list of JSON objects.", slug="no-rows")
    if rows.count <= limit:
        chosen = chosen_columns(dict.fromkeys(key for _, item in objects for key in item), told)
        for number, item in objects:
            rows.rows.append((number, {name: plain_value(item.get(entry)) for name, entry in chosen.items()}))
    return rows


def _of_objects(entries: list[object]) -> bool:
    return bool(entries) and all(isinstance(entry, dict) for entry in entries)


def _parquet(data: bytes, told: Mapping[str, str], limit: int) -> _Rows:
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        raise InputError(
            "Parquet needs the extra: pip install 'tawatur[parquet]'.", slug="no-parquet"
        ) from None
    try:
        with pyarrow.parquet.ParquetFile(io.BytesIO(data)) as file:
            rows = _Rows(count=file.metadata.num_rows)
            chosen = chosen_columns(dict.fromkeys(file.schema_arrow.names), told)
            if not 0 < rows.count <= limit:
                if not rows.count:
                    raise InputError("This has no rows.", slug="no-rows")
                return rows
            wanted = list(dict.fromkeys(chosen.values()))
            for number, item in enumerate(file.read(columns=wanted, use_threads=False).to_pylist(), 1):
                values = {name: _told(item.get(column)) for name, column in chosen.items()}
                rows.rows.append((number, values))
            return rows
    except (pyarrow.ArrowException, OSError, ValueError, TypeError, KeyError, OverflowError) as error:
        raise InputError("This Parquet file is damaged.", slug="unreadable") from error


def _told(value: object) -> str:
    """A cell of Parquet as text: days and moments say themselves, bytes are UTF-8."""
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    written = getattr(value, "isoformat", None)
    return str(written()) if written is not None else plain_value(value)


def _json(line: str) -> object:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None


def plain_value(value: object) -> str:
    """A JSON value as text: lists are paragraphs, an object counts with its name, the rest is nothing."""
    # A number of thousands of digits is no id, and slow to write out.
    if type(value) is int and value.bit_length() < 128:
        return str(value)
    if isinstance(value, str):
        return _SURROGATE.sub("\ufffd", value)
    if isinstance(value, list):
        return "\n\n".join(_SURROGATE.sub("\ufffd", part) for part in value if isinstance(part, str))
    if isinstance(value, dict):
        named = value.get("name") or value.get("title")
        return _SURROGATE.sub("\ufffd", named) if isinstance(named, str) else ""
    if isinstance(value, float) and abs(value) < 1e15:
        return f"{value:.0f}"
    return ""


def _separated(text: str, told: Mapping[str, str], limit: int) -> _Rows:
    body = text
    first, _, rest = text.partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.strip()) <= 5:
        body = rest
    before = csv.field_size_limit(max(len(body) + 1, 1))
    try:
        return _records(body, dialect_of(body, told), told, limit)
    except csv.Error:
        raise InputError("This cannot be read as a table.", slug="no-rows") from None
    finally:
        csv.field_size_limit(before)


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a separated table is written."""

    delimiter: str
    quoted: bool = True

    def records(self, text: str) -> Iterator[list[str]]:
        # Line ends inside quotation marks are text, so the reader gets them as they are.
        yield from self.reader(io.StringIO(text, newline=""))

    def reader(self, lines: Iterable[str]) -> Iterator[list[str]]:
        """The records of lines with their ends; goes on after a record that raises `csv.Error`."""
        if self.quoted:
            return csv.reader(lines, delimiter=self.delimiter)
        return csv.reader(lines, delimiter=self.delimiter, quoting=csv.QUOTE_NONE)


def dialect_of(text: str, told: Mapping[str, str]) -> Dialect:
    """The delimiter that gives the header most known columns, then most columns."""
    known = {folded_name(name) for name in told.values()}.union(*(usual_names(name) for name in FIELDS))

    def worth(delimiter: str) -> tuple[int, int]:
        header = next((row for row in Dialect(delimiter).records(text) if any(row)), [])
        return sum(folded_name(column) in known for column in header), len(header)

    best = max(_DELIMITERS, key=worth)
    return Dialect(best, quoted=best != "\t" or not _bare(text))


def _bare(text: str) -> bool:
    """True for a table whose quotation marks are part of the text: every line whole, marks left open."""
    lines = [line for line in text.splitlines() if line.strip()]
    width = lines[0].count("\t") if lines else 0
    if any(line.count("\t") != width for line in lines):
        return False
    cells = (cell for line in lines for cell in line.split("\t"))
    return any(cell.startswith('"') and (len(cell) == 1 or not cell.endswith('"')) for cell in cells)


def _records(text: str, dialect: Dialect, told: Mapping[str, str], limit: int) -> _Rows:
    records = (record for record in dialect.records(text) if any(cell.strip() for cell in record))
    header = next(records, [])
    places: dict[str, int] = {}
    for at, column in enumerate(header):
        places.setdefault(column.strip(), at)
    chosen = {name: places[column] for name, column in chosen_columns(places, told).items()}
    rows = _Rows()
    for record in records:
        rows.count += 1
        if rows.count <= limit:
            values = {name: record[at] for name, at in chosen.items() if at < len(record)}
            rows.rows.append((rows.count, values))
    if not rows.count:
        raise InputError("This has a header and no rows.", slug="no-rows")
    return rows


_READERS = {"json-lines": _json_lines, "json": _json_list, "separated": _separated}

# --------------------------------------------------------------------------------------------- accounts


@dataclass(frozen=True, slots=True)
class _Origin:
    """Where the rows come from."""

    path: str
    stem: str
    encoding: str
    longest: int


def _table(found: _Rows, origin: _Origin) -> Table:
    ordered = order_of_days([values.get("published", "") for _, values in found.rows])
    witnesses: list[Witness] = []
    skipped: list[int] = []
    undated: list[int] = []
    for number, values in found.rows:
        try:
            witness = _account(number, values, origin)
        except InputError:
            skipped.append(number)
            continue
        value = " ".join(values.get("published", "")[:LONGEST_VALUE].split())
        published = stated_date(ordered(value), witness.language)
        if value and published.value is None:
            undated.append(number)
        witnesses.append(complete(replace(witness, published=published) if published.value else witness))
    name = safe_name(origin.path)
    if not witnesses:
        raise InputError(f"{name}: No row of this holds text that can be read.", slug="empty")
    notes = _notes(name, found, skipped, undated)
    return Table(tuple(witnesses), notes)


def _account(number: int, values: Values, origin: _Origin) -> Witness:
    """One row as a witness, its date aside. Raises InputError for a row without a text that can be read."""
    text = values.get("text", "")
    data = text.encode("utf-8", "surrogatepass")
    if "\0" in text or len(data) > origin.longest or not any(c.isalnum() for c in text):
        raise InputError("no text", slug="empty")
    witness = read_text(text, id=_id(values, origin, number))
    language = values.get("language", "").strip().casefold()
    known = re.fullmatch(r"([a-z]{2})(?:[-_][a-z0-9]{1,8}){0,3}", language)
    return replace(
        witness,
        title=_line(values, "title") or witness.title,
        outlet=_line(values, "outlet") or witness.outlet,
        language=known[1] if known else detect_language(witness.text),
        path=f"{origin.path}#{number}",
        sha256=hashlib.sha256(data).hexdigest(),
        encoding=origin.encoding,
    )


def _id(values: Values, origin: _Origin, number: int) -> str:
    for name in ("id", "url"):
        value = _SCHEME.sub("", values.get(name, "")[:LONGEST_VALUE].strip())
        if any(c.isalnum() for c in value):
            return safe_id(value)
    return safe_id(f"{origin.stem[:50]}-{number}")


def _line(values: Values, name: str) -> str | None:
    return " ".join(values.get(name, "")[:LONGEST_VALUE].replace("\0", " ").split()) or None


def _notes(
    name: str, found: _Rows, skipped: Sequence[int], undated: Sequence[int]
) -> tuple[tuple[str, str], ...]:
    """One note for each kind of thing that was left out, with the first place it was met."""
    told = (
        ("table-lines-unreadable", found.broken, "lines left out, no JSON objects", "line"),
        ("table-rows-skipped", skipped, "rows left out, without text that can be read", "row"),
        ("table-dates-unread", undated, "rows with a date that cannot be read", "row"),
    )
    return tuple(
        (slug, f"{name}: {len(places)} of {found.count} {what}; the first is {where} {places[0]}.")
        for slug, places, what, where in told
        if places
    )
