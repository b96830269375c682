"""A person's decisions as the JSON file that is read back: sorted keys, no clock, the same text each time."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from compare.model.decision import DECISIONS_VERSION, Decision, Decisions, Stretch
from compare.model.result import Result


def to_text(decisions: Decisions) -> str:
    """The file: what the page exports for the same decisions is the same text."""
    return json.dumps(to_plain(decisions), ensure_ascii=False, sort_keys=True, indent=1) + "\n"


def to_plain(decisions: Decisions) -> dict[str, Any]:
    """The file as dictionaries and lists; what is not told has no key."""
    return {
        "schema_version": DECISIONS_VERSION,
        "inputs": [{"id": id, "sha256": sha} for id, sha in sorted(set(decisions.inputs))],
        "decisions": [plain(decision) for decision in decisions.decisions],
    }


def decisions_of(result: Result) -> Decisions:
    """The decisions that a result was made with, ready to be written; the inputs are those of the result."""
    return Decisions(
        tuple((w.id, w.sha256) for w in result.witnesses), tuple(d.decision for d in result.decisions)
    )


def plain(decision: Decision) -> dict[str, Any]:
    """One decision as the file holds it."""
    told = {
        "kind": decision.kind.value,
        "stretches": [_stretch(s) for s in decision.stretches],
        "type": decision.type,
        "verdict": decision.verdict,
        "on": decision.on,
        "text": decision.text,
        "author": decision.author,
        "day": decision.day,
    }
    return _told(told, told)


def _stretch(stretch: Stretch) -> dict[str, Any]:
    told = {
        "witness": stretch.witness,
        "start": stretch.start,
        "end": stretch.end,
        "quote": stretch.quote,
        "prefix": stretch.prefix or None,
        "suffix": stretch.suffix or None,
        "sha256": stretch.sha256 or None,
    }
    return _told(told, told)


def _told(told: Mapping[str, Any], keys: Iterable[str]) -> dict[str, Any]:
    return {key: told[key] for key in keys if told[key] is not None}
