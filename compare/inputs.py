"""What a user names, as accounts: files, folders, patterns and tables. The only place that reads inputs."""

from __future__ import annotations

import glob
import gzip
import os
import re
import sys
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import IO

from compare.confined import means, read_confined
from compare.errors import CompareError, InputError, UsageError
from compare.ingest.columns import FIELDS
from compare.ingest.decisions import MAX_BYTES, parse_decisions
from compare.ingest.files import Contents, read_file
from compare.ingest.formats import ENDINGS, by_ending, detect, is_address, may_be_large
from compare.ingest.readers import safe_id, safe_name
from compare.ingest.tabular import JSON_LINES, SEPARATED, too_many
from compare.model.decision import Decisions
from compare.model.result import Note
from compare.model.text import Witness
from compare.settings import Settings

_TABLES = (*JSON_LINES, *SEPARATED, *(f"{ending}.gz" for ending in (*JSON_LINES, *SEPARATED)))
_REPORT = tuple(f"{name}.{kind}" for name in ("comparison", "duplicates") for kind in ("html", "json", "md"))
_EXPORTS = tuple(f"{name}.{kind}" for name in ("comparison", "duplicates") for kind in ("docx", "pdf", "odt"))
"""Files that tell a folder of a report: what this program wrote is no account."""
_TABLES_OF_REPORT = (
    "differences.csv",
    "claims.csv",
    "decisions.csv",
    "pairs.csv",
    "clusters.csv",
    "duplicates.parquet",
)
_BESIDE_REPORT = (*_REPORT, *_EXPORTS, *_TABLES_OF_REPORT)
_TABLE_TIMES = 40
"""A table may be this many times as large as a text."""
STANDARD_INPUT = "-"
"""What stands for the standard input among the files."""
_PAGE = re.compile(rb"<(?:html|body|!doctype)\b", re.IGNORECASE)
_NUMBERS = re.compile(r"(\d+)")


@dataclass(slots=True)
class Reading:
    """What was read: the accounts, the inputs that failed, and what was left out.

    `kinds` are the endings of files that are taken from folders and patterns.
    """

    witnesses: list[Witness] = field(default_factory=list)
    failures: list[CompareError] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    kinds: tuple[str, ...] = (*ENDINGS, *_TABLES)

    def fail(self, error: CompareError) -> None:
        self.failures.append(error)
        self.notes.append(Note("unreadable-input", str(error)))


@dataclass(slots=True)
class _Found:
    """Files to read, in order, and how many others lay beside them."""

    kinds: tuple[str, ...]
    files: list[str] = field(default_factory=list)
    others: int = 0
    written: int = 0


def read(path: str | os.PathLike[str], settings: Settings | None = None) -> Witness:
    """A file of any known format as a witness, with what is known about it; "-" is the standard input.

    Raises `InputError` with one sentence when the file is missing, unreadable, too large, empty, no text, an
    address of the web, or holds more than one account.
    """
    contents = read_many(os.fspath(path), settings)
    if len(contents.witnesses) > 1:
        count = len(contents.witnesses)
        message = f"{safe_name(os.fspath(path))} holds {count} accounts where one is wanted."
        raise InputError(message, slug="many")
    witness = contents.witnesses[0]
    return replace(witness, notes=witness.notes + tuple(contents.notes)) if contents.notes else witness


def read_decisions(path: str | os.PathLike[str]) -> Decisions:
    """A person's decisions, from the file that a report's page exports; for `compare(..., decisions=...)`.

    Raises `InputError` with one sentence when the file cannot be read or is no such file.
    """
    return parse_decisions(_bytes(os.fspath(path), Settings(max_input_bytes=MAX_BYTES)), os.fspath(path))


def read_all(
    paths: Sequence[str | os.PathLike[str]],
    columns: Mapping[str, str] | None = None,
    settings: Settings | None = None,
) -> list[Witness]:
    """Every account in files, folders, patterns ("news/*.html", "**") and tables (JSON lines, CSV, TSV).

    `columns` says which column of a table holds a field ({"text": "story"}; fields: id, url, text, title,
    outlet, published, language); the others are found by their usual names. What was left out stands in the
    notes of the first witness. Raises the first failure where no account can be read.
    """
    found = gather([os.fspath(path) for path in paths], columns, settings)
    if not found.witnesses:
        raise found.failures[0] if found.failures else InputError("No input is named.", slug="empty")
    notes = tuple((note.slug, note.message) for note in found.notes)
    first = found.witnesses[0]
    return [replace(first, notes=notes + first.notes), *found.witnesses[1:]]


def gather(
    paths: Sequence[str], columns: Mapping[str, str] | None = None, settings: Settings | None = None
) -> Reading:
    """The accounts of all inputs, in the order in which they are named, each file once.

    An input that fails is named and left out. Raises `InputError` ("too-many-accounts") above
    `Settings.max_accounts` and `UsageError` for a field that no account has.
    """
    settings = settings or Settings()
    check_columns(columns or {})
    reading = Reading()
    files = expand(paths, reading)
    if len(files) > settings.max_accounts:
        raise InputError(too_many(len(files), settings.max_accounts), slug="too-many-accounts")
    for path in files:
        try:
            contents = read_many(path, settings, columns)
            reading.witnesses.extend(contents.witnesses)
            reading.notes.extend(Note(slug, message) for slug, message in contents.notes)
        except CompareError as error:
            reading.fail(error)
    if len(reading.witnesses) > settings.max_accounts:
        raise InputError(too_many(len(reading.witnesses), settings.max_accounts), slug="too-many-accounts")
    return reading


def may_hold_many(path: str) -> bool:
    """True for what may be enough for a comparison by itself: a folder, a pattern, a table, an archive."""
    named = by_ending(path)
    many = path == STANDARD_INPUT or (named is not None and named.many)
    return many or _is_folder(path) or _is_pattern(path)


def check_columns(columns: Mapping[str, str]) -> None:
    """Raises `UsageError` for a field that no account has."""
    unknown = next((name for name in columns if name not in FIELDS), None)
    if unknown is not None:
        raise UsageError(
            f"No field is called {safe_name(unknown)}; known: {', '.join(FIELDS)}.", slug="columns"
        )


def read_data(
    data: bytes, *, id: str, path: str | None, settings: Settings, columns: Mapping[str, str] | None = None
) -> Contents:
    """The accounts in the bytes of a file of any known format; `path` is the name it came with.

    Formats that hostile files abuse are read in a process with limits. Raises `InputError` with one sentence.
    """
    try:
        # The rows of a table may be pages.
        confined = detect(data, path).confined or _PAGE.search(data) is not None
    except InputError:
        confined = False  # the reader says what is wrong
    if confined:
        return read_confined(data, id=id, path=path, settings=settings, columns=columns)
    return read_file(data, id=id, path=path, means=means(settings, columns))


def article_of(page: str, settings: Settings) -> str:
    """The article of a page that stands in a row of a table, read in the process with limits.

    Raises `InputError` where the page holds none or cannot be read.
    """
    data = page.encode("utf-8", "replace")
    return read_confined(data, id="row", path="row.html", settings=settings).witnesses[0].text


def read_many(
    path: str, settings: Settings | None = None, columns: Mapping[str, str] | None = None
) -> Contents:
    """The accounts of one file, or of the standard input; at most `Settings.max_accounts`.

    Raises `InputError` with one sentence where nothing can be read.
    """
    settings = settings or Settings()
    if is_address(path):
        raise InputError(
            f"{safe_name(path)} is an address, and nothing is fetched here: save the page and name its file.",
            slug="address",
        )
    data = _bytes(path, settings)
    id, named = ("stdin", None) if path == STANDARD_INPUT else (safe_id(_stem(path)), path)
    return read_data(data, id=id, path=named, settings=settings, columns=columns)


# ----------------------------------------------------------------------------------------------- files


def expand(paths: Sequence[str], reading: Reading) -> list[str]:
    """The files that are meant by files, folders and patterns, each once; the rest is told in `reading`."""
    files: list[str] = []
    seen: set[str] = set()
    for path in paths:
        try:
            found = _expanded(path, reading)
        except CompareError as error:
            reading.fail(error)
            continue
        _note_left_out(path, found, reading)
        for file in found.files:
            real = _real(file)
            if real not in seen:
                seen.add(real)
                files.append(file)
            else:
                message = f"{safe_id(_stem(file))} was given twice and is compared once."
                reading.notes.append(Note("same-file", message))
    return files


def _note_left_out(path: str, found: _Found, reading: Reading) -> None:
    if found.others:
        files = "1 file" if found.others == 1 else f"{found.others} files"
        message = f"{safe_name(path)}: left out {files} of kinds that are not read."
        reading.notes.append(Note("files-skipped", message))
    if found.written:
        what = "1 folder or file" if found.written == 1 else f"{found.written} folders or files"
        message = f"{safe_name(path)}: left out {what} that this program wrote."
        reading.notes.append(Note("reports-skipped", message))


def _expanded(path: str, reading: Reading) -> _Found:
    """The files that one argument means. Raises `InputError` for a folder or a pattern without any."""
    name = safe_name(path)
    found = _Found(reading.kinds)
    if _is_folder(path):
        _walk(path, found, reading)
        if not found.files:
            raise InputError(f"{name} holds no file that can be read.", slug="empty-folder")
    elif _is_pattern(path):
        deep = "**" in path
        # The pattern may begin at the root, which Path.glob refuses.
        matches = glob.iglob(path, recursive=True)  # noqa: PTH207
        for match in sorted(matches, key=_natural):
            if not Path(match).is_dir():
                _take(match, found)
            elif not deep:
                _walk(match, found, reading)
        found.files = list(dict.fromkeys(found.files))
        if not found.files:
            raise InputError(f"{name} matches no file that can be read.", slug="no-match")
    else:
        found.files.append(path)
    return found


def _walk(folder: str, found: _Found, reading: Reading) -> None:
    """Every file in a folder and below it that can be read, in natural order. Follows no link to a folder."""

    def refused(error: OSError) -> None:
        reason = error.strerror or "the system refused"
        message = f"{safe_name(str(error.filename))} cannot be read: {reason}."
        reading.fail(InputError(message, slug="unreadable"))

    below: list[str] = []
    for place, folders, names in os.walk(folder, onerror=refused):
        if place != folder and any(name in _REPORT for name in names):
            found.written += 1
            folders.clear()
            continue
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        below.extend(str(Path(place, name)) for name in names if not name.startswith("."))
    for path in sorted(below, key=_natural):
        _take(path, found)


def _take(path: str, found: _Found) -> None:
    """The file, where its name says that it is read here and it is a plain file."""
    place = Path(path)
    if place.name in _BESIDE_REPORT and any((place.parent / name).exists() for name in _REPORT):
        found.written += 1
    elif path.lower().endswith(found.kinds) and place.is_file():
        found.files.append(path)
    else:
        found.others += 1


def _natural(path: str) -> tuple[tuple[tuple[str | int, ...], ...], str]:
    """Sorts a2 before a10, folder by folder."""
    return tuple(tuple(_pieces(part)) for part in Path(path).parts), path


def _pieces(part: str) -> Iterator[str | int]:
    # Texts and numbers take turns, beginning with a text: like is compared with like.
    for at, piece in enumerate(_NUMBERS.split(part.casefold())):
        yield int(piece) if at % 2 else piece


def _is_folder(path: str) -> bool:
    """False also for a name that no file can have: opening it says what is wrong."""
    try:
        return Path(path).is_dir()
    except (OSError, ValueError):
        return False


def _real(path: str) -> str:
    try:
        return os.path.realpath(path)
    except (OSError, ValueError):
        return path


def _is_table(path: str) -> bool:
    return path.lower().endswith(_TABLES)


def _is_pattern(path: str) -> bool:
    """True for a pattern that the shell left as it is, not for a file that has such a name."""
    return glob.has_magic(path) and not os.path.lexists(path)


def _stem(path: str) -> str:
    place = Path(path)
    return Path(place.stem).stem if place.suffix.lower() == ".gz" else place.stem


def _bytes(path: str, settings: Settings) -> bytes:
    """The bytes of a file, unpacked where it is a packed table; at most one more than allowed is read."""
    name = safe_name(path)
    place = Path(path)
    try:
        if path == STANDARD_INPUT:
            if sys.stdin is None:
                raise InputError("The standard input is closed.", slug="unreadable")
            return _all(sys.stdin.buffer, settings)
        if place.is_dir():
            raise InputError(f"{name} is a folder; name the files to compare.", slug="folder")
        with _opened(place) as file:
            if not _is_table(path):
                return _all(file, settings)
            limit = _TABLE_TIMES * settings.max_input_bytes
            packed = place.suffix.lower() == ".gz"
            data = gzip.GzipFile(fileobj=file).read(limit + 1) if packed else file.read(limit + 1)
    except FileNotFoundError:
        raise InputError(f"{name} does not exist.", slug="missing") from None
    except (EOFError, zlib.error, gzip.BadGzipFile):
        raise InputError(f"{name} cannot be unpacked.", slug="unreadable") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "not a valid name"
        raise InputError(f"{name} cannot be read: {reason}.", slug="unreadable") from None
    if len(data) > limit:
        raise InputError(f"{name}: This is larger than {limit / 1_000_000:g} MB.", slug="too-large")
    return data


def _opened(place: Path) -> IO[bytes]:
    """The open file; a named pipe that nobody writes to is empty and is not waited for."""
    at_once = getattr(os, "O_NONBLOCK", 0)
    handle = os.open(place, os.O_RDONLY | at_once | getattr(os, "O_BINARY", 0))
    if at_once:
        os.set_blocking(handle, True)
    return os.fdopen(handle, "rb")


def _all(file: IO[bytes], settings: Settings) -> bytes:
    """The bytes of a file up to one more than a file of its kind may have."""
    data = file.read(settings.max_input_bytes + 1)
    if len(data) > settings.max_input_bytes and may_be_large(data):
        data += file.read(max(0, settings.max_container_bytes + 1 - len(data)))
    return data
