"""Swaps and re-spellings of sentences invented here, and what counts as flagged."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from random import Random
from types import SimpleNamespace

import pytest

import compare
from compare.evaluation import mutations
from compare.evaluation.gold import Folder
from compare.evaluation.mutations import Mutation, is_flagged
from compare.evaluation.name_swaps import names_of, swap_name
from compare.evaluation.respelling import respell
from compare.evaluation.scores import Attempts
from compare.evaluation.swaps import Mutator, swap_date, swap_negation, swap_number

TEXTS = [
    "وصل 45 شخصا إلى مدينة جدة يوم الاثنين بعد رحلة طويلة في البحر استمرت أياما.",
    "سيجتمع أعضاء اللجنة يوم 12 مايو في قاعة البلدية لبحث مشروع الطريق الجديد.",
    "أكد الأمير سالم ناصر أن العمل في المشروع الجديد يسير وفق الخطة المعتمدة له.",
    "لم يصل الوفد إلى باكو قبل مساء اليوم، وكان في استقباله عدد من المسؤولين هناك.",
]
TAGGED = {"tokens": ["زار", "باكو", "وتونس"], "tags": ["O", "B-LOC", "B-LOC"]}


def mutators(folder: Folder, texts: list[str]) -> dict[str, Mutator]:
    names = names_of(folder, texts)
    swaps = {"number": swap_number, "date": swap_date, "negation": swap_negation}
    return {**swaps, "name": lambda text, rng: swap_name(text, rng, names)}


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    def put(file: str, rows: list[dict[str, object]]) -> None:
        lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        (tmp_path / file).write_bytes(gzip.compress(lines.encode()))

    tagged = [TAGGED, {"tokens": ["زار", "تونس"], "tags": ["O", "B-LOC"]}] * 3
    put("anercorp.jsonl.gz", tagged)
    put("saudinewsnet.jsonl.gz", [{"published": "2015-07-21 02:51:32", "text": " ".join(TEXTS)}])
    return Folder(tmp_path)


def test_a_swap_changes_one_place_and_says_which(folder: Folder) -> None:
    swaps = mutators(folder, TEXTS)
    rng, seen = Random(1), set()
    for text in TEXTS:
        for kind, how in swaps.items():
            swap = how(text, rng)
            if swap is not None:
                start, end, new, types = swap
                assert text[start:end] != new
                assert types
                seen.add(kind)
    assert {"number", "date", "negation"} <= seen


def test_the_same_seed_gives_the_same_swaps(folder: Folder) -> None:
    one, two = (
        [how(text, rng) for rng in [Random(7)] for how in mutators(folder, TEXTS).values() for text in TEXTS]
        for _ in range(2)
    )
    assert one == two


@pytest.mark.parametrize("text", TEXTS)
def test_a_respelling_is_another_text_of_the_same_words(text: str) -> None:
    other = respell(text, Random(3))
    assert other != text
    assert len(other.split()) == len(text.split())


def flagged(differences: object, **more: object) -> bool:
    told = {
        "kind": "number",
        "types": frozenset({"number"}),
        "a": "12 x",
        "b": "15 x",
        "published": "2020-01-01",
    }
    mutation = Mutation(**{**told, "span_a": (0, 2), "span_b": (0, 2), **more})
    return is_flagged(mutation, Attempts(lambda a, b, published: differences))


def difference(type: str, status: str, *spans: tuple[int, int] | None) -> SimpleNamespace:
    values = [
        SimpleNamespace(witness=witness, start=span and span[0], end=span and span[1])
        for witness, span in zip("ab", spans, strict=True)
    ]
    return SimpleNamespace(type=type, status=status, values=values)


@pytest.mark.parametrize(
    ("found", "right"),
    [
        (difference("number", "conflict", (0, 4), (0, 4)), True),
        (difference("number", "added", (0, 2), None), False),
        (difference("date", "conflict", (0, 2), (0, 2)), False),
        (difference("number", "conflict", (3, 4), (3, 4)), False),
    ],
)
def test_flagged_is_a_conflict_of_the_type_at_the_place(found: SimpleNamespace, right: bool) -> None:
    assert flagged([found]) is right
    assert flagged(None) is False


def test_a_name_may_be_flagged_by_the_longer_name_that_holds_it() -> None:
    longer = difference("organisation", "conflict", (0, 4), (0, 4))
    assert flagged([longer], kind="name", types=frozenset({"place"}))
    assert not flagged([longer])


def test_shares_and_crashes(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compare, "judge", lambda *texts: 1 / 0)
    got = {score.id.partition("/")[2]: score for score in mutations.mutations(folder, quick=True).scores}
    assert got["flagged"].value == 0
    assert got["flagged"].crashes == got["flagged"].n > 0
    assert got["false conflicts"].value == got["false differences"].value == 1.0
    nothing = SimpleNamespace(differences=())
    monkeypatch.setattr(compare, "judge", lambda *texts: nothing)
    got = {score.id.partition("/")[2]: score for score in mutations.mutations(folder, quick=True).scores}
    assert got["false conflicts"].value == got["false differences"].value == 0.0
    assert got["false conflicts"].lower
