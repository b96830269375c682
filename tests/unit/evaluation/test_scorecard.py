"""The card: which sets it takes, what it says of floors and fingerprints, and its forms."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from compare.errors import InputError, OutputError, UsageError
from compare.evaluation import floors as floors_
from compare.evaluation.floors import Floor, Floors
from compare.evaluation.gold import Folder
from compare.evaluation.render import json_text, markdown, shown, terminal
from compare.evaluation.scorecard import FILES, MEASURES, ON_REQUEST, Card, run
from compare.evaluation.scores import Baseline, Bin, Curve, Score
from compare.evaluation.writers import write

ROW = {"tokens": ["زار", "الوفد", "باكو", "."], "tags": [["O"], ["O"], ["B-GPE"], ["O"]]}
DAY = dt.date(2024, 1, 1)


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    (tmp_path / "wojood_sample.val.jsonl").write_text(json.dumps(ROW), encoding="utf-8")
    return Folder(tmp_path)


def score(value: float, *, lower: bool = False, baselines: tuple[Baseline, ...] = ()) -> Score:
    return Score("s/m", "judge", "s", "macro F1", value, 20, "dev", baselines, lower=lower)


def card(*scores: Score, floor: float | None = None, sha: str = "1", **more) -> Card:
    pinned = {} if floor is None else {"s/m": Floor(floor, floor, DAY, "why")}
    return Card(False, scores, (), (), {"s": "1"}, Floors(pinned, {"s": sha}), **more)


def test_every_measure_has_a_file() -> None:
    assert set(MEASURES) - set(FILES) == set()
    assert set(MEASURES) >= ON_REQUEST


def test_absent_sets_are_skipped_with_a_line(folder: Folder) -> None:
    got = run(folder)
    assert {s.set for s in got.scores} == {"wojood_sample.val"}
    assert ("anercorp", "anercorp.jsonl.gz is not there.") in got.skipped
    assert "ans_stance.train" not in dict(got.skipped)
    assert "skipped anercorp: anercorp.jsonl.gz is not there." in terminal(got)


def test_a_broken_set_does_not_stop_the_others(folder: Folder) -> None:
    (folder.root / "seeds_dates.json").write_text("{")
    assert "not well-formed" in dict(run(folder).skipped)["seeds_dates"]
    (folder.root / "seeds_dates.json").write_text('{"publication": {}}')
    assert "dates" in dict(run(folder).skipped)["seeds_dates"]


def test_named_sets_alone(folder: Folder) -> None:
    calls: list[tuple[str, int, int]] = []
    got = run(folder, ["wojood_sample.val"], progress=lambda *step: calls.append(step))
    assert got.skipped == ()
    assert calls == [("wojood_sample.val", 0, 1)]
    with pytest.raises(UsageError, match="known: ans_stance"):
        run(folder, ["wojood"])
    with pytest.raises(InputError, match=r"anercorp\.jsonl\.gz is not there"):
        run(folder, ["anercorp"])


@pytest.mark.parametrize(
    ("value", "floor", "lower", "verdict"),
    [
        (0.84, 0.84, False, "ok"),
        (0.8396, 0.84, False, "ok"),  # the same figure to three places
        (0.839, 0.84, False, "below"),
        (0.87, 0.84, False, "ok"),
        (0.871, 0.84, False, "raise"),
        (0.05, 0.05, True, "ok"),
        (0.06, 0.05, True, "below"),
        (0.01, 0.05, True, "raise"),
    ],
)
def test_floors_hold_and_follow(value: float, floor: float, lower: bool, verdict: str) -> None:
    got = card(score(value, lower=lower), floor=floor)
    assert got.floors.verdict(got.scores[0], quick=False) == verdict
    assert got.broken == (("s/m",) if verdict == "below" else ())
    marks = [line for line in terminal(got).splitlines() if line.startswith(("<", ">"))]
    assert len(marks) == (verdict != "ok")


def test_a_changed_set_is_said_and_breaks_the_floors() -> None:
    got = card(score(0.9), floor=0.9, sha="2")
    assert got.fingerprint("s") == "changed"
    assert got.broken == ("s",)
    assert "file changed" in terminal(got)
    assert card(score(0.9)).broken == ()


def test_forms_are_the_same_twice_and_agree(folder: Folder, tmp_path: Path) -> None:
    one, two = run(folder), run(folder)
    for form in (terminal, markdown, json_text):
        assert form(one) == form(two)
    data = json.loads(json_text(one))
    assert [s["id"] for s in data["scores"]] == [s.id for s in one.scores]
    assert data["sets"]["wojood_sample.val"]["fingerprint"] == "new"
    for s in one.scores:
        assert shown(s.value) in terminal(one)
        assert s.measure in markdown(one)


def test_marks_of_markdown_are_escaped() -> None:
    text = markdown(card(score(0.5, baselines=(Baseline("difflib", 0.5, optimistic=True),)), floor=0.9))
    assert r".500\*" in text
    assert ".900 &lt;" in text
    assert "\n- \\* best cut" in text


def test_baselines_stand_in_their_columns() -> None:
    lines = (Baseline("token_set", 0.25), Baseline("containment", 0.75, "cut on train"))
    head, _, _, row, *rest = terminal(card(score(0.5, baselines=lines))).splitlines()
    assert head.index("token_set") <= row.index(".250") < head.index("other")
    assert "containment .750" in row
    assert "baselines of s: cut on train." in rest


def test_the_card_is_written_with_its_picture(tmp_path: Path) -> None:
    curve = Curve("s: P(agree)", 0.1, (Bin(0, 0, 0),) * 9 + (Bin(4, 0.95, 1.0),))
    whole = Card(False, (score(0.5),), (curve,), (), {"s": "1"})
    paths = write(whole, str(tmp_path / "new" / "out"))
    assert [path.name for path in paths] == ["scorecard.md", "scorecard.json", "reliability.png"]
    first = paths[2].read_bytes()
    assert first.startswith(b"\x89PNG")
    assert write(whole, str(tmp_path / "new" / "out"))[2].read_bytes() == first
    assert sorted(p.name for p in (tmp_path / "new" / "out").iterdir()) == sorted(p.name for p in paths)
    with pytest.raises(OutputError, match="cannot be written"):
        write(whole, str(paths[0] / "below-a-file"))


def test_floors_are_read_or_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert floors_.read(None) == floors_.NO_FLOORS
    file = tmp_path / "floors.toml"
    file.write_text(
        '[sets]\ns = "1"\n[scores."s/m"]\nfloor = .5\nset_on = 2024-01-01\nwhy = "x"\n'.replace(" .5", " 0.5")
    )
    read = floors_.read(str(file))
    assert read == Floors({"s/m": Floor(0.5, 0.5, DAY, "x")}, {"s": "1"})
    for text in ('[scores."s/m"]\nfloor = 0.5\n[sets]\n', "x = ", "[sets]\n", "sets = 1\nscores = 2\n"):
        file.write_text(text)
        with pytest.raises(InputError, match="no file of floors"):
            floors_.read(str(file))
    with pytest.raises(InputError, match="cannot be read"):
        floors_.read(str(tmp_path / "gone.toml"))


def test_figures_are_whole_only_where_they_are() -> None:
    assert [shown(v) for v in (0.0, 1.0, 0.99999, 0.00001, 0.1234, -0.5)] == [
        "0",
        "1",
        ".999",
        ".001",
        ".123",
        "-.500",
    ]
