"""Origins as the page shows them: a small graph of who may have copied whom, and the evidence in quotes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from compare.model.result import Copied, Evidence, Origin, Place, Result
from compare.report import wording
from compare.report.view import visible

_PLACES, _COPIES, _REASONS, _QUOTE = 4, 20, 40, 220
_STEP, _RADIUS, _MARGIN, _ROW, _ACROSS = 54, 18, 28, 74, 6


@dataclass(frozen=True, slots=True)
class Reason:
    """One piece of evidence: kind, sentence, strength, quotes, and how many more there are."""

    kind: str
    sentence: str
    score: float
    witnesses: tuple[str, ...]
    places: tuple[tuple[str, str], ...]
    hidden: int


@dataclass(frozen=True, slots=True)
class Card:
    """Accounts that share an origin."""

    origin: Origin
    graph: str
    reasons: tuple[Reason, ...]
    hidden_reasons: int
    copied: tuple[tuple[str, str], ...]
    hidden_copies: int


@dataclass(frozen=True, slots=True)
class Origins:
    """The origins that several accounts share or that an agency gives, and the accounts that share none."""

    cards: tuple[Card, ...]
    single: tuple[str, ...]


def origins_of(result: Result, lang: str) -> Origins:
    """The origins of a result, those of most accounts first. Cost: linear in the evidence shown."""
    from markupsafe import Markup

    texts = {w.id: w.text for w in result.witnesses}
    sigla = {w.id: wording.siglum(lang, w.siglum) for w in result.witnesses}
    numbers = {w.id: n for n, w in enumerate(result.witnesses)}
    rtl = wording.texts(lang)["direction"] == "rtl"
    telling = [o for o in result.origins if len(o.witnesses) > 1 or o.agency or o.evidence]
    telling.sort(key=lambda o: -len(o.witnesses))
    cards = tuple(
        Card(
            origin=o,
            graph=Markup(_graph(o, sigla, numbers, rtl=rtl)),
            reasons=tuple(_reason(e, texts, lang) for e in o.evidence[:_REASONS]),
            hidden_reasons=max(0, len(o.evidence) - _REASONS),
            copied=tuple(_copied(c, sigla, lang) for c in o.copied[:_COPIES]),
            hidden_copies=max(0, len(o.copied) - _COPIES),
        )
        for o in telling
    )
    told = {w for o in telling for w in o.witnesses}
    return Origins(cards, tuple(w.id for w in result.witnesses if w.id not in told))


def _copied(copied: Copied, sigla: Mapping[str, str], lang: str) -> tuple[str, str]:
    """Who may have copied whom, as a sentence, and why."""
    names = {"later": sigla.get(copied.later, ""), "earlier": sigla.get(copied.earlier, "")}
    sentence = wording.texts(lang)["origins"]["copied"]
    for hole, name in names.items():
        sentence = sentence.replace(f"{{{hole}}}", wording.isolated(name, lang))
    return sentence, _because(copied.because, lang)


def _because(text: str, lang: str) -> str:
    return wording.evidence(text, lang) if text else ""


def _reason(evidence: Evidence, texts: Mapping[str, str], lang: str) -> Reason:
    places = [(p.witness, _quote(p, texts)) for p in evidence.places if p.witness in texts]
    return Reason(
        kind=evidence.kind,
        sentence=_because(evidence.because, lang) or wording.label(lang, "evidence", evidence.kind),
        score=evidence.score,
        witnesses=evidence.witnesses,
        places=tuple(places[:_PLACES]),
        hidden=max(0, len(places) - _PLACES),
    )


def _quote(place: Place, texts: Mapping[str, str]) -> str:
    return wording.shorten(texts[place.witness][place.start : place.end], _QUOTE)


def _graph(origin: Origin, sigla: Mapping[str, str], numbers: Mapping[str, int], *, rtl: bool) -> str:
    """An SVG picture: a circle for each account, a dashed arrow from the later to the earlier one.

    The earliest stand where reading begins. Of an account that may have copied several, the first is drawn.
    """
    members = _by_age(origin)
    at = _positions(members, rtl=rtl)
    columns, rows = min(len(members), _ACROSS), -(-len(members) // _ACROSS)
    width, height = 2 * _MARGIN + (columns - 1) * _STEP, rows * _ROW + 8
    parts = [
        f'<svg class="og" width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
        'aria-hidden="true">'
    ]
    drawn: set[str] = set()
    for copied in origin.copied:
        if copied.later in at and copied.earlier in at and copied.later not in drawn:
            drawn.add(copied.later)
            parts.append(
                f'<path d="{_arrow(at[copied.later], at[copied.earlier])}" marker-end="url(#arrow)"/>'
            )
    for w in members:
        x, y = at[w]
        parts.append(
            f'<g class="s{numbers.get(w, 0) % 6}"><circle cx="{x}" cy="{y}" r="{_RADIUS}"/>'
            f'<text x="{x}" y="{y + 5}">{escape(visible(sigla.get(w, w)))}</text></g>'
        )
    return "".join([*parts, "</svg>"])


def _by_age(origin: Origin) -> list[str]:
    """The accounts, those first that copied from none; of each kind in the given order."""
    copies = {w: sum(c.later == w for c in origin.copied) for w in origin.witnesses}
    return sorted(origin.witnesses, key=lambda w: copies[w])


def _positions(members: Sequence[str], *, rtl: bool) -> dict[str, tuple[int, int]]:
    columns = min(len(members), _ACROSS)
    places: dict[str, tuple[int, int]] = {}
    for n, w in enumerate(members):
        row, column = divmod(n, _ACROSS)
        column = columns - 1 - column if rtl else column
        places[w] = (_MARGIN + column * _STEP, (row + 1) * _ROW - _RADIUS - 6)
    return places


def _arrow(later: tuple[int, int], earlier: tuple[int, int]) -> str:
    """A curve above the circles, higher the farther it goes, or straight up to a row above."""
    (x1, y1), (x2, y2) = later, earlier
    if y1 != y2:
        return f"M{x1},{y1 - _RADIUS}L{x2},{y2 + _RADIUS + 4}"
    high = max(6, y1 - _RADIUS - 12 - abs(x1 - x2) // 9)
    return f"M{x1},{y1 - _RADIUS}Q{(x1 + x2) // 2},{high - 8} {x2},{y2 - _RADIUS - 4}"
