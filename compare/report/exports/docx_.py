"""The comparison as a Word document, in the order of the page: what was found comes first."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from compare.languages import table
from compare.model.claim import Difference, DifferenceType
from compare.model.result import Result, WitnessSummary
from compare.report import wording
from compare.report.claims_table import is_clash
from compare.report.exports.decided import decisions
from compare.report.exports.paper import Paper
from compare.report.exports.sheets import verdict
from compare.report.exports.words import dated, filled, name_of, sigla, texts
from compare.report.view import is_minor, numbered

# Beyond these a document is no longer read; the rest stands in the JSON.
_DIFFERENCES, _CLAIMS, _ALONE, _EXCLUDED = 200, 100, 200, 100
# Up to so many accounts each has a column of its own.
_COLUMNS = 3
# Of one difference or claim, the places that are quoted.
_EACH = 12
_QUOTE, _SENTENCE, _SHORT, _NAME = 200, 400, 120, 80


@dataclass(frozen=True, slots=True)
class _Maker:
    result: Result
    lang: str
    page: Mapping[str, Any]
    words: Mapping[str, Any]
    names: Mapping[str, str]
    witnesses: Mapping[str, WitnessSummary]

    def quote(self, text: str, length: int = _QUOTE) -> str:
        marks = wording.texts(self.lang)
        shown = wording.isolated(wording.shorten(text, length), self.lang)
        return f"{marks['open']}{shown}{marks['close']}"

    def stretch(self, witness: str, start: int, end: int, length: int = _SENTENCE) -> str:
        return self.quote(self.witnesses[witness].text[start:end], length)

    def siglum(self, witness: str) -> str:
        return wording.isolated(self.names.get(witness, witness), self.lang)


def to_docx(result: Result, lang: str, picture: Callable[[], bytes] | None = None) -> bytes:
    """The document in the language `lang`: finding, sources, differences, map, claims …, method.

    `picture` draws the map of the first pair; None leaves it out. The same result gives the same bytes.
    Raises `NoOfficeError` without the extra.
    """
    page = table(lang, "page") or table("en", "page")
    witnesses = {w.id: w for w in result.witnesses}
    maker = _Maker(result, lang, page, texts(lang), sigla(result, lang), witnesses)
    paper = Paper(lang, wording.texts(lang)["direction"], page["title"])
    paper.heading(page["title"], 0)
    paper.paragraph(wording.finding(result, lang), bold=True)
    _sources(paper, maker)
    _differences(paper, maker)
    _decisions(paper, maker)
    _map(paper, maker, picture)
    _shared(paper, maker)
    _alone(paper, maker)
    _excluded(paper, maker)
    _notes(paper, maker)
    _method(paper, maker)
    return paper.to_bytes()


def _sources(paper: Paper, maker: _Maker) -> None:
    heads = wording.texts(maker.lang)["report"]
    paper.heading(maker.page["accounts"])
    rows = []
    for w in maker.result.witnesses:
        date = wording.isolated(
            dated(wording.plain(w.published.value or maker.page["published_unknown"]), maker.lang), maker.lang
        )
        if w.published.basis == "inferred":
            date += f" ({wording.label(maker.lang, 'basis', 'inferred')})"
        rows.append(
            [
                maker.names[w.id],
                wording.isolated(wording.shorten(name_of(w), _QUOTE), maker.lang),
                wording.isolated(wording.shorten(w.outlet or "—", _NAME), maker.lang),
                date,
                wording.label(maker.lang, "language", w.language),
            ]
        )
    names = ("source", "title", "outlet", "published", "language")
    paper.table([heads[name] for name in names], (12, 38, 18, 21, 13), rows)


def _differences(paper: Paper, maker: _Maker) -> None:
    paper.heading(maker.page["differences"])
    found = sorted(maker.result.differences, key=lambda d: (is_minor(d), -d.severity))
    if not found:
        paper.paragraph(maker.page["no_differences"])
        return
    paper.paragraph(maker.page["differences_about"], grey=True)
    shown = found[:_DIFFERENCES]
    columns = maker.words["columns"]
    claims = numbered(maker.result)
    if len(maker.result.witnesses) <= _COLUMNS:
        ids = [w.id for w in maker.result.witnesses]
        heads = ["#", columns["type"], *(maker.names[i] for i in ids)]
        widths = [5, 19, *[48 // len(ids)] * len(ids), 28]
    else:
        ids = []
        heads = ["#", columns["type"], maker.page["values"]]
        widths = [5, 19, 46, 30]
    rows = [_difference(maker, n, d, ids, claims) for n, d in enumerate(shown, start=1)]
    clashes = [n for n, d in enumerate(shown) if is_clash(d)]
    paper.table([*heads, columns["because"]], widths, rows, clashes)
    _limited(paper, maker, len(shown), len(found))


def _difference(
    maker: _Maker, number: int, difference: Difference, ids: Sequence[str], claims: Mapping[str, int]
) -> list[str]:
    """The cells of one difference: number, type and verdict, what each says, why."""
    kind = wording.label(maker.lang, "type", difference.type.value)
    detail = f"{kind}\n{verdict(difference, maker.lang)}"
    claim = claims.get(difference.claim)
    if claim:
        detail += f"\n{maker.page['claim']} {claim}"
    told = [
        (v.witness, maker.page["silent"] if v.quote is None else maker.quote(v.quote))
        for v in difference.values
    ]
    if ids:
        said = ["\n".join(text for w, text in told if w == i) or maker.page["silent"] for i in ids]
    else:
        lines = [f"{maker.siglum(w)}: {text}" for w, text in told[:_EACH]]
        if len(told) > _EACH:
            lines.append(filled(maker.words["document"]["more"], shown=_EACH, total=len(told)))
        said = ["\n".join(lines)]
    return [str(number), detail, *said, _reason(maker, difference)]


def _reason(maker: _Maker, difference: Difference) -> str:
    told = wording.because(difference.because, maker.lang)
    return dated(told, maker.lang) if difference.type in (DifferenceType.DATE, DifferenceType.TIME) else told


def _decisions(paper: Paper, maker: _Maker) -> None:
    found = decisions(maker.result, maker.lang)
    if not found:
        return
    paper.heading(maker.words["decisions"]["title"])
    for told in found[:_DIFFERENCES]:
        isolated = (wording.isolated(part, maker.lang) for part in (told.text, told.by) if part)
        paper.bullet(told.named, f"— {' — '.join([*isolated, told.outcome])}")
        for siglum, quote in told.quotes[:_EACH]:
            paper.bullet(siglum, maker.quote(quote))
    _limited(paper, maker, min(len(found), _DIFFERENCES), len(found))


def _map(paper: Paper, maker: _Maker, picture: Callable[[], bytes] | None) -> None:
    if picture is None or not maker.result.matrix.paragraphs:
        return
    first = maker.result.matrix.paragraphs[0]
    words = maker.words["document"]
    alt = filled(words["heat"], a=maker.names[first.a], b=maker.names[first.b])
    paper.heading(words["heat_title"])
    paper.paragraph(alt, grey=True, kept=True)
    paper.picture(picture(), alt)


def _shared(paper: Paper, maker: _Maker) -> None:
    claims = [c for c in maker.result.claims if c.relation != "one_source"]
    paper.heading(maker.page["shared_claims"])
    if not claims:
        paper.paragraph(maker.page["no_claims"])
        return
    for number, claim in enumerate(claims[:_CLAIMS], start=1):
        relation = wording.label(maker.lang, "relation", claim.relation)
        paper.heading(f"{number}. {maker.quote(claim.label)} ({relation})", 2)
        for m in claim.mentions[:_EACH]:
            paper.bullet(maker.siglum(m.witness), maker.stretch(m.witness, m.start, m.end))
        _limited(paper, maker, min(len(claim.mentions), _EACH), len(claim.mentions))
        if claim.silent:
            comma: str = wording.texts(maker.lang)["comma"]
            paper.bullet(comma.join(maker.siglum(w) for w in claim.silent), maker.page["silent"])
    _limited(paper, maker, min(len(claims), _CLAIMS), len(claims))


def _alone(paper: Paper, maker: _Maker) -> None:
    found = [m for c in maker.result.claims if c.relation == "one_source" for m in c.mentions]
    if not found:
        return
    paper.heading(maker.page["only"])
    paper.paragraph(maker.page["only_about"], grey=True)
    for m in found[:_ALONE]:
        paper.bullet(maker.siglum(m.witness), maker.stretch(m.witness, m.start, m.end))
    _limited(paper, maker, min(len(found), _ALONE), len(found))


def _excluded(paper: Paper, maker: _Maker) -> None:
    paper.heading(maker.page["excluded"])
    found = maker.result.excluded
    if not found:
        paper.paragraph(maker.page["nothing_excluded"])
    for e in found[:_EXCLUDED]:
        why = wording.plain(wording.label(maker.lang, "excluded", e.why))
        paper.bullet(maker.siglum(e.witness), f"{maker.stretch(e.witness, e.start, e.end, _SHORT)} ({why})")
    _limited(paper, maker, min(len(found), _EXCLUDED), len(found))


def _notes(paper: Paper, maker: _Maker) -> None:
    if not maker.result.notes:
        return
    paper.heading(maker.page["notes"])
    for note in maker.result.notes:
        paper.bullet("", wording.note(maker.lang, note.slug, note.message))


def _method(paper: Paper, maker: _Maker) -> None:
    heads = wording.texts(maker.lang)["report"]
    paper.heading(maker.page["method"])
    paper.paragraph(maker.page["method_text"])
    for name, value in _settings(maker):
        paper.bullet(f"{name}:", wording.isolated(wording.plain(value), maker.lang))
    paper.heading(maker.page["sources"], 2)
    for w in maker.result.witnesses:
        place = wording.isolated(wording.plain(w.path or w.id), maker.lang)
        paper.bullet(maker.siglum(w.id), f"{heads['file']}: {place}")
        paper.bullet("", f"{heads['hash']}: {wording.isolated(w.sha256 or '—', maker.lang)}")


def _settings(maker: _Maker) -> Iterator[tuple[str, str]]:
    yield maker.page["program"], f"tawatur {maker.result.tool_version}"
    yield maker.page["digest"], maker.result.digest
    for name, value in maker.result.settings:
        yield wording.label(maker.lang, "settings", name), str(value)


def _limited(paper: Paper, maker: _Maker, shown: int, total: int) -> None:
    if shown < total:
        paper.paragraph(filled(maker.words["document"]["more"], shown=shown, total=total), grey=True)
