"""The page as it goes to the printer: the same report, set so that its words can be found in the PDF."""

from __future__ import annotations

from dataclasses import replace

from compare.model.result import Note, Result
from compare.report.exports.words import texts
from compare.report.site import to_files

# Moved letters look to a reader of PDF like two words.
_UNMOVED = "<style>@media print{*,*::before,*::after{font-kerning:none}}</style></head>"


def to_print(result: Result, lang: str, *, unguarded: bool = False) -> dict[str, str]:
    """The files of the page by name, the one to print first.

    `unguarded` adds the note that the browser prints it without its sandbox.
    """
    if unguarded:
        note = Note("pdf-unguarded", texts(lang)["pdf"]["no_sandbox"])
        result = replace(result, notes=(*result.notes, note))
    files = to_files(result, lang)
    first = next(iter(files))
    return {**files, first: files[first].replace("</head>", _UNMOVED, 1)}
