"""One self-contained page: no request, a strict content policy, readable without JavaScript."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from compare.languages import table
from compare.model.claim import Difference, DifferenceType, Status
from compare.model.result import Result
from compare.report import wording
from compare.report.strip import strip_svg
from compare.report.view import (
    Page,
    Pane,
    family,
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
# Grids beyond these would make the page heavy; all of them stand in the JSON.
_MOST_HEATS, _MOST_CELLS = 6, 12_000
_FACES = (
    ("TSans", "NotoSansArabic.woff2", "400 700"),
    ("TNaskh", "NotoNaskhArabic-Regular.woff2", "400"),
    ("TNaskh", "NotoNaskhArabic-Bold.woff2", "700"),
    ("TPrint", "Amiri-Regular.woff2", "400"),
)


def to_html(result: Result, lang: str) -> str:
    """The report as one HTML page in the language `lang` ("ar" or "en").

    Every piece of document text is escaped; the script is allowed by its hash alone.
    """
    from markupsafe import Markup

    script = _asset("report.js")
    shown = page(result, most_heats=_MOST_HEATS, most_cells=_MOST_CELLS)
    panes = {pane.witness.id: pane for pane in shown.panes}
    sigla = {w.id: wording.siglum(lang, w.siglum) for w in result.witnesses}
    names = {w.id: w.title or w.outlet or w.id for w in result.witnesses}
    texts = {**table(lang, "page"), **{f"family_{f}": wording.label(lang, "family", f) for f in FAMILIES}}
    template = _environment(lang).get_template("comparison.html.j2")
    macros = {"value": _value_macro(lang, sigla, texts)}
    return template.render(
        **macros,
        t=texts,
        page=shown,
        panes=panes,
        sig=sigla,
        names=names,
        families=FAMILIES,
        headings=[(w.language, names[w.id]) for w in result.witnesses[:2]],
        finding=wording.finding(result, lang),
        strip=_strip(result, shown, sigla, texts),
        clashing={d.claim for d in result.differences if verdict(d) == "conflict"},
        hidden_heats=len(result.matrix.paragraphs) - len(shown.heats),
        documents=result.matrix.documents,
        excluded=_excluded(result, lang, panes),
        notes=[wording.note(lang, n.slug, n.message) for n in result.notes],
        settings=result.settings,
        digest=result.digest,
        version=result.tool_version,
        css=Markup(_asset("report.css")),
        fonts=Markup(_fonts()),
        script=Markup(script),
        script_hash=base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
    )


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
            panes[e.witness].witness.text[e.start : e.end],
        )
        for e in result.excluded
    ]


@lru_cache(maxsize=4)
def _environment(lang: str) -> Environment:
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
        percent=wording.percent,
        plural=lambda n, key: wording.plural(lang, key, n),
        family=family,
        minor=is_minor,
        level=similarity_class,
        score=shown_score,
        type_name=lambda name: wording.label(lang, "type", name),
        relation_name=lambda name: wording.label(lang, "relation", name),
        verdict=lambda d: wording.label(lang, "verdict", verdict(d)),
        verdict_class=verdict,
        because=lambda text: wording.because(text, lang),
        only_silence=lambda d: d.because.startswith("one-silent"),
        link_name=lambda kind: wording.label(lang, "link", kind),
        day=lambda value: day(value, lang),
    )
    environment.tests["minor"] = is_minor
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
    words = table(lang, "page")
    parts = ((found[3] or "").lstrip("0"), words["months"][int(found[2]) - 1], found[1])
    date = " ".join(part for part in parts if part)
    return f"{date}{words['comma']}{found[4]}" if found[4] else date


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
        return Markup('<div class="v"{}>{}<q dir="auto" lang="{}">{}</q>{}</div>').format(
            held, mark, pane.witness.language, visible(stated.quote), gloss
        )

    return value


@lru_cache(maxsize=8)
def _asset(name: str) -> str:
    return resources.files("compare.report").joinpath("assets", name).read_text(encoding="utf-8").strip()


@lru_cache(maxsize=1)
def _fonts() -> str:
    """The @font-face rules with the fonts inside."""
    folder = resources.files("compare.report").joinpath("assets", "fonts")
    rules = []
    for face, file, weight in _FACES:
        font = folder.joinpath(file)
        if font.is_file():
            data = base64.b64encode(font.read_bytes()).decode()
            rules.append(
                f"@font-face{{font-family:{face};font-weight:{weight};font-display:swap;"
                f"src:url(data:font/woff2;base64,{data}) format('woff2')}}"
            )
    return "".join(rules)
