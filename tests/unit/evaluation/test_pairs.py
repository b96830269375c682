"""Pair sets: what is made of verdicts and similarities, crashes included."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace

import pytest

import compare
from compare.evaluation import pairs, summaries
from compare.evaluation.gold import Folder
from compare.evaluation.scores import Measured

AGREE = SimpleNamespace(relation="agree", score=0.95, related=0.95)
DIFFER = SimpleNamespace(relation="differ", score=0.05, related=0.95)
UNRELATED = SimpleNamespace(relation="unrelated", score=0.05, related=0.05)

STANCE = [
    {"a": "وصل الوفد", "b": "الوفد وصل", "label": "agree"},
    {"a": "ارتفع النفط", "b": "هبط النفط", "label": "disagree"},
    {"a": "فاز الفريق", "b": "أمطار في الشمال", "label": "other"},
]
VERDICTS = {"وصل الوفد": AGREE, "ارتفع النفط": DIFFER, "فاز الفريق": UNRELATED}


def put(folder: Path, file: str, rows: list[dict[str, object]]) -> Folder:
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    (folder / file).write_text(text, encoding="utf-8")
    return Folder(folder)


def by_id(measured: Measured) -> dict[str, float]:
    return {score.id: score.value for score in measured.scores}


def says(monkeypatch: pytest.MonkeyPatch, judge=None, similarity=None) -> None:
    monkeypatch.setattr(compare, "judge", judge, raising=False)
    monkeypatch.setattr(compare, "similarity", similarity, raising=False)


def crash(*texts: str) -> None:
    raise ZeroDivisionError(texts)


def test_right_verdicts_are_all_right(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    says(monkeypatch, lambda a, b: VERDICTS[a])
    got = pairs.stance(put(tmp_path, "ans_stance.dev.jsonl", STANCE), quick=False)
    assert by_id(got) == {
        "ans_stance.dev/relation": 1.0,
        "ans_stance.dev/calibration of score": pytest.approx(0.05),
        "ans_stance.dev/calibration of related": pytest.approx(0.05),
    }
    assert [curve.name for curve in got.curves] == ["ans_stance.dev: P(agree)", "ans_stance.dev: P(related)"]
    assert all(line.optimistic for line in got.scores[0].baselines)


def test_cuts_come_from_train_where_it_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    says(monkeypatch, lambda a, b: VERDICTS[a])
    put(tmp_path, "ans_stance.train.jsonl", STANCE * 3)
    got = pairs.stance(put(tmp_path, "ans_stance.dev.jsonl", STANCE), quick=False)
    assert {line.how for line in got.scores[0].baselines} == {"cut on train"}


def test_crashes_are_misses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    says(monkeypatch, crash, crash)
    put(tmp_path, "arbte.valid.jsonl", [{"premise": "وصل", "hypothesis": "وصل", "label": "0"}] * 3)
    put(tmp_path, "sts2017.en-en.jsonl", [{"a": "a", "b": "b", "score": s} for s in (0.0, 1.0, 4.0, 5.0)])
    folder = put(tmp_path, "ans_stance.dev.jsonl", STANCE)
    stance = pairs.stance(folder, quick=False)
    assert stance.scores[0].value == 0
    assert stance.scores[0].crashes == 3
    assert stance.scores[1].value == 1.0  # the worst calibration there is
    assert by_id(pairs.entailment(folder, quick=False)) == {"arbte.valid/agree": 0.0}
    similar = pairs.sentence_similarity(folder, False, name="sts2017.en-en").scores[0]
    assert similar.value < -0.8
    assert similar.crashes == 4


def test_paraphrases_by_relatedness_and_by_a_cut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [{"a": "да", "b": "нет", "label": label} for label in (-1, 0, 1) * 10]
    for number, row in enumerate(rows):
        row["a"] = f"{row['label']} {number}"
    says(
        monkeypatch,
        lambda a, b: UNRELATED if a.startswith("-1") else AGREE,
        lambda a, b: 0.2 if a.startswith("-1") else 0.7,
    )
    got = by_id(pairs.paraphrase(put(tmp_path, "paraphraser_ru.train.jsonl", rows), quick=False))
    assert got["paraphraser_ru/related"] == 1.0
    assert got["paraphraser_ru/similarity"] == 1.0


DOCUMENT = "The mayor opened the bridge on Monday. It cost five million euros. Ferries stay in service."


@pytest.mark.parametrize(
    ("summary", "contradicts"),
    [("The bridge cost five million euros.", False), ("The bridge cost nine million euros.", True)],
)
def test_a_summary_is_judged_against_its_nearest_sentences(
    monkeypatch: pytest.MonkeyPatch, summary: str, contradicts: bool
) -> None:
    says(monkeypatch, lambda a, b: (DIFFER if "nine" in b else AGREE) if "cost" in a else UNRELATED)
    assert summaries.contradicted_sentence(DOCUMENT, summary) is contradicts


def test_summaries_are_read_in_two_ways(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    says(monkeypatch, lambda a, b: AGREE)
    rows = [{"doc": DOCUMENT, "a": "", "b": "The bridge cost five million euros.", "consistent": "1"}]
    rows += [{"doc": DOCUMENT, "a": "", "b": "The bridge cost nine million euros.", "consistent": "0"}]
    got = summaries.summaries(put(tmp_path, "summedits_news.dev.jsonl", rows), quick=True)
    assert [score.id for score in got.scores] == [
        "summedits_news.dev/sentences",
        "summedits_news.dev/comparison",
    ]
    assert got.scores[0].value == 0.5
    assert all(line.optimistic for line in got.scores[0].baselines)
