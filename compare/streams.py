"""Tables of any size, row by row: JSON lines, separated values and Parquet. Memory is that of a few rows."""

from __future__ import annotations

import csv
import gzip
import io
import json
import zlib
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, TypeAlias, cast

import orjson

from compare.errors import InputError
from compare.ingest.columns import chosen_columns, order_of_days
from compare.ingest.decode import decode
from compare.ingest.lines import Packed, beginning, whole_line
from compare.ingest.readers import safe_name
from compare.ingest.tabular import JSON_LINES, SEPARATED, Dialect, dialect_of, plain_value
from compare.model.repeated import Fault

PARQUET = (".parquet", ".pq")
TABLES = (*JSON_LINES, *SEPARATED, *(f"{e}.gz" for e in (*JSON_LINES, *SEPARATED)), *PARQUET)
Values: TypeAlias = dict[str, str]

_SAMPLE = 256_000
"""Bytes that show the encoding and the delimiter."""
_STRAY = 0.0005
"""Share of zero bytes up to which a file is still text."""
_SHOWN_ROWS = 1000
"""Rows that show the columns and how days are written."""
_NAMED = 5
"""Rows named of each kind of fault."""
_BATCH = 2000
_WHOLE = 2.0**63
"""Size from which the fast parser of JSON gives a whole number as a rounded one."""
_LONGEST = 100_000_000
"""Bytes of a line that are held at once; a longer one is no row."""


@dataclass(slots=True)
class Faults:
    """Faults by kind and file: how often each was met, and where first."""

    _met: dict[tuple[str, str], tuple[str, list[int], int]] = field(default_factory=dict)

    def add(self, slug: str, where: str, message: str, row: int | None = None) -> None:
        message, rows, count = self._met.get((slug, where), (message, [], 0))
        if row is not None and len(rows) < _NAMED:
            rows.append(row)
        self._met[slug, where] = message, rows, count + 1

    def all(self) -> tuple[Fault, ...]:
        return tuple(
            Fault(slug, where, message, count, tuple(rows))
            for (slug, where), (message, rows, count) in self._met.items()
        )


@dataclass(frozen=True, slots=True)
class Source:
    """A table and how it is read: found out once, so that every pass reads it alike."""

    path: str
    columns: Mapping[str, Any]
    encoding: str = "utf-8"
    dialect: Dialect | None = None
    days: Callable[[str], str] = str

    @property
    def name(self) -> str:
        return safe_name(self.path)


def is_table(path: str) -> bool:
    """True for a file whose name says that it holds rows."""
    return path.lower().endswith(TABLES)


def open_table(path: str, told: Mapping[str, str]) -> Source:
    """The table with its encoding, delimiter, columns and the order of its dates, from its first rows.

    Raises InputError with one sentence, naming the file: missing, empty, no text, no column of texts.
    """
    name = safe_name(path)
    try:
        if path.lower().endswith(PARQUET):
            source = _opened_parquet(path, told)
        elif path.lower().removesuffix(".gz").endswith(JSON_LINES):
            source = _opened_lines(path, told)
        else:
            source = _opened_separated(path, told)
        first = [values for _, values in islice(rows(source, Faults()), _SHOWN_ROWS)]
    except InputError as error:
        raise InputError(f"{name}: {error}", slug=error.slug) from error
    except FileNotFoundError:
        raise InputError(f"{name} does not exist.", slug="missing") from None
    except (EOFError, zlib.error, gzip.BadGzipFile):
        raise InputError(f"{name} cannot be unpacked.", slug="unreadable") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "it is no table of this kind"
        raise InputError(f"{name} cannot be read: {reason}.", slug="unreadable") from None
    if not first:
        raise InputError(f"{name}: This has no rows.", slug="no-rows")
    days = order_of_days([values.get("published", "") for values in first])
    return Source(path, source.columns, source.encoding, source.dialect, days)


def rows(source: Source, faults: Faults, only: Collection[int] | None = None) -> Iterator[tuple[int, Values]]:
    """The rows of a table by number, counted from 1 (JSON lines: by line), with the fields that are there.

    A row that cannot be read is added to `faults` and left out; with `only`, the rows of other numbers are
    passed over, at little cost where the format allows it.
    """
    if source.path.lower().endswith(PARQUET):
        found = _parquet_rows(source, faults)
    elif source.dialect is None:
        found = _line_rows(source, faults, only)
    else:
        found = _separated_rows(source, faults)
    try:
        for number, values in found:
            if only is None or number in only:
                yield number, values
    except _damage(source):
        faults.add(
            "file-cut-off", source.name, f"{source.name} ends before its end: what came before was read."
        )


def _damage(source: Source) -> tuple[type[Exception], ...]:
    """What is raised where a file is damaged or goes away while it is read."""
    plain = (EOFError, zlib.error, OSError)
    if not source.path.lower().endswith(PARQUET):
        return plain
    import pyarrow

    return (*plain, pyarrow.ArrowException, ValueError)


def _open(path: str) -> io.BufferedReader:
    if path.lower().endswith(".gz"):
        return io.BufferedReader(cast(io.RawIOBase, Packed(path)), 1 << 18)
    return cast(io.BufferedReader, Path(path).open("rb", buffering=1 << 18))


def _sample(path: str) -> tuple[str, str]:
    """The first whole lines of a file as text, and its encoding."""
    with _open(path) as handle:
        data = beginning(handle, _SAMPLE)
    whole = data[: data.rfind(b"\n") + 1] if len(data) == _SAMPLE and b"\n" in data else data
    if whole.count(0) <= _STRAY * len(whole) + 1:
        # One row with a zero byte is a bad row; many make no text.
        whole = whole.replace(b"\0", b" ")
    text, encoding = decode(whole)
    if not text.strip():
        raise InputError("This is empty.", slug="empty")
    return text, encoding


def _texts(source: Source, faults: Faults) -> Iterator[tuple[int, str]]:
    """The lines of a file with their ends, by number from 1; broken bytes become U+FFFD and are noted."""
    if source.encoding != "utf-8" and source.encoding.startswith("utf-"):
        with (
            _open(source.path) as handle,
            io.TextIOWrapper(handle, source.encoding, errors="replace", newline="\n") as wide,
        ):
            for number, text in enumerate(iter(partial(whole_line, wide, _LONGEST), ""), start=1):
                if "\ufffd" in text:
                    faults.add("rows-damaged", source.name, "lines with broken characters (\ufffd)", number)
                yield number, text
        return
    for number, line in _lines(source):
        yield number, _text(line, number, source, faults)


def _lines(source: Source) -> Iterator[tuple[int, bytes]]:
    """The lines of a file as they are stored, without a byte order mark, by number from 1."""
    with _open(source.path) as handle:
        for number, line in enumerate(iter(partial(whole_line, handle, _LONGEST), b""), start=1):
            yield number, line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line


def _text(line: bytes, number: int, source: Source, faults: Faults) -> str:
    try:
        return line.decode(source.encoding)
    except UnicodeDecodeError:
        faults.add("rows-damaged", source.name, "lines with bytes that are no UTF-8, shown as \ufffd", number)
        return line.decode(source.encoding, "replace")


# -------------------------------------------------------------------------------------------- JSON lines


def _opened_lines(path: str, told: Mapping[str, str]) -> Source:
    encoding = _sample(path)[1]
    columns: dict[str, object] = {}
    source = Source(path, {}, encoding)
    with suppress(EOFError, zlib.error):  # cut off: what came before is read
        for _, line in islice(_texts(source, Faults()), _SHOWN_ROWS):
            columns |= dict.fromkeys(_object(line) or ())
    if not columns:
        raise InputError("No line of this is a JSON object.", slug="no-rows")
    return Source(path, chosen_columns(columns, told), encoding)


def _line_rows(source: Source, faults: Faults, only: Collection[int] | None) -> Iterator[tuple[int, Values]]:
    chosen = tuple(source.columns.items())
    lines: Iterator[tuple[int, bytes | str]]
    lines = iter(_lines(source)) if source.encoding == "utf-8" else iter(_texts(source, faults))
    for number, line in lines:
        if only is not None and number not in only:
            continue
        item = _object(line)
        if item is None and isinstance(line, bytes):
            line = _text(line, number, source, faults)
            item = _patient(line)
        if item is None:
            if line.strip():
                faults.add("lines-unreadable", source.name, "lines left out, no JSON objects", number)
            continue
        values: Values = {}
        for name, column in chosen:
            value = item.get(column)
            if type(value) is float and abs(value) >= _WHOLE:
                value = (_patient(line) or item).get(column)
            values[name] = value if type(value) is str else "" if value is None else plain_value(value)
        yield number, values


def _object(line: bytes | str) -> dict[str, object] | None:
    try:
        value = orjson.loads(line)
    except orjson.JSONDecodeError:
        return _patient(line)
    return value if isinstance(value, dict) else None


def _patient(line: bytes | str) -> dict[str, object] | None:
    """Slower, and reads what the fast parser refuses or rounds: half a surrogate, NaN, long whole numbers."""
    try:
        value = json.loads(line if isinstance(line, str) else line.decode())
    except (ValueError, RecursionError):
        return None
    return {key: plain_value(one) for key, one in value.items()} if isinstance(value, dict) else None


# -------------------------------------------------------------------------------------- separated values


def _opened_separated(path: str, told: Mapping[str, str]) -> Source:
    text, encoding = _sample(path)
    if _names_delimiter(text.partition("\n")[0]):
        text = text.partition("\n")[2]
    _raise_limit()
    try:
        dialect = dialect_of(text, told)
        header = next(
            (record for record in dialect.records(text) if any(cell.strip() for cell in record)), []
        )
    except csv.Error:
        raise InputError("This cannot be read as a table.", slug="no-rows") from None
    places: dict[str, int] = {}
    for at, column in enumerate(header):
        places.setdefault(column.strip(), at)
    chosen = chosen_columns(places, told)
    return Source(path, {name: places[column] for name, column in chosen.items()}, encoding, dialect)


def _separated_rows(source: Source, faults: Faults) -> Iterator[tuple[int, Values]]:
    chosen = tuple(source.columns.items())
    number = -1
    for record in _records(source, faults):
        if record is None or any(map(str.strip, record)):
            number += 1
        if record is None:
            faults.add(
                "lines-unreadable", source.name, "rows left out, not written as a table", max(number, 1)
            )
        elif number > 0 and any(map(str.strip, record)):
            yield number, {name: record[at] for name, at in chosen if at < len(record)}


def _records(source: Source, faults: Faults) -> Iterator[list[str] | None]:
    """The records, the header first; None for one that is no record."""
    _raise_limit()
    assert source.dialect is not None
    lines = (line for n, line in _texts(source, faults) if n > 1 or not _names_delimiter(line))
    reader = source.dialect.reader(lines)
    while True:
        try:
            yield next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield None


def _names_delimiter(line: str) -> bool:
    return line.strip().lower().startswith("sep=") and len(line.strip()) <= 5


def _raise_limit() -> None:
    csv.field_size_limit(max(csv.field_size_limit(), _LONGEST))


# ----------------------------------------------------------------------------------------------- Parquet


def parquet() -> Any:
    """The library that reads and writes Parquet. Raises InputError where it is not installed."""
    try:
        import pyarrow.parquet
    except ImportError:
        raise NoParquetError from None
    return pyarrow.parquet


class NoParquetError(InputError):
    """The extra that Parquet needs is not installed."""

    def __init__(self) -> None:
        super().__init__("Parquet needs the extra: pip install 'tawatur[parquet]'.", slug="no-parquet")


def _opened_parquet(path: str, told: Mapping[str, str]) -> Source:
    library = parquet()
    if not Path(path).exists():
        raise FileNotFoundError(path)
    with library.ParquetFile(path) as file:
        names = dict.fromkeys(file.schema_arrow.names)
    return Source(path, chosen_columns(names, told))


def _parquet_rows(source: Source, faults: Faults) -> Iterator[tuple[int, Values]]:
    number = 0
    names = tuple(source.columns)
    with parquet().ParquetFile(source.path) as file:
        wanted = list(dict.fromkeys(source.columns.values()))
        for batch in file.iter_batches(batch_size=_BATCH, columns=wanted):
            held = batch.schema.names  # a name may be there twice: the first counts
            columns = [
                _cells(batch.column(held.index(source.columns[name])), source, faults, number)
                for name in names
            ]
            for cells in zip(*columns, strict=True):
                number += 1
                yield number, dict(zip(names, cells, strict=True))


def _cells(column: Any, source: Source, faults: Faults, before: int) -> list[str]:
    try:
        return [_cell(value) for value in column.to_pylist()]
    except UnicodeDecodeError:
        pass
    texts: list[str] = []
    for at, value in enumerate(column.cast("binary").to_pylist(), start=1):
        try:
            texts.append((value or b"").decode())
        except UnicodeDecodeError:
            faults.add(
                "rows-damaged",
                source.name,
                "lines with bytes that are no UTF-8, shown as \ufffd",
                before + at,
            )
            texts.append(value.decode("utf-8", "replace"))
    return texts


def _cell(value: object) -> str:
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    # Days and moments say themselves.
    written = getattr(value, "isoformat", None)
    return str(written()) if written is not None else plain_value(value)
