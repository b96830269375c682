"""Formats, encodings and languages: what programs write is read back, word by word and in order."""

from __future__ import annotations

import difflib
import os
import re
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

from compare.inputs import gather
from tests.producers.make import ENCODINGS, encoded, make
from tests.producers.texts import LANGUAGES, text_of

RECALL, ORDER = 0.98, 0.95
EXACT = ("txt", "html", "csv", "jsonl", "json", "eml", "mbox")
"""Formats of text: nothing may be lost."""


def words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKC", text)
    return re.findall(
        r"\w+", "".join(c for c in plain if unicodedata.category(c) not in ("Cf", "Mn") and c != "\u0640")
    )


def score(wanted: str, found: str) -> tuple[float, float]:
    """Word recall, and the share of words that are found in their order."""
    left, right = words(wanted), words(found)
    counted, there = Counter(left), Counter(right)
    recall = sum(min(count, there[word]) for word, count in counted.items()) / len(left)
    blocks = difflib.SequenceMatcher(None, left, right, autojunk=False).get_matching_blocks()
    return recall, sum(block.size for block in blocks) / len(left)


CELLS = {
    "python": 5 * len(LANGUAGES) + 2 * sum(map(len, ENCODINGS.values())),
    "pandoc": 5 * len(LANGUAGES),
    "chromium": len(LANGUAGES),
    "libreoffice": 5 * len(LANGUAGES),
    "weasyprint": len(LANGUAGES),
}
"""Files of each producer: formats or encodings, times languages."""
IN_CI = ("python", "pandoc", "chromium", "libreoffice")
"""Producers that the machine of the checks has."""


@pytest.mark.timeout(300)
@pytest.mark.parametrize("producer", CELLS)
def test_every_cell_of_the_matrix(producer: str, tmp_path: Path) -> None:
    made = make(tmp_path, producer)
    if not made:
        reason = f"{producer} is not here: its {CELLS[producer]} cells are not measured"
        if producer in IN_CI and os.environ.get("CI", "").lower() in ("1", "true", "yes"):
            pytest.fail(f"{reason}, and CI must have it")
        pytest.skip(reason)
    cells: dict[tuple[str, str], tuple[float, float]] = {}
    for (kind, language), place in sorted(made.items()):
        reading = gather([str(place)])
        text = "\n".join(witness.text for witness in reading.witnesses)
        encoding = kind.split()[-1] if kind.startswith(("txt ", "html ")) else "utf-8"
        wanted = encoded(language, encoding)[0] if encoding in ENCODINGS[language] else text_of(language)
        cells[kind, language] = score(wanted, text)
    _print(cells)
    for (kind, language), (recall, order) in cells.items():
        exact = kind.split()[0] in EXACT
        assert recall >= (1.0 if exact else RECALL), (kind, language, recall)
        assert order >= (1.0 if exact else ORDER), (kind, language, order)
    assert len(cells) == CELLS[producer]


def _print(cells: dict[tuple[str, str], tuple[float, float]]) -> None:
    print(f"\n{'word recall/order':24}" + "".join(f"{language:>12}" for language in LANGUAGES))
    for kind in sorted({kind for kind, _ in cells}):
        row = [cells.get((kind, language)) for language in LANGUAGES]
        print(f"{kind:24}" + "".join(f"{f'{c[0]:.3f}/{c[1]:.3f}' if c else '-':>12}" for c in row))


def test_the_score_sees_what_is_lost_and_what_is_out_of_order(tmp_path: Path) -> None:
    text = "one two three four five six seven eight nine ten"
    assert score(text, text) == (1.0, 1.0)
    assert score(text, "one two three four five") == (0.5, 0.5)
    recall, order = score(text, " ".join(reversed(text.split())))
    assert (recall, order) == (1.0, 0.1)
