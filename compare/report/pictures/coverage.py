"""How much of each account stands in others too: near wording, reworded, only there."""

from __future__ import annotations

from dataclasses import dataclass

from compare.languages import table
from compare.model.result import Result
from compare.report.lettering import cut, directed, isolated, width
from compare.report.pictures.canvas import (
    CARD,
    FAINT,
    INK,
    MARGIN,
    RAMP,
    RULE,
    SELF,
    SOFT,
    WIDTH,
    Format,
    Sheet,
    name_of,
    render_sheet,
)
from compare.report.pictures.order import stories_of
from compare.report.view import page
from compare.report.wording import percent, plural, siglum

MOST = 60
"""So many accounts have a bar of their own; the others have one together."""
_TOP, _NAMES, _FOOT = 132.0, 380.0, 24.0
_COLOURS = (RAMP[4], RAMP[2], SELF)
_ON = (CARD, INK, SOFT)


@dataclass(frozen=True, slots=True)
class Bar:
    """One account, or the average of several: its shares of near wording, rewording, and the rest."""

    code: str
    name: str
    shares: tuple[float, float, float]


def render_coverage(result: Result, lang: str, fmt: Format) -> bytes | None:
    """A bar for every account; None where no account shares anything. Cost: linear in the text."""
    bars = bars_of(result, lang)
    if not any(bar.shares[0] or bar.shares[1] for bar in bars):
        return None
    step = 40.0 if len(bars) <= 16 else 24.0
    height = _TOP + step * len(bars) + _FOOT
    return render_sheet(lang, height, fmt, lambda sheet: _draw(sheet, bars, lang, step))


def bars_of(result: Result, lang: str) -> list[Bar]:
    """The bars in the order of the stories, the last of them for all accounts that have none."""
    panes = page(result, with_texts=False).panes
    shown = [panes[n] for group in stories_of(result) for n in group]
    bars = [
        Bar(siglum(lang, p.witness.siglum), name_of(p.witness), (p.near, p.reworded, p.only)) for p in shown
    ]
    rest = bars[MOST:]
    if not rest:
        return bars
    mean = [sum(bar.shares[part] for bar in rest) / len(rest) for part in range(3)]
    said = table(lang, "pictures")["coverage"]["rest"].replace(
        "{accounts}", plural(lang, "accounts", len(rest))
    )
    return [*bars[:MOST], Bar("", said, (mean[0], mean[1], mean[2]))]


def _draw(sheet: Sheet, bars: list[Bar], lang: str, step: float) -> None:
    words = table(lang, "pictures")["coverage"]
    sheet.text(MARGIN, 34, words["title"], 15, INK, bold=True)
    sheet.note(64, words["about"])
    start = MARGIN
    for n, key in enumerate(("near", "reworded", "only")):
        sheet.boxes([(start, 88, 22, 14)], _COLOURS[n], RULE)
        sheet.text(start + 32, 95, words[key], 9, SOFT)
        start += width(words[key], 9) + 76
    left, room = MARGIN + _NAMES, WIDTH - 2 * MARGIN - _NAMES
    size = 9.5 if step >= 30 else 8.5
    for row, bar in enumerate(bars):
        top = _TOP + row * step
        middle = top + step / 2
        sheet.text(MARGIN, middle, bar.code, size, INK, bold=True)
        start = MARGIN + 44 if bar.code else MARGIN
        shown = cut(bar.name, size, left - start - 16)
        sheet.text(start, middle, directed(shown, bar.name), size, SOFT if bar.code else FAINT)
        _bar(sheet, bar, (left, top + step * 0.16, room, step * 0.68), lang)


def _bar(sheet: Sheet, bar: Bar, place: tuple[float, float, float, float], lang: str) -> None:
    """The three parts; those wide enough say their share."""
    at, top, room, high = place
    for part, share in enumerate(bar.shares):
        wide = room * share
        if wide <= 0:
            continue
        sheet.boxes([(at, top, wide, high)], _COLOURS[part], CARD, 0.8)
        if wide >= 40:
            said = isolated(percent(share, lang))
            sheet.text(at + wide / 2, top + high / 2, said, 8.5, _ON[part], align="center")
        at += wide
