"""The command `tawatur`. Heavy imports wait until a command runs: `--help` must be quick."""

from __future__ import annotations

import argparse
import errno
import gc
import os
import sys
from collections.abc import Sequence
from typing import TypeAlias

from compare.cli.archive import add_parser, archive_command
from compare.cli.completion import add_completion, completion_command
from compare.cli.duplicates import add_duplicates, duplicates_command
from compare.cli.exit_codes import ALIGNMENTS, DONE, EXPORTS, FORMATS, INPUT, INTERRUPTED, STATUSES, USAGE
from compare.cli.serve import add_serve, serve_command
from compare.cli.terminal import say
from compare.languages import LANGUAGES

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def main(argv: Sequence[str] | None = None) -> int:
    """Runs the command and returns its exit code.

    0 done, 1 findings at or above --fail-on, 2 usage, 3 an input cannot be read or is empty, 4 nothing
    comparable, 130 interrupted.
    """
    try:
        return _run(argv)
    except KeyboardInterrupt:
        say(sys.stderr, "tawatur: interrupted; nothing was written.")
        return INTERRUPTED


def _run(argv: Sequence[str] | None) -> int:
    parser = _parser()
    try:
        arguments = parser.parse_args(argv)
    except SystemExit as stop:
        return int(stop.code or 0)
    if arguments.command is None:
        parser.print_help(sys.stderr)
        return USAGE
    # The matrices are small: more threads cost more than they give, and one thread adds in one order.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # Loading the tables makes some 400,000 objects that stay: looking through them again and again for
    # garbage costs a tenth of a short run.
    gc.set_threshold(100_000, 50, 50)
    from compare.cli import commands
    from compare.errors import CompareError

    run = {
        "archive": archive_command,
        "completion": lambda arguments: completion_command(arguments, parser),
        "compare": commands.compare_command,
        "duplicates": duplicates_command,
        "evaluate": commands.evaluate_command,
        "serve": serve_command,
    }
    try:
        return run[arguments.command](arguments)
    except CompareError as error:
        commands.complain(error)
        return error.exit_code
    except BrokenPipeError:
        sys.stderr.close()
        return DONE
    except OSError as error:
        reason = error.strerror or "the system refused"
        full = error.errno in (errno.ENOSPC, errno.EFBIG, errno.EDQUOT)
        what = "The output or a temporary file cannot be written: " if full else ""
        say(sys.stderr, f"tawatur: {what}{reason}.")
        return INPUT


def _parser() -> argparse.ArgumentParser:
    from compare import __version__

    parser = argparse.ArgumentParser(
        prog="tawatur",
        description="Compares accounts of one event: what they share, how they differ, what only one tells.",
    )
    parser.add_argument("--version", action="version", version=f"tawatur {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    _add_compare(commands)
    add_duplicates(commands)
    add_parser(commands)
    add_serve(commands)
    _add_evaluate(commands)
    add_completion(commands)
    return parser


_EXAMPLES = """\
examples:
  tawatur compare a.txt b.html
  tawatur compare news/                       every readable file in the folder and below it
  tawatur compare "news/**/*.html" more.csv   a pattern, and a table with one account a row
  tawatur compare draft.txt cable.html --watch --format html -o preview
  tawatur compare nachrichten.csv --columns text=inhalt,published=datum

Tables (.jsonl, .ndjson, .csv, .tsv, also .gz): columns are found by their usual names, such as id, url, text,
body, title, outlet, source, published, date, language, النص, العنوان, المصدر, التاريخ, текст, дата.

Exit codes: 0 done, 1 findings at or above --fail-on, 2 usage, 3 unreadable input, 4 nothing comparable.
"""


def _add_compare(commands: Commands) -> None:
    compare = commands.add_parser(
        "compare",
        help="compare two or more accounts and write one report folder",
        description="Compares two or more accounts of one event and writes one report folder.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    compare.add_argument(
        "inputs",
        nargs="+",
        metavar="PATH",
        help=(
            "files (texts, web pages, PDF, office documents, e-mail, tables, archives), folders, patterns; "
            "- is the standard input; two or more accounts in all"
        ),
    )
    _add_reading(compare)
    compare.add_argument("-o", "--output", metavar="DIR", help="report folder (default: reports/local/NAMES)")
    compare.add_argument(
        "--format",
        default=",".join(FORMATS),
        metavar="LIST",
        help=f"comma-separated formats (default: %(default)s; also {', '.join(EXPORTS)})",
    )
    compare.add_argument(
        "--lang", choices=LANGUAGES, help="language of the report (default: that of the sources)"
    )
    compare.add_argument(
        "--fail-on",
        choices=STATUSES,
        help="exit 1 when a difference of this status or a more serious one is found",
    )
    compare.add_argument("--json", action="store_true", help="print the result as JSON on standard output")
    compare.add_argument(
        "--watch", action="store_true", help="compare again whenever an input changes, until Ctrl-C"
    )
    compare.add_argument(
        "-q", "--quiet", action="store_true", help="print nothing but the path of the report"
    )


def _add_reading(compare: argparse.ArgumentParser) -> None:
    """How the inputs are read and their sentences aligned."""
    compare.add_argument(
        "--columns",
        action="append",
        default=[],
        metavar="FIELD=NAME,...",
        help="which column of a table holds a field: id, url, text, title, outlet, published, language",
    )
    compare.add_argument(
        "--max-accounts", type=int, metavar="N", help="most accounts that are compared (default: 500)"
    )
    compare.add_argument(
        "--published",
        action="append",
        default=[],
        metavar="NAME=DATE",
        help="ISO day of publication of an input that states none; NAME is the file name without ending",
    )
    compare.add_argument(
        "--decisions",
        metavar="FILE",
        help="a person's decisions, as the page of a report exports them: links, checks, notes",
    )
    compare.add_argument(
        "--align",
        choices=ALIGNMENTS,
        default="auto",
        help="how sentences in different languages are aligned: by word vectors, by the sentence encoder of "
        "tawatur[semantic], or by the encoder where it is installed (default: %(default)s)",
    )


def _add_evaluate(commands: Commands) -> None:
    evaluate = commands.add_parser(
        "evaluate",
        help="measure the program on the labelled sets that are present",
        description="Measures the program on labelled sets, beside plain methods, and prints the scorecard.",
        epilog="Exit codes: 0 done, 1 a floor is not held and --fail-on floor was given, 2 usage, "
        "3 no labelled sets found or the scorecard cannot be written.",
    )
    evaluate.add_argument(
        "--data",
        metavar="DIR",
        help="folder of the labelled sets (default: shared/data here or beside this folder)",
    )
    evaluate.add_argument(
        "--set", action="append", default=[], metavar="NAME", help="measure only this set; may be repeated"
    )
    evaluate.add_argument(
        "--quick", action="store_true", help="fixed parts of the large sets: under a minute"
    )
    evaluate.add_argument("--json", action="store_true", help="print the scorecard as JSON")
    evaluate.add_argument(
        "-o",
        "--output",
        metavar="DIR",
        help="write it as Markdown, JSON and a picture of the calibration too",
    )
    evaluate.add_argument(
        "--floors", metavar="FILE", help="pinned floors (default: tests/evaluation/floors.toml where it is)"
    )
    evaluate.add_argument(
        "--fail-on", choices=("floor",), help="exit 1 where a figure is below its floor or a set has changed"
    )


if __name__ == "__main__":
    sys.exit(main())
