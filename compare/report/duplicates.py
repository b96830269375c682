"""The page of repeated paragraphs: one file, no request, readable without JavaScript, at most 10 MB."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from importlib import resources
from typing import Any

from compare.languages import table
from compare.model.claim import Difference, DifferenceType, Status
from compare.model.repeated import COPY, Cluster, ClusterKind, OutletCount, Repeats, Variant
from compare.model.text import Published
from compare.report import duplicates_words as told
from compare.report import wording
from compare.report.html import environment
from compare.report.limits import BUDGET
from compare.report.style import stylesheet

_STEPS = (0.002, 0.01, 0.03, 0.08, 0.2)
"""Shares of an outlet's paragraphs from which a cell of the grid is darker."""
_MUCH = 0.25
_FACTS = 6
_SOON, _FEW, _CLOSE = 2, 2, 0.8


@dataclass(frozen=True, slots=True)
class Room:
    """The most clusters of each section, and wordings of each cluster, that a page shows."""

    changed: int = 40
    reprints: int = 60
    repeats: int = 15
    boilerplate: int = 30
    wordings: int = 4
    notes: int = 100


_CUTS = (Room(), Room(20, 30, 8, 15, 3), Room(10, 12, 4, 6, 2, 40))


@dataclass(frozen=True, slots=True)
class _Wording:
    """A wording as its card shows it."""

    it: Variant
    outlet: str
    date: str
    facts: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class _Card:
    """A cluster as the page shows it."""

    it: Cluster
    spread: str
    first: str
    wordings: tuple[_Wording, ...]
    hidden: int


def to_html(repeats: Repeats, lang: str, budget: int = BUDGET) -> str:
    """The report as one HTML page in the language `lang` ("ar" or "en"), no heavier than the budget in bytes.

    Every piece of document text is escaped; the script is allowed by its hash alone.
    """
    page = ""
    for room in _CUTS:
        template = environment(lang).get_template("duplicates.html.j2")
        page = template.render(_context(repeats, lang, room))
        if len(page.encode("utf-8", "replace")) <= budget:
            break
    return page


def _context(repeats: Repeats, lang: str, room: Room) -> dict[str, Any]:
    from markupsafe import Markup

    words, script = told.texts(lang), _asset("duplicates.js")
    sections = chosen(repeats, room)
    cards = {name: [_card(c, lang, room) for c in found] for name, found in sections.items()}
    totals = repeats.totals
    shown = len(sections["changed"]) + len(sections["reprints"])
    notes = told.notes(repeats, lang)
    return {
        "t": {
            **table(lang, "page"),
            "title": words["title"],
            "skip": words["skip"],
            "search": words["search"],
        },
        "d": words,
        "r": wording.texts(lang)["report"],
        "headings": [(repeats.language, told.title(repeats, lang))],
        "name": told.title(repeats, lang),
        "finding": told.finding(repeats, lang),
        "tiles": _tiles(repeats, lang),
        "outlets": repeats.outlets[: len(repeats.grid)],
        "more_outlets": repeats.more_outlets,
        "grid": shaded(repeats) if totals.outlets > 1 and any(map(any, repeats.grid)) else (),
        **cards,
        "hidden_reprints": totals.reprints - shown,
        "hidden_repeats": totals.repeats - len(sections["repeats"]),
        "hidden_boilerplate": totals.boilerplate - len(sections["boilerplate"]),
        "rates": _rates(repeats.outlets),
        "notes": notes[: room.notes],
        "hidden_notes": len(notes) - room.notes,
        "read": _read(repeats, lang),
        "dates": _dates(repeats, lang),
        "threshold": f"{repeats.threshold:g}",
        "digest": repeats.digest,
        "version": repeats.tool_version,
        "figure": lambda n: told.figure(n, lang),
        "count": partial(told.count, lang),
        "where": partial(told.where, lang=lang),
        "style": "",
        "fonts": Markup(stylesheet()),
        "css": Markup(_asset("duplicates.css")),
        "script": Markup(script),
        "script_hash": base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
    }


def chosen(repeats: Repeats, room: Room) -> dict[str, list[Cluster]]:
    """The clusters of each section: reprints with another detail, other reprints, repeats, boilerplate."""
    reprints = [c for c in repeats.clusters if c.kind is ClusterKind.REPRINT]
    differing = [c for c in reprints if told.facts(c)]
    changed = sorted(differing, key=_seriousness)[: room.changed]
    numbers = {c.number for c in changed}
    others = sorted(
        (c for c in reprints if c.number not in numbers), key=lambda c: (-len(c.outlets), -c.size, c.number)
    )
    return {
        "changed": changed,
        "reprints": others[: room.reprints],
        "repeats": [c for c in repeats.clusters if c.kind is ClusterKind.REPEAT][: room.repeats],
        "boilerplate": [c for c in repeats.clusters if c.kind is ClusterKind.BOILERPLATE][: room.boilerplate],
    }


def _seriousness(cluster: Cluster) -> tuple[bool, bool, float, int, int]:
    """Contradictions first, of these changes of a copy; the more outlets the earlier."""
    worst = max((d.severity for d in told.facts(cluster)), default=0.0)
    rank = (-round(worst, 1), -len(cluster.outlets), cluster.number)
    return (
        not told.contradicts(cluster),
        not any(_tampered(v, cluster) for v in cluster.variants[1:]),
        *rank,
    )


def _tampered(variant: Variant, cluster: Cluster) -> bool:
    """True for a close copy with one or two facts changed, of the same two days as far as dates are told.

    A form of words that is filled anew every day differs in many facts, or is of another day.
    """
    clashes = [d for d in _facts(variant) if d.status is Status.CONFLICT]
    days = [Published(v.places[0].published).date for v in (cluster.variants[0], variant) if v.places]
    apart = abs((days[0] - days[1]).days) if len(days) == 2 and days[0] and days[1] else 0
    return 0 < len(clashes) <= _FEW and variant.alike >= _CLOSE and apart <= _SOON


def _card(cluster: Cluster, lang: str, room: Room) -> _Card:
    others = cluster.variants[1:]
    ranked = sorted(others, key=_telling)
    shown = ranked[: room.wordings]
    outlets = told.count(lang, "outlets", len(cluster.outlets))
    return _Card(
        it=cluster,
        spread=told.filled(told.texts(lang)["finding_outlets"], outlets=outlets).strip(),
        first=told.first(cluster, lang),
        wordings=tuple(_wording(v) for v in shown),
        hidden=cluster.wordings - 1 - len(shown),
    )


def _telling(variant: Variant) -> tuple[bool, float]:
    """Copies with another detail first, parts last."""
    return variant.alike < COPY, -max((d.severity for d in _facts(variant)), default=0.0)


def _wording(variant: Variant) -> _Wording:
    place = variant.places[0] if variant.places else None
    return _Wording(
        it=variant,
        outlet=(place.outlet or "") if place else "",
        date=(place.published or "") if place else "",
        facts=_facts(variant)[:_FACTS],
    )


def _facts(variant: Variant) -> tuple[Difference, ...]:
    """The checkable differences, and spellings of names; what is only other words is seen in the text."""
    return tuple(
        d
        for d in variant.differences
        if d.type is not DifferenceType.WORDING and d.status is not Status.SPELLING
    )


def _tiles(repeats: Repeats, lang: str) -> list[tuple[str, str]]:
    totals, words = repeats.totals, told.texts(lang)
    figures = (
        (totals.paragraphs, "tile_paragraphs"),
        (totals.outlets, "tile_outlets"),
        (totals.clusters, "tile_clusters"),
        (totals.in_clusters, "tile_in"),
        (totals.exact, "tile_exact"),
        (totals.near, "tile_near"),
    )
    return [(told.figure(n), words[key]) for n, key in figures]


def shaded(repeats: Repeats) -> tuple[tuple[tuple[int, int], ...], ...]:
    """Each cell of the grid of outlets: its count, and how dark it is, from 0 to 5."""
    widened = _widened(repeats)
    return tuple(
        tuple((n, _level(n, n / max(outlet.paragraphs, 1) / widened)) for n in row)
        for row, outlet in zip(repeats.grid, repeats.outlets, strict=False)
    )


def steps(repeats: Repeats) -> tuple[float, ...]:
    """The shares of an outlet's paragraphs from which a cell is darker by one: of the second step and on."""
    return tuple(min(step * _widened(repeats), 1.0) for step in _STEPS[1:])


def _widened(repeats: Repeats) -> float:
    """How many times wider the steps are than usual: more than once where all share much."""
    pairs = zip(repeats.grid, repeats.outlets, strict=False)
    most = max((n / max(outlet.paragraphs, 1) for row, outlet in pairs for n in row), default=0.0)
    return max(most / _MUCH, 1.0)


def _level(n: int, share: float) -> int:
    return max(sum(share >= step for step in _STEPS), int(n > 0))


def _rates(outlets: Sequence[OutletCount]) -> list[tuple[OutletCount, float]]:
    """The outlets whose place in time is known, with the share in which they were first."""
    known = [o for o in outlets if o.first + o.later]
    return [(o, o.first / (o.first + o.later)) for o in known]


def _read(repeats: Repeats, lang: str) -> str:
    totals = repeats.totals
    return told.filled(
        told.texts(lang)["read_value"],
        files=told.count(lang, "files", totals.files),
        rows=told.count(lang, "rows", totals.rows),
        paragraphs=told.count(lang, "paragraphs", totals.paragraphs),
    )


def _dates(repeats: Repeats, lang: str) -> str:
    from compare.report.html import period

    if repeats.seen is None:
        return ""
    first, last = repeats.seen
    return period(first if first == last else f"{first}/{last}", lang)


@lru_cache(maxsize=4)
def _asset(name: str) -> str:
    return resources.files("compare.report").joinpath("assets", name).read_text(encoding="utf-8").strip()
