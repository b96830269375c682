"""The report on repeated paragraphs as Markdown: reads as plain text, and on a forge as a page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from compare.languages import table
from compare.model.repeated import Cluster, Repeats, Variant
from compare.report import duplicates_words as told
from compare.report import wording
from compare.report.duplicates import Room, chosen
from compare.report.html import day, verdict
from compare.report.markdown_writer import escaped, escaped_finding, row

_ROOM = Room(changed=30, reprints=40, repeats=10, boilerplate=15, wordings=3)
_TEXT, _QUOTE, _GRID = 500, 120, 12


def to_markdown(repeats: Repeats, lang: str) -> str:
    """The report in the language `lang`, in the order of the page: what was found comes first."""
    words, colon = told.texts(lang), wording.texts(lang)["colon"]
    sections = chosen(repeats, _ROOM)
    parts = [
        [
            f"# {words['title']}{colon}{wording.isolated(escaped(told.title(repeats, lang)), lang)}",
            "",
            escaped_finding(told.finding(repeats, lang)),
        ],
        _outlets(repeats, lang, words),
        _clusters(sections["changed"], lang, words, "changed", "no_changed"),
        _clusters(sections["reprints"], lang, words, "reprints", "nothing"),
        _clusters(sections["repeats"], lang, words, "repeats", "nothing"),
        _clusters(sections["boilerplate"], lang, words, "boilerplate", "nothing"),
        _notes(repeats, lang, words),
    ]
    body = "\n\n".join("\n".join(part) for part in parts if part)
    return f'<div dir="rtl">\n\n{body}\n\n</div>\n' if table(lang, "page")["dir"] == "rtl" else f"{body}\n"


def _outlets(repeats: Repeats, lang: str, words: Mapping[str, Any]) -> list[str]:
    """The outlets with what they share, and the grid of those that share most."""
    if repeats.totals.outlets < 2:
        return []
    heads = [wording.texts(lang)["report"]["outlet"], words["all"], words["first_shared"]]
    heads += [words["first_here"], words["first_later"]]
    lines = [f"## {words['outlets']}", "", row(heads), row(["---"] * len(heads))]
    for o in repeats.outlets:
        figures = [told.figure(n, lang) for n in (o.paragraphs, o.shared, o.first, o.later)]
        lines.append(row([_name(o.name, lang), *figures]))
    names = [_name(o.name, lang) for o in repeats.outlets[:_GRID]]
    lines += ["", words["outlets_about"], "", row(["", *names]), row(["---"] * (len(names) + 1))]
    for name, counts in zip(names, repeats.grid, strict=False):
        lines.append(row([name, *(told.figure(n, lang) if n else "" for n in counts[:_GRID])]))
    return lines


def _name(name: str, lang: str) -> str:
    return wording.isolated(escaped(wording.shorten(name)), lang)


def _clusters(
    clusters: Sequence[Cluster], lang: str, words: Mapping[str, Any], title: str, without: str
) -> list[str]:
    lines = [f"## {words[title]}", ""]
    if not clusters:
        return [*lines, words[without]]
    lines.append(words[f"{title}_about"])
    for cluster in clusters:
        lines += ["", *_cluster(cluster, lang, words)]
    return lines


def _cluster(cluster: Cluster, lang: str, words: Mapping[str, Any]) -> list[str]:
    comma = wording.texts(lang)["comma"]
    outlets = comma.join(
        f"{_name(name, lang)} ({told.figure(n, lang)})" if n > 1 else _name(name, lang)
        for name, n in cluster.outlets[:12]
    )
    heading = f"### {cluster.number}. {told.count(lang, 'copies', cluster.size)}{comma}{outlets}"
    lines = [heading, ""]
    first = told.first(cluster, lang)
    if first:
        lines += [escaped_finding(first), ""]
    if cluster.variants:
        lines.append(f"> {_quoted(cluster.variants[0].text, lang, _TEXT)}")
    for variant in cluster.variants[1 : 1 + _ROOM.wordings]:
        lines += ["", *_wording(variant, lang, words)]
    return lines


def _wording(variant: Variant, lang: str, words: Mapping[str, Any]) -> list[str]:
    """Who has a wording, and what was changed in it."""
    place = variant.places[0] if variant.places else None
    who = _name(place.outlet or place.file, lang) if place else ""
    when = f" ({escaped(day(place.published, lang))})" if place and place.published else ""
    colon = wording.texts(lang)["colon"]
    lines = [f"- **{who}**{when}{colon}{told.count(lang, 'copies', variant.count)}"]
    for difference in variant.differences:
        if difference.type not in told.FACTS:
            continue
        a, b = difference.values[0], difference.values[-1]
        sides = [_quoted(v.quote, lang, _QUOTE) if v.quote else "—" for v in (a, b)]
        name = wording.label(lang, "type", difference.type.value)
        status = wording.label(lang, "verdict", verdict(difference))
        lines.append(f"  - {name} ({status}){colon}{sides[0]} / {sides[1]}")
    gone = [p.text for p in variant.pieces if p.kind == "gone"]
    new = [p.text for p in variant.pieces if p.kind == "new"]
    for key, texts in (("struck", gone), ("put_in", new)):
        if texts:
            shown = " … ".join(_quoted(text, lang, _QUOTE) for text in texts[:4])
            lines.append(f"  - {words[key]}{colon}{shown}")
    return lines


def _quoted(text: str, lang: str, length: int) -> str:
    forms = wording.texts(lang)
    body = wording.isolated(escaped(wording.shorten(text, length)), lang)
    return f"{forms['open']}{body}{forms['close']}"


def _notes(repeats: Repeats, lang: str, words: Mapping[str, Any]) -> list[str]:
    notes = told.notes(repeats, lang)
    lines = [f"## {words['notes']}", ""] if notes else []
    lines += [f"- {escaped_finding(note)}" for note in notes[:100]]
    return [*lines, *([""] if notes else []), words["markdown_more"], "", words["method_text"]]
