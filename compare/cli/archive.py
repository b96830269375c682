"""`tawatur archive`: what its commands take, and what they print. Imports wait until a command runs."""

from __future__ import annotations

import argparse
import dataclasses
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, TypeAlias

from compare.cli.exit_codes import DONE, INPUT, INTERRUPTED
from compare.cli.terminal import progress, say

if TYPE_CHECKING:
    from compare.archive.store import Archive
    from compare.errors import CompareError
    from compare.model.archived import Added, Hit, Info
    from compare.model.result import Note
    from compare.model.text import Span, Witness

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"

_SHOWN = 20
"""Accounts of one call that are printed one by one."""
_EXAMPLES = """\
examples:
  tawatur archive add news.archive export.jsonl.gz "press/**/*.html"
  tawatur archive lookup news.archive draft.txt       what of this was printed before, and where
  tawatur archive search news.archive 'وزير "اتفاق السلام" أذرب*'
  tawatur archive duplicates news.archive --threshold 0.8 --json
  tawatur archive stories news.archive
  tawatur archive info news.archive

Exit codes: 0 done, 2 usage, 3 an input or the archive cannot be read or written, or is damaged.
"""


def add_parser(commands: Commands) -> None:
    """Adds the command with its own commands."""
    archive = commands.add_parser(
        "archive",
        help="keep accounts in a folder and ask what was printed before",
        description="An archive: accounts in one folder, with what of them was printed before, and where.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    verbs = archive.add_subparsers(dest="verb", metavar="COMMAND", required=True)
    add = _verb(verbs, "add", "store accounts; print what each has in common with earlier ones")
    _add_inputs(add)
    add.add_argument(
        "--stories", action="store_true", help="find the story of each now, however many (up to 20: always)"
    )
    add.add_argument("-q", "--quiet", action="store_true", help="print the totals only")
    _add_inputs(_verb(verbs, "lookup", "the same without storing anything"))
    search = _verb(verbs, "search", "find accounts by words, phrases and beginnings of words")
    search.add_argument("query", nargs="+", metavar="QUERY", help='words, "several words", beginn*')
    search.add_argument("--limit", type=_positive, default=10, metavar="N", help="most hits (default: 10)")
    duplicates = _verb(verbs, "duplicates", "pairs of paragraphs that are nearly the same")
    duplicates.add_argument(
        "--threshold", type=_share, default=0.7, metavar="X", help="least similarity, 0 to 1 (default: 0.7)"
    )
    _verb(verbs, "stories", "the accounts of each event that has more than one")
    info = _verb(verbs, "info", "counts, sizes, and what is damaged")
    info.add_argument("--check", action="store_true", help="read the whole database for damage as well")
    _verb(verbs, "repair", "build the postings anew from the stored texts")


def _verb(verbs: Commands, name: str, what: str) -> argparse.ArgumentParser:
    parser = verbs.add_parser(name, help=what, description=f"{what[0].upper()}{what[1:]}.")
    parser.add_argument("archive", metavar="ARCHIVE", help="the archive's folder")
    parser.add_argument("--json", action="store_true", help="print the result as JSON")
    return parser


def _add_inputs(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "inputs",
        nargs="+",
        metavar="PATH",
        help="files of any format that is read, folders, patterns, tables",
    )
    parser.add_argument(
        "--columns",
        action="append",
        default=[],
        metavar="FIELD=NAME,...",
        help="which column of a table holds a field: id, url, text, title, outlet, published, language",
    )


def _positive(value: str) -> int:
    number = int(value)
    if number < 1:
        raise argparse.ArgumentTypeError("a number from 1 on")
    return number


def _share(value: str) -> float:
    number = float(value)
    if not 0 < number <= 1:
        raise argparse.ArgumentTypeError("a number above 0, up to 1")
    return number


def archive_command(arguments: argparse.Namespace) -> int:
    """Opens the archive (only `add` makes a new one) and runs the command on it."""
    from compare.archive.store import Archive

    run: dict[str, Callable[[Archive, argparse.Namespace], int]] = {
        "add": _add,
        "lookup": _look_up,
        "search": _search,
        "duplicates": _duplicates,
        "stories": _stories,
        "info": _info,
        "repair": _repair,
    }
    with Archive(arguments.archive, create=arguments.verb == "add") as archive:
        archive.when_waiting(lambda: say(sys.stderr, "Another process is writing; waiting for it."))
        try:
            return run[arguments.verb](archive, arguments)
        except KeyboardInterrupt:
            say(sys.stderr, "tawatur: interrupted; what was stored before is kept.")
            return INTERRUPTED


# -------------------------------------------------------------------------------------------- commands


def _add(archive: Archive, arguments: argparse.Namespace) -> int:
    from compare.archive.intake import Intake, nothing
    from compare.cli.commands import told_columns

    intake = Intake(arguments.inputs, told_columns(arguments.columns), archive.settings)
    met: list[Added] = []
    totals: dict[str, int] = {}
    for one in archive.add_each(_counted(intake), events=True if arguments.stories else None):
        _count(totals, one)
        met += [one] if arguments.json or len(met) <= _SHOWN else []
    _write_notes(intake.failures if totals else intake.failures[1:], intake.notes)
    if not totals:
        raise nothing(intake)
    if arguments.json:
        _print_json({"accounts": [_plain(one) for one in met], "totals": totals})
        return INPUT if intake.failures else DONE
    if len(met) <= _SHOWN and not arguments.quiet:
        _print_met(met)
    say(sys.stdout, _sentence(totals))
    return INPUT if intake.failures else DONE


def _look_up(archive: Archive, arguments: argparse.Namespace) -> int:
    from compare.archive.intake import Intake, nothing
    from compare.cli.commands import told_columns

    intake = Intake(arguments.inputs, told_columns(arguments.columns), archive.settings)
    met = [archive.look_up(witness) for witness in intake]
    _write_notes(intake.failures if met else intake.failures[1:], intake.notes)
    if not met:
        raise nothing(intake)
    if arguments.json:
        _print_json({"accounts": [_plain(one) for one in met]})
    else:
        _print_met(met)
    return INPUT if intake.failures else DONE


def _search(archive: Archive, arguments: argparse.Namespace) -> int:
    hits = archive.search(" ".join(arguments.query), arguments.limit)
    if arguments.json:
        _print_json({"hits": [_plain(hit) for hit in hits]})
        return DONE
    for hit in hits:
        say(sys.stdout, _heading(hit))
        say(sys.stdout, f"    \u2068{_marked(hit.snippet, hit.marks)}\u2069")
    if not hits:
        say(sys.stdout, "Nothing found.")
    return DONE


def _duplicates(archive: Archive, arguments: argparse.Namespace) -> int:
    if arguments.json:
        pairs = [_plain(pair) for pair in archive.duplicates(arguments.threshold)]
        _print_json({"pairs": pairs, "threshold": arguments.threshold})
        return DONE
    count = 0
    for pair in archive.duplicates(arguments.threshold):
        count += 1
        one = f"{_isolated(pair.earlier)} {pair.there.start}-{pair.there.end}"
        other = f"{_isolated(pair.witness)} {pair.span.start}-{pair.span.end}"
        say(sys.stdout, f"{pair.score:.2f}  {one}  {other}")
    say(sys.stderr, f"{_amount(count, 'pair')} of paragraphs from {arguments.threshold:g} on.")
    return DONE


def _stories(archive: Archive, arguments: argparse.Namespace) -> int:
    with progress() as report:
        stories = archive.stories(report and (lambda done, of: report("stories", done, of)))
    several = [story for story in stories if len(story) > 1]
    if arguments.json:
        _print_json({"stories": several, "alone": len(stories) - len(several)})
        return DONE
    for story in sorted(several, key=lambda story: -len(story)):
        say(sys.stdout, f"{len(story)}  {' '.join(map(_isolated, story))}")
    alone = len(stories) - len(several)
    told = _amount(len(several), "story", "stories")
    say(sys.stderr, f"{told} told more than once; {_amount(alone, 'account')} alone.")
    return DONE


def _info(archive: Archive, arguments: argparse.Namespace) -> int:
    return _print_info(archive.info(thorough=arguments.check), arguments)


def _repair(archive: Archive, arguments: argparse.Namespace) -> int:
    return _print_info(archive.repair(), arguments)


def _print_info(info: Info, arguments: argparse.Namespace) -> int:
    if arguments.json:
        _print_json({**_plain(info), "bytes_per_posting": info.bytes_per_posting})
        return INPUT if info.damage else DONE
    lines = [
        ("accounts", f"{info.witnesses:,}"),
        ("paragraphs", f"{info.passages:,}"),
        ("published", f"{info.first_published} to {info.last_published}" if info.first_published else "–"),
        ("found earlier", f"{_amount(info.comparisons, 'pair')} of paragraphs"),
        ("postings", f"{info.postings:,}, {info.waiting:,} of them not in a segment yet"),
        ("segments", f"{len(info.segments)}, {info.bytes_per_posting:g} bytes a posting"),
        ("on the disk", f"{(info.bytes_database + info.bytes_segments) / 1e6:,.1f} MB"),
        ("tables", f"version {info.schema_version}"),
    ]
    for name, value in lines:
        say(sys.stdout, f"{name:<14} {value}")
    for fault in info.damage:
        say(sys.stderr, f"tawatur: {fault}")
    if info.damage and any(".postings" in fault for fault in info.damage):
        say(sys.stderr, f"tawatur: “tawatur archive repair {arguments.archive}” builds the postings anew.")
    return INPUT if info.damage else DONE


# --------------------------------------------------------------------------------------------- printing


def _print_met(met: Sequence[Added]) -> None:
    for one in met:
        parts = [_amount(one.paragraphs, "paragraph")]
        if one.arrival.value in ("known", "empty"):
            parts.insert(0, "there before" if one.arrival.value == "known" else "no words; not stored")
        before = len({entry.span for entry in one.earlier})
        parts.append(f"{before} printed before" if before else "none printed before")
        shares = [f"{_isolated(_shown(o.witness, o.outlet))} {o.share:.0%}" for o in one.origins]
        parts += [f"stands in {', '.join(shares)}"] if shares else []
        parts += [f"credits {', '.join(map(_isolated, one.agencies))}"] if one.agencies else []
        others = [id for id in one.story if id != one.id]
        parts += [f"same story: {', '.join(map(_isolated, others))}"] if others else []
        say(sys.stdout, f"{_isolated(one.id)}: {'; '.join(parts)}")
        for entry in one.earlier:
            place = f"{_isolated(_shown(entry.witness, entry.outlet))} {entry.there.start}-{entry.there.end}"
            say(sys.stdout, f"    {entry.span.start}-{entry.span.end}  {entry.score:.2f}  {place}")


def _count(totals: dict[str, int], one: Added) -> None:
    for name in ("added", "known", "empty", "paragraphs", "printed before"):
        totals.setdefault(name, 0)
    totals[one.arrival.value] += 1
    if one.arrival.value == "added":
        totals["paragraphs"] += one.paragraphs
        totals["printed before"] += len({entry.span for entry in one.earlier})


def _sentence(totals: dict[str, int]) -> str:
    said = [f"{_amount(totals['added'], 'account')} stored"]
    said += [f"{totals['known']:,} there before"] if totals["known"] else []
    said += [f"{totals['empty']:,} without a word"] if totals["empty"] else []
    before = f"{totals['printed before']:,} of {_amount(totals['paragraphs'], 'paragraph')} printed before"
    return f"{', '.join(said)}; {before}."


def _heading(hit: Hit) -> str:
    known = [part for part in (hit.title, hit.outlet, hit.published) if part]
    return "  ".join([_isolated(hit.witness), *map(_isolated, known)])


def _shown(id: str, outlet: str | None) -> str:
    return f"{id} ({outlet})" if outlet else id


def _marked(snippet: str, marks: Sequence[Span]) -> str:
    """The words that were found in bold, on a terminal that shows it."""
    if not sys.stdout.isatty() or os.environ.get("NO_COLOR"):
        return snippet
    at, pieces = 0, list[str]()
    for mark in marks:
        pieces += [snippet[at : mark.start], "\x1b[1m", snippet[mark.start : mark.end], "\x1b[22m"]
        at = mark.end
    return "".join(pieces) + snippet[at:]


def _isolated(text: str) -> str:
    """Document text on one line that keeps its direction to itself."""
    from compare.report.wording import plain

    return f"\u2068{plain(text)}\u2069"


def _amount(count: int, one: str, many: str | None = None) -> str:
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def _plain(value: object) -> dict[str, object]:
    return dataclasses.asdict(value)  # type: ignore[call-overload, no-any-return]


def _print_json(value: object) -> None:
    say(sys.stdout, json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True))


def _write_notes(failures: Sequence[CompareError], notes: Sequence[Note]) -> None:
    from compare.cli.commands import complain, say_notes

    for failure in failures:
        complain(failure)
    say_notes(notes)


def _counted(witnesses: Iterable[Witness]) -> Iterator[Witness]:
    """The witnesses, told on a terminal while they are stored."""
    with progress() as report:
        for count, witness in enumerate(witnesses, start=1):
            if report is not None:
                report("store", count, 0)
            yield witness
