"""The command `tawatur`. Heavy imports wait until a command runs: `--help` must be quick."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from compare.cli.exit_codes import DONE, FORMATS, INPUT, INTERRUPTED, STATUSES, USAGE


def main(argv: Sequence[str] | None = None) -> int:
    """Runs the command and returns its exit code.

    0 done, 1 findings at or above --fail-on, 2 usage, 3 an input cannot be read or is empty, 4 nothing
    comparable, 130 interrupted.
    """
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
    from compare.cli.commands import compare_command
    from compare.errors import CompareError

    try:
        return compare_command(arguments)
    except CompareError as error:
        _say(f"tawatur: {error}")
        return error.exit_code
    except KeyboardInterrupt:
        _say("tawatur: interrupted; nothing was written.")
        return INTERRUPTED
    except BrokenPipeError:
        sys.stderr.close()
        return DONE
    except OSError as error:
        _say(f"tawatur: {error.strerror or 'the system refused'}.")
        return INPUT


def _say(line: str) -> None:
    if sys.stderr is None:
        return
    sys.stderr.write(
        line.encode(sys.stderr.encoding or "utf-8", "backslashreplace").decode(sys.stderr.encoding or "utf-8")
        + "\n"
    )


def _parser() -> argparse.ArgumentParser:
    from compare import __version__

    parser = argparse.ArgumentParser(
        prog="tawatur",
        description="Compares accounts of one event: what they share, how they differ, what only one tells.",
    )
    parser.add_argument("--version", action="version", version=f"tawatur {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    compare = commands.add_parser(
        "compare",
        help="compare two or more accounts and write one report folder",
        description="Compares two or more accounts (text or HTML files) and writes one report folder.",
        epilog="Exit codes: 0 done, 1 findings at or above --fail-on, 2 usage, 3 unreadable input, "
        "4 nothing comparable.",
    )
    compare.add_argument("inputs", nargs="+", metavar="FILE", help="two or more text or HTML files")
    compare.add_argument("-o", "--output", metavar="DIR", help="report folder (default: reports/local/NAMES)")
    compare.add_argument(
        "--format",
        default=",".join(FORMATS),
        metavar="LIST",
        help="comma-separated formats (default: %(default)s)",
    )
    compare.add_argument(
        "--lang", choices=("ar", "en"), help="language of the report (default: that of the sources)"
    )
    compare.add_argument(
        "--published",
        action="append",
        default=[],
        metavar="NAME=DATE",
        help="ISO day of publication of an input that states none; NAME is the file name without ending",
    )
    compare.add_argument(
        "--fail-on",
        choices=STATUSES,
        help="exit 1 when a difference of this status or a more serious one is found",
    )
    compare.add_argument("--json", action="store_true", help="print the result as JSON on standard output")
    compare.add_argument(
        "-q", "--quiet", action="store_true", help="print nothing but the path of the report"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
