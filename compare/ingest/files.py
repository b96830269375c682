"""Any file to its accounts: one for a text, many for a table, a mailbox, an archive."""

from __future__ import annotations

import hashlib
import posixpath
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace

from compare.errors import CompareError, InputError
from compare.ingest.decode import decode
from compare.ingest.document import Means, as_witness
from compare.ingest.evidence import described
from compare.ingest.formats import BY_NAME, Format, detect
from compare.ingest.mail import attachments, letters
from compare.ingest.markdown import read_markdown
from compare.ingest.metadata import complete
from compare.ingest.packed import gunzip, unpack
from compare.ingest.readers import read_bytes, safe_id, safe_name
from compare.ingest.tabular import read_table, too_many
from compare.ingest.webarchive import pages
from compare.model.text import Evidence, Witness

_DEEPEST = 3
"""How deep files may be packed in one another."""
_NAMED = 5
"""Members that are named of those that cannot be read."""


@dataclass(slots=True)
class Contents:
    """What a file holds: its accounts, and notes on what was left out, as (slug, message)."""

    witnesses: list[Witness] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    first: CompareError | None = None

    def fail(self, error: CompareError) -> None:
        self.failed.append(str(error))
        self.first = self.first or error


@dataclass(frozen=True, slots=True)
class _Member:
    """A file within a file: its name, its bytes (or why there are none), and what is known about it."""

    name: str
    data: Callable[[], bytes]
    evidence: tuple[Evidence, ...] = ()


def read_file(data: bytes, *, id: str, path: str | None, means: Means) -> Contents:
    """Every account in the bytes of a file, in their order, with what is known about each.

    A member of an archive that cannot be read is left out, with a note. Raises InputError with one sentence
    that names the file where nothing can be read: "binary", "empty", "damaged", "no-text", "too-large",
    "too-many-accounts", "bomb".
    """
    name = safe_name(path)
    try:
        format = detect(data, path)
    except InputError as error:
        raise InputError(f"{name}: {error}", slug=error.slug) from error
    _check_size(format, len(data), name, means)
    if format.name in ("separated", "json-lines", "json", "parquet"):
        return _table(data, id, path or "", format, means)
    if format.name == "mail":
        return _mail(data, id, path, means)
    members = _MEMBERS.get(format.name)
    if members is None:
        return Contents([_single(data, id, path, format, means)])
    if means.depth >= _DEEPEST:
        raise InputError(f"{name}: Files are packed in one another too deep.", slug="bomb")
    contents = Contents()
    try:
        for member in members(data, path, means):
            _add(contents, member, id, path, means)
    except InputError as error:
        if error.slug == "too-many-accounts":
            raise
        # What was read before an archive breaks off stays.
        contents.fail(InputError(f"{name}: {error}", slug=error.slug))
    return _checked(contents, name)


def _mail(data: bytes, id: str, path: str | None, means: Means) -> Contents:
    """The letter, and the files that came with it."""
    contents = Contents()
    try:
        contents.witnesses.append(_single(data, id, path, BY_NAME["mail"], means))
    except InputError as error:
        contents.fail(error)
    for name, attached in attachments(data) if means.depth < _DEEPEST else ():
        _add(contents, _Member(name, lambda attached=attached: attached), id, path, means)  # type: ignore[misc]
    return _checked(contents, safe_name(path))


def _check_size(format: Format, size: int, name: str, means: Means) -> None:
    if format.name in ("text", "markdown", "html"):
        limit = means.settings.max_input_bytes
    elif format.confined:
        limit = means.settings.max_container_bytes
    else:
        return
    if size > limit:
        raise InputError(
            f"{name}: This is larger than {limit / 1_000_000:g} MB, the most that is read.",
            slug="too-large",
        )


def _table(data: bytes, id: str, path: str, format: Format, means: Means) -> Contents:
    table = read_table(
        data, path=path, stem=id, settings=means.settings, columns=means.columns, kind=format.name
    )
    told = [described(replace(witness, format=format.name)) for witness in table.witnesses]
    return Contents(told, list(table.notes))


def _single(data: bytes, id: str, path: str | None, format: Format, means: Means) -> Witness:
    if format.name in ("text", "html"):
        witness = read_bytes(data, id=id, path=path, settings=means.settings)
        return described(replace(witness, format=format.name))
    try:
        if format.name == "markdown":
            text, encoding = decode(data)
            if not text.strip():
                raise InputError("This is empty.", slug="empty")
            document = replace(read_markdown(text, means), encoding=encoding)
        else:
            assert format.read is not None
            document = format.read(data, means)
        witness = as_witness(document, id=id, format=format.name)
    except InputError as error:
        raise InputError(f"{safe_name(path)}: {error}", slug=error.slug) from error
    notes = tuple((slug, f"{safe_name(path)}: {message}") for slug, message in witness.notes)
    known = replace(witness, path=path, sha256=hashlib.sha256(data).hexdigest(), notes=notes)
    return described(complete(known))


def _add(contents: Contents, member: _Member, id: str, path: str | None, means: Means) -> None:
    """The accounts of a member, or the reason why there are none."""
    label = f"{path or 'the input'}#{safe_name(member.name)}" if member.name else path
    try:
        below = read_file(
            member.data(),
            id=_member_id(id, member.name),
            path=label,
            means=replace(means, depth=means.depth + 1),
        )
    except CompareError as error:
        if error.slug == "too-many-accounts":
            raise
        text = str(error)
        shown = text if text.startswith(safe_name(label)) else f"{safe_name(label)}: {text}"
        contents.fail(InputError(shown, slug=error.slug))
        return
    contents.notes += below.notes
    contents.witnesses += [replace(w, evidence=w.evidence + member.evidence) for w in below.witnesses]
    if len(contents.witnesses) > means.settings.max_accounts:
        count, limit = len(contents.witnesses), means.settings.max_accounts
        raise InputError(too_many(count, limit), slug="too-many-accounts")


def _member_id(id: str, name: str) -> str:
    stem = posixpath.splitext(posixpath.basename(name))[0]
    return safe_id(f"{id[:28]}-{stem}") if stem else id


def _checked(contents: Contents, name: str) -> Contents:
    """The contents with distinct ids and one note on what failed; raises that where nothing was read."""
    if not contents.witnesses:
        raise contents.first or InputError(f"{name}: This holds no file that can be read.", slug="empty")
    if contents.failed:
        shown = " ".join(contents.failed[:_NAMED])
        more = len(contents.failed) - _NAMED
        rest = f" And {more} more." if more > 0 else ""
        contents.notes.append(("members-unreadable", f"{shown}{rest}"))
        contents.failed.clear()
    seen: dict[str, int] = {}
    for n, witness in enumerate(contents.witnesses):
        seen[witness.id] = seen.get(witness.id, 0) + 1
        if seen[witness.id] > 1:
            contents.witnesses[n] = replace(witness, id=f"{witness.id[:52]}-{seen[witness.id]}")
    return contents


# --------------------------------------------------------------------------------------------- members


def _of_gzip(data: bytes, path: str | None, means: Means) -> Iterator[_Member]:
    plain = gunzip(data, means.settings.max_unpacked_bytes)
    yield _Member("", lambda: plain)


def _of_zip(data: bytes, path: str | None, means: Means) -> Iterator[_Member]:
    packed = unpack(data, means.settings.max_unpacked_bytes)
    for place, name in enumerate(packed.names):
        parts = name.split("/")
        if name.endswith("/") or "__MACOSX" in parts or parts[-1].startswith("."):
            continue
        yield _Member(name, lambda place=place: packed.read(place))  # type: ignore[misc]


def _of_wacz(data: bytes, path: str | None, means: Means) -> Iterator[_Member]:
    packed = unpack(data, means.settings.max_unpacked_bytes)
    for place, name in enumerate(packed.names):
        if name.startswith("archive/"):
            yield from _of_warc(packed.read(place), path, means)


def _of_warc(data: bytes, path: str | None, means: Means) -> Iterator[_Member]:
    for page in pages(data, means.settings.max_unpacked_bytes):
        told = (
            Evidence("address", page.address, "stated", "WARC-Target-URI"),
            Evidence("fetched", page.fetched, "stated", "WARC-Date"),
        )
        name = page.address.split("://", 1)[-1].split("?")[0].rstrip("/")
        yield _Member(name, lambda page=page: page.data, told)  # type: ignore[misc]


def _of_mailbox(data: bytes, path: str | None, means: Means) -> Iterator[_Member]:
    for n, letter in enumerate(letters(data), 1):
        yield _Member(f"{n}.eml", lambda letter=letter: letter)  # type: ignore[misc]


_MEMBERS: dict[str, Callable[[bytes, str | None, Means], Iterable[_Member]]] = {
    "gzip": _of_gzip,
    "mailbox": _of_mailbox,
    "warc": _of_warc,
    "wacz": _of_wacz,
    "zip": _of_zip,
}
