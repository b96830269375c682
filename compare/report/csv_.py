"""Differences and claims as tables that spreadsheets open: Arabic readable, no cell run as a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from compare.model.claim import Stated
from compare.model.result import Result
from compare.report.claims_table import states
from compare.report.wording import plain

# What a spreadsheet takes for the beginning of a formula; the wide forms count in some of them too.
_FORMULA = tuple("=+-@\t\r＝＋－＠")
_FIRST = ("id", "claim", "label", "type", "status", "severity")
_CHUNK = 1 << 18
_EACH = ("quote", "start", "end", "normalised")


def to_csv(result: Result) -> bytes:
    """One row a difference, every account's quote beside the others'. UTF-8 with a mark, CRLF, all quoted."""
    sigla = [w.siglum for w in result.witnesses]
    head = (*_FIRST, *(f"{siglum}_{name}" for siglum in sigla for name in _EACH), "because")
    return _table(head, _rows(result))


def claims_csv(result: Result) -> bytes:
    """One row a claim, with one column for each account: agrees, differs, more_precise or silent.

    The form is that of `to_csv`.
    """
    sigla = [w.siglum for w in result.witnesses]
    ids = [w.id for w in result.witnesses]
    rows = (
        [
            claim.id,
            claim.label,
            claim.relation,
            *(cell.state.value for cell in states(claim, ids).values()),
            str(len({m.witness for m in claim.mentions})),
            "" if claim.independent_origins is None else str(claim.independent_origins),
        ]
        for claim in result.claims
    )
    return _table(("id", "label", "relation", *sigla, "accounts", "independent_origins"), rows)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    table = io.StringIO(newline="")
    writer = csv.writer(table, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows([guarded(cell) for cell in row] for row in rows)
    return table.getvalue().encode("utf-8-sig")


def lines(head: Sequence[str], rows: Iterable[Sequence[str | int | float | None]]) -> Iterator[bytes]:
    """A table of any size, some rows at a time, in the form of `to_csv`; numbers and blanks stand bare."""
    table = io.StringIO(newline="")
    writer = csv.writer(table, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    table.write("\ufeff")
    writer.writerow(head)
    for row in rows:
        writer.writerow(
            ["" if cell is None else safe(cell) if isinstance(cell, str) else cell for cell in row]
        )
        if table.tell() > _CHUNK:
            yield table.getvalue().encode("utf-8", "replace")
            table.seek(0)
            table.truncate()
    yield table.getvalue().encode("utf-8", "replace")


@lru_cache(maxsize=1 << 14)
def safe(cell: str) -> str:
    """The cell as `guarded` gives it, quickly where nothing has to be done."""
    if cell.isprintable() and "  " not in cell and cell.strip() == cell and not cell.startswith(_FORMULA):
        return cell
    return guarded(cell)


def _rows(result: Result) -> Iterator[list[str]]:
    labels = {claim.id: claim.label for claim in result.claims}
    for difference in result.differences:
        values: dict[str, list[Stated]] = {}
        for value in difference.values:
            values.setdefault(value.witness, []).append(value)
        row = [difference.id, difference.claim, labels.get(difference.claim, "")]
        row += [difference.type.value, difference.status.value, f"{difference.severity:.4g}"]
        for witness in result.witnesses:
            row += _cells(values.get(witness.id, []))
        yield [*row, difference.because]


def _cells(values: Sequence[Stated]) -> list[str]:
    """What one account tells; where it tells several values, they stand in one cell with bars between."""
    told = ((v.quote, v.start, v.end, v.normalised) for v in values)
    columns = zip(*told, strict=True) if values else ((),) * len(_EACH)
    return [" | ".join("" if cell is None else str(cell) for cell in column) for column in columns]


def guarded(cell: str) -> str:
    """The cell without controls, on one line; with a leading apostrophe where it would run as a formula."""
    line = plain(cell)
    return f"'{line}" if line.startswith(_FORMULA) or cell.startswith(_FORMULA) else line
