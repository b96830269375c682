"""The parts of the Markdown report that many accounts bring: matrix, origins, timeline, stories."""

from __future__ import annotations

from collections.abc import Iterator

from compare.model.claim import TimelineEvent
from compare.model.result import Evidence, Origin
from compare.report import wording
from compare.report.axis import axis
from compare.report.claims_table import claims_table
from compare.report.exports.decided import decisions
from compare.report.exports.words import texts
from compare.report.html import period
from compare.report.markdown_writer import Writer, escaped, escaped_finding, limited, row
from compare.report.origin_cards import origins_of
from compare.report.view import numbered

# A table with more rows or columns is no longer read.
_ROWS, _COLUMNS, _EVENTS, _PLACES, _QUOTE = 100, 30, 150, 4, 160


def matrix(writer: Writer) -> list[str]:
    """The matrix of claims and accounts as a table, a word in each cell; nothing for two accounts."""
    numbers = numbered(writer.result)
    if len(writer.witnesses) < 3 or not numbers:
        return []
    heads, lang = writer.words["matrix"], writer.lang
    table = claims_table(writer.result, numbers, shown=(), most=_ROWS, most_columns=_COLUMNS)
    columns = [writer.siglum(w) for w in writer.witnesses]
    if table.counted:
        columns = [wording.label(lang, "state", state.value) for state, _ in table.rows[0].counts]
    lines = [f"## {heads['title']}", "", heads["about"], "", row(["#", heads["claim"], *columns])]
    lines.append(row(["---"] * (len(columns) + 2)))
    for found in table.rows:
        cells = [wording.label(lang, "state", square.state.value) for square in found.squares]
        if table.counted:
            cells = [str(count) for _, count in found.counts]
        told = f"{writer.quote(found.claim.label)} ({wording.told_of(found.claim, lang)})"
        lines.append(row([str(found.number), told, *cells]))
    return [*lines, *limited(writer, len(table.rows), len(table.rows) + table.hidden)]


def origins(writer: Writer) -> list[str]:
    """Which accounts share an origin, the reasons with their quotes, who may have copied whom."""
    found = origins_of(writer.result, writer.lang)
    if not found.cards:
        return []
    words = writer.words["origins"]
    lines = [f"## {words['title']}", "", words["about"], ""]
    for card in found.cards:
        lines.append(f"- {_named(writer, card.origin)}")
        for evidence in card.origin.evidence:
            lines += _evidence(writer, evidence)
        for sentence, because in card.copied:
            reason = f" ({escaped_finding(because)})" if because else ""
            lines.append(f"  - {escaped_finding(sentence)}{reason}")
    if found.single:
        lines.append(f"- {words['single']}{writer.words['colon']}{_sigla(writer, found.single)}")
    return lines


def _named(writer: Writer, origin: Origin) -> str:
    words = writer.words["origins"]
    name = words["no_agency"]
    if origin.agency:
        name = words["agency"] + writer.words["colon"] + wording.isolated(escaped(origin.agency), writer.lang)
    return f"**{name}** — {_sigla(writer, origin.witnesses)}"


def _sigla(writer: Writer, witnesses: tuple[str, ...]) -> str:
    comma: str = writer.words["comma"]
    return comma.join(writer.siglum(w) for w in witnesses)


def _evidence(writer: Writer, evidence: Evidence) -> Iterator[str]:
    told = wording.evidence(evidence.because, writer.lang)
    sentence = escaped_finding(told or wording.label(writer.lang, "evidence", evidence.kind))
    yield f"  - **{_sigla(writer, evidence.witnesses)}** {sentence}"
    for p in evidence.places[:_PLACES]:
        yield f"    - **{writer.siglum(p.witness)}** {writer.stretch(p.witness, p.start, p.end, _QUOTE)}"


def timeline(writer: Writer) -> list[str]:
    """The events in order, each with every account's words and whether the text states the date."""
    found = axis(writer.result, numbered(writer.result), _EVENTS)
    if not found.total:
        return []
    lines = [f"## {writer.words['timeline']['title']}", ""]
    for _, events in found.years:
        for shown in events:
            lines += _event(writer, shown.event, shown.later)
    return [*lines, *limited(writer, found.total - found.hidden, found.total)]


def _event(writer: Writer, event: TimelineEvent, later: tuple[str, str] | None) -> Iterator[str]:
    words, lang = writer.words["timeline"], writer.lang
    flags = [words[name] for name, on in (("clash", event.clash), ("planned", event.planned)) if on]
    flagged = f" ({writer.words['comma'].join(flags)})" if flags else ""
    date = wording.isolated(escaped(period(event.when, lang)), lang)
    yield f"- **{date}**{flagged} {writer.quote(event.label)}"
    for m in event.moments:
        value = wording.isolated(escaped(period(m.value, lang)), lang)
        told = f"{value}{writer.words['comma']}{words[m.basis]}"
        yield f"  - **{writer.siglum(m.witness)}** {writer.quote(m.quote, _QUOTE)} ({told})"
    if later:
        # The label is filled in last: braces of the document are no holes of ours.
        yield f"  - {words['superseded'].replace('{label}', writer.quote(later[1]))}"


def stories(writer: Writer) -> list[str]:
    """Which accounts tell which event, where they tell more than one."""
    groups = sorted(writer.result.stories, key=lambda story: -len(story))
    if len(groups) < 2:
        return []
    words, colon = writer.words["stories"], writer.words["colon"]
    lines = [f"## {words['title']}", "", words["about"], ""]
    for number, story in enumerate((s for s in groups if len(s) > 1), start=1):
        lines.append(f"- {words['story'].replace('{n}', str(number))}{colon}{_sigla(writer, story)}")
    alone = tuple(story[0] for story in groups if len(story) == 1)
    return [*lines, f"- {words['alone']}{colon}{_sigla(writer, alone)}"] if alone else lines


def decided(writer: Writer) -> list[str]:
    """What a person decided, with the words it was made on; nothing where nothing was."""
    found = decisions(writer.result, writer.lang)
    if not found:
        return []
    lines = [f"## {texts(writer.lang)['decisions']['title']}", ""]
    for told in found[:_EVENTS]:
        parts = [wording.isolated(escaped(part), writer.lang) for part in (told.text, told.by) if part]
        claim = [f"[{writer.page['claim']} {told.claim}](#claim-{told.claim})"] if told.claim else []
        lines.append(f"- **{escaped(told.named)}** — {' — '.join([*parts, *claim, told.outcome])}")
        lines += [f"  - **{escaped(siglum)}** {writer.quote(quote)}" for siglum, quote in told.quotes]
    return [*lines, *limited(writer, min(len(found), _EVENTS), len(found))]
