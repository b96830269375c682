"""The overview strip: both accounts as columns of paragraphs, joined where they share a claim."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from html import escape

from compare.model.result import Result
from compare.model.text import PassageKind
from compare.report.view import Page, visible

_WIDTH, _HEIGHT, _BOX, _TOP, _GAP = 420.0, 296.0, 26.0, 22.0, 2.5
# Numbers at the ribbons: how far from the box, how far apart, and how many are still read.
_OFF, _STEP, _MOST = 16.0, 18.0, 15
# Of more ribbons none is wide enough to be hit, and each would be a stop for who moves by keyboard.
_SINGLE = 200


def strip_svg(result: Result, page: Page, sigla: Mapping[str, str], *, rtl: bool, label: str) -> str:
    """An SVG picture whose ribbons link to their claims; the first account stands where reading begins."""
    first, second = result.witnesses[:2]
    sides = {first.id: _WIDTH - _BOX if rtl else 0.0, second.id: 0.0 if rtl else _WIDTH - _BOX}
    boxes = {**_boxes(result, first.id), **_boxes(result, second.id)}
    parts = [
        f'<svg class="ov" viewBox="0 0 {_WIDTH:.0f} {_HEIGHT:.0f}" role="group" ',
        f'aria-label="{escape(label)}">',
        *(
            f'<text x="{sides[w.id] + _BOX / 2:.0f}" y="13">{escape(sigla[w.id])}</text>'
            for w in (first, second)
        ),
    ]
    owner = {p.id: p.witness for p in result.passages}
    places = ((sides[owner[block]], *box) for block, box in boxes.items())
    outline = "".join(f"M{x:.0f},{top:.1f}h{_BOX:.0f}v{high:.1f}h-{_BOX:.0f}z" for x, top, high in places)
    parts.append(f'<path class="sg" d="{outline}"/>')
    labels = {page.numbers[c.id]: c.label for c in page.claims}
    by_hand = {page.numbers[c.id] for c in page.claims if c.origin == "person"}
    outer = sides[first.id] + (0 if rtl else _BOX) + (-_OFF if rtl else _OFF)
    discs = _discs(page, boxes)
    bands: dict[str, list[str]] = defaultdict(list)
    for number, a, b, near in page.ribbons:
        if a in boxes and b in boxes:
            path = _ribbon(sides[owner[a]], boxes[a], sides[owner[b]], boxes[b])
            shade = " person" if number in by_hand else " near" if near else ""
            if len(page.ribbons) > _SINGLE:
                bands[shade].append(path)
                continue
            title = escape(f"{number} · {visible(labels[number])}", quote=False)
            parts.append(
                f'<a href="#c{number}"><title>{title}</title><path class="rb{shade}" d="{path}"/></a>'
            )
    parts += [f'<path class="rb{shade}" d="{"".join(paths)}"/>' for shade, paths in bands.items()]
    # Numbers lie above all ribbons; who moves by keyboard meets each claim once, at its ribbon.
    parts += [
        f'<a href="#c{n}" tabindex="-1" aria-hidden="true"><circle class="no" cx="{outer:.0f}" cy="{y:.1f}" '
        f'r="8.5"/><text class="no" x="{outer:.0f}" y="{y + 3.9:.1f}">{n}</text></a>'
        for n, y in sorted(discs.items())
    ]
    return "".join([*parts, "</svg>"])


def _discs(page: Page, boxes: Mapping[str, tuple[float, float]]) -> dict[int, float]:
    """Where the number of each claim stands beside the first account, none over another; many have none."""
    wished: dict[int, float] = {}
    for number, a, _, _ in page.ribbons:
        if a in boxes and number not in wished:
            wished[number] = boxes[a][0] + boxes[a][1] / 2
    if len(wished) > _MOST:
        return {}
    placed: dict[int, float] = {}
    least = _TOP + 2
    for number, y in sorted(wished.items(), key=lambda found: (found[1], found[0])):
        placed[number] = least = max(y, least)
        least += _STEP
    bottom = _HEIGHT - 10
    for number in sorted(placed, key=lambda n: -placed[n]):
        placed[number] = bottom = min(placed[number], bottom)
        bottom -= _STEP
    return placed


def _boxes(result: Result, witness: str) -> dict[str, tuple[float, float]]:
    """Top and height of every compared block, heights in proportion to characters."""
    blocks = [
        p
        for p in result.passages
        if p.witness == witness and p.kind not in (PassageKind.SENTENCE, PassageKind.BOILERPLATE)
    ]
    total = sum(p.end - p.start for p in blocks) or 1
    # Of hundreds of blocks neither gaps nor least heights may push the last ones out of the picture.
    gap = min(_GAP, (_HEIGHT - _TOP) / (4 * len(blocks) or 1))
    least = min(1.2, (_HEIGHT - _TOP) / (4 * len(blocks) or 1))
    room = _HEIGHT - _TOP - gap * len(blocks)
    top = _TOP
    boxes: dict[str, tuple[float, float]] = {}
    for block in blocks:
        height = max(room * (block.end - block.start) / total, least)
        boxes[block.id] = (top, height)
        top += height + gap
    return boxes


def _ribbon(x1: float, one: tuple[float, float], x2: float, two: tuple[float, float]) -> str:
    """A band from the inner edge of one box to the inner edge of the other."""
    a, b = (x1, x2 + _BOX) if x1 > x2 else (x1 + _BOX, x2)
    middle = (a + b) / 2
    (t1, h1), (t2, h2) = one, two
    return (
        f"M{a:.0f},{t1:.1f}C{middle:.0f},{t1:.1f} {middle:.0f},{t2:.1f} {b:.0f},{t2:.1f}"
        f"L{b:.0f},{t2 + h2:.1f}C{middle:.0f},{t2 + h2:.1f} {middle:.0f},{t1 + h1:.1f} {a:.0f},{t1 + h1:.1f}Z"
    )
