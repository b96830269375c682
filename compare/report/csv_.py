"""The differences as a table that spreadsheets open: Arabic readable, no cell run as a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from compare.model.claim import Stated
from compare.model.result import Result
from compare.report.wording import plain

# What a spreadsheet takes for the beginning of a formula; the wide forms count in some of them too.
_FORMULA = tuple("=+-@\t\r＝＋－＠")
_FIRST = ("id", "claim", "label", "type", "status", "severity")
_EACH = ("quote", "start", "end", "normalised")


def to_csv(result: Result) -> bytes:
    """One row a difference, every account's quote beside the others'. UTF-8 with a mark, CRLF, all quoted."""
    table = io.StringIO(newline="")
    writer = csv.writer(table, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    sigla = [w.siglum for w in result.witnesses]
    writer.writerow((*_FIRST, *(f"{siglum}_{name}" for siglum in sigla for name in _EACH), "because"))
    writer.writerows([_guarded(cell) for cell in row] for row in _rows(result))
    return table.getvalue().encode("utf-8-sig")


def _rows(result: Result) -> Iterator[list[str]]:
    labels = {claim.id: claim.label for claim in result.claims}
    for difference in result.differences:
        values = {value.witness: value for value in difference.values}
        row = [difference.id, difference.claim, labels.get(difference.claim, "")]
        row += [difference.type.value, difference.status.value, f"{difference.severity:.4g}"]
        for witness in result.witnesses:
            row += _cells(values.get(witness.id))
        yield [*row, difference.because]


def _cells(value: Stated | None) -> list[str]:
    if value is None:
        return [""] * len(_EACH)
    told = (value.quote, value.start, value.end, value.normalised)
    return ["" if cell is None else str(cell) for cell in told]


def _guarded(cell: str) -> str:
    """The cell without controls, on one line; with a leading apostrophe where it would run as a formula."""
    line = plain(cell)
    return f"'{line}" if line.startswith(_FORMULA) or cell.startswith(_FORMULA) else line
