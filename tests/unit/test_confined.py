"""The process that reads hostile files: held to its time and memory, replaced when broken."""

from __future__ import annotations

import dataclasses
import os
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

from compare import confined
from compare.confined import read_confined
from compare.errors import InputError
from compare.ingest.files import Contents
from compare.model.text import Evidence, PassageKind, Published, Span, Witness
from compare.settings import Settings
from tests.fuzz.mutations import samples

PAGE = samples()["page.html"]


def read(data: bytes = PAGE, **knobs: Any) -> Contents:
    return read_confined(data, id="a", path="page.html", settings=Settings(**knobs))


def test_a_page_is_read_as_in_this_process() -> None:
    from compare.ingest.files import read_file

    here = read_file(PAGE, id="a", path="page.html", means=confined.means(Settings()))
    assert read().witnesses == here.witnesses


def test_one_process_serves_many_files() -> None:
    read()
    first = confined._Reader._only
    read()
    assert confined._Reader._only is first is not None


def test_what_takes_too_long_is_stopped_and_the_next_file_is_read() -> None:
    read()
    with pytest.raises(
        InputError, match=r"page\.html: Reading this took longer than 0\.001 seconds\."
    ) as caught:
        read(PAGE * 50, reading_seconds=0.001, max_input_bytes=50_000_000)
    assert caught.value.slug == "too-slow"
    assert read().witnesses


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux holds a process to its address space")
def test_what_needs_too_much_memory_is_told_and_the_next_file_is_read() -> None:
    with pytest.raises(InputError) as caught:
        read(b"<html><body>" + b"<p>words</p>" * 8_000_000, reading_memory=400_000_000, max_input_bytes=10**9)
    assert caught.value.slug in ("too-large", "damaged")
    assert read().witnesses


def test_a_process_that_dies_is_replaced() -> None:
    read()
    reader = confined._Reader._only
    assert reader is not None
    timer = threading.Timer(0, reader.process.kill)
    timer.start()
    timer.join()
    reader.process.wait()
    assert read().witnesses
    assert confined._Reader._only is not reader


def test_death_within_a_file_is_told_in_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    read()
    reader = confined._Reader._only
    assert reader is not None
    monkeypatch.setattr(confined, "_send", lambda *_: reader.process.kill())
    with pytest.raises(InputError, match="broke its reader"):
        read()
    monkeypatch.undo()
    assert read().witnesses


def test_a_witness_comes_through_whole() -> None:
    witness = Witness(
        id="a",
        text="half \ud800 a surrogate",
        published=Published("2024-08-18", "stated", Span(1, 2)),
        marks=((0, 4, PassageKind.HEADLINE),),
        notes=(("slug", "message"),),
        evidence=(
            Evidence("title", "x", "stated", "h1", Span(0, 1)),
            Evidence("agency", "y", "inferred", "text"),
        ),
        languages=((0, 3, "en"),),
    )
    plain = confined._plain(Contents([witness], [("a", "b")]))
    import json

    again = confined._contents(json.loads(json.dumps(plain)))
    assert again == Contents([witness], [("a", "b")])
    assert {f.name for f in dataclasses.fields(Witness)} == set(plain["witnesses"][0])  # type: ignore[index]


def test_the_process_starts_wherever_one_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PYTHONPATH", raising=False)
    confined._Reader.end()
    assert read().witnesses
    assert not any(os.scandir(tmp_path))
