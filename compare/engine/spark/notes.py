"""What was passed over, as notes: how much, and the first of them by name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

from compare.engine.outcome import note_of_empty
from compare.model.result import Note

Names: TypeAlias = Callable[[Sequence[int]], list[str]]
_NAMED = 5


def notes_of(words: Any, name: Names | None) -> tuple[Note, ...]:
    """Texts without words, and texts that could not be worked on; without `name` by their numbers."""
    return *_empty(words, name), *_faults(words, name)


def _empty(words: Any, name: Names | None) -> tuple[Note, ...]:
    empty = words.where("size = 0 and fault is null").select("number")
    count = empty.count()
    if not count:
        return ()
    first = [row.number for row in empty.sort("number").limit(_NAMED).collect()]
    if name is None:
        return (note_of_empty(first, count),)
    more = f" and {count - _NAMED} more" if count > _NAMED else ""
    return (Note("no-words", f"Texts without words were passed over: {'; '.join(name(first))}{more}."),)


def _faults(words: Any, name: Names | None) -> tuple[Note, ...]:
    faulty = words.where("fault is not null").select("number", "fault")
    count = faulty.count()
    if not count:
        return ()
    first = faulty.sort("number").limit(_NAMED).collect()
    numbers = [row.number for row in first]
    names = name(numbers) if name else [str(number) for number in numbers]
    named = "; ".join(f"{one} ({row.fault})" for one, row in zip(names, first, strict=True))
    more = f" and {count - _NAMED} more" if count > _NAMED else ""
    return (Note("texts-failed", f"Texts that could not be worked on were passed over: {named}{more}."),)
