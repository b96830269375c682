"""The command `tawatur duplicates`: its arguments, and what it does with them."""

from __future__ import annotations

import argparse
import os
import re
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from compare.cli.exit_codes import DONE, FINDINGS, INPUT
from compare.cli.terminal import progress, say
from compare.languages import LANGUAGES

if TYPE_CHECKING:
    from compare.duplicates.repeats import Found
    from compare.duplicates.search import Asked

_EXAMPLES = """\
examples:
  tawatur duplicates news/                            every readable file in the folder and below it
  tawatur duplicates export.jsonl.gz -o report        paragraphs of the rows of a table
  tawatur duplicates a.csv --columns text=inhalt      which column holds the text
  tawatur duplicates big.parquet --memory 1GB --work spill/

Tables (.jsonl, .ndjson, .csv, .tsv, also .gz; .parquet with tawatur[parquet]) are read row by row. A row or
text is cut into its paragraphs, unless --whole is given.

Exit codes: 0 done, 1 what --fail-on names was found, 2 usage, 3 unreadable input, 4 no two paragraphs.
"""
_SIZE = re.compile(r"(\d{1,15}(?:\.\d{1,3})?)\s*([kmgt]?)(i?)b?", re.IGNORECASE)
_POWERS = {"": 0, "k": 1, "m": 2, "g": 3, "t": 4}
_LEAST = 10_000_000
_FAIL = ("any", "near", "conflict")


def add_duplicates(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The arguments of `tawatur duplicates`."""
    parser = commands.add_parser(
        "duplicates",
        help="find near-duplicate paragraphs in files, folders and tables",
        description="Finds paragraphs that stand more than once, in the same or nearly the same words.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "inputs",
        nargs="+",
        metavar="PATH",
        help="files of any format that is read, folders, patterns, tables",
    )
    parser.add_argument(
        "-o", "--output", metavar="DIR", help="report folder (default: reports/local/NAME-duplicates)"
    )
    _add_search(parser)
    _add_output(parser)


def _add_search(parser: argparse.ArgumentParser) -> None:
    """What is searched for, in which texts."""
    parser.add_argument(
        "--threshold",
        type=float,
        default=0.7,
        metavar="X",
        help="similarity of a pair, 0 to 1 (default: %(default)s)",
    )
    parser.add_argument(
        "--columns",
        action="append",
        default=[],
        metavar="FIELD=NAME,...",
        help="which column of a table holds a field: id, url, text, title, outlet, published, language",
    )
    parser.add_argument(
        "--whole",
        action="store_true",
        help="take each row or text as one paragraph, not cut at its line breaks",
    )
    parser.add_argument(
        "--min-words",
        type=int,
        default=8,
        metavar="N",
        help="words of the shortest paragraph (default: %(default)s)",
    )


def _add_output(parser: argparse.ArgumentParser) -> None:
    """What is written, printed and kept."""
    parser.add_argument(
        "--format",
        metavar="LIST",
        help="comma-separated: html, md, json, csv, png, svg, parquet (default: all of these); also xlsx",
    )
    parser.add_argument(
        "--lang", choices=LANGUAGES, help="language of the report (default: that of the texts)"
    )
    parser.add_argument(
        "--memory",
        metavar="SIZE",
        help="memory for the search, such as 800MB; the rest goes to files (default: 1GB)",
    )
    parser.add_argument(
        "--work",
        metavar="DIR",
        help="folder for these files, so that a search that was cut short goes on",
    )
    parser.add_argument(
        "--engine",
        choices=("local", "spark"),
        default="local",
        help="what the search runs on; spark wants tawatur[spark] and Java (default: %(default)s)",
    )
    parser.add_argument(
        "--master", metavar="URL", help="the Spark master, such as spark://host:7077 (default: this machine)"
    )
    parser.add_argument(
        "--fail-on",
        choices=_FAIL,
        help="exit 1 when there is any duplicate, one that was changed, or one that contradicts its original",
    )
    parser.add_argument("--json", action="store_true", help="print the result as JSON on standard output")
    parser.add_argument("-q", "--quiet", action="store_true", help="print nothing but the path of the report")


def duplicates_command(arguments: argparse.Namespace) -> int:
    """Searches, writes the report, prints one sentence of finding and the path."""
    from compare.cli.commands import complain
    from compare.duplicates.addresses import at_addresses
    from compare.duplicates.search import check_formats, search, write

    if at_addresses(arguments.inputs):
        return _at_addresses(arguments)
    formats = _formats(arguments.format)
    check_formats(formats)
    with progress(arguments.quiet) as report:
        found = search(arguments.inputs, _asked(arguments), report)
        folder = Path(arguments.output) if arguments.output else _default_folder(arguments.inputs)
        files = write(found, folder, formats, arguments.lang)
    failures = found.paragraphs.failures
    for failure in failures:
        complain(failure)
    _print(found, arguments, str(files[0] if len(files) == 1 else folder))
    if failures:
        return INPUT
    return FINDINGS if _fails(found, arguments.fail_on) else DONE


def _at_addresses(arguments: argparse.Namespace) -> int:
    """Searches on the cluster, from tables to tables; tells how much was found and where it stands."""
    from compare.cli.commands import say_notes
    from compare.duplicates.addresses import search_at
    from compare.errors import UsageError

    if not arguments.output:
        raise UsageError("Inputs at an address want an address for the tables: add -o.", slug="output")
    if arguments.format not in (None, "parquet") or arguments.json or arguments.fail_on:
        raise UsageError("Inputs at an address give tables only (Parquet).", slug="format")
    with progress(arguments.quiet) as report:
        told = search_at(arguments.inputs, _asked(arguments), arguments.output, report)
    if not arguments.quiet:
        say_notes(told.notes)
        say(sys.stdout, f"Rows: {told.rows}; pairs: {told.pairs}; clusters: {told.clusters}.")
    say(sys.stdout, arguments.output)
    return DONE


def _formats(told: str | None) -> tuple[str, ...]:
    from importlib.util import find_spec

    from compare.duplicates.search import FORMATS

    if told is not None:
        return tuple(name.strip() for name in told.split(","))
    return FORMATS if find_spec("pyarrow") is not None else FORMATS[:-1]


def _asked(arguments: argparse.Namespace) -> Asked:
    from compare.cli.commands import told_columns
    from compare.duplicates.search import Asked
    from compare.errors import UsageError
    from compare.settings import Settings

    if arguments.master is not None and arguments.engine != "spark":
        raise UsageError("--master goes with --engine spark.", slug="master")
    settings = Settings(engine=arguments.engine)
    if arguments.memory is not None:
        settings = replace(settings, memory=_bytes(arguments.memory))
    return Asked(
        threshold=arguments.threshold,
        columns=told_columns(arguments.columns),
        min_words=arguments.min_words,
        whole=arguments.whole,
        work=Path(arguments.work) if arguments.work else None,
        steps=arguments.work,
        master=arguments.master,
        settings=settings,
    )


def _bytes(told: str) -> int:
    """A size such as "2GB", "800 MB" or "1000000000" in bytes."""
    from compare.errors import UsageError

    found = _SIZE.fullmatch(told.strip())
    size = int(float(found[1]) * (1024 if found[3] else 1000) ** _POWERS[found[2].lower()]) if found else 0
    if size < _LEAST:
        raise UsageError(f"--memory wants a size from 10MB on, such as 2GB, not {told!r}.", slug="memory")
    return size


def _default_folder(inputs: list[str]) -> Path:
    from compare.ingest.readers import safe_id

    name = Path(inputs[0]).name.partition(".")[0] or Path(inputs[0]).resolve().name
    return Path("reports", "local", f"{safe_id(name)}-duplicates")


def _print(found: Found, arguments: argparse.Namespace, path: str) -> None:
    from compare.cli.commands import say_notes
    from compare.report.duplicates_json import to_json
    from compare.report.duplicates_words import finding, notes

    lang = arguments.lang or found.repeats.language
    if not arguments.quiet:
        for note in notes(replace(found.repeats, notes=()), "en"):
            say(sys.stderr, f"note: {note}")
        say_notes(found.repeats.notes)
    if arguments.json:
        say(sys.stdout, to_json(found.repeats))
        return
    if not arguments.quiet:
        say(sys.stdout, finding(found.repeats, lang))
    say(sys.stdout, os.fspath(path))


def _fails(found: Found, kind: str | None) -> bool:
    from compare.duplicates.search import contradicting

    totals = found.repeats.totals
    if kind == "conflict":
        return contradicting(found)
    return bool(totals.near if kind == "near" else totals.clusters) if kind else False
