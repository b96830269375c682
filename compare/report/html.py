"""The pages: no request, a strict content policy, readable without JavaScript.

One page holds everything where the accounts are few; of many, an index leads to a page for each pair, and
both take their style from one file beside them.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from compare.languages import table
from compare.model.claim import Claim, Difference, DifferenceType, State, Status
from compare.model.result import Result
from compare.report import wording
from compare.report.axis import axis
from compare.report.claims_table import claims_table
from compare.report.decisions_page import by_hand
from compare.report.grids import document_grid, heats
from compare.report.limits import INDEX, PAGE, PAIR, Limits
from compare.report.origin_cards import origins_of
from compare.report.pairs import PairRow
from compare.report.strip import strip_svg
from compare.report.style import asset, fonts, letters_of
from compare.report.style import stylesheet as stylesheet
from compare.report.view import (
    Page,
    Pane,
    family,
    family_counts,
    is_minor,
    page,
    shown_score,
    similarity_class,
    visible,
)

if TYPE_CHECKING:
    from jinja2 import Environment

_DAY = re.compile(r"(\d{4})-(\d\d)(?:-(\d\d)(?:T(\d\d:\d\d).*)?)?")
FAMILIES = ("number", "date", "name", "attribution", "wording")
STATES = ("agrees", "differs", "more_precise", "silent")
PICTURE = "heatmap_documents.png"
STYLE = "assets/report.css"
_EXCLUDED = 300
_NAME = 200
_GROUPS = ("state", "matrix", "origins", "timeline", "stories", "pairs", "evidence", "more")


def to_html(result: Result, lang: str, limits: Limits = PAGE) -> str:
    """The report as one HTML page in the language `lang` ("ar" or "en").

    Every piece of document text is escaped; the script is allowed by its hash alone.
    """
    from markupsafe import Markup

    shown = page(result)
    context = _context(result, lang, shown, limits)
    context["fonts"] = Markup(fonts(letters_of(result, lang)))
    if len(shown.panes) > 2:
        context["grid"] = document_grid(result)
    return environment(lang).get_template("comparison.html.j2").render(context)


def to_index(
    result: Result, lang: str, pairs: Sequence[PairRow], pages: Mapping[tuple[str, str], str]
) -> str:
    """The page of many accounts: what was found, and the pairs, of which `pages` names the files.

    Takes its style from `STYLE` beside it.
    """
    shown = page(result, with_texts=False)
    context = _context(result, lang, shown, INDEX)
    context |= {"pairs": pairs[: INDEX.pairs], "pages": pages, "unpaged": len(pairs) - len(pages)}
    context |= {"has_texts": False, "picture": PICTURE, "style": STYLE}
    context["homes"] = {row.claim.id: _home(row.claim, pages) for row in context["matrix"].rows}
    if len(shown.panes) <= INDEX.grid:
        context["grid"] = document_grid(result)
    return environment(lang).get_template("index.html.j2").render(context)


def _home(claim: Claim, pages: Mapping[tuple[str, str], str]) -> str:
    """The page of a pair that tells a claim, best one of which differs; "" where no page has it."""
    telling = {m.witness for m in claim.mentions}
    differing = {cell.witness for cell in claim.cells if cell.state is State.DIFFERS}
    found = [pair for pair in pages if telling.issuperset(pair)]
    best = next((pair for pair in found if differing.intersection(pair)), found[0] if found else None)
    return pages[best] if best else ""


def to_pair(part: Result, lang: str, numbers: Mapping[str, int], index: str) -> str:
    """The page of one pair out of many: `part` is the result of both alone, `numbers` name its claims."""
    shown = page(part, numbers={c.id: numbers[c.id] for c in part.claims if c.relation != "one_source"})
    context = _context(part, lang, shown, PAIR)
    context |= {"style": f"../{STYLE}", "index": f"../{index}"}
    return environment(lang).get_template("pair.html.j2").render(context)


def _context(result: Result, lang: str, shown: Page, limits: Limits) -> dict[str, Any]:
    """What every kind of page shows."""
    from markupsafe import Markup

    script = f"{asset('report.js')}\n{asset('decisions.js')}"
    panes = {pane.witness.id: pane for pane in shown.panes}
    sigla = {w.id: wording.siglum(lang, w.siglum) for w in result.witnesses}
    names = {w.id: _short(w.title or w.outlet or w.id) for w in result.witnesses}
    texts = {**table(lang, "page"), **{f"family_{f}": wording.label(lang, "family", f) for f in FAMILIES}}
    differences = _chosen(shown.differences, limits.differences)
    ids = frozenset(d.id for d in differences)
    cut = replace(shown, differences=differences, counts=family_counts(differences))
    grids = heats(result, most=limits.heats, most_cells=limits.cells)
    return {
        "value": _value_macro(lang, sigla, texts),
        "t": texts,
        "x": {group: wording.texts(lang)[group] for group in _GROUPS},
        **{name: wording.texts(lang)[group] for name, group in (("r", "report"), ("colon", "colon"))},
        "page": cut,
        "hand": by_hand(result, lang, cut, with_texts=bool(shown.panes and shown.panes[0].blocks)),
        "hidden_differences": len(shown.differences) - len(differences),
        "panes": panes,
        "sig": sigla,
        "names": names,
        "families": FAMILIES,
        "states": STATES,
        "most_alone": limits.alone,
        "headings": [(w.language, names[w.id]) for w in result.witnesses[:2]],
        "headline": _headline(result, lang),
        "lede": _lede(result, lang),
        "labels": {c.id: c.label for c in result.claims} if result.claims else {},
        "groups": _groups(differences),
        "verdicts": _verdicts(differences),
        "clashing": {
            d.claim for d in result.differences if verdict(d) == "conflict" and d.id not in result.rejected
        },
        "matrix": claims_table(
            result, shown.numbers, shown=ids, most=limits.rows, most_columns=limits.columns
        ),
        "origins": origins_of(result, lang),
        "axis": axis(result, shown.numbers, limits.events),
        "stories": sorted(result.stories, key=lambda s: -len(s)),
        "excluded": _excluded(result, lang, panes)[: limits.excluded],
        "hidden_excluded": len(result.excluded) - limits.excluded,
        "notes": [wording.note(lang, n.slug, n.message) for n in result.notes[: limits.notes]],
        "hidden_notes": len(result.notes) - limits.notes,
        "settings": result.settings,
        "digest": result.digest,
        "version": result.tool_version,
        "grid": None,
        "heats": grids,
        "hidden_heats": len(result.matrix.paragraphs) - len(grids),
        "strip": _strip(result, shown, sigla, texts),
        "has_texts": True,
        "pages": {},
        "style": "",
        "css": Markup(asset("report.css") + asset("decisions.css")),
        "script": Markup(script),
        "script_hash": base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
    }


def _short(name: str) -> str:
    """A name as a page can carry it: a title of a thousand words is cut."""
    return name if len(name) <= _NAME else f"{name[:_NAME]}…"


def _chosen(differences: Sequence[Difference], most: int) -> tuple[Difference, ...]:
    """The differences that are shown, in their order: every clash goes before what is only added."""
    ranked = sorted(differences, key=lambda d: (d.status is not Status.CONFLICT, is_minor(d)))
    kept = {d.id for d in ranked[:most]}
    return tuple(d for d in differences if d.id in kept)


def is_late(difference: Difference) -> bool:
    """True for what one account alone tells: silence is no contradiction, so it stands last and aside."""
    return difference.status is Status.ADDED


def _groups(differences: Sequence[Difference]) -> list[tuple[str, list[Difference]]]:
    """The rows in the order of reading: what clashes, what is told otherwise, what one alone tells."""
    names = ("clash", "other", "alone")
    held: dict[str, list[Difference]] = {name: [] for name in names}
    for d in differences:
        held["alone" if is_late(d) else "clash" if verdict(d) == "conflict" else "other"].append(d)
    return [(name, held[name]) for name in names if held[name]]


def _verdicts(differences: Sequence[Difference]) -> list[tuple[str, int]]:
    """Each verdict that is there with its count, in the order of the rows."""
    ordered = [d for _, rows in _groups(differences) for d in rows]
    return list(Counter(verdict(d) for d in ordered).items())


def _headline(result: Result, lang: str) -> list[tuple[str, str, bool]]:
    """What an editor must see first: (words, section, in red) of the conflicts and of what is shared."""
    shared = sum(c.relation != "one_source" for c in result.claims)
    clashes = sum(verdict(d) == "conflict" and d.id not in result.rejected for d in result.differences)
    if not shared:
        return []
    read = "read" if len(result.witnesses) == 2 else "matrix"
    return [
        (_clashes(clashes, lang), "diffs", clashes > 0),
        (wording.plural(lang, "shared_claims", shared), read, False),
    ]


def _clashes(n: int, lang: str) -> str:
    """How many conflicts there are, as the words of a heading."""
    forms = _reading(lang)["clashes"]
    form = forms["zero"] if not n else forms.get(wording.category(lang, n), forms["other"])
    return str(form).replace("{n}", str(n))


def _reading(lang: str) -> Mapping[str, Any]:
    """The texts of what a reader works with; those of English where a language has none."""
    return table(lang, "reading") or table("en", "reading")


def _lede(result: Result, lang: str) -> Any:
    """The finding with its counts set off, each a way to the section that shows what was counted."""
    from markupsafe import Markup, escape

    shared = sum(c.relation != "one_source" for c in result.claims)
    clashes = sum(verdict(d) == "conflict" for d in result.differences)
    sources = sum(verdict(d) == "source" for d in result.differences)
    two = len(result.witnesses) == 2
    counted = (
        ("in_claims" if two else "shared_claims", shared, "read" if two else "matrix"),
        ("in_details" if two else "conflicts", clashes, "diffs"),
        ("in_places", sources, "diffs"),
    )
    text = str(escape(_visible_isolated(wording.finding(result, lang))))
    for key, n, place in counted:
        words = str(escape(wording.plural(lang, key, n)))
        if n and words:
            text = text.replace(words, f'<a href="#{place}">{words}</a>', 1)
    return Markup(text)


def _strip(result: Result, shown: Page, sigla: Mapping[str, str], texts: Mapping[str, Any]) -> Any:
    """The overview picture of two accounts that share something; nothing for others."""
    from markupsafe import Markup

    if len(shown.panes) != 2 or not shown.ribbons:
        return ""
    svg = strip_svg(result, shown, sigla, rtl=texts["dir"] == "rtl", label=visible(texts["strip"]))
    return Markup(svg)


def _excluded(result: Result, lang: str, panes: Mapping[str, Pane]) -> list[tuple[Pane, str, str]]:
    return [
        (
            panes[e.witness],
            wording.label(lang, "excluded", e.why),
            wording.shorten(panes[e.witness].witness.text[e.start : e.end], _EXCLUDED),
        )
        for e in result.excluded
    ]


@lru_cache(maxsize=4)
def environment(lang: str) -> Environment:
    """The templates in a language: escaping on, a name that is not given is an error."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("compare.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        visible=visible,
        visible_isolated=_visible_isolated,
        percent=lambda share: wording.percent(share, lang),
        plural=lambda n, key: wording.plural(lang, key, n),
        family=family,
        minor=is_minor,
        late=is_late,
        level=similarity_class,
        score=shown_score,
        type_name=lambda name: wording.label(lang, "type", name),
        verdict_name=lambda name: wording.label(lang, "verdict", name),
        relation_name=lambda name: wording.label(lang, "relation", name),
        verdict=lambda d: wording.label(lang, "verdict", verdict(d)),
        verdict_class=verdict,
        because=lambda text: wording.because(text, lang),
        only_silence=lambda d: d.because.startswith("one-silent"),
        link_name=lambda kind: wording.label(lang, "link", kind),
        day=lambda value: period(value, lang),
        told=lambda claim: wording.told_of(claim, lang),
        state_name=lambda state: wording.label(lang, "state", state),
    )
    environment.tests["minor"] = is_minor
    environment.globals["u"] = _reading(lang)
    return environment


def _visible_isolated(text: str) -> str:
    """Our own sentence: its isolates stay, everything else that is invisible goes."""
    return "".join(c if "\u2066" <= c <= "\u2069" else visible(c) for c in text)


def day(value: str, lang: str) -> str:
    """An ISO date, with its time if it tells one, in the words of the language; others as they stand.

    >>> day("2024-08-18T22:14", "en"), day("2024-08", "en"), day("c. 1990", "en")
    ('18 August 2024, 22:14', 'August 2024', 'c. 1990')
    """
    found = _DAY.fullmatch(value)
    if not found or not 1 <= int(found[2]) <= 12:
        return visible(value)
    words, within = table(lang, "page"), wording.texts(lang)["date"]
    number = (found[3] or "").lstrip("0")
    months = within["months"] if number else words["months"]
    parts = (within["first"] if number == "1" else number, months[int(found[2]) - 1], found[1])
    date = " ".join(part for part in parts if part)
    return f"{date}{words['comma']}{found[4]}" if found[4] else date


def period(value: str, lang: str) -> str:
    """A date or a range of dates ("A/B") in the words of the language.

    >>> period("1993/2003-05", "en")
    '1993 to May 2003'
    """
    start, slash, end = value.partition("/")
    if not slash:
        return day(value, lang)
    form = str(wording.texts(lang)["timeline"]["to"])
    return form.replace("{start}", day(start, lang)).replace("{end}", day(end, lang))


def verdict(difference: Difference) -> str:
    """How a difference is called: a different source is no clash of facts, and is told apart from it."""
    if difference.status is Status.CONFLICT and difference.type is DifferenceType.ATTRIBUTION:
        return "source"
    return difference.status.value


def _value_macro(lang: str, sigla: Mapping[str, str], texts: Mapping[str, Any]) -> Any:
    """A function that draws one cell of the table of differences."""
    from markupsafe import Markup

    def value(stated: Any, pane: Pane, role: str = "cell", elsewhere: bool = False) -> Markup:
        held = Markup(' role="cell"') if role else ""
        mark = Markup('<span class="vt badge s{}">{}</span> ').format(pane.number % 6, sigla[pane.witness.id])
        if not stated or stated.quote is None:
            return Markup('<div class="v none"{}>{}{}</div>').format(
                held, mark, texts["elsewhere" if elsewhere else "silent"]
            )
        normal = stated.normalised if stated.basis == "inferred" else None
        gloss = (
            Markup('<small><bdi dir="ltr">{}</bdi> ({})</small>').format(
                normal, wording.label(lang, "basis", "inferred")
            )
            if normal
            else ""
        )
        other = pane.witness.language != texts["lang"]
        tongue = Markup(' lang="{}"').format(pane.witness.language) if other else ""
        return Markup('<div class="v"{}>{}<q dir="auto"{}>{}</q>{}</div>').format(
            held, mark, tongue, visible(stated.quote), gloss
        )

    return value
