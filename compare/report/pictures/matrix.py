"""Claims and sources: who agrees, who differs, who is more exact, who is silent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from compare.languages import table
from compare.model.claim import Claim, State
from compare.model.result import Result
from compare.model.text import PassageKind
from compare.report.claims_table import states
from compare.report.lettering import cut, directed, drawable, isolated, width, wrapped
from compare.report.pictures.canvas import (
    CARD,
    CLASH,
    FAINT,
    INK,
    LINKED,
    MARGIN,
    RAMP,
    RULE,
    SOFT,
    WIDTH,
    Format,
    Points,
    Sheet,
    diamond,
    disc,
    name_of,
    render_sheet,
    square,
)
from compare.report.pictures.order import stories_of
from compare.report.view import block_labels, numbered
from compare.report.wording import label, siglum

MOST_CLAIMS, MOST_SOURCES = 40, 40
_ROW, _LABELS, _COUNT = 38.0, 360.0, 140.0
_TOLD, _ORIGINS = 0.2, 0.68
_LINE, _COLUMNS = 21.0, 2
_STRIPE, _QUIET = "#f6f2e9", "#b9b3a4"
_FILLS = {State.AGREES: RAMP[3], State.MORE_PRECISE: RAMP[5], State.DIFFERS: CLASH}
_DRAWN = (State.AGREES, State.MORE_PRECISE, State.DIFFERS)


@dataclass(frozen=True, slots=True)
class Row:
    """A claim: its number and label, how each shown source stands to it, and where that source tells it."""

    number: int
    label: str
    states: tuple[State, ...]
    paragraphs: tuple[str, ...]
    accounts: int
    origins: int | None


@dataclass(frozen=True, slots=True)
class Table:
    """The rows and columns that are drawn, and how much is not."""

    rows: tuple[Row, ...]
    sources: tuple[tuple[str, str], ...]
    parted: tuple[int, ...]
    hidden_claims: int
    hidden_sources: int
    alone: int

    @property
    def cell(self) -> float:
        return min(64.0, (WIDTH - 2 * MARGIN - _LABELS - _COUNT) / max(1, len(self.sources)))

    @property
    def left(self) -> float:
        return WIDTH - MARGIN - _COUNT - self.cell * len(self.sources)

    @property
    def listed(self) -> int:
        """Lines of the list of sources beneath."""
        return -(-len(self.sources) // _COLUMNS)

    @property
    def top(self) -> float:
        return 154.0

    @property
    def foot(self) -> float:
        """Where what is left out is said."""
        return self.top + _ROW * len(self.rows) + 26

    @property
    def left_out(self) -> int:
        return sum(1 for n in (self.hidden_claims, self.hidden_sources, self.alone) if n)

    @property
    def height(self) -> float:
        return self.foot + self.left_out * _LINE + 40 + self.listed * _LINE + 24


def render_matrix(result: Result, lang: str, fmt: Format) -> bytes | None:
    """The shared claims and the sources; None where no claim is shared. Cost: linear in the cells."""
    drawn = table_of(result, lang)
    if not drawn.rows:
        return None
    return render_sheet(lang, drawn.height, fmt, lambda sheet: _draw(sheet, drawn, lang))


def table_of(result: Result, lang: str) -> Table:
    """What is drawn: conflicts first; where not all sources fit, those that tell most of the shown claims."""
    numbers = numbered(result)
    shared = [c for c in result.claims if c.id in numbers]
    shown = _first(shared)
    groups = [[result.witnesses[n].id for n in group] for group in stories_of(result)]
    ids = [w for group in groups for w in group]
    telling = dict.fromkeys(ids, 0)
    for claim in shown:
        for w in {m.witness for m in claim.mentions}:
            telling[w] = telling.get(w, 0) + 1
    chosen = set(sorted(ids, key=lambda w: -telling[w])[:MOST_SOURCES])
    columns = [w for w in ids if w in chosen]
    places = {w: n for n, w in enumerate(columns)}
    starts = sorted(min(places[w] for w in g if w in places) for g in groups if chosen & set(g))
    witnesses, paragraphs = {w.id: w for w in result.witnesses}, _paragraphs(result)
    return Table(
        rows=tuple(_row(claim, numbers[claim.id], columns, paragraphs) for claim in shown),
        sources=tuple((siglum(lang, witnesses[w].siglum), name_of(witnesses[w])) for w in columns),
        parted=tuple(starts[1:]),
        hidden_claims=len(shared) - len(shown),
        hidden_sources=len(ids) - len(columns),
        alone=len(result.claims) - len(shared),
    )


def _first(shared: list[Claim]) -> list[Claim]:
    """As many claims as there is room for, in their order; one that is contested goes before any other."""
    contested = [any(cell.state is State.DIFFERS for cell in claim.cells) for claim in shared]
    ranked = sorted(range(len(shared)), key=lambda n: not contested[n])[:MOST_CLAIMS]
    return [shared[n] for n in sorted(ranked)]


def _paragraphs(result: Result) -> dict[str, str]:
    """The number of the paragraph that every passage stands in, as the pages count them."""
    labels = block_labels(result)
    return {
        p.id: labels.get((p.parent or "") if p.kind is PassageKind.SENTENCE else p.id, "")
        for p in result.passages
    }


def _row(claim: Claim, number: int, columns: list[str], paragraphs: Mapping[str, str]) -> Row:
    cells = states(claim, columns)
    first: dict[str, str] = {}
    for mention in claim.mentions:
        first.setdefault(mention.witness, paragraphs.get(mention.passage, ""))
    return Row(
        number=number,
        label=drawable(claim.label),
        states=tuple(cells[w].state for w in columns),
        paragraphs=tuple(first.get(w, "") for w in columns),
        accounts=len({m.witness for m in claim.mentions}),
        origins=claim.independent_origins,
    )


# ------------------------------------------------------------------------------------------------ drawing


def _draw(sheet: Sheet, drawn: Table, lang: str) -> None:
    words = table(lang, "pictures")["matrix"]
    worded = drawn.cell >= 26
    sheet.text(MARGIN, 34, words["title"], 15, INK, bold=True)
    sheet.note(64, words["about" if worded else "about_plain"])
    _legend(sheet, lang)
    _stripes(sheet, drawn)
    _marks(sheet, drawn, worded)
    for n, row in enumerate(drawn.rows):
        y = drawn.top + (n + 0.5) * _ROW
        sheet.text(MARGIN, y, isolated(str(row.number)), 9, INK, bold=True)
        lines = wrapped(row.label, 8.5, drawn.left - MARGIN - 56, 2)
        sheet.lines(MARGIN + 34, y, lines, 8.5, SOFT, 16)
    _heads(sheet, drawn, words)
    _left_out(sheet, drawn, words)
    _list(sheet, drawn, words["sources"])


def _legend(sheet: Sheet, lang: str) -> None:
    start = MARGIN + 8
    for state in (*_DRAWN, State.SILENT):
        _mark(sheet, state, [(start, 94.0)], 8)
        said = label(lang, "state", state.value)
        sheet.text(start + 18, 94, said, 9, SOFT)
        start += width(said, 9) + 60


def _mark(sheet: Sheet, state: State, places: list[tuple[float, float]], radius: float) -> None:
    """The marks of one state: each has its own shape beside its own colour."""
    if state is State.SILENT:
        half = radius * 0.35
        sheet.strokes([[(x - half, y), (x + half, y)] for x, y in places], _QUIET, 1.2)
        return
    form = {State.AGREES: disc, State.MORE_PRECISE: diamond, State.DIFFERS: square}[state]
    shapes: list[Points] = [form(x, y, radius) for x, y in places]
    sheet.shapes(shapes, _FILLS[state])


def _stripes(sheet: Sheet, drawn: Table) -> None:
    high = _ROW * len(drawn.rows)
    wide = WIDTH - 2 * MARGIN
    rows = [(MARGIN, drawn.top + n * _ROW, wide, _ROW) for n in range(0, len(drawn.rows), 2)]
    sheet.boxes(rows, _STRIPE)
    lines = [
        [(drawn.left + n * drawn.cell, drawn.top), (drawn.left + n * drawn.cell, drawn.top + high)]
        for n in drawn.parted
    ]
    sheet.strokes(lines, LINKED, 0.8, dashed=True)


def _marks(sheet: Sheet, drawn: Table, worded: bool) -> None:
    radius = min(12.5, drawn.cell * 0.4)
    places: dict[State, list[tuple[float, float]]] = {state: [] for state in State}
    for n, row in enumerate(drawn.rows):
        for column, state in enumerate(row.states):
            x, y = drawn.left + (column + 0.5) * drawn.cell, drawn.top + (n + 0.5) * _ROW
            places[state].append((x, y))
            said = row.paragraphs[column]
            if worded and state is not State.SILENT and said:
                sheet.text(x, y, said, 7.5, CARD, align="center")
    for state, found in places.items():
        _mark(sheet, state, found, radius)


def _heads(sheet: Sheet, drawn: Table, words: Mapping[str, str]) -> None:
    """Sigla above the columns; beside the rows how many tell the claim, and from how many origins."""
    wide = drawn.cell >= 26
    for n, (sign, _) in enumerate(drawn.sources):
        # Where columns are narrow every second siglum stands higher.
        y = drawn.top - 14 - (0 if wide or n % 2 == 0 else 14)
        x = drawn.left + (n + 0.5) * drawn.cell
        sheet.text(x, y, sign, 9.5 if wide else 7, INK, align="center", bold=True)
    end = drawn.left + drawn.cell * len(drawn.sources)
    told, origins = end + _COUNT * _TOLD, end + _COUNT * _ORIGINS
    sheet.text(told, drawn.top - 16, words["accounts"], 7.5, FAINT, align="center")
    sheet.text(origins, drawn.top - 16, words["origins"], 7.5, FAINT, align="center")
    for n, row in enumerate(drawn.rows):
        y = drawn.top + (n + 0.5) * _ROW
        sheet.text(told, y, isolated(str(row.accounts)), 9, FAINT, align="center")
        if row.origins is not None:
            sheet.text(origins, y, isolated(str(row.origins)), 11, INK, align="center", bold=True)


def _left_out(sheet: Sheet, drawn: Table, words: Mapping[str, str]) -> None:
    y = drawn.foot
    hidden = (("more", drawn.hidden_claims), ("more_sources", drawn.hidden_sources), ("alone", drawn.alone))
    for key, count in hidden:
        if count:
            sheet.text(MARGIN, y, words[key].replace("{n}", isolated(str(count))), 9, FAINT)
            y += _LINE


def _list(sheet: Sheet, drawn: Table, title: str) -> None:
    y = drawn.foot + drawn.left_out * _LINE + 10
    sheet.strokes([[(MARGIN, y - 16), (WIDTH - MARGIN, y - 16)]], RULE)
    sheet.text(MARGIN, y + 4, title, 10.5, INK, bold=True)
    room = (WIDTH - 2 * MARGIN) / _COLUMNS
    for n, (sign, name) in enumerate(drawn.sources):
        column, line = divmod(n, drawn.listed)
        start, at = MARGIN + column * room, y + 30 + line * _LINE
        sheet.text(start, at, sign, 8.5, INK, bold=True)
        sheet.text(start + 40, at, directed(cut(name, 8.5, room - 64), name), 8.5, SOFT)
