"""Web archives (WARC, WACZ): the pages that were answered, one by one."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from compare.errors import InputError

_KINDS = ("text/html", "application/xhtml+xml", "text/plain", "application/pdf")
_FAULTS = (ValueError, TypeError, KeyError, IndexError, OSError, EOFError, RuntimeError, AttributeError)
_PIECE = 1 << 20
_NO_READER = "Web archives need the library fastwarc, which has no build for this machine."


@dataclass(frozen=True, slots=True)
class Page:
    """One answer of a web archive: where it came from, when it was fetched, and its bytes."""

    address: str
    fetched: str
    data: bytes


def pages(data: bytes, limit: int) -> Iterator[Page]:
    """The pages of a WARC file, packed or not, once for each address; what else it holds is passed over.

    Raises InputError: "bomb" where they unfold to more than `limit`, "damaged", "no-warc".
    """
    try:
        from fastwarc.warc import ArchiveIterator, WarcRecordType
    except ImportError:
        raise InputError(_NO_READER, slug="no-warc") from None
    seen: set[str] = set()
    size = 0
    try:
        for record in ArchiveIterator(
            io.BytesIO(data), record_types=WarcRecordType.response, parse_http=True
        ):
            kind = (record.http_content_type or "").lower()
            address = record.headers.get("WARC-Target-URI") or ""
            if kind not in _KINDS or address in seen or not _answered(record):
                continue
            body = b"".join(_pieces(record.reader, limit - size))
            size += len(body)
            seen.add(address)
            yield Page(address, record.headers.get("WARC-Date") or "", body)
    except _FAULTS as error:
        raise InputError("This web archive is damaged.", slug="damaged") from error


def _pieces(reader: Any, limit: int) -> Iterator[bytes]:
    """What a record holds, piece by piece: the library sets aside as much memory as it is asked for."""
    while piece := reader.read(_PIECE):
        limit -= len(piece)
        if limit < 0:
            raise InputError("This unfolds to more than the limit.", slug="bomb")
        yield bytes(piece)


def _answered(record: object) -> bool:
    headers = getattr(record, "http_headers", None)
    return getattr(headers, "status_code", None) in (200, None)
