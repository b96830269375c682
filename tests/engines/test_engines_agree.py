"""Two engines, one answer: pair for pair, score for score, cluster for cluster. Local is the reference."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

import compare
from compare.cluster import components
from compare.engine import local
from compare.model.duplicates import Duplicates
from tests.unit.engine.test_local import AR, EDITED, EN, OTHER

pytest.importorskip("pyarrow")
from compare.engine.spark import job, lots
from compare.engine.spark.session import Store

pytestmark = [
    pytest.mark.timeout(600),
    # The library leaves sockets and files to the collector, and warns of what it will drop one day.
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::FutureWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

FOOTER = "جميع الحقوق محفوظة للموقع ولا يجوز إعادة النشر إلا بإذن خطي مسبق من إدارة التحرير"
STORIES = Path(__file__).resolve().parents[2] / "seeds" / "texts"

CASES: dict[str, list[Any]] = {
    "none": [],
    "one": [AR],
    "empty": ["", " ", "!!!", None],
    "edited": [AR, OTHER, EN, EDITED],
    "spelt": [AR, AR.replace("إ", "ا").replace("ة", "ه")],
    "crossed": [AR, EDITED, AR, EDITED],
    "bridge": [AR, OTHER, f"{AR} {OTHER}"],
    "short": ["عاجل", "وصل بوتين", "عــاجل", "وصل بوتين", "غادر بوتين"],
    "many equal": [AR] * 500 + [EDITED] * 70,
    "footer": [FOOTER if n % 2 else f"{FOOTER} {n}" for n in range(1500)] + [AR, EDITED],
    "one word": ["وصل " * 3000] * 2 + ["x" * 100_000],
    "broken letters": [f"{AR} \ud800", AR, f"{AR} \x00 \ufffe", "\udfff"],
}


def plain(found: Duplicates) -> tuple[Any, ...]:
    columns = [column.tolist() for column in found.pairs]
    return (*columns, found.clusters, found.representatives, found.notes)


@pytest.mark.parametrize("name", CASES)
def test_every_case(spark: Any, name: str) -> None:
    texts = CASES[name]
    assert plain(job.find_duplicates(texts)) == plain(local.find_duplicates(texts))


@pytest.mark.parametrize("threshold", [0.0, 0.5, 1.0])
def test_every_threshold(spark: Any, threshold: float) -> None:
    texts = [*CASES["edited"], *CASES["crossed"], *CASES["bridge"], *CASES["footer"][:40]]
    found = job.find_duplicates(texts, threshold)
    assert plain(found) == plain(local.find_duplicates(texts, threshold))


def test_the_sample_stories(spark: Any) -> None:
    texts = [
        line.strip()
        for path in sorted(STORIES.glob("*.txt"))
        for line in path.read_text("utf-8").splitlines()
        if line.strip()
    ]
    assert len(texts) > 50
    expected = local.find_duplicates(texts, 0.5)
    assert len(expected.pairs[0])
    assert plain(job.find_duplicates(texts, 0.5)) == plain(expected)


def corpus(chosen: random.Random, rows: int) -> list[str]:
    """Made-up paragraphs of a few words, edited copies of some, exact copies, and a notice with numbers."""
    words = [word for text in (AR, OTHER, EN, FOOTER) for word in text.split()]
    texts = [" ".join(chosen.choices(words, k=chosen.randrange(1, 60))) for _ in range(rows)]
    for _ in range(rows // 2):
        copy = chosen.choice(texts).split()
        for _ in range(chosen.randrange(len(copy) // 6 + 1)):
            copy[chosen.randrange(len(copy))] = chosen.choice(words)
        texts.append(" ".join(copy))
    texts += [f"{FOOTER} {chosen.randrange(40)}" for _ in range(rows // 3)]
    chosen.shuffle(texts)
    return texts


@seed(20261123)
@settings(
    max_examples=4, deadline=None, database=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.integers(0, 2**32), st.sampled_from([30, 200, 700]))
def test_made_up_corpora(spark: Any, number: int, rows: int) -> None:
    texts = corpus(random.Random(number), rows)
    assert plain(job.find_duplicates(texts)) == plain(local.find_duplicates(texts))


def test_a_rerun_takes_up_what_stands(spark: Any, tmp_path: Path) -> None:
    texts = [*CASES["edited"], *CASES["footer"][:60]]
    first = job.find_duplicates(texts, folder=tmp_path, fingerprint="x")
    marks = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("_SUCCESS")}
    assert len(marks) >= 5
    edges = next(path for path in marks if path.parent.name.startswith("edges"))
    edges.unlink()  # as a driver that died in this step leaves it
    again = job.find_duplicates(texts, folder=tmp_path, fingerprint="x")
    assert plain(again) == plain(first) == plain(local.find_duplicates(texts))
    kept = {path: path.stat().st_mtime_ns for path in marks if path != edges}
    assert kept == {path: mark for path, mark in marks.items() if path != edges}
    assert edges.stat().st_mtime_ns > marks[edges]


def test_progress_is_told_step_by_step(spark: Any) -> None:
    told: list[str] = []
    job.find_duplicates(CASES["edited"], progress=lambda step, done, total: told.append(step))
    steps = "words copies weights pairs scores trees lots found"
    assert list(dict.fromkeys(told)) == steps.split()


def test_the_settings_choose_the_engine(spark: Any) -> None:
    texts = [*CASES["edited"], *CASES["crossed"]]
    found = compare.find_duplicates(texts, settings=compare.Settings(engine="spark"))
    assert plain(found) == plain(compare.find_duplicates(texts))
    with pytest.raises(compare.UsageError, match="'abacus'"):
        compare.find_duplicates(texts, settings=compare.Settings(engine="abacus"))


def test_the_command_writes_the_same_files(spark: Any, tmp_path: Path) -> None:
    from compare.cli.main import main

    told = ["duplicates", str(STORIES.parent / "reprints.jsonl"), "-q", "--format", "html,csv,parquet,json"]
    assert main([*told, "-o", str(tmp_path / "local")]) == 0
    work = ["--work", str(tmp_path / "خطوات [1] % x")]
    assert main([*told, "--engine", "spark", *work, "-o", str(tmp_path / "spark")]) == 0
    names = sorted(path.name for path in (tmp_path / "local").iterdir())
    assert len(names) >= 4
    for name in names:
        assert (tmp_path / "spark" / name).read_bytes() == (tmp_path / "local" / name).read_bytes(), name


def test_a_lot_is_small_by_the_rule_of_the_local_engine(spark: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the pairs of all lots are too many, the larger lots, and later ones of equal size, are led."""
    texts = corpus(random.Random(11), 500)
    monkeypatch.setattr(components, "MOST_PAIRS", 40)
    monkeypatch.setattr(lots, "MOST_PAIRS", 40)
    expected = local.find_duplicates(texts)
    monkeypatch.setattr(components, "MOST_PAIRS", 5_000_000)
    assert plain(expected) != plain(local.find_duplicates(texts))
    monkeypatch.setattr(components, "MOST_PAIRS", 40)
    assert plain(job.find_duplicates(texts)) == plain(expected)


def test_trees_that_outgrow_the_driver_are_joined_in_tables(
    spark: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = corpus(random.Random(12), 300)
    monkeypatch.setattr(lots, "AT_DRIVER", 3)
    assert plain(job.find_duplicates(texts)) == plain(local.find_duplicates(texts))


def test_a_job_that_spark_gives_up_is_told_in_one_sentence(
    spark: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from compare.cli.main import main

    work = tmp_path / "work"
    told = ["duplicates", str(STORIES.parent / "reprints.jsonl"), "--engine", "spark", "--work", str(work)]
    assert main([*told, "-o", str(tmp_path / "out"), "-q"]) == 0
    (words,) = work.rglob("words")
    for part in words.glob("*.parquet"):
        part.write_bytes(b"no table")
    for step in ("pairs", "copies", "weights"):
        for mark in work.rglob(f"{step}/_SUCCESS"):
            mark.unlink()
    assert main([*told, "-o", str(tmp_path / "again"), "-q"]) == 3
    said = capsys.readouterr().err.splitlines()
    (line,) = [line for line in said if line.startswith("tawatur: Spark could not finish the search:")]
    assert "is not a Parquet file" in line
    assert not (tmp_path / "again").exists()


def test_numbers_that_do_not_fit_an_entry_are_refused(spark: Any, tmp_path: Path) -> None:
    table = spark.createDataFrame([(1 << 32, AR), (3, EDITED)], "number long, text string")
    with pytest.raises(compare.UsageError, match="4,294,967,296"):
        job.search(spark, table, Store(spark, str(tmp_path), "x"))
