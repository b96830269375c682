"""Files of postings: written whole, merged in order, checked."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from compare.archive import segments
from compare.archive.segments import SLOTS, Listed, Postings
from compare.errors import InputError


def some(seed: int, count: int, first: int = 0) -> Postings:
    chance = np.random.default_rng(seed)
    keys = chance.integers(0, 1 << 64, count, dtype=np.uint64)
    keys[::3] = 7  # one key many times
    passages = (first + np.arange(count)).astype(np.uint32)
    return segments.in_order(keys, passages, chance.integers(0, 9, SLOTS).astype(np.uint32))


def entries(postings: Postings) -> list[tuple[int, int]]:
    return list(zip(postings.keys.tolist(), postings.passages.tolist(), strict=True))


def test_what_is_written_is_read(tmp_path: Path) -> None:
    postings = some(1, 1000)
    listed = segments.write(tmp_path, "a.postings", postings)
    again = segments.read(tmp_path, listed)
    assert entries(again) == entries(postings)
    assert again.counts.tolist() == postings.counts.tolist()
    assert (tmp_path / "a.postings").stat().st_size == 64 + 12 * 1000 + 4 * SLOTS
    assert [path.name for path in tmp_path.iterdir()] == ["a.postings"]


def test_joined_and_packed_keep_everything_in_order() -> None:
    old, new = some(1, 300), some(2, 200, first=300)
    both = segments.joined(old, new)
    assert entries(both) == sorted(entries(old) + entries(new))
    keys, passages = segments.unpacked(segments.packed(both))
    assert (keys.tolist(), passages.tolist()) == (both.keys.tolist(), both.passages.tolist())


@pytest.mark.parametrize("piece", [1 << 21, 100])
def test_a_merge_holds_all_postings_in_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, piece: int
) -> None:
    monkeypatch.setattr(segments, "_PIECE", piece)
    # The second holds earlier passages than the first.
    parts = [some(1, 500, first=900), some(2, 400, first=0), some(3, 1)]
    listed = [segments.write(tmp_path, f"{n}.postings", part) for n, part in enumerate(parts)]
    merged = segments.read(tmp_path, segments.merge(tmp_path, "all.postings", listed))
    assert entries(merged) == sorted(entry for part in parts for entry in entries(part))
    assert merged.counts.tolist() == sum(part.counts for part in parts).tolist()


@pytest.mark.parametrize("count", [1, 64, 500, 20_000])
def test_keys_are_found_through_steps_as_without(monkeypatch: pytest.MonkeyPatch, count: int) -> None:
    postings = some(4, count)
    monkeypatch.setattr(segments, "_STEPS_FROM", 64)
    stepped = segments.with_steps(postings)
    assert (stepped.steps is None) == (count < 64)
    chance = np.random.default_rng(9)
    asked = np.concatenate((postings.keys, chance.integers(0, 1 << 64, 500, dtype=np.uint64)))
    asked = np.append(asked, np.array([0, (1 << 64) - 1], dtype=np.uint64))
    assert stepped.places(asked).tolist() == np.searchsorted(postings.keys, asked).tolist()


def test_eight_of_one_size_are_merged() -> None:
    small = [Listed(f"{n}", 70_000, "") for n in range(9)]
    assert segments.to_merge(small[:7]) == ()
    assert segments.to_merge(small) == tuple(small[:8])
    large = [Listed(f"l{n}", 700_000, "") for n in range(7)]
    assert segments.to_merge([*small[:7], *large]) == ()


@pytest.mark.parametrize("place", [0, 40, 64, 5000, -1])
def test_a_flipped_byte_is_met(tmp_path: Path, place: int) -> None:
    listed = segments.write(tmp_path, "a.postings", some(1, 1000))
    data = bytearray((tmp_path / "a.postings").read_bytes())
    data[place] ^= 0x10
    (tmp_path / "a.postings").write_bytes(data)
    with pytest.raises(InputError, match=r"a\.postings are damaged: the checksum is another"):
        segments.read(tmp_path, listed)
    with pytest.raises(InputError, match="damaged"):
        segments.merge(tmp_path, "b.postings", [listed])
    assert [path.name for path in tmp_path.iterdir()] == ["a.postings"]


def test_swapped_blocks_a_cut_and_a_missing_file_are_met(tmp_path: Path) -> None:
    listed = segments.write(tmp_path, "a.postings", some(1, 100_000))
    path = tmp_path / "a.postings"
    data, block = path.read_bytes(), 8 * segments._BLOCK
    path.write_bytes(data[block : 2 * block] + data[:block] + data[2 * block :])
    assert "checksum" in str(segments.fault_of(tmp_path, listed))
    path.write_bytes(data[:-1])
    assert "bytes instead of" in str(segments.fault_of(tmp_path, listed))
    path.unlink()
    assert "is missing" in str(segments.fault_of(tmp_path, listed))


def test_a_failed_write_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(segments.os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        segments.write(tmp_path, "a.postings", some(1, 10))
    assert list(tmp_path.iterdir()) == []
