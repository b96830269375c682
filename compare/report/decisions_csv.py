"""A person's decisions as a table that spreadsheets open: no cell runs as a formula."""

from __future__ import annotations

from compare.model.result import Result
from compare.report.csv_ import lines

_HEAD = ("number", "kind", "verdict", "on", "type", "text", "author", "day", "outcome", "because")
_ABOUT = ("claim", "difference", "witnesses", "quotes")


def decisions_csv(result: Result) -> bytes:
    """One row a decision, in the form of the other tables; no cell runs as a formula."""
    rows = (
        [
            number,
            d.decision.kind.value,
            d.decision.verdict,
            d.decision.on,
            d.decision.type,
            d.decision.text,
            d.decision.author,
            d.decision.day,
            d.outcome,
            d.because,
            d.claim,
            d.difference,
            " | ".join(s.witness for s in d.decision.stretches),
            " | ".join(s.quote for s in d.decision.stretches),
        ]
        for number, d in enumerate(result.decisions, start=1)
    )
    return b"".join(lines((*_HEAD, *_ABOUT), rows))
