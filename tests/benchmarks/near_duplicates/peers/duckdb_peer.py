"""duckdb: texts joined on the word 3-shingles that few of them have."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import duckdb
import pyarrow as pa

MOST, LEAST = 32, 2  # texts that a shingle may be in; shingles that two texts must share

STEPS = (
    """create temp table shingles as
       select row,
         unnest(list_distinct([hash(w[k], w[k + 1], w[k + 2]) for k in range(1, len(w) - 1)])) as key
       from (select row, string_split(text, ' ') as w from texts)""",
    """create temp table rare as
       select row, key from shingles where key in (
         select key from shingles group by key having count(*) between 2 and {most})""",
    """create temp table pairs as
       select first.row as a, second.row as b, count(*) as shared
       from rare as first join rare as second on first.key = second.key and first.row < second.row
       group by all having count(*) >= {least}""",
    "create temp table sizes as select row, count(*) as size from shingles group by row",
    """select a, b, shared / least(first.size, second.size) as score
       from pairs join sizes as first on a = first.row join sizes as second on b = second.row""",
)


def find(texts: Sequence[str]) -> tuple[Any, Any, Any]:
    given = pa.table(
        {"row": pa.array(range(len(texts)), pa.int32()), "text": pa.array(texts, pa.large_string())}
    )
    connection = duckdb.connect()
    connection.register("texts", given)
    *makings, asking = (step.format(most=MOST, least=LEAST) for step in STEPS)
    for making in makings:
        connection.execute(making)
    columns = connection.sql(asking).fetchnumpy()
    return columns["a"], columns["b"], columns["score"]
