"""Checks a request against its JSON schema: the part of JSON Schema that the interface's requests use."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from compare.model.text import is_published

_TYPES: dict[str, type | tuple[type, ...]] = {
    "object": dict,
    "array": list,
    "string": str,
    "number": (int, float),
    "integer": int,
    "boolean": bool,
    "null": type(None),
}


def wrong(value: Any, schema: Mapping[str, Any], at: str = "") -> str | None:
    """The first thing that is wrong with a value, as one sentence; None where it fits the schema.

    >>> wrong({"a": 1}, {"type": "object", "properties": {"a": {"type": "string"}}})
    '/a must be of type string.'
    """
    return next(_faults(value, schema, at), None)


def _faults(value: Any, schema: Mapping[str, Any], at: str) -> Iterator[str]:
    here = at or "The request"
    kinds = schema.get("type", ())
    kinds = [kinds] if isinstance(kinds, str) else list(kinds)
    if kinds and not any(_is(value, kind) for kind in kinds):
        yield f"{here} must be of type {' or '.join(kinds)}."
        return
    if "enum" in schema and value not in schema["enum"]:
        yield f"{here} must be one of {', '.join(map(str, schema['enum']))}."
    if isinstance(value, str):
        yield from _text_faults(value, schema, here)
    elif isinstance(value, list):
        yield from _length_faults(len(value), schema, here, "Items", "entries")
        for number, item in enumerate(value):
            yield from _faults(item, schema.get("items", {}), f"{at}/{number}")
    elif isinstance(value, dict):
        yield from _object_faults(value, schema, at, here)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield from _number_faults(value, schema, here)


def _is(value: Any, kind: str) -> bool:
    if kind == "integer" and isinstance(value, float) and value.is_integer():
        return True
    known = _TYPES[kind]
    return isinstance(value, known) and not (isinstance(value, bool) and kind in ("number", "integer"))


def _object_faults(value: dict[str, Any], schema: Mapping[str, Any], at: str, here: str) -> Iterator[str]:
    properties = schema.get("properties", {})
    for name in schema.get("required", ()):
        if name not in value:
            yield f"{here} needs {name}."
    for name, item in value.items():
        if name in properties:
            yield from _faults(item, properties[name], f"{at}/{name}")
        elif schema.get("additionalProperties") is False:
            yield f"{here} has no field of that name: {name[:40]!r}."


def _text_faults(value: str, schema: Mapping[str, Any], here: str) -> Iterator[str]:
    yield from _length_faults(len(value), schema, here, "Length", "characters")
    # Patterns are those of JSON Schema: "\d" means these ten digits.
    if "pattern" in schema and not re.search(schema["pattern"], value, re.ASCII):
        yield f"{here} must fit {schema['pattern']}."
    if schema.get("format") == "published" and value and not is_published(value):
        yield f"{here} must be a day, month or year, such as 2024-08-18, 2024-08 or 2024."


def _length_faults(length: int, schema: Mapping[str, Any], here: str, what: str, unit: str) -> Iterator[str]:
    if length < schema.get(f"min{what}", 0):
        yield f"{here} must have at least {schema[f'min{what}']} {unit}."
    if length > schema.get(f"max{what}", length):
        yield f"{here} must have at most {schema[f'max{what}']} {unit}."


def _number_faults(value: float, schema: Mapping[str, Any], here: str) -> Iterator[str]:
    if value < schema.get("minimum", value):
        yield f"{here} must be at least {schema['minimum']}."
    if "exclusiveMinimum" in schema and value <= schema["exclusiveMinimum"]:
        yield f"{here} must be above {schema['exclusiveMinimum']}."
    if value > schema.get("maximum", value):
        yield f"{here} must be at most {schema['maximum']}."
