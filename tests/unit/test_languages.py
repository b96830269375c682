"""Accounts in Arabic, English, Russian and French of one visit: what is aligned across languages.

The gold was written by reading, before anything was measured on it; the thresholds of alignment across
languages were then chosen on it. It is a specification, and no measure of how the program fares elsewhere.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import compare
from compare.match import semantic
from compare.workflow import Comparison

VISIT = ("baku-2024-a.ar", "baku-2024-b.ar", "baku-2024-c.en", "baku-2024-d.ru", "baku-2024-e.fr")
OTHERS = ("moscow-2024.ar", "apology-2023.ar", "call-2021.ar")
with_encoder = pytest.mark.skipif(not semantic.available(), reason="tawatur[semantic] is not installed")


@dataclass(frozen=True)
class Aligned:
    """What came of the gold: pairs linked, and for each claim and pair of languages whether it is aligned."""

    pairs: Mapping[str, list[bool]]
    claims: Mapping[tuple[str, str], bool]
    wrong: float


@pytest.fixture(scope="module")
def gold(root: Path) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(
        (root / "seeds" / "gold" / "languages.json").read_text(encoding="utf-8")
    )
    return rows


@pytest.fixture(scope="module")
def compared(root: Path) -> Callable[..., Comparison]:
    def run(align_by: str, *names: str) -> Comparison:
        witnesses = [compare.read(root / "seeds" / "texts" / f"{name}.txt") for name in names]
        return compare.compare(witnesses, compare.Settings(align_by=align_by))

    return run


def aligned(result: Comparison, gold: list[dict[str, Any]]) -> Aligned:
    names = {w.id: f"{w.id}.txt" for w in result.witnesses}
    sentences = [p for p in result.passages if p.kind == "sentence"]

    def sentence(side: Mapping[str, Any]) -> str:
        """The sentence that holds most of a quoted stretch."""
        own = [p for p in sentences if names[p.witness] == side["doc"]]
        return max(own, key=lambda p: min(p.end, side["end"]) - max(p.start, side["start"])).id

    linked = {frozenset((link.a, link.b)) for link in result.links}
    pairs: dict[str, list[bool]] = defaultdict(list)
    claims: dict[tuple[str, str], bool] = {}
    allowed: set[frozenset[str]] = set()
    for row in gold:
        if {row["a"]["doc"], row["b"]["doc"]} <= set(names.values()):
            key = frozenset((sentence(row["a"]), sentence(row["b"])))
            pairs[row["relation"]].append(key in linked)
            if row["relation"] != "trap":
                allowed.add(key)
            if row["relation"] == "shared":
                languages = "-".join(sorted(row[side]["doc"].split(".")[1] for side in "ab"))
                told = (row["claim"], languages)
                claims[told] = claims.get(told, False) or key in linked
    language = {w.id: w.language for w in result.witnesses}
    owner = {p.id: p for p in result.passages}
    across = [
        key
        for key in linked
        if len({language[owner[side].witness] for side in key}) == 2
        and all(owner[owner[side].parent or side].kind == "paragraph" for side in key)
    ]
    return Aligned(pairs, claims, sum(key not in allowed for key in across) / len(across))


def test_the_gold_quotes_what_stands_there(root: Path, gold: list[dict[str, Any]]) -> None:
    for row in gold:
        for side in (row["a"], row["b"]):
            text = (root / "seeds" / "texts" / side["doc"]).read_text(encoding="utf-8")
            assert text[side["start"] : side["end"]] == side["text"]


@pytest.mark.parametrize(
    ("align_by", "pairs", "claims"),
    [("words", 0.87, 0.92), pytest.param("sentences", 0.85, 0.92, marks=with_encoder)],
)
def test_shared_claims_are_aligned(
    compared: Callable[..., Comparison],
    gold: list[dict[str, Any]],
    align_by: str,
    pairs: float,
    claims: float,
) -> None:
    """Of 122 sentence pairs in six pairs of languages; 94 claims told in two languages."""
    found = aligned(compared(align_by, *VISIT), gold)
    shared = found.pairs["shared"]
    assert sum(shared) / len(shared) >= pairs
    assert sum(found.claims.values()) / len(found.claims) >= claims
    assert found.wrong <= 0.2


@pytest.mark.parametrize("align_by", ["words", pytest.param("sentences", marks=with_encoder)])
def test_no_other_event_is_called_shared(
    compared: Callable[..., Comparison], gold: list[dict[str, Any]], align_by: str
) -> None:
    found = aligned(compared(align_by, *VISIT[2:], *OTHERS), gold)
    assert found.pairs["trap"]
    assert not any(found.pairs["trap"])


@pytest.mark.parametrize("align_by", ["words", pytest.param("sentences", marks=with_encoder)])
def test_details_decide_what_agrees_and_not_the_nearness(
    compared: Callable[..., Comparison], align_by: str
) -> None:
    """The French account says three days, the English two: near in meaning, and a conflict."""
    result = compared(align_by, "baku-2024-c.en", "baku-2024-e.fr")
    clashes = [d for d in result.differences if d.status == "conflict" and d.type == "duration"]
    assert [[v.normalised for v in d.values] for d in clashes] == [["2 day", "3 day"]]


def test_links_within_one_language_do_not_depend_on_the_encoder(compared: Callable[..., Comparison]) -> None:
    words, auto = (
        [(x.a, x.b, x.score) for x in compared(how, *VISIT[:2]).links] for how in ("words", "auto")
    )
    assert words == auto


def test_the_report_says_how_languages_were_aligned(compared: Callable[..., Comparison]) -> None:
    slugs = {note.slug for note in compared("words", *VISIT[1:3]).notes}
    assert "aligned-by-words" in slugs
    assert not any(note.slug.startswith("aligned-by") for note in compared("words", *VISIT[:2]).notes)


def test_unrelated_accounts_in_two_languages_stay_apart() -> None:
    one = "افتتح الوزير معرض الكتاب في العاصمة بحضور مئات القراء.\n\nوتشارك فيه دور نشر كثيرة."
    two = "The striker scored twice in the cup final.\n\nThe coach said his team had played well."
    witnesses = [
        compare.Witness.from_text(one, id="a", published="2024-08-18", language="ar"),
        compare.Witness.from_text(two, id="b", published="2024-08-18", language="en"),
    ]
    assert compare.compare(witnesses, compare.Settings(align_by="words")).links == ()
