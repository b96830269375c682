"""A comparison as a notebook shows it: one fragment of HTML with a style of its own, without scripts."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache, partial
from importlib import resources
from typing import Any

from compare.languages import table
from compare.model.claim import Status
from compare.model.result import Result
from compare.report import wording
from compare.report.html import environment, verdict
from compare.report.pictures.canvas import name_of
from compare.report.view import is_minor

MOST_ROWS, MOST_ACCOUNTS = 12, 12
_QUOTE, _NAME = 160, 90
_VERDICTS = ("conflict", "source", "precision", "added", "wording", "naming", "spelling")


def to_fragment(result: Result, lang: str) -> str:
    """The finding, the accounts, the counts and the most serious differences, quoted, as HTML in one element.

    Every piece of document text is escaped, shortened and isolated. Readable where a viewer drops the style.
    """
    templates = environment(lang)
    templates.filters["short"] = partial(wording.shorten, length=_QUOTE)
    templates.filters["counted"] = lambda said, n: said.replace("{n}", f"\u2068{n}\u2069")
    return templates.get_template("notebook.html.j2").render(_context(result, lang))


def in_short(result: Result) -> str:
    """One line for a terminal: how many accounts, shared claims, differences, contradictions."""
    shared = sum(claim.relation != "one_source" for claim in result.claims)
    clashing = sum(d.status is Status.CONFLICT and d.id not in result.rejected for d in result.differences)
    counts = [
        wording.plural("en", "accounts", len(result.witnesses)),
        wording.plural("en", "shared_claims", shared),
        f"{wording.plural('en', 'differences', len(result.differences))}, {clashing} in conflict",
    ]
    return f"<Comparison: {', '.join(counts)}>"


def _context(result: Result, lang: str) -> dict[str, Any]:
    from markupsafe import Markup

    # What one tells and the other has elsewhere comes last; the rest is ordered by seriousness already.
    ranked = sorted(result.differences, key=lambda d: (is_minor(d), -d.severity))
    shown = ranked[:MOST_ROWS]
    shared = sum(claim.relation != "one_source" for claim in result.claims)
    kinds = Counter(verdict(d) for d in ranked)
    accounts = result.witnesses
    return {
        "n": table(lang, "notebook") or table("en", "notebook"),
        "lang": lang,
        "style": Markup(_style()),
        "finding": wording.finding(result, lang),
        "accounts": accounts[:MOST_ACCOUNTS],
        "hidden_accounts": len(accounts) - MOST_ACCOUNTS if len(accounts) > MOST_ACCOUNTS else 0,
        "names": {w.id: wording.shorten(name_of(w), _NAME) for w in accounts},
        "sig": {w.id: wording.siglum(lang, w.siglum) for w in accounts},
        "colour": {w.id: f" tawatur-s{n}" if len(accounts) == 2 else "" for n, w in enumerate(accounts)},
        "directions": {w.id: w.direction for w in accounts},
        "languages": {w.id: w.language for w in accounts},
        "pair": len(accounts) == 2,
        "claims": wording.plural(lang, "shared_claims", shared),
        "total": wording.plural(lang, "differences", len(ranked)),
        "verdicts": [(wording.label(lang, "verdict", k), kinds[k]) for k in _VERDICTS if kinds[k]],
        "differences": shown,
        "hidden": len(ranked) - len(shown),
    }


@lru_cache(maxsize=1)
def _style() -> str:
    return resources.files("compare.report").joinpath("assets", "notebook.css").read_text("utf-8").strip()
