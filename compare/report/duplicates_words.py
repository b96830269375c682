"""The report on repeated paragraphs in words: its finding, counts and notes, in the reader's language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from compare.languages import table
from compare.model.claim import Difference, DifferenceType, Status
from compare.model.repeated import COPY, Cluster, ClusterKind, Fault, Place, Repeats
from compare.report import wording
from compare.report.html import day

_SHOWN_INPUTS = 2
FACTS = frozenset(DifferenceType) - {DifferenceType.WORDING}


def texts(lang: str) -> Mapping[str, Any]:
    """The texts of this report."""
    return table(lang, "duplicates") or table("en", "duplicates")


def filled(form: str, **values: str) -> str:
    """The form with its {names} filled in, in one pass: braces inside a value stay as they are."""
    return re.sub(r"\{(\w+)\}", lambda hole: values.get(hole[1], hole[0]), form)


def figure(n: int, lang: str = "en") -> str:
    """A whole number with its thousands parted as the language parts them.

    >>> figure(150476), figure(150476, "ru")
    ('150,476', '150\\xa0476')
    """
    return f"{n:,}".replace(",", wording.texts(lang)["thousands"])


def count(lang: str, key: str, n: int) -> str:
    """A count with its noun.

    >>> count("ar", "outlets", 2), count("en", "paragraphs", 1200)
    ('جهتين', '1,200 paragraphs')
    """
    forms = texts(lang)["plural"][key]
    chosen = "zero" if n == 0 and "zero" in forms else wording.category(lang, n)
    return str(forms.get(chosen, forms["other"])).replace("{n}", figure(n, lang))


def title(repeats: Repeats, lang: str) -> str:
    """The names of the inputs."""
    names = [wording.shorten(name.rpartition("/")[2] or name) for name in repeats.inputs]
    more = len(names) - _SHOWN_INPUTS
    shown = str(wording.texts(lang)["comma"]).join(names[:_SHOWN_INPUTS])
    return f"{shown} {filled(texts(lang)['inputs_more'], n=figure(more, lang))}" if more > 0 else shown


def finding(repeats: Repeats, lang: str) -> str:
    """What was found, in one to three short sentences."""
    forms, totals = texts(lang), repeats.totals
    paragraphs = count(lang, "of_paragraphs", totals.paragraphs)
    if not totals.clusters:
        return filled(forms["finding_none"], paragraphs=paragraphs)
    outlets = count(lang, "outlets", totals.outlets)
    clashes = sum(contradicts(cluster) for cluster in repeats.clusters)
    return filled(
        forms["finding"],
        paragraphs=paragraphs,
        outlets=filled(forms["finding_outlets"], outlets=outlets) if totals.outlets > 1 else "",
        repeated=count(lang, "repeated", totals.in_clusters),
        share=wording.isolated(wording.percent(totals.in_clusters / totals.paragraphs, lang), lang),
        exact=count(lang, "exact", totals.exact),
        near=count(lang, "near", totals.near),
        reprints=filled(forms["finding_reprints"], reprints=count(lang, "went", totals.reprints))
        if totals.reprints
        else "",
        conflicts=filled(forms["finding_conflicts"], conflicts=count(lang, "cases", clashes))
        if clashes
        else "",
    )


def facts(cluster: Cluster) -> list[Difference]:
    """The differences in a checkable detail between copies of a cluster, the most serious first."""
    copies = (v for v in cluster.variants if v.alike >= COPY)
    found = (d for v in copies for d in v.differences if d.type in FACTS)
    return sorted(found, key=lambda d: -d.severity)


def contradicts(cluster: Cluster) -> bool:
    """True for a reprint of which one copy contradicts another in a fact."""
    clashes = (
        d.status is Status.CONFLICT and d.type is not DifferenceType.ATTRIBUTION for d in facts(cluster)
    )
    return cluster.kind is ClusterKind.REPRINT and any(clashes)


def first(cluster: Cluster, lang: str) -> str:
    """Where a paragraph was printed first; nothing where no date is told."""
    if cluster.first is None or not cluster.first.published or len(cluster.outlets) < 2:
        return ""
    value = cluster.first.published
    if cluster.tied:
        return filled(texts(lang)["first_tied"], date=day(value, lang))
    outlet = wording.inserted(cluster.first.outlet or "", lang)
    return filled(texts(lang)["first_at"], outlet=outlet, date=day(value, lang))


def where(place: Place, lang: str) -> str:
    """The file and row of a place."""
    name = wording.inserted(place.file.rpartition("/")[2], lang)
    return name if place.row is None else f"{name}, {filled(texts(lang)['row'], n=figure(place.row, lang))}"


def notes(repeats: Repeats, lang: str) -> list[str]:
    """What was left out, mended or not looked at."""
    told = [_fault(fault, lang) for fault in repeats.faults]
    told += [wording.note(lang, note.slug, note.message) for note in repeats.notes]
    if repeats.totals.short:
        told.append(filled(texts(lang)["short_note"], n=figure(repeats.totals.short, lang)))
    judged = sum(variant.compared for cluster in repeats.clusters for variant in cluster.variants)
    if judged < repeats.totals.near:
        told.append(filled(texts(lang)["judged_note"], n=figure(judged, lang)))
    return told


def _fault(fault: Fault, lang: str) -> str:
    forms = texts(lang)["fault"]
    if fault.slug not in forms or not (fault.rows or fault.slug == "file-cut-off"):
        return wording.isolated(wording.plain(fault.as_note().message), lang)
    rows = wording.texts(lang)["comma"].join(figure(row, lang) for row in fault.rows)
    if fault.count > len(fault.rows):
        rows = filled(forms["rows_more"], rows=rows, n=figure(fault.count - len(fault.rows), lang))
    return filled(
        forms[fault.slug], where=wording.inserted(fault.where, lang), n=figure(fault.count, lang), rows=rows
    )
