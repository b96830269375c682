"""The result as plain data and as JSON text, in the published schema (`schema.json` beside this file)."""

from __future__ import annotations

import dataclasses
import json
import re
from enum import Enum
from typing import Any

from compare.model.result import SCHEMA_VERSION, Result

_PLACES = 4
_SURROGATE = re.compile(r"[\ud800-\udfff]")


def to_json(result: Result) -> str:
    """JSON text with sorted keys and no clock: the same result gives the same text.

    A lone surrogate, which no UTF-8 file can hold, becomes one U+FFFD, so that offsets still hold.
    """
    text = json.dumps(to_dict(result), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return _SURROGATE.sub("\ufffd", text)


def to_dict(result: Result) -> dict[str, Any]:
    """The result as dictionaries, lists, strings and numbers; offsets are code points into `text`."""
    plain: dict[str, Any] = _plain(result)
    settings = dict(result.settings)
    plain.pop("tool_version")
    plain.pop("digest")
    plain["schema_version"] = SCHEMA_VERSION
    plain["tool"] = {"name": "tawatur", "version": result.tool_version}
    plain["settings"] = {**{k: _plain(v) for k, v in settings.items()}, "digest": result.digest}
    plain["reuse"] = [
        {
            "a": {"witness": r.witness_a, "start": r.a.start, "end": r.a.end},
            "b": {"witness": r.witness_b, "start": r.b.start, "end": r.b.end},
            "kind": r.kind.value,
            "score": round(r.score, _PLACES),
        }
        for r in result.reuse
    ]
    for witness in plain["witnesses"]:
        witness["published"].pop("span")
        for entry in witness["known"]:
            entry.update(entry.pop("span") or {"start": None, "end": None})
        witness["languages"] = [
            {"start": start, "end": end, "language": language}
            for start, end, language in witness["languages"]
        ]
    return plain


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    if isinstance(value, Enum):
        return value.value
    return round(value, _PLACES) if isinstance(value, float) else value
