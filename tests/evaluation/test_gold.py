"""Pairs and details against hand-made gold, with floors that a change may raise and not lower."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import compare
from compare.evaluation.collation import Found, met, of_documents

# Pair: (folder below the source, gold file, a, b) and the floors: shared pairs found, details met.
ORIGINALS = {
    "baku": ("001_7bad1092f1f98259.txt", "003_58f7478ab411ec6c.txt", 5, 11),
    "karabakh": ("002_950a7a5310c0cda2.txt", "004_37b431f5f26a6a53.txt", 4, 2),
}
SAMPLES = {
    "baku": ("baku-2024-a.ar.txt", "baku-2024-b.ar.txt", 9, 20),
    "karabakh": ("apology-2023.ar.txt", "call-2021.ar.txt", 4, 2),
}


def _compared(folder: Path, a: str, b: str) -> compare.Comparison:
    return compare.compare([compare.read(folder / a), compare.read(folder / b)])


def _found(gold: Path, folder: Path, a: str, b: str) -> Found:
    rows = json.loads(gold.read_text(encoding="utf-8"))
    return met(_compared(folder, a, b), of_documents(rows, a, b))


def _assert_floors(found: Found, shared: int, details: int) -> None:
    assert found.found("trap")[0] == 0, [p for p in found.pairs if p[0] == "trap" and p[3]]
    assert found.found("boilerplate")[0] == 0
    assert found.found("shared")[0] >= shared, [p for p in found.pairs if p[0] == "shared" and not p[3]]
    assert sum(met for _, met in found.details) >= details, [d for d, met in found.details if not met]


@pytest.mark.parametrize("pair", ORIGINALS)
def test_originals(shared: Path, pair: str) -> None:
    a, b, pairs, details = ORIGINALS[pair]
    found = _found(shared / "gold" / "seeds_pairs.json", shared / "seeds", a, b)
    _assert_floors(found, pairs, details)


@pytest.mark.parametrize("pair", SAMPLES)
def test_samples(root: Path, pair: str) -> None:
    a, b, pairs, details = SAMPLES[pair]
    found = _found(root / "seeds" / "gold" / "pairs.json", root / "seeds" / "texts", a, b)
    _assert_floors(found, pairs, details)


@pytest.mark.xfail(strict=True, reason="knowledge of the world: see TRICKY_CASES.md, known misses")
def test_the_denied_distance_is_found(shared: Path) -> None:
    a, b, *_ = ORIGINALS["baku"]
    found = _found(shared / "gold" / "seeds_pairs.json", shared / "seeds", a, b)
    assert found.found("conflict") == (1, 1)


def test_the_footer_is_left_out(shared: Path) -> None:
    a, b, *_ = ORIGINALS["karabakh"]
    result = _compared(shared / "seeds", a, b)
    texts = {w.id: w.text for w in result.witnesses}
    left_out = {texts[e.witness][e.start : e.end].split(":")[0] for e in result.excluded}
    assert {"الصورة", "المصدر"} <= left_out


def _published(data: dict[str, str], file: str) -> str:
    return data[file[:3]]


def test_every_date_of_the_originals_is_right(shared: Path) -> None:
    gold = json.loads((shared / "gold" / "seeds_dates.json").read_text(encoding="utf-8"))
    wrong = []
    for file in sorted({d["file"] for d in gold["dates"]}):
        text = (shared / "seeds" / file).read_text(encoding="utf-8")
        day = _published(gold["publication"], file)
        found = {
            (d.start, d.end): d.value for d in compare.extract_details(text, day) if d.kind.value == "date"
        }
        rows = [d for d in gold["dates"] if d["file"] == file]
        wrong += [(d, found.get((d["start"], d["end"]))) for d in rows if _value(found, d) != d["value"]]
        extra = set(found) - {(d["start"], d["end"]) for d in rows}
        wrong += [(file, text[start:end]) for start, end in extra]
    assert wrong == []


def _value(found: dict[tuple[int, int], object], row: dict[str, object]) -> object:
    return found.get((row["start"], row["end"]))  # type: ignore[arg-type]


def test_every_number_of_the_originals_is_right(shared: Path) -> None:
    gold = json.loads((shared / "gold" / "seeds_numbers.json").read_text(encoding="utf-8"))
    kinds = {"number", "percent", "money", "duration"}
    wrong = []
    for file in sorted({n["file"] for n in gold["numbers"]}):
        text = (shared / "seeds" / file).read_text(encoding="utf-8")
        details = compare.extract_details(text, "2024-08-18")
        found = {(d.start, d.end): (d.value, d.unit) for d in details if d.kind.value in kinds}
        for row in gold["numbers"]:
            if row["file"] == file and found.get((row["start"], row["end"])) != (row["value"], row["unit"]):
                wrong.append((row, found.get((row["start"], row["end"]))))
        for row in gold["numbers_in_names"]:
            if row["file"] == file:
                wrong += [row for start, end in found if row["start"] <= start and end <= row["end"]]
    assert wrong == []
