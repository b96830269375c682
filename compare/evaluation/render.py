"""The scorecard as a table for the terminal, as Markdown, as JSON; its reliability curves as a picture."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from compare.evaluation.baselines import SIMILARITIES
from compare.evaluation.scorecard import Card
from compare.evaluation.scores import Curve, Score

_FIGURES = ("ours", "floor", *SIMILARITIES, "other")
_HEADS = ("measure", "n", *_FIGURES)
_WIDTHS = {"measure": 0, "n": 5, "ours": 5, "floor": 7, "other": 0}
_MARKS = {"below": " <", "raise": " >", "ok": "  ", None: "  "}
_INCHES = 9, 6.4


def shown(value: float) -> str:
    """Three places; 1 and 0 only where they are exact.

    >>> shown(0.8426), shown(0.9999), shown(0.0001), shown(1.0), shown(-0.25)
    ('.843', '.999', '.001', '1', '-.250')
    """
    if value in (0.0, 1.0):
        return str(int(value))
    places = f"{min(max(abs(value), 0.001), 0.999):.3f}".removeprefix("0")
    return f"-{places}" if value < 0 else places


def terminal(card: Card) -> str:
    """The card as a table of plain text: a line for a set, its figures below; notes at the end."""
    groups: dict[str, list[tuple[str, ...]]] = {}
    for s in card.scores:
        about = f"{s.stage} · {s.set} · {s.split} · file {card.fingerprint(s.set)}"
        groups.setdefault(about, []).append(("  " + _measure(s), str(s.n), *_figures(card, s)))
    widest = max(len(row[0]) for rows in groups.values() for row in rows)
    lines = [_line(_HEADS, widest), ""]
    for about, rows in groups.items():
        lines += [about, *(_line(row, widest) for row in rows)]
    return "\n".join([*lines, "", *notes(card)])


def _line(cells: Iterable[str], widest: int) -> str:
    padded = []
    for head, cell in zip(_HEADS, cells, strict=True):
        width = _WIDTHS.get(head, len(head) + 1)
        padded.append(cell.ljust(widest if head == "measure" else 0) if not width else cell.rjust(width))
    return "  ".join(padded).rstrip()


def markdown(card: Card) -> str:
    """The card as a Markdown document."""
    heads = ("stage", "set", *_HEADS, "rows", "file")
    rows = [heads, tuple("--:" if head in (*_FIGURES[:-1], "n") else "---" for head in heads)]
    for score in card.scores:
        figures = (cell.replace("<", "&lt;").replace("*", "\\*").strip() for cell in _figures(card, score))
        rest = score.split, card.fingerprint(score.set)
        rows.append((score.stage, score.set, _measure(score), str(score.n), *figures, *rest))
    table = ["| " + " | ".join(row) + " |" for row in rows]
    picture = ["", "![Reliability curves of judge](reliability.png)"] if card.curves else []
    title = "# Scorecard" + (", quick" if card.quick else "")
    listed = [f"- {note}".replace("- *", "- \\*").replace("- <", "- &lt;") for note in notes(card)]
    return "\n".join([title, "", *table, "", *listed, *picture, ""])


def _measure(score: Score) -> str:
    return score.measure + (" (less is better)" if score.lower else "")


def _figures(card: Card, score: Score) -> tuple[str, ...]:
    plain = {line.name: shown(line.value) + ("*" if line.optimistic else " ") for line in score.baselines}
    others = [f"{name} {value.strip()}" for name, value in plain.items() if name not in SIMILARITIES]
    floor = card.floors.of(score, card.quick)
    mark = _MARKS[card.floors.verdict(score, card.quick)]
    return (
        shown(score.value),
        "-  " if floor is None else shown(floor) + mark,
        *(plain.get(name, "- ") for name in SIMILARITIES),
        ", ".join(others) or "-",
    )


def notes(card: Card) -> list[str]:
    """What the table's signs mean, where they occur, and what is missing from it."""
    lines = []
    ways: dict[str, list[str]] = {}
    for score in card.scores:
        for way in dict.fromkeys(line.how for line in score.baselines if line.how):
            if score.set not in ways.setdefault(way, []):
                ways[way].append(score.set)
    lines += [f"baselines of {', '.join(sets)}: {way}." for way, sets in ways.items()]
    if any(line.optimistic for score in card.scores for line in score.baselines):
        lines.append("* best cut on the measured rows themselves: better than the method really is.")
    verdicts = {card.floors.verdict(score, card.quick) for score in card.scores}
    if "below" in verdicts:
        lines.append("< does not hold its floor.")
    if "raise" in verdicts:
        lines.append("> stands so far above its floor that the floor should be raised.")
    if any(card.fingerprint(score.set) == "changed" for score in card.scores):
        lines.append("changed: not the rows that the floor was set on.")
    if card.quick:
        lines.append("quick: fixed parts of the large sets.")
    lines += [f"{s.set}: {s.crashes} calls crashed and count as misses." for s in card.scores if s.crashes]
    lines += [f"skipped {name}: {why}" for name, why in card.skipped]
    return list(dict.fromkeys(lines))


def to_dict(card: Card) -> dict[str, Any]:
    """The card as plain data: no clock, the same inputs give the same data."""
    import compare

    scores: list[dict[str, Any]] = []
    for score in card.scores:
        floor, verdict = card.floors.of(score, card.quick), card.floors.verdict(score, card.quick)
        scores.append({**asdict(score), "floor": floor, "verdict": verdict})
    return {
        "tool": {"name": "tawatur", "version": compare.__version__},
        "quick": card.quick,
        "scores": scores,
        "sets": {
            name: {"sha256": value, "fingerprint": card.fingerprint(name)}
            for name, value in card.fingerprints.items()
        },
        "reliability": [asdict(curve) for curve in card.curves],
        "skipped": [{"set": name, "why": why} for name, why in card.skipped],
        "broken": list(card.broken),
    }


def json_text(card: Card) -> str:
    """`to_dict` as JSON, figures to six places: beyond that machines differ."""
    return json.dumps(_rounded(to_dict(card)), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, 6)
    if isinstance(value, dict):
        return {key: _rounded(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded(inner) for inner in value]
    return value


def reliability_png(curves: Sequence[Curve]) -> bytes:
    """The curves as a picture: said probability against share of truth, a dot's area its rows."""
    import matplotlib
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    with matplotlib.rc_context():
        matplotlib.rcdefaults()
        figure = Figure(figsize=_INCHES, dpi=120, layout="constrained")
        FigureCanvasAgg(figure)
        axes = figure.add_subplot()
        axes.plot((0, 1), (0, 1), color="#66707d", linewidth=1, linestyle="--", label="perfectly calibrated")
        for curve in curves:
            x, y, area = _dots(curve)
            (line,) = axes.plot(x, y, linewidth=1.2, label=f"{curve.name} (error {shown(curve.error)})")
            axes.scatter(x, y, s=area, color=line.get_color())
        axes.set(xlim=(-0.02, 1.02), ylim=(-0.02, 1.02), xlabel="probability that judge gives")
        axes.set(ylabel="share that is true", title="Reliability of judge; the larger a dot, the more rows")
        figure.legend(loc="outside lower center", ncols=2, fontsize=8)
        out = io.BytesIO()
        figure.savefig(out, format="png", metadata={"Software": None})
    return out.getvalue()


def _dots(curve: Curve) -> tuple[list[float], list[float], list[float]]:
    filled: Iterable[Any] = [bin for bin in curve.bins if bin.rows]
    most = max((bin.rows for bin in filled), default=1)
    return (
        [bin.said for bin in filled],
        [bin.true for bin in filled],
        [8 + 180 * bin.rows / most for bin in filled],
    )
