"""`tawatur duplicates` from end to end: what is found, told and written, and what it returns."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import compare
from compare.cli.duplicates import _bytes
from compare.cli.main import main
from compare.duplicates.search import CLUSTERS, PAIRS, Asked, search, write
from compare.errors import NothingComparableError, UsageError
from compare.model.repeated import ClusterKind

FERRY = (
    "أعلنت هيئة النقل البحري استئناف خط العبّارات في 12 مايو 2024 بواقع ست رحلات يوميًا "
    "تتسع كل منها لنحو 340 راكبًا."
)
FERRY_PLAIN = (
    "اعلنت هيئة النقل البحري استئناف خط العبارات في 12 مايو 2024 بواقع ست رحلات يوميا "
    "تتسع كل منها لنحو 340 راكبا."
)
FERRY_MORE = FERRY.replace("340", "430")
PARK = "Городской совет открыл в четверг парк на набережной и высадил там 1200 деревьев после ремонта."
PARK_MORE = PARK.replace("1200", "2100")
TALKS = "The two ministers met in the capital on Monday and agreed to hold talks again next spring."
FOOTER = (
    "Follow the news of the harbour as it happens and subscribe to our evening letter, free of charge, today."
)
MATCH = (
    "Le club de l'île a battu son hôte par vingt-sept buts à vingt-quatre après une longue prolongation hier."
)


def table(path: Path, rows: list[dict[str, Any]]) -> str:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return str(path)


@pytest.fixture
def news(tmp_path: Path) -> str:
    return table(
        tmp_path / "news.jsonl",
        [
            {"id": "m1", "outlet": "المرفأ", "published": "2024-04-30T09:10", "text": f"{FERRY}\n{FOOTER}"},
            {"id": "s1", "outlet": "الساحل", "published": "2024-04-30T11:45", "text": FERRY},
            {"id": "d1", "outlet": "الضفة", "published": "2024-04-30T16:20", "text": FERRY_PLAIN},
            {"id": "j1", "outlet": "الجزيرة", "published": "2024-05-01", "text": FERRY_MORE},
            {"id": "n1", "outlet": "Набережная", "published": "2024-05-03", "text": PARK},
            {"id": "v1", "outlet": "Волна", "published": "2024-05-04", "text": f"{PARK_MORE}\n{TALKS}"},
            *({"id": f"m{n}", "outlet": "المرفأ", "text": f"{FOOTER}\n"} for n in range(2, 7)),
            {"id": "x1", "outlet": "Ouest", "text": MATCH},
        ],
    )


def rows_of(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def test_clusters_are_told_with_their_kind_order_and_changes(news: str) -> None:
    repeats = search([news], Asked()).repeats
    by_kind = {kind: [c for c in repeats.clusters if c.kind is kind] for kind in ClusterKind}
    ferry = next(c for c in by_kind[ClusterKind.REPRINT] if c.size == 4)
    assert dict(ferry.outlets) == {"المرفأ": 1, "الساحل": 1, "الضفة": 1, "الجزيرة": 1}
    assert (ferry.wordings, ferry.exact, ferry.variants[0].count, ferry.variants[0].spellings) == (2, 2, 3, 2)
    assert ferry.first is not None
    assert (ferry.first.id, ferry.first.published, ferry.tied) == ("m1", "2024-04-30T09:10", False)
    (changed,) = ferry.variants[1].differences
    assert [v.quote for v in changed.values] == ["340 راكبًا", "430 راكبًا"]
    (park,) = (c for c in by_kind[ClusterKind.REPRINT] if c.size == 2)
    assert any("1200" in (d.values[0].quote or "") for d in park.variants[1].differences)
    (footer,) = by_kind[ClusterKind.BOILERPLATE]
    assert (footer.size, footer.outlets) == (6, (("المرفأ", 6),))
    texts = [v.text for c in repeats.clusters for v in c.variants]
    assert not {TALKS, MATCH} & set(texts)


def test_totals_outlets_and_grid_agree(news: str) -> None:
    repeats = search([news], Asked()).repeats
    totals = repeats.totals
    assert (totals.paragraphs, totals.in_clusters, totals.clusters) == (14, 12, 3)
    assert (totals.copies, totals.exact, totals.near) == (9, 7, 2)
    assert totals.copies == totals.exact + totals.near
    names = [o.name for o in repeats.outlets]
    counts = {o.name: (o.paragraphs, o.shared, o.first, o.later) for o in repeats.outlets}
    assert counts["المرفأ"] == (7, 1, 1, 0)
    assert counts["الجزيرة"] == (1, 1, 0, 1)
    assert counts["Ouest"] == (1, 0, 0, 0)
    cell = {(a, b): repeats.grid[i][j] for i, a in enumerate(names) for j, b in enumerate(names)}
    assert cell["المرفأ", "الجزيرة"] == cell["الجزيرة", "المرفأ"] == 1
    assert cell["المرفأ", "Волна"] == 0
    assert all(cell[name, name] == 0 for name in names)


def test_tables_hold_every_pair_and_every_member(news: str, tmp_path: Path) -> None:
    found = search([news], Asked())
    write(found, tmp_path / "out", ("csv",))
    pairs, clusters = (rows_of(tmp_path / "out" / name) for name in ("pairs.csv", "clusters.csv"))
    assert tuple(pairs[0]) == PAIRS
    assert tuple(clusters[0]) == CLUSTERS
    assert len(pairs) - 1 == found.repeats.totals.pairs
    assert len(clusters) - 1 == found.repeats.totals.in_clusters
    members = [dict(zip(CLUSTERS, row, strict=True)) for row in clusters[1:]]
    assert sum(m["representative"] == "yes" for m in members) == found.repeats.totals.clusters
    ferry = {m["id"]: m for m in members if m["size"] == "4"}
    assert {id: m["differs"] for id, m in ferry.items()} == {
        "m1": "same",
        "s1": "same",
        "d1": "spelling",
        "j1": "words",
    }
    assert "340 راكبًا > 430 راكبًا" in ferry["j1"]["details"]
    assert 0.7 <= float(ferry["j1"]["score"]) < 1
    row = json.loads(Path(news).read_text(encoding="utf-8").splitlines()[int(ferry["d1"]["row"]) - 1])
    assert row["text"][int(ferry["d1"]["start"]) : int(ferry["d1"]["end"])] == FERRY_PLAIN


def test_json_follows_its_schema_and_offsets_hold(news: str, tmp_path: Path, root: Path) -> None:
    write(search([news], Asked()), tmp_path / "out", ("json",))
    told = json.loads((tmp_path / "out" / "duplicates.json").read_text(encoding="utf-8"))
    schema = json.loads((root / "compare/report/duplicates.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(told)
    assert told["complete"] is True
    for cluster in told["clusters"]:
        texts = [variant["text"] for variant in cluster["variants"]]
        for variant in cluster["variants"]:
            for difference in variant["differences"]:
                for side, text in zip(difference["values"], (texts[0], variant["text"]), strict=True):
                    if side["quote"] is not None:
                        assert text[side["start"] : side["end"]] == side["quote"]


def test_the_same_inputs_give_the_same_bytes(news: str, tmp_path: Path) -> None:
    for name in ("one", "two"):
        write(search([news], Asked()), tmp_path / name, ("html", "md", "json", "csv"))
    for file in sorted((tmp_path / "one").iterdir()):
        assert file.read_bytes() == (tmp_path / "two" / file.name).read_bytes()


def test_a_folder_to_work_in_is_taken_up_again(news: str, tmp_path: Path) -> None:
    asked = Asked(work=tmp_path / "work")
    first = search([news], asked).repeats
    again = search([news], asked).repeats
    assert (again.totals, again.clusters, again.grid) == (first.totals, first.clusters, first.grid)
    # Other paragraphs: what lies there is no longer of use.
    shorter = search([news], Asked(work=tmp_path / "work", min_words=19)).repeats
    assert shorter.totals.paragraphs < first.totals.paragraphs


def test_identical_paragraphs_are_counted_not_listed(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("text\n" + f"{FOOTER}\n" * 20_000, encoding="utf-8")
    repeats = search([str(path)], Asked()).repeats
    (cluster,) = repeats.clusters
    assert (cluster.size, cluster.exact, cluster.wordings) == (20_000, 19_999, 1)
    assert len(cluster.variants[0].places) <= 10
    assert cluster.kind is ClusterKind.BOILERPLATE


def test_nothing_to_compare_is_said(tmp_path: Path) -> None:
    with pytest.raises(NothingComparableError, match="one paragraph"):
        search([table(tmp_path / "a.jsonl", [{"text": f"{TALKS}\nshort"}])], Asked())
    with pytest.raises(NothingComparableError, match="2 shorter lines"):
        search([table(tmp_path / "b.jsonl", [{"text": "a\nb"}])], Asked())
    for asked in (Asked(threshold=0), Asked(threshold=1.5), Asked(min_words=0)):
        with pytest.raises(UsageError):
            search([str(tmp_path / "a.jsonl")], asked)


def test_no_duplicates_make_a_report_too(tmp_path: Path) -> None:
    path = table(tmp_path / "a.jsonl", [{"text": TALKS}, {"text": MATCH}])
    found = search([path], Asked())
    files = write(found, tmp_path / "out", ("html", "md", "json", "csv"), "en")
    assert found.repeats.totals.clusters == 0
    assert "None of 2 paragraphs stands more than once." in files[0].read_text(encoding="utf-8")
    assert [len(rows_of(file)) for file in files if file.suffix == ".csv"] == [1, 1]


def test_parquet_holds_the_members(news: str, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="Parquet needs tawatur[parquet]")
    found = search([news], Asked())
    write(found, tmp_path / "out", ("parquet",))
    held = parquet.read_table(tmp_path / "out" / "duplicates.parquet").to_pylist()
    assert len(held) == found.repeats.totals.in_clusters
    assert {row["representative"] for row in held} == {True, False}
    assert list(held[0]) == list(CLUSTERS)


# ------------------------------------------------------------------------------------------- command line


@pytest.mark.parametrize(
    ("told", "size"),
    [
        ("2GB", 2 * 10**9),
        ("800 MB", 8 * 10**8),
        ("1000000000", 10**9),
        ("1GiB", 1 << 30),
        ("0.5g", 5 * 10**8),
    ],
)
def test_a_size_is_told_in_bytes_or_with_a_unit(told: str, size: int) -> None:
    assert _bytes(told) == size


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(["duplicates", *arguments])
    out, err = capsys.readouterr()
    return code, out, err


def test_the_command_writes_a_report_and_says_what_was_found(
    news: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = run(
        capsys, news, "-o", str(tmp_path / "out"), "--lang", "en", "--format", "html,md,json,csv"
    )
    assert code == 0
    assert out.splitlines()[0].startswith("Of 14 paragraphs in 7 outlets, 12 stand more than once")
    assert out.splitlines()[1] == str(tmp_path / "out")
    assert err == ""
    assert sorted(file.name for file in (tmp_path / "out").iterdir()) == [
        "clusters.csv",
        "duplicates.html",
        "duplicates.json",
        "duplicates.md",
        "pairs.csv",
    ]


@pytest.mark.parametrize(
    ("texts", "kind", "code"),
    [
        ([FERRY, FERRY_MORE], "any", 1),
        ([FERRY, FERRY_MORE], "near", 1),
        ([FERRY, FERRY_MORE], "conflict", 1),
        ([FERRY, FERRY_PLAIN], "any", 1),
        ([FERRY, FERRY_PLAIN], "near", 0),
        ([FERRY, FERRY_PLAIN], "conflict", 0),
        ([FERRY, TALKS], "any", 0),
    ],
)
def test_fail_on_tells_by_the_exit_code(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], texts: list[str], kind: str, code: int
) -> None:
    path = table(tmp_path / "a.jsonl", [{"text": t, "outlet": f"o{n}"} for n, t in enumerate(texts)])
    assert run(capsys, path, "-o", str(tmp_path / "out"), "-q", "--fail-on", kind)[0] == code


def test_exit_codes_of_inputs(news: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = ("-o", str(tmp_path / "out"), "-q")
    assert run(capsys, str(tmp_path / "missing.csv"), *out)[0] == 3
    assert run(capsys, table(tmp_path / "one.jsonl", [{"text": TALKS}]), *out)[0] == 4
    assert run(capsys, news, *out, "--format", "pdf")[0] == 2
    assert run(capsys, news, *out, "--memory", "lots")[0] == 2
    assert run(capsys, news, *out, "--threshold", "2")[0] == 2
    assert run(capsys, news, *out, "--memory", "1.5 GB")[0] == 0
    code, told, err = run(capsys, news, str(tmp_path / "missing.csv"), "-o", str(tmp_path / "out"))
    assert code == 3
    assert "missing.csv does not exist" in err
    assert "12" in told


def test_json_goes_to_standard_output(news: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, news, "-o", str(tmp_path / "out"), "--json")
    assert code == 0
    assert json.loads(out)["totals"]["clusters"] == 3


def test_a_report_is_no_input(news: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, news, "-o", str(tmp_path / "out"), "-q")[0] == 0
    code, out, err = run(capsys, str(tmp_path), "-o", str(tmp_path / "out"), "--lang", "en")
    assert (code, out.split(",")[0]) == (0, "Of 14 paragraphs in 7 outlets")
    assert "1 folder or file that this program wrote" in err


def test_find_duplicates_is_public() -> None:
    found = compare.find_duplicates([FERRY, TALKS, FERRY_MORE, MATCH, FERRY_PLAIN])
    assert found.clusters == [[0, 2, 4]]
    first, second, scores = found.pairs
    assert all(i < j for i, j in zip(first.tolist(), second.tolist(), strict=True))
    assert scores.min() >= 0.7
    assert isinstance(found, compare.Duplicates)
