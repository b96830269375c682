"""The catalogues of the interface: takes up what changed in the English tables and compiles (`make catalogue`).

A message whose English text has changed keeps its translation and is marked fuzzy, with the text that it was
made for; fuzzy messages are not compiled, so that English shows until somebody has looked at them.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from compare.languages import LANGUAGES
from compare.languages.catalogue import TABLES, is_plural

FOLDER = Path(__file__).parents[1] / "compare" / "languages"
LOCALE = FOLDER / "locale"
TRANSLATED = tuple(language for language in LANGUAGES if language != "en")
PLURALS = {
    "ar": "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);",
    "ru": "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);",
    "fr": "nplurals=3; plural=(n==0 || n==1 ? 0 : n%1000000==0 ? 1 : 2);",
}
_GENERATED = re.compile(rb'^"Generated-By: .*\n', re.MULTILINE)
_HOLE = re.compile(r"\{(\w+)\}")
_DATE = datetime(2026, 1, 1, tzinfo=UTC)  # a catalogue tells no time: the same texts give the same bytes
_MARKUP = re.compile(r"<\s*/?\s*[a-z!]|&\w+;|[\x00-\x09\x0b-\x1f\u202a-\u202e]", re.IGNORECASE)
_ISOLATES = re.compile(r"[\u2066-\u2068][^\u2066-\u2069]*\u2069")


def messages(name: str, node: Any) -> Iterator[tuple[str, str | tuple[str, str]]]:
    """Every text of an English table: its place and the text; the texts for one and many together."""
    if is_plural(node):
        yield name, (node["one"], node["other"])
        if "zero" in node:
            yield f"{name}.zero", node["zero"]
    elif isinstance(node, Mapping):
        for key, below in node.items():
            yield from messages(f"{name}.{key}", below)
    elif isinstance(node, list):
        for n, below in enumerate(node):
            yield from messages(f"{name}.{n}", below)
    elif isinstance(node, str) and node:
        yield name, node


def extracted() -> dict[str, str | tuple[str, str]]:
    """All messages of the interface by their places, in the order of the tables."""
    files = [FOLDER / "en" / f"{name}.toml" for name in TABLES]
    tables = [(file.stem, tomllib.loads(file.read_text("utf-8"))) for file in files if file.is_file()]
    return dict(found for name, table in tables for found in messages(name, table))


def remarks() -> dict[str, str]:
    """What stands above a group of texts in the English tables, by the place of the group."""
    found: dict[str, str] = {}
    for name in TABLES:
        file, above = FOLDER / "en" / f"{name}.toml", ""
        for line in file.read_text("utf-8").splitlines() if file.is_file() else ():
            if line.startswith("[") and above:
                found[f"{name}.{line.strip(' []')}"] = above
            above = f"{above} {line.lstrip('# ')}".strip() if line.startswith("#") else ""
    return found


def catalogue_of(language: str) -> Catalog:
    """The catalogue of a language as it is kept; one without messages where there is none."""
    file = LOCALE / language / "LC_MESSAGES" / "tawatur.po"
    return parsed(file.read_bytes(), language) if file.is_file() else empty(language)


def parsed(data: bytes, language: str) -> Catalog:
    return read_po(BytesIO(data), locale=language, domain="tawatur", abort_invalid=True)


def empty(language: str) -> Catalog:
    """A catalogue without messages, with the plural rule of the language."""
    head = f'msgid ""\nmsgstr ""\n"Plural-Forms: {PLURALS[language]}\\n"\n'
    found = parsed(head.encode(), language)
    found.project, found.version = "tawatur", "1"
    found.msgid_bugs_address = found.last_translator = ""
    found.language_team = language
    found.header_comment = "# The texts of the interface; the English source stands in ../../../en/*.toml."
    found.creation_date = found.revision_date = _DATE
    found.fuzzy = False
    return found


def updated(kept: Catalog, language: str, source: Mapping[str, str | tuple[str, str]]) -> Catalog:
    """The catalogue with exactly the messages of the source; where the English has changed, marked fuzzy."""
    by_place = {message.context: message for message in kept if message.context}
    fresh, told = empty(language), remarks()
    for place, text in source.items():
        old = by_place.get(place)
        remark = next((told[group] for group in told if f"{place}.".startswith(f"{group}.")), "")
        if old is None:
            _add(fresh, place, text, None, remark)
            continue
        same = old.id == text
        string = old.string if isinstance(text, tuple) == isinstance(old.id, tuple) else None
        previous: Any = old.previous_id if same else old.id
        made = _add(fresh, place, text, string, remark)
        made.user_comments = list(old.user_comments)
        if string and (old.fuzzy or not same):
            made.flags.add("fuzzy")
            made.previous_id = [previous] if isinstance(previous, str) else list(previous)
    return fresh


def _add(catalogue: Catalog, place: str, text: Any, string: Any, remark: str) -> Message:
    where = f"compare/languages/en/{place.partition('.')[0]}.toml"
    comments = [remark] if remark else []
    made: Message = catalogue.add(text, string, context=place, locations=[(where, 0)], auto_comments=comments)
    made.flags.discard("python-brace-format")
    return made


def written(catalogue: Catalog) -> tuple[bytes, bytes]:
    """The catalogue as text and compiled."""
    text, compiled = BytesIO(), BytesIO()
    write_po(text, catalogue, width=110, include_lineno=False, include_previous=True)
    write_mo(compiled, catalogue)
    return _GENERATED.sub(b"", text.getvalue()), compiled.getvalue()


def faults(catalogue: Catalog, source: Mapping[str, str | tuple[str, str]]) -> list[str]:
    """What is wrong with a catalogue: missing and superfluous messages, other placeholders, markup."""
    held = {message.context: message for message in catalogue if message.context}
    found = [f"{place}: not in the catalogue" for place in source if place not in held]
    found += [f"{place}: not in the source" for place in held if place not in source]
    for place, message in held.items():
        if place in source and message.id != source[place]:
            found.append(f"{place}: made for another English text")
        if message.fuzzy:
            found.append(f"{place}: marked fuzzy")
        found += [f"{place}: {fault}" for fault in _faults(message, catalogue.num_plurals)]
    return found


def _faults(message: Message, forms: int) -> Iterator[str]:
    source: tuple[Any, ...] = message.id if isinstance(message.id, tuple) else (message.id,)
    told: tuple[Any, ...] = message.string if isinstance(message.string, tuple) else (message.string,)
    if not all(told) or len(told) != (forms if len(source) == 2 else 1):
        yield "not translated"
        return
    holes = {name for text in source for name in _HOLE.findall(text)}
    for text in told:
        names = set(_HOLE.findall(text))
        # A form for one or two may tell its number in a word.
        if names != holes and not (len(source) == 2 and names == holes - {"n"}):
            yield f"its placeholders are {sorted(names)}, not {sorted(holes)}"
        if _HOLE.sub("", text).count("{") or _HOLE.sub("", text).count("}"):
            yield "a brace that is no placeholder"
        if _MARKUP.search(text) or re.search(r"[\u2066-\u2069]", _ISOLATES.sub("", text)):
            yield "markup or an invisible character"


def main(arguments: list[str]) -> int:
    """Updates and compiles all catalogues; with --check writes nothing and tells what is wrong."""
    source, told = extracted(), []
    for language in TRANSLATED:
        kept = catalogue_of(language)
        if "--check" not in arguments:
            kept = updated(kept, language, source)
            folder = LOCALE / language / "LC_MESSAGES"
            folder.mkdir(parents=True, exist_ok=True)
            for name, data in zip(("tawatur.po", "tawatur.mo"), written(kept), strict=True):
                (folder / name).write_bytes(data)
        told += [f"{language}: {fault}" for fault in faults(kept, source)]
    print("\n".join(told) if told else f"{len(source)} messages in {len(TRANSLATED)} languages")
    return 1 if told else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
