"""The report as Markdown: reads as plain text, and on a forge as a page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from compare.languages import table
from compare.model.claim import Claim, Difference, DifferenceType, Status
from compare.model.result import Result, WitnessSummary
from compare.report import wording

# Beyond these a page is no longer read; the rest stands in the JSON and the table.
_DIFFERENCES, _CLAIMS, _ALONE = 200, 200, 300
_SENTENCE, _EXCLUDED = 400, 120
_SPECIAL = re.compile(r"([\\`*_\[\]{}|~#$!])")
_LINKED = re.compile(r"(?i)(https?|ftp|mailto|xmpp)(:)|(www)(\.)")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "@": "&#64;"}


def escaped(text: str) -> str:
    """Document text that Markdown and HTML show as it stands: no markup, tag, entity, link or mention.

    >>> escaped("<b>*a*</b>")
    '&lt;b&gt;\\\\*a\\\\*&lt;/b&gt;'
    """
    line = wording.plain(text)
    # Backslashes first; the entities bring in "#" of their own.
    line = _LINKED.sub(lambda m: f"{m[1] or m[3]}\\{m[2] or m[4]}", _SPECIAL.sub(r"\\\1", line))
    return "".join(_ENTITIES.get(c, c) for c in line)


@dataclass(frozen=True, slots=True)
class _Writer:
    """The result with the words of the report's language."""

    result: Result
    lang: str
    page: Mapping[str, Any]
    words: Mapping[str, Any]
    witnesses: Mapping[str, WitnessSummary]

    def siglum(self, witness: str) -> str:
        found = self.witnesses.get(witness)
        return escaped(wording.siglum(self.lang, found.siglum) if found else witness)

    def quote(self, text: str, length: int = _SENTENCE) -> str:
        body = wording.isolated(escaped(wording.shorten(text, length)), self.lang)
        return f"{self.words['open']}{body}{self.words['close']}"

    def stretch(self, witness: str, start: int, end: int, length: int = _SENTENCE) -> str:
        return self.quote(self.witnesses[witness].text[start:end], length)


def to_markdown(result: Result, lang: str) -> str:
    """The report in the language `lang`, in the order of the page: what was found comes first."""
    page = table(lang, "page") or table("en", "page")
    by_id = {w.id: w for w in result.witnesses}
    writer = _Writer(result, lang, page, wording.texts(lang), by_id)
    parts = [
        [f"# {page['title']}", "", escaped_finding(wording.finding(result, lang))],
        _sources(writer),
        _differences(writer),
        _shared(writer),
        _alone(writer),
        _excluded(writer),
        _notes(writer),
        _method(writer),
    ]
    body = "\n\n".join("\n".join(part) for part in parts if part)
    return f'<div dir="rtl">\n\n{body}\n\n</div>\n' if page["dir"] == "rtl" else f"{body}\n"


def escaped_finding(sentence: str) -> str:
    """A sentence of ours with quotes in it: escaped, its isolates kept."""
    return re.sub("[^\u2068\u2069]+", lambda run: _kept_spaces(run[0]), sentence)


def _kept_spaces(run: str) -> str:
    """Escaped, with the spaces at both ends that `plain` would drop."""
    body = run.strip()
    if not body:
        return " " if run else ""
    return f"{' ' * run.startswith(' ')}{escaped(body)}{' ' * run.endswith(' ')}"


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _sources(writer: _Writer) -> list[str]:
    heads, lang = writer.words["report"], writer.lang
    names = ("source", "title", "outlet", "published", "language", "length")
    rows = [f"## {writer.page['accounts']}", "", _row([heads[n] for n in names]), _row(["---"] * len(names))]
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
        rows.append(_row(cells))
    return rows


def _limited(writer: _Writer, shown: int, total: int) -> list[str]:
    if shown >= total:
        return []
    line = writer.words["report"]["shortened"].format(shown=shown, total=total)
    return ["", f"*{line}*"]


def _shared_claims(writer: _Writer) -> list[Claim]:
    return [c for c in writer.result.claims if c.relation != "one_source"]


def _differences(writer: _Writer) -> list[str]:
    found = sorted(writer.result.differences, key=lambda d: -d.severity)
    numbers = {c.id: (n, c.label) for n, c in enumerate(_shared_claims(writer), start=1)}
    lines = [f"## {writer.page['differences']}", ""]
    if not found:
        return [*lines, writer.page["no_differences"]]
    lines.append(writer.page["differences_about"])
    for difference in found[:_DIFFERENCES]:
        lines += ["", *_difference(writer, difference, numbers)]
    return [*lines, *_limited(writer, _DIFFERENCES, len(found))]


def _difference(
    writer: _Writer, difference: Difference, numbers: Mapping[str, tuple[int, str]]
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


def _normal(writer: _Writer, value: str | None, basis: str | None) -> str:
    """The inferred value behind a quote: what the words stand for, and that the text does not say so."""
    if value is None or basis != "inferred":
        return ""
    shown = wording.isolated(escaped(value), writer.lang)
    return f" ({shown}{writer.words['comma']}{wording.label(writer.lang, 'basis', 'inferred')})"


def _shared(writer: _Writer) -> list[str]:
    claims = _shared_claims(writer)
    lines = [f"## {writer.page['shared_claims']}"]
    if not claims:
        return [*lines, "", writer.page["no_claims"]]
    for number, claim in enumerate(claims[:_CLAIMS], start=1):
        relation = wording.label(writer.lang, "relation", claim.relation)
        lines += ["", f"{number}. {writer.quote(claim.label)} ({relation})"]
        for m in claim.mentions:
            lines.append(f"   - **{writer.siglum(m.witness)}** {writer.stretch(m.witness, m.start, m.end)}")
        for witness in claim.silent:
            lines.append(f"   - **{writer.siglum(witness)}** {writer.page['silent']}")
    return [*lines, *_limited(writer, _CLAIMS, len(claims))]


def _alone(writer: _Writer) -> list[str]:
    found = [m for c in writer.result.claims if c.relation == "one_source" for m in c.mentions]
    if not found:
        return []
    lines = [f"## {writer.page['only']}", "", writer.page["only_about"], ""]
    for m in found[:_ALONE]:
        lines.append(f"- **{writer.siglum(m.witness)}** {writer.stretch(m.witness, m.start, m.end)}")
    return [*lines, *_limited(writer, _ALONE, len(found))]


def _excluded(writer: _Writer) -> list[str]:
    lines = [f"## {writer.page['excluded']}", ""]
    if not writer.result.excluded:
        return [*lines, writer.page["nothing_excluded"]]
    for e in writer.result.excluded:
        why = escaped(wording.label(writer.lang, "excluded", e.why))
        quote = writer.stretch(e.witness, e.start, e.end, _EXCLUDED)
        lines.append(f"- **{writer.siglum(e.witness)}** {quote} ({why})")
    return lines


def _notes(writer: _Writer) -> list[str]:
    if not writer.result.notes:
        return []
    notes = (wording.note(writer.lang, n.slug, n.message) for n in writer.result.notes)
    return [f"## {writer.page['notes']}", "", *(f"- {escaped_finding(note)}" for note in notes)]


def _method(writer: _Writer) -> list[str]:
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
