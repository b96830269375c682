"""Whole comparisons of mutated texts through every writer, and files of decisions, for some minutes.

Run: python -m tests.fuzz.whole --minutes 10 --out FOLDER
"""

from __future__ import annotations

import argparse
import csv
import faulthandler
import io
import json
import random
import resource
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from lxml import etree

from compare.errors import CompareError
from compare.ingest.decisions import parse_decisions
from compare.model.text import Witness
from compare.report.writers import WRITERS
from compare.workflow import compare

TEXTS = Path(__file__).resolve().parents[2] / "seeds" / "texts"
SECONDS = 10
_DRAWN = ("png", "svg")  # slow, and drawn from the same result: in every tenth run
_ODD = (
    *(
        "\0",
        "\x1b[31m",
        "\u202e",
        "\u2066",
        "\ufeff",
        "\ufffd",
        "\ud800",
        "\U0010ffff",
        "\u0300" * 40,
        "ـ" * 30,
    ),
    *(
        "=1+1",
        "@SUM(A1)",
        "</script><script>",
        "]]>",
        "&x;",
        "<!--",
        "{{ x }}",
        "|",
        "`",
        "\\",
        '"',
        "'",
        "\r",
    ),
    *(
        "\u2028",
        "\x85",
        "\x0b",
        "9" * 60,
        "1e999",
        "٠٫٠",
        "-0",
        "1/0/0",
        "31 February 2024",
        "99:99",
        "%",
        "$",
    ),
    *(
        "لا",
        "не ",
        "not ",
        "«",
        "»",
        "“",
        ". ",
        ".\n\n",
        "\n",
        "\t",
        "   ",
        "\u200f",
        "\u00ad",
        "\u200d",
        "ﷺ",
        "ﷲ",
    ),
    *(
        "مليون ",
        "دولار ",
        "million ",
        "per cent",
        "yesterday",
        "١٥ محرم ١٤٤٥",
        "0000-00-00",
        "year 99999",
        "٪",
    ),
)
_DECISIONS = (
    '{"schema_version": "1.0", "inputs": [], "decisions": []}',
    '{"schema_version": "1.0", "inputs": [{"id": "a", "sha256": "00"}], '
    '"decisions": [{"type": "note", "on": "c1", "text": "x"}]}',
)


def seeds() -> list[str]:
    return [path.read_text("utf-8") for path in sorted(TEXTS.glob("*.txt"))]


def mutated(text: str, chance: random.Random, others: Sequence[str]) -> str:
    """A text after one to twelve mishaps."""
    for _ in range(chance.randint(1, 12)):
        at, size = chance.randint(0, len(text)), chance.choice((1, 3, 20, 200))
        kind = chance.randint(0, 5)
        if kind == 0:
            text = text[:at] + text[at + size :]
        elif kind <= 2:
            text = text[:at] + chance.choice(_ODD) * chance.choice((1, 1, 2, 30)) + text[at:]
        elif kind == 3:
            text = text[:at] + text[at : at + size] * 3 + text[at + size :]
        elif kind == 4:
            other = chance.choice(others)
            start = chance.randint(0, len(other))
            text = text[:at] + other[start : start + 300] + text[at:]
        else:
            letters = list(text[at : at + size])
            chance.shuffle(letters)
            text = text[:at] + "".join(letters) + text[at + size :]
    return text


def pair(number: int) -> tuple[str, str]:
    """The two texts of a number: two copies of one story, or two stories."""
    chance, texts = random.Random(number), seeds()
    one = chance.choice(texts)
    other = one if chance.random() < 0.6 else chance.choice(texts)
    return mutated(one, chance, texts), mutated(other, chance, texts)


def wrong(a: str, b: str, drawn: bool = False) -> str | None:
    """What is wrong with how two texts are compared and written, or None."""
    begun = time.monotonic()
    try:
        result = compare([Witness.from_text(a, id="a"), Witness.from_text(b, id="b")])
        for claim in result.differences:
            texts = {w.id: w.text for w in result.witnesses}
            for value in claim.values:
                if value.quote is not None and texts[value.witness][value.start : value.end] != value.quote:
                    return "a quotation does not stand where it is said to"
        files: dict[str, bytes] = {}
        for name, writer in WRITERS.items():
            if drawn or name not in _DRAWN:
                files |= writer(result, "ar" if len(a) % 2 else "en")
        for name, data in files.items():
            _opened(name, data)
    except CompareError:
        return None
    except Exception as error:  # noqa: BLE001 - a find of any kind is what is looked for
        return f"{type(error).__name__}: {error}"
    seconds = time.monotonic() - begun
    return f"took {seconds:.0f} seconds" if seconds > SECONDS else None


def _opened(name: str, data: bytes) -> None:
    """Reads a written file back by its own rules. Raises what the reader raises."""
    if name.endswith((".json", ".jsonld")):
        json.loads(data)
    elif name.endswith(".csv"):
        rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
        assert len({len(row) for row in rows}) == 1, f"{name} has rows of different lengths"
    elif name.endswith((".xml", ".svg")):
        etree.fromstring(data, etree.XMLParser(huge_tree=True))
    elif name.endswith((".xlsx", ".docx")):
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            for part in packed.namelist():
                if part.endswith((".xml", ".rels")):
                    etree.fromstring(packed.read(part), etree.XMLParser(huge_tree=True))
    else:
        data.decode() if name.endswith((".html", ".md")) else None


def wrong_decisions(number: int) -> str | None:
    """What is wrong with how a damaged file of decisions is read, or None."""
    chance = random.Random(number)
    text = mutated(chance.choice(_DECISIONS), chance, _DECISIONS)
    try:
        parse_decisions(text.encode("utf-8", "surrogatepass"))
    except CompareError:
        return None
    except Exception as error:  # noqa: BLE001 - a find of any kind is what is looked for
        return f"{type(error).__name__}: {error}"
    return None


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--minutes", type=float, default=5)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--out", type=Path, default=Path("fuzz-finds"))
    told = parser.parse_args()
    told.out.mkdir(parents=True, exist_ok=True)
    resource.setrlimit(resource.RLIMIT_AS, (2_000_000_000, 2_000_000_000))
    end, number, tried, found = time.monotonic() + 60 * told.minutes, told.seed, 0, Counter[str]()
    while time.monotonic() < end:
        number += 1
        faulthandler.dump_traceback_later(60, exit=True)  # a hang ends the run and says where
        a, b = pair(number)
        for kind, what in (("pair", wrong(a, b, number % 10 == 0)), ("decisions", wrong_decisions(number))):
            tried += 1
            if what:
                found[f"{kind} {what[:160]}"] += 1
                print(number, kind, what[:300], flush=True)
                if kind == "pair":
                    (told.out / f"{number}.json").write_text(json.dumps([a, b]))
    faulthandler.cancel_dump_traceback_later()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(f"{tried} tried, up to number {number}, {found.total()} finds, largest memory {peak:.2f} GB")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
