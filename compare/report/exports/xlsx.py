"""The comparison as a workbook: sheets that run right to left where the report's language does."""

from __future__ import annotations

import datetime as dt
import io
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from compare.model.claim import DifferenceType, Status
from compare.model.result import Result
from compare.report import wording
from compare.report.exports.sheets import Cell, Row, Sheet, sheets
from compare.report.exports.words import NoOfficeError, direction, filled, marked, texts, xml_safe

# What a sheet holds at most; a cell counts as Excel does, in 16-bit units.
MOST_ROWS, MOST_COLUMNS, MOST_UNITS = 1_048_576, 16_384, 32_767
# From this width on a column wraps its text; a row grows to so many lines of so many points.
_WRAPPED, _MOST_LINES, _LINE = 20, 12, 15
_INK, _HEAD, _RULE = "#18202c", "#e9e4d8", "#d9d2c2"
_STATES = {"differs": "#f6d9d2", "more_precise": "#fdf0cf", "agrees": "#dcebe4", "silent": "#f1f1f1"}
# No clock: the same result gives the same bytes.
_MADE = dt.datetime(2000, 1, 1)


@dataclass(slots=True)
class _Formats:
    """The formats of cells, made once each."""

    book: Any
    made: dict[tuple[str, bool, str], Any] = field(default_factory=dict)

    def of(self, way: str, *, long: bool = False, fill: str = "") -> Any:
        key = (way, long, fill)
        if key not in self.made:
            look: dict[str, Any] = {"valign": "top", "reading_order": 2 if way == "rtl" else 1}
            look["align"] = "right" if way == "rtl" else "left"
            look |= {"text_wrap": True} if long else {}
            look |= {"bg_color": fill, "border": 1, "border_color": _RULE} if fill else {}
            self.made[key] = self.book.add_format(look)
        return self.made[key]


def to_xlsx(result: Result, lang: str) -> bytes:
    """The workbook in the language `lang`: finding, differences, claims, sources, origins, reuse, notes.

    Document text is never a formula nor a link; what a cell or sheet cannot hold is cut, and the sheet of
    notes says so. The same result gives the same bytes. Raises `NoOfficeError` without the extra.
    """
    target = io.BytesIO()
    maker = _maker(target, lang, texts(lang)["finding"]["title"], "in_memory")
    maker.finding(result)
    for sheet in sheets(result, lang):
        maker.add(sheet)
    maker.notes(_settings(result, lang, maker.words["columns"]))
    maker.book.close()
    return target.getvalue()


def write_tables(target: BinaryIO, lang: str, title: str, tables: Sequence[Sheet]) -> None:
    """Tables of any size as sheets of a workbook, row by row: no more than one row is held.

    What a sheet cannot hold is left out, and a last sheet says so. Raises `NoOfficeError` without the extra.
    """
    maker = _maker(target, lang, title, "constant_memory")
    for sheet in tables:
        maker.add(sheet)
    maker.notes([])
    maker.book.close()


def _maker(target: BinaryIO, lang: str, title: str, held: str) -> _Maker:
    try:
        import xlsxwriter  # type: ignore[import-untyped,unused-ignore]
    except ImportError:
        raise NoOfficeError("XLSX") from None
    plain = dict.fromkeys(("strings_to_formulas", "strings_to_urls", "strings_to_numbers"), False)
    book = xlsxwriter.Workbook(target, {held: True, **plain})
    book.set_properties({"title": title, "created": _MADE})
    return _Maker(book, lang, wording.texts(lang)["direction"], _Formats(book))


class _Maker:
    """Writes sheets one after the other and keeps count of what did not fit."""

    def __init__(self, book: Any, lang: str, way: str, formats: _Formats) -> None:
        self.book, self.lang, self.way, self.formats = book, lang, way, formats
        self.words = texts(lang)
        self.cut_cells = 0
        self.cut_rows: list[tuple[str, int, int]] = []
        self.states = {wording.label(lang, "verdict", "conflict"): _STATES["differs"]}
        self.states |= {wording.label(lang, "state", key): fill for key, fill in _STATES.items()}
        look = {"bold": True, "bg_color": _HEAD, "font_color": _INK, "border": 1, "border_color": _RULE}
        look |= {"text_wrap": True, "valign": "vcenter", "reading_order": 2 if way == "rtl" else 1}
        self.head = book.add_format({**look, "align": "right" if way == "rtl" else "left"})
        title = {"bold": True, "font_size": 16, "font_color": _INK, "reading_order": 2 if way == "rtl" else 1}
        self.title = book.add_format({**title, "align": "right" if way == "rtl" else "left"})

    def sheet(self, name: str) -> Any:
        made = self.book.add_worksheet(name)
        if self.way == "rtl":
            made.right_to_left()
        made.set_landscape()
        made.set_paper(9)
        made.fit_to_pages(1, 0)
        return made

    def add(self, sheet: Sheet) -> None:
        """One sheet with its headings, a filter on them, and as many rows as a sheet holds."""
        made = self.sheet(sheet.name)
        columns = sheet.columns[:MOST_COLUMNS]
        for at, (name, width) in enumerate(columns):
            made.set_column(at, at, width)
            made.write_string(0, at, self.fitted(name), self.head)
        made.set_row(0, 2 * _LINE)
        made.freeze_panes(1, sheet.frozen)
        made.repeat_rows(0)
        shown = min(sheet.count, MOST_ROWS - 1)
        if sheet.filtered and shown:
            made.autofilter(0, 0, shown, len(columns) - 1)
        for number, row in enumerate(sheet.rows(), start=1):
            if number > shown:
                self.cut_rows.append((sheet.name, shown, sheet.count))
                break
            self.write(made, number, row[:MOST_COLUMNS], [width for _, width in columns])

    def write(self, made: Any, number: int, row: Row, widths: Sequence[int]) -> None:
        wrapped = (_lines(cell, width) for cell, width in zip(row, widths, strict=True) if width >= _WRAPPED)
        # Told, for not every program works it out when it opens a workbook.
        if (lines := min(max(wrapped, default=1), _MOST_LINES)) > 1:
            made.set_row(number, _LINE * lines)
        for at, (cell, width) in enumerate(zip(row, widths, strict=True)):
            if isinstance(cell, str) and cell:
                fill = self.states.get(cell, "")
                look = self.formats.of(direction(cell, self.way), long=width >= _WRAPPED, fill=fill)
                made.write_string(number, at, self.fitted(cell), look)
            elif cell is not None and cell != "":
                made.write_number(number, at, cell, self.formats.of(self.way))

    def fitted(self, text: str) -> str:
        """The text as a cell may hold it: no control, not too long."""
        safe = xml_safe(text)
        if len(safe) * 2 <= MOST_UNITS or len(safe.encode("utf-16-le")) // 2 <= MOST_UNITS:
            return safe
        self.cut_cells += 1
        cut = safe.encode("utf-16-le")[: 2 * (MOST_UNITS - 1)].decode("utf-16-le", "ignore")
        while cut and unicodedata.combining(cut[-1]):
            cut = cut[:-1]
        return cut + "…"

    def finding(self, result: Result) -> None:
        """The first sheet: one sentence of finding, how many of each, how to read the rest."""
        words = self.words["finding"]
        made = self.sheet(self.words["sheets"]["finding"])
        made.set_column(0, 0, 60)
        made.set_column(1, 1, 24)
        made.write_string(0, 0, words["title"], self.title)
        long = self.formats.of(self.way, long=True)
        told = marked(wording.finding(result, self.lang))
        made.merge_range(1, 0, 1, 3, "", long)
        made.write_string(1, 0, self.fitted(told), long)
        made.set_row(1, 20 * (2 + len(told) // 90))
        rows: list[tuple[str, Cell]] = [(words["found"], words["count"]), *_counts(result, words, self.words)]
        for number, (name, count) in enumerate(rows, start=3):
            look = self.head if number == 3 else self.formats.of(self.way)
            made.write_string(number, 0, name, look)
            if isinstance(count, str):
                made.write_string(number, 1, count, look)
            else:
                made.write_number(number, 1, count or 0, look)
        remarks = [words["silence"], words["offsets"]]
        remarks += [self.words["limits"]["long"]] if _is_long(result) else []
        for number, remark in enumerate(remarks, start=len(rows) + 4):
            made.merge_range(number, 0, number, 3, "", long)
            made.write_string(number, 0, remark, long)
            made.set_row(number, 32)

    def notes(self, told: Sequence[Row]) -> None:
        """The last sheet: what was cut, then the rows that are told."""
        words, columns = self.words["limits"], self.words["columns"]
        cut = [
            filled(words["rows"], sheet=name, shown=shown, total=total)
            for name, shown, total in self.cut_rows
        ]
        if self.cut_cells:
            cut.append(filled(words["cells"], count=self.cut_cells, most=f"{MOST_UNITS:,}"))
        rows: list[Row] = [*(("", note) for note in cut), *told]
        heads = ((columns["slug"], 26), (columns["message"], 110))
        self.add(Sheet(self.words["sheets"]["notes"], heads, lambda: iter(rows), len(rows), filtered=False))


def _lines(cell: Cell, width: int) -> int:
    return -(-len(cell) // width) if isinstance(cell, str) else 1


def _settings(result: Result, lang: str, columns: Mapping[str, str]) -> list[Row]:
    """The notes of the result and its settings."""
    rows: list[Row] = [(n.slug, marked(wording.note(lang, n.slug, n.message))) for n in result.notes]
    for name, value in result.settings:
        told = f"{wording.label(lang, 'settings', name)}: {wording.plain(str(value))}"
        rows.append((columns["setting"], told))
    return [*rows, (columns["setting"], f"tawatur {result.tool_version}, {result.digest}")]


def _is_long(result: Result) -> bool:
    from compare.report.exports.sheets import WIDE

    return len(result.witnesses) > WIDE


def _counts(result: Result, words: Any, all_words: Any) -> list[tuple[str, Cell]]:
    conflicts = [d for d in result.differences if d.status is Status.CONFLICT]
    shared = [c for c in result.claims if c.relation != "one_source"]
    return [
        (all_words["sheets"]["sources"], len(result.witnesses)),
        (all_words["columns"]["origins"], len(result.origins)),
        (words["claims"], len(shared)),
        (words["conflicts"], sum(d.type is not DifferenceType.ATTRIBUTION for d in conflicts)),
        (words["differences"], len(result.differences)),
        (words["alone"], len(result.claims) - len(shared)),
    ]
