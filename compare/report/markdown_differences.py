"""The differences in Markdown: a table with both quotes for a few accounts, a list for many."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from compare.model.claim import Difference, DifferenceType, Stated, Status
from compare.report import wording
from compare.report.exports.words import dated, texts
from compare.report.html import period
from compare.report.markdown_writer import Writer, escaped, escaped_finding, folded, limited, row
from compare.report.view import is_minor, numbered

# Beyond these a page is no longer read; the rest stands in the JSON and the table.
_DIFFERENCES = 200
# Up to so many accounts each has a column of its own.
_COLUMNS = 4
_QUOTE = 200
_MINOR = (Status.WORDING, Status.NAMING, Status.SPELLING)


def differences(writer: Writer) -> list[str]:
    """The section, most serious first; what is only worded or placed otherwise is folded away."""
    found = sorted(writer.result.differences, key=lambda d: -d.severity)
    lines = ['<a id="differences"></a>', "", f"## {writer.page['differences']}", ""]
    if not found:
        return [*lines, writer.page["no_differences"]]
    lines.append(writer.page["differences_about"])
    shown = found[:_DIFFERENCES]
    numbers = numbered(writer.result)
    main = [d for d in shown if not _minor(d)]
    minor = [d for d in shown if _minor(d)]
    if main:
        lines += ["", *_part(writer, main, numbers, 1)]
    if minor:
        words = texts(writer.lang)["markdown"]
        head = f"{words['minor']} ({len(minor)})"
        lines += ["", *folded(head, _part(writer, minor, numbers, len(main) + 1))]
    return [*lines, *limited(writer, _DIFFERENCES, len(found))]


def _minor(difference: Difference) -> bool:
    return is_minor(difference) or difference.status in _MINOR


def _part(writer: Writer, found: Sequence[Difference], numbers: Mapping[str, int], first: int) -> list[str]:
    if len(writer.witnesses) > _COLUMNS:
        lines = [line for d in found for line in ("", *_item(writer, d, numbers))]
        return lines[1:]
    ids = list(writer.witnesses)
    columns = texts(writer.lang)["columns"]
    heads = [columns["type"], *map(writer.siglum, ids), columns["because"]]
    lines = [row(["#", *heads]), row(["---:", *["---"] * len(heads)])]
    for number, difference in enumerate(found, start=first):
        told = [_cell(writer, difference, i) for i in ids]
        why = f"{_reason(writer, difference)}{_link(writer, difference, numbers)}"
        lines.append(row([str(number), _named(writer, difference), *told, why]))
    return lines


def _cell(writer: Writer, difference: Difference, witness: str) -> str:
    """What one account says, in one cell; silence is told."""
    told = [v for v in difference.values if v.witness == witness and v.quote is not None]
    if not told:
        return f"*{writer.page['silent']}*"
    return "<br>".join(f"{writer.quote(v.quote or '', _QUOTE)}{_normal(writer, difference, v)}" for v in told)


def _named(writer: Writer, difference: Difference) -> str:
    """Type and verdict; a conflict of facts stands out."""
    a_source = difference.status is Status.CONFLICT and difference.type is DifferenceType.ATTRIBUTION
    verdict = wording.label(writer.lang, "verdict", "source" if a_source else difference.status.value)
    form: str = writer.words["report"]["named_difference"]
    named = form.format(type=wording.label(writer.lang, "type", difference.type.value), verdict=verdict)
    return f"**{named}**" if difference.status is Status.CONFLICT and not a_source else named


def _reason(writer: Writer, difference: Difference) -> str:
    told = wording.because(difference.because, writer.lang)
    dates = difference.type in (DifferenceType.DATE, DifferenceType.TIME)
    return escaped_finding(dated(told, writer.lang) if dates else told)


def _link(writer: Writer, difference: Difference, numbers: Mapping[str, int]) -> str:
    """The way to the claim that the difference belongs to."""
    number = numbers.get(difference.claim)
    return f" [{writer.page['claim']} {number}](#claim-{number})" if number else ""


def _item(writer: Writer, difference: Difference, numbers: Mapping[str, int]) -> Iterator[str]:
    """One difference as an item of a list, for so many accounts that no table holds them."""
    named = _named(writer, difference).strip("*")
    yield f"- **{named}** — {_reason(writer, difference)}{_link(writer, difference, numbers)}"
    for v in difference.values:
        said = writer.page["silent"] if v.quote is None else writer.quote(v.quote)
        yield f"  - **{writer.siglum(v.witness)}** {said}{_normal(writer, difference, v)}"


def _normal(writer: Writer, difference: Difference, value: Stated) -> str:
    """The inferred value behind a quote: what the words stand for, and that the text does not say so."""
    if value.normalised is None or value.basis != "inferred":
        return ""
    dated = difference.type in (DifferenceType.DATE, DifferenceType.TIME)
    told = period(value.normalised, writer.lang) if dated else value.normalised
    shown = wording.isolated(escaped(told), writer.lang)
    return f" ({shown}{writer.words['comma']}{wording.label(writer.lang, 'basis', 'inferred')})"
