"""What to do next, by the slug of an error: one line under the sentence that says what went wrong."""

from __future__ import annotations

from compare.errors import CompareError

_NEXT = {
    "align": "pip install 'tawatur[semantic]', or leave --align out: sentences are then aligned by words.",
    "archive-busy": "Wait until the other process has ended, or close it, and run this again.",
    "archive-newer": "Open it with the newer tawatur that wrote it: pip install --upgrade tawatur.",
    "binary": "In the program that made the file, choose “save as” and plain text, UTF-8.",
    "changed": "Run this again when nothing writes to the file any more.",
    "columns": "The fields and how to name their columns: tawatur compare --help.",
    "damaged": "tawatur archive info ARCHIVE --check tells what is damaged.",
    "empty-folder": "Readable are text, HTML and table files; hidden ones are passed over.",
    "missing": "See that the path is right, and put a name with spaces or brackets into quotes.",
    "no-archive": "tawatur archive add ARCHIVE PATH makes one.",
    "no-column": "Name the column: --columns text=NAME.",
    "no-match": "Put the pattern into quotes; ** goes through folders below.",
    "no-text": "If the page is built by a script, save it in the browser once it is shown.",
    "one-input": "tawatur compare FIRST SECOND, or a folder with two files or more.",
    "one-paragraph": "Shorter paragraphs count with --min-words 3, whole rows with --whole.",
    "same-file": "Name two different files.",
    "too-large": "As a table, one article a row, it can be of any size for tawatur duplicates and archive.",
    "too-many-accounts": "Allow more with --max-accounts N, or search all of them with tawatur duplicates.",
    "too-short": "An account needs a sentence or two; headlines alone can be compared with compare.judge.",
    "unwritable": "Choose another folder with -o DIR.",
}


def hint(error: CompareError) -> str:
    """The next step after an error; "" where its sentence says all there is."""
    return _NEXT.get(error.slug, "")
