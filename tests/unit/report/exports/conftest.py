"""The sample comparison, a hostile one, and the programs that open what is exported."""

from __future__ import annotations

import gzip
import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import compare
from compare.model.claim import Cell, State
from compare.model.result import Copied, Evidence, Excluded, Note, Origin, Place, Result
from compare.model.reuse import LinkKind, Reuse
from compare.model.text import Span
from tests.unit.report.pages import build

TRAPS = (
    '=HYPERLINK("http://x.test","y")',
    "+1+cmd|'/C",
    "-2+3",
    "@SUM(1)",
    "\t=1+1",
    "\r=1+1",
    "</script><script>alert(1)</script>",
    "<img/src=x/onerror=alert(2)>",
    "<!--",
    "]]>",
    "&amp;&#0;",
    "</div></details>",
    "|a|b|",
    "`c`d",
    "[x](javascript:alert(1))",
    "http://x.test/?q",
    "../../etc/passwd",
    "\x1b[31m\x07",
    "\u202eabc\u2066",
    "\u2069\u2068x",
    "\x00nul",
    "\ud800x",
    "_x0041_",
    "{{7*7}}{label}%s",
    "\ufffe\uffff",
    "\u0600\u06dd",
    "a\u0300" * 40,
    "😀" * 20,
)
"""Beginnings of texts, each meant to break a format."""


def hostile_result(traps: tuple[str, ...] = TRAPS) -> Result:
    """Two accounts with every trap in every field that a document fills."""
    told = " ".join(traps) + " \r\n\n نهاية"
    made = build([told, told[::-1] + " x"], title=told)
    first, second = made.witnesses
    witnesses = tuple(replace(w, outlet=told, path=told, language="ar") for w in (first, second))
    span = Span(0, len(traps[0]))
    evidence = Evidence("verbatim", (first.id, second.id), 0.5, told, (Place(first.id, 0, 9),))
    claim = replace(
        made.claims[0],
        label=told,
        cells=(Cell(first.id, State.DIFFERS), Cell(second.id, State.MORE_PRECISE)),
    )
    return replace(
        made,
        witnesses=witnesses,
        claims=(claim,),
        differences=tuple(replace(d, because=told) for d in made.differences),
        reuse=(Reuse(first.id, span, second.id, span, LinkKind.NEAR, 0.7),),
        origins=(
            Origin("o1", (first.id, second.id), told, (evidence,), (Copied(first.id, second.id, told),)),
        ),
        excluded=(Excluded(first.id, 0, 9, told),),
        notes=(Note("x", told), Note("undated", f"{told}: no date")),
    )


@pytest.fixture(scope="session")
def sample(root: Path) -> compare.Comparison:
    """The two Arabic accounts of the sample corpus."""
    names = ("baku-2024-a.ar", "baku-2024-b.ar")
    read = [compare.read(root / "seeds" / "texts" / f"{name}.txt") for name in names]
    return compare.compare([replace(w, path=f"seeds/{w.id}.txt") for w in read])


@pytest.fixture(scope="session")
def hostile() -> Result:
    return hostile_result()


@pytest.fixture(scope="session")
def schema() -> Any:
    """The schema of all of TEI, version 4.3.0 (TEI_LICENCE.md beside it); reading it takes seconds."""
    etree = pytest.importorskip("lxml.etree")
    packed = Path(__file__).with_name("tei_all.rng.gz").read_bytes()
    return etree.RelaxNG(etree.fromstring(gzip.decompress(packed)))


def needed(*names: str) -> str:
    """The path of a program; where it is missing the test is skipped, and fails in CI."""
    for name in names:
        if found := shutil.which(name):
            return found
    reason = f"needs {names[0]}"
    if os.environ.get("CI") == "true":
        pytest.fail(f"{reason}, which CI must have")
    pytest.skip(reason)


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Callable[[bytes, str, str], bytes]:
    """Converts a file by LibreOffice: (bytes, ending, filter of the target) -> bytes."""
    program = needed("soffice", "libreoffice")
    profile = tmp_path_factory.mktemp("office")

    def convert(data: bytes, ending: str, wanted: str) -> bytes:
        folder = tmp_path_factory.mktemp("converted")
        (folder / f"in.{ending}").write_bytes(data)
        run = subprocess.run(
            [
                program,
                f"-env:UserInstallation={profile.as_uri()}",
                "--headless",
                "--convert-to",
                wanted,
                "--outdir",
                str(folder / "out"),
                str(folder / f"in.{ending}"),
            ],
            capture_output=True,
            timeout=100,
            check=False,
        )
        # A sheet's name stands in the name of its file.
        made = sorted((folder / "out").glob(f"in*.{wanted.partition(':')[0]}"))
        assert len(made) == 1, run.stdout.decode() + run.stderr.decode()
        return made[0].read_bytes()

    return convert


def words_of_pdf(data: bytes, folder: Path) -> str:
    """What a reader of a PDF finds in it, without the marks of direction that pdftotext adds."""
    program = needed("pdftotext")
    (folder / "read.pdf").write_bytes(data)
    run = subprocess.run(
        [program, "-enc", "UTF-8", str(folder / "read.pdf"), "-"],
        capture_output=True,
        timeout=60,
        check=True,
    )
    return "".join(
        c for c in run.stdout.decode() if c not in "\u202a\u202b\u202c\u200e\u200f\u2066\u2067\u2068\u2069"
    )
