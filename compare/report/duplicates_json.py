"""Repeated paragraphs as plain data and as JSON, in the published schema (`duplicates.schema.json`)."""

from __future__ import annotations

import json
import re
from typing import Any

from compare.model.claim import Difference
from compare.model.repeated import SCHEMA_VERSION, Cluster, Place, Repeats, Variant

_PLACES = 4
_SURROGATE = re.compile(r"[\ud800-\udfff]")


def to_json(repeats: Repeats) -> str:
    """JSON text with sorted keys and no clock. A lone surrogate becomes one U+FFFD, so that offsets hold."""
    text = json.dumps(to_dict(repeats), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return _SURROGATE.sub("\ufffd", text)


def to_dict(repeats: Repeats) -> dict[str, Any]:
    """The report as dictionaries, lists, strings and numbers.

    `clusters` holds those that are shown; `complete` says whether these are all. Every cluster stands in
    clusters.csv, every pair in pairs.csv.
    """
    totals = repeats.totals
    return {
        "schema_version": SCHEMA_VERSION,
        "tool": {"name": "tawatur", "version": repeats.tool_version},
        "settings": {**dict(repeats.settings), "digest": repeats.digest},
        "threshold": repeats.threshold,
        "inputs": list(repeats.inputs),
        "dates": list(repeats.seen) if repeats.seen else None,
        "totals": {name: getattr(totals, name) for name in totals.__dataclass_fields__},
        "outlets": [{name: getattr(o, name) for name in o.__dataclass_fields__} for o in repeats.outlets],
        "grid": [list(row) for row in repeats.grid],
        "complete": len(repeats.clusters) == totals.clusters,
        "clusters": [_cluster(cluster) for cluster in repeats.clusters],
        "notes": [
            *({"slug": f.slug, "message": f.as_note().message} for f in repeats.faults),
            *({"slug": n.slug, "message": n.message} for n in repeats.notes),
        ],
    }


def _cluster(cluster: Cluster) -> dict[str, Any]:
    return {
        "number": cluster.number,
        "kind": cluster.kind.value,
        "size": cluster.size,
        "exact": cluster.exact,
        "outlets": [{"name": name, "paragraphs": count} for name, count in cluster.outlets],
        "first": _place(cluster.first) if cluster.first else None,
        "first_is_shared": cluster.tied,
        "wordings": cluster.wordings,
        "variants": [_variant(variant) for variant in cluster.variants],
    }


def _variant(variant: Variant) -> dict[str, Any]:
    return {
        "text": variant.text,
        "count": variant.count,
        "spellings": variant.spellings,
        "score": None if variant.score is None else round(variant.score, _PLACES),
        "alike": round(variant.alike, _PLACES),
        "places": [_place(place) for place in variant.places],
        "changes": [{"kind": piece.kind, "text": piece.text} for piece in variant.pieces],
        "compared": variant.compared,
        "differences": [_difference(difference) for difference in variant.differences],
    }


def _place(place: Place) -> dict[str, Any]:
    return {name: getattr(place, name) for name in place.__dataclass_fields__}


def _difference(difference: Difference) -> dict[str, Any]:
    sides = zip(("representative", "variant"), difference.values, strict=True)
    return {
        "type": difference.type.value,
        "status": difference.status.value,
        "severity": round(difference.severity, _PLACES),
        "because": difference.because,
        "values": [
            {"side": side, "quote": v.quote, "start": v.start, "end": v.end, "normalised": v.normalised}
            for side, v in sides
        ],
    }
