"""E-mail: one letter, a mailbox of them, a page saved as a letter (MHTML)."""

from __future__ import annotations

import email
import email.policy
import email.utils
import re
from collections.abc import Iterator
from email.message import EmailMessage, Message

from compare.errors import InputError
from compare.ingest.decode import decode
from compare.ingest.document import Document, Line, Means, facts, tidy
from compare.ingest.markup import html_lines

_FROM = re.compile(rb"^From [^\r\n]{0,300}\r?\n(?=[!-9;-~]{1,80}:|>From )", re.M)
_KNOWN = frozenset(
    (
        "from", "to", "cc", "subject", "date", "received", "return-path", "message-id", "mime-version",
        "delivered-to", "reply-to", "sender", "content-type", "content-transfer-encoding",
    )
)  # fmt: skip
_HEADER = re.compile(rb"([!-9;-~]{1,80}):")
_FAULTS = (
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    LookupError,
    AssertionError,
    RecursionError,
    OverflowError,
)
MOST_PARTS = 200
_STUB = 3
"""Times that the page of a letter is longer than its plain text where that only says to look at the page."""
_LETTER = "message/rfc822"


def looks_like_mail(head: bytes) -> bool:
    """True for bytes that open with three headers of a letter or more."""
    names: set[str] = set()
    for line in head[:20_000].splitlines():
        if not line.strip():
            break
        if line[:1] in b" \t":
            continue
        found = _HEADER.match(line)
        if not found:
            return False
        names.add(found[1].decode("ascii", "replace").lower())
    return len(names & _KNOWN) >= 3 and bool(names & {"message-id", "mime-version", "date", "received"})


def looks_like_mailbox(head: bytes) -> bool:
    """True for bytes that open with the line that parts letters, and then with headers."""
    found = _FROM.match(head)
    return (
        bool(found) and looks_like_mail(re.sub(rb"\A(?:>From [^\n]*\n)+", b"", head[found.end() :]))
        if found
        else False
    )


def letters(data: bytes) -> Iterator[bytes]:
    """The letters of a mailbox."""
    starts = list(_FROM.finditer(data))
    for n, match in enumerate(starts):
        end = starts[n + 1].start() if n + 1 < len(starts) else len(data)
        yield re.sub(rb"^>(>*From )", rb"\1", data[match.end() : end], flags=re.M)


def read_mail(data: bytes, means: Means) -> Document:
    """The body of a letter, the plain one where there are two that tell about as much.

    Raises InputError: "damaged", "no-text".
    """
    try:
        letter = email.message_from_bytes(data, policy=email.policy.default)
        lines, encoding = _body(letter)
        stated = _stated(letter)
    except _FAULTS as error:
        raise InputError("This e-mail is damaged.", slug="damaged") from error
    if not lines:
        raise InputError("This e-mail holds no text.", slug="no-text")
    return Document(
        tidy(lines, means.settings.max_input_bytes),
        stated,
        (("document-extracted", "the text was taken out of an e-mail; places count in that text."),),
        encoding,
    )


def attachments(data: bytes) -> list[tuple[str, bytes]]:
    """The named parts of a letter and the letters that it forwards, with their bytes."""
    try:
        letter = email.message_from_bytes(data, policy=email.policy.default)
        found: list[tuple[str, bytes]] = []
        for part in _parts(letter):
            name = part.get_filename()
            if part.get_content_type() == _LETTER:
                found += [(f"{len(found) + 1}.eml", inner.as_bytes()) for inner in _inner(part)]
                continue
            if name and part.get_content_disposition() == "attachment":
                content = part.get_payload(decode=True)
                if isinstance(content, bytes):
                    found.append((str(name), content))
        return found
    except _FAULTS:
        return []


def _parts(letter: Message) -> Iterator[Message]:
    """The parts of a letter in their order; a letter within it is one, and its parts are its own."""
    waiting: list[Message] = [letter]
    for _ in range(MOST_PARTS):
        if not waiting:
            return
        part = waiting.pop()
        if part.get_content_type() == _LETTER or not part.is_multipart():
            yield part
        else:
            waiting += reversed(_inner(part))


def _inner(part: Message) -> list[Message]:
    held = part.get_payload()
    return [inner for inner in held if isinstance(inner, Message)] if isinstance(held, list) else []


def _body(letter: Message) -> tuple[list[Line], str | None]:
    texts = [part for part in _parts(letter) if part.get_content_disposition() != "attachment"]
    plain = next((part for part in texts if part.get_content_type() == "text/plain"), None)
    page = next(
        (part for part in texts if part.get_content_type() in ("text/html", "application/xhtml+xml")), None
    )
    lines: list[Line] = []
    encoding = None
    if plain is not None:
        text, encoding = _decoded(plain)
        lines = [(line, None) for line in _unfolded(plain, text)] if text.strip() else []
    if page is not None:
        text, other = _decoded(page)
        shown = html_lines(text)
        if _letters(shown) > _STUB * _letters(lines):
            return shown, other
    return lines, encoding


def _letters(lines: list[Line]) -> int:
    return sum(map(str.isalnum, "".join(line for line, _ in lines)))


def _decoded(part: Message) -> tuple[str, str | None]:
    """The text of a part by the character set that it names, where it is that; else as measured."""
    content = part.get_payload(decode=True)
    data = content if isinstance(content, bytes) else b""
    named = part.get_content_charset()
    if named and named not in ("us-ascii", "unknown-8bit"):
        try:
            return data.decode(named), named
        except (LookupError, ValueError):
            pass
    if not data.strip():
        return "", None
    return decode(data)


def _unfolded(part: Message, text: str) -> list[str]:
    """The lines of a part; those of a flowed text (RFC 3676) put together."""
    lines = text.splitlines()
    if str(part.get_param("format", "")).lower() != "flowed":
        return lines
    joined: list[str] = []
    open_ = False
    for line in lines:
        if open_:
            joined[-1] += line
        else:
            joined.append(line)
        open_ = line.endswith(" ") and line != "-- "
    return joined


def _stated(letter: Message) -> tuple[tuple[str, str, str], ...]:
    sender = ""
    if isinstance(letter, EmailMessage) and letter["From"]:
        sender = email.utils.parseaddr(str(letter["From"]))[0]
    try:
        moment = email.utils.parsedate_to_datetime(str(letter["Date"])) if letter["Date"] else None
    except (ValueError, OverflowError):
        moment = None
    return facts(
        ("title", str(letter["Subject"] or ""), "Subject"),
        ("byline", sender, "From"),
        ("published", f"{moment:%Y-%m-%dT%H:%M}" if moment and moment.year >= 1000 else None, "Date"),
    )
