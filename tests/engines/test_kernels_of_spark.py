"""What Spark's workers do to Arrow batches, without Spark: the same as the functions of the local engine."""

from __future__ import annotations

import random
from collections.abc import Iterable
from typing import Any

import numpy as np
import pytest

pa = pytest.importorskip("pyarrow")

from compare.engine.spark import cells, kernels, scores  # noqa: E402
from compare.match.duplicates import (  # noqa: E402
    entries_of,
    frequencies,
    often_enough,
    pairs_in,
    repeated,
    resemblance,
    weights_of,
)
from compare.normalise.words import words_of  # noqa: E402


class Shared:
    """What Spark would have sent to every worker."""

    def __init__(self, value: Any) -> None:
        self.value = value


def batches(texts: list[str], numbers: list[int], size: int) -> list[Any]:
    return [
        pa.record_batch({"number": numbers[at : at + size], "text": texts[at : at + size]})
        for at in range(0, len(texts), size)
    ]


def by_bucket(found: Iterable[Any]) -> list[Any]:
    """As Spark deals them: the rows of one bucket side by side, in batches of five."""
    rows = sorted((row for batch in found for row in batch.to_pylist()), key=lambda row: row["bucket"])
    kinds = {
        "bucket": pa.int32(),
        **{name: pa.binary() for name in (rows[0] if rows else {}) if name != "bucket"},
    }
    schema = pa.schema(list(kinds.items()))
    return [pa.RecordBatch.from_pylist(rows[at : at + 5], schema=schema) for at in range(0, len(rows), 5)]


def corpus() -> list[str]:
    chosen = random.Random(5)
    words = [f"w{n}" for n in range(18)]
    texts = [" ".join(chosen.choices(words, k=chosen.randrange(40))) for _ in range(200)]
    return texts + ["the same seven words in a row everywhere"] * 30 + texts[:40]


@pytest.mark.parametrize("finer", [0, 3])
@pytest.mark.parametrize("held", [1, 500, 1 << 22])
@pytest.mark.parametrize("width", [7, 1000])
def test_pairs_are_those_of_the_local_engine(
    finer: int, held: int, width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cells, "HELD", held)
    texts = corpus()
    copies = np.arange(230, 270)
    marks = kernels.marks(copies)
    found = kernels.entries(Shared(marks), finer)(batches(texts, list(range(len(texts))), 33))
    pairs = by_bucket(kernels.paired(width)(by_bucket(found)))
    words = words_of(texts)
    sizes = np.minimum(255, np.diff(words.bounds)).astype(np.uint8)
    rows = [row for batch in kernels.repeated(Shared(sizes))(pairs) for row in batch.to_pylist()]
    got = [
        (pair >> 32, pair & 0xFFFFFFFF)
        for row in sorted(rows, key=lambda row: row["bucket"])
        for pair in np.frombuffer(row["cell0"], np.uint64).tolist()
    ]
    entries, _ = entries_of(words_of(texts[:230]), 0, 0)
    first, second = repeated(pairs_in(entries), np.diff(words.bounds))
    assert len(first) > 100
    assert got == list(zip(first.tolist(), second.tolist(), strict=True))
    assert {row["bucket"] for row in rows} == set((first // width).tolist())


def test_marks_tell_which_numbers_were_marked() -> None:
    bits = kernels.marks(np.array([0, 7, 8, 4_000]))
    asked = np.array([0, 1, 7, 8, 9, 4_000, 4_001, 10_000])
    assert kernels.marked(bits, asked).tolist() == [True, False, True, True, False, True, False, False]
    assert not kernels.marked(kernels.marks(np.array([], dtype=np.int64)), asked).any()


def test_copies_are_told_with_their_earliest() -> None:
    prints = np.array([5, 9, 5, -3, 9, 5], dtype=np.int64)
    batch = pa.record_batch({"number": [10, 11, 2, 13, 14, 15], "print": prints})
    found = [row for one in kernels.copied(by_bucket(kernels.printed([batch]))) for row in one.to_pylist()]
    told = {(row["number"], row["original"]) for row in found}
    assert told == {(10, 2), (15, 2), (14, 11)}


@pytest.mark.parametrize("held", [1, 900, 1 << 22])
@pytest.mark.parametrize("width", [7, 1000])
def test_scores_are_those_of_the_local_engine(held: int, width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scores, "HELD", held)
    texts = corpus()
    words = words_of(texts)
    short = (words.hashes >> np.uint64(32)).astype(np.uint32)
    weights = weights_of(frequencies(short))
    chosen = random.Random(9)
    picked = sorted({tuple(sorted(chosen.sample(range(len(texts)), 2))) for _ in range(600)} | {(0, 230)})
    first, second = (np.array(side) for side in zip(*picked, strict=True))
    times = np.array([chosen.randrange(1, 9) for _ in picked], dtype=np.uint32)
    packed_pairs = first.astype(np.uint64) << np.uint64(32) | second.astype(np.uint64)
    pairs = by_bucket([cells.dealt(first // width, packed_pairs, times)])
    rows = [(n, short[words.bounds[n] : words.bounds[n + 1]].tobytes()) for n in range(len(texts))]
    table = [pa.record_batch({"number": [n for n, _ in rows], "words": pa.array([w for _, w in rows])})]

    def in_turn(*several: Iterable[Any]) -> list[Any]:
        told = [row for some in several for batch in some for row in batch.to_pylist()]
        told.sort(key=lambda row: (row["bucket"], row["kind"]))
        kinds = {"bucket": pa.int32(), "kind": pa.int8()}
        schema = pa.schema([(name, kinds.get(name, pa.binary())) for name in told[0]])
        return [pa.RecordBatch.from_pylist(told[at : at + 3], schema=schema) for at in range(0, len(told), 3)]

    asked = in_turn(scores.in_ranges(width)(table), scores.asking(width)(pairs))
    answered = in_turn(scores.in_ranges(width)(table), scores.answering(width)(asked))
    found = [row for batch in scores.scored(weights, 0.1)(answered) for row in batch.to_pylist()]
    sizes = np.diff(words.bounds)
    enough = often_enough(times.astype(np.int64), sizes[first], sizes[second])
    told = resemblance(short, words.bounds, (first[enough], second[enough]), weights, 0.1)
    columns = (first[enough].tolist(), second[enough].tolist(), told.tolist())
    wanted = [row for row in zip(*columns, strict=True) if row[2] >= 0.1]
    assert 20 < len(wanted) < len(picked)
    assert sorted((row["i"], row["j"], row["score"]) for row in found) == wanted


def test_a_text_that_is_no_text_is_told_and_the_rest_goes_on() -> None:
    broken = pa.array([b"one two three", b"\xff\xfe broken", b"four five"]).view(pa.string())
    batch = pa.record_batch({"number": pa.array([1, 2, 3]), "text": broken})
    (found,) = kernels.hashed([batch])
    assert found.column(2).to_pylist() == [3, 0, 2]
    told = found.column(4).to_pylist()
    assert (told[0], told[2]) == (None, None)
    assert told[1].startswith("UnicodeDecodeError")
