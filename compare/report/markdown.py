"""The report as Markdown: reads as plain text, and on a forge as a page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from compare.languages import table
from compare.model.claim import Claim, Difference, DifferenceType, Status
from compare.model.result import Result
from compare.report import wording
from compare.report.markdown_many import matrix, origins, stories, timeline
from compare.report.markdown_writer import Writer, escaped, escaped_finding, limited, row

__all__ = ["escaped", "to_markdown"]

# Beyond these a page is no longer read; the rest stands in the JSON and the table.
_DIFFERENCES, _CLAIMS, _ALONE = 200, 200, 300
_EXCLUDED = 120


def to_markdown(result: Result, lang: str) -> str:
    """The report in the language `lang`, in the order of the page: what was found comes first."""
    page = table(lang, "page") or table("en", "page")
    by_id = {w.id: w for w in result.witnesses}
    writer = Writer(result, lang, page, wording.texts(lang), by_id)
    parts = [
        [f"# {page['title']}", "", escaped_finding(wording.finding(result, lang))],
        _sources(writer),
        matrix(writer),
        _differences(writer),
        _shared(writer),
        origins(writer),
        timeline(writer),
        _alone(writer),
        stories(writer),
        _excluded(writer),
        _notes(writer),
        _method(writer),
    ]
    body = "\n\n".join("\n".join(part) for part in parts if part)
    return f'<div dir="rtl">\n\n{body}\n\n</div>\n' if page["dir"] == "rtl" else f"{body}\n"


def _sources(writer: Writer) -> list[str]:
    heads, lang = writer.words["report"], writer.lang
    names = ("source", "title", "outlet", "published", "language", "length")
    rows = [f"## {writer.page['accounts']}", "", row([heads[n] for n in names]), row(["---"] * len(names))]
    for w in writer.result.witnesses:
        date = escaped(w.published.value or writer.page["published_unknown"])
        if w.published.basis == "inferred":
            date += f" ({wording.label(lang, 'basis', 'inferred')})"
        cells = [
            writer.siglum(w.id),
            wording.isolated(escaped(w.title or w.id), lang),
            wording.isolated(escaped(w.outlet or "—"), lang),
            date,
            escaped(wording.label(lang, "language", w.language)),
            wording.plural(lang, "characters", w.length),
        ]
        rows.append(row(cells))
    return rows


def _shared_claims(writer: Writer) -> list[Claim]:
    return [c for c in writer.result.claims if c.relation != "one_source"]


def _differences(writer: Writer) -> list[str]:
    found = sorted(writer.result.differences, key=lambda d: -d.severity)
    numbers = {c.id: (n, c.label) for n, c in enumerate(_shared_claims(writer), start=1)}
    lines = [f"## {writer.page['differences']}", ""]
    if not found:
        return [*lines, writer.page["no_differences"]]
    lines.append(writer.page["differences_about"])
    for difference in found[:_DIFFERENCES]:
        lines += ["", *_difference(writer, difference, numbers)]
    return [*lines, *limited(writer, _DIFFERENCES, len(found))]


def _difference(
    writer: Writer, difference: Difference, numbers: Mapping[str, tuple[int, str]]
) -> Iterator[str]:
    lang, heads = writer.lang, writer.words["report"]
    a_source = difference.status is Status.CONFLICT and difference.type is DifferenceType.ATTRIBUTION
    verdict = wording.label(lang, "verdict", "source" if a_source else difference.status.value)
    named = heads["named_difference"].format(
        type=wording.label(lang, "type", difference.type.value), verdict=verdict
    )
    reason = escaped_finding(wording.because(difference.because, lang))
    yield f"- **{named}** — {reason}"
    number, label = numbers.get(difference.claim, (0, ""))
    if number:
        # The label is filled in last: braces of the document are no holes of ours.
        line = heads["in_claim"].replace("{number}", str(number))
        yield f"  - {line.replace('{label}', writer.quote(label))}"
    for value in difference.values:
        said = writer.page["silent"] if value.quote is None else writer.quote(value.quote)
        yield f"  - **{writer.siglum(value.witness)}** {said}{_normal(writer, value.normalised, value.basis)}"


def _normal(writer: Writer, value: str | None, basis: str | None) -> str:
    """The inferred value behind a quote: what the words stand for, and that the text does not say so."""
    if value is None or basis != "inferred":
        return ""
    shown = wording.isolated(escaped(value), writer.lang)
    return f" ({shown}{writer.words['comma']}{wording.label(writer.lang, 'basis', 'inferred')})"


def _shared(writer: Writer) -> list[str]:
    claims = _shared_claims(writer)
    lines = [f"## {writer.page['shared_claims']}"]
    if not claims:
        return [*lines, "", writer.page["no_claims"]]
    for number, claim in enumerate(claims[:_CLAIMS], start=1):
        relation = wording.label(writer.lang, "relation", claim.relation)
        told = wording.told_of(claim, writer.lang) if len(writer.witnesses) > 2 else ""
        counted = f"{writer.words['comma']}{told}" if told else ""
        lines += ["", f"{number}. {writer.quote(claim.label)} ({relation}{counted})"]
        for m in claim.mentions:
            lines.append(f"   - **{writer.siglum(m.witness)}** {writer.stretch(m.witness, m.start, m.end)}")
        if claim.silent:
            quiet = writer.words["comma"].join(writer.siglum(w) for w in claim.silent)
            lines.append(f"   - **{quiet}** {writer.page['silent']}")
    return [*lines, *limited(writer, _CLAIMS, len(claims))]


def _alone(writer: Writer) -> list[str]:
    found = [m for c in writer.result.claims if c.relation == "one_source" for m in c.mentions]
    if not found:
        return []
    lines = [f"## {writer.page['only']}", "", writer.page["only_about"], ""]
    for m in found[:_ALONE]:
        lines.append(f"- **{writer.siglum(m.witness)}** {writer.stretch(m.witness, m.start, m.end)}")
    return [*lines, *limited(writer, _ALONE, len(found))]


def _excluded(writer: Writer) -> list[str]:
    lines = [f"## {writer.page['excluded']}", ""]
    if not writer.result.excluded:
        return [*lines, writer.page["nothing_excluded"]]
    for e in writer.result.excluded:
        why = escaped(wording.label(writer.lang, "excluded", e.why))
        quote = writer.stretch(e.witness, e.start, e.end, _EXCLUDED)
        lines.append(f"- **{writer.siglum(e.witness)}** {quote} ({why})")
    return lines


def _notes(writer: Writer) -> list[str]:
    if not writer.result.notes:
        return []
    notes = (wording.note(writer.lang, n.slug, n.message) for n in writer.result.notes)
    return [f"## {writer.page['notes']}", "", *(f"- {escaped_finding(note)}" for note in notes)]


def _method(writer: Writer) -> list[str]:
    result, page, lang = writer.result, writer.page, writer.lang
    lines = [f"## {page['method']}", "", page["method_text"], "", f"- {page['program']}: {_code('tawatur')} "]
    lines[-1] += _code(result.tool_version)
    lines.append(f"- {page['digest']}: {_code(result.digest)}")
    for name, value in result.settings:
        lines.append(f"- {escaped(wording.label(lang, 'settings', name))}: {_code(str(value))}")
    heads = writer.words["report"]
    for w in result.witnesses:
        place = f"{heads['file']}: {_code(w.path)}{writer.words['comma']}" if w.path else ""
        lines.append(f"- **{writer.siglum(w.id)}** {place}{heads['hash']}: {_code(w.sha256)}")
    return lines


def _code(text: str) -> str:
    """A code span; a backtick in the text, which could end it, is replaced."""
    line = wording.plain(text).replace("`", "'").replace("|", "¦")
    return f"`{line or '—'}`"
