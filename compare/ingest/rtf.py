"""RTF documents, their code pages and fonts heeded."""

from __future__ import annotations

import re

from compare.errors import InputError
from compare.ingest.document import Document, Means, facts, tidy

_INFO = re.compile(rb"\{\\(title|author) ([^{}\\]{1,300})\}")


def read_rtf(data: bytes, means: Means) -> Document:
    """The text of an RTF document, one line a paragraph. Raises InputError("damaged")."""
    from striprtf.striprtf import rtf_to_text

    try:
        text = rtf_to_text(data.decode("latin-1"), errors="replace")  # type: ignore[no-untyped-call]
    except (
        ValueError,
        TypeError,
        KeyError,
        IndexError,
        AttributeError,
        LookupError,
        RecursionError,
    ) as error:
        raise InputError("This RTF document is damaged.", slug="damaged") from error
    told = {name.decode(): value.decode("latin-1") for name, value in _INFO.findall(data[:20_000])}
    lines = tidy(((line, None) for line in text.splitlines()), means.settings.max_input_bytes)
    return Document(
        lines,
        facts(("file-title", told.get("title"), "info"), ("author", told.get("author"), "info")),
        (("document-extracted", "the text was taken out of an RTF document; places count in that text."),),
    )
