"""Bytes to text: marks first, strict UTF-8 next, then a measured detector for the older encodings."""

from __future__ import annotations

import codecs
import re
from collections import Counter

from compare.errors import InputError
from compare.ingest.encodings import likely_encodings

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"PK\x05\x06", "a ZIP archive"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"RIFF", "a media file"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"SQLite format 3", "a database"),
    (b"PAR1", "a Parquet table"),
)
_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\v\f\r\x1b\x1c\x1d\x1e\x1f") + b"\x7f"
_SINGLE_BYTE = ("windows-1256", "iso-8859-6", "windows-1251", "koi8-r", "windows-1252")
_SAMPLE = 200_000
"""Bytes the detector reads; an encoding does not change within a file."""
_DAMAGED = 0.001
"""Share of bytes that may be broken for a file still to count as UTF-8."""
_SCRIPT = re.compile(rb"</?(?:script|style)\b[^<>]{0,1000}>", re.IGNORECASE)
_TAG = re.compile(rb"<[^<>]{0,1000}>")


def decode(data: bytes) -> tuple[str, str]:
    """The text of `data` and the name of its encoding. Line ends stay; a byte order mark goes.

    Raises InputError("binary") for what is not text.

    >>> decode("وصل الرئيس إلى العاصمة".encode("windows-1256"))[1]
    'windows-1256'
    """
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise InputError(f"This is {what}, not text: save it as plain text or HTML first.", slug="binary")
    for bom, name in _BOMS:
        if data.startswith(bom):
            return _checked(data[len(bom) :].decode(name, "replace")), name
    if b"\0" in data:
        return _wide(data)
    try:
        return _checked(data.decode("utf-8")), "utf-8"
    except UnicodeDecodeError:
        pass
    _refuse_controls(data)
    damaged = data.decode("utf-8", "replace")
    if damaged.count("\ufffd") <= max(1, _DAMAGED * len(data)) and _has_utf8_letters(data):
        return damaged, "utf-8"
    name = _detect(data)
    return data.decode(name, "replace"), name


def detector() -> str:
    """Which library tells encodings apart here: "resiliparse", or the weaker "charset_normalizer"."""
    try:
        import resiliparse.parse.encoding  # noqa: F401
    except ImportError:
        return "charset_normalizer"
    return "resiliparse"


def _wide(data: bytes) -> tuple[str, str]:
    """Text with zero bytes is UTF-16 without a mark, or not text."""
    sample = data[:_SAMPLE]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    for name, zeros, others in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        if zeros <= 4 * others or zeros < 0.01 * len(sample):
            continue
        text = data.decode(name, "replace")
        if "\0" not in text and _of_few_blocks(text[:_SAMPLE]):
            return _checked(text), name
    raise InputError("This holds zero bytes and is not text.", slug="binary")


def _of_few_blocks(text: str) -> bool:
    """True where nearly all characters come from three blocks of 256: bytes read two by two do not."""
    blocks = Counter(ord(char) >> 8 for char in text)
    return sum(count for _, count in blocks.most_common(3)) >= 0.9 * len(text)


def _checked(text: str) -> str:
    """The text, unless it is full of control characters."""
    if "\0" in text:
        raise InputError("This holds zero bytes and is not text.", slug="binary")
    _refuse_controls(text[:_SAMPLE].encode("utf-8", "surrogatepass"))
    return text


def _refuse_controls(data: bytes) -> None:
    sample = data[:_SAMPLE]
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    if controls > 0.02 * len(sample) + 2:
        raise InputError("This is full of control characters and is not text.", slug="binary")


def _has_utf8_letters(data: bytes) -> bool:
    """True where most bytes above 127 form whole UTF-8 characters."""
    high = sum(byte > 127 for byte in data[:_SAMPLE])
    kept = data[:_SAMPLE].decode("utf-8", "ignore")
    whole = sum(len(char.encode()) for char in kept if char > "\x7f")
    return whole >= 0.9 * high


def _detect(data: bytes) -> str:
    """The single-byte encoding, told from the text alone: markup and what it declares are left out."""
    sample = _TAG.sub(b" ", b" ".join(_SCRIPT.split(data[:_SAMPLE])[::2])) or data[:_SAMPLE]
    likely = likely_encodings(sample)
    if len(likely) == 1:
        return likely[0]
    found = _usable(_by_library(sample))
    return found if found in likely or not likely else likely[0]


def _by_library(sample: bytes) -> str | None:
    if detector() == "resiliparse":
        from resiliparse.parse.encoding import detect_encoding

        found: str | None = detect_encoding(sample)
        return found
    from charset_normalizer import from_bytes

    best = from_bytes(sample, cp_isolation=list(_SINGLE_BYTE)).best()
    return best.encoding if best else None


def _usable(name: str | None) -> str:
    """A codec name Python knows, spelled as on the web; UTF-8 and the unknown become windows-1252."""
    plain = (name or "").lower().replace("_", "-")
    plain = re.sub(r"^(?:cp-?)(125\d)$", r"windows-\1", plain).replace("iso8859", "iso-8859")
    try:
        known = codecs.lookup(plain).name
    except LookupError:
        known = "utf-8"
    return "windows-1252" if known in ("utf-8", "ascii", "utf-16", "utf-32") else plain
