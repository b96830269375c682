"""A file of a person's decisions: bytes to values. What is wrong is said in one sentence; nothing is lost.

The form is published as `compare/report/decisions.schema.json`; a file is read whole or not at all.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NoReturn, get_args

from compare.errors import InputError
from compare.ingest.readers import safe_name
from compare.model.claim import DifferenceType
from compare.model.decision import (
    DECISIONS_VERSION,
    Decision,
    DecisionKind,
    Decisions,
    Stretch,
    Subject,
    Verdict,
)

MAX_BYTES = 5_000_000
MAX_DECISIONS = 5_000
MAX_STRETCHES = 100
MAX_QUOTE, MAX_CONTEXT, MAX_TEXT, MAX_NAME = 20_000, 64, 10_000, 300
_MOST_CHARACTERS = 1 << 31
_SHA = re.compile(r"[0-9a-f]{64}")
_SHOWN = 40
_STRETCH = ("witness", "start", "end", "quote", "prefix", "suffix", "sha256")
_COMMON = ("kind", "stretches", "author", "day")
_OWN = {
    DecisionKind.LINK: ("type",),
    DecisionKind.UNLINK: (),
    DecisionKind.CHECKED: ("type", "verdict"),
    DecisionKind.NOTE: ("on", "text", "type"),
}


class _Wrong(Exception):
    """What is wrong, with the place where."""


def parse_decisions(data: bytes, path: str | None = None) -> Decisions:
    """The decisions in the bytes of a file.

    Raises InputError: "too-large", "not-json", "decisions-version", "decisions-form". The message names the
    file and the place. Cost: linear.
    """
    name = safe_name(path)
    if len(data) > MAX_BYTES:
        raise InputError(
            f"{name}: This is larger than {MAX_BYTES / 1_000_000:g} MB, too large for decisions.",
            slug="too-large",
        )
    try:
        told = json.loads(data.decode("utf-8-sig"), parse_constant=_no_number, object_pairs_hook=_once)
    except _Wrong as wrong:
        raise InputError(f"{name}: {wrong}", slug="decisions-form") from None
    except (ValueError, RecursionError):
        raise InputError(f"{name} is no JSON; name a file of decisions.", slug="not-json") from None
    if not isinstance(told, dict) or "decisions" not in told:
        raise InputError(f"{name} holds no decisions.", slug="decisions-form")
    if told.get("schema_version") != DECISIONS_VERSION:
        version = safe_name(str(told.get("schema_version"))[:_SHOWN])
        raise InputError(
            f"{name} is of version {version}; this program reads {DECISIONS_VERSION}.",
            slug="decisions-version",
        )
    try:
        return _decisions(told)
    except _Wrong as wrong:
        raise InputError(f"{name}: {wrong}", slug="decisions-form") from None


def _no_number(name: str) -> NoReturn:
    raise _Wrong(f"{name} is no number that decisions hold.")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose keys stand once: of two values one would be lost."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise _Wrong("a key stands twice in one object.")
    return found


def _decisions(told: Mapping[str, Any]) -> Decisions:
    _only(told, ("schema_version", "inputs", "decisions"), "the file")
    inputs = tuple(_input(one, f"inputs {n}") for n, one in _each(told, "inputs", "the file", 10_000))
    known: dict[str, str] = {}
    for id, sha256 in inputs:
        known[id] = "" if id in known else sha256
    found = _each(told, "decisions", "the file", MAX_DECISIONS)
    return Decisions(inputs, tuple(_decision(one, known, f"decision {n}") for n, one in found))


def _input(told: Any, where: str) -> tuple[str, str]:
    told = _object(told, where)
    _only(told, ("id", "sha256"), where)
    return _text(told, "id", where, MAX_NAME, least=1), _sha(told, where)


def _decision(told: Any, known: Mapping[str, str], where: str) -> Decision:
    told = _object(told, where)
    kind = DecisionKind(_one_of(told, "kind", where, [k.value for k in DecisionKind]))
    _only(told, (*_COMMON, *_OWN[kind]), where)
    most = MAX_STRETCHES
    stretches = tuple(
        _stretch(one, known, f"{where}, stretch {n}") for n, one in _each(told, "stretches", where, most)
    )
    least = 2 if kind in (DecisionKind.LINK, DecisionKind.UNLINK) else 1
    if len(stretches) < least:
        raise _Wrong(f"{where} needs {'two stretches' if least == 2 else 'a stretch'} of text.")
    on = type = verdict = text = None
    if kind is DecisionKind.LINK and told.get("type") is not None:
        type = _type(told, where)
    if kind is DecisionKind.CHECKED:
        type = _type(told, where)
        verdict = _one_of(told, "verdict", where, get_args(Verdict))
    if kind is DecisionKind.NOTE:
        on = _one_of(told, "on", where, get_args(Subject))
        text = _text(told, "text", where, MAX_TEXT, least=1)
        type = _type_of_note(told, on, where)
    return Decision(
        kind, stretches, type, verdict, on, text, author=_author(told, where), day=_day(told, where)
    )


def _stretch(told: Any, known: Mapping[str, str], where: str) -> Stretch:
    told = _object(told, where)
    _only(told, _STRETCH, where)
    witness = _text(told, "witness", where, MAX_NAME, least=1)
    start, end = (_offset(told, name, where) for name in ("start", "end"))
    if start >= end:
        raise _Wrong(f"{where} ends before it begins.")
    return Stretch(
        witness,
        start,
        end,
        _text(told, "quote", where, MAX_QUOTE, least=1),
        _text(told, "prefix", where, MAX_CONTEXT) if "prefix" in told else "",
        _text(told, "suffix", where, MAX_CONTEXT) if "suffix" in told else "",
        _sha(told, where) if "sha256" in told else known.get(witness, ""),
    )


def _object(told: Any, where: str) -> dict[str, Any]:
    if not isinstance(told, dict):
        raise _Wrong(f"{where} is no object.")
    return told


def _only(told: Mapping[str, Any], known: Sequence[str], where: str) -> None:
    for key in told:
        if key not in known:
            raise _Wrong(f"{where} holds “{safe_name(key[:_SHOWN])}”, which decisions do not have.")


def _each(told: Mapping[str, Any], key: str, where: str, most: int) -> list[tuple[int, Any]]:
    found = told.get(key)
    if not isinstance(found, list):
        raise _Wrong(f"{where} has no list of {key}.")
    if len(found) > most:
        raise _Wrong(f"{where} has more than {most:,} {key}.")
    return list(enumerate(found, start=1))


def _text(told: Mapping[str, Any], key: str, where: str, most: int, least: int = 0) -> str:
    found = told.get(key)
    if not isinstance(found, str) or not least <= len(found) <= most:
        raise _Wrong(f"{where}: {key} must be a text of {least} to {most:,} characters.")
    return found


def _offset(told: Mapping[str, Any], key: str, where: str) -> int:
    found = told.get(key)
    if type(found) is not int or not 0 <= found < _MOST_CHARACTERS:
        raise _Wrong(f"{where}: {key} must be a count of characters.")
    return found


def _one_of(told: Mapping[str, Any], key: str, where: str, known: Sequence[str]) -> Any:
    found = told.get(key)
    if not isinstance(found, str) or found not in known:
        raise _Wrong(f"{where}: {key} must be one of {', '.join(known)}.")
    return found


def _type(told: Mapping[str, Any], where: str) -> str:
    return str(_one_of(told, "type", where, [t.value for t in DifferenceType]))


def _type_of_note(told: Mapping[str, Any], on: str, where: str) -> str | None:
    if on == "difference":
        return _type(told, where)
    if told.get("type") is not None:
        raise _Wrong(f"{where}: only a note on a difference has a type.")
    return None


def _sha(told: Mapping[str, Any], where: str) -> str:
    found = told.get("sha256")
    if not isinstance(found, str) or (found and not _SHA.fullmatch(found)):
        raise _Wrong(f"{where}: sha256 must be 64 hexadecimal digits.")
    return found


def _author(told: Mapping[str, Any], where: str) -> str | None:
    return None if told.get("author") is None else _text(told, "author", where, MAX_NAME, least=1)


def _day(told: Mapping[str, Any], where: str) -> str | None:
    found = told.get("day")
    if found is None:
        return None
    if not isinstance(found, str) or not _valid(dt.date.fromisoformat, found) or len(found) != 10:
        raise _Wrong(f"{where}: day must be a date such as 2024-08-18.")
    return found


def _valid(check: Callable[[str], object], told: str) -> bool:
    try:
        check(told)
    except ValueError:
        return False
    return True
