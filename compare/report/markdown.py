"""The report as Markdown: reads as plain text, and on a forge as a page."""

from __future__ import annotations

from compare.languages import table
from compare.model.claim import Claim
from compare.model.result import Result
from compare.report import wording
from compare.report.exports.words import dated, texts
from compare.report.markdown_differences import differences
from compare.report.markdown_many import decided, matrix, origins, stories, timeline
from compare.report.markdown_writer import Writer, escaped, escaped_finding, folded, limited, row

__all__ = ["escaped", "to_markdown"]

# Beyond these a page is no longer read; the rest stands in the JSON and the table.
_CLAIMS, _ALONE = 200, 300
_EXCLUDED, _NAME = 120, 80


def to_markdown(result: Result, lang: str) -> str:
    """The report in the language `lang`, in the order of the page: what was found comes first."""
    page = table(lang, "page") or table("en", "page")
    by_id = {w.id: w for w in result.witnesses}
    writer = Writer(result, lang, page, wording.texts(lang), by_id)
    parts = [
        [f"# {page['title']}", "", f"**{escaped_finding(wording.finding(result, lang)).strip()}**"],
        _contents(writer),
        _sources(writer),
        matrix(writer),
        differences(writer),
        decided(writer),
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


def _contents(writer: Writer) -> list[str]:
    """Links to the sections that readers look for."""
    page = writer.page
    named = [("differences", page["nav_differences"]), ("claims", page["shared_claims"])]
    if any(c.relation == "one_source" for c in writer.result.claims):
        named.append(("only", page["nav_only"]))
    named += [("excluded", page["nav_excluded"]), ("method", page["nav_method"])]
    return [" · ".join(f"[{escaped(name)}](#{anchor})" for anchor, name in named)]


def _sources(writer: Writer) -> list[str]:
    heads, lang = writer.words["report"], writer.lang
    names = ("source", "title", "outlet", "published", "language", "length")
    rows = [f"## {writer.page['accounts']}", "", row([heads[n] for n in names]), row(["---"] * len(names))]
    for w in writer.result.witnesses:
        date = escaped(dated(w.published.value or writer.page["published_unknown"], writer.lang))
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


def _shared(writer: Writer) -> list[str]:
    claims = _shared_claims(writer)
    lines = ['<a id="claims"></a>', "", f"## {writer.page['shared_claims']}"]
    if not claims:
        return [*lines, "", writer.page["no_claims"]]
    for number, claim in enumerate(claims[:_CLAIMS], start=1):
        relation = wording.label(writer.lang, "relation", claim.relation)
        told = wording.told_of(claim, writer.lang) if len(writer.witnesses) > 2 else ""
        counted = f"{writer.words['comma']}{told}" if told else ""
        anchor = f'<a id="claim-{number}"></a>'
        lines += ["", f"{number}. {anchor}{writer.quote(claim.label)} ({relation}{counted})"]
        for m in claim.mentions:
            lines.append(f"    - **{writer.siglum(m.witness)}** {writer.stretch(m.witness, m.start, m.end)}")
        if claim.silent:
            quiet = writer.words["comma"].join(writer.siglum(w) for w in claim.silent)
            lines.append(f"    - **{quiet}** {writer.page['silent']}")
    return [*lines, *limited(writer, _CLAIMS, len(claims))]


def _alone(writer: Writer) -> list[str]:
    found = [m for c in writer.result.claims if c.relation == "one_source" for m in c.mentions]
    if not found:
        return []
    lines = ['<a id="only"></a>', "", f"## {writer.page['only']}", "", writer.page["only_about"], ""]
    for witness in writer.result.witnesses:
        own = [m for m in found[:_ALONE] if m.witness == witness.id]
        if own:
            items = (f"- {writer.stretch(m.witness, m.start, m.end)}" for m in own)
            name = wording.shorten(witness.title or witness.id, _NAME)
            lines += [*folded(f"{_letter(writer, witness.id)} — {name} ({len(own)})", list(items)), ""]
    return [*lines[:-1], *limited(writer, _ALONE, len(found))]


def _letter(writer: Writer, witness: str) -> str:
    return wording.siglum(writer.lang, writer.witnesses[witness].siglum)


def _excluded(writer: Writer) -> list[str]:
    lines = ['<a id="excluded"></a>', "", f"## {writer.page['excluded']}", ""]
    if not writer.result.excluded:
        return [*lines, writer.page["nothing_excluded"]]
    items: list[str] = []
    for e in writer.result.excluded:
        why = escaped(wording.label(writer.lang, "excluded", e.why))
        quote = writer.stretch(e.witness, e.start, e.end, _EXCLUDED)
        items.append(f"- **{writer.siglum(e.witness)}** {quote} ({why})")
    head = f"{texts(writer.lang)['markdown']['open']} ({len(items)})"
    return [*lines, writer.page["excluded_about"], "", *folded(head, items)]


def _notes(writer: Writer) -> list[str]:
    if not writer.result.notes:
        return []
    notes = (wording.note(writer.lang, n.slug, n.message) for n in writer.result.notes)
    return [f"## {writer.page['notes']}", "", *(f"- {escaped_finding(note)}" for note in notes)]


def _method(writer: Writer) -> list[str]:
    result, page, lang = writer.result, writer.page, writer.lang
    colon = writer.words["colon"]
    lines = [f"- {page['program']}{colon}{_code('tawatur')} {_code(result.tool_version)}"]
    lines.append(f"- {page['digest']}{colon}{_code(result.digest)}")
    for name, value in result.settings:
        lines.append(f"- {escaped(wording.label(lang, 'settings', name))}{colon}{_code(str(value))}")
    heads = writer.words["report"]
    for w in result.witnesses:
        place = f"{heads['file']}{colon}{_code(w.path)}{writer.words['comma']}" if w.path else ""
        lines.append(f"- **{writer.siglum(w.id)}** {place}{heads['hash']}{colon}{_code(w.sha256)}")
    head = ['<a id="method"></a>', "", f"## {page['method']}", "", page["method_text"], ""]
    return [*head, *folded(texts(lang)["markdown"]["settings"], lines)]


def _code(text: str) -> str:
    """A code span; a backtick in the text, which could end it, is replaced."""
    line = wording.plain(text).replace("`", "'").replace("|", "¦")
    return f"`{line or '—'}`"
