"""One origin or not: what is made of judgements and articles, crashes and missing files included."""

from __future__ import annotations

import gzip
import hashlib
import json
from pathlib import Path

import pytest

from compare.errors import InputError
from compare.evaluation import origins as measure
from compare.evaluation.gold import Folder
from compare.evaluation.scores import Measured

BRIDGE = (
    "أعلنت البلدية أن الجسر القديم سيغلق شهرين لإصلاح أعمدته التي تآكلت. وستعمل عبارة صغيرة بين الضفتين من "
    "الفجر حتى العشاء، وقد وضعت لوحات على الطرق البديلة."
)
SCHOOL = (
    "افتتحت المدرسة الجديدة أبوابها أمام مئتي تلميذ جاؤوا من القرى المجاورة. وفيها مختبر للعلوم ومكتبة وملعب "
    "مغطى، وتنقل الحافلات التلاميذ مجانا كل صباح."
)
ARTICLES = {
    "bridge": BRIDGE,
    "copy": "بيان: " + BRIDGE,
    "school": SCHOOL,
    "dispatch": "عدن - رويترز: " + SCHOOL,
    "cited": BRIDGE + " وقال مصدر في البلدية لوكالة فرانس برس إن العمل بدأ.",
    "poll": SCHOOL + " وتوقع خبراء في استطلاع لرويترز أن يزيد العدد.",
}
ROWS = [
    ("near", "bridge", "copy", "y"),
    ("part", "bridge", "school", "n"),
    ("part", "copy", "school", "y"),
    ("held", "bridge", "copy", "u"),
    ("drawn", "dispatch", "", "C:Reuters"),
    ("drawn", "cited", "", "A:AFP"),
    ("worded", "poll", "", "P:Reuters"),
    ("worded", "school", "", "C:SPA"),
]


def key(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()[:12]


def put(folder: Path, rows: list[tuple[str, str, str, str]]) -> tuple[Folder, str]:
    with gzip.open(folder / "saudinewsnet.jsonl.gz", "wt", encoding="utf-8") as file:
        for name, text in ARTICLES.items():
            row = {"id": name, "outlet": "x", "published": "2015-08-06 01:00:00", "title": "", "text": text}
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
    place = folder / "judged.tsv"
    lines = ["\t".join((draw, key(a), key(b) if b else "", label)) for draw, a, b, label in rows]
    place.write_text("\n".join(["set\ta\tb\tlabel", *lines]) + "\n", encoding="utf-8")
    return Folder(folder), str(place)


def by_id(measured: Measured) -> dict[str, tuple[float, int]]:
    return {score.id: (score.value, score.n) for score in measured.scores}


def test_what_was_judged_is_counted_and_doubts_are_not(tmp_path: Path) -> None:
    folder, place = put(tmp_path, ROWS)
    got = by_id(measure.origins(folder, quick=False, place=place))
    assert got["origins/precision"] == (1.0, 1)
    assert got["origins/recall.near"] == (1.0, 1)
    assert got["origins/recall.hard"] == (0.0, 1)
    assert "origins/precision.held" not in got
    assert got["origins/agency"] == (pytest.approx(2 / 3), 3)
    assert got["origins/agency.precision"] == (1.0, 2)
    assert got["origins/agency.credit"] == (0.0, 4)


def test_a_wrong_join_lowers_precision(tmp_path: Path) -> None:
    folder, place = put(tmp_path, [("near", "bridge", "copy", "y"), ("held", "bridge", "cited", "n")])
    got = by_id(measure.origins(folder, quick=True, place=place))
    assert got["origins/precision"] == (0.5, 2)
    assert got["origins/precision.held"] == (0.0, 1)


def test_a_crash_is_a_miss_and_is_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*given: object) -> None:
        raise ZeroDivisionError(given)

    monkeypatch.setattr(measure, "find_origins", crash)
    folder, place = put(tmp_path, ROWS)
    measured = measure.origins(folder, quick=False, place=place)
    got = by_id(measured)
    assert got["origins/precision"] == (0.0, 3)
    assert got["origins/recall.near"] == (0.0, 1)
    assert {
        score.crashes for score in measured.scores if "precision" in score.id and "agency" not in score.id
    } == {3}


def test_missing_and_broken_judgements(tmp_path: Path) -> None:
    folder, place = put(tmp_path, ROWS)
    with pytest.raises(InputError, match="missing"):
        measure.origins(folder, quick=False, place=str(tmp_path / "none.tsv"))
    Path(place).write_text("set\ta\tb\tlabel\nnear\tx\n", encoding="utf-8")
    with pytest.raises(InputError, match="form"):
        measure.origins(folder, quick=False, place=place)


def test_the_judgements_of_this_project_hold_ids_and_labels_only(root: Path) -> None:
    rows = measure.read(root / measure.PLACE)
    pairs = [row for row in rows if row.draw in ("near", "part", "more", "held")]
    assert len([row for row in pairs if row.draw == "near"]) == 200
    assert {row.label for row in pairs} == {"y", "n", "u"}
    for row in rows:
        assert all(len(id) == 12 and set(id) <= set("0123456789abcdef") for id in (row.a, row.b) if id)
        assert row.label.isascii()
