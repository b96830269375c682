"""polars: texts joined on the word 3-shingles that few of them have."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import polars as pl

MOST, LEAST = 32, 2  # texts that a shingle may be in; shingles that two texts must share


def find(texts: Sequence[str]) -> tuple[Any, Any, Any]:
    row, word = pl.col("row"), pl.col("word")
    key = word + word.shift(-1) * 0x9E3779B97F4A7C15 + word.shift(-2) * 0xC2B2AE3D27D4EB4F
    shingles = (
        pl.LazyFrame({"word": texts})
        .with_row_index("row")
        .select(row, word.str.split(" "))
        .explode("word")
        .select(row, word.hash())
        .select(row, key.alias("key"), (row == row.shift(-2)).alias("whole"))
        .filter("whole")
        .select("row", "key")
        .unique()
        .collect()
    )
    sizes = shingles.group_by("row").len("size")
    spread = shingles.group_by("key").len("texts").filter(pl.col("texts").is_between(2, MOST))
    rare = shingles.join(spread, on="key", how="semi").lazy()
    pairs = (
        rare.join(rare, on="key", suffix="_b")
        .filter(row < pl.col("row_b"))
        .group_by("row", "row_b")
        .len("shared")
        .filter(pl.col("shared") >= LEAST)
        .join(sizes.lazy(), on="row")
        .join(sizes.lazy(), left_on="row_b", right_on="row", suffix="_b")
        .select("row", "row_b", pl.col("shared") / pl.min_horizontal("size", "size_b"))
        .collect()
    )
    return tuple(column.to_numpy() for column in pairs.get_columns())
