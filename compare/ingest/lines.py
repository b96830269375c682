"""Lines of a file that may be packed, cut off, or without an end."""

from __future__ import annotations

import gzip
import io
import zlib
from typing import IO, Any, AnyStr


class Packed(gzip.GzipFile):
    """A packed file of which a reader is given what there is, also where the file was cut off after it."""

    def readinto(self, buffer: Any) -> int:
        """Fills a buffer as far as one step of unpacking goes; the plain one loses that before a fault."""
        return self.readinto1(buffer)


def beginning(handle: io.BufferedReader, size: int) -> bytes:
    """The first bytes; of a packed file that was cut off what can be unpacked."""
    data = b""
    try:
        while len(data) < size and (more := handle.read1(size - len(data))):
            data += more
    except (EOFError, zlib.error):
        if not data:
            raise
    return data


def whole_line(handle: IO[AnyStr], longest: int) -> AnyStr:
    """The next line; of one that is too long the beginning and its end, so that it stays one line."""
    line = more = handle.readline(longest)
    while len(more) == longest and more[-1:] not in (b"\n", "\n"):
        more = handle.readline(longest)
    if more is not line and more[-1:] in (b"\n", "\n"):
        line += more[-1:]
    return line
