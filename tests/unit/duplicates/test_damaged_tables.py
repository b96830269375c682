"""Tables that are damaged: what can be read is read, and the rest is named."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from compare import streams
from compare.duplicates.paragraphs import Paragraphs, _is_one_word

PARK = "Городской совет открыл новый парк на набережной после года ремонта и высадил тысячу деревьев."


def read(path: Path) -> tuple[dict[str, tuple[int, tuple[int, ...]]], list[str]]:
    paragraphs = Paragraphs([str(path)])
    texts = list(paragraphs)
    assert not paragraphs.failures
    return {fault.slug: (fault.count, fault.rows) for fault in paragraphs.faults}, texts


def test_broken_characters_of_wide_text_are_noted(tmp_path: Path) -> None:
    data = f"text\toutlet\n{PARK}\tA\n{PARK}@\tB\n{PARK}\tC\n".encode("utf-16")
    path = tmp_path / "a.tsv"
    path.write_bytes(data.replace("@".encode("utf-16-le"), b"\x00\xd8"))
    faults, texts = read(path)
    assert faults["rows-damaged"] == (1, (3,))
    assert len(texts) == 3
    path.write_bytes(data)
    assert "rows-damaged" not in read(path)[0]


@pytest.mark.parametrize("end", ["\n", ""])
def test_a_line_that_is_too_long_is_one_bad_line(
    end: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streams, "_LONGEST", 1000)
    good = json.dumps({"text": PARK}, ensure_ascii=False)
    long = json.dumps({"text": PARK * 40}, ensure_ascii=False)
    path = tmp_path / "a.jsonl"
    path.write_text(f"{good}\n{long}\n{good}\n{long}{end}", "utf-8")
    faults, texts = read(path)
    assert faults["lines-unreadable"] == (2, (2, 4))
    assert texts == [PARK, PARK]


@pytest.mark.parametrize("name", ["a.jsonl.gz", "a.csv.gz"])
def test_a_small_packed_table_that_was_cut_off(name: str, tmp_path: Path) -> None:
    rows = [f"{PARK} {n * 7919}" for n in range(300)]
    if "json" in name:
        lines = [json.dumps({"text": row}, ensure_ascii=False) for row in rows]
    else:
        lines = ["text", *rows]
    whole = gzip.compress("".join(f"{line}\n" for line in lines).encode())
    path = tmp_path / name
    path.write_bytes(whole[: len(whole) * 2 // 3])
    faults, texts = read(path)
    assert "file-cut-off" in faults
    assert 100 < len(texts) < 300
    assert texts == rows[: len(texts)]


@pytest.mark.parametrize("gap", [" ", "  ", "\t", "\u00a0", ", "])
def test_one_word_over_and_over(gap: str) -> None:
    assert _is_one_word(gap.join(["عاجل"] * 30))
    assert not _is_one_word(gap.join(["عاجل"] * 10))


def test_texts_that_only_begin_with_a_word_twice_are_no_single_word() -> None:
    assert not _is_one_word("no no " + PARK * 3)
    assert not _is_one_word("a " + " ".join(f"a{n}bcd" for n in range(50)))
    assert not _is_one_word("")
