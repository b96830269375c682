"""Accounts by the million, each story compared where it lies: the same results as one by one on one machine.

    grouped    id, story                          which accounts tell one event
    results    story, accounts, result, fault     the comparison of each story, in the published schema
    claims     story, claim, label, relation, independent_origins, witness, state, differences

`claims` is the matrix of each story, a row a cell.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import Any

import pyarrow as pa

from compare.engine.spark.session import Progress, Store
from compare.errors import CompareError, InputError, UsageError
from compare.model.result import Note
from compare.model.text import Witness
from compare.pipeline import compare_witnesses, stories_of
from compare.report.json_ import to_json
from compare.settings import Settings

_TOLD = ("title", "outlet", "published", "language")
"""What a table may tell of an account beside its text."""
_GROUPED = "id string, story long"
_RESULTS = "story long, accounts int, result string, fault string"
_CLAIMS = (
    "story long, claim string, label string, relation string, independent_origins int, "
    "witness string, state string, differences array<string>"
)
_RESULT_SCHEMA = pa.schema(
    [("story", pa.int64()), ("accounts", pa.int32()), ("result", pa.string()), ("fault", pa.string())]
)
_CLAIM_SCHEMA = pa.schema(
    [
        *((name, pa.string()) for name in ("claim", "label", "relation")),
        ("independent_origins", pa.int32()),
        *((name, pa.string()) for name in ("witness", "state")),
        ("differences", pa.list_(pa.string())),
    ]
).insert(0, pa.field("story", pa.int64()))
_NAMED, _FAULT = 5, 200


@dataclass(frozen=True, slots=True)
class Stories:
    """The tables `results` and `claims`, and which stories could not be compared."""

    results: Any
    claims: Any
    notes: tuple[Note, ...]


def compare_stories(
    accounts: Any, store: Store, settings: Settings | None = None, progress: Progress | None = None
) -> Stories:
    """The comparison of each story in a table of accounts; the steps go to `store`.

    `accounts` has the columns id (each once) and text, and may have title, outlet, published (ISO) and
    language. Where it has a column `story` (long), that says which accounts belong together; otherwise they
    are grouped as `group_stories` does, in the order of their ids, which is one task: a hundred thousand
    accounts, not more. A story is compared by one worker. One that fails, and one without two accounts to
    compare, has a fault and no result; the rest goes on.
    """
    for name in ("id", "text"):
        if name not in accounts.columns:
            raise InputError(f"No column {name!r} in this table.", slug="no-column")
    chosen = settings or Settings()
    told = [name for name in _TOLD if name in accounts.columns]
    if "story" in accounts.columns:
        whole = accounts.select("story", "id", "text", *told)
    else:
        plain = accounts.select("id", "text", *told)
        grouped = plain.groupBy().applyInArrow(_grouped, _GROUPED)
        whole = plain.join(store.step("grouped", lambda: grouped, progress), "id")
    compared = partial(whole.groupBy("story").applyInArrow, _compared(chosen), _RESULTS)
    results = store.step("results", compared, progress)
    claims = store.step("claims", partial(results.mapInArrow, _claims, _CLAIMS), progress)
    return Stories(results, claims, _notes(results))


def _witnesses(table: pa.Table) -> list[Witness]:
    """The accounts in the order of their ids."""
    rows = sorted(table.to_pylist(), key=lambda row: str(row["id"]))
    ids = [str(row["id"]) for row in rows]
    twice = next((one for one, other in pairwise(ids) if one == other), None)
    if twice is not None:
        raise UsageError(f"Two accounts have the id {twice}.", slug="ids")
    return [
        Witness.from_text(row["text"] or "", id, **{name: row[name] for name in _TOLD if row.get(name)})
        for id, row in zip(ids, rows, strict=True)
    ]


def _grouped(table: pa.Table) -> pa.Table:
    witnesses = _witnesses(table)
    groups = stories_of(witnesses)
    told = [(witnesses[at].id, number) for number, group in enumerate(groups) for at in group]
    return pa.table({"id": [id for id, _ in told], "story": pa.array([n for _, n in told], pa.int64())})


def _compared(settings: Settings) -> Callable[[pa.Table], pa.Table]:
    def compared(table: pa.Table) -> pa.Table:
        result, fault = None, None
        try:
            result = to_json(compare_witnesses(_witnesses(table), settings))
        except CompareError as error:
            fault = str(error)
        except Exception as error:  # noqa: BLE001  whatever it is: it is told, and the other stories go on
            fault = f"{type(error).__name__}: {error}"[:_FAULT]
        story = table["story"][0].as_py()
        rows = [{"story": story, "accounts": table.num_rows, "result": result, "fault": fault}]
        return pa.Table.from_pylist(rows, schema=_RESULT_SCHEMA)

    return compared


def _claims(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    for batch in batches:
        for row in batch.to_pylist():
            if row["result"] is not None:
                rows = _cells(row["story"], json.loads(row["result"]))
                yield pa.RecordBatch.from_pylist(rows, schema=_CLAIM_SCHEMA)


def _cells(story: int, result: dict[str, Any]) -> list[dict[str, Any]]:
    """The matrix of one story, claim by claim."""
    return [
        {
            "story": story,
            "claim": claim["id"],
            **{name: claim[name] for name in ("label", "relation", "independent_origins")},
            **{name: cell[name] for name in ("witness", "state", "differences")},
        }
        for claim in result["claims"]
        for cell in claim["cells"]
    ]


def _notes(results: Any) -> tuple[Note, ...]:
    faulty = results.where("fault is not null").select("story", "fault")
    count = faulty.count()
    if not count:
        return ()
    first = faulty.sort("story").limit(_NAMED).collect()
    named = "; ".join(f"{row.story} ({row.fault})" for row in first)
    more = f" and {count - _NAMED} more" if count > _NAMED else ""
    return (Note("stories-failed", f"Stories that could not be compared: {named}{more}."),)
