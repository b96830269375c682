"""Zip archives that may be bombs: members are unpacked one by one, and never more than is allowed."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from dataclasses import dataclass, field

from compare.errors import InputError

_STEP = 1 << 20
DAMAGE = (
    zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError,
    struct.error, KeyError, LookupError, OverflowError,
)  # fmt: skip
"""What damaged archives make their reader raise."""
MOST_MEMBERS = 100_000
"""Members of an archive; more are refused."""


@dataclass(slots=True)
class Packed:
    """A zip archive, with what may still be unpacked of it. Members are known by their place."""

    archive: zipfile.ZipFile
    left: int
    names: list[str] = field(default_factory=list)

    def read(self, place: int) -> bytes:
        """One member. Raises InputError: "damaged", "locked", "bomb"."""
        info = self.archive.infolist()[place]
        if info.flag_bits & 1:
            raise InputError("It is locked with a password.", slug="locked")
        parts: list[bytes] = []
        try:
            with self.archive.open(info) as member:
                while part := member.read(_STEP):
                    self.left -= len(part)
                    if self.left < 0:
                        raise InputError("It unfolds to more than the limit.", slug="bomb")
                    parts.append(part)
        except DAMAGE as error:
            raise InputError("It is damaged.", slug="damaged") from error
        return b"".join(parts)

    def named(self, name: str) -> bytes | None:
        """The first member of that name, or None."""
        return self.read(self.names.index(name)) if name in self.names else None


def unpack(data: bytes, limit: int) -> Packed:
    """The archive in `data`, to be unpacked to `limit` bytes in all. Raises InputError: "damaged", "bomb"."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        infos = archive.infolist()
    except (*DAMAGE, MemoryError) as error:
        raise InputError("This is damaged and cannot be unpacked.", slug="damaged") from error
    if len(infos) > MOST_MEMBERS:
        raise InputError(f"This packs more than {MOST_MEMBERS:,} files.", slug="bomb")
    return Packed(archive, limit, [_name(info) for info in infos])


def _name(info: zipfile.ZipInfo) -> str:
    """The name of a member; old archives write it in an encoding they do not tell, newer ones in UTF-8."""
    if info.flag_bits & 0x800:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("utf-8")
    except ValueError:
        return info.filename


def gunzip(data: bytes, limit: int) -> bytes:
    """Unpacked gzip data, several streams in one file included. Raises InputError: "damaged", "bomb"."""
    parts: list[bytes] = []
    size = 0
    while data[:2] == b"\x1f\x8b":
        stream = zlib.decompressobj(wbits=31)
        try:
            while not stream.eof and data:
                parts.append(stream.decompress(data, min(_STEP * 16, limit + 1 - size)))
                size += len(parts[-1])
                data = stream.unconsumed_tail
                if size > limit:
                    raise InputError("This unfolds to more than the limit.", slug="bomb")
        except zlib.error as error:
            raise InputError("This cannot be unpacked.", slug="unreadable") from error
        if not stream.eof:
            raise InputError("This cannot be unpacked.", slug="unreadable")
        data = stream.unused_data
    return b"".join(parts)
