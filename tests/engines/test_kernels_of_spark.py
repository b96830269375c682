"""What Spark's workers do to Arrow batches, without Spark: the same as the functions of the local engine."""

from __future__ import annotations

import random

import numpy as np
import pytest

pa = pytest.importorskip("pyarrow")

from compare.engine.spark import kernels  # noqa: E402
from compare.match.duplicates import entries_of, pairs_in  # noqa: E402
from compare.normalise.words import words_of  # noqa: E402


def entries(groups: list[tuple[int, int, list[int]]]) -> list[tuple[int, int]]:
    found = [(part, key << 32 | text) for part, key, texts in groups for text in texts]
    return sorted((part, entry - (1 << 64) if entry >> 63 else entry) for part, entry in found)


def in_batches(rows: list[tuple[int, int]], size: int) -> list[int]:
    batches = [
        pa.record_batch(
            {
                "part": pa.array([part for part, _ in rows[at : at + size]], pa.int16()),
                "entry": pa.array([entry for _, entry in rows[at : at + size]], pa.int64()),
            }
        )
        for at in range(0, len(rows), size)
    ]
    return sorted(pair for batch in kernels.paired(batches) for pair in batch.column(0).to_pylist())


def expected(rows: list[tuple[int, int]]) -> list[int]:
    found: list[int] = []
    for part in {part for part, _ in rows}:
        own = np.array([entry for one, entry in rows if one == part], dtype=np.int64).view(np.uint64)
        found += pairs_in(own).view(np.int64).tolist()
    return sorted(found)


@pytest.mark.parametrize("size", [1, 2, 7, 64, 10_000])
@pytest.mark.parametrize("long", [1 << 16, 40, 20])
def test_groups_that_go_over_batches_give_the_same_pairs(
    size: int, long: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kernels, "_LONG_GROUP", long)
    chosen = random.Random(f"{size} {long}")
    groups = [
        (
            part,
            chosen.choice([1, 5, 1 << 31, (1 << 32) - 1, chosen.getrandbits(32)]),
            list(range(low, low + n)),
        )
        for part in range(5)
        for low, n in [(chosen.randrange(9), chosen.choice([1, 2, 3, 8, 9, 30, 200])) for _ in range(12)]
    ]
    rows = entries(groups)
    assert len(expected(rows)) > 100
    assert in_batches(rows, size) == expected(rows)


def test_no_batches_give_no_pairs() -> None:
    assert in_batches([], 5) == []


def test_entries_carry_the_numbers_of_their_texts() -> None:
    texts = ["one two three four five", "", "six one two three four", "قال الوزير إن المباحثات تبدأ غدا"]
    numbers = [4, 9, 70_000, (1 << 32) - 1]
    batch = pa.record_batch({"number": pa.array(numbers), "text": pa.array(texts)})
    (found,) = kernels.entries([batch])
    plain, edges = entries_of(words_of(texts), 0, kernels.BITS)
    parts = np.repeat(np.arange(1 << kernels.BITS), np.diff(edges)).tolist()
    wanted = [(int(e) >> 32, numbers[int(e) & 0xFFFFFFFF]) for e in plain]
    got = [(e % (1 << 64) >> 32, e % (1 << 32)) for e in found.column(1).to_pylist()]
    assert (found.column(0).to_pylist(), got) == (parts, wanted)


def test_a_text_that_is_no_text_is_told_and_the_rest_goes_on() -> None:
    broken = pa.array([b"one two three", b"\xff\xfe broken", b"four five"]).view(pa.string())
    batch = pa.record_batch({"number": pa.array([1, 2, 3]), "text": broken})
    (found,) = kernels.hashed([batch])
    assert found.column(2).to_pylist() == [3, 0, 2]
    told = found.column(4).to_pylist()
    assert (told[0], told[2]) == (None, None)
    assert told[1].startswith("UnicodeDecodeError")
