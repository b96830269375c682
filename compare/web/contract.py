"""The interface for programs as one table: the routes, what they take and what they give.

The routes that are served, the check of every request and the OpenAPI document are all made of it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from typing import Any

from compare.web.texts import REPORT_LANGUAGES

MOST_TEXTS, MOST_PARAGRAPHS = 50, 20_000
LONG, SHORT, NAME = 2_000_000, 20_000, 300
_DAY = "^([1-9][0-9]{3}(-[0-9]{2}(-[0-9]{2}(T[0-9:.Z+-]{1,20})?)?)?)?$"


@dataclass(frozen=True, slots=True)
class Operation:
    """One route: `name` is its handler, `body` the schema of what it takes, `answer` of what it gives.

    `problems` are the statuses of errors that this route alone may answer with.
    """

    name: str
    method: str
    path: str
    summary: str
    answer: Mapping[str, Any] | None
    body: Mapping[str, Any] | None = None
    status: int = 200
    problems: tuple[int, ...] = ()
    query: Mapping[str, Any] = field(default_factory=dict)


def _object(properties: dict[str, Any], required: tuple[str, ...] = (), **more: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(required),
        "additionalProperties": False,
        **more,
    }


def _text(most: int, **more: Any) -> dict[str, Any]:
    return {"type": "string", "minLength": 1, "maxLength": most, **more}


_PUBLISHED = {
    "type": ["string", "null"],
    "pattern": _DAY,
    "format": "published",
    "description": "A day, month or year: 2024-08-18, 2024-08, 2024.",
}
_LANGUAGE = {
    "type": ["string", "null"],
    "pattern": "^[a-z]{2,3}$",
    "description": "The language of the text; found where it is not told.",
}
_NAME = {"type": ["string", "null"], "maxLength": NAME}
_ALIGN = {"enum": ["auto", "words"], "type": "string"}
_SHARE = {"type": "number", "minimum": 0, "maximum": 1}
_COUNT = {"type": "integer", "minimum": 0}
_ANY_TEXT = {"type": "string"}

_ACCOUNT = _object(
    {
        "text": _text(LONG),
        "name": {**_NAME, "description": "What a file of this text is called; it is told, never opened."},
        "title": _NAME,
        "outlet": _NAME,
        "published": _PUBLISHED,
        "language": _LANGUAGE,
    },
    ("text",),
)
_COMPARE = _object(
    {
        "texts": {"type": "array", "items": _ACCOUNT, "minItems": 2, "maxItems": MOST_TEXTS},
        "settings": _object(
            {
                "align_by": _ALIGN,
                "link_threshold": _SHARE,
                "reuse_words": {"type": "integer", "minimum": 3, "maximum": 1000},
                "min_words": {"type": "integer", "minimum": 1, "maximum": 1000},
            },
            description="Knobs of the comparison; each has a default.",
        ),
        "report_language": {"type": "string", "enum": list(REPORT_LANGUAGES)},
        "decisions": {
            "type": "object",
            "$ref": "#/components/schemas/Decisions",
            "description": "A person's decisions, as the page of a report exports them.",
        },
        "keep": {"type": "boolean", "description": "Keep the report; Location then says where."},
    },
    ("texts",),
)
_COMPARISON_KEPT = _object(
    {
        "id": {"type": "string", "pattern": "^[0-9a-f]{32}$"},
        "day": _ANY_TEXT,
        "kind": {"enum": ["compare", "repeats"]},
        "title": _ANY_TEXT,
        "finding": _ANY_TEXT,
        "language": _ANY_TEXT,
        "witnesses": {"type": "array", "items": {"type": "object"}},
        "files": {"type": "array", "items": _ANY_TEXT},
    },
    ("id", "day", "kind", "title", "finding", "language", "witnesses", "files"),
)
PROBLEM = _object(
    {
        "type": _ANY_TEXT,
        "title": _ANY_TEXT,
        "status": {"type": "integer"},
        "detail": _ANY_TEXT,
        "slug": {**_ANY_TEXT, "description": "The stable name of the case."},
    },
    ("type", "title", "status", "detail", "slug"),
)
_VERDICT = _object(
    {
        "relation": {"enum": ["agree", "differ", "unrelated"]},
        "score": _SHARE,
        "related": _SHARE,
        "differences": {"type": "array", "items": {"$ref": "#/components/schemas/comparison_difference"}},
        "channels": {"type": "object", "additionalProperties": {"type": ["number", "null"]}},
    },
    ("relation", "score", "related", "differences", "channels"),
)
_DETAIL = _object(
    {
        **dict.fromkeys(("kind", "text", "precision", "basis", "because"), _ANY_TEXT),
        "start": _COUNT,
        "end": _COUNT,
        "value": {"type": ["string", "number", "null"]},
        "unit": {"type": ["string", "null"]},
        "head": {"type": ["string", "null"]},
    },
    ("kind", "start", "end", "text", "value", "unit", "precision", "basis"),
)
_DUPLICATES = _object(
    {
        "pairs": {
            "type": "array",
            "items": _object({"a": _COUNT, "b": _COUNT, "score": _SHARE}, ("a", "b", "score")),
        },
        "clusters": {"type": "array", "items": {"type": "array", "items": _COUNT}},
        "representatives": {"type": "array", "items": _COUNT},
        "notes": {
            "type": "array",
            "items": _object({"slug": _ANY_TEXT, "message": _ANY_TEXT}, ("slug", "message")),
        },
    },
    ("pairs", "clusters", "representatives", "notes"),
)

SCHEMAS: dict[str, dict[str, Any]] = {
    "Account": _ACCOUNT,
    "Compare": _COMPARE,
    "Kept": _COMPARISON_KEPT,
    "Problem": PROBLEM,
    "Verdict": _VERDICT,
    "Detail": _DETAIL,
    "Duplicates": _DUPLICATES,
}
"""The schemas of our own; those of a comparison come from the file that ships beside the writer."""


def _ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


OPERATIONS = (
    Operation(
        "compare",
        "POST",
        "/api/compare",
        "Compare two or more texts; the answer is the result, as `tawatur compare --json` prints it.",
        _ref("Comparison"),
        body=_COMPARE,
        problems=(422, 503, 507),
    ),
    Operation(
        "duplicates",
        "POST",
        "/api/duplicates",
        "Near-duplicates among texts of about a paragraph each, by their numbers from 0.",
        _ref("Duplicates"),
        body=_object(
            {
                "texts": {
                    "type": "array",
                    "items": {"type": "string", "maxLength": SHORT},
                    "maxItems": MOST_PARAGRAPHS,
                },
                "threshold": {"type": "number", "minimum": 0.05, "maximum": 1},
            },
            ("texts",),
        ),
        problems=(422, 503, 507),
    ),
    Operation(
        "similarity",
        "POST",
        "/api/similarity",
        "How far two short texts say the same thing, from 0 to 1.",
        _object({"similarity": _SHARE}, ("similarity",)),
        body=_object({"a": _text(SHORT), "b": _text(SHORT)}, ("a", "b")),
        problems=(422, 503, 507),
    ),
    Operation(
        "judge",
        "POST",
        "/api/judge",
        "Whether two short texts agree, differ, or tell different things, and in what.",
        _ref("Verdict"),
        body=_object(
            {
                "a": _text(SHORT),
                "b": _text(SHORT),
                "published_a": _PUBLISHED,
                "published_b": _PUBLISHED,
            },
            ("a", "b"),
        ),
        problems=(422, 503, 507),
    ),
    Operation(
        "details",
        "POST",
        "/api/details",
        "The dates, numbers, names, sources and negations of a text, each located and normalised.",
        _object({"details": {"type": "array", "items": _ref("Detail")}}, ("details",)),
        body=_object({"text": _text(SHORT), "published": _PUBLISHED, "language": _LANGUAGE}, ("text",)),
        problems=(422, 503, 507),
    ),
    Operation(
        "comparisons",
        "GET",
        "/api/comparisons",
        "The kept comparisons, the newest first; with q those that tell all its words.",
        _object({"comparisons": {"type": "array", "items": _ref("Kept")}}, ("comparisons",)),
        query={"q": {"type": "string", "maxLength": NAME}},
    ),
    Operation(
        "comparison",
        "GET",
        "/api/comparisons/{id}",
        "The result of a kept comparison.",
        {"type": "object"},
        problems=(404,),
    ),
    Operation(
        "delete",
        "DELETE",
        "/api/comparisons/{id}",
        "Delete a kept comparison with its report.",
        None,
        status=204,
        problems=(404,),
    ),
)


@lru_cache(maxsize=1)
def openapi() -> dict[str, Any]:
    """The OpenAPI 3.1 document of the table."""
    from compare import __version__

    paths: dict[str, dict[str, Any]] = {}
    for operation in OPERATIONS:
        paths.setdefault(operation.path, {})[operation.method.lower()] = _described(operation)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "tawatur",
            "version": __version__,
            "description": "Compares accounts of one event. Runs on this machine and sends nothing away. "
            "Offsets are Unicode code points into the text as given.",
        },
        "paths": paths,
        "components": {
            "schemas": {
                **SCHEMAS,
                **_shipped("schema.json", "Comparison"),
                **_shipped("decisions.schema.json", "Decisions"),
            }
        },
    }


def _described(operation: Operation) -> dict[str, Any]:
    answer: dict[str, Any] = {"description": "Done."}
    if operation.answer is not None:
        answer["content"] = {"application/json": {"schema": operation.answer}}
    problems = {400, 401, 403, 413, *operation.problems} | ({415} if operation.body else set())
    described: dict[str, Any] = {
        "operationId": operation.name,
        "summary": operation.summary,
        "responses": {
            str(operation.status): answer,
            **{str(status): _problem(status) for status in sorted(problems)},
        },
    }
    parameters = [
        {"name": name, "in": "query", "required": False, "schema": schema}
        for name, schema in operation.query.items()
    ]
    if "{id}" in operation.path:
        schema = {"type": "string", "pattern": "^[0-9a-f]{32}$"}
        parameters.append({"name": "id", "in": "path", "required": True, "schema": schema})
    if parameters:
        described["parameters"] = parameters
    if operation.body is not None:
        described["requestBody"] = {
            "required": True,
            "content": {"application/json": {"schema": operation.body}},
        }
    return described


_STATUSES = {
    400: "The request does not fit its schema.",
    401: "The token is missing or wrong.",
    403: "The request comes from a page of somebody else's.",
    404: "There is nothing of this id.",
    413: "The request is too large.",
    415: "The request is not application/json.",
    422: "The texts cannot be compared.",
    503: "Too much waits already, the work took too long, or it was stopped.",
    507: "The folder of the server is full or cannot be written to.",
}


def _problem(status: int) -> dict[str, Any]:
    return {
        "description": _STATUSES[status],
        "content": {"application/problem+json": {"schema": _ref("Problem")}},
    }


def _shipped(file: str, name: str) -> dict[str, Any]:
    """A schema that ships beside the writer, its parts under names of their own."""
    prefix = f"{name.lower()}_"
    text = resources.files("compare.report").joinpath(file).read_text(encoding="utf-8")
    schema = json.loads(text.replace("#/$defs/", f"#/components/schemas/{prefix}"))
    parts = {f"{prefix}{part}": told for part, told in schema.pop("$defs").items()}
    for key in ("$schema", "$id"):
        schema.pop(key, None)
    return {name: schema, **parts}
