"""What a page shows of a person's decisions, as text for every reader, and the data its script works on."""

from __future__ import annotations

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from compare.languages import table
from compare.model.claim import DifferenceType
from compare.model.decision import DECISIONS_VERSION, Decided, DecisionKind
from compare.model.result import Result
from compare.model.text import PassageKind
from compare.report import wording
from compare.report.decisions_json import plain
from compare.report.view import Page, visible

# Characters around a quote that find it again; the script cuts as many.
_AROUND = 32
_QUOTE = 160
# What would end the block of data or turn its line; the script gets it back as it was.
_UNSAFE = re.compile("[<>&\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_BREAK = re.compile("\r\n")
# Texts that the script does not show.
_UNSCRIPTED = ("about", "because", "nav", "outcome", "result_note", "title", "why")


@dataclass(frozen=True, slots=True)
class Row:
    """One decision as a line of text: what, on which words, by whom, and what became of it."""

    kind: str
    what: str
    quotes: tuple[tuple[str, str], ...]
    text: str
    who: str
    outcome: str
    applied: bool
    href: str


@dataclass(frozen=True, slots=True)
class ByHand:
    """The section on decisions. `on` names the rows by the id of the difference or claim they are about."""

    words: Mapping[str, Any]
    rows: tuple[Row, ...]
    on: Mapping[str, tuple[Row, ...]]
    data: str


def words_of(lang: str) -> Mapping[str, Any]:
    """The texts about decisions; those of English where a language has none."""
    return table(lang, "decisions") or table("en", "decisions")


def by_hand(result: Result, lang: str, shown: Page, *, with_texts: bool = True) -> ByHand:
    """What the templates show and the script needs. Cost: linear in sentences, mentions and differences."""
    rows = [row_of(d, result, lang, shown.numbers) for d in result.decisions]
    on: dict[str, list[Row]] = defaultdict(list)
    for decided, row in zip(result.decisions, rows, strict=True):
        if decided.outcome != "kept" and (id := decided.difference or decided.claim):
            on[id].append(row)
    return ByHand(
        words_of(lang),
        tuple(rows),
        {id: tuple(found) for id, found in on.items()},
        _safe(_data(result, lang, shown, rows)) if with_texts else "",
    )


def row_of(decided: Decided, result: Result, lang: str, numbers: Mapping[str, int]) -> Row:
    """A decision in the words of a language; document text is shortened and made visible."""
    words, decision = words_of(lang), decided.decision
    sigla = {w.id: wording.siglum(lang, w.siglum) for w in result.witnesses}
    what = words["kind"][decision.kind.value]
    if decision.verdict:
        what = words["verdict"][decision.verdict]
    elif decision.on:
        what = f"{what} {words['note_on'][decision.on]}"
    if decision.type:
        kind = wording.label(lang, "type", decision.type)
        clash = decision.kind is DecisionKind.LINK
        what = f"{what} · {words['clash']} {kind}" if clash else f"{what} ({kind})"
    outcome = words["outcome"][decided.outcome]
    if decided.outcome == "kept":
        outcome = f"{outcome}: {words['why'].get(decided.because, decided.because)}"
    number = numbers.get(decided.claim or "")
    href = decided.difference or (f"c{number}" if number else "")
    quotes = [
        (sigla.get(s.witness, wording.shorten(s.witness)), wording.shorten(s.quote, _QUOTE))
        for s in decision.stretches
    ]
    return Row(
        kind=decision.kind.value,
        what=what,
        quotes=tuple(quotes),
        text=visible(decision.text or ""),
        who=" · ".join(wording.plain(part) for part in (decision.author, decision.day) if part),
        outcome=outcome,
        applied=decided.outcome != "kept",
        href=href,
    )


def _data(result: Result, lang: str, shown: Page, rows: Sequence[Row]) -> dict[str, Any]:
    """What the script needs: the inputs, where every sentence, mention and value stands, and the texts."""
    at = {w.id: n for n, w in enumerate(result.witnesses)}
    inputs = [[w.id, w.sha256, wording.siglum(lang, w.siglum)] for w in result.witnesses]
    made_on = json.dumps([(w.id, w.sha256) for w in result.witnesses], ensure_ascii=True)
    decisions = [
        [plain(d.decision), row.outcome, row.applied, d.difference or "", shown.numbers.get(d.claim or "", 0)]
        for d, row in zip(result.decisions, rows, strict=True)
    ]
    return {
        "version": DECISIONS_VERSION,
        "key": hashlib.sha256(f"{made_on}{result.digest}".encode()).hexdigest()[:16],
        "around": _AROUND,
        "inputs": inputs,
        "decisions": decisions,
        "blocks": _blocks(result, at),
        "differences": {
            d.id: [d.type.value, [[at[v.witness], v.start, v.end, v.quote] for v in d.values if v.quote]]
            for d in shown.differences
        },
        "claims": {
            str(shown.numbers[c.id]): [[at[m.witness], m.start, m.end] for m in c.mentions]
            for c in shown.claims
            if c.id in shown.numbers
        },
        "types": {t.value: wording.label(lang, "type", t.value) for t in DifferenceType},
        "t": {key: words for key, words in words_of(lang).items() if key not in _UNSCRIPTED},
    }


def _blocks(result: Result, at: Mapping[str, int]) -> dict[str, list[Any]]:
    """By the id of its element: the account of a block, its bounds, its sentences, and where a line break is
    of two characters, which a page makes one."""
    texts = {w.id: w.text for w in result.witnesses}
    sigla = {w.id: w.siglum for w in result.witnesses}
    sentences: dict[str, list[list[int]]] = defaultdict(list)
    for passage in result.passages:
        if passage.kind is PassageKind.SENTENCE and passage.parent:
            sentences[passage.parent].append([passage.start, passage.end])
    counts: dict[str, int] = defaultdict(int)
    found: dict[str, list[Any]] = {}
    for p in result.passages:
        if p.kind in (PassageKind.SENTENCE, PassageKind.BOILERPLATE):
            continue
        counts[p.witness] += 1
        breaks = [m.start() for m in _BREAK.finditer(texts[p.witness], p.start, p.end)]
        id = f"p{sigla[p.witness]}-{counts[p.witness]}"
        found[id] = [at[p.witness], p.start, p.end, sentences[p.id], *([breaks] if breaks else [])]
    return found


def _safe(data: Mapping[str, Any]) -> str:
    """JSON that no document text can end: what could is written as an escape."""
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
