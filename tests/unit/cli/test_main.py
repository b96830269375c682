"""The command line: exit codes, one clear sentence per bad input, nothing half-written."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from compare.cli.main import main

A = "وصل الرئيس الروسي اليوم الأحد 18 أغسطس 2024 إلى باكو في زيارة تستمر يومين، حسب وكالة تاس.\n"
B = "حط الرئيس الروسي رحاله في باكو اليوم الأحد 18 أغسطس 2024، وتستمر زيارته ثلاثة أيام.\n"


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    (tmp_path / "a.txt").write_text(A, encoding="utf-8")
    (tmp_path / "b.txt").write_text(B, encoding="utf-8")
    return str(tmp_path / "a.txt"), str(tmp_path / "b.txt")


def run(capsys: pytest.CaptureFixture[str], *argv: str) -> tuple[int, str, str]:
    code = main(argv)
    out, err = capsys.readouterr()
    return code, out, err


def test_a_good_run_prints_a_finding_and_the_folder(capsys, files, tmp_path) -> None:
    code, out, err = run(capsys, "compare", *files, "-o", str(tmp_path / "r"), "--format", "json,md,csv")
    assert code == 0, err
    finding, path = out.splitlines()
    assert len(finding) > 20
    assert path == str(tmp_path / "r")
    assert sorted(p.name for p in (tmp_path / "r").iterdir()) == [
        "claims.csv",
        "comparison.json",
        "comparison.md",
        "differences.csv",
    ]


def test_a_report_is_replaced_and_the_users_own_files_stay(capsys, files, tmp_path) -> None:
    folder = tmp_path / "r"
    folder.mkdir()
    (folder / "notes.txt").write_text("mine")
    (folder / "comparison.json").write_text("old")
    code, _, _ = run(capsys, "compare", *files, "-o", str(folder), "--format", "json", "-q")
    assert code == 0
    assert (folder / "notes.txt").read_text() == "mine"
    assert (folder / "comparison.json").read_text().startswith("{")
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".tawatur")] == []


def test_two_runs_give_the_same_bytes(capsys, files, tmp_path) -> None:
    for name in ("one", "two"):
        run(
            capsys,
            "compare",
            *files,
            "-o",
            str(tmp_path / name),
            "--format",
            "html,json,md,csv,svg,png",
            "-q",
        )
    one, two = ({p.name: p.read_bytes() for p in (tmp_path / n).iterdir()} for n in ("one", "two"))
    assert one == two


def test_fail_on_conflict_is_exit_1(capsys, files, tmp_path) -> None:
    arguments = ("compare", *files, "-o", str(tmp_path / "r"), "--format", "json")
    assert run(capsys, *arguments, "--fail-on", "conflict")[0] == 1
    assert run(capsys, *arguments)[0] == 0


BAD = {
    "missing": (None, 3, "does not exist"),
    "empty": (b"", 3, "empty"),
    "blank": (b" \n\t\n", 3, "empty"),
    "binary": (b"\x00\x01\x02\x00" * 50, 3, "text"),
    "png": (b"\x89PNG\r\n\x1a\n" + b"\x00" * 60, 3, "text"),
    "one-word": ("كلمة".encode(), 4, "words"),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_input_is_one_sentence_and_the_right_code(capsys, files, tmp_path, case: str) -> None:
    data, code, says = BAD[case]
    bad = tmp_path / f"{case}.txt"
    if data is not None:
        bad.write_bytes(data)
    got, out, err = run(capsys, "compare", files[0], str(bad), "-o", str(tmp_path / "r"))
    assert got == code
    assert out == ""
    assert says in err
    assert len(err.strip().splitlines()) == 1
    assert not (tmp_path / "r").exists()


def test_too_large_is_refused_without_reading_it_whole(capsys, files, tmp_path) -> None:
    big = tmp_path / "big.txt"
    with big.open("wb") as file:
        file.truncate(50_000_000)
    got, _, err = run(capsys, "compare", files[0], str(big), "-o", str(tmp_path / "r"))
    assert got == 3
    assert "MB" in err


def test_the_same_file_twice_is_nothing_to_compare(capsys, files, tmp_path) -> None:
    got, _, err = run(capsys, "compare", files[0], files[0], "-o", str(tmp_path / "r"))
    assert got == 4
    assert "twice" in err


def test_equal_content_in_two_files_is_compared_and_noted(capsys, files, tmp_path) -> None:
    twin = tmp_path / "twin.txt"
    twin.write_bytes(Path(files[0]).read_bytes())
    got, _, err = run(capsys, "compare", files[0], str(twin), "-o", str(tmp_path / "r"), "--format", "json")
    assert got == 0
    assert "byte for byte" in err


def test_one_broken_input_does_not_stop_the_others(capsys, files, tmp_path) -> None:
    missing = str(tmp_path / "gone.txt")
    got, out, err = run(capsys, "compare", *files, missing, "-o", str(tmp_path / "r"), "--format", "json")
    assert got == 3
    assert "gone.txt does not exist" in err
    assert (tmp_path / "r" / "comparison.json").exists()
    assert out


def test_windows_1256_and_mixed_line_ends(capsys, files, tmp_path) -> None:
    old = tmp_path / "old.txt"
    old.write_bytes((A.strip() + "\r\n\r" + "وقال الكرملين إن المحادثات ستجري غدا.\n").encode("windows-1256"))
    got, _, err = run(capsys, "compare", str(old), files[1], "-o", str(tmp_path / "r"), "--format", "json")
    assert got == 0, err
    assert "باكو" in (tmp_path / "r" / "comparison.json").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "name", ["a\x1b[31m\n.txt", "<script>alert(1)</script>.txt".replace("/", "_"), "a\u202eb.txt"]
)
def test_hostile_file_names_reach_neither_terminal_nor_markup(capsys, files, tmp_path, name: str) -> None:
    odd = tmp_path / name
    odd.write_text(B, encoding="utf-8")
    got, out, err = run(
        capsys, "compare", files[0], str(odd), "-o", str(tmp_path / "r"), "--format", "html,md,json,csv"
    )
    assert got == 0, err
    for text in (
        out,
        err,
        *(p.read_text(encoding="utf-8") for p in (tmp_path / "r").iterdir() if p.suffix != ".json"),
    ):
        assert "\x1b" not in text
        assert "\u202e" not in text
        # A code span, where Markdown shows the name, takes nothing for markup.
        assert "<script>alert" not in re.sub(r"`[^`\n]*`", "", text)


@pytest.mark.parametrize(
    "argv",
    [(), ("compare", "one.txt"), ("compare",), ("nonsense",), ("compare", "a", "b", "--format", "odt")],
)
def test_usage_errors_are_exit_2(capsys, tmp_path, monkeypatch, files, argv: tuple[str, ...]) -> None:
    monkeypatch.chdir(tmp_path)
    got = run(capsys, *[{"a": files[0], "b": files[1]}.get(word, word) for word in argv])[0]
    assert got == 2


def test_an_unwritable_folder_is_one_sentence(capsys, files, tmp_path) -> None:
    (tmp_path / "file").write_text("x")
    got, _, err = run(capsys, "compare", *files, "-o", str(tmp_path / "file" / "r"), "--format", "json")
    assert got == 3
    assert "cannot be written" in err


def test_published_names_an_input_or_is_refused(capsys, files, tmp_path) -> None:
    arguments = ("compare", *files, "-o", str(tmp_path / "r"), "--format", "json", "--published")
    assert run(capsys, *arguments, "b=2024-08-18")[0] == 0
    for wrong in ("nobody=2024-08-18", "b=0001-01-01", "b=soon"):
        code, _, err = run(capsys, *arguments, wrong)
        assert code == 2
        assert "published" in err


def test_no_format_is_usage(capsys, files, tmp_path) -> None:
    assert run(capsys, "compare", *files, "-o", str(tmp_path / "r"), "--format", "")[0] == 2
    assert not (tmp_path / "r").exists()


def test_a_year_out_of_range_is_no_crash(capsys, files, tmp_path) -> None:
    page = tmp_path / "p.html"
    page.write_text(
        f'<html><head><meta property="article:published_time" content="9999-12-31"></head>'
        f"<body><h1>خبر</h1><p>{B} {B}</p><p>{A}</p></body></html>",
        encoding="utf-8",
    )
    assert run(capsys, "compare", files[0], str(page), "-o", str(tmp_path / "r"), "--format", "json")[0] == 0


@pytest.fixture
def sets(tmp_path: Path) -> Path:
    """A folder with one small labelled set."""
    folder = tmp_path / "shared" / "data"
    folder.mkdir(parents=True)
    row = {"tokens": ["زار", "الوفد", "باكو", "."], "tags": [["O"], ["O"], ["B-GPE"], ["O"]]}
    (folder / "wojood_sample.val.jsonl").write_text(json.dumps(row), encoding="utf-8")
    return folder


def test_evaluate_prints_the_scorecard_of_what_is_there(capsys, sets, tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    code, out, err = run(capsys, "evaluate", "-o", "card")
    assert (code, err) == (0, "")
    assert "names · wojood_sample.val" in out
    assert "skipped anercorp" in out
    assert out.splitlines()[-1] == "card"
    assert sorted(p.name for p in (tmp_path / "card").iterdir()) == ["scorecard.json", "scorecard.md"]


def test_evaluate_for_machines(capsys, sets) -> None:
    code, out, err = run(capsys, "evaluate", "--data", str(sets), "--set", "wojood_sample.val", "--json")
    assert (code, err) == (0, "")
    assert {s["set"] for s in json.loads(out)["scores"]} == {"wojood_sample.val"}


def test_evaluate_fails_on_a_floor_only_where_asked(capsys, sets, tmp_path) -> None:
    floors = tmp_path / "floors.toml"
    floors.write_text(
        '[sets]\n"wojood_sample.val" = "another"\n'
        '[scores."wojood_sample.val/dates"]\nfloor = 0.9\nset_on = 2024-01-01\nwhy = "never reached"\n'
    )
    arguments = ("evaluate", "--data", str(sets), "--floors", str(floors), "--json")
    code, out, _ = run(capsys, *arguments)
    assert (code, json.loads(out)["broken"]) == (0, ["wojood_sample.val/dates", "wojood_sample.val"])
    assert run(capsys, *arguments, "--fail-on", "floor")[0] == 1


@pytest.mark.parametrize(
    ("extra", "code", "says"),
    [
        (("--data", "gone"), 3, "--data"),
        (("--set", "nonsense"), 2, "known:"),
        (("--set", "anercorp"), 3, "is not there"),
        (("--floors", "gone.toml"), 3, "floors"),
        (("-o", "shared/data/wojood_sample.val.jsonl/card"), 3, "cannot be written"),
    ],
)
def test_evaluate_refuses_in_one_sentence(
    capsys, sets, tmp_path, monkeypatch, extra: tuple[str, ...], code: int, says: str
) -> None:
    monkeypatch.chdir(tmp_path)
    got, _, err = run(capsys, "evaluate", *extra)
    assert got == code
    assert says in err
    assert len(err.strip().splitlines()) == 1


def test_one_folder_or_table_is_enough(capsys, files, tmp_path) -> None:
    (tmp_path / "in").mkdir()
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).rename(tmp_path / "in" / name)
    out = ("-o", str(tmp_path / "r"), "--format", "json")
    assert run(capsys, "compare", str(tmp_path / "in"), *out)[0] == 0
    table = tmp_path / "t.csv"
    table.write_text(f'inhalt,datum\n"{A.strip()}",2024-08-18\n"{B.strip()}",2024-08-18\n', encoding="utf-8")
    code, _, err = run(capsys, "compare", str(table), *out)
    assert code == 3
    assert "--columns text=NAME" in err
    assert run(capsys, "compare", str(table), *out, "--columns", "text=inhalt,published=datum")[0] == 0
    found = json.loads((tmp_path / "r" / "comparison.json").read_text(encoding="utf-8"))
    assert [w["published"]["value"] for w in found["witnesses"]] == ["2024-08-18", "2024-08-18"]


@pytest.mark.parametrize(
    ("extra", "code", "says"),
    [
        (("{folder}/empty",), 3, "holds no file"),
        (("{folder}/*.nothing",), 3, "matches no file"),
        (("{folder}/one",), 4, "one account"),
        (("{folder}/one/a.txt",), 2, "at least two"),
        (("{folder}/one", "--columns", "text"), 2, "FIELD=NAME"),
        (("{folder}/one", "--columns", "body=x"), 2, "known: id"),
        (("{folder}/one", "--max-accounts", "1"), 2, "from 2 on"),
        (("{folder}/one", "--max-accounts", "x"), 2, "max-accounts"),
        (("{folder}/one", "--align", "letters"), 2, "letters"),
    ],
)
def test_inputs_and_options_that_do_not_fit(
    capsys, tmp_path, extra: tuple[str, ...], code: int, says: str
) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "one").mkdir()
    (tmp_path / "one" / "a.txt").write_text(A, encoding="utf-8")
    argv = [word.format(folder=tmp_path) for word in extra]
    got, out, err = run(capsys, "compare", *argv, "-o", str(tmp_path / "r"))
    assert (got, out) == (code, "")
    assert says in err
    assert not (tmp_path / "r").exists()


def test_more_accounts_than_allowed_are_refused(capsys, files, tmp_path) -> None:
    (tmp_path / "c.txt").write_text(A + B, encoding="utf-8")
    out = ("-o", str(tmp_path / "r"), "--format", "json")
    code, _, err = run(capsys, "compare", *files, str(tmp_path / "c.txt"), *out, "--max-accounts", "2")
    assert code == 3
    assert "3 accounts; the limit is 2" in err


def test_aligning_by_sentences_needs_its_package(capsys, files, tmp_path, monkeypatch) -> None:
    out = ("-o", str(tmp_path / "r"), "--format", "json")
    assert run(capsys, "compare", *files, *out, "--align", "words")[0] == 0
    settings = json.loads((tmp_path / "r" / "comparison.json").read_text(encoding="utf-8"))["settings"]
    assert settings["align_by"] == "words"
    monkeypatch.setattr("compare.cli.commands.find_spec", lambda name: None)
    code, _, err = run(capsys, "compare", *files, *out, "--align", "sentences")
    assert code == 2
    assert "tawatur[semantic]" in err
